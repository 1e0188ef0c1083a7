"""How much of an entry's points an outcome gets: where a condition holds, along amounts, or both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property, lru_cache
from math import lcm, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.case.negotiation import Value
from winset.expr import Amounts
from winset.frozen import Frozen
from winset.space.lines import on_line

Table = tuple[Fraction, ...]
Codes = Mapping[str, NDArray[np.integer]]


class Measure(Frozen):
    """The share of an entry's points that an outcome gets.

    Attributes
    ----------
    when : str
        The condition without which it gets nothing; empty when it depends on none.
    along : tuple of (str, tuple of Fraction)
        Issues with a factor for each of their levels: the product counts.
    less : Fraction
        What is taken from the product, so that today gets nothing.

    Examples
    --------
    >>> import winset
    >>> chicken = winset.load("chicken")
    >>> straight = Measure("row = swerve", (("column", (Fraction(1, 2), Fraction(2))),))
    >>> straight.floats({"row": np.array([0, 1, 1]), "column": np.array([0, 0, 1])}, chicken).tolist()
    [0.0, 0.5, 2.0]
    """

    when: str = ""
    along: tuple[tuple[str, Table], ...] = ()
    less: Fraction = Fraction(0)

    @property
    def plain(self) -> bool:
        """Whether it is a condition alone: all of the points or nothing."""
        return not self.along

    @cached_property
    def denominator(self) -> int:
        """The least number, at most, that makes every share whole when multiplied by it."""
        return lcm(prod(_denominator(table) for _, table in self.along), self.less.denominator)

    @cached_property
    def largest(self) -> Fraction:
        """A bound on the size of every share."""
        return prod((max(map(abs, table)) for _, table in self.along), start=Fraction(1)) + abs(self.less)

    def issues(self, case: Case) -> tuple[str, ...]:
        """List the issues it depends on."""
        own = expr.issues_of(case.condition(self.when), case.levels) if self.when else ()
        return tuple(dict.fromkeys([*own, *(issue for issue, _ in self.along)]))

    def whole(self, codes: Codes, case: Case, unit: int, kind: type) -> NDArray[Any]:
        """Give the shares in whole parts, ``unit`` of them to one: a multiple of the denominator."""
        parts: list[tuple[str, NDArray[Any]]] = []
        spread = unit
        for issue, table in self.along:
            own = _denominator(table)
            spread //= own
            parts.append((issue, np.array([int(one * own) for one in table], dtype=kind)))
        total: NDArray[Any] = np.array(spread, dtype=kind)
        for issue, column in parts:
            total = total * column[codes[issue]]
        total = total - int(self.less * unit) if self.less else total
        return total * self._holds(codes, case).astype(kind) if self.when else total

    def floats(self, codes: Codes, case: Case) -> NDArray[np.float64]:
        """Give the shares as binary numbers: an array that broadcasts to the shape of the codes."""
        total: NDArray[np.float64] = np.ones(())
        for issue, table in self.along:
            total = total * _column(table)[codes[issue]]
        total = total - float(self.less) if self.less else total
        return total * self._holds(codes, case) if self.when else total

    def _holds(self, codes: Codes, case: Case) -> NDArray[np.bool_]:
        return expr.evaluate(case.condition(self.when), codes, case.levels)


@lru_cache(maxsize=1024)
def _column(table: Table) -> NDArray[np.float64]:
    return np.array([float(one) for one in table])


@lru_cache(maxsize=1024)
def _denominator(table: Table) -> int:
    return lcm(*(one.denominator for one in table))


def measured(case: Case, value: Value) -> Iterator[tuple[str, Measure]]:
    """Give the inputs of a value, each told by the end of its address, with the measure of its points.

    A curve is a sum: every named point counts fully at its own amount and less and less up to its neighbours'. Points a
    unit count from where the issue stands today, and so do products of amounts.
    """
    points = tuple(value.points) if isinstance(value.points, dict) else ()
    yield from case.shared(("measured", value.when, value.of, value.times, points), lambda: [*_measured(case, value)])


def _measured(case: Case, value: Value) -> Iterator[tuple[str, Measure]]:
    guard = _guarded(case, value)
    if value.of is None:
        yield "", Measure(value.when)
    elif isinstance(value.points, dict):
        for level, table in along(case, value.of, tuple(value.points)).items():
            yield level, Measure(guard, ((value.of, table),))
    else:
        issues = [value.of, *([value.times] if value.times else [])]
        tables = [(issue, _amounts(case, issue)) for issue in issues]
        today = prod(table[case.levels[issue].index(case.status_quo_level(issue))] for issue, table in tables)
        yield "each", Measure(guard, tuple(tables), Fraction(today))


def along(case: Case, issue: str, points: tuple[str, ...]) -> dict[str, Table]:
    """Give for every named point of an issue how much it counts at each level.

    Between two named amounts the shares run in straight lines; beyond the last they stay as there. Of named levels
    each counts for itself.
    """
    levels = case.levels[issue]
    if not isinstance(levels, Amounts):
        return {point: tuple(Fraction(level == point) for level in levels) for point in points}
    named = sorted((amount, point) for point in points if (amount := levels.amount(point)) is not None)
    found = {point: [Fraction(0)] * len(levels) for point in points}
    amounts = [amount for amount, _ in named]
    for place, level in enumerate(levels.amounts if named else ()):
        point, share = on_line(amounts, level)
        found[named[point][1]][place] = 1 - share
        if share:
            found[named[point + 1][1]][place] = share
    return {point: tuple(shares) for point, shares in found.items()}


def _amounts(case: Case, issue: str) -> Table:
    levels = case.levels[issue]
    return levels.amounts if isinstance(levels, Amounts) else tuple(map(Fraction, range(len(levels))))


def _guarded(case: Case, value: Value) -> str:
    """Give the condition of a value along amounts: its own, and that its issues exist."""
    issues = [key for key in (value.of, value.times) if key and key in case.guards]
    guards = [expr.format_condition(case.guards[key]) for key in issues]
    parts = [f"({part})" for part in (value.when, *guards) if part]
    return " and ".join(parts)
