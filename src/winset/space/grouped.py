"""One party's moves in a dense space without listing them: by groups of outcomes that differ only in its own issues.

Where a party changes its issues at will, it can go from every outcome of a group to every other. What reaches an
outcome by the moves of a party is then the least over its group, and by improvements the least over those of the group
that come before it in rising order of the party's ranks.
"""

from __future__ import annotations

from functools import cached_property
from math import prod

import numpy as np

from winset.space.distinct import distinct
from winset.space.edges import FAR
from winset.space.movers import Mover
from winset.space.outcomes import Bools, Ints

LISTED = 2**18


def groupable(mover: Mover) -> bool:
    """Whether the moves of a unit can be told by groups: those of one party, where every issue always exists."""
    return len(mover.payoffs) == 1 and mover.space.dense and not mover.space.guards and not mover.unit.joint_only


def too_many(mover: Mover) -> bool:
    """Whether a unit has so many moves that going by groups costs less than listing them."""
    return mover.space.size * (prod(len(change.allowed) for change in mover.unit.changes) - 1) > LISTED


class GroupedMoves:
    """The moves of a party, all or those that improve its position.

    Parameters
    ----------
    mover : Mover
        Whose moves.
    improving : bool
        Only those to what the party prefers.
    within : bool
        Only those that cross none of its barriers.
    """

    def __init__(self, mover: Mover, improving: bool = False, within: bool = False) -> None:
        self.mover, self.improving = mover, improving
        self.barriers = mover.barriers if within or improving else ()

    def relax(self, cost: Ints, weight: int) -> bool:
        """Lower the costs of outcomes to what a move of this weight to them comes to; tells whether any was lowered."""
        offered = np.full_like(cost, FAR)
        for ends, starts in self._lots:
            found = self._least(cost if starts is None else np.where(starts, cost, FAR))
            if ends is None:
                offered = found
            else:
                np.copyto(offered, found, where=ends)
        offered += weight
        lower = offered < cost
        if self._closed is not None:
            lower &= ~self._closed
        np.copyto(cost, offered, where=lower)
        return bool(lower.any())

    def sources_of(self, end: int) -> Ints:
        """Give the outcomes from which a move leads to one, ascending."""
        space = self.mover.space
        starts = np.array([end], dtype=np.int64)
        for change in self.mover.unit.changes:
            stride = space.strides[change.issue]
            level = end // stride % len(change.allowed)
            starts = (starts[:, None] + (np.flatnonzero(change.or_stay[:, level]) - level) * stride).ravel()
        keep = starts != end
        if self._closed is not None:
            keep &= ~self._closed[starts] & ~self._closed[end]
        if self.improving:
            keep &= self.mover.payoffs[0][starts] < self.mover.payoffs[0][end]
        for barrier in self.barriers:
            keep &= ~barrier[end] | barrier[starts]
        return np.sort(starts[keep])

    @cached_property
    def _closed(self) -> Bools | None:
        """The outcomes that are impossible, or that the party does not perceive."""
        possible, hidden = self.mover.space.possible, self.mover.unit.hidden
        if possible is None or hidden is None:
            return hidden if possible is None else ~possible
        return ~possible | hidden

    @cached_property
    def _lots(self) -> list[tuple[Bools | None, Bools | None]]:
        """Kinds of outcomes by what they can be reached from: the outcomes of each, and from which of their groups."""
        space, size = self.mover.space, self.mover.space.size
        kind, hidden = np.zeros(size, dtype=np.int64), self.mover.unit.hidden
        for barrier in self.barriers:
            kind = 2 * kind + barrier
        stiff = [change for change in self.mover.unit.changes if not change.free]
        for change in stiff:
            kind = kind * len(change.allowed) + space.flat(space.codes(change.issue))
        found: list[tuple[Bools | None, Bools | None]] = []
        for one in distinct(kind):
            starts, rest = np.ones(size, dtype=np.bool_) if hidden is None else ~hidden, int(one)
            for change in reversed(stiff):
                rest, level = divmod(rest, len(change.allowed))
                starts &= space.flat(change.or_stay[:, level][space.codes(change.issue)])
            for place, barrier in enumerate(reversed(self.barriers)):
                if rest >> place & 1:
                    starts &= barrier
            found.append((kind == one, None if starts.all() else starts))
        return [(None, found[0][1])] if len(found) == 1 else found

    def _least(self, cost: Ints) -> Ints:
        """The least cost of an outcome from which the party moves to each one of its group, or would improve to it."""
        space = self.mover.space
        if not self.improving:
            axes = tuple(space.axis(change.issue) for change in self.mover.unit.changes)
            least = np.minimum.reduce(cost.reshape(space.shape), axis=axes, keepdims=True)
            return np.array(np.broadcast_to(least, space.shape)).reshape(-1)
        cells, before = self._rising
        so_far = np.full((len(cells) + 1, cells.shape[1]), FAR)
        np.minimum.accumulate(np.take(cost, cells), axis=0, out=so_far[1:])
        found = np.empty_like(cost)
        found[cells] = np.take_along_axis(so_far, before, axis=0)
        return found

    @cached_property
    def _rising(self) -> tuple[Ints, Ints]:
        """The cells of every group in rising order of ranks, and how many of the group rank below each of them.

        Both of shape (cells of a group, groups).
        """
        space, payoff = self.mover.space, self.mover.payoffs[0]
        own = [space.axis(change.issue) for change in self.mover.unit.changes]
        grid = np.moveaxis(np.arange(space.size).reshape(space.shape), own, range(-len(own), 0))
        cells = grid.reshape(-1, prod(space.shape[axis] for axis in own))
        ranks = payoff[cells]
        order = np.argsort(ranks, axis=1)
        cells, ranks = np.take_along_axis(cells, order, axis=1).T, np.take_along_axis(ranks, order, axis=1).T
        place = np.arange(len(ranks))[:, None]
        before = np.where(np.vstack([ranks[:1] < ranks[:1], ranks[1:] > ranks[:-1]]), place, 0)
        return np.ascontiguousarray(cells), np.maximum.accumulate(before, axis=0)
