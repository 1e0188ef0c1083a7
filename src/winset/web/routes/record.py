"""What the view Record asks for: documents, claims, notes and their history, and every change to them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from winset.claims import claims_of, documents_of, links_of
from winset.errors import UsageError
from winset.record.dates import now
from winset.record.exchange import tables_of
from winset.record.fitting import fitted
from winset.web.errors import NotFound
from winset.web.records import change, listed_tables, reading, writing
from winset.web.requests import RESPONSES, Answer, BaseCase, Here, answer, csv_response

router = APIRouter(prefix="/cases/{name}/record", tags=["record"], responses=RESPONSES)
CHANGES = 500
"""How many of the last changes a page lists."""
Table = Literal["documents", "claims", "links", "notes", "events", "stances"]
RowKey = Annotated[str, Path(max_length=20, description="a row such as c12")]
Values = Annotated[dict[str, Annotated[str, Field(max_length=2_000_000)]], Field(max_length=40)]


class Signed(BaseModel):
    """A change, with who makes it and why: both are kept in the history."""

    model_config = ConfigDict(extra="forbid")

    who: str = Field(default="", max_length=200)
    why: str = Field(default="", max_length=2_000)


class RowAdditionWanted(Signed):
    """A row to be added."""

    fields: Values


class TextAttachmentWanted(Signed):
    """The text of a document that was only cited so far."""

    text: str = Field(min_length=1, max_length=2_000_000)


class RowChangeWanted(Signed):
    """Fields of a row to be changed, and how the writer last saw them."""

    fields: Values
    seen: Values = Field(default={}, description="the fields as the page shows them; a difference is a conflict")


@router.get("")
def record(
    case: BaseCase,
    here: Here,
    document: Annotated[str, Query(max_length=20)] = "",
    claim: Annotated[str, Query(max_length=20)] = "",
) -> Answer:
    """Give the record, texts of documents left out.

    Of the claims that wait for review only the first are given, with the one asked for and those of the document asked
    for; ``claims`` and ``waiting`` count all of them.
    """
    from winset.present.views.record import record_shown, threads

    with reading(here, case) as store:
        tables = listed_tables(store, document, claim)
        changes = store.count_changes() if store is not None else 0
        counted = (store.count("claims"), store.count("claims", "proposed")) if store is not None else (0, 0)
        in_documents = store.claims_of_documents() if store is not None else {}
    return answer(
        record_shown(case, tables),
        claims=counted[0],
        waiting=counted[1],
        in_documents=in_documents,
        threads=threads(tables["notes"]),
        editable=here.editable,
        exists=store is not None,
        changes=changes,
    )


@router.get("/documents/{row}")
def document(case: BaseCase, here: Here, row: RowKey) -> Answer:
    """Give a document's text with the places of its claims in it."""
    from winset.present.views.record import document_shown

    with reading(here, case) as store:
        claims = {} if store is None else store.listed(0, row)
        try:
            found = None if store is None or not row.startswith("d") else store.row(row)
        except UsageError:
            found = None
    if found is None:
        raise NotFound(f"there is no document {row} in the record")
    return document_shown(row, found, claims)


@router.get("/timeline")
def timeline(case: BaseCase, here: Here) -> Answer:
    """Give everything that has a date, in lanes by party."""
    from winset.present.words.moments import timeline as run

    with reading(here, case) as store:
        return answer(run(case, listed_tables(store)))


@router.get("/history")
def history(case: BaseCase, here: Here, row: Annotated[str, Query(max_length=20)] = "") -> Answer:
    """Give the last changes, or those of one row, oldest first: when, who, why, what it was set to; and how many."""
    with reading(here, case) as store:
        changes = store.history(row) if store is not None else []
    known = {one.id for one in changes[:-CHANGES]}  # so that a page can tell a change from an addition
    return answer({"changes": changes[-CHANGES:], "total": len(changes), "earlier": sorted(known)})


