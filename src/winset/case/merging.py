"""Putting together two changed versions of one text, where they do not touch the same lines."""

from __future__ import annotations

from difflib import SequenceMatcher

Change = tuple[int, int, list[str]]


def merged(base: str, one: str, other: str) -> str | None:
    r"""Merge two versions of a text line by line.

    Parameters
    ----------
    base : str
        What both were made from.
    one, other : str
        The two versions.

    Returns
    -------
    str or None
        The text with the changes of both; None where both change the same lines.

    Examples
    --------
    >>> merged("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")
    'A\nb\nC\n'
    >>> merged("a\nb\nc\n", "A\nb\nc\n", "Z\nb\nc\n") is None
    True
    """
    lines = base.splitlines(keepends=True)
    ours, theirs = _changes(lines, one), _changes(lines, other)
    result: list[str] = []
    at = 0
    while ours or theirs:
        if ours and theirs and ours[0] == theirs[0]:
            theirs.pop(0)
        elif ours and theirs and _touch(ours[0], theirs[0]):
            return None
        source = ours if ours and (not theirs or ours[0][:2] <= theirs[0][:2]) else theirs
        start, end, new = source.pop(0)
        result += [*lines[at:start], *new]
        at = end
    return "".join([*result, *lines[at:]])


def _changes(lines: list[str], version: str) -> list[Change]:
    other = version.splitlines(keepends=True)
    codes = SequenceMatcher(None, lines, other, autojunk=False).get_opcodes()
    return [(start, end, other[first:last]) for tag, start, end, first, last in codes if tag != "equal"]


def _touch(one: Change, other: Change) -> bool:
    return one[:2] == other[:2] or (one[0] < other[1] and other[0] < one[1])
