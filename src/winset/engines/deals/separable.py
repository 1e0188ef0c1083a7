"""Efficient packages and solution points without listing packages, where worths are sums over blocks of issues.

Of packages put together from blocks, those that nothing beats are put together from parts that nothing beats in their
block (the non-dominated set of a Minkowski sum). So blocks are merged one by one, each time keeping only the sums that
nothing beats, with how many packages attain each. All of it is on whole numbers: exact, ties included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import islice
from math import prod

import numpy as np

from winset.engines.deals.solutions import efficient, points
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.space.comparing import largest_sum, whole_type
from winset.space.outcomes import Ints

MOST_SUMS = 2**23
MOST_COUNTED = 2**33
MOST_LONG = 2**25
BLOCK = 2**17
AT_ONCE = 2**18  # sums that stay in a processor's caches


class _Parts(Frozen, eq=False):
    """Sums that nothing beats, ascending by the parties in turn, and how many combinations attain each.

    ``made_of`` tells one combination of each: its place among the sums before, and its option in the block.
    """

    sums: Ints
    counts: Ints
    made_of: Ints

    @cached_property
    def index(self) -> dict[tuple[int, ...], int]:
        """Find a sum's place by its value."""
        return {tuple(map(int, column)): place for place, column in enumerate(self.sums.T)}


class Separable(Frozen, eq=False):
    """The efficient deals of a space of packages made of blocks.

    Attributes
    ----------
    gains : ndarray of whole numbers, shape (parties, points)
        What each party gains in each efficient point, in its own units.
    counts : tuple of int
        How many packages attain each point.
    solutions : dict of str to ndarray of int64
        By solution, the places of all points that attain it.
    """

    gains: Ints
    counts: tuple[int, ...]
    solutions: dict[str, Ints]
    _blocks: tuple[Ints, ...]
    _bars: tuple[int, ...]
    _levels: tuple[_Parts, ...]
    _order: tuple[int, ...]

    def attained(self, solution: str) -> int:
        """Count the packages that attain a solution point."""
        return sum(self.counts[int(place)] for place in self.solutions[solution])

    def packages(self, place: int, limit: int = 1000) -> list[tuple[int, ...]]:
        """List packages that attain a point: for every block, which of its options; at most so many."""
        if self.counts[place] == 1:
            return [self._only(place)] if limit else []
        wanted = tuple(int(gain) + bar for gain, bar in zip(self.gains[:, place], self._bars, strict=True))
        found = islice(self._made_of(wanted, len(self._blocks) - 1), limit)
        back = np.argsort(self._order)
        return [tuple(one[at] for at in back) for one in found]

    def _only(self, place: int) -> tuple[int, ...]:
        """The one package that attains a point: how its sum was made, block by block."""
        chosen = [0] * len(self._blocks)
        for parts, block in zip(reversed(self._levels), reversed(self._order), strict=True):
            place, chosen[block] = (int(one) for one in parts.made_of[:, place])
        return tuple(chosen)

    def _made_of(self, total: tuple[int, ...], last: int) -> Iterator[tuple[int, ...]]:
        """Give the options of the first blocks that sum to a total, block by block."""
        block = self._blocks[last]
        known = self._levels[last - 1].index if last else {(0,) * len(total): 0}
        first = self._levels[last - 1].sums[0] if last else np.zeros(1, dtype=block.dtype)
        for option in np.flatnonzero(np.isin(total[0] - block[0], first)):
            rest = tuple(one - int(part) for one, part in zip(total, block[:, option], strict=True))
            if rest in known:
                for before in self._made_of(rest, last - 1) if last else [()]:
                    yield (*before, int(option))


def separable(
    blocks: Sequence[Ints], bars: Sequence[int], units: Sequence[Fraction], most: int = MOST_SUMS
) -> Separable:
    """Find the efficient deals and the solution points of packages that take one option from every block.

    Parameters
    ----------
    blocks : sequence of ndarray of whole numbers, shape (parties, options)
        What each option is worth to each party, in units of its own.
    bars : sequence of int
        What each party must have at least: its gain is what it has above that.
    units : sequence of Fraction
        How many units make a point, by party.
    most : int
        The most sums to compare at a time.

    Returns
    -------
    Separable
        Without points where no package is a deal.

    Raises
    ------
    UsageError
        If more sums would have to be compared.

    References
    ----------
    GeniusWeb does so for two parties' linear additive utilities (``ParetoLinearAdditive``).

    Examples
    --------
    >>> price, volume = np.array([[0, 1, 2], [4, 2, 0]]), np.array([[0, 3], [1, 0]])
    >>> found = separable([price, volume], [0, 0], [Fraction(1)] * 2)
    >>> found.gains.tolist(), found.counts
    ([[0, 3, 4, 5], [5, 4, 2, 0]], (1, 1, 1, 1))
    >>> [found.packages(int(place)) for place in found.solutions["nash"]]
    [[(0, 1)]]
    """
    sizes = [block.shape[1] for block in blocks]
    order = sorted(range(len(blocks)), key=sizes.__getitem__)
    largest = largest_sum([int(np.abs(block).max()) for block in blocks] + [max(map(abs, bars), default=0)])
    mine = tuple(np.asarray(blocks[place]).astype(whole_type(largest)) for place in order)
    best = np.array([block.max(axis=1) for block in mine])
    still = np.array([best[place + 1 :].sum(axis=0) for place in range(len(mine))], dtype=best.dtype)
    floor = np.array(bars, dtype=best.dtype)
    levels: list[_Parts] = []
    for place, block in enumerate(mine):
        one_each = np.ones(block.shape[1], dtype=np.int64)
        own = _nothing_beats(block, one_each, np.array([np.zeros_like(one_each), np.arange(block.shape[1])]))
        parts = own if not levels else _together(levels[-1], own, most, place + 1)
        within = (parts.sums + still[place][:, None] >= floor[:, None]).all(axis=0)
        levels.append(_Parts(parts.sums[:, within], parts.counts[within], parts.made_of[:, within]))
    last = levels[-1]
    gains = last.sums - floor[:, None]
    solutions = points(gains, units) if gains.shape[1] else {}
    return Separable(gains, tuple(map(int, last.counts)), solutions, mine, tuple(bars), tuple(levels), tuple(order))


