"""Limited horizons L_h (Zagare 1984; Kilgour 1985; Fang, Hipel & Kilgour 1993): two parties that look h moves ahead.

A party with h moves left expects the conflict to end where the best of its moves leads once the other, with h - 1 moves
left, has answered; it stays when no move ends better for it than where it stands. An outcome is L_h-stable for it
when it expects the conflict to end right there. L_1 is Nash stability.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from winset.case.model import Case
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.engines.stability.move_lists import unit_edges
from winset.engines.stability.why import Step, step
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.space.edges import Edges
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools, Ints
from winset.space.payoffs import Ranks

LIMIT = 100
MAX_HORIZON = 50
TIES = "stay when no move ends better; among moves that end equally well, the one to the lowest outcome number"


class Horizon(Frozen):
    """What holds when both parties look so many moves ahead.

    Attributes
    ----------
    moves : int
        How many moves ahead.
    stable : mapping of str to int
        For each party, how many outcomes are stable for it.
    holding : int
        How many are stable for both.
    scenarios : mapping of str to int
        For each scenario, how many of its outcomes are stable for both.
    ties : int
        At how many outcomes a party had to choose between moves of equal worth to it but not to the other.
    """

    moves: int
    stable: Mapping[str, int]
    holding: int
    scenarios: Mapping[str, int]
    ties: int


class Expectation(Frozen):
    """What a party that moves first expects from today's outcome.

    Attributes
    ----------
    party : str
        Its key.
    steps : tuple of Step
        The moves it expects, its own first; empty when it stays.
    end : Outcome
        Where it expects the conflict to end.
    scenarios : tuple of str
        The scenarios the end belongs to.
    """

    party: str
    steps: tuple[Step, ...]
    end: Outcome
    scenarios: tuple[str, ...]


class LimitedHorizonRecord(Record, kw_only=True):
    """Limited-horizon stability of two parties.

    Attributes
    ----------
    outcomes : int
        How many outcomes are possible.
    horizons : tuple of Horizon
        One for each horizon from 1 to the one asked for.
    holding : tuple of Outcome
        The outcomes stable for both at the horizon asked for; the first ``limit`` in the order of their numbers.
    today : tuple of Expectation
        What each party expects from today, were it the first to move; empty when today's outcome is impossible.
    settled : int or None
        The horizon from which looking further changes nothing; None when that is not reached.
    joint_moves : bool
        Whether the case has joint moves, which this concept leaves out.
    """

    outcomes: int
    horizons: tuple[Horizon, ...]
    holding: tuple[Outcome, ...]
    today: tuple[Expectation, ...]
    settled: int | None
    joint_moves: bool

    def rows(self) -> Rows:
        """Give one row per horizon."""
        parties = list(self.horizons[0].stable)
        body = [
            (str(one.moves), *(f"{one.stable[party]:,}" for party in parties), f"{one.holding:,}")
            for one in self.horizons
        ]
        return ("horizon", *parties, "both"), body


def limited_horizon(case: Case | Game, horizon: int = 2, limit: int = LIMIT) -> LimitedHorizonRecord:
    """Find the outcomes that hold when two parties look a limited number of moves ahead.

    Parameters
    ----------
    case : Case or Game
        A case with exactly two parties.
    horizon : int
        How many moves ahead both look, 1 to 50.
    limit : int
        How many outcomes to list (all are counted).

    Returns
    -------
    LimitedHorizonRecord

    Raises
    ------
    UsageError
        If there are not exactly two parties, or the horizon is out of range.

    References
    ----------
    Zagare 1984; Kilgour 1985; Fang, Hipel & Kilgour 1993; see ``docs/conventions.md``.

    Examples
    --------
    >>> import winset
    >>> record = winset.limited_horizon(winset.load("chicken"), horizon=3)
    >>> [(one.moves, one.holding) for one in record.horizons]
    [(1, 2), (2, 0), (3, 1)]
    """
    game = case if isinstance(case, Game) else Game(case)
    if len(game.parties) != 2:
        what = (
            f"the case has {len(game.parties)} part{'y' if len(game.parties) == 1 else 'ies'}; limited horizons are "
            "settled for two only: with more, it is open who answers whom, and the two older definitions are disputed"
        )
        raise UsageError(what, "See docs/concepts/limited-horizon.md; 'winset farsighted' takes any number of parties.")
    if not 1 <= horizon <= MAX_HORIZON:
        raise UsageError(f"the horizon must be 1 to {MAX_HORIZON} moves, got {horizon}", "L_1 is Nash stability.")
    tree = _Tree(game, horizon)
    stable = [[ends == np.arange(len(ends)) for ends in tree.ends[moves]] for moves in range(horizon + 1)]
    masks = scenario_masks(game)
    horizons = []
    for moves in range(1, horizon + 1):
        both = stable[moves][0] & stable[moves][1]
        horizons.append(
            Horizon(
                moves,
                {key: _count(game, mask) for key, mask in zip(game.parties, stable[moves], strict=True)},
                _count(game, both),
                {key: int(np.count_nonzero(both & mask)) for key, mask in masks.items()},
                tree.ties[moves],
            )
        )
    cells = game.space.indices()
    holding = cells[(stable[horizon][0] & stable[horizon][1])[cells]]
    start = game.status_quo
    today = () if start is None else tuple(tree.expectation(party, start, masks) for party in (0, 1))
    return LimitedHorizonRecord(
        case=CaseReference.of(game.case),
        method="limited-horizon stability of two parties",
        settings={"horizon": horizon, "ties": TIES, "limit": limit},
        outcomes=game.space.count,
        horizons=tuple(horizons),
        holding=tuple(Outcome.at(game.space, int(cell)) for cell in holding[:limit]),
        today=today,
        settled=tree.settled(),
        joint_moves=any(game.mover(unit).unit.can_move for unit in game.coalitions),
    )


class _Tree:
    """Where each party expects the conflict to end from every outcome, for every number of moves left."""

    def __init__(self, game: Game, horizon: int) -> None:
        self.game = game
        self.horizon = horizon
        start = np.arange(game.space.size)
        moves = [unit_edges(game, (party,)) for party in (0, 1)]
        self.ends: list[tuple[Ints, Ints]] = [(start, start)]
        self.choice: list[tuple[Ints, Ints]] = [(start, start)]
        self.ties = [0]
        for _ in range(horizon):
            last = self.ends[-1]
            found = [_choose(moves[party], last[1 - party], game.payoffs, party) for party in (0, 1)]
            self.ends.append((found[0][0], found[1][0]))
            self.choice.append((found[0][1], found[1][1]))
            self.ties.append(found[0][2] + found[1][2])

    def settled(self) -> int | None:
        """The least horizon from which all expectations repeat; None when they still change at the last."""
        same = [all(map(np.array_equal, self.ends[moves], self.ends[-1])) for moves in range(self.horizon + 1)]
        first = next(moves for moves in range(self.horizon + 1) if all(same[moves:]))
        return None if first == self.horizon else first

    def expectation(self, party: int, start: int, masks: Mapping[str, Bools]) -> Expectation:
        """Follow the moves a party expects from today when it is the first to move."""
        game, mover, left = self.game, party, self.horizon
        cell = start
        steps = []
        while left and self.ends[left][mover][cell] != cell:
            end = int(self.choice[left][mover][cell])
            steps.append(step(game, (mover,), cell, end))
            cell, mover, left = end, 1 - mover, left - 1
        scenarios = tuple(key for key, mask in masks.items() if mask[cell])
        return Expectation(game.parties[party], tuple(steps), Outcome.at(game.space, cell), scenarios)


def _choose(moves: Edges, answers: Ints, payoffs: tuple[Ranks, ...], party: int) -> tuple[Ints, Ints, int]:
    """Give each cell's expected end, the move chosen, and how often a tie mattered to the other party."""
    size = len(answers)
    ends, chosen = np.arange(size), np.arange(size)
    if not len(moves.sources):
        return ends, chosen, 0
    starts = np.flatnonzero(np.diff(moves.sources, prepend=-1))
    cells = moves.sources[starts].astype(np.int64)
    after = answers[moves.targets]
    worth = payoffs[party][after].astype(np.int64)
    best = np.maximum.reduceat(worth, starts)
    equal = worth == np.repeat(best, np.diff(np.append(starts, len(worth))))
    first = np.minimum.reduceat(np.where(equal, moves.targets, size), starts)
    leaves = best > payoffs[party][cells]
    chosen[cells[leaves]] = first[leaves]
    ends[cells[leaves]] = answers[first[leaves]]
    other = payoffs[1 - party][after].astype(np.int64)
    top = np.maximum.reduceat(np.where(equal, other, -1), starts)
    low = np.minimum.reduceat(np.where(equal, other, np.int64(np.iinfo(np.int64).max)), starts)
    return ends, chosen, int(np.count_nonzero(leaves & (top > low)))


def _count(game: Game, mask: Bools) -> int:
    return int(np.count_nonzero(mask if game.space.possible is None else mask & game.space.possible))
