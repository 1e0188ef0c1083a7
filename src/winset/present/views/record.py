"""A record for a page: its claims with what they count for, a document's text with its claims, lanes of a timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from winset.case.model import Case
from winset.claims import Claim, Row, SourceDocument, claim_of, claims_of, documents_of, events_of, links_of
from winset.engines.evidence.likelihood_ratios import excluded_for, on_diagonal
from winset.errors import UsageError
from winset.present.words.amounts import level
from winset.record.dates import read_date
from winset.record.dating import known_from
from winset.record.kinds import KINDS

Tables = Mapping[str, Mapping[str, Row]]
PARTS = ("sentences", "content", "condition", "source", "cue")
GRADES = {
    "source": {
        "A": "reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "cannot be judged",
    },
    "information": {
        "1": "confirmed by other sources",
        "2": "probably true",
        "3": "possibly true",
        "4": "doubtful",
        "5": "improbable",
        "6": "cannot be judged",
    },
}


@dataclass(frozen=True)
class Moment:
    """Something on the timeline.

    Attributes
    ----------
    id, kind : str
        The row, and whether it is a ``claim``, an ``event`` or a ``stance``.
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


def record_shown(case: Case, tables: Tables) -> dict[str, Any]:
    """Give the rows of a record for a page, texts of documents left out."""
    rows: dict[str, list[dict[str, Any]]] = {
        table: [{"id": key, **row} for key, row in tables[table].items()] for table in tables if table != "claims"
    }
    for one in rows["documents"]:
        one["length"], one["text"] = len(one["text"]), ""
    documents = documents_of(tables["documents"])
    bears: dict[str, list[dict[str, str]]] = {}
    for key, link in zip(tables["links"], links_of(tables["links"].values()), strict=True):
        bears.setdefault(link.claim, []).append({"id": key, "about": link.about, "stands": link.stands})
    rows["claims"] = [
        claim_shown(case, key, row, bears.get(key, []), documents) for key, row in tables["claims"].items()
    ]
    words = {name: list(allowed) for kind in KINDS.values() for name, allowed in kind.fields.items() if allowed}
    return {"tables": rows, "words": words, "grades": GRADES}


def claim_shown(
    case: Case, key: str, row: Row, bears: Sequence[Mapping[str, str]], documents: Mapping[str, SourceDocument]
) -> dict[str, Any]:
    """Give a claim with what a page needs besides its fields."""
    claim = claim_of(row)
    return {
        "id": key,
        **row,
        "parties": list(parties_of(case, claim)),
        "excluded": excluded_for(claim),
        "diagonal": on_diagonal(claim),
        "known": known_from(claim, documents),
        "bears": bears,
    }


def parties_of(case: Case, claim: Claim) -> tuple[str, ...]:
    """Find the parties a claim is by: its actor, or who is named as its source."""
    by_name = {name.casefold(): key for key, party in case.parties.items() for name in (key, party.name or key)}
    found = [by_name[text.casefold()] for text in (claim.actor, claim.source) if text.casefold() in by_name]
    return tuple(dict.fromkeys(found[:1]))


def document_shown(key: str, row: Row, claims: Mapping[str, Row]) -> dict[str, Any]:
    """Give a document's text with the places of its claims' parts, outer ones first."""
    spans: list[dict[str, Any]] = [
        {"claim": claim_key, "part": part, "start": start, "end": end}
        for claim_key, claim in claims_of(claims).items()
        if claim.document == key and claim.status != "rejected"
        for part, fragments in claim.spans.items()
        if part in PARTS
        for start, end in fragments
    ]
    spans.sort(key=lambda one: (one["start"], -one["end"], PARTS.index(one["part"])))
    return {"id": key, **row, "spans": spans}


def timeline(case: Case, tables: Tables) -> dict[str, Any]:
    """Give everything of a record that has a date, in lanes by party, in order.

    Returns
    -------
    dict
        ``moments``, and ``undated``: the rows that have no date that can be read.
    """
    dated, undated = [], []
    for item in _dated(case, tables):
        found = _moment(*item)
        if found is None:
            undated.append(item[0])
        else:
            dated.append(found)
    dated.sort(key=lambda one: (one.first, one.last, one.id))
    return {"moments": dated, "undated": undated}


_Item = tuple[str, str, tuple[str, ...], str, str, str]


def _dated(case: Case, tables: Tables) -> Iterator[_Item]:
    documents = documents_of(tables["documents"])
    for key, claim in claims_of(tables["claims"]).items():
        when = claim.date or claim.published or documents.get(claim.document, SourceDocument()).date
        told = f"{claim.source or 'unnamed'}: {claim.content}"
        yield key, "claim", parties_of(case, claim), when, told, claim.status
    for key, event in events_of(tables["events"]).items():
        issue = case.issues.get(event.issue)
        lanes = tuple(issue.control) if issue else ()
        name = case.issue_name(event.issue) if issue else event.issue
        yield key, "event", lanes, event.date, f"{name}: {level(case, event.issue, event.level)}", ""
    for key, row in tables["stances"].items():
        yield key, "stance", (row["party"],), row["date"], row["position"], ""


def _moment(key: str, kind: str, lanes: tuple[str, ...], when: str, words: str, status: str) -> Moment | None:
    try:
        date = read_date(when)
    except UsageError:
        return None
    first, last = date.first.isoformat(), date.last.isoformat()
    return Moment(key, kind, lanes, first, last, date.exact, date.words, words, status)


def threads(notes: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Give the notes as threads: every note with its replies, in the order they were written."""
    children: dict[str, list[str]] = {}
    for key, note in notes.items():
        children.setdefault(note["reply_to"], []).append(key)

    def told(key: str) -> dict[str, Any]:
        return {"id": key, **notes[key], "replies": [told(one) for one in children.get(key, [])]}

    return [told(key) for key in children.get("", [])]
