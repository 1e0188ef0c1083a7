"""Who acts on what the parties talk about and sits at no table: *the bank has frozen a loan to Arvania until …*."""

from __future__ import annotations

from collections.abc import Iterator

from winset.drafting.parties import Cast
from winset.drafting.source import Source, children
from winset.drafting.surroundings import TALKS, meeting
from winset.drafting.verbs import negated, subject_of
from winset.drafting.words import READY
from winset.reading.spans import Token

_HOLDS = {
    *("freeze", "withhold", "suspend", "release", "cancel", "revoke", "block", "cut", "extend", "impose", "lift"),
    "delay",
}
_ASKS = {"ask", "want", "seek", "demand", "request", "apply", "hope"}
_JOINS = {"join", "attend", "enter"}
_SEATS = {"seat", "place", "role", "say", "voice"}
_RACES = TALKS | {"bidding", "auction", "race", "tender", "consultation"}
_OFFERS = {"offer", "promise", "pledge"}
_LEAVING = {"if", "unless", "until", "while", "once"}
_CAN = {"can", "could", "may", "might"}


def outsiders(source: Source, cast: Cast) -> Iterator[tuple[str, Token]]:
    """Who withholds something on a condition, can take something from a party, or asks to join the others."""
    seated = meeting(source, cast)
    for token in source.doc:
        if helper := _ready(token):
            key = cast.meant(source, helper)
            if key in cast.figures and key not in seated | cast.mediators and _lesser(cast, key, asks=False):
                yield key, token
        asks = token.pos_ == "VERB" and _asks_in(token)
        if token.pos_ != "VERB" or not (asks or _holds(source, cast, token)):
            continue
        subject = subject_of(token)
        key = cast.meant(source, subject) if subject is not None else ""
        if key in cast.figures and key not in seated | cast.mediators and _lesser(cast, key, asks):
            yield key, token


def _lesser(cast: Cast, key: str, asks: bool) -> bool:
    """Whether two others are spoken of more than a figure, and do more unless it asks to join."""
    own = cast.figures[key]
    others = [one for one in cast.figures.values() if one is not own and one.kind != "mediator"]
    return sum((asks or one.acts > own.acts) and one.mentions > own.mentions for one in others) >= 2


def _asks_in(token: Token) -> bool:
    """*Has asked to join the talks*, *has demanded a seat at the table*."""
    if token.lemma_.lower() not in _ASKS:
        return False
    seats = [one for one in children(token, "dobj") if one.lemma_.lower() in _SEATS]
    preps = [prep for one in seats for prep in children(one, "prep") if prep.lower_ in {"at", "in"}]
    joining = [verb for verb in children(token, "xcomp") if verb.lemma_.lower() in _JOINS]
    joined = [one for verb in joining for one in children(verb, "dobj")]
    asked = [one for prep in children(token, "prep") if prep.lower_ == "for" for one in children(prep, "pobj")]
    preps += [prep for one in asked if one.lemma_.lower() in _SEATS for prep in children(one, "prep")]
    joined += [one for prep in preps for one in children(prep, "pobj")]
    return any(one.lemma_.lower() in _RACES for one in joined)


def _holds(source: Source, cast: Cast, token: Token) -> bool:
    """*Has frozen a loan to Arvania until …*, *can cancel Corvane's lease if …*, *will not release funds while …*."""
    conditions = [one for one in children(token, "advcl") if any(low.lower_ in _LEAVING for low in one.children)]
    if token.lemma_.lower() in _OFFERS:  # *has promised a grant if the two sides agree*
        return any(_of_all(low) for one in conditions for low in children(one, "nsubj"))
    until = any(low.lower_ in {"until", "unless"} for one in conditions for low in one.children)
    if token.lemma_.lower() not in _HOLDS or not conditions or children(token, "nsubjpass"):
        return False
    modal = {one.lower_ for one in children(token, "aux")}
    touched = any(
        bool(cast.meant(source, low))
        for one in children(token, "dobj")
        for low in one.subtree
        if low.dep_ in {"poss", "pobj"} and low is not one
    )
    has = bool(modal & {"has", "have"})
    return (touched and bool(modal & _CAN)) or (has and (touched or until)) or negated(token)


def _ready(token: Token) -> Token | None:
    """*Its planes are ready to fly them if both sides agree*: who is."""
    able = any(one.lemma_.lower() in READY and children(one, "xcomp") for one in children(token, "acomp"))
    conditions = [one for one in children(token, "advcl") if any(low.lower_ in _LEAVING for low in one.children)]
    if not able or not any(_of_all(low) for one in conditions for low in children(one, "nsubj")):
        return None
    subject = subject_of(token)
    return next(iter(children(subject, "poss")), subject) if subject is not None else None


def _of_all(subject: Token) -> bool:
    """*If the two sides sign*, *if both agree*."""
    whole = {subject.lower_, *(one.lower_ for one in subject.children)}
    return bool(whole & {"both", "two"}) or subject.lower_ in {"sides", "parties"}
