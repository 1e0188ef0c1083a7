"""The table of positions: for every issue its levels as a strip, and over it what each party and home could accept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset import expr
from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.deals.positions import POINTS, PositionsRecord, Span
from winset.present.pictures.drawing import Shape, shape
from winset.present.pictures.frame import SMALL, Picture, cut, lines_of, room, runs, text, titled
from winset.present.pictures.palette import party_colours
from winset.present.pictures.party_marks import party_mark
from winset.present.words import amounts, prose, quorum, words

NAMES, STRIP = 240.0, 620.0
ROW, BAR = 22.0, 10.0
GAP = 20.0
TITLE = "Who could accept what"


def positions_picture(case: Case, record: PositionsRecord) -> Picture:
    """Draw the table of positions."""
    case = case.whole
    shapes: list[Shape] = []
    told: list[str] = []
    cuts: list[float] = []
    y = 0.0
    for issue in case.issues:
        spans = shown(case, record, issue)
        block, height = _issue(case, record, issue, spans, y)
        shapes.append(titled(told_of(case, record, issue, spans), *block))
        told.append(told_of(case, record, issue, spans))
        y += height + GAP
        cuts.append(y - GAP / 2)
    key, height = _key(case, record, y)
    shapes += key
    return Picture(
        "positions",
        TITLE,
        case.title,
        " ".join(told),
        tuple(_notes(case, record)),
        tuple(shapes),
        NAMES + STRIP,
        y + height,
        tuple(cuts),
    )


def shown(case: Case, record: PositionsRecord, issue: str) -> list[Span]:
    """Choose the spans of an issue that say something: of homes and absent parties only those with a limit."""
    every = [span for span in record.spans if span.issue == issue]
    whole = {level for span in every for level in span.levels}
    own = case.issues[issue].control
    return [
        span
        for span in every
        if (span.at_table and not span.home) or set(span.levels) != whole or (span.party in own and not span.home)
    ]


def _issue(
    case: Case, record: PositionsRecord, issue: str, spans: Sequence[Span], top: float
) -> tuple[list[Shape], float]:
    levels = [str(level) for level in levels_drawn(case, record, issue)]
    cell = STRIP / len(levels)
    shapes: list[Shape] = []
    labels = list(_labels(case, issue, levels, cell))
    deep = max(len(lines) for _, lines, _ in labels)
    strip = top + 14 + SMALL * 1.25 * deep
    height = max(ROW * len(spans) + 8, 20.0)
    for x, lines, strong in labels:
        for place, line in enumerate(reversed(lines)):
            y = strip - 6 - SMALL * 1.25 * place
            shapes.append(text(line, NAMES + x, y, "small name" if strong else "small soft", "middle"))
    shapes.append(shape("rect", x=NAMES, y=strip, width=STRIP, height=height, class_="fill"))
    for first, last in runs(levels.index(level) for level in record.shared.get(issue, ()) if level in levels):
        shapes.append(
            shape("rect", x=NAMES + first * cell, y=strip, width=(last - first + 1) * cell, height=height,
                  class_="shade")
        )  # fmt: skip
    if not _numeric(case, issue):
        for place in range(1, len(levels)):
            x = NAMES + place * cell
            shapes.append(shape("path", d=f"M{x:.1f} {strip:.1f}v{height:.1f}", class_="line"))
    shapes += _today(case, issue, levels, cell, strip, height)
    for place, line in enumerate(lines_of(heading(case, issue), NAMES - 16, 13, 2)):
        shapes.append(text(line, 0, strip - 6 - 17 * (1 - place) + (17 if len(spans) == 0 else 0), "name"))
    for place, span in enumerate(spans):
        shapes += _span(case, span, levels, cell, strip + 4 + ROW * (place + 0.5))
    return shapes, strip - top + height


def levels_drawn(case: Case, record: PositionsRecord, issue: str) -> Sequence[str]:
    """The levels drawn: all, or those that people speak of where the order of outcomes knows no others."""
    if not case.issues[issue].numeric or record.by == POINTS:
        return case.levels[issue]
    from winset.case.marks import on_marks

    return on_marks(case).levels[issue]


def _numeric(case: Case, issue: str) -> bool:
    return case.issues[issue].numeric


def heading(case: Case, issue: str) -> str:
    """Name an issue with its unit."""
    unit = case.issues[issue].unit
    return f"{short_name(case, issue)}, {unit}" if unit else short_name(case, issue)


def _labels(case: Case, issue: str, levels: Sequence[str], cell: float) -> Iterator[tuple[float, list[str], bool]]:
    """Say where which label stands, and which is today's; of many amounts the ends, the marks and today's."""
    today = today_level(case, issue)
    if not _numeric(case, issue):
        for place, level in enumerate(levels):
            yield (place + 0.5) * cell, lines_of(level, cell - 8, SMALL, 3) or [""], level == today
        return
    marks: dict[str, str] = {}
    for name, amount in case.issues[issue].marks.items():
        marks.setdefault(str(case.issues[issue].level(amount)), name)
    taken: list[tuple[float, float]] = []
    order = [today, *marks, levels[0], levels[-1], *levels]
    for level in dict.fromkeys(one for one in order if one in levels):
        lines = [part for part in (marks.get(level, ""), expr.with_thousands(level)) if part]
        lines = [cut(line, 140, SMALL) for line in lines]
        x = (levels.index(level) + 0.5) * cell
        half = max(room(line, SMALL) for line in lines) / 2 + 5
        if all(x + half <= start or x - half >= end for start, end in taken):
            taken.append((x - half, x + half))
            yield x, lines, level == today


def today_level(case: Case, issue: str) -> str:
    """Give the level an issue stands at today; empty where it does not exist today."""
    return str(case.status_quo_level(issue)) if words.exists(case, issue, {}) else ""


def _today(case: Case, issue: str, levels: Sequence[str], cell: float, top: float, height: float) -> Iterator[Shape]:
    today = today_level(case, issue)
    if today not in levels:
        return
    x = NAMES + levels.index(today) * cell
    if cell < 24:
        yield shape("path", d=f"M{x + cell / 2:.1f} {top - 3:.1f}v{height + 6:.1f}", class_="frame")
    else:
        yield shape("rect", x=x + 1.5, y=top - 1, width=cell - 3, height=height + 2, class_="frame")


def _span(case: Case, span: Span, levels: Sequence[str], cell: float, y: float) -> Iterator[Shape]:
    colour = party_colours(case)[span.party]
    yield party_mark(case, span.party, 8 + (18 if span.home else 0), y, 5)
    name = f"{case.party_name(span.party)}" if not span.home else span.home
    yield text(cut(name, NAMES - (54 if span.home else 36), SMALL), 20 + (18 if span.home else 0), y + 4, "small")
    found = runs(levels.index(level) for level in span.levels if level in levels)
    if not found:
        yield text("none of these", NAMES + STRIP / 2, y + 4, "small soft", "middle")
    inset = min(6.0, cell * 0.12)
    for first, last in found:
        x, width = NAMES + first * cell + inset, (last - first + 1) * cell - 2 * inset
        if span.home:
            yield shape("rect", x=x, y=y - 2.5, width=width, height=5.0, rx=2.5, fill=colour)
            for end in (x, x + width):
                yield shape("path", d=f"M{end:.1f} {y - 6:.1f}v12", stroke=colour, stroke_width=2.5, fill="none")
            continue
        solid = colour if span.at_table else "none"
        yield shape(
            "rect", x=x, y=y - BAR / 2, width=width, height=BAR, rx=BAR / 2, fill=solid, stroke=colour, stroke_width=2
        )
    for level in span.best if len(span.best) < len(levels) or len(levels) == 1 else ():
        x = NAMES + (levels.index(level) + 0.5) * cell if level in levels else -1.0
        if x > 0:
            yield shape("circle", cx=x, cy=y, r=8.5, stroke=colour, stroke_width=2, class_="badge")
            yield party_mark(case, span.party, x, y, 4.2)


def told_of(case: Case, record: PositionsRecord, issue: str, spans: Sequence[Span]) -> str:
    """Say in a sentence or two what is seen of an issue."""
    today = today_level(case, issue)
    now = f"today {words.level(case, issue, today)}" if today else "not there today"
    parts = [f"{_who(case, span)} {_listed(case, issue, span.levels)}" for span in spans]
    shared = record.shared.get(issue)
    who = prose.sentence(quorum.who_could(case))
    meet = "" if shared is None else f" {who} could accept: {_listed(case, issue, shared)}."
    return f"{short_name(case, issue)} ({now}): {'; '.join(parts) or 'nobody is asked'}.{meet}"


def _who(case: Case, span: Span) -> str:
    name = case.party_name(span.party)
    if span.home:
        return f"{name}, {span.home}:"
    return f"{name}:" if span.at_table else f"{name} (outside):"


def _listed(case: Case, issue: str, levels: Sequence[str]) -> str:
    if not levels:
        return "none"
    known = list(map(str, case.levels[issue]))
    if not case.issues[issue].numeric:
        return prose.joined(words.level(case, issue, level) for level in levels)
    ends = [(known[first], known[last]) for first, last in runs(known.index(level) for level in levels)]
    return prose.joined(
        words.level(case, issue, first) if first == last else amounts.between(case, issue, first, last)
        for first, last in ends
    )


def _key(case: Case, record: PositionsRecord, top: float) -> tuple[list[Shape], float]:
    """Show what the marks mean."""
    spans = [span for issue in case.issues for span in shown(case, record, issue)]
    party, y = next(iter(case.parties)), top + 8
    colour = party_colours(case)[party]
    entries: list[tuple[str, tuple[Shape, ...]]] = [
        ("could accept it", (shape("rect", x=0, y=-5, width=34, height=10, rx=5, fill=colour),)),
    ]
    if any(span.home for span in spans):
        ends = tuple(shape("path", d=f"M{x} -6v12", stroke=colour, stroke_width=2.5, fill="none") for x in (0, 34))
        entries.append(
            ("a home would let it pass", (shape("rect", x=0, y=-2.5, width=34, height=5, fill=colour), *ends))
        )
    if any(not span.at_table for span in spans):
        bar = shape("rect", x=0, y=-5, width=34, height=10, rx=5, fill="none", stroke=colour, stroke_width=2)
        entries.append(("not at the table: could do as well as today", (bar,)))
    if any(span.best for span in spans):
        badge = shape("circle", cx=17, cy=0, r=8.5, stroke=colour, stroke_width=2, class_="badge")
        entries.append(("in what would be best for it", (badge, party_mark(case, party, 17, 0, 4.2))))
    entries.append(("today", (shape("rect", x=2, y=-8, width=30, height=16, class_="frame"),)))
    entries.append(
        (f"{quorum.who_could(case)} could accept it", (shape("rect", x=0, y=-8, width=34, height=16, class_="shade"),))
    )
    shapes, x = [], 0.0
    for label, drawn in entries:
        wide = 42 + room(label, SMALL) + 22
        if x and x + wide > NAMES + STRIP:
            x, y = 0.0, y + 24
        shapes.append(shape("g", *drawn, transform=f"translate({x:.1f} {y:.1f})"))
        shapes.append(text(label, x + 42, y + 4, "small soft"))
        x += wide
    return shapes, y - top + 12


def _notes(case: Case, record: PositionsRecord) -> Iterator[str]:
    if record.by == POINTS:
        yield (
            "A bar covers a level when the party could accept it as part of some package, the other issues as suits it "
            "best: at least as good for it as no deal at the most likely values, and against no condition that is more "
            "likely real than not. A home lets pass what it accepts with better than an even chance; homes without a "
            "limit on an issue are left out."
        )
        count = prose.counted(record.packages, "package")
        yield f"Shaded: the level is in one of {count} that all at the table and their homes could accept."
        if not record.packages:
            yield "No package could be accepted by all; where bars meet on every issue, it fails on the combination."
    else:
        yield (
            "A bar covers a level when it is in some outcome that the party's reported order ranks at least as high as "
            "today. Nothing is said of how much anyone gains."
        )
        if record.packages:
            count = prose.counted(record.packages, "outcome")
            yield f"Shaded: the level is in one of {count} other than today's that are as good for all at the table."
        else:
            yield "No outcome other than today's is at least as good as today for everyone at the table."
