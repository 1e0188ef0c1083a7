"""A case at its most likely values as blocks of issues that nothing ties together, however many packages there are.

Issues are tied by values that speak of several of them, by rules and by conditions. What an issue's existence hangs on
is settled first, level by level; with it settled, the blocks are listed one by one and merged
(:mod:`winset.engines.deals.separable`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import lcm, prod

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.talks.homes import homes_of, level_chances
from winset.engines.talks.reservation import reserved
from winset.engines.talks.situation import likely_conditions
from winset.errors import UsageError
from winset.expr import Condition
from winset.frozen import Frozen
from winset.space.comparing import largest_sum, whole_type
from winset.space.course import Course
from winset.space.draws import modes
from winset.space.enumeration import forbidden
from winset.space.inputs import inputs
from winset.space.measures import Measure
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages
from winset.space.units import level_changes
from winset.space.worth import central_points, terms

MOST_SETTLED = 64
MOST_IN_A_BLOCK = 2**20


class _Worth(Frozen):
    """The points of a signatory in whole units: by measure, what no deal is worth, what today is, and a bound."""

    parts: tuple[tuple[Measure, int], ...]
    bar: int
    today: int
    unit: int
    largest: int


class Space(Frozen, eq=False):
    """What is left when the issues on which others' existence hangs are settled: blocks, and whether all are deals."""

    fixed: Mapping[str, int]
    blocks: tuple[tuple[str, ...], ...]
    options: tuple[Ints, ...]
    worth: tuple[Ints, ...]
    bars: tuple[int, ...]
    occur: int


