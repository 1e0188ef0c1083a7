"""What a record holds: documents, claims, links, notes, events, stances; and what each field may say."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from winset.characters import KEPT_OUT, code_point
from winset.claims import Row
from winset.errors import UsageError, nearest
from winset.frozen import Frozen, field

SPEECH_ACTS = (
    "statement",
    "demand",
    "offer",
    "refusal",
    "threat",
    "condition",
    "concession",
    "forecast",
    "action",
)
HEDGES = (
    "asserted",
    "reported",
    "expected",
    "probable",
    "possible",
    "uncertain",
    "hypothetical",
    "counterfactual",
)
POLARITIES = ("affirmed", "negative", "open", "withdrawn")
SOURCE_KINDS = ("person", "state", "organisation", "collective", "media", "artefact", "anonymous", "unnamed")
SOURCE_GRADES = ("A", "B", "C", "D", "E", "F")
INFORMATION_GRADES = ("1", "2", "3", "4", "5", "6")
STATUSES = ("proposed", "accepted", "rejected")
COSTS = ("costly", "statement", "cheap")
BEARINGS = ("strongly for", "for", "neutral", "against", "strongly against", "not applicable")
HANDLING = ("public", "names hidden", "restricted")

REFERENCES: Mapping[str, tuple[str, ...]] = {
    "claim": ("claims",),
    "document": ("documents",),
    "parent": ("claims",),
    "reply_to": ("notes",),
    "copy_of": ("documents",),
    "supersedes": ("documents",),
    "origin": ("claims", "documents"),
}
"""Fields that name another row, and of which kinds that may be."""

MAX_CHARACTERS = 20_000_000
MAX_NAME = 17  # a letter and a number below 2**53

Check = Callable[[str], bool]


class Kind(Frozen):
    """A kind of row.

    Attributes
    ----------
    table, prefix : str
        Its table, and the letter its identifiers begin with: ``c12``.
    fields : mapping of str to tuple of str
        Its fields, each with the words it may hold; an empty tuple is any text.
    required : tuple of str
        Fields that must not be empty.
    searched : tuple of str
        Fields that full-text search looks in.
    """

    table: str
    prefix: str
    fields: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    searched: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)


_ANY: tuple[str, ...] = ()
KINDS: Mapping[str, Kind] = {
    kind.table: kind
    for kind in (
        Kind(
            "documents",
            "d",
            {
                **dict.fromkeys(
                    ("title", "publisher", "date", "url", "obtained", "sha256", "text", "copy_of", "supersedes"), _ANY
                ),
                "handling": HANDLING,
            },
            ("title",),
            ("title", "text"),
            {"handling": "public"},
        ),
        Kind(
            "claims",
            "c",
            {
                **dict.fromkeys(
                    (
                        "document",
                        "source",
                        "cue",
                        "content",
                        "spans",
                        "via",
                        "condition",
                        "parent",
                        "reference",
                        "origin",
                    ),
                    _ANY,
                ),
                "source_kind": SOURCE_KINDS,
                "speech_act": SPEECH_ACTS,
                **dict.fromkeys(("plover", "actor", "target", "date", "published", "hedge"), _ANY),
                "hedge_level": HEDGES,
                "polarity": POLARITIES,
                "anonymous": ("yes", "no"),
                "narrator": ("yes", "no"),
                "promoted": ("yes", "no"),
                "cost": COSTS,
                "source_grade": SOURCE_GRADES,
                "information_grade": INFORMATION_GRADES,
                "status": STATUSES,
                "handling": HANDLING,
            },
            ("content",),
            ("source", "content", "via"),
            {
                "speech_act": "statement",
                "hedge_level": "asserted",
                "polarity": "affirmed",
                "anonymous": "no",
                "narrator": "no",
                "promoted": "no",
                "cost": "statement",
                "source_grade": "F",
                "information_grade": "6",
                "status": "accepted",
                "handling": "public",
            },
        ),
        Kind(
            "links",
            "l",
            {"claim": _ANY, "about": _ANY, "stands": BEARINGS},
            ("claim", "about"),
            (),
            {"stands": "for"},
        ),
        Kind(
            "notes",
            "n",
            dict.fromkeys(("about", "reply_to", "text", "author", "date"), _ANY),
            ("about", "text"),
            ("text",),
        ),
        Kind(
            "events", "e", dict.fromkeys(("date", "issue", "level", "claim", "note"), _ANY), ("date", "issue", "level")
        ),
        Kind(
            "stances",
            "s",
            {**dict.fromkeys(("party", "position", "date", "claim", "note"), _ANY), "polarity": POLARITIES},
            ("party", "position"),
            ("position",),
            {"polarity": "affirmed"},
        ),
    )
}


def is_identifier(text: str) -> bool:
    """Tell whether a text names a row, such as ``c12``."""
    return _kind(text) is not None


def kind_of(identifier: str) -> Kind:
    """Find the kind of row an identifier such as ``c12`` belongs to.

    Raises
    ------
    UsageError
        If it is not an identifier.
    """
    kind = _kind(identifier)
    if kind is None:
        what = f"'{identifier[:40]}' is not in a record"
        raise UsageError(what, "Rows are named by a letter and a number, such as c12.")
    return kind


def _kind(text: str) -> Kind | None:
    if len(text) > MAX_NAME or not (text.isascii() and text[1:].isdecimal()):
        return None
    return next((kind for kind in KINDS.values() if kind.prefix == text[0]), None)


def checked(kind: Kind, fields: Mapping[str, str], whole: bool = True) -> dict[str, str]:
    """Check the fields of a row, and fill in what is left out when it is a whole one.

    Raises
    ------
    UsageError
        If a field is unknown, holds a word it may not hold, or is missing.
    """
    for name, value in fields.items():
        if name not in kind.fields:
            raise UsageError(f"{kind.table} have no field '{name}'", nearest(name, list(kind.fields), "Fields"))
        allowed = kind.fields[name]
        if value and allowed and value not in allowed:
            raise UsageError(f"'{value}' is no {name.replace('_', ' ')}", nearest(value, allowed, "One of"))
        if len(value) > MAX_CHARACTERS:
            raise UsageError(f"the {name} cannot be kept: it is longer than {MAX_CHARACTERS:,} characters")
        keepable(name, value)
    if not whole:
        return dict(fields)
    row = {name: fields.get(name) or kind.defaults.get(name, "") for name in kind.fields}
    complete(kind, row)
    return row


def complete(kind: Kind, row: Mapping[str, str]) -> None:
    """Refuse a row without what rows of its kind cannot do without.

    Raises
    ------
    UsageError
        If something is missing.
    """
    if missing := [name for name in kind.required if not row[name]]:
        one = kind.table.removesuffix("s")
        what = f"{_listed(missing)} {'is' if len(missing) == 1 else 'are'} missing"
        raise UsageError(what, f"{'An' if one[0] in 'aeiou' else 'A'} {one} needs {_listed(kind.required)}.")


def _listed(names: Sequence[str]) -> str:
    *most, last = (f"'{name}'" for name in names)
    return f"{', '.join(most)} and {last}" if most else last


def keepable(name: str, value: str) -> None:
    """Refuse a text that holds what no text of a record may.

    Raises
    ------
    UsageError
        If it does; it says where.
    """
    if bad := KEPT_OUT.search(value):
        told = f"it holds the {code_point(bad.group())} at character {bad.start() + 1:,}"
        raise UsageError(f"the {name} cannot be kept: {told}", "Delete it.")


def graded(text: str) -> dict[str, str]:
    """Read a grade such as ``B3`` into its two fields.

    Raises
    ------
    UsageError
        If it is none.
    """
    if len(text) != 2 or text[0] not in SOURCE_GRADES or text[1] not in INFORMATION_GRADES:
        hint = "A to F for the source, 1 to 6 for the information; F and 6 mean that it cannot be judged."
        raise UsageError(f"'{text}' is no grade", hint)
    return {"source_grade": text[0], "information_grade": text[1]}


def canonical(row: Row) -> str:
    """Write a row in the form that is hashed and kept in the history."""
    return json.dumps(dict(row), ensure_ascii=False, sort_keys=True)
