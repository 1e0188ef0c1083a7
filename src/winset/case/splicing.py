"""Cutting one edit into the text of a case file, at the place the parser names."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from winset.case.notation import NOTHING, as_text, block, flow, list_item, scalar
from winset.frozen import Frozen

Path = tuple[str | int, ...]


class Edit(Frozen):
    """One change.

    Attributes
    ----------
    action : str
        ``set`` a value (what does not exist yet is added), ``remove`` an entry, ``insert`` an item into a list,
        ``move`` an item or an entry to another position, ``rename`` a key.
    path : tuple of str or int
        Keys and positions (from 0) from the top.
    value : text, list or dict
        The value to set or insert; the new key.
    to : int
        The position to move to, counted without the item itself.
    """

    action: Literal["set", "remove", "insert", "move", "rename"]
    path: Path
    value: Any = None
    to: int = 0


class Impossible(Exception):
    """The layout is not one that can be cut into."""


def _flowing(node: Node) -> bool:
    return bool(getattr(node, "flow_style", False))


class Splice:
    """Cuts one edit into a text.

    Parameters
    ----------
    text : str
        The text, ending with a new line.
    root : Node
        What the parser makes of it, with the place of every node.
    """

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.root: Node = root

    def made(self, edit: Edit, at_end: bool = False) -> str:
        """Give the text with the edit made; ``at_end`` adds to the end of a list, whatever the place.

        Raises
        ------
        Impossible
            If the layout is not one that can be cut into.
        """
        if edit.action == "set":
            return self._set(edit.path, as_text(edit.value))
        if edit.action == "insert":
            path = (*edit.path[:-1], len(self._entries(self._node(edit.path[:-1])))) if at_end else edit.path
            return self._insert(path, as_text(edit.value))
        if edit.action == "move":
            return self._move(edit.path, edit.to)
        if edit.action == "rename":
            key, _, _ = self._entries(self._node(edit.path[:-1]))[self._place(edit.path)]
            return self._with(key.start_mark.index, key.end_mark.index, scalar(str(edit.value)))
        path = edit.path
        while len(path) > 1 and len(self._entries(self._node(path[:-1]))) == 1:
            path = path[:-1]
        return self._remove(path)

    def place_of(self, edit: Edit) -> int | None:
        """Tell where an edit cuts in, so that several can be made from the end of the text on.

        None where it is not one that leaves the marks of everything before it as they are: setting what there is,
        adding to the end of a list, or taking an entry with lines of its own out among others.
        """
        try:
            if edit.action == "set":
                return int(self._node(edit.path).start_mark.index)
            parent = self._node(edit.path[:-1])
            entries = self._entries(parent)
            if edit.action == "remove" and len(entries) > 1 and not self._in_flow(edit.path):
                return int(self._node(edit.path).start_mark.index)
            last, listed = edit.path[-1], isinstance(parent, SequenceNode)
            if edit.action == "insert" and listed and isinstance(last, int) and 0 < len(entries) <= last:
                return self._entry_end(parent, len(entries) - 1)
        except Impossible:
            pass
        return None

    # Finding

    def _entries(self, node: Node) -> list[tuple[Node, Node, str | int]]:
        """List what a node holds: where each entry begins (its key, or itself), its value, its key or position."""
        if isinstance(node, MappingNode):
            return [(key, value, str(key.value)) for key, value in node.value]
        if isinstance(node, SequenceNode):
            return [(value, value, place) for place, value in enumerate(node.value)]
        return []

    def _node(self, path: Path) -> Node:
        node = self.root
        for step in path:
            found = [value for _, value, key in self._entries(node) if key == step]
            if not found:
                raise Impossible
            node = found[0]
        return node

    def _place(self, path: Path) -> int:
        keys = [key for _, _, key in self._entries(self._node(path[:-1]))]
        return keys.index(path[-1])

    def _end(self, node: Node) -> int:
        """Where a node's own text ends; block collections end with their last entry."""
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        entries = self._entries(node)
        if entries and not _flowing(node):
            return self._entry_end(node, len(entries) - 1)
        block_scalar = isinstance(node, ScalarNode) and node.style in {"|", ">"}
        return start + len(self.text[start:end].rstrip()) if block_scalar else end

    def _entry_end(self, parent: Node, place: int) -> int:
        """Where an entry ends: with its value, or with its key where there is no value."""
        first, value, _ = self._entries(parent)[place]
        key_end = int(first.end_mark.index) if isinstance(parent, MappingNode) else 0
        return max(self._end(value), key_end)

    def _in_flow(self, path: Path) -> bool:
        return any(_flowing(self._node(path[:size])) for size in range(len(path)))

    def _line(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1

    def _begin(self, parent: Node, first: Node) -> int:
        """Where an entry of a block begins: its key, or its dash."""
        start = int(first.start_mark.index)
        if isinstance(parent, MappingNode) or _flowing(parent):
            return start
        dash = self.text.rfind("-", self._line(start), start)
        if dash < 0:
            raise Impossible
        return dash

    # Changing

    def _with(self, start: int, end: int, text: str) -> str:
        return self.text[:start] + text + self.text[end:]

    def _set(self, path: Path, value: Any) -> str:
        try:
            node = self._node(path)
        except Impossible:
            return self._add(path, value)
        parent = self._node(path[:-1])
        key = self._entries(parent)[self._place(path)][0]
        start = int(node.start_mark.index)
        if self._in_flow(path):
            gap = " " if self.text[start - 1] == ":" else ""
            return self._with(start, self._end(node), gap + flow(value))
        if isinstance(parent, SequenceNode):
            dash = self._begin(parent, key)
            return self._with(dash + 1, max(self._end(node), dash + 1), list_item(value, self._column(dash) + 2))
        colon = self.text.index(":", key.end_mark.index)
        plain = isinstance(node, ScalarNode) and node.style not in {"|", ">"}
        written = block(value, self._column(int(key.start_mark.index)) + 2)
        return self._with(
            colon + 1, max(self._end(node), colon + 1) if node.value or plain else self._end(node), written
        )

    def _column(self, index: int) -> int:
        return index - self._line(index)

    def _add(self, path: Path, value: Any) -> str:
        """Add an entry to the deepest mapping there is; what is missing above it comes with it."""
        parent_path = path[:-1]
        while parent_path:
            try:
                parent = self._node(parent_path)
            except Impossible:
                value = {path[len(parent_path)]: value} if isinstance(path[len(parent_path)], str) else [value]
                parent_path = parent_path[:-1]
                continue
            break
        else:
            parent = self.root
        key = str(path[len(parent_path)])
        if isinstance(parent, ScalarNode) and parent.value in NOTHING:
            return self._set(parent_path, {key: value})
        if not isinstance(parent, MappingNode):
            raise Impossible
        entries = self._entries(parent)
        if self._in_flow(parent_path) or _flowing(parent):
            at = self._entry_end(parent, len(entries) - 1) if entries else int(parent.start_mark.index) + 1
            return self._with(at, at, (", " if entries else "") + f"{scalar(key)}: {flow(value)}")
        column = self._column(int(entries[0][0].start_mark.index))
        at = self._line_end(self._end(parent))
        return self._with(at, at, f"{' ' * column}{scalar(key)}:{block(value, column + 2)}\n")

    def _insert(self, path: Path, value: Any) -> str:
        place = path[-1]
        try:
            parent = self._node(path[:-1])
        except Impossible:
            return self._add(path[:-1], [value])
        entries = self._entries(parent)
        if not isinstance(parent, SequenceNode) or not entries:
            return self._set(path[:-1], [value])
        if not isinstance(place, int):
            raise Impossible
        if self._in_flow(path):
            if place < len(entries):
                at = int(entries[place][0].start_mark.index)
                return self._with(at, at, f"{flow(value)}, ")
            at = self._end(entries[-1][1])
            return self._with(at, at, f", {flow(value)}")
        starts = self._segments(parent)
        column = self._column(self._begin(parent, entries[0][0]))
        at = starts[place]
        return self._with(at, at, f"{' ' * column}-{list_item(value, column + 2)}\n")

    def _segments(self, parent: Node) -> list[int]:
        """Where the lines of each entry of a block begin, with the comments directly above it; and where all end."""
        entries = self._entries(parent)
        starts = []
        for place, (first, _, _) in enumerate(entries):
            begin = self._begin(parent, first)
            line = self._line(begin)
            if self.text[line:begin].strip():
                raise Impossible
            floor = self._line_end(self._entry_end(parent, place - 1)) if place else line
            while line > floor and self.text[self._line(line - 1) : line].lstrip().startswith("#"):
                line = self._line(line - 1)
            starts.append(line)
        return [*starts, self._line_end(self._end(parent))]

    def _move(self, path: Path, to: int) -> str:
        parent = self._node(path[:-1])
        place = self._place(path)
        order = list(range(len(self._entries(parent))))
        order.insert(to, order.pop(place))
        if not self._in_flow(path) and self._on_own_lines(parent):
            starts = self._segments(parent)
            body = "".join(self.text[starts[old] : starts[old + 1]] for old in order)
            return self._with(starts[0], starts[-1], body)
        spans = [
            (self._begin(parent, one[0]), self._entry_end(parent, n)) for n, one in enumerate(self._entries(parent))
        ]
        texts = [self.text[start:end] for start, end in spans]
        gaps = [self.text[one[1] : two[0]] for one, two in pairwise(spans)] + [""]
        body = "".join(texts[old] + gap for old, gap in zip(order, gaps, strict=True))
        return self._with(spans[0][0], spans[-1][1], body)

    def _on_own_lines(self, parent: Node) -> bool:
        begins = [self._begin(parent, first) for first, _, _ in self._entries(parent)]
        return not any(self.text[self._line(begin) : begin].strip() for begin in begins)

    def _remove(self, path: Path) -> str:
        parent = self._node(path[:-1])
        entries = self._entries(parent)
        place = self._place(path)
        first = entries[place][0]
        if self._in_flow(path):
            start, end = int(first.start_mark.index), self._entry_end(parent, place)
            if place + 1 < len(entries):
                return self._with(start, int(entries[place + 1][0].start_mark.index), "")
            return self._with(self._entry_end(parent, place - 1) if place else start, end, "")
        begin = self._begin(parent, first)
        if self.text[self._line(begin) : begin].strip():
            if place + 1 == len(entries):
                raise Impossible
            return self._with(begin, self._begin(parent, entries[place + 1][0]), "")
        end = self._line_end(self._entry_end(parent, place))
        return self._with(self._line(begin), end, "")
