"""A dense space in blocks: all of some issues, with as many combinations of the others as fit a processor's cache."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.space.outcomes import OutcomeSpace

Values = NDArray[Any]
BLOCK = 2**15
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
        self.own, self.near = prod(levels[issue] for issue in own), prod(levels[issue] for issue in near)
        self.count = prod(self._far)

    def of(self, values: Values) -> Iterator[Values]:
        """Give an array's blocks as views: the own issues first, then the near ones, then what a cell has."""
        axes = [*self._axes, *range(len(self._shape), len(self._shape) + values.ndim - 1)]
        grid = values.reshape(*self._shape, *values.shape[1:]).transpose(axes)
        return (grid[place] for place in np.ndindex(*self._far))
