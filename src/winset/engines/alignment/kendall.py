"""Kendall's tau-b between two rankings of the same things, exactly, by counting pairs in O(n log n)."""

from __future__ import annotations

from math import isqrt, sqrt

import numpy as np

from winset.frozen import Frozen
from winset.space.outcomes import Ints


class Pairs(Frozen):
    """How two rankings order the pairs of things that they rank.

    Attributes
    ----------
    total : int
        All pairs.
    same, opposite : int
        Pairs that both rankings order strictly: in the same direction, in opposite directions.
    tied_first, tied_second : int
        Pairs tied in the first ranking, in the second; a pair tied in both is in both counts.
    """

    total: int
    same: int
    opposite: int
    tied_first: int
    tied_second: int

    @property
    def tau_b(self) -> float | None:
        """Kendall's tau-b; None where a ranking ties everything.

        (same - opposite) / sqrt((total - tied_first) (total - tied_second)): ties count for neither side and shorten
        the scale (Kendall 1945).
        """
        product = (self.total - self.tied_first) * (self.total - self.tied_second)
        if not product:
            return None
        root = isqrt(product)
        return (self.same - self.opposite) / (root if root * root == product else sqrt(product))

    @property
    def ordered(self) -> int:
        """Pairs that both rankings order strictly."""
        return self.same + self.opposite


def pairs(first: Ints, second: Ints) -> Pairs:
    """Count the pairs two rankings order alike, oppositely or not at all.

    Parameters
    ----------
    first, second : ndarray of int, shape (n,)
        Ranks, not negative, larger is better.

    Notes
    -----
    Knight's method (1966): after sorting by the first ranking, and by the second within its ties, the pairs ordered
    oppositely are the inversions of the second. They are counted bit by bit from the top, all groups at once.

    Examples
    --------
    >>> pairs(np.array([0, 1, 2]), np.array([0, 2, 1]))
    Pairs(total=3, same=2, opposite=1, tied_first=0, tied_second=0)
    """
    count = len(first)
    order = np.lexsort((second, first))
    one, two = first[order].astype(np.int64), second[order].astype(np.int64)
    total = count * (count - 1) // 2
    both = (one[1:] == one[:-1]) & (two[1:] == two[:-1])
    tied_both = _tied_runs(both)
    tied_first = _tied_runs(one[1:] == one[:-1])
    ascending = np.sort(two)
    tied_second = _tied_runs(ascending[1:] == ascending[:-1])
    opposite = _inversions(two)
    same = total - tied_first - tied_second + tied_both - opposite
    return Pairs(total, same, opposite, tied_first, tied_second)


def _tied_runs(equal: np.ndarray) -> int:
    """Count the pairs within runs of neighbours that are equal."""
    ends = np.flatnonzero(np.concatenate(([True], ~equal, [True])))
    lengths = [int(one) for one in np.diff(ends)]
    return sum(one * (one - 1) // 2 for one in lengths)


def _inversions(values: Ints) -> int:
    """Count the pairs in which a larger value stands before a smaller one."""
    found = 0
    top = int(values.max(initial=0)).bit_length()
    for bit in reversed(range(top)):
        prefix = values >> (bit + 1)
        group = np.cumsum(np.concatenate(([False], prefix[1:] != prefix[:-1])))
        starts = np.flatnonzero(np.concatenate(([True], prefix[1:] != prefix[:-1])))
        ones = (values >> bit) & 1
        before = np.cumsum(ones) - ones
        ones_before = before - before[starts][group]
        found += int(ones_before[ones == 0].sum())
        sizes = np.diff(np.concatenate((starts, [len(values)])))
        zeros = (sizes - np.add.reduceat(ones, starts))[group]
        offset = np.arange(len(values)) - starts[group]
        place = starts[group] + np.where(ones == 1, zeros + ones_before, offset - ones_before)
        moved = np.empty_like(values)
        moved[place] = values
        values = moved
    return found
