"""Everything of a case and its record that has a date, in words: for pages, pictures and tables of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.claims import Claim, Row, SourceDocument, claims_of, documents_of, events_of
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.present.words import words
from winset.record.dates import ImpreciseDate, read_date

Tables = Mapping[str, Mapping[str, Row]]


class TimelineMoment(Frozen):
    """Something on the timeline.

    Attributes
    ----------
    id, kind : str
        The row, and whether it is a ``claim``, an ``event`` or a ``stance``; of a case no row, and ``date``.
    lanes : tuple of str
        The parties it belongs to; empty where it is nobody's.
    first, last : str
        The first and the last day it can be, year-month-day.
    exact : bool
        Whether the day is known.
    date, words : str
        The date as readers write it, and what it is.
    status : str
        Of a claim: proposed, accepted or rejected.
    note : str
        Of an event: what is noted of it.
    """

    id: str
    kind: str
    lanes: tuple[str, ...]
    first: str
    last: str
    exact: bool
    date: str
    words: str
    status: str = ""
    note: str = ""


def timeline(case: Case, tables: Tables) -> dict[str, Any]:
    """Give everything of a record that has a date, in lanes by party, in order.

    Returns
    -------
    dict
        ``moments``, and ``undated``: the rows that have no date that can be read.
    """
    dated, undated = [], []
    for when, key, kind, lanes, told, status, note in _rows(case, tables):
        try:
            dated.append(moment(read_date(when), key, kind, lanes, told, status, note))
        except UsageError:
            undated.append(key)
    return {"moments": in_order(dated), "undated": undated}


def in_order(moments: list[TimelineMoment]) -> list[TimelineMoment]:
    """Give moments in the order of their days."""
    return sorted(moments, key=lambda one: (one.first, one.last, one.id))


def days_ahead(case: Case) -> Iterator[TimelineMoment]:
    """Give the days that a case names: its deadlines, and when its questions are answered."""
    found = [(case.talks.deadline, "the deadline of the talks")] if case.talks.deadline else []
    for one in case.deadlines:
        on = one.on or case.talks.deadline
        if on is None:
            continue
        unless = f", unless {words.condition(case, one.unless)}" if one.unless is not None else ""
        found.append((on, f"by itself: {words.levels(case, one.then)}{unless}"))
    found += [(one.by, one.text) for one in case.questions.values()]
    for when, told in found:
        yield moment(read_date(when), "", "date", (), told)


_Row = tuple[str, str, str, tuple[str, ...], str, str, str]
"""The date of a row as it is written, then what a moment begins with, and its words, status and note."""


def _rows(case: Case, tables: Tables) -> Iterator[_Row]:
    documents = documents_of(tables["documents"])
    for key, claim in claims_of(tables["claims"]).items():
        when = claim.date or claim.published or documents.get(claim.document, SourceDocument()).date
        told = f"{claim.voice}: {claim.content}"
        yield when, key, "claim", parties_of(case, claim), told, claim.status, ""
    for key, event in events_of(tables["events"]).items():
        issue = case.issues.get(event.issue)
        lanes = tuple(issue.control) if issue else ()
        name = short_name(case, event.issue) if issue else event.issue
        told = f"{name}: {words.level(case, event.issue, event.level)}"  # "aid stays withheld" is said from today
        yield event.date, key, "event", lanes, told, "", event.note
    for key, row in tables["stances"].items():
        yield row["date"], key, "stance", (row["party"],), row["position"], "", ""


def parties_of(case: Case, claim: Claim) -> tuple[str, ...]:
    """Find the parties a claim is by: its actor, or who is named as its source."""
    by_name = {name.casefold(): key for key, party in case.parties.items() for name in (key, party.name or key)}
    found = [by_name[text.casefold()] for text in (claim.actor, claim.source) if text.casefold() in by_name]
    return tuple(dict.fromkeys(found[:1]))


def moment(
    date: ImpreciseDate, key: str, kind: str, lanes: tuple[str, ...], told: str, status: str = "", note: str = ""
) -> TimelineMoment:
    """Put a date and what it is of together."""
    first, last = date.first.isoformat(), date.last.isoformat()
    return TimelineMoment(key, kind, lanes, first, last, date.exact, date.words, told, status, note)
