"""The timeline: events, claims, deadlines and dated questions in order, a lane for every party."""

from __future__ import annotations

from collections.abc import Iterator

from winset.errors import UsageError
from winset.present.documents.document import Table
from winset.present.pictures.timeline import timeline_picture
from winset.present.words.moments import Tables, TimelineMoment, days_ahead, in_order, moment, timeline
from winset.present.words.runs import refer
from winset.record.dates import read_date
from winset.reporting.results import Results
from winset.reporting.tree import Figure


def dates_table(r: Results) -> Table | None:
    """List what has a date, the earliest first; nothing where there are not two."""
    found = [one for one in timeline(r.case, _tables(r))["moments"] if one.status != "rejected"]
    found = in_order([*found, *days_ahead(r.case), *_today(r)])
    if len(found) < 2:
        return None
    return Table(("date", "what", "who", "row"), tuple(_row(r, one) for one in found))


def _tables(r: Results) -> Tables:
    return {**r.rows, "claims": {key: r.rows["claims"][key] for key in r.listed}}


def _today(r: Results) -> Iterator[TimelineMoment]:
    if r.case.as_of:
        yield moment(read_date(r.case.as_of), "", "date", (), "date of this case")


def _row(r: Results, one: TimelineMoment) -> tuple[str, str, str, str]:
    who = ", ".join(r.case.party_name(key) if key in r.case.parties else key for key in one.lanes)
    what = f"declared position: {one.words}" if one.kind == "stance" else one.words
    note = f" ({one.note})" if one.note else ""
    return one.date, f"{what}{note}", who, refer(one.id, "source", one.id)


def timeline_figure(r: Results) -> Figure | None:
    """Draw what has a date, a row for every party; nothing where there are not two days."""
    try:
        picture = timeline_picture(r.case, _tables(r))
    except UsageError:
        return None
    return Figure(picture.title, picture.told, picture)
