"""What requests have in common: which case is meant, what is changed in it, and how answers are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict

from winset.case.editing import changed_as_asked
from winset.case.model import Case
from winset.web.errors import RESPONSES
from winset.web.workspace import Desk, Opened

__all__ = [
    "RESPONSES",
    "Answer",
    "BaseCase",
    "CaseDesk",
    "ChosenCase",
    "Here",
    "View",
    "answer",
    "csv_response",
    "kept",
    "saved_as",
    "svg_response",
]

Answer = dict[str, Any]
MAX_CHANGES = 50
Kept = TypeVar("Kept")
_Texts = Annotated[list[Annotated[str, Query(max_length=500)]], Query(max_length=MAX_CHANGES)]


class View(BaseModel):
    """The shape of an answer."""

    model_config = ConfigDict(frozen=True)


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


CaseDesk = Annotated[Desk, Depends(_desk)]


def _here(desk: CaseDesk, name: Annotated[str, Path(max_length=160, description="the name of a case")]) -> Opened:
    return desk.open(name)


Here = Annotated[Opened, Depends(_here)]


def _base_case(desk: CaseDesk, opened: Here) -> Case:
    return desk.read(opened)


BaseCase = Annotated[Case, Depends(_base_case)]


def _chosen_case(
    case: BaseCase,
    changes: Annotated[_Texts, Query(alias="set", description="what-if change, ADDRESS=VALUE")] = [],  # noqa: B006
    without: Annotated[_Texts, Query(description="party, issue or statement to leave out")] = [],  # noqa: B006
    swap: Annotated[_Texts, Query(description="two statements of a party to swap, PARTY:1,2")] = [],  # noqa: B006
) -> Case:
    return changed_as_asked(case, changes, without, swap)


ChosenCase = Annotated[Case, Depends(_chosen_case)]


def answer(result: Any, **more: Any) -> Answer:
    """Give a result record, or any of its parts, as plain JSON, with what else the view needs."""
    from winset.engines.records import plain

    body = plain(result)
    return {**(body if isinstance(body, dict) else {"items": body}), **{key: plain(one) for key, one in more.items()}}


def kept(desk: Desk, case: Case, what: str, compute: Callable[[], Kept]) -> Kept:
    """Compute something about a case once: the same case asked again gets the same object."""
    return desk.keep((what, case.hash), compute)


def csv_response(text: str, file: str) -> Response:
    """Give a table to be saved."""
    return Response(text, media_type="text/csv", headers=saved_as(file))


def svg_response(spec: Mapping[str, Any], file: str) -> Response:
    """Give a plot to be saved, drawn here without any access to files or network."""
    from winset.present.pictures import renderer
    from winset.present.pictures.palette import CATEGORIES

    config = {"range": {"category": list(CATEGORIES)}} | spec.get("config", {})
    image = renderer.svg({**spec, "config": config})
    return Response(image, media_type="image/svg+xml", headers=saved_as(file))


def saved_as(file: str) -> dict[str, str]:
    """Give the header that has an answer saved under a name."""
    plain_name = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in ".-_") else "-" for letter in file
    )
    return {"Content-Disposition": f'attachment; filename="{plain_name}"'}
