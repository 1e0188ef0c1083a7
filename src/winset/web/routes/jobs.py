"""Computations in the background: begin, follow, stop, and save what came of them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from anyio import sleep
from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from winset import extras
from winset.case.editing import changed_as_asked
from winset.case.model import Case
from winset.errors import UsageError
from winset.web.errors import NotFound
from winset.web.requests import (
    RESPONSES,
    BaseCase,
    CaseDesk,
    ChosenCase,
    Here,
    csv_response,
    svg_response,
)
from winset.web.tasks.queue import Job, Jobs

router = APIRouter(tags=["computations"], responses=RESPONSES)
HEARTBEAT = 10.0
MAX_FOLLOWERS = 4_000
FEW = 50  # more pages than this are told partial results only at the end
TOLD_A_SECOND = 400  # events to all pages together: the more pages follow, the less often each is told
Text = Annotated[str, Field(max_length=500)]


def jobs_of(request: Request) -> Jobs:
    """Give the computations of the workbench."""
    found: Jobs = request.app.state.jobs
    return found


Computations = Annotated[Jobs, Depends(jobs_of)]


def _job(jobs: Computations, job: Annotated[str, Path(max_length=40, description="a computation")]) -> Job:
    return jobs.find(job)


ChosenJob = Annotated[Job, Depends(_job)]


class Version(BaseModel):
    """Another version of the case, or another case, to compare with."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=160, description="the name of a case")
    set: list[Text] = Field(default=[], max_length=50, description="what-if changes, ADDRESS=VALUE")
    without: list[Text] = Field(default=[], max_length=50)
    swap: list[Text] = Field(default=[], max_length=50)


