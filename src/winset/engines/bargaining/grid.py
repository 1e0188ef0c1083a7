"""Deals at the most likely values over very many packages, exactly and block by block.

The issues are split: the first ones span the cells of a block, the others are fixed from block to block. What depends
on the inner issues alone is computed once; what depends on the outer ones alone is a number for each block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm, prod

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.bargaining.homes import needed
from winset.engines.bargaining.situation import share_lost, span_of_days, years_lasted
from winset.errors import CaseTooLargeError
from winset.expr import And, Comparison, Condition, Not
from winset.space.inputs import Triple
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages
from winset.space.units import level_changes
from winset.space.worth import central_points

BLOCK = 2**17
COUNT_LIMIT = 2**33
Codes = dict[str, Ints]


@dataclass(frozen=True, eq=False)
class _Sum:
    """The points of one owner: a part over the inner cells, and what the outer issues add."""

    inner: Ints
    outer: Sequence[tuple[Condition, int]]
    mixed: Sequence[tuple[Condition, int]]
    bar: int
    scale: int


class Grid:
    """The packages of a case at the most likely values, in blocks.

    Parameters
    ----------
    case : Case
        A case in which no absent party has an answer to give.
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
        self.sums = {owner: self._sum(owner) for owner in (*packages.signatories, *self._valued_homes())}
        resting = [And((Not(guard), Comparison(key, "!=", case.levels[key][0]))) for key, guard in case.guards.items()]
        self.rules = [self._split(one) for one in [*(case.condition(rule.when) for rule in case.impossible), *resting]]
        self.hard = [self._split(condition) for condition in _likely_conditions(case)]
        self.votes = {party: self._votes(party) for party in packages.signatories}

    def _start(self, issue: str) -> int:
        return self.case.levels[issue].index(self.case.status_quo_level(issue))

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
        bar, status_quo = self._no_deal(owner), Fraction(0)
        parsed = [(self.case.condition(when), one) for when, one in points]
        still = {issue: np.array(self._start(issue)) for issue in self.case.issues}
        for condition, one in parsed:
            status_quo += one * int(expr.evaluate(condition, still, self.case.levels))
        known = owner in self.case.no_deal
        bar = bar if known else bar + status_quo
        scale = lcm(bar.denominator, *(one.denominator for _, one in points))
        inner = np.zeros(self.shape, dtype=np.int64)
        outer, mixed = [], []
        for condition, one in parsed:
            whole = int(one * scale)
            reads_inner, reads_outer = self._reads_outer(condition)
            if not reads_outer:
                inner += whole * self._where(condition, {})
            elif reads_inner:
                mixed.append((condition, whole))
            else:
                outer.append((condition, whole))
        return _Sum(inner, outer, mixed, int(bar * scale), scale)

    def _no_deal(self, owner: str) -> Fraction:
        """What an owner has without a deal; relative to the status quo where the case gives no value."""
        case = self.case
        value = Fraction(0)
        if owner in case.no_deal:
            entry = case.no_deal[owner]
            lost = Fraction(share_lost(entry, span_of_days(case))).limit_denominator(10**6)
            value = Fraction(entry.value[1]) - Fraction(entry.decay[1]) * lost
        for threat in case.threats:
            if threat.target == owner:
                value -= Fraction(threat.cost[1])
        if case.talks.ripeness is not None and owner in case.parties:
            years = Fraction(years_lasted(case)).limit_denominator(10**6)
            value -= Fraction(case.talks.ripeness[1]) * years
        return value

    def _votes(self, party: str) -> list[tuple[str, str | None, dict[str, Bools]]]:
        """The homes of a party: name, owner of values if any, and the levels it accepts by issue."""
        case = self.case
        homes: dict[str, dict[str, Bools]] = {}
        for entry in case.ratification:
            if entry.party == party:
                homes.setdefault(entry.home, {})[entry.issue] = _accepted_levels(case, entry.issue, entry.chances)
        for home in case.parties[party].home:
            if home in case.values or home in case.no_deal:
                homes.setdefault(home, {})
        return [(home, home if home in self.sums else None, levels) for home, levels in homes.items()]

    def blocks(self) -> Iterator[Codes]:
        """Give the fixed levels of every block."""
        for codes in product(*(range(len(self.case.levels[issue])) for issue in reversed(self.outer))):
            yield {issue: np.array(code) for issue, code in zip(reversed(self.outer), codes, strict=True)}

    def gains(self, owner: str, outer: Codes) -> Ints:
        """What an owner gains over no deal in the cells of a block, in its own integer units."""
        total = self.sums[owner]
        shift = -total.bar
        shift += sum(whole for condition, whole in total.outer if bool(self._where(condition, outer)))
        result = total.inner + shift
        for condition, whole in total.mixed:
            result += whole * self._where(condition, outer)
        return result

    def consents(self, owner: str, outer: Codes) -> Bools:
        """Where an owner finds a package at least as good as no deal."""
        total = self.sums[owner]
        if total.mixed:
            return np.asarray(self.gains(owner, outer) >= 0)
        shift = sum(whole for condition, whole in total.outer if bool(self._where(condition, outer)))
        return np.asarray(total.inner >= total.bar - shift)

    def possible(self, outer: Codes) -> Bools:
        """Which packages of a block can occur and are more than the status quo."""
        mask = np.ones(self.shape, dtype=np.bool_)
        for issue in self.packages.issues:
            allowed = level_changes(self.case.issues[issue])[self._start(issue)].copy()
            allowed[self._start(issue)] = True
            if not allowed.all():
                mask &= allowed[outer.get(issue, self.codes[issue])]
        for condition, known in self.rules:
            mask &= ~(self._where(condition, outer) if known is None else known)
        if all(int(outer[issue]) == self._start(issue) for issue in self.outer):
            mask[tuple(self._start(issue) for issue in reversed(self.inner))] = False
        return mask

    def permitted(self, outer: Codes) -> Bools:
        """Which packages of a block no condition that is more likely real than not forbids."""
        mask = np.ones(self.shape, dtype=np.bool_)
        for condition, known in self.hard:
            mask &= ~(self._where(condition, outer) if known is None else known)
        return mask

    def ratified(self, outer: Codes) -> Bools:
        """Which packages of a block every party brings home."""
        mask = np.ones(self.shape, dtype=np.bool_)
        for party, homes in self.votes.items():
            rule = self.case.homes.get(party)
            votes = np.zeros(self.shape, dtype=np.uint8)
            for home, owner, levels in homes:
                accepts = np.ones(self.shape, dtype=np.bool_) if owner is None else self.consents(owner, outer)
                for issue, accepted in levels.items():
                    accepts = accepts & accepted[outer.get(issue, self.codes[issue])]
                votes += accepts
                if rule and home in rule.veto:
                    mask &= accepts
            if homes:
                mask &= votes >= (len(homes) if rule is None else needed(rule.need, len(homes)))
        return mask

    def deals(self, outer: Codes) -> Bools:
        """Which packages of a block are deals: possible, permitted, consented to and accepted at home."""
        talks = self.case.talks
        mask = self.possible(outer) & self.permitted(outer)
        if talks.need == "all":
            for party in self.packages.signatories:
                mask &= self.consents(party, outer)
        else:
            votes = np.zeros(self.shape, dtype=np.uint8)
            for party in self.packages.signatories:
                consents = self.consents(party, outer)
                votes += consents
                if party in talks.veto:
                    mask &= consents
            mask &= votes >= needed(talks.need, len(self.packages.signatories))
        return mask & self.ratified(outer) if any(self.votes.values()) else mask

    def count(self) -> int:
        """Count the deals, block by block."""
        return sum(int(np.count_nonzero(self.deals(outer))) for outer in self.blocks())


def _likely_conditions(case: Case) -> Iterator[Condition]:
    """What the conditions that are more likely real than not forbid."""
    for one in case.conditions.values():
        if one.probability[1] > Fraction(1, 2):
            yield And((case.condition(one.withholds), Not(case.condition(one.unless))))


def _accepted_levels(case: Case, issue: str, chances: Mapping[str, Triple]) -> Bools:
    """Which levels a home accepts with better than an even chance at the most likely values."""
    levels = case.levels[issue]
    start = levels.index(case.status_quo_level(issue))
    accepted = np.ones(len(levels), dtype=np.bool_)
    for outward in (range(start + 1, len(levels)), range(start - 1, -1, -1)):
        so_far = True
        for level in outward:
            if levels[level] in chances:
                so_far = chances[levels[level]][1] > Fraction(1, 2)
            accepted[level] = so_far
        for nearer, farther in zip(list(outward)[-2::-1], list(outward)[:0:-1], strict=True):
            accepted[nearer] |= accepted[farther]
    return accepted
