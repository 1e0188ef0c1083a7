"""The elements of a Genius file with their places: XML without anything that refers elsewhere, and within bounds.

Many published files are not well-formed: a comment before the declaration, a bare ``&``, no blank between attributes.
Genius itself reads them, and so does winset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from winset.case.formats.domains import refused
from winset.errors import CaseFileError

MAX_BYTES = 4 * 2**20
MAX_ELEMENTS = 200_000
MAX_DEPTH = 32


@dataclass
class Element:
    """An element, its attributes, what is in it, and where it begins (from 1)."""

    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Element]:
        """Give the elements of a name directly within this one."""
        return (one for one in self.children if one.tag == tag)

    def anywhere(self, tag: str) -> Iterator[Element]:
        """Give the elements of a name within this one, at any depth, in the order of the file."""
        for one in self.children:
            if one.tag == tag:
                yield one
            yield from one.anywhere(tag)


def parsed(data: bytes, file: str) -> Element:
    """Read the elements of a file.

    Raises
    ------
    CaseFileError
        If it is no XML, has a document type or entities of its own, or is too large.

    Examples
    --------
    >>> root = parsed(b'<a><b name="AT & T"kind="x"/></a>', "a.xml")
    >>> root.children[0].attributes, root.children[0].line, root.children[0].column
    ({'name': 'AT & T', 'kind': 'x'}, 1, 4)
    """
    if len(data) > MAX_BYTES:
        raise refused(file, f"the file is larger than {MAX_BYTES // 2**20} MiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    try:
        return _elements(text, file)
    except expat.ExpatError:
        pass
    try:
        return _elements(_mended(text), file)
    except expat.ExpatError as error:
        what = f"the file is not XML: {expat.errors.messages.get(error.code, 'it cannot be read')}"
        raise refused(file, what, line=error.lineno, column=error.offset + 1) from None


_ATTRIBUTE_END = re.compile(r"""(=\s*(?:"[^"<>]*"|'[^'<>]*'))(?=[A-Za-z])""")


def _mended(text: str) -> str:
    """Mend what Genius reads all the same; lines stay where they are."""
    head, declaration, rest = text.partition("?>")
    if declaration and "<" not in head.replace("<!--", "").replace("<?xml", ""):
        text = "\n" * head.count("\n") + rest
    text = re.sub(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)", "&amp;", text)
    return _ATTRIBUTE_END.sub(r"\1 ", text)


def _elements(text: str, file: str) -> Element:
    parser = expat.ParserCreate("utf-8")
    root = Element("", {}, 1, 1)
    stack = [root]
    count = 0

    def place() -> tuple[int, int]:
        return parser.CurrentLineNumber, parser.CurrentColumnNumber + 1

    def refuse(what: str, hint: str = "") -> CaseFileError:
        line, column = place()
        return refused(file, what, hint, line, column)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS or len(stack) > MAX_DEPTH:
            raise refuse(
                f"the file has more than {MAX_ELEMENTS:,} elements, or more than {MAX_DEPTH} within each other"
            )
        one = Element(tag, attributes, *place())
        stack[-1].children.append(one)
        stack.append(one)

    def end(_: str) -> None:
        stack.pop()

    def doctype(*_: object) -> None:
        raise refuse("a document type is not allowed in a domain file", "Delete the line that begins with <!DOCTYPE.")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    parser.Parse(text.encode(), True)
    return root.children[0]