class JobWanted(BaseModel):
    """What is to be computed."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["forecast", "flips", "what-if", "effect"]
    draws: int = Field(default=10_000, ge=1, le=1_000_000, strict=True)
    seed: int = Field(default=1, ge=0, le=2**53, strict=True)
    model: str = Field(default="nash", max_length=40)
    scale: str = Field(default="icd203", max_length=40)
    other: Version | None = Field(default=None, description="for what-if: what to compare with")


class JobView(BaseModel):
    """A computation as pages see it."""

    id: str
    kind: str
    case: str = Field(description="the name of the case in the workbench")
    title: str
    settings: dict[str, Any] = Field(description="method, draws, seed")
    state: Literal["waiting", "running", "done", "stopped", "failed"]
    done: int
    total: int = Field(description="how many parts there are; 0 while that is not known")
    errors: list[dict[str, str]]
    result: dict[str, Any] | None = Field(description="the result, or what there is of it: then it is marked partial")


def _answer(job: Job, with_result: bool = True) -> Response:
    return Response(job.view(with_result), media_type="application/json")


@router.post("/cases/{name}/jobs", response_model=JobView)
def begin(name: str, asked: JobWanted, case: ChosenCase, desk: CaseDesk, jobs: Computations) -> Response:
    """Begin a computation; the same one asked for again is the one there is."""
    from winset.engines.talks.models import model_of
    from winset.engines.talks.situation import require_values
    from winset.present.words.likelihood import scale

    require_values(case)
    model_of(asked.model)
    scale(asked.scale)
    settings: dict[str, Any] = {"draws": asked.draws, "seed": asked.seed}
    if asked.kind != "effect":
        settings["model"] = asked.model
        settings["called"] = model_of(asked.model).name
    if asked.kind == "forecast":
        settings["scale"] = asked.scale
    hidden = _hidden(asked, case, desk)
    return _answer(jobs.start(asked.kind, name, case, _title(case, asked), settings, **hidden))


def _title(case: Case, asked: JobWanted) -> str:
    from winset.engines.talks.models import model_of

    method = "" if asked.kind == "effect" else f"{model_of(asked.model).name}, "
    return f"{case.title}: {asked.kind}, {method}{asked.draws:,} draws, seed {asked.seed}"


def _hidden(asked: JobWanted, case: Case, desk: CaseDesk) -> dict[str, Any]:
    from winset.engines.evidence.likelihood_ratios import named_in
    from winset.record.exchange import record_of

    if asked.kind == "what-if":
        if asked.other is None:
            raise UsageError("a comparison needs something to compare with", "Give 'other'.")
        one = asked.other
        return {"other": changed_as_asked(desk.read(desk.open(one.name)), one.set, one.without, one.swap)}
    if asked.kind == "effect":
        store = record_of(case)
        if store is None:
            raise UsageError("the case has no record", "Add a document or a claim first.")
        try:
            links = list(store.links().values())
            return {"claims": store.claims_named(named_in(case, links)), "links": links}
        finally:
            store.close()
    return {}


class ReadingWanted(BaseModel):
    """A document of the record to be read into proposed claims."""

    model_config = ConfigDict(extra="forbid")

    document: str = Field(max_length=20)
    who: str = Field(default="", max_length=200)


@router.post("/cases/{name}/record/readings", response_model=JobView)
def read(name: str, asked: ReadingWanted, case: BaseCase, here: Here, jobs: Computations) -> Response:
    """Begin to read a document into proposed claims; they are added to the record when it is done."""
    from winset.record.dates import now
    from winset.web.records import writing

    extras.require("reading", "reading documents", "It brings spaCy and its small English model.")
    with writing(here) as store:
        title, path = store.row(asked.document)["title"], store.name
    settings = {"document": asked.document, "who": asked.who}
    return _answer(jobs.start("read", name, case, f"{title}: read", settings, record=path, at=now()))


@router.get("/jobs", response_model=list[JobView])
def listed(jobs: Computations, case: Annotated[str, Query(max_length=160)] = "") -> Response:
    """List the computations kept, the latest first, without their results."""
    return Response(f"[{', '.join(job.view(False) for job in jobs.list(case))}]", media_type="application/json")


@router.get("/jobs/{job}", response_model=JobView)
def one(job: ChosenJob) -> Response:
    """Give a computation with its result, or what there is of it."""
    return _answer(job)


@router.post("/jobs/{job}/stop", response_model=JobView)
def stop(job: ChosenJob, jobs: Computations) -> Response:
    """Stop a computation; what it has told is kept and marked as partial."""
    return _answer(jobs.stop(job.id), with_result=False)


@router.delete("/jobs/{job}", status_code=204)
def forget(job: ChosenJob, jobs: Computations) -> None:
    """Stop a computation and keep nothing of it."""
    jobs.forget(job.id)


@router.get(
    "/jobs/{job}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "description": "the computation, at every change"}},
)
async def events(job: ChosenJob, jobs: Computations) -> StreamingResponse:
    """Follow a computation by server-sent events until it has ended.

    The result is told when it has changed and null otherwise; partial ones are left out while very many follow.
    """
    if jobs.followers >= MAX_FOLLOWERS:
        raise UsageError("too many pages follow computations", "Close some of them.")
    return StreamingResponse(_events(job, jobs), media_type="text/event-stream")


async def _events(job: Job, jobs: Jobs) -> AsyncIterator[bytes]:
    seen, result = -1, ""
    jobs.followers += 1
    try:
        while True:
            if job.version == seen:
                yield b": still here\n\n"
            else:
                seen, ended = job.version, job.ended
                news = job.result is not result and (ended or jobs.followers <= FEW)
                result = job.result if news else result
                yield job.frame(news)
                if ended:
                    return
                await sleep(jobs.followers / TOLD_A_SECOND)
            await job.changed(seen, HEARTBEAT)
    finally:
        jobs.followers -= 1


@router.get("/jobs/{job}/table.csv", response_class=Response)
def table(job: ChosenJob) -> Response:
    """Save the rows of a result as CSV."""
    from winset.spreadsheet import as_csv

    rows = _result(job)["table"]
    return csv_response(as_csv(rows["header"], rows["rows"]), f"{job.case}-{job.kind}.csv")


@router.get("/jobs/{job}/plots/{plot}.svg", response_class=Response)
def plot(job: ChosenJob, plot: Annotated[str, Path(max_length=40)]) -> Response:
    """Save a plot of a result as SVG."""
    plots = _result(job).get("plots", {})
    if plot not in plots:
        raise NotFound(f"the computation has no plot '{plot}'")
    return svg_response(plots[plot], f"{job.case}-{plot}.svg")


def _result(job: Job) -> dict[str, Any]:
    if not job.result:
        raise NotFound("the computation has no result yet")
    found: dict[str, Any] = json.loads(job.result)
    return found
