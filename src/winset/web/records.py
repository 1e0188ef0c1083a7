"""The record of an opened case, for one request: to read, or to write to with who and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from winset.case.model import Case
from winset.claims import Row
from winset.errors import UsageError
from winset.record.dates import now
from winset.record.exchange import tables_of
from winset.record.files import new_record, open_record, record_path
from winset.record.fitting import fitted
from winset.record.kinds import KINDS, kind_of
from winset.record.store import Store
from winset.web.errors import NotFound
from winset.web.workspace import Opened

WAITING = 300
"""How many claims that wait for review a page lists."""


@contextmanager
def reading(here: Opened, case: Case) -> Iterator[Store | None]:
    """Open the record of a case to read; None where there is none."""
    from winset.record.exchange import record_of

    beside = record_path(here.path)
    store = open_record(beside) if beside.is_file() else None if here.editable else record_of(case)
    try:
        yield store
    finally:
        if store is not None:
            store.close()


@contextmanager
def writing(here: Opened) -> Iterator[Store]:
    """Open the record of a file to write; a new one is begun where there is none.

    Raises
    ------
    UsageError
        If the case is not a file of one's own.
    """
    if not here.editable:
        raise UsageError("the record of a catalogue case cannot be changed", "Copy the case to a file of your own.")
    path = record_path(here.path)
    store = open_record(path) if path.is_file() else new_record(path)
    try:
        yield store
    finally:
        store.close()


def listed_tables(store: Store | None, document: str = "", claim: str = "") -> dict[str, dict[str, Row]]:
    """Give the rows a page lists: all, but of the claims that wait for review the first, one, and a document's."""
    if store is None:
        return tables_of(store)
    claims = {"claims": store.listed(WAITING, document, claim)}
    return {table: claims[table] if table in claims else store.rows(table) for table in KINDS}


def change(
    case: Case, store: Store, row: str, fields: Mapping[str, str], seen: Mapping[str, str], signed: Mapping[str, Any]
) -> None:
    """Change fields of a row, if they fit and still are as the writer saw them; nobody's change is lost.

    Raises
    ------
    NotFound
        If there is no such row.
    UsageError
        If somebody else has changed one of the fields meanwhile.
    """
    table = kind_of(row).table
    with store.together():
        rows = store.rows(table)
        if row not in rows:
            raise NotFound(f"there is no {row} in the record")
        for name, value in seen.items():
            if name in fields and rows[row].get(name) != value:
                what = f"the {name.replace('_', ' ')} of {row} has changed meanwhile, to '{rows[row].get(name)}'"
                raise UsageError(what, "Look at it again, then decide.")
        store.set(row, fitted(case, store, table, fields, rows[row]), now(), signed["who"], signed["why"])
