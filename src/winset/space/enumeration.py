"""Which outcomes are possible: all combinations that no rule forbids, refused with their number where too many."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.errors import CaseTooLargeError
from winset.expr import Condition
from winset.space.outcomes import Ints, OutcomeSpace, code_type

DENSE_LIMIT = 2**22
FREE_LIMIT = 2**24
"""The same where nothing is ruled out: there no list would be shorter."""
SPARSE_LIMIT = 2**21
_ALWAYS_DENSE = 2**12
_SPARSE_SHARE = 32


def outcome_space(case: Case) -> OutcomeSpace:
    """Enumerate the possible outcomes of a case, in the form that suits their number.

    Raises
    ------
    CaseTooLargeError
        If there are more outcomes than the limits allow; raised before memory for them is taken.
    """
    issues, levels = tuple(case.issues), case.levels
    sizes = [len(levels[issue]) for issue in issues]
    strides = tuple(prod(sizes[:k]) for k in range(len(sizes)))
    rules = forbidden(case) + _fixed(case)
    combinations = prod(sizes)
    if combinations > 2**62:
        raise CaseTooLargeError(case.file, 2**62, "Join or remove issues.")
    if combinations > (DENSE_LIMIT if rules else FREE_LIMIT):
        if not rules:
            raise CaseTooLargeError(
                case.file, FREE_LIMIT, "Join or remove issues, or add rules for what is impossible."
            )
        return OutcomeSpace(issues, levels, strides, _enumerate(case, rules, strides), None, case.guards)
    space = OutcomeSpace(issues, levels, strides, None, None, case.guards)
    if not rules:
        return space
    possible = np.ones(combinations, dtype=np.bool_)
    bare = OutcomeSpace(issues, levels, strides, None, None)  # the rules are guarded already
    for rule in rules:
        possible &= ~bare.where(rule)
    if possible.all():
        return space
    if combinations > _ALWAYS_DENSE and np.count_nonzero(possible) * _SPARSE_SHARE < combinations:
        return OutcomeSpace(issues, levels, strides, np.flatnonzero(possible), None, case.guards)
    return OutcomeSpace(issues, levels, strides, None, possible, case.guards)


def _fixed(case: Case) -> list[Condition]:
    """Rules that keep an issue at its status quo that neither a party nor a deadline moves."""
    dated = {key for deadline in case.deadlines for key in deadline.then}
    idle = [key for key, issue in case.issues.items() if not issue.control and key not in dated]
    return [expr.Comparison(key, "!=", case.status_quo_level(key), 0, 0) for key in idle]


def forbidden(case: Case) -> list[Condition]:
    """Give everything that must not hold: the rules, and an issue off its first level while it does not exist."""
    return [case.condition(rule.when) for rule in case.impossible] + [
        expr.And((expr.Not(guard), expr.Comparison(key, "!=", case.levels[key][0])))
        for key, guard in case.guards.items()
    ]


def _enumerate(case: Case, rules: list[Condition], strides: tuple[int, ...]) -> Ints:
    """List the possible outcomes: the ways of issues that no rule ties together, each with each.

    How many there are is known, and too many are refused, before any of them is put together.
    """
    ways = [
        _ways(case, group, [rule for rule in rules if not group.isdisjoint(expr.issues_of(rule, case.levels))], strides)
        for group in _tied(case, rules)
    ]
    if prod(map(len, ways)) > SPARSE_LIMIT:
        raise _too_many(case)
    numbers = np.zeros(1, dtype=np.int64)
    for one in ways:
        numbers = np.add.outer(one, numbers).reshape(-1)
    return np.sort(numbers)


def _too_many(case: Case) -> CaseTooLargeError:
    return CaseTooLargeError(case.file, SPARSE_LIMIT, "Join or remove issues, or add rules for what is impossible.")


def _tied(case: Case, rules: list[Condition]) -> list[frozenset[str]]:
    """Part the issues into groups such that every rule speaks of issues of one group."""
    groups = [frozenset({issue}) for issue in case.issues]
    for rule in rules:
        used = set(expr.issues_of(rule, case.levels))
        joined = [group for group in groups if group & used]
        if len(joined) > 1:
            groups = [group for group in groups if not group & used] + [frozenset().union(*joined)]
    return groups


def _ways(case: Case, group: frozenset[str], rules: list[Condition], strides: tuple[int, ...]) -> Ints:
    """List what a group of issues adds to the numbers of outcomes, dropping what is ruled out as soon as it is."""
    levels, keys = case.levels, list(case.levels)
    numbers = np.zeros(1, dtype=np.int64)
    decided: dict[str, NDArray[np.integer[Any]]] = {}
    used = [set(expr.issues_of(rule, levels)) for rule in rules]
    rest = _issue_order(levels, group, used)
    while rest:
        issue, *rest = rest
        count = len(levels[issue])
        if len(numbers) * count > 4 * SPARSE_LIMIT:
            raise _too_many(case)
        codes = np.tile(np.arange(count, dtype=code_type(count)), len(numbers))
        decided = {key: np.repeat(value, count) for key, value in decided.items()} | {issue: codes}
        numbers = np.repeat(numbers, count) + codes.astype(np.int64) * strides[keys.index(issue)]
        keep = np.ones(len(numbers), dtype=np.bool_)
        for rule, named in zip(rules, used, strict=True):
            if issue in named:
                keep &= expr.evaluate_partial(rule, decided, levels)[1]
        # an issue all of whose rules are decided is not asked for again
        open_issues = set().union(*(named for named in used if not named.isdisjoint(rest)))
        numbers = numbers[keep]
        decided = {key: value[keep] for key, value in decided.items() if key in open_issues}
        if len(numbers) > SPARSE_LIMIT:
            raise _too_many(case)
    return numbers


def _issue_order(levels: Mapping[str, Sequence[str]], group: Collection[str], used: list[set[str]]) -> list[str]:
    """Order issues so that rules become decidable early: the one most bound to issues already taken comes first."""
    order: list[str] = []
    rest = [issue for issue in levels if issue in group]
    while rest:
        taken = set(order)
        chosen = max(
            rest,
            key=lambda issue: (sum(1 + len(rule & taken) for rule in used if issue in rule), -len(levels[issue])),
        )
        order.append(chosen)
        rest.remove(chosen)
    return order
