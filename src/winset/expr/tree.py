"""A condition as a tree of frozen nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Levels: TypeAlias = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``issue operator target``; the target is a level of the issue, or another issue with the same levels."""

    issue: str
    operator: str
    target: str
    offset: int = field(default=0, compare=False)
    target_offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Member:
    """``issue in (level, …)``, or ``not in``."""

    issue: str
    levels: tuple[str, ...]
    negated: bool = False
    offset: int = field(default=0, compare=False)
    level_offsets: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """``not operand``."""

    operand: Condition


@dataclass(frozen=True, slots=True)
class And:
    """All operands hold."""

    operands: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some operand holds."""

    operands: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """``if premise then conclusion``."""

    premise: Condition
    conclusion: Condition


@dataclass(frozen=True, slots=True)
class Iff:
    """Both hold, or neither does."""

    left: Condition
    right: Condition


Condition: TypeAlias = Comparison | Member | Not | And | Or | Implies | Iff
Leaf: TypeAlias = Comparison | Member


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield the comparisons of a condition from left to right."""
    match condition:
        case Comparison() | Member():
            yield condition
        case Not(operand):
            yield from leaves(operand)
        case And(operands) | Or(operands):
            for operand in operands:
                yield from leaves(operand)
        case Implies(first, second) | Iff(first, second):
            yield from leaves(first)
            yield from leaves(second)


def issues_of(condition: Condition, issues: Levels) -> tuple[str, ...]:
    """List the issues a condition speaks of, in order of appearance.

    Examples
    --------
    >>> from winset.expr import parse
    >>> issues_of(parse("answer > truce"), {"truce": ["none", "full"], "answer": ["none", "full"]})
    ('answer', 'truce')
    """
    used: dict[str, None] = {}
    for leaf in leaves(condition):
        used[leaf.issue] = None
        if isinstance(leaf, Comparison) and is_issue(leaf, issues):
            used[leaf.target] = None
    return tuple(used)


def is_issue(leaf: Comparison, issues: Levels) -> bool:
    """Whether the right side is another issue; a level of that name wins."""
    return leaf.target not in issues.get(leaf.issue, ()) and leaf.target in issues
