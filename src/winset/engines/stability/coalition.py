"""Stability against coalitions: CNash, CGMR, CSMR and CSEQ (Inohara & Hipel 2008).

An outcome s is stable for a unit H when every joint improvement q of H is met by the outsiders: they can lead from q
to an outcome that *some* member of H does not prefer to s. For one fixed member a single label decides, as for
parties; the least over the members then decides for H. CSMR asks in addition that H cannot escape, where "some
member" may be another one for every escape: there the labels give bounds from both sides, and what lies between them
is settled outcome by outcome.
"""

from __future__ import annotations

import numpy as np

from winset.engines.stability.sanctions import least_reachable
from winset.errors import UsageError
from winset.space.game import Game
from winset.space.outcomes import Bools
from winset.space.payoffs import Ranks

UNDECIDED_LIMIT = 15_000_000_000
"""How many cells are looked at at most for what the bounds leave open, over all coalitions: about a minute."""

Unit = tuple[int, ...]


def cnash(game: Game, unit: Unit, sanctions: str) -> Bools:
    """Stable: the unit has no joint improvement."""
    return ~game.mover(unit).has_improvement()


def cgmr(game: Game, unit: Unit, sanctions: str) -> Bools:
    """Stable: after every joint improvement the outsiders can leave some member no better off."""
    return _all_met(game, unit, [_least(game, unit, _payoff(game, member), False, sanctions) for member in unit])


def cseq(game: Game, unit: Unit, sanctions: str) -> Bools:
    """Stable: as CGMR, with each move of the outsiders an improvement for all who make it."""
    return _all_met(game, unit, [_least(game, unit, _payoff(game, member), True, sanctions) for member in unit])


def csmr(game: Game, unit: Unit, sanctions: str) -> Bools:
    """Stable: as CGMR, and every later move of the unit also leaves some member no better off."""
    mover = game.mover(unit)
    labels = [
        np.where(payoff == game.worst, payoff, mover.spread(game.payoffs[member], -1, maximum=True))
        for member, payoff in zip(unit, (_payoff(game, member) for member in unit), strict=True)
    ]
    surely = _all_met(game, unit, [_least(game, unit, label, False, sanctions) for label in labels])
    if len(unit) == 1:
        return surely
    open_cells = np.flatnonzero(cgmr(game, unit, sanctions) & ~surely)
    if not len(open_cells):
        return surely
    ranks = np.column_stack([game.payoffs[member][open_cells] for member in unit])
    _, first, alike = np.unique(ranks, axis=0, return_index=True, return_inverse=True)  # the same is better for these
    coalitions = sum(len(one) > 1 for one in game.units)
    if len(first) * game.space.size * (1 + len(game.outsiders(unit))) * coalitions > UNDECIDED_LIMIT:
        raise UsageError("the case is too large for 'csmr'", "Leave out 'csmr', or ask with fewer coalitions.")
    for kind, cell in enumerate(open_cells[first]):
        met = _inescapable(game, unit, int(cell), sanctions)
        for one in open_cells[alike.reshape(-1) == kind]:
            ends = mover.unit.moves_from(game.space, int(one))
            surely[one] = met[ends[mover.gains(int(one), ends)]].all()
    return surely


def _inescapable(game: Game, unit: Unit, cell: int, sanctions: str) -> Bools:
    """Mark from where the outsiders can lead to what the unit cannot escape from, to anything better than a cell."""
    mover = game.mover(unit)
    better = np.logical_and.reduce([game.payoffs[member] > game.payoffs[member][cell] for member in unit])
    escape = mover.spread(better.astype(np.int32), 0, maximum=True)
    if game.space.possible is not None:
        escape[~game.space.possible] = 1
    return np.asarray(least_reachable(game.outsiders(unit), escape, 1, False, sanctions) == 0)


def _payoff(game: Game, member: int) -> Ranks:
    payoff = game.payoffs[member]
    return payoff if game.space.possible is None else np.where(game.space.possible, payoff, np.int32(game.worst))


def _least(game: Game, unit: Unit, label: Ranks, improving: bool, sanctions: str) -> Ranks:
    return least_reachable(game.outsiders(unit), label, game.worst, improving, sanctions)


def _all_met(game: Game, unit: Unit, least: list[Ranks]) -> Bools:
    """Mark the outcomes all of whose joint improvements some member's label meets."""
    mover = game.mover(unit)
    if len(unit) == 1:
        payoff = game.payoffs[unit[0]]
        return mover.secure(np.minimum(payoff, least[0])) <= payoff
    payoffs = [game.payoffs[member] for member in unit]
    labels = [np.minimum(payoff, label) for payoff, label in zip(payoffs, least, strict=True)]
    return ~mover.exceeds(labels, payoffs)
