"""Two versions of a case set against each other in words: every entry that differs, by its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from winset.case.model import Case

LIMIT = 400
_APART = frozenset({"title", "answers", "winset"})
_NAMED_BY = ("when", "prefer", "withholds", "what")


@dataclass(frozen=True)
class EntryChange:
    """An entry that differs.

    Attributes
    ----------
    address : str
        Where it stands.
    before, after : str
        What it says in either version; empty where it is not there.
    """

    address: str
    before: str
    after: str


def changes(case: Case, other: Case) -> list[EntryChange]:
    """List what differs between two versions of a case, at most ``LIMIT`` entries.

    Entries of a list are told apart by their condition where they have one, so that one added at the front does not
    change all that follow; a list in another order is one change.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> changes(case, winset.changed(case, {"conditions.strict.probability": 0.9}))
    [EntryChange(address='conditions.strict.probability', before='0.10 to 0.55, most likely 0.30', after='0.9')]
    """
    one, two = (version.model_dump(mode="json", exclude_defaults=True) for version in (case, other))
    kept = [{key: value for key, value in version.items() if key not in _APART} for version in (one, two)]
    found = []
    for change in _differing("", kept[0], kept[1]):
        found.append(change)
        if len(found) == LIMIT:
            break
    return found


def _differing(address: str, one: Any, two: Any) -> Iterator[EntryChange]:
    if one == two:
        return
    if isinstance(one, Mapping) and isinstance(two, Mapping):
        yield from _within(address, one, two)
    elif _named(one) and _named(two):
        yield from _within(address, _by_name(one), _by_name(two))
    else:
        yield EntryChange(address, _told(one), _told(two))


def _within(address: str, one: Mapping[str, Any], two: Mapping[str, Any]) -> Iterator[EntryChange]:
    for key in dict.fromkeys([*one, *two]):
        yield from _differing(f"{address}.{key}" if address else str(key), one.get(key), two.get(key))
    first, second = ([key for key in side if key in one and key in two] for side in (one, two))
    if address and first != second:
        yield EntryChange(address, "; ".join(first), "; ".join(second))


def _named(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) and _name(one) for one in value)


def _name(entry: Mapping[str, Any]) -> str:
    name = next((str(entry[key]) for key in _NAMED_BY if entry.get(key)), "")
    stake = entry.get("stake")
    return f"{name} ({stake})" if name and stake else name


def _by_name(entries: list[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in entries:
        name, turn = _name(entry), 2
        while name in found:
            name, turn = f"{_name(entry)} #{turn}", turn + 1
        found[name] = entry
    return found


def _told(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and len(value) == 3 and all(isinstance(one, str | int | float) for one in value):
        return _range([str(one) for one in value])
    if isinstance(value, list):
        return ", ".join(_told(one) for one in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_told(one)}" for key, one in value.items())
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _range(texts: list[str]) -> str:
    try:
        [float(text) for text in texts]
    except ValueError:
        return ", ".join(texts)
    low, mode, high = texts
    return low if low == high else f"{low} to {high}, most likely {mode}"
