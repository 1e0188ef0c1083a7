"""Vega for the browser, from the package that also draws plots for files: bundled once, kept in memory."""

from __future__ import annotations

from functools import cache
from threading import Lock

VERSION = "6.4"
_bundling = Lock()


@cache
def _bundled() -> str:
    import vl_convert

    return vl_convert.javascript_bundle("export default vegaEmbed;", vl_version=VERSION)


def bundle() -> str:
    """Give vega-embed with all it needs as one ES module; the first call takes some seconds."""
    with _bundling:
        return _bundled()
