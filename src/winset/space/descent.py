"""The least value among one party's improvements, for all outcomes at once.

The cells of a dense space fall into groups that differ only in the party's own issues. Sorted by falling payoff, the
improvements of a cell are exactly the cells before its block of ties, so the least value among them is a running
minimum. Where some of the party's issues cannot move freely, the cells of a group that share the levels of those
issues see the same part of it: each such part is sorted for itself.

Groups are worked on in blocks that fit a processor's cache, side by side as columns. Of up to 256 combinations of own
levels, one byte says where in its column a cell lies, so that the order takes two bytes an outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.space.boxes import Boxes, Room
from winset.space.outcomes import Ints, OutcomeSpace
from winset.space.payoffs import Ranks
from winset.space.units import IssueChange

Values = NDArray[Any]
_FEW_COLUMNS = 2**5


class Descent:
    """A party's cells sorted by payoff within everything they can reach.

    Parameters
    ----------
    space : OutcomeSpace
        A dense space.
    changes : sequence of IssueChange
        What the party may do.
    payoff : ndarray of int32, shape (size,)
        Its ranks; from cells of -1 nobody moves.

    Attributes
    ----------
    boxes : Boxes
        Blocks of groups: a column for each group, a row for each combination of the party's levels.
    rows : int
        How many rows the cells of a group take in falling order: more than they are where changes cannot be undone.
    order : ndarray of unsigned integers, shape (blocks, rows, groups)
        The cells in that order, told by their rows.
    before : ndarray of unsigned integers, shape (blocks, width, groups)
        For each cell how many rows down its improvements end; 0 where it has none.
    """

    def __init__(self, space: OutcomeSpace, changes: Sequence[IssueChange], payoff: Ranks) -> None:
        self.parts = _parts(changes)
        self.rows = sum(len(reach) for reach, _ in self.parts)
        self.boxes = Boxes(space, {change.issue for change in changes}, self.rows)
        count, width, groups = self.boxes.count, self.boxes.own, self.boxes.near
        self.order = np.empty((count, self.rows, groups), dtype=_least_type(width))
        self.before = np.empty((count, width, groups), dtype=_least_type(self.rows + 1))
        top = int(payoff.max(initial=0))
        for number, box in enumerate(self.boxes.of(payoff)):
            worse = np.ascontiguousarray(box.reshape(width, groups).T)
            worse = np.subtract(top, worse, dtype=np.int32 if (top + 2) * self.rows * 2 < 2**31 else np.int64)
            offset = 0
            for reach, mine in self.parts:
                self._sort(number, worse if mine is None else worse.take(reach, axis=1), reach, mine, offset)
                offset += len(reach)
            if space.possible is not None:
                self.before[number][top < worse.T] = 0

    def _sort(self, number: int, worse: Values, reach: Ints, mine: Values | None, offset: int) -> None:
        """Sort one part of a block, and note for each cell of it in which row the cells before its ties end."""
        length = len(reach)
        bits = length.bit_length()
        keys = worse << bits  # each key ends in its place, which takes a fifth of the time of argsort
        keys |= np.arange(length, dtype=keys.dtype)
        keys.sort(axis=1)
        keys = np.ascontiguousarray(keys.T)
        own = keys & ((1 << bits) - 1)
        keys >>= bits
        before = np.zeros(keys.shape, dtype=self.before.dtype)
        np.multiply(
            keys[1:] != keys[:-1], np.arange(offset + 1, offset + length)[:, None], out=before[1:], casting="unsafe"
        )
        _down(before, np.maximum)
        if mine is None:
            self.order[number] = own
            into = self.before[number]
        else:
            reach.astype(self.order.dtype).take(own, out=self.order[number][offset : offset + length], mode="clip")
            into = np.empty_like(before)
        own *= into.shape[1]
        own += np.arange(into.shape[1], dtype=own.dtype)
        into.reshape(-1)[own] = before
        if mine is not None:
            self.before[number][reach[mine]] = into[mine]

    def least(self, values: Values, neutral: int) -> Values:
        """Give each cell the least value among its improvements; neutral where it has none.

        Parameters
        ----------
        values : ndarray, shape (size,)
            A value for each cell.
        neutral : int
            A number above every value.
        """
        result = np.empty_like(values)
        room = Room(self.rows, self.boxes, values.dtype)
        room.running[0] = neutral
        for number, (box, out) in enumerate(zip(self.boxes.of(values), self.boxes.of(result), strict=True)):
            room.here.reshape(box.shape)[...] = box
            room.lay_out(room.here, self.order[number], room.down)
            self.go_down(room.down)
            room.lay_out(room.running, self.before[number], room.lower)
            out[...] = room.lower.reshape(out.shape)
        return result

    def go_down(self, table: Values) -> None:
        """Keep in each row of a block, told in falling order of payoff, the least so far, part by part."""
        offset = 0
        for reach, _ in self.parts:
            _down(table[offset : offset + len(reach)], np.minimum)
            offset += len(reach)


def _down(table: Values, best: np.ufunc) -> None:
    """Keep in each row the least (or greatest) of it and all rows above."""
    if table.shape[1] < _FEW_COLUMNS:
        best.accumulate(table, axis=0, out=table)
        return
    for above, row in pairwise(list(table)):
        best(row, above, out=row)


def _least_type(above: int) -> type[np.unsignedinteger[Any]]:
    """Give the smallest type that holds whole numbers below a bound."""
    return np.uint8 if above <= 2**8 else np.uint16 if above <= 2**16 else np.uint32


def _parts(changes: Sequence[IssueChange]) -> list[tuple[Ints, Values | None]]:
    """Part the combinations of a party's levels by what they can reach: the ends, and which of these see the same.

    Combinations are numbered as cells are, the first issue least significant; None for all ends.
    """
    ordered = sorted(changes, key=lambda change: change.issue)
    bound = [change for change in ordered if not change.free]
    if not bound:
        return [(np.arange(prod(len(change.allowed) for change in ordered)), None)]
    parts: list[tuple[Ints, Values | None]] = []
    for levels in np.ndindex(*(len(change.allowed) for change in bound)):
        at = dict(zip((change.issue for change in bound), levels, strict=True))
        ends, mine, stride = np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.bool_), 1
        for change in ordered:
            count = len(change.allowed)
            open_, same = np.arange(count), np.ones(count, dtype=np.bool_)
            if (level := at.get(change.issue)) is not None:
                open_ = np.flatnonzero(change.or_stay[level])
                same = open_ == level
            ends = (open_[:, None] * stride + ends).reshape(-1)
            mine = (same[:, None] & mine).reshape(-1)
            stride *= count
        parts.append((ends, mine))
    return parts
