"""From a file's bytes to a checked :class:`~winset.case.model.Case`, or to every error in it."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from winset.case.derived import expanded
from winset.case.entries import Entry, Locator
from winset.case.gate import gate
from winset.case.model import Case
from winset.case.names import NameCheck
from winset.case.sections import SECTIONS
from winset.case.walking import entry_model, kind_of
from winset.case.yaml_tree import read_tree
from winset.errors import CaseFileError, Problem, nearest

Location = tuple[str | int, ...]

_EITHER_OR = {
    "moves": "'moves' must be free, forward, backward, or a list of level changes such as [[low, high]]",
    "coalitions": "'coalitions' must be 'all' or a list of lists of parties, such as [[A, B]]",
    "best_first": "a place in a ranking must be a condition, an outcome number, or a list of these that tie",
}


def nowhere(path: Location, offset: int | None) -> tuple[int, int]:
    """Locate what stands in no file."""
    return 0, 0


def read_case(data: bytes, file: str) -> Case:
    """Read a case from the bytes of its file.

    Raises
    ------
    CaseFileError
        If the text is not a valid case; holds every problem with its line and column.
    """
    tree = read_tree(data, file)
    return from_data(tree.data, file, tree.locate)


def from_data(data: Mapping[str, Any], file: str = "", locate: Locator = nowhere) -> Case:
    """Build a case from plain dictionaries, lists and text (``None`` for nothing).

    Raises
    ------
    CaseFileError
        If it is not a valid case.
    """
    problems = gate(data, locate)
    if problems:
        raise CaseFileError(file, problems)
    return past_the_gate(data, file, locate)


def past_the_gate(data: Mapping[str, Any], file: str, locate: Locator = nowhere) -> Case:
    """Build a case as :func:`from_data` does, from texts that have passed the gate: those of a case."""
    data, derived, problems = expanded(data, locate)
    broken: set[str] = set()
    rest: Any = data
    while True:
        try:
            case = Case.model_validate(rest)
            break
        except ValidationError as error:
            problems += [
                p for p in _problems(error, locate) if (p.line, p.what) not in {(q.line, q.what) for q in problems}
            ]
            rest, more = _without_broken(rest, [item["loc"] for item in error.errors()])
            if rest is None:
                raise CaseFileError(file, problems) from None
            broken |= more
    problems += NameCheck(case.attach(file, locate).attach_derived(derived), broken).run()
    # what follows from statements is wrong where they are, and reported there
    problems = [
        one for one in problems if not (one.path[:1] == ("values",) and set(one.path[1:2]) & derived and one.path[2:])
    ]
    if problems:
        raise CaseFileError(file, problems)
    return case


def _problems(error: ValidationError, locate: Locator) -> list[Problem]:
    """Word the errors of a validation, one for each place."""
    found: dict[tuple[Any, ...], Problem] = {}
    for item in error.errors():
        location = item["loc"]
        either = next((part for part in location if part in _EITHER_OR), None)
        context = item.get("ctx", {})
        what, hint = _worded(item["type"], location, item["msg"], context)
        if either is not None and item["type"] != "condition":
            cut = location.index(either) + 1
            what, hint, location = _EITHER_OR[str(either)], "", location[:cut]
        line, column = locate(location, None if item["type"] == "extra_forbidden" else int(context.get("offset", 0)))
        missing = item["type"] in {"missing", "condition", "extra_forbidden"}
        problem = Problem(what, "" if missing else _shown(item["input"]), hint, line, column, location)
        found.setdefault(location if either else (location, what), problem)
    return list(found.values())


def _worded(kind: str, location: Location, message: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Say in plain words what is wrong, and the hint, for one kind of validation error."""
    last = location[-1] if location else ""
    field = f"item {last + 1}" if isinstance(last, int) else f"'{last}'" if last else "the file"
    if len(location) == 2 and isinstance(last, str):  # a key of the case's own says little by itself
        field = f"{field} in '{location[0]}'"
    if kind == "condition":
        return str(context["what"]), str(context["hint"])
    if kind == "extra_forbidden":
        fields = _model_at(location).model_fields
        return f"unknown key {field}", nearest(
            str(location[-1]), [one.alias or key for key, one in fields.items()], "Known keys"
        )
    if kind == "missing":
        hint = "Begin the file with the line 'winset: 1'." if location == ("winset",) else ""
        return f"the key {field} is missing", hint
    if kind == "literal_error":
        return f"{field} must be {context['expected']}", ""
    plain = {
        "string_type": "must be text",
        "string_too_short": "must not be empty",
        "string_too_long": f"is too long (at most {context.get('max_length')} characters)",
        "too_short": f"needs at least {context.get('min_length')} entries"
        if context.get("min_length") != 1
        else "must not be empty",
        "too_long": f"has too many entries (at most {context.get('max_length')})",
        "bool_parsing": "must be true or false",
        "bool_type": "must be true or false",
        "tuple_type": "must be a list (lines that begin with '- ', or [a, b])",
        "dict_type": "must be a mapping (lines of 'key: value')",
        "model_type": "must be a mapping (lines of 'key: value')",
        "model_attributes_type": "must be a mapping (lines of 'key: value')",
        "date": message,
    }
    if kind not in plain:
        return f"{field}: {message}", ""
    return message if kind == "date" else f"{field} {plain[kind]}", _instead(kind, location)


