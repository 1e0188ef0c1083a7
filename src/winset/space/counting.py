"""Counting what holds, in bytes: NumPy by itself widens every yes or no to eight of them before it adds."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from winset.space.outcomes import Bools, Ints

_MOST = 255  # that a byte can count


def counted(table: Bools, axis: int) -> Ints:
    """Count along one axis of a table what holds: in every column (axis 0) or in every row (axis 1).

    Examples
    --------
    >>> table = np.array([[True, False, True], [True, False, False]])
    >>> counted(table, 0).tolist(), counted(table, 1).tolist()
    ([2, 0, 1], [2, 1])
    """
    if axis == 1:
        return np.asarray(np.bitwise_count(np.packbits(table, axis=1)).sum(axis=1, dtype=np.int64))
    total = np.zeros(table.shape[1], dtype=np.int64)
    for start in range(0, len(table), _MOST):
        total += np.add.reduce(table[start : start + _MOST].view(np.uint8), axis=0, dtype=np.uint8)
    return total


def tally(marks: Iterable[Bools], shape: tuple[int, ...], already: int = 0) -> NDArray[np.unsignedinteger]:
    """Count for every cell in how many of some arrays of this shape it holds, and ``already`` more.

    Examples
    --------
    >>> tally([np.array([True, False]), np.array([True, True])], (2,), already=1).tolist()
    [3, 2]
    """
    every = list(marks)
    total = np.full(shape, already, dtype=np.min_scalar_type(already + len(every)))
    for one in every:
        np.add(total, one.view(np.uint8), out=total)
    return total
