"""Checking a condition's names, and evaluating it over arrays of level positions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from winset.errors import ExpressionError, nearest
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
    if leaf.issue not in issues:
        hint = nearest(leaf.issue, list(issues), "Issues")
        yield ExpressionError(f"there is no issue '{leaf.issue}'", hint, leaf.offset)
        return
    levels = list(issues[leaf.issue])
    named = (
        [(leaf.target, leaf.target_offset)]
        if isinstance(leaf, Comparison)
        else zip(leaf.levels, leaf.level_offsets, strict=True)
    )
    for name, offset in named:
        if name in levels:
            continue
        if isinstance(leaf, Comparison) and name in issues:
            if list(issues[name]) != levels:
                what = f"issues '{leaf.issue}' and '{name}' cannot be compared: their levels differ"
                yield ExpressionError(what, f"Compare '{leaf.issue}' with one of: {', '.join(levels)}.", offset)
            continue
        yield ExpressionError(f"issue '{leaf.issue}' has no level '{name}'", nearest(name, levels, "Levels"), offset)


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
        case Comparison() | Member():
            return _leaf(condition, codes, issues)


def _leaf(leaf: Leaf, codes: Codes, issues: Levels) -> Bools:
    own = codes[leaf.issue]
    levels = list(issues[leaf.issue])
    if isinstance(leaf, Member):
        among: Bools = np.isin(own, [levels.index(level) for level in leaf.levels], invert=leaf.negated)
        return among
    other = codes[leaf.target] if is_issue(leaf, issues) else levels.index(leaf.target)
    result: Bools = _COMPARE[leaf.operator](own, other)
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
        case Comparison() | Member():
            if all(issue in codes for issue in issues_of(condition, issues)):
                holds = _leaf(condition, codes, issues)
                return holds, ~holds
            open_ended: Bools = np.ones((), dtype=np.bool_)
            return open_ended, open_ended
