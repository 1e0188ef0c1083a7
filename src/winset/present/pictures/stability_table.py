"""Stability at a glance: outcomes in rows, parties in columns, a mark for whether each would stay, and who stops it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.engines.brief.at_a_glance import (
    DETERRED,
    SANCTIONED,
    STABLE,
    UNSTABLE,
    GlanceRecord,
    GlanceRow,
    Verdict,
)
from winset.present.pictures.drawing import Shape, shape
from winset.present.pictures.frame import LINE, SIZE, SMALL, Picture, lines_of, stacked, text, titled
from winset.present.pictures.palette import LEAVES, STOPPED
from winset.present.pictures.party_marks import party_mark, tick
from winset.present.words import prose, words
from winset.present.words.prose import sentence

TITLE = "Who would stay, and who would leave"
NAMES, TOGETHER, LEAST, MOST = 300.0, 130.0, 96.0, 150.0
PAD = 14.0
_SAYS = {
    STABLE: "stays: it has no better move",
    SANCTIONED: "would like to leave, but the others' best answer makes that no better",
    DETERRED: "would like to leave; others could make it regret that, though it may hurt them too",
    UNSTABLE: "would leave: no answer makes it regret that",
}


def stability_picture(case: Case, record: GlanceRecord) -> Picture:
    """Draw the table of stability."""
    parties = [key for key in case.parties if record.glance and key in record.glance[0].verdicts and case.has_part(key)]
    together = any(row.upset_by for row in record.glance)
    wide = min(MOST, max(LEAST, 520.0 / max(len(parties), 1)))
    width = NAMES + wide * len(parties) + (TOGETHER if together else 0)
    shapes, y = list(_heads(case, parties, wide, together)), 52.0
    told = []
    for row in record.glance:
        block, height = _row(case, row, parties, wide, y, together)
        shapes += [shape("path", d=f"M0 {y:.1f}H{width:.1f}", class_="line"), *block]
        told.append(_told(case, row, parties))
        y += height
    shapes.append(shape("path", d=f"M0 {y:.1f}H{width:.1f}", class_="line"))
    kinds = [kind for kind in _SAYS if any(row.verdicts[key].kind == kind for row in record.glance for key in parties)]
    y += 24
    for kind in kinds:
        shapes += [_mark(kind, 9, y - 4), text(_SAYS[kind], 28, y, "small soft")]
        y += 22
    if together:
        shapes += [_arrow(9, y - 4), text("these would leave together: each of them does better", 28, y, "small soft")]
        y += 22
    notes = (
        "Beside a mark stands who stops the party. The outcomes are those by which the brief tells each ending; where "
        "none holds, the one that the best route leads to. Reported preferences, not predictions.",
    )
    return Picture("stability", TITLE, case.title, " ".join(told), notes, tuple(shapes), width, y - 10)


def _heads(case: Case, parties: Sequence[str], wide: float, together: bool) -> Iterator[Shape]:
    for place, key in enumerate(parties):
        x = NAMES + wide * (place + 0.5)
        lines = lines_of(case.party_name(key), wide - 6, SMALL, 2)
        yield from stacked(lines, x, 44 - SMALL * LINE * (len(lines) - 1), "small name", "middle", SMALL)
        yield party_mark(case, key, x, 44 - SMALL * LINE * len(lines) - 4)
    if together:
        yield text("Together", NAMES + wide * len(parties) + 12, 44, "small name")


def _row(
    case: Case, row: GlanceRow, parties: Sequence[str], wide: float, top: float, together: bool
) -> tuple[list[Shape], float]:
    name = lines_of(_name(case, row), NAMES - 20, SIZE, 2)
    what = lines_of(sentence(_what(case, row)), NAMES - 16, SMALL, 5)
    height = PAD + SIZE * LINE * len(name) + SMALL * LINE * len(what)
    shapes = [*stacked(name, 0, top + PAD + 6, "name"),
              *stacked(what, 0, top + PAD + 6 + SIZE * LINE * len(name), "small soft", size=SMALL)]  # fmt: skip
    middle = top + height / 2 + 4
    for place, key in enumerate(parties):
        verdict, x = row.verdicts[key], NAMES + wide * (place + 0.5)
        marks = [party_mark(case, other, x + 22 + 14 * turn, middle, 4.5) for turn, other in enumerate(verdict.by[:4])]
        told = f"{case.party_name(key)} {_verdict(case, verdict)}"
        shapes.append(titled(told, _mark(verdict.kind, x, middle), *marks))
    if together and row.upset_by:
        x = NAMES + wide * len(parties) + 20
        units = list(dict.fromkeys(move.units for move in row.upset_by))[:3]
        told = f"{prose.either(words.parties(case, unit) for unit in units)} would leave together"
        lines = []
        for turn, unit in enumerate(units):
            y = middle + 18 * (turn - (len(units) - 1) / 2)
            lines += [_arrow(x, y), *(party_mark(case, key, x + 20 + 14 * at, y, 4.5) for at, key in enumerate(unit))]
        shapes.append(titled(told, *lines))
    return shapes, height + PAD


def _name(case: Case, row: GlanceRow) -> str:
    name = sentence(words.scenario_name(case, row.scenario)) if row.scenario is not None else ""
    if row.is_today:
        return f"Today: {name}" if name else "Today"
    return name or "Outside the named endings"


def _what(case: Case, row: GlanceRow) -> str:
    return str(words.changed_levels(case, row.outcome))


def _verdict(case: Case, verdict: Verdict) -> str:
    if not verdict.by:
        return _SAYS[verdict.kind]
    return f"{_SAYS[verdict.kind]} ({words.parties(case, verdict.by)})"


def _told(case: Case, row: GlanceRow, parties: Sequence[str]) -> str:
    short = {STABLE: "stays", SANCTIONED: "is stopped", DETERRED: "could be stopped", UNSTABLE: "would leave"}
    parts = []
    for key in parties:
        verdict = row.verdicts[key]
        by = f" by {words.parties(case, verdict.by)}" if verdict.by else ""
        parts.append(f"{case.party_name(key)} {short[verdict.kind]}{by}")
    units = dict.fromkeys(words.parties(case, move.units) for move in row.upset_by)
    parts += [f"{prose.either(units)} would leave together"] if units else []
    return f"{_name(case, row)} ({_what(case, row)}): {'; '.join(parts)}."


def _mark(kind: str, x: float, y: float) -> Shape:
    """A full disc for staying, a bar before the door for being stopped, an open arrow for leaving."""
    if kind == STABLE:
        return tick(x, y)
    if kind == UNSTABLE:
        there = shape("path", d=f"M{x - 8:.1f} {y + 8:.1f}L{x + 5:.1f} {y - 5:.1f}", stroke=LEAVES, stroke_width=3)
        head = shape("path", d=f"M{x - 3:.1f} {y - 8:.1f}H{x + 8:.1f}V{y + 3:.1f}Z", fill=LEAVES)
        return shape("g", there, head)
    ring = "none" if kind == SANCTIONED else "3 2.5"
    return shape(
        "g",
        shape("circle", cx=x, cy=y, r=8, fill="none", stroke=STOPPED, stroke_width=2.5, stroke_dasharray=ring),
        shape("path", d=f"M{x - 5.5:.1f} {y:.1f}h11", stroke=STOPPED, stroke_width=3),
    )


def _arrow(x: float, y: float) -> Shape:
    return shape(
        "g",
        shape("path", d=f"M{x - 9:.1f} {y - 3:.1f}h10M{x - 9:.1f} {y + 3:.1f}h10", class_="stroke"),
        shape("path", d=f"M{x + 1:.1f} {y - 7:.1f}l9 7 -9 7Z", class_="dot"),
    )
