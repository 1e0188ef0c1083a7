"""What can hold within each scenario: how much, of which kinds, why, and whether a route leads there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from winset.engines.records import Outcome
from winset.engines.routes.by_itself import brought_about
from winset.engines.routes.finder import RouteFinder
from winset.engines.routes.scenarios import ScenarioRoute, able_to_hold, scenario_routes
from winset.engines.stability.analysis import joint_improvements
from winset.engines.stability.construction import nobody_can_leave
from winset.engines.stability.party import nash
from winset.engines.stability.random_preferences import random_shares
from winset.engines.stability.stability_record import JointMove
from winset.engines.stability.why import Step, step
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools, Ints

KINDS_SHOWN = 2
SCAN_LIMIT = 400


class SimilarOutcomes(Frozen):
    """Outcomes that hold and that differ only in detail: the one shown stands for all of them.

    Attributes
    ----------
    outcome : Outcome
        The one shown.
    similar : int
        How many more there are.
    against_status_quo : mapping of str to int
        For each party: 1 when it prefers the outcome to the status quo, -1 when less, 0 when it is indifferent.
    places : mapping of str to (int, int)
        For each party, the place of the outcome in its order (1 is best), and the number of places.
    upset_by : tuple of JointMove
        The joint moves that upset it.
    upset_scenarios : tuple of str
        Scenarios these moves lead to.
    upset_step : Step or None
        The first of these moves: what it changes.
    """

    outcome: Outcome
    similar: int
    against_status_quo: Mapping[str, int]
    places: Mapping[str, tuple[int, int]]
    upset_by: tuple[JointMove, ...]
    upset_scenarios: tuple[str, ...]
    upset_step: Step | None


class Held(Frozen):
    """What can hold within one scenario.

    Attributes
    ----------
    scenario : str or None
        Its key; None for outcomes outside every scenario.
    possible : int
        How many outcomes it has.
    count : int
        How many of them hold against every party alone.
    firm : int
        How many of these no joint move upsets (among the first ``SCAN_LIMIT`` looked at).
    kinds : tuple of SimilarOutcomes
        The few that differ in kind; the one where the scenario's route ends comes first.
    readings : int
        In how many readings of the unknown statements the scenario holds.
    by_construction : int
        How many of ``count`` hold whatever anyone wants, because no party alone has any move from them.
    immovable : int
        How many of these no coalition can leave either.
    random_share : float or None
        The share of random preferences under which the scenario holds; None when it was not computed.
    able : int or None
        How many of ``count`` are reached from today by a route on which no consent is lacking of anyone worse off there
        than today, and against no mover's real conditions and homes; None when routes were not computed.
    stepwise : int or None
        How many of these by steps each of which is an improvement for its mover.
    route : ScenarioRoute or None
        The scenario's route, the same as ``routes`` tells, and what it lacks; None when routes were not computed.
    signs : mapping of str to int or None
        For each party: 1 when it prefers some of its outcomes to the status quo and likes none less, -1 the other way
        round, 0 when it is indifferent to all, None when it prefers some and likes others less. Of the outcomes those
        that are reached with everybody's consent or come about by themselves, else what a deadline makes of the end of
        its route, else those that hold, else today's, else all possible ones.
    leavers : tuple of str
        Where none of its outcomes holds: who gains by leaving, alone, every one of them.
    by_itself : bool
        Whether deadlines or law turn today into one of its outcomes while nothing is agreed.
    """

    scenario: str | None
    possible: int
    count: int
    firm: int
    kinds: tuple[SimilarOutcomes, ...]
    readings: int
    by_construction: int
    immovable: int
    random_share: float | None
    able: int | None
    stepwise: int | None
    route: ScenarioRoute | None
    signs: Mapping[str, int | None]
    leavers: tuple[str, ...] = ()
    by_itself: bool = False

    @property
    def finding(self) -> bool:
        """Whether some outcome holds because of what the parties want, and not only because nobody can leave it."""
        return self.count > self.by_construction


class HeldOutcomes:
    """What holds in a game, why, and how it is reached: found once, told for each scenario."""

    def __init__(self, game: Game, stable: Bools, finder: RouteFinder | None, notes: list[str]) -> None:
        self.game, self.stable, self.finder = game, stable, finder
        self.stuck = stable & nobody_can_leave(game)
        self.immovable = self.stuck & _immovable(game)
        self.able, self.stepwise = _able(finder, stable)
        self.brought = brought_about(game)
        found = scenario_routes(game, finder=finder, stable=stable) if finder else ()
        self.routes = {route.scenario: route for route in found}
        if finder and self.able is None:
            notes.append("Routes with steps that are no improvement were not searched: there are too many moves.")
        self.shares: Mapping[str, float] = {}
        try:
            self.shares = random_shares(game)
        except UsageError as error:
            notes.append(f"{error.what[:1].upper()}{error.what[1:]}.")

    def within(self, key: str | None, mask: Bools, readings: int) -> Held:
        """Tell what holds within a scenario, or outside all of them."""
        cells = np.flatnonzero(self.stable & mask)
        count = len(cells)
        route = None if key is None else self.routes.get(key)
        cells = (self.finder.nearest_first(cells) if self.finder else cells)[:SCAN_LIMIT]
        end = self.game.space.cell_of(route.to.number) if route and route.to and route.holds else None
        if end is not None:
            cells = np.concatenate(([end], cells[cells != end]))
        upset = {int(cell): joint_improvements(self.game, int(cell)) for cell in cells}
        kinds = _kinds(self.game, cells, upset, end)
        return Held(
            scenario=key,
            possible=int(np.count_nonzero(mask)),
            count=count,
            firm=sum(not moves for moves in upset.values()),
            kinds=tuple(_kind(self.game, members, upset) for members in kinds[:KINDS_SHOWN]),
            readings=readings,
            by_construction=int(np.count_nonzero(self.stuck & mask)),
            immovable=int(np.count_nonzero(self.immovable & mask)),
            random_share=None if key is None else self.shares.get(key),
            able=None if self.able is None else int(np.count_nonzero(self.able & mask)),
            stepwise=None if self.stepwise is None else int(np.count_nonzero(self.stepwise & mask)),
            route=route,
            signs=_signs(self.game, self._told(mask, route)),
            leavers=() if count or not mask.any() else self._leavers(mask),
            by_itself=bool((self.brought & mask).any()),
        )

    @cached_property
    def _staying(self) -> Mapping[str, Bools]:
        """For each party the outcomes that it would not leave alone."""
        return {key: nash(self.game, place, "unlimited") for place, key in enumerate(self.game.parties)}

    def _leavers(self, mask: Bools) -> tuple[str, ...]:
        """Give the parties that gain by leaving, alone, every one of the outcomes marked."""
        return tuple(key for key, stays in self._staying.items() if not stays[mask].any())

    def _told(self, mask: Bools, route: ScenarioRoute | None) -> Bools:
        """Mark what speaks for it, as :attr:`Held.signs` says.

        Where today is in an ending of which nothing holds, what else could be of that kind is no reading of it.
        """
        today, after = np.zeros_like(mask), np.zeros_like(mask)
        if self.game.status_quo is not None:
            today[self.game.status_quo] = mask[self.game.status_quo]
        if route is not None and route.after is not None:
            after[self.game.space.cell_of(route.after.number)] = True
        reached = self.brought if self.able is None else self.able | self.brought
        return next((found for found in (reached & mask, after, self.stable & mask, today) if found.any()), mask)


def _able(finder: RouteFinder | None, stable: Bools) -> tuple[Bools | None, Bools | None]:
    """Mark what holds and is reached with everybody's consent, and of it what is reached step by step."""
    if finder is None:
        return None, None
    try:
        return able_to_hold(finder, stable), able_to_hold(finder, stable, stepwise=True)
    except UsageError:
        return None, None


