"""Which outcomes hold, under which concepts, and which joint moves upset them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import product

import numpy as np

from winset.case.model import Case
from winset.engines.records import CaseReference, Outcome
from winset.engines.stability.concepts import DEFAULT_CONCEPTS, Concept, chosen
from winset.engines.stability.construction import nobody_can_leave
from winset.engines.stability.sanctions import SANCTIONS
from winset.engines.stability.stability_record import (
    Equilibria,
    Equilibrium,
    JointMove,
    ScenarioHolding,
    StabilityRecord,
)
from winset.engines.stability.work import refuse_too_much
from winset.errors import UsageError, nearest
from winset.space.game import Game
from winset.space.outcomes import Bools, Ints

LIMIT = 100
MAX_UNKNOWN = 6


def stability(
    case: Case | Game,
    concepts: str | Sequence[str] = DEFAULT_CONCEPTS,
    sanctions: str = "unlimited",
    limit: int = LIMIT,
    verdicts: bool = False,
) -> StabilityRecord:
    """Find the outcomes that hold.

    Parameters
    ----------
    case : Case or Game
        The case, or the game compiled from it.
    concepts : sequence of str, or str separated by commas
        Solution concepts: nash, gmr, smr, seq, sseq, sim, sim-procedural, cnash, cgmr, csmr, cseq.
    sanctions : {"unlimited", "once", "single"}
        How often the others may move in a sanction.
    limit : int
        How many equilibria of each concept to list (all are counted).
    verdicts : bool
        Whether to list the stable outcomes of every unit, too.

    Returns
    -------
    StabilityRecord

    Raises
    ------
    UsageError
        If a concept or convention is unknown, or a concept is out of reach for the size of the case.

    References
    ----------
    Fang, Hipel & Kilgour 1993; see ``docs/conventions.md`` for every definition.

    Examples
    --------
    >>> import winset
    >>> record = winset.stability(winset.load("prisoners-dilemma"), "nash,seq")
    >>> {concept: [outcome.number for outcome in found.outcomes] for concept, found in record.equilibria.items()}
    {'nash': [0], 'seq': [0, 3]}
    """
    wanted = chosen(concepts)
    if sanctions not in SANCTIONS:
        raise UsageError(
            f"there is no sanctions convention '{sanctions}'", nearest(sanctions, SANCTIONS, "Conventions")
        )
    game = case if isinstance(case, Game) else Game(case)
    doubtful = 0 if game.reverse else min(len(game.unknown_statements), MAX_UNKNOWN)
    refuse_too_much(game, wanted, sanctions, 1 + (2**doubtful if doubtful else 0))
    readings: tuple[StabilityRecord, ...] = ()
    if game.unknown_statements and not game.reverse:
        readings = tuple(_analyse(reading, wanted, sanctions, limit, False) for reading in readings_of(game))
    return _analyse(game, wanted, sanctions, limit, verdicts, readings)


def readings_of(game: Game) -> list[Game]:
    """Give the game once for every way of reading its unknown statements, as written first."""
    unknown = game.unknown_statements
    if len(unknown) > MAX_UNKNOWN:
        what = f"{len(unknown)} statements are marked unknown, which makes {2 ** len(unknown)} readings"
        raise UsageError(what, f"Mark at most {MAX_UNKNOWN}.")
    reversals = [
        [one for one, flip in zip(unknown, flips, strict=True) if flip]
        for flips in product((False, True), repeat=len(unknown))
    ]
    return [Game(game.case, one, game.space) if one or game.reverse else game for one in reversals]


def equilibrium_mask(game: Game, concept: Concept, sanctions: str = "unlimited") -> Bools:
    """Mark the outcomes that are stable under a concept for every unit it asks about: shape (size,)."""
    refuse_too_much(game, [concept], sanctions)
    mask = np.ones(game.space.size, dtype=np.bool_) if game.space.possible is None else game.space.possible.copy()
    for unit in concept.units(game):
        mask &= concept.decide(game, unit, sanctions)
    return mask


def _analyse(
    game: Game,
    wanted: Sequence[Concept],
    sanctions: str,
    limit: int,
    verdicts: bool,
    readings: tuple[StabilityRecord, ...] = (),
) -> StabilityRecord:
    space = game.space
    equilibria: dict[str, Equilibria] = {}
    stable: dict[str, dict[str, Ints]] = {}
    masks: dict[str, Bools] = {}
    stuck: dict[str, Bools] = {}
    told = cache(partial(_equilibrium, game))  # most outcomes that hold do so under several concepts
    for concept in wanted:
        holds = np.ones(space.size, dtype=np.bool_) if space.possible is None else space.possible.copy()
        for unit in concept.units(game):
            verdict = concept.decide(game, unit, sanctions)
            holds &= verdict
            if verdicts:
                cells = np.flatnonzero(verdict if space.possible is None else verdict & space.possible)
                numbers = cells if space.numbers is None else space.numbers[cells]
                stable.setdefault(concept.key, {})[" + ".join(game.members(unit))] = numbers
        cells = np.flatnonzero(holds)
        listed = tuple(told(int(cell)) for cell in cells[:limit])
        masks[concept.key] = holds
        stuck[concept.key] = holds & nobody_can_leave(game, concept.units(game))
        equilibria[concept.key] = Equilibria(len(cells), listed, int(np.count_nonzero(stuck[concept.key])))
    settings = {
        "concepts": [concept.key for concept in wanted],
        "sanctions": sanctions,
        "sanction_strength": "weak",
        "coalitions": [list(game.members(unit)) for unit in game.coalitions],
        "limit": limit,
        "reversed_statements": [f"{party}:{position + 1}" for party, position in game.reverse],
    }
    return StabilityRecord(
        case=CaseReference.of(game.case),
        method="graph model stability analysis",
        settings=settings,
        outcomes=space.count,
        equilibria=equilibria,
        equal=_equal(masks),
        scenarios=_scenarios(game, masks, stuck),
        verdicts=stable,
        readings=readings,
    )


def _equal(masks: Mapping[str, Bools]) -> tuple[tuple[str, ...], ...]:
    """Put together the concepts under which the same outcomes hold."""
    groups: dict[bytes, list[str]] = {}
    for key, mask in masks.items():
        groups.setdefault(np.packbits(mask).tobytes(), []).append(key)
    return tuple(map(tuple, groups.values()))


def _scenarios(game: Game, masks: Mapping[str, Bools], stuck: Mapping[str, Bools]) -> tuple[ScenarioHolding, ...]:
    found = []
    for key, scenario in game.case.scenarios.items():
        inside = game.space.where(scenario.when)
        counts = [{one: int(np.count_nonzero(mask & inside)) for one, mask in part.items()} for part in (masks, stuck)]
        found.append(ScenarioHolding(key, counts[0], counts[1]))
    return tuple(found)


def _equilibrium(game: Game, cell: int) -> Equilibrium:
    outcome = Outcome.at(game.space, cell)
    return Equilibrium(outcome.number, outcome.levels, joint_improvements(game, cell))


def joint_improvements(game: Game, cell: int) -> tuple[JointMove, ...]:
    """List the joint improvements of the case's coalitions from an outcome, at most ``LIMIT`` for each coalition."""
    return tuple(
        JointMove(game.members(unit), game.space.number(int(end)))
        for unit in game.coalitions
        for end in joint_improvement_cells(game, unit, cell)[:LIMIT]
    )


def joint_improvement_cells(game: Game, unit: tuple[int, ...], cell: int) -> Ints:
    """Give the cells that a unit can improve to, ascending."""
    mover = game.mover(unit)
    ends = mover.unit.moves_from(game.space, cell)
    return ends[mover.gains(cell, ends)]
