"""A grid of what-ifs: forecasts of a case with inputs at every combination of values, by the same random numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import product
from math import prod

from winset.case.editing import changed
from winset.case.model import Case
from winset.engines.forecast.forecast import forecast
from winset.errors import UsageError
from winset.frozen import Frozen

POINTS_LIMIT = 1_000_000
_HINT = "For example: conditions.strict.probability=0:1:0.05, or talks.failure=0.1,0.2,0.4"


class Axis(Frozen):
    """An input and the values that it takes in turn."""

    address: str
    values: tuple[str, ...]


class Point(Frozen):
    """One forecast of a sweep: a case, what is set in it, and how it is drawn."""

    case: Case
    settings: Mapping[str, str]
    draws: int
    seed: int
    model: str


def axis(text: str) -> Axis:
    """Read an input with its values: from, to and step with colons, or values with commas.

    Raises
    ------
    UsageError
        If it is neither, or has too many values.

    Examples
    --------
    >>> axis("talks.failure=0:0.3:0.1").values, axis("talks.failure=0.1,0.4").values
    (('0', '0.1', '0.2', '0.3'), ('0.1', '0.4'))
    """
    address, sign, told = text.partition("=")
    if not sign or not address.strip() or not told.strip():
        raise UsageError(f"'{text}' is no input with values", _HINT)
    if ":" not in told:
        return Axis(address.strip(), tuple(value.strip() for value in told.split(",")))
    try:
        low, high, step = map(Decimal, told.split(":"))
    except (ValueError, InvalidOperation):
        raise UsageError(f"'{told}' is not from:to:step", _HINT) from None
    if not all(number.is_finite() for number in (low, high, step)) or step <= 0 or high < low:
        raise UsageError(f"'{told}' is not from:to:step", "The step is above 0, and 'to' is not below 'from'.")
    count = (high - low) / step
    if count >= POINTS_LIMIT:
        raise UsageError(f"'{told}' has more than {POINTS_LIMIT:,} values", "Take a larger step.")
    return Axis(address.strip(), tuple(f"{(low + place * step).normalize():f}" for place in range(int(count) + 1)))


def grid(axes: Sequence[Axis]) -> list[dict[str, str]]:
    """Give every combination of values, the last axis moving fastest.

    Raises
    ------
    UsageError
        If there are too many, or an input is named twice.
    """
    addresses = [one.address for one in axes]
    if len(set(addresses)) < len(addresses):
        raise UsageError("an input is swept twice", "Name every input once.")
    count = prod(len(one.values) for one in axes)
    if count > POINTS_LIMIT:
        raise UsageError(f"the sweep has {count:,} points, more than {POINTS_LIMIT:,}", "Take larger steps.")
    return [dict(zip(addresses, values, strict=True)) for values in product(*(one.values for one in axes))]


def columns(case: Case) -> list[str]:
    """Name what a sweep tells of every point: the chances of an agreement in force and of every scenario."""
    return ["in-force", *(f"ending {key}" for key in case.scenarios)]


def chances(point: Point) -> list[str]:
    """Work out one point: the chances named by :func:`columns`, with all their digits; "" of what is not forecast."""
    case = changed(point.case, point.settings) if point.settings else point.case
    record = forecast(case, point.draws, point.seed, point.model)
    shares = {
        "in-force": record.events["in-force"],
        **{f"ending {key}": one for key, one in record.scenarios.items()},
    }
    unsaid = {f"ending {key}" for key in record.not_forecast.scenarios}
    return ["" if name in unsaid else repr(float(one.probability)) for name, one in shares.items()]
