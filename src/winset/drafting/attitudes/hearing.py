"""Faint attitudes beside the clear ones: which issue they are about, and where they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winset.drafting.amounts import in_unit
from winset.drafting.attitudes.tones import POINTED
from winset.drafting.issues.attitude import Attitude
from winset.drafting.issues.change import Change
from winset.drafting.issues.issues import Topic
from winset.drafting.issues.linking import fits, grouped
from winset.drafting.tone_words import REMOVED
from winset.drafting.words import NOUN_CHANGES
from winset.frozen import replace


def heard(
    topics: Sequence[Topic], found: Sequence[Attitude], known: Mapping[int, Topic], faint: Sequence[Attitude]
) -> list[tuple[Topic, Attitude]]:
    """Give each faint attitude with its issue, where its holder says nothing else of that issue, and not both ways."""
    clear = {(one.holder, topic.key) for one in found if (topic := known.get(id(one.change))) is not None}
    told: list[tuple[Topic, Attitude]] = []
    for one in faint:
        if one.change.kind == POINTED:
            told += _pointed(found, known, one)
        elif (topic := _topic(topics, one)) and (turned := _turned(topic, one)):
            told.append((topic, turned))
    ways: dict[tuple[str, str], set[bool]] = {}
    for topic, one in told:
        ways.setdefault((one.holder, topic.key), set()).add(one.wants)
    single = {key for key, way in ways.items() if len(way) == 1 and key not in clear}
    return [(topic, one) for topic, one in told if (one.holder, topic.key) in single]


def newly(topics: Sequence[Topic], faint: Sequence[Attitude]) -> list[Topic]:
    """Issues that only faint attitudes tell of: two parties speak of one, or one of an act, and it comes again."""
    rest = [one for one in faint if one.change.kind not in {POINTED, "amount"} and _topic(topics, one) is None]
    fresh = grouped([one.change for one in rest])
    result = []
    for topic in fresh:
        mine = [one for one in rest if any(one.change is low for low in topic.changes)]
        acts = any(one.change.kind != "noun" and not one.change.kind.startswith("does ") for one in mine)
        if (acts or len({one.holder for one in mine}) > 1) and _times(topic) > 1:
            topic.weight = 1.5 * len({(one.holder, one.token.i) for one in mine})
            result.append(topic)
    return result


def _times(topic: Topic) -> int:
    """In how many sentences the thing is named."""
    named = topic.changes[0].theme.lemma_.lower()
    return len({one.sent.start for one in topic.changes[0].source.doc if one.lemma_.lower() == named})


def _pointed(found: Sequence[Attitude], known: Mapping[int, Topic], one: Attitude) -> list[tuple[Topic, Attitude]]:
    """*Describes the idea as unaffordable*: what somebody else wanted last."""
    letter, place, start = one.change.source.letter, one.token.i, one.token.sent.start
    before = [low for low in found if low.change.source.letter == letter and low.change.token.i < place]
    last = max(before, key=lambda low: low.change.token.i, default=None)
    if last is None or last.holder == one.holder or not last.wants or last.doubt:
        return []
    topic = known.get(id(last.change))
    sentences = sum(low.is_sent_start is True for low in one.token.doc[last.token.i + 1 : start + 1])
    if topic is None or sentences > 2:
        return []
    return [(topic, replace(one, change=replace(last.change, token=one.token)))]


def _topic(topics: Sequence[Topic], one: Attitude) -> Topic | None:
    """The issue that a faint attitude is about; amounts need its unit."""
    change = one.change
    same = next((topic for topic in topics if any(_same(low, change) for low in topic.changes)), None)
    if same is not None:
        return same
    if change.kind != "amount":
        return next((topic for topic in topics if fits(topic, change)), None)
    unit = (change.amount or ("", ""))[1]
    measured = [topic for topic in topics if topic.unit not in {"", "year"} and in_unit(change.amount, topic.unit)]
    if change.bare or not unit:
        measured = [topic for topic in measured if _last(topic, change) is not None]
        return max(measured, key=lambda topic: _last(topic, change) or 0, default=None)
    return next((topic for topic in measured if fits(topic, change)), None)


def _same(one: Change, two: Change) -> bool:
    """Whether two changes are read from the same words."""
    return one.source is two.source and one.theme.i == two.theme.i


def _last(topic: Topic, change: Change) -> int | None:
    """Where an issue was spoken of last before a change, if that is near."""
    places = [one.token.i for one in topic.changes if 0 < change.token.i - one.token.i < 160]
    return max(places, default=None)


def _turned(topic: Topic, one: Attitude) -> Attitude | None:
    """*Defends the subsidy*, where the issue is whether it is withdrawn: against that."""
    change = one.change
    if one.wants and change.level and change.level == topic.today:
        return None  # what is so today is not asked for
    if change.kind != "noun" or change.theme.lemma_.lower() in NOUN_CHANGES:
        return one
    gone = [bool(set(level.lower().split()) & REMOVED) for level in topic.levels]
    if not any(gone):
        return one
    if not all(gone):
        return None
    return replace(one, wants=not one.wants, act="refusal" if one.wants else "preference")
