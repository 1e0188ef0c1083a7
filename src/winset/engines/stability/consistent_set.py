"""The largest consistent set (Chwe 1994): what could be stable when all parties look to the end.

An outcome stays in the set as long as every move of every unit from it may lead on to some outcome of the set (where
the move itself ends, or where a far-sighted route from there ends) that not every member of the unit prefers. What
fails is taken out, and the rest asked again, until nothing fails.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from winset.engines.stability.farsighted import packed
from winset.engines.stability.move_lists import MoveLists, Words, lists_from, unit_edges
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.space.edges import Edges
from winset.space.game import Game
from winset.space.outcomes import Bools, Ints
from winset.space.payoffs import Ranks

CONSISTENT_LIMIT = 5_000
_ROWS = 512


class ConsistentSet(Frozen, eq=False):
    """The largest consistent set of a game.

    Attributes
    ----------
    members : ndarray of bool, shape (size,)
        The outcomes of the set.
    rounds : int
        How often outcomes were taken out.
    """

    members: Bools
    rounds: int


def largest_consistent_set(game: Game) -> ConsistentSet:
    """Compute the largest consistent set, exactly.

    Raises
    ------
    UsageError
        If there are more than ``CONSISTENT_LIMIT`` possible outcomes.

    References
    ----------
    Chwe 1994; see ``docs/conventions.md``.

    Examples
    --------
    >>> import winset
    >>> game = winset.game(winset.load("prisoners-dilemma"))
    >>> largest_consistent_set(game).members.tolist()
    [True, False, False, True]
    """
    if game.space.count > CONSISTENT_LIMIT:
        what = (
            f"the case has {game.space.count:,} possible outcomes; the largest consistent set is computed for up to "
            f"{CONSISTENT_LIMIT:,}"
        )
        raise UsageError(what, "Join or remove issues, or add rules for what is impossible.")
    cells = game.space.indices()
    place = np.full(game.space.size, -1, dtype=np.int32)
    place[cells] = np.arange(len(cells), dtype=np.int32)
    payoffs = [payoff[cells] for payoff in game.payoffs]
    moves: list[tuple[tuple[int, ...], Edges]] = []
    for unit in game.units:
        found = unit_edges(game, unit)
        if len(found.sources):
            moves.append((unit, Edges(place[found.sources], place[found.targets])))
    after = np.unpackbits(
        indirect_dominance(payoffs, moves).view(np.uint8), axis=1, count=len(cells), bitorder="little"
    ).view(np.bool_)
    after[np.diag_indices(len(cells))] = True
    kept, rounds = _eliminate(payoffs, moves, after)
    members = np.zeros(game.space.size, dtype=np.bool_)
    members[cells[kept]] = True
    return ConsistentSet(members, rounds)


def indirect_dominance(payoffs: Sequence[Ranks], moves: Sequence[tuple[tuple[int, ...], Edges]]) -> Words:
    """Give for each outcome, as a bit set, the ends of all far-sighted routes from it.

    Built backward: y leads to z when some unit prefers z to y and can move from y to z, or to what leads to z.
    """
    count = len(payoffs[0])
    reach = packed(np.eye(count, dtype=np.bool_))  # each outcome also stands for itself here
    own = reach.copy()
    better = [packed(payoff[None, :] > np.arange(int(payoff.max()) + 1)[:, None]) for payoff in payoffs]
    lists = [lists_from(found) for _, found in moves]
    waiting = [np.ones(count, dtype=np.bool_) for _ in moves]
    while any(mask.any() for mask in waiting):
        for position, ((unit, _), one) in enumerate(zip(moves, lists, strict=True)):
            touched = one.touched(waiting[position])
            waiting[position][:] = False
            cells = _extend(reach, unit, one, touched, payoffs, better)
            for mask in waiting:
                mask[cells] = True
    return reach & ~own


def _extend(
    reach: Words,
    unit: tuple[int, ...],
    lists: MoveLists,
    touched: Ints,
    payoffs: Sequence[Ranks],
    better: Sequence[Words],
) -> Ints:
    """Add the ends that a unit's moves open; give the outcomes that gained some."""
    place = np.full(len(lists.starts), -1)
    place[touched] = np.arange(len(touched))
    at = place[lists.which]
    cells = lists.cells[at >= 0]
    opened = lists.union(reach, touched)[at[at >= 0]]
    for member in unit:
        opened &= better[member][payoffs[member][cells]]
    opened |= reach[cells]
    more = (opened != reach[cells]).any(axis=1)
    reach[cells[more]] = opened[more]
    gained: Ints = cells[more]
    return gained


def _eliminate(
    payoffs: Sequence[Ranks], moves: Sequence[tuple[tuple[int, ...], Edges]], after: Bools
) -> tuple[Bools, int]:
    """Take out, round by round, the outcomes with a move after which every remaining end is better for all movers."""
    count = len(payoffs[0])
    kept = np.ones(count, dtype=np.bool_)
    orders = [np.argsort(payoff, kind="stable") for payoff in payoffs]
    least = [np.empty(count, dtype=np.int64) for _ in payoffs]
    witness = [np.full(count, -1) for _ in payoffs]
    stale = [np.arange(count) for _ in payoffs]
    rounds = 0
    while True:
        for party, payoff in enumerate(payoffs):
            _worst_ends(after, kept, orders[party], payoff, stale[party], least[party], witness[party])
        out = np.zeros(count, dtype=np.bool_)
        for unit, found in moves:
            fails = kept[found.sources]
            sources, targets = found.sources[fails], found.targets[fails]
            fails = np.ones(len(sources), dtype=np.bool_)
            for member in unit:
                fails &= least[member][targets] > payoffs[member][sources]
            out[sources[fails]] = True
        if not out.any():
            return kept, rounds
        kept &= ~out
        rounds += 1
        stale = [np.flatnonzero((ends >= 0) & ~kept[ends]) for ends in witness]


def _worst_ends(after: Bools, kept: Bools, order: Ints, payoff: Ranks, rows: Ints, least: Ints, witness: Ints) -> None:
    """For some outcomes, find the kept end after them that is worst for a party; a rank above all where none is."""
    open_ = order[kept[order]]
    for first in range(0, len(rows), _ROWS):
        part = rows[first : first + _ROWS]
        among = after[np.ix_(part, open_)]
        found = among.argmax(axis=1) if len(open_) else np.zeros(len(part), dtype=np.int64)
        there = among.any(axis=1)
        witness[part] = np.where(there, open_[found] if len(open_) else -1, -1)
        least[part] = np.where(there, payoff[witness[part]], np.int64(np.iinfo(np.int64).max))
