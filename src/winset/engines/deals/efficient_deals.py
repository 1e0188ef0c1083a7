"""The efficient deals of a case whose issues can be taken apart: block by block, put together and named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np

from winset.case.model import Case
from winset.engines.deals.blocks import Space, Split
from winset.engines.deals.separable import Separable, counted, separable
from winset.engines.deals.solutions import efficient, points
from winset.frozen import Frozen
from winset.space.comparing import largest_sum, whole_type
from winset.space.outcomes import Ints
from winset.space.packages import Packages

MOST_LISTED = 10_000


class EfficientDeals(Frozen, eq=False):
    """The efficient deals of a case at its most likely values.

    Attributes
    ----------
    gains : ndarray of whole numbers, shape (signatories, points)
        Gains over no deal, each signatory's in units of its own.
    units : tuple of Fraction
        How many units make a point, by signatory.
    waiting : tuple of float
        By signatory: how many points today is worth more than no deal.
    packages : tuple of tuple of mapping of str to str
        By point, packages that attain it, by the level of each negotiated issue; at most ``MOST_LISTED`` in all.
    counts : tuple of int
        How many packages attain each point.
    solutions : mapping of str to ndarray of int64
        By solution, the points that attain it.
    possible : int or None
        How many packages can occur; None where they were not counted.
    deals : int or None
        How many of them are deals; None where they are too many to count.
    """

    gains: Ints
    units: tuple[Fraction, ...]
    waiting: tuple[float, ...]
    packages: tuple[tuple[Mapping[str, str], ...], ...]
    counts: tuple[int, ...]
    solutions: Mapping[str, Ints]
    possible: int | None
    deals: int | None


_Row = tuple[tuple[int, ...], int, Space, Separable, int]
"""Gains, how many packages attain them, and where these are: in which space, and which place of what it came to."""


def efficient_deals(case: Case, packages: Packages) -> EfficientDeals:
    """Find the efficient deals and solution points of a case without listing its packages.

    Parameters
    ----------
    case : Case
        A case with values.
    packages : Packages
        Its packages.

    Raises
    ------
    UsageError
        If something ties all of them together, or too many would have to be compared; says what.
    """
    return _solved(Split(case, packages))


def _solved(split: Split) -> EfficientDeals:
    """Solve every way to settle what existence hangs on, and put them together."""
    spaces = [space for space in map(split.space, split.settled()) if space is not None]
    units = [Fraction(one.unit) for one in split.worths]
    found = [
        (space, separable(space.worth, space.bars, units))
        for space in spaces
        if all(len(options) for options in space.options)
    ]
    listed: list[_Row] = []
    for space, one in found:
        for place in range(one.gains.shape[1]):
            listed.append((tuple(map(int, one.gains[:, place])), one.counts[place], space, one, place))
    waiting = tuple(float(Fraction(one.today - one.bar, one.unit)) for one in split.worths)
    possible, deals = _counted(split, spaces)
    if not listed:
        nothing: Ints = np.zeros((len(units), 0), dtype=np.int64)
        return EfficientDeals(nothing, tuple(units), waiting, (), (), {}, possible, deals)
    largest = largest_sum([abs(gain) for row in listed for gain in row[0]])
    best = efficient(np.array([row[0] for row in listed], dtype=whole_type(largest)).T)
    groups: dict[tuple[int, ...], list[int]] = {}
    for at in np.flatnonzero(best):
        groups.setdefault(listed[at][0], []).append(int(at))
    gains = np.array(sorted(groups), dtype=whole_type(largest)).T
    members = [groups[row] for row in sorted(groups)]
    _agreed(split, [listed[at] for group in members for at in group])
    most = max(1, MOST_LISTED // len(members))
    named = tuple(tuple(_named(split, [listed[at] for at in group], most)) for group in members)
    counts = tuple(sum(listed[at][1] for at in group) for group in members)
    return EfficientDeals(gains, tuple(units), waiting, named, counts, points(gains, units), possible, deals)


def _agreed(split: Split, rows: Sequence[_Row]) -> None:
    """Refuse a result that rests on packages that are no agreements."""
    made: list[dict[str, int]] = []
    for _, count, space, one, place in rows:
        if not _settles(split, space):
            found = one.packages(place, MOST_LISTED)
            made += [split.package(space, package) for package in found]
            if count > len(found):
                raise split.too_large("whether anything is agreed hangs on all issues together")
    arrays = {key: np.array([each.get(key, split.still[key]) for each in made]) for key in split.case.issues}
    if made and not np.all(split.packages.agreements.holds(arrays)):
        raise split.too_large("whether anything is agreed hangs on all issues together")


def _settles(split: Split, space: Space) -> bool:
    """Whether every package of a space is an agreement by what is settled."""
    agreements = split.packages.agreements
    return split.case.agreement.when is not None or any(
        space.fixed[key] != split.still[key] for key in agreements.joint if key in space.fixed
    )


def _named(split: Split, rows: Sequence[_Row], most: int) -> Iterator[Mapping[str, str]]:
    for _, _, space, one, place in rows:
        for chosen in one.packages(place, most):
            codes = split.package(space, chosen)
            yield {key: split.case.levels[key][codes[key]] for key in split.packages.issues}


def _counted(split: Split, spaces: Sequence[Space]) -> tuple[int | None, int | None]:
    """How many packages can occur, and how many are deals, where they can be counted."""
    if not all(_settles(split, space) for space in spaces):
        return None, None
    found = [counted(space.worth, space.bars) for space in spaces if all(map(len, space.options))]
    possible = sum(space.occur for space in spaces)
    return possible, None if None in found else sum(one or 0 for one in found)
