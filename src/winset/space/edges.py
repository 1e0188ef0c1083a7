"""Moves as explicit lists: for sparse spaces, and for improvements of coalitions.

The edges of a unit are sorted by the outcome they start from, so that "the best a unit can reach from here" is a
minimum over slices.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.errors import UsageError
from winset.frozen import Frozen
from winset.space.distinct import distinct_rows
from winset.space.outcomes import Ints, OutcomeSpace, code_type
from winset.space.payoffs import Ranks
from winset.space.units import Unit

PAIR_LIMIT = 2**28
EDGE_LIMIT = 2**25
FAR = np.int64(2**40)
_CHUNK = 2**20


class Edges(Frozen, eq=False):
    """Moves from ``sources`` to ``targets``, sorted by source.

    Attributes
    ----------
    sources, targets : ndarray of int32, shape (edges,)
        Cells.
    """

    sources: NDArray[np.int32]
    targets: NDArray[np.int32]

    def best(self, values: Ranks, neutral: int, maximum: bool = False) -> Ranks:
        """Give for each cell the least (or greatest) value among the ends of its edges; neutral where it has none."""
        result = np.full(len(values), neutral, dtype=values.dtype)
        if len(self.sources):
            starts = np.flatnonzero(np.diff(self.sources, prepend=-1))
            extreme = np.maximum if maximum else np.minimum
            result[self.sources[starts]] = extreme.reduceat(values[self.targets], starts)
        return result

    def least(self, values: Ranks, neutral: int) -> Ranks:
        """Give each cell the least value among the ends of its edges; neutral where it has none."""
        return self.best(values, neutral)

    def relax(self, cost: Ints, weight: int) -> bool:
        """Lower the costs of cells to what a move of this weight to them comes to; tells whether any was lowered.

        What costs ``FAR`` is not reached.
        """
        reached = cost[self.sources] < FAR
        targets = self.targets[reached]
        offered = cost[self.sources[reached]] + weight
        lower = bool((offered < cost[targets]).any())
        if lower:
            np.minimum.at(cost, targets, offered)
        return lower

    def sources_of(self, end: int) -> Ints:
        """Give the cells from which a move leads to one, ascending."""
        return np.asarray(self.sources[self.targets == end], dtype=np.int64)

    def improving(self, payoffs: Sequence[Ranks]) -> Edges:
        """Keep the edges whose end every payoff strictly prefers to their start."""
        keep = np.ones(len(self.sources), dtype=np.bool_)
        for payoff in payoffs:
            keep &= payoff[self.targets] > payoff[self.sources]
        return Edges(self.sources[keep], self.targets[keep])


def edges(space: OutcomeSpace, unit: Unit, payoffs: Sequence[Ranks] = ()) -> Edges:
    """List a unit's moves; with ``payoffs`` (one per member), only those that improve all of them.

    A move leads from s to t when every issue that exists in t keeps its level or is changed along a permitted change;
    what does not exist in t rests at its first level by itself. So the ends are taken by which issues exist in them.

    Raises
    ------
    UsageError
        If more than ``PAIR_LIMIT`` pairs of outcomes would have to be compared, or more than ``EDGE_LIMIT`` listed.
    """
    cells = space.indices()
    if unit.hidden is not None:
        cells = cells[~unit.hidden[cells]]
    numbers = cells if space.numbers is None else space.numbers[cells]
    guarded = [space.issues.index(key) for key in space.guards]
    existing = np.ones((len(numbers), len(guarded)), dtype=np.bool_)
    for column, issue in enumerate(guarded):
        existing[:, column] = space.exists(issue, numbers)
    changed = {change.issue for change in unit.changes}
    codes = {issue: _code(space, numbers, issue) for issue in changed.union(guarded)}
    anywhere = not unit.joint_only and not guarded and all(change.free for change in unit.changes)
    found: list[tuple[Ints, Ints]] = []
    total = 0
    for pattern in distinct_rows(existing) if guarded else existing[:1]:
        resting = {issue for issue, exists in zip(guarded, pattern, strict=True) if not exists}
        group = numbers - sum(codes[issue] * np.int64(space.strides[issue]) for issue in resting | changed)
        ends = np.flatnonzero((existing == pattern).all(axis=1))
        for start, end in _pairs(group, ends):
            keep = (start != end) & _improves(cells, start, end, payoffs)
            if not anywhere:
                keep &= _permitted(unit, codes, start, end, resting)
            found.append((cells[start[keep]], cells[end[keep]]))
            total += len(found[-1][0])
            if total > EDGE_LIMIT:
                raise UsageError(f"the case has more than {EDGE_LIMIT:,} moves to list", "Join or remove issues.")
    sources = np.concatenate([start for start, _ in found] or [cells[:0]]).astype(np.int32)
    targets = np.concatenate([end for _, end in found] or [cells[:0]]).astype(np.int32)
    order = np.lexsort((targets, sources))
    return Edges(sources[order], targets[order])


def _pairs(group: Ints, ends: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Pair every position with the ends of its group, in chunks."""
    ends = ends[np.argsort(group[ends], kind="stable")]
    first = np.searchsorted(group[ends], group, side="left")
    count = np.searchsorted(group[ends], group, side="right") - first
    pairs = int(count.sum())
    if pairs > PAIR_LIMIT:
        what = f"listing the moves would compare {pairs:,} pairs of outcomes, more than {PAIR_LIMIT:,}"
        raise UsageError(what, "Join or remove issues, or leave out the concepts that need coalitions.")
    bounds = np.searchsorted(np.cumsum(count), np.arange(0, pairs, _CHUNK))
    for block in np.split(np.arange(len(group)), bounds[1:]):
        repeat = np.repeat(block, count[block])
        place = np.arange(len(repeat)) - np.repeat(np.cumsum(count[block]) - count[block], count[block])
        yield repeat, ends[first[repeat] + place]


def _code(space: OutcomeSpace, numbers: Ints, issue: int) -> NDArray[np.integer[Any]]:
    """Give level positions of an issue in few bytes: they are looked at again for every pair of outcomes."""
    levels = len(space.levels[space.issues[issue]])
    return (numbers // space.strides[issue] % levels).astype(code_type(levels))


def _improves(cells: Ints, start: Ints, end: Ints, payoffs: Sequence[Ranks]) -> NDArray[np.bool_]:
    keep = np.ones(len(start), dtype=np.bool_)
    for payoff in payoffs:
        keep &= payoff[cells[end]] > payoff[cells[start]]
    return keep


def _permitted(
    unit: Unit, codes: Mapping[int, NDArray[np.integer[Any]]], start: Ints, end: Ints, resting: Collection[int] = ()
) -> NDArray[np.bool_]:
    """Whether the unit may move between outcomes that differ only in issues it can change, or that rest at the end."""
    keep = np.ones(len(start), dtype=np.bool_)
    required, needed = np.zeros(len(start), dtype=np.bool_), unit.required
    for change in unit.changes:
        if change.issue in resting:
            continue
        before, after = np.take(codes[change.issue], start), np.take(codes[change.issue], end)
        moves = before != after
        if not change.free:
            keep &= ~moves | change.allowed[before, after]
        if change.issue in needed:
            required |= moves
    return keep & required
