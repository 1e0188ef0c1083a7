"""What hangs on whom: the pairs of outcomes on whose order it depends whether an outcome of a scenario holds.

A pair is an outcome and a move of one party from it. Its order decides whether the outcome holds (Nash) where nobody
else moves away and the party has no other move that it prefers. Which pairs these are depends on what is believed of
all the parties, so it is counted over preferences drawn together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.engines.interview.orders import Believed, Signs
from winset.frozen import Frozen
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools, Ints
from winset.space.payoffs import forced

CELLS, FEWEST, MOVES = 2**9, 2**5, 2**15
SCENARIO, OUTCOME, ANY = np.float32(3), np.float32(1), np.float32(0.02)
Floats32 = NDArray[np.float32]


class Moves(Frozen, eq=False):
    """A party's moves from the outcomes of scenarios; those that differ in nothing it cares about count as one.

    Attributes
    ----------
    sources : ndarray of int64, shape (moves,)
        Where each begins, as a position among the cells; ascending.
    patterns : ndarray of int8, shape (patterns, statements)
        The different differences in the statements met, the target's less the source's.
    pattern_of : ndarray of int64, shape (moves,)
        Which of them each move has.
    fixed : ndarray of int8, shape (moves,)
        Which end is better where that does not follow from statements, or where law decides; 0 elsewhere.
    """

    sources: Ints
    patterns: Signs
    pattern_of: Ints
    fixed: Signs


class Stakes(Frozen, eq=False):
    """What hangs on the order of a party's statements, over preferences drawn together.

    Attributes
    ----------
    patterns : mapping of str to ndarray of int8, shape (patterns, statements)
        For each party the differences that decide its moves.
    better, worse : mapping of str to ndarray of float32, shape (draws, patterns)
        How much hangs on each in every draw, where the target is better, and where it is worse.
    holds : ndarray of bool, shape (draws, scenarios)
        Which scenarios hold in every draw.
    """

    patterns: Mapping[str, Signs]
    better: Mapping[str, Floats32]
    worse: Mapping[str, Floats32]
    holds: Bools


def met(game: Game, texts: Sequence[str], cells: Ints) -> Signs:
    """Say which statements every cell meets: shape (cells, statements)."""
    if not texts:
        return np.zeros((len(cells), 0), dtype=np.int8)
    return np.stack([game.space.where(text)[cells] for text in texts], axis=1).astype(np.int8)


def moves_of(game: Game, party: int, texts: Sequence[str], cells: Ints) -> Moves:
    """Give a party's moves from some cells."""
    unit = game.mover((party,)).unit
    ends = [unit.moves_from(game.space, int(cell)) for cell in cells] if unit.can_move else [cells[:0] for _ in cells]
    places = np.repeat(np.arange(len(cells)), [len(one) for one in ends])
    sources, targets = cells[places], np.concatenate([*ends, cells[:0]]).astype(np.int64)
    fixed = np.zeros(len(sources), dtype=np.int8)
    for law in forced(game.case, game.parties[party]):
        obeyed = game.space.where(law).astype(np.int8)
        fixed = np.where(fixed == 0, obeyed[targets] - obeyed[sources], fixed).astype(np.int8)
    if not texts:
        payoff = game.payoffs[party]
        fixed = np.where(fixed == 0, np.sign(payoff[targets] - payoff[sources]), fixed).astype(np.int8)
    wanted = met(game, texts, targets) - met(game, texts, sources)
    patterns, pattern_of = np.unique(wanted, axis=0, return_inverse=True)
    told = np.stack([places, np.asarray(pattern_of).reshape(-1), fixed], axis=1)
    told = np.unique(told, axis=0)
    return Moves(told[:, 0], patterns, told[:, 1], told[:, 2].astype(np.int8))


def scenarios_of(game: Game) -> dict[str, Bools]:
    """Mark the outcomes of the scenarios; without any, every outcome is asked about as one."""
    masks = {key: mask for key, mask in scenario_masks(game).items() if mask.any()}
    return masks or {"": _everything(game)}


def _everything(game: Game) -> Bools:
    mask = np.zeros(game.space.size, dtype=np.bool_)
    mask[game.space.indices()] = True
    return mask


