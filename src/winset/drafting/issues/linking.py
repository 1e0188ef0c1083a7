"""Which mentions are of one thing: *a loan* and *a return* of the same works, *a cut* and *cut the tax*."""

from __future__ import annotations

from collections.abc import Callable

from winset.drafting.amounts import ABOUT_TIME
from winset.drafting.issues.change import Change
from winset.drafting.issues.issues import APART, TRANSFERS, UNKNOWN, Topic
from winset.drafting.issues.themes import GENERIC, themes_of
from winset.drafting.source import children
from winset.drafting.words import CHANGES, CLASSES, NOUN_CHANGES, OTHER_CHANGES
from winset.reading.spans import Token

_WORKS = {"lift", "raise", "cut", "begin", "give"}


def fits(topic: Topic, change: Change) -> bool:
    """Whether a change is about a topic."""
    root, words = change.root, change.modifiers
    if root in OTHER_CHANGES and any(_does(one, root) for one in topic.changes):
        return True  # *the filling* is what somebody has begun to fill
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


def _does(change: Change, act: str) -> bool:
    return change.token.pos_ == "VERB" and change.token.lemma_.lower() == act and change.kind[:3] in {"beg", "do "}


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
        topic = _measure(topics, one) if one.bare else _known(topics, one)
        if topic is None and one.bare and one.amount is not None and one.amount[1] in UNKNOWN:
            continue
        if topic is None:
            topic = Topic(one.root, set(one.modifiers), goes=_goes(one))
            topics.append(topic)
        if one.amount is not None and one.amount[1] and not topic.unit:
            topic.unit = one.amount[1]
        topic.words |= one.modifiers
        topic.changes.append(one)
    return topics


def _known(topics: list[Topic], change: Change) -> Topic | None:
    """The topic that a change is about, of those before it."""
    return (
        _again(topics, change)
        or _sent(topics, change)
        or _worked_on(topics, change)
        or _struck(topics, change)
        or _bounded(topics, change)
        or next((one for one in topics if fits(one, change)), None)
    )


def _goes(change: Change) -> bool:
    """Whether a change is about where a thing goes: *a loan*, *a permanent return*, *the sculptures* that are sent."""
    theme = change.theme
    if change.amount is not None or theme.pos_ != "NOUN":
        return False
    if theme.lemma_.lower() in TRANSFERS:
        return _object_sent(change) != ""
    return bool(change.kind in {"noun", "return"} and theme.lemma_.lower() == _object_sent(change))


def _object_sent(change: Change) -> str:
    """What the document says is sent, returned or lent, if it is one kind of thing that all its transfers are of."""
    found = [
        theme.lemma_.lower()
        for verb in change.source.doc
        if verb.lemma_.lower() in {"send", "return", "repatriate", "lend", "restitute"} and verb.pos_ == "VERB"
        for one in children(verb, "dobj", "nsubjpass")
        for theme in themes_of(one) or _part_of(one)
        if theme.pos_ == "NOUN"
    ]
    named = [
        low.lemma_.lower()
        for noun in change.source.doc
        if noun.lemma_.lower() in TRANSFERS and noun.pos_ == "NOUN"
        for prep in children(noun, "prep")
        if prep.lower_ == "of"
        for low in children(prep, "pobj")
        if low.pos_ == "NOUN" and low.lemma_.lower() not in ABOUT_TIME
    ]
    return named[0] if named else found[0] if found else ""


def _part_of(word: Token) -> list[Token]:
    """*Some of the sculptures*."""
    return [one for prep in children(word, "prep") if prep.lower_ == "of" for one in children(prep, "pobj")]


def _sent(topics: list[Topic], change: Change) -> Topic | None:
    """*A loan*, *a permanent return*: where the same thing goes."""
    return _recent(topics, lambda one: one.goes) if _goes(change) else None


def _worked_on(topics: list[Topic], change: Change) -> Topic | None:
    """*The work*, *two of the towers*: what is to be done there, or was last to be done."""
    lemma = change.theme.lemma_.lower()
    if change.kind != "begin" or change.theme.pos_ != "NOUN" or change.modifiers:
        return None
    if lemma in {"work", "process"}:
        return _recent(topics, lambda one: any(two.kind in _WORKS or two.kind[:3] == "do " for two in one.changes))
    return _recent(
        topics,
        lambda one: any(
            low.lemma_.lower() == lemma
            for two in one.changes
            if two.token.pos_ == "VERB" and two.token != change.token
            for prep in children(two.token, "prep")
            for low in children(prep, "pobj")
        ),
    )


def _struck(topics: list[Topic], change: Change) -> Topic | None:
    """*The strike* of those who withhold rent is that they withhold it."""
    if change.root != "strike" or change.modifiers or any(one.root == "strike" for one in topics):
        return None
    return _recent(topics, lambda one: any(two.kind == "resume" and two.today == "withheld" for two in one.changes))


_BOUNDS = {"floor", "cap", "ceiling", "target", "limit", "minimum", "maximum", "figure", "number", "threshold", "level"}


def _bounded(topics: list[Topic], change: Change) -> Topic | None:
    """*A target of 28* after *a cap of 24*, *any fixed number* after *a floor of eight*: the same thing is bounded."""
    lemma = change.theme.lemma_.lower()
    named = change.modifiers - {"fix", "fixed", "hard", "upper", "lower"}
    if lemma not in _BOUNDS or change.theme.pos_ != "NOUN" or any(not one.isdigit() for one in named):
        return None
    found = _recent(topics, lambda one: any(two.theme.lemma_.lower() in _BOUNDS for two in one.changes))
    near = found is not None and 0 < change.token.i - found.changes[-1].token.i < 160
    return found if near else None


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
    if not kind or theme.pos_ != "NOUN" or change.modifiers or change.kind == "do freeze":
        return None
    return _recent(topics, lambda one: any(two.kind == kind and two.theme is not theme for two in one.changes))
