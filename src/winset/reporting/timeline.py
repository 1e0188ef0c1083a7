"""The timeline: events, claims, deadlines and dated questions in order, a lane for every party."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from winset.claims import events_of
from winset.errors import UsageError
from winset.present.pictures.timeline import timeline_picture
from winset.present.words import words
from winset.reporting.results import Results
from winset.reporting.tree import Figure


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


def timeline_figure(r: Results) -> Figure | None:
    """Draw what has a date, a row for every party; nothing where there are not two days."""
    claims = {key: r.rows["claims"][key] for key in r.listed}
    try:
        picture = timeline_picture(r.case, {**r.rows, "claims": claims})
    except UsageError:
        return None
    return Figure(picture.title, picture.told, picture)
