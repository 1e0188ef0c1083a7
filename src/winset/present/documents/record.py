"""The record as documents: the claim table, one row with its notes, history, effect, hypotheses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from winset.case.model import Case
from winset.claims import Claim, Row, SourceDocument, claim_of, claims_of, documents_of, links_of
from winset.engines.evidence.citations import named_claims
from winset.engines.evidence.likelihood_ratios import excluded_for, on_diagonal
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.words.prose import sentence
from winset.record.kinds import KINDS, kind_of
from winset.record.past import RowChange
from winset.record.sentences import passage


def source_words(claim: Claim) -> str:
    """Tell who says it, and through whom."""
    return claim.voice + (f" (via {claim.via})" if claim.via else "")


def act_words(claim: Claim) -> str:
    """Tell the act, the polarity where it is not affirmed, and the hedge."""
    polarity = [claim.polarity] if claim.polarity != "affirmed" else []
    return ", ".join([claim.speech_act, *polarity, claim.hedge_level])


def claims_document(case: Case, claims: Mapping[str, Claim]) -> Document:
    """Write the claim table."""
    rows = tuple(
        (
            key,
            source_words(claim),
            claim.content,
            act_words(claim),
            claim.grade,
            claim.place,
        )
        for key, claim in claims.items()
    )
    header = ("claim", "source", "says", "act, hedge", "grade", "in")
    blocks: tuple[Block, ...] = (Table(header, rows),) if rows else ("The record holds no claims.",)
    for reason in dict.fromkeys(filter(None, map(excluded_for, claims.values()))):
        keys = [key for key, claim in claims.items() if excluded_for(claim) == reason]
        blocks = (*blocks, f"Count for nothing, {reason}: {', '.join(keys)}.")
    diagonal = sum(map(on_diagonal, claims.values()))
    graded = sum(one.graded for one in claims.values())
    if graded >= 4 and diagonal > graded / 2:
        text = (
            f"{diagonal} of {graded} graded claims have the same rank for source and information. Judge the two apart."
        )
        blocks = (*blocks, text)
    return Document(case.title, "Claims of the record", (Section("", blocks),))


def rows_document(case: Case, table: str, rows: Mapping[str, Row]) -> Document:
    """Write the rows of one kind; columns in which nothing stands are left out."""
    fields = [name for name in KINDS[table].fields if name not in {"text", "sha256"} or table == "notes"]
    shown = [name for name in fields if any(row.get(name) for row in rows.values())]
    body = tuple((key, *(row.get(name, "") for name in shown)) for key, row in rows.items())
    header = ("row", *(name.replace("_", " ") for name in shown))
    blocks: tuple[Block, ...] = (Table(header, body),) if body else (f"The record holds no {table}.",)
    return Document(case.title, sentence(table), (Section("", blocks),))


def row_document(
    case: Case, key: str, row: Row, tables: Mapping[str, Mapping[str, Row]], changes: Sequence[RowChange]
) -> Document:
    """Write one row with what hangs on it: claims of a document, links, notes; and its history."""
    fields = tuple(
        (name.replace("_", " "), value) for name, value in row.items() if value and name not in {"text", "spans"}
    )
    removed = key not in tables[kind_of(key).table]
    sections = [Section(f"{key}, removed" if removed else key, (Table(("field", "value"), fields),))]
    if place := _place(row, documents_of(tables["documents"])):
        sections.append(Section("In the text", (place,)))
    inside = [
        f"{other}: {one.voice}: {one.content}"
        for other, one in claims_of(tables["claims"]).items()
        if key in (one.document, one.parent)
    ]
    bears = [
        f"{other}: {one.stands} {one.about}"
        for other, one in zip(tables["links"], links_of(tables["links"].values()), strict=True)
        if one.claim == key
    ]
    bears += [f"in the basis of {_address(path[:-2])}" for path in named_claims(case).get(key, ())]
    about = thread(tables["notes"], key)
    for heading, lines in (("Claims in it", inside), ("Bears on", bears), ("Notes", about)):
        if lines:
            sections.append(Section(heading, (Bullets(tuple(lines)),)))
    return Document(case.title, "", (*sections, *history_sections(changes)))


def _address(path: Sequence[str | int]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _place(row: Row, documents: Mapping[str, SourceDocument]) -> str:
    """Quote the sentences a claim stands in, where the record has the text."""
    text = documents.get(row.get("document", ""), SourceDocument()).text
    found = passage(text, claim_of(row).spans) if text else None
    return " ".join(text[slice(*found)].split()) if found else ""


def address_document(case: Case, address: str, entry: Any, tables: Mapping[str, Mapping[str, Row]]) -> Document:
    """Write an entry of the case with the claims that bear on it and the notes about it."""
    fields = entry if isinstance(entry, dict) else {"value": entry}
    rows = tuple(_flat("", fields))
    sections = [Section(address, (Table(("field", "value"), rows),))]
    claims = claims_of(tables["claims"])
    named = [
        claim_words(key, claims[key]) for key in (fields.get("basis") or ()) if isinstance(key, str) and key in claims
    ]
    linked = [
        f"{one.stands}: {claim_words(one.claim, claims[one.claim])}"
        for one in links_of(tables["links"].values())
        if one.about == address and one.claim in claims
    ]
    about = thread(tables["notes"], address)
    for heading, lines in (("Named in its basis", named), ("Linked to it", linked), ("Notes", about)):
        if lines:
            sections.append(Section(heading, (Bullets(tuple(lines)),)))
    return Document(case.title, "", tuple(sections))


def named_section(case: Case, claims: Mapping[str, Claim]) -> tuple[Section, ...]:
    """Say who stands behind the claims that bases name."""
    lines = tuple(
        claim_words(key, claims[key]) if key in claims else f"{key}: not in the record" for key in named_claims(case)
    )
    return (Section("Claims named above", (Bullets(lines),)),) if lines else ()


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Give what stands in an entry line by line, empty fields left out."""
    parts: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        parts = enumerate(value, 1)
    elif value not in (None, "", "False", []):
        yield name.replace("_", " "), ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    for key, item in parts:
        yield from _flat(f"{name}.{key}" if name else str(key), item)


def claim_words(key: str, claim: Claim) -> str:
    """Tell a claim in one line: who says it, through whom, what, and both grades."""
    place = f" ({claim.reference})" if claim.reference else ""
    weight = f"; {reason}" if (reason := excluded_for(claim)) else ""
    return f"{key}{place}: {source_words(claim)}: {claim.content} [{claim.grade}{weight}]"


def thread(notes: Mapping[str, Row], about: str, depth: int = 0, reply_to: str = "") -> list[str]:
    """List the notes about something, replies under what they reply to."""
    lines = []
    for key, note in notes.items():
        if (note["reply_to"] == reply_to) if reply_to else (note["about"] == about and not note["reply_to"]):
            mark = f"in reply to {reply_to}: " if depth else ""
            by = f" ({', '.join(part for part in (note['author'], note['date']) if part)})" if note["date"] else ""
            lines.append(f"{key}: {mark}{note['text']}{by}")
            lines += thread(notes, about, depth + 1, key)
    return lines


def history_sections(changes: Sequence[RowChange]) -> tuple[Section, ...]:
    """Write a history."""
    rows = tuple((str(one.number), one.at, one.id, one.who or "-", one.why or "-") for one in changes)
    return (Section("History", (Table(("change", "when", "row", "by", "why"), rows),)),) if rows else ()
