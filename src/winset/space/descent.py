"""The least value among one party's improvements, for all outcomes at once.

The cells of a dense space fall into groups that differ only in the party's own issues. Sorted by falling payoff, the
improvements of a cell are exactly the cells before its block of ties, so the least value among them is a running
minimum. Where some of the party's issues cannot move freely, the cells of a group that share the levels of those
issues see the same part of it: each such part is sorted for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from winset.space.outcomes import Ints, OutcomeSpace
from winset.space.payoffs import Ranks
from winset.space.units import Change

Cells = NDArray[np.int32]
_BLOCK = 2**16
_ACROSS = 2**8
"""Groups of up to so many cells are kept side by side, so that the running minimum goes over all of them at once."""


class Descent:
    """A party's cells sorted by payoff within everything they can reach.

    Parameters
    ----------
    space : OutcomeSpace
        A dense space.
    changes : sequence of Change
        What the party may do.
    payoff : ndarray of int32, shape (size,)
        Its ranks.
    """

    def __init__(self, space: OutcomeSpace, changes: Sequence[Change], payoff: Ranks) -> None:
        own = {change.issue for change in changes}
        others = [issue for issue in range(len(space.issues)) if issue not in own]
        base = _sums(space, others)
        free = _sums(space, [change.issue for change in changes if change.free])
        bound = [change for change in changes if not change.free]
        self._parts: list[tuple[Cells, int, bool]] = []
        self._before = np.full(space.size, -1, dtype=np.int32)
        self._length = 0
        for levels in np.ndindex(*(len(change.allowed) for change in bound)):
            ends = [
                np.append(np.flatnonzero(change.allowed[level]), level)
                for change, level in zip(bound, levels, strict=True)
            ]
            reach = _grid_sums([end * space.strides[change.issue] for change, end in zip(bound, ends, strict=True)])
            here = sum(level * space.strides[change.issue] for change, level in zip(bound, levels, strict=True))
            self._add(base, (reach[:, None] + free).ravel(), here + free, payoff)

    def _add(self, base: Ints, reach: Ints, own: Ints, payoff: Ranks) -> None:
        """Sort what the cells ``base + own`` can reach, and note for each where the cells before its ties end."""
        mine = None if len(own) == len(reach) else np.isin(reach, own)
        across = len(reach) <= _ACROSS
        for block in _blocks((len(base), len(reach))):
            part = (base[block, None] + reach).astype(np.int32)
            order = np.argsort(-payoff[part], axis=1)
            part = np.take_along_axis(part, order, axis=1)
            before = self._before_ties(payoff[part], self._length, across)
            if mine is None:
                self._before[part] = before
            else:
                self._before[part[mine[order]]] = before[mine[order]]
            self._parts.append((np.ascontiguousarray(part.T) if across else part, self._length, across))
            self._length += part.size

    @staticmethod
    def _before_ties(falling: Ranks, start: int, across: bool) -> Cells:
        """For rows of falling payoffs, the flat place before each entry's block of ties; -1 at the top of a row."""
        rows, width = falling.shape
        new = np.ones(falling.shape, dtype=np.bool_)
        np.not_equal(falling[:, 1:], falling[:, :-1], out=new[:, 1:])
        first = np.maximum.accumulate(np.where(new, np.arange(width, dtype=np.int32), np.int32(0)), axis=1)
        step, row = (rows, 1) if across else (1, width)
        place = (first - np.int32(1)) * np.int32(step) + np.arange(rows, dtype=np.int32)[:, None] * np.int32(row)
        return np.where(first == 0, np.int32(-1), place + np.int32(start))

    def least(self, values: Ranks, neutral: int) -> Ranks:
        """Give each cell the least value among its improvements; neutral where it has none."""
        running = np.empty(self._length + 1, dtype=values.dtype)
        running[-1] = neutral
        for cells, start, across in self._parts:
            part = running[start : start + cells.size].reshape(cells.shape)
            values.take(cells, out=part, mode="clip")  # a third of the time of indexing
            if across:
                for row in range(1, len(part)):
                    np.minimum(part[row], part[row - 1], out=part[row])
            else:
                np.minimum.accumulate(part, axis=1, out=part)
        result = np.empty_like(values)
        for start in range(0, len(values), _BLOCK):  # in pieces, since places are widened before they are looked up
            here = slice(start, start + _BLOCK)
            running.take(self._before[here], out=result[here], mode="wrap")  # -1 is the last one, neutral
        return result


def _blocks(shape: tuple[int, ...]) -> Iterator[slice]:
    """Slices of rows small enough to stay in a processor's cache."""
    rows = max(1, _BLOCK // shape[1])
    return (slice(start, start + rows) for start in range(0, shape[0], rows))


def _sums(space: OutcomeSpace, issues: Sequence[int]) -> Ints:
    """All sums of level x stride over some issues: the cells that share level 0 of the others."""
    return _grid_sums([np.arange(len(space.levels[space.issues[issue]])) * space.strides[issue] for issue in issues])


def _grid_sums(parts: Sequence[Ints]) -> Ints:
    total = np.zeros(1, dtype=np.int64)
    for part in reversed(parts):
        total = (total[:, None] + part).ravel()
    return total
