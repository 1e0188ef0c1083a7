"""The names that a condition is written with, each with its place; and a condition with other names in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from winset.expr.parser import parse, tokens
from winset.expr.text import quoted
from winset.expr.tree import Comparison, Leaf, Levels, Member, is_issue, leaves
from winset.frozen import Frozen


class Named(Frozen):
    """A name in the text of a condition.

    Attributes
    ----------
    name : str
        The name, without quotes.
    issue : str
        The issue whose level, mark or amount it is; empty where it is an issue itself.
    start, end : int
        Where it stands in the text, with its quotes.
    """

    name: str
    issue: str
    start: int
    end: int


class Replacement(Frozen):
    """What takes the place of a stretch of text."""

    start: int
    end: int
    text: str


def names_in(text: str, issues: Levels) -> list[Named]:
    """List the names of a condition from left to right.

    Raises
    ------
    ExpressionError
        If the condition cannot be read.

    Examples
    --------
    >>> [(one.name, one.issue) for one in names_in("truce > none or aid = 'on'", {"truce": ["none", "full"]})]
    [('truce', ''), ('none', 'truce'), ('aid', ''), ('on', 'aid')]
    """
    ends = dict(_extents(text))
    found = [
        Named(name, issue, offset, ends[offset])
        for leaf in leaves(parse(text))
        for name, issue, offset in _of_leaf(leaf, issues)
        if offset in ends  # a negative amount begins with its sign, and is no name
    ]
    return sorted(found, key=lambda one: one.start)


def respelled(text: str, issues: Levels, new: Callable[[Named], str], mark: str = '"') -> list[Replacement]:
    """Say where other names go into a condition: nothing else of its text changes.

    Quotes that a name had without needing them stay; those it no longer needs go.

    Parameters
    ----------
    text : str
        The condition.
    issues : mapping of str to sequence of str
        The ordered levels of every issue.
    new : callable
        Gives for a name what takes its place: itself where it stays.
    mark : str
        The quotation mark to use where the condition has none.

    Examples
    --------
    >>> issues = {"aid": ["off", "on"], "on": ["aid", "no"]}
    >>> new = {("aid", ""): "help"}
    >>> respelled("aid = on and on = aid", issues, lambda one: new.get((one.name, one.issue), one.name))
    [Replacement(start=0, end=3, text='help')]
    """
    marks = [text[one.start] for one in names_in(text, issues) if text[one.start] in "\"'"]
    found = []
    for one in names_in(text, issues):
        name = new(one)
        if name == one.name:
            continue
        written = text[one.start] in "\"'"
        if quoted(name) != name or (written and quoted(one.name) == one.name):
            sign = text[one.start] if written else (*marks, mark)[0]
            name = f"{sign}{name}{sign}"
        found.append(Replacement(one.start, one.end, name))
    return found


def replaced(text: str, replacements: list[Replacement]) -> str:
    """Put the replacements into a text."""
    for one in sorted(replacements, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + one.text + text[one.end :]
    return text


def _extents(text: str) -> Iterator[tuple[int, int]]:
    """Give where every name of a condition begins and ends, quotes included."""
    for token in tokens(text):
        if token.kind == "name":
            quotes = 2 if text[token.offset] in "\"'" else 0
            yield token.offset, token.offset + len(token.text) + quotes


def _of_leaf(leaf: Leaf, issues: Levels) -> Iterator[tuple[str, str, int]]:
    """Give the names of a comparison: each with the issue whose level it is, and its place."""
    if isinstance(leaf, Comparison):
        yield leaf.issue, "", leaf.offset
        yield leaf.target, "" if is_issue(leaf, issues) else leaf.issue, leaf.target_offset
    elif isinstance(leaf, Member):
        yield leaf.issue, "", leaf.offset
        for level, offset in zip(leaf.levels, leaf.level_offsets, strict=True):
            yield level, leaf.issue, offset
    else:
        for part in (*leaf.left, *leaf.right):
            if part.issue:
                yield part.issue, "", part.offset
