"""Tables as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from winset.characters import no_formula


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table as CSV; no cell can be taken for a formula by a spreadsheet.

    Examples
    --------
    >>> print(as_csv(["who", "says"], [["US", "=1+1"], ["UA", -3.5]]), end="")
    who,says
    US,'=1+1
    UA,-3.5
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return stream.getvalue()


def harmless(cell: object) -> object:
    """Keep a spreadsheet from taking text for a formula; numbers stay numbers.

    Examples
    --------
    >>> harmless("+1 555"), harmless("-0.4"), harmless("aid")
    ("'+1 555", '-0.4', 'aid')
    """
    return no_formula(cell) if isinstance(cell, str) and not _number(cell) else cell


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
