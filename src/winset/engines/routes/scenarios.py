"""The route of every scenario: over all its outcomes, the most credible first, and whether all it needs would take it.

An outcome is *able to hold* when it holds, and some route leads there from today on which no consent is lacking and no
barrier stands. Consent is what a joint step takes, and a step that does not improve its mover's position; it is lacking
when that mover is worse off at the end than today. The route of a scenario leads to such an outcome where there is
one; else to the outcome that holds with the most credible route, and it is said what that lacks; else, where nothing
that holds in the scenario can be reached, to any of its outcomes.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from winset.case.model import Case
from winset.engines.records import Outcome
from winset.engines.routes.by_itself import becoming
from winset.engines.routes.finder import UNWILLING, Belief, RouteFinder, Ways, beliefs
from winset.engines.stability.analysis import equilibrium_mask, joint_improvements
from winset.engines.stability.concepts import chosen
from winset.engines.stability.why import Step
from winset.errors import UsageError
from winset.frozen import Frozen, replace
from winset.space.distinct import distinct
from winset.space.edges import FAR
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools, Ints

Missing = Literal["", "consent", "barrier", "moves", "not searched"]
TIES = 100


class ScenarioRoute(Frozen):
    """How one gets from today to a scenario.

    Attributes
    ----------
    scenario : str
        Its key.
    to : Outcome or None
        Where the route ends; None when no route was found.
    holds : bool
        Whether it holds there.
    steps : tuple of Step or None
        The route; empty when today is there already, None when none was found.
    worse_off : tuple of str
        Those whose consent its steps need, by party key, and who prefer today to where it ends.
    barred : tuple of str
        The movers of steps against which a real condition of their own stands, or homes that surely refuse.
    missing : {"", "consent", "barrier", "moves", "not searched"}
        What the route lacks: nothing; the consent of those in ``worse_off``; a way around the barriers of those in
        ``barred``; any moves that lead there; or it was not searched, the case having too many moves.
    beliefs : tuple of Belief
        What each mover of its first step must believe.
    after : Outcome or None
        Where it does not hold at its end, an outcome of the scenario that does, which deadlines make of that end.
    deadlines : tuple of int
        These deadlines, by their places in the case from 1; where no moves lead there, those that bring it about today.
    """

    scenario: str
    to: Outcome | None
    holds: bool
    steps: tuple[Step, ...] | None
    worse_off: tuple[str, ...]
    barred: tuple[str, ...]
    missing: Missing
    beliefs: tuple[Belief, ...]
    after: Outcome | None = None
    deadlines: tuple[int, ...] = ()

    @property
    def joint_steps(self) -> tuple[Step, ...]:
        """The steps that need simultaneous commitment."""
        return tuple(one for one in self.steps or () if len(one.units) > 1)

    @property
    def unwilling(self) -> tuple[Step, ...]:
        """The steps that are no improvement for their mover."""
        return tuple(one for one in self.steps or () if not one.improves)

    @property
    def alone(self) -> str | None:
        """The party that takes all the steps by itself, by its key; None when there is no such party."""
        units = {one.units for one in self.steps or ()}
        return next(iter(units))[0] if len(units) == 1 and len(next(iter(units))) == 1 else None


def scenario_routes(
    case: Case | Game,
    concept: str = "nash",
    sanctions: str = "unlimited",
    finder: RouteFinder | None = None,
    stable: Bools | None = None,
) -> tuple[ScenarioRoute, ...]:
    """Find the route of every scenario of a case.

    Parameters
    ----------
    case : Case or Game
        The case.
    concept, sanctions : str
        Under what an outcome must hold.
    finder, stable
        The routes and the equilibria of the same game and concept, when they are already known.

    Returns
    -------
    tuple of ScenarioRoute
        In the order of the case.

    Raises
    ------
    UsageError
        If the status quo is impossible, or the case is too large for its moves to be listed.

    Examples
    --------
    >>> import winset
    >>> [(one.scenario, one.missing, len(one.joint_steps)) for one in scenario_routes(winset.load("jeddah-2025"))][:3]
    [('compromise', '', 1), ('major-concession', 'consent', 0), ('breakdown', '', 0)]
    """
    game = case if isinstance(case, Game) else Game(case)
    finder = RouteFinder(game) if finder is None else finder
    stable = equilibrium_mask(game, chosen(concept)[0], sanctions) if stable is None else stable
    masks = scenario_masks(game)
    try:
        able = able_to_hold(finder, stable)
        return tuple(_route(finder, key, mask, stable, able) for key, mask in masks.items())
    except UsageError:
        return tuple(_by_improvements(finder, key, mask, stable) for key, mask in masks.items())


def _by_improvements(finder: RouteFinder, scenario: str, mask: Bools, stable: Bools) -> ScenarioRoute:
    """The most credible route, where there are too many moves to look at those that are no improvement."""
    for cells, holds in ((np.flatnonzero(mask & stable), True), (np.flatnonzero(mask), False)):
        if len(cells) and finder.credible_cost[cells].min() < FAR:
            cell = _nearest(finder, cells, finder.credible_cost[cells])
            return _told(finder, scenario, cell, holds, finder.credible)
    return ScenarioRoute(scenario, None, False, None, (), (), "not searched", ())


def able_to_hold(finder: RouteFinder, stable: Bools, stepwise: bool = False) -> Bools:
    """Mark the outcomes that hold and are reached by a route on which no consent is lacking.

    ``stepwise`` asks besides that every step be an improvement for its mover.
    """
    able = np.zeros(len(stable), dtype=np.bool_)
    cells = np.flatnonzero(stable)
    able[cells] = _agreed_costs(finder, cells) < (UNWILLING if stepwise else FAR)
    return able


def _agreed_costs(finder: RouteFinder, cells: Ints) -> Ints:
    """The cost of the best route to each outcome on which no consent is lacking."""
    losers = _losers(finder, cells)
    costs = np.full(len(cells), FAR, dtype=np.int64)
    for pattern in distinct(losers):
        here = losers == pattern
        costs[here] = finder.agreed(_members(int(pattern))).cost[cells[here]]
    return costs


def _losers(finder: RouteFinder, cells: Ints) -> Ints:
    """Who is worse off than today, as one bit for each party."""
    total = np.zeros(len(cells), dtype=np.int64)
    for party, payoff in enumerate(finder.game.payoffs):
        total |= (payoff[cells] < payoff[finder.start]).astype(np.int64) << party
    return total


def _members(pattern: int) -> frozenset[int]:
    return frozenset(party for party in range(pattern.bit_length()) if pattern >> party & 1)


def _route(finder: RouteFinder, scenario: str, mask: Bools, stable: Bools, able: Bools) -> ScenarioRoute:
    agreed = np.flatnonzero(mask & able)
    if len(agreed):
        cell = _nearest(finder, agreed, _agreed_costs(finder, agreed))
        loser = int(_losers(finder, np.array([cell]))[0])
        return _told(finder, scenario, cell, True, finder.agreed(_members(loser)))
    for cells, holds in ((np.flatnonzero(mask & stable), True), (np.flatnonzero(mask), False)):
        for ways in (finder.credible, finder.least_unwilling) if len(cells) else ():
            cell = _nearest(finder, cells, ways.cost[cells])
            if ways.cost[cell] < FAR:
                found = _told(finder, scenario, cell, holds, ways)
                return found if found.holds or found.missing else _later(finder.game, found, mask & stable)
    brought = (places for cell, places in becoming(finder.game, finder.start) if mask[cell])
    return ScenarioRoute(scenario, None, False, None, (), (), "moves", (), deadlines=next(brought, ()))


def _later(game: Game, route: ScenarioRoute, lasting: Bools) -> ScenarioRoute:
    """Add what deadlines make of the end of a route where that holds: ``lasting`` marks what does in its scenario."""
    ends = becoming(game, game.space.cell_of(route.to.number)) if route.to else ()
    for cell, places in ends:
        if lasting[cell] and places:
            return replace(route, after=Outcome.at(game.space, cell), deadlines=places)
    return route


def _nearest(finder: RouteFinder, cells: Ints, costs: Ints) -> int:
    """Choose the outcome with the least cost; among equals one that no joint move upsets, then by number."""
    nearest = cells[costs == costs.min()][:TIES]
    firm = (int(cell) for cell in nearest if not joint_improvements(finder.game, int(cell)))
    return next(firm, int(nearest[0]))


def _told(finder: RouteFinder, scenario: str, cell: int, holds: bool, ways: Ways) -> ScenarioRoute:
    game, start = finder.game, finder.start
    steps = ways.path(cell) or ()
    movers = {party for one in steps if len(one.units) > 1 or not one.improves for party in one.units}
    worse = tuple(
        key
        for key, payoff in zip(game.parties, game.payoffs, strict=True)
        if key in movers and payoff[cell] < payoff[start]
    )
    barred = _barred(game, start, steps)
    missing: Missing = "consent" if worse else "barrier" if barred else ""
    first = beliefs(game, start, steps[0]) if steps else ()
    return ScenarioRoute(scenario, Outcome.at(game.space, cell), holds, steps, worse, barred, missing, first)


def _barred(game: Game, start: int, steps: tuple[Step, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    here = start
    for one in steps:
        there = game.space.cell_of(one.to)
        for key in one.units:
            if any(barrier[there] and not barrier[here] for barrier in game.barriers[game.parties.index(key)]):
                found[key] = None
        here = there
    return tuple(found)
