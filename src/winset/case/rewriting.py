"""Changing the text of a case file entry by entry: what is not meant to change stays as it was, to the letter.

An edit is cut into the text at the place the parser names, so comments, quotes and layout elsewhere are untouched.
Every change is read again and compared with what was wanted; one that cannot be made faithfully is refused.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from ruamel.yaml import YAML

from winset.case.notation import as_text
from winset.case.splicing import Edit, Impossible, Path, Splice
from winset.case.yaml_tree import read_tree
from winset.errors import CaseFileError, UsageError

__all__ = ["Edit", "rewrite", "rewrite_together"]


def rewrite(text: str, edits: Sequence[Edit]) -> str:
    r"""Make edits in the text of a case file, one after the other.

    Parameters
    ----------
    text : str
        The file's text.
    edits : sequence of Edit
        What to change.

    Returns
    -------
    str
        The changed text.

    Raises
    ------
    UsageError
        If there is no such entry, or the change cannot be made faithfully.
    CaseFileError
        If the text cannot be read as YAML.

    Examples
    --------
    >>> text = "x:\n  - a  # first\n  - b  # second\n"
    >>> print(rewrite(text, [Edit("move", ("x", 1), to=0), Edit("set", ("y", "z"), "1")]), end="")
    x:
      - b  # second
      - a  # first
    y: {z: 1}
    """
    for edit in edits:
        text = _rewritten(text, edit)
    return text


def rewrite_together(text: str, edits: Sequence[Edit]) -> str:
    r"""Set many places, add many items to the ends of lists, or take many out, at once: the text is read twice.

    Whatever cannot be made so, such as a place that does not exist yet, is made one by one, as by :func:`rewrite`.

    Examples
    --------
    >>> rewrite_together("x: {a: 1, b: 2}  # two\n", [Edit("set", ("x", "a"), "10"), Edit("set", ("x", "b"), "20")])
    'x: {a: 10, b: 20}  # two\n'
    """
    if not text.endswith("\n") or len(edits) < 2:
        return rewrite(text, edits)
    splice = Splice(text, YAML(typ="safe", pure=True).compose(text))
    places = {number: splice.place_of(edit) for number, edit in enumerate(edits)}
    together = [number for number, place in places.items() if place is not None]
    try:
        wanted = _read(text)
        for number in together:
            wanted = applied(wanted, edits[number])
        for number in sorted(together, key=lambda one: (places[one], one), reverse=True):
            splice.text = splice.made(edits[number], at_end=True)
        if json.dumps(_read(splice.text)) == json.dumps(wanted):
            return rewrite(splice.text, [edit for number, edit in enumerate(edits) if places[number] is None])
    except (CaseFileError, Impossible):
        pass
    return rewrite(text, edits)


def _rewritten(text: str, edit: Edit) -> str:
    wanted = applied(_read(text), edit)
    if text and not text.endswith("\n"):
        text += "\n"
    root = YAML(typ="safe", pure=True).compose(text)
    try:
        changed = Splice(text, root).made(edit)
        if json.dumps(_read(changed)) == json.dumps(wanted):
            return changed
    except (CaseFileError, Impossible):
        pass
    hint = "Change it in the file's text."
    raise UsageError(f"{_named(edit.path)} cannot be changed without touching the rest of the file", hint)


def _read(text: str) -> dict[str, Any]:
    return read_tree(text.encode("utf-8", "surrogatepass"), "").data


def _named(path: Path) -> str:
    return " > ".join(str(step + 1) if isinstance(step, int) else step for step in path) or "the case"


def applied(data: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """Make the edit in plain data: what reading the changed text must give."""
    data = deepcopy(data)
    apply(data, edit)
    return data


def apply(data: dict[str, Any], edit: Edit) -> None:
    """Make the edit in plain data, in place.

    Raises
    ------
    UsageError
        If there is no such entry.
    """
    if not edit.path:
        raise UsageError("an edit names an entry of the case")
    here: Any = data
    for place, step in enumerate(edit.path[:-1]):
        if edit.action in {"set", "insert"} and isinstance(here, dict) and here.get(str(step)) is None:
            here[str(step)] = [] if edit.action == "insert" and place == len(edit.path) - 2 else {}
        here = _within(here, step, edit.path)
    last = edit.path[-1]
    if edit.action == "insert" and isinstance(here, list) and isinstance(last, int) and 0 <= last <= len(here):
        here.insert(last, as_text(edit.value))
    elif edit.action == "set" and isinstance(here, dict) and isinstance(last, str):
        here[last] = as_text(edit.value)
    elif edit.action != "insert":
        _within(here, last, edit.path)
        _change(data, here, edit)
    else:
        raise UsageError(f"there is no place {_named(edit.path)} in the case")


def _change(data: dict[str, Any], here: Any, edit: Edit) -> None:
    last = edit.path[-1]
    if edit.action == "set":
        here[last] = as_text(edit.value)
    elif edit.action == "remove":
        del here[last]
        if not here and len(edit.path) > 1:
            del _parent(data, edit.path[:-1])[edit.path[-2]]
            _prune(data, edit.path[:-2])
    elif edit.action == "move":
        _moved(here, last, edit.to)
    elif edit.action == "rename":
        if not isinstance(here, dict) or not str(edit.value) or str(edit.value) in here:
            raise UsageError(f"'{edit.value}' cannot be the new name", "It must be new, and not empty.")
        renamed = [(str(edit.value) if key == last else key, value) for key, value in here.items()]
        here.clear()
        here.update(renamed)


def _prune(data: dict[str, Any], path: Path) -> None:
    """Remove what has become empty, upwards."""
    while path:
        parent = _parent(data, path)
        if parent[path[-1]]:
            return
        del parent[path[-1]]
        path = path[:-1]


def _parent(data: Any, path: Path) -> Any:
    for step in path[:-1]:
        data = data[step]
    return data


def _moved(here: Any, last: str | int, to: int) -> None:
    keys = list(here) if isinstance(here, dict) else list(range(len(here)))
    keys.remove(last)
    if not 0 <= to <= len(keys):
        raise UsageError(f"there is no position {to + 1}")
    keys.insert(to, last)
    items = [here[key] for key in keys]
    here.clear()
    if isinstance(here, dict):
        here.update(zip(keys, items, strict=True))
    else:
        here.extend(items)


def _within(here: Any, step: str | int, path: Path) -> Any:
    fits = (isinstance(here, dict) and isinstance(step, str) and step in here) or (
        isinstance(here, list) and isinstance(step, int) and 0 <= step < len(here)
    )
    if not fits:
        raise UsageError(f"there is no entry {_named(path)} in the case")
    return here[step]
