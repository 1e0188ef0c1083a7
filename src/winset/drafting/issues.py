"""What is to be settled: changes grouped by what they change, with today's level, the levels spoken of, and control."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile

from winset.drafting.amounts import in_unit
from winset.drafting.attitude import Attitude
from winset.drafting.change import Change
from winset.drafting.source import children
from winset.drafting.spoken_levels import spoken_level
from winset.drafting.themes import GENERIC
from winset.drafting.things import Thing
from winset.drafting.words import EMPTY, NOUN_LEVELS
from winset.engines.evidence.keywords import stem, stems_of
from winset.reading.spans import Token

TRANSFERS = {"loan", "return", "transfer", "restitution", "repatriation", "handover"}
"""Nouns that say where a thing goes."""
APART = {"strike", "truce", "leadership", "territory", "talks"}
"""What is an issue of its own, whatever it is a strike or a truce for."""
_HOW_MUCH = re.compile(
    r"^(?:how (?:big|much|many|large|long|high) (?:an? )?|good (?:many|deal of) "
    r"|(?:little|few|many|much|more|several|such) (?=\w))|\s+of (?:its|his|her|their|our) own$",
    re.IGNORECASE,
)
"""What of a name says only how much or whose, and not what is to be settled."""
_MORE = {"more", "fewer", "less", "extra", "additional"}
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
    question: str = ""
    unit: str = ""
    numeric: bool = False
    amounts: list[tuple[str, str, str]] = field(default_factory=list)
    goes: bool = False
    things: list[Thing] = field(default_factory=list)
    phrase: str = ""
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
        return tuple(sorted(found, key=_place))[:8]


def _place(reference: str) -> tuple[str, int]:
    return reference[:1], int(reference[1:] or 0)


def settle(topic: Topic) -> None:
    """Give a topic its name, key and levels."""
    _name(topic)
    _levels(topic)


def _name(topic: Topic) -> None:
    named = [one for one in topic.changes if one.kind != "amount"] or topic.changes
    best = max(named, key=lambda one: (len(one.modifiers) > 0, one.kind != "amount", -one.token.i))
    theme = best.theme
    verb = theme if theme is best.token and theme.pos_ == "VERB" else None
    moved = None if verb is None or topic.root in APART or topic.root in NOUN_LEVELS else _moved(verb)
    topic.clause = verb is not None and moved is None and topic.root not in APART and topic.root not in NOUN_LEVELS
    if moved is not None:
        theme_words = _amount_apart(moved)  # *fly ten more hours a month* is about hours a month
    elif verb is not None:
        own = children(theme, "nsubjpass", "dobj", "nsubj")
        above = children(theme.head, "nsubj") if theme.dep_ == "xcomp" and children(theme, "auxpass") else []
        who = next((child for child in [*own, *above] if child.pos_ == "PROPN"), None)
        after = [one for one in theme.subtree if theme.i < one.i <= theme.i + 6 and one.sent == theme.sent]
        after = list(takewhile(lambda one: one.dep_ != "mark", after))  # *strike unless the company …* is a strike
        run = [
            one.text
            for place, one in enumerate(after, theme.i + 1)
            if one.i == place and one.pos_ not in {"PUNCT", "SCONJ", "CCONJ", "PRON"}
        ]
        verbal = " ".join([theme.lemma_, *run[: 6 if len(run) < 6 else 4]])
        text = f"{verbal}{' of ' + who.text if who is not None and who.pos_ == 'PROPN' and not run else ''}"
        theme_words = text
    else:
        before = [one for one in theme.children if one.dep_ in {"compound", "amod", "nmod", "poss"} and one.i < theme.i]
        start = min((one.left_edge.i for one in before), default=theme.i)
        theme_words = theme.doc[start : theme.i + 1].text if theme.i - start < 7 else theme.text
        for prep in children(theme, "prep"):
            if prep.i == theme.i + 1 and prep.lower_ in {"of", "to"}:
                theme_words += f" {prep.text} " + " ".join(
                    w.text for one in children(prep, "pobj") for w in one.subtree if w.i <= one.i
                )
    theme_words = topic.phrase or theme_words
    if best.share:
        theme_words = f"share of {theme_words}"
    if topic.unit and theme.lemma_.lower() in topic.unit.lower():
        theme_words = f"amount in {topic.unit}"
    others = dict.fromkeys(one.theme.text.lower() for one in topic.changes if one.theme.lemma_.lower() not in EMPTY)
    theme_words = re.sub(r"^(?:the|a|an|its|his|her|their|any|all|our)\s+", "", theme_words, flags=re.IGNORECASE)
    theme_words = _HOW_MUCH.sub("", theme_words) or theme_words
    words = re.sub(r"\s+", " ", theme_words).strip(" ,.'’\"")
    said = stems_of(words)
    extra = [one for one in others if one not in words.lower() and stem(one) not in said][:2]
    if topic.unit and topic.unit not in words:
        extra = [topic.unit, *extra][:2]
    if verb is not None and moved is not None:
        extra = [verb.lemma_.lower(), *extra][:2]
    beside = f"{words} {' '.join(extra)}".lower()
    extra += [low for one in topic.things if (low := one.noun) and one.stem not in beside][: 2 - len(extra)]
    verbs = dict.fromkeys(
        one.token.text.lower()
        for one in topic.changes
        if one.token is not one.theme and one.token.pos_ == "VERB" and one.kind.startswith(("do ", "does "))
    )
    told = list(dict.fromkeys([*extra, *list(verbs)[:1]]))
    topic.name = f"{words[:1].upper()}{words[1:]}" + (f" ({', '.join(told)})" if told else "")
    key = topic.root if topic.root not in GENERIC or not topic.words else f"{sorted(topic.words)[0]}_{topic.root}"
    topic.key = re.sub(r"\W+", "_", key.lower()).strip("_") or "issue"
    if not topic.key[0].isalpha() or topic.key in {"not", "and", "or", "if", "then", "iff", "in", "true", "false"}:
        topic.key = f"i_{topic.key}"


def _moved(verb: Token) -> Token | None:
    """The thing that a verb is about: its object, or of how much more or less of what it speaks."""
    for child in children(verb, "dobj", "npadvmod"):
        more = child.dep_ == "dobj" or any(one.lower_ in _MORE for one in children(child, "amod", "advmod"))
        if child.pos_ in {"NOUN", "PROPN"} and child.i > verb.i and more:
            return child
    return None


def _amount_apart(thing: Token) -> str:
    """A thing with what describes it, without how much of it."""
    before = [one for one in children(thing, "compound", "amod") if one.i < thing.i and one.lower_ not in _MORE]
    after = takewhile(lambda one: one.pos_ in {"DET", "NOUN", "PROPN", "ADP"}, thing.doc[thing.i + 1 : thing.i + 4])
    near = [one for one in after if thing.is_ancestor(one)]
    near = near if near and near[-1].pos_ in {"NOUN", "PROPN"} else []
    return " ".join(one.text for one in [*before, thing, *near])


def _levels(topic: Topic) -> None:
    """Today's level from what was done, the others from what is asked."""
    for deed in topic.deeds:
        if deed.kind in _BEFORE:
            topic.today = _BEFORE[deed.kind]
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
        "halted": "resumed",
        "going on": "halted",
        "closed": "open",
        "in force": "lifted",
        "withdrawn": "kept",
        "given": "ended",
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
        return phrase_of(change.theme)
    if change.kind == "noun":
        return NOUN_LEVELS[topic.root][1] if topic.root in NOUN_LEVELS else ""
    return "" if change.kind in {"keep", "amount"} else change.level


def phrase_of(theme: Token) -> str:
    """A noun with its adjectives and what it is of: *permanent return*, *loan of ten years*."""
    before = [one for one in children(theme, "amod") if one.i < theme.i]
    text = theme.doc[min((one.i for one in before), default=theme.i) : theme.i + 1].text
    for prep in children(theme, "prep"):
        if prep.lower_ == "of" and prep.i == theme.i + 1:
            text += (
                f" of {' '.join(low.text for one in children(prep, 'pobj') for low in one.subtree if low.i <= one.i)}"
            )
    return re.sub(r"\s+", " ", text)[:60]
