"""What a record says, as values: documents, claims, links and events.

A row is what SQLite and files of claims hold: text by field. What reckons with one of them takes it as a value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from winset.frozen import Frozen, field, field_names

Row = Mapping[str, str]
Spans = Mapping[str, tuple[tuple[int, int], ...]]


class SourceDocument(Frozen):
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


class Claim(Frozen, kw_only=True):
    """Who says what, according to whom, by which words of which document, and what that is worth.

    Attributes
    ----------
    document, reference : str
        The document it stands in, and the place there as people cite it: ``S8``.
    source, cue, content, via, condition, hedge : str
        Its parts in words: who says it, the words that say so, what is said, through whom it came, on what condition,
        and the words that hedge it.
    spans : mapping of str to tuple of (int, int)
        Where those parts stand in the document's text, in characters, the end exclusive.
    parent : str
        The claim that it stands inside; empty where it stands alone.
    origin : str
        The claim or document it repeats; empty where it is nobody's copy.
    source_kind, speech_act, plover, hedge_level, polarity, cost : str
        What kind of source and of act it is, how sure and which way it is put, and what it cost to say. The words each
        may hold are those of :mod:`winset.record.kinds`.
    actor, target : str
        Who does what it tells of, and to whom.
    date, published : str
        When that was, and when it was told.
    anonymous, narrator, promoted : bool
        Whether its source is not named, whether it is the author's own words, and whether the analyst took those over.
    source_grade, information_grade : str
        A to F for the source, 1 to 6 for the information.
    status, handling : str
        Whether it is accepted, and who may see it.
    """

    document: str = ""
    source: str = ""
    cue: str = ""
    content: str = ""
    spans: Spans = field(default_factory=dict)
    via: str = ""
    condition: str = ""
    parent: str = ""
    reference: str = ""
    origin: str = ""
    source_kind: str = ""
    speech_act: str = "statement"
    plover: str = ""
    actor: str = ""
    target: str = ""
    date: str = ""
    published: str = ""
    hedge: str = ""
    hedge_level: str = "asserted"
    polarity: str = "affirmed"
    anonymous: bool = False
    narrator: bool = False
    promoted: bool = False
    cost: str = "statement"
    source_grade: str = "F"
    information_grade: str = "6"
    status: str = "accepted"
    handling: str = "public"

    @property
    def accepted(self) -> bool:
        """Whether a person has accepted it."""
        return self.status == "accepted"

    @property
    def voice(self) -> str:
        """Who says it, as a line names them: the words of the document without the comma that stands after them."""
        return self.source.rstrip(" ,;:–—") or "unnamed"

    @property
    def grade(self) -> str:
        """Both grades: source reliability and information credibility."""
        return self.source_grade + self.information_grade

    @property
    def graded(self) -> bool:
        """Whether somebody has judged its source or its information."""
        return self.grade != "F6"

    @property
    def place(self) -> str:
        """Where it stands, as closely as is known: its reference, else its document."""
        return self.reference or self.document


class Link(Frozen):
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


class Event(Frozen):
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


_OF_DOCUMENTS = field_names(SourceDocument)
_YES_OR_NO = ("anonymous", "narrator", "promoted")
_WORDS = tuple(name for name in field_names(Claim) if name not in {"spans", *_YES_OR_NO})


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


def claim_of(row: Row) -> Claim:
    """Read a claim from a row; what is missing or empty is as in a new claim.

    Examples
    --------
    >>> claim_of({"content": "aid resumes", "narrator": "yes", "spans": '{"content": [[4, 15]]}'}).spans["content"]
    ((4, 15),)
    """
    fields: dict[str, Any] = {name: row[name] for name in _WORDS if row.get(name)}
    fields |= {name: row.get(name) == "yes" for name in _YES_OR_NO}
    try:
        return Claim(spans=spans_of(row.get("spans", "")), **fields)
    except SPANS_UNREADABLE:  # refused when a record is opened; only its history can still hold such a row
        return Claim(**fields)


def claims_of(rows: Mapping[str, Row]) -> dict[str, Claim]:
    """Read all claims of a table, by identifier."""
    return {key: claim_of(row) for key, row in rows.items()}


SPANS_UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, RecursionError)


def spans_of(text: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """Read the character spans of a claim's parts in its document: ``{"content": [[start, end], …], …}``."""
    found = json.loads(text) if text else {}
    return {str(part): tuple((int(start), int(end)) for start, end in pieces) for part, pieces in found.items()}


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
