"""What the view Brief asks for: the pages of ``winset brief``, every number with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import PlainTextResponse, Response

from winset.web.links import linked
from winset.web.requests import RESPONSES, Answer, CaseDesk, ChosenCase, View, answer, kept

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.engines.brief.brief import BriefRecord
    from winset.present.documents.document import Document
    from winset.web.workspace import Desk

Full = Annotated[bool, Query(description="the whole brief instead of page one")]

router = APIRouter(prefix="/cases/{name}", tags=["brief"], responses=RESPONSES)


class RunView(View):
    """A stretch of text, and where it leads."""

    text: str
    to: str = Field(default="", description="a view with its query, such as 'forecast?headline=compromise'; or empty")
    party: str = Field(default="", description="the party it names; or empty")


class BlockView(View):
    """A paragraph, a list or a table; each line is a list of runs."""

    kind: str = Field(description="paragraph, bullets, steps or table")
    lines: list[list[RunView]] = Field(default=[], description="the paragraph, or the items")
    header: list[str] = []
    rows: list[list[list[RunView]]] = []


class SectionView(View):
    """A heading and what stands under it."""

    key: str = Field(description="what names it, whatever its heading says; or empty")
    heading: str
    blocks: list[BlockView]


class BriefView(View):
    """The brief of a case."""

    title: str
    subtitle: str
    sections: list[SectionView]
    seed: int | None = Field(description="the random seed of its numbers")
    draws: int | None = Field(description="from how many draws its numbers come; none where the case gives no values")


@router.get("/brief")
def brief(case: ChosenCase, desk: CaseDesk, full: Full = False) -> BriefView:
    """Give page one, or the whole brief, every number with a link to what it rests on."""
    record = _record(case, desk)
    document = _document(case, record, full, rest="")  # the page has a link
    numbers = record.numbers
    return BriefView.model_validate(
        {
            "title": document.title,
            "subtitle": document.subtitle,
            "sections": linked(case, document),
            "seed": numbers.seed if numbers else None,
            "draws": numbers.draws if numbers else None,
        }
    )


@router.get("/brief.json")
def brief_record(case: ChosenCase, desk: CaseDesk) -> Answer:
    """Give the record behind the brief."""
    return answer(_record(case, desk))


@router.get("/brief.md", response_class=Response)
def brief_markdown(case: ChosenCase, desk: CaseDesk, full: Full = False) -> PlainTextResponse:
    """Give page one, or the whole brief, as Markdown."""
    from winset.present.documents.document import as_markdown

    document = _document(case, _record(case, desk), full)
    return PlainTextResponse(as_markdown(document) + "\n", media_type="text/markdown")


def _record(case: Case, desk: Desk) -> BriefRecord:
    from winset.engines.brief.brief import brief as run

    return kept(desk, case, "brief", lambda: run(case))


def _document(case: Case, record: BriefRecord, full: bool, rest: str = "winset brief --full") -> Document:
    from winset.present.documents.brief import brief_document
    from winset.present.documents.page_one import page_one

    return brief_document(case, record) if full else page_one(case, record, rest=rest)
