"""Plots of deals as Vega-Lite specifications: the overlap of win-sets, and packages by two parties' gains."""

from __future__ import annotations

from typing import Any

from winset.case.model import Case
from winset.engines.deals.frontier import FrontierRecord
from winset.engines.deals.overlap import OverlapRecord
from winset.engines.talks.spread import Spread
from winset.present.words import words
from winset.present.words.negotiation import package_words

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
GROUPS = 12


def overlap_plot(case: Case, record: OverlapRecord) -> dict[str, Any]:
    """Draw how many packages are in whose win-sets: a bar for the mean, a line from the 5th to the 95th percentile."""
    rows = overlap_rows(case, record)
    y = {
        "field": "group",
        "type": "nominal",
        "sort": [row["group"] for row in rows],
        "title": None,
        "axis": {"labelLimit": 320, "ticks": False, "domain": False},
    }
    x = {"type": "quantitative", "title": "packages", "scale": {"domainMin": 0}}
    return {
        "$schema": _SCHEMA,
        "data": {"values": rows},
        "height": {"step": 26},
        "width": 420,
        "layer": [
            {"mark": {"type": "bar", "height": 14, "opacity": 0.75}, "encoding": {"y": y, "x": {**x, "field": "mean"}}},
            {
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "tick", "thickness": 2, "height": 14},
                "encoding": {"y": y, "x": {**x, "field": "central"}},
            },
        ],
    }


def overlap_rows(case: Case, record: OverlapRecord) -> list[dict[str, Any]]:
    """Name the groups of signatories with their sizes; with many signatories, by how many they are."""
    count = len(record.signatories)
    if record.exactly and len(record.exactly) <= GROUPS:
        named = [(_group(case, one.parties, count), one.size) for one in record.exactly]
    else:
        named = [(_of_count(place, count), size) for place, size in reversed(list(enumerate(record.by_count)))]
    return [{"group": name, **_sizes(size)} for name, size in named]


def _group(case: Case, parties: tuple[str, ...], count: int) -> str:
    if not parties:
        return "nobody"
    named = words.parties(case, parties)
    return named if len(parties) == count else f"{named} only"


def _of_count(place: int, count: int) -> str:
    if place in (0, count):
        return "nobody" if place == 0 else f"all {count} signatories"
    return f"{place} of {count} signatories"


def _sizes(size: Spread) -> dict[str, float]:
    return {"mean": round(size.mean, 2), "low": size.low, "high": size.high, "central": size.central}


def frontier_plot(case: Case, record: FrontierRecord, chosen: dict[str, str] | None = None) -> dict[str, Any]:
    """Draw packages as points: fuller the likelier a deal, the Pareto front joined, the chosen package ringed."""
    first, second = record.parties
    rows = [
        {
            "x": round(one.gains[first], 3),
            "y": round(one.gains[second], 3),
            "share": round(one.share, 3),
            "front": one.front,
            "chosen": one.levels == chosen,
            "package": package_words(case, one.levels),
        }
        for one in record.points
    ]
    x: dict[str, Any] = {"field": "x", "type": "quantitative", "title": _axis(case, first)}
    y: dict[str, Any] = {"field": "y", "type": "quantitative", "title": _axis(case, second)}
    share = {"field": "share", "type": "quantitative", "title": "a deal in", "scale": {"domain": [0, 1]}}
    legend = {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1]}
    points = {"x": x, "y": y, "opacity": {**share, "scale": {"domain": [0, 1], "range": [0.18, 1]}, "legend": legend}}
    return {
        "$schema": _SCHEMA,
        "data": {"values": rows},
        "width": 440,
        "height": 360,
        "layer": [
            {"mark": {"type": "rule", "strokeDash": [3, 3]}, "data": {"values": [{}]}, "encoding": {"x": {"datum": 0}}},
            {"mark": {"type": "rule", "strokeDash": [3, 3]}, "data": {"values": [{}]}, "encoding": {"y": {"datum": 0}}},
            {"mark": {"type": "point", "filled": True, "size": 55}, "encoding": points},
            {
                "transform": [{"filter": "datum.front"}],
                "mark": {"type": "line", "strokeWidth": 2, "point": {"size": 90, "filled": False, "strokeWidth": 2}},
                "encoding": {"x": x, "y": y, "order": {"field": "x"}},
            },
            *([_ring(x, y)] if any(row["chosen"] for row in rows) else []),
        ],
    }


def _ring(x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    mark = {"type": "point", "size": 320, "filled": False, "strokeWidth": 3}
    return {"transform": [{"filter": "datum.chosen"}], "mark": mark, "encoding": {"x": x, "y": y}}


def _axis(case: Case, party: str) -> str:
    return f"{case.party_name(party)}: expected gain, points of its own"
