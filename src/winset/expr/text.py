"""A condition as text again: canonical, or in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from winset.expr.parser import KEYWORDS
from winset.expr.tree import And, Comparison, Condition, Iff, Implies, Levels, Member, Not, Or, is_issue

_BARE = re.compile(r"[^\W-][\w.-]*")
_WORDS = {"=": "", "!=": "not ", "<": "below ", "<=": "at most ", ">": "above ", ">=": "at least "}
_TIGHTNESS = {Implies: 0, Iff: 1, Or: 2, And: 3}


def quoted(name: str) -> str:
    """Write a name as a condition needs it: in quotes unless it is a plain word.

    Examples
    --------
    >>> quoted("aid"), quoted("de facto line"), quoted("not")
    ('aid', '"de facto line"', '"not"')
    """
    if _BARE.fullmatch(name) and name.lower() not in KEYWORDS:
        return name
    return f"'{name}'" if '"' in name else f'"{name}"'


def format_condition(condition: Condition) -> str:
    """Write a condition in its canonical form, with no more parentheses than it needs.

    Examples
    --------
    >>> from winset.expr import parse
    >>> format_condition(parse("not (a=x or (b = 'de facto line'))"))
    'not (a = x or b = "de facto line")'
    """
    match condition:
        case Comparison(issue, operator, target):
            return f"{quoted(issue)} {operator} {quoted(target)}"
        case Member(issue, levels, negated):
            return f"{quoted(issue)} {'not in' if negated else 'in'} ({', '.join(map(quoted, levels))})"
        case Not(operand):
            inner = format_condition(operand)
            return f"not {inner}" if isinstance(operand, Comparison | Member) else f"not ({inner})"
        case And(operands) | Or(operands):
            word = " and " if isinstance(condition, And) else " or "
            return word.join(_format_part(operand, condition) for operand in operands)
        case Implies(premise, conclusion):
            return f"if {format_condition(premise)} then {format_condition(conclusion)}"
        case Iff(left, right):
            return f"{_format_part(left, condition)} iff {_format_part(right, condition)}"


def _format_part(part: Condition, whole: Condition) -> str:
    text = format_condition(part)
    return f"({text})" if _TIGHTNESS.get(type(part), 9) <= _TIGHTNESS[type(whole)] else text


def describe(condition: Condition, names: Mapping[str, str], issues: Levels) -> str:
    """Tell a condition in plain words.

    Parameters
    ----------
    condition : Condition
        What to tell.
    names : mapping of str to str
        What readers call each issue.
    issues : mapping of str to sequence of str
        The ordered levels of every issue.

    Examples
    --------
    >>> from winset.expr import parse
    >>> issues = {"aid": ["withheld", "resumed"], "truce": ["none", "partial", "full"]}
    >>> describe(parse("aid = resumed iff truce >= partial"), {"aid": "Military aid", "truce": "Truce"}, issues)
    'Military aid: resumed, if and only if Truce: at least partial'
    """
    match condition:
        case Comparison(issue, operator, target):
            if not is_issue(condition, issues):
                return f"{names[issue]}: {_WORDS[operator]}{target}"
            return f"{names[issue]} {_WORDS[operator] or 'the same as '}{names[target]}"
        case Member(issue, levels, negated):
            return f"{names[issue]}: {'neither ' if negated else ''}{(' nor ' if negated else ' or ').join(levels)}"
        case Not(operand):
            return f"not ({describe(operand, names, issues)})"
        case And(operands) | Or(operands):
            word = " and " if isinstance(condition, And) else " or "
            return word.join(_describe_part(operand, condition, names, issues) for operand in operands)
        case Implies(premise, conclusion):
            return f"if {describe(premise, names, issues)}, then {describe(conclusion, names, issues)}"
        case Iff(left, right):
            sides = [_describe_part(side, condition, names, issues) for side in (left, right)]
            return ", if and only if ".join(sides)


def _describe_part(part: Condition, whole: Condition, names: Mapping[str, str], issues: Levels) -> str:
    text = describe(part, names, issues)
    return f"({text})" if _TIGHTNESS.get(type(part), 9) <= _TIGHTNESS[type(whole)] else text
