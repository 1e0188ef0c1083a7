"""What each party can do alone: the single moves it can make today, who gains and who loses, and where they lead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.engines.stability.why import Step, step
from winset.space.game import Game

SHOWN = 3


@dataclass(frozen=True)
class AloneMove:
    """One change that a party can make by itself today.

    Attributes
    ----------
    party : str
        Who makes it, by its key.
    step : Step
        What changes; ``improves`` says whether the party itself prefers it to today.
    better, worse : tuple of str
        The parties that prefer where it leads to today, and those that prefer today, the mover among them.
    scenarios : tuple of str
        The scenarios it leads into that today is not in.
    """

    party: str
    step: Step
    better: tuple[str, ...]
    worse: tuple[str, ...]
    scenarios: tuple[str, ...]


def alone_moves(game: Game, shown: int = SHOWN) -> dict[str, tuple[AloneMove, ...]]:
    """Give for every party what it can change alone today, one issue at a time.

    Parameters
    ----------
    game : Game
        The case as arrays.
    shown : int
        How many moves to give for each party: those that it prefers to today first, then those that lead into a
        scenario, then those that are worse for others, in the order of the case.

    Returns
    -------
    dict of str to tuple of AloneMove
        By party, in the order of the case; empty for one that can change nothing alone.

    Examples
    --------
    >>> import winset
    >>> found = alone_moves(winset.game(winset.load("ferry-contract")))
    >>> [one.step.changes for one in found["County"]], found["County"][0].worse
    ([{'tender': ('none', 'opened')}], ('Company',))
    """
    start = game.status_quo
    if start is None:
        return dict.fromkeys(game.parties, ())
    found = {}
    for position, key in enumerate(game.parties):
        every = [_told(game, position, start, cell) for cell in _ends(game, position, start)]
        every.sort(key=lambda one: (not one.step.improves, not one.scenarios, not one.worse))
        found[key] = tuple(every[:shown])
    return found


def _ends(game: Game, party: int, start: int) -> list[int]:
    """The possible outcomes that differ from today in one issue that the party moves by itself."""
    space, unit = game.space, game.mover((party,)).unit
    if unit.hidden is not None and unit.hidden[start]:
        return []
    number = space.number(start)
    ends = []
    for change in unit.changes:
        if not space.exists(change.issue, np.array(number)):
            continue
        stride = space.strides[change.issue]
        now = number // stride % len(change.allowed)
        numbers = [number + (int(level) - now) * stride for level in np.flatnonzero(change.allowed[now])]
        ends += [int(cell) for cell in space.find(np.array(numbers, dtype=np.int64)) if cell >= 0 and cell != start]
    return [cell for cell in ends if unit.hidden is None or not unit.hidden[cell]]


def _told(game: Game, party: int, start: int, cell: int) -> AloneMove:
    ranks = zip(game.parties, game.payoffs, strict=True)
    signs = {key: int(payoff[cell]) - int(payoff[start]) for key, payoff in ranks}
    masks = {key: game.space.where(one.when) for key, one in game.case.scenarios.items()}
    return AloneMove(
        party=game.parties[party],
        step=step(game, (party,), start, cell),
        better=tuple(key for key, sign in signs.items() if sign > 0),
        worse=tuple(key for key, sign in signs.items() if sign < 0),
        scenarios=tuple(key for key, mask in masks.items() if mask[cell] and not mask[start]),
    )
