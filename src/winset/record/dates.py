"""Dates that may be imprecise: a day, a month, a year, early March, a stretch of days; they are read, shown and sorted.

The written form follows ISO 8601 and its extension EDTF where that has one: ``2025-03-09``, ``2025-03``, ``2025``,
``2025-03-03/2025-03-09``. Parts of a month or year, which EDTF has no word for, are ``2025-03~early``, ``~mid`` and
``~late``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime

from winset.errors import UsageError
from winset.frozen import Frozen

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
PARTS = ("early", "mid", "late")
_HINT = "Write 2025-03-09, 2025-03, 2025, early March 2025, or 2025-03-03/2025-03-09."
_NUMBER = {word.lower(): number for number, name in enumerate(MONTHS, 1) for word in (name, name[:3])} | {"sept": 9}
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:~(early|mid|late))?", re.ASCII)
_WORDS = re.compile(
    r"(?:(?P<part>early|mid|late|beginning of|middle of|end of)[ -]+(?:in )?)?"
    r"(?:(?:(?P<before>\d\d?)(?:st|nd|rd|th)? )?(?P<month>[a-z]+)\.?(?: (?P<after>\d\d?)(?:st|nd|rd|th)?)?,? )?"
    r"(?P<year>\d{4})",
    re.IGNORECASE | re.ASCII,
)
_PART = {"beginning of": "early", "middle of": "mid", "end of": "late"}


class ImpreciseDate(Frozen, order=True):
    """A date as far as it is known. Dates sort by when they begin, then by when they end.

    Attributes
    ----------
    first, last : datetime.date
        The days it can be, both included; the same day twice when the day is known.
    text : str
        The written form.

    Examples
    --------
    >>> early = read_date("early March 2025")
    >>> early.text, early.first.isoformat(), early.last.isoformat(), early.words
    ('2025-03~early', '2025-03-01', '2025-03-10', 'early March 2025')
    >>> sorted(read_date(text).text for text in ("2025-03-09", "2014-03", "2025-02~late"))
    ['2014-03', '2025-02~late', '2025-03-09']
    """

    first: date
    last: date
    text: str

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    @property
    def words(self) -> str:
        """The date as readers write it: *9 March 2025*, *early March 2025*, *2025*."""
        if "/" in self.text:
            first, last = (read_date(half).words for half in self.text.split("/"))
            return f"{first} to {last}"
        plain, _, part = self.text.partition("~")
        year, *rest = plain.split("-")
        numbers = [int(item) for item in rest]
        named = [MONTHS[numbers[0] - 1], year] if numbers else [year]
        return " ".join([*([part] if part else []), *(str(day) for day in numbers[1:]), *named])


def day(value: date) -> ImpreciseDate:
    """Give a known day."""
    return ImpreciseDate(value, value, value.isoformat())


def month(year: int, number: int, part: str = "") -> ImpreciseDate:
    """Give a month, or its early (to the 10th), mid (to the 20th) or late part."""
    end = monthrange(year, number)[1]
    first, last = {"": (1, end), "early": (1, 10), "mid": (11, 20), "late": (21, end)}[part]
    text = f"{year:04}-{number:02}" + (f"~{part}" if part else "")
    return ImpreciseDate(date(year, number, first), date(year, number, last), text)


def year(number: int, part: str = "") -> ImpreciseDate:
    """Give a year, or its early (to April), mid (to August) or late part."""
    first, last = {"": (1, 12), "early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
    text = f"{number:04}" + (f"~{part}" if part else "")
    return ImpreciseDate(date(number, first, 1), date(number, last, monthrange(number, last)[1]), text)


def stretch(first: date, last: date) -> ImpreciseDate:
    """Give the days from one to another."""
    return day(first) if first == last else ImpreciseDate(first, last, f"{first.isoformat()}/{last.isoformat()}")


def read_date(text: str) -> ImpreciseDate:
    """Read a date, written as a program or as a person would.

    Raises
    ------
    UsageError
        If it is none, or has no year.

    Examples
    --------
    >>> [read_date(text).text for text in ("9 March 2025", "March 9, 2025", "mid-2024", "2025-03-03/2025-03-09")]
    ['2025-03-09', '2025-03-09', '2024~mid', '2025-03-03/2025-03-09']
    """
    wanted = " ".join(text.split())
    try:
        if "/" in wanted:
            first, last = (read_date(half) for half in wanted.split("/"))
            if first > last:
                raise ValueError
            if first == last:
                return first
            return ImpreciseDate(first.first, last.last, f"{first.text}/{last.text}")
        if (found := _ISO.fullmatch(wanted)) is not None:
            numbers = [int(item) for item in found.groups()[:3] if item]
            return _made(numbers, found[4] or "")
        if (found := _WORDS.fullmatch(wanted)) is not None:
            part = (found["part"] or "").lower()
            numbers = [int(found["year"])]
            numbers += [_NUMBER[found["month"].lower()]] if found["month"] else []
            numbers += [int(item) for item in (found["before"], found["after"]) if item]
            return _made(numbers, _PART.get(part, part))
    except (KeyError, ValueError, UsageError):  # no such month, no such day
        pass
    raise UsageError(f"'{text}' is not a date", _HINT)


def exact_day(text: str) -> str:
    """Read a date of which the day is known, and write it year-month-day.

    Examples
    --------
    >>> exact_day("9 March 2025")
    '2025-03-09'
    """
    found = read_date(text)
    if not found.exact:
        raise UsageError(f"'{text}' does not say which day", "Write it year-month-day, such as 2025-03-09.")
    return found.text


def now() -> str:
    """Give the time of a change, for the history."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def date_key(text: str) -> tuple[bool, date, date, str]:
    """Give what dates are sorted by, for any wording: what cannot be read comes last.

    Examples
    --------
    >>> sorted(["soon", "2025-03", "early March 2025", ""], key=date_key)
    ['early March 2025', '2025-03', '', 'soon']
    """
    try:
        found = read_date(text)
    except UsageError:
        return (True, date.max, date.max, text)
    return (False, found.first, found.last, found.text)


def _made(numbers: list[int], part: str) -> ImpreciseDate:
    if len(numbers) == 3 and not part:
        return day(date(*numbers))
    if len(numbers) == 2:
        return month(numbers[0], numbers[1], part)
    if len(numbers) == 1:
        return year(numbers[0], part)
    raise ValueError
