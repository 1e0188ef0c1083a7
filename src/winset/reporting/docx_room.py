"""How much of a page of a word processor things take that stay together: estimates, as fonts and programs differ."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from winset.present.documents.document import Table

TITLE, HEADING, TEXT = 14.0, 10.0, 4.8  # millimetres that a title, a heading and a line of text take
LETTERS = 90  # on a line of text
LINE = 0.42  # millimetres that a line takes for each point of its letters
EMPTY = 1 / 3  # of a page that may be left empty, as what comes next stays together and does not fit
READABLE = 0.2  # millimetres that a pixel of a figure takes at least: its letters have 11


def figure_room(page: float, above: float, caption: str) -> float:
    """Give the height that a figure may have, so that it leaves no more of a page empty than may be.

    Parameters
    ----------
    page : float
        The height of a page.
    above : float
        What the headings take that stay with the figure.
    caption : str
        What stays with it below.

    Examples
    --------
    >>> round(figure_room(257, HEADING, "The forecast over time."), 1)
    70.9
    """
    return page * EMPTY - above - TEXT * ceil(len(caption) / LETTERS)


def table_height(table: Table, letters: Sequence[float], size: float) -> float:
    """Estimate the height of a table from the letters that its columns have room for, and their size in points."""
    lines = 0
    for row in (table.header, *table.rows):
        lines += max(ceil(len(text) / width) if width else 1 for text, width in zip(row, letters, strict=True)) or 1
    return lines * size * LINE
