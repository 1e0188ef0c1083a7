"""The uncertain inputs of a case, by their addresses, such as ``values.UA.3`` or ``conditions.strict.probability``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from winset.case import variants
from winset.case.model import Case
from winset.case.walking import Place, places
from winset.frozen import Frozen, replace

Floats = NDArray[np.float64]
Distribution = tuple[str, Decimal, Decimal, Decimal]


class Input(Frozen):
    """An uncertain number of a case.

    Attributes
    ----------
    address : str
        Where it stands, as ``what-if --set`` takes it.
    low, mode, high : Decimal
        Lowest, most likely, highest.
    path : tuple of str or int
        Where it stands in the data of the case, positions counted from 0.
    stream : str
        The name of its random stream: what it is about, wherever it stands.
    """

    address: str
    low: Decimal
    mode: Decimal
    high: Decimal
    path: tuple[str | int, ...]
    stream: str

    @property
    def distribution(self) -> Distribution:
        """What a draw of it depends on, besides the seed and its number."""
        return self.stream, self.low, self.mode, self.high

    @property
    def certain(self) -> bool:
        """Whether the range is a single number."""
        return self.low == self.high

    def at(self, uniform: Floats) -> Floats:
        """Turn uniform numbers into triangular ones between low and high with this mode."""
        low, mode, high = float(self.low), float(self.mode), float(self.high)
        if self.certain:
            return np.full(len(uniform), low)
        share = (mode - low) / (high - low)
        rising = low + np.sqrt(uniform * (high - low) * (mode - low))
        falling = high - np.sqrt((1 - uniform) * (high - low) * (high - mode))
        return np.where(uniform < share, rising, falling)


def inputs(case: Case) -> dict[str, Input]:
    """List the uncertain inputs of a case by address, in the order of the table of sections.

    Examples
    --------
    >>> import winset
    >>> str(inputs(winset.load("jeddah-2025"))["conditions.strict.probability"].mode)
    '0.30'
    """
    return dict(case.once("inputs", lambda: {one.address: one for one in _inputs(case)}))


def with_input(case: Case, one: Input, value: Decimal) -> Case:
    """Give the case with an input at a value for certain; its other inputs need not be listed again."""
    changed = variants.with_input(case, one, value)
    changed.once("inputs", lambda: inputs(case) | {one.address: replace(one, low=value, mode=value, high=value)})
    return changed


def _inputs(case: Case) -> Iterator[Input]:
    for place in places(case, "range"):
        applies = place.section.drawn_if.get(str(place.path[-1]))
        if applies is None or applies(case):
            yield _input(place)


def _input(place: Place) -> Input:
    path, entry = place.path, place.entry
    low, mode, high = place.value
    parts = [str(part + 1) if isinstance(part, int) else part for part in path]
    named = [part for part in path if isinstance(part, str)]
    curve = path[-2] == "points" or path[0] == "scores"
    # all points of a curve share one stream, so that they move together
    stream = "/".join([*(named[:-1] if curve else named), entry.subject])
    if path[-1] == entry.main and not entry.spelled_out:
        parts = parts[:-1]
    if path[0] in {"weights", "scores"}:
        parts = [part for position, part in enumerate(parts) if position != 2]
    elif curve or path[-2] == "chances":
        parts = [*parts[:-2], parts[-1]]
    return Input(".".join(parts), low, mode, high, path, stream)
