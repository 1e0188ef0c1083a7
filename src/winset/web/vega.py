"""Vega for the browser, from the package that also draws plots for files: bundled once, kept in memory."""

from __future__ import annotations

from functools import cache
from threading import Lock

from winset.present.pictures import renderer

VERSION = "6.4"
_bundling = Lock()


@cache
def _bundled() -> str:
    return renderer.bundle(VERSION)


def bundle() -> str:
    """Give vega-embed with all it needs as one ES module; the first call takes some seconds."""
    with _bundling:
        return _bundled()
