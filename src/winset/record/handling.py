"""What of a record may go to whom: restricted rows left out, hidden names withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from winset.claims import Row, SourceDocument, documents_of
from winset.errors import UsageError, nearest

AUDIENCES = ("public", "restricted")
_PROSE = {
    "title",
    "publisher",
    "url",
    "obtained",
    "source",
    "cue",
    "content",
    "via",
    "condition",
    "hedge",
    "reference",
    "author",
    "note",
    "position",
    "about",
    "text",
}
WITHHELD = "name withheld"
_AFTER_A_NAME = re.compile(r"(?:Jr|Sr|II|III|IV|MP|MEP|PhD)\.?")

Tables = Mapping[str, Mapping[str, Row]]


def redacted(rows: Tables, audience: str) -> dict[str, dict[str, Row]]:
    """Give the rows of a record that an audience may see.

    Those who may see what is restricted see everything. For the public, restricted documents and claims are left out,
    with the claims, links, notes, events and stances that hang on them. Where names are hidden, the source of a claim
    is replaced by words that say so, here and wherever else it is named; spans and the text they stand in go with it.

    Parameters
    ----------
    rows : mapping of str to mapping of str to mapping
        The rows of every kind by identifier, as :meth:`winset.record.queries.Queries.tables` gives them.
    audience : str
        ``public`` or ``restricted``.

    Raises
    ------
    UsageError
        If there is no such audience.

    Examples
    --------
    >>> claims = {"c1": {"source": "Jane Doe", "content": "Doe will resign", "handling": "names hidden"}}
    >>> redacted({"claims": claims}, "public")["claims"]["c1"]
    {'source': 'name withheld', 'content': 'name withheld will resign', 'handling': 'names hidden'}
    """
    if audience not in AUDIENCES:
        raise UsageError(f"there is no audience '{audience}'", nearest(audience, AUDIENCES, "Audiences"))
    if audience == "restricted":
        return {table: dict(kept) for table, kept in rows.items()}
    documents, claims = documents_of(rows.get("documents", {})), rows.get("claims", {})
    marks = {key: mark_of(claim, documents) for key, claim in claims.items()}
    gone = {key for key, mark in marks.items() if mark == "restricted"}
    gone |= {key for key, one in documents.items() if one.handling == "restricted"}
    gone |= _hanging(rows, gone)
    hidden = {key for key, mark in marks.items() if mark == "names hidden"}
    unquotable = {claims[key].get("document", "") for key, mark in marks.items() if mark != "public"} | hidden
    unquotable |= {key for key, one in documents.items() if one.handling != "public"}
    names = hidden_names(rows)
    shown: dict[str, dict[str, Row]] = {}
    for table, body in rows.items():
        kept = {key: _without(one, gone, names) for key, one in body.items() if key not in gone}
        shown[table] = {key: _unquoted(key, one, body[key], unquotable) for key, one in kept.items()}
    return shown


def hidden_names(rows: Tables) -> list[str]:
    """List the names that the record hides from the public, the longest first."""
    documents, claims = documents_of(rows.get("documents", {})), rows.get("claims", {})
    return _names(claim for claim in claims.values() if mark_of(claim, documents) == "names hidden")


def pattern_of(text: str) -> re.Pattern[str]:
    r"""Give what finds a text as whole words, whatever its case and the blanks and line ends between its words.

    Examples
    --------
    >>> pattern_of("Jane Doe").sub("name withheld", "So said Jane\n Doe.")
    'So said name withheld.'
    """
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, text.split())) + r"(?!\w)", re.IGNORECASE)


def mark_of(claim: Row, documents: Mapping[str, SourceDocument]) -> str:
    """Give the handling of a claim: its own mark or that of its document, whichever is stricter."""
    marks = {claim.get("handling", ""), documents.get(claim.get("document", ""), SourceDocument()).handling}
    return next((mark for mark in ("restricted", "names hidden") if mark in marks), "public")


def _hanging(rows: Tables, gone: set[str]) -> set[str]:
    """Find what hangs on rows that are left out: links, events and stances of a claim, notes and their replies."""
    found = {
        key
        for table in ("links", "events", "stances")
        for key, one in rows.get(table, {}).items()
        if one.get("claim") in gone
    }
    for key, note in rows.get("notes", {}).items():
        if {note.get("about", ""), note.get("reply_to", "")} & (gone | found):
            found.add(key)
    return found


def _names(claims: Iterable[Row]) -> list[str]:
    """List the names to withhold, the longest first; of persons without what they are, and the last name alone, too."""
    found = set()
    for claim in claims:
        words = claim.get("source", "").split()
        found.add(" ".join(words))
        if claim.get("source_kind", "") not in {"", "person"}:
            continue
        name = claim["source"].partition(",")[0].split() if words else []
        found.add(" ".join(name))
        while len(name) > 1 and _AFTER_A_NAME.fullmatch(name[-1]):
            name.pop()
        if len(name) > 1 and name[-1][0].isupper():
            found.add(name[-1])
    return sorted(found - {""}, key=lambda name: (-len(name), name))


def _without(row: Row, gone: set[str], names: Iterable[str]) -> Row:
    """Take the names, and the references to what is left out, from a row; the text of a document stays as it is."""
    shown = {
        field: "" if field in {"parent", "document", "copy_of", "supersedes", "origin"} and text in gone else text
        for field, text in row.items()
    }
    for field in _PROSE & shown.keys() - ({"text"} if "title" in shown else set()):
        for name in names:
            shown[field] = pattern_of(name).sub(WITHHELD, shown[field])
    return shown


def _unquoted(key: str, shown: Row, row: Row, unquotable: set[str]) -> Row:
    """Take away a text that gives names away, and places in a text that is gone or no longer says the same."""
    fields = dict(shown)
    if key in unquotable:
        fields |= dict.fromkeys({"text", "sha256"} & fields.keys(), "")
    if "spans" in fields and ({key, fields.get("document", "")} & unquotable or shown != row):
        fields["spans"] = ""
    return fields
