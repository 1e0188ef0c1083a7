"""What a reader sees: headed sections of paragraphs, lists and tables, rendered as text or Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

Style = Callable[[str], str]

NARROW = 60
"""Up to this width a table that does not fit is told as lists."""


@dataclass(frozen=True)
class Table:
    """Rows under a header; the last column may be long.

    ``keys`` names for each row the claim or source that it is about, where a text that cites it leads to the row.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bullets:
    """A list; ``marks`` replaces the bullets, for lists whose order counts."""

    items: tuple[str, ...]
    ordered: bool = False


Block = str | Bullets | Table


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it; ``key`` names it for what looks it up, whatever its heading says."""

    heading: str
    blocks: tuple[Block, ...]
    key: str = ""


@dataclass(frozen=True)
class Document:
    """A title, a line under it, and sections."""

    title: str
    subtitle: str = ""
    sections: tuple[Section, ...] = field(default=())


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
    lines = [*map(strong, lines), rule]
    if document.subtitle:
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
        return textwrap.wrap(block, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    if isinstance(block, Bullets):
        lines = []
        for place, item in enumerate(block.items):
            mark = f"{place + 1}. " if block.ordered else "- "
            lines += textwrap.wrap(
                item,
                width,
                initial_indent=indent + mark,
                subsequent_indent=indent + " " * len(mark),
                break_on_hyphens=False,
            )
        return lines
    return [indent + line for line in text_table(block, width - len(indent))]


def text_table(table: Table, width: int) -> list[str]:
    r"""Lay out a table; columns too wide for the line are wrapped, the widest first.

    Where the columns do not fit a narrow line even so, each row is told as a list of its cells.

    Examples
    --------
    >>> print("\n".join(text_table(Table(("number", "aid", "truce"), (("0", "withheld", ""),)), 20)))
    number: 0
      aid: withheld
    """
    rows = [table.header, *table.rows]
    widths = [max(1, *(len(row[column]) for row in rows)) for column in range(len(table.header))]
    spare = width - 2 * (len(widths) - 1)
    while sum(widths) > max(spare, 10 * len(widths)):
        widths[widths.index(max(widths))] -= 1
    if sum(widths) > spare and width <= NARROW:
        return _listed(table, width)
    lines: list[str] = []
    for place, row in enumerate(rows):
        cells = [
            textwrap.wrap(cell, size, break_on_hyphens=False) or [""] for cell, size in zip(row, widths, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            lines.append("  ".join(part.ljust(size) for part, size in zip(parts, widths, strict=True)).rstrip())
        if place == 0:
            lines.append("  ".join("-" * size for size in widths))
    return lines


def _listed(table: Table, width: int) -> list[str]:
    """Tell each row as its cells under one another, empty ones left out."""
    lines: list[str] = []
    for row in table.rows:
        told = [f"{name}: {cell}" if name else cell for name, cell in zip(table.header, row, strict=True) if cell]
        for place, one in enumerate(told):
            indent = "  " if place else ""
            lines += textwrap.wrap(one, width, initial_indent=indent, subsequent_indent="    ", break_on_hyphens=False)
    return lines


def _markdown_block(block: Block) -> str:
    if isinstance(block, str):
        return block
    if isinstance(block, Bullets):
        marks = [f"{place + 1}." if block.ordered else "-" for place in range(len(block.items))]
        return "\n".join(f"{mark} {item}" for mark, item in zip(marks, block.items, strict=True))
    return "\n".join([_markdown_row(block.header), "|" + "---|" * len(block.header), *map(_markdown_row, block.rows)])


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
