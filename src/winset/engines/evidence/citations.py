"""Claims named in bases: which entry names which claim, and which of them the record does not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from winset.case.entries import BasedEntry, Entry
from winset.case.model import Case
from winset.errors import Problem

_CLAIM = re.compile(r"c[1-9][0-9]*")
Path = tuple[str | int, ...]


def is_claim(case: Case, item: str) -> bool:
    """Tell whether what a basis names is a claim; with a source ``c``, c12 is item 12 of that source."""
    return "c" not in case.sources and _CLAIM.fullmatch(item) is not None


def named_claims(case: Case) -> dict[str, list[Path]]:
    """Give every claim that a basis names, with the places that name it, in the order of the case.

    Examples
    --------
    >>> import winset
    >>> named_claims(winset.load("jeddah-2025"))["c1"]
    [('conditions', 'minimum', 'basis', 3)]
    """
    found: dict[str, list[Path]] = {}
    for path, entry in _based(case, ()):
        for place, item in enumerate(entry.basis):
            if is_claim(case, item):
                found.setdefault(item, []).append((*path, "basis", place))
    return found


def _based(value: object, path: Path) -> Iterator[tuple[Path, BasedEntry]]:
    if isinstance(value, BasedEntry):
        yield path, value
    if isinstance(value, Entry):
        for name in type(value).model_fields:
            yield from _based(getattr(value, name), (*path, name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _based(one, (*path, key))
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from _based(one, (*path, place))


def naming_problems(case: Case, claims: Collection[str] | None) -> list[Problem]:
    """Say which bases name a claim that the record does not have.

    Parameters
    ----------
    case : Case
        The case.
    claims : collection of str, or None
        The claims of its record; None where there is no record.
    """
    problems = []
    for name, places in named_claims(case).items():
        if claims is not None and name in claims:
            continue
        lacking = "there is no record beside the case" if claims is None else f"the record has no claim {name}"
        hint = "Begin one: winset record add CASE FILE" if claims is None else "List them: winset record list CASE"
        for path in places:
            line, column = case.locate(path)
            problems.append(Problem(f"the basis names {name}, but {lacking}", hint=hint, line=line, column=column))
    return problems