@router.get("/missing")
def missing(case: BaseCase, here: Here) -> Answer:
    """Say what nobody is on record for, and what the documents speak of that the case lacks."""
    from winset.engines.evidence.gaps import missing as run
    from winset.present.documents.evidence import about_words, missing_document
    from winset.web.links import entry_view

    with reading(here, case) as store:
        tables = tables_of(store)
    claims, documents = claims_of(tables["claims"]), documents_of(tables["documents"])
    found = run(case, claims, documents, links_of(tables["links"].values()))
    unsourced = [{"words": about_words(case, one), "where": entry_view(one)} for one in found.without_source]
    return answer(found, unsourced=unsourced, sections=missing_document(case, found, unsourced=False).sections)


@router.get("/hypotheses")
def hypotheses(case: BaseCase, here: Here) -> Answer:
    """Lay claims against hypotheses, rivals side by side."""
    from winset.engines.evidence.hypotheses import SHORT
    from winset.engines.evidence.hypotheses import hypotheses as run
    from winset.present.documents.evidence import about_words, hypotheses_document

    with reading(here, case) as store:
        links = links_of(store.rows("links").values()) if store is not None else []
        named = {key for one in case.conditions.values() for key in one.basis} | {one.claim for one in links}
        claims = store.claims_named(named) if store is not None else {}
    found = run(case, claims, links)
    notes = [
        block
        for section in hypotheses_document(case, found, claims).sections
        for block in section.blocks
        if isinstance(block, str)
    ]
    told = {one: about_words(case, one) for group in found.groups for one in group.hypotheses}
    return answer(found, short=SHORT, notes=notes, told=told)


@router.get("/search")
def search(case: BaseCase, here: Here, words: Annotated[str, Query(max_length=200)]) -> Answer:
    """Find the rows that hold all words."""
    with reading(here, case) as store:
        return {"rows": store.search(words) if store is not None else []}


@router.get("/record.jsonl", response_class=Response)
def save_all(case: BaseCase, here: Here) -> Response:
    """Save the whole record as lines of JSON."""
    from winset.record.exchange import as_lines

    with reading(here, case) as store:
        return PlainTextResponse(as_lines(tables_of(store)), media_type="application/x-ndjson")


@router.get("/{table}.csv", response_class=Response)
def save(case: BaseCase, here: Here, table: Table) -> Response:
    """Save the rows of one kind as CSV."""
    from winset.record.exchange import as_csv

    with reading(here, case) as store:
        return csv_response(as_csv(tables_of(store), table), f"{here.name}-{table}.csv")


@router.post("/{table}", status_code=201)
def add(case: BaseCase, here: Here, table: Table, added: RowAdditionWanted) -> Answer:
    """Add a row; of a document, its text is hashed and kept with it."""
    with writing(here) as store, store.together():
        return {"id": store.add(table, fitted(case, store, table, added.fields), now(), added.who, added.why)}


@router.post("/documents/{row}/text")
def attach(here: Here, row: RowKey, attached: TextAttachmentWanted) -> Answer:
    """Put the text of a document in its place; claims that cite its sentences by number then point to them."""
    from winset.record.attaching import attach as run

    with writing(here) as store:
        return answer(run(store, row, attached.text, now(), attached.who))


@router.patch("/rows/{row}")
def set_fields(case: BaseCase, here: Here, row: RowKey, changed: RowChangeWanted) -> Answer:
    """Change fields of a row; a field that somebody else has changed meanwhile is a conflict, and nothing is lost."""
    with writing(here) as store:
        change(case, store, row, changed.fields, changed.seen, changed.model_dump(include={"who", "why"}))
        return {"id": row, **store.row(row)}


@router.post("/rows/{row}/removal")
def remove(here: Here, row: RowKey, signed: Signed) -> Answer:
    """Take a row away; the history keeps it."""
    with writing(here) as store:
        store.remove(row, now(), signed.who, signed.why)
    return {"removed": row}
