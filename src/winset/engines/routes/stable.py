"""How one gets from the status quo to the outcomes that hold, and which steps must be taken together.

Two routes are found to every equilibrium: the *shortest* (fewest moves, whatever they are worth to those who make
them) and the *most credible* (every move an improvement for its mover, with as few joint moves as possible, then as
few moves as possible). Every scenario has one route besides, over all its outcomes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from winset.case.model import Case
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.engines.routes.finder import Belief, Route, RouteFinder
from winset.engines.routes.scenarios import ScenarioRoute, scenario_routes
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import chosen
from winset.engines.stability.why import Step
from winset.space.game import Game, scenario_masks

__all__ = ["Belief", "Route", "RouteFinder", "RoutesRecord", "ScenarioRoute", "routes", "scenario_masks"]

LIMIT = 100


class RoutesRecord(Record, kw_only=True):
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
    scenarios : tuple of ScenarioRoute
        The route of every scenario of the case, over all its outcomes.
    """

    status_quo: Outcome
    routes: tuple[Route, ...]
    equilibria: int
    alone_reached: int
    alone_ends: tuple[Outcome, ...]
    alone_scenarios: tuple[str, ...]
    scenarios: tuple[ScenarioRoute, ...]

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
        return ("outcome", "endings", "shortest", "most credible", "joint steps"), body


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
    stable = equilibrium_mask(game, chosen(concept)[0], sanctions)
    holds = np.flatnonzero(stable)
    ends, shared = finder.alone_ends()
    return RoutesRecord(
        case=CaseReference.of(game.case),
        method="routes from today",
        settings={"concept": concept, "sanctions": sanctions, "limit": limit},
        status_quo=Outcome.at(game.space, finder.start),
        routes=tuple(finder.route(int(cell)) for cell in finder.nearest_first(holds)[:limit]),
        equilibria=len(holds),
        alone_reached=finder.alone_reached,
        alone_ends=tuple(Outcome.at(game.space, int(cell)) for cell in ends[:limit]),
        alone_scenarios=shared,
        scenarios=scenario_routes(game, concept, sanctions, finder, stable),
    )


def _length(steps: Sequence[Step] | None) -> str:
    return "none" if steps is None else f"{len(steps)} steps" if len(steps) != 1 else "1 step"
