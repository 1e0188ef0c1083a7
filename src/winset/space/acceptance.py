"""The chance that a home accepts each level of an issue: by level, or in straight lines between amounts.

Whoever accepts a level accepts every lesser one, that is every level between it and the status quo. A term that only an
agreement brings into existence has no level today: where its chances rise with its levels, as those of a pay rise
before the members do, whoever accepts a level accepts every greater one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.case.negotiation import Ratification
from winset.space.lines import on_line
from winset.space.today import codes_of


def new(case: Case, issue: str) -> bool:
    """Whether an issue does not exist today.

    Examples
    --------
    >>> import winset
    >>> new(winset.load("jeddah-2025"), "aid")
    False
    """
    guard = case.guards.get(issue)
    return guard is not None and not bool(expr.evaluate(guard, codes_of(case, {}), case.levels))


def by_level(case: Case, entry: Ratification, given: Mapping[str, Any], certain: Any) -> list[Any]:
    """Give the chance of every level of the issue, from the chances of those that are named.

    Of named levels, one for which no chance is given has that of the next lesser one. Along amounts the chance runs
    in straight lines: from today's amount, which is accepted as it is in force, over the amounts named; beyond the
    last of them it stays as there. Of an issue that only an agreement brings into existence nothing is in force
    today, so that its first level too needs acceptance, and before the first amount named the chance is as there;
    where its chances :func:`rise <rising>`, so it is before the first named level.

    Parameters
    ----------
    case : Case
        The case.
    entry : Ratification
        The home, the issue, and which of its levels have a chance.
    given : mapping of str to number or array
        The chance of each level named: floats, arrays of them, or fractions.
    certain : number or array
        What certainty is written as.
    """
    levels = case.levels[entry.issue]
    start = levels.index(case.status_quo_level(entry.issue))
    fresh, upward = new(case, entry.issue), rising(case, entry)
    chances = [certain] * len(levels)
    for outward in (range(start + (not fresh), len(levels)), range(start - 1, -1, -1)):
        if isinstance(levels, expr.Amounts):
            found = _along(levels, start, outward, given, certain, fresh, upward)
        else:
            found = _level_by_level(levels, outward, given, certain, upward)
        for place, chance in zip(outward, found, strict=True):
            chances[place] = chance
    return chances


def rising(case: Case, entry: Ratification) -> bool:
    """Whether the chances of a term that does not exist today grow with its levels, at their most likely values.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> rising(case, case.ratification[0])
    False
    """
    if not new(case, entry.issue):
        return False
    given = [chance for _, _, chance in in_order(case, entry)]
    return given == sorted(given) and given[0] < given[-1]


def in_order(case: Case, entry: Ratification) -> list[tuple[int | Fraction, str, Fraction]]:
    """Give the levels that have a chance in their order: place or amount, name, and the most likely chance."""
    levels = case.levels[entry.issue]
    place = levels.amount if isinstance(levels, expr.Amounts) else levels.index
    return sorted((place(level) or 0, level, Fraction(chance[1])) for level, chance in entry.chances.items())


def likely(case: Case, entry: Ratification) -> list[Fraction]:
    """Give the chance of every level at the most likely values, exactly."""
    given = {level: Fraction(chance[1]) for level, chance in entry.chances.items()}
    return by_level(case, entry, given, Fraction(1))


def _level_by_level(
    levels: Sequence[str], outward: range, given: Mapping[str, Any], certain: Any, upward: bool
) -> list[Any]:
    so_far = next((given[levels[place]] for place in outward if levels[place] in given), certain) if upward else certain
    found = []
    for place in outward:
        so_far = given.get(levels[place], so_far)
        found.append(so_far)
    return _greater_too(found) if upward else _lesser_too(found)


def _along(
    levels: expr.Amounts,
    start: int,
    outward: range,
    given: Mapping[str, Any],
    certain: Any,
    fresh: bool,
    grows: bool,
) -> list[Any]:
    today, upward = levels.amounts[start], outward.step > 0
    spread = _greater_too if grows else _lesser_too
    named = []
    for text, chance in given.items():
        amount = levels.amount(text)
        ahead = amount is not None and (amount > today if upward else amount < today)
        if amount is not None and (ahead or (amount == today and fresh and upward)):
            named.append((amount, chance))
    if not named:
        return [certain for _ in outward]
    named.sort(key=lambda one: one[0], reverse=not upward)
    points = list(zip([amount for amount, _ in named], spread([chance for _, chance in named]), strict=True))
    if not fresh:
        points.insert(0, (today, certain))
    return [_between(points, levels.amounts[place]) for place in outward]


def _between(points: Sequence[tuple[Fraction, Any]], amount: Fraction) -> Any:
    """Read a chance off the straight lines between points, ordered outward."""
    place, share = on_line([near for near, _ in points], amount)
    first = points[place][1]
    if not share:
        return first
    return first + (points[place + 1][1] - first) * (share if isinstance(first, Fraction) else float(share))


def _greater_too(chances: list[Any]) -> list[Any]:
    """Have each greater level at least the chance of every lesser one."""
    return _lesser_too(chances[::-1])[::-1]


def _lesser_too(chances: list[Any]) -> list[Any]:
    """Have each lesser level at least the chance of every greater one."""
    for place in range(len(chances) - 2, -1, -1):
        chances[place] = np.maximum(chances[place], chances[place + 1])
    return chances
