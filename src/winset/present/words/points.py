"""What the points of a value hang on, in words: a condition, an amount of a curve, a unit of an issue."""

from __future__ import annotations

from decimal import Decimal

from winset import expr
from winset.case.model import Case
from winset.case.negotiation import Value
from winset.case.short_names import short_name
from winset.present.words import words
from winset.present.words.subjects import subject
from winset.space.inputs import inputs


def points_about(case: Case, value: Value, end: str = "", counted_from: bool = True) -> str:
    """Tell what some points of a value hang on: a condition, an amount of a curve, a unit of an issue or product."""
    parts = []
    if value.of is not None and isinstance(value.points, dict):
        parts.append(f"{short_name(case, value.of)} at {words.level(case, value.of, end)}")
    elif value.of is not None:
        parts.append(f"each {_unit(case, value)}" + (_counted_from(case, value) if counted_from else ""))
    if value.when:
        parts.append(words.condition(case, value.when))
    return ", where ".join(parts)


def _counted_from(case: Case, value: Value) -> str:
    """Say where points by the unit are 0: at today's amount, or at the first of a term that stands nowhere today."""
    keys = [key for key in (value.of, value.times) if key]
    start = " and ".join(words.level(case, key, case.status_quo_level(key)) for key in keys)
    today = "" if any(key in case.guards for key in keys) else "today's "
    return f", counted from {today}{start}"


def worth(points: Decimal) -> str:
    """Write points with their sign; none have none.

    Examples
    --------
    >>> worth(Decimal("12")), worth(Decimal("-0.5")), worth(Decimal(0))
    ('+12', '-0.5', '0')
    """
    return f"{points:+}" if points else "0"


def _unit(case: Case, value: Value) -> str:
    """Name what the points of a value are counted in, by unit and issue: "EUR of the advance"."""
    return " times each ".join(unit_of(case, key) for key in (value.of, value.times) if key)


def unit_of(case: Case, issue: str) -> str:
    """Name one of what an issue is counted in.

    Examples
    --------
    >>> import winset
    >>> unit_of(winset.load("supply-contract"), "volume")
    'tonne a month of the volume'
    """
    unit = expr.unit_of_one(case.issues[issue].unit or "unit")
    return f"{'percentage point' if unit == '%' else unit} of {subject(case, short_name(case, issue))}"


def points_at(case: Case, address: str) -> str:
    """Tell what the points at an address hang on, such as ``values.UA.3`` or ``values.seller.1.150``.

    Examples
    --------
    >>> import winset
    >>> points_at(winset.load("jeddah-2025"), "values.UA.1")
    'if aid resumes'
    """
    section, owner, *rest = map(str, inputs(case)[address].path)  # keys may hold full stops, so no address is split
    values = case.profiles[owner][rest[0]].values if section == "profiles" else case.values[owner]
    place, *end = rest[2:] if section == "profiles" else rest
    value = values[int(place)]
    if value.of is not None and isinstance(value.points, dict):
        there = words.levels(case, {value.of: case.issues[value.of].level(end[-1])})
        return f"if {there}{f', where {words.condition(case, value.when)}' if value.when else ''}"
    about = points_about(case, value, end[-1] if end[-1] != "points" else "", counted_from=False)
    alike = [one for one in values if (one.when, one.of, one.times) == (value.when, value.of, value.times)]
    apart = f" ({value.stake})" if "stake" in value.model_fields_set and len(alike) > 1 else ""
    return f"{'if' if value.of is None else 'for'} {about}{apart}"
