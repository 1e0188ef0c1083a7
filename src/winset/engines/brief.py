"""The content of the brief: what a busy person must know of a case, gathered from the engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from winset.case.model import Case
from winset.engines.alignment import PartyAlignment, alignment_notes
from winset.engines.alone import AloneMove, alone_moves
from winset.engines.bargaining.summary import Summary, summary
from winset.engines.hinges import Hinge, hinges
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.engines.routes import Route, RouteFinder, scenario_masks
from winset.engines.stability.analysis import JointMove, equilibrium_mask, joint_improvements, readings_of
from winset.engines.stability.concepts import chosen
from winset.errors import UsageError
from winset.space.game import Game
from winset.space.outcomes import Bools, Ints

KINDS_SHOWN = 2
SCAN_LIMIT = 400
HINGE_LIMIT = 2**16


@dataclass(frozen=True)
class Kind:
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
    route : Route or None
        How to get there.
    """

    outcome: Outcome
    similar: int
    against_status_quo: Mapping[str, int]
    places: Mapping[str, tuple[int, int]]
    upset_by: tuple[JointMove, ...]
    upset_scenarios: tuple[str, ...]
    route: Route | None


@dataclass(frozen=True)
class Held:
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
    kinds : tuple of Kind
        The few that differ in kind.
    readings : int
        In how many readings of the unknown statements the scenario holds.
    """

    scenario: str | None
    possible: int
    count: int
    firm: int
    kinds: tuple[Kind, ...]
    readings: int


@dataclass(frozen=True, kw_only=True, repr=False)
class BriefRecord(Record):
    """Everything the brief tells.

    Attributes
    ----------
    outcomes : int
        How many outcomes are possible.
    held : tuple of Held
        One entry per scenario in the order of the case, and one for what lies outside them.
    readings : int
        How many readings the unknown statements make; 1 when there are none.
    alone_ends, alone_scenarios
        Where improvements of one party at a time lead, as in :class:`~winset.engines.routes.RoutesRecord`.
    alone_moves : bool
        Whether any party alone has an improvement from the status quo.
    hinges : tuple of Hinge
        The statements on which a scenario depends.
    bases : mapping of str to int
        How many statements have a source, an assumption only, or no basis.
    numbers : Summary or None
        How it may end, the pivot and packages worth testing, where the case gives values.
    notes : tuple of str
        What could not be computed, and why.
    alone : mapping of str to tuple of AloneMove
        What each party can change alone today.
    misaligned : tuple of PartyAlignment
        The parties whose statements and points rank outcomes differently (Kendall's tau-b below 0.5).
    """

    outcomes: int
    held: tuple[Held, ...]
    readings: int
    alone_ends: tuple[Outcome, ...]
    alone_scenarios: tuple[str, ...]
    alone_moves: bool
    hinges: tuple[Hinge, ...]
    bases: Mapping[str, int]
    numbers: Summary | None
    notes: tuple[str, ...]
    misaligned: tuple[PartyAlignment, ...] = ()
    alone: Mapping[str, tuple[AloneMove, ...]]

    def rows(self) -> Rows:
        """Give one row per scenario."""
        body = [(one.scenario or "other", str(one.possible), str(one.count), str(one.firm)) for one in self.held]
        return ("scenario", "possible outcomes", "hold", "not upset by a joint move"), body


def brief(case: Case | Game) -> BriefRecord:
    """Gather the brief of a case.

    Parameters
    ----------
    case : Case or Game
        The case.

    Returns
    -------
    BriefRecord

    Examples
    --------
    >>> import winset
    >>> record = winset.brief(winset.load("jeddah-2025"))
    >>> [held.scenario for held in record.held if held.count][:3]
    ['compromise', 'major-concession', 'breakdown']
    """
    game = case if isinstance(case, Game) else Game(case)
    notes: list[str] = []
    finder = _finder(game, notes)
    stable = equilibrium_mask(game, chosen("nash")[0])
    masks = scenario_masks(game)
    outside = np.ones(game.space.size, dtype=np.bool_) if game.space.possible is None else game.space.possible.copy()
    for mask in masks.values():
        outside &= ~mask
    groups: list[tuple[str | None, Bools]] = [*masks.items(), (None, outside)]
    readings = [equilibrium_mask(reading, chosen("nash")[0]) for reading in readings_of(game)]
    held = tuple(
        _held(game, key, mask, stable, finder, sum(bool((reading & mask).any()) for reading in readings))
        for key, mask in groups
    )
    numbers, reason = summary(game.case)
    notes += [reason] if reason else []
    ends, shared = finder.alone_ends() if finder else (np.zeros(0, dtype=np.int64), ())
    return BriefRecord(
        case=CaseReference.of(game.case),
        method="brief",
        settings={
            "holds": "Nash-stable against every party alone",
            "coalitions": [list(game.members(unit)) for unit in game.coalitions],
        },
        outcomes=game.space.count,
        held=held,
        readings=len(readings),
        alone_ends=tuple(Outcome.at(game.space, int(cell)) for cell in ends),
        alone_scenarios=shared,
        alone_moves=finder is not None and finder.alone_reached > 0,
        hinges=_hinges(game, notes),
        bases=_bases(game.case),
        numbers=numbers,
        notes=tuple(notes),
        misaligned=alignment_notes(game),
        alone=alone_moves(game),
    )


def _finder(game: Game, notes: list[str]) -> RouteFinder | None:
    try:
        return RouteFinder(game)
    except UsageError as error:
        notes.append(f"Routes were not computed: {error.what}.")
        return None


def _hinges(game: Game, notes: list[str]) -> tuple[Hinge, ...]:
    if game.space.size <= HINGE_LIMIT:
        return hinges(game)
    notes.append(f"What each outcome hangs on was not computed: the case has more than {HINGE_LIMIT:,} outcomes.")
    return ()


def _held(game: Game, key: str | None, mask: Bools, stable: Bools, finder: RouteFinder | None, readings: int) -> Held:
    cells = np.flatnonzero(stable & mask)
    count = len(cells)
    cells = (finder.nearest_first(cells) if finder else cells)[:SCAN_LIMIT]
    upset = {int(cell): joint_improvements(game, int(cell)) for cell in cells}
    kinds = _kinds(game, cells, upset)
    shown = tuple(_kind(game, members, upset, finder) for members in kinds[:KINDS_SHOWN])
    firm = sum(not moves for moves in upset.values())
    return Held(key, int(np.count_nonzero(mask)), count, firm, shown, readings)


def _kinds(game: Game, cells: Ints, upset: Mapping[int, Sequence[JointMove]]) -> list[list[int]]:
    """Group outcomes by what sets them apart for a reader.

    That is whether a joint move upsets them, for whom they are better or worse than the status quo, and what the
    absent parties do. Kinds that nothing upsets come first, then those with most outcomes.
    """
    absent = {key for key, party in game.case.parties.items() if not party.at_table}
    theirs = [key for key, issue in game.case.issues.items() if absent & set(issue.control)]
    groups: dict[tuple[object, ...], list[int]] = {}
    for cell in map(int, cells):
        levels = Outcome.at(game.space, cell).levels
        signs = tuple(_against(game, cell).values())
        groups.setdefault((bool(upset[cell]), signs, tuple(levels[key] for key in theirs)), []).append(cell)
    return [group for _, group in sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1])))]


def _against(game: Game, cell: int) -> dict[str, int]:
    start = game.status_quo
    if start is None:
        return {}
    signs = [int(np.sign(int(payoff[cell]) - int(payoff[start]))) for payoff in game.payoffs]
    return dict(zip(game.parties, signs, strict=True))


def _kind(game: Game, members: list[int], upset: Mapping[int, Sequence[JointMove]], finder: RouteFinder | None) -> Kind:
    cell = members[0]
    masks = scenario_masks(game)
    ends = [game.space.cell_of(move.to) for move in upset[cell]]
    scenarios = tuple(key for key, mask in masks.items() if any(mask[end] for end in ends))
    places = {
        key: (int(payoff.max()) - int(payoff[cell]) + 1, int(payoff.max()) + 1)
        for key, payoff in zip(game.parties, game.payoffs, strict=True)
    }
    return Kind(
        outcome=Outcome.at(game.space, cell),
        similar=len(members) - 1,
        against_status_quo=_against(game, cell),
        places=places,
        upset_by=tuple(upset[cell]),
        upset_scenarios=scenarios,
        route=finder.route(cell) if finder else None,
    )


def _bases(case: Case) -> dict[str, int]:
    statements = [statement for group in case.preferences.values() for statement in group]
    entries = [*statements, *case.ranking.values()]
    return {
        "sourced": sum(entry.sourced for entry in entries),
        "assumed": sum(entry.assumed and not entry.sourced for entry in entries),
        "without": sum(not entry.basis for entry in entries),
    }
