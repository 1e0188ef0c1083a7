"""What the view Outcomes asks for: a page of the table, its groups, why one outcome holds, the whole as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import StreamingResponse

from winset.case.model import Case
from winset.web.requests import RESPONSES, Answer, CaseDesk, ChosenCase, answer, kept, saved_as
from winset.web.workspace import Desk

if TYPE_CHECKING:
    from winset.engines.outcomes.query import Query as OutcomeQuery
    from winset.engines.outcomes.table import OutcomeTable

router = APIRouter(prefix="/cases/{name}", tags=["outcomes"], responses=RESPONSES)
MOST_ROWS = 500
Texts = Annotated[list[Annotated[str, Query(max_length=500)]], Query(max_length=64)]
Concepts = Annotated[str, Query(max_length=120, description="solution concepts, separated by commas")]
Sanctions = Annotated[str, Query(max_length=20, description="how often the others may move in a sanction")]


def table_of(desk: Desk, case: Case, sanctions: str = "unlimited") -> OutcomeTable:
    """Give the table of a case's outcomes; what it has computed is kept with it."""
    from winset.engines.outcomes.table import OutcomeTable
    from winset.engines.stability.sanctions import SANCTIONS
    from winset.errors import UsageError, nearest
    from winset.space.game import Game

    if sanctions not in SANCTIONS:
        what = f"there is no sanctions convention '{sanctions}'"
        raise UsageError(what, nearest(sanctions, SANCTIONS, "Conventions"))
    game = kept(desk, case, "game", lambda: Game(case))
    return kept(desk, case, f"outcome table {sanctions}", lambda: OutcomeTable(game, sanctions))


def _asked(
    where: Annotated[str, Query(max_length=4000, description="a condition")] = "",
    holding: Annotated[str, Query(max_length=40, description="a concept they must hold under")] = "",
    level: Annotated[Texts, Query(description="ISSUE = LEVEL; levels of one issue are alternatives")] = [],  # noqa: B006
    scenario: Annotated[Texts, Query(description="an ending; empty: outside all")] = [],  # noqa: B006
    holds: Annotated[Texts, Query(description="a concept they hold under")] = [],  # noqa: B006
    fails: Annotated[Texts, Query(description="a concept they do not hold under")] = [],  # noqa: B006
    better: Annotated[Texts, Query(description="a party that prefers them to today")] = [],  # noqa: B006
    same: Annotated[Texts, Query(description="a party that is indifferent")] = [],  # noqa: B006
    worse: Annotated[Texts, Query(description="a party that prefers today")] = [],  # noqa: B006
    leaves: Annotated[Texts, Query(description="a party with an improvement from there")] = [],  # noqa: B006
    stays: Annotated[Texts, Query(description="a party without an improvement")] = [],  # noqa: B006
    sort: Annotated[str, Query(max_length=200, description="number, a party or an issue")] = "number",
    descending: bool = False,
) -> OutcomeQuery:
    from winset.engines.outcomes.query import GroupChoice, level_choice
    from winset.engines.outcomes.query import Query as OutcomeQuery

    choices = [level_choice(text) for text in level]
    choices += [GroupChoice("scenario", "", key.strip()) for key in scenario]
    choices += [GroupChoice("concept", key, "holds") for key in [*holds, *([holding] if holding else [])]]
    choices += [GroupChoice("concept", key, "fails") for key in fails]
    for value, parties in (("better", better), ("same", same), ("worse", worse)):
        choices += [GroupChoice("against", key, value) for key in parties]
    choices += [GroupChoice("leaves", key, "yes") for key in leaves] + [
        GroupChoice("leaves", key, "no") for key in stays
    ]
    return OutcomeQuery(where or None, tuple(choices), sort, descending)


Asked = Annotated[Any, Depends(_asked)]


def _concepts(table: OutcomeTable, concepts: str) -> tuple[str, ...]:
    from winset.engines.outcomes.table import usual_concepts
    from winset.engines.stability.concepts import chosen

    return tuple(one.key for one in chosen(concepts)) if concepts.strip() else usual_concepts(table.game)


@router.get("/outcomes")
def outcomes(
    case: ChosenCase,
    desk: CaseDesk,
    asked: Asked,
    concepts: Concepts = "",
    sanctions: Sanctions = "unlimited",
    offset: Annotated[int, Query(ge=0, le=2**40)] = 0,
    limit: Annotated[int, Query(ge=0, le=MOST_ROWS)] = 100,
    facets: Annotated[bool, Query(description="count the groups, too")] = False,
    around: Annotated[int | None, Query(ge=0, le=2**62, description="turn to the page with this outcome")] = None,
) -> Answer:
    """Give a page of the outcomes that satisfy the filters."""
    import numpy as np

    from winset.engines.stability.concepts import CONCEPTS

    table = table_of(desk, case, sanctions)
    names = _concepts(table, concepts)
    if around is not None and limit:
        cell = int(table.game.space.find(np.array([around]))[0])
        place = table.place_of(asked, cell) if cell >= 0 else None
        offset = offset if place is None else place // limit * limit
    record = table.page(asked, offset, limit, names, facets)
    known = [{"key": key, "name": one.name, "coalitional": one.coalitional} for key, one in CONCEPTS.items()]
    start = table.game.status_quo
    return answer(
        record,
        status_quo=None if start is None else table.game.space.number(start),
        concepts=list(names),
        known_concepts=known,
    )


@router.get("/outcomes.csv", response_class=StreamingResponse)
def outcomes_csv(
    case: ChosenCase, desk: CaseDesk, asked: Asked, concepts: Concepts = "", sanctions: Sanctions = "unlimited"
) -> StreamingResponse:
    """Give every outcome that satisfies the filters as CSV."""
    from winset.present.documents.outcome_lines import csv_pieces

    table = table_of(desk, case, sanctions)
    return _streamed(csv_pieces(table, asked, _concepts(table, concepts)), "text/csv", "outcomes.csv")


@router.get("/outcomes.json", response_class=StreamingResponse)
def outcomes_json(
    case: ChosenCase, desk: CaseDesk, asked: Asked, concepts: Concepts = "", sanctions: Sanctions = "unlimited"
) -> StreamingResponse:
    """Give every outcome that satisfies the filters as JSON, with the record's settings."""
    from winset.present.documents.outcome_lines import json_pieces

    table = table_of(desk, case, sanctions)
    return _streamed(json_pieces(table, asked, _concepts(table, concepts)), "application/json", "outcomes.json")


def _streamed(pieces: Iterator[str], kind: str, file: str) -> StreamingResponse:
    first = next(pieces)  # what is wrong with the question is said before the answer begins

    def body() -> Iterator[str]:
        yield first
        yield from pieces

    return StreamingResponse(body(), media_type=kind, headers=saved_as(file))


@router.get("/outcomes/{number}")
def outcome(
    case: ChosenCase,
    desk: CaseDesk,
    number: Annotated[int, Path(ge=0, le=2**62)],
    concepts: Concepts = "",
    sanctions: Sanctions = "unlimited",
) -> Answer:
    """Say why one outcome holds or does not: each party's improvements, and what would stop them."""
    import numpy as np

    from winset.engines.stability.why import why
    from winset.present.documents.results import why_document

    table = table_of(desk, case, sanctions)
    names = _concepts(table, concepts)
    cell = table.game.space.cell_of(number)
    row = next(table.rows(np.array([cell]), names))
    record = kept(desk, case, f"why {number} {names} {sanctions}", lambda: why(table.game, number, names, sanctions))
    return answer(record, row=row, document=why_document(case, record))
