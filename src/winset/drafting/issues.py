"""What is to be settled: changes grouped by what they change, with today's level, the levels spoken of, and control."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile

from winset.drafting.attitude import Attitude
from winset.drafting.changes import GENERIC, Change
from winset.drafting.source import children
from winset.drafting.words import CHANGES, CLASSES, EMPTY, NOUN_CHANGES, NOUN_LEVELS
from winset.reading.places import place_of

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
    "drop": "withdrawn",
    "cut": "reduced",
    "raise": "raised",
    "open": "open",
    "resume": "resumed",
    "lift": "lifted",
}


@dataclass
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

    def offered(self, value: str) -> bool:
        """Whether an amount is one that somebody offers, rather than asks for."""
        acts = {one.act for one in self.stances if one.change.amount and one.change.amount[0] == value}
        return bool(acts) and acts <= {"offer", "concession"}

    @property
    def basis(self) -> tuple[str, ...]:
        """The sentences."""
        found = dict.fromkeys(one.reference for one in [*self.changes, *self.deeds])
        return tuple(sorted(found, key=_place))[:8]


def _place(reference: str) -> tuple[str, int]:
    return reference[:1], int(reference[1:] or 0)


def fits(topic: Topic, change: Change) -> bool:
    """Whether a change is about a topic."""
    root, words = change.root, change.modifiers
    if root == topic.root:
        if root in CLASSES.values() or (root not in GENERIC and root != "zone" and not _told_apart(change, topic)):
            return True
        return not words or not topic.words or bool(words & topic.words)
    if (
        _same_stem(root, topic.root)
        or any(_same_stem(root, one) for one in topic.words)
        or any(_same_stem(one, topic.root) for one in words)
    ):
        return True
    if root not in GENERIC and root in topic.words and len(root) > 3 and topic.root not in APART:
        return True
    if topic.root in words and topic.root not in GENERIC and root not in APART:
        return True
    shared = words & topic.words
    return bool(shared) and (root in GENERIC or topic.root in GENERIC) and "bilateral" not in shared


def _told_apart(change: Change, topic: Topic) -> bool:
    """*The inheritance tax* is not *the corporate tax*."""
    own = {one.lemma_.lower() for one in children(change.theme, "compound", "amod")} & change.modifiers
    return bool(own) and bool(topic.words) and not own & topic.words


def _same_stem(one: str, two: str) -> bool:
    """*Exclusive* and *exclusivity*."""
    shared = min(len(one), len(two)) - 1
    return one != two and shared >= 6 and one[:shared] == two[:shared]


def grouped(changes: list[Change]) -> list[Topic]:
    """Group changes, in the order of the text."""
    topics: list[Topic] = []
    for one in changes:
        topic = (
            _measure(topics, one)
            if one.bare
            else _again(topics, one) or next((t for t in topics if fits(t, one)), None)
        )
        if topic is None and one.bare and one.amount is not None and one.amount[1] in UNKNOWN:
            continue
        if topic is None:
            topic = Topic(one.root, set(one.modifiers))
            topics.append(topic)
        if one.amount is not None and one.amount[1] and not topic.unit:
            topic.unit = one.amount[1]
        topic.words |= one.modifiers
        topic.changes.append(one)
    return topics


def _recent(topics: list[Topic], suits: Callable[[Topic], bool]) -> Topic | None:
    """The topic spoken of last of those that suit."""
    return max((one for one in topics if suits(one)), key=lambda one: one.changes[-1].token.i, default=None)


def _measure(topics: list[Topic], change: Change) -> Topic | None:
    """What an amount that stands alone is an amount of: what was last measured so."""
    unit = set((change.amount or ("", ""))[1].lower().split()) - {"a", "per"}
    alike = _recent(topics, lambda one: bool(unit & set(one.unit.lower().split())))
    return alike or (_recent(topics, lambda one: bool(one.unit)) if not unit else None)


def _again(topics: list[Topic], change: Change) -> Topic | None:
    """*The Greens oppose a cut*: what was last to be cut."""
    theme, kind = change.theme, CHANGES.get(NOUN_CHANGES.get(change.theme.lemma_.lower(), ""), ("",))[0]
    if not kind or theme.pos_ != "NOUN" or change.modifiers:
        return None
    return _recent(topics, lambda one: any(two.kind == kind and two.theme is not theme for two in one.changes))


def settle(topic: Topic, parties: list[str], table: list[str]) -> None:
    """Give a topic its name, key, levels and control."""
    _name(topic)
    _levels(topic)
    _control(topic, parties, table)


def _name(topic: Topic) -> None:
    named = [one for one in topic.changes if one.kind != "amount"] or topic.changes
    best = max(named, key=lambda one: (len(one.modifiers) > 0, one.kind != "amount", -one.token.i))
    theme = best.theme
    if theme is best.token and theme.pos_ == "VERB":
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
        theme_words = re.sub(r"^(?:the|a|an|its|his|her|their|any|all|our)\s+", "", theme_words, flags=re.IGNORECASE)
    if best.share:
        theme_words = f"share of {theme_words}"
    if topic.unit and theme.lemma_.lower() in topic.unit.lower():
        theme_words = f"amount ({topic.unit})"
    others = dict.fromkeys(one.theme.text.lower() for one in topic.changes if one.theme.lemma_.lower() not in EMPTY)
    words = re.sub(r"\s+", " ", theme_words).strip(" ,.'’\"")
    extra = [one for one in others if one not in words.lower()][:2]
    if topic.unit and topic.unit not in words:
        extra = [topic.unit, *extra][:2]
    verbs = dict.fromkeys(
        one.token.text.lower()
        for one in topic.changes
        if one.token is not one.theme and one.token.pos_ == "VERB" and one.kind.startswith(("do ", "does "))
    )
    told = [*extra, *list(verbs)[:1]]
    topic.name = f"{words[:1].upper()}{words[1:]}" + (f" ({', '.join(told)})" if told else "")
    stem = topic.root if topic.root not in GENERIC or not topic.words else f"{sorted(topic.words)[0]}_{topic.root}"
    topic.key = re.sub(r"\W+", "_", stem.lower()).strip("_") or "issue"
    if not topic.key[0].isalpha() or topic.key in {"not", "and", "or", "if", "then", "iff", "in", "true", "false"}:
        topic.key = f"i_{topic.key}"


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
    base = NOUN_LEVELS.get(topic.root) or ("as now", "changed")
    topic.today = topic.today or base[0]
    topic.levels = [one for one in topic.levels if one != topic.today] or [_opposite(topic, base[1])]


def _opposite(topic: Topic, other: str) -> str:
    pairs = {
        "halted": "resumed",
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
    if change.kind == "noun":
        return NOUN_LEVELS[topic.root][1] if topic.root in NOUN_LEVELS else ""
    return "" if change.kind in {"keep", "amount"} else change.level


def _control(topic: Topic, parties: list[str], table: list[str]) -> None:
    """Who can do it: who did, who is asked to, who offers or refuses; an agreement takes those at the table."""
    votes: dict[str, float] = defaultdict(float)
    for deed in topic.deeds:
        votes[deed.agent] += 2
    for one in topic.changes:
        votes[one.agent] += 1
        for child in one.theme.children:
            place = place_of().get(child.text)
            if place is not None and child.dep_ in {"amod", "compound", "nmod"} and child.i < one.theme.i:
                key = re.sub(r"\W+", "_", place.names[0].lower())
                votes[key] += 1
    for stance in topic.stances:
        if stance.act == "demand" and not stance.change.agent:
            others = [one for one in table if one != stance.holder]
            if len(others) == 1:
                votes[others[0]] += 0.5
            votes[stance.holder] -= 1
        elif stance.act in {"refusal", "offer", "threat", "concession"} and not stance.change.agent:
            votes[stance.holder] += 0.5
    able = {key: weight for key, weight in votes.items() if key in parties and weight > 0}
    if topic.root in {"agreement"} or (topic.root == "truce" and len(table) > 1):
        topic.control = tuple(table[:2]) if len(table) > 1 else tuple(able) or tuple(parties[:1])
    elif able:
        topic.control = (max(able, key=lambda key: (able[key], -parties.index(key))),)
    else:
        held = {one.holder for one in topic.stances}
        others = [one for one in table if one not in held] or table or parties
        topic.control = (others[0],) if others else ()
        topic.question = f"who can move it is not said: {' or '.join(parties[:3])}?"
