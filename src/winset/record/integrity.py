"""What holds a record together: hashes of rows and of the history, claims that still match their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from winset.claims import SPANS_UNREADABLE, Row, spans_of
from winset.errors import UsageError
from winset.record.kinds import REFERENCES, Kind, checked, kind_of


def text_hash(text: str) -> str:
    """SHA-256 of a document's text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def with_hash(kind: Kind, row: Row) -> dict[str, str]:
    """Give a document that comes without the hash of its text one, and refuse one whose hash is another's.

    Raises
    ------
    UsageError
        If it is another's.
    """
    if kind.table != "documents" or not row["text"]:
        return dict(row)
    wanted = text_hash(row["text"])
    if row["sha256"] not in ("", wanted):
        raise UsageError("its text does not match its hash")
    return {**row, "sha256": wanted}


def row_hash(identifier: str, text: str) -> str:
    """Hash a row under its name."""
    return sha256(f"{identifier}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def link_hash(former: str, entry: Sequence[object]) -> str:
    """Hash an entry of the history together with the hash of the one before."""
    return sha256("\n".join([former, *map(str, entry)]).encode("utf-8", "surrogatepass")).hexdigest()


def searched_text(identifier: str, row: Row) -> str:
    """Give the text of a row that full-text search looks in."""
    return "\n".join(row[name] for name in kind_of(identifier).searched)


def span_problems(name: str, claim: Row, text: str) -> list[str]:
    """Say which spans of a claim do not fit the text of its document."""
    try:
        spans = spans_of(claim["spans"])
    except SPANS_UNREADABLE:
        return [f"the spans of {name} cannot be read"]
    if not spans:
        return []
    found = []
    for part, fragments in spans.items():
        if any(not 0 <= start < end <= len(text) for start, end in fragments):
            found.append(f"a span of {name} lies outside its document")
        elif part in claim and claim[part] != " … ".join(text[start:end] for start, end in fragments):
            found.append(f"the {part} of {name} no longer matches its text")
    return found


def misfits(rows: Mapping[str, Row]) -> list[str]:
    """Say which rows hold what no row may hold, or name others that are not there, whatever their hashes are."""
    found = []
    for key, row in rows.items():
        try:
            checked(kind_of(key), row)
        except UsageError as error:
            found.append(f"{key}: {error.what}")
        found += [
            f"{key} names {row[name]}, which is not there"
            for name in REFERENCES
            if row.get(name, key) not in rows and row[name]
        ]
        above, around = {key}, row.get("parent", "")
        while around in rows and around not in above:
            above.add(around)
            around = rows[around].get("parent", "")
        if around == key:
            found.append(f"{key} stands inside itself")
    return found
