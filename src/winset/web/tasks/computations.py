"""The long computations of the workbench, as a process of their own makes them.

Each takes a case and settings, and gives what the view shows: the record as plain values, its rows for a table, its
plots and its words. They are the engines' own functions; what is shared out, counted and stopped is only their list of
tasks, so that a finished computation is the engine's result bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite
from typing import Any, Protocol, TypeVar

from winset.case.model import Case
from winset.engines.records import Record, plain
from winset.errors import UsageError
from winset.frozen import asdict

Settings = Mapping[str, Any]
Shown = dict[str, Any]
T = TypeVar("T")
R = TypeVar("R")


class Stopped(KeyboardInterrupt):
    """The reader has asked to stop; engines that can, give what they have."""


class Progress(Protocol):
    """Tells how far a computation is; raises :class:`Stopped` when it is to end."""

    def __call__(self, done: int, total: int, partial: Callable[[], Shown] | None = None) -> None:
        """Tell it; ``partial`` makes what there is so far, and is called only now and then."""


def silent(done: int, total: int, partial: Callable[[], Shown] | None = None) -> None:
    """Tell nobody, and never stop: for what is computed at once."""


def finite(value: Any) -> Any:
    """Put None where a number is not one, as JSON wants it."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {key: finite(one) for key, one in value.items()}
    return [finite(one) for one in value] if isinstance(value, list) else value


def shown(record: Record, partial: bool = False, **more: Any) -> Shown:
    """Give a record with its rows, and what else a view needs."""
    header, rows = record.rows()
    table = {"header": list(header), "rows": [list(row) for row in rows]}
    body: Shown = finite(
        {"record": plain(record), "partial": partial, "table": table, **{k: plain(v) for k, v in more.items()}}
    )
    return body


def _cut_short(results: list[R]) -> Iterator[R]:
    yield from results
    raise KeyboardInterrupt


def forecast(case: Case, settings: Settings, report: Progress) -> Shown:
    """Forecast, telling after every share of the draws what they come to so far."""
    from winset.engines.forecast.forecast import forecast as run
    from winset.engines.forecast.tally import Tally, TallyTask
    from winset.present.views.forecast import forecast_shown

    draws, seed, model = settings["draws"], settings["seed"], settings["model"]
    made: list[Tally] = []

    def counted(function: Callable[[TallyTask], Tally], tasks: Iterable[TallyTask]) -> Iterator[Tally]:
        for task in tasks:
            made.append(function(task))
            yield made[-1]
            count = task.start + task.count
            if count < draws:
                report(count, draws, so_far)

    def so_far() -> Shown:
        record = run(case, draws, seed, model, lambda function, tasks: _cut_short(made))
        return shown(record, True, **forecast_shown(case, record, settings["scale"]))

    record = run(case, draws, seed, model, counted)
    return shown(record, record.partial, **forecast_shown(case, record, settings["scale"]))


def flips(case: Case, settings: Settings, report: Progress) -> Shown:
    """Move every input; when stopped, tell of those that were moved."""
    from winset.engines.forecast.flips import flips as run
    from winset.engines.talks.paired import Sample
    from winset.present.views.flips import flips_shown, versions_of

    draws, seed, model = settings["draws"], settings["seed"], settings["model"]
    total = versions_of(case)
    made: list[Sample | None] = []

    def counted(function: Callable[[Any], Sample | None], tasks: Iterable[Any]) -> Iterator[Sample | None]:
        for task in tasks:
            made.append(function(task))
            yield made[-1]
            report(min(len(made), total - 1), total, so_far if len(made) % 40 == 0 else None)

    def so_far() -> Shown:
        kept = iter(list(made))
        record = run(case, draws, seed, model, lambda function, tasks: [next(kept, None) for _ in tasks])
        return shown(record, True, **flips_shown(case, record))

    try:
        record = run(case, draws, seed, model, counted)
    except Stopped:
        return so_far()
    return shown(record, False, **flips_shown(case, record))


def what_if(case: Case, settings: Settings, report: Progress) -> Shown:
    """Compare two versions of a case on common random numbers."""
    from winset.engines.forecast.what_if import what_if as run
    from winset.present.views.forecast import what_if_shown

    report(0, 1)
    other = settings["other"]
    record = run(case, other, settings["draws"], settings["seed"], settings["model"])
    return shown(record, **what_if_shown(case, other, record))


def effect(case: Case, settings: Settings, report: Progress) -> Shown:
    """Leave out every claim in turn."""
    from winset.engines.evidence.effect import effect as run
    from winset.present.documents.evidence import effect_document

    report(0, 1)
    record = run(case, settings["claims"], settings["links"], settings["draws"], settings["seed"])
    return shown(record, sections=effect_document(case, record, settings["claims"]).sections)


def read(case: Case, settings: Settings, report: Progress) -> Shown:
    """Read a document of the record into proposed claims, and add them to it: all of them, or none."""
    from pathlib import Path

    from winset.reading.model.shipped import shipped
    from winset.reading.reader import parser, read_text
    from winset.reading.rows import add_claims, claim_rows
    from winset.record.files import open_record

    report(0, 3)
    parser()
    report(1, 3)
    store = open_record(Path(settings["record"]))
    text = store.row(settings["document"])["text"]
    passed_over: list[str] = []
    rows = claim_rows(text, read_text(text, case, shipped(), tell=passed_over.append))
    report(2, 3)
    added = list(add_claims(store, settings["document"], rows, settings["at"], settings["who"]).values())
    store.close()
    return {"document": settings["document"], "added": added, "passed_over": passed_over, "partial": False}


def extract(case: None, settings: Settings, report: Progress) -> Shown:
    """Read the bytes of somebody's file as a document."""
    from winset.reading.documents import document_from

    report(0, 1)
    return {"document": asdict(document_from(settings["name"], settings["data"])), "partial": False}


def draft(case: None, settings: Settings, report: Progress) -> Shown:
    """Draft a first case from documents."""
    from winset.drafting.drafts import draft_of
    from winset.drafting.entries.plain import as_plain
    from winset.reading.reader import parser

    report(0, 2)
    parser()
    report(1, 2)
    found = draft_of(settings["documents"], language=settings["language"])
    return {
        "draft": as_plain(found.draft),
        "rows": found.claims_as_rows(),
        "kept": [place for place, one in enumerate(settings["documents"]) if one in found.documents],
        "passed_over": list(found.passed_over),
        "partial": False,
    }


Work = Callable[[Any, Settings, Progress], Shown]
KINDS: Mapping[str, Work] = {
    "forecast": forecast,
    "flips": flips,
    "what-if": what_if,
    "effect": effect,
    "read": read,
    "extract": extract,
    "draft": draft,
}


def work_of(kind: str) -> Work:
    """Find a kind of computation.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    if kind not in KINDS:
        raise UsageError(f"there is no computation '{kind}'", f"There are: {', '.join(KINDS)}.")
    return KINDS[kind]
