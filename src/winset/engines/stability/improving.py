"""SEQ and SSEQ of all parties in one go: what the others' improvements can bring about, for eight questions at a time.

Of every outcome one number is asked for each party and concept: the least label that the others can lead to by
improvements. Whose improvements these are does not depend on who is asked about, so eight such numbers of 16 bits lie
side by side and are lowered together, by one party after another; each leaves alone those asked about itself. A party
looks again only at groups of outcomes of which something was lowered since it last looked: one bit for every party.
Where issues move one way only, large cases are looked at slice by slice: see ``winset.space.slices``.

A pass over 2^20 outcomes reads and writes 16 bytes of numbers, 2 of the party's order and 1 of such bits for each of
those outcomes; some twelve passes do, where one party and concept after the other took a hundred of 24 bytes. Numbers
are laid side by side, and apart again, in pieces that fit a processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.frozen import Frozen
from winset.space.game import Game
from winset.space.outcomes import Bools
from winset.space.payoffs import Ranks
from winset.space.settling import Settling
from winset.space.slices import Slices

_TOP = 2**16 - 2
_SIDE_BY_SIDE = 4
_MOST = 64
_PIECE = 2**15
_KINDS: dict[int, type[np.generic]] = {1: np.uint32, 2: np.uint64, 4: np.complex128}
"""What holds the numbers of so many parties, two for each."""

Labels = NDArray[np.uint16]
Beyond = dict[tuple[int, bool], tuple[NDArray[np.uint8], int]]
"""By party and concept, in which array and bit of it stands whether an outcome's label lies beyond what was told."""


class _Question(Frozen, eq=False):
    """A party's ranks from ``low`` on, as far as 16 bits go; most parties need one such question.

    Attributes
    ----------
    plain, last : bool
        Whether all its ranks fit 16 bits as they are, and whether none lies beyond.
    """

    party: int
    ranks: Ranks
    low: int
    plain: bool
    last: bool

    def seen(self, ranks: Ranks) -> Labels:
        """Give some of the ranks counted from ``low`` on in 16 bits; what lies beyond is one, and -1 is 0."""
        if not self.plain:
            ranks = np.minimum(np.maximum(ranks - np.int32(self.low), np.int32(0)), np.int32(_TOP))
        return ranks.astype(np.uint16)


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
    found: dict[tuple[int, bool], NDArray[np.uint8]] = {}
    beyond: Beyond = {}
    slices = Slices(game.space, [game.mover((party,)).unit.changes for party in movable])
    settling = Settling(slices, [game.mover((party,)) for party in movable])
    numbers = np.empty(game.space.size * 2 * _SIDE_BY_SIDE, dtype=np.uint16)
    for some in _together(_questions(game, movable)):
        half = next(one for one in _KINDS if one >= len(some))
        labels = numbers[: game.space.size * 2 * half].reshape(-1, 2 * half)
        stale = _ask(game, slices, some, labels, beyond, (1 << len(movable)) - 1)
        _lower(settling, movable, some, labels, stale)
        for one, symmetric, bits in _holding(game, slices, some, labels, beyond):
            former = found.get((one.party, symmetric))
            found[one.party, symmetric] = bits if former is None else former & bits
    return found


def _questions(game: Game, movable: list[int]) -> list[_Question]:
    """Ask about every party; what is no ranking without gaps is ranked anew, or it would take very many questions."""
    questions = []
    for party in movable:
        ranks = game.payoffs[party]
        top = int(ranks.max(initial=0))
        if top >= max(game.space.size, 2):
            ranks = np.unique(ranks, return_inverse=True)[1].reshape(-1).astype(np.int32)
            top = int(ranks.max(initial=0))
        plain = top <= _TOP and game.space.possible is None
        questions += [_Question(party, ranks, low, plain, low + _TOP > top) for low in range(0, top + 1, _TOP)]
    return questions


def _together(questions: list[_Question]) -> Iterator[list[_Question]]:
    """Give the questions that are answered together; higher ranks once it is known which outcomes they concern."""
    for _, alike in groupby(sorted(questions, key=lambda one: one.low), key=lambda one: one.low):
        some = list(alike)
        for start in range(0, len(some), _SIDE_BY_SIDE):
            yield some[start : start + _SIDE_BY_SIDE]


def _pieces(shape: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], slice]]:
    """Give cells in pieces that fit the cache: where each is along the first axes, and which cells it has."""
    lead, size = 0, prod(shape)
    while size > _PIECE:
        size //= shape[lead]
        lead += 1
    for number, place in enumerate(product(*map(range, shape[:lead]))):
        yield place, slice(number * size, (number + 1) * size)


