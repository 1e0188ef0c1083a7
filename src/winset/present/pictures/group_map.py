"""The map at a distance: at most twelve groups of outcomes, and where the parties would rather be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.engines.outcomes.group_records import GroupMove, GroupsRecord, OutcomeGroup
from winset.engines.outcomes.groups import SHARE_MOVING
from winset.engines.stability.concepts import CONCEPTS
from winset.frozen import Frozen
from winset.present.pictures.arrows import Box, Curve, head, path_along, point_at
from winset.present.pictures.drawing import Shape, shape
from winset.present.pictures.frame import LINE, SIZE, SMALL, Picture, lines_of, room, stacked, text
from winset.present.pictures.group_layout import MANY, WIDTH, layout
from winset.present.pictures.palette import CATEGORIES, NEUTRAL, party_colours
from winset.present.pictures.party_marks import party_dash, party_mark, tick
from winset.present.words import groups as told
from winset.present.words.prose import counted

TITLE = "What can come of it, and who would move where"
EDGE, PAD = 6.0, 12.0
MARKS = 6
BOLD = 0.87  # bold letters take more room
SIGNS = {"better": "+", "worse": "−", "same": "0", "mixed": "±"}


def group_map(case: Case, record: GroupsRecord, everything: bool = False) -> Picture:
    """Draw the groups, and the moves between them; with ``everything`` also those that a page shows when asked."""
    drawing = _Drawing(case, record)
    moves = [one for one in drawing.moves() if everything or one.attributes["class"] == "move"]
    shapes = [*moves, *drawing.heads(), *drawing.groups()]
    width = max(drawing.layout.width, 700.0)
    legend, height = _legend(case, record, width, drawing.layout.height + 30)
    said = told.what_is_seen(case, record)
    return Picture("map", TITLE, case.title, said, tuple(reading(case, record)), (*shapes, *legend), width, height)


def group_drawing(case: Case, record: GroupsRecord) -> Shape:
    """Draw the same for a page, without colours of paper and ink: these are left to the style of the page."""
    picture = group_map(case, record, everything=True)
    size = f"-4 -4 {picture.width + 8:g} {picture.height + 16:g}"
    return shape("svg", *picture.shapes, viewBox=size, width=picture.width + 8, class_="group-map")


def reading(case: Case, record: GroupsRecord) -> Iterator[str]:
    """Say how the map is to be read, what decides the groups, and what was left out."""
    concept = CONCEPTS[record.settings["concept"]].name
    one_by_one = all(one.outcome for one in record.groups)
    whole = f"{counted(record.outcomes, 'outcome')} in {counted(len(record.groups), 'group')}"
    if one_by_one:
        rule = "Each outcome stands by itself."
    elif case.scenarios and not told.is_opened(record):
        rule = f"{whole}: those of an ending stand together, divided at the issue over which the parties differ most."
    else:
        rule = f"{whole}, divided at the issue over which the parties differ most."
    holding = "it holds" if one_by_one else "some of them hold"
    depends = "" if one_by_one else " in every outcome of the group"
    yield (
        f"{rule} A tick and a heavy frame: {holding}, that is, nobody there would leave ({concept}). Signs compare "
        f"with today: + better for this party{depends}, − worse, ± it depends, 0 the same."
    )
    yield (
        "An arrow leads from a group to where a party would most rather go, if that is so for at least one in "
        f"{SHARE_MOVING} of its outcomes; two lines: parties that move together. By reported preferences."
    )
    if any(aside(record, one) for one in record.moves):
        yield (
            "Arrows from groups that no arrow from today leads to are left out; in the workbench a group that is "
            "pointed at has its own."
        )
    yield from record.notes


def aside(record: GroupsRecord, one: GroupMove) -> bool:
    """Tell whether a move begins where nobody gets to from today, on a map too full to draw it."""
    return len(record.groups) > MANY and not record.groups[one.start].reached


class _Lines(Frozen):
    """What is written in a box."""

    name: Sequence[str]
    what: Sequence[str]
    height: float


class _Drawing:
    """Where everything stands, and the shapes."""

    def __init__(self, case: Case, record: GroupsRecord) -> None:
        self.case, self.record, self.opened = case, record, told.is_opened(record)
        self.lines = [self._lines(one) for one in record.groups]
        self.layout = layout(record, [one.height for one in self.lines])

    def _lines(self, one: OutcomeGroup) -> _Lines:
        inner = WIDTH - EDGE - 2 * PAD
        name = lines_of(told.name(self.case, one), inner * BOLD, SIZE, 3) if not self.opened else []
        what = lines_of(told.shared(self.case, self.record, one), inner, SMALL, 6 if one.outcome else 5)
        rows = 0 if one.today or not one.against else -(-len(one.against) // MARKS)
        rows += 1 + bool(self._leaving(one))
        height = 2 * PAD - 2 + SIZE * LINE * len(name) + SMALL * LINE * len(what) + 20 * rows
        return _Lines(name, what, height)

    def heads(self) -> Iterator[Shape]:
        """Write over the columns what they are."""
        for words_, x, y in self.layout.titles:
            yield shape("rect", x=x, y=y - 12, width=room(words_, SMALL) * 0.88, height=16, class_="badge")
            yield text(words_, x, y, "small soft")

    def moves(self) -> Iterator[Shape]:
        """Draw the moves."""
        for one, curve in zip(self.record.moves, self.layout.curves, strict=True):
            yield self._move(one, curve)

    def _move(self, one: GroupMove, curve: Curve) -> Shape:
        colours, units = party_colours(self.case), one.units
        joint = len(units) > 1
        lines = [
            shape(
                "path",
                d=path_along(curve, 3.2 * (place - (len(units) - 1) / 2)),
                stroke=colours[unit],
                stroke_width=1.8,
                stroke_dasharray="none" if joint else party_dash(self.case, unit),
                fill="none",
            )
            for place, unit in enumerate(units)
        ]
        heads = [head(curve, colours[units[0]]), *([head(curve, colours[units[-1]], 7.0)] if joint else [])]
        x, y = point_at(curve, 0.5)
        marks = [
            party_mark(self.case, unit, x + 13 * (place - (len(units) - 1) / 2), y, 5.5)
            for place, unit in enumerate(units)
        ]
        return shape(
            "g",
            shape("title", text=told.move(self.case, self.record, one)),
            *lines,
            *heads,
            *marks,
            class_="move aside" if aside(self.record, one) else "move",
            data_from=str(one.start),
            data_to=str(one.end),
        )

    def groups(self) -> Iterator[Shape]:
        """Draw the boxes."""
        for place, one in enumerate(self.record.groups):
            yield self._group(place, one, self.lines[place], self.layout.boxes[place])

    def _group(self, place: int, one: OutcomeGroup, lines: _Lines, box: Box) -> Shape:
        x, y = EDGE + PAD, PAD + SIZE - 1
        inside = [
            shape("rect", width=box.width, height=box.height, rx=4, class_="heavy" if one.holding else "box"),
            shape("rect", x=1.5, y=1.5, width=EDGE, height=box.height - 3, fill=self._colour(one)),
            *stacked(lines.name, x, y, "name"),
        ]
        y += SIZE * LINE * len(lines.name)
        inside += stacked(lines.what, x, y, "small", size=SMALL)
        y += SMALL * LINE * len(lines.what) + 6
        inside += [tick(x + 9, y - 4)] if one.holding else []
        inside.append(text(told.counts(one), x + (24 if one.holding else 0), y, "small soft"))
        if one.against and not one.today:
            y += 20
            inside += self._signs(one, x, y)
            y += 20 * (-(-len(one.against) // MARKS) - 1)
        if leaving := self._leaving(one):
            inside += self._away(leaving, x, y + 20)
        return shape(
            "g",
            shape("title", text=told.group(self.case, self.record, one)),
            *inside,
            transform=f"translate({box.x:g} {box.y:g})",
            class_="group",
            data_place=str(place),
        )

    def _signs(self, one: OutcomeGroup, x: float, y: float) -> Iterator[Shape]:
        for turn, (key, against) in enumerate(one.against.items()):
            row, column = divmod(turn, MARKS)
            at, line = x + 6 + 30 * column, y + 20 * row
            yield party_mark(self.case, key, at, line - 4, 5)
            yield text(SIGNS[against], at + 9, line, "small")

    def _leaving(self, one: OutcomeGroup) -> list[tuple[str, ...]]:
        """The units that would leave all groups shown from a good part of one."""
        return [
            tuple(key.split(" + ")) for key, count in dict(one.leaving).items() if count * SHARE_MOVING >= one.count
        ]

    def _away(self, units: Sequence[Sequence[str]], x: float, y: float) -> Iterator[Shape]:
        words_ = "would rather be elsewhere:"
        yield text(words_, x, y, "small soft")
        x += room(words_, SMALL) * 0.92 + 6
        for unit in units[:3]:
            for key in unit:
                yield party_mark(self.case, key, x, y - 4, 4.5)
                x += 12
            x += 6

    def _colour(self, one: OutcomeGroup) -> str:
        if not one.scenarios:
            return NEUTRAL
        return CATEGORIES[list(self.case.scenarios).index(one.scenarios[0]) % len(CATEGORIES)]


def _legend(case: Case, record: GroupsRecord, width: float, top: float) -> tuple[list[Shape], float]:
    """Name the parties beside their marks."""
    shapes: list[Shape] = []
    x, y = 0.0, top
    acting = {key for one in record.moves for key in one.units}
    for key in case.parties:
        name = case.party_name(key)
        wide = 56 + room(name, SMALL)
        if x and x + wide > width:
            x, y = 0.0, y + 20
        if key in acting:
            colour = party_colours(case)[key]
            dash = party_dash(case, key)
            shapes.append(shape("path", d=f"M{x:.1f} {y - 4:.1f}h30", stroke=colour, stroke_width=1.8,
                                stroke_dasharray=dash, fill="none"))  # fmt: skip
        shapes += [party_mark(case, key, x + 15, y - 4), text(name, x + 36, y, "small")]
        x += wide
    return shapes, y
