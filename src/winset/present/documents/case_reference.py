"""The page of reference of the case file, from the table of sections and the types of their fields.

Write it anew with ``uv run python -m winset.present.documents.case_reference``; a test says when it is out of date.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from pathlib import Path

from pydantic.fields import FieldInfo

from winset.case.entries import Entry
from winset.case.model import Case
from winset.case.sections import HEAD, SECTIONS, CaseSection
from winset.case.walking import kind_of, models_in

_PAGE = "docs/case-reference.md"
_INTRO = """# Every section of a case file

For whoever writes case files and wants to know what a section or field is called. How to write a case is told in
[write a case file](case-file.md), and what the numbers do in [numbers in a case](case-numbers.md).

Every entry can have a `note`, a remark that is kept with it. Where an entry has a `basis`, that says what it rests on:
references such as `S8`, an address, or the words `analyst assumption`. A *range* is `8` (certain), `[4, 12]` or
`[3, 8, 16]` (lowest, most likely, highest); a *condition* is written in the
[condition language](condition-language.md). Fields marked with * must be given.

This page is made from the table of sections: `uv run python -m winset.present.documents.case_reference`.
"""
_KINDS = {
    "condition": "a condition",
    "outcome or condition": "outcomes or conditions",
    "order": "outcomes or conditions",
    "concept": "text",
    "range": "a range",
    "stated range": "a range, not drawn",
    "party": "a party",
    "parties": "a party or several",
    "issue": "an issue",
    "level": "a level",
    "home": "a home",
    "homes": "a home or several",
    "date": "a date",
    "lines": "a text or several",
    "long": "text",
    "levels": "two or more names",
    "moves": "see there",
    "chances": "a range for each level",
    "chances by condition": "a range for each condition",
    "by issue": "a range for each issue",
    "by issue and level": "a range for each level of each issue",
    "outcome": "a level for each issue",
    "names of amounts": "an amount under each name",
    "words for levels": "a clause under each level, or one",
    "forced": "entries with `when` and `level`",
}
_OWNERS = {
    "party": "a party",
    "party or home": "a party or one of its homes",
    "issue": "an issue",
    "": "a key of your own",
}


def case_reference() -> str:
    """Write the page of reference of the case file."""
    head = ["## The head", "", *_table((key, Case.model_fields[key]) for key in HEAD)]
    parts = [_INTRO, "\n".join(head) + "\n", *("\n".join(_section(one)) + "\n" for one in SECTIONS.values())]
    return "\n".join(parts)


def _section(section: CaseSection) -> Iterator[str]:
    yield f"## {section.key}: {section.title}"
    yield ""
    yield f"{section.help} {_shape(section)}"
    yield ""
    yield from ("```yaml", f"{section.key}: {section.example}", "```")
    if section.entry is not None:
        yield ""
        yield from _fields(section.entry)
        main = section.entry.main
        if main:
            yield ""
            yield f"An [address](case-numbers.md#addresses) of the entry alone speaks of its `{main}`."


def _shape(section: CaseSection) -> str:
    by = _OWNERS[section.owner]
    told = {
        "one": "One entry.",
        "list": "A list of entries.",
        "named": f"Entries, each under {by}.",
        "lists": f"Lists of entries, each under {by}.",
        "profiles": f"Entries under a name, and these under {by}.",
        "texts": f"Names, each under {by}.",
        "groups": "",
        "tables": "",
    }[section.shape]
    return (told + (f" A bare entry stands for its `{section.bare}`." if section.bare else "")).strip()


def _fields(entry: type[Entry]) -> list[str]:
    names = [name for name in entry.model_fields if name not in {"basis", "note"}]
    return _table((name, entry.model_fields[name]) for name in names)


def _table(fields: typing.Iterable[tuple[str, FieldInfo]]) -> list[str]:
    rows = ["| field | holds | meaning |", "|---|---|---|"]
    for name, info in fields:
        rows.append(
            f"| `{info.alias or name}`{'*' if info.is_required() else ''} | {_holds(info)} | {info.description} |"
        )
    return rows


def _holds(info: FieldInfo) -> str:
    inner = models_in(info)
    kind = kind_of(info)
    if kind == "range" and typing.get_origin(info.annotation) is dict:
        return "ranges, by name"
    if kind in _KINDS and kind != "moves":
        return _KINDS[kind]
    if inner:
        keys = [section.key for section in SECTIONS.values() if section.entry in inner]
        return f"entries as under `{keys[0]}`" if keys else f"entries of {', '.join(map(_required, inner))}"
    words = [
        word for one in _parts(info.annotation) if typing.get_origin(one) is typing.Literal for word in one.__args__
    ]
    if words:
        return ", ".join(f"`{word}`" for word in words) + (" or a list" if kind == "moves" else "")
    if info.annotation is bool:
        return "yes or no"
    return "a whole number" if info.annotation is int else "names" if "tuple" in str(info.annotation) else "text"


def _required(entry: type[Entry]) -> str:
    return ", ".join(f"`{name}`" for name, info in entry.model_fields.items() if info.is_required())


def _parts(annotation: object) -> Iterator[typing.Any]:
    yield annotation
    for one in typing.get_args(annotation):
        yield from _parts(one)


if __name__ == "__main__":  # pragma: no cover
    Path(_PAGE).write_text(case_reference(), encoding="utf-8")
