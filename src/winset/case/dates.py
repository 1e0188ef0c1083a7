"""Dates as sources give them: a day, a month, a span of days, *early March 2025*."""

from __future__ import annotations

import re
from calendar import IllegalMonthError, month_name, monthrange
from datetime import date

_PART = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_MONTHS = {name.casefold(): number for number, name in enumerate(month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}
_WORDS = re.compile(r"(?:(early|mid|late)[- ])?(?:(\d{1,2}) )?([a-z]+)\.?(?: (\d{1,2}),?)? (\d{4})", re.IGNORECASE)


def is_date(text: str) -> bool:
    """Tell whether a text is a date, year-month-day.

    Examples
    --------
    >>> is_date("2025-03-09"), is_date("2025-02-30")
    (True, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def days_of(text: str) -> tuple[str, str] | None:
    """Give the first and last day that a date can mean; None when that cannot be told.

    Parameters
    ----------
    text : str
        A year, a month, a day or two of them with a slash between (ISO 8601), or English words with a year.

    Examples
    --------
    >>> days_of("2025-03"), days_of("early March 2025"), days_of("2025-03-09/2025-03-10")
    (('2025-03-01', '2025-03-31'), ('2025-03-01', '2025-03-10'), ('2025-03-09', '2025-03-10'))
    >>> days_of("March 11, 2025"), days_of("last week")
    (('2025-03-11', '2025-03-11'), None)
    """
    text = " ".join(text.split())
    if "/" in text:
        first, _, last = text.partition("/")
        start, end = days_of(first), days_of(last)
        return (start[0], end[1]) if start and end else None
    if match := re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:[T ].*)?", text):
        return _span(match.group(1), int(match.group(2) or 0), int(match.group(3) or 0))
    worded = _WORDS.fullmatch(text)
    if worded is None or worded.group(3).casefold() not in _MONTHS:
        return None
    part, before, name, after, year = worded.groups()
    month = _MONTHS[name.casefold()]
    if part:
        first_day, last_day = _PART[part.casefold()]
        start, end = _span(year, month, first_day), _span(year, month, 0)
        return (start[0], min(f"{start[0][:8]}{last_day:02}", end[1])) if start and end else None
    return _span(year, month, int(before or after or 0))


def _span(year: str, month: int, day: int) -> tuple[str, str] | None:
    try:
        first = date(int(year), month or 1, day or 1)
        last = date(int(year), month or 12, day or monthrange(int(year), month or 12)[1])
    except (ValueError, IllegalMonthError):
        return None
    return first.isoformat(), last.isoformat()
