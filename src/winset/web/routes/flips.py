"""What the view Flips asks for: the inputs one can move, and what a move does at once."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from winset.case.model import Case
from winset.engines.brief.quick_changes import AdjustedRecord
from winset.web.requests import RESPONSES, Answer, BaseCase, CaseDesk, ChosenCase, answer, csv_response, kept

router = APIRouter(prefix="/cases/{name}", tags=["flips"], responses=RESPONSES)


@router.get("/inputs")
def inputs(case: BaseCase) -> Answer:
    """List the inputs that have a range, in words, conditions and talks first."""
    from winset.engines.talks.situation import require_values
    from winset.present.views.flips import handles

    require_values(case)
    return answer({"inputs": handles(case)})


@router.get("/adjusted")
def adjusted(case: BaseCase, other: ChosenCase, desk: CaseDesk) -> Answer:
    """Compare the case with its changes with the case as it stands, on the same random numbers."""
    record = _adjusted(case, other, desk)
    told = _told(case, other, record)
    return {"draws": record.settings["draws"], "seed": record.seed, "zone": list(record.zone), **told}


@router.get("/adjusted.csv", response_class=Response)
def adjusted_csv(case: BaseCase, other: ChosenCase, desk: CaseDesk, name: str) -> Response:
    """Save what a move does as CSV."""
    from winset.spreadsheet import as_csv

    header, rows = _adjusted(case, other, desk).rows()
    return csv_response(as_csv(header, rows), f"{name}-adjusted.csv")


def _adjusted(case: Case, other: Case, desk: CaseDesk) -> AdjustedRecord:
    from winset.engines.brief.quick_changes import adjusted as run
    from winset.engines.brief.quick_changes import standing

    return run(kept(desk, case, "standing", lambda: standing(case)), other)


def _told(case: Case, other: Case, record: AdjustedRecord) -> dict[str, Any]:
    from winset.present.documents.bottom_line import bottom_line
    from winset.present.words.likelihood import percent, word
    from winset.present.words.negotiation import headline_words

    return {
        "differences": [
            {
                "key": one.headline,
                "name": headline_words(case, one.headline),
                "before": one.before,
                "after": one.after,
                "noise": one.noise,
                "beyond_noise": one.beyond_noise,
                "told": f"{word(one.after)} ({percent(one.after)})",
                "told_before": f"{word(one.before)} ({percent(one.before)})",
            }
            for one in record.differences
        ],
        "bottom_line": {"before": bottom_line(case, record.before), "after": bottom_line(other, record.after)},
    }
