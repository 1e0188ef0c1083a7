"""Lowering eight values of each cell to the least among one party's improvements, in place, again and again."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.space.boxes import Room, Values
from winset.space.descent import Descent

_FEW_CELLS = 2**13
"""In blocks of fewer cells, to leave out groups costs more than to look at them."""


class Lowering:
    """One party's passes over eight values of each cell.

    Parameters
    ----------
    descent : Descent
        The party's order.
    many : ndarray of 16 bytes, shape (size,)
        Eight values of 16 bits for each cell. What holds them is only copied, never reckoned with.
    apart : ndarray of uint64, shape (1,)
        All bits set in the places, within the first four and within the last four, that are left as they are.
    stale : ndarray of unsigned integers, shape (size,)
        One bit for every party: whether the cell was lowered since the party last looked.
    own, others : int
        The party's bit, and those of the others.
    """

    def __init__(
        self, descent: Descent, many: NDArray[np.complex128], apart: Values, stale: Values, own: int, others: int
    ) -> None:
        self._descent, self._apart = descent, apart
        kind = stale.dtype.type
        self._own, self._others = kind(own), kind(others)
        self._rest = kind(~own & int(np.iinfo(stale.dtype).max))
        self._room = Room(descent.rows, descent.boxes, many.dtype)
        self._blocks = list(zip(descent.boxes.of(many), descent.boxes.of(stale), strict=True))
        self._places: tuple[Values, Values] | None = None
        if len(self._blocks) == 1:  # a small case: where to look is worked out once, not in every pass
            self._places = self._room.places(descent.order[0]).copy(), self._room.places(descent.before[0]).copy()

    def run(self) -> bool:
        """Make one pass over the groups that have a stale cell; say if any value was lowered."""
        changed = False
        for number, (box, marks) in enumerate(self._blocks):
            seen = np.bitwise_or.reduce(marks.reshape(-1, self._descent.boxes.near), axis=0)
            seen &= self._own
            if not seen.any():
                continue
            marks &= self._rest
            self._room.here.reshape(box.shape)[...] = box
            columns = np.flatnonzero(seen) if self._room.here.size > _FEW_CELLS else seen
            if 2 * len(columns) > len(seen):
                fell, lower = self._whole(number)
            else:
                fell, lower = self._part(number, columns)
            if fell.any():
                box[...] = lower.reshape(box.shape)
                marks |= (fell.view(np.uint8) * self._others).reshape(marks.shape)
                changed = True
        return changed

    def _whole(self, number: int) -> tuple[NDArray[np.bool_], Values]:
        """Lower a block: which cells were lowered, and its values."""
        room = self._room
        if self._places is not None:
            return self._lowered(room, *self._places), room.lower
        return self._lowered(room, self._descent.order[number], self._descent.before[number]), room.lower

    def _part(self, number: int, columns: Values) -> tuple[NDArray[np.bool_], Values]:
        """Do the same for some groups only."""
        room, part = self._room, self._room.of_columns(len(columns))
        room.here.take(columns, axis=1, out=part.here, mode="clip")
        order, before = (rows[number].take(columns, axis=1) for rows in (self._descent.order, self._descent.before))
        fell = np.zeros(room.here.shape, dtype=np.bool_)
        some = self._lowered(part, order, before)
        if some.any():
            fell[:, columns] = some
            room.here[:, columns] = part.lower
        return fell, room.here

    def _lowered(self, room: Room, order: Values, before: Values) -> NDArray[np.bool_]:
        """Lower what is in a room; mark the cells of which something was lowered."""
        here, lower = room.here, room.lower
        room.running[0].view(np.uint64)[:] = ~np.uint64(0)
        room.lay_out(here, order, room.down)
        words = room.down.view(np.uint64)
        np.bitwise_or(words, self._apart, out=words)
        self._descent.go_down(room.down.view(np.uint16))
        room.lay_out(room.running, before, lower)
        np.minimum(lower.view(np.uint16), here.view(np.uint16), out=lower.view(np.uint16))
        fell: Any = lower.view(np.uint64) != here.view(np.uint64)
        either: NDArray[np.bool_] = fell.view(np.uint16) != 0
        return either
