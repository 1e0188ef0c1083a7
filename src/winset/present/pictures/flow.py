"""How it may end: a stream from the table through the capitals, the homes and the absent parties to the endings.

Everything is as wide as it is likely. What falls out of the stream at a stage flows below it, to the endings that come
without an agreement; what the case does not model leaves it at the very beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from winset.case.model import Case
from winset.engines.forecast.endings import Ending, EndingsRecord
from winset.frozen import Frozen
from winset.present.pictures.drawing import Shape, shape
from winset.present.pictures.frame import LINE, SIZE, SMALL, Picture, cut, lines_of, stacked, text, titled
from winset.present.pictures.palette import CATEGORIES, NEUTRAL
from winset.present.words import prose, quorum, words
from winset.present.words.likelihood import percent
from winset.present.words.prose import sentence

TITLE = "How it may end"
WIDTH, TALL = 900.0, 320.0
TOP, LABEL = 52.0, 19.0
BAR, NAMES = 12.0, 210.0
BOLD = 0.9
"""Letters that stand bold take more room than is estimated, most of all in the fonts of some machines."""
APART = 26.0
LEAST = 0.0005
"""What is less likely than this is not drawn; the words say it is under 1%."""
NOT_MODELLED = "Something not modelled"
ELSE = "Something else modelled"


class Stage(Frozen):
    """A place where the stream narrows.

    Attributes
    ----------
    key : str
        The event of the forecast that is lost here.
    kept, lost : float
        The probability that goes on, and that falls out.
    why : str
        What becomes of what falls out.
    """

    key: str
    kept: float
    lost: float
    why: str


def stages(case: Case, record: EndingsRecord) -> list[Stage]:
    """List the stages where something is lost, in their order, each with what goes on from it."""
    events = record.events
    stream = 1 - record.other
    answering = {key for issue in case.issues.values() for key in issue.control}.difference(case.signatories)
    absent = prose.joined(case.party_name(key) for key in case.parties if key in answering)
    told = [
        ("no-zone", f"no package {quorum.signable(case)}"),
        ("talks-failed", "the talks fail all the same"),
        ("unconfirmed", "a capital does not confirm"),
        ("rejected", "a home refuses"),
        ("refused", f"refused by {absent}" if absent else "refused from outside"),
        ("too-late", "too late: a deadline has passed"),
    ]
    found = []
    for key, why in told:
        lost = events[key]
        if lost > 0:
            stream -= lost
            found.append(Stage(key, stream, lost, why))
    return found


def flow_picture(case: Case, record: EndingsRecord, tall: float = TALL) -> Picture:
    """Draw the flow from the table to the endings; certainty is as wide as ``tall``."""
    lost = stages(case, record)
    ends = [one for one in record.endings if one.probability >= LEAST]
    ends.sort(key=lambda one: (-one.in_force / one.probability, not one.scenarios, -one.probability))
    drawing = _Drawing(case, record, lost, ends, tall)
    shapes = tuple(drawing.shapes())
    draws = f"{record.draws:,} draws"
    notes = (
        "Read it from left to right: everything is as wide as it is likely. What leaves the stream downwards is lost "
        "there; the endings it leads to come without an agreement.",
        f"The figures are those of brief and forecast: {draws}, seed {record.seed}. What is not modelled is set by the "
        "analyst.",
    )
    return Picture("flow", TITLE, case.title, _told(case, record, lost, ends), notes, shapes, WIDTH, drawing.height)


def _told(case: Case, record: EndingsRecord, lost: Sequence[Stage], ends: Sequence[Ending]) -> str:
    parts = [f"{sentence(one.why)} {percent(one.lost)}" for one in lost]
    parts.append(f"an agreement in force {percent(record.events['in-force'])}")
    parts += [f"{_name(case, one)} {percent(one.probability)}" for one in ends]
    if record.other:
        parts.append(f"{NOT_MODELLED.lower()} {percent(record.other)}")
    return "; ".join(parts) + "."


def _name(case: Case, one: Ending) -> str:
    if not one.scenarios:
        return ELSE
    return sentence(prose.joined(words.scenario_name(case, key) for key in one.scenarios))


def _colour(case: Case, one: Ending) -> str:
    if not one.scenarios:
        return NEUTRAL
    place = list(case.scenarios).index(one.scenarios[0])
    return CATEGORIES[place % len(CATEGORIES)]


class _Drawing:
    """Where everything stands, and the shapes."""

    def __init__(
        self, case: Case, record: EndingsRecord, lost: Sequence[Stage], ends: Sequence[Ending], tall: float
    ) -> None:
        self.tall = tall
        self.case, self.record, self.lost, self.ends = case, record, lost, ends
        whole = len(lost) + 2.8  # the last stages have words beside them
        units = [*range(len(lost) + 1), len(lost) + 1.65, whole]
        self.columns = [(WIDTH - NAMES) * unit / whole for unit in units]
        self.lanes, lowest = self._lanes()
        self.gap = APART
        sizes = sum(self.size(one.probability) for one in ends) + self.size(record.other)
        places = len(ends) + (record.other > 0)
        if places > 1:
            self.gap = min(max(APART, (lowest - TOP - sizes) / (places - 1)), 2.4 * APART)
        self.height = max(lowest, TOP + sizes + self.gap * (places - 1)) + 26

    def size(self, share: float) -> float:
        """How wide a probability is drawn."""
        return self.tall * share

    def _lanes(self) -> tuple[list[float], float]:
        """Where what is lost at each stage flows, the earliest lowest; and where all of them end."""
        found, y = [0.0] * len(self.lost), TOP + self.size(1 - self.record.other) + 12
        for place in reversed(range(len(self.lost))):
            found[place] = y + LABEL
            y += LABEL + self.size(self.lost[place].lost) + 6
        return found, y + (self.size(self.record.other) + 12 if self.record.other else 0)

    def shapes(self) -> Iterator[Shape]:
        """Draw streams first, then bars and words."""
        stream = 1 - self.record.other
        bars = list(self._bar(0, TOP, 1.0, "Talks"))
        for place, one in enumerate(self.lost):
            x, after = self.columns[place] + BAR, self.columns[place + 1]
            yield _ribbon(x, TOP, after, TOP, self.size(one.kept), NEUTRAL, f"{percent(one.kept)} go on")
            yield self._lost(place, x, after)
            stream = one.kept
            bars += self._bar(
                after, TOP, stream, _passed(self.case, one.key) if one is not self.lost[-1] else "In force"
            )
        yield from self._endings(stream)
        yield from bars
        for place, one in enumerate(self.lost):
            told = f"{percent(one.lost)} {one.why}"
            x = self.columns[place + 1] + 4
            beside = 50 if one is self.lost[-1] else -6  # above the pool there is room
            wide = self.columns[-2] - x + beside
            if one.key == "refused" and cut(told, wide, SMALL) != told:  # many who could, or long names
                told = f"{percent(one.lost)} refused from outside"
            yield text(cut(told, wide, SMALL), x, self.lanes[place] - 5, "small")

    def _lost(self, place: int, x: float, after: float) -> Shape:
        """Lead what is lost at a stage down to its lane, and along it to the pool of all that is lost."""
        one, lane = self.lost[place], self.lanes[place]
        size, start, pool = self.size(one.lost), TOP + self.size(one.kept), self.columns[-2]
        end = self._pool() + sum(self.size(later.lost) for later in self.lost[place + 1 :])
        mid = max(after, pool - 70)
        return titled(
            f"{sentence(one.why)}: {percent(one.lost)}",
            _band(((x, start), (after, lane), (mid, lane), (pool, end)), size, NEUTRAL),
        )

    def _pool(self) -> float:
        """Where the pool of what is lost begins: in the middle of its lanes."""
        whole = sum(self.size(one.lost) for one in self.lost)
        if not self.lost:
            return TOP
        low = self.lanes[0] + self.size(self.lost[0].lost)
        return max(self.lanes[-1], (self.lanes[-1] + low - whole) / 2)

    def _endings(self, stream: float) -> Iterator[Shape]:
        """Lead the stream, and what fell out of it, to the endings."""
        begin, pool, pool_y, x = self.columns[len(self.lost)] + BAR, self.columns[-2], self._pool(), self.columns[-1]
        y, lost_y, spot = TOP, pool_y, TOP
        bars: list[Shape] = []
        for one in self.ends:
            name, colour = _name(self.case, one), _colour(self.case, one)
            size, rest = self.size(one.in_force), self.size(one.without)
            if size:
                yield _ribbon(begin, y, x, spot, size, colour, f"In force: {name}, {percent(one.in_force)}")
            if rest:
                told = f"Without an agreement: {name}, {percent(one.without)}"
                yield _ribbon(pool + BAR, lost_y, x, spot + size, rest, colour, told)
            bars += self._ending(x, spot, one.probability, name, colour)
            y, lost_y, spot = y + size, lost_y + rest, spot + size + rest + self.gap
        if self.record.other:
            size = self.size(self.record.other)
            spot = max(spot, self.height - 26 - size)
            start = TOP + self.size(1 - self.record.other)
            turns = ((BAR, start), (self.columns[1], spot), (pool, spot), (x, spot))
            yield titled(NOT_MODELLED, _band(turns, size, NEUTRAL, faint=True))
            bars += self._ending(x, spot, self.record.other, NOT_MODELLED, NEUTRAL)
        if self.lost:
            whole = sum(one.lost for one in self.lost)
            bars.append(shape("rect", x=pool, y=pool_y, width=BAR, height=max(self.size(whole), 1.0), class_="dot"))
            lines = lines_of(f"No agreement {percent(whole)}", self.columns[-1] - pool - 6, SMALL)
            bars += stacked(lines, pool, pool_y + self.size(whole) + 16, "small name", size=SMALL)
        yield from bars

    def _bar(self, x: float, y: float, share: float, name: str) -> Iterator[Shape]:
        yield shape("rect", x=x, y=y, width=BAR, height=max(self.size(share), 1.0), class_="dot")
        lines = [*lines_of(name, self.columns[1] - 10, SMALL, 2), percent(share)]
        yield from stacked(lines, x, y - 8 - SMALL * LINE * (len(lines) - 1), "small name", size=SMALL)

    def _ending(self, x: float, y: float, share: float, name: str, colour: str) -> Iterator[Shape]:
        height = max(self.size(share), 1.5)
        yield shape("rect", x=x, y=y, width=BAR, height=height, fill=colour)
        lines = lines_of(name, (NAMES - BAR - 10) * BOLD, SIZE, 2)
        middle = y + height / 2 - 8 * len(lines) + 11
        yield from stacked(lines, x + BAR + 8, middle, "name")
        yield text(percent(share), x + BAR + 8, middle + SIZE * LINE * len(lines), "small soft")


def _passed(case: Case, key: str) -> str:
    return {
        "no-zone": f"A package {quorum.signable(case)}",
        "talks-failed": "Agreed at the table",
        "unconfirmed": "Confirmed by capitals",
        "rejected": "Accepted at home",
        "refused": "Not refused from outside",
        "too-late": "In time",
    }[key]


def _ribbon(x: float, y: float, to_x: float, to_y: float, size: float, colour: str, told: str) -> Shape:
    """A band of the same width from one bar to another."""
    return titled(told, _band(((x, y), (to_x, to_y)), size, colour))


def _band(points: Sequence[tuple[float, float]], size: float, colour: str, faint: bool = False) -> Shape:
    """A band of the same width along some points, each told by its upper edge."""
    there = "".join(_curve(start, end, 0.0) for start, end in pairwise(points))
    back = "".join(_curve(start, end, size) for start, end in pairwise(tuple(reversed(points))))
    (x, y), (end_x, end_y) = points[0], points[-1]
    path = f"M{x:.1f} {y:.1f}{there}L{end_x:.1f} {end_y + size:.1f}{back}Z"
    return shape("path", d=path, fill=colour, fill_opacity="0.2" if faint else "0.45")


def _curve(start: tuple[float, float], end: tuple[float, float], down: float) -> str:
    middle = (start[0] + end[0]) / 2
    points = ((middle, start[1] + down), (middle, end[1] + down), (end[0], end[1] + down))
    return "C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in points)
