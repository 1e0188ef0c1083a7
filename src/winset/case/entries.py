"""What the entries of a case share: text, names, conditions, dates, and what each rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from winset import expr
from winset.errors import ExpressionError

ANALYST_ASSUMPTION = "analyst assumption"

Locator = Callable[[tuple[str | int, ...], int | None], tuple[int, int]]


def _condition(text: str) -> str:
    try:
        expr.parse(text)
    except ExpressionError as error:
        context = {"what": error.what, "hint": error.hint, "offset": error.offset}
        raise PydanticCustomError("condition", "{what}", context) from None
    return text


def _iso_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise PydanticCustomError("date", "a date must be written year-month-day, such as 2025-03-09") from None


def days_between(first: str, second: str) -> int:
    """Count the days from one date to another, both written year-month-day.

    Examples
    --------
    >>> days_between("2025-03-09", "2025-03-12")
    3
    """
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def one_or_many(value: Any) -> Any:
    """Accept one name where several can stand."""
    return [value] if isinstance(value, str) else [] if value is None else value


def entry_from(key: str) -> BeforeValidator:
    """Accept bare text where an entry could carry more: ``- answer = full`` for ``- {prefer: answer = full}``."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def range_entry(key: str) -> BeforeValidator:
    """Accept a bare range where an entry could carry more: ``US: [3, 8]`` for ``US: {cost: [3, 8]}``."""
    return BeforeValidator(lambda value: value if isinstance(value, dict) else {key: value})


def empty_entry(value: Any) -> Any:
    """Accept a key with nothing after it as an entry without details."""
    return {} if value is None else value


Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Names = Annotated[tuple[Name, ...], BeforeValidator(one_or_many)]
ConditionText = Annotated[str, AfterValidator(_condition)]
IsoDate = Annotated[str, AfterValidator(_iso_date)]
Basis = Annotated[tuple[Text, ...], BeforeValidator(one_or_many)]


class Entry(BaseModel):
    """What all entries share: no unknown keys, no change after reading, an optional note."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    note: str = ""


class BasedEntry(Entry):
    """An entry that says what it rests on: references such as S8, a URL, or the words *analyst assumption*."""

    basis: Basis = ()

    @property
    def sourced(self) -> bool:
        """Whether anything but an assumption stands behind the entry."""
        return any(ANALYST_ASSUMPTION not in item.lower() for item in self.basis)

    @property
    def assumed(self) -> bool:
        """Whether the entry is marked as an assumption of the analyst, in whole or in part."""
        return any(ANALYST_ASSUMPTION in item.lower() for item in self.basis)
