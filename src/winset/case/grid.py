"""The levels of a numeric issue: from an amount to another by equal steps, exactly, or from a date to another."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from winset.case.entries import misfit
from winset.expr.amounts import DATE

MAX_AMOUNTS = 10_000
_NUMBER = re.compile(r"[+-]?(\d{1,12}(\.\d{1,9})?|\.\d{1,9})")
_DAYS = re.compile(r"(\d{1,6}) ?(days?|weeks?)")


def grid(first: str, last: str, step: str) -> tuple[str, ...]:
    """Write out the amounts or dates of an issue, ascending.

    Parameters
    ----------
    first, last : str
        The least and the greatest: numbers in decimals, or dates written year-month-day.
    step : str
        The distance between two of them: a number, or for dates ``7 days`` or ``1 week``.

    Raises
    ------
    PydanticCustomError
        If they do not make a grid; says why in words.

    Examples
    --------
    >>> grid("0.1", "0.3", "0.1")
    ('0.1', '0.2', '0.3')
    >>> grid("2026-01-05", "2026-01-19", "7 days")
    ('2026-01-05', '2026-01-12', '2026-01-19')
    """
    if DATE.fullmatch(first) or DATE.fullmatch(last):
        start, end, distance = _day(first), _day(last), _days(step)
        count = _count(Decimal(start.toordinal()), Decimal(end.toordinal()), Decimal(distance), (first, last, step))
        return tuple((start + timedelta(days=distance * place)).isoformat() for place in range(count))
    low, high, size = (_number(text, key) for text, key in ((first, "from"), (last, "to"), (step, "step")))
    count = _count(low, high, size, (first, last, step))
    return tuple(plain(low + size * place) for place in range(count))


def plain(number: Decimal) -> str:
    """Write a decimal number without exponent and without zeros at its end.

    Examples
    --------
    >>> plain(Decimal("120.50")), plain(Decimal("1E+3")), plain(Decimal("-0"))
    ('120.5', '1000', '0')
    """
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _count(low: Decimal, high: Decimal, size: Decimal, written: tuple[str, str, str]) -> int:
    first, last, step = written
    if low >= high:
        what = f"the span from {first} to {last} is reversed or empty: 'from' must be less than 'to'"
        raise misfit(what, "Which end is today's is said by 'now', and which way it moves by 'moves'.")
    if size <= 0:
        raise misfit("the step must be more than 0", "Write the distance between two amounts, such as 5.")
    steps = (high - low) / size
    if steps + 1 > MAX_AMOUNTS:
        what = f"from {first} to {last} in steps of {step} there are {int(steps) + 1} amounts, more than {MAX_AMOUNTS}"
        raise misfit(what, "Use a longer step.")
    if low + size * int(steps) != high:
        nearest = plain(low + size * int(steps)) if not DATE.fullmatch(first) else ""
        hint = f"End at {nearest}, or change the step." if nearest else "Change the step, or one end."
        raise misfit(f"the step {step} does not divide the span from {first} to {last}", hint)
    return int(steps) + 1


def _number(text: str, key: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        what = f"'{key}' must be a number in decimals, or a date, and '{text}' is neither"
        raise misfit(what, "Write it with digits only, such as 1200 or 0.5; the unit has a key of its own.")
    return Decimal(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise misfit(f"'{text}' is no date", "A date is written year-month-day, such as 2026-01-05.") from None


def _days(step: str) -> int:
    match = _DAYS.fullmatch(step)
    if match is None:
        raise misfit(f"the step '{step}' is no number of days", "Between dates, write it as '7 days' or '2 weeks'.")
    return int(match[1]) * (7 if match[2].startswith("week") else 1)
