"""Figures as vectors, and as pictures where a format takes no vectors."""

from __future__ import annotations

import json
from functools import lru_cache

from winset.present.pictures import renderer
from winset.present.pictures.frame import Picture, figure_svg
from winset.present.pictures.palette import LIGHT
from winset.present.pictures.pieces import pieces
from winset.reporting.tree import Figure

FONT = "Libertinus Serif, Palatino, Georgia, Noto Serif, DejaVu Serif, Noto Serif CJK SC, serif"
_INK = "currentColor"
_CONFIG = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": _INK,
        "titleColor": _INK,
        "domainColor": _INK,
        "tickColor": _INK,
        "gridColor": _INK,
        "gridOpacity": 0.15,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    },
    "legend": {"labelColor": _INK, "titleColor": _INK, "labelFontSize": 11, "titleFontSize": 11},
    "title": {"color": _INK, "fontSize": 12},
    "text": {"color": _INK},
    "tick": {"color": _INK},
}


# colours of the page, light or dark
_PAGE = {
    "paper": "var(--paper)", "ink": _INK, "soft": "var(--soft)", "line": "var(--line)", "fill": "var(--raise)",
    "shade": "var(--shade)",
}  # fmt: skip


def as_svg(figure: Figure, page: bool = False) -> str:
    """Draw a figure, in the colours of a web ``page`` or black on white paper."""
    if isinstance(figure.drawing, Picture):
        return figure_svg(figure.drawing, _PAGE if page else LIGHT, FONT)
    return _svg(json.dumps(figure.drawing, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=64)
def _svg(text: str) -> str:
    return renderer.svg(json.loads(text) | {"config": _CONFIG})


def as_pngs(figure: Figure, tallest: float) -> list[bytes]:
    """Draw a figure as pictures, black on white; a picture of the case in pieces, ``tallest`` of their width high."""
    if isinstance(figure.drawing, Picture):
        parts = pieces(figure.drawing, tallest * figure.drawing.width)
        return [renderer.raster(figure_svg(part, LIGHT, FONT)) for part in parts]
    text = json.dumps(_CONFIG).replace(_INK, "black")
    config = json.loads(text) | {"background": "white"}
    return [renderer.png(dict(figure.drawing) | {"config": config})]
