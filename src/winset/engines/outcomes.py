"""The possible outcomes as a table: levels, each party's rank, scenarios, and what holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.engines.routes import scenario_masks
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import chosen
from winset.errors import UsageError, nearest
from winset.space.game import Game
from winset.space.outcomes import Ints


@dataclass(frozen=True)
class OutcomeRow(Outcome):
    """One outcome of the table.

    Attributes
    ----------
    places : mapping of str to int
        For each party, the place of the outcome in its order: 1 is best, ties share a place.
    scenarios : tuple of str
        The scenarios it belongs to.
    holds : bool
        Whether it is Nash-stable against every party alone.
    """

    places: Mapping[str, int]
    scenarios: tuple[str, ...]
    holds: bool


@dataclass(frozen=True, kw_only=True, repr=False)
class OutcomesRecord(Record):
    """The possible outcomes of a case.

    Attributes
    ----------
    count : int
        How many outcomes satisfy the filters.
    outcomes : tuple of OutcomeRow
        The first of them in the chosen order.
    """

    count: int
    outcomes: tuple[OutcomeRow, ...]

    def rows(self) -> Rows:
        """Give one row per outcome."""
        if not self.outcomes:
            return ("outcome",), []
        first = self.outcomes[0]
        header = ("number", *first.levels, *(f"{party} place" for party in first.places), "scenario", "holds")
        body = [
            (
                str(row.number),
                *row.levels.values(),
                *map(str, row.places.values()),
                ", ".join(row.scenarios),
                "yes" if row.holds else "no",
            )
            for row in self.outcomes
        ]
        return header, body


def outcomes(
    case: Case | Game,
    where: str | None = None,
    holding: str | None = None,
    sort: str = "number",
    limit: int | None = None,
) -> OutcomesRecord:
    """List the possible outcomes of a case.

    Parameters
    ----------
    case : Case or Game
        The case.
    where : str, optional
        A condition the outcomes must satisfy.
    holding : str, optional
        A solution concept under which they must be equilibria.
    sort : str
        ``"number"``, a party (best first) or an issue.
    limit : int, optional
        List at most this many; all by default.

    Returns
    -------
    OutcomesRecord

    Raises
    ------
    UsageError
        If a name is unknown.
    ExpressionError
        If the condition cannot be read.

    Examples
    --------
    >>> import winset
    >>> record = winset.outcomes(winset.load("chicken"), where="row = swerve", sort="Row")
    >>> [(row.number, row.places["Row"], row.holds) for row in record.outcomes]
    [(3, 2, False), (1, 3, True)]
    """
    game = case if isinstance(case, Game) else Game(case)
    space = game.space
    mask = np.ones(space.size, dtype=np.bool_) if space.possible is None else space.possible.copy()
    if where is not None:
        problems = expr.check_names(expr.parse(where), space.levels)
        if problems:
            raise problems[0]
        mask &= space.where(where)
    stable = equilibrium_mask(game, chosen("nash")[0])
    if holding is not None:
        mask &= equilibrium_mask(game, chosen(holding)[0])
    cells = np.flatnonzero(mask)
    cells = cells[np.argsort(_keys(game, sort, cells), kind="stable")]
    masks = scenario_masks(game)
    tops = [int(payoff.max(initial=0)) for payoff in game.payoffs]
    rows = []
    for cell in cells[:limit]:
        outcome = Outcome.at(space, int(cell))
        places = {key: tops[party] - int(game.payoffs[party][cell]) + 1 for party, key in enumerate(game.parties)}
        names = tuple(key for key, scenario in masks.items() if scenario[cell])
        rows.append(OutcomeRow(outcome.number, outcome.levels, places, names, bool(stable[cell])))
    return OutcomesRecord(
        case=CaseReference.of(game.case),
        method="table of possible outcomes",
        settings={"where": where, "holding": holding, "sort": sort, "limit": limit},
        count=len(cells),
        outcomes=tuple(rows),
    )


def _keys(game: Game, sort: str, cells: Ints) -> NDArray[np.integer]:
    space = game.space
    if sort == "number":
        return cells
    if sort in game.parties:
        falling: NDArray[np.integer] = -game.payoffs[game.parties.index(sort)][cells]
        return falling
    if sort in space.issues:
        codes = space.codes(space.issues.index(sort))
        full = np.broadcast_to(codes, space.shape).reshape(-1) if space.dense else codes
        codes_there: NDArray[np.integer] = full[cells]
        return codes_there
    known = ["number", *game.parties, *space.issues]
    raise UsageError(f"cannot sort by '{sort}'", nearest(sort, known, "Sort by"))
