"""What the view Compare asks for: two versions of a case, or two cases, side by side."""

from __future__ import annotations

from itertools import zip_longest
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from winset.case.editing import changed_as_asked
from winset.case.model import Case
from winset.errors import WinsetError
from winset.frozen import Frozen
from winset.web.requests import RESPONSES, Answer, BaseCase, CaseDesk, answer, csv_response, kept
from winset.web.workspace import Desk

SHOWN = 400
router = APIRouter(prefix="/cases/{name}", tags=["compare"], responses=RESPONSES)
_Texts = Annotated[list[Annotated[str, Query(max_length=500)]], Query(max_length=50)]


class CasePair(Frozen):
    """What is compared."""

    first: Case
    second: Case


def _pair(
    case: BaseCase,
    desk: CaseDesk,
    other: Annotated[str, Query(max_length=160, description="another case; empty: the same one")] = "",
    first: Annotated[_Texts, Query(description="what-if change of the first version, ADDRESS=VALUE")] = [],  # noqa: B006
    changes: Annotated[_Texts, Query(alias="set", description="what-if change of the second")] = [],  # noqa: B006
    without: Annotated[_Texts, Query(description="what the second leaves out")] = [],  # noqa: B006
    swap: Annotated[_Texts, Query(description="statements the second swaps, PARTY:1,2")] = [],  # noqa: B006
) -> CasePair:
    second = desk.read(desk.open(other)) if other else case
    return CasePair(changed_as_asked(case, first), changed_as_asked(second, changes, without, swap))


ChosenPair = Annotated[CasePair, Depends(_pair)]


@router.get("/compare")
def compare(pair: ChosenPair, desk: CaseDesk, concept: Annotated[str, Query(max_length=40)] = "nash") -> Answer:
    """Compare what holds in two versions, their bottom lines, and what differs between them."""
    from winset.engines.stability.concepts import KNOWN
    from winset.engines.versions.compare import compare as run
    from winset.engines.versions.differences import differences
    from winset.present.documents.comparison import compare_document

    first, second = pair.first, pair.second
    held: dict[str, Any] | None = None
    document, why = None, ""
    try:
        record = run(first, second, concept)
        held, document = answer(record), compare_document(first, second, record)
    except WinsetError as error:
        why = str(error)
    return answer(
        {
            "same": first.hash == second.hash,
            "titles": [first.title, second.title],
            "numbers": [any(one.values.values()) for one in (first, second)],
            "parties": sorted(set(first.parties) ^ set(second.parties)),
            "changes": differences(first, second)[:SHOWN],
            "held": held,
            "why_not": why,
            "sections": document.sections if document else [],
            "bottom_lines": _bottom_lines(desk, first, second),
            "concepts": KNOWN,
        }
    )


def _bottom_lines(desk: Desk, first: Case, second: Case) -> list[tuple[str, str]]:
    """Both bottom lines, sentences that are the same in both beside each other."""
    from winset.engines.brief.brief import brief
    from winset.present.documents.bottom_line import bottom_line

    lines = [bottom_line(case, kept(desk, case, "brief", lambda case=case: brief(case))) for case in (first, second)]  # type: ignore[misc]
    both = [line for line in lines[0] if line in lines[1]]
    rest = [[line for line in side if line not in both] for side in lines]
    differing = [(one, other) for one, other in zip_longest(rest[0], rest[1], fillvalue="")]
    return differing + [(line, line) for line in both]


@router.get("/compare.csv", response_class=Response)
def compare_csv(pair: ChosenPair, name: str) -> Response:
    """Save what differs between two versions as CSV."""
    from winset.engines.versions.differences import differences
    from winset.spreadsheet import as_csv

    rows = [(one.address, one.before, one.after) for one in differences(pair.first, pair.second)]
    return csv_response(as_csv(("entry", "first", "second"), rows), f"{name}-compare.csv")
