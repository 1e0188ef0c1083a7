"""Today and every scenario on the ladder of each party's ranking: where they stand, and how far they spread."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from winset.case.model import Case
from winset.engines.records import Outcome
from winset.frozen import Frozen
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools

TODAY = ""


class Rung(Frozen):
    """Where today or a scenario stands in a party's ranking.

    Attributes
    ----------
    scenario : str
        The scenario's key; empty for today.
    best, worst : int
        The places of its best and worst outcome for the party; 1 is best.
    examples : tuple of Outcome
        One of the best and, where they differ, one of the worst.
    """

    scenario: str
    best: int
    worst: int
    examples: tuple[Outcome, ...]


class Ladder(Frozen):
    """A party's ranking, with today and the scenarios on it.

    Attributes
    ----------
    party : str
        The party.
    places : int
        How many places its ranking has.
    rungs : tuple of Rung
        The best first.
    """

    party: str
    places: int
    rungs: tuple[Rung, ...]


def ladders(case: Case | Game) -> tuple[Ladder, ...]:
    """Put today and every scenario on each party's ladder.

    Examples
    --------
    >>> import winset
    >>> [(rung.scenario, rung.best, rung.worst) for rung in ladders(winset.load("chicken"))[0].rungs]
    [('one', 1, 3), ('both', 2, 2), ('', 4, 4), ('crash', 4, 4)]
    """
    game = case if isinstance(case, Game) else Game(case)
    masks: dict[str, Bools] = {}
    if game.status_quo is not None:
        masks[TODAY] = np.zeros(game.space.size, dtype=np.bool_)
        masks[TODAY][game.status_quo] = True
    masks |= {key: mask for key, mask in scenario_masks(game).items() if mask.any()}
    return tuple(_ladder(game, place, masks) for place in range(len(game.parties)))


def varying(game: Game) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """For every scenario, the issues that differ within it and the levels they take there."""
    found = {}
    space = game.space
    for key, mask in scenario_masks(game).items():
        levels: dict[str, tuple[str, ...]] = {}
        for place, issue in enumerate(space.issues):
            codes = np.broadcast_to(space.codes(place), space.shape).reshape(-1) if space.dense else space.codes(place)
            present = np.unique(codes[mask])
            if len(present) > 1:
                levels[issue] = tuple(space.levels[issue][code] for code in present)
        found[key] = levels
    return found


def _ladder(game: Game, party: int, masks: Mapping[str, Bools]) -> Ladder:
    payoff = game.payoffs[party]
    top = int(payoff.max(initial=0))
    rungs = []
    for key, mask in masks.items():
        cells = np.flatnonzero(mask)
        best, worst = (int(cells[pick(payoff[cells])]) for pick in (np.argmax, np.argmin))
        ends = (best,) if payoff[best] == payoff[worst] else (best, worst)
        shown = tuple(Outcome.at(game.space, cell) for cell in ends)
        rungs.append(Rung(key, top - int(payoff[best]) + 1, top - int(payoff[worst]) + 1, shown))
    return Ladder(game.parties[party], top + 1, tuple(sorted(rungs, key=lambda one: (one.best, one.worst))))
