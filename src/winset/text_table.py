"""Tables in plain text: one layout for the terminal, files and what results show of themselves."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

NARROW = 60
"""Up to this width a table that does not fit is told as lists."""

WORD = 16
"""No column becomes narrower than its longest word, unless that is longer than this."""


def text_table(header: Sequence[str], rows: Sequence[Sequence[object]], width: int | None = None) -> list[str]:
    r"""Lay out a table in lines; columns too wide for the line are wrapped, the widest first.

    Where the columns do not fit a narrow line even so, each row is told as a list of its cells.

    Parameters
    ----------
    header : sequence of str
        What the columns are called.
    rows : sequence of sequences
        The cells; what is no text is written as text.
    width : int, optional
        Characters a line has; by default as many as the table needs.

    Examples
    --------
    >>> print("\n".join(text_table(("concept", "count"), [("nash", 3)])))
    concept  count
    -------  -----
    nash     3
    >>> print("\n".join(text_table(("number", "aid", "truce"), [("0", "withheld", "")], 20)))
    number: 0
      aid: withheld
    """
    body = [tuple(map(str, row)) for row in rows]
    table = [tuple(header), *body]
    widths = [max(1, *(len(row[column]) for row in table)) for column in range(len(header))]
    if width is not None:
        spare = width - 2 * (len(widths) - 1)
        words = [
            max((len(word) for row in table for word in row[column].split()), default=1)
            for column in range(len(header))
        ]
        least = [min(WORD, longest) for longest in words]
        below = [max([narrow, *(len(row[column]) for row in body)]) for column, narrow in enumerate(least)]
        _narrow(widths, below, spare)  # headings are wrapped before what stands below them
        _narrow(widths, least, spare)
        if sum(widths) > spare and width <= NARROW:
            return _listed(header, body, width)
    lines: list[str] = []
    for place, row in enumerate(table):
        cells = [
            textwrap.wrap(cell, size, break_on_hyphens=False) or [""] for cell, size in zip(row, widths, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            lines.append("  ".join(part.ljust(size) for part, size in zip(parts, widths, strict=True)).rstrip())
        if place == 0:
            lines.append("  ".join("-" * size for size in widths))
    return lines


def _narrow(widths: list[int], least: Sequence[int], spare: int) -> None:
    """Take from the widest columns until all fit, and from none more than it can give."""
    while sum(widths) > spare:
        giving = [column for column, narrow in enumerate(least) if widths[column] > narrow]
        if not giving:
            return
        widths[max(giving, key=widths.__getitem__)] -= 1


def _listed(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Tell each row as its cells under one another, empty ones left out."""
    lines: list[str] = []
    for row in rows:
        told = [f"{name}: {cell}" if name else cell for name, cell in zip(header, row, strict=True) if cell]
        for place, one in enumerate(told):
            indent = "  " if place else ""
            lines += textwrap.wrap(one, width, initial_indent=indent, subsequent_indent="    ", break_on_hyphens=False)
    return lines