def _instead(kind: str, location: Location) -> str:
    """Say what to write where something is empty, or of another kind than it has to be."""
    section = SECTIONS.get(str(location[0])) if location else None
    if kind.endswith("too_short"):
        required = len(location) == 1 and Case.model_fields[str(location[0])].is_required()
        return "Write something there." if required else "Write something there, or take it out."
    return f"Such as {section.key}: {section.example}" if section and kind in _KINDS and len(location) < 4 else ""


_KINDS = {"tuple_type", "dict_type", "model_type", "model_attributes_type"}


def _model_at(location: Location) -> type[BaseModel]:
    return Case if len(location) == 1 else entry_model(location[:-1]) or Case


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, list):
        flat = value and all(isinstance(item, str) for item in value)
        return f"[{', '.join(value)}]" if flat else "a list" if value else "an empty list"
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    return "nothing" if value is None else str(value)


_PLACEHOLDER = "_"
_STAND_INS: dict[str, Any] = {
    "condition": f"{_PLACEHOLDER} = {_PLACEHOLDER}",
    "outcome or condition": f"{_PLACEHOLDER} = {_PLACEHOLDER}",
    "range": "1",
    "date": "2000-01-01",
    "chances": {_PLACEHOLDER: "1"},
    "outcome": {_PLACEHOLDER: _PLACEHOLDER},
    "levels": [_PLACEHOLDER, f"{_PLACEHOLDER}{_PLACEHOLDER}"],
}


def _placeholder(entry: type[Entry]) -> dict[str, Any]:
    """Make an entry of this kind that can be read and names only what is not reported."""
    required = {name: info for name, info in entry.model_fields.items() if info.is_required() or name in entry.least}
    return {
        name: typing.get_args(info.annotation)[0]
        if typing.get_origin(info.annotation) is typing.Literal
        else _STAND_INS.get(kind_of(info), _PLACEHOLDER)
        for name, info in required.items()
    }


def _without_broken(data: Any, locations: list[Location]) -> tuple[Any, set[str]]:
    """Leave out the entries that hold the errors, so that the rest can be checked in the same pass.

    Items of lists are replaced by a placeholder, so that the others keep their places. Returns the reduced data
    (``None`` when nothing sensible is left) and the names whose absence must not be reported again.
    """
    if not isinstance(data, dict) or any(not location for location in locations):
        return None, set()
    reduced, broken = dict(data), {_PLACEHOLDER}
    for location in locations:
        section, entries = str(location[0]), reduced.get(str(location[0]))
        row = SECTIONS.get(section)
        model = row.entry if row else None
        if section in {"winset", "title"}:
            reduced[section] = "1" if section == "winset" else _PLACEHOLDER
        elif len(location) == 1 or (row and row.shape == "one") or not isinstance(entries, dict | list):
            reduced.pop(section, None)
        elif isinstance(entries, list):
            reduced[section] = _with_placeholder(model, entries, location[1])
        elif row and row.shape == "lists" and len(location) > 2 and isinstance(entries.get(location[1]), list):
            reduced[section] = {**entries, location[1]: _with_placeholder(model, entries[location[1]], location[2])}
        else:
            broken.add(str(location[1]))
            reduced[section] = {key: value for key, value in entries.items() if key != location[1]}
    if reduced == data or not reduced.get("parties") or not reduced.get("issues"):
        return None, set()
    return reduced, broken


def _with_placeholder(entry: type[Entry] | None, items: list[Any], position: Any) -> list[Any]:
    if entry is None or not isinstance(position, int):
        return []
    return [_placeholder(entry) if place == position else item for place, item in enumerate(items)]
