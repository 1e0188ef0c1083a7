"""Addresses of a case's inputs, such as ``conditions.strict.probability`` or ``values.UA.3``."""

from __future__ import annotations

from typing import Any

from winset import expr
from winset.case.model import Case
from winset.case.negotiation import Ratification, Value
from winset.case.sections import HEAD, SECTIONS
from winset.case.walking import entry_model
from winset.errors import ExpressionError, UsageError, nearest


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return None if value is None else str(value)


def set_input(data: dict[str, Any], address: str, value: Any) -> None:
    """Set one input in the data of a case; None takes the entry away.

    Raises
    ------
    UsageError
        If the address leads nowhere.
    """
    value = _plain(value)
    section, rest = address.partition(".")[::2]
    known = [key for key in SECTIONS if key != "parties"]
    if section not in known or not rest:
        hint = f"{nearest(section, known, 'Sections')} 'winset flips CASE' lists inputs as they are written here."
        raise UsageError(f"'{address}' is not an input of the case", hint)
    if section not in data:
        data[section] = {}
    here: Any = data[section]
    parts: list[Any] = [section]
    while rest:
        key, rest = step(here, rest, address)
        parts.append(key)
        last = not rest
        if last and isinstance(_at(here, key), dict) and not isinstance(value, dict) and value is not None:
            model = entry_model(tuple(parts))
            here, key = here[key], "" if model is None else model.main
            if not key:
                raise UsageError(f"'{address}' holds several values", f"Say which: {', '.join(_at_keys(here))}.")
        if not last:
            if _at(here, key) is None:
                _begin(here, key, tuple(parts), rest, address)
            here = here[key]
        elif value is None:
            del here[key]
        else:
            here[key] = value


def _begin(here: Any, key: Any, parts: tuple[Any, ...], rest: str, address: str) -> None:
    """Begin an entry that is not there yet; a name that no whole entry could come of is a slip of the pen."""
    model = entry_model(parts)
    fields = {} if model is None else model.model_fields
    if any(info.is_required() and rest.partition(".")[0] != (info.alias or name) for name, info in fields.items()):
        raise UsageError(f"'{address}' is not an input of the case", nearest(str(key), _at_keys(here), "There"))
    here[key] = {}


def entry_at(case: Case, address: str) -> Any:
    """Give what stands at an address, as plain values.

    Raises
    ------
    UsageError
        If the case has nothing there.

    Examples
    --------
    >>> import winset
    >>> entry_at(winset.load("jeddah-2025"), "preferences.US.1")["prefer"]
    'answer = full'
    """
    section, _, rest = address.partition(".")
    known = [key for key in (*HEAD, *SECTIONS) if key != "winset"]
    if section not in known:
        raise UsageError(f"the case has nothing at '{address}'", nearest(section, known, "Sections"))
    here: Any = _plain(case.model_dump(mode="json")[section])
    while rest:
        key, rest = step(here, rest, address)
        if isinstance(here, dict) and key not in here:
            raise UsageError(f"the case has nothing at '{address}'", nearest(key, list(here), "There"))
        here = here[key]
    return here


def parse_assignment(text: str) -> tuple[str, Any]:
    """Split ``conditions.strict.probability=0.9`` at its last equals sign; a value in brackets is a list.

    Raises
    ------
    UsageError
        If there is no equals sign.

    Examples
    --------
    >>> parse_assignment("values.UA.3=[-8, -3, 3]")
    ('values.UA.3', ['-8', '-3', '3'])
    """
    address, sign, value = text.rpartition("=")
    if not sign or not address.strip():
        raise UsageError(f"'{text}' sets nothing", "Write ADDRESS=VALUE, such as conditions.strict.probability=0.9")
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return address.strip(), [item.strip() for item in value[1:-1].split(",") if item.strip()]
    return address.strip(), None if value in {"", "none"} else value


def _at(here: Any, key: Any) -> Any:
    return here.get(key) if isinstance(here, dict) else here[key]


def _at_keys(here: Any) -> list[str]:
    return list(here) if isinstance(here, dict) else []


_FIELDS = {*Value.model_fields, *Ratification.model_fields}


def step(here: Any, rest: str, address: str) -> tuple[Any, str]:
    """Take the next part of an address, the longest key that fits, a position or a condition; give it and the rest.

    Raises
    ------
    UsageError
        If it leads nowhere.
    """
    if isinstance(here, dict):
        for inner in ("chances", "points"):  # the levels of a ratification, the named points of a curve
            if isinstance(here.get(inner), dict) and (rest in here[inner] or rest.partition(".")[0] not in _FIELDS):
                return inner, rest
        if isinstance(here.get("of"), dict) and any(f"{rest}.".startswith(f"{key}.") for key in here["of"]):
            return "of", rest  # the issues that weights and scores are of
        fits = [key for key in here if rest == key or rest.startswith(f"{key}.")]
        key = max(fits, key=len) if fits else rest.partition(".")[0]
        return key, rest[len(key) + 1 :]
    if isinstance(here, list):
        token, _, after = rest.partition(".")
        if token.isdecimal() and 1 <= int(token) <= len(here):
            return int(token) - 1, after
        for position, item in enumerate(here):
            if isinstance(item, dict) and _same_condition(item.get("when", item.get("prefer")), rest):
                return position, ""
        raise UsageError(f"'{address}' is not an input of the case", f"There are {len(here)} entries, numbered from 1.")
    raise UsageError(f"'{address}' is not an input of the case", "It goes further than the case does.")


def _same_condition(one: str | None, other: str) -> bool:
    try:
        return one is not None and expr.parse(one) == expr.parse(other)
    except ExpressionError:
        return False
