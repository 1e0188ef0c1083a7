"""Two cases side by side: which scenarios and outcomes hold in one and not in the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from winset.case.marks import on_marks
from winset.case.model import Case
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.engines.routes.scenarios import ScenarioRoute, scenario_routes
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import chosen
from winset.engines.versions.differences import EntryDifference, differences
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools

LIMIT = 100


class ScenarioChange(Frozen):
    """How many equilibria a scenario has in either case; None where the case has no such scenario."""

    scenario: str
    first: int | None
    second: int | None


class RouteChange(Frozen):
    """The route of a scenario in either case; None where the case has no such scenario."""

    scenario: str
    first: ScenarioRoute | None
    second: ScenarioRoute | None


class CompareRecord(Record, kw_only=True):
    """The comparison of two cases under one concept.

    Attributes
    ----------
    other : CaseReference
        The second case.
    scenarios : tuple of ScenarioChange
        Equilibria per scenario.
    only_first, only_second : tuple of Outcome
        Outcomes that hold in one case only, told by the issues both have.
    both : int
        How many hold in both.
    only_first_count, only_second_count : int
        How many hold in one only (the lists may be cut at ``LIMIT``).
    differences : tuple of EntryDifference
        What differs in the cases themselves.
    routes : tuple of RouteChange
        The scenarios whose route, or what it lacks, is another.
    routes_compared : bool
        Whether the routes could be found in both cases.
    """

    other: CaseReference
    scenarios: tuple[ScenarioChange, ...]
    only_first: tuple[Outcome, ...]
    only_second: tuple[Outcome, ...]
    both: int
    only_first_count: int
    only_second_count: int
    differences: tuple[EntryDifference, ...]
    routes: tuple[RouteChange, ...]
    routes_compared: bool

    def rows(self) -> Rows:
        """Give one row per scenario."""
        body = [(one.scenario, _count(one.first), _count(one.second)) for one in self.scenarios]
        total = (str(self.both + self.only_first_count), str(self.both + self.only_second_count))
        return ("ending", "first", "second"), [*body, ("all that holds", *total)]


def compare(first: Case, second: Case, concept: str = "nash", sanctions: str = "unlimited") -> CompareRecord:
    """Compare what holds in two cases.

    Parameters
    ----------
    first, second : Case
        The cases. Outcomes are matched by the levels of the issues both have.
    concept, sanctions : str
        As in :func:`winset.stability`.

    Returns
    -------
    CompareRecord

    Raises
    ------
    UsageError
        If the cases share no issue.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("elmira")
    >>> winset.compare(case, winset.without(case, "Uniroyal")).both
    1
    """
    wanted = chosen(concept)[0]
    games = Game(first), Game(second)
    shared = [issue for issue in first.issues if issue in second.issues and first.levels[issue] == second.levels[issue]]
    if not shared:
        raise UsageError("the two cases share no issue with the same levels, so nothing can be matched")
    masks = [equilibrium_mask(game, wanted, sanctions) for game in games]
    held = [_held(game, mask, shared) for game, mask in zip(games, masks, strict=True)]
    counts = [
        {key: int(np.count_nonzero(mask & scenario)) for key, scenario in scenario_masks(game).items()}
        for game, mask in zip(games, masks, strict=True)
    ]
    routes = _routes(games, wanted.key, sanctions, masks)
    names = dict.fromkeys([*first.scenarios, *second.scenarios])
    only = [[held[i][key] for key in held[i] if key not in held[1 - i]] for i in (0, 1)]
    return CompareRecord(
        case=CaseReference.of(on_marks(first)),
        other=CaseReference.of(on_marks(second)),
        method="comparison of two cases",
        settings={"concept": wanted.key, "sanctions": sanctions, "matched_by": shared},
        scenarios=tuple(ScenarioChange(name, counts[0].get(name), counts[1].get(name)) for name in names),
        only_first=tuple(only[0][:LIMIT]),
        only_second=tuple(only[1][:LIMIT]),
        both=len(held[0].keys() & held[1].keys()),
        only_first_count=len(only[0]),
        only_second_count=len(only[1]),
        differences=differences(first, second),
        routes=routes or (),
        routes_compared=routes is not None,
    )


def _routes(
    games: tuple[Game, Game], concept: str, sanctions: str, stable: Sequence[Bools]
) -> tuple[RouteChange, ...] | None:
    """The scenarios whose routes differ; None where routes cannot be found."""
    try:
        found = [
            {one.scenario: one for one in scenario_routes(game, concept, sanctions, stable=mask)}
            for game, mask in zip(games, stable, strict=True)
        ]
    except UsageError:
        return None
    changes = (RouteChange(name, found[0].get(name), found[1].get(name)) for name in {**found[0], **found[1]})
    return tuple(one for one in changes if _told(one.first) != _told(one.second))


def _told(route: ScenarioRoute | None) -> object:
    """What a reader is told of a route: who moves, what changes, what it lacks; outcome numbers are of one case."""
    if route is None:
        return None
    steps = None if route.steps is None else [(one.units, dict(one.changes), one.improves) for one in route.steps]
    return steps, route.missing, route.worse_off, route.barred


def _held(game: Game, mask: np.ndarray, shared: list[str]) -> Mapping[tuple[str, ...], Outcome]:
    """The outcomes that hold, by their levels of the shared issues."""
    outcomes = [Outcome.at(game.space, int(cell)) for cell in np.flatnonzero(mask)]
    return {tuple(outcome.levels[issue] for issue in shared): outcome for outcome in outcomes}


def _count(count: int | None) -> str:
    return "not named" if count is None else str(count)
