"""The moves of a unit as operations on whole arrays over outcomes.

Two operations carry every solution concept: ``spread`` (the best value among all outcomes a unit can move to) and
``improve`` (the same among those it strictly prefers). In dense spaces ``spread`` is a minimum along the unit's own
axes, and a single party's ``improve`` a running minimum down its outcomes sorted by payoff. Coalitions, and sparse
spaces, go over explicit edges while these are few, and over groups of outcomes where they would be many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.space import axes, dominance
from winset.space.descent import Descent
from winset.space.distinct import distinct
from winset.space.dominance import Dominance
from winset.space.edges import Edges, edges
from winset.space.outcomes import Bools, Ints, OutcomeSpace
from winset.space.payoffs import Ranks
from winset.space.reach import Reach, reaches
from winset.space.units import Unit

Values = NDArray[Any]
FEW_PAIRS = 2**16
AT_ONCE = 2**20  # comparisons of pairs of outcomes
FEW_WAYS = 16


class Mover:
    """One unit's moves on a space.

    Parameters
    ----------
    space : OutcomeSpace
        The outcomes.
    unit : Unit
        Who moves.
    payoffs : sequence of ndarray of int32, shape (size,)
        The members' ranks.
    barriers : sequence of ndarray of bool, shape (size,)
        Sets of outcomes that some member surely does not move into from outside them.
    """

    def __init__(
        self, space: OutcomeSpace, unit: Unit, payoffs: Sequence[Ranks], barriers: Sequence[Bools] = ()
    ) -> None:
        self.space = space
        self.unit = unit
        self.payoffs = tuple(payoffs)
        self.barriers = tuple(barriers)
        self._model: Mover | None = None

    def reranked(self, payoffs: Sequence[Ranks]) -> Mover:
        """Give the same moves for members with other ranks; what does not rest on ranks is not worked out again."""
        other = Mover(self.space, self.unit, payoffs, self.barriers)
        other._model = self
        return other

    def spread(self, values: Ranks, neutral: int, maximum: bool = False, stay: bool = True) -> Ranks:
        """Give each cell the least (or greatest) value the unit can move to from it, or stay at.

        Parameters
        ----------
        values : ndarray of int32, shape (size,)
            A value per cell; ``neutral`` at impossible ones.
        neutral : int
            The value that never wins.
        maximum : bool
            Take the greatest instead of the least.
        stay : bool
            Whether the cell's own value counts too.

        Returns
        -------
        ndarray of int32, shape (size,)
        """
        best = np.maximum if maximum else np.minimum
        if not self.unit.can_move:
            return values.copy() if stay else np.full_like(values, neutral)
        if not self.space.dense and self._few:
            result = self.moves.best(values, neutral, maximum)
        elif not self.space.dense:
            result = dominance.spread(self._ways if stay else self._leaving, values, neutral, maximum)
        else:
            strict = self.unit.joint_only or not stay
            seen = self._seen(values, neutral)
            if strict:
                result = axes.strictly(self.space, self.unit, seen, best, neutral)
            else:
                result = axes.along_all(self.space, self.unit, seen, best)
            self._blank(result, neutral)
        return best(result, values) if stay else result

    def improve(self, values: Ranks, neutral: int) -> Ranks:
        """Give each cell the least value among the improvements the unit has from it; neutral where it has none."""
        if not self.unit.can_move:
            return np.full_like(values, neutral)
        if not self.space.dense or len(self.payoffs) > 1 or self.barriers:
            kept = self.improvements if self._few else self._dominance
            return kept.least(values, neutral)
        result = self.descent.least(self._seen(values, neutral), neutral)
        self._blank(result, neutral)
        return result

    def secure(self, values: Ranks) -> Ranks:
        """Give each cell the greatest value the unit can move to, crossing no barrier, or stay at; -1 never wins."""
        if not self.barriers:
            return self.spread(values, -1, maximum=True)
        if not self.space.dense and self.unit.can_move:
            if self._few:
                return np.maximum(self.within(self.moves).best(values, -1, maximum=True), values)
            return np.maximum(dominance.spread(self._open_ways, values, -1, maximum=True), values)
        return self._by_barriers(lambda open_: self.spread(open_, -1, maximum=True), values, -1)

    def has_improvement(self) -> Bools:
        """Mark the cells from which the unit has an improvement."""
        return self.would_move(self.payoffs)

    def would_move(self, payoffs: Sequence[Ranks]) -> Bools:
        """Mark the cells from which the unit has an improvement, were its members to rank outcomes by ``payoffs``."""
        return self.exceeds(payoffs, payoffs)

    def would_move_each(self, payoffs: Ranks) -> Bools:
        """Mark the same for a unit of one member under many rankings: both arrays of shape (rankings, size).

        Moves are listed once for all rankings where they are few.
        """
        if not self.unit.can_move or not self._few or not len(payoffs):
            return np.array([self.would_move([one]) for one in payoffs], dtype=np.bool_).reshape(payoffs.shape)
        moves = self.within(self.moves)
        marked = np.zeros(payoffs.shape, dtype=np.bool_)
        if len(moves.sources):
            starts = np.flatnonzero(np.diff(moves.sources, prepend=-1))
            block = max(1, AT_ONCE // len(moves.sources))
            for first in range(0, len(payoffs), block):
                some = payoffs[first : first + block]
                better = np.take(some, moves.targets, axis=1) > np.take(some, moves.sources, axis=1)
                marked[first : first + block, moves.sources[starts]] = np.logical_or.reduceat(better, starts, axis=1)
        return marked

    def exceeds(self, labels: Sequence[Ranks], bounds: Sequence[Ranks]) -> Bools:
        """Mark the cells from which the unit can move to where every member's label is above the cell's own bound.

        Parameters
        ----------
        labels, bounds : sequence of ndarray of int32, shape (size,)
            One of each for every member. No label is above the bound of its own cell: staying never counts.
        """
        if len(labels) == 1:
            return self.secure(labels[0]) > bounds[0]
        if not self.unit.can_move or not self._few:
            return dominance.exceeded(self._open_ways, labels, bounds)
        known = self.improvements if labels is self.payoffs else self.within(self.moves)
        keep = np.ones(len(known.sources), dtype=np.bool_)
        for label, bound in zip(labels, bounds, strict=True):
            keep &= label[known.targets] > bound[known.sources]
        marked = np.zeros(self.space.size, dtype=np.bool_)
        marked[known.sources[keep]] = True
        return marked

    def gains(self, start: int, ends: Ints) -> Bools:
        """Say which of some moves from a cell are improvements: every member prefers the end, no barrier is crossed."""
        gains = np.ones(len(ends), dtype=np.bool_)
        for payoff in self.payoffs:
            gains &= payoff[ends] > payoff[start]
        for barrier in self.barriers:
            gains &= ~barrier[ends] | barrier[start]
        return gains

    def within(self, moves: Edges) -> Edges:
        """Keep the moves that cross no barrier."""
        if not self.barriers:
            return moves
        keep = np.ones(len(moves.sources), dtype=np.bool_)
        for barrier in self.barriers:
            keep &= ~barrier[moves.targets] | barrier[moves.sources]
        return Edges(moves.sources[keep], moves.targets[keep])

    @cached_property
    def can_leave(self) -> Bools:
        """Mark the cells from which the unit has any move at all."""
        if self._model is not None:
            return self._model.can_leave
        possible = self.space.possible
        somewhere = np.ones(self.space.size, dtype=np.int32) if possible is None else possible.astype(np.int32)
        return self.spread(somewhere, 0, maximum=True, stay=False) > 0

    @cached_property
    def improvements(self) -> Edges:
        """The unit's improvements as explicit edges."""
        if self.space.dense:
            return self.within(edges(self.space, self.unit, self.payoffs))
        return self.within(self.moves.improving(self.payoffs))

    @cached_property
    def moves(self) -> Edges:
        """All moves of the unit as explicit edges, improvements or not."""
        if self._model is not None:
            return self._model.moves
        return edges(self.space, self.unit)

    @cached_property
    def _few(self) -> bool:
        """Whether the pairs of outcomes that the unit might move between are few enough to list."""
        reached = prod(len(change.allowed) for change in self.unit.changes)
        short = not self.space.dense and reached <= FEW_WAYS  # grouping a list costs more than so short rows of it
        return self.space.size * min(reached, self.space.size) <= FEW_PAIRS * (2**8 if short else 1)

    @cached_property
    def _ways(self) -> tuple[Reach, ...]:
        if self._model is not None:
            return self._model._ways
        return reaches(self.space, self.unit)

    @cached_property
    def _leaving(self) -> tuple[Reach, ...]:
        if self._model is not None:
            return self._model._leaving
        return self._ways if self.unit.joint_only else reaches(self.space, self.unit, strict=True)

    @cached_property
    def _open_ways(self) -> tuple[Reach, ...]:
        if self._model is not None:
            return self._model._open_ways
        return reaches(self.space, self.unit, self.barriers) if self.barriers else self._ways

    @cached_property
    def _dominance(self) -> Dominance:
        return Dominance(self._open_ways, self.payoffs)

    @cached_property
    def descent(self) -> Descent:
        """The party's cells in falling order of payoff, in a dense space."""
        return Descent(self.space, self.unit.changes, self._everywhere(self.payoffs[0]))

    def _by_barriers(self, best: Callable[[Ranks], Ranks], values: Ranks, neutral: int) -> Ranks:
        """Take the best for each cell among the ends that lie within no barrier that it does not lie in itself."""
        if not self.barriers:
            return best(values)
        result = np.full_like(values, neutral)
        for here, closed in self._lots:
            result[here] = best(np.where(closed, np.asarray(neutral, dtype=values.dtype), values))[here]
        return result

    @cached_property
    def _lots(self) -> list[tuple[Bools, Bools]]:
        """Sort cells by the barriers they lie within: for each kind the cells, and those it may not move into."""
        if self._model is not None:
            return self._model._lots
        inside = np.sum([barrier.astype(np.int64) << bit for bit, barrier in enumerate(self.barriers)], axis=0)
        return [(inside == kind, (inside & ~kind) != 0) for kind in distinct(inside)]

    def _seen(self, values: Ranks, neutral: int) -> Ranks:
        hidden = self.unit.hidden
        return self._everywhere(
            values if hidden is None else np.where(hidden, np.asarray(neutral, dtype=values.dtype), values)
        )

    def _everywhere(self, values: Ranks) -> Ranks:
        """Give every combination of levels the value of the outcome it comes to once what does not exist rests."""
        cells = self.space.settled_cells
        return values if cells is None else values[cells]

    def _blank(self, result: Ranks, neutral: int) -> None:
        """Nobody moves from an impossible outcome, nor from one the unit does not perceive."""
        if self.space.possible is not None:
            result[~self.space.possible] = neutral
        if self.unit.hidden is not None:
            result[self.unit.hidden] = neutral

    def along(self, grid: Values, best: np.ufunc) -> Values:
        """Take the best along the axes of the unit's issues in a dense space, each cell's own level included.

        ``grid`` is as for :func:`winset.space.axes.along`.
        """
        return axes.along(self.space, self.unit, grid, best)
