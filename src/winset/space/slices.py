"""A dense space in slices, one for each combination of levels of issues that can be changed one way only.

Nobody leads back out of a later slice into an earlier one. So what the parties can bring about within the last slice
can be settled first, then what they can within the one before, and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.space.outcomes import OutcomeSpace
from winset.space.payoffs import Ranks
from winset.space.units import IssueChange

_LEAST = 2**14
"""In slices of fewer cells, calls of NumPy take longer than it takes to look at all slices together."""
_MOST_ROWS = 2**7
"""With more combinations of a party's levels in a slice, it takes too long to compare each with all in a later one."""

Place = tuple[int, ...]
Values = NDArray[Any]


class Slices:
    """The slices of a dense space.

    Arrays over their cells are laid out slice by slice: as those over the space are, but that the issues whose levels
    are the same within a slice are the most significant ones.

    Parameters
    ----------
    space : OutcomeSpace
        The space.
    changes : sequence of sequence of IssueChange
        What each party may do; no two may change the same issue.

    Attributes
    ----------
    cut : tuple of int
        The issues whose levels are the same within a slice; none where all cells are one slice.
    shape : tuple of int
        Levels of each issue, those of ``cut`` first.
    places : list of tuple of int
        The levels of those issues in each slice. A slice comes after all that can be reached from it.
    inner : sequence of sequence of IssueChange
        What each party may do within a slice.
    """

    def __init__(self, space: OutcomeSpace, changes: Sequence[Sequence[IssueChange]]) -> None:
        self._space = space
        self._ways = [{change.issue: change for change in bound} for bound in _bound(space, changes)]
        ways = {issue: change for party in self._ways for issue, change in party.items()}
        self.cut = tuple(sorted(ways, reverse=True))
        self.shape, self.places, self.inner = space.shape, [()], changes
        if not self.cut:
            return
        kept = [issue for issue in range(len(space.issues)) if issue not in ways]
        self._axes = [space.axis(issue) for issue in (*self.cut, *reversed(kept))]
        self._back = sorted(range(len(self._axes)), key=self._axes.__getitem__)
        self.shape = tuple(space.shape[axis] for axis in self._axes)
        self.inner = [
            [IssueChange(kept.index(one.issue), one.allowed, one.joint) for one in party if one.issue not in ways]
            for party in changes
        ]
        keys = tuple(space.issues[issue] for issue in kept)
        strides = tuple(prod(len(space.levels[key]) for key in keys[:place]) for place in range(len(keys)))
        self._within = keys, {key: space.levels[key] for key in keys}, strides
        # moves are closed transitively: whoever can be led into a level leads to more levels than that
        fewest_first = [np.argsort(ways[issue].allowed.sum(axis=1), kind="stable").tolist() for issue in self.cut]
        self.places = list(product(*fewest_first))

    def seen(self, grid: Values) -> Values:
        """Look at what has an axis for each issue of the space, in order of the slices."""
        return grid.transpose(self._axes) if self.cut else grid

    def unseen(self, grid: Values) -> Values:
        """Look at what has an axis for each issue in order of the slices, in order of the space."""
        return grid.transpose(self._back) if self.cut else grid

    def laid(self, ranks: Ranks) -> Values:
        """Lay out a party's ranks slice by slice, in 16 bits where they fit."""
        if not self.cut:
            return ranks
        narrow = self._space.possible is None and int(ranks.max(initial=0)) < 2**16
        grid = self.seen(ranks.reshape(self._space.shape))
        return grid.astype(np.uint16 if narrow else np.int32, order="C").reshape(-1)

    def one(self, values: Values, place: Place) -> Values:
        """Look at one slice of what is laid out slice by slice."""
        lead = len(self.cut)
        if not lead:
            return values
        size = prod(self.shape[lead:])
        number = int(np.ravel_multi_index(place, self.shape[:lead]))
        return values[number * size : (number + 1) * size]

    def inside(self, place: Place) -> OutcomeSpace:
        """Give a slice as a space of its own."""
        possible = self._space.possible
        if possible is not None:
            possible = self.seen(possible.reshape(self._space.shape))[place].reshape(-1)
        return OutcomeSpace(*self._within, None, possible)

    def earlier(self, party: int, place: Place) -> list[Place]:
        """Give the slices from which a party can lead into one."""
        ways = self._ways[party]
        levels = [
            np.flatnonzero(ways[issue].or_stay[:, level]).tolist() if issue in ways else [level]
            for issue, level in zip(self.cut, place, strict=True)
        ]
        return [other for other in product(*levels) if other != place]


def _bound(space: OutcomeSpace, changes: Sequence[Sequence[IssueChange]]) -> Iterator[list[IssueChange]]:
    """Choose for each party what is the same within a slice: all issues that it cannot change freely, or none."""
    size = space.size
    for party in changes:
        bound = [change for change in party if not change.free] if size >= 2 * _LEAST else []
        if bound:
            left = size // prod(len(change.allowed) for change in bound)
            rows = prod(len(change.allowed) for change in party if change.free)
            one_way = not any(change.reversible for change in bound)
            if one_way and left >= _LEAST and rows <= _MOST_ROWS:
                size = left
            else:
                bound = []
        yield bound
