"""Clauses with *if*, *unless*, *until*, *before*, *provided*, *once*, *as long as*, *on condition that*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.people.verbs import negated
from winset.drafting.source import ParsedSource, children
from winset.frozen import Frozen
from winset.reading.spans import Token

_MARKS = {"if", "unless", "until", "once", "before", "after", "while"}
_FAILING = {"fail", "collapse", "falter", "break", "stall"}


class ConditionalClause(Frozen):
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
    def only(self) -> bool:
        """Whether nothing else will do: *only if*, *only once*, *but not before*."""
        return any(one.lower_ in {"only", "not"} for one in self._opening())

    @property
    def not_before(self) -> bool:
        """*Is ready to admit them, but not before …*: the denial is of the time, not of the act."""
        return any(one.lower_ == "not" for one in self._opening())

    def _opening(self) -> list[Token]:
        """The two words before the clause."""
        first = self.verb.left_edge.i
        return [
            one for one in self.verb.doc[max(self.verb.sent.start, first - 2) : first + 1] if one.head != self.above
        ]

    @property
    def failing(self) -> bool:
        """Whether it says that what is asked for does not come: *if no deal is reached*, *if the talks fail*."""
        if self.mark == "unless" or negated(self.verb) or self.verb.lemma_.lower() in _FAILING:
            return True
        return any(
            child.lower_ == "nothing" or any(low.lower_ == "no" and low.dep_ == "det" for low in child.children)
            for child in children(self.verb, "nsubj", "nsubjpass", "attr", "dobj")
        )


def clauses(source: ParsedSource) -> Iterator[ConditionalClause]:
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
                    yield ConditionalClause(verb, token.head.head, "on condition")
        elif low == "long" and token.i and token.nbor(-1).lower_ in {"as", "so"}:
            for verb in children(token, "advcl"):
                yield ConditionalClause(verb, token.head, f"{token.nbor(-1).lower_} long as")


def further(source: ParsedSource) -> Iterator[ConditionalClause]:
    """Give conditions told in other ways: *only when*, *were it to pay*, *on the understanding that*, *assuming*."""
    for token in source.doc:
        low = token.lower_
        if low == "when" and token.i and token.nbor(-1).lower_ == "only" and token.head.pos_ in {"VERB", "AUX"}:
            above = token.head.head
            yield ConditionalClause(token.head, above.head if above.pos_ == "NOUN" else above, "when")
        elif low in {"understanding", "event", "proviso", "assumption"} and token.dep_ == "pobj":
            for verb in children(token, "acl", "ccomp", "relcl"):
                if verb.pos_ in {"VERB", "AUX"} and any(one.lower_ == "that" for one in verb.children):
                    yield ConditionalClause(verb, token.head.head, "on condition")
        elif low == "assuming" and token.dep_ in {"prep", "advcl"}:
            for verb in children(token, "ccomp", "pcomp"):
                yield ConditionalClause(verb, token.head, "provided")
        elif low == "while" and token.dep_ == "mark" and token.head.dep_ == "advcl":
            above = token.head.head
            if negated(above) and not _refuses(above):  # *is not on the agenda while …*
                yield ConditionalClause(token.head, above, "while")
        elif low in {"were", "should"} and (verb := _inverted(token)) is not None:
            before = [one for one in token.doc[token.sent.start : token.i] if one.pos_ == "VERB" and _modal(one)]
            after = [one for one in token.doc[verb.i + 1 : token.sent.end] if one.pos_ == "VERB" and _modal(one)]
            yield ConditionalClause(verb, (before[-1:] or after[:1] or [verb.head])[0], "if")


def _modal(verb: Token) -> bool:
    return any(one.tag_ == "MD" for one in children(verb, "aux"))


def _inverted(token: Token) -> Token | None:
    """*Two chairs might go to them were they to share the fund*: the verb, where no *if* opens the clause."""
    doc, sentence = token.doc, token.sent
    verb = token.head if token.dep_ in {"aux", "auxpass"} else token
    subjects = [*children(verb, "nsubj", "nsubjpass", "expl"), *children(token, "nsubj", "nsubjpass", "expl")]
    if any(sentence.start <= one.i < token.i for one in subjects) or sentence.text.strip().endswith("?"):
        return None
    if token.i > sentence.start and token.nbor(-1).lower_ in _COMPARED:
        return None
    if token.i + 1 >= sentence.end or token.nbor(1).pos_ not in {"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"}:
        return None
    following = [one for one in doc[token.i + 2 : min(token.i + 14, sentence.end)] if one.pos_ in {"VERB", "AUX"}]
    following = [one for one in following if one.dep_ not in {"aux", "auxpass", "relcl"} or _to(one)]
    return next((one for one in following if token.lower_ == "should" or _to(one)), None)


def _to(verb: Token) -> bool:
    return any(one.lower_ == "to" for one in children(verb, "aux"))


_COMPARED = {"as", "than", "so", "nor", "neither", "there", "where", "what", "who", "which", "that", "and", "but"}


def _marked(token: Token, low: str) -> Iterator[ConditionalClause]:
    if token.i and token.nbor(-1).lower_ == "even":
        return  # *even if* is no condition
    only = bool(token.i) and token.nbor(-1).lower_ == "only"
    denied = low == "while" and token.dep_ == "mark" and _refuses(token.head.head)  # *will not lend while …*
    if low in {"after", "while"} and not only and not denied:
        return
    if token.dep_ == "prep":
        for verb in children(token, "pcomp", "pobj"):
            if verb.pos_ in {"VERB", "AUX"}:
                yield ConditionalClause(verb, token.head, low)
                return
        return
    verb = token.head.head if token.head.dep_ == "aux" else token.head  # *if the two do not part with …*
    if token.i > verb.i:
        return  # *as it was before*
    if verb.pos_ in {"VERB", "AUX"} and verb.dep_ in {"advcl", "pcomp", "relcl", "ccomp", "conj"}:
        above = verb.head
        if above.lemma_.lower() not in {"ask", "know", "see", "wonder", "decide"} or low != "if":
            yield ConditionalClause(verb, above.head if above.dep_ == "prep" else above, low)


def _refuses(verb: Token) -> bool:
    """Whether a verb says what somebody will not do."""
    none = any(low.lower_ == "no" for one in children(verb, "attr") for low in one.children)  # *there would be no …*
    return (none or negated(verb)) and any(child.tag_ == "MD" for child in verb.children)


def _provided(token: Token) -> Iterator[ConditionalClause]:
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
    yield ConditionalClause(verb, before[-1] if before else token.head, "provided")
