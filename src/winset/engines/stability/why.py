"""Why one outcome holds or does not: every party's improvements, and what would stop them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

import numpy as np

from winset.case.model import Case
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.engines.stability.analysis import joint_improvements
from winset.engines.stability.concepts import DEFAULT_CONCEPTS, chosen
from winset.engines.stability.party import payoff_label
from winset.engines.stability.sanctions import least_reachable
from winset.engines.stability.stability_record import JointMove
from winset.engines.stability.work import refuse_too_much
from winset.frozen import Frozen
from winset.space.game import Game
from winset.space.movers import Mover
from winset.space.outcomes import Bools
from winset.space.payoffs import Ranks

SHOWN = 5
SEARCH_LIMIT = 20_000


class Step(Frozen):
    """One move.

    Attributes
    ----------
    units : tuple of str
        Who moves, by party key; several when they move together.
    changes : mapping of str to (str, str)
        The issues that change, each with its level before and after; what the move leaves without existence is not
        among them.
    to : int
        The outcome it leads to.
    improves : bool
        Whether it is an improvement: every mover prefers that outcome to the one before, and no real condition of
        its own and no home that surely refuses stands against it.
    """

    units: tuple[str, ...]
    changes: Mapping[str, tuple[str, str]]
    to: int
    improves: bool


class Improvement(Frozen):
    """A unilateral improvement and what would stop it.

    Attributes
    ----------
    move : Step
        The improvement.
    sanction : tuple of Step
        The shortest answer of the others that leaves the party no better off; empty when there is none.
    credible : bool
        Whether each step of the sanction is an improvement for the unit that makes it.
    searched : bool
        False when the search for a sanction was stopped at its limit.
    """

    move: Step
    sanction: tuple[Step, ...]
    credible: bool
    searched: bool = True


class PartyAtOutcome(Frozen):
    """One party at one outcome.

    Attributes
    ----------
    party : str
        Its key.
    stable : mapping of str to bool
        By concept.
    improvements : tuple of Improvement
        The party's most preferred improvements, those that nothing stops first.
    count : int
        How many improvements it has.
    """

    party: str
    stable: Mapping[str, bool]
    improvements: tuple[Improvement, ...]
    count: int


class WhyRecord(Record, kw_only=True):
    """Why an outcome holds or does not.

    Attributes
    ----------
    outcome : Outcome
        The outcome asked about.
    parties : tuple of PartyAtOutcome
        Every party's view of it.
    upset_by : tuple of JointMove
        Joint improvements of the case's coalitions.
    """

    outcome: Outcome
    parties: tuple[PartyAtOutcome, ...]
    upset_by: tuple[JointMove, ...]

    def rows(self) -> Rows:
        """Give one row per party."""
        concepts = list(self.parties[0].stable)
        body = [
            (view.party, *("stable" if view.stable[concept] else "unstable" for concept in concepts), str(view.count))
            for view in self.parties
        ]
        return ("party", *concepts, "improvements"), body


def why(
    case: Case | Game,
    outcome: str | int | Mapping[str, str],
    concepts: str | Sequence[str] = DEFAULT_CONCEPTS,
    sanctions: str = "unlimited",
) -> WhyRecord:
    """Explain why an outcome holds or does not.

    Parameters
    ----------
    case : Case or Game
        The case.
    outcome : str, int or mapping
        Levels such as ``"aid = resumed, minerals = agreed"`` (issues left out stand at the status quo), or the
        outcome's number.
    concepts, sanctions
        As in :func:`winset.stability`.

    Returns
    -------
    WhyRecord

    Raises
    ------
    UsageError
        If a name is unknown or the outcome is impossible.

    Examples
    --------
    >>> import winset
    >>> record = winset.why(winset.load("prisoners-dilemma"), 3)
    >>> record.parties[0].stable["nash"], record.parties[0].stable["seq"]
    (False, True)
    """
    return whys(case, [outcome], concepts, sanctions)[0]


def whys(
    case: Case | Game,
    outcomes: Sequence[str | int | Mapping[str, str]],
    concepts: str | Sequence[str] = DEFAULT_CONCEPTS,
    sanctions: str = "unlimited",
) -> tuple[WhyRecord, ...]:
    """Explain several outcomes, as :func:`why` does one; what holds is worked out once for all of them.

    Examples
    --------
    >>> import winset
    >>> [record.outcome.number for record in whys(winset.load("prisoners-dilemma"), [0, 3])]
    [0, 3]
    """
    game = case if isinstance(case, Game) else Game(case)
    refuse_too_much(game, chosen(concepts), sanctions)
    status_quo = {issue: game.case.status_quo_level(issue) for issue in game.space.issues}
    cells = [game.space.cell_of(outcome, status_quo) for outcome in outcomes]
    wanted = chosen(concepts)
    verdicts = {
        concept.key: {unit: concept.decide(game, unit, sanctions)[cells] for unit in concept.units(game)}
        for concept in wanted
    }
    settings = {"concepts": [concept.key for concept in wanted], "sanctions": sanctions}
    return tuple(
        WhyRecord(
            case=CaseReference.of(game.case),
            method="explanation of one outcome",
            settings=settings,
            outcome=Outcome.at(game.space, cell),
            parties=_views(game, cell, _at(verdicts, place), sanctions),
            upset_by=joint_improvements(game, cell),
        )
        for place, cell in enumerate(cells)
    )


def _at(verdicts: Mapping[str, Mapping[tuple[int, ...], Bools]], place: int) -> dict[str, dict[tuple[int, ...], bool]]:
    """Verdicts, by concept and unit, on one of several outcomes."""
    return {concept: {unit: bool(holds[place]) for unit, holds in of.items()} for concept, of in verdicts.items()}


def _views(
    game: Game, cell: int, verdicts: Mapping[str, Mapping[tuple[int, ...], bool]], sanctions: str
) -> tuple[PartyAtOutcome, ...]:
    views = []
    for party, key in enumerate(game.parties):
        stable = {
            concept: all(holds for unit, holds in by_unit.items() if party in unit)
            for concept, by_unit in verdicts.items()
        }
        improvements, count = _improvements(game, party, cell, sanctions)
        views.append(PartyAtOutcome(key, stable, improvements, count))
    return tuple(views)


def _improvements(game: Game, party: int, cell: int, sanctions: str) -> tuple[tuple[Improvement, ...], int]:
    payoff = game.payoffs[party]
    mover = game.mover((party,))
    ends = mover.unit.moves_from(game.space, cell)
    ends = ends[mover.gains(cell, ends)]
    best = ends[np.argsort(-payoff[ends], kind="stable")][: 4 * SHOWN]
    found = [_improvement(game, party, cell, int(end), sanctions) for end in best]
    found.sort(key=lambda one: (bool(one.sanction), one.credible))
    return tuple(found[:SHOWN]), len(ends)


def _improvement(game: Game, party: int, cell: int, end: int, sanctions: str) -> Improvement:
    move = step(game, (party,), cell, end)
    bound = int(game.payoffs[party][cell])
    credible, complete = sanction(game, party, end, bound, True, sanctions)
    if credible:
        return Improvement(move, credible, True)
    other, complete_any = sanction(game, party, end, bound, False, sanctions)
    return Improvement(move, other, False, complete and complete_any)


def step(game: Game, unit: tuple[int, ...], start: int, end: int) -> Step:
    """Describe a move of a unit between two cells."""
    before, after = (Outcome.at(game.space, cell) for cell in (start, end))
    changes = {
        issue: (level, after.levels[issue])
        for place, (issue, level) in enumerate(before.levels.items())
        if after.levels[issue] != level and game.space.exists(place, np.array(after.number))
    }
    improves = bool(game.mover(unit).gains(start, np.array([end]))[0])
    return Step(game.members(unit), changes, after.number, improves)


def sanction(
    game: Game, party: int, start: int, bound: int, improving: bool, sanctions: str
) -> tuple[tuple[Step, ...], bool]:
    """Find the others' shortest legal sequence from a cell to one where the party's rank is at most ``bound``.

    Where that cannot be brought about any more, the search does not go on.

    Returns
    -------
    (tuple of Step, bool)
        The sequence (empty when there is none), and whether the search was complete.
    """
    payoff = game.payoffs[party]
    movers = game.opponents(party)
    least = _least(game, party, improving)
    if payoff[start] <= bound or least[start] > bound:
        return (), True
    queue: deque[tuple[int, tuple[int, ...], tuple[tuple[int, int], ...]]] = deque([(start, (), ())])
    seen: set[tuple[int, tuple[int, ...]]] = {(start, ())}
    while queue:
        cell, blocked, path = queue.popleft()
        for turn, mover in enumerate(movers):
            if turn in blocked:
                continue
            ends = _ends(mover, game, cell, improving)
            hits = ends[payoff[ends] <= bound]
            if len(hits):
                return _steps(game, movers, start, (*path, (turn, int(hits[0])))), True
            if sanctions == "single":
                continue
            now = tuple(sorted((*blocked, turn))) if sanctions == "once" else (turn,)
            for end in ends[least[ends] <= bound]:
                if (int(end), now) not in seen:
                    seen.add((int(end), now))
                    queue.append((int(end), now, (*path, (turn, int(end)))))
        if len(seen) > SEARCH_LIMIT:
            return (), False
    return (), True


def _least(game: Game, party: int, improving: bool) -> Ranks:
    """The least rank of a party that the others can lead to from each cell in any legal sequence; found once a game."""
    key = f"least {party} {improving}"
    if key not in game.kept:
        label = payoff_label(game, party)
        game.kept[key] = least_reachable(game.opponents(party), label, game.worst, improving, "unlimited")
    least: Ranks = game.kept[key]
    return least


def _ends(mover: Mover, game: Game, cell: int, improving: bool) -> np.ndarray:
    ends = mover.unit.moves_from(game.space, cell)
    return ends[mover.gains(cell, ends)] if improving else ends


def _steps(game: Game, movers: Sequence[Mover], start: int, path: Sequence[tuple[int, int]]) -> tuple[Step, ...]:
    steps, cell = [], start
    for turn, end in path:
        steps.append(step(game, movers[turn].unit.members, cell, end))
        cell = end
    return tuple(steps)
