"""What the view Forecast asks for: a first look at once, and the forecast log."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from winset.case.model import Case
from winset.errors import UsageError, nearest
from winset.web.errors import NotFound
from winset.web.requests import (
    RESPONSES,
    Answer,
    BaseCase,
    CaseDesk,
    ChosenCase,
    Here,
    answer,
    csv_response,
    kept,
    svg_response,
)
from winset.web.routes.jobs import Computations

if TYPE_CHECKING:
    from winset.log.store import LogEntry

router = APIRouter(prefix="/cases/{name}", tags=["forecast"], responses=RESPONSES)
AT_ONCE = 2_000


class Logged(BaseModel):
    """What is to be kept in the log: a computed forecast by its computation, or a probability of one's own."""

    model_config = ConfigDict(extra="forbid")

    computation: str = Field(default="", max_length=40, description="a finished forecast")
    question: str = Field(default="", max_length=200, description="only this question")
    probability: float | None = Field(default=None, ge=0, le=1, description="one's own probability of a yes")
    date: str = Field(default="", max_length=10, description="year-month-day; today where it is empty")
    note: str = Field(default="", max_length=2_000)


class Resolved(BaseModel):
    """The answer to a question."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=200)
    answer: Literal["yes", "no"]
    date: str = Field(default="", max_length=10, description="year-month-day; today where it is empty")
    note: str = Field(default="", max_length=2_000, description="where the answer comes from")


@router.get("/forecast")
def forecast(
    case: ChosenCase,
    desk: CaseDesk,
    draws: Annotated[int, Query(ge=1, le=AT_ONCE)] = 400,
    seed: Annotated[int, Query(ge=0, le=2**53)] = 1,
    model: Annotated[str, Query(max_length=40)] = "nash",
    scale: Annotated[str, Query(max_length=40)] = "icd203",
) -> Answer:
    """Forecast from a few draws, at once; more of them are a computation in the background."""
    from winset.engines.talks.models import MODELS
    from winset.present.words.likelihood import SCALES
    from winset.present.words.likelihood import scale as known
    from winset.web.tasks.computations import forecast as run
    from winset.web.tasks.computations import silent

    known(scale)
    settings = {"draws": draws, "seed": seed, "model": model, "scale": scale}
    found = kept(desk, case, f"forecast {settings}", lambda: run(case, settings, silent))
    names = {"models": {one.key: one.name for one in MODELS.values()}}
    return {**found, **names, "scales": {key: one.name for key, one in SCALES.items()}}


@router.get("/log")
def log(case: BaseCase, here: Here) -> Answer:
    """Give the forecasts kept so far, the answers, scores and calibration."""
    from winset.log.store import log_path
    from winset.present.views.logbook import log_shown
    from winset.space.packages import question_at_status_quo

    entries, torn = _entries(here.path) if here.editable else ([], [])
    still = question_at_status_quo(case) if case.questions else {}
    return answer(log_shown(case, entries, still), torn=torn, editable=here.editable, file=log_path(here.path).name)


@router.get("/log.csv", response_class=Response)
def log_csv(here: Here, case: BaseCase) -> Response:
    """Save the log as CSV."""
    from winset.spreadsheet import as_csv

    entries, _ = _entries(here.path) if here.editable else ([], [])
    names = ("probability", "answer", "method", "case", "note")
    rows = [
        (entry.kind, entry.question, entry.date, *(str(entry.fields.get(name, "")) for name in names))
        for entry in entries
    ]
    return csv_response(as_csv(("kind", "question", "date", *names), rows), f"{here.name}-log.csv")


@router.get("/log/{plot}.svg", response_class=Response)
def log_svg(case: BaseCase, here: Here, plot: str) -> Response:
    """Save a plot of the log as SVG."""
    plots = log(case, here)["plots"]
    if plot not in plots:
        raise NotFound(f"the log has no plot '{plot[:40]}' yet")
    return svg_response(plots[plot], f"{here.name}-{plot}.svg")


@router.post("/log", status_code=201)
def add(asked: Logged, case: BaseCase, here: Here, jobs: Computations) -> Answer:
    """Keep forecasts in the log, dated, with the hash of the case; what would be hindsight is left out or refused."""
    from winset.log.hindsight import too_late
    from winset.log.store import LogEntry, append, log_path

    _require_file(here)
    beyond: dict[str, str] = {}
    if asked.probability is not None:
        _require_question(case, asked.question)
        chances, method = {asked.question: asked.probability}, "stated"
    else:
        chances, beyond, method = _computed(asked, case, jobs)
    extra = {"case": case.hash, "method": method, **({"note": asked.note} if asked.note else {})}
    day = _day(asked.date)
    known = _entries(here.path)[0]
    late = {key: told for key in chances if (told := too_late(known, key, day, case.questions[key].by))}
    if len(late) == len(chances):
        key, reason = next(iter(late.items()))
        hint = "Date a forecast when it was made; forecasts are kept before the answer is, and never after."
        raise UsageError(f"a forecast of '{case.questions[key].text}' would be hindsight: {reason}", hint)
    chances = {key: chance for key, chance in chances.items() if key not in late}
    entries = [LogEntry("forecast", key, day, {"probability": chance, **extra}) for key, chance in chances.items()]
    append(log_path(here.path), entries)
    return {"added": len(entries), "left_out": late | beyond}


@router.post("/log/answers", status_code=201)
def resolve(asked: Resolved, case: BaseCase, here: Here) -> Answer:
    """Record the answer to a question; a later one replaces it, and both stay in the file."""
    from winset.log.store import LogEntry, append, log_path

    _require_file(here)
    _require_question(case, asked.question)
    fields = {"answer": asked.answer, **({"note": asked.note} if asked.note else {})}
    append(log_path(here.path), [LogEntry("resolution", asked.question, _day(asked.date), fields)])
    return {"added": 1}


def _computed(asked: Logged, case: Case, jobs: Computations) -> tuple[dict[str, float], dict[str, str], str]:
    """The chances of the questions asked for, why others of them have none, and how they were computed."""
    import json

    from winset.log.forecast_log import unreached

    job = jobs.find(asked.computation)
    if job.kind != "forecast" or job.told.state != "done":
        raise UsageError("only a finished forecast can be kept in the log", "Let it finish, or state a probability.")
    if job.order.case is None or job.order.case.hash != case.hash:
        raise UsageError("the forecast is not one of the case as it stands", "Take back what was changed, and compute.")
    record = json.loads(job.result)["record"]
    if asked.question:
        _require_question(case, asked.question)
    shares = {key: share for key, share in record["questions"].items() if asked.question in ("", key)}
    if not shares:
        raise UsageError("no question of the case has a condition to compute", "State a probability of your own.")
    beyond = unreached(case, [key for key in record["not_forecast"]["questions"] if key in shares])
    chances = {key: share["probability"] for key, share in shares.items() if key not in beyond}
    if not chances:
        key, reason = next(iter(beyond.items()))
        raise UsageError(f"'{case.questions[key].text}' is not kept: {reason}", "State a probability of your own.")
    told = job.shown
    return chances, beyond, f"winset forecast, {told['model']}, {told['draws']} draws, seed {told['seed']}"


def _entries(path: Path) -> tuple[list[LogEntry], list[int]]:
    from winset.log.store import log_path, read

    file = log_path(path)
    return read(file) if file.is_file() else ([], [])


def _require_file(here: Here) -> None:
    if not here.editable:
        raise UsageError("a catalogue case has no log of its own", "Copy it to a file of your own first.")


def _require_question(case: Case, question: str) -> None:
    if question not in case.questions:
        raise UsageError(f"there is no question '{question}'", nearest(question, list(case.questions), "Questions"))


def _day(text: str) -> str:
    try:
        return (date.fromisoformat(text) if text else date.today()).isoformat()
    except ValueError:
        raise UsageError(f"'{text}' is not a date", "Write it year-month-day, such as 2025-03-09.") from None
