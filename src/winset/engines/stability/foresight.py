"""A far-sighted second opinion: what parties that look to the end would reach, beside what single steps lead to."""

from __future__ import annotations

import numpy as np

from winset.case.model import Case
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import CONCEPTS
from winset.engines.stability.consistent_set import CONSISTENT_LIMIT, largest_consistent_set
from winset.engines.stability.farsighted import FarsightedRoutes
from winset.engines.stability.why import Step
from winset.frozen import Frozen
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools

LIMIT = 100
FARSIGHTED, STEPWISE, BOTH, NEITHER = "farsighted", "stepwise", "both", "neither"


class FarsightedScenario(Frozen):
    """One scenario, as far-sighted parties and as parties that go one step at a time would see it.

    Attributes
    ----------
    scenario : str or None
        Its key; None for the outcomes that belong to no scenario.
    outcomes : int
        How many possible outcomes it has.
    consistent : int or None
        How many of them are in the largest consistent set; None where that set was not computed.
    reached : int
        To how many of them a far-sighted route leads from today; today's own outcome counts, without a step.
    could_hold : int
        How many are both; where the set was not computed, how many are reached.
    end : Outcome or None
        Where the shortest far-sighted route to the scenario ends, among those that are both where there are any.
    route : tuple of Step or None
        That route; empty when it is today's own outcome, None when no route leads there.
    stepwise : int
        How many of its outcomes are reached from today by steps (joint ones included) each of which all its movers
        prefer at once.
    stepwise_holding : int
        How many of these hold against every party alone (Nash): where such steps may end.
    view : {"both", "farsighted", "stepwise", "neither"}
        Which of the two views leads to the scenario and lets it hold.
    """

    scenario: str | None
    outcomes: int
    consistent: int | None
    reached: int
    could_hold: int
    end: Outcome | None
    route: tuple[Step, ...] | None
    stepwise: int
    stepwise_holding: int
    view: str


class FarsightedRecord(Record, kw_only=True):
    """What far-sighted parties would reach.

    Attributes
    ----------
    outcomes : int
        How many outcomes are possible.
    status_quo : Outcome
        Where the routes start.
    consistent : int or None
        The size of the largest consistent set; None where it was not computed.
    today_consistent : bool or None
        Whether today's outcome is in it.
    reached : int
        To how many outcomes a far-sighted route leads from today, today's own not counted.
    could_hold : int
        How many outcomes of the largest consistent set are reached or are today's own; where the set was not
        computed, how many outcomes are reached.
    holding : tuple of Outcome
        The first ``limit`` of these, in the order of their numbers; empty where the set was not computed.
    scenarios : tuple of FarsightedScenario
        One for each scenario, and one for the rest where there is any.
    begins : bool
        Whether any step from today, joint ones included, is preferred at once by all who take it.
    today_holds : bool
        Whether no party alone would leave today's outcome.
    refused : str
        Why the largest consistent set was not computed; empty where it was.
    """

    outcomes: int
    status_quo: Outcome
    consistent: int | None
    today_consistent: bool | None
    reached: int
    could_hold: int
    holding: tuple[Outcome, ...]
    scenarios: tuple[FarsightedScenario, ...]
    begins: bool
    today_holds: bool
    refused: str

    def rows(self) -> Rows:
        """Give one row per scenario."""
        body = [
            (
                one.scenario or "(no ending)",
                f"{one.outcomes:,}",
                "-" if one.consistent is None else f"{one.consistent:,}",
                f"{one.reached:,}",
                "-" if one.route is None else str(len(one.route)),
                f"{one.stepwise_holding:,}",
            )
            for one in self.scenarios
        ]
        return ("ending", "outcomes", "consistent", "reached", "steps", "stepwise"), body


