"""What is negotiated, and what is answered: packages along one axis, the absent parties' answers along the other.

A *package* settles every negotiated issue, that is every issue whose controllers are all signatories, and is an
agreement. An *answer* is a combination of levels of the issues that absent parties control. All other issues stay at
the status quo. What an answer does to a package: :mod:`winset.space.landing`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import prod

import numpy as np

from winset import expr
from winset.case.marks import on_marks
from winset.case.model import Case
from winset.errors import CaseTooLargeError, UsageError
from winset.expr import Condition
from winset.space.agreements import Agreements
from winset.space.outcomes import Bools, Ints
from winset.space.roles import signatories
from winset.space.units import level_changes

PACKAGE_LIMIT = 2**24


class Packages:
    """The packages and answers of a case.

    Parameters
    ----------
    case : Case
        The case.
    limit : int
        The most cells (packages times answers) to lay out.
    chosen : ndarray of int64, optional
        Lay out these packages and the status quo alone, by their numbers among all: a package's position is then its
        place among them, in ascending order.

    Attributes
    ----------
    signatories, absent : tuple of str
        Who must agree, and who answers; party keys.
    issues, answer_issues : tuple of str
        The issues negotiated, and those the absent parties answer with; the first is least significant.
    shape : (int, int)
        Number of packages and number of answers, possible or not.
    chosen : ndarray of int64, or None
        The numbers of the packages laid out, where these are not all there are.
    status_quo : int
        The package in which nothing changes.
    agreements : Agreements
        What counts as an agreement.

    Raises
    ------
    UsageError
        If nothing is negotiated.
    CaseTooLargeError
        If there are more cells than the limit.

    Examples
    --------
    >>> import winset
    >>> packages = Packages(winset.load("jeddah-2025"))
    >>> packages.signatories, packages.shape, len(packages.numbers)
    (('US', 'UA'), (216, 6), 145)
    """

    def __init__(self, case: Case, limit: int = PACKAGE_LIMIT, chosen: Ints | None = None) -> None:
        self.case = case
        self.signatories = signatories(case)
        self.absent = tuple(key for key in case.parties if key not in self.signatories)
        if len(self.signatories) < 2:
            raise UsageError("a deal needs at least two signatories", "Look at 'at_table', or name them under 'talks'.")
        self.agreements = Agreements(case)
        self.issues = self._controlled_by(self.signatories)
        self.answer_issues = self._controlled_by(self.absent)
        if not self.issues:
            what = "nothing is negotiated: no issue is controlled by signatories alone"
            raise UsageError(what, "Signatories are the parties at the table, unless 'talks' names others.")
        sizes = [len(case.levels[issue]) for issue in self.issues]
        answers = [len(case.levels[issue]) for issue in self.answer_issues]
        self.strides = dict(zip(self.issues, _strides(sizes), strict=True))
        self.answer_strides = dict(zip(self.answer_issues, _strides(answers), strict=True))
        self.status_quo = sum(self._start(issue) * stride for issue, stride in self.strides.items())
        self.chosen = None
        self.shape = (prod(sizes), prod(answers))
        if chosen is not None:
            self.chosen = np.union1d(chosen, [self.status_quo])
            self.status_quo = int(np.searchsorted(self.chosen, self.status_quo))
            self.shape = (len(self.chosen), prod(answers))
        if prod(self.shape) > limit:
            raise CaseTooLargeError(case.file, limit, "Join levels, or settle some issues first.")
        self.same_answer = sum(self._start(issue) * stride for issue, stride in self.answer_strides.items())

    def _controlled_by(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            key for key, issue in self.case.issues.items() if issue.control and set(issue.control) <= set(parties)
        )

    def _start(self, issue: str) -> int:
        return self.case.levels[issue].index(self.case.status_quo_level(issue))

    @cached_property
    def codes(self) -> dict[str, Ints]:
        """Level positions per issue: shape (packages, 1) if negotiated, (1, answers) if answered, else (1, 1)."""
        found = {issue: np.full((1, 1), self._start(issue)) for issue in self.case.issues}
        number = np.arange(self.shape[0]) if self.chosen is None else self.chosen
        for issue, stride in self.strides.items():
            found[issue] = (number // stride % len(self.case.levels[issue]))[:, None]
        for issue, stride in self.answer_strides.items():
            found[issue] = (np.arange(self.shape[1]) // stride % len(self.case.levels[issue]))[None, :]
        return found

    def where(self, condition: str | Condition) -> Bools:
        """Mark where a condition holds: an array that broadcasts to ``shape``."""
        found: Bools = expr.evaluate(self.case.condition(condition), self.codes, self.case.levels)
        return np.atleast_2d(found)

    def of_package(self, condition: str) -> Bools:
        """Mark the packages in which a condition holds while the absent parties' issues stand at the status quo."""
        found = self.where(condition)
        chosen: Bools = found[:, self.same_answer] if found.shape[1] > 1 else found[:, 0]
        return np.broadcast_to(chosen, (self.shape[0],))

    @cached_property
    def agreement(self) -> Bools:
        """Which combinations of package and answer are agreements: broadcasts to ``shape``."""
        return np.atleast_2d(self.agreements.holds(self.codes))

    @cached_property
    def numbers(self) -> Ints:
        """The packages that can be agreed and come into force, and the status quo: ascending."""
        works: Bools = np.asarray((self.possible & self.agreement).any(axis=1))
        works[self.status_quo] = True
        return np.flatnonzero(works)

    @cached_property
    def answerable(self) -> Bools:
        """Which answers the absent parties' permitted moves lead to: shape (answers,)."""
        mask = np.ones(self.shape[1], dtype=np.bool_)
        for issue in self.answer_issues:
            mask &= self._allowed(issue)[self.codes[issue][0]]
        return mask

    def _allowed(self, issue: str) -> Bools:
        """Which levels of an issue can be had in one move from today, today's own among them."""
        allowed: Bools = level_changes(self.case.issues[issue])[self._start(issue)].copy()
        allowed[self._start(issue)] = True
        return allowed

    @cached_property
    def possible(self) -> Bools:
        """Which combinations of package and answer can occur: shape ``shape``."""
        mask = np.ones(self.shape, dtype=np.bool_)
        for rule in self.case.impossible:
            mask &= ~self.where(rule.when)
        for issue, guard in self.case.guards.items():
            mask &= expr.evaluate(guard, self.codes, self.case.levels) | (self.codes[issue] == 0)
        for issue in (*self.issues, *self.answer_issues):
            mask &= self._allowed(issue)[self.codes[issue]]
        return mask

    def levels(self, package: int, answer: int | None = None) -> dict[str, str]:
        """Name the levels of a package; with an answer, those of the absent parties too."""
        number = package if self.chosen is None else int(self.chosen[package])
        chosen = {issue: self._level(issue, number // stride) for issue, stride in self.strides.items()}
        if answer is not None:
            chosen |= {issue: self._level(issue, answer // stride) for issue, stride in self.answer_strides.items()}
        return chosen

    def _level(self, issue: str, number: int) -> str:
        levels = self.case.levels[issue]
        return levels[number % len(levels)]

    def outcome(self, package: int, answer: int) -> Mapping[str, str]:
        """Name the level of every issue of the case, in its order."""
        chosen = self.levels(package, answer)
        return {issue: chosen.get(issue, self.case.status_quo_level(issue)) for issue in self.case.issues}

    def number(self, levels: Mapping[str, str]) -> int:
        """Give a package's number among all; issues left out stand at the status quo."""
        return sum(
            self.case.levels[issue].index(levels.get(issue, self.case.status_quo_level(issue))) * stride
            for issue, stride in self.strides.items()
        )


def _strides(sizes: list[int]) -> list[int]:
    return [prod(sizes[:place]) for place in range(len(sizes))]


def canonical_order(case: Case, issues: Sequence[str], numbers: Ints | None = None) -> Ints:
    """Put combinations of levels in an order of their names, whatever the order of issues and levels in the file.

    Those with fewest amounts that nobody speaks of come first: see :func:`unspoken`. Amounts stand in their own order.

    Returns
    -------
    ndarray of int64
        The numbers of the combinations, first issue least significant, in that order; where ``numbers`` of some of
        them are given, their places among these.

    Examples
    --------
    >>> import winset
    >>> canonical_order(winset.load("chicken"), ["row", "column"]).shape
    (4,)
    """
    sizes = [len(case.levels[issue]) for issue in issues]
    number = np.arange(prod(sizes), dtype=np.int64) if numbers is None else numbers
    rank, silent = np.zeros_like(number), np.zeros_like(number)
    strides = dict(zip(issues, _strides(sizes), strict=True))
    for issue in sorted(issues):
        levels = case.levels[issue]
        place = number // strides[issue] % len(levels)
        if case.issues[issue].numeric:
            silent += unspoken(case, issue)[place]
            rank = rank * len(levels) + place
        else:
            by_name = np.argsort(np.argsort(np.array(levels, dtype=object), kind="stable"), kind="stable")
            rank = rank * len(levels) + by_name[place]
    return np.lexsort((rank, silent))


def unspoken(case: Case, issue: str) -> Bools:
    """Mark the amounts of an issue that nobody speaks of: neither mark nor today's, and no condition names them.

    Examples
    --------
    >>> import winset
    >>> int(unspoken(winset.load("supply-contract"), "price").sum())
    7
    """
    spoken = set(on_marks(case).levels[issue])
    return np.array([level not in spoken for level in case.levels[issue]], dtype=np.bool_)


def question_at_status_quo(case: Case) -> dict[str, bool]:
    """Answer every question that has a condition as if nothing changed."""
    packages = Packages(case, limit=2**62)
    still = {issue: np.array(packages._start(issue)) for issue in case.issues}
    return {
        key: bool(expr.evaluate(case.condition(question.when), still, case.levels))
        for key, question in case.questions.items()
        if question.when is not None
    }