def _immovable(game: Game) -> Bools:
    """Mark what no unit can leave; nothing where the coalitions have too many moves to be listed."""
    try:
        return nobody_can_leave(game, game.units)
    except UsageError:
        return np.zeros(game.space.size, dtype=np.bool_)


def _kinds(
    game: Game, cells: Ints, upset: Mapping[int, Sequence[JointMove]], first: int | None = None
) -> list[list[int]]:
    """Group outcomes by what sets them apart for a reader.

    That is whether a joint move upsets them, for whom they are better or worse than the status quo, and what the
    absent parties do. The kind of the cell ``first`` comes first, then those that nothing upsets, then
    those with most outcomes.
    """
    absent = {key for key, party in game.case.parties.items() if not party.at_table}
    theirs = [key for key, issue in game.case.issues.items() if absent & set(issue.control)]
    groups: dict[tuple[object, ...], list[int]] = {}
    for cell in map(int, cells):
        levels = Outcome.at(game.space, cell).levels
        signs = tuple(_against(game, cell).values())
        groups.setdefault((bool(upset[cell]), signs, tuple(levels[key] for key in theirs)), []).append(cell)
    order = sorted(groups.items(), key=lambda item: (first not in item[1], item[0][0], -len(item[1])))
    return [group for _, group in order]


def _against(game: Game, cell: int) -> dict[str, int]:
    start = game.status_quo
    if start is None:
        return {}
    signs = [int(np.sign(int(payoff[cell]) - int(payoff[start]))) for payoff in game.payoffs]
    return dict(zip(game.parties, signs, strict=True))


def _signs(game: Game, mask: Bools) -> dict[str, int | None]:
    """For each party, whether it prefers what is marked to the status quo; None where that differs within it."""
    start = game.status_quo
    found: dict[str, int | None] = {}
    for key, payoff in zip(game.parties, game.payoffs, strict=True):
        if start is None or not mask.any():
            continue
        apart = payoff[mask].astype(np.int64) - int(payoff[start])
        better, worse = bool((apart > 0).any()), bool((apart < 0).any())
        found[key] = None if better and worse else int(better) - int(worse)
    return found


def _kind(game: Game, members: list[int], upset: Mapping[int, Sequence[JointMove]]) -> SimilarOutcomes:
    cell = members[0]
    masks = scenario_masks(game)
    ends = [game.space.cell_of(move.to) for move in upset[cell]]
    scenarios = tuple(key for key, mask in masks.items() if any(mask[end] for end in ends))
    places = {
        key: (int(payoff.max()) - int(payoff[cell]) + 1, int(payoff.max()) + 1)
        for key, payoff in zip(game.parties, game.payoffs, strict=True)
    }
    return SimilarOutcomes(
        outcome=Outcome.at(game.space, cell),
        similar=len(members) - 1,
        against_status_quo=_against(game, cell),
        places=places,
        upset_by=tuple(upset[cell]),
        upset_scenarios=scenarios,
        upset_step=_joint_step(game, cell, upset[cell][0]) if upset[cell] else None,
    )


def _joint_step(game: Game, cell: int, move: JointMove) -> Step:
    unit = tuple(game.parties.index(key) for key in move.units)
    return step(game, unit, cell, game.space.cell_of(move.to))