def farsighted(case: Case | Game, limit: int = LIMIT) -> FarsightedRecord:
    """Find what parties that look to the end would reach from today, and what could then be stable.

    Parameters
    ----------
    case : Case or Game
        The case.
    limit : int
        How many outcomes to list (all are counted).

    Returns
    -------
    FarsightedRecord

    Raises
    ------
    UsageError
        If today's outcome is impossible, or the case is too large for far-sighted routes. A case that is only too
        large for the largest consistent set gives the routes alone, and says so.

    References
    ----------
    Harsanyi 1974; Chwe 1994; see ``docs/conventions.md``.

    Examples
    --------
    >>> import winset
    >>> record = winset.farsighted(winset.load("prisoners-dilemma"))
    >>> record.consistent, record.could_hold, record.holding[0].levels
    (2, 1, {'row': 'defect', 'column': 'defect'})
    """
    game = case if isinstance(case, Game) else Game(case)
    routes = FarsightedRoutes(game)
    reached = routes.reach()
    reached[routes.start] = True
    members, refused = None, ""
    if game.space.count <= CONSISTENT_LIMIT:
        members = largest_consistent_set(game).members
    else:
        refused = (
            f"The largest consistent set is computed for up to {CONSISTENT_LIMIT:,} possible outcomes; this case has "
            f"{game.space.count:,}. The routes are complete."
        )
    both = reached if members is None else reached & members
    stepwise, holds = routes.stepwise(), equilibrium_mask(game, CONCEPTS["nash"])
    cells = np.flatnonzero(both)[: limit if members is not None else 0]
    return FarsightedRecord(
        case=CaseReference.of(game.case),
        method="far-sighted routes and the largest consistent set",
        settings={"coalitions": [list(game.members(unit)) for unit in game.coalitions], "limit": limit},
        outcomes=game.space.count,
        status_quo=Outcome.at(game.space, routes.start),
        consistent=None if members is None else int(np.count_nonzero(members)),
        today_consistent=None if members is None else bool(members[routes.start]),
        reached=int(np.count_nonzero(reached)) - 1,
        could_hold=int(np.count_nonzero(both)) - (members is None),
        holding=tuple(Outcome.at(game.space, int(cell)) for cell in cells),
        scenarios=_scenarios(routes, reached, members, stepwise, holds),
        begins=bool(np.count_nonzero(stepwise) > 1),
        today_holds=bool(holds[routes.start]),
        refused=refused,
    )


def farsighted_summary(case: Case | Game) -> tuple[FarsightedScenario, ...]:
    """Give for every scenario what far-sighted parties and what single steps lead to, and where the two differ.

    Parameters
    ----------
    case : Case or Game
        The case, or the game made from it.

    Returns
    -------
    tuple of FarsightedScenario
        One for each scenario, and one for the outcomes without a scenario where there are any.

    Raises
    ------
    UsageError
        As :func:`winset.farsighted`.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> {one.scenario: one.view for one in farsighted_summary(case)}["breakdown"]
    'both'
    """
    return farsighted(case, limit=0).scenarios


def _scenarios(
    routes: FarsightedRoutes, reached: Bools, members: Bools | None, stepwise: Bools, holds: Bools
) -> tuple[FarsightedScenario, ...]:
    game = routes.game
    masks = dict[str | None, Bools](scenario_masks(game).items())
    rest = np.ones(game.space.size, dtype=np.bool_) if game.space.possible is None else game.space.possible.copy()
    for mask in masks.values():
        rest &= ~mask
    if rest.any():
        masks[None] = rest
    return tuple(
        _scenario(routes, key, mask, reached, members, stepwise, stepwise & holds) for key, mask in masks.items()
    )


def _scenario(
    routes: FarsightedRoutes,
    key: str | None,
    mask: Bools,
    reached: Bools,
    members: Bools | None,
    stepwise: Bools,
    settled: Bools,
) -> FarsightedScenario:
    space = routes.game.space
    both = mask & reached if members is None else mask & reached & members
    end, route = _shortest(routes, both if both.any() else mask & reached)
    single = int(np.count_nonzero(mask & settled))
    view = {(True, True): BOTH, (True, False): FARSIGHTED, (False, True): STEPWISE}.get(
        (bool(both.any()), single > 0), NEITHER
    )
    return FarsightedScenario(
        scenario=key,
        outcomes=int(np.count_nonzero(mask)),
        consistent=None if members is None else int(np.count_nonzero(mask & members)),
        reached=int(np.count_nonzero(mask & reached)),
        could_hold=int(np.count_nonzero(both)),
        end=None if end is None else Outcome.at(space, end),
        route=route,
        stepwise=int(np.count_nonzero(mask & stepwise)),
        stepwise_holding=single,
        view=view,
    )


def _shortest(routes: FarsightedRoutes, ends: Bools) -> tuple[int | None, tuple[Step, ...] | None]:
    if ends[routes.start]:
        return routes.start, ()
    end = routes.shortest(np.flatnonzero(ends))
    return end, None if end is None else routes.route(end)
