"""SEQ and SSEQ of all parties in one go: what the others' improvements can bring about, for eight questions at a time.

Of every outcome one number is asked for each party and concept: the least label that the others can lead to by
improvements. Whose improvements these are does not depend on who is asked about, so eight such numbers of 16 bits lie
side by side and are lowered together, by one party after another; each leaves alone those asked about itself. A party
looks again only at groups of outcomes of which something was lowered since it last looked: one bit for every party.

A pass over 2^20 outcomes reads and writes 16 bytes of numbers, 2 of the party's order and 1 of such bits for each of
those outcomes; some twelve passes do, where one party and concept after the other took a hundred of 24 bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from winset.space.game import Game
from winset.space.lowering import Lowering
from winset.space.outcomes import Bools
from winset.space.payoffs import Ranks

_TOP = 2**16 - 2
_SIDE_BY_SIDE = 4
_MOST = 64

Labels = NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class _Question:
    """A party's ranks from ``low`` on, as far as 16 bits go; most parties need one such question."""

    party: int
    ranks: Ranks
    low: int

    def seen(self) -> Labels:
        """Give the ranks counted from ``low`` on in 16 bits; what lies beyond is one."""
        if self.low == 0 and int(self.ranks.max(initial=0)) <= _TOP:
            return np.maximum(self.ranks, 0).astype(np.uint16)
        counted: Labels = np.clip(self.ranks - np.int32(self.low), 0, _TOP).astype(np.uint16)
        return counted


def found_together(game: Game, party: int, symmetric: bool) -> Bools | None:
    """Mark the outcomes that are SEQ (or, ``symmetric``, SSEQ) for a party; None where it has to be asked alone.

    Sanctions are unlimited. All parties are answered for at the first question.
    """
    if "improving" not in game.kept:
        game.kept["improving"] = _all(game) if all_alike(game) else None
    found: dict[tuple[int, bool], NDArray[np.uint8]] | None = game.kept["improving"]
    if found is None:
        return None
    if (party, symmetric) not in found:
        return np.ones(game.space.size, dtype=np.bool_)
    return np.unpackbits(found[party, symmetric], count=game.space.size).view(np.bool_)


def all_alike(game: Game) -> bool:
    """Whether all that move are single parties, free to move wherever they want to among what they all perceive."""
    if "all_alike" not in game.kept:
        movers = [game.mover((party,)) for party in range(len(game.parties))]
        game.kept["all_alike"] = (
            game.space.dense
            and not game.coalitions
            and not game.space.guards
            and len(movers) <= _MOST
            and not any(mover.barriers for mover in movers)
            and all(mover.unit.hidden is None and mover.unit.transitive for mover in movers)
        )
    return bool(game.kept["all_alike"])


def _all(game: Game) -> dict[tuple[int, bool], NDArray[np.uint8]]:
    """Answer for every party that can move: packed bits by party and concept."""
    movable = [party for party in range(len(game.parties)) if game.mover((party,)).unit.can_move]
    questions = _questions(game, movable)
    found: dict[tuple[int, bool], NDArray[np.uint8]] = {}
    labels = np.empty((game.space.size, 2 * _SIDE_BY_SIDE), dtype=np.uint16)
    for start in range(0, len(questions), _SIDE_BY_SIDE):
        labels[:] = 0
        some = questions[start : start + _SIDE_BY_SIDE]
        for place, one in enumerate(some):
            _ask(game, one, labels[:, place], labels[:, place + _SIDE_BY_SIDE])
        _lower(game, movable, some, labels)
        for place, one in enumerate(some):
            for symmetric in (False, True):
                bits = np.packbits(_holds(game, one, labels[:, place + symmetric * _SIDE_BY_SIDE]))
                former = found.get((one.party, symmetric))
                found[one.party, symmetric] = bits if former is None else former & bits
    return found


def _questions(game: Game, movable: list[int]) -> list[_Question]:
    """Ask about every party; what is no ranking without gaps is ranked anew, or it would take very many questions."""
    questions = []
    for party in movable:
        ranks = game.payoffs[party]
        if int(ranks.max(initial=0)) >= max(game.space.size, 2):
            ranks = np.unique(ranks, return_inverse=True)[1].reshape(-1).astype(np.int32)
        questions += [_Question(party, ranks, low) for low in range(0, int(ranks.max(initial=0)) + 1, _TOP)]
    # the higher ranks of all parties come last: few outcomes have them, and the others are not looked at then
    return sorted(questions, key=lambda one: one.low)


def _ask(game: Game, one: _Question, simple: Labels, symmetric: Labels) -> None:
    """Set labels as before anybody moves: the rank, and the best the party can still move to from there."""
    space, payoff = game.space, one.seen()
    best = game.mover((one.party,)).along(payoff.reshape(space.shape), np.maximum)
    simple[:] = payoff
    symmetric.reshape(space.shape)[...] = best
    if space.possible is not None:
        simple[~space.possible] = symmetric[~space.possible] = _TOP + 1


def _lower(game: Game, movable: list[int], some: list[_Question], labels: Labels) -> None:
    """Lower labels by one party after another until nothing changes."""
    many = labels.view(np.complex128).reshape(-1)
    every = (1 << len(movable)) - 1
    lowerable = (labels.view(np.uint64) != 0).view(np.uint16).reshape(-1) != 0
    stale = lowerable.view(np.uint8) * np.min_scalar_type(every).type(every)
    passes = []
    for place, party in enumerate(movable):
        apart = np.zeros(_SIDE_BY_SIDE, dtype=np.uint16)
        apart[[column for column, one in enumerate(some) if one.party == party]] = 2**16 - 1
        own = 1 << place
        descent = game.mover((party,)).descent
        passes.append(Lowering(descent, many, apart.view(np.uint64), stale, own, every & ~own))
    unchanged = 0
    for one in cycle(passes):
        unchanged = 1 if one.run() else unchanged + 1
        if unchanged >= len(passes):
            return


def _holds(game: Game, one: _Question, least: Labels) -> Bools:
    """Mark the outcomes from which no improvement escapes, as far as ranks from ``low`` on can tell."""
    shape = game.space.shape
    payoff = one.seen()
    secured = game.mover((one.party,)).along(np.minimum(payoff, least).reshape(shape), np.maximum)
    holds: Bools = secured <= payoff.reshape(shape)
    return holds
