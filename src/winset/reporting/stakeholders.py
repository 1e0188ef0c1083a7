"""The stakeholder map: parties, their homes, and who can move what others care about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import cos, pi, sin
from typing import Any

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.talks.homes import homes_of
from winset.present.documents.document import Table
from winset.present.words import words
from winset.present.words.prose import joined
from winset.reporting.figures import SCHEMA
from winset.reporting.results import Results
from winset.reporting.tree import Block, Figure, ReportSection, section

_INK = "currentColor"
Edge = tuple[str, str]


def stakeholder_sections(r: Results) -> Iterator[ReportSection]:
    """Draw the map, and say what the lines stand for."""
    yield ReportSection("Map", (stakeholder_figure(r.case),))
    yield from section("Parties", _parties(r))
    yield from section("Who can move what others care about", _leverage(r.case))


def cares(case: Case, party: str) -> set[str]:
    """Give the issues that a party's preferences, values and conditions mention."""
    texts = [one.prefer for one in case.preferences.get(party, ())]
    valued = {issue for one in case.values.get(party, ()) for issue in one.issues(case.levels)}
    for condition in case.conditions.values():
        if condition.party == party:
            texts += [condition.withholds, condition.unless]
    return valued | {issue for text in texts for issue in case.speaks_of(text)}


def leverage(case: Case) -> Mapping[Edge, list[str]]:
    """Give for every pair of parties the issues that the first can move and the second cares about."""
    edges: dict[Edge, list[str]] = {}
    for target in case.parties:
        for issue in case.issues:
            if issue in cares(case, target) and target not in case.issues[issue].control:
                for mover in case.issues[issue].control:
                    edges.setdefault((mover, target), []).append(issue)
    return edges


def _parties(r: Results) -> Iterator[Block]:
    rows = []
    for key, party in r.case.parties.items():
        own = [short_name(r.case, issue) for issue, one in r.case.issues.items() if key in one.control]
        quoted = sum(claim.actor == key for claim in r.claims.values())
        rows.append(
            (
                r.case.party_name(key),
                "at the table" if party.at_table else "not at the table",
                joined(own) or "nothing",
                joined(homes_of(r.case, key)),
                party.mandate,
                str(quoted) if r.claims else "",
                words.basis(party),
            )
        )
    yield Table(("party", "part", "can move", "home", "mandate", "acts on record", "rests on"), tuple(rows))


def _leverage(case: Case) -> Iterator[Block]:
    rows = tuple(
        (case.party_name(mover), case.party_name(target), joined(map(case.issue_name, issues)))
        for (mover, target), issues in leverage(case).items()
    )
    if rows:
        yield Table(("can move", "matters to", "issues"), rows)
        yield "An issue matters to a party when its preferences, points or conditions mention it."


def _places(case: Case) -> dict[str, tuple[float, float]]:
    """Put the parties on a circle, the first at the top."""
    count = len(case.parties)
    turn = {key: pi / 2 - 2 * pi * place / count for place, key in enumerate(case.parties)}
    return {key: (100 * cos(angle), 100 * sin(angle)) for key, angle in turn.items()}


def _homes(case: Case, places: Mapping[str, tuple[float, float]]) -> list[dict[str, Any]]:
    """Put the homes of a party in a fan outside it."""
    rows = []
    for key in case.parties:
        x, y = places[key]
        homes = homes_of(case, key)
        for place, home in enumerate(homes):
            right = x >= 0
            rows.append(
                {
                    "x": x + (38 if right else -38),
                    "y": y + 13 * ((len(homes) - 1) / 2 - place),
                    "px": x + (8 if right else -8),
                    "py": y,
                    "name": home,
                    "side": "left" if right else "right",
                }
            )
    return rows


