"""Lines with heads from one box of a drawing to another, bent so that they leave and arrive at facing sides."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import hypot

from winset.frozen import Frozen
from winset.present.pictures.drawing import Shape, shape

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]


class Box(Frozen):
    """Where a box stands: its upper left corner, and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


def parallel(pairs: Sequence[tuple[Hashable, Hashable]], gap: float = 13.0) -> list[float]:
    """Say how far each line keeps from the middle, so that those between the same two boxes do not hide each other.

    Examples
    --------
    >>> parallel([("a", "b"), ("b", "a"), ("a", "c")])
    [-6.5, 6.5, 0.0]
    """
    groups: dict[frozenset[Hashable], list[int]] = {}
    for place, pair in enumerate(pairs):
        groups.setdefault(frozenset(pair), []).append(place)
    found = [0.0] * len(pairs)
    for group in groups.values():
        for turn, place in enumerate(group):
            found[place] = gap * (turn - (len(group) - 1) / 2)
    return found


def curve_between(start: Box, end: Box, apart: float) -> Curve:
    """Give a cubic curve between the sides of two boxes that face each other."""
    y0, y1 = start.middle + apart, end.middle + apart
    if abs(start.x - end.x) < 1:
        x, bend = start.x + start.width, 34 + abs(y1 - y0) * 0.12
        return (x, y0), (x + bend, y0), (x + bend, y1), (x, y1)
    if end.x > start.x:
        x0, x1 = start.x + start.width, end.x
        reach = max(40.0, (x1 - x0) * 0.45)
        return (x0, y0), (x0 + reach, y0), (x1 - reach, y1), (x1, y1)
    x0, x1 = start.x, end.x + end.width
    reach = max(40.0, (x0 - x1) * 0.45)
    return (x0, y0), (x0 - reach, y0), (x1 + reach, y1), (x1, y1)


def point_at(curve: Curve, t: float) -> Point:
    """Give a point of a curve, from 0 (its start) to 1 (its end)."""
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def path_along(curve: Curve, aside: float) -> str:
    """Write a curve as a path that ends a little before its head."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    if abs(x3 - x2) < abs(y3 - y2):  # it arrives from above or below
        back = 7 if y3 < y2 else -7
        parts = [(x0 + aside, y0), (x1 + aside, y1), (x2 + aside, y2), (x3 + aside, y3 + back)]
    else:
        sign = 1 if x3 > x0 else -1
        ends = x3 - 7 * sign if x3 != x0 else x3 + 7
        parts = [(x0, y0 + aside), (x1, y1 + aside), (x2, y2 + aside), (ends, y3 + aside)]
    told = [f"{x:.1f} {y:.1f}" for x, y in parts]
    return f"M{told[0]}C{told[1]} {told[2]} {told[3]}"


def head(curve: Curve, colour: str, back: float = 0.0) -> Shape:
    """Draw an arrow head at the end of a curve, or a little before it."""
    end, before = curve[3], curve[2]
    length = hypot(end[0] - before[0], end[1] - before[1]) or 1.0
    dx, dy = (end[0] - before[0]) / length, (end[1] - before[1]) / length
    x, y = end[0] - dx * back, end[1] - dy * back
    left = f"{x - 9 * dx - 4.5 * dy:.1f} {y - 9 * dy + 4.5 * dx:.1f}"
    right = f"{x - 9 * dx + 4.5 * dy:.1f} {y - 9 * dy - 4.5 * dx:.1f}"
    return shape("path", d=f"M{x:.1f} {y:.1f}L{left}L{right}Z", fill=colour, class_="head")