def cells_of(game: Game, masks: Mapping[str, Bools]) -> Ints:
    """Give the cells of scenarios, spread evenly: at most ``CELLS``, and fewer where there are very many moves."""
    cells = np.flatnonzero(np.logical_or.reduce(list(masks.values())))
    moves = sum(
        prod(len(change.allowed) for change in game.mover((party,)).unit.changes) for party in range(len(game.parties))
    )
    most = min(CELLS, max(FEWEST, MOVES // max(moves, 1)))
    if len(cells) > most:
        cells = cells[np.linspace(0, len(cells) - 1, most).astype(np.int64)]
    return cells


def stakes(
    game: Game,
    moves: Mapping[str, Moves],
    masks: Mapping[str, Bools],
    drawn: Mapping[str, tuple[Believed, NDArray[np.int64]]],
    draws: int,
) -> Stakes:
    """Count what hangs on every difference, over preferences drawn together.

    Parameters
    ----------
    game : Game
        The game.
    moves : mapping of str to Moves
        Every party's moves from the outcomes of scenarios.
    masks : mapping of str to ndarray of bool
        The scenarios.
    drawn : mapping of str to (Believed, ndarray of int)
        For each party with statements, what is believed of it and which order it has in each draw.
    draws : int
        How many draws.
    """
    cells = cells_of(game, masks)
    improves = {key: _signs(one, drawn.get(key), draws) for key, one in moves.items()}
    leaving = np.zeros((draws, len(cells)), dtype=np.int32)
    for key, one in moves.items():
        leaving += _summed(improves[key] > 0, one.sources, len(cells))
    inside = np.stack([mask[cells] for mask in masks.values()], axis=1)
    count = (leaving == 0).astype(np.float32) @ inside.astype(np.float32)
    better, worse = {}, {}
    for key, one in moves.items():
        if key in drawn:
            weight = _weight(improves[key], leaving, count, inside, one.sources)
            weight[:, one.fixed != 0] = 0
            by_pattern = np.argsort(one.pattern_of, kind="stable")
            listed, size = one.pattern_of[by_pattern], len(one.patterns)
            better[key] = _summed((weight * (improves[key] > 0))[:, by_pattern], listed, size)
            worse[key] = _summed((weight * (improves[key] < 0))[:, by_pattern], listed, size)
    return Stakes({key: moves[key].patterns for key in better}, better, worse, count > 0)


def _summed(values: NDArray[Any], groups: Ints, size: int) -> NDArray[Any]:
    """Add up the columns of each group; the groups are ascending."""
    kind = np.int32 if values.dtype == np.bool_ else values.dtype
    result = np.zeros((len(values), size), dtype=kind)
    if len(groups):
        starts = np.flatnonzero(np.diff(groups, prepend=-1))
        result[:, groups[starts]] = np.add.reduceat(values, starts, axis=1, dtype=kind)
    return result


def _signs(moves: Moves, drawn: tuple[Believed, NDArray[np.int64]] | None, draws: int) -> Signs:
    """Say in every draw which end of each move is better: shape (draws, moves)."""
    if drawn is None:
        return np.broadcast_to(moves.fixed, (draws, len(moves.fixed)))
    believed, chosen = drawn
    signs = believed.signs(moves.patterns, chosen)[:, moves.pattern_of]
    return np.where(moves.fixed != 0, moves.fixed, signs).astype(np.int8)


def _weight(improves: Signs, leaving: NDArray[np.int32], count: Floats32, inside: Bools, at: Ints) -> Floats32:
    """Weigh every move in every draw: most where a scenario hangs on it, then where only its outcome does."""
    here = leaving[:, at]
    decides = here == (improves > 0)
    holding = here == 0
    for_scenario = np.zeros(improves.shape, dtype=np.bool_)
    for column in range(inside.shape[1]):
        member = inside[at, column]
        only = np.where(holding[:, member], count[:, [column]] == 1, count[:, [column]] == 0)
        for_scenario[:, member] |= decides[:, member] & only
    return np.asarray(ANY + OUTCOME * decides.astype(np.float32) + SCENARIO * for_scenario.astype(np.float32))
