"""What an answer hangs on: the statements without which a scenario would no longer hold, or would hold only then."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from winset.case import variants
from winset.engines.stability.party import nash
from winset.frozen import Frozen
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools
from winset.space.payoffs import Ranks, ranks


class Hinge(Frozen):
    """A change to one statement that makes a scenario hold, or stop holding.

    Attributes
    ----------
    scenario : str
        The scenario.
    party : str
        Whose statement.
    position : int
        Its place (from 1).
    change : str
        ``"without"`` the statement, ``"below"`` (ranked one place lower) or ``"opposite"`` (read as its opposite).
    holds : bool
        Whether the scenario holds after the change.
    """

    scenario: str
    party: str
    position: int
    change: str
    holds: bool


def hinges(game: Game) -> tuple[Hinge, ...]:
    """Find the single statements on which it depends whether a scenario has a Nash-stable outcome.

    Parameters
    ----------
    game : Game
        The game.

    Returns
    -------
    tuple of Hinge
        Every statement whose removal, exchange with the next one, or reversal changes a scenario's answer.
    """
    masks = scenario_masks(game)
    stable = [nash(game, party, "unlimited") for party in range(len(game.parties))]
    before = _holding(stable, masks)
    found = []
    for party, key in enumerate(game.parties):
        changes = [*_changes(game, key)]
        payoffs = np.array([payoff for *_, payoff in changes]).reshape(-1, game.space.size)
        for (position, change, _), moves in zip(changes, game.mover((party,)).would_move_each(payoffs), strict=True):
            after = _holding([*stable[:party], ~moves, *stable[party + 1 :]], masks)
            found += [Hinge(name, key, position, change, after[name]) for name in masks if after[name] != before[name]]
    return tuple(found)


def _holding(stable: list[Bools], masks: dict[str, Bools]) -> dict[str, bool]:
    together = np.logical_and.reduce(stable)
    return {name: bool((together & mask).any()) for name, mask in masks.items()}


def _changes(game: Game, party: str) -> Iterator[tuple[int, str, Ranks]]:
    """The party's ranks after each change: statement position (from 1), kind of change, ranks."""
    case, space = game.case, game.space
    count = len(case.preferences.get(party, ()))
    for position in range(count):
        order = list(range(count))
        yield (
            position + 1,
            "without",
            ranks(variants.reordered(case, party, [*order[:position], *order[position + 1 :]]), space, party),
        )
        if position + 1 < count:
            order[position], order[position + 1] = order[position + 1], order[position]
            yield position + 1, "below", ranks(variants.reordered(case, party, order), space, party)
        yield position + 1, "opposite", ranks(case, space, party, [position])
