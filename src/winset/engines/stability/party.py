"""Stability against every party alone: Nash, GMR, SMR, SEQ and SSEQ.

An outcome s is stable for party i when every improvement s1 of i can be *sanctioned*. Whether it can depends on s
only through the bound P_i(s), so one number per outcome decides: the least label the others can reach from s1. For
GMR and SEQ the label is i's payoff; for SMR and SSEQ it is the best payoff i can still move to from there, because
there the sanction must hold after any counter-move of i.
"""

from __future__ import annotations

import numpy as np

from winset.engines.stability.improving import all_alike, found_together
from winset.engines.stability.sanctions import least_reachable
from winset.frozen import Frozen
from winset.space.game import Game
from winset.space.movers import Mover
from winset.space.outcomes import Bools
from winset.space.payoffs import Ranks


def nash(game: Game, party: int, sanctions: str) -> Bools:
    """Stable: the party has no improvement (Nash 1950; rational stability, Howard 1971)."""
    if (open_ := _open(game, party, "unlimited")) is not None:
        secured: Bools = open_.own.along(open_.payoff, np.maximum) <= open_.payoff
        return secured.reshape(-1)
    return ~game.mover((party,)).has_improvement()


def gmr(game: Game, party: int, sanctions: str) -> Bools:
    """Stable: after every improvement the others can leave the party no better off (Howard 1971)."""
    if (open_ := _open(game, party, sanctions)) is not None:
        return open_.secure(open_.payoff)
    return _unescapable(game, party, payoff_label(game, party), False, sanctions)


def smr(game: Game, party: int, sanctions: str) -> Bools:
    """Stable: as GMR, and the sanction holds whatever the party does next (Howard 1971)."""
    if (open_ := _open(game, party, sanctions)) is not None:
        return open_.secure(open_.own.along(open_.payoff, np.maximum))
    return _unescapable(game, party, _counter_move_label(game, party), False, sanctions)


def seq(game: Game, party: int, sanctions: str) -> Bools:
    """Stable: as GMR, with each single move of the others an improvement for its mover (Fraser & Hipel 1979)."""
    if sanctions == "unlimited" and (found := found_together(game, party, symmetric=False)) is not None:
        return found
    return _unescapable(game, party, payoff_label(game, party), True, sanctions)


def sseq(game: Game, party: int, sanctions: str) -> Bools:
    """Stable: as SEQ, and the sanction holds whatever the party does next (Rego & Vieira 2017)."""
    if sanctions == "unlimited" and (found := found_together(game, party, symmetric=True)) is not None:
        return found
    return _unescapable(game, party, _counter_move_label(game, party), True, sanctions)


def payoff_label(game: Game, party: int) -> Ranks:
    """A party's ranks, with a number above all of them where an outcome is impossible."""
    payoff = game.payoffs[party]
    possible = game.space.possible
    return payoff if possible is None else np.where(possible, payoff, np.int32(game.worst))


def _counter_move_label(game: Game, party: int) -> Ranks:
    best = game.mover((party,)).spread(game.payoffs[party], -1, maximum=True)
    possible = game.space.possible
    return best if possible is None else np.where(possible, best, np.int32(game.worst))


def _unescapable(game: Game, party: int, label: Ranks, improving: bool, sanctions: str) -> Bools:
    """Mark the outcomes from which no improvement of the party escapes the others' sanctions."""
    payoff = game.payoffs[party]
    least = least_reachable(game.opponents(party), label, game.worst, improving, sanctions)
    return game.mover((party,)).secure(np.minimum(payoff, least)) <= payoff


class _Open(Frozen, eq=False):
    """A game in which the moves of one unit never bear on those of another: everything is a best along axes.

    Attributes
    ----------
    payoff : ndarray, shape (levels of the last issue, …, levels of the first issue)
        The party's ranks.
    own : Mover
        Its moves.
    others : list of Mover
        Everybody else's.
    """

    payoff: Ranks
    own: Mover
    others: list[Mover]

    def secure(self, label: Ranks) -> Bools:
        """Mark the outcomes from which no improvement escapes: along the others' axes first, which leaves little."""
        for mover in self.others:
            label = mover.along(label, np.minimum)
        secured: Bools = self.own.along(np.minimum(self.payoff, label), np.maximum) <= self.payoff
        return secured.reshape(-1)


def _open(game: Game, party: int, sanctions: str) -> _Open | None:
    """Look at a game by axes, where everything is possible, perceived and moved by one party alone."""
    if sanctions != "unlimited" or game.space.possible is not None or not all_alike(game):
        return None
    movers = game.opponents(party)
    own = game.mover((party,))
    issues = [change.issue for mover in [own, *movers] for change in mover.unit.changes]
    if len(set(issues)) < len(issues):
        return None
    return _Open(game.payoffs[party].reshape(game.space.shape), own, movers)
