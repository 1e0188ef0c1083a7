"""Arrays that several versions of a case have in common, kept for the next version: bounded, oldest use first out.

A key must name everything the arrays depend on. What is kept is never changed in place.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from numpy.typing import NDArray

SIZE_LIMIT = 2**28

Array = TypeVar("Array", bound=NDArray[Any])


class Kept:
    """Arrays by key.

    Parameters
    ----------
    limit : int
        How many bytes to keep at most.

    Examples
    --------
    >>> import numpy as np
    >>> kept, made = Kept(), []
    >>> for _ in range(2):
    ...     array = kept.once("a", lambda: made.append(1) or np.zeros(3))
    >>> len(made), array.flags.writeable
    (1, False)
    """

    def __init__(self, limit: int = SIZE_LIMIT) -> None:
        self.limit, self.size = limit, 0
        self._arrays: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def once(self, key: Hashable | None, make: Callable[[], Array]) -> Array:
        """Give the array kept under a key, or make and keep it; without a key it is only made."""
        if key is None:
            return make()
        with self._lock:
            if key in self._arrays:
                self._arrays.move_to_end(key)
                known: Array = self._arrays[key]
                return known
        array = make()
        array.flags.writeable = False
        with self._lock:
            if key not in self._arrays and array.nbytes <= self.limit // 4:
                self._arrays[key] = array
                self.size += array.nbytes
            while self.size > self.limit:
                self.size -= self._arrays.popitem(last=False)[1].nbytes
        return array


KEPT = Kept()