class Split:
    """A case whose packages are taken apart into blocks of issues that nothing ties together.

    With ``drawn`` conditions tie issues and homes' chances are left to each draw; neither forbids anything here.

    Raises
    ------
    UsageError
        If something ties all of them together; says what.
    """

    def __init__(self, case: Case, packages: Packages, drawn: bool = False) -> None:
        self.case, self.packages = case, packages
        self._refuse()
        self.still = {key: case.levels[key].index(case.status_quo_level(key)) for key in case.issues}
        self.worths = [self._worth(party) for party in packages.signatories]
        self.modes = modes(inputs(case))
        self.rules, self.hard = forbidden(case), [] if drawn else list(map(case.violation, likely_conditions(case)))
        self.ties = self._ties(drawn)
        read = {one for guard in case.guards.values() for one in expr.issues_of(guard, case.levels)}
        self.hubs = [key for key in packages.issues if key in read]
        combinations = prod(len(case.levels[key]) for key in self.hubs)
        if combinations > MOST_SETTLED:
            raise self.too_large(f"the existence of issues hangs on {combinations:,} combinations of others")
        self.allowed = {key: self._may_be_had(key) for key in packages.issues}
        self.accepted = self._accepted(drawn)

    def too_large(self, why: str, rest: str = "or take out what ties the issues together") -> UsageError:
        """Refuse a case with the count of its packages, and why they cannot be taken apart."""
        what = f"{self.packages.shape[0]:,} packages are too many to list, and they cannot be taken apart: {why}"
        return UsageError(what, f"Settle some issues first, join levels, {rest}.")

    def _refuse(self) -> None:
        case, packages = self.case, self.packages
        if packages.shape[1] > 1:
            raise self.too_large("absent parties answer to whole packages")
        if not Course(case).trivial:
            raise self.too_large("deadlines or law act on whole packages")
        if case.talks.need != "all":
            raise self.too_large("a quorum decides on whole packages")
        for party in packages.signatories:
            valued = [home for home in homes_of(case, party) if home in case.values or home in case.no_deal]
            if valued or case.homes.get(party):
                raise self.too_large(f"the homes of {case.party_name(party)} judge whole packages")

    def _worth(self, party: str) -> _Worth:
        case = self.case
        known = [(measure, one) for measure, one in central_points(case, party) if one]
        still = {key: np.array(place) for key, place in self.still.items()}
        given = {one.address: Fraction(one.mode) for one in inputs(case).values()}
        shares = [
            Fraction(int(measure.whole(still, case, measure.denominator, object)), measure.denominator)
            for measure, _ in known
        ]
        today = sum((share * one for share, (_, one) in zip(shares, known, strict=True)), Fraction(0))
        bar = reserved(case, party, given, today, Fraction)
        unit = lcm(bar.denominator, today.denominator, *(one.denominator * each.denominator for each, one in known))
        parts = tuple((each, int(one * (unit // each.denominator))) for each, one in known)
        largest = largest_sum([int(bar * unit), *(int(abs(one) * each.largest * unit) + 1 for each, one in known)])
        return _Worth(parts, int(bar * unit), int(today * unit), unit, largest)

    def _may_be_had(self, key: str) -> Bools:
        """Which levels of an issue one move leads to, pressing nobody."""
        mask: Bools = level_changes(self.case.issues[key])[self.still[key]].copy()
        mask[self.still[key]] = True
        mask[list(self.packages.agreements.pressing.get(key, ()))] = False
        return mask

    def _ties(self, drawn: bool) -> list[Condition | Measure]:
        """What ties the issues it reads together."""
        case = self.case
        stated = [] if case.agreement.when is None else [case.condition(case.agreement.when)]
        if not drawn:
            return [*self.rules, *self.hard, *stated, *(when for one in self.worths for when, _ in one.parts)]
        conditions = map(case.violation, case.conditions)
        measures = [term.measure for party in self.packages.signatories for term in terms(case, party)]
        return [*self.rules, *conditions, *stated, *measures]

    def _accepted(self, drawn: bool) -> dict[str, Bools]:
        """Which levels of each issue every home accepts."""
        found: dict[str, Bools] = {key: np.ones(len(self.case.levels[key]), dtype=np.bool_) for key in self.allowed}
        for place, entry in enumerate(() if drawn else self.case.ratification):
            if entry.party in self.packages.signatories and entry.issue in found:
                found[entry.issue] &= level_chances(self.case, place, self.modes)[:, 0] > 0.5
        return found

    def settled(self) -> Iterator[dict[str, int]]:
        """Give every way to settle the issues on which others' existence hangs."""
        for codes in product(*(np.flatnonzero(self.allowed[key]) for key in self.hubs)):
            yield dict(zip(self.hubs, map(int, codes), strict=True))

    def space(self, settled: Mapping[str, int]) -> Space | None:
        """Take apart what is left when some issues are settled; None where that cannot occur or settles nothing."""
        case = self.case
        codes = {key: np.array(place) for key, place in {**self.still, **settled}.items()}
        fixed = dict(settled)
        for key, guard in case.guards.items():
            if key in self.packages.issues and not bool(expr.evaluate(guard, codes, case.levels)):
                if settled.get(key):
                    return None
                fixed[key], codes[key] = 0, np.array(0)
        free = [key for key in self.packages.issues if key not in fixed]
        if not free and all(self.still[key] == fixed[key] for key in self.packages.issues):
            return None
        groups = self._tied(free)
        shapes = [tuple(len(case.levels[key]) for key in group) for group in groups]
        for group, shape in zip(groups, shapes, strict=True):
            if prod(shape) > MOST_IN_A_BLOCK:
                told = ", ".join(case.issue_name(key) for key in group[:4])
                raise self.too_large(f"{len(group)} issues with {prod(shape):,} combinations are tied ({told} …)")
        if self._broken(self.rules, codes, free) or not self._stated(codes, free):
            return None
        possible = [self._possible(group, codes) for group in groups]
        occur = prod(int(np.count_nonzero(mask)) for mask in possible)
        possible = [mask & self._permitted(group, codes) for mask, group in zip(possible, groups, strict=True)]
        refused = any(not self.accepted[key][fixed[key]] for key in self.hubs if key not in self.resting(fixed, codes))
        constant = [self._constants(worth, codes, free) for worth in self.worths]
        if refused or self._broken(self.hard, codes, free):
            possible = [np.zeros_like(mask) for mask in possible] or [np.zeros(1, dtype=np.bool_)]
        options = tuple(np.flatnonzero(mask) for mask in possible)
        kind = whole_type(max(one.largest for one in self.worths))
        worth = tuple(
            np.array([self._sums(one, group, codes, kind)[at] for one in self.worths], dtype=kind)
            for group, at in zip(groups, options, strict=True)
        )
        bars = tuple(one.bar - same for one, same in zip(self.worths, constant, strict=True))
        if not groups:  # everything is settled: one package
            options = (np.flatnonzero(possible[0]) if possible else np.zeros(1, dtype=np.int64),)
            worth, groups = (np.zeros((len(bars), len(options[0])), dtype=kind),), ((),)
        return Space(fixed, tuple(groups), options, worth, bars, occur)

    def reads(self, what: Condition | Measure, free: Sequence[str]) -> list[str]:
        """Which of some issues a condition or measure reads."""
        read = what.issues(self.case) if isinstance(what, Measure) else expr.issues_of(what, self.case.levels)
        return [key for key in read if key in free]

    def _tied(self, free: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Put issues that something ties together into groups, in their order."""
        group = {key: {key} for key in free}
        for condition in self.ties:
            read = self.reads(condition, free)
            together = set().union(*(group[key] for key in read))
            group |= dict.fromkeys(together, together)
        found = dict.fromkeys(tuple(key for key in free if key in group[one]) for one in free)
        return tuple(found)

    def combinations(self, group: Sequence[str], codes: Mapping[str, Ints]) -> dict[str, Ints]:
        """The levels of the issues of a group, combination by combination, first issue least significant."""
        sizes = [len(self.case.levels[key]) for key in group]
        number = np.arange(prod(sizes))
        own = {key: number // prod(sizes[:place]) % sizes[place] for place, key in enumerate(group)}
        return {**codes, **own}

    def resting(self, fixed: Mapping[str, int], codes: Mapping[str, Ints]) -> set[str]:
        """The settled issues that do not exist."""
        guards, levels = self.case.guards, self.case.levels
        return {key for key in fixed if key in guards and not bool(expr.evaluate(guards[key], codes, levels))}

    def _possible(self, group: Sequence[str], settled: Mapping[str, Ints]) -> Bools:
        """Which combinations of a group can occur, as far as they decide that."""
        codes = self.combinations(group, settled)
        mask = np.ones(prod(len(self.case.levels[key]) for key in group), dtype=np.bool_)
        for key in group:
            mask &= self.allowed[key][codes[key]]
        for condition in self.rules:
            if self.reads(condition, group):
                mask &= ~expr.evaluate(condition, codes, self.case.levels)
        stated = self.case.agreement.when
        if stated is not None and self.reads(self.case.condition(stated), group):
            mask &= expr.evaluate(self.case.condition(stated), codes, self.case.levels)
        return mask

    def _permitted(self, group: Sequence[str], settled: Mapping[str, Ints]) -> Bools:
        """Which combinations of a group no real condition forbids and every home accepts."""
        codes = self.combinations(group, settled)
        mask = np.ones(prod(len(self.case.levels[key]) for key in group), dtype=np.bool_)
        for key in group:
            mask &= self.accepted[key][codes[key]]
        for condition in self.hard:
            if self.reads(condition, group):
                mask &= ~expr.evaluate(condition, codes, self.case.levels)
        return mask

    def _broken(self, never: Sequence[Condition], codes: Mapping[str, Ints], free: Sequence[str]) -> bool:
        """Whether what is settled alone does what must not be."""
        levels = self.case.levels
        return any(bool(expr.evaluate(one, codes, levels)) for one in never if not self.reads(one, free))

    def _stated(self, codes: Mapping[str, Ints], free: Sequence[str]) -> bool:
        """Whether what is settled leaves an agreement possible, by what the case states of one."""
        if self.case.agreement.when is None:
            return True
        stated = self.case.condition(self.case.agreement.when)
        return bool(self.reads(stated, free)) or bool(expr.evaluate(stated, codes, self.case.levels))

    def _constants(self, worth: _Worth, codes: Mapping[str, Ints], free: Sequence[str]) -> int:
        """What the settled issues alone are worth."""
        return sum(
            part * int(measure.whole(codes, self.case, measure.denominator, object))
            for measure, part in worth.parts
            if not self.reads(measure, free)
        )

    def _sums(self, worth: _Worth, group: Sequence[str], codes: Mapping[str, Ints], kind: type) -> Ints:
        own = self.combinations(group, codes)
        total: Ints = np.zeros(prod(len(self.case.levels[key]) for key in group), dtype=kind)
        for measure, part in worth.parts:
            if self.reads(measure, group):
                total = total + part * measure.whole(own, self.case, measure.denominator, kind)
        return total

    def package(self, space: Space, chosen: Sequence[int]) -> dict[str, int]:
        """The level of every negotiated issue, from the options chosen in the blocks."""
        found = dict(space.fixed)
        for group, options, at in zip(space.blocks, space.options, chosen, strict=True):
            number = int(options[at])
            for key in group:
                number, found[key] = divmod(number, len(self.case.levels[key]))
        return found