def counted(blocks: Sequence[Ints], bars: Sequence[int], most: int = MOST_COUNTED) -> int | None:
    """Count the packages that give every party what it must have; None where there are too many to look at.

    Examples
    --------
    >>> counted([np.array([[0, 1, 2], [4, 2, 0]]), np.array([[0, 3], [1, 0]])], [2, 2])
    2
    """
    sizes = [block.shape[1] for block in blocks]
    exact = whole_type(largest_sum([int(np.abs(block).max()) for block in blocks] + [max(map(abs, bars), default=0)]))
    if prod(sizes) > (most if exact is np.int64 else min(most, MOST_LONG)):
        return None
    halves: list[list[Ints]] = [[], []]
    width = 1
    for place in sorted(range(len(blocks)), key=sizes.__getitem__):
        inner = width * sizes[place] <= BLOCK
        width *= sizes[place] if inner else 1
        halves[0 if inner else 1].append(blocks[place])
    one, other = (_listed(half, len(bars)).astype(exact) for half in halves)
    wanted = np.array(bars, dtype=exact)[:, None] - other
    return sum(_reaching(one, wanted[:, place]) for place in range(wanted.shape[1]))


def _listed(blocks: Sequence[Ints], parties: int) -> Ints:
    """The sums of all combinations."""
    total: Ints = np.zeros((parties, 1), dtype=object if any(one.dtype == object for one in blocks) else np.int64)
    for block in blocks:
        total = (total[:, :, None] + block[:, None, :]).reshape(parties, -1)
    return total


def _reaching(sums: Ints, wanted: Ints) -> int:
    """Count the sums that reach what every party wants."""
    return int(np.count_nonzero((sums >= wanted[:, None]).all(axis=0)))


def _together(one: _Parts, other: _Parts, most: int, place: int) -> _Parts:
    """Merge two sets of sums: all their sums that nothing beats."""
    width = one.sums.shape[1] * other.sums.shape[1]
    if width > most:
        what = (
            f"after {place} blocks of issues there are {one.sums.shape[1]:,} packages that nothing beats, and with the "
            f"next block {width:,} would have to be compared, more than {most:,}"
        )
        raise UsageError(what, "Settle some issues first, or round the points.")
    rows = max(1, AT_ONCE // max(1, other.sums.shape[1]))
    parts = [_merged(one, other, start, start + rows) for start in range(0, max(1, one.sums.shape[1]), rows)]
    if len(parts) == 1:
        return parts[0]
    kept = (np.concatenate([part.sums for part in parts], axis=1), _joined([part.counts for part in parts]))
    return _nothing_beats(*kept, np.concatenate([part.made_of for part in parts], axis=1))


def _merged(one: _Parts, other: _Parts, start: int, end: int) -> _Parts:
    """Merge some of the sums of one set with all of another."""
    mine = one.sums[:, start:end]
    shape = mine.shape[1], other.sums.shape[1]
    sums = (mine[:, :, None] + other.sums[:, None, :]).reshape(len(mine), shape[0] * shape[1])
    counts = (_roomy(one.counts, other.counts)[start:end, None] * other.counts[None, :]).ravel()
    made_of = np.array([np.repeat(np.arange(start, start + shape[0]), shape[1]), np.tile(other.made_of[1], shape[0])])
    return _nothing_beats(sums, counts, made_of)


def _joined(counts: list[Ints]) -> Ints:
    return (
        np.concatenate(counts) if all(one.dtype != object for one in counts) else np.concatenate(counts, dtype=object)
    )


def _roomy(one: Ints, other: Ints) -> Ints:
    """Counts that cannot wrap when multiplied and added up: Python's own numbers where they might."""
    largest = int(one.sum()) * int(other.sum())
    return one if whole_type(largest) is np.int64 else one.astype(object)


def _nothing_beats(sums: Ints, counts: Ints, made_of: Ints) -> _Parts:
    """Keep the sums that nothing beats, equal ones once, with their counts added."""
    if not sums.shape[1]:
        return _Parts(sums, counts, made_of)
    kept = np.flatnonzero(efficient(sums))
    sums, counts, made_of = sums[:, kept], counts[kept], made_of[:, kept]
    order = np.lexsort(sums[::-1]) if sums.dtype != object else _object_order(sums)
    sums, counts, made_of = sums[:, order], counts[order], made_of[:, order]
    new = np.concatenate(([True], (sums[:, 1:] != sums[:, :-1]).any(axis=0)))
    starts = np.flatnonzero(new)
    return _Parts(sums[:, starts], np.add.reduceat(counts, starts), made_of[:, starts])


def _object_order(sums: Ints) -> Ints:
    return np.lexsort([np.unique(row, return_inverse=True)[1].ravel() for row in sums[::-1]])
