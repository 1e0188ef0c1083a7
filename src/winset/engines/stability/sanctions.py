"""What the others can bring about: the least label at the end of their legal sequences.

Every sanction asks whether the others can lead to an outcome whose *label* is at most some bound, so it is enough to
know, for each outcome, the least label they can reach from it. With transitive moves two moves of one unit in a row
are one move (or none), so no last mover need be remembered; only a coalition that can undo its joint moves must be
kept from moving twice running.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Literal, cast, get_args

import numpy as np
from numpy.typing import NDArray

from winset.errors import UsageError
from winset.space.movers import Mover
from winset.space.payoffs import Ranks

Sanctions = Literal["unlimited", "once", "single"]
SANCTIONS: tuple[str, ...] = get_args(Sanctions)
MAX_UNITS_ONCE = 10
LARGE = 2**15
"""From so many cells on labels are kept in half the memory where they fit."""

Step = Callable[[Mover, Ranks], Ranks]


def least_reachable(movers: Sequence[Mover], label: Ranks, neutral: int, improving: bool, sanctions: str) -> Ranks:
    """Give for each cell the least label the movers can lead to from it, the cell itself included.

    Parameters
    ----------
    movers : sequence of Mover
        The units that may move.
    label : ndarray of int32, shape (size,)
        What is to be made small; ``neutral`` at impossible cells.
    neutral : int
        A number above every label.
    improving : bool
        Whether each single move must be an improvement for the unit that makes it.
    sanctions : {"unlimited", "once", "single"}
        How often the units may move.

    Returns
    -------
    ndarray of int32, shape (size,)

    Notes
    -----
    Counting the cell itself is harmless: an outcome that a party prefers never sanctions its own improvement to it.
    """
    if len(label) >= LARGE and (narrowed := _narrowed(label, neutral)) is not None:
        narrow, top = narrowed
        found = least_reachable(movers, cast(Ranks, narrow), top, improving, sanctions).astype(np.int32)
        return np.where(found == top, np.int32(neutral), found)
    if sanctions == "single":
        return _single(movers, label, neutral, improving)
    if sanctions == "once":
        return _once(movers, label, neutral, improving)
    if all(mover.unit.transitive for mover in movers):
        return _closure(movers, label, neutral, improving)
    return _tracked(movers, label, neutral, improving)


def _narrowed(label: Ranks, neutral: int) -> tuple[NDArray[np.int16], int] | None:
    """Keep labels in half the memory where they fit; with the number that stands for ``neutral`` there."""
    if label.dtype == np.int16:
        return None
    top = int(label.max(initial=0, where=label < neutral)) + 1
    return (np.minimum(label, top).astype(np.int16), top) if top < np.iinfo(np.int16).max else None


def _step(mover: Mover, values: Ranks, neutral: int, improving: bool) -> Ranks:
    return mover.improve(values, neutral) if improving else mover.spread(values, neutral)


def _single(movers: Sequence[Mover], label: Ranks, neutral: int, improving: bool) -> Ranks:
    best = label.copy()
    for mover in movers:
        np.minimum(best, _step(mover, label, neutral, improving), out=best)
    return best


def _once(movers: Sequence[Mover], label: Ranks, neutral: int, improving: bool) -> Ranks:
    """Allow each unit one move, in any order: the best over the units that may still move, by growing sets of these."""
    if len(movers) > MAX_UNITS_ONCE:
        what = f"'once' is computed for at most {MAX_UNITS_ONCE} units against one, the case has {len(movers)}"
        raise UsageError(what, "Use --sanctions unlimited or single, or list fewer coalitions.")
    best: dict[tuple[int, ...], Ranks] = {(): label}
    for size in range(1, len(movers) + 1):
        larger: dict[tuple[int, ...], Ranks] = {}
        for group in combinations(range(len(movers)), size):
            value = label.copy()
            for mover in group:
                rest = tuple(other for other in group if other != mover)
                np.minimum(value, _step(movers[mover], best[rest], neutral, improving), out=value)
            larger[group] = value
        best = larger
    return best[tuple(range(len(movers)))]


def _closure(movers: Sequence[Mover], label: Ranks, neutral: int, improving: bool) -> Ranks:
    """Spread labels by one unit after another until nothing changes."""
    best = label.copy()
    unchanged, turn = 0, 0
    while unchanged < len(movers):
        step = _step(movers[turn % len(movers)], best, neutral, improving)
        changed = bool((step < best).any())
        unchanged = 0 if changed else unchanged + 1
        if changed:
            np.minimum(best, step, out=best)
            unchanged = 1
        turn += 1
    return best


def _tracked(movers: Sequence[Mover], label: Ranks, neutral: int, improving: bool) -> Ranks:
    """Spread labels keeping, for each unit, what can follow once it has moved: the others' moves only."""
    after = [np.full_like(label, neutral) for _ in movers]
    former: list[Ranks | None] = [None for _ in movers]
    changed = True
    while changed:
        changed = False
        for turn, mover in enumerate(movers):
            follows = label.copy()
            for other, reached in enumerate(after):
                if other != turn:
                    np.minimum(follows, reached, out=follows)
            known = former[turn]
            if known is not None and np.array_equal(known, follows):
                continue
            former[turn] = follows
            step = mover.improve(follows, neutral) if improving else mover.spread(follows, neutral, stay=False)
            if (step < after[turn]).any():
                np.minimum(after[turn], step, out=after[turn])
                changed = True
    least = label.copy()
    for reached in after:
        np.minimum(least, reached, out=least)
    return least
