"""Other names within the texts and keys of a case file, cut in where the file has them: layout and quotes stay."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from winset.expr import Replacement, replaced

Path = tuple[str | int, ...]


class Spelling:
    r"""How a case file writes its keys and texts.

    Parameters
    ----------
    text : str
        The file's text.

    Examples
    --------
    >>> spelling = Spelling("a: 'it''s b'  # b\n")
    >>> spelling.with_others({(("a",), False): [Replacement(5, 6, "c")]})
    "a: 'it''s c'  # b\n"
    """

    def __init__(self, text: str) -> None:
        self.text = text
        root = YAML(typ="safe", pure=True).compose(text)
        self._nodes = {(path, on_key): node for path, on_key, node in _scalars(root, ())}

    def mark(self, path: Path) -> str:
        """Give the quotation mark that a name within a text there needs no escape for."""
        node = self._nodes.get((path, False))
        return "'" if node is not None and node.style == '"' else '"'

    def with_others(self, replacements: Mapping[tuple[Path, bool], Sequence[Replacement]]) -> str:
        """Give the text with stretches of keys and texts replaced.

        Parameters
        ----------
        replacements : mapping of (path, whether the key is meant) to sequence of Replacement
            For each key or text, what changes in it: places in what it says, not in how the file writes that.
        """
        cuts: list[Replacement] = []
        for where, found in replacements.items():
            cuts += _within(self.text, self._nodes[where], found)
        return replaced(self.text, cuts)


def _scalars(node: Node | None, path: Path) -> Iterator[tuple[Path, bool, ScalarNode]]:
    """Give every key and text of a file with its path; whether it is a key."""
    if isinstance(node, ScalarNode):
        yield path, False, node
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                yield (*path, str(key.value)), True, key
                yield from _scalars(value, (*path, str(key.value)))
    elif isinstance(node, SequenceNode):
        for place, value in enumerate(node.value):
            yield from _scalars(value, (*path, place))


def _within(text: str, node: ScalarNode, replacements: Sequence[Replacement]) -> list[Replacement]:
    """Find replacements in what a text says in how the file writes it; write the whole anew where that cannot be."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    style, value = node.style or "", str(node.value)
    places = _places(text[start:end], value, style)
    if places is None:
        end = start + len(text[start:end].rstrip())  # what a block has after its last line is not its own
        return [Replacement(start, end, json.dumps(replaced(value, list(replacements)), ensure_ascii=False))]
    doubled = {'"': ('"', '\\"'), "'": ("'", "''")}.get(style, ("", ""))
    return [
        Replacement(start + places[one.start][0], start + places[one.end - 1][1], one.text.replace(*doubled))
        for one in replacements
    ]


def _places(raw: str, value: str, style: str) -> list[tuple[int, int]] | None:
    """Give for every character of a text where it begins and ends in how the file writes it; None where it is not seen.

    White space within a text may stand for a line break with the indentation after it.
    """
    at = 1 if style else 0
    if style in {"|", ">"}:
        first = raw.find("\n") + 1
        at = first + len(raw[first:]) - len(raw[first:].lstrip(" "))
    found: list[tuple[int, int]] = []
    for character in value:
        size = 1
        if character in " \n":
            run = len(raw[at:]) - len(raw[at:].lstrip(" \t\r\n"))
            size = run if "\n" in raw[at : at + run] else min(run, 1)
        elif (style == "'" and raw.startswith("''", at)) or (style == '"' and raw[at : at + 2] in {'\\"', "\\\\"}):
            size = 2
        if character not in " \n" and raw[at + size - 1 : at + size] != character:
            return None
        found.append((at, at + size))
        at += size
    return found
