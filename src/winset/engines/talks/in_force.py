"""What is in force from day to day: today, what deadlines bring about, and an agreement from its day on.

An agreement concluded on the day of a deadline is in time. One concluded later finds the consequence in place: what it
changes itself it must be able to take from where the consequence put it, what it leaves alone stays there, and if the
outcome is then impossible, or no agreement, it lapses.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from winset.case.entries import days_between
from winset.case.model import Case
from winset.engines.talks.situation import Negotiation
from winset.frozen import Frozen
from winset.space.course import Codes, Due
from winset.space.draws import Draw
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints
from winset.space.units import level_changes

DATES = 6


class Start(Frozen, eq=False):
    """Where every draw starts, and what is concluded.

    Attributes
    ----------
    before, leads_to : ndarray of int64, shape (count,)
        The outcome as long as nothing is concluded, and that which what was signed, and the answer to it, lead to.
    day : ndarray of float, shape (count,)
        When, in days; infinite where nothing is signed.
    works : ndarray of bool, shape (count,)
        Whether it is then an agreement in force.
    """

    before: Ints
    leads_to: Ints
    day: Floats
    works: Bools


class Path(Frozen, eq=False):
    """What is in force.

    Attributes
    ----------
    final : ndarray of int64, shape (count,)
        The number of the outcome in the end.
    in_force : ndarray of bool, shape (count,)
        Whether an agreement is in force in the end.
    by_day : tuple of (ndarray of int64, ndarray of bool)
        The same on the days asked for.
    """

    final: Ints
    in_force: Bools
    by_day: tuple[tuple[Ints, Bools], ...]


def follow(negotiation: Negotiation, start: Start, draw: Draw, days: Sequence[float] = ()) -> Path:
    """Follow some draws through time."""
    if negotiation.course.trivial:
        seen = tuple(
            (np.where(start.day <= day, start.leads_to, start.before), start.works & (start.day <= day)) for day in days
        )
        return Path(start.leads_to, start.works, seen)
    return _Walk(negotiation, start, draw).path(days)


class _Walk:
    """Some draws on their way through time."""

    def __init__(self, negotiation: Negotiation, start: Start, draw: Draw) -> None:
        self.negotiation, self.course, self.start, self.draw = negotiation, negotiation.course, start, draw
        self.codes: Codes = self.course.codes(start.before)
        self.target: Codes = self.course.codes(start.leads_to)
        self.in_force = np.zeros(draw.count, dtype=np.bool_)
        self.concluded = np.zeros(draw.count, dtype=np.bool_)
        self.touched = {
            key: np.zeros(draw.count, dtype=np.bool_) for key in {key for due in self.course.dues for key in due.then}
        }

    def path(self, days: Sequence[float]) -> Path:
        """Pass the deadlines in order, looking at what is in force on every day asked for."""
        ends = [min(due.day, self.negotiation.days) if due.day == np.inf else due.day for due in self.course.dues]
        seen: dict[float, tuple[Ints, Bools]] = {}
        for day in sorted({*days, *ends}):
            self._conclude(day)
            for due, end in zip(self.course.dues, ends, strict=True):
                if end == day:
                    self._pass(due)
            seen[day] = self._look()
        self._conclude(np.inf)
        return Path(*self._look(), tuple(seen[day] for day in days))

    def _look(self) -> tuple[Ints, Bools]:
        return self.course.number(self.course.settled(self.codes)), self.in_force.copy()

    def _pass(self, due: Due) -> None:
        happens = self.draw.chance(due.stream) < self.draw.values[due.address]
        fires = happens & self.course.can_fire(due, self.codes, self.in_force)
        self.codes = self.course.after(due, self.codes, fires)
        for key in due.then:
            self.touched[key] = self.touched[key] | fires

    def _conclude(self, day: float) -> None:
        now = (self.start.day <= day) & (self.start.day < np.inf) & ~self.concluded
        if not now.any():
            return
        self.concluded |= now
        merged, reachable = self._merged()
        fine = now & reachable & self.course.possible(self.course.settled(merged))
        fine &= ~self.start.works | self.negotiation.packages.agreements.stated(merged)
        self.codes = {key: np.where(fine, merged[key], self.codes[key]) for key in self.codes}
        self.in_force |= fine & self.start.works

    def _merged(self) -> tuple[Codes, Bools]:
        """What is concluded, on top of what consequences have put in place; and whether that can be had from there."""
        case = self.negotiation.case
        reachable = np.ones(self.draw.count, dtype=np.bool_)
        merged = dict(self.target)
        for key, touched in self.touched.items():
            here, there = self.codes[key], self.target[key]
            allowed = level_changes(case.issues[key]) | np.eye(len(case.levels[key]), dtype=np.bool_)
            moves = there != case.levels[key].index(case.status_quo_level(key))
            fits = allowed[here, there]
            if key in self.negotiation.packages.strides:
                reachable &= ~touched | ~moves | fits
            merged[key] = np.where(touched & ~(moves & fits), here, there)
        return merged, reachable


def days(negotiation: Negotiation) -> list[float]:
    """The days of the table over time: evenly up to the deadline, and every day on which something happens by itself.

    None where the case names no deadline.
    """
    case = negotiation.case
    if (case.talks.deadline is None and not case.deadlines) or negotiation.days <= 0:
        return []
    steps = min(DATES, int(negotiation.days))
    even = [round(negotiation.days * step / steps) for step in range(1, steps + 1)]
    return sorted({*map(float, even), *(due.day for due in negotiation.course.dues if due.day < np.inf)})


def question_days(case: Case) -> dict[str, float]:
    """On which day each question is answered: days after the date of the case; infinite, in the end, without one."""
    asked = {key: one.by for key, one in case.questions.items() if one.when is not None}
    return {key: np.inf if case.as_of is None else float(days_between(case.as_of, by)) for key, by in asked.items()}


def looked_at(negotiation: Negotiation) -> list[float]:
    """Every day on which what is in force is counted."""
    asked = (day for day in question_days(negotiation.case).values() if day < np.inf)
    return sorted({*days(negotiation), *asked})
