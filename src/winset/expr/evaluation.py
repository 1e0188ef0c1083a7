"""Checking a condition's names, and evaluating it over arrays of level positions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from winset.errors import ExpressionError, nearest
from winset.expr.amounts import Amounts
from winset.expr.tree import (
    And,
    Comparison,
    Condition,
    Iff,
    Implies,
    Leaf,
    Levels,
    Member,
    Not,
    Or,
    Summand,
    Sums,
    is_issue,
    issues_of,
    leaves,
)

Codes: TypeAlias = Mapping[str, NDArray[np.integer]]
Bools: TypeAlias = NDArray[np.bool_]


def check_names(condition: Condition, issues: Levels) -> list[ExpressionError]:
    """Collect the names of a condition that do not fit the issues and levels of a case.

    Examples
    --------
    >>> from winset.expr import parse
    >>> print(check_names(parse("aid = resume"), {"aid": ["withheld", "resumed"]})[0])
    issue 'aid' has no level 'resume' (at character 7). Hint: Did you mean 'resumed'? Levels: withheld, resumed.
    """
    return [problem for leaf in leaves(condition) for problem in _misfits(leaf, issues)]


def _misfits(leaf: Leaf, issues: Levels) -> Iterator[ExpressionError]:
    if isinstance(leaf, Sums):
        yield from _sum_misfits(leaf, issues)
        return
    if leaf.issue not in issues:
        hint = nearest(leaf.issue, list(issues), "Issues")
        yield ExpressionError(f"there is no issue '{leaf.issue}'", hint, leaf.offset)
        return
    levels = issues[leaf.issue]
    named = (
        [(leaf.target, leaf.target_offset)]
        if isinstance(leaf, Comparison)
        else zip(leaf.levels, leaf.level_offsets, strict=True)
    )
    for name, offset in named:
        if name in levels:
            continue
        if isinstance(leaf, Comparison) and is_issue(leaf, issues):
            if why := _incomparable(levels, issues[name]):
                what = f"issues '{leaf.issue}' and '{name}' cannot be compared: {why}"
                yield ExpressionError(what, f"Compare '{leaf.issue}' with {_told_levels(levels)}.", offset)
        elif isinstance(levels, Amounts):
            exactly = isinstance(leaf, Member) or leaf.operator in {"=", "!="}
            yield from _amount_misfits(leaf.issue, levels, name, offset, exactly)
        else:
            hint = nearest(name, list(levels), "Levels")
            yield ExpressionError(f"issue '{leaf.issue}' has no level '{name}'", hint, offset)


def _told_levels(levels: Sequence[str]) -> str:
    if isinstance(levels, Amounts):
        return f"an amount from {levels[0]} to {levels[-1]}, or a mark"
    return f"one of: {', '.join(levels)}"


def _incomparable(one: Sequence[str], two: Sequence[str]) -> str:
    """Say why two issues cannot be compared with each other; nothing when they can."""
    if isinstance(one, Amounts) and isinstance(two, Amounts):
        if one.dated != two.dated:
            return "one counts dates"
        return f"their units are '{one.unit}' and '{two.unit}'" if one.unit != two.unit else ""
    return "" if list(one) == list(two) else "their levels differ"


def _amount_misfits(issue: str, levels: Amounts, name: str, offset: int, exactly: bool) -> Iterator[ExpressionError]:
    """Collect what is wrong with an amount that is none of the levels."""
    amount = levels.amount(name)
    if amount is None:
        what = f"issue '{issue}' has no amount or mark '{name}'"
        hint = nearest(name, list(levels.marks), "Marks") if levels.marks else f"Write {_told_levels(levels)}."
        yield ExpressionError(what, hint, offset)
    elif not levels.amounts[0] <= amount <= levels.amounts[-1]:
        what = f"{name} lies outside of issue '{issue}'"
        yield ExpressionError(what, f"It goes from {levels[0]} to {levels[-1]}.", offset)
    elif exactly and levels.place(name) is None:
        below, _ = levels.between(name)
        what = f"{name} lies between two steps of issue '{issue}'"
        yield ExpressionError(what, f"The nearest are {levels[below - 1]} and {levels[below]}.", offset)


def _sum_misfits(leaf: Sums, issues: Levels) -> Iterator[ExpressionError]:
    """Collect what is wrong with a comparison of sums: names, issues of named levels, mixed units."""
    units: dict[str, str] = {}
    for part in (*leaf.left, *leaf.right):
        levels = issues.get(part.issue, ())
        if not part.issue:
            continue
        if part.issue not in issues:
            what = f"there is no issue '{part.issue}'"
            yield ExpressionError(what, nearest(part.issue, list(issues), "Issues"), part.offset)
        elif not isinstance(levels, Amounts):
            what = f"issue '{part.issue}' has named levels and no amounts to add or compare with a number"
            yield ExpressionError(what, f"Compare it with {_told_levels(levels)}.", part.offset)
        elif levels.dated:
            yield ExpressionError(
                f"the dates of issue '{part.issue}' cannot be added", "Compare it alone.", part.offset
            )
        else:
            units.setdefault(levels.unit, part.issue)
    if len(units) > 1:
        told = " and ".join(f"'{issue}' in '{unit}'" for unit, issue in units.items())
        what = f"amounts of different units cannot be added or compared: {told}"
        yield ExpressionError(what, "Compare issues of one unit.", leaf.left[0].offset)


_COMPARE = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def evaluate(condition: Condition, codes: Codes, issues: Levels) -> Bools:
    """Evaluate a condition whose names have been checked.

    Parameters
    ----------
    condition : Condition
        What to evaluate.
    codes : mapping of str to ndarray of int
        Level positions of the issues it speaks of; arrays that broadcast against each other.
    issues : mapping of str to sequence of str
        The ordered levels of every issue.

    Returns
    -------
    ndarray of bool
        Of the broadcast shape of the arrays used.

    Examples
    --------
    >>> from winset.expr import parse
    >>> evaluate(parse("x >= b"), {"x": np.array([0, 1, 2])}, {"x": ["a", "b", "c"]}).tolist()
    [False, True, True]
    """
    match condition:
        case Not(operand):
            return ~evaluate(operand, codes, issues)
        case And(operands):
            return reduce(np.logical_and, (evaluate(operand, codes, issues) for operand in operands))
        case Or(operands):
            return reduce(np.logical_or, (evaluate(operand, codes, issues) for operand in operands))
        case Implies(premise, conclusion):
            return ~evaluate(premise, codes, issues) | evaluate(conclusion, codes, issues)
        case Iff(left, right):
            return ~(evaluate(left, codes, issues) ^ evaluate(right, codes, issues))
        case Comparison() | Member() | Sums():
            return _leaf(condition, codes, issues)


def _leaf(leaf: Leaf, codes: Codes, issues: Levels) -> Bools:
    if isinstance(leaf, Sums):
        return _compared_sums(leaf, codes, issues)
    own = codes[leaf.issue]
    levels = issues[leaf.issue]
    if isinstance(leaf, Member):
        among: Bools = np.isin(own, [_place(levels, level) for level in leaf.levels], invert=leaf.negated)
        return among
    compare = _COMPARE[leaf.operator]
    if is_issue(leaf, issues):
        other = issues[leaf.target]
        if isinstance(levels, Amounts) and isinstance(other, Amounts) and tuple(levels) != tuple(other):
            parts = ((Summand(Fraction(1), leaf.issue),), leaf.operator, (Summand(Fraction(1), leaf.target),))
            return _compared_sums(Sums(*parts), codes, issues)
        result: Bools = compare(own, codes[leaf.target])
    elif leaf.target not in levels and isinstance(levels, Amounts):
        result = _compared_amount(own, leaf.operator, *levels.between(leaf.target))
    else:
        result = compare(own, levels.index(leaf.target))
    return result


def _place(levels: Sequence[str], name: str) -> int:
    """Find the position of a level, mark or amount; -1 for an amount that is none of the levels."""
    if isinstance(levels, Amounts) and name not in levels:
        place = levels.place(name)
        return -1 if place is None else place
    return levels.index(name)


def _compared_amount(own: NDArray[np.integer], operator: str, below: int, up_to: int) -> Bools:
    """Compare positions with an amount of which it is known how many levels lie below it, and at or below it."""
    at_least, above = own >= below, own >= up_to
    results: dict[str, Bools] = {"<": ~at_least, "<=": ~above, ">": above, ">=": at_least}
    if operator in results:
        return results[operator]
    same: Bools = at_least & ~above
    return same if operator == "=" else ~same


def _compared_sums(leaf: Sums, codes: Codes, issues: Levels) -> Bools:
    """Compare two sums of amounts exactly: in whole numbers on a scale that makes all of them whole."""
    parts = [*leaf.left, *(Summand(-part.factor, part.issue) for part in leaf.right)]
    tables: list[tuple[list[Fraction], str]] = []
    constant = Fraction(0)
    for part in parts:
        levels = issues.get(part.issue)
        if isinstance(levels, Amounts):
            tables.append(([part.factor * one for one in levels.amounts], part.issue))
        else:
            constant += part.factor
    scale = lcm(constant.denominator, *(one.denominator for table, _ in tables for one in table))
    largest = abs(constant) + sum(max(map(abs, table)) for table, _ in tables)
    kind = np.int64 if largest * scale < 2**62 else object
    total: NDArray[Any] = np.array(int(constant * scale), dtype=kind)
    for table, issue in tables:
        total = total + np.array([int(one * scale) for one in table], dtype=kind)[codes[issue]]
    result: Bools = np.asarray(_COMPARE[leaf.operator](total, 0), dtype=np.bool_)
    return result


def evaluate_partial(condition: Condition, codes: Codes, issues: Levels) -> tuple[Bools, Bools]:
    """Evaluate a condition while some issues are still undecided (Kleene's three-valued logic).

    Parameters
    ----------
    condition, issues
        As in :func:`evaluate`.
    codes : mapping of str to ndarray of int
        Level positions of the issues already decided.

    Returns
    -------
    (ndarray of bool, ndarray of bool)
        Whether it can still be true, and whether it can still be false.

    Examples
    --------
    >>> from winset.expr import parse
    >>> can_hold, can_fail = evaluate_partial(parse("x = b and y = b"), {"x": np.array([0, 1])}, {"x": "ab", "y": "ab"})
    >>> can_hold.tolist(), can_fail.tolist()
    ([False, True], [True, True])
    """
    match condition:
        case Not(operand):
            true, false = evaluate_partial(operand, codes, issues)
            return false, true
        case And(operands):
            parts = [evaluate_partial(operand, codes, issues) for operand in operands]
            return reduce(np.logical_and, (true for true, _ in parts)), reduce(
                np.logical_or, (false for _, false in parts)
            )
        case Or(operands):
            parts = [evaluate_partial(operand, codes, issues) for operand in operands]
            return reduce(np.logical_or, (true for true, _ in parts)), reduce(
                np.logical_and, (false for _, false in parts)
            )
        case Implies(premise, conclusion):
            return evaluate_partial(Or((Not(premise), conclusion)), codes, issues)
        case Iff(left, right):
            (one, not_one), (two, not_two) = (evaluate_partial(side, codes, issues) for side in (left, right))
            return (one & two) | (not_one & not_two), (one & not_two) | (not_one & two)
        case Comparison() | Member() | Sums():
            if all(issue in codes for issue in issues_of(condition, issues)):
                holds = _leaf(condition, codes, issues)
                return holds, ~holds
            open_ended: Bools = np.ones((), dtype=np.bool_)
            return open_ended, open_ended
