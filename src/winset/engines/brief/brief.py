"""The content of the brief: what a busy person must know of a case, gathered from the engines."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from winset.case.model import Case
from winset.engines.alignment.measure import PartyAlignment, alignment_notes
from winset.engines.forecast.not_forecast import not_forecast
from winset.engines.forecast.summary import Summary, summary
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.engines.routes.finder import RouteFinder
from winset.engines.routes.held import Held, HeldOutcomes
from winset.engines.stability.analysis import equilibrium_mask, readings_of
from winset.engines.stability.concepts import chosen
from winset.engines.stability.consistent_set import CONSISTENT_LIMIT
from winset.engines.stability.foresight import FarsightedScenario, farsighted_summary
from winset.engines.stability.pivotal_statements import Hinge, hinges
from winset.engines.stability.unilateral import AloneMove, alone_moves
from winset.engines.talks.consents import Consent, consents, steps_needed
from winset.errors import UsageError
from winset.frozen import field
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools

HINGE_LIMIT = 2**16


class BriefRecord(Record, kw_only=True):
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
        Where improvements of one party at a time lead, as in :class:`~winset.engines.routes.stable.RoutesRecord`.
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
    consents : tuple of Consent
        Who has to consent from outside the talks, for endings to come about.
    needed : mapping of str to tuple of str
        For every scenario the parties without a step of whom it does not come about.
    unforecast : tuple of str
        With numbers, the scenarios of which no forecast says anything: see :mod:`winset.engines.forecast.not_forecast`.
    foresight : tuple of FarsightedScenario
        What far-sighted parties would reach, beside what single steps lead to; empty where it was not computed.
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
    foresight: tuple[FarsightedScenario, ...] = ()
    consents: tuple[Consent, ...] = ()
    needed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unforecast: tuple[str, ...] = ()

    def rows(self) -> Rows:
        """Give one row per scenario."""
        body = [
            (
                one.scenario or "other",
                str(one.possible),
                str(one.count),
                str(one.by_construction),
                "-" if one.able is None else str(one.able),
                str(one.firm),
            )
            for one in self.held
        ]
        header = ("ending", "possible outcomes", "hold", "by construction", "reached", "not upset by a joint move")
        return header, body


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
    holding = HeldOutcomes(game, stable, finder, notes)
    held = tuple(
        holding.within(key, mask, sum(bool((reading & mask).any()) for reading in readings)) for key, mask in groups
    )
    needed = consents(game, masks)
    numbers, reason = summary(game.case.whole, needed=needed)
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
        consents=needed,
        needed=steps_needed(game, masks),
        unforecast=not_forecast(game.case.whole).scenarios if numbers else (),
        notes=tuple(notes),
        misaligned=alignment_notes(game),
        alone=alone_moves(game.case),
        foresight=_foresight(game),
    )


def _foresight(game: Game) -> tuple[FarsightedScenario, ...]:
    """What far-sighted parties would reach; left out where the largest consistent set is not computed."""
    if game.space.count > CONSISTENT_LIMIT or not game.case.scenarios:
        return ()
    try:
        return farsighted_summary(game)
    except UsageError:
        return ()


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


def _bases(case: Case) -> dict[str, int]:
    statements = [statement for group in case.preferences.values() for statement in group]
    entries = [*statements, *case.ranking.values()]
    return {
        "sourced": sum(entry.sourced for entry in entries),
        "assumed": sum(entry.assumed and not entry.sourced for entry in entries),
        "without": sum(not entry.basis for entry in entries),
    }
