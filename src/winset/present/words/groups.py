"""Groups of outcomes in words: their names, what they share, how many hold, and who would rather be in which."""

from __future__ import annotations

from collections.abc import Sequence

from winset import expr
from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.outcomes.group_records import GroupMove, GroupsRecord, OutcomeGroup
from winset.engines.outcomes.rows import OutcomeRow
from winset.present.words import amounts, prose, words
from winset.present.words.subjects import subject

MOST_SHARED = 2
NAMED = 2
"""Levels that are named one by one; more are told as at least or at most one of them."""


def name(case: Case, one: OutcomeGroup) -> str:
    """Name a group by its ending."""
    known = prose.joined(words.scenario_name(case, key) for key in one.scenarios)
    if one.today:
        return prose.sentence(f"today: {known}") if known else "Today"
    if known:
        return prose.sentence(known)
    return "Outside the named endings" if case.scenarios else prose.counted(one.count, "outcome")


def shared(case: Case, record: GroupsRecord, one: OutcomeGroup) -> str:
    """Tell what the outcomes of a group have in common: first where it was divided off, then what is not as today.

    Two issues are told; more where another group would read the same.
    """
    if one.outcome is not None:
        return prose.sentence(_outcome(case, record, one.outcome))
    others = [other for other in record.groups if other is not one and name(case, other) == name(case, one)]
    issues = _telling(case, record, one)
    most = MOST_SHARED
    while most < len(issues) and any(
        _issues_told(case, one, issues[:most]) == _issues_told(case, other, _telling(case, record, other)[:most])
        for other in others
        if other.outcome is None
    ):
        most += 1
    told = _issues_told(case, one, issues[:most])
    return prose.sentence(told) if told else "All other outcomes"


def _outcome(case: Case, record: GroupsRecord, outcome: OutcomeRow) -> str:
    """Tell one outcome by what differs from today; where a group was opened, by what differs within it."""
    if not is_opened(record):
        return str(words.changed_levels(case, outcome))
    alike = {key for key, levels in record.levels.items() if len(levels) == 1}
    varying = {key: level for key, level in outcome.levels.items() if key not in {*alike, *outcome.absent}}
    return words.levels(case, varying)


def is_opened(record: GroupsRecord) -> bool:
    """Whether it is one group that was opened, and not the whole map."""
    return record.settings["scenarios"] is not None or bool(record.settings["where"])


def opened(case: Case, record: GroupsRecord) -> str:
    """Name the group that was opened."""
    keys, where = record.settings["scenarios"], str(record.settings["where"])
    parts = []
    if keys is not None:
        parts.append(prose.joined(words.scenario_name(case, key) for key in keys) or "outside the named endings")
    if where:
        parts.append(words.condition(case, where))
    return prose.sentence(": ".join(parts))


def _telling(case: Case, record: GroupsRecord, one: OutcomeGroup) -> list[str]:
    """The issues that a group can be told by, the weightiest first."""
    split = [key for key in one.split if key in one.levels]
    return split + [key for key in one.levels if key not in split and _unlike_today(case, record, one, key)]


def _issues_told(case: Case, one: OutcomeGroup, issues: Sequence[str]) -> str:
    spans = [key for key in issues if _is_span(case, key, one.levels[key])]
    parts = [part for key in issues if key not in spans and (part := _within(case, key, one.levels[key]))]
    told = [words.condition(case, " and ".join(parts))] if parts else []
    told += [
        f"{subject(case, short_name(case, key))} is {amounts.between(case, key, levels[0], levels[-1])}"
        for key in spans
        if (levels := one.levels[key])
    ]
    return prose.joined(told)


def _unlike_today(case: Case, record: GroupsRecord, one: OutcomeGroup, issue: str) -> bool:
    """Whether an issue is nowhere in a group as it is today, though it is elsewhere."""
    today = case.status_quo_level(issue)
    return today not in one.levels[issue] and today in record.levels.get(issue, case.levels[issue])


def _is_span(case: Case, issue: str, levels: tuple[str, ...]) -> bool:
    """Whether amounts are told as a span: several, and neither the least nor the greatest among them."""
    known = case.levels[issue]
    numeric = case.issues[issue].numeric
    return numeric and len(levels) > 1 and levels[0] != known[0] and levels[-1] != known[-1]


def _within(case: Case, issue: str, levels: tuple[str, ...]) -> str:
    """Write as a condition that an issue is at some levels, which follow one another; few levels are named."""
    key, known = expr.quoted(issue), case.levels[issue]
    if len(levels) == 1:
        return f"{key} = {expr.quoted(levels[0])}"
    if len(levels) <= NAMED < len(known) and not case.issues[issue].numeric:
        return f"{key} in ({', '.join(map(expr.quoted, levels))})"
    least = f"{key} >= {expr.quoted(levels[0])}" if levels[0] != known[0] else ""
    most = f"{key} <= {expr.quoted(levels[-1])}" if levels[-1] != known[-1] else ""
    return " and ".join(filter(None, (least, most)))


def counts(one: OutcomeGroup) -> str:
    """Count the outcomes of a group, and those that hold."""
    if one.count == 1:
        return "holds" if one.holding else "does not hold"
    holding = "none holds" if not one.holding else f"{one.holding:,} {'holds' if one.holding == 1 else 'hold'}"
    return f"{prose.counted(one.count, 'outcome')}, {'all hold' if one.holding == one.count else holding}"


def group(case: Case, record: GroupsRecord, one: OutcomeGroup) -> str:
    """Tell all of a group in a line."""
    parts = [f"{name(case, one)} ({_small(shared(case, record, one))}): {counts(one)}"]
    if not one.today:
        for how, about in (("better", "better than today for"), ("worse", "worse for")):
            if keys := [key for key, against in one.against.items() if against == how]:
                parts.append(f"{about} {words.the_parties(case, keys)}")
    return "; ".join(parts)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def move(case: Case, record: GroupsRecord, one: GroupMove) -> str:
    """Tell who would rather be where."""
    start, end = record.groups[one.start], record.groups[one.end]
    together = " together" if len(one.units) > 1 else ""
    share = "" if start.count == 1 else f" (of {start.count:,} outcomes there, from {one.count:,})"
    here, there = (f"{name(case, side)} ({_small(shared(case, record, side))})" for side in (start, end))
    return f"{prose.sentence(words.the_parties(case, one.units))}{together} would go from {here} to {there}{share}"


def what_is_seen(case: Case, record: GroupsRecord) -> str:
    """Tell all groups and moves."""
    parts = [group(case, record, one) for one in record.groups]
    return ". ".join([*parts, *(move(case, record, one) for one in record.moves)]) + "."
