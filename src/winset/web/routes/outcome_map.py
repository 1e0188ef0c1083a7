"""What the view Map asks for: what is drawn, where, and in words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from winset.case.model import Case
from winset.engines.outcomes.map import MOST_NODES, NODES, MapRecord
from winset.web.requests import RESPONSES, Answer, CaseDesk, ChosenCase, answer, csv_response, kept, saved_as
from winset.web.routes.outcomes import table_of
from winset.web.workspace import Desk

router = APIRouter(prefix="/cases/{name}", tags=["map"], responses=RESPONSES)

Concept = Annotated[str, Query(max_length=40, description="under which concept an outcome must hold")]
Nodes = Annotated[int, Query(ge=2, le=MOST_NODES, description="how many outcomes to draw at most")]
Chosen = Annotated[int | None, Query(ge=0, le=2**62, description="an outcome to draw with its route")]


def _record(desk: Desk, case: Case, concept: str, nodes: int, chosen: int | None) -> MapRecord:
    from winset.engines.outcomes.map import outcome_map

    table = table_of(desk, case)
    return kept(desk, case, f"map {concept} {nodes} {chosen}", lambda: outcome_map(table, concept, nodes, chosen))


@router.get("/map")
def drawn(
    case: ChosenCase, desk: CaseDesk, concept: Concept = "nash", nodes: Nodes = NODES, outcome: Chosen = None
) -> Answer:
    """Give the map: outcomes, moves and routes, the drawing, and the words for each part of it."""
    from winset.engines.stability.concepts import KNOWN
    from winset.present.pictures.map import map_drawing, map_notes
    from winset.present.words import words

    record = _record(desk, case, concept, nodes, outcome)
    return answer(
        record,
        drawing=map_drawing(case, record),
        told={str(one.outcome.number): words.changed_levels(case, one.outcome) for one in record.nodes},
        told_moves=[words.route_step(case, one.step) for one in record.moves],
        reading=map_notes(case, record),
        known_concepts=KNOWN,
    )


@router.get("/map.svg", response_class=Response)
def svg(
    case: ChosenCase, desk: CaseDesk, concept: Concept = "nash", nodes: Nodes = NODES, outcome: Chosen = None
) -> Response:
    """Give the map as an SVG file."""
    from winset.present.pictures.map import map_svg

    text = map_svg(case, _record(desk, case, concept, nodes, outcome))
    return Response(text, media_type="image/svg+xml", headers=saved_as("map.svg"))


@router.get("/map.csv", response_class=Response)
def csv(
    case: ChosenCase, desk: CaseDesk, concept: Concept = "nash", nodes: Nodes = NODES, outcome: Chosen = None
) -> Response:
    """Give the moves of the map as CSV."""
    from winset.spreadsheet import as_csv

    return csv_response(as_csv(*_record(desk, case, concept, nodes, outcome).rows()), "map.csv")


@router.get("/map.json")
def json(
    case: ChosenCase, desk: CaseDesk, concept: Concept = "nash", nodes: Nodes = NODES, outcome: Chosen = None
) -> Answer:
    """Give the record behind the map."""
    return answer(_record(desk, case, concept, nodes, outcome))
