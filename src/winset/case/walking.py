"""Going over a case by what its fields hold: every condition, every party named, every uncertain number.

What a field holds stands in its type (:class:`winset.case.entries.FieldKind`), so a field or section that is added is
gone over with the rest.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from winset.case.entries import Entry, FieldKind
from winset.case.ranges import BETWEEN_0_AND_1
from winset.case.sections import SECTIONS, CaseSection
from winset.frozen import Frozen

Path = tuple[str | int, ...]


class Place(Frozen):
    """Where a case holds something.

    Attributes
    ----------
    section : CaseSection
        In which section.
    path : tuple of str or int
        Keys and positions from the top, counted from 0.
    value : object
        What stands there.
    entry : Entry
        The innermost entry it stands in.
    """

    section: CaseSection
    path: Path
    value: Any
    entry: Entry


def kind_of(info: FieldInfo) -> str:
    """Name what a field holds as a whole, by the outermost mark of its type; empty where it has none."""
    own = [mark.name for mark in info.metadata if isinstance(mark, FieldKind)]
    return own[-1] if own else next((mark.name for mark in _marks(info.annotation)), "")


def is_chance(info: FieldInfo) -> bool:
    """Tell whether a field holds a number between 0 and 1."""
    return BETWEEN_0_AND_1 in [*info.metadata, *_types(info.annotation)]


def models_in(info: FieldInfo) -> list[type[Entry]]:
    """Give the models of the entries that a field holds."""
    return [one for one in _types(info.annotation) if isinstance(one, type) and issubclass(one, Entry)]


def model_at(entry: type[Entry], path: Path) -> type[Entry]:
    """Give the model of what stands at a path below an entry of this model: that of the innermost entry."""
    for step in path:
        info = entry.model_fields.get(step) if isinstance(step, str) else None
        if info is not None and (inner := models_in(info)):
            entry = inner[0]
    return entry


def entry_model(path: Path) -> type[Entry] | None:
    """Give the model of the innermost entry that a path from the top of a case leads into, if it leads into one."""
    section = SECTIONS.get(str(path[0])) if path else None
    return None if section is None or section.entry is None else model_at(section.entry, path[1:])


def places(case: BaseModel, kind: str) -> Iterator[Place]:
    """Give every place of a case that holds a kind of thing, section by section."""
    for section in SECTIONS.values():
        yield from places_of(case, section, kind)


def places_of(case: BaseModel, section: CaseSection, kind: str) -> Iterator[Place]:
    """Give every place of a section that holds a kind of thing."""
    held = getattr(case, section.key, None)
    if held and section.entry is not None and _plan(section.entry, kind):
        for path, entry in _entries(held, (section.key,)):
            yield from _within(section, entry, path, kind)


def part_takers(case: BaseModel) -> frozenset[str]:
    """Give the parties, and homes, that a section names which only those with a part in the talks stand in."""
    found: set[str] = set()
    for section in SECTIONS.values():
        if section.stake and section.owner:
            found |= {key for key, held in getattr(case, section.key).items() if held}
        elif section.stake:
            found |= {place.value for place in places_of(case, section, "party")}
    return frozenset(found)


def is_range(value: object) -> bool:
    """Tell a range from a list of other things."""
    return isinstance(value, tuple) and len(value) == 3 and isinstance(value[0], Decimal | int)


def _within(section: CaseSection, entry: Entry, path: Path, kind: str) -> Iterator[Place]:
    for name, nested in _plan(type(entry), kind):
        value = getattr(entry, name)
        if nested:
            for inner, one in _entries(value, (*path, name)):
                yield from _within(section, one, inner, kind)
        else:
            for inner, one in _leaves(value, (*path, name)):
                yield Place(section, inner, one, entry)


def _entries(held: Any, path: Path) -> Iterator[tuple[Path, Entry]]:
    if isinstance(held, Entry):
        yield path, held
    elif isinstance(held, Mapping):
        for key, one in held.items():
            yield from _entries(one, (*path, key))
    elif isinstance(held, tuple):
        for position, one in enumerate(held):
            yield from _entries(one, (*path, position))


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _leaves(one, (*path, key))
    elif isinstance(value, tuple) and not is_range(value):
        for position, one in enumerate(value):
            yield from _leaves(one, (*path, position))
    elif value is not None and value != "":
        yield path, value


@cache
def _plan(entry: type[Entry], kind: str) -> tuple[tuple[str, bool], ...]:
    """List the fields of a model that hold a kind of thing, and those whose entries do."""
    found = []
    for name, kinds, models in _fields(entry):
        if kind in kinds:
            found.append((name, False))
        elif any(_plan(inner, kind) for inner in models):
            found.append((name, True))
    return tuple(found)


@cache
def _fields(entry: type[Entry]) -> tuple[tuple[str, frozenset[str], tuple[type[Entry], ...]], ...]:
    """List the fields of a model, with the kinds of thing they hold and the models of their entries."""
    found = []
    for name, info in entry.model_fields.items():
        marks = [mark.name for mark in (*info.metadata, *_marks(info.annotation)) if isinstance(mark, FieldKind)]
        found.append((name, frozenset(marks), tuple(models_in(info))))
    return tuple(found)


def _types(annotation: Any) -> Iterator[Any]:
    """Give an annotation and all that it is put together from; models are not looked into."""
    yield annotation
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        for inner in typing.get_args(annotation):
            yield from _types(inner)


def _marks(annotation: Any) -> Iterator[FieldKind]:
    return (one for one in _types(annotation) if isinstance(one, FieldKind))
