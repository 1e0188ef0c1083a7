"""The table of positions in little room: two columns of issues for page one of a report, one for a narrow window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset import expr
from winset.case.model import Case
from winset.engines.deals.positions import PositionsRecord, Span
from winset.frozen import Frozen
from winset.present.pictures.drawing import Shape, shape
from winset.present.pictures.frame import SMALL, Picture, cut, lines_of, room, runs, stacked, text, titled
from winset.present.pictures.palette import party_colours
from winset.present.pictures.party_marks import party_mark
from winset.present.pictures.positions import TITLE, heading, levels_drawn, shown, today_level, told_of
from winset.present.words import quorum, words

APART = 24.0
BOLD = 1.1
"""How much wider a name is than the same words in plain letters."""
LABELS, PITCH, BAR, GAP = 13.0, 8.0, 5.0, 7.0


class _Layout(Frozen):
    """How many columns, how wide each; and what its names take beside the bars, or above them."""

    columns: int
    width: float
    beside: float
    above: float

    @property
    def whole(self) -> float:
        return self.columns * self.width + (self.columns - 1) * APART


REPORT, NARROW = _Layout(2, 420.0, 150.0, 0.0), _Layout(1, 340.0, 18.0, 17.0)
KEY = (
    "A bar: what the party could accept as part of some package; a thin one: what its home would let pass; hollow: not "
    "at the table; dashed: today; shaded: {} could accept it."
)


def positions_short(case: Case, record: PositionsRecord) -> Picture:
    """Draw who could accept what on each issue in half the height, for a report that says below how it is read."""
    return _drawn(case.whole, record, REPORT, ())


def positions_narrow(case: Case, record: PositionsRecord) -> Picture:
    """Draw the same in one column, for a narrow window."""
    return _drawn(case.whole, record, NARROW, (KEY.format(quorum.who_could(case)),))


def _drawn(case: Case, record: PositionsRecord, layout: _Layout, notes: tuple[str, ...]) -> Picture:
    issues = list(case.issues)
    each = -(-len(issues) // layout.columns)
    shapes, top = _key(case, record, layout.whole)
    bottoms = []
    for column in range(layout.columns):
        y = top
        for issue in issues[column * each : (column + 1) * each]:
            spans = shown(case, record, issue)
            height = layout.above + LABELS + max(PITCH * len(spans) + 4, 12.0)
            drawn = _issue(case, record, issue, spans, layout, (layout.width + APART) * column, y)
            shapes.append(titled(told_of(case, record, issue, spans), *drawn))
            y += height + GAP + layout.above / 3
        bottoms.append(y)
    told = " ".join(told_of(case, record, issue, shown(case, record, issue)) for issue in issues)
    return Picture("positions", TITLE, case.title, told, notes, tuple(shapes), layout.whole, max(bottoms))


def _key(case: Case, record: PositionsRecord, width: float) -> tuple[list[Shape], float]:
    """Name the parties beside their marks, in as many lines as they take; and say where what follows begins."""
    shapes: list[Shape] = []
    x = y = 0.0
    asked = {span.party for span in record.spans}
    for key in case.parties:
        if key in asked:
            name = cut(case.party_name(key), width - 20, SMALL)
            wide = 34 + room(name, SMALL)
            if x and x + wide - 18 > width:
                x, y = 0.0, y + 17
            shapes += [party_mark(case, key, x + 6, y + 5, 4.5), text(name, x + 16, y + 9, "small")]
            x += wide
    return shapes, y + 20


def _issue(
    case: Case, record: PositionsRecord, issue: str, spans: Sequence[Span], layout: _Layout, left: float, top: float
) -> Iterator[Shape]:
    levels = [str(level) for level in levels_drawn(case, record, issue)]
    x, y = left + layout.beside, top + LABELS + layout.above
    wide = layout.width - layout.beside
    cell, height = wide / len(levels), max(PITCH * len(spans) + 4, 12.0)
    name_wide = layout.width if layout.above else layout.beside - 16
    name = lines_of(heading(case, issue), name_wide / BOLD, SMALL, 1 if layout.above else 2)
    yield from stacked(name, left, top + 10 if layout.above else y, "small name", size=SMALL)
    yield shape("rect", x=x, y=y, width=wide, height=height, class_="fill")
    for first, last in runs(levels.index(level) for level in record.shared.get(issue, ()) if level in levels):
        yield shape("rect", x=x + first * cell, y=y, width=(last - first + 1) * cell, height=height, class_="shade")
    today = today_level(case, issue)
    labelled = _labelled(case, issue, levels, today)
    for place, level in labelled:
        strong = "small name" if level == today else "small soft"
        edge = {0: "start", len(levels) - 1: "end"}.get(place, "middle")
        anchor = edge if case.issues[issue].numeric else "middle"
        at = {"middle": (place + 0.5) * cell, "start": 0.0, "end": wide}[anchor]
        told = expr.with_thousands(level) if case.issues[issue].numeric else words.level(case, issue, level)
        free = max(cell, 60.0) * 1.05
        if anchor == "middle":
            free = max(free, _free(case, issue, labelled, place, cell))
        yield text(cut(told, free, SMALL), x + at, y - 3.5, strong, anchor)
    if today in levels:
        yield shape("rect", x=x + levels.index(today) * cell + 1, y=y - 1, width=max(cell - 2, 3), height=height + 2,
                    class_="frame")  # fmt: skip
    for place, span in enumerate(spans):
        yield from _span(case, span, levels, cell, x, y + 2 + PITCH * (place + 0.5))


def _free(case: Case, issue: str, labelled: Sequence[tuple[int, str]], place: int, cell: float) -> float:
    """How wide a level may be told: to what its neighbours, in cells of their own, leave."""
    others = {at: room(words.level(case, issue, level), SMALL) for at, level in labelled if abs(at - place) == 1}
    return 2 * min((cell - min(wide, cell) / 2 for wide in others.values()), default=cell / 2)


def _labelled(case: Case, issue: str, levels: Sequence[str], today: str) -> list[tuple[int, str]]:
    """The levels that are named: all, or of many amounts today's and the ends, as far as they stand apart."""
    if not case.issues[issue].numeric:
        return list(enumerate(levels))
    now = levels.index(today) if today in levels else 0
    apart = len(levels) / 4
    ends = [end for end in (0, len(levels) - 1) if end == now or abs(end - now) > apart]
    return [(place, levels[place]) for place in sorted({now, *ends})]


def _span(case: Case, span: Span, levels: Sequence[str], cell: float, x: float, y: float) -> Iterator[Shape]:
    colour = party_colours(case)[span.party]
    yield party_mark(case, span.party, x - (8 if not span.home else 7), y, 3.6 if not span.home else 2.2)
    for first, last in runs(levels.index(level) for level in span.levels if level in levels):
        start, wide = x + first * cell + 3, (last - first + 1) * cell - 6
        thick = BAR if not span.home else 2.0
        solid = colour if span.at_table or span.home else "none"
        yield shape("rect", x=start, y=y - thick / 2, width=max(wide, 2.0), height=thick, rx=thick / 2, fill=solid,
                    stroke=colour, stroke_width=1.4)  # fmt: skip
