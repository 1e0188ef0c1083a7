"""Figures as vectors, and as pictures where a format takes no vectors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from winset.present.pictures import renderer

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


def as_svg(spec: Mapping[str, Any]) -> str:
    """Draw a specification; lines and letters take the colour of the text around them."""
    return _svg(json.dumps(spec, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=64)
def _svg(text: str) -> str:
    return renderer.svg(json.loads(text) | {"config": _CONFIG})


def as_png(spec: Mapping[str, Any]) -> bytes:
    """Draw a specification as a picture, black on white."""
    text = json.dumps(_CONFIG).replace(_INK, "black")
    config = json.loads(text) | {"background": "white"}
    return renderer.png(dict(spec) | {"config": config})
