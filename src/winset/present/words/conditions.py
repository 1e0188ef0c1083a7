"""Conditions told in clauses: "aid resumes if, and only if, a truce is offered"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset import expr
from winset.case.model import Case
from winset.case.short_names import short_name
from winset.expr.tree import is_issue
from winset.present.words.clauses import Clause, clause, formed, joined, spoken
from winset.present.words.subjects import plural, subject

# conditions


_ORDERED = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}
_MORE = _ORDERED | {"=": "the same as", "!=": "not the same as", "<": "less than", ">": "more than"}


def condition(case: Case, text: str) -> str:
    """Tell a condition in clauses.

    Examples
    --------
    >>> import winset
    >>> condition(winset.load("jeddah-2025"), "aid = resumed iff truce >= partial")
    'aid resumes if, and only if, a partial truce or a full truce is offered'
    """
    return _told(case.whole, expr.parse(text))


def complicated(text: str) -> bool:
    """Tell whether a condition is more than one comparison, so that no "whether" can stand before it."""
    return not isinstance(expr.parse(text), expr.Comparison | expr.Member)


def _told(case: Case, one: expr.Condition) -> str:
    match one:
        case expr.Comparison(issue, operator, target):
            if not is_issue(one, case.levels):
                return _comparison(case, issue, operator, target)
            first, second = (subject(case, short_name(case, key)) for key in (issue, target))
            return f"{first} {'are' if plural(short_name(case, issue)) else 'is'} {_MORE[operator]} {second}"
        case expr.Member(issue, names, negated):
            found = [_level(case, issue, name) for name in names]
            return _neither(case, issue, names) if negated else joined((clause(case, issue, x) for x in found), "or")
        case expr.Not(operand):
            return _not(case, operand)
        case expr.And(operands) | expr.Or(operands):
            return _several(case, operands, "and" if isinstance(one, expr.And) else "or")
        case expr.Implies(premise, conclusion):
            return f"if {_told(case, premise)}, {_told(case, conclusion)}"
        case expr.Iff(left, right):
            return f"{_told(case, left)} if, and only if, {_told(case, right)}"
        case _:
            return expr.describe(one, {key: short_name(case, key) for key in case.issues}, case.levels)


def _level(case: Case, issue: str, name: str) -> str:
    return case.issues[issue].level(name)


def _comparison(case: Case, issue: str, operator: str, name: str) -> str:
    known = case.levels[issue]
    name = _level(case, issue, name)
    if name not in known:  # an amount between two of the steps
        return _amount(case, issue, f"{_ORDERED[operator]} {spoken(case, issue, name)}")
    if operator == "=":
        return str(clause(case, issue, name))
    kept = _kept(known, operator, name)
    if case.issues[issue].numeric and operator != "!=":
        return _amount(case, issue, f"{_ORDERED[operator]} {spoken(case, issue, name)}")
    if len(kept) == 1:
        return str(clause(case, issue, kept[0]))
    if operator == "!=":
        return clause(case, issue, name).denied()
    if len(kept) == 2:
        return joined((clause(case, issue, one) for one in kept), "or")
    if not case.issues[issue].say and clause(case, issue, name).rest == name:
        return _amount(case, issue, f"{_ORDERED[operator]} {name}")
    return joined((clause(case, issue, one) for one in kept), "or")


def _kept(known: Sequence[str], operator: str, name: str) -> list[str]:
    """Give the levels that a comparison allows."""
    place = known.index(name)
    return {
        "!=": [one for one in known if one != name],
        "<": list(known[:place]),
        "<=": list(known[: place + 1]),
        ">": list(known[place + 1 :]),
        ">=": list(known[place:]),
    }[operator]


def _denied(case: Case, operand: expr.Comparison) -> str:
    """Deny a comparison with an issue that need not exist; empty where only the whole sentence can be denied."""
    name, known = _level(case, operand.issue, str(operand.target)), case.levels[operand.issue]
    if operand.operator == "=":
        return clause(case, operand.issue, name).denied()
    if operand.operator == "!=":
        return ""
    if not case.issues[operand.issue].numeric:
        return " and ".join(clause(case, operand.issue, one).denied() for one in _kept(known, operand.operator, name))
    if "{}" in case.issues[operand.issue].said(""):
        return ""
    amount = f"{_ORDERED[operand.operator]} {spoken(case, operand.issue, name)}"
    return formed(case, short_name(case, operand.issue), amount).denied()


def _amount(case: Case, issue: str, text: str) -> str:
    if "{}" in (pattern := case.issues[issue].said("")):
        return pattern.replace("{}", text)
    return str(formed(case, short_name(case, issue), text))


def _neither(case: Case, issue: str, names: Sequence[str]) -> str:
    left = [one for one in case.levels[issue] if one not in {_level(case, issue, name) for name in names}]
    if 0 < len(left) < 3:
        return joined((clause(case, issue, one) for one in left), "or")
    return " and ".join(clause(case, issue, _level(case, issue, name)).denied() for name in names)


def _not(case: Case, operand: expr.Condition) -> str:
    if isinstance(operand, expr.Comparison) and not is_issue(operand, case.levels):
        opposite = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}[operand.operator]
        if operand.issue not in case.guards:  # else both may be false
            return _comparison(case, operand.issue, opposite, operand.target)
        if told := _denied(case, operand):
            return told
    if isinstance(operand, expr.Or):  # neither the one nor the other
        return _several(case, [expr.Not(one) for one in operand.operands], "and")
    return f"it is not so that {_told(case, operand)}"


def _several(case: Case, operands: Sequence[expr.Condition], word: str) -> str:
    """Join the parts of a condition; single levels are joined as clauses are, so that the same is said once."""
    plain: list[Clause] = []
    told: list[str] = []
    for one in operands:
        if isinstance(one, expr.Comparison) and one.operator == "=" and not is_issue(one, case.levels):
            plain.append(clause(case, one.issue, _level(case, one.issue, one.target)))
        else:
            told += _flushed(plain, word)
            text = _told(case, one)
            told.append(f"({text})" if isinstance(one, expr.And | expr.Or | expr.Implies | expr.Iff) else text)
    told += _flushed(plain, word)
    if len(told) == 2 and f" {word} " in told[0] and not told[0].endswith(")"):
        return f"{told[0]}, {word} {told[1]}"  # else nothing shows that what stands first is of two parts
    return f" {word} ".join(told) if word == "or" or len(told) < 3 else ", ".join(told[:-1]) + f" {word} {told[-1]}"


def _flushed(plain: list[Clause], word: str) -> Iterator[str]:
    if plain:
        yield joined(plain, word)
        plain.clear()
