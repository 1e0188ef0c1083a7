"""Statements as the option table of the graph-model literature: outcomes across, options and statements down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query

from winset.case.short_names import short_name
from winset.web.requests import RESPONSES, CaseDesk, ChosenCase, View
from winset.web.routes.outcomes import table_of

if TYPE_CHECKING:
    from winset.engines.outcomes.rows import OutcomeRow
    from winset.space.game import Game

router = APIRouter(tags=["case"], responses=RESPONSES)
MOST = 60


class OptionRow(View):
    """A row: a name, and a cell for every outcome shown."""

    name: str
    cells: list[str]


class OptionGroup(View):
    """Rows that belong together: options by who moves them, a party's statements, or everybody's places."""

    name: str
    rows: list[OptionRow]


class OptionTableView(View):
    """The table: a column for each outcome, by number."""

    numbers: list[int]
    today: int | None
    possible: int
    groups: list[OptionGroup]


@router.get("/cases/{name}/option-table")
def option_table(
    case: ChosenCase,
    desk: CaseDesk,
    party: Annotated[str, Query(max_length=200, description="whose order the outcomes stand in, best first")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 24,
) -> OptionTableView:
    """Give the first outcomes of a party's order: their options, whether each statement holds, everybody's place."""
    from winset.engines.outcomes.query import Query as Asked

    table = table_of(desk, case)
    game = table.game
    record = table.page(Asked(sort=party or "number"), 0, limit, ())
    start = game.status_quo
    return OptionTableView(
        numbers=[row.number for row in record.outcomes],
        today=None if start is None else game.space.number(start),
        possible=record.possible,
        groups=[*_options(game, record.outcomes), *_statements(game, record.outcomes), _places(game, record.outcomes)],
    )


def _options(game: Game, rows: Sequence[OutcomeRow]) -> Iterator[OptionGroup]:
    """Give the options by who moves them: Y and N where there are two levels, else the level."""
    case = game.case
    for control in dict.fromkeys(tuple(issue.control) for issue in case.issues.values()):
        found = []
        for key, issue in case.issues.items():
            if tuple(issue.control) != control:
                continue
            two = dict(zip(issue.levels, "NY", strict=True)) if len(issue.levels) == 2 else {}
            levels = ["" if key in row.absent else row.levels[key] for row in rows]
            name = f"{short_name(case, key)}: {issue.levels[1]}" if two else short_name(case, key)
            found.append(OptionRow(name=name, cells=[two.get(level, level) for level in levels]))
        yield OptionGroup(name=" and ".join(map(case.party_name, control)) or "Nobody", rows=found)


def _statements(game: Game, rows: Sequence[OutcomeRow]) -> Iterator[OptionGroup]:
    """Give every party's statements, the most important first, with whether each holds."""
    import numpy as np

    from winset import expr
    from winset.present.words.words import condition

    case = game.case
    codes = {key: np.array([levels.index(row.levels[key]) for row in rows]) for key, levels in case.levels.items()}
    for party, statements in case.preferences.items():
        found = []
        for one in statements:
            holds = np.broadcast_to(expr.evaluate(case.condition(one.prefer), codes, case.levels), (len(rows),))
            cells = ["Y" if true else "N" for true in holds]
            found.append(OptionRow(name=condition(case, one.prefer), cells=cells))
        yield OptionGroup(name=f"{case.party_name(party)} reportedly prefers, in this order", rows=found)


def _places(game: Game, rows: Sequence[OutcomeRow]) -> OptionGroup:
    case = game.case
    found = [
        OptionRow(name=case.party_name(party), cells=[str(row.places[party]) for row in rows]) for party in case.parties
    ]
    return OptionGroup(name="Place in each party's order, 1 best", rows=found)
