"""Where arrays that took long to compute are remembered: in this process, unless a program says otherwise.

Engines touch no files. A program that wants results to outlive the process puts a store of its own in force, such as
the command line's cache folder.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[np.generic]]

MEMORY_LIMIT = 2**26


class ArrayStore(Protocol):
    """What keeps arrays by key."""

    def get(self, key: str) -> Arrays | None:
        """Give what is kept under a key, or None."""

    def put(self, key: str, arrays: Arrays) -> None:
        """Keep arrays under a key."""


class Memory:
    """Arrays kept in this process: bounded, oldest use first out.

    Examples
    --------
    >>> memory = Memory()
    >>> memory.put("a", {"x": np.zeros(2)})
    >>> memory.get("a")["x"].tolist(), memory.get("b")
    ([0.0, 0.0], None)
    """

    def __init__(self, limit: int = MEMORY_LIMIT, behind: ArrayStore | None = None) -> None:
        self.limit, self.behind, self.size = limit, behind, 0
        self._entries: OrderedDict[str, Arrays] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Arrays | None:
        """Give what is kept under a key, here or in the store behind this one, or None."""
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key]
        found = None if self.behind is None else self.behind.get(key)
        if found is not None:
            self._keep(key, found)
        return found

    def put(self, key: str, arrays: Arrays) -> None:
        """Keep arrays under a key, here and in the store behind this one."""
        self._keep(key, arrays)
        if self.behind is not None:
            self.behind.put(key, arrays)

    def _keep(self, key: str, arrays: Arrays) -> None:
        with self._lock:
            if key not in self._entries:
                self._entries[key] = arrays
                self.size += _size(arrays)
            while self.size > self.limit:
                self.size -= _size(self._entries.popitem(last=False)[1])


def _size(arrays: Arrays) -> int:
    return sum(array.nbytes for array in arrays.values())


_STORE: list[ArrayStore] = [Memory()]


def use_store(store: ArrayStore) -> ArrayStore:
    """Put a store in force for this process, and give the one that was."""
    before, _STORE[0] = _STORE[0], store
    return before


def remembered(key: str, make: Callable[[], Arrays], worth_it: bool = True) -> Arrays:
    """Give the arrays remembered under a key that names everything they depend on, or make and remember them.

    What is not ``worth_it`` is only made.
    """
    if not worth_it:
        return make()
    found = _STORE[0].get(key)
    if found is None:
        found = make()
        _STORE[0].put(key, found)
    return found
