"""A dense space in blocks: all of some issues, with as many combinations of the others as fit a processor's cache."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.space.outcomes import OutcomeSpace

Values = NDArray[Any]
BLOCK = 2**17
_LEAST = 2**11


class Boxes:
    """Blocks of a dense space: all of some issues together with as many near cells as fit a processor's cache.

    Parameters
    ----------
    space : OutcomeSpace
        A dense space.
    own : set of int
        The issues that are whole in every block.
    length : int
        How much each combination of the other issues takes in a block.

    Attributes
    ----------
    own, near, count : int
        How many combinations there are of these issues, how many of the others in a block, and how many blocks.
    """

    def __init__(self, space: OutcomeSpace, own: set[int], length: int) -> None:
        levels = [len(space.levels[issue]) for issue in space.issues]
        near: set[int] = set()
        taken = length
        for issue, count in enumerate(levels):
            if issue in own:
                continue
            if taken * count > BLOCK and taken >= _LEAST:
                break
            near.add(issue)
            taken *= count
        kinds = ["own" if issue in own else "near" if issue in near else "far" for issue in range(len(levels))]
        self._shape: list[int] = []
        kept: list[str] = []
        for kind, count in zip(reversed(kinds), reversed(levels), strict=True):  # neighbours of a kind are one axis
            if kept and kept[-1] == kind:
                self._shape[-1] *= count
            else:
                kept.append(kind)
                self._shape.append(count)
        self._axes = [place for kind in ("far", "own", "near") for place, one in enumerate(kept) if one == kind]
        self._far = [self._shape[place] for place, one in enumerate(kept) if one == "far"]
        self._kinds = kept
        self.own, self.near = prod(levels[issue] for issue in own), prod(levels[issue] for issue in near)
        self.count = prod(self._far)

    @property
    def offsets(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many cells after the first of a block its own combinations lie, and its near ones."""
        steps = [prod(self._shape[place + 1 :]) for place in range(len(self._shape))]
        found = []
        for kind in ("own", "near"):
            cells = np.zeros(1, dtype=np.int64)
            for place in (place for place, one in enumerate(self._kinds) if one == kind):
                cells = (cells[:, None] + np.arange(self._shape[place]) * steps[place]).reshape(-1)
            found.append(cells)
        return found[0], found[1]

    def of(self, values: Values) -> Iterator[Values]:
        """Give an array's blocks as views: the own issues first, then the near ones, then what a cell has."""
        axes = [*self._axes, *range(len(self._shape), len(self._shape) + values.ndim - 1)]
        grid = values.reshape(*self._shape, *values.shape[1:]).transpose(axes)
        return (grid[place] for place in np.ndindex(*self._far))


class Buffers:
    """Memory that is used for one thing after another: asked for anew, it would have to be cleared every time."""

    def __init__(self) -> None:
        self._kept: dict[str, NDArray[np.uint8]] = {}

    def take(self, name: str, shape: tuple[int, ...], kind: np.dtype[Any] | type) -> Values:
        """Give an array whose values are whatever was last kept under the name."""
        needed = prod(shape) * np.dtype(kind).itemsize
        kept = self._kept.get(name)
        if kept is None or len(kept) < needed:
            self._kept[name] = kept = np.empty(needed, dtype=np.uint8)
        return kept[:needed].view(kind).reshape(shape)


class Room:
    """Where blocks are worked on, one after the other: rows of values, one column for each group of cells.

    Attributes
    ----------
    here, lower : ndarray, shape (width, groups)
        The cells of a block, and what comes of them.
    running : ndarray, shape (1 + rows, groups)
        Its rows in falling order of payoff, after one of neutral values that stands for no improvement at all.
    down : ndarray, shape (rows, groups)
        The same without the first.
    """

    def __init__(self, rows: int, boxes: Boxes, kind: np.dtype[Any], buffers: Buffers | None = None) -> None:
        buffers = buffers or Buffers()
        cells = boxes.own, boxes.near
        self.here, self.lower, self._few = (buffers.take(name, cells, kind) for name in ("here", "lower", "few"))
        self.running = buffers.take("running", (1 + rows, boxes.near), kind)
        self.down = self.running[1:]
        self._places = buffers.take("places", (max(rows, boxes.own) * boxes.near,), np.int64)
        self._columns = np.arange(boxes.near)

    def of_columns(self, count: int) -> Room:
        """Give room for fewer groups, that of the block but for ``here``."""
        part = copy(self)
        part.here = self._few.reshape(-1)[: len(self.here) * count].reshape(-1, count)
        part.lower = self.lower.reshape(-1)[: len(self.here) * count].reshape(-1, count)
        part.running = self.running.reshape(-1)[: len(self.running) * count].reshape(-1, count)
        part.down = part.running[1:]
        return part

    def lay_out(self, values: Values, rows: Values, out: Values) -> None:
        """Give each place the value of one of the rows of its column."""
        places = self._places[: rows.size].reshape(rows.shape)
        np.copyto(places, rows)
        np.multiply(places, rows.shape[1], out=places)
        np.add(places, self._columns[: rows.shape[1]], out=places)
        values.reshape(-1).take(places, out=out, mode="clip")  # a third of the time of indexing
