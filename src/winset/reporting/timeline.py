"""The timeline: events, claims, deadlines and dated questions in order, a lane for every party."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from winset.claims import events_of
from winset.present.words import words
from winset.reporting.figures import SCHEMA
from winset.reporting.results import Results
from winset.reporting.tree import Figure

_SHAPES = {"event": "square", "claim": "circle", "position": "triangle-up", "date": "diamond"}


@dataclass(frozen=True)
class Moment:
    """Something with a date: what, whose, which row of the record, and of which kind."""

    date: str
    what: str
    who: tuple[str, ...]
    row: str
    kind: str


def moments(r: Results) -> list[Moment]:
    """Gather everything with a date, the earliest first."""
    found = [*_events(r), *_claims(r), *_ahead(r)]
    return sorted(found, key=lambda one: (one.date, one.row))


def _events(r: Results) -> Iterator[Moment]:
    for key, one in events_of(r.rows["events"]).items():
        issue = r.case.issues.get(one.issue)
        name = r.case.issue_name(one.issue) if issue else one.issue
        who = tuple(map(r.case.party_name, issue.control)) if issue else ()
        note = f" ({one.note})" if one.note else ""
        yield Moment(one.date, f"{name}: {words.level(r.case, one.issue, one.level)}{note}", who, key, "event")
    for key, row in r.rows["stances"].items():
        if row["date"]:
            yield Moment(row["date"], f"declared position: {row['position']}", _party(r, row["party"]), key, "position")


def _claims(r: Results) -> Iterator[Moment]:
    for key, one in r.listed.items():
        if dated := one.date or one.published:
            yield Moment(dated, f"{one.source or 'unnamed'}: {one.content}", _party(r, one.actor), key, "claim")


def _party(r: Results, key: str) -> tuple[str, ...]:
    return (r.case.party_name(key) if key in r.case.parties else key,) if key else ()


def _ahead(r: Results) -> Iterator[Moment]:
    if r.case.as_of:
        yield Moment(r.case.as_of, "date of this case", (), "", "date")
    if r.case.talks.deadline:
        yield Moment(r.case.talks.deadline, "deadline of the talks", (), "", "date")
    for key, one in r.case.questions.items():
        yield Moment(one.by, f"question '{key}' is decided: {one.text}", (), "", "date")


def _full(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def timeline_figure(r: Results, found: Sequence[Moment]) -> Figure | None:
    """Draw what has a full date, a lane for every party."""
    rows: list[dict[str, Any]] = []
    for one in found:
        if _full(one.date):
            rows += [
                {"date": one.date, "who": lane, "kind": one.kind, "row": one.row} for lane in one.who or ("dates",)
            ]
    if len({row["date"] for row in rows}) < 2:
        return None
    names = [r.case.party_name(key) for key in r.case.parties]
    lanes = [*names, *sorted({row["who"] for row in rows} - {*names, "dates"}), "dates"]
    lanes = [lane for lane in lanes if any(row["who"] == lane for row in rows)]
    kinds = [kind for kind in _SHAPES if any(row["kind"] == kind for row in rows)]
    shape = {
        "field": "kind",
        "type": "nominal",
        "title": None,
        "scale": {"domain": kinds, "range": [_SHAPES[kind] for kind in kinds]},
        "legend": {"symbolStrokeColor": "currentColor", "orient": "bottom", "direction": "horizontal"},
    }
    x = {"field": "date", "type": "temporal", "title": None, "axis": {"format": "%-d %b %Y", "labelOverlap": True}}
    y = {"field": "who", "type": "nominal", "title": None, "sort": lanes, "axis": {"grid": True, "labelLimit": 200}}
    spec = {
        "$schema": SCHEMA,
        "data": {"values": rows},
        "width": 380,
        "height": {"step": 26},
        "mark": {"type": "point", "color": "currentColor", "size": 55},
        "encoding": {"x": x, "y": y, "shape": shape},
    }
    told = f"{len(rows)} marks from {rows[0]['date']} to {rows[-1]['date']}; all of them are in the table."
    return Figure("What has a full date, a lane for every party.", told, spec)
