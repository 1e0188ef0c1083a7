"""What differs between two versions of a case: entry by entry, entries of a list told apart by what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from winset.case.model import Case
from winset.frozen import Frozen

_LEFT_OUT = {"winset", "title", "preferences", "answers"}  # titles are told apart, and say what was changed
_NAMED_BY = ("when", "prefer", "withholds", "what")


class EntryDifference(Frozen):
    """One thing that differs.

    Attributes
    ----------
    address : str
        Where: ``conditions.strict.probability``, ``preferences.US``.
    before, after : str
        What stands in the first version and in the second; empty where it has nothing.
    """

    address: str
    before: str
    after: str


def differences(first: Case, second: Case) -> tuple[EntryDifference, ...]:
    """List what differs between two cases but for their titles, in the order of the sections.

    Entries of a list are told apart by their condition where they have one, so that one added at the front does not
    change all that follow; a list in another order is one difference, statements in another order one each.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> differences(case, winset.changed(case, {"conditions.strict.probability": 0.9}))[0]
    EntryDifference(address='conditions.strict.probability', before='0.10 to 0.55, most likely 0.30', after='0.9')
    """
    one, two = (case.model_dump(mode="json", exclude_defaults=True) for case in (first, second))
    found = list(_statements(first, second))
    for section in Case.model_fields:
        if section not in _LEFT_OUT:
            found += _compared(section, one.get(section), two.get(section))
    return tuple(found)


def _statements(first: Case, second: Case) -> Iterator[EntryDifference]:
    """Compare statements by their condition, so that one moved is not told as all those between."""
    for party in dict.fromkeys([*first.preferences, *second.preferences]):
        one, two = ([entry.prefer for entry in case.preferences.get(party, ())] for case in (first, second))
        kept = ([text for text in one if text in two], [text for text in two if text in one])
        for text in dict.fromkeys([*one, *two]):
            before = f"{one.index(text) + 1}. {text}" if text in one else ""
            after = f"{two.index(text) + 1}. {text}" if text in two else ""
            moved = before and after and kept[0].index(text) != kept[1].index(text)
            if moved or not before or not after:
                yield EntryDifference(f"preferences.{party}", before, after)
            if before and after:
                entries = first.preferences[party][one.index(text)], second.preferences[party][two.index(text)]
                dumps = [entry.model_dump(mode="json", exclude_defaults=True) for entry in entries]
                yield from _compared(f"preferences.{party}.{two.index(text) + 1}", *dumps)


def _compared(address: str, one: Any, two: Any) -> Iterator[EntryDifference]:
    if one == two:
        return
    if isinstance(one, Mapping) and isinstance(two, Mapping):
        for key in dict.fromkeys([*one, *two]):
            yield from _compared(f"{address}.{key}", one.get(key), two.get(key))
    elif _entries(one or two) and _entries(two or one):
        yield from _lists(address, _by_name(one or []), _by_name(two or []))
    else:
        yield EntryDifference(address, _told(one), _told(two))


def _lists(address: str, one: Mapping[str, Any], two: Mapping[str, Any]) -> Iterator[EntryDifference]:
    """Compare entries by name: where both have it by its parts, at its place in the second version."""
    places = {name: place for place, name in enumerate(two, 1)}
    for name in dict.fromkeys([*one, *two]):
        if name in one and name in two:
            yield from _compared(f"{address}.{places[name]}", one[name], two[name])
        else:
            yield EntryDifference(address, _told(one.get(name)), _told(two.get(name)))
    first, second = [name for name in one if name in two], [name for name in two if name in one]
    if first != second:
        yield EntryDifference(address, "; ".join(first), "; ".join(second))


def _by_name(entries: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Name entries by their condition, by their place where they have none; those of one name are numbered."""
    found: dict[str, Any] = {}
    for place, entry in enumerate(entries, 1):
        whole = next((str(entry[key]) for key in _NAMED_BY if entry.get(key)), f"entry {place}")
        named = f"{whole} ({entry['stake']})" if entry.get("stake") else whole
        name, turn = named, 2
        while name in found:
            name, turn = f"{named} #{turn}", turn + 1
        found[name] = entry
    return found


def _entries(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _number(value: Any) -> bool:
    return re.fullmatch(r"[+-]?\d*\.?\d+(E[+-]?\d+|/\d+)?", str(value)) is not None


def _told(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_told(item)}" for key, item in value.items())
    if isinstance(value, list):
        if len(value) == 3 and all(map(_number, value)):
            low, mode, high = value
            return str(mode) if low == high else f"{low} to {high}, most likely {mode}"
        return ", ".join(map(_told, value))
    return str(value)
