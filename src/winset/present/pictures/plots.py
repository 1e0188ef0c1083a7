"""Plots as Vega-Lite specifications, and as files."""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from winset.case.model import Case
from winset.engines.forecast.flips_record import FlipsRecord
from winset.errors import UsageError
from winset.present.pictures import renderer
from winset.present.words.negotiation import headline_words, input_name
from winset.present.words.prose import sentence

SHOWN = 15
BROKEN: Mapping[str, Any] = {
    "labelExpr": r"split(datum.label, '\n')",
    "labelOffset": {"condition": {"test": r"indexof(datum.label, '\n') > 0", "value": -6}, "value": 0},
}
"""How an axis writes labels on two lines."""
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def input_label(case: Case, address: str, shown: Sequence[str], limit: int = 105) -> str:
    """Name an input on two lines at most; its address only where that alone keeps it apart from others shown."""

    def cut(one: str) -> str:
        text = sentence(input_name(case, one))
        return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"

    label = cut(address)
    label = label if [cut(one) for one in shown].count(label) == 1 else f"{label} ({address})"
    return textwrap.fill(label, max(52, math.ceil(len(label) / 2) + 8))


def tornado(case: Case, record: FlipsRecord) -> dict[str, Any]:
    """Draw how far each input moves its headline: a bar from one end to the other, a tick where it stands."""
    addresses = [one.address for one in record.flips[:SHOWN]]
    rows = [
        {
            "input": input_label(case, one.address, addresses),
            "headline": headline_words(case, one.headline),
            "from": round(100 * one.lowest, 2),
            "to": round(100 * one.highest, 2),
            "base": round(100 * one.base, 2),
        }
        for one in record.flips[:SHOWN]
    ]
    y = {
        "field": "input",
        "type": "nominal",
        "sort": [row["input"] for row in rows],
        "title": None,
        "axis": {"labelLimit": 400, **BROKEN},
    }
    title = "Probability of the headline, %"
    legend = {"orient": "bottom", "columns": 2, "labelLimit": 300}
    return {
        "$schema": _SCHEMA,
        "title": {"text": f"{case.title}: what would change the answer", "anchor": "start"},
        "data": {"values": rows},
        "height": {"step": 26},
        "width": 360,
        "layer": [
            {
                "mark": {"type": "bar", "height": 12},
                "encoding": {
                    "y": y,
                    "x": {"field": "from", "type": "quantitative", "title": title, "scale": {"domainMin": 0}},
                    "x2": {"field": "to"},
                    "color": {"field": "headline", "type": "nominal", "title": "moves", "legend": legend},
                },
            },
            {
                "mark": {"type": "tick", "thickness": 2},
                "encoding": {"y": y, "x": {"field": "base", "type": "quantitative"}},
            },
        ],
    }


def plot_path(name: str) -> Path:
    """Give the path of a plot that is to be written as .svg, .png or the specification as .json.

    Raises
    ------
    UsageError
        If the ending is unknown.
    """
    path = Path(name)
    if path.suffix not in {".json", ".svg", ".png"}:
        raise UsageError(f"cannot write a plot as '{path.suffix}'", "Use .svg, .png or .json.")
    return path


def write_plot(spec: dict[str, Any], path: Path) -> None:
    """Write a plot to the path that :func:`plot_path` gave."""
    from winset.case.writing import write_atomically

    if path.suffix == ".json":
        write_atomically(path, json.dumps(spec, ensure_ascii=False, indent=1) + "\n")
        return
    spec = {**spec, "config": {"tick": {"color": "black"}, **spec.get("config", {})}}
    write_atomically(path, renderer.svg(spec) if path.suffix == ".svg" else renderer.png(spec))
