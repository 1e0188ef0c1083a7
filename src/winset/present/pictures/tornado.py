"""What would change the answer: for every input how far it moves what it moves most, both ends in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from winset.case.model import Case
from winset.engines.forecast.flips_record import Flip, FlipsRecord
from winset.present.pictures.drawing import Shape, shape
from winset.present.pictures.frame import LINE, SIZE, SMALL, Picture, lines_of, stacked, text, titled
from winset.present.pictures.palette import CATEGORIES
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import headline_words, input_name
from winset.present.words.prose import sentence
from winset.present.words.supposing import figures

TITLE = "What would change the answer"
NAMES, BARS, MOVES = 330.0, 380.0, 190.0
ROW, TOP, SHOWN = 42.0, 30.0, 12
ENDS = 64.0
"""What is left free beside the bars for the words at their ends."""


def tornado_picture(case: Case, record: FlipsRecord) -> Picture:
    """Draw how far each input moves its headline, those that move most first."""
    found = record.moving[:SHOWN]
    names = list(dict.fromkeys(one.headline for one in found))
    colours = {name: CATEGORIES[place % len(CATEGORIES)] for place, name in enumerate(names)}
    most = max([one.highest for one in found] or [1.0])
    labels = [lines_of(sentence(input_name(case, one.address)), NAMES - 4, SIZE, 3) for one in found]
    heights = [
        max(ROW, SIZE * LINE * len(label) + 8, SMALL * LINE * len(_moves(case, one)) + 8)
        for one, label in zip(found, labels, strict=True)
    ]
    tops = [*accumulate(heights, initial=TOP)]
    shapes = [*_axis(most, tops[-1])]
    for one, label, top, height in zip(found, labels, tops, heights, strict=False):
        shapes.append(_row(case, one, label, top + height / 2, most, colours[one.headline]))
    notes = (
        "A bar runs from what comes out with the input at one end of its range for certain to what comes out at the "
        "other, all others as drawn; the words at its ends say which. The line across it is where the answer stands.",
        f"Each bar by {record.settings['draws']:,} draws, seed {record.seed}.",
    )
    told = " ".join(_told(case, one) for one in found) or "No input moves the answer."
    size = NAMES + BARS + MOVES, tops[-1] + 10
    return Picture("tornado", TITLE, case.title, told, notes, tuple(shapes), *size)


def _x(share: float, most: float) -> float:
    return NAMES + ENDS + (BARS - 2 * ENDS) * share / most


def _axis(most: float, bottom: float) -> Iterator[Shape]:
    yield text("what it moves most", NAMES + BARS + 6, TOP - 12, "small soft")
    step = 0.05 if most <= 0.25 else 0.1 if most <= 0.5 else 0.2
    for turn in range(int(most / step + 1e-9) + 1):
        x = _x(turn * step, most)
        yield shape("path", d=f"M{x:.1f} {TOP - 6:.1f}V{bottom:.1f}", class_="line")
        yield text(percent(turn * step), x, TOP - 12, "small soft", "middle")


def _row(case: Case, one: Flip, label: Sequence[str], y: float, most: float, colour: str) -> Shape:
    left, right = sorted((_x(one.at_low, most), _x(one.at_high, most)))
    low, high = map(str, figures(case, one.address, one.low, one.high))
    if one.at_low > one.at_high:
        low, high = high, low
    base, moves = _x(one.base, most), _moves(case, one)
    return titled(
        _told(case, one),
        *stacked(label, 0, y + 4.5 - SIZE * LINE * (len(label) - 1) / 2),
        shape("rect", x=left, y=y - 7, width=max(right - left, 1.0), height=14, rx=2, fill=colour),
        shape("path", d=f"M{base:.1f} {y - 11:.1f}v22", class_="stroke"),
        text(low, left - 6, y + 4, "small soft", "end"),
        text(high, right + 6, y + 4, "small soft"),
        *stacked(moves, NAMES + BARS + 6, y + 4 - SMALL * LINE * (len(moves) - 1) / 2, "small", size=SMALL),
    )


def _moves(case: Case, one: Flip) -> Sequence[str]:
    ends = sorted((one.at_low, one.at_high))
    name = lines_of(sentence(headline_words(case, one.headline)), MOVES - 8, SMALL, 2)
    return [*name, f"{percent(ends[0])} to {percent(ends[1])}"]


def _told(case: Case, one: Flip) -> str:
    low, high = map(str, figures(case, one.address, one.low, one.high))
    name = headline_words(case, one.headline)
    about = sentence(input_name(case, one.address))
    return f"{about}: {name} {percent(one.at_low)} at {low}, {percent(one.at_high)} at {high}."
