"""The text of a case file as plain dictionaries, lists and text, with the place of every entry.

YAML is read event by event, and nothing of it is ever executed or expanded: by libyaml, which takes a tenth of the
time, and wherever that finds anything amiss, or could read YAML 1.1 out of it, by ruamel.yaml's parser of YAML 1.2,
which tells every error. Every scalar stays the text it was written as, so ``no`` is a name and ``2025-03-09`` a date
only where a date is asked for. What a case file never needs is refused: anchors, aliases, tags, several documents, deep
nesting, duplicate keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from winset.characters import PROSE, code_point
from winset.errors import CaseFileError, Problem

MAX_BYTES = 256 * 1024
MAX_NODES = 30_000
MAX_DEPTH = 32
_OTHERWISE = re.compile("[\t\x85\u2028\u2029\ufeff]|[\"'}\\]]:\\S")
"""What the two do not take in the same way: tabs, further ends of lines, a mark of the byte order, `"a":b`."""

Event = Any  # of yaml or of ruamel.yaml, which call their events by the same names
Path = tuple[str | int, ...]
Place = tuple[int, int]


@dataclass
class Tree:
    """What a file holds, and where.

    Attributes
    ----------
    data : dict
        Its content: dictionaries, lists, text, and None for nothing.
    values, keys : dict of path to (line, column)
        Where each value and each key stands, counted from 1.
    """

    data: dict[str, Any] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    _single_line: set[Path] = field(default_factory=set)

    def locate(self, path: Path, offset: int | None = 0) -> Place:
        """Find the place of an entry, or of its nearest known ancestor.

        Parameters
        ----------
        path : tuple of str or int
            Keys and list positions from the top.
        offset : int or None
            Characters into the text of a value that fits on one line; None for the place of the key.

        Returns
        -------
        (int, int)
            Line and column, counted from 1.
        """
        if path[0:1] in (("weights",), ("scores",)) and path[2:3] == ("of",) and path[:3] not in self.values:
            path = (*path[:2], *path[3:])
        while path and path not in self.values:
            path = path[:-1]
        if path in self.keys and (offset is None or path not in self._single_line):
            return self.keys[path]
        line, column = self.values.get(path, (1, 1))
        return (line, column + (offset or 0)) if path in self._single_line else (line, column)


def read_tree(data: bytes, name: str) -> Tree:
    r"""Read the text of a case file.

    Parameters
    ----------
    data : bytes
        The file's content.
    name : str
        Its name, for messages.

    Raises
    ------
    CaseFileError
        If it is not YAML of the kind a case needs; holds every problem found.

    Examples
    --------
    >>> tree = read_tree(b"issues:\n  aid: {levels: [no, yes]}\n", "case.yaml")
    >>> tree.data, tree.locate(("issues", "aid", "levels", 1))
    ({'issues': {'aid': {'levels': ['no', 'yes']}}}, (2, 22))
    """
    try:
        tree = _tree_of(data)
    except CaseFileError as error:
        raise CaseFileError(name, error.problems) from None
    return replace(tree, data=deepcopy(tree.data))


@lru_cache(maxsize=16)
def _tree_of(data: bytes) -> Tree:
    """Parse a text, which takes most of the time of reading a case; the same text is read again at every edit of it."""
    text = _decoded(data)
    return _quickly(text) or _thoroughly(text)


def _quickly(text: str) -> Tree | None:
    """Read by libyaml; nothing where it is not at hand, or anything at all is amiss."""
    if _OTHERWISE.search(text):
        return None
    with suppress(Exception):  # whatever it stumbles over is told by the other parser
        from yaml.cyaml import CParser

        builder = _Builder()
        builder.run(_events(CParser(text)))
        if not builder.problems and isinstance(builder.root, dict):
            return builder.tree
    return None


def _events(parser: Any) -> Iterator[Event]:
    while parser.check_event():
        yield parser.get_event()


def _thoroughly(text: str) -> Tree:
    """Read by ruamel.yaml."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    builder = _Builder()
    try:
        builder.run(YAML(typ="safe", pure=True).parse(text))
    except CaseFileError:
        raise
    except MarkedYAMLError as error:
        builder.problems.append(_worded(error))
    except Exception as error:  # the scanner stumbles without a mark, too: over \UFFFFFFFF, OverflowError
        builder.problems.append(Problem("the file cannot be read as YAML", got=str(error).split("\n", 1)[0]))
    if not builder.problems and not isinstance(builder.root, dict):
        hint = "Begin with lines such as 'winset: 1' and 'title: …'. From an article: winset draft FILE -o CASE.yaml"
        builder.problems.append(Problem("a case file is a mapping of keys to values", hint=hint, line=1, column=1))
    if builder.problems:
        raise CaseFileError("", builder.problems)
    return builder.tree


