"""What holds a record together: hashes of rows and of the history, claims that still match their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from winset.record.kinds import Row, kind_of, spans_of


def row_hash(identifier: str, text: str) -> str:
    """Hash a row under its name."""
    return sha256(f"{identifier}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def link_hash(former: str, entry: Sequence[object]) -> str:
    """Hash an entry of the history together with the hash of the one before."""
    return sha256("\n".join([former, *map(str, entry)]).encode("utf-8", "surrogatepass")).hexdigest()


def searched_text(identifier: str, row: Row) -> str:
    """Give the text of a row that full-text search looks in."""
    return "\n".join(row[name] for name in kind_of(identifier).searched)


def span_problems(name: str, claim: Row, documents: Mapping[str, Row]) -> list[str]:
    """Say which spans of a claim do not fit its document."""
    try:
        spans = spans_of(claim)
    except (ValueError, TypeError, AttributeError):
        return [f"the spans of {name} cannot be read"]
    if not spans:
        return []
    text = documents[claim["document"]]["text"] if claim["document"] in documents else ""
    found = []
    for part, fragments in spans.items():
        if any(not 0 <= start < end <= len(text) for start, end in fragments):
            found.append(f"a span of {name} lies outside its document")
        elif part in claim and claim[part] != " … ".join(text[start:end] for start, end in fragments):
            found.append(f"the {part} of {name} no longer matches its text")
    return found
