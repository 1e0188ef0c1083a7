"""The levels of a numeric issue: amounts or dates on a grid, with the marks that people speak of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

import numpy as np

_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{1,15})?|\.\d{1,15})")
_MOST_PLACES = 40
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Amounts(tuple[str, ...]):
    """The levels of a numeric issue, as text in ascending order, with what they amount to.

    A tuple of texts like the levels of any other issue, so that everything that only names levels works with it.

    Parameters
    ----------
    levels : iterable of str
        The amounts or dates as they are written, ascending.
    unit : str
        What they count, such as ``EUR a tonne``; empty when they are bare numbers or dates.
    marks : mapping of str to str
        Names of amounts, such as ``{"list price": "180"}``.

    Examples
    --------
    >>> price = Amounts(["100", "105", "110"], "EUR", {"offer": "105"})
    >>> price.amounts
    (Fraction(100, 1), Fraction(105, 1), Fraction(110, 1))
    >>> price.place("offer"), price.place("105.0"), price.place("107")
    (1, 1, None)
    >>> price.between("107")
    (2, 2)
    """

    unit: str
    marks: Mapping[str, str]

    def __new__(cls, levels: Iterable[str] = (), unit: str = "", marks: Mapping[str, str] | None = None) -> Amounts:
        """Make the tuple of the levels' texts."""
        made = super().__new__(cls, levels)
        made.unit, made.marks = unit, dict(marks or {})
        return made

    def __reduce__(self) -> tuple[type[Amounts], tuple[list[str], str, dict[str, str]]]:
        """Pickle with unit and marks."""
        return Amounts, (list(self), self.unit, dict(self.marks))

    @cached_property
    def amounts(self) -> tuple[Fraction, ...]:
        """What every level amounts to, exactly; days for dates."""
        return tuple(exact(level) for level in self)

    @cached_property
    def dated(self) -> bool:
        """Whether the levels are dates."""
        return bool(self) and DATE.fullmatch(self[0]) is not None

    def amount(self, text: str) -> Fraction | None:
        """Read a mark, an amount or a date; None where the text is none of them."""
        text = self.marks.get(text, text)
        kind = DATE if self.dated else _NUMBER
        if not kind.fullmatch(text):
            return None
        try:
            return exact(text)
        except ValueError:
            return None

    def between(self, text: str) -> tuple[int, int]:
        """Say how many levels lie below a mark or amount, and how many at it or below."""
        amount = self.amount(text)
        if amount is None:
            raise ValueError(text)
        return bisect_left(self.amounts, amount), bisect_right(self.amounts, amount)

    def place(self, text: str) -> int | None:
        """Find the level that a mark or amount stands for; None where there is none."""
        if self.amount(text) is None:
            return None
        below, up_to = self.between(text)
        return below if up_to > below else None


def exact(text: str) -> Fraction:
    """Read an amount, or a date as days, exactly.

    Examples
    --------
    >>> exact("0.1") + exact("0.2") == exact("0.3"), exact("2026-01-06") - exact("2026-01-05")
    (True, Fraction(1, 1))
    """
    return Fraction(int(np.datetime64(text, "D").astype(np.int64))) if DATE.fullmatch(text) else Fraction(text)


def is_number(text: str) -> bool:
    """Whether a text is written as a plain number.

    Examples
    --------
    >>> is_number("-0.5"), is_number("1e400"), is_number("12 %")
    (True, False, False)
    """
    return _NUMBER.fullmatch(text) is not None


def decimal_text(value: Fraction) -> str | None:
    """Write a number in decimals, with as few as hold it exactly; None where forty do not.

    Examples
    --------
    >>> decimal_text(Fraction("0.125")), decimal_text(Fraction(-900)), decimal_text(Fraction(1, 3))
    ('0.125', '-900', None)
    """
    rest, places = value.denominator, 0
    for factor in (2, 5):
        count = 0
        while rest % factor == 0:
            rest, count = rest // factor, count + 1
        places = max(places, count)
    if rest > 1 or places > _MOST_PLACES:
        return None
    whole, part = divmod(abs(value.numerator) * 10**places // value.denominator, 10**places)
    return f"{'-' if value < 0 else ''}{whole}" + (f".{part:0{places}d}" if places else "")


def with_thousands(text: str) -> str:
    """Set thin groups of three digits apart in a number of more than four digits, as locale-free text has it.

    Examples
    --------
    >>> with_thousands("1250000.5"), with_thousands("1200"), with_thousands("2026-01-05")
    ('1 250 000.5', '1200', '2026-01-05')
    """
    match = re.fullmatch(r"([+-]?)(\d+)(\.\d+)?", text)
    if match is None or len(match[2]) < 5:
        return text
    whole = f"{int(match[2]):,}".replace(",", " ")
    return f"{match[1]}{whole}{match[3] or ''}"
