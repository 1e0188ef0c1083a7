"""The table of positions in little room, for page one of a report: two columns of issues, thin bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset import expr
from winset.case.model import Case
from winset.engines.deals.positions import PositionsRecord, Span
from winset.present.pictures.drawing import Shape, shape
from winset.present.pictures.frame import SMALL, Picture, cut, lines_of, room, runs, stacked, text, titled
from winset.present.pictures.palette import party_colours
from winset.present.pictures.party_marks import party_mark
from winset.present.pictures.positions import TITLE, heading, levels_drawn, shown, today_level, told_of
from winset.present.words import words

COLUMN, NAMES, APART = 416.0, 132.0, 28.0
LABELS, PITCH, BAR, GAP = 13.0, 8.0, 5.0, 7.0


def positions_short(case: Case, record: PositionsRecord) -> Picture:
    """Draw who could accept what on each issue in half the height."""
    case = case.whole
    issues = list(case.issues)
    half = -(-len(issues) // 2)
    shapes, bottoms = list(_key(case, record)), []
    for column, some in enumerate((issues[:half], issues[half:])):
        y = 20.0
        for issue in some:
            spans = shown(case, record, issue)
            height = LABELS + max(PITCH * len(spans) + 4, 12.0)
            drawn = _issue(case, record, issue, spans, (COLUMN + APART) * column, y)
            shapes.append(titled(told_of(case, record, issue, spans), *drawn))
            y += height + GAP
        bottoms.append(y)
    told = " ".join(told_of(case, record, issue, shown(case, record, issue)) for issue in issues)
    return Picture("positions", TITLE, case.title, told, (), tuple(shapes), 2 * COLUMN + APART, max(bottoms))


def _key(case: Case, record: PositionsRecord) -> Iterator[Shape]:
    """Name the parties beside their marks, in a line."""
    x = 0.0
    asked = {span.party for span in record.spans}
    for key in case.parties:
        if key in asked:
            name = case.party_name(key)
            yield party_mark(case, key, x + 6, 5, 4.5)
            yield text(name, x + 16, 9, "small")
            x += 34 + room(name, SMALL)


def _issue(
    case: Case, record: PositionsRecord, issue: str, spans: Sequence[Span], left: float, top: float
) -> Iterator[Shape]:
    levels = [str(level) for level in levels_drawn(case, record, issue)]
    x, y = left + NAMES, top + LABELS
    wide = COLUMN - NAMES
    cell, height = wide / len(levels), max(PITCH * len(spans) + 4, 12.0)
    yield from stacked(lines_of(heading(case, issue), (NAMES - 14) * 1.08, SMALL, 2), left, y, "small name", size=SMALL)
    yield shape("rect", x=x, y=y, width=wide, height=height, class_="fill")
    for first, last in runs(levels.index(level) for level in record.shared.get(issue, ()) if level in levels):
        yield shape("rect", x=x + first * cell, y=y, width=(last - first + 1) * cell, height=height, class_="shade")
    today = today_level(case, issue)
    for place, level in _labelled(case, issue, levels, today):
        strong = "small name" if level == today else "small soft"
        edge = {0: "start", len(levels) - 1: "end"}.get(place, "middle")
        anchor = edge if case.issues[issue].numeric else "middle"
        at = {"middle": (place + 0.5) * cell, "start": 0.0, "end": wide}[anchor]
        told = expr.with_thousands(level) if case.issues[issue].numeric else words.level(case, issue, level)
        yield text(cut(told, max(cell, 60.0) * 1.05, SMALL), x + at, y - 3.5, strong, anchor)
    if today in levels:
        yield shape("rect", x=x + levels.index(today) * cell + 1, y=y - 1, width=max(cell - 2, 3), height=height + 2,
                    class_="frame")  # fmt: skip
    for place, span in enumerate(spans):
        yield from _span(case, span, levels, cell, x, y + 2 + PITCH * (place + 0.5))


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
