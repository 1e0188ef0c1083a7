"""The conditions in the entries of a draft: which issues they speak of, and what a changed issue makes of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeAlias

from winset import expr
from winset.drafting.entries.addresses import name_of
from winset.drafting.proposal import Draft, DraftEntry, DraftIssue
from winset.expr import Comparison, Condition, Member, Sums
from winset.frozen import replace

LeafChange: TypeAlias = Callable[[Comparison | Member | Sums], Condition]


def opposite(condition: Condition, issue: DraftIssue) -> Condition:
    """What holds exactly where a condition does not; of two levels the other one."""
    match condition:
        case Comparison(key, "=" | "!=" as operator, target) if not issue.span and len(issue.levels) == 2:
            other = next((level for level in issue.levels if level != target), target)
            return Comparison(key, "=", other if operator == "=" else target)
        case Comparison(key, operator, target):
            turned = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}[operator]
            return Comparison(key, turned, target)
        case expr.Not(operand):
            return operand
    return expr.Not(condition)


def _mapped(condition: Condition, change: LeafChange) -> Condition:
    match condition:
        case Comparison() | Member() | Sums():
            return change(condition)
        case expr.Not(operand):
            return expr.Not(_mapped(operand, change))
        case expr.And(operands):
            return expr.And(tuple(_mapped(one, change) for one in operands))
        case expr.Or(operands):
            return expr.Or(tuple(_mapped(one, change) for one in operands))
        case expr.Implies(first, second):
            return expr.Implies(_mapped(first, change), _mapped(second, change))
        case expr.Iff(first, second):
            return expr.Iff(_mapped(first, change), _mapped(second, change))


def moved(issue: str, to: str, levels: dict[str, str]) -> LeafChange:
    """Say of one issue what is said of another, its levels under other names."""

    def change(leaf: Comparison | Member | Sums) -> Condition:
        match leaf:
            case Comparison(key, operator, target) if key == issue:
                return Comparison(to, operator, levels.get(target, target))
            case Member(key, targets, negated) if key == issue:
                return Member(to, tuple(levels.get(one, one) for one in targets), negated)
        return leaf

    return change


def _changed(condition: str, change: LeafChange) -> str:
    return expr.format_condition(_mapped(expr.parse(condition), change))


def with_conditions(draft: Draft, change: LeafChange, only: Collection[str] | None = None) -> Draft:
    """Change the conditions of all entries, or of some."""

    def meant(part: str, one: DraftEntry, place: int) -> bool:
        return only is None or f"{part}.{name_of(one, place)}" in only

    return replace(
        draft,
        statements=tuple(
            replace(one, prefer=_changed(one.prefer, change)) if meant("statements", one, place) else one
            for place, one in enumerate(draft.statements)
        ),
        conditions=tuple(
            replace(one, withholds=_changed(one.withholds, change), unless=_changed(one.unless, change))
            if meant("conditions", one, place)
            else one
            for place, one in enumerate(draft.conditions)
        ),
        scenarios=tuple(
            replace(one, when=_changed(one.when, change)) if meant("scenarios", one, place) else one
            for place, one in enumerate(draft.scenarios)
        ),
    )


def issues_in(*conditions: str) -> set[str]:
    """Give the issues that written conditions speak of."""
    return {leaf.issue for told in conditions for leaf in expr.leaves(expr.parse(told))}


def speaks_of(draft: Draft, issue: str) -> list[str]:
    """List the addresses of the statements, conditions and scenarios that speak of an issue."""
    found = [f"statements.{place}" for place, one in enumerate(draft.statements) if issue in issues_in(one.prefer)]
    found += [f"conditions.{one.key}" for one in draft.conditions if issue in issues_in(one.withholds, one.unless)]
    return found + [f"scenarios.{one.key}" for one in draft.scenarios if issue in issues_in(one.when)]