def _ask(
    game: Game, slices: Slices, some: list[_Question], labels: Labels, beyond: Beyond, every: int
) -> NDArray[np.unsignedinteger[Any]]:
    """Set labels as before anybody moves: the rank, and the best the party can still move to from there.

    Whose label was found to be low by an earlier question is known: it counts as 0 here. Gives for each cell whom it
    may concern: ``every`` one where a label is not the least yet.
    """
    space, half = game.space, labels.shape[1] // 2
    movers = [game.mover((one.party,)) for one in some]
    grids = [one.ranks.reshape(space.shape) for one in some]
    both = [
        (slices.seen(ranks), slices.seen(one.seen(mover.along(ranks, np.maximum))))
        for one, ranks, mover in zip(some, grids, movers, strict=True)
    ]
    grid = labels.reshape(*slices.shape, 2 * half)
    possible = None if space.possible is None else slices.seen(space.possible.reshape(space.shape))
    stale = np.zeros(space.size, dtype=np.min_scalar_type(every))
    word = np.uint64 if half > 1 else np.uint32
    for place, piece in _pieces(slices.shape):
        block = grid[place]
        for column in range(half):
            if column >= len(some):
                block[..., column] = block[..., column + half] = 0
                continue
            one, (ranks, best) = some[column], both[column]
            block[..., column] = one.seen(ranks[place])
            block[..., column + half] = np.broadcast_to(best, slices.shape)[place]
            for symmetric in (False, True) if one.low else ():
                marks, bit = beyond[one.party, symmetric]
                labels[piece, column + symmetric * half] *= marks[piece] >> bit & 1
        if possible is not None:
            block[~possible[place]] = _TOP + 1
        words: NDArray[Any] = labels[piece].view(word)
        lowerable = (words[:, 0] | words[:, -1]) != 0
        np.multiply(lowerable.view(np.uint8), stale.dtype.type(every), out=stale[piece])
    return stale


def _lower(
    settling: Settling,
    movable: list[int],
    some: list[_Question],
    labels: Labels,
    stale: NDArray[np.unsignedinteger[Any]],
) -> None:
    """Lower labels by one party after another until nothing changes; what is asked about a party it leaves as it is."""
    half = labels.shape[1] // 2
    aparts = []
    for party in movable:
        apart = np.zeros(labels.shape[1], dtype=np.uint16)
        columns = [column for column, one in enumerate(some) if one.party == party]
        apart[columns] = apart[[column + half for column in columns]] = 2**16 - 1
        aparts.append(apart)
    settling.lower(labels.reshape(-1).view(_KINDS[half]), stale, aparts)


def _holding(
    game: Game, slices: Slices, some: list[_Question], labels: Labels, beyond: Beyond
) -> Iterator[tuple[_Question, bool, NDArray[np.uint8]]]:
    """Mark the outcomes from which no improvement escapes, as far as ranks from ``low`` on can tell.

    The labels are laid apart in their own place, piece by piece: so there is no memory taken for them a second time.
    """
    space, half = game.space, labels.shape[1] // 2
    lead = 0
    high = np.zeros(space.size if not all(one.last for one in some) else 0, dtype=np.uint8)
    seen = [slices.seen(one.ranks.reshape(space.shape)) for one in some]
    for place, piece in _pieces(slices.shape):
        lead = len(place)
        apart = np.ascontiguousarray(labels[piece].T)
        for column, one in enumerate(some):
            ranks = one.seen(seen[column][place]).reshape(-1)
            for symmetric in (False, True):
                bit = column + symmetric * half
                label = apart[bit]
                if not one.last:
                    high[piece] |= (label >= _TOP).view(np.uint8) << bit
                    beyond[one.party, symmetric] = high, bit
                np.minimum(label, ranks, out=label)
        labels[piece].reshape(apart.shape)[...] = apart
    grid = labels.reshape(*slices.shape[:lead], 2 * half, *slices.shape[lead:])
    for column, one in enumerate(some):
        for symmetric in (False, True):
            values = slices.unseen(grid[(slice(None),) * lead + (column + symmetric * half,)])
            yield one, symmetric, np.packbits(_holds(game, one, values))


def _holds(game: Game, one: _Question, least: Labels) -> Bools:
    """Mark the outcomes from which nothing better than they are can be secured."""
    space = game.space
    secured = np.broadcast_to(game.mover((one.party,)).along(least, np.maximum), space.shape)
    holds = np.empty(space.size, dtype=np.bool_)
    grid, ranks = holds.reshape(space.shape), one.ranks.reshape(space.shape)
    for place, _ in _pieces(space.shape):
        np.less_equal(secured[place], one.seen(ranks[place]), out=grid[place])
    return holds
