"""What the view Report asks for: the document to hand on, in any of its formats."""

from __future__ import annotations

from threading import Semaphore
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from winset.web.requests import RESPONSES, ChosenCase, saved_as

AT_ONCE = 2
_FREE = Semaphore(AT_ONCE)
_CONTENT: dict[str, dict[str, str]] = {
    "application/pdf": {},
    "text/html; charset=utf-8": {},
    "text/markdown; charset=utf-8": {},
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {},
}
router = APIRouter(prefix="/cases/{name}", tags=["report"], responses=RESPONSES)


@router.get("/report.{form}", response_class=Response, responses={200: {"content": _CONTENT}})
def report(
    case: ChosenCase,
    form: Literal["pdf", "html", "md", "docx"],
    template: Annotated[str, Query(max_length=40, description="which document: report, iceberg, roles, …")] = "report",
    audience: Annotated[str, Query(max_length=20, description="public or restricted")] = "public",
    paper: Annotated[str, Query(max_length=10, description="a4 or letter")] = "a4",
    scale: Annotated[str, Query(max_length=20, description="words of probability: icd203, phia or none")] = "icd203",
    draws: Annotated[int, Query(ge=100, le=10_000)] = 10_000,
    seed: Annotated[int, Query(ge=0, le=2**31 - 1)] = 1,
) -> Response:
    """Write the document to hand on."""
    from winset.reporting.build import report as build
    from winset.reporting.rendering import MEDIA, rendered

    with _FREE:
        content = rendered(build(case, template, audience, scale, draws, seed), form, paper)
    return Response(content, media_type=MEDIA[form], headers=saved_as(f"{template}.{form}"))
