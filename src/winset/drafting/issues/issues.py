"""What is to be settled: changes grouped by what they change, with today's level, the levels spoken of, and control."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from winset.drafting.amounts import in_unit
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.spoken_levels import spoken_level
from winset.drafting.issues.themes import GENERIC
from winset.drafting.issues.things import Thing
from winset.drafting.people.verbs import participle
from winset.drafting.source import children
from winset.drafting.words import NOUN_LEVELS
from winset.expr.parser import KEYWORDS
from winset.reading.spans import Token

TRANSFERS = {"loan", "return", "transfer", "restitution", "repatriation", "handover"}
"""Nouns that say where a thing goes."""
APART = {"strike", "truce", "leadership", "territory", "talks"}
"""What is an issue of its own, whatever it is a strike or a truce for."""
UNKNOWN = {"", "year", "hours", "days", "weeks", "months", "years"}
"""Units that alone make no issue."""
_BEFORE = {
    "stop": "halted",
    "close": "closed",
    "impose": "in force",
    "give": "given",
    "sign": "signed",
    "call": "called",
    "begin": "going on",
    "drop": "withdrawn",
    "cut": "reduced",
    "raise": "raised",
    "open": "open",
    "resume": "resumed",
    "lift": "lifted",
}


@dataclass(eq=False)
class Topic:
    """An issue in the making."""

    root: str
    words: set[str] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    stances: list[Attitude] = field(default_factory=list)
    deeds: list[Change] = field(default_factory=list)
    weight: float = 0.0
    key: str = ""
    name: str = ""
    today: str = ""
    levels: list[str] = field(default_factory=list)
    control: tuple[str, ...] = ()
    movers: dict[str, float] = field(default_factory=dict)
    question: str = ""
    unit: str = ""
    numeric: bool = False
    amounts: list[tuple[str, str, str]] = field(default_factory=list)
    goes: bool = False
    things: list[Thing] = field(default_factory=list)
    clause: bool = False

    @property
    def odds(self) -> float:
        """The log odds that it is an issue: those of its likeliest word."""
        return max((one.odds for one in self.things), default=0.0)

    def offered(self, value: str) -> bool:
        """Whether an amount is one that somebody offers, rather than asks for."""
        acts = {one.act for one in self.stances if in_unit(one.change.amount, self.unit) == value}
        return bool(acts) and acts <= {"offer", "concession"}

    @property
    def thing(self) -> str:
        """What goes somewhere, where that is the issue: the noun that is no transfer."""
        named = (one.theme.lemma_.lower() for one in self.changes if one.theme.pos_ == "NOUN")
        return next((one for one in named if one not in TRANSFERS), "")

    @property
    def basis(self) -> tuple[str, ...]:
        """The sentences."""
        found = dict.fromkeys(one.reference for one in [*self.changes, *self.deeds])
        named = dict.fromkeys(
            one.source.reference(one.token)
            for thing in self.things
            if thing.odds >= min(0.0, self.odds)
            for one in thing.mentions
        )
        own = [*found, *(one for one in named if one not in found)][:8]
        return tuple(sorted(own, key=_place))


def _place(reference: str) -> tuple[str, int]:
    return reference[:1], int(reference[1:] or 0)


def keyed(topic: Topic) -> str:
    """Give the key of a topic, before those of others are looked at."""
    key = topic.root if topic.root not in GENERIC or not topic.words else f"{sorted(topic.words)[0]}_{topic.root}"
    key = re.sub(r"\W+", "_", key.lower()).strip("_") or "issue"
    return key if key[0].isalpha() and key not in {*KEYWORDS, "true", "false"} else f"i_{key}"


def take_levels(topic: Topic) -> None:
    """Today's level from what was done, the others from what is asked."""
    for deed in topic.deeds:
        if deed.kind in _BEFORE:
            topic.today = _given(topic) if deed.kind == "give" else _BEFORE[deed.kind]
    if topic.unit and any(one.amount for one in topic.changes):
        return
    for one in topic.changes:
        level = level_of(topic, one)
        if not topic.today and one.today:
            topic.today = one.today
        if level and level not in topic.levels:
            topic.levels.append(level)
    if topic.goes:  # *a loan* is one of ten years where that was said
        told = [set(one.lower().split()) for one in topic.levels]
        topic.levels = [one for one in topic.levels if not any(set(one.lower().split()) < two for two in told)]
    base = NOUN_LEVELS.get(topic.root) or spoken_level(topic.things) or ("as now", "changed")
    topic.today = topic.today or base[0]
    topic.levels = [one for one in topic.levels if one != topic.today] or [_opposite(topic, base[1])]


def _opposite(topic: Topic, other: str) -> str:
    pairs = {
        _given(topic): "ended",
        "halted": "resumed",
        "going on": "halted",
        "closed": "open",
        "in force": "lifted",
        "withdrawn": "kept",
        "called": "ended",
        "signed": "ended",
        "resumed": "halted",
        "open": "closed",
        "lifted": "in force",
    }
    found = pairs.get(topic.today, other)
    return found if found != topic.today else "changed"


def level_of(topic: Topic, change: Change) -> str:
    """The level a change leads to; empty where the noun alone is named."""
    if topic.goes and change.theme.pos_ == "NOUN" and change.theme.lemma_.lower() != topic.thing:
        return _as_level(change.theme)
    if change.kind == "noun":
        return NOUN_LEVELS[topic.root][1] if topic.root in NOUN_LEVELS else ""
    if change.kind == "give":
        return _given(topic)
    return "" if change.kind in {"keep", "amount"} else change.level


def _given(topic: Topic) -> str:
    """*Paid*, *sent*, *funded*: by the first verb, that one thing has one level whichever verb it is given by."""
    given = [one for one in [*topic.changes, *topic.deeds] if one.kind == "give" and one.token.pos_ == "VERB"]
    first = min(given, key=lambda one: (one.source.letter, one.token.i), default=None)
    return participle(first.token) if first is not None else "given"


def _as_level(theme: Token) -> str:
    """A noun with its adjectives and what it is *of*, and nothing whose or where: *permanent return*."""
    before = [one for one in children(theme, "amod") if one.i < theme.i]
    text = theme.doc[min((one.i for one in before), default=theme.i) : theme.i + 1].text
    for prep in children(theme, "prep"):
        if prep.lower_ == "of" and prep.i == theme.i + 1:
            text += (
                f" of {' '.join(low.text for one in children(prep, 'pobj') for low in one.subtree if low.i <= one.i)}"
            )
    return re.sub(r"\s+", " ", text)[:60]
