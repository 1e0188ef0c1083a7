"""Whom a text names, before and after it is decided who is a party."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from winset.drafting.source import children
from winset.drafting.words import LIKES, OBSERVERS, SPEAKERS
from winset.reading.spans import Token

MOST = 6
_FIRM = {"threaten", "vow", "refuse", "demand", "insist"}


@dataclass
class NamedActor:
    """Somebody the text names, before it is decided who is a party."""

    key: str
    name: str
    kind: str
    surfaces: Counter[str] = field(default_factory=Counter)
    persons: set[str] = field(default_factory=set)
    acts: int = 0
    heavy: int = 0
    stands: bool = False
    mentions: int = 0
    first: int = 10**9
    sentences: set[str] = field(default_factory=set)


def stands(token: Token) -> bool:
    """Tell whether a verb is the main one and says that somebody threatens, refuses or demands something."""
    main = token.head if token.dep_ == "conj" else token
    return main.dep_ == "ROOT" and token.lemma_.lower() in _FIRM and bool(children(token, "xcomp", "ccomp"))


def chosen(figures: dict[str, NamedActor]) -> list[NamedActor]:
    """Who demands, offers, refuses or threatens enough to be a party, whatever else is told."""
    kept = []
    for one in figures.values():
        if (
            (one.acts >= 3 and one.mentions >= 2)
            or (one.acts >= 4 and one.heavy >= 2 and (one.mentions >= 2 or one.kind != "name"))
            or (one.kind == "state" and one.acts >= 2)
            or (one.kind in {"name", "union"} and one.stands)
        ) and (one.kind == "group" or one.name.lower() not in OBSERVERS | LIKES | SPEAKERS):
            kept.append(one)
    most = max((one.acts for one in kept), default=0)
    return [one for one in kept if one.acts * 8 >= most]


def aliases(figure: NamedActor) -> tuple[str, ...]:
    """The words for a party, the most frequent first."""
    words = [re.sub(r"\s+", " ", word).strip() for word, _ in figure.surfaces.most_common(14)]
    small = {word.casefold() for word in words if not word.isupper()}  # *HALE* in the labels of a transcript is *Hale*
    words = [word for word in words if not (word.isupper() and word.casefold() in small)]
    return tuple(dict.fromkeys(word for word in words if word and word != figure.name and len(word) < 60))
