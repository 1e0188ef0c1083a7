"""The map of outcomes and moves as a drawing: layers from left to right, one line for every mover.

A node shows its number, what it is, and a bar for every issue: the higher, the further its level is from the first. A
move by one party is a line in its colour and dash with its shape on it; a joint move is a bundle of lines, one for each
member, with two arrow heads and all their shapes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil
from textwrap import wrap

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.outcomes.map_record import MapMove, MapNode, MapRecord
from winset.engines.stability.concepts import CONCEPTS
from winset.present.pictures.arrows import Box, curve_between, head, parallel, path_along, point_at
from winset.present.pictures.drawing import Shape, as_svg, shape
from winset.present.pictures.palette import DARK, LIGHT, NEUTRAL, party_colours
from winset.present.pictures.party_marks import party_dash, party_mark
from winset.present.words import prose, words

WIDTH, HEIGHT = 152, 48
COLUMN, ROW, LAYER = 176, 62, 124
TOP, MARGIN = 34, 14
TALL = 12
BAR, BAR_HEIGHT = 13, 14
LETTER, LINE = 6.3, 18


def map_drawing(case: Case, record: MapRecord) -> Shape:
    """Draw a map, without colours of paper and ink: these are left to the style of the page."""
    spots, titles, size = _spots(record)
    path = record.routes.get(str(record.chosen), ())
    marked = set(pairwise(path))
    apart = parallel([(move.start, move.step.to) for move in record.moves])
    moves = [_move(case, move, spots, apart[place], marked) for place, move in enumerate(record.moves)]
    nodes = [_node(case, record, node, spots[node.outcome.number]) for node in record.nodes]
    return shape(
        "svg",
        shape("g", *titles, class_="layers"),
        shape("g", *moves, class_="moves"),
        shape("g", *nodes, class_="nodes"),
        viewBox=f"0 0 {size[0]:g} {size[1]:g}",
        class_="outcome-map",
    )


def map_svg(case: Case, record: MapRecord, dark: bool = False) -> str:
    """Write a map as an SVG file that stands on its own, with its legend."""
    drawing = map_drawing(case, record)
    _, _, width, height = (float(one) for one in str(drawing.attributes["viewBox"]).split())
    width = max(width, 660)
    legend = list(_legend(case, record, height + 16, width))
    total = height + 16 + LINE * len(legend)
    whole = shape(
        "svg",
        shape("style", text=_style(DARK if dark else LIGHT)),
        shape("title", text=f"{case.title}: map of outcomes and moves"),
        shape("rect", width=width, height=total, class_="paper"),
        *drawing.children,
        *legend,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {total:g}",
        width=width,
        height=total,
    )
    return "".join(as_svg(whole)) + "\n"


def _spots(record: MapRecord) -> tuple[dict[int, Box], list[Shape], tuple[float, float]]:
    """Place the nodes of every layer in one or more columns, each centred; and give the layers their titles."""
    layers: dict[int, list[MapNode]] = {}
    for node in record.nodes:
        layers.setdefault(node.layer, []).append(node)
    rows = max(ceil(len(nodes) / ceil(len(nodes) / TALL)) for nodes in layers.values())
    spots: dict[int, Box] = {}
    titles: list[Shape] = []
    x = float(MARGIN)
    for layer, nodes in sorted(layers.items()):
        columns = ceil(len(nodes) / TALL)
        each = ceil(len(nodes) / columns)
        titles.append(shape("text", text=_title(layer, nodes), x=x, y=18, class_="layer"))
        for place, node in enumerate(nodes):
            column, row = divmod(place, each)
            height = min(each, len(nodes) - column * each)
            y = TOP + (rows - height) * ROW / 2 + row * ROW
            spots[node.outcome.number] = Box(x + column * COLUMN, y, WIDTH, HEIGHT)
        x += columns * COLUMN + LAYER - (COLUMN - WIDTH)
    return spots, titles, (x - LAYER + MARGIN + 60, TOP + rows * ROW + MARGIN)


def _title(layer: int, nodes: Sequence[MapNode]) -> str:
    if not nodes[0].reached:
        return "no drawn move leads here"
    return "now" if layer == 0 else prose.counted(layer, "move")


def _node(case: Case, record: MapRecord, node: MapNode, spot: Box) -> Shape:
    outcome = node.outcome
    names = [case.scenario_name(key) for key in outcome.scenarios]
    holds = bool(outcome.concepts[record.settings["concept"]])
    what = "today" if outcome.number == record.status_quo else prose.joined(names) or ("holds" if holds else "")
    kinds = ["node", node.role.replace(" ", "-"), *(["holds"] if holds else [])]
    kinds += ["chosen"] if outcome.number == record.chosen else []
    told = f"Outcome {outcome.number}{f', {what}' if what else ''}: {words.changed_levels(case, outcome)}"
    return shape(
        "g",
        shape("title", text=told),
        shape("rect", width=WIDTH, height=HEIGHT, rx=4, class_="box"),
        shape("text", text=str(outcome.number), x=8, y=17, class_="number"),
        shape(
            "text",
            text=_short(what, (WIDTH - 24 - 8 * len(str(outcome.number))) / LETTER),
            x=WIDTH - 8,
            y=17,
            text_anchor="end",
            class_="what",
        ),
        *_bars(case, node),
        transform=f"translate({spot.x:g} {spot.y:g})",
        class_=" ".join(kinds),
        data_kind="outcome",
        data_id=str(outcome.number),
        data_layer=node.layer,
        role="button",
        tabindex=-1,
        aria_label=told,
    )


def _bars(case: Case, node: MapNode) -> Iterator[Shape]:
    count = len(case.issues)
    step = min(BAR + 3, (WIDTH - 16) / count)
    for place, (issue, level) in enumerate(node.outcome.levels.items()):
        levels = case.levels[issue]
        share = levels.index(level) / (len(levels) - 1)
        x, width = 8 + place * step, max(step - 3, step * 0.6)
        yield shape("rect", x=x, y=26, width=width, height=BAR_HEIGHT, class_="bar")
        if share:
            kind = "level" if level == case.status_quo_level(issue) else "level changed"
            height = BAR_HEIGHT * share
            yield shape("rect", x=x, y=26 + BAR_HEIGHT - height, width=width, height=height, class_=kind)
        elif level != case.status_quo_level(issue):
            yield shape("rect", x=x, y=26 + BAR_HEIGHT - 2, width=width, height=2, class_="level changed")


def _short(text: str, room: float) -> str:
    return text if len(text) <= room else f"{text[: int(room) - 1]}…"


def _move(case: Case, move: MapMove, spots: dict[int, Box], apart: float, marked: set[tuple[int, int]]) -> Shape:
    curve = curve_between(spots[move.start], spots[move.step.to], apart)
    units = move.step.units
    colours = party_colours(case)
    lines = [
        shape(
            "path",
            d=path_along(curve, 3.2 * (place - (len(units) - 1) / 2)),
            stroke=colours[unit],
            stroke_dasharray="1.5 5"
            if not move.step.improves
            else party_dash(case, unit)
            if len(units) == 1
            else "none",
            class_="line",
        )
        for place, unit in enumerate(units)
    ]
    middle = point_at(curve, 0.62)
    heads = [head(curve, colours[units[0]])]
    if len(units) > 1:
        heads.append(head(curve, colours[units[-1]], 7.0))
    marks = [
        party_mark(case, unit, middle[0] + 12 * (place - (len(units) - 1) / 2), middle[1])
        for place, unit in enumerate(units)
    ]
    who = words.parties(case, units)
    joint = " together" if len(units) > 1 else ""
    note = "" if move.step.improves else " (not an improvement for every mover)"
    kinds = ["move", *(["joint"] if joint else []), *(["marked"] if (move.start, move.step.to) in marked else [])]
    kinds += [] if move.step.improves else ["unwilling"]
    return shape(
        "g",
        shape(
            "title", text=f"{who}{joint}, from {move.start} to {move.step.to}: {words.changes(case, move.step)}{note}"
        ),
        shape("path", d=path_along(curve, 0), class_="halo"),
        *lines,
        *heads,
        *marks,
        class_=" ".join(kinds),
        data_from=str(move.start),
        data_to=str(move.step.to),
    )


def _legend(case: Case, record: MapRecord, top: float, width: float) -> Iterator[Shape]:
    """One element a line: the parties with their marks, then how to read the map."""
    lines: list[list[Shape]] = [[]]
    x = float(MARGIN)
    for key in case.parties:
        name = case.party_name(key)
        room = 62 + LETTER * len(name)
        if lines[-1] and x + room > width:
            lines.append([])
            x = float(MARGIN)
        y = top + LINE * (len(lines) - 1)
        dash, colour = party_dash(case, key), party_colours(case)[key]
        lines[-1] += [
            shape("path", d=f"M{x:.1f} {y:.1f}h34", stroke=colour, stroke_dasharray=dash, class_="line"),
            party_mark(case, key, x + 17, y),
            shape("text", text=name, x=x + 42, y=y + 4, class_="legend"),
        ]
        x += room
    yield from (shape("g", *line) for line in lines)
    notes = [line for note in map_notes(case, record) for line in wrap(note, int(width / LETTER))]
    for place, line in enumerate(notes, len(lines)):
        yield shape("text", text=line, x=MARGIN, y=top + 4 + LINE * place, class_="legend")


def map_notes(case: Case, record: MapRecord) -> tuple[str, ...]:
    """Say how the map is to be read and what it leaves out."""
    bars = ", ".join(short_name(case, issue) for issue in case.issues)
    drawn = prose.counted(len(record.nodes), "outcome")
    holding = record.holding - record.holding_left_out
    left = f"{drawn} of {record.outcomes:,} drawn, and {holding:,} of the {record.holding:,} that hold"
    concept = CONCEPTS[record.settings["concept"]].name
    return (
        f"{left} under {concept}. A heavy frame: the outcome holds. Strong bars: not as now.",
        f"Bars from the left: {bars}.",
        "Lines run from an outcome to what a party would rather have; parallel lines with two heads are joint moves.",
        "Dotted lines belong to a route and are no improvement for some mover.",
        *record.notes,
    )


_STYLE = (
    ".paper{fill:%(paper)s}text{font:12px sans-serif;fill:%(ink)s}.layer{fill:%(soft)s}"
    ".legend{font-size:11px;fill:%(soft)s}.box{fill:%(paper)s;stroke:%(neutral)s}"
    ".holds .box{stroke:%(ink)s;stroke-width:2.5}.today .box{fill:%(now)s}"
    ".chosen .box{stroke:%(chosen)s;stroke-width:3.5}.number{font-weight:bold}.what{fill:%(soft)s;font-size:11px}"
    ".bar{fill:none;stroke:%(line)s;stroke-width:.8}.level{fill:%(line)s}.level.changed{fill:%(ink)s}"
    ".line{fill:none;stroke-width:1.6}.halo{fill:none;stroke:none}.marked .halo{stroke:%(chosen)s;stroke-width:11;"
    "stroke-opacity:.25}.unwilling .line{stroke-opacity:.8}"
)


def _style(theme: Mapping[str, str]) -> str:
    return _STYLE % {**theme, "neutral": NEUTRAL}
