"""Plots as Vega-Lite specifications, and as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from winset.case.model import Case
from winset.engines.forecast.flips_record import FlipsRecord
from winset.errors import UsageError
from winset.present.pictures import renderer

SHOWN = 15
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def tornado(case: Case, record: FlipsRecord) -> dict[str, Any]:
    """Draw how far each input moves its headline: a bar from one end to the other, a tick where it stands."""
    rows = [
        {
            "input": one.address,
            "headline": case.scenario_name(one.headline) if one.headline in case.scenarios else one.headline,
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
        "axis": {"labelLimit": 300},
    }
    title = "Probability of the headline, %"
    legend = {"orient": "bottom", "columns": 2, "labelLimit": 300}
    return {
        "$schema": _SCHEMA,
        "title": {"text": f"{case.title}: what would change the answer", "anchor": "start"},
        "data": {"values": rows},
        "height": {"step": 20},
        "width": 420,
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
