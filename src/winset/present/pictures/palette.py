"""The colours of all pictures: of parties, of categories, of paper and of what belongs to nobody.

A party has one colour and one shape, by its place in the case, the same in every plot and view. Every such
colour stands out from white and from near-black paper by more than 3 to 1 (WCAG 2.2, non-text contrast), and the
hues stay apart for the common kinds of colour blindness; the shape tells parties apart where colour does not.
"""

from __future__ import annotations

from winset.case.model import Case

COLOURS = ("#2f74c0", "#c95a17", "#1f8f6b", "#a8559b", "#94762a", "#3b8ea5", "#c4485c", "#76797f")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")

CATEGORIES = ("#5c6bc0", "#a87400", "#00897b", "#d1495b", "#7d6d58", "#5f8420", "#9a5fb0")  # of what is no party
HOLDS = "#1f8f6b"
STOPPED, LEAVES = "#a87400", "#d1495b"
"""A party that would leave if the others let it, and one that would whatever they do."""

NEUTRAL = "#8a8f98"
"""What belongs to nobody, on light and on dark paper: areas, and frames."""
NEUTRAL_MARK = "#7a7f87"
"""The same of marks, which are small."""
NEUTRAL_RULE, NEUTRAL_BAR = "#808080", "#8c8c8c"
"""The same of plots: of thin lines, and of bars, which are drawn so that a grid shines through."""

LIGHT = {
    "paper": "#ffffff", "ink": "#1d2126", "soft": "#565c66", "line": "#b9bcc2", "fill": "#eceef1", "shade": "#f3dfa2",
    "now": "#eceae3", "chosen": "#1f5a99",
}  # fmt: skip
DARK = {
    "paper": "#16191d", "ink": "#eef0f2", "soft": "#aab0b8", "line": "#565c66", "fill": "#262b31", "shade": "#5c4f1f",
    "now": "#33302a", "chosen": "#7db4ee",
}  # fmt: skip
"""Paper and what is written and drawn on it; the status quo and what somebody chose have colours of their own."""


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
