"""Numbers as a case writes them, kept exactly: decimals, and fractions such as 1/3 that no decimal can hold."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from winset.expr.amounts import decimal_text

NUMBER = re.compile(r"[+-]?(\d{1,9}(\.\d{1,40})?|\.\d{1,40}|\d{1,60}/0*[1-9]\d{0,59})")
_CONTEXT = Context(prec=60)


class Ratio(Decimal):
    """A fraction that no short decimal equals.

    Wherever decimals do, it counts as the nearest one of sixty digits; ``Fraction(ratio)`` is the fraction itself, so
    whatever reckons in fractions is exact. Its text is the fraction.

    Examples
    --------
    >>> third = Ratio("1/3")
    >>> str(third), Fraction(third), float(third)
    ('1/3', Fraction(1, 3), 0.3333333333333333)
    """

    _exact: Fraction

    def __new__(cls, value: Any = "0/1") -> Ratio:
        """Make it from text, or from a fraction."""
        exact = Fraction(value)
        self = super().__new__(cls, _CONTEXT.divide(Decimal(exact.numerator), Decimal(exact.denominator)))
        self._exact = exact
        return self

    def as_integer_ratio(self) -> tuple[int, int]:
        """Give the fraction: numerator and denominator."""
        return self._exact.numerator, self._exact.denominator

    def __float__(self) -> float:
        return float(self._exact)

    def __str__(self) -> str:
        return f"{self._exact.numerator}/{self._exact.denominator}"

    def __repr__(self) -> str:
        return f"Ratio({str(self)!r})"

    def __reduce__(self) -> tuple[type[Ratio], tuple[str]]:
        return Ratio, (str(self),)

    def __copy__(self) -> Ratio:
        return self

    def __deepcopy__(self, memo: Any) -> Ratio:
        return self


def number(text: str) -> Decimal:
    """Read a number of a case, which :data:`NUMBER` matches.

    Examples
    --------
    >>> number("2.50"), number("3/8"), number("1/3")
    (Decimal('2.50'), Decimal('0.375'), Ratio('1/3'))
    """
    return of_fraction(Fraction(text)) if "/" in text else Decimal(text)


def of_fraction(value: Fraction) -> Decimal:
    """Give a fraction as a decimal if a short one equals it, else as a :class:`Ratio`."""
    text = decimal_text(value)
    return Ratio(value) if text is None else Decimal(text)


def as_text(value: Decimal) -> str:
    """Write a number as a case does, without an exponent.

    Examples
    --------
    >>> as_text(Decimal("1E-9")), as_text(Ratio("1/3"))
    ('0.000000001', '1/3')
    """
    return str(value) if isinstance(value, Ratio) else format(value, "f")


def middle_of(low: Decimal, high: Decimal) -> Decimal:
    """Give the number half-way between two; a decimal where both are."""
    if isinstance(low, Ratio) or isinstance(high, Ratio):
        return of_fraction((Fraction(low) + Fraction(high)) / 2)
    return (low + high) / 2
