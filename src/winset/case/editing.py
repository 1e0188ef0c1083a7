"""A case with one thing changed: without a party, issue or statement, or with two statements swapped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from winset import expr
from winset.case.model import Case
from winset.case.reading import from_data
from winset.errors import ExpressionError, UsageError, nearest

_IMPLIED = {
    "values": "points",
    "no_deal": "value",
    "conditions": "probability",
    "delay": "cost",
    "dependence": "degree",
    "alternatives": "share",
    "threats": "cost",
    "reactions": "temperature",
    "preferences": "prefer",
    "impossible": "when",
    "scenarios": "when",
    "mandates": "covers",
    "issues": "levels",
}


def without(case: Case, what: str) -> Case:
    """Take a party, an issue or a statement out of a case.

    Parameters
    ----------
    case : Case
        The case.
    what : str
        A party or issue by its key, or a statement as ``PARTY:position`` (counting from 1).

    Returns
    -------
    Case
        The changed case. An issue that is taken out, or whose controller is, stays at its status quo.

    Raises
    ------
    UsageError
        If nothing of that name is in the case.
    """
    data = _data(case)
    if what in case.parties:
        data["parties"].pop(what)
        for issue in data["issues"].values():
            if what in issue["control"]:
                issue["control"] = []
        for section in ("preferences", "ranking", "misperceived"):
            data.get(section, {}).pop(what, None)
        if isinstance(data.get("coalitions"), list):
            data["coalitions"] = [members for members in data["coalitions"] if what not in members]
    elif what in case.issues:
        data["issues"][what]["control"] = []
    elif ":" in what:
        party, position = _statement(case, what)
        data["preferences"][party].pop(position)
    else:
        known = [*case.parties, *case.issues]
        hint = nearest(what, known, "Parties and issues") + " A statement is named PARTY:position."
        raise UsageError(f"there is no party, issue or statement '{what}' to leave out", hint)
    return _rebuilt(case, data, f"without {what}")


def swap(case: Case, what: str) -> Case:
    """Swap two statements of a party.

    Parameters
    ----------
    case : Case
        The case.
    what : str
        ``PARTY:1,2``: the party and the positions of the two statements, counting from 1.

    Raises
    ------
    UsageError
        If the text is not of that form, or names no such statements.
    """
    party, _, places = what.rpartition(":")
    first, comma, second = places.partition(",")
    if not (party and comma):
        raise UsageError(f"'{what}' does not name two statements", "Write PARTY:1,2 to swap its first two statements.")
    data = _data(case)
    _, one = _statement(case, f"{party}:{first}")
    _, two = _statement(case, f"{party}:{second}")
    statements = data["preferences"][party]
    statements[one], statements[two] = statements[two], statements[one]
    return _rebuilt(case, data, f"with {party}'s statements {one + 1} and {two + 1} swapped")


def changed(case: Case, changes: Mapping[str, Any]) -> Case:
    """Set inputs of a case.

    Parameters
    ----------
    case : Case
        The case.
    changes : mapping of str to value
        Addresses with their new values: ``conditions.strict.probability``, ``values.UA.3`` (the third entry),
        ``ratification.1.de jure``, ``delay.US.cost``. Entries of lists are numbered from 1, or named by their
        condition. A range is a number or a list of two or three; None takes the entry away.

    Returns
    -------
    Case
        The changed case.

    Raises
    ------
    UsageError
        If an address leads nowhere.
    CaseFileError
        If the case is not valid with the new values.

    Examples
    --------
    >>> import winset
    >>> case = winset.changed(winset.load("jeddah-2025"), {"conditions.strict.probability": 0.9})
    >>> str(case.conditions["strict"].probability[1])
    '0.9'
    """
    data = _data(case)
    for address, value in changes.items():
        _set(data, address, _plain(value))
    told = ", ".join(f"{address} = {value}" for address, value in changes.items())
    return _rebuilt(case, data, f"with {told}")


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return None if value is None else str(value)


def _set(data: dict[str, Any], address: str, value: Any) -> None:
    here: Any = data
    section, rest = address.partition(".")[::2]
    if section not in Case.model_fields or section in {"winset", "parties"} or not rest:
        known = [key for key in Case.model_fields if key not in {"winset", "parties", "note"}]
        raise UsageError(f"'{address}' is not an input of the case", nearest(section, known, "Sections"))
    if section not in data:
        data[section] = {}
    here = data[section]
    parts: list[Any] = [section]
    while rest:
        key, rest = _step(here, rest, address)
        parts.append(key)
        last = not rest
        if last and isinstance(_at(here, key), dict) and not isinstance(value, dict) and value is not None:
            here, key = here[key], _IMPLIED.get("values" if "values" in parts else section, "")
            if not key:
                raise UsageError(f"'{address}' holds several values", f"Say which: {', '.join(_at_keys(here))}.")
        if not last:
            if _at(here, key) is None:
                here[key] = {}
            here = here[key]
        elif value is None:
            del here[key]
        else:
            here[key] = value


def _at(here: Any, key: Any) -> Any:
    return here.get(key) if isinstance(here, dict) else here[key]


def _at_keys(here: Any) -> list[str]:
    return list(here) if isinstance(here, dict) else []


def _step(here: Any, rest: str, address: str) -> tuple[Any, str]:
    """Take the next part of an address: the longest key that fits, a position, or a condition."""
    if isinstance(here, dict):
        if "chances" in here:
            fits = [key for key in here["chances"] if key == rest]
            if fits:
                return "chances", rest
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


def reordered(case: Case, party: str, order: list[int]) -> Case:
    """Keep a party's statements at these positions (from 0), in this order."""
    statements = tuple(case.preferences[party][position] for position in order)
    return case.model_copy(update={"preferences": {**case.preferences, party: statements}})


def _statement(case: Case, what: str) -> tuple[str, int]:
    party, _, place = what.rpartition(":")
    if party not in case.preferences:
        raise UsageError(
            f"party '{party}' has no statements", nearest(party, list(case.preferences), "Parties with statements")
        )
    count = len(case.preferences[party])
    if not place.strip().isdecimal() or not 1 <= int(place) <= count:
        raise UsageError(
            f"party '{party}' has no statement '{place.strip()}'", f"Its statements are numbered 1 to {count}."
        )
    return party, int(place) - 1


def _data(case: Case) -> dict[str, Any]:
    data = case.model_dump(mode="json", exclude_defaults=True)
    data["winset"] = case.winset
    for key, issue in data["issues"].items():
        issue.setdefault("control", list(case.issues[key].control))
    return data


def _rebuilt(case: Case, data: dict[str, Any], change: str) -> Case:
    data["title"] = f"{case.title}, {change}"
    data.pop("answers", None)
    return from_data(data, case.file)
