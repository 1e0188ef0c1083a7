"""The moves of a unit as lists of cells, each distinct list kept once.

What a unit can move to is mostly the same list for many outcomes: all that differ only in its own issues. A union over
the moves from every outcome then costs one pass over the distinct lists instead of one over all moves. Each list holds
the outcome itself besides its moves; whoever uses it must not mind (staying never shows a preference).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from winset.frozen import Frozen
from winset.space.edges import Edges
from winset.space.game import Game
from winset.space.outcomes import Bools, Ints

Words = NDArray[np.uint64]
_CHUNK = 2**20


class MoveLists(Frozen, eq=False):
    """For every cell with a move, the cell and where its moves lead (or come from).

    Attributes
    ----------
    cells : ndarray of int64
        The cells that have a list, ascending.
    which : ndarray of int64
        For each of them, the position of its list.
    members : ndarray of int64
        All lists, one after the other.
    starts : ndarray of int64
        Where each list begins.
    """

    cells: Ints
    which: Ints
    members: Ints
    starts: Ints

    @cached_property
    def sizes(self) -> Ints:
        """How many members each list has."""
        return np.diff(np.append(self.starts, len(self.members)))

    @cached_property
    def closed(self) -> bool:
        """Whether all members of a list have that same list, so that two moves in a row are always one."""
        own = np.full(1 + int(self.members.max(initial=-1)), -1)
        own[self.cells] = self.which
        return np.array_equal(own[self.members], np.repeat(np.arange(len(self.starts)), self.sizes))

    def touched(self, fresh: Bools) -> Ints:
        """Give the lists that have a member among the marked cells."""
        return np.flatnonzero(np.logical_or.reduceat(fresh[self.members], self.starts))

    def union(self, rows: Words, chosen: Ints, mask: Words | None = None) -> Words:
        """Give for each chosen list the union of its members' bit sets, each cut down to ``mask`` where given.

        Returns
        -------
        ndarray of uint64, shape (chosen lists, words)
        """
        result = np.empty((len(chosen), rows.shape[1]), dtype=np.uint64)
        sizes = self.sizes[chosen]
        ends = np.cumsum(sizes)
        step, first = max(1, _CHUNK // rows.shape[1]), 0
        while first < len(chosen):
            begun = int(ends[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(ends, begun + step, side="right")))
            part = sizes[first:last]
            offsets = np.cumsum(part) - part
            places = np.arange(int(part.sum())) + np.repeat(self.starts[chosen[first:last]] - offsets, part)
            members = self.members[places]
            taken = rows[members] if mask is None else rows[members] & mask[members]
            np.bitwise_or.reduceat(taken, offsets, axis=0, out=result[first:last])
            first = last
        return result

    def least(self, values: Ints) -> Ints:
        """Give for each list the least of its members' values."""
        return np.minimum.reduceat(values[self.members], self.starts)

    def of(self, cell: int) -> Ints:
        """Give the list of one cell, the cell itself left out; empty when it has none."""
        place = int(np.searchsorted(self.cells, cell))
        if place == len(self.cells) or self.cells[place] != cell:
            return np.zeros(0, dtype=np.int64)
        one = int(self.which[place])
        end = int(self.starts[one + 1]) if one + 1 < len(self.starts) else len(self.members)
        members = self.members[int(self.starts[one]) : end]
        return np.sort(members[members != cell])


def unit_edges(game: Game, unit: tuple[int, ...]) -> Edges:
    """List the moves of a unit of the case that it would make at all: those that cross no barrier of a member."""
    mover = game.mover(unit)
    return mover.within(mover.moves)


def lists_from(found: Edges) -> MoveLists:
    """Give for every cell where its moves lead."""
    return _lists(found.sources.astype(np.int64), found.targets.astype(np.int64))


def lists_to(found: Edges) -> MoveLists:
    """Give for every cell where the moves to it come from."""
    order = np.argsort(found.targets, kind="stable")
    return _lists(found.targets[order].astype(np.int64), found.sources[order].astype(np.int64))


def _lists(keys: Ints, ends: Ints) -> MoveLists:
    """Group pairs that are sorted by key; keys with equal lists share one.

    Lists are compared by 128 bits that are added up over their members, so that their order does not matter.
    """
    if not len(keys):
        return MoveLists(*(np.zeros(0, dtype=np.int64) for _ in range(4)))
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    cells, counts = keys[starts], np.diff(np.append(starts, len(keys)))
    marks = np.random.default_rng(0).integers(0, 2**64, (2, 1 + int(max(keys.max(), ends.max()))), dtype=np.uint64)
    sums = np.stack([np.add.reduceat(mark[ends], starts) + mark[cells] for mark in marks], axis=1)
    _, first, which = np.unique(sums, axis=0, return_index=True, return_inverse=True)
    sizes = counts[first] + 1
    begin = np.cumsum(sizes) - sizes
    members = np.empty(int(sizes.sum()), dtype=np.int64)
    members[begin] = cells[first]
    inside = np.ones(len(members), dtype=np.bool_)
    inside[begin] = False
    offsets = np.arange(len(members)) - np.repeat(begin, sizes) - 1 + np.repeat(starts[first], sizes)
    members[inside] = ends[offsets[inside]]
    return MoveLists(cells, which.reshape(-1).astype(np.int64), members, begin.astype(np.int64))
