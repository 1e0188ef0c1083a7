"""The figures of a report: pictures of the case, and Vega-Lite specifications told apart by shape and shade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from winset.case.model import Case
from winset.engines.deals.positions import positions
from winset.engines.deals.zone import DealsRecord
from winset.engines.forecast.endings import endings
from winset.engines.forecast.flips_record import FlipsRecord
from winset.engines.forecast.forecast_record import ForecastRecord
from winset.present.pictures.flow import flow_picture
from winset.present.pictures.frame import Picture
from winset.present.pictures.palette import NEUTRAL_BAR
from winset.present.pictures.plots import BROKEN, input_label
from winset.present.pictures.positions import positions_picture
from winset.present.pictures.positions_short import positions_short
from winset.present.words import quorum
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import headline_words, input_name
from winset.present.words.prose import joined, sentence
from winset.reporting.results import Results
from winset.reporting.tree import Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDTH = 380
INPUTS = 10
FLOW = 110.0  # a third of what it has elsewhere: page two holds packages, homes and what to watch, too
_INK = "currentColor"
Encoding = Mapping[str, Any]


def _spec(rows: Sequence[Mapping[str, Any]], layers: Sequence[Encoding], **more: Any) -> dict[str, Any]:
    return {"$schema": SCHEMA, "data": {"values": list(rows)}, "width": WIDTH, "layer": list(layers), **more}


def _x(field: str, title: str, **scale: Any) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "title": title, "scale": scale}


def _y(field: str, order: Sequence[str], limit: int = 250) -> dict[str, Any]:
    axis = {"labelLimit": limit, **BROKEN}
    return {"field": field, "type": "nominal", "title": None, "sort": list(order), "axis": axis}


def positions_figure(case: Case) -> Figure:
    """Draw who could accept what on each issue."""
    return _figure(positions_picture(case, positions(case)))


def positions_at_a_glance(case: Case) -> Figure:
    """Draw the same in half the height, for page one."""
    record = positions(case)
    picture = positions_short(case, record)
    caption = "Who could accept which levels: bars for parties, thin ones for their homes; dashed: today"
    hollow = any(not span.at_table for span in record.spans)
    parts = [caption, *(["hollow: not at the table"] if hollow else [])]
    parts += [f"shaded: {quorum.who_could(case)} could accept it"] if any(record.shared.values()) else []
    return Figure(f"{'; '.join(parts)}.", picture.told, picture)


def flow_figure(r: Results) -> Figure | None:
    """Draw the way from the table to the endings, where there is a forecast."""
    if r.forecast is None or not r.case.scenarios:
        return None
    return _figure(flow_picture(r.case, endings(r.case, r.draws, r.seed), FLOW))


def _figure(picture: Picture) -> Figure:
    return Figure(picture.title, picture.told, picture)


def scenario_figure(r: Results) -> Figure | None:
    """Draw how likely the scenarios are, and how far single inputs move them."""
    if r.forecast is None or not r.forecast.scenarios:
        return None
    ranges = r.flips.ranges if r.flips else {}
    rows = []
    beyond = r.forecast.not_forecast.scenarios
    shares = {key: share for key, share in r.forecast.scenarios.items() if key not in beyond}
    for key, share in sorted(shares.items(), key=lambda item: -item[1].probability):
        low, high = ranges.get(key, (share.low, share.high))
        rows.append(
            {
                "ending": sentence(r.case.scenario_name(key)),
                "chance": round(100 * share.probability, 1),
                "low": round(100 * min(low, share.probability), 1),
                "high": round(100 * max(high, share.probability), 1),
            }
        )
    y = _y("ending", [str(row["ending"]) for row in rows])
    title = "Probability, %"
    layers = [
        {
            "mark": {"type": "bar", "height": 13, "color": NEUTRAL_BAR, "opacity": 0.55},
            "encoding": {"y": y, "x": _x("chance", title, domainMin=0)},
        },
        {
            "mark": {"type": "rule", "color": _INK, "strokeWidth": 1.5},
            "encoding": {"y": y, "x": _x("low", title), "x2": {"field": "high"}},
        },
        {
            "mark": {"type": "tick", "color": _INK, "thickness": 3, "height": 13},
            "encoding": {"y": y, "x": _x("chance", title)},
        },
    ]
    told = "; ".join(f"{row['ending']} {row['chance']}% ({row['low']}% to {row['high']}%)" for row in rows)
    caption = "Probability of the endings (bar), and from where to where single inputs move it (line)."
    return Figure(caption, f"{told}.", _spec(rows, layers, height={"step": 26}))


def over_time_figure(case: Case, record: ForecastRecord) -> Figure | None:
    """Draw the forecast over time."""
    if len(record.moments) < 3:
        return None
    names = {"agreement in force": [one.in_force for one in record.moments]}
    keys = [key for key in record.scenarios if key not in record.not_forecast.scenarios]
    names |= {case.scenario_name(key): [one.scenarios[key] for one in record.moments] for key in keys}
    rows = [
        {"day": one.day, "what": name, "chance": round(100 * chances[place], 1)}
        for name, chances in names.items()
        for place, one in enumerate(record.moments)
    ]
    dashes = [[1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [1, 3]]
    encoding = {
        "x": _x("day", "Days from the date of the case") | {"axis": {"tickMinStep": 1, "format": "d"}},
        "y": _x("chance", "Probability, %", domainMin=0),
        "strokeDash": {
            "field": "what",
            "type": "nominal",
            "title": None,
            "sort": list(names),
            "scale": {"range": dashes},
            "legend": {"symbolStrokeColor": _INK, "labelLimit": 220},
        },
    }
    mark = {"type": "line", "color": _INK, "strokeWidth": 1.6}
    first, last = record.moments[0], record.moments[-1]
    ends = f"{percent(first.in_force)} at day {first.day:g}, {percent(last.in_force)} at day {last.day:g}"
    spec = _spec(rows, [{"mark": mark, "encoding": encoding}], height=170)
    return Figure("The forecast over time.", f"An agreement in force: {ends}.", spec)


def tornado_figure(case: Case, record: FlipsRecord) -> Figure:
    """Draw how far each input moves the headline it moves most."""
    rows = []
    shown = record.moving[:INPUTS]
    for one in shown:
        rows.append(
            {
                "input": input_label(case, one.address, [other.address for other in shown]),
                "name": sentence(input_name(case, one.address)),
                "from": round(100 * min(one.at_low, one.at_high, one.base), 1),
                "to": round(100 * max(one.at_low, one.at_high, one.base), 1),
                "base": round(100 * one.base, 1),
                "moves": headline_words(case, one.headline),
            }
        )
    y = _y("input", [str(row["input"]) for row in rows], 400)
    title = "Probability of what it moves most, %"
    text = {"type": "text", "align": "left", "dx": 5, "fontSize": 10}
    layers: list[Encoding] = [
        {
            "mark": {"type": "bar", "height": 11, "color": NEUTRAL_BAR, "opacity": 0.6},
            "encoding": {"y": y, "x": _x("from", title, domainMin=0), "x2": {"field": "to"}},
        },
        {"mark": {"type": "tick", "color": _INK, "thickness": 2}, "encoding": {"y": y, "x": _x("base", title)}},
        {"mark": text, "encoding": {"y": y, "x": _x("to", title), "text": {"field": "moves"}}},
    ]
    told = "; ".join(f"{row['name']}: {row['moves']} {row['from']}% to {row['to']}%" for row in rows[:5])
    caption = (
        "Every input at either end of its range for certain (bar), all others as drawn; the tick is where the answer "
        "stands. The words at the bar say what the input moves most."
    )
    spec = _spec(rows, layers, height={"step": 23}) | {"width": 200}
    return Figure(caption, f"{told}.", spec)


def frontier_figure(case: Case, record: DealsRecord) -> Figure | None:
    """Draw the listed packages by what two signatories gain."""
    parties = list(record.listed[0].gains) if record.listed else []
    if len(parties) != 2:
        return None
    rows = [
        {
            "first": round(one.gains[parties[0]], 2),
            "second": round(one.gains[parties[1]], 2),
            "kind": "efficient" if one.efficient else "another deal does better for both, or for one at no loss",
        }
        for one in record.listed
        if one.central
    ]
    if len(rows) < 2:
        return None
    names = [case.party_name(party) for party in parties]
    shape = {
        "field": "kind",
        "type": "nominal",
        "title": None,
        "scale": {"range": ["square", "circle"]},
        "legend": {"symbolStrokeColor": _INK, "labelLimit": 320, "orient": "bottom", "direction": "vertical"},
        "sort": ["efficient"],
    }
    encoding = {
        "x": _x("first", f"{names[0]}: gain over no deal, own points"),
        "y": _x("second", f"{names[1]}: gain, own points"),
        "shape": shape,
    }
    mark = {"type": "point", "color": _INK, "size": 45}
    efficient = sum(one.efficient for one in record.listed)
    told = f"{len(rows)} of the listed packages are deals at the most likely values, {efficient} of them efficient."
    caption = f"What {joined(names)} gain from the listed deals, each on its own scale, at the most likely values."
    return Figure(caption, told, _spec(rows, [{"mark": mark, "encoding": encoding}], height=190))
