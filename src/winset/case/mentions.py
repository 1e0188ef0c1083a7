"""Where the plain data of a case file names something: parties, issues, levels, homes, and every other key.

What a field holds stands in its type (:class:`winset.case.entries.FieldKind`), so a section or field that is added is
gone over with the rest. The data need not be that of a valid case: what is not as it should be is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from winset import expr
from winset.case.entries import Entry
from winset.case.names import is_outcome_number
from winset.case.sections import SECTIONS, CaseSection
from winset.case.walking import kind_of, models_in
from winset.frozen import Frozen

Path = tuple[str | int, ...]
CONDITION = "text of a condition"
LEVELS, HOMES, PROFILES = "levels", "homes", "profiles"
_OWN_WORDS = {"of", "normalise", "basis", "note"}
_OWNERS = {"party": "parties", "issue": "issues"}
_KEYS = {"chances": LEVELS, "words for levels": LEVELS, "chances by condition": "conditions", "by issue": "issues"}
_NAMES = {
    "party": "parties",
    "parties": "parties",
    "issue": "issues",
    "home": HOMES,
    "homes": HOMES,
    "level": LEVELS,
    "levels": LEVELS,
    "basis": "sources",
    "condition": CONDITION,
    "outcome or condition": CONDITION,
    "order": CONDITION,
}


class NameMention(Frozen):
    """A place that names something.

    Attributes
    ----------
    path : tuple of str or int
        Keys and positions from the top.
    on_key : bool
        Whether it is the key there, not the value, that names it.
    kind : str
        The section whose keys it is one of; ``levels`` and ``homes`` for those; or a condition, which names several.
    name : str
        What stands there.
    within : str
        The issue of a level, or the party of a profile.
    """

    path: Path
    on_key: bool
    kind: str
    name: str
    within: str = ""


def mentions(data: dict[str, Any]) -> Iterator[NameMention]:
    """Give every place of a case file that names something, section by section.

    Examples
    --------
    >>> [one.path for one in mentions({"issues": {"aid": {"levels": ["off", "on"], "control": "US"}}})]
    [('issues', 'aid'), ('issues', 'aid', 'levels', 0), ('issues', 'aid', 'levels', 1), ('issues', 'aid', 'control')]
    """
    parties = _mapping(data.get("parties"))
    for section in SECTIONS.values():
        held = data.get(section.key)
        if isinstance(held, dict) and section.shape not in {"one", "groups", "tables"}:
            for key, entry in held.items():
                owned = _OWNERS.get(section.owner, section.key)
                if section.owner == "party or home":
                    owned = "parties" if key in parties else HOMES
                yield NameMention((section.key, key), True, owned, key)
                yield from _held(section, key, entry)
        elif section.shape == "groups":
            groups = held if isinstance(held, list) else ()
            for place, group in enumerate(groups):
                yield from _texts(group, (section.key, place), "parties")
        elif section.entry is not None:
            items = held if section.shape == "list" else [held]
            for place, entry in enumerate(items if isinstance(items, list) else ()):
                path: Path = (section.key, place) if section.shape == "list" else (section.key,)
                yield from _entry(section.entry, entry, path, section.bare)


def levels_of(data: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Give the names of every issue's levels, or the marks of its amounts, as conditions tell them from issues."""
    found: dict[str, tuple[str, ...]] = {}
    for key, issue in _mapping(data.get("issues")).items():
        issue = _mapping(issue)
        marks = {str(one): str(amount) for one, amount in _mapping(issue.get("marks")).items()}
        if isinstance(issue.get("from"), str):
            found[key] = expr.Amounts([issue["from"]], marks=marks)
        else:
            levels = issue.get("levels")
            found[key] = tuple(one for one in levels if isinstance(one, str)) if isinstance(levels, list) else ()
    return found


def _held(section: CaseSection, key: str, held: Any) -> Iterator[NameMention]:
    """Go over what stands under a key of a section."""
    path: Path = (section.key, key)
    if section.shape == "texts":
        if isinstance(held, str):
            yield NameMention(path, False, LEVELS, held, key)
    elif section.shape == "profiles":
        for name, entry in _mapping(held).items():
            yield NameMention((*path, name), True, PROFILES, name, key)
            yield from _entry(section.entry, entry, (*path, name), section.bare)
    elif section.shape == "lists":
        for place, entry in enumerate(held if isinstance(held, list) else ()):
            yield from _entry(section.entry, entry, (*path, place), section.bare)
    else:
        yield from _entry(section.entry, held, path, section.bare, key if section.key == "issues" else "")


def _entry(model: type[Entry] | None, raw: Any, path: Path, bare: str = "", issue: str = "") -> Iterator[NameMention]:
    """Go over the fields of an entry; a bare one stands for one of its fields."""
    if model is None or raw is None:
        return
    fields: dict[str, tuple[Any, Path]] = {}
    if not isinstance(raw, dict):
        fields = {bare: (raw, path)} if bare else {}
    elif "of" in model.model_fields and bare == "of" and not isinstance(raw.get("of"), dict):
        fields = {"of": ({key: one for key, one in raw.items() if key not in _OWN_WORDS}, path)}
        fields |= {key: (one, (*path, key)) for key, one in raw.items() if key in _OWN_WORDS}
    else:
        fields = {key: (one, (*path, key)) for key, one in raw.items()}
    about = issue or next((fields[key][0] for key in ("issue", "of") if key in fields), "")
    for name, info in model.model_fields.items():
        if (info.alias or name) in fields:
            value, at = fields[info.alias or name]
            inner = models_in(info)
            if inner:
                for one, where in _items(value, at):
                    yield from _entry(inner[0], one, where, issue=issue)
            else:
                yield from _field(kind_of(info), value, at, about if isinstance(about, str) else "")


def _field(kind: str, value: Any, at: Path, issue: str) -> Iterator[NameMention]:
    """Give what a field names. ``issue`` is the one that its entry is about."""
    if kind in _NAMES:
        for one in _texts(value, at, _NAMES[kind], issue if _NAMES[kind] == LEVELS else ""):
            if one.kind != CONDITION or not is_outcome_number(one.name):
                yield one
    elif kind == "moves" and isinstance(value, list):
        yield from _texts(value, at, LEVELS, issue)
    elif isinstance(value, dict):
        yield from _keyed(kind, value, at, issue)


def _keyed(kind: str, value: dict[str, Any], at: Path, issue: str) -> Iterator[NameMention]:
    """Give what the keys of a field name: levels, issues or conditions; and the levels below issues."""
    if kind in _KEYS or kind in {"range", "names of amounts"}:  # a range with keys is a curve along an issue
        named = _KEYS.get(kind, LEVELS)
        for key in value:
            yield NameMention((*at, key), True, named, key, issue if named == LEVELS else "")
    elif kind in {"outcome", "by issue and level"}:
        for key, one in value.items():
            yield NameMention((*at, key), True, "issues", key)
            for level in _mapping(one):
                yield NameMention((*at, key, level), True, LEVELS, level, key)
            if isinstance(one, str):
                yield NameMention((*at, key), False, LEVELS, one, key)


def _texts(value: Any, at: Path, kind: str, within: str = "") -> Iterator[NameMention]:
    """Give every text of a list, or of lists within it, or the one text."""
    if isinstance(value, str):
        yield NameMention(at, False, kind, value, within)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _texts(one, (*at, place), kind, within)


def _items(value: Any, at: Path) -> Iterator[tuple[Any, Path]]:
    if isinstance(value, list):
        yield from ((one, (*at, place)) for place, one in enumerate(value))
    else:
        yield value, at


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
