"""The timeline: what was said and done, a row for every party, and the days still to come."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.present.pictures.drawing import Shape, shape
from winset.present.pictures.frame import LINE, SIZE, SMALL, Picture, cut, lines_of, stacked, text, titled
from winset.present.pictures.palette import NEUTRAL_MARK, party_colours
from winset.present.pictures.party_marks import party_mark
from winset.present.words.moments import Tables, days_ahead, timeline
from winset.present.words.prose import counted, sentence
from winset.record.dates import read_date

TITLE = "What was said and done, and when"
NAMES, STRIP, HEAD, ROW = 150.0, 560.0, 40.0, 34.0
COLUMNS, LISTED = 14, 12
OTHERS, AHEAD = "", "\n"  # rows that are no party's, as no party is called
_SAYS = {"claim": "something said", "event": "something done", "stance": "a position declared", "date": "a day ahead"}
_MARKS = {
    "claim": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z",
    "event": "M-5.5 -5.5H5.5V5.5H-5.5Z",
    "stance": "M0 -6.6 6.6 5.4H-6.6Z",
    "date": "M0 -7 7 0 0 7 -7 0Z",
}


class _Mark(Frozen):
    """Something with a date: the first day that it can be, its kind, its rows, and what it is."""

    day: str
    kind: str
    lanes: tuple[str, ...]
    words: str


def timeline_picture(case: Case, tables: Tables) -> Picture:
    """Draw everything of a case and its record that has a date.

    Raises
    ------
    UsageError
        If fewer than two days are known.
    """
    marks = sorted((*_of_record(case, tables), *_of_case(case)), key=lambda one: (one.day, one.kind, one.words))
    columns, size = _columns([one.day for one in marks] + ([case.as_of] if case.as_of else []))
    if len(columns) < 2 or not marks:
        raise UsageError("a timeline needs two dates", "Give the case a date, a deadline, or claims with dates.")
    lanes = [key for key in (*case.parties, OTHERS, AHEAD) if any(key in one.lanes for one in marks)]
    bottom = HEAD + ROW * len(lanes)
    shapes = [*_grid(case, columns, size, lanes)]
    for place, lane in enumerate(lanes):
        shapes += _lane(case, lane, [one for one in marks if lane in one.lanes], columns, size, HEAD + ROW * place)
    listed = [one for one in marks if one.kind in {"event", "date"}]
    key, y = _key([kind for kind in _SAYS if any(one.kind == kind for one in marks)], bottom + 26)
    top = y + 8
    lines, y = _list(listed, top)
    return Picture(
        "timeline",
        TITLE,
        case.title,
        _told(marks),
        ("Dates stand in their order, not to scale. A number beside a mark says how many stand there.",),
        (*shapes, *key, *lines),
        NAMES + STRIP,
        y,
        tuple(top + 4 + SIZE * LINE * place for place in range(len(listed[:LISTED]))),
    )


def _of_record(case: Case, tables: Tables) -> Iterator[_Mark]:
    for one in timeline(case, tables)["moments"]:
        if one.status != "rejected":
            lanes = tuple(key for key in one.lanes if key in case.parties) or (OTHERS,)
            yield _Mark(one.first, one.kind, lanes, one.words)


def _of_case(case: Case) -> Iterator[_Mark]:
    for one in days_ahead(case):
        yield _Mark(one.first, one.kind, (AHEAD,), one.words)


def _columns(days: Sequence[str]) -> tuple[list[str], int]:
    """Give the columns, and how many letters of a date tell them apart: days, months or years, as there is room."""
    found: list[str] = []
    for size in (10, 7, 4):
        found = sorted({day[:size] for day in days})
        if len(found) <= COLUMNS:
            return found, size
    return found[-COLUMNS:], 4


def _at(columns: Sequence[str], day: str, size: int) -> float:
    """The middle of the column of a day; what is before the first stands in it."""
    place = columns.index(day[:size]) if day[:size] in columns else 0
    return NAMES + STRIP * (place + 0.5) / len(columns)


def _grid(case: Case, columns: Sequence[str], size: int, lanes: Sequence[str]) -> Iterator[Shape]:
    wide, bottom = STRIP / len(columns), HEAD + ROW * len(lanes)
    cut_off = any("…" in line for day in columns for line in lines_of(read_date(day).words, wide - 4, SMALL, 2))
    short = re.compile(r"([A-Z][a-z]{2})[a-z]+" if cut_off else "()$")  # months by three letters: 21 Nov 2012
    for place, day in enumerate(columns):
        lines = lines_of(short.sub(r"\1", read_date(day).words), wide - 4, SMALL, 2)
        yield from stacked(lines, NAMES + wide * (place + 0.5), 14, "small soft", "middle", SMALL)
    for place in range(len(lanes) + 1):
        yield shape("path", d=f"M0 {HEAD + ROW * place:.1f}H{NAMES + STRIP:.1f}", class_="line")
    if case.as_of and case.as_of[:size] in columns:
        x = _at(columns, case.as_of, size) - wide / 2
        frame = shape("rect", x=x, y=HEAD, width=wide, height=bottom - HEAD, class_="frame")
        yield titled(f"Date of the case: {read_date(case.as_of).words}", frame)


def _lane(
    case: Case, lane: str, marks: Sequence[_Mark], columns: Sequence[str], size: int, top: float
) -> Iterator[Shape]:
    middle = top + ROW / 2
    party = lane in case.parties
    name = case.party_name(lane) if party else "Days ahead" if lane == AHEAD else "Others"
    if party:
        yield party_mark(case, lane, 7, middle)
    yield text(cut(name, NAMES - 26, SIZE), 20, middle + 4, "name")
    colour = party_colours(case)[lane] if party else NEUTRAL_MARK
    cells: dict[float, dict[str, list[str]]] = {}
    for one in marks:
        cells.setdefault(_at(columns, one.day, size), {}).setdefault(one.kind, []).append(one.words)
    for x, found in sorted(cells.items()):
        kinds = [kind for kind in _SAYS if kind in found]
        for turn, kind in enumerate(kinds):
            where, here = x + 20 * (turn - (len(kinds) - 1) / 2), found[kind]
            more = [f"and {len(here) - LISTED:,} more"] if len(here) > LISTED else []
            told = f"{name}: {'; '.join([*here[:LISTED], *more])}"
            yield titled(told, *_symbol(kind, where, middle, colour, len(here)))


def _symbol(kind: str, x: float, y: float, colour: str, count: int = 1) -> Iterator[Shape]:
    yield shape("path", d=_MARKS[kind], fill=colour, transform=f"translate({x:.1f} {y:.1f})")
    if count > 1:
        yield text(f"{count}", x + 8, y - 5, "small")


def _key(kinds: Sequence[str], y: float) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    for place, kind in enumerate(kinds):
        x = place * 165.0
        shapes += [*_symbol(kind, x + 7, y - 4, NEUTRAL_MARK), text(_SAYS[kind], x + 20, y, "small soft")]
    shapes.append(shape("rect", x=len(kinds) * 165.0, y=y - 11, width=18, height=13, class_="frame"))
    shapes.append(text("date of the case", len(kinds) * 165.0 + 26, y, "small soft"))
    return shapes, y + SMALL * LINE


def _list(listed: Sequence[_Mark], y: float) -> tuple[list[Shape], float]:
    """Tell what was done, and the days ahead, below the drawing."""
    shapes: list[Shape] = []
    for one in listed[:LISTED]:
        y += SIZE * LINE
        shapes += [text(read_date(one.day).words, 0, y, "soft"), text(_cut(one.words), NAMES - 30, y)]
    if len(listed) > LISTED:
        y += SIZE * LINE
        shapes.append(text(f"and {len(listed) - LISTED} more", NAMES - 30, y, "soft"))
    return shapes, y + 4


def _cut(words: str) -> str:
    return cut(sentence(words), STRIP + 30, SIZE)


def _told(marks: Sequence[_Mark]) -> str:
    often = Counter(one.kind for one in marks)
    nouns = {"claim": "claim", "event": "event", "stance": "declared position", "date": "date"}
    said = ", ".join(counted(often[kind], noun) for kind, noun in nouns.items() if often[kind])
    first, last = (read_date(one.day).words for one in (marks[0], marks[-1]))
    done = "; ".join(f"{read_date(one.day).words}: {one.words}" for one in marks if one.kind != "claim")
    when = f"On {first}" if first == last else f"From {first} to {last}"
    return f"{when}: {said}. {sentence(done)}".strip()
