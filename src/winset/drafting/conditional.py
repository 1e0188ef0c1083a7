"""Sentences with *if*, *unless*, *provided*, *not enough to*, *otherwise*: what parties withhold, and unless what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from winset.drafting.attitude import Attitude
from winset.drafting.changes import Change, changes_in, subject_of
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children
from winset.drafting.words import OFFERS, READY
from winset.reading.spans import Token

_MARKS = {"if", "unless", "provided", "providing", "until", "once"}
_GIVES = (
    OFFERS
    | READY
    | {"finance", "lift", "release", "sign", "resume", "restore", "return", "freeze", "withdraw", "pay", "drop"}
)
_ENOUGH = re.compile(r"\bnot (?:be )?(?:enough|sufficient) (?:to|for)\b|\binsufficient (?:to|for)\b")


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
