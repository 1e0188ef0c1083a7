"""The best values that a unit can move to in a dense space, taken along the axes of its issues."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.space.outcomes import Bools, OutcomeSpace
from winset.space.payoffs import Ranks
from winset.space.units import Unit

Values = NDArray[Any]
_LARGE = 2**14
_LONG = 2**9


def along(space: OutcomeSpace, unit: Unit, grid: Values, best: np.ufunc) -> Values:
    """Take the best along the axes of the unit's issues, each cell's own level included.

    ``grid`` has an axis for every issue, of length one where all its levels have the same value; so has what is
    given: the issues that the unit changes at will are of length one in it.
    """
    changes = [change for change in unit.changes if grid.shape[space.axis(change.issue)] > 1]
    free = tuple(space.axis(change.issue) for change in changes if change.free)
    if free:
        grid = _best_of_all(grid, free, best)
    for change in changes:
        if not change.free:
            grid = _axis_best(grid, space.axis(change.issue), change.or_stay, best)
    return grid


def _best_of_all(grid: Values, free: tuple[int, ...], best: np.ufunc) -> Values:
    """Take the best over all levels of some axes.

    Large arrays whose neighbouring cells are compared go one axis after another, the innermost first: to reduce few
    neighbours at a time takes NumPy up to six times as long.
    """
    if grid.size < _LARGE or prod(grid.shape[max(free) + 1 :]) >= _LONG:
        return np.asarray(best.reduce(grid, axis=free, keepdims=True))
    for axis in sorted(free, reverse=True):
        before = (slice(None),) * axis
        levels = [grid[(*before, slice(level, level + 1))] for level in range(grid.shape[axis])]
        grid = best(levels[0], levels[1])
        for level in levels[2:]:
            best(grid, level, out=grid)
    return grid


def along_all(space: OutcomeSpace, unit: Unit, values: Ranks, best: np.ufunc) -> Ranks:
    """Take the same for every cell, in one array that may be written to."""
    grid = along(space, unit, values.reshape(space.shape), best)
    full = grid if grid.shape == space.shape else np.broadcast_to(grid, space.shape)
    flat = full.reshape(-1)
    return flat if flat.flags.writeable else flat.copy()


def strictly(space: OutcomeSpace, unit: Unit, values: Ranks, best: np.ufunc, neutral: int) -> Ranks:
    """Take the best over moves that change at least one required issue: by the first of these that changes."""
    grid = values.reshape(space.shape)
    required = [change for change in unit.changes if change.issue in unit.required]
    others = [change for change in unit.changes if change.issue not in unit.required]
    result = np.full(space.shape, neutral, dtype=values.dtype)
    for position, first in enumerate(required):
        part = _existing(space, grid, first.issue, neutral)
        part = _axis_best(part, space.axis(first.issue), first.allowed, best, neutral)
        for change in [*required[position + 1 :], *others]:
            part = _axis_best(part, space.axis(change.issue), change.or_stay, best, neutral)
        best(result, part, out=result)
    return result.reshape(-1)


def _existing(space: OutcomeSpace, grid: Ranks, issue: int, neutral: int) -> Ranks:
    """Leave out where an issue does not exist: to change it there is no change."""
    if space.issues[issue] not in space.guards:
        return grid
    exists = space.exists(issue, np.arange(space.size)).reshape(space.shape)
    return np.where(exists, grid, np.asarray(neutral, dtype=grid.dtype))


def _axis_best(grid: Ranks, axis: int, allowed: Bools, best: np.ufunc, neutral: int = 0) -> Ranks:
    """Give each cell the best among the levels allowed from its own along one axis."""
    ahead = np.moveaxis(grid, axis, 0)
    result = np.empty_like(grid)
    out = np.moveaxis(result, axis, 0)
    for level, targets in enumerate(allowed):
        ends = np.flatnonzero(targets)
        if len(ends) == 0:
            out[level] = neutral
            continue
        out[level] = ahead[ends[0]]
        for end in ends[1:]:
            best(out[level, ...], ahead[end], out=out[level, ...])
    return result
