"""What holds by construction: outcomes that none of those asked can leave, whatever anyone wants."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from winset.space.game import Game
from winset.space.outcomes import Bools


def nobody_can_leave(game: Game, units: Iterable[tuple[int, ...]] | None = None) -> Bools:
    """Mark the possible outcomes from which none of some units has any move.

    Parameters
    ----------
    game : Game
        The game.
    units : iterable of tuple of int, optional
        The units, as party positions; without them every party alone.

    Returns
    -------
    ndarray of bool, shape (size,)

    Examples
    --------
    >>> import winset
    >>> int(nobody_can_leave(winset.game(winset.load("prisoners-dilemma"))).sum())
    0
    """
    space = game.space
    stuck = np.ones(space.size, dtype=np.bool_) if space.possible is None else space.possible.copy()
    for unit in [(party,) for party in range(len(game.parties))] if units is None else units:
        stuck &= ~game.mover(unit).can_leave
    return stuck
