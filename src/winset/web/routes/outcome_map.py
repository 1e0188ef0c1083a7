"""What the view Map asks for: what is drawn, where, and in words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from winset.case.model import Case
from winset.engines.outcomes.group_records import GroupsRecord
from winset.engines.outcomes.map import MOST_NODES, NODES
from winset.engines.outcomes.map_record import MapRecord
from winset.web.requests import RESPONSES, Answer, CaseDesk, ChosenCase, answer, csv_response, kept, saved_as
from winset.web.routes.outcomes import table_of
from winset.web.workspace import Desk

router = APIRouter(prefix="/cases/{name}", tags=["map"], responses=RESPONSES)

Concept = Annotated[str, Query(max_length=40, description="under which concept an outcome must hold")]
Nodes = Annotated[int, Query(ge=2, le=MOST_NODES, description="how many outcomes to draw at most")]
Chosen = Annotated[int | None, Query(ge=0, le=2**62, description="an outcome to draw with its route")]

Ending = Annotated[list[str] | None, Query(max_length=64, description="open the group of exactly these endings")]
Outside = Annotated[bool, Query(description="open the group outside all endings")]
Where = Annotated[str, Query(max_length=2000, description="open the group that satisfies this condition")]


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
    from winset.present.words import prose, words

    record = _record(desk, case, concept, nodes, outcome)
    return answer(
        record,
        drawing=map_drawing(case, record),
        told={str(one.outcome.number): words.changed_levels(case, one.outcome) for one in record.nodes},
        told_moves=[prose.sentence(words.route_step(case, one.step)) for one in record.moves],
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


def _groups(desk: Desk, case: Case, concept: str, ending: list[str] | None, outside: bool, where: str) -> GroupsRecord:
    from winset.engines.outcomes.groups import outcome_groups

    table, scenarios = table_of(desk, case), [] if outside else ending
    what = f"groups {concept} {scenarios} {where}"
    return kept(desk, case, what, lambda: outcome_groups(table, concept, scenarios, where))


@router.get("/map/groups")
def grouped(
    case: ChosenCase,
    desk: CaseDesk,
    concept: Concept = "nash",
    ending: Ending = None,
    outside: Outside = False,
    where: Where = "",
) -> Answer:
    """Give the outcomes in at most twelve groups, or those of one group: the drawing, and the words for each part."""
    from winset.present.pictures.group_map import group_drawing, reading
    from winset.present.words import groups

    record = _groups(desk, case, concept, ending, outside, where)
    return answer(
        record,
        drawing=group_drawing(case, record),
        opened=groups.opened(case, record) if groups.is_opened(record) else "",
        told=[
            {
                "name": groups.name(case, one),
                "shared": groups.shared(case, record, one),
                "counts": groups.counts(one),
                "whole": groups.group(case, record, one),
            }
            for one in record.groups
        ],
        told_moves=[groups.move(case, record, one) for one in record.moves],
        reading=list(reading(case, record)),
    )
