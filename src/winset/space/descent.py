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
from copy import copy
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.space.boxes import Boxes
from winset.space.outcomes import Ints, OutcomeSpace
from winset.space.payoffs import Ranks
from winset.space.units import Change

Values = NDArray[Any]
_FEW_COLUMNS = 2**5


class Descent:
    """A party's cells sorted by payoff within everything they can reach.

    Parameters
    ----------
    space : OutcomeSpace
        A dense space.
    changes : sequence of Change
        What the party may do.
    payoff : ndarray of int32, shape (size,)
        Its ranks; from cells of -1 nobody moves.
    """

    def __init__(self, space: OutcomeSpace, changes: Sequence[Change], payoff: Ranks) -> None:
        self._parts = _parts(changes)
        self._rows = sum(len(reach) for reach, _ in self._parts)
        self._boxes = Boxes(space, {change.issue for change in changes}, self._rows)
        count, width, groups = self._boxes.count, self._boxes.own, self._boxes.near
        self._sorted = np.empty((count, self._rows, groups), dtype=_least_type(width))
        self._before = np.empty((count, width, groups), dtype=_least_type(self._rows + 1))
        top = int(payoff.max(initial=0))
        for number, box in enumerate(self._boxes.of(payoff)):
            worse = np.ascontiguousarray(box.reshape(width, groups).T)
            worse = np.subtract(top, worse, dtype=np.int32 if (top + 2) * self._rows * 2 < 2**31 else np.int64)
            offset = 0
            for reach, mine in self._parts:
                self._sort(number, worse if mine is None else worse.take(reach, axis=1), reach, mine, offset)
                offset += len(reach)
            if space.possible is not None:
                self._before[number][top < worse.T] = 0

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
        before = np.zeros(keys.shape, dtype=self._before.dtype)
        np.multiply(
            keys[1:] != keys[:-1], np.arange(offset + 1, offset + length)[:, None], out=before[1:], casting="unsafe"
        )
        _down(before, np.maximum)
        if mine is None:
            self._sorted[number] = own
            into = self._before[number]
        else:
            reach.astype(self._sorted.dtype).take(own, out=self._sorted[number][offset : offset + length], mode="clip")
            into = np.empty_like(before)
        own *= into.shape[1]
        own += np.arange(into.shape[1], dtype=own.dtype)
        into.reshape(-1)[own] = before
        if mine is not None:
            self._before[number][reach[mine]] = into[mine]

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
        room = _Room(self._rows, self._boxes, values.dtype)
        room.running[0] = neutral
        for number, (box, out) in enumerate(zip(self._boxes.of(values), self._boxes.of(result), strict=True)):
            room.here.reshape(box.shape)[...] = box
            room.lay_out(room.here, self._sorted[number], room.down)
            self._falling(room.down)
            room.lay_out(room.running, self._before[number], room.lower)
            out[...] = room.lower.reshape(out.shape)
        return result

    def lower(self, many: NDArray[np.complex128], apart: Values, stale: Values, own: int, others: int) -> bool:
        """Lower eight values of each cell, in place, to the least among its improvements; say if any was.

        Parameters
        ----------
        many : ndarray of 16 bytes, shape (size,)
            Eight values of 16 bits for each cell. What holds them is only copied, never reckoned with.
        apart : ndarray of uint64, shape (1,)
            All bits set in the places, within the first four and within the last four, that are left as they are.
        stale : ndarray of unsigned integers, shape (size,)
            One bit for every party: whether the cell was lowered since the party last looked.
        own, others : int
            The party's bit, and those of the others.
        """
        bits = stale.dtype.type
        room = _Room(self._rows, self._boxes, many.dtype)
        changed = False
        for number, (box, marks) in enumerate(zip(self._boxes.of(many), self._boxes.of(stale), strict=True)):
            seen = np.bitwise_or.reduce(marks.reshape(-1, self._boxes.near), axis=0)
            columns = np.flatnonzero(seen & bits(own))
            if not len(columns):
                continue
            marks &= bits(~own & int(np.iinfo(marks.dtype).max))
            room.here.reshape(box.shape)[...] = box
            order, before = self._sorted[number], self._before[number]
            if 2 * len(columns) > self._boxes.near:
                fell = self._lowered(room, order, before, apart)
                lower = room.lower
            else:
                part = room.of_columns(len(columns))
                room.here.take(columns, axis=1, out=part.here, mode="clip")
                some = self._lowered(part, order.take(columns, 1), before.take(columns, 1), apart)
                if not some.any():
                    continue
                fell = np.zeros(room.here.shape, dtype=np.bool_)
                fell[:, columns] = some
                lower = room.here
                lower[:, columns] = part.lower
            if fell.any():
                box[...] = lower.reshape(box.shape)
                marks |= (fell.view(np.uint8) * bits(others)).reshape(marks.shape)
                changed = True
        return changed

    def _lowered(self, room: _Room, order: Values, before: Values, apart: Values) -> NDArray[np.bool_]:
        """Lower what is in a room; mark the cells of which something was lowered."""
        room.running[0].view(np.uint64)[:] = ~np.uint64(0)
        room.lay_out(room.here, order, room.down)
        words = room.down.view(np.uint64)
        np.bitwise_or(words, apart, out=words)
        self._falling(room.down.view(np.uint16))
        room.lay_out(room.running, before, room.lower)
        np.minimum(room.lower.view(np.uint16), room.here.view(np.uint16), out=room.lower.view(np.uint16))
        fell = room.lower.view(np.uint64) != room.here.view(np.uint64)
        either: NDArray[np.bool_] = fell.view(np.uint16) != 0
        return either

    def _falling(self, table: Values) -> None:
        """Keep in each row of a block the least so far, part by part."""
        offset = 0
        for reach, _ in self._parts:
            _down(table[offset : offset + len(reach)], np.minimum)
            offset += len(reach)


