"""How one gets from the status quo to the outcomes that hold, and which steps must be taken together.

Two routes are found to every equilibrium: the *shortest* (fewest moves, whatever they are worth to those who make
them) and the *most credible* (every move an improvement for its mover, with as few joint moves as possible, then as
few moves as possible).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from winset.case.model import Case
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import chosen
from winset.engines.stability.why import Step, sanction, step
from winset.errors import UsageError
from winset.space.edges import Edges, edges
from winset.space.game import Game
from winset.space.outcomes import Bools, Ints

LIMIT = 100
_STEP, _JOINT = 1, 10_000
_FAR = np.int64(2**40)


@dataclass(frozen=True)
class Belief:
    """What a party must believe before it takes part in a step.

    Attributes
    ----------
    party : str
        Its key.
    gains : bool
        Whether it prefers where the step leads.
    alone : Outcome or None
        Where its own part of a joint step would lead if nobody else did theirs; None when it has no part of its own.
    alone_worse : bool
        Whether it would then be worse off than before.
    answer : tuple of Step
        Improvements of others that would leave it no better off than before the step; empty when there are none.
    """

    party: str
    gains: bool
    alone: Outcome | None
    alone_worse: bool
    answer: tuple[Step, ...]


@dataclass(frozen=True)
class Route:
    """The ways to one equilibrium.

    Attributes
    ----------
    to : Outcome
        The equilibrium.
    scenarios : tuple of str
        The scenarios it belongs to.
    shortest : tuple of Step or None
        The shortest route; None when no moves lead there.
    credible : tuple of Step or None
        The most credible route; None when there is none.
    beliefs : tuple of Belief
        What each mover of the first step of the most credible route (of the shortest one, where there is no credible
        one) must believe.
    """

    to: Outcome
    scenarios: tuple[str, ...]
    shortest: tuple[Step, ...] | None
    credible: tuple[Step, ...] | None
    beliefs: tuple[Belief, ...]

    @property
    def joint_steps(self) -> tuple[Step, ...]:
        """The steps of the most credible route that need simultaneous commitment."""
        return tuple(step for step in self.credible or () if len(step.units) > 1)


@dataclass(frozen=True, kw_only=True, repr=False)
class RoutesRecord(Record):
    """Routes from the status quo.

    Attributes
    ----------
    status_quo : Outcome
        Where the routes start.
    routes : tuple of Route
        One for each equilibrium, those with a credible route first.
    equilibria : int
        How many equilibria there are.
    alone_reached : int
        How many outcomes improvements of one party at a time can lead to.
    alone_ends : tuple of Outcome
        The equilibria among them: where such a route ends.
    alone_scenarios : tuple of str
        The scenarios that all of these ends belong to.
    """

    status_quo: Outcome
    routes: tuple[Route, ...]
    equilibria: int
    alone_reached: int
    alone_ends: tuple[Outcome, ...]
    alone_scenarios: tuple[str, ...]

    def rows(self) -> Rows:
        """Give one row per equilibrium."""
        body = [
            (
                str(route.to.number),
                ", ".join(route.scenarios),
                _length(route.shortest),
                _length(route.credible),
                str(len(route.joint_steps)),
            )
            for route in self.routes
        ]
        return ("outcome", "scenarios", "shortest", "most credible", "joint steps"), body


def routes(case: Case | Game, concept: str = "nash", sanctions: str = "unlimited", limit: int = LIMIT) -> RoutesRecord:
    """Find the routes from the status quo to the equilibria.

    Parameters
    ----------
    case : Case or Game
        The case.
    concept : str
        Under which concept an outcome must hold to be a destination.
    sanctions : str
        The sanctions convention.
    limit : int
        For how many equilibria to give routes.

    Returns
    -------
    RoutesRecord

    Raises
    ------
    UsageError
        If the status quo is impossible, or the case is too large for its moves to be listed.

    References
    ----------
    Li, Kilgour & Hipel 2005 (status quo analysis).

    Examples
    --------
    >>> import winset
    >>> record = winset.routes(winset.load("elmira"))
    >>> [outcome.levels["insist"] for outcome in record.alone_ends]
    ['yes']
    """
    game = case if isinstance(case, Game) else Game(case)
    finder = RouteFinder(game)
    holds = np.flatnonzero(equilibrium_mask(game, chosen(concept)[0], sanctions))
    ends, shared = finder.alone_ends()
    return RoutesRecord(
        case=CaseReference.of(game.case),
        method="routes from the status quo",
        settings={"concept": concept, "sanctions": sanctions, "limit": limit},
        status_quo=Outcome.at(game.space, finder.start),
        routes=tuple(finder.route(int(cell)) for cell in finder.nearest_first(holds)[:limit]),
        equilibria=len(holds),
        alone_reached=finder.alone_reached,
        alone_ends=tuple(Outcome.at(game.space, int(cell)) for cell in ends[:limit]),
        alone_scenarios=shared,
    )


class RouteFinder:
    """All routes from the status quo of a game, found once.

    Raises
    ------
    UsageError
        If the status quo is impossible, or the case is too large for its moves to be listed.
    """

    def __init__(self, game: Game) -> None:
        if game.status_quo is None:
            what = "the status quo is itself impossible under the rules of the case"
            raise UsageError(what, "Correct 'status_quo' or the rules.")
        self.game = game
        self.start: int = game.status_quo
        self._units = [unit for unit in game.units if game.mover(unit).unit.can_move]
        joint = [len(unit) > 1 for unit in self._units]
        singles = joint.count(False)
        self._improving = [game.mover(unit).improvements for unit in self._units]
        self._few_joint = [_STEP + _JOINT * flag for flag in joint]
        self._few_steps = [_JOINT + _STEP * flag for flag in joint]
        self.credible_cost = _costs(game, self.start, self._improving, self._few_joint)
        self._alone = _costs(game, self.start, self._improving[:singles], self._few_joint[:singles]) < _FAR

    @cached_property
    def _every(self) -> list[Edges]:
        return [edges(self.game.space, self.game.mover(unit).unit) for unit in self._units]

    @cached_property
    def _shortest_cost(self) -> Ints:
        return _costs(self.game, self.start, self._every, self._few_steps)

    @property
    def alone_reached(self) -> int:
        """How many outcomes improvements of one party at a time lead to, the status quo itself not counted."""
        return int(np.count_nonzero(self._alone)) - 1

    def alone_ends(self) -> tuple[Ints, tuple[str, ...]]:
        """Where improvements of one party at a time end, and the scenarios all these ends share."""
        ends = np.flatnonzero(self._alone & equilibrium_mask(self.game, chosen("nash")[0]))
        masks = scenario_masks(self.game)
        return ends, tuple(key for key, mask in masks.items() if len(ends) and mask[ends].all())

    def nearest_first(self, cells: Ints) -> Ints:
        """Order outcomes by their most credible route, then by their number."""
        return cells[np.argsort(self.credible_cost[cells], kind="stable")]

    def route(self, cell: int) -> Route:
        """Give the routes to one outcome."""
        game, start = self.game, self.start
        by_credit = _path(game, start, cell, self._units, self._improving, self._few_joint, self.credible_cost)
        by_length = _path(game, start, cell, self._units, self._every, self._few_steps, self._shortest_cost)
        first = by_credit or by_length
        scenarios = tuple(key for key, mask in scenario_masks(game).items() if mask[cell])
        beliefs = _beliefs(game, start, first[0]) if first else ()
        return Route(Outcome.at(game.space, cell), scenarios, by_length, by_credit, beliefs)


def scenario_masks(game: Game) -> dict[str, Bools]:
    """Mark the outcomes of every scenario of the case."""
    return {key: game.space.where(scenario.when) for key, scenario in game.case.scenarios.items()}


def _costs(game: Game, start: int, moves: Sequence[Edges], weights: Sequence[int]) -> Ints:
    """The least total weight of moves from a cell to every other: rounds of relaxation until nothing changes."""
    cost = np.full(game.space.size, _FAR, dtype=np.int64)
    cost[start] = 0
    changed = True
    while changed:
        changed = False
        for unit_moves, weight in zip(moves, weights, strict=True):
            reached = cost[unit_moves.sources] < _FAR
            targets = unit_moves.targets[reached]
            offered = cost[unit_moves.sources[reached]] + weight
            if (offered < cost[targets]).any():
                np.minimum.at(cost, targets, offered)
                changed = True
    return cost


def _path(
    game: Game,
    start: int,
    end: int,
    units: Sequence[tuple[int, ...]],
    moves: Sequence[Edges],
    weights: Sequence[int],
    cost: Ints,
) -> tuple[Step, ...] | None:
    """Walk back from a cell along moves that account for its cost; None when it was not reached."""
    if cost[end] >= _FAR:
        return None
    steps: list[Step] = []
    while end != start:
        candidates = []
        for unit, unit_moves, weight in zip(units, moves, weights, strict=True):
            sources = unit_moves.sources[unit_moves.targets == end]
            candidates += [(unit, int(source)) for source in sources[cost[sources] + weight == cost[end]]]
        unit, source = min(candidates)
        steps.append(step(game, unit, source, end))
        end = source
    return tuple(reversed(steps))


def _beliefs(game: Game, start: int, first: Step) -> tuple[Belief, ...]:
    end = game.space.cell_of(first.to)
    beliefs = []
    for key in first.units:
        party = game.party(key)
        payoff = game.payoffs[party]
        own = {issue: after for issue, (_, after) in first.changes.items() if game.case.issues[issue].control == (key,)}
        partial = None
        if len(first.units) > 1 and own:
            levels = {**Outcome.at(game.space, start).levels, **own}
            cell = int(game.space.find(game.space.settled(np.array([game.space.number_of(levels)])))[0])
            partial = cell if cell >= 0 else None
        answer, _ = sanction(game, party, end, int(payoff[start]), True, "unlimited") if first.improves else ((), True)
        beliefs.append(
            Belief(
                party=key,
                gains=bool(payoff[end] > payoff[start]),
                alone=None if partial is None else Outcome.at(game.space, partial),
                alone_worse=partial is not None and bool(payoff[partial] < payoff[start]),
                answer=answer,
            )
        )
    return tuple(beliefs)


def _length(steps: Sequence[Step] | None) -> str:
    return "none" if steps is None else f"{len(steps)} steps" if len(steps) != 1 else "1 step"
