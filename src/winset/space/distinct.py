"""The distinct values of an array."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

LARGE = 2**16

Scalar = TypeVar("Scalar", bound=np.generic)


def distinct(values: NDArray[Scalar]) -> NDArray[Scalar]:
    """Give the distinct values of an array in ascending order, as ``np.unique`` does.

    That function imports all of ``numpy.ma`` to look for masks, which takes as long as a good part of a small case; but
    it is faster with very many values.

    Examples
    --------
    >>> distinct(np.array([[3, 1], [3, 2]])).tolist(), distinct(np.zeros(0)).tolist()
    ([1, 2, 3], [])
    """
    if values.size > LARGE:
        return np.unique(values)
    ordered = np.sort(values, axis=None)
    first: NDArray[np.bool_] = np.ones(len(ordered), dtype=np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    found: NDArray[Scalar] = ordered[first]
    return found


def distinct_rows(table: NDArray[Scalar]) -> NDArray[Scalar]:
    """Give the distinct rows of a table in ascending order. Where ``np.unique`` counts as well, it looks for no masks.

    Examples
    --------
    >>> distinct_rows(np.array([[1, 2], [0, 9], [1, 2]])).tolist()
    [[0, 9], [1, 2]]
    """
    found: NDArray[Scalar] = np.unique(table, axis=0, return_counts=True)[0]
    return found
