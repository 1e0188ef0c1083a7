"""One colour and one shape for every party, by its place in the case, the same in every plot and view.

Every colour stands out from white and from near-black paper by more than 3 to 1 (WCAG 2.2, non-text contrast), and the
hues stay apart for the common kinds of colour blindness; the shape tells parties apart where colour does not.
"""

from __future__ import annotations

from winset.case.model import Case

COLOURS = ("#2f74c0", "#c95a17", "#1f8f6b", "#a8559b", "#94762a", "#3b8ea5", "#c4485c", "#76797f")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")

CATEGORIES = ("#5c6bc0", "#a87400", "#00897b", "#d1495b", "#7d6d58", "#5f8420", "#9a5fb0")  # of what is no party


def party_colours(case: Case) -> dict[str, str]:
    """Give each party's colour.

    Examples
    --------
    >>> import winset
    >>> party_colours(winset.load("jeddah-2025"))["US"]
    '#2f74c0'
    """
    return {key: COLOURS[place % len(COLOURS)] for place, key in enumerate(case.parties)}


def party_shapes(case: Case) -> dict[str, str]:
    """Give each party's shape, as Vega names it; parties beyond the eighth take the shapes in another order."""
    turns = len(SHAPES)
    return {key: SHAPES[(place + place // turns) % turns] for place, key in enumerate(case.parties)}
