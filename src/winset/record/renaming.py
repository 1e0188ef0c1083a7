"""What of a record refers to the keys of its case, and how it reads with another name for one of them."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.mentions import LEVELS
from winset.case.renaming import Renamed
from winset.claims import Row
from winset.frozen import Frozen
from winset.record.interviews import renamed_note
from winset.record.kinds import is_identifier
from winset.record.store import Store


class Changed(Frozen):
    """A field of a row that reads otherwise afterwards."""

    row: str
    field: str
    before: str
    after: str


def changes(store: Store, done: Renamed) -> list[Changed]:
    """List what of a record follows a key that was renamed in its case.

    Parties and issues that claims, events and stances name, and the entries of the case that links, notes and answers
    of an interview are about. Words of people, and the history, stay as they are.
    """
    found = []
    for table in _TABLES.get(done.renaming.kind, ("links", "notes")):
        for key, row in store.rows(table).items():
            for field, after in _fields(table, row, done):
                if after != row[field]:
                    found.append(Changed(key, field, row[field], after))
    return found


_TABLES = {
    "parties": ("claims", "links", "notes", "stances"),
    "issues": ("links", "notes", "events"),
    LEVELS: ("links", "notes", "events"),
    "sources": ("claims", "links", "notes"),
}


def _fields(table: str, row: Row, done: Renamed) -> Iterator[tuple[str, str]]:
    """Give the fields of a row that name something of the case, as they read afterwards."""
    one = done.renaming
    if table == "claims":
        yield from ((field, one.name("parties", row[field])) for field in ("actor", "target"))
        yield "reference", one.reference(row["reference"])
    elif table == "events":
        yield "issue", one.name("issues", row["issue"])
        yield "level", one.name(LEVELS, row["level"], row["issue"])
    elif table == "stances":
        yield "party", one.name("parties", row["party"])
    elif not is_identifier(row["about"]):
        yield "about", done.address(row["about"])
        if table == "notes":
            yield "text", renamed_note(row["text"], done)


def change(store: Store, found: list[Changed], at: str, who: str, why: str) -> None:
    """Make the changes, all or none; the history keeps what it was."""
    rows: dict[str, dict[str, str]] = {}
    for one in found:
        rows.setdefault(one.row, {})[one.field] = one.after
    with store.together():
        for key, fields in rows.items():
            store.set(key, fields, at, who, why)
