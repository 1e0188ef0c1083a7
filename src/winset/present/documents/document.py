"""What a reader sees: headed sections of paragraphs, lists and tables, rendered as text or Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence

from winset.frozen import Frozen, field
from winset.text_table import text_table

Style = Callable[[str], str]
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
BETWEEN = 3
"""Columns between a title and the line that stands beside it."""


class Table(Frozen):
    """Rows under a header; the last column may be long.

    ``keys`` names for each row the claim or source that it is about, where a text that cites it leads to the row.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...] = ()


class Bullets(Frozen):
    """A list; ``marks`` replaces the bullets, for lists whose order counts."""

    items: tuple[str, ...]
    ordered: bool = False


Block = str | Bullets | Table


class Section(Frozen):
    """A heading and what stands under it; ``key`` names it for what looks it up, whatever its heading says."""

    heading: str
    blocks: tuple[Block, ...]
    key: str = ""


class Document(Frozen):
    """A title, a line under it, and sections; ``beside`` has the line stand beside the title where both fit."""

    title: str
    subtitle: str = ""
    sections: tuple[Section, ...] = field(default=())
    beside: bool = False


def plain(text: str) -> str:
    """Leave a heading as it is."""
    return text


def as_text(document: Document, width: int = 80, strong: Style = plain) -> str:
    """Render for a terminal or a plain text file.

    Parameters
    ----------
    document : Document
        What to show.
    width : int
        Columns to wrap at.
    strong : callable
        How to emphasise a heading.

    Examples
    --------
    >>> print(as_text(Document("Case", "", (Section("Bottom line", ("It can hold.", Bullets(("one", "two")))),))))
    Case
    ====
    <BLANKLINE>
    Bottom line
      It can hold.
      - one
      - two
    """
    lines = textwrap.wrap(document.title, width) or [""]
    rule = "=" * max(map(len, lines))
    space = width - len(document.title) - len(document.subtitle)
    beside = document.beside and bool(document.subtitle) and space >= BETWEEN
    if beside:
        lines = [strong(document.title) + " " * space + document.subtitle, "=" * width]
    else:
        lines = [*map(strong, lines), rule]
    if document.subtitle and not beside:
        lines += textwrap.wrap(document.subtitle, width)
    for section in document.sections:
        lines += ["", *map(strong, textwrap.wrap(section.heading, width))]
        for block in section.blocks:
            lines += _text_block(block, width, "  " if section.heading else "")
    return "\n".join(line.rstrip() for line in lines)


def as_markdown(document: Document) -> str:
    """Render as Markdown.

    Examples
    --------
    >>> print(as_markdown(Document("Case", "", (Section("Who", (Table(("party",), (("A",),)),)),))))
    # Case
    <BLANKLINE>
    ## Who
    <BLANKLINE>
    | party |
    |---|
    | A |
    """
    parts = [f"# {document.title}"]
    if document.subtitle:
        parts.append(f"*{document.subtitle}*")
    for section in document.sections:
        if section.heading:
            parts.append(f"## {section.heading}")
        parts += [_markdown_block(block) for block in section.blocks]
    return "\n\n".join(parts)


def _text_block(block: Block, width: int, indent: str) -> list[str]:
    if isinstance(block, str):
        return _wrapped(block, width, indent, indent)
    if isinstance(block, Bullets):
        lines = []
        for place, item in enumerate(block.items):
            mark = f"{place + 1}. " if block.ordered else "- "
            lines += _wrapped(item, width, indent + mark, indent + " " * len(mark))
        return lines
    return [indent + line for line in text_table(block.header, block.rows, width - len(indent))]


def _wrapped(text: str, width: int, first: str, later: str) -> list[str]:
    """Wrap a text; a number stays whole, whose thousands are set apart: 25 000."""
    whole = _THOUSANDS.sub("\N{NO-BREAK SPACE}", text)
    lines = textwrap.wrap(whole, width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def _markdown_block(block: Block) -> str:
    if isinstance(block, str):
        return block
    if isinstance(block, Bullets):
        marks = [f"{place + 1}." if block.ordered else "-" for place in range(len(block.items))]
        return "\n".join(f"{mark} {item}" for mark, item in zip(marks, block.items, strict=True))
    return "\n".join([_markdown_row(block.header), "|" + "---|" * len(block.header), *map(_markdown_row, block.rows)])


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