def stakeholder_figure(case: Case) -> Figure:
    """Draw parties, homes and leverage."""
    places = _places(case)
    nodes = [
        {
            "x": x,
            "y": y + (14 if y > 0 else -14),
            "cx": x,
            "cy": y,
            "name": case.party_name(key),
            "part": _part(case, key),
        }
        for key, (x, y) in places.items()
    ]
    edges = [_line(places[mover], places[target], len(issues)) for (mover, target), issues in leverage(case).items()]
    homes = _homes(case, places)
    low, high = min(y for _, y in places.values()) - 35, max(y for _, y in places.values()) + 30
    scale = {"domain": [-185, 185], "nice": False}
    thick = {"domain": [0, max((edge["issues"] for edge in edges), default=1)], "range": [0.5, 4]}
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": scale}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [low, high], "nice": False}}
    layers = [
        _layer(homes, {"type": "rule", "color": _INK, "opacity": 0.35}, x=x, y=y,
               x2={"field": "px"}, y2={"field": "py"}),
        _layer(edges, {"type": "rule", "color": _INK, "opacity": 0.7}, x=x, y=y, x2={"field": "x2"}, y2={"field": "y2"},
               size={"field": "issues", "type": "quantitative", "scale": thick, "legend": None}),
        _layer(edges, {"type": "point", "shape": "triangle", "color": _INK, "filled": True, "size": 70},
               x=x | {"field": "tx"}, y=y | {"field": "ty"},
               angle={"field": "turn", "type": "quantitative", "scale": None}),
        _layer(nodes, {"type": "point", "color": _INK, "size": 320, "strokeWidth": 2}, x=x | {"field": "cx"},
               y=y | {"field": "cy"},
               shape={"field": "part", "type": "nominal", "title": None,
                      "scale": {"domain": ["at the table", "not at the table"], "range": ["circle", "square"]},
                      "legend": {"orient": "bottom", "symbolStrokeColor": _INK, "symbolSize": 90}}),
        _layer(nodes, {"type": "text", "fontWeight": "bold", "fontSize": 12, "color": _INK}, x=x, y=y,
               text={"field": "name"}),
        _layer([one for one in homes if one["side"] == "left"],
               {"type": "text", "align": "left", "dx": 3, "color": _INK}, x=x, y=y, text={"field": "name"}),
        _layer([one for one in homes if one["side"] == "right"],
               {"type": "text", "align": "right", "dx": -3, "color": _INK}, x=x, y=y, text={"field": "name"}),
    ]  # fmt: skip
    spec = {
        "$schema": SCHEMA,
        "width": 480,
        "height": round(1.3 * (high - low)),
        "layer": [one for one in layers if one["data"]["values"]],
    }
    told = "; ".join(
        f"{case.party_name(mover)} to {case.party_name(target)}: {len(issues)}"
        for (mover, target), issues in leverage(case).items()
    )
    caption = (
        "An arrow leads from who can move something to whom it matters, the thicker the more issues; homes outside. "
    )
    caption += "What two parties move only together is left out."
    none = "No arrow is drawn: no party alone moves what another cares about."
    return Figure(caption if told else none, f"Issues by arrow: {told}." if told else none, spec)


def _part(case: Case, party: str) -> str:
    return "at the table" if case.parties[party].at_table else "not at the table"


def _layer(rows: list[dict[str, Any]], mark: Mapping[str, Any], **encoding: Any) -> dict[str, Any]:
    return {"data": {"values": rows}, "mark": dict(mark), "encoding": encoding}


def _line(start: tuple[float, float], end: tuple[float, float], issues: int) -> dict[str, Any]:
    """Draw an arrow a little to the left of the line between two parties, so that both directions are seen."""
    from math import atan2, degrees, hypot

    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    side = (-uy * 4, ux * 4)
    near, far = 16, length - 20
    tip = (start[0] + ux * far + side[0], start[1] + uy * far + side[1])
    return {
        "x": start[0] + ux * near + side[0],
        "y": start[1] + uy * near + side[1],
        "x2": tip[0],
        "y2": tip[1],
        "tx": tip[0],
        "ty": tip[1],
        "turn": 90 - degrees(atan2(uy, ux)),
        "issues": issues,
    }
