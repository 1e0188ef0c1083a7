"""What a record says, as values: documents, links and events.

A row is what SQLite and files of claims hold: text by field. What reckons with one of them takes it as a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

Row = Mapping[str, str]


@dataclass(frozen=True)
class SourceDocument:
    """A text that claims stand in, and where it is from.

    Attributes
    ----------
    title, publisher, url : str
        What it is called, who published it, and where.
    date : str
        When it was published, as readers write it.
    obtained : str
        How it was obtained.
    sha256, text : str
        The text and its hash; empty where the record only cites it.
    copy_of, supersedes : str
        The document that it tells again, and the earlier version whose place it takes; empty where there is none.
    handling : str
        Who may see it.
    """

    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    obtained: str = ""
    sha256: str = ""
    text: str = ""
    copy_of: str = ""
    supersedes: str = ""
    handling: str = "public"


@dataclass(frozen=True)
class Link:
    """How a claim stands to something in the case.

    Attributes
    ----------
    claim : str
        The claim's identifier.
    about : str
        An address of the case such as ``conditions.strict``, or a hypothesis in words.
    stands : str
        One of the ways to stand: ``for``, ``strongly against``, ….
    """

    claim: str
    about: str
    stands: str = "for"


@dataclass(frozen=True)
class Event:
    """Something that happened: an issue that came to a level on a day.

    Attributes
    ----------
    date : str
        The day, year-month-day.
    issue, level : str
        What came to what.
    claim : str
        The claim that reports it; empty where none does.
    note : str
        A remark.
    """

    date: str
    issue: str
    level: str
    claim: str = ""
    note: str = ""


_OF_DOCUMENTS = tuple(one.name for one in fields(SourceDocument))


def document_of(row: Row) -> SourceDocument:
    """Read a document from a row; what may be left out may be missing.

    Examples
    --------
    >>> document_of({"title": "Report", "text": "It rains."}).handling
    'public'
    """
    return SourceDocument(**{name: row[name] for name in _OF_DOCUMENTS if name in row})


def documents_of(rows: Mapping[str, Row]) -> dict[str, SourceDocument]:
    """Read all documents of a table, by identifier."""
    return {key: document_of(row) for key, row in rows.items()}


def link_of(row: Row) -> Link:
    """Read a link from a row.

    Examples
    --------
    >>> link_of({"claim": "c3", "about": "conditions.strict", "stands": "against"})
    Link(claim='c3', about='conditions.strict', stands='against')
    """
    return Link(row["claim"], row["about"], row["stands"])


def event_of(row: Row) -> Event:
    """Read an event from a row; what may be left out may be missing.

    Examples
    --------
    >>> event_of({"date": "2025-03-11", "issue": "aid", "level": "resumed", "claim": "c7"}).level
    'resumed'
    """
    return Event(row["date"], row["issue"], row["level"], row.get("claim", ""), row.get("note", ""))


def links_of(rows: Iterable[Row]) -> list[Link]:
    """Read all links of a table."""
    return [link_of(row) for row in rows]


def events_of(rows: Mapping[str, Row]) -> dict[str, Event]:
    """Read all events of a table, by identifier."""
    return {key: event_of(row) for key, row in rows.items()}
