"""Clauses with *if*, *unless*, *until*, *before*, *provided*, *once*, *as long as*, *on condition that*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from winset.drafting.source import Source, children
from winset.drafting.verbs import negated
from winset.reading.spans import Token

_MARKS = {"if", "unless", "until", "once", "before", "after", "while"}
_FAILING = {"fail", "collapse", "falter", "break", "stall"}


@dataclass(frozen=True)
class Clause:
    """A conditional clause.

    Attributes
    ----------
    verb, above : Token
        Its verb, and the verb it hangs on.
    mark : str
        What opens it: ``if``, ``unless``, ``as long as`` …
    """

    verb: Token
    above: Token
    mark: str

    @property
    def failing(self) -> bool:
        """Whether it says that what is asked for does not come: *if no deal is reached*, *if the talks fail*."""
        if self.mark == "unless" or negated(self.verb) or self.verb.lemma_.lower() in _FAILING:
            return True
        return any(
            child.lower_ == "nothing" or any(low.lower_ == "no" and low.dep_ == "det" for low in child.children)
            for child in children(self.verb, "nsubj", "nsubjpass", "attr", "dobj")
        )


def clauses(source: Source) -> Iterator[Clause]:
    """Give every conditional clause of a document."""
    for token in source.doc:
        low = token.lower_
        if low in _MARKS and token.dep_ in {"mark", "prep", "advmod", "pcomp"}:
            yield from _marked(token, low)
        elif low in {"provided", "providing"}:
            yield from _provided(token)
        elif low == "condition" and token.i and token.nbor(-1).lower_ == "on":
            for verb in children(token, "acl", "ccomp"):
                if verb.pos_ in {"VERB", "AUX"}:
                    yield Clause(verb, token.head.head, "on condition")
        elif low == "long" and token.i and token.nbor(-1).lower_ in {"as", "so"}:
            for verb in children(token, "advcl"):
                yield Clause(verb, token.head, f"{token.nbor(-1).lower_} long as")


def _marked(token: Token, low: str) -> Iterator[Clause]:
    only = bool(token.i) and token.nbor(-1).lower_ == "only"
    denied = low == "while" and token.dep_ == "mark" and _refuses(token.head.head)  # *will not lend while …*
    if low in {"after", "while"} and not only and not denied:
        return
    if token.dep_ == "prep":
        for verb in children(token, "pcomp", "pobj"):
            if verb.pos_ in {"VERB", "AUX"}:
                yield Clause(verb, token.head, low)
                return
    elif token.head.pos_ in {"VERB", "AUX"} and token.head.dep_ in {"advcl", "pcomp", "relcl", "ccomp", "conj"}:
        above = token.head.head
        if above.lemma_.lower() not in {"ask", "know", "see", "wonder", "decide"} or low != "if":
            yield Clause(token.head, above.head if above.dep_ == "prep" else above, low)


def _refuses(verb: Token) -> bool:
    """Whether a verb says what somebody will not do."""
    return negated(verb) and any(child.tag_ == "MD" for child in verb.children)


def _provided(token: Token) -> Iterator[Clause]:
    """*Provided that X extends …*, however the parse hangs it on."""
    verb = next((one for one in children(token, "pcomp", "ccomp", "pobj") if one.pos_ in {"VERB", "AUX"}), None)
    following = [one for one in token.doc[token.i + 1 : token.sent.end] if one.pos_ in {"VERB", "AUX"}]
    if verb is None and token.dep_ != "ROOT" and not children(token, "dobj", "nsubj", "nsubjpass", "auxpass", "aux"):
        verb = next((one for one in following if children(one, "nsubj", "nsubjpass")), None)
    if verb is None:
        return
    before = [
        one
        for one in token.doc[token.sent.start : token.i]
        if one.pos_ in {"VERB", "AUX"} and one.dep_ in {"ROOT", "ccomp", "conj", "advcl", "xcomp"}
    ]
    yield Clause(verb, before[-1] if before else token.head, "provided")
