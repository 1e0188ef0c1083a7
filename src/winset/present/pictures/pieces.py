"""A tall picture in pieces that may stand on two pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from winset.frozen import replace
from winset.present.pictures.drawing import shape
from winset.present.pictures.frame import Picture

EDGE = 2.0  # what lines at the rim of a drawing reach beyond it


def pieces(picture: Picture, tallest: float) -> list[Picture]:
    """Cut a picture where it may be cut, into as few pieces as are no taller than asked where that can be had.

    Parameters
    ----------
    picture : Picture
        The picture; it says itself where nothing is cut through.
    tallest : float
        How tall a piece may be, as the picture counts.

    Returns
    -------
    list of Picture
        The pieces from top to bottom. The last one says how the picture is read.

    Examples
    --------
    >>> tall = Picture("list", "A list", "", "ten lines", ("read down",), (), 100.0, 100.0, (30.0, 60.0, 90.0))
    >>> [(one.height, one.notes) for one in pieces(tall, 70)]
    [(60.0, ()), (40.0, ('read down',))]
    """
    ends = [*_ends(picture, tallest), picture.height]
    tops = [0.0, *ends[:-1]]
    if len(ends) == 1:
        return [picture]
    found = []
    for top, end in zip(tops, ends, strict=True):
        window = shape(
            "svg",
            *picture.shapes,
            x=-EDGE,
            y=0,
            width=picture.width + 2 * EDGE,
            height=end - top,
            viewBox=f"{-EDGE:g} {top:.1f} {picture.width + 2 * EDGE:.1f} {end - top:.1f}",
        )
        notes = picture.notes if end == picture.height else ()
        found.append(replace(picture, shapes=(window,), height=end - top, notes=notes, cuts=()))
    return found


def _ends(picture: Picture, tallest: float) -> Iterator[float]:
    top = 0.0
    for place, after in pairwise((*picture.cuts, picture.height)):
        if after - top > tallest:
            yield place
            top = place
