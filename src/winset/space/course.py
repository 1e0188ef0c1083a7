"""What happens by itself: consequences that deadlines bring, and moves that law or contract forces.

A deadline's consequence comes on its day, with its chance, unless its condition holds then (without a condition: unless
an agreement is in force), and only where the outcome it leads to is possible; deadlines that lie before the date of the
case have passed. What ``requires`` asks for is carried out in every outcome in which it applies and nobody did it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.entries import days_between
from winset.case.model import Case
from winset.errors import UsageError
from winset.expr import Condition
from winset.frozen import Frozen, field
from winset.space.enumeration import forbidden
from winset.space.outcomes import Bools, Ints

DEADLINE_LIMIT = 10
Codes = dict[str, Ints]


class Due(Frozen, eq=False):
    """A deadline.

    Attributes
    ----------
    place : int
        Its position in the case.
    day : float
        Days after the date of the case; infinite where the case has no date, or neither deadline nor talks have one.
    unless : Condition or None
        Its condition.
    then : mapping of str to int
        The level positions it brings.
    stream : str
        The name of the random stream that decides whether it happens.
    """

    place: int
    day: float
    unless: Condition | None
    then: Mapping[str, int]
    stream: str

    @property
    def address(self) -> str:
        """The input that gives its chance."""
        return f"deadlines.{self.place + 1}"


class Branch(Frozen, eq=False):
    """One way in which the deadlines may pass, from some outcomes.

    Attributes
    ----------
    steps : tuple of (Due, ndarray of bool, bool)
        Every deadline, where its consequence can come, and whether it does.
    codes : dict of str to ndarray of int
        What is then in force.
    """

    steps: tuple[tuple[Due, Bools, bool], ...]
    codes: Codes = field(default_factory=dict)

    def weight(self, chance: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """How likely it is, given the chance of every consequence, shape (count,): shape (count, outcomes)."""
        parts = []
        for due, can, fires in self.steps:
            happens = chance[due.address][:, None] * can[None, :]
            parts.append(happens if fires else 1 - happens)
        return reduce(np.multiply, parts, np.ones((1, 1)))

    def exact_weight(self, chance: Mapping[str, Fraction]) -> Fraction:
        """How likely it is from a single outcome, exactly."""
        result = Fraction(1)
        for due, can, fires in self.steps:
            happens = chance[due.address] if can[0] else Fraction(0)
            result *= happens if fires else 1 - happens
        return result


class Course:
    """The deadlines and requirements of a case.

    Attributes
    ----------
    dues : tuple of Due
        The deadlines still to come, in the order of their days.
    trivial : bool
        Whether nothing happens by itself.
    strides : mapping of str to int
        What one level of each issue adds to an outcome's number.

    Raises
    ------
    UsageError
        If there are more deadlines than can be followed.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.dues = tuple(sorted(_dues(case), key=lambda due: (due.day, case.deadlines[due.place].on or "", due.place)))
        if len(self.dues) > DEADLINE_LIMIT:
            what = f"the case has {len(self.dues)} deadlines to come, and at most {DEADLINE_LIMIT} can be followed"
            raise UsageError(what, "Join those that bring the same.")
        self._laws = [
            (case.condition(law.when), key, case.levels[key].index(law.level))
            for key, issue in case.issues.items()
            for law in issue.requires
        ]
        self._rules = forbidden(case)
        self.trivial = not self.dues and not self._laws
        self.strides: dict[str, int] = {}
        stride = 1
        for key, levels in case.levels.items():
            self.strides[key], stride = stride, stride * len(levels)
        self.combinations = stride

    def number(self, codes: Mapping[str, NDArray[np.integer]]) -> Ints:
        """The numbers of some outcomes, as :class:`winset.space.outcomes.OutcomeSpace` counts them."""
        return np.asarray(
            reduce(np.add, (codes[key].astype(np.int64) * stride for key, stride in self.strides.items()))
        )

    def codes(self, numbers: Ints) -> Codes:
        """The level positions of some outcomes by their numbers."""
        return {key: numbers // stride % len(self.case.levels[key]) for key, stride in self.strides.items()}

    def possible(self, codes: Mapping[str, NDArray[np.integer]]) -> Bools:
        """Which outcomes the rules of the case allow."""
        levels, nothing = self.case.levels, np.zeros((), dtype=np.bool_)
        return ~reduce(np.logical_or, (expr.evaluate(rule, codes, levels) for rule in self._rules), nothing)

    def settled(self, codes: Codes) -> Codes:
        """Carry out what law or contract requires, where that is possible."""
        for _ in self._laws:
            before = codes
            for when, key, level in self._laws:
                asked = expr.evaluate(when, codes, self.case.levels) & (codes[key] != level)
                if asked.any():
                    obeyed = {**codes, key: np.where(asked, level, codes[key])}
                    asked = asked & self.possible(obeyed)
                    codes = {**codes, key: np.where(asked, level, codes[key])} if asked.any() else codes
            if codes is before:
                break
        return codes

    def can_fire(self, due: Due, codes: Codes, in_force: Bools) -> Bools:
        """Where a deadline's consequence can come: it changes something, nothing averts it, and it is possible."""
        averted = in_force if due.unless is None else expr.evaluate(due.unless, self.settled(codes), self.case.levels)
        new = self.after(due, codes, np.ones((), dtype=np.bool_))
        changes = reduce(np.logical_or, (codes[key] != level for key, level in due.then.items()))
        return np.asarray(~averted & changes & self.possible(self.settled(new)))

    def after(self, due: Due, codes: Codes, where: Bools) -> Codes:
        """What is in force once a consequence has come."""
        return {**codes, **{key: np.where(where, level, codes[key]) for key, level in due.then.items()}}

    def touches(self, codes: Codes, in_force: Bools) -> Bools:
        """Where anything can happen by itself."""
        settled = self.settled(codes)
        parts = [np.asarray(settled[key] != codes[key]) for key in codes if settled[key] is not codes[key]]
        parts += [self.can_fire(due, codes, in_force) for due in self.dues]
        return reduce(np.logical_or, parts, np.zeros((), dtype=np.bool_))

    def branches(self, codes: Codes, in_force: Bools) -> list[Branch]:
        """Every way in which the deadlines may pass from some outcomes, each array of shape (outcomes,)."""
        open_ones = [Branch((), codes)]
        for due in self.dues:
            found = []
            for one in open_ones:
                can = np.broadcast_to(self.can_fire(due, one.codes, in_force), in_force.shape)
                found.append(Branch((*one.steps, (due, can, False)), one.codes))
                if can.any():
                    found.append(Branch((*one.steps, (due, can, True)), self.after(due, one.codes, can)))
            open_ones = found
        return [Branch(one.steps, self.settled(one.codes)) for one in open_ones]

    def without_deal(self) -> list[Branch]:
        """Every way in which the deadlines may pass while nothing is agreed and nobody answers anything."""
        today = {key: [issue.levels.index(self.case.status_quo_level(key))] for key, issue in self.case.issues.items()}
        return self.branches({key: np.array(code) for key, code in today.items()}, np.zeros(1, dtype=np.bool_))


def obeyed(case: Case, numbers: Ints) -> Ints:
    """Give what each outcome comes to once what law or contract requires in it is done, where that is possible.

    Examples
    --------
    >>> import winset
    >>> obeyed(winset.load("prisoners-dilemma"), np.array([0, 3])).tolist()
    [0, 3]
    """
    if not any(issue.requires for issue in case.issues.values()):
        return numbers
    course = Course(case.model_copy(update={"deadlines": []}) if case.deadlines else case)
    return course.number(course.settled(course.codes(numbers)))


def _dues(case: Case) -> Sequence[Due]:
    found = []
    for place, deadline in enumerate(case.deadlines):
        on = deadline.on or case.talks.deadline
        day = float("inf") if case.as_of is None or on is None else float(days_between(case.as_of, on))
        if day < 0:
            continue
        unless = None if deadline.unless is None else case.condition(deadline.unless)
        then = {key: case.levels[key].index(level) for key, level in deadline.then.items()}
        found.append(Due(place, day, unless, then, f"deadline {deadline.subject}"))
    return found
