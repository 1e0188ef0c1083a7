"""Whose home an audience is: its possessor, its place, the party of its kind."""

from __future__ import annotations

import re

from winset.drafting.people.cast import OURS, Cast
from winset.drafting.people.names import FIRM, key_of
from winset.drafting.source import ParsedSource, children
from winset.drafting.words import (
    AUDIENCES,
    AUDIENCES_OF,
    BODIES,
    COMPANY,
    MEDIATORS,
    OBSERVERS,
    OFFICES,
    ORGANISATIONS,
    PEOPLE,
    UNION,
)
from winset.reading.places import place_of
from winset.reading.spans import Token

CLASSES = {
    "people behind somebody": PEOPLE,
    "an audience": AUDIENCES,
    "an office": OFFICES,
    "a body": BODIES | ORGANISATIONS,
    "workers": UNION,
    "a firm": COMPANY,
    "onlookers": OBSERVERS | MEDIATORS,
    **{f"of a {kind}": words for kind, words in AUDIENCES_OF.items()},
}
"""Kinds of people and bodies, by the words for them."""
_SAY = {"say", "tell", "add", "reply", "argue", "warn", "insist"}


def owner_of(source: ParsedSource, cast: Cast, one: Token, parties: list[str]) -> str:
    """Find whose home an audience is, by who has it or is of the kind; empty where the text does not say."""
    return (
        said_owner(source, cast, one, one, parties)
        or _namesake(cast, one, parties)
        or _of_kind(source, cast, one, parties)
    )


def said_owner(source: ParsedSource, cast: Cast, token: Token, one: Token, parties: list[str]) -> str:
    """Whose an audience is by its possessor, by what it is of or in, or by the place its sentence begins with."""
    found = (_possessor(source, cast, one), _inside(source, cast, one), _where(source, cast, token))
    return next((key for key in found if key in parties), "")


def _possessor(source: ParsedSource, cast: Cast, one: Token) -> str:
    for child in children(one, "poss", "amod", "compound", "nmod"):
        if child.lower_ in OURS:
            return cast.meant(source, child) or _speaker(source, cast, one)
        if key := _whose(source, cast, child):
            return key
    return ""


def _whose(source: ParsedSource, cast: Cast, child: Token) -> str:
    if key := cast.meant(source, child):
        return key
    place = place_of().get(child.text)
    if place is not None:
        return key_of(place.names[0])
    if key := cast.named(child):
        return key
    for one in children(child, "poss"):
        if key := cast.meant(source, one):
            return key
    return cast.union if child.lemma_.lower() == "union" else ""


def _speaker(source: ParsedSource, cast: Cast, one: Token) -> str:
    """*“Our shareholders would not forgive us,” she said*: whose they are is who says so."""
    for verb in (*one.ancestors, *one.sent):
        if verb.lemma_.lower() in _SAY:
            for subject in children(verb, "nsubj"):
                return cast.meant(source, subject)
    return ""


def _inside(source: ParsedSource, cast: Cast, one: Token) -> str:
    """*The opposition in Upper Doab's assembly*, *a faction of the Front*, *the council at Novara's plant*."""
    for prep in children(one, "prep"):
        for low in children(prep, "pobj") if prep.lower_ in {"of", "in", "at", "within", "inside"} else ():
            if key := cast.meant(source, low) or _possessor(source, cast, low):
                return key
    return ""


def _where(source: ParsedSource, cast: Cast, token: Token) -> str:
    """*In Lower Merev, farmers' associations …*: the place a sentence begins with."""
    for one in token.sent:
        if one.lower_ in {"in", "at", "within"} and len(token.doc[token.sent.start : one.i].text.strip()) == 0:
            return next((key for w in children(one, "pobj") if (key := cast.meant(source, w))), "")
    return ""


def _of_kind(source: ParsedSource, cast: Cast, one: Token, parties: list[str]) -> str:
    """The one party that has such an audience: members are a union's, shareholders a company's, lawmakers a state's."""
    words = [one, *children(one, "compound", "amod")]
    words += [low for prep in children(one, "prep") for low in children(prep, "pobj")]
    for kind, lemmas in AUDIENCES_OF.items():
        if any(word.lemma_.lower() in lemmas for word in words):
            fitting = [key for key in parties if key in cast.figures and kind in kinds_of(cast, key)]
            if kind == "state" and cast.government in fitting and cast.governs_alone():
                return cast.government
            if kind == "state" and len(fitting) > 1 and (near := _governing_near(cast, source, one, fitting)):
                return near
            if kind == "state" and cast.government in fitting:
                return cast.government
            if len(fitting) == 1:
                return fitting[0]
    return ""


def _namesake(cast: Cast, one: Token, parties: list[str]) -> str:
    """*The school board* of the party that the text calls *the school district*."""
    words = {low.lower_ for low in children(one, "compound") if low.pos_ == "NOUN"}
    said = {key: {low for name in cast.figures[key].surfaces for low in name.split()} for key in parties}
    keys = [key for key in parties if words & said[key]]
    return keys[0] if len(keys) == 1 else ""


def _governing_near(cast: Cast, source: ParsedSource, one: Token, states: list[str]) -> str:
    """The state whose government or head the sentence before is about."""
    start = one.sent.start
    for place in range(start - 1, source.doc[max(0, start - 1)].sent.start - 1, -1):
        key = cast.key_at(source, place)
        word = source.doc[place]
        governs = word.head.lemma_.lower() in OFFICES and word.dep_ == "poss"
        if key in states and (governs or word.text in cast.person_of):
            return key
    return ""


def kinds_of(cast: Cast, key: str) -> set[str]:
    """What kind of party somebody is, as far as the name and the text say."""
    figure = cast.figures[key]
    if figure.kind == "state" or key == cast.government or re.search(r"\b(?:Republic|Kingdom)\b", figure.name):
        return {"state"}
    words = {word.lower().rstrip("s’'") for word in figure.name.split()}
    if key == cast.union or words & UNION:
        return {"union", "association"}
    if words & {"party", "league", "association", "federation", "council"}:
        return {"association"}
    if key in cast.companies or FIRM.search(figure.name):
        return {"company"}
    return {"union"} if figure.kind == "group" else set()


def told(one: Token) -> str:
    """An audience as the text calls it, without articles and possessors."""
    before = [w for w in one.children if w.dep_ in {"compound", "amod", "poss", "nmod"} and w.i < one.i]
    kept = {w.i for b in before for w in b.subtree if b.dep_ != "poss"} | {one.i}
    words = [w for w in one.subtree if w.i in kept and w.i <= one.i]
    if len(words) == 1 and before and before[0].dep_ == "poss" and before[0].tag_ == "NNS":
        words = [w for w in before[0].subtree if w.dep_ in {"poss", "case"}] + words  # *farmers' associations*
    text = "".join(
        w.text_with_ws if w.i < one.i else w.text
        for w in words
        if w.lower_ not in {"the", "a", "an", "its", "his", "her", "their", "our", ","}
    )
    return re.sub(r"\s+([’'])", r"\1", text)[:60]
