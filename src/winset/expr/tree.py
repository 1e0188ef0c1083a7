"""A condition as a tree of frozen nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, TypeAlias

from winset.expr.amounts import Amounts
from winset.frozen import ComparedInPart, Frozen

Levels: TypeAlias = Mapping[str, Sequence[str]]


class Comparison(ComparedInPart):
    """``issue operator target``; the target is a level of the issue, or another issue with the same levels."""

    issue: str
    operator: str
    target: str
    offset: int = 0
    target_offset: int = 0
    not_compared: ClassVar[frozenset[str]] = frozenset({"offset", "target_offset"})


class Member(ComparedInPart):
    """``issue in (level, …)``, or ``not in``."""

    issue: str
    levels: tuple[str, ...]
    negated: bool = False
    offset: int = 0
    level_offsets: tuple[int, ...] = ()
    not_compared: ClassVar[frozenset[str]] = frozenset({"offset", "level_offsets"})


class Summand(ComparedInPart):
    """A part of a sum: a number of times an issue's amount, or a bare number where there is no issue."""

    factor: Fraction
    issue: str = ""
    offset: int = 0
    not_compared: ClassVar[frozenset[str]] = frozenset({"offset"})


class Sums(Frozen):
    """``rent + 2 * service <= 900``: sums of amounts of numeric issues, compared."""

    left: tuple[Summand, ...]
    operator: str
    right: tuple[Summand, ...]

    @property
    def issue(self) -> str:
        """The first issue it speaks of."""
        return next(part.issue for part in (*self.left, *self.right) if part.issue)


class Not(Frozen):
    """``not operand``."""

    operand: Condition


class And(Frozen):
    """All operands hold."""

    operands: tuple[Condition, ...]


class Or(Frozen):
    """Some operand holds."""

    operands: tuple[Condition, ...]


class Implies(Frozen):
    """``if premise then conclusion``."""

    premise: Condition
    conclusion: Condition


class Iff(Frozen):
    """Both hold, or neither does."""

    left: Condition
    right: Condition


Condition: TypeAlias = Comparison | Member | Sums | Not | And | Or | Implies | Iff
Leaf: TypeAlias = Comparison | Member | Sums


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield the comparisons of a condition from left to right."""
    match condition:
        case Comparison() | Member() | Sums():
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
        if isinstance(leaf, Sums):
            used |= {part.issue: None for part in (*leaf.left, *leaf.right) if part.issue}
            continue
        used[leaf.issue] = None
        if isinstance(leaf, Comparison) and is_issue(leaf, issues):
            used[leaf.target] = None
    return tuple(used)


def guarded(condition: Condition, guards: Mapping[str, Condition], issues: Levels) -> Condition:
    """Make every comparison false where an issue it speaks of does not exist.

    Parameters
    ----------
    condition : Condition
        What to guard.
    guards : mapping of str to Condition
        For issues that exist only under a condition, that condition, itself guarded.
    issues : mapping of str to sequence of str
        The ordered levels of every issue.

    Examples
    --------
    >>> from winset.expr import format_condition, parse
    >>> levels = {"deal": ["no", "yes"], "share": ["low", "high"]}
    >>> format_condition(guarded(parse("not share = low"), {"share": parse("deal = yes")}, levels))
    'not (deal = yes and share = low)'
    """
    if not guards:
        return condition
    match condition:
        case Comparison() | Member() | Sums():
            needed = [guards[issue] for issue in issues_of(condition, issues) if issue in guards]
            return And((*needed, condition)) if needed else condition
        case Not(operand):
            return Not(guarded(operand, guards, issues))
        case And(operands):
            return And(tuple(guarded(operand, guards, issues) for operand in operands))
        case Or(operands):
            return Or(tuple(guarded(operand, guards, issues) for operand in operands))
        case Implies(premise, conclusion):
            return Implies(guarded(premise, guards, issues), guarded(conclusion, guards, issues))
        case Iff(left, right):
            return Iff(guarded(left, guards, issues), guarded(right, guards, issues))


def is_issue(leaf: Comparison, issues: Levels) -> bool:
    """Whether the right side is another issue; a level, mark or amount of that name wins."""
    levels = issues.get(leaf.issue, ())
    if leaf.target in levels or (isinstance(levels, Amounts) and levels.amount(leaf.target) is not None):
        return False
    return leaf.target in issues
