"""Sentences with *if*, *unless*, *provided*, *not enough to*, *otherwise*: conditions of parties, and endings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from winset.drafting.attitudes import Attitude
from winset.drafting.changes import Change, changes_in, negated, subject_of
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children
from winset.drafting.words import DEMANDS, OFFERS, READY
from winset.reading.spans import Token

_MARKS = {"if", "unless", "provided", "providing", "until", "once"}
_GIVES = (
    OFFERS
    | READY
    | {"finance", "lift", "release", "sign", "resume", "restore", "return", "freeze", "withdraw", "pay", "drop"}
)
_ENOUGH = re.compile(r"\bnot (?:be )?(?:enough|sufficient) (?:to|for)\b|\binsufficient (?:to|for)\b")
_FUTURE = {"will", "would", "could", "may", "might", "can", "wo", "’ll", "'ll", "shall"}


@dataclass(frozen=True)
class Withheld:
    """What a party withholds unless other things happen."""

    holder: str
    held: tuple[Change, ...]
    unless: tuple[Change, ...]
    token: Token
    source: Source
    sign: str
    threat: bool = False


@dataclass(frozen=True)
class Ending:
    """A sentence about what would follow, with the changes of its condition and of what follows."""

    source: Source
    token: Token
    condition: tuple[Change, ...]
    after: tuple[Change, ...]
    text: str
    name: str
    failing: bool
    settling: bool
    opens: bool = True


def clauses(source: Source) -> Iterator[tuple[Token, Token, str]]:
    """Give every conditional clause: its verb, the verb it hangs on, and its mark."""
    for token in source.doc:
        if token.lower_ not in _MARKS or token.dep_ not in {"mark", "prep", "advmod", "pcomp"}:
            continue
        if token.dep_ == "prep":
            verb = next(
                (one for one in token.children if one.dep_ in {"pcomp", "pobj"} and one.pos_ in {"VERB", "AUX"}), None
            )
            if verb is not None:
                yield verb, token.head, token.lower_
        elif token.head.pos_ in {"VERB", "AUX"} and token.head.dep_ in {"advcl", "pcomp", "relcl", "ccomp", "conj"}:
            above = token.head.head
            if above.lemma_.lower() not in {"ask", "know", "see", "wonder", "decide"} or token.lower_ != "if":
                yield token.head, above.head if above.dep_ == "prep" else above, token.lower_


def withheld(source: Source, cast: Cast, found: list[Attitude]) -> Iterator[Withheld]:
    """Find what parties withhold, and unless what."""
    for verb, above, mark in clauses(source):
        asked = tuple(changes_in(source, cast, verb))
        main = (
            above
            if above.lemma_.lower() not in {"say", "tell", "warn", "add", "report"}
            else next((one for one in children(above, "ccomp") if one.pos_ in {"VERB", "AUX"}), above)
        )
        subject = subject_of(main)
        holder = cast.meant(source, subject) if subject is not None else ""
        offered = tuple(
            one.change
            for one in found
            if one.change.source is source
            and one.wants
            and one.act in {"offer", "concession"}
            and one.holder == holder
            and main.sent == one.token.sent
            and one.token.i < verb.i
        )
        refused = tuple(
            one.change
            for one in found
            if one.change.source is source and not one.wants and one.holder == holder and main.sent == one.token.sent
        )
        if (
            not offered
            and (main.lemma_.lower() in _GIVES or mark in {"provided", "providing"})
            and children(main, "aux")
            and main.sent.start != verb.sent.start - 1
        ):
            offered = tuple(changes_in(source, cast, main, holder))
        begins = verb.left_edge.i <= verb.sent.start + 1
        if mark in {"unless", "until"} and refused:
            yield Withheld(holder, refused, asked, verb, source, mark)
        elif mark in {"if", "provided", "providing", "once"} and offered and holder and not begins:
            others = tuple(one for one in asked if one.agent != holder)
            if others:
                yield Withheld(holder, offered, others, verb, source, mark)
    yield from _in_return(source, cast, found)
    yield from _not_enough(source, cast)
    yield from _ultimatums(source, cast, found)


def _in_return(source: Source, cast: Cast, found: list[Attitude]) -> Iterator[Withheld]:
    """*Offered to free 20 prisoners in return for fuel*: one for the other."""
    for token in source.doc:
        if token.lemma_.lower() not in {"return", "exchange"} or token.dep_ != "pobj" or token.head.lower_ != "in":
            continue
        asked = tuple(
            change
            for prep in children(token, "prep")
            if prep.lower_ == "for"
            for one in children(prep, "pobj", "pcomp")
            for change in changes_in(source, cast, one)
        )
        before = [
            one
            for one in found
            if one.change.source is source and one.wants and one.token.sent == token.sent and one.token.i < token.i
        ]
        offers = [one for one in before if one.act in {"offer", "concession"}]
        if asked and offers:
            held = tuple(one.change for one in offers if one.holder == offers[-1].holder)
            yield Withheld(offers[-1].holder, held, asked, token, source, "in return for")


def _not_enough(source: Source, cast: Cast) -> Iterator[Withheld]:
    """*Not enough to guarantee the resumption of aid*: the aid is withheld for more."""
    text = source.doc.text
    for match in _ENOUGH.finditer(text):
        span = source.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None:
            continue
        word = next((one for one in span if one.lower_ in {"enough", "sufficient", "insufficient"}), span[0])
        low = [one for one in word.subtree if one.i > word.i]
        held = [
            change
            for one in low
            if one.pos_ == "VERB" and one.dep_ in {"xcomp", "ccomp", "advcl"}
            for change in changes_in(source, cast, one)
        ]
        above = [
            one for one in word.ancestors if one.pos_ in {"VERB", "AUX"} and children(one, "nsubj") and one.i < word.i
        ]
        holder = next(
            (key for one in reversed(above) for child in children(one, "nsubj") if (key := cast.meant(source, child))),
            "",
        )
        if held and holder:
            yield Withheld(holder, tuple(held), (), word, source, "not enough")


def _ultimatums(source: Source, cast: Cast, found: list[Attitude]) -> Iterator[Withheld]:
    """*… or it would otherwise call a strike*: a threat that stands unless what was demanded happens."""
    for one in found:
        if one.act != "threat" or one.change.source is not source:
            continue
        otherwise = any(child.lower_ == "otherwise" for child in one.token.children)
        if otherwise:
            asked = tuple(
                other.change
                for other in found
                if other.holder == one.holder
                and other.act == "demand"
                and abs(other.token.sent.start - one.token.sent.start) < 40
            )
            yield Withheld(one.holder, (one.change,), asked, one.token, source, "otherwise", threat=True)
        for verb, above, mark in clauses(source):
            if (
                mark == "unless"
                and verb.sent == one.token.sent
                and (above == one.token or one.token.is_ancestor(above))
            ):
                asked = tuple(changes_in(source, cast, verb))
                yield Withheld(one.holder, (one.change,), asked, verb, source, "unless", threat=True)


_SETTLES = {
    "settle",
    "agree",
    "compromise",
    "settlement",
    "agreement",
    "deal",
    "approve",
    "sign",
    "reach",
    "succeed",
    "accord",
    "approval",
}
_FAILS = {
    "fail",
    "collapse",
    "fall",
    "break",
    "end",
    "lapse",
    "expire",
    "breakdown",
    "failure",
    "reject",
    "without",
    "stall",
    "not",
}


def still_asked(change: Change) -> bool:
    """Whether a change in a condition is only asked for there: who *holds out for* support does not have it."""
    verbs = [one for one in (change.token, change.theme, *change.theme.ancestors) if one.pos_ == "VERB"]
    return any(
        one.lemma_.lower() in DEMANDS
        or (one.lemma_.lower() == "hold" and any(child.lower_ == "out" for child in one.children))
        for one in verbs
        if one.sent == change.theme.sent
    )


def endings(source: Source, cast: Cast) -> Iterator[Ending]:
    """Find the endings a text describes: *if …, … would …*, *if not, …*, *with …, … may …*."""
    for sentence in source.doc.sents:
        words = [token for token in sentence if not token.is_space]
        if not words:
            continue
        marks = [
            token
            for token in words
            if token.lower_ in {"if", "unless", "should", "were", "without", "failing", "with", "once"}
        ]
        future = any(token.lower_ in _FUTURE or token.lower_ in {"expected", "likely", "be"} for token in words)
        first = next((token for token in marks if _conditional(token)), None)
        modal = (
            first is None
            and any(token.lower_ in {"would", "could", "may"} for token in words)
            and any(
                token.lemma_.lower()
                in {"approval", "settlement", "agreement", "deal", "failure", "collapse", "compromise"}
                and (token.dep_ in {"nsubj", "pobj"} and (token.dep_ == "nsubj" or token.head.dep_ == "agent"))
                and token.head.pos_ in {"VERB", "ADP"}
                and any(child.lower_ in {"would", "could", "may"} for child in _verb_above(token).children)
                for token in words
            )
        )
        if (first is None and not modal) or (not future and first is None):
            continue
        head = first.head if first is not None else sentence.root
        condition: list[Change] = []
        after: list[Change] = []
        inside = {one.i for one in head.subtree} if first is not None and head is not sentence.root else set()
        for token in words:
            if token.pos_ == "VERB" and (token.dep_ in {"ROOT", "advcl", "ccomp", "conj", "xcomp", "acl"}):
                (condition if token.i in inside else after).extend(changes_in(source, cast, token))
        area = [token for token in words if not inside or token.i in inside] if inside else words
        lemmas = {token.lemma_.lower() for token in area}
        failing = bool(lemmas & _FAILS) or bool(first is not None and first.lower_ in {"unless", "without", "failing"})
        denied = any(token.pos_ == "VERB" and negated(token) for token in area if token.i in inside)
        yield Ending(
            source,
            first or words[0],
            tuple(condition),
            tuple(after),
            sentence.text.strip(),
            _called(first, head, words),
            failing or denied,
            bool(lemmas & _SETTLES) and not failing and not denied,
            first is not None,
        )


def _called(mark: Token | None, head: Token, words: list[Token]) -> str:
    """What an ending is called: the words of its condition; what follows where the condition is only *if not*."""
    if mark is not None and head.dep_ != "ROOT":
        inside = [
            one for one in head.subtree if one.i > mark.i or (mark.lower_ in {"without", "unless"} and one.i == mark.i)
        ]
    elif mark is None:
        inside = _subject(words)
    else:
        inside = words
    if re.match(r"(?:and |but |however,? )?if not\b", " ".join(one.lower_ for one in words[:4] if not one.is_punct)):
        place = next(at for at, one in enumerate(words) if one.lower_ == "not")
        following = words[place + 1 :]
        return f"Otherwise: {_shortened(following)}" if following else "Otherwise"
    text = _shortened(inside)
    return text[:1].upper() + text[1:] if text else "An ending"


def _subject(words: list[Token]) -> list[Token]:
    """The subject of a sentence without what is told about it; all its words where there is none."""
    subject = next((one for one in words if one.dep_ == "nsubj" and one.head.dep_ == "ROOT"), None)
    if subject is None:
        return words
    told = [child for one in subject.subtree for child in one.children if child.dep_ in {"relcl", "acl", "appos"}]
    aside = {one.i for child in told for one in child.subtree}
    return [one for one in subject.subtree if one.i not in aside]


def _shortened(inside: list[Token]) -> str:
    text = "".join(one.text_with_ws for one in inside[:12]).strip(" ,.;:\n\"“”’'")
    text = re.sub(r"\s+", " ", text)
    return f"{text} …" if len(inside) > 12 else text


def _verb_above(token: Token) -> Token:
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def _conditional(token: Token) -> bool:
    """Whether a mark opens a condition about the future, not a question or a manner."""
    first = bool(token.i == token.sent.start)
    before = token.nbor(-1) if token.i else token
    begins = first or bool(before.is_punct) or before.lower_ in {"but", "and", "that", "only", "however"}
    if token.lower_ in {"if", "unless", "once"}:
        if token.head.head.lemma_.lower() in {"see", "ask", "know", "wonder"} and not begins:
            return False
        modal = any(one.lower_ in _FUTURE | {"risks", "expected", "is"} for one in token.sent)
        return modal or begins
    if token.lower_ in {"should", "were"}:
        return first
    following = token.doc[token.i + 1 : token.i + 12]
    if token.lower_ == "with":
        return (
            token.i == token.sent.start
            and any(one.tag_ == "VBG" for one in following)
            and any(one.lower_ in _FUTURE for one in token.sent)
        )
    return first and any(one.lower_ in {"deal", "agreement", "settlement", "compromise"} for one in following)
