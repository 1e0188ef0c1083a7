"""Taggers small enough to ship: features by a hash of their names, weights in one byte each.

The hash has so few bits that many names share each value: from a compact tagger no list of words or of pairs of words
can be read off, let alone a sentence. Of a trained tagger the features with the widest weights are kept.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

BITS = 24
_MASK = (1 << BITS) - 1
_STEPS = 127
_LARGEST = 64 * 1024 * 1024  # bytes that a body may unpack to


class Hashed:
    """The rows of features by a hash of their names, in place of a dictionary of the names.

    Parameters
    ----------
    values : ndarray of int
        The hash of each row's feature, in increasing order.
    """

    def __init__(self, values: NDArray[np.uint32]) -> None:
        self.values = values
        self._row: dict[int, int] = dict(zip(values.tolist(), range(len(values)), strict=True))

    def __len__(self) -> int:
        return len(self._row)

    def __iter__(self) -> Iterator[int]:
        return iter(self._row)

    def get(self, name: str, other: int) -> int:
        """Give the row of a feature; ``other`` where there is none."""
        return self._row.get(zlib.crc32(name.encode()) & _MASK, other)


def value_of(name: str) -> int:
    """Hash the name of a feature.

    Examples
    --------
    >>> value_of("t=VBD") == value_of("t=VBD") < 2**BITS
    True
    """
    return zlib.crc32(name.encode()) & _MASK


def compacted(features: dict[str, int], weights: NDArray[np.float64], most: int) -> tuple[Hashed, NDArray[np.float64]]:
    """Keep the widest features of a tagger by their hashes; of several of one hash the widest.

    Parameters
    ----------
    features : dict of str to int
        The row of each feature.
    weights : ndarray, feature x label
        Their weights, without the row for unknown features.
    most : int
        How many are kept.
    """
    width = weights.max(axis=1) - weights.min(axis=1)
    names = list(features)
    kept: dict[int, int] = {}
    for row in np.argsort(-width, kind="stable")[:most]:
        kept.setdefault(value_of(names[row]), int(row))
    values = np.array(sorted(kept), dtype=np.uint32)
    return Hashed(values), weights[[kept[int(value)] for value in values]]


def packed(values: NDArray[np.uint32], weights: NDArray[np.float64]) -> tuple[float, bytes]:
    """Pack hashes and weights; gives the largest weight, by which they are read back."""
    largest = float(abs(weights).max()) or 1.0
    steps = np.rint(np.sign(weights) * np.sqrt(abs(weights) / largest) * _STEPS).astype(np.int8)
    gaps = np.diff(values, prepend=np.uint32(0)).astype("<u4")
    planes = np.frombuffer(gaps.tobytes(), dtype=np.uint8).reshape(-1, 4).T
    return largest, zlib.compress(planes.tobytes() + steps.T.tobytes(), 9)


def unpacked(head: dict[str, Any], body: bytes, labels: int) -> tuple[Hashed, NDArray[np.float64]]:
    """Read hashes and weights back.

    Raises
    ------
    ValueError, KeyError, TypeError
        If they do not fit.
    """
    count, largest = int(head["features"]), float(head["largest"])
    if not 0 < count * (4 + labels) <= _LARGEST or not 0 < largest < 1e6:
        raise ValueError("names and numbers do not fit")
    stream = zlib.decompressobj()
    try:
        data = stream.decompress(body, count * (4 + labels) + 1)
    except zlib.error:
        raise ValueError("the numbers cannot be unpacked") from None
    if len(data) != count * (4 + labels):
        raise ValueError("names and numbers do not fit")
    planes = np.frombuffer(data[: count * 4], dtype=np.uint8).reshape(4, count).T
    gaps = np.frombuffer(np.ascontiguousarray(planes).tobytes(), dtype="<u4")
    values = np.cumsum(gaps, dtype=np.uint64)
    if int(values[-1]) >= 1 << BITS or (count > 1 and not gaps[1:].all()):
        raise ValueError("hashes are out of order")
    steps = np.frombuffer(data[count * 4 :], dtype=np.int8).reshape(labels, count).T.astype(float)
    return Hashed(values.astype(np.uint32)), np.sign(steps) * (steps / _STEPS) ** 2 * largest
