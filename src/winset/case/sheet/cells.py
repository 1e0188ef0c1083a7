"""Cells of a scoring sheet: how text and numbers are written into one, and read from one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from winset.case.exact import NUMBER, as_text, middle_of, number
from winset.case.grid import plain
from winset.characters import no_formula
from winset.errors import Problem
from winset.frozen import Frozen

Content = str | Decimal | None
Kind = Literal["what", "text", "number"]
LONGEST = 32_000
_BETWEEN = "; "


class Column(Frozen):
    """A column of a table.

    Attributes
    ----------
    title : str
        Its heading, by which it is found again wherever it stands.
    kind : str
        ``what`` (says what the row is), ``text`` or ``number``.
    """

    title: str
    kind: Kind


class SheetTable(Frozen):
    """A table of a scoring sheet: its name, its columns, and its rows as far as they are filled."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]


class Cell(Frozen):
    """A cell as it was read.

    Attributes
    ----------
    place : str
        Where it stands, such as ``Values!F12``.
    text : str
        What it holds, without the mark that keeps a spreadsheet from running it; empty where it holds nothing.
    """

    place: str
    text: str = ""


class Wrong(Frozen):
    """Something wrong in a cell, or in the file where the place is empty."""

    place: str
    problem: Problem


class SheetRow(Frozen):
    """A row as it was read: its cells by the heading of their columns."""

    cells: Mapping[str, Cell]

    def cell(self, title: str) -> Cell:
        """Give a cell; one without a place where the column is not there."""
        return self.cells.get(title, Cell(""))

    def text(self, title: str) -> str:
        """Give the text of a cell."""
        return self.cell(title).text


class Sheet(Frozen):
    """A table as it was read: where its headings stand, and its filled rows."""

    headings: Mapping[str, Cell]
    lines: tuple[SheetRow, ...]


Read = Mapping[str, Sheet]
"""The tables that a file holds, by name."""


def wrong(cell: Cell | str, what: str, hint: str = "", got: str = "") -> Wrong:
    """Word what is wrong in a cell."""
    if isinstance(cell, Cell):
        return Wrong(cell.place, Problem(what, got or (f"'{cell.text}'" if cell.text else ""), hint))
    return Wrong(cell, Problem(what, got, hint))


def kept(text: str) -> str:
    r"""Mark text that a spreadsheet would run; :func:`unmarked` takes the mark off again.

    Examples
    --------
    >>> kept("=1+1"), kept("-5"), kept("aid"), unmarked(kept("'=1")), unmarked("'-5")
    ("'=1+1", '-5', 'aid', "'=1", '-5')
    """
    return f"'{text}" if _needs(text) else text


def unmarked(text: str) -> str:
    """Take the mark off a text that has one."""
    rest = text[1:]
    return rest if text.startswith("'") and (_needs(rest) or no_formula(rest) != rest) else text


def runs(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula; numbers stay numbers."""
    return no_formula(text) != text and not NUMBER.fullmatch(text.strip())


def _needs(text: str) -> bool:
    rest = text[1:]
    return runs(text) or (text.startswith("'") and (_needs(rest) or no_formula(rest) != rest))


def joined(items: Iterable[str]) -> str:
    """Put what an entry rests on into one cell, as far as a cell takes it."""
    text = _BETWEEN.join(items)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def split(text: str) -> list[str]:
    """Give what stands in a cell of a basis, one by one.

    Examples
    --------
    >>> split("S3; S8;; analyst assumption ")
    ['S3', 'S8', 'analyst assumption']
    """
    return [one.strip() for one in text.split(_BETWEEN.strip()) if one.strip()]


def same(one: str, other: str) -> bool:
    """Tell whether two texts differ in nothing but blanks, which spreadsheets change."""
    return one == other or one.split() == other.split()


def number_text(value: float) -> str:
    """Write a number of a spreadsheet in decimals.

    Examples
    --------
    >>> number_text(16), number_text(0.1), number_text(1e-7), number_text(2.50)
    ('16', '0.1', '0.0000001', '2.5')
    """
    return plain(Decimal(repr(value)))


def as_number(cell: Cell) -> Decimal | Wrong | None:
    """Read a number; None where the cell is empty."""
    text = cell.text.strip()
    if not text:
        return None
    if NUMBER.fullmatch(text):
        return number(text)
    if re.fullmatch(r"[+-]?\d{1,9},\d{1,9}", text):
        return wrong(cell, "a number is due here", f"Write it with a point: {text.replace(',', '.')}")
    if re.search(r"\d[-/ ]?[A-Za-z]{3}|\d{4}-\d\d-\d\d", text):
        return wrong(cell, "a number is due here, and a date stands", "Spreadsheets turn 1/3 into a date: type '1/3.")
    return wrong(cell, "a number is due here", "Write digits only, such as 12 or 0.5; at most nine before the point.")


def as_range(low: Cell, middle: Cell, high: Cell) -> tuple[Decimal, Decimal, Decimal] | list[Wrong] | None:
    """Read a range from three cells: the middle alone is certain, the ends alone have the middle between them."""
    read = [as_number(one) for one in (low, middle, high)]
    problems = [one for one in read if isinstance(one, Wrong)]
    if problems:
        return problems
    first, most, last = [one if isinstance(one, Decimal) else None for one in read]
    if first is None and last is None:
        return None if most is None else (most, most, most)
    if first is None or last is None:
        what = "a range has both a low and a high end, and one is empty"
        return [wrong(low if first is None else high, what, "Fill it, or leave 'most likely' alone for certain.")]
    if most is None:
        most = middle_of(first, last) if first <= last else first
    if not first <= most <= last:
        told = f"{as_text(first)}, {as_text(most)}, {as_text(last)}"
        return [wrong(middle, "the numbers of a range must not fall: low, most likely, high", got=told)]
    return first, most, last


def range_cells(value: tuple[Decimal, Decimal, Decimal] | None) -> tuple[Content, Content, Content]:
    """Write a range into three cells; what is certain stands in the middle one alone."""
    if value is None:
        return None, None, None
    return (None, value[1], None) if value[0] == value[2] else value


def range_text(value: tuple[Decimal, Decimal, Decimal]) -> str | list[str]:
    """Write a range as a case file does."""
    return as_text(value[1]) if value[0] == value[2] else [as_text(one) for one in value]


def column_letters(place: int) -> str:
    """Name a column, counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
