"""The least value among what every member of a coalition prefers, without looking at pairs of outcomes.

Asked is, for every source of a group, the least value among those targets of the group of which every key lies above
the source's own. With one key, targets sorted by falling key come before a source's place exactly if they lie above
it, and a running minimum answers. With more, those before the place are taken apart into blocks of 1, 2, 4, … targets,
as the place is written in binary, and each block is asked about the other keys: O(n (log n)^(keys - 1)) after sorting
(Bentley 1980, "Multidimensional divide-and-conquer", Communications of the ACM 23(4)).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from winset.errors import UsageError
from winset.frozen import Frozen
from winset.space.outcomes import Bools, Ints
from winset.space.payoffs import Ranks
from winset.space.reach import HINT, Cells, Reach

ENTRY_LIMIT = 2**29
_BLOCK = 2**15
_SHORT_ROW = 16

Index = NDArray[np.unsignedinteger]


class _Block(Frozen, eq=False):
    """Targets in the order of their last key, and the places of the sources among them.

    ``rows`` are the positions of the targets, one block a row; or, for blocks of different lengths, in one row with
    the block of each in ``blocks``. ``queries`` are the sources that ask, ``places`` where in the rows they stand.
    """

    rows: Index
    blocks: Cells | None
    queries: Index
    places: Index

    def take(self, values: Ranks, least: Ranks) -> None:
        """Lower ``least`` of the sources to the least value before their places."""
        running = values.take(self.rows, mode="clip")  # a third of the time of indexing
        if self.blocks is not None:
            # one running minimum over all blocks: each lies wholly below the one before it
            below = self.blocks * (np.int64(values.max(initial=0)) - np.int64(values.min(initial=0)) + 1)
            running = np.minimum.accumulate(running.astype(np.int64) - below) + below
            running = running.astype(values.dtype)
        elif running.shape[1] <= _SHORT_ROW:
            for column in range(1, running.shape[1]):
                np.minimum(running[:, column], running[:, column - 1], out=running[:, column])
        else:
            np.minimum.accumulate(running, axis=1, out=running)
        found = running.reshape(-1).take(self.places, mode="clip")
        least[self.queries] = np.minimum(least.take(self.queries, mode="clip"), found)


class Dominance:
    """A unit's improvements, prepared for asking again and again for the least value among them.

    Parameters
    ----------
    ways : sequence of Reach
        Where the unit can move.
    payoffs : sequence of ndarray of int32, shape (size,)
        The ranks of its members, of whom each must prefer where a move leads.

    Raises
    ------
    UsageError
        If more than ``ENTRY_LIMIT`` numbers would have to be kept.
    """

    def __init__(self, ways: Sequence[Reach], payoffs: Sequence[Ranks]) -> None:
        _refuse_too_large(ways, len(payoffs))
        self._ways = ways
        self._parts = [[(part, tuple(_prepared(part, payoffs, payoffs))) for part in _parts(way)] for way in ways]

    def least(self, values: Ranks, neutral: int) -> Ranks:
        """Give each cell the least value among its improvements; neutral where it has none."""
        result = np.full(len(values), neutral, dtype=values.dtype)
        for parts in self._parts:
            for part, blocks in parts:
                seen, least = (
                    values.take(part.targets, mode="clip"),
                    np.full(len(part.sources), neutral, dtype=values.dtype),
                )
                for block in blocks:
                    block.take(seen, least)
                result[part.sources] = np.minimum(result[part.sources], least)
        return result


def exceeded(ways: Sequence[Reach], labels: Sequence[Ranks], bounds: Sequence[Ranks]) -> Bools:
    """Mark the cells from which a unit can move to where every label lies above the cell's own bound.

    Parameters
    ----------
    ways : sequence of Reach
        Where the unit can move.
    labels, bounds : sequence of ndarray of int32, shape (size,)
        One of each for every member.

    Returns
    -------
    ndarray of bool, shape (size,)
    """
    _refuse_too_large(ways, len(labels) - 1)
    marked = np.zeros(len(bounds[0]), dtype=np.bool_)
    *others, last = labels
    for way in ways:
        for part in _parts(way):
            seen, least = -last[part.targets], np.ones(len(part.sources), dtype=last.dtype)
            for block in _prepared(part, others, bounds[:-1]):
                block.take(seen, least)
            marked[part.sources] |= -least > bounds[-1][part.sources]
    return marked


def spread(ways: Sequence[Reach], values: Ranks, neutral: int, maximum: bool = False) -> Ranks:
    """Give each cell the least (or greatest) value that a unit can move to; neutral where it can move nowhere."""
    result = np.full(len(values), neutral, dtype=values.dtype)
    best = np.maximum if maximum else np.minimum
    for way in ways:
        starts = np.flatnonzero(np.diff(way.target_groups, prepend=-1))
        extreme = best.reduceat(values[way.targets], starts)
        result[way.sources] = best(result[way.sources], extreme[way.source_groups])
    return result


def _refuse_too_large(ways: Sequence[Reach], keys: int) -> None:
    """Refuse what would not fit: every further key takes each target into half of as many blocks as it has levels."""
    entries = 0.0
    for way in ways:
        largest = int(np.diff(np.flatnonzero(np.diff(way.target_groups, prepend=-1, append=-1))).max(initial=1))
        entries += (len(way.targets) + len(way.sources)) * max(1.0, largest.bit_length() / 2) ** max(0, keys - 1)
    if entries > ENTRY_LIMIT:
        what = f"joint moves would take {entries:,.0f} places in memory, more than {ENTRY_LIMIT:,}"
        raise UsageError(what, HINT)


def _parts(way: Reach) -> Iterator[Reach]:
    """Cut groups into runs that stay in a processor's cache."""
    firsts = np.searchsorted(way.target_groups, np.arange(way.groups + 1))
    others = np.searchsorted(way.source_groups, np.arange(way.groups + 1))
    start = 0
    while start < way.groups:
        end = max(start + 1, int(np.searchsorted(firsts, firsts[start] + _BLOCK, side="right")) - 1)
        mine, theirs = slice(others[start], others[end]), slice(firsts[start], firsts[end])
        yield Reach(
            way.sources[mine],
            way.targets[theirs],
            way.source_groups[mine] - np.int32(start),
            way.target_groups[theirs] - np.int32(start),
        )
        start = end


