"""When one thing is at least as good as another, or better: the one rule for all of winset.

Points are written in decimals, and 0.1 + 0.2 is 0.3. Where a draw turns them into binary numbers, two worths that
differ by no more than ``TOLERANCE`` of the party's scale are the same; the scale is the sum of its largest points. At
the most likely values sums are whole numbers of a small unit, and the tolerance is less than one unit unless points
span twelve digits. Points of two parties are never compared here.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from winset.case.entries import days_between
from winset.case.model import Case
from winset.case.negotiation import Value
from winset.space.inputs import Floats, inputs
from winset.space.measures import measured
from winset.space.outcomes import Bools, Ints

TOLERANCE = Fraction(1, 10**12)
WHOLE_LIMIT = 2**62
DAYS_A_YEAR = Fraction(1461, 4)


def scale_of(case: Case, owner: str) -> Fraction:
    """Add up the largest points of a party or home: what the tolerance of its comparisons is a part of.

    Examples
    --------
    >>> import winset
    >>> scale_of(winset.load("harbour"), "mayor") > 0
    True
    """
    rests_on = case.values.get(owner), case.profiles.get(owner), case.no_deal.get(owner), case.threats, case.talks
    return case.shared(("scale", owner), lambda: _scale_of(case, owner), rests_on)


def _scale_of(case: Case, owner: str) -> Fraction:
    total = Fraction(0)
    for place, value in enumerate(case.values.get(owner, ())):
        total += case.shared(("largest", owner, place), partial(_largest, case, value), (value,))
    profiles = case.profiles.get(owner, {}).values()
    total += sum((_largest(case, one) for profile in profiles for one in profile.values), Fraction(0))
    threats = {f"threats.{place + 1}" for place, one in enumerate(case.threats) if one.target == owner}
    if not threats and owner not in case.no_deal and case.talks.ripeness is None:
        return total
    for one in inputs(case).values():
        path = one.path
        if (path[0] == "no_deal" and path[1] == owner) or one.address in threats:
            total += Fraction(max(abs(one.low), abs(one.high)))
        elif path == ("talks", "ripeness") and owner in case.parties:
            total += Fraction(one.high) * years_lasted(case)
    return total


def _largest(case: Case, value: Value) -> Fraction:
    """Add up the largest points of an entry: one, or one at each end of a curve."""
    total = Fraction(0)
    for end, measure in measured(case, value):
        low, _, high = value.ranges[end]
        total += Fraction(max(abs(low), abs(high))) * measure.largest
    return total


def years_lasted(case: Case) -> Fraction:
    """Years from the beginning of the conflict, where the case names it, to the date of the case."""
    if case.talks.since is None or case.as_of is None:
        return Fraction(0)
    return max(0, days_between(case.talks.since, case.as_of)) / DAYS_A_YEAR


def difference(one: Floats, other: Floats, scale: float) -> Floats:
    """Subtract worths drawn for a party of this scale; what is no difference is exactly zero.

    Examples
    --------
    >>> difference(np.array([0.1 + 0.2, 0.5]), np.array([0.3, 0.3]), 0.6).tolist()
    [0.0, 0.2]
    """
    found = one - other
    np.copyto(found, 0.0, where=np.abs(found) <= float(TOLERANCE) * scale)
    return np.asarray(found)


def better(one: Floats, other: Floats, scale: float) -> Bools:
    """Say where the first is strictly better for a party of this scale.

    Examples
    --------
    >>> better(np.array([0.1 + 0.2, 0.5]), np.array([0.3, 0.3]), 0.6).tolist()
    [False, True]
    """
    return np.asarray(one - other > float(TOLERANCE) * scale)


def whole_difference(gains: Ints, scale: Fraction, unit: int) -> Ints:
    """The same for whole numbers of a unit, ``unit`` of them to a point."""
    slack = int(TOLERANCE * scale * unit)
    if slack:
        gains = np.where(np.abs(gains) <= slack, 0, gains)
    return gains


def whole_type(largest: int) -> type[np.generic] | type[object]:
    """Choose how whole numbers up to a bound are kept: in 64 bits, or as Python's own where they could wrap.

    Examples
    --------
    >>> whole_type(10**15), whole_type(10**30)
    (<class 'numpy.int64'>, <class 'object'>)
    """
    return np.int64 if largest < WHOLE_LIMIT else object


def whole_array(rows: list[NDArray[np.generic]]) -> Ints:
    """Stack rows of whole numbers; one row of Python's own makes all of them so."""
    return np.array(rows, dtype=object if any(row.dtype == object for row in rows) else np.int64)


def classes(totals: Ints, scale: Fraction, unit: int) -> NDArray[np.int32]:
    """Rank whole worths from 0 on; those that do not differ share a rank.

    Examples
    --------
    >>> classes(np.array([3, 1, 3, 7]), Fraction(10), 1).tolist()
    [1, 0, 1, 2]
    """
    known, place = np.unique(totals, return_inverse=True)
    slack = int(TOLERANCE * scale * unit)
    steps = known[1:] - known[:-1] > slack
    rank = np.concatenate(([0], np.cumsum(steps.astype(np.int64)))).astype(np.int32)
    return rank[place.reshape(totals.shape)]


def largest_sum(parts: Iterable[int]) -> int:
    """Bound the absolute value of any sum of some of these numbers."""
    return sum(abs(part) for part in parts)
