"""The pictures of a case that pages show: the same as `winset picture` draws, with what is seen in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from winset.web.requests import RESPONSES, CaseDesk, ChosenCase, View, kept, saved_as

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.reporting.pictures import Drawn
    from winset.web.workspace import Desk

router = APIRouter(prefix="/cases/{name}", tags=["pictures"], responses=RESPONSES)

Named = Literal["positions", "parties", "flow", "stability", "tornado", "timeline", "map"]
_CONTENT: dict[str, dict[str, str]] = {"image/svg+xml": {}, "image/png": {}}
Dark = Annotated[bool, Query(description="on dark paper")]


class PictureView(View):
    """A picture, and the same in words."""

    title: str
    told: str = Field(description="what is seen, for whoever does not see it")
    svg: str = Field(description="the picture as an SVG file")


@router.get("/pictures/{picture}.{form}", response_class=Response, responses={200: {"content": _CONTENT}})
def file(case: ChosenCase, desk: CaseDesk, picture: Named, form: Literal["svg", "png"], dark: Dark = False) -> Response:
    """Give a picture as a file."""
    found = _drawn(case, desk, picture, dark)
    content, media = (found.svg, "image/svg+xml") if form == "svg" else (found.png(), "image/png")
    return Response(content, media_type=media, headers=saved_as(f"{picture}.{form}"))


Narrow = Annotated[bool, Query(description="for a narrow window; of positions alone")]


@router.get("/pictures/{picture}")
def drawn(case: ChosenCase, desk: CaseDesk, picture: Named, dark: Dark = False, narrow: Narrow = False) -> PictureView:
    """Draw a picture, and say what is seen."""
    found = _drawn(case, desk, picture, dark, narrow)
    return PictureView(title=found.title, told=found.told, svg=found.svg)


def _drawn(case: Case, desk: Desk, name: str, dark: bool, narrow: bool = False) -> Drawn:
    from winset.reporting.pictures import drawer, narrow_positions

    if narrow and name == "positions":
        return kept(desk, case, "picture positions, narrow", lambda: narrow_positions(case))(dark)
    if name == "timeline":  # rests on the record, too
        return drawer(case, name)(dark)
    return kept(desk, case, f"picture {name}", lambda: drawer(case, name))(dark)
