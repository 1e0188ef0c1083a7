"""Finding routes: the least-cost ways from the status quo to every outcome, by what counts as a cost."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import prod

import numpy as np

from winset.engines.records import Outcome
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import chosen
from winset.engines.stability.why import Step, sanction, step
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.space.edges import FAR, Edges
from winset.space.game import Game, scenario_masks
from winset.space.grouped import GroupedMoves, groupable, too_many
from winset.space.movers import Mover
from winset.space.outcomes import Bools, Ints
from winset.space.units import unit as build_unit

_STEP, _JOINT, UNWILLING = 1, 10_000, 100_000_000

SMALL = 2**18
MOVES_LIMIT = 2**25
GROUPED_LIMIT = 2**21

Moves = Edges | GroupedMoves


class Belief(Frozen):
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


class Route(Frozen):
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


class Ways:
    """Some units' moves with a weight for each unit, and the least total weight of moves from a cell to every other.

    Attributes
    ----------
    cost : ndarray of int64, shape (size,)
        The least total weight; ``FAR`` where no moves lead.
    """

    def __init__(
        self, game: Game, start: int, units: Sequence[tuple[int, ...]], moves: Sequence[Moves], weights: Sequence[int]
    ) -> None:
        self._game, self._start = game, start
        self._moves = list(zip(units, moves, weights, strict=True))
        self.cost = _costs(game, start, moves, weights)

    def path(self, end: int) -> tuple[Step, ...] | None:
        """Walk back from a cell along moves that account for its cost; None when it was not reached."""
        if self.cost[end] >= FAR:
            return None
        steps: list[Step] = []
        while end != self._start:
            candidates = []
            for unit, moves, weight in self._moves:
                sources = moves.sources_of(end)
                fitting = sources[self.cost[sources] + weight == self.cost[end]]
                candidates += [(unit, int(source)) for source in fitting]
            unit, source = min(candidates)
            steps.append(step(self._game, unit, source, end))
            end = source
        return tuple(reversed(steps))


class RouteFinder:
    """All routes from the status quo of a game, found once.

    Raises
    ------
    UsageError
        If the status quo is impossible, or the case is too large for its moves to be listed.
    """

    def __init__(self, game: Game) -> None:
        if game.status_quo is None:
            what = "what holds today is itself impossible under the rules of the case"
            raise UsageError(what, "Correct 'status_quo' or the rules.")
        self.game = game
        self.start: int = game.status_quo
        self._bounded()
        self._units = [unit for unit in game.units if game.mover(unit).unit.can_move]
        self._improving = [_moves(game.mover(unit), improving=True) for unit in self._units]
        joint = [len(unit) > 1 for unit in self._units]
        self._few_joint = [_STEP + _JOINT * flag for flag in joint]
        self._few_steps = [_JOINT + _STEP * flag for flag in joint]
        self._agreed: dict[frozenset[int], Ways] = {}
        singles = joint.count(False)
        alone = _costs(game, self.start, self._improving[:singles], self._few_joint[:singles])
        self._alone: Bools = alone < FAR

    def _bounded(self) -> None:
        """Refuse a large case whose moves would take minutes to list, before any is, or an outcome is ranked."""
        game, space = self.game, self.game.space
        units = [build_unit(game.case, tuple(game.parties[member] for member in members)) for members in game.units]
        sizes = [len(space.levels[issue]) for issue in space.issues]
        listed = [one for one in units if one.can_move and (not space.dense or space.guards or len(one.members) > 1)]
        ways = sum(prod(sizes[change.issue] for change in one.changes) - 1 for one in listed)
        hint = "Join or remove issues, or rule out combinations that cannot occur."
        if space.size > SMALL and space.size * ways > MOVES_LIMIT:
            what = f"the case has {space.size:,} outcomes with up to {ways:,} moves from each, too many for routes"
            raise UsageError(what, hint)
        if space.size > GROUPED_LIMIT:
            what = f"the case has {space.size:,} outcomes, and routes are searched among at most {GROUPED_LIMIT:,}"
            raise UsageError(what, hint)

    @cached_property
    def credible(self) -> Ways:
        """By improvements alone: fewest joint steps, then fewest steps."""
        return Ways(self.game, self.start, self._units, self._improving, self._few_joint)

    def agreed(self, without: frozenset[int]) -> Ways:
        """By moves that need no consent of some parties, none of which crosses a barrier of a mover.

        These parties take part in no joint step, and alone only in steps that improve their position where they stand.
        Fewest steps that are no improvement for their mover, then fewest joint steps, then fewest steps.
        """
        if without not in self._agreed:
            kept = [place for place, unit in enumerate(self._units) if not without & set(unit)]
            units = [self._units[place] for place in kept]
            willing = [self._improving[place] for place in kept]
            others = [_moves(self.game.mover(unit), within=True) for unit in units]
            weights = [self._few_joint[place] for place in kept]
            weights += [weight + UNWILLING for weight in weights]
            answers = [place for place, unit in enumerate(self._units) if len(unit) == 1 and without & set(unit)]
            self._agreed[without] = Ways(
                self.game,
                self.start,
                [*units, *units, *(self._units[place] for place in answers)],
                [*willing, *others, *(self._improving[place] for place in answers)],
                [*weights, *(self._few_joint[place] for place in answers)],
            )
        return self._agreed[without]

    @cached_property
    def shortest(self) -> Ways:
        """By any moves: fewest steps, then fewest joint steps."""
        return Ways(self.game, self.start, self._units, self._every, self._few_steps)

    @cached_property
    def least_unwilling(self) -> Ways:
        """By any moves: fewest steps that are no improvement for their mover, then fewest joint ones, then fewest."""
        weights = [*self._few_joint, *(weight + UNWILLING for weight in self._few_joint)]
        return Ways(self.game, self.start, [*self._units] * 2, [*self._improving, *self._every], weights)

    @cached_property
    def _every(self) -> list[Moves]:
        return [_moves(self.game.mover(unit)) for unit in self._units]

    @property
    def credible_cost(self) -> Ints:
        """The cost of the most credible route to every outcome; ``FAR`` where there is none."""
        return self.credible.cost

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
        game = self.game
        by_credit, by_length = self.credible.path(cell), self.shortest.path(cell)
        first = by_credit or by_length
        scenarios = tuple(key for key, mask in scenario_masks(game).items() if mask[cell])
        found = beliefs(game, self.start, first[0]) if first else ()
        return Route(Outcome.at(game.space, cell), scenarios, by_length, by_credit, found)


def _moves(mover: Mover, improving: bool = False, within: bool = False) -> Moves:
    """Give the moves of a unit; by groups where they are too many to list."""
    if groupable(mover) and too_many(mover):
        return GroupedMoves(mover, improving, within)
    return mover.improvements if improving else mover.within(mover.moves) if within else mover.moves


def _costs(game: Game, start: int, moves: Sequence[Moves], weights: Sequence[int]) -> Ints:
    """The least total weight of moves from a cell to every other: rounds of relaxation until nothing changes."""
    cost = np.full(game.space.size, FAR, dtype=np.int64)
    cost[start] = 0
    settled = 0  # how many in a row lowered nothing
    while settled < len(moves):
        for unit_moves, weight in zip(moves, weights, strict=True):
            settled = 0 if unit_moves.relax(cost, weight) else settled + 1
            if settled == len(moves):
                break
    return cost


def beliefs(game: Game, start: int, first: Step) -> tuple[Belief, ...]:
    """Say what each mover of a step from a cell must believe before it takes part."""
    end = game.space.cell_of(first.to)
    found = []
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
        found.append(
            Belief(
                party=key,
                gains=bool(payoff[end] > payoff[start]),
                alone=None if partial is None else Outcome.at(game.space, partial),
                alone_worse=partial is not None and bool(payoff[partial] < payoff[start]),
                answer=answer,
            )
        )
    return tuple(found)
