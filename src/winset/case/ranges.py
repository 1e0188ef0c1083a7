"""Uncertain numbers as a case file has them: one number, a range of two or three, points along a curve, chances."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from winset.case.entries import FieldKind, Name
from winset.case.exact import NUMBER, as_text, middle_of, number

_RANGE_HINT = "a range is a number, [low, high] or [low, most likely, high], such as [3, 8, 16]"
_PERCENT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*%")
CERTAIN = (Decimal(1), Decimal(1), Decimal(1))
NOTHING = (Decimal(0), Decimal(0), Decimal(0))


def _range(value: Any) -> Any:
    """Read one to three numbers as (low, mode, high)."""
    items = list(value) if isinstance(value, list | tuple) else [value]
    if percents := [found[1] for item in items if (found := _PERCENT.fullmatch(str(item).strip()))]:
        told = f"per cent are written as parts of 1: {percents[0]}% is {as_text(number(percents[0]) / 100)}"
        raise PydanticCustomError("range", told)
    if not 1 <= len(items) <= 3 or not all(NUMBER.fullmatch(str(item).strip()) for item in items):
        raise PydanticCustomError("range", _RANGE_HINT)
    numbers = [number(str(item).strip()) for item in items]
    if numbers != sorted(numbers):
        raise PydanticCustomError("range", "the numbers of a range must not fall: low, most likely, high")
    low, high = numbers[0], numbers[-1]
    middle = numbers[1] if len(numbers) == 3 else middle_of(low, high)
    return (low, middle, high)


def _chance(value: tuple[Decimal, Decimal, Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    if not 0 <= value[0] <= value[2] <= 1:
        raise PydanticCustomError("range", "a chance lies between 0 and 1, such as 0.3 or [0.1, 0.3, 0.55]")
    return value


def _positive(value: tuple[Decimal, Decimal, Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    if value[0] <= 0:
        raise PydanticCustomError("range", "this range must lie above 0")
    return value


def _not_negative(value: tuple[Decimal, Decimal, Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    if value[0] < 0:
        raise PydanticCustomError("range", "this range must not go below 0")
    return value


def _need(text: str) -> str:
    if not re.fullmatch(r"all|\d{1,3}( of \d{1,3})?", text):
        raise PydanticCustomError("range", "'need' is all, or a number such as 5 or 5 of 6")
    return text


def _points(value: Any) -> Any:
    """Read a range, or for a curve the range of every point that it names."""
    if isinstance(value, dict):
        if len(value) < 2:
            raise PydanticCustomError("range", "a curve needs two points or more, such as {100: 0, 150: 40}")
        return {str(key): _range(item) for key, item in value.items()}
    return _range(value)


def _written(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _written(item) for key, item in value.items()}
    return [as_text(one) for one in value]


class _AsWritten:
    """Has a range validated by its own rule alone: validated as decimals, fractions would be rounded."""

    def __init__(self, read: Callable[[Any], Any] = _range) -> None:
        self.read = read

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(_written, when_used="json-unless-none")
        return core_schema.no_info_plain_validator_function(self.read, serialization=written)


Triple = tuple[Decimal, Decimal, Decimal]
Range = Annotated[Triple, _AsWritten(), FieldKind("range")]
Points = Annotated[Triple | dict[Name, Triple], _AsWritten(_points), FieldKind("range")]
BETWEEN_0_AND_1 = AfterValidator(_chance)
Chance = Annotated[Range, BETWEEN_0_AND_1]
StatedChance = Annotated[Triple, _AsWritten(), BETWEEN_0_AND_1, FieldKind("stated range")]
"""A chance that forecasts of bargaining do not draw: a prior, a rate to be scored against."""
Positive = Annotated[Range, AfterValidator(_positive)]
NotNegative = Annotated[Range, AfterValidator(_not_negative)]
Need = Annotated[str, AfterValidator(_need)]
