"""A condition as text again: canonical, or in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from winset.expr.amounts import Amounts, decimal_text, is_number, with_thousands
from winset.expr.parser import KEYWORDS
from winset.expr.tree import (
    And,
    Comparison,
    Condition,
    Iff,
    Implies,
    Levels,
    Member,
    Not,
    Or,
    Summand,
    Sums,
    is_issue,
)

_BARE = re.compile(r"[^\W-][\w.-]*")
_WORDS = {"=": "", "!=": "not ", "<": "below ", "<=": "at most ", ">": "above ", ">=": "at least "}
_OF_WHAT = re.compile(r"( (?:an?|per|of|in|for) .*)")
_THOUSANDS = ("hundred", "thousand", "million", "billion", "trillion")
_PLURALS = (("people", "person"), ("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss"))
_SUM_WORDS = {"=": "equal to", "!=": "other than", "<": "below", "<=": "at most", ">": "above", ">=": "at least"}
_TIGHTNESS = {Implies: 0, Iff: 1, Or: 2, And: 3}


def quoted(name: str) -> str:
    """Write a name as a condition needs it: in quotes unless it is a plain word.

    Examples
    --------
    >>> quoted("aid"), quoted("de facto line"), quoted("not")
    ('aid', '"de facto line"', '"not"')
    """
    if (_BARE.fullmatch(name) and name.lower() not in KEYWORDS) or is_number(name):
        return name
    return f"'{name}'" if '"' in name else f'"{name}"'


def assigned(levels: Mapping[str, str]) -> str:
    """Write levels of issues as the condition language reads them, names in quotes where they need them.

    Examples
    --------
    >>> assigned({"aid": "resumed", "truce": "30 days"})
    'aid = resumed, truce = "30 days"'
    """
    return ", ".join(f"{quoted(issue)} = {quoted(level)}" for issue, level in levels.items())


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
        case Sums(left, operator, right):
            return f"{_format_sum(left)} {operator} {_format_sum(right)}"
        case Not(operand):
            inner = format_condition(operand)
            return f"not {inner}" if isinstance(operand, Comparison | Member | Sums) else f"not ({inner})"
        case And(operands) | Or(operands):
            word = " and " if isinstance(condition, And) else " or "
            return word.join(_format_part(operand, condition) for operand in operands)
        case Implies(premise, conclusion):
            return f"if {format_condition(premise)} then {format_condition(conclusion)}"
        case Iff(left, right):
            return f"{_format_part(left, condition)} iff {_format_part(right, condition)}"


def _format_sum(parts: tuple[Summand, ...], names: Mapping[str, str] | None = None) -> str:
    """Write a sum; with names, as readers call the issues."""
    told = ""
    for place, part in enumerate(parts):
        size = abs(part.factor)
        name = (names[part.issue] if names else quoted(part.issue)) if part.issue else ""
        number = "" if name and size == 1 else decimal_text(size) or str(size)
        sign = ("-" if part.factor < 0 else "") if not place else " - " if part.factor < 0 else " + "
        told += sign + (f"{number} * {name}" if name and number else name or number)
    return told


def level_text(level: str, levels: Sequence[str]) -> str:
    """Tell a level as readers see it: an amount with its unit, thousands set apart.

    Examples
    --------
    >>> level_text("12500", Amounts(["12500"], "EUR a tonne")), level_text("resumed", ["withheld", "resumed"])
    ('12 500 EUR a tonne', 'resumed')
    """
    if not isinstance(levels, Amounts) or (levels.amount(level) is None and not is_number(level)):
        return level
    if level in levels.marks:
        return f"{level} ({level_text(levels.marks[level], levels)})"
    told, unit = with_thousands(level), levels.unit if level != "1" else unit_of_one(levels.unit)
    return f"{told}{'' if unit == '%' else ' '}{unit}" if unit else told


def unit_of_one(unit: str) -> str:
    """Give the unit of a single one: day of days, tonne a month of tonnes a month; of what is no plural, itself.

    Examples
    --------
    >>> [unit_of_one(unit) for unit in ("days", "tonnes a month", "countries", "people", "EUR a share", "million EUR")]
    ['day', 'tonne a month', 'country', 'person', 'EUR a share', 'million EUR']
    """
    head, *rest = _OF_WHAT.split(unit, maxsplit=1)
    word = head.split(" ")[-1]
    several = word.endswith(("s", "people")) and len(word) > 3 and not word.endswith(("ss", "us", "is", "series"))
    if not several or word != word.lower() or head.split(" ")[0] in _THOUSANDS:
        return unit
    many, one = next((pair for pair in _PLURALS if head.endswith(pair[0])), ("s", ""))
    return "".join((head.removesuffix(many) + one, *rest))


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
                return f"{names[issue]}: {_WORDS[operator]}{level_text(target, issues.get(issue, ()))}"
            return f"{names[issue]} {_WORDS[operator] or 'the same as '}{names[target]}"
        case Member(issue, levels, negated):
            told = [level_text(level, issues.get(issue, ())) for level in levels]
            return f"{names[issue]}: {'neither ' if negated else ''}{(' nor ' if negated else ' or ').join(told)}"
        case Sums(left, operator, right):
            return f"{_format_sum(left, names)} {_SUM_WORDS[operator]} {_format_sum(right, names)}"
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
