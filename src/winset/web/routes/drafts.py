"""New case from documents: hand documents in, draft, look through the draft, and make the case."""

from __future__ import annotations

import json
from time import monotonic
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from winset import extras
from winset.errors import UsageError
from winset.web.errors import NotFound
from winset.web.requests import RESPONSES, Answer, CaseDesk, View, answer
from winset.web.reviews import MAX_TOGETHER, Review, Reviews
from winset.web.routes.jobs import Computations, JobView

router = APIRouter(tags=["drafts"], responses=RESPONSES)
SECONDS = 60.0
"""How long reading one file may take."""
_BODY = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string"}}}}}


def _reviews(request: Request) -> Reviews:
    found: Reviews = request.app.state.reviews
    return found


Kept = Annotated[Reviews, Depends(_reviews)]


class Handed(View):
    """A document as it was read."""

    id: str
    name: str
    title: str
    date: str
    characters: int
    begins: str = Field(description="its first words")


class Wanted(BaseModel):
    """Documents to draft from."""

    model_config = ConfigDict(extra="forbid")

    documents: Annotated[list[Annotated[str, Field(max_length=40)]], Field(min_length=1, max_length=MAX_TOGETHER)]
    english: bool = Field(default=False, description="insist that the texts are English")


class DraftEditWanted(BaseModel):
    """A change of a draft."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0, le=2**31, description="the version the page shows")
    action: Literal["accept", "rename", "merge", "split", "reverse", "reject", "undo"]
    address: str = Field(default="", max_length=200, description="the entry, such as parties.union or statements.3")
    to: str = Field(default="", max_length=200, description="the new name; of a merger the other entry")
    level: str = Field(default="", max_length=80, description="the level to rename; empty for the entry itself")
    chosen: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=200)] = []
    who: str = Field(default="", max_length=200)


class Made(BaseModel):
    """Where to write the case."""

    model_config = ConfigDict(extra="forbid")

    file: str = Field(min_length=1, max_length=160, description="a file name such as talks.yaml")
    who: str = Field(default="", max_length=200)


class MadeView(View):
    """The case that was made."""

    name: str


@router.post("/documents", status_code=201, openapi_extra=_BODY)
async def hand_in(
    request: Request,
    jobs: Computations,
    reviews: Kept,
    name: Annotated[
        str, Query(min_length=1, max_length=200, description="the file's name; its ending says what it is")
    ],
) -> Handed:
    """Read a text, a web page, a PDF or a Word document, in a process of its own; nothing is written."""
    from winset.reading.documents import ReadDocument

    data = await request.body()
    plain = name.replace("\\", "/").rsplit("/", 1)[-1] or "document.txt"
    job = jobs.start("extract", "", None, f"{plain}: read", {"name": plain, "size": len(data)}, data=data)
    try:
        end = monotonic() + SECONDS
        while not job.ended and monotonic() < end:
            await job.changed(job.version, min(1.0, end - monotonic()))
        if not job.ended:
            raise UsageError(
                f"{plain} takes longer than {SECONDS:.0f} seconds to read", "Save its text as a text file."
            )
        if job.told.state != "done":
            fault = job.told.errors[0] if job.told.errors else {"what": f"{plain} was not read", "hint": ""}
            raise UsageError(fault["what"], fault["hint"])
        document = ReadDocument(**json.loads(job.result)["document"])
    finally:
        jobs.forget(job.id)
    begins = " ".join(document.text[:400].split())[:200]
    return Handed(
        id=reviews.add(document),
        name=plain,
        title=document.title,
        date=document.date,
        characters=len(document.text),
        begins=begins,
    )


@router.post("/drafts", response_model=JobView)
def draft(wanted: Wanted, jobs: Computations, reviews: Kept) -> Response:
    """Begin to draft a first case from documents that were handed in."""
    extras.require("reading", "drafting from documents", "It brings spaCy and its small English model.")
    documents = reviews.documents(wanted.documents)
    named = ", ".join(one.title or one.name for one in documents)[:200]
    settings = {"language": "en" if wanted.english else "", "count": len(documents)}
    job = jobs.start("draft", "", None, f"{named}: draft", settings, documents=documents)
    return Response(job.view(with_result=False), media_type="application/json")


def _review(
    jobs: Computations, reviews: Kept, name: Annotated[str, Path(max_length=40, description="a draft")]
) -> Review:
    def begin() -> Review:
        from winset.drafting.entries.plain import from_plain

        job = jobs.find(name)
        if job.kind != "draft" or job.told.state != "done":
            raise NotFound(f"there is no draft '{name}'")
        found = json.loads(job.result)
        handed = job.order.settings["documents"]
        documents = tuple(handed[place] for place in found["kept"])  # without what a later one corrects
        return Review(name, documents, found["rows"], from_plain(found["draft"]), tuple(found["passed_over"]))

    return reviews.review(name, begin)


ChosenReview = Annotated[Review, Depends(_review)]


@router.get("/drafts/{name}")
def show(review: ChosenReview) -> Answer:
    """Give a draft in words, with its documents in sentences."""
    return _shown(review)


def _shown(review: Review, with_documents: bool = True) -> Answer:
    from winset.present.views.draft import draft_shown

    found: dict[str, Any] = draft_shown(review.draft, review.documents)
    if not with_documents:
        del found["documents"]
    return answer(
        found,
        id=review.id,
        version=review.changes,
        undo=len(review.past),
        made=review.made,
        passed_over=review.passed_over,
    )


@router.post("/drafts/{name}/edits")
def edit(review: ChosenReview, wanted: DraftEditWanted) -> Answer:
    """Confirm, rename, merge, split, reverse or reject an entry, or take the last change back."""
    from winset.drafting.entries import editing, joining

    if review.made:
        raise UsageError(f"the case {review.made} was made of this draft", "Change the case itself.")
    if wanted.action == "undo":
        review.undo(wanted.version)
        return _shown(review, with_documents=False)
    at, to, who = wanted.address, wanted.to, wanted.who
    acts = {
        "accept": lambda draft: editing.accepted(draft, at, who),
        "rename": lambda draft: (
            editing.level_renamed(draft, at, wanted.level, to) if wanted.level else editing.renamed(draft, at, to)
        ),
        "merge": lambda draft: joining.merged(draft, at, to),
        "split": lambda draft: joining.split(draft, at, to, wanted.chosen),
        "reverse": lambda draft: editing.reversed_(draft, at, who),
        "reject": lambda draft: editing.rejected(draft, at),
    }
    review.change(wanted.version, acts[wanted.action])
    return _shown(review, with_documents=False)


@router.post("/drafts/{name}/case", status_code=201)
def make(review: ChosenReview, desk: CaseDesk, wanted: Made) -> MadeView:
    """Write the case with its record: documents, claims, and the questions as notes."""
    from winset.drafting.entries.keeping import begin_record
    from winset.drafting.entries.writing import case_text
    from winset.record.dates import now
    from winset.record.files import record_path

    if review.made:
        raise UsageError(f"the case {review.made} was made of this draft already", "Open it from the first page.")
    name = wanted.file if wanted.file.endswith((".yaml", ".yml")) else f"{wanted.file}.yaml"
    kept = record_path(desk.place(name))
    names = begin_record(review.draft, review.documents, review.rows, kept, now(), wanted.who)
    try:
        made = desk.create(name, case_text(review.draft, names), kept)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    review.made = made.name
    return MadeView(name=made.name)