def _prepared(part: Reach, labels: Sequence[Ranks], bounds: Sequence[Ranks]) -> Iterator[_Block]:
    keys = [label[part.targets] for label in labels]
    asked = [bound[part.sources] for bound in bounds]
    every = np.arange(len(part.targets)), np.arange(len(part.sources))
    return _blocks(part.target_groups, keys, every[0], part.source_groups, asked, every[1], False)


def _blocks(
    groups: Ints | Cells,
    keys: Sequence[Ranks],
    targets: Ints,
    asking: Ints | Cells,
    bounds: Sequence[Ranks],
    queries: Ints,
    regular: bool,
) -> Iterator[_Block]:
    """Take the question apart, key by key. ``regular`` groups are of one length each."""
    order, before = _sorted(groups, keys[0], asking, bounds[0])
    sizes = np.bincount(groups, minlength=int(asking.max(initial=0)) + 1)
    firsts = np.cumsum(sizes) - sizes  # how many targets the groups before have
    first = firsts[asking]
    above = before - first
    if len(keys) == 1:
        asks = above > 0
        width = int(sizes[groups[0]]) if regular else 1
        yield _Block(
            _narrow(targets[order]).reshape((-1, width) if regular else (-1,)),
            None if regular else np.asarray(groups, dtype=np.int32),
            _narrow(queries[asks]),
            _narrow(before[asks] - 1),
        )
        return
    starts, length = firsts[groups], sizes[groups]
    place = np.arange(len(groups)) - starts
    level = 0
    while (width := 1 << level) <= int(length.max(initial=0)):
        node = place >> level
        # only whole blocks at even places are ever asked: the binary digits of how many targets lie above
        mine = (node & 1 == 0) & ((node + 1) << level <= length)
        digit = above >> level & 1 == 1
        if digit.any():
            yield from _blocks(
                (starts + (node << level))[mine],
                [key[order][mine] for key in keys[1:]],
                targets[order][mine],
                (first + ((above >> level) - 1 << level))[digit],
                [bound[digit] for bound in bounds[1:]],
                queries[digit],
                True,
            )
        level += 1


def _sorted(groups: Ints | Cells, keys: Ranks, asking: Ints | Cells, bounds: Ranks) -> tuple[Ints, Ints]:
    """Sort targets by group and falling key; count those at or before each query: of earlier groups, and above it."""
    top = np.int64(max(keys.max(initial=0), bounds.max(initial=0)))
    low = np.int64(min(keys.min(initial=0), bounds.min(initial=0)))
    key = top - np.concatenate((bounds, keys)).astype(np.int64)  # queries first: what ties with them comes after
    sort = np.concatenate((asking, groups)).astype(np.int64) * (top - low + 1) + key
    bits = len(sort).bit_length()
    if int(sort.max(initial=0)).bit_length() + bits < 63:
        packed = sort << bits
        packed |= np.arange(len(sort))
        packed.sort()
        place = packed & ((1 << bits) - 1)
    else:
        place = np.argsort(sort, kind="stable")
    is_target = place >= len(bounds)
    before = np.empty(len(bounds), dtype=np.int64)
    before[place[~is_target]] = np.cumsum(is_target)[~is_target]
    return place[is_target] - len(bounds), before


def _narrow(places: Ints) -> Index:
    """Keep positions in as few bytes as they need."""
    return places.astype(np.uint16 if places.max(initial=0) < 2**16 else np.uint32)
