"""Deals at the most likely values over very many packages, exactly and block by block.

The issues are split: the first ones span the cells of a block, the others are fixed from block to block. What depends
on the inner issues alone is computed once; what depends on the outer ones alone is a number for each block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import lcm, prod

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.talks.agreement import enough
from winset.engines.talks.homes import Home, homes_of, likely_levels, ratified
from winset.engines.talks.reservation import reserved
from winset.engines.talks.situation import likely_conditions
from winset.errors import CaseTooLargeError, UsageError
from winset.expr import Condition
from winset.frozen import Frozen
from winset.space.comparing import TOLERANCE, largest_sum, scale_of, whole_difference, whole_type
from winset.space.course import Course
from winset.space.draws import modes
from winset.space.enumeration import forbidden
from winset.space.inputs import inputs
from winset.space.measures import Measure
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages
from winset.space.units import level_changes
from winset.space.worth import central_points

BLOCK = 2**17
COUNT_LIMIT = 2**33
OBJECT_LIMIT = 2**21
Codes = dict[str, Ints]


class _Sum(Frozen, eq=False):
    """The points of one owner: a part over the inner cells, and what the outer issues add.

    Of one outer issue alone: by level, in ``by_level``.
    """

    inner: Ints
    by_level: Mapping[str, Sequence[int]]
    outer: Sequence[tuple[Measure, int]]
    mixed: Sequence[tuple[Measure, int]]
    bar: int
    today: int
    unit: int
    scale: Fraction
    slack: int


class Grid:
    """The packages of a case at the most likely values, in blocks.

    Parameters
    ----------
    case : Case
        A case in which no absent party has an answer to give. What happens by itself after an agreement is left out.
    packages : Packages
        Its packages.
    block : int
        The most cells of a block.

    Raises
    ------
    CaseTooLargeError
        If there are more packages than can be counted.
    """

    def __init__(self, case: Case, packages: Packages, block: int = BLOCK) -> None:
        self.case, self.packages = case, packages
        sizes = [len(case.levels[issue]) for issue in packages.issues]
        if prod(sizes) > COUNT_LIMIT:
            raise CaseTooLargeError(case.file, COUNT_LIMIT, "Join levels, or settle some issues first.")
        inner = 1
        while inner < len(sizes) and prod(sizes[: inner + 1]) <= block:
            inner += 1
        self.inner, self.outer = packages.issues[:inner], packages.issues[inner:]
        self.shape = tuple(reversed(sizes[:inner]))
        self.codes: Codes = {issue: np.array(self._start(issue)) for issue in case.issues}
        for place, issue in enumerate(self.inner):
            axes = [1] * inner
            axes[inner - 1 - place] = sizes[place]
            self.codes[issue] = np.arange(sizes[place]).reshape(axes)
        self.course = Course(case)
        self.sums = {owner: self._sum(owner) for owner in (*packages.signatories, *self._valued_homes())}
        self.rules = [self._split(one) for one in forbidden(case)]
        self.modes = modes(inputs(case))
        self.hard = [self._split(case.violation(key)) for key in likely_conditions(case)]
        self.votes = dict(self._votes())
        self.kept_from = dict(self._kept_from())

    def _start(self, issue: str) -> int:
        return self.case.levels[issue].index(self.case.status_quo_level(issue))

    def _kept_from(self) -> Iterator[tuple[str, Bools]]:
        """By issue of which not every level can be had in one move from today: which can."""
        for issue in self.packages.issues:
            allowed = level_changes(self.case.issues[issue])[self._start(issue)].copy()
            allowed[self._start(issue)] = True
            if not allowed.all():
                yield issue, allowed

    def _valued_homes(self) -> list[str]:
        case = self.case
        homes = [home for party in self.packages.signatories for home in case.parties[party].home]
        return [home for home in homes if home in case.values or home in case.no_deal]

    def _where(self, condition: Condition, outer: Codes) -> Bools:
        return expr.evaluate(condition, {**self.codes, **outer}, self.case.levels)

    def _reads_outer(self, condition: Condition) -> tuple[bool, bool]:
        issues = set(expr.issues_of(condition, self.case.levels))
        return bool(issues & set(self.inner)), bool(issues & set(self.outer))

    def _split(self, condition: Condition) -> tuple[Condition, Bools | None]:
        """Evaluate a condition once if it reads no outer issue."""
        _, outer = self._reads_outer(condition)
        return condition, None if outer else self._where(condition, {})

    def _sum(self, owner: str) -> _Sum:
        points = central_points(self.case, owner)
        given = {one.address: Fraction(one.mode) for one in inputs(self.case).values()}
        stands, today = Fraction(0), Fraction(0)
        still = {issue: np.array(self._start(issue)) for issue in self.case.issues}
        for measure, one in points:
            today += one * self._share(measure, still)
        for branch in self.course.without_deal():
            weight = branch.exact_weight(given)
            for measure, one in points:
                stands += weight * one * self._share(measure, branch.codes)
        bar = reserved(self.case, owner, given, stands, Fraction)
        unit = lcm(bar.denominator, *(one.denominator * measure.denominator for measure, one in points))
        bounds = [int(abs(one) * measure.largest * unit) + 1 for measure, one in points]
        kind = whole_type(largest_sum([int(bar * unit), *bounds]))
        if kind is object and self.packages.shape[0] > OBJECT_LIMIT:
            what = f"the points of '{owner}' have more digits than so many packages can be counted with exactly"
            raise UsageError(what, "Round its points, or settle some issues first.")
        inner: Ints = np.zeros(self.shape, dtype=kind)
        outer, mixed, by_level = [], [], dict[str, list[int]]()
        for measure, one in points:
            whole = int(one * (unit // measure.denominator))
            issues = set(measure.issues(self.case))
            if not issues & set(self.outer):
                inner += whole * self._shares(measure, {}, kind)
            elif issues & set(self.inner):
                mixed.append((measure, whole))
            elif len(issues) == 1:
                (issue,) = issues
                every = {issue: np.arange(len(self.case.levels[issue]))}
                shares = np.broadcast_to(self._shares(measure, every, object), every[issue].shape)
                before = by_level.get(issue, [0] * len(shares))
                by_level[issue] = [known + whole * int(share) for known, share in zip(before, shares, strict=True)]
            else:
                outer.append((measure, whole))
        scale = scale_of(self.case, owner)
        return _Sum(
            inner,
            by_level,
            outer,
            mixed,
            int(bar * unit),
            int(today * unit),
            unit,
            scale,
            int(TOLERANCE * scale * unit),
        )

    def _votes(self) -> Iterator[tuple[Home, tuple[str | None, dict[str, Bools]]]]:
        """The homes of which the case says something: the owner of values if any, and the levels accepted by issue."""
        case = self.case
        for party in self.packages.signatories:
            levels: dict[str, dict[str, Bools]] = {}
            for place, entry in enumerate(case.ratification):
                if entry.party == party:
                    likely = likely_levels(case, place)
                    mine = levels.setdefault(entry.home, {})
                    mine[entry.issue] = mine[entry.issue] & likely if entry.issue in mine else likely
            for home in homes_of(case, party):
                owner = home if home in self.sums else None
                if home in levels or owner is not None:
                    yield (party, home), (owner, levels.get(home, {}))

    def waiting(self, owner: str) -> Fraction:
        """How many points today is worth more to an owner than what it has without a deal."""
        return Fraction(self.sums[owner].today - self.sums[owner].bar, self.sums[owner].unit)

    def blocks(self) -> Iterator[Codes]:
        """Give the fixed levels of every block."""
        for codes in product(*(range(len(self.case.levels[issue])) for issue in reversed(self.outer))):
            yield {issue: np.array(code) for issue, code in zip(reversed(self.outer), codes, strict=True)}

    def _shares(self, measure: Measure, outer: Codes, kind: type) -> Ints:
        """How much of some points the cells of a block get, in whole parts of the measure's denominator."""
        return measure.whole({**self.codes, **outer}, self.case, measure.denominator, kind)

    def _share(self, measure: Measure, codes: Mapping[str, Ints]) -> Fraction:
        """How much of some points a single outcome gets."""
        found = measure.whole(codes, self.case, measure.denominator, object)
        return Fraction(int(np.ravel(found)[0]), measure.denominator)

    def _outer(self, total: _Sum, outer: Codes) -> int:
        """What the issues that are fixed in a block add to its points."""
        alone = sum(levels[int(outer[issue])] for issue, levels in total.by_level.items())
        return alone + sum(whole * int(np.ravel(self._shares(one, outer, object))[0]) for one, whole in total.outer)

    def gains(self, owner: str, outer: Codes) -> Ints:
        """What an owner gains over no deal in the cells of a block, in its own integer units."""
        total = self.sums[owner]
        shift = -total.bar
        shift += self._outer(total, outer)
        result = total.inner + shift
        for measure, whole in total.mixed:
            result = result + whole * self._shares(measure, outer, result.dtype.type)
        return whole_difference(result, total.scale, total.unit)

    def consents(self, owner: str, outer: Codes) -> Bools:
        """Where an owner finds a package at least as good as no deal."""
        total = self.sums[owner]
        if total.mixed:
            return np.asarray(self.gains(owner, outer) >= 0, dtype=np.bool_)
        shift = self._outer(total, outer)
        return np.asarray(total.inner >= total.bar - shift - total.slack, dtype=np.bool_)

    def possible(self, outer: Codes) -> Bools:
        """Which packages of a block can occur and are more than the status quo."""
        mask = np.ones(self.shape, dtype=np.bool_)
        for issue, allowed in self.kept_from.items():
            mask &= allowed[outer.get(issue, self.codes[issue])]
        for condition, known in self.rules:
            mask &= ~(self._where(condition, outer) if known is None else known)
        mask &= self.packages.agreements.holds({**self.codes, **outer})
        if all(int(outer[issue]) == self._start(issue) for issue in self.outer):
            mask[tuple(self._start(issue) for issue in reversed(self.inner))] = False
        return mask

    def permitted(self, outer: Codes) -> Bools:
        """Which packages of a block no condition that is more likely real than not forbids."""
        mask = np.ones(self.shape, dtype=np.bool_)
        for condition, known in self.hard:
            mask &= ~(self._where(condition, outer) if known is None else known)
        return mask

    def accepted(self, outer: Codes) -> dict[Home, Bools]:
        """Which packages of a block each home accepts of which the case says something."""
        found = {}
        for home, (owner, levels) in self.votes.items():
            accepts = np.ones(self.shape, dtype=np.bool_) if owner is None else self.consents(owner, outer)
            for issue, accepted in levels.items():
                accepts = accepts & accepted[outer.get(issue, self.codes[issue])]
            found[home] = np.broadcast_to(accepts, self.shape)
        return found

    def deals(self, outer: Codes) -> Bools:
        """Which packages of a block are deals: possible, permitted, consented to and accepted at home."""
        parties = self.packages.signatories
        mask = self.possible(outer) & self.permitted(outer)
        mask &= enough(self.case, {party: self.consents(party, outer) for party in parties})
        return mask & ratified(self.case, parties, self.accepted(outer), self.shape) if self.votes else mask

    def count(self) -> int:
        """Count the deals, block by block."""
        return sum(int(np.count_nonzero(self.deals(outer))) for outer in self.blocks())
