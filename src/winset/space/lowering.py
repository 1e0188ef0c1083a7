"""Lowering the values of each cell to the least among one party's improvements, in place, again and again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from winset.space.boxes import Buffers, Room, Values
from winset.space.descent import Descent

if TYPE_CHECKING:
    from winset.space.compiled import Compiled

_FEW_CELLS = 2**13
"""Of fewer cells, to leave out groups costs more than to look at them."""

COMPILED_FROM = 2**21
"""From so many cells on, machine code saves more time than it takes to make it."""


def lowering(
    descent: Descent,
    many: Values,
    apart: NDArray[np.uint16],
    stale: Values,
    own: int,
    others: int,
    buffers: Buffers,
    whole: int = 0,
) -> Lowering | LoweringAll | LoweringCompiled:
    """Prepare one party's passes over the values of each cell, as suits their number.

    Parameters
    ----------
    descent : Descent
        The party's order.
    many : ndarray of 4, 8 or 16 bytes, shape (size,)
        Two, four or eight values of 16 bits for each cell. What holds them is only copied, never reckoned with.
    apart : ndarray of uint16, shape (values of a cell,)
        All bits set for the values that are left as they are; the same in both halves.
    stale : ndarray of unsigned integers, shape (size,)
        One bit for every party: whether the cell was lowered since the party last looked.
    own, others : int
        The party's bit, and those of the others.
    buffers : Buffers
        Memory to work in, the same for all parties.
    whole : int
        Of how many cells these are a part.
    """
    if descent.boxes.count == 1 and len(many) <= _FEW_CELLS:
        return LoweringAll(descent, many, apart, buffers)
    in_bytes = all(one.dtype == np.uint8 for one in (descent.order, descent.before, stale))
    if max(whole, len(many)) >= COMPILED_FROM and in_bytes and (passing := _compiled(many)) is not None:
        return LoweringCompiled(descent, many, apart, stale, own, others, buffers, passing)
    return Lowering(descent, many, apart, stale, own, others, buffers)


class LoweringAll:
    """One party's passes over all cells of a small case: where to look is worked out once.

    See :func:`lowering`.
    """

    def __init__(self, descent: Descent, many: Values, apart: NDArray[np.uint16], buffers: Buffers) -> None:
        self._descent, self._many = descent, many
        word = _word(many)
        self._apart = apart.view(word)[:1]
        boxes, (own, near) = descent.boxes, descent.boxes.offsets
        self._order = own.take(descent.order[0]) + near
        self._before = np.empty(len(many), dtype=np.int64)
        box = next(boxes.of(self._before))
        box[...] = (descent.before[0] * np.int64(boxes.near) + np.arange(boxes.near)).reshape(box.shape)
        self._running = buffers.take("running", (1 + descent.rows, boxes.near), many.dtype)
        self._neutral, self._none = self._running[0].view(word), ~word(0)
        self._down = self._running[1:]
        self._words, self._values = self._down.view(word), self._down.view(np.uint16)
        self._lower = buffers.take("lower", many.shape, many.dtype)

    def run(self) -> bool:
        """Make one pass over all cells; say if any value was lowered."""
        self._neutral[:] = self._none  # others work in the same memory
        self._many.take(self._order, out=self._down, mode="clip")
        np.bitwise_or(self._words, self._apart, out=self._words)
        self._descent.go_down(self._values)
        self._running.reshape(-1).take(self._before, out=self._lower, mode="clip")
        lower, here = self._lower.view(np.uint16), self._many.view(np.uint16)
        changed = bool((lower < here).any())
        if changed:
            np.minimum(lower, here, out=here)
        return changed


class Lowering:
    """One party's passes over the values of each cell, block by block: groups with a stale cell only.

    See :func:`lowering`.
    """

    def __init__(
        self,
        descent: Descent,
        many: Values,
        apart: NDArray[np.uint16],
        stale: Values,
        own: int,
        others: int,
        buffers: Buffers | None = None,
    ) -> None:
        self._descent, self._word = descent, _word(many)
        self._apart = apart.view(self._word)[:1]
        kind = stale.dtype.type
        self._own, self._others = kind(own), kind(others)
        self._rest = kind(~own & int(np.iinfo(stale.dtype).max))
        self._room = Room(descent.rows, descent.boxes, many.dtype, buffers)
        self._blocks = list(zip(descent.boxes.of(many), descent.boxes.of(stale), strict=True))

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
        _go_down(self._descent, room, order, self._apart)
        room.lay_out(room.running, before, lower)
        np.minimum(lower.view(np.uint16), here.view(np.uint16), out=lower.view(np.uint16))
        fell: NDArray[Any] = lower.view(self._word) != here.view(self._word)
        return fell if fell.shape == here.shape else fell.view(np.uint16) != 0


class LoweringCompiled(Lowering):
    """The same in machine code: for large cases, where llvmlite is installed."""

    def __init__(
        self,
        descent: Descent,
        many: Values,
        apart: NDArray[np.uint16],
        stale: Values,
        own: int,
        others: int,
        buffers: Buffers,
        passing: Compiled,
    ) -> None:
        self._descent, self._apart = descent, np.ascontiguousarray(apart)
        self._own, self._others = np.uint8(own), np.uint8(others)
        boxes, rows = descent.boxes, descent.rows
        self._blocks = list(zip(boxes.of(many), boxes.of(stale), strict=True))
        self._offsets = [np.ascontiguousarray(one) for one in boxes.offsets]
        lengths = [len(reach) for reach, _ in descent.parts]
        self._starts = np.arange(rows, dtype=np.int64)
        self._starts[np.cumsum([0, *lengths[:-1]])] = 0
        self._tile = buffers.take("tile", (boxes.own, passing.batch), many.dtype)
        self._running = buffers.take("batch", (1 + rows, passing.batch), many.dtype)
        self._pass = passing.lower

    def run(self) -> bool:
        """Make one pass over the groups that have a stale cell; say if any value was lowered."""
        changed = False
        boxes, (own, near) = self._descent.boxes, self._offsets
        self._running[0].view(np.uint16)[:] = 2**16 - 1
        for number, (box, marks) in enumerate(self._blocks):
            seen = np.bitwise_or.reduce(marks.reshape(-1, boxes.near), axis=0)
            columns = np.flatnonzero(seen & self._own)
            if not len(columns):
                continue
            order, before = self._descent.order[number], self._descent.before[number]
            arrays: list[Values] = [box, marks, own, near, order, before, self._starts, columns, self._apart]
            arrays += [self._tile, self._running]
            sizes = (boxes.own, self._descent.rows, boxes.near, len(columns), int(self._own), int(self._others))
            changed |= bool(self._pass(*(one.ctypes.data for one in arrays), *sizes))
        return changed


def hand_on(
    descent: Descent,
    later: Values,
    ranks: Values,
    earlier: Sequence[tuple[Values, Values]],
    apart: NDArray[np.uint16],
    buffers: Buffers,
) -> None:
    """Lower the values of cells in earlier slices to the least among a party's improvements that lie in a later one.

    Impossible cells may be lowered, too: nothing improves on anything there, so nobody looks.

    Parameters
    ----------
    descent : Descent
        The party's order in the later slice.
    later : ndarray of 4, 8 or 16 bytes
        The values there.
    ranks : ndarray
        The party's ranks there.
    earlier : sequence of (ndarray, ndarray)
        Values and ranks in every slice from which the party can lead into that one.
    apart, buffers
        As in :func:`lowering`.
    """
    boxes = descent.boxes
    room = Room(descent.rows, boxes, later.dtype, buffers)
    blocks = [(list(boxes.of(values)), list(boxes.of(theirs))) for values, theirs in earlier]
    for number, (box, ends) in enumerate(zip(boxes.of(later), boxes.of(ranks), strict=True)):
        room.here.reshape(box.shape)[...] = box
        _go_down(descent, room, descent.order[number], apart.view(_word(later))[:1])
        targets = np.ascontiguousarray(ends).reshape(room.here.shape)
        for values, theirs in blocks:
            starts = np.ascontiguousarray(theirs[number]).reshape(room.here.shape)
            room.lay_out(room.running, _preferred(targets, starts), room.lower)
            room.here.reshape(box.shape)[...] = values[number]
            lower = room.lower.view(np.uint16)
            np.minimum(lower, room.here.view(np.uint16), out=lower)
            values[number][...] = room.lower.reshape(box.shape)


def _preferred(targets: Values, starts: Values) -> Values:
    """Count for each cell how many of the other cells in its column rank above it."""
    found = np.zeros(starts.shape, dtype=np.min_scalar_type(len(targets)))
    better = np.empty(starts.shape, dtype=np.bool_)
    for target in targets:
        np.greater(target, starts, out=better)
        np.add(found, better.view(np.uint8), out=found)
    return found


def _go_down(descent: Descent, room: Room, order: Values, apart: Values) -> None:
    """Lay out the cells of a room in falling order of payoff, and keep in each row the least so far."""
    word = apart.dtype.type
    room.running[0].view(word)[:] = ~word(0)
    room.lay_out(room.here, order, room.down)
    words = room.down.view(word)
    np.bitwise_or(words, apart, out=words)
    descent.go_down(room.down.view(np.uint16))


def _compiled(many: Values) -> Compiled | None:
    """Make the pass for the values of a cell; None where no code can be made: NumPy then does the same."""
    try:
        from winset.space.compiled import passing

        return passing(many.itemsize // 2)
    except (ImportError, OSError, RuntimeError):
        return None


def _word(many: Values) -> type[np.uint32] | type[np.uint64]:
    """Choose in what words the values of a cell are compared: one, or for eight values two."""
    return np.uint32 if many.itemsize == 4 else np.uint64
