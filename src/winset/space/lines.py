"""Straight lines between points that are named along an issue's amounts, flat before the first and beyond the last."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise


def on_line(points: Sequence[Fraction], amount: Fraction) -> tuple[int, Fraction]:
    """Say where an amount lies among points that ascend or descend: which one it has reached, and how far it is then.

    Returns
    -------
    place : int
        The last point that it has reached; the first, where it lies before all of them.
    share : Fraction
        Which part of the way to the next point it has gone; 0 before the first and beyond the last.

    Examples
    --------
    >>> points = [Fraction(10), Fraction(20), Fraction(60)]
    >>> on_line(points, Fraction(30)), on_line(points, Fraction(20)), on_line(points, Fraction(5))
    ((1, Fraction(1, 4)), (1, Fraction(0, 1)), (0, Fraction(0, 1)))
    >>> on_line([Fraction(20), Fraction(10)], Fraction(18))
    (0, Fraction(1, 5))
    """
    onward = 1 if points[-1] >= points[0] else -1
    if (amount - points[0]) * onward <= 0:
        return 0, Fraction(0)
    for place, (near, far) in enumerate(pairwise(points)):
        if (far - amount) * onward > 0:
            return place, (amount - near) / (far - near)
    return len(points) - 1, Fraction(0)
