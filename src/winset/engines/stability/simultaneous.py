"""Simultaneous sanctioning: the others move at the same time as the party, not in answer to it (Fraser & Hipel 1984).

Improvements made at the same time from one outcome touch different issues, so their effects add up. The one overlap
is an issue that any controller may leave alone: if two leave it together, it is left once. An issue whose existence
one of them ends is not changed by that; whether it exists is seen once all changes are made.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from winset.engines.stability import party as one_party
from winset.errors import UsageError
from winset.space.edges import Edges
from winset.space.game import Game
from winset.space.movers import Mover
from winset.space.outcomes import Bools, Ints, OutcomeSpace
from winset.space.payoffs import Ranks

COMBINATION_LIMIT = 2**28  # about a minute: one costs 110 to 400 nanoseconds
_CHUNK = 2**20


def sim(game: Game, party: int, sanctions: str) -> Bools:
    """Stable: every improvement is met by other units' improvements from the same outcome, made at the same time."""
    return ~_escapes(game, party, game.opponents(party))


def sim_procedural(game: Game, party: int, sanctions: str) -> Bools:
    """Stable: under SEQ, or stabilised together with all other SEQ-unstable parties by simultaneous moves."""
    movable = [other for other in range(len(game.parties)) if game.mover((other,)).unit.can_move]
    unstable = {other: ~one_party.seq(game, other, sanctions) for other in movable}
    if game.space.possible is not None:
        for mask in unstable.values():
            mask &= game.space.possible
    together: Bools = np.sum(list(unstable.values()), axis=0) >= 2
    for focal in movable:
        movers = [game.mover((other,)) for other in movable if other != focal]
        masks = [unstable[other] for other in movable if other != focal]
        together &= ~unstable[focal] | ~_escapes(game, focal, movers, masks, unstable[focal] & together)
    stable = ~unstable[party] if party in unstable else np.ones(game.space.size, dtype=np.bool_)
    result: Bools = stable | together
    return result


def _escapes(
    game: Game, party: int, movers: Sequence[Mover], masks: Sequence[Bools] | None = None, only: Bools | None = None
) -> Bools:
    """Mark the outcomes from which some improvement of the party meets no simultaneous sanction.

    ``masks`` tell where each mover takes part; ``only`` which outcomes are asked about.
    """
    space, payoff = game.space, game.payoffs[party]
    own = game.mover((party,)).improvements
    if only is not None:
        keep = only[own.sources]
        own = Edges(own.sources[keep], own.targets[keep])
    others = [mover.improvements for mover in movers]
    if masks is not None:
        kept = [mask[edges.sources] for mask, edges in zip(masks, others, strict=True)]
        others = [Edges(edges.sources[keep], edges.targets[keep]) for edges, keep in zip(others, kept, strict=True)]
    taking_part = [place for place, edges in enumerate(others) if len(edges.sources)]
    others, members = (
        [others[place] for place in taking_part],
        [set(movers[place].unit.members) for place in taking_part],
    )
    families = _families(own, others, members)
    sanctioned = np.zeros(len(own.sources), dtype=np.bool_)
    for family in families:
        open_edges = np.flatnonzero(~sanctioned)
        for chunk in np.array_split(open_edges, max(1, len(open_edges) * 64 // _CHUNK)):
            _sanction(space, payoff, own, [others[mover] for mover in family], chunk, sanctioned)
    escaping = np.zeros(space.size, dtype=np.bool_)
    escaping[own.sources[~sanctioned]] = True
    return escaping


def _disjoint_families(members: Sequence[set[int]]) -> list[tuple[int, ...]]:
    """All non-empty sets of movers without a common member, smallest first."""
    families: list[tuple[int, ...]] = []
    layer: list[tuple[int, ...]] = [()]
    while layer:
        layer = [
            (*family, mover)
            for family in layer
            for mover in range(family[-1] + 1 if family else 0, len(members))
            if not any(members[mover] & members[other] for other in family)
        ]
        families += layer
    return families


def _sanction(
    space: OutcomeSpace, payoff: Ranks, own: Edges, others: Sequence[Edges], chunk: Ints, sanctioned: Bools
) -> None:
    """Mark the improvements in ``chunk`` that one improvement of each of the others, made at once, sanctions."""
    edge = chunk
    start = _numbers(space, own.sources[edge])
    merged = _chosen(space, start, _numbers(space, own.targets[edge]))
    for moves in others:
        first = np.searchsorted(moves.sources, own.sources[edge], side="left")
        count = np.searchsorted(moves.sources, own.sources[edge], side="right") - first
        repeat = np.repeat(np.arange(len(edge)), count)
        place = np.arange(len(repeat)) - np.repeat(np.cumsum(count) - count, count)
        target = _numbers(space, moves.targets[first[repeat] + place])
        edge, start = edge[repeat], start[repeat]
        merged = _merge(space, start, merged[repeat], _chosen(space, start, target))
    cells = space.find(space.settled(merged) if space.guards else merged)
    hit = (cells >= 0) & (payoff[np.maximum(cells, 0)] <= payoff[own.sources[edge]])
    sanctioned[edge[hit]] = True


def _merge(space: OutcomeSpace, start: Ints, one: Ints, two: Ints) -> Ints:
    """Apply the changes from ``start`` to ``one`` and to ``two`` together; a change in both counts once."""
    merged = one + two - start
    for issue, stride in zip(space.issues, space.strides, strict=True):
        levels = len(space.levels[issue])
        before, first, second = (number // stride % levels for number in (start, one, two))
        merged -= np.where((first != before) & (second != before), (first - before) * stride, 0)
    return merged


def _chosen(space: OutcomeSpace, start: Ints, end: Ints) -> Ints:
    """Give the issues that do not exist at the end their level at the start: nobody chose to change them."""
    result = end.copy()
    for key in space.guards:
        place = space.issues.index(key)
        stride, levels = space.strides[place], len(space.levels[key])
        back = (start // stride % levels - end // stride % levels) * stride
        result += np.where(space.exists(place, end), 0, back)
    return result


def _numbers(space: OutcomeSpace, cells: NDArray[np.integer]) -> Ints:
    return cells.astype(np.int64) if space.numbers is None else space.numbers[cells]


def _families(own: Edges, others: Sequence[Edges], members: Sequence[set[int]]) -> list[tuple[int, ...]]:
    """Give the sets of movers that can move at the same time; refused where they combine in too many ways.

    Of parties every set is one, so how they combine is known without listing the sets.
    """
    asked, mine = np.unique(own.sources, return_counts=True)
    counts = [np.bincount(moves.sources, minlength=int(asked.max(initial=0)) + 1)[asked] * 1.0 for moves in others]
    alone = [count for count, who in zip(counts, members, strict=True) if len(who) == 1]
    ways = np.prod([1.0 + count for count in alone], axis=0) if alone else np.ones(len(asked))
    _refuse_above(max(float((mine * ways).sum()), len(own.sources) * 2.0 ** len(alone)))
    families = _disjoint_families(members)
    total = sum(float((mine * np.prod([counts[mover] for mover in family], axis=0)).sum()) for family in families)
    _refuse_above(total)
    return families


def _refuse_above(combinations: float) -> None:
    if combinations > COMBINATION_LIMIT:
        what = (
            f"simultaneous sanctioning would try {combinations:,.0f} combinations of moves, "
            f"more than {COMBINATION_LIMIT:,}"
        )
        raise UsageError(what, "Leave out 'sim' and 'sim-procedural', or join issues.")
