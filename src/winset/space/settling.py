"""Lowering the values of all cells until nothing changes: slice by slice, by one party after another.

Once a slice is settled, each party hands on to earlier slices what it can lead to there. That is done once; all passes
but that look at the cells of one slice, and at the party's issues within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.space.boxes import Buffers
from winset.space.descent import Descent
from winset.space.lowering import hand_on, lowering
from winset.space.movers import Mover
from winset.space.slices import Place, Slices

Values = NDArray[Any]


class Settling:
    """What all parties together can bring about by improvements.

    Parameters
    ----------
    slices : Slices
        The space.
    movers : sequence of Mover
        The parties that can move, as in ``slices``.
    """

    def __init__(self, slices: Slices, movers: Sequence[Mover]) -> None:
        self._slices, self._movers = slices, movers
        self._ranks = [slices.laid(mover.payoffs[0]) for mover in movers]

    def lower(self, many: Values, stale: Values, apart: Sequence[NDArray[np.uint16]]) -> None:
        """Lower the values of each cell to the least that can be led to from it.

        Parameters
        ----------
        many, stale : ndarray, shape (size,)
            As in :func:`winset.space.lowering.lowering`, laid out slice by slice; ``stale`` has all bits set where one
            of a cell's values may be lowered.
        apart : sequence of ndarray of uint16
            For each party the values that its moves leave as they are.
        """
        buffers = Buffers()
        for place in self._slices.places:
            self._settle(place, many, stale, apart, buffers)

    def _settle(
        self, place: Place, many: Values, stale: Values, apart: Sequence[NDArray[np.uint16]], buffers: Buffers
    ) -> None:
        """Settle one slice, and hand on what comes of it."""
        slices = self._slices
        here, marks = slices.one(many, place), slices.one(stale, place)
        descents = self._descents(place)
        every = (1 << len(descents)) - 1
        passes = [
            lowering(descent, here, apart[party], marks, 1 << party, every & ~(1 << party), buffers, len(many))
            for party, descent in enumerate(descents)
        ]
        unchanged = 0
        for one in cycle(passes):
            unchanged = 1 if one.run() else unchanged + 1
            if unchanged >= len(passes):
                break
        for party, descent in enumerate(descents):
            if earlier := slices.earlier(party, place):
                ranks = self._ranks[party]
                those = [(slices.one(many, other), slices.one(ranks, other)) for other in earlier]
                hand_on(descent, here, slices.one(ranks, place), those, apart[party], buffers)

    def _descents(self, place: Place) -> list[Descent]:
        """Sort each party's cells in a slice."""
        slices = self._slices
        if not slices.cut:
            return [mover.descent for mover in self._movers]
        space = slices.inside(place)
        both = zip(slices.inner, self._ranks, strict=True)
        return [Descent(space, changes, slices.one(ranks, place)) for changes, ranks in both]