_SAVE = "Save it as UTF-8. Where its encoding is known: winset recode FILE ENCODING"


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        hint = "A case is a page or a few; keep documents outside it."
        raise CaseFileError("", [Problem(f"the file is larger than {MAX_BYTES // 1024} KiB", hint=hint)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = _place(before)
        problem = Problem("the file is not UTF-8 text", hint=_SAVE, line=line, column=column)
        raise CaseFileError("", [problem]) from None
    if bad := PROSE.search(text):
        line, column = _place(text[: bad.start()])
        problem = Problem(code_point(bad.group()), hint="Delete it.", line=line, column=column)
        raise CaseFileError("", [problem])
    return text


def _place(before: str) -> Place:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class _Builder:
    """Builds the tree from parser events, with an explicit stack: no recursion, every bound checked as it goes."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.problems: list[Problem] = []
        self.root: Any = None
        self.stack: list[dict[str, Any] | list[Any]] = []
        self.path: list[str | int] = []
        self.pending: list[str | None] = []
        self.nodes = 0
        self.documents = 0

    def run(self, events: Iterable[Event]) -> None:
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                self.documents += 1
                if self.documents > 1:
                    self._add("a second document begins", event, "Remove the line '---'.")
                    return
            elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
                self.stack.pop()
                self.pending.pop()
                self._leave()
            elif kind == "AliasEvent":
                self._add("aliases (*name) are not allowed in a case file", event, "Write the text out.")
                self._value(event, None)
            elif kind in {"MappingStartEvent", "SequenceStartEvent", "ScalarEvent"}:
                self._node(event, kind)

    def _add(self, what: str, event: Event, hint: str = "") -> None:
        mark = event.start_mark
        self.problems.append(Problem(what, hint=hint, line=mark.line + 1, column=mark.column + 1))

    def _refuse(self, what: str, event: Event) -> None:
        self._add(what, event)
        raise CaseFileError("", self.problems)

    def _node(self, event: Event, kind: str) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(f"the file has more than {MAX_NODES:,} entries", event)
        if event.anchor:
            self._add("anchors (&name) are not allowed in a case file", event, "Write the text out where it is needed.")
        if event.tag and not (kind == "ScalarEvent" and event.tag == "!"):
            self._add(f"tags ({event.tag}) are not allowed in a case file", event, "Write plain text.")
        if kind == "ScalarEvent":
            plain_nothing = not event.style and event.value in {"", "~", "null", "Null", "NULL"}
            self._scalar(event, None if plain_nothing else str(event.value))
            return
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(f"the file is nested deeper than {MAX_DEPTH}", event)
        container: dict[str, Any] | list[Any] = {} if kind == "MappingStartEvent" else []
        if self._wants_key():
            self._add(
                "a key must be text, not a list or a mapping", event, "Put names that contain brackets in quotes."
            )
            self.pending[-1] = f"key {self.nodes}"
        self._value(event, container)
        self.stack.append(container)
        self.pending.append(None)

    def _wants_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1], dict) and self.pending[-1] is None

    def _scalar(self, event: Event, text: str | None) -> None:
        if not self._wants_key():
            self._value(event, text)
            return
        key = str(event.value)
        mark = event.start_mark
        place = (mark.line + 1, mark.column + 1)
        at: Path = (*self.path, key)
        if key == "<<":
            self._add("merge keys (<<) are not allowed in a case file", event, "Write the text out.")
        if at in self.tree.keys:
            first = self.tree.keys[at][0]
            self._add(f"the key '{key}' stands twice", event, f"It stands in line {first} already.")
        self.tree.keys.setdefault(at, place)
        self.pending[-1] = key

    def _value(self, event: Event, value: Any) -> None:
        """Put a value where it belongs, and note its place."""
        if self.stack:
            parent = self.stack[-1]
            if isinstance(parent, dict):
                key = self.pending[-1] or ""
                parent.setdefault(key, value)
                self.path.append(key)
                self.pending[-1] = None
            else:
                self.path.append(len(parent))
                parent.append(value)
        else:
            self.root = value
            if isinstance(value, dict):
                self.tree.data = value
        mark, end = event.start_mark, event.end_mark
        at: Path = tuple(self.path)
        style = getattr(event, "style", None)  # of text alone
        quote = 1 if style in {"'", '"'} else 0
        self.tree.values.setdefault(at, (mark.line + 1, mark.column + 1 + quote))
        if type(event).__name__ == "ScalarEvent" and mark.line == end.line and style not in {"|", ">"}:
            self.tree._single_line.add(at)
        if not isinstance(value, dict | list):
            self._leave()

    def _leave(self) -> None:
        if self.path:
            self.path.pop()


_SLIPS = (
    ("mapping values are not allowed", "a colon where none can stand", "Put text that contains ': ' in quotes."),
    (
        "cannot start any token",
        "a character that cannot begin a value",
        "Indent with spaces, not tabs; quote odd text.",
    ),
    ("could not find expected ':'", "a line without its colon", "Write 'key: value', with a space after the colon."),
    ("while scanning a quoted scalar", "a quotation mark that is never closed", "Close it, or remove it."),
    (
        "while parsing a flow",
        "a bracket that is never closed, or a missing comma",
        "Look for [ ] { } that do not match.",
    ),
    ("expected <block end>", "indentation that does not fit the lines above", "Align entries that belong together."),
    ("expected the node content", "a value is missing here", "Look for a stray comma, bracket or dash."),
)


def _worded(error: Any) -> Problem:
    """Say a parser's error in plain words."""
    told = f"{error.context or ''} {error.problem or ''}"
    what, hint = next(((what, hint) for sign, what, hint in _SLIPS if sign in told), (str(error.problem), ""))
    mark = error.problem_mark or error.context_mark
    if "never closed" in what and error.context_mark is not None:
        mark = error.context_mark
    return Problem(what, hint=hint, line=mark.line + 1 if mark else 0, column=mark.column + 1 if mark else 0)
