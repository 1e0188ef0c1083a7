"""A record for a page: its claims with what they count for, and a document's text with its claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from winset.case.model import Case
from winset.claims import Row, SourceDocument, claim_of, claims_of, documents_of, links_of
from winset.engines.evidence.likelihood_ratios import excluded_for, on_diagonal
from winset.present.words.moments import Tables, parties_of
from winset.record.dating import known_from
from winset.record.kinds import KINDS

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


def threads(notes: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Give the notes as threads: every note with its replies, in the order they were written."""
    children: dict[str, list[str]] = {}
    for key, note in notes.items():
        children.setdefault(note["reply_to"], []).append(key)

    def told(key: str) -> dict[str, Any]:
        return {"id": key, **notes[key], "replies": [told(one) for one in children.get(key, [])]}

    return [told(key) for key in children.get("", [])]
