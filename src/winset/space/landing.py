"""Where a package and the absent parties' answer to it lead: into force, into force in part, or back to today.

An answer is *available* to a package when the two are possible together, or when the answer is possible with today:
an absent party can always give the answer that it could give had nobody signed. When the answer given makes the
package impossible, the package *lapses*: the outcome is today with that answer. In a case whose agreements are
``severable`` the parts stand that no rule ties to the answer: as long as the rest is impossible, the issues of every
rule it breaks go back to today; what then stands must itself be an agreement.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from winset import expr
from winset.space.enumeration import forbidden
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages


class Landing:
    """Where every package and answer lead.

    Parameters
    ----------
    packages : Packages
        Packages and answers.
    numbers : ndarray of int64
        The packages to look at, ascending, the status quo among them; those that a severable package comes down to
        are added.

    Attributes
    ----------
    numbers : ndarray of int64, shape (rows,)
        The packages laid out.
    status_quo : int
        The row of the package in which nothing changes.
    possible, available : ndarray of bool, shape (rows, answers)
        Which combinations can occur, and which answers can be given.
    stands : ndarray of int64, shape (rows, answers)
        The row of the package that is left standing; only where the answer is available.
    works : ndarray of bool, shape (rows, answers)
        Where what is left standing is an agreement in force.
    """

    def __init__(self, packages: Packages, numbers: Ints) -> None:
        self.packages = packages
        self.case = packages.case
        self.numbers = numbers
        self._lay_out()
        if self.case.agreement.severable:
            self._sever()

    def _lay_out(self) -> None:
        packages = self.packages
        self.status_quo = int(np.searchsorted(self.numbers, packages.status_quo))
        self.possible: Bools = packages.possible[self.numbers]
        still = packages.possible[packages.status_quo]
        self.available: Bools = self.possible | (still & packages.answerable)[None, :]
        rows = np.arange(len(self.numbers))[:, None]
        self.stands: Ints = np.where(self.possible, rows, self.status_quo)
        agreement = np.broadcast_to(packages.agreement, packages.shape)[self.numbers]
        self.works: Bools = self.possible & agreement
        self.works[self.status_quo] = False

    def _sever(self) -> None:
        """Let the parts stand that no rule ties to the answer."""
        while True:
            rows, answers = np.nonzero(self.available & ~self.possible)
            rest = self._rest(self.numbers[rows], answers)
            fine = np.broadcast_to(self.packages.agreement, self.packages.shape)[rest, answers]
            rest = np.where(fine, rest, self.packages.status_quo)
            missing = np.setdiff1d(rest, self.numbers)
            if not len(missing):
                break
            self.numbers = np.union1d(self.numbers, missing)
            self._lay_out()
        self.stands[rows, answers] = np.searchsorted(self.numbers, rest)
        self.works[rows, answers] = rest != self.packages.status_quo

    def _rest(self, numbers: Ints, answers: Ints) -> Ints:
        """The packages left when the issues of broken rules go back to today, until nothing is broken."""
        packages, levels = self.packages, self.case.levels
        broken = forbidden(self.case)
        rest = numbers.copy()
        while True:
            codes = {
                issue: array[rest, 0] if issue in packages.strides else array[0, answers]
                for issue, array in packages.codes.items()
                if issue in packages.strides or issue in packages.answer_strides
            }
            codes |= {issue: array[0] for issue, array in packages.codes.items() if issue not in codes}
            before = rest.copy()
            for rule in broken:
                hit = np.broadcast_to(expr.evaluate(rule, codes, levels), rest.shape)
                for issue in expr.issues_of(rule, levels):
                    if issue in packages.strides:
                        start = levels[issue].index(self.case.status_quo_level(issue))
                        place = rest // packages.strides[issue] % len(levels[issue])
                        rest = np.where(hit, rest + (start - place) * packages.strides[issue], rest)
            if (rest == before).all():
                return rest

    @cached_property
    def lapsed(self) -> tuple[Ints, Ints]:
        """The rows and answers at which less is left standing than the package."""
        rows, answers = np.nonzero(self.available & ~self.possible)
        return rows, answers

    @cached_property
    def refused(self) -> Bools:
        """Where nothing is left standing because of the answer: shape (rows, answers)."""
        refused: Bools = self.available & ~self.works
        refused[self.status_quo] = False
        return refused

    def refused_by(self, party: str) -> Bools:
        """Where another answer of this absent party, all others as given, would have let the package stand."""
        packages = self.packages
        own = [issue for issue in packages.answer_issues if party in self.case.issues[issue].control]
        sizes = [len(self.case.levels[issue]) for issue in reversed(packages.answer_issues)]
        cube = self.works.reshape(len(self.numbers), *sizes)
        axes = tuple(len(sizes) - packages.answer_issues.index(issue) for issue in own)
        otherwise = np.broadcast_to(cube.any(axis=axes, keepdims=True), cube.shape).reshape(self.works.shape)
        return self.refused & otherwise
