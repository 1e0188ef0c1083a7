"""Tables as CSV: one writer for the terminal, the workbench and the record."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from winset.characters import no_formula

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table as CSV; no cell, of the header or below, can be taken for a formula by a spreadsheet.

    Examples
    --------
    >>> print(as_csv(["who", "=says"], [["US", "=1+1"], ["UA", -3.5], ["RU", "-0.5"]]), end="")
    who,'=says
    US,'=1+1
    UA,-3.5
    RU,-0.5
    """
    return "".join(csv_lines([header])) + "".join(csv_lines(rows))


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Write rows as lines of CSV, one after another."""
    for row in rows:
        stream = io.StringIO()
        # a cell is quoted where it holds a letter of the line end, so both have to be in it
        csv.writer(stream, lineterminator="\r\n").writerow([harmless(cell) for cell in row])
        yield stream.getvalue().removesuffix("\r\n") + "\n"


def harmless(cell: object) -> object:
    """Keep a spreadsheet from taking text for a formula; numbers stay numbers.

    Examples
    --------
    >>> harmless("+1 555"), harmless("-0.4"), harmless("-inf"), harmless("aid")
    ("'+1 555", '-0.4', "'-inf", 'aid')
    """
    return no_formula(str(cell)) if isinstance(cell, str) and not _NUMBER.fullmatch(cell) else cell