class _Room:
    """Where blocks are worked on, one after the other: rows of values, one column for each group of cells.

    Attributes
    ----------
    here, lower : ndarray, shape (width, groups)
        The cells of a block, and what comes of them.
    running : ndarray, shape (1 + rows, groups)
        Its rows in falling order of payoff, after one of neutral values that stands for no improvement at all.
    down : ndarray, shape (rows, groups)
        The same without the first.
    """

    def __init__(self, rows: int, boxes: Boxes, kind: np.dtype[Any]) -> None:
        self.here, self.lower, self._few = (np.empty((boxes.own, boxes.near), dtype=kind) for _ in range(3))
        self.running = np.empty((1 + rows, boxes.near), dtype=kind)
        self.down = self.running[1:]
        self._places = np.empty(max(rows, boxes.own) * boxes.near, dtype=np.int64)

    def of_columns(self, count: int) -> _Room:
        """Give room for fewer groups, that of the block but for ``here``."""
        part = copy(self)
        part.here = self._few.reshape(-1)[: len(self.here) * count].reshape(-1, count)
        part.lower = self.lower.reshape(-1)[: len(self.here) * count].reshape(-1, count)
        part.running = self.running.reshape(-1)[: len(self.running) * count].reshape(-1, count)
        part.down = part.running[1:]
        return part

    def lay_out(self, values: Values, rows: Values, out: Values) -> None:
        """Give each place the value of one of the rows of its column."""
        places = self._places[: rows.size].reshape(rows.shape)
        np.multiply(rows, rows.shape[1], out=places, dtype=np.int64)
        np.add(places, np.arange(rows.shape[1]), out=places)
        values.reshape(-1).take(places, out=out, mode="clip")  # a third of the time of indexing


def _down(table: Values, best: np.ufunc) -> None:
    """Keep in each row the least (or greatest) of it and all rows above."""
    if table.shape[1] < _FEW_COLUMNS:
        best.accumulate(table, axis=0, out=table)
        return
    for above, row in pairwise(table):
        best(row, above, out=row)


def _least_type(above: int) -> type[np.unsignedinteger[Any]]:
    """Give the smallest type that holds whole numbers below a bound."""
    return np.uint8 if above <= 2**8 else np.uint16 if above <= 2**16 else np.uint32


def _parts(changes: Sequence[Change]) -> list[tuple[Ints, Values | None]]:
    """Part the combinations of a party's levels by what they can reach: the ends, and which of these see the same.

    Combinations are numbered as cells are, the first issue least significant; None for all ends.
    """
    ordered = sorted(changes, key=lambda change: change.issue)
    bound = [change for change in ordered if not change.free]
    parts: list[tuple[Ints, Values | None]] = []
    for levels in np.ndindex(*(len(change.allowed) for change in bound)):
        at = dict(zip((change.issue for change in bound), levels, strict=True))
        ends, mine, stride = np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.bool_), 1
        for change in ordered:
            count = len(change.allowed)
            open_, same = np.arange(count), np.ones(count, dtype=np.bool_)
            if (level := at.get(change.issue)) is not None:
                open_ = np.union1d(np.flatnonzero(change.allowed[level]), [level])
                same = open_ == level
            ends = (open_[:, None] * stride + ends).reshape(-1)
            mine = (same[:, None] & mine).reshape(-1)
            stride *= count
        parts.append((ends, mine if bound else None))
    return parts
