"""What is wrong with a request, in words: what it is about, what was got, and what could be sent instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from winset.errors import shortened

_PLACES = {"query": "in the address", "path": "in the address", "body": "in what was sent", "header": "in a header"}
_LOWER, _UPPER = ("ge", "gt", "min_length"), ("le", "lt", "max_length")


class RequestFault(NamedTuple):
    """What is wrong, where, and what could be sent instead."""

    what: str
    where: str
    hint: str


def told(error: Mapping[str, Any]) -> RequestFault:
    """Word an error of the library that checks requests.

    Examples
    --------
    >>> told({"type": "less_than_equal", "loc": ("query", "draws"), "input": "20000", "ctx": {"le": 10000}, "msg": ""})
    RequestFault(what="'draws' is too large. Got 20000", where='in the address', hint='Give 10,000 at most.')
    >>> told({"type": "missing", "loc": ("body", "edits", 0, "action"), "input": {}, "msg": "Field required"})
    RequestFault(what="'action' is missing", where='in what was sent: edits, entry 1', hint='Send it along.')
    """
    kind, bound = str(error["type"]), _bound(error.get("ctx", {}))
    place, *within = error["loc"]
    *inner, name = within if within and kind != "json_invalid" else [""]
    subject = f"entry {name + 1}" if isinstance(name, int) else f"'{name}'" if name else "the request"
    what, hint = _worded(kind, bound, error)
    shown = "" if kind in _WITHOUT_INPUT else _shown(error.get("input"))
    steps = ", ".join(f"entry {one + 1}" if isinstance(one, int) else str(one) for one in inner)
    where = _PLACES.get(str(place), "")
    return RequestFault(
        f"{subject} {what}{f'. Got {shown}' if shown else ''}", f"{where}: {steps}" if steps else where, hint
    )


_WITHOUT_INPUT = {"missing", "json_invalid", "string_too_short"}
_PLAIN = {
    "missing": ("is missing", "Send it along."),
    "extra_forbidden": ("is not known here", "Leave it out."),
    "json_invalid": ("cannot be read as JSON", "Send one object, such as {}."),
    "string_type": ("is no text", "Send it in quotation marks."),
    "list_type": ("is no list", "Send it in square brackets."),
    "dict_type": ("is no object", "Send keys with their values, in braces."),
    "model_type": ("is no object", "Send keys with their values, in braces."),
    "model_attributes_type": ("is no object", "Send keys with their values, in braces."),
}


def _worded(kind: str, bound: str, error: Mapping[str, Any]) -> tuple[str, str]:
    """Say what is wrong and what could be sent instead, for one kind of error."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind in {"greater_than_equal", "greater_than"}:
        return "is too small", f"Give {bound} or more." if kind.endswith("equal") else f"Give more than {bound}."
    if kind in {"less_than_equal", "less_than"}:
        return "is too large", f"Give {bound} at most." if kind.endswith("equal") else f"Give less than {bound}."
    if kind == "string_too_short":
        return "is empty" if bound == "1" else "is too short", f"Write at least {bound} character{_s(bound)}."
    if kind == "string_too_long":
        return f"is too long ({len(error['input']):,} characters)", f"Write {bound} at most."
    if kind in {"too_short", "too_long"}:
        few = kind == "too_short"
        return f"has too {'few' if few else 'many'} entries", f"Send {bound} at {'least' if few else 'most'}."
    if kind.startswith("int"):
        return "is no whole number", "Write digits, such as 100."
    if kind.startswith(("float", "decimal", "finite")):
        return "is no number", "Write digits, such as 0.3."
    if kind.startswith("bool"):
        return "is neither true nor false", "Write one of the two."
    if kind.startswith("date"):
        return "is no date", "Write year-month-day, such as 2025-03-09."
    if kind in {"literal_error", "enum"}:
        return "has no such choice", f"One of: {_listed(error['ctx']['expected'])}."
    return f"is not valid: {error['msg'].removeprefix('Value error, ')}", ""


def _bound(context: Mapping[str, Any]) -> str:
    """Give the limit that was not kept, with commas between thousands."""
    found = next((context[key] for key in (*_LOWER, *_UPPER) if key in context), "")
    return f"{found:,}" if isinstance(found, int) else f"{found:g}" if isinstance(found, float) else str(found)


def _s(count: str) -> str:
    return "" if count == "1" else "s"


def _listed(choices: str) -> str:
    """Take the quotation marks off "'a', 'b' or 'c'"."""
    return choices.replace("' or '", "', '").replace("'", "")


def _shown(value: Any) -> str:
    """Show what was got, where it is short."""
    if isinstance(value, list | dict):
        kind = "list" if isinstance(value, list) else "object"
        return f"an {'' if value else 'empty '}{kind}" if kind == "object" or not value else "a list"
    if isinstance(value, str) and value and value.removeprefix("-").replace(".", "", 1).isdigit():
        return value
    if isinstance(value, str):
        return f"'{shortened(value)}'"
    return "nothing" if value is None else shortened(str(value).lower())
