"""Marks in drawings of our own: of parties a shape, a colour and a dash by their place in the case; and what holds."""

from __future__ import annotations

from winset.case.model import Case
from winset.present.pictures.drawing import Shape, shape
from winset.present.pictures.palette import HOLDS, LIGHT, party_colours, party_shapes

_DASHES = ("none", "9 4", "3 3", "12 4 3 4", "6 2", "2 5", "15 4", "8 3 2 3 2 3")
_PATHS = {
    "circle": "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0Z",
    "square": "M-.9 -.9H.9V.9H-.9Z",
    "triangle-up": "M0 -1.1 1.1 .9H-1.1Z",
    "diamond": "M0 -1.2 1.2 0 0 1.2 -1.2 0Z",
    "cross": "M-.4 -1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4Z",
    "triangle-down": "M0 1.1 1.1 -.9H-1.1Z",
    "triangle-right": "M1.1 0 -.9 1.1V-1.1Z",
    "triangle-left": "M-1.1 0 .9 1.1V-1.1Z",
}


def party_mark(case: Case, key: str, x: float, y: float, size: float = 5) -> Shape:
    """Draw a party's shape in its colour around a point."""
    place = f"translate({x:.1f} {y:.1f}) scale({size:g})"
    return shape(
        "path", d=_PATHS[party_shapes(case)[key]], fill=party_colours(case)[key], transform=place, class_="mark"
    )


def party_dash(case: Case, key: str) -> str:
    """Give the dashes of a party's lines."""
    return _DASHES[list(case.parties).index(key) % len(_DASHES)]


def tick(x: float, y: float) -> Shape:
    """Draw the mark of what holds around a point."""
    inside = shape("path", d=f"M{x - 4:.1f} {y:.1f}l3 3.4 5.4 -6.6", stroke=LIGHT["paper"], stroke_width=2, fill="none")
    return shape("g", shape("circle", cx=x, cy=y, r=9, fill=HOLDS), inside)
