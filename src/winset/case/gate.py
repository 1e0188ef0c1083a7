"""The one gate that every text of a case passes, after escapes are decoded, whatever format it came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from winset.case.entries import Locator
from winset.characters import ONE_LINE, first, misplaced
from winset.errors import Problem

NAMES = frozenset({"author", "date", "levels", "name", "publisher", "title", "url", "version"})
"""Keys whose texts are shown within a line, so that they must be one."""

_DELETE = "Delete it; in a text between quotes it may be written as an escape such as \\e, \\x07 or \\u202e."
_LINE = "Write it on one line, with spaces."
_MOST = 50


def gate(data: Mapping[str, Any], locate: Locator) -> list[Problem]:
    r"""Find every text of a case that holds what it may not.

    Parameters
    ----------
    data : mapping
        The case as plain dictionaries, lists and text.
    locate : callable
        Gives the place of an entry, or of its key for the offset None.

    Examples
    --------
    >>> gate({"title": "Talks\x1b[2J", "parties": {"A": {"name": "x\ny", "note": "x\ny"}}}, lambda path, offset: (0, 0))
    ... # doctest: +ELLIPSIS
    [Problem(what="'title' holds the control character U+001B (escape)", ...
    """
    problems = []
    for path, told, in_key in misplaced(data):
        problems.append(_problem(path, told, _DELETE, locate, in_key))
        if len(problems) >= _MOST:
            return problems
    refused = {problem.path for problem in problems}
    for path, text in _names(data):
        told = first(text, ONE_LINE)
        if told and path not in refused:
            problems.append(_problem(path, told, _LINE, locate, False))
    return problems[:_MOST]


def _names(data: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give every text that must be one line."""
    waiting: list[tuple[tuple[str | int, ...], Any, bool]] = [((), data, False)]
    while waiting:
        path, one, wanted = waiting.pop()
        if isinstance(one, str):
            if wanted:
                yield path, one
        elif isinstance(one, Mapping):
            waiting += [((*path, str(key)), item, str(key) in NAMES) for key, item in one.items()]
        elif isinstance(one, list | tuple):
            waiting += [((*path, place), item, wanted) for place, item in enumerate(one)]


def _problem(path: tuple[str | int, ...], told: str, hint: str, locate: Locator, in_key: bool) -> Problem:
    keys = [str(step) for step in path if isinstance(step, str)]
    what = f"a key holds the {told}" if in_key else f"'{keys[-1]}' holds the {told}" if keys else f"a text holds {told}"
    if told.startswith("half"):
        what = what.replace("holds the half", "holds half")
    line, column = locate(path, None if in_key else 0)
    return Problem(what, hint=hint, line=line, column=column, path=path)
