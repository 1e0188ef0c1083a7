"""Who must accept at home what a party signs, or can make it costly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.drafting.changes import subject_of
from winset.drafting.names import key_of
from winset.drafting.parties import Cast
from winset.drafting.source import Source, children, coordinated
from winset.drafting.words import AUDIENCES, OFFICES
from winset.reading.places import place_of
from winset.reading.spans import Token

_ACCEPT = {"approve", "ratify", "endorse", "accept", "vote", "back", "sign"}


def homes(source: Source, cast: Cast, parties: list[str]) -> Iterator[tuple[str, str, Token]]:
    """Who must accept what a party signs, or can make it costly: party, audience, and where it says so."""
    for token in source.doc:
        lemma = token.lemma_.lower()
        if lemma in _ACCEPT and token.pos_ == "VERB":
            if children(token, "auxpass") and any(
                one.lower_ in {"must", "needs", "need", "has", "have", "to", "be"} for one in token.children
            ):
                for agent in children(token, "agent"):
                    yield from _owned(
                        source, cast, token, [w for one in children(agent, "pobj") for w in coordinated(one)], parties
                    )
            above = token.head if token.dep_ == "xcomp" and token.head.lemma_.lower() in {"have", "need"} else token
            if above is not token or any(one.lower_ == "must" for one in children(token, "aux")):
                yield from _owned(
                    source, cast, token, [w for one in children(above, "nsubj") for w in coordinated(one)], parties
                )
        elif lemma in {"subject", "need", "require", "await", "face", "pend"} or lemma == "under":
            for one in token.subtree:
                if one.lemma_.lower() in {
                    "approval",
                    "ratification",
                    "vote",
                    "consent",
                    "backing",
                    "revolt",
                    "resistance",
                    "pressure",
                    "opposition",
                    "criticism",
                }:
                    yield from _from(source, cast, one, parties)
        elif lemma in {
            "resistance",
            "pressure",
            "opposition",
            "backlash",
            "criticism",
            "revolt",
            "vote",
            "approval",
            "ratification",
            "anger",
        }:
            yield from _from(source, cast, token, parties)
        elif lemma in {"press", "urge", "pressure"} and token.pos_ == "VERB":
            for subject in children(token, "nsubj"):
                if subject.lemma_.lower() in AUDIENCES:
                    for one in children(token, "dobj"):
                        if (key := cast.meant(source, one)) in parties:
                            named = [
                                w
                                for w in subject.subtree
                                if w.dep_ in {"appos", "conj"} and w.pos_ in {"NOUN", "PROPN"}
                            ]
                            for audience in [subject, *named]:
                                yield key, _told(audience), token
        elif lemma == "answer" and token.pos_ == "VERB":
            for prep in children(token, "prep"):
                for one in children(prep, "pobj") if prep.lower_ == "to" else ():
                    subject = subject_of(token)
                    if subject is not None and (key := cast.meant(source, subject)) in parties:
                        yield key, _told(one), token
        elif lemma in {
            "call",
            "oppose",
            "reject",
            "condemn",
            "block",
            "protest",
            "denounce",
            "strike",
            "rally",
            "demonstrate",
            "picket",
            "view",
        }:
            for subject in children(token, "nsubj"):
                own = list(children(subject, "poss"))
                if subject.lemma_.lower() in AUDIENCES and (own or _where(source, cast, token)):
                    yield from _owned(source, cast, token, [subject], parties)


def _from(source: Source, cast: Cast, noun: Token, parties: list[str]) -> Iterator[tuple[str, str, Token]]:
    owners = [
        w
        for prep in children(noun, "prep")
        if prep.lower_ in {"from", "by", "of", "among"}
        for one in children(prep, "pobj")
        for w in coordinated(one)
    ]
    owners += [
        w
        for one in noun.subtree
        if one.lower_ in {"from", "by"} and one.dep_ == "prep"
        for p in children(one, "pobj")
        for w in coordinated(p)
    ]
    yield from _owned(source, cast, noun, list(dict.fromkeys(owners)), parties)


def _owned(
    source: Source, cast: Cast, token: Token, audiences: list[Token], parties: list[str]
) -> Iterator[tuple[str, str, Token]]:
    """Whose home an audience is: its possessor or adjective, the place named, the subject of the sentence."""
    former = ""
    for one in audiences:
        known = one.lemma_.lower() in AUDIENCES or token.pos_ == "NOUN" or one.lemma_.lower() not in OFFICES
        if one.pos_ not in {"NOUN", "PROPN"} or not known:
            continue
        own = next(
            (
                key
                for child in one.children
                if child.dep_ in {"poss", "amod", "compound", "nmod"} and (key := _whose(source, cast, child))
            ),
            "",
        )
        own = own if own in parties else _where(source, cast, token)
        if own not in parties:
            subject = subject_of(token) if token.pos_ == "VERB" else subject_of(token.head)
            own = cast.meant(source, subject) if subject is not None else ""
        if own not in parties:
            own = former or next(
                (
                    key
                    for w in token.sent
                    if w.i < token.i and (key := cast.at.get((source.letter, w.i), "")) in parties
                ),
                "",
            )
        if own in parties and cast.meant(source, one) not in set(parties) - {own}:
            yield own, _told(one), token
            former = own


def _whose(source: Source, cast: Cast, child: Token) -> str:
    if key := cast.meant(source, child):
        return key
    place = place_of().get(child.text)
    if place is not None:
        return key_of(place.names[0])
    for one in child.children:
        if one.dep_ == "poss" and (key := cast.meant(source, one)):
            return key
    return cast.union if child.lemma_.lower() == "union" else ""


def _where(source: Source, cast: Cast, token: Token) -> str:
    """*In Lower Merev, farmers' associations …*: the place a sentence begins with."""
    for one in token.sent:
        if one.lower_ == "in" and one.i <= token.sent.start + 1:
            return next((key for w in children(one, "pobj") if (key := cast.meant(source, w))), "")
    return ""


def _told(one: Token) -> str:
    before = [w for w in one.children if w.dep_ in {"compound", "amod", "poss", "nmod"} and w.i < one.i]
    kept = {w.i for b in before for w in b.subtree if b.dep_ != "poss"} | {one.i}
    words = [w for w in one.subtree if w.i in kept and w.i <= one.i]
    text = " ".join(w.text for w in words if w.lower_ not in {"the", "a", "an", "its", "his", "her", "their", ","})
    return re.sub(r"\s+([’'])", r"\1", text)[:60]
