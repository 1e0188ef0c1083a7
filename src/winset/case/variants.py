"""Variants of a valid case that are valid by what they are: nothing is read or checked anew, and many can be made."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Protocol

from winset.case.model import Case


class InputPlace(Protocol):
    """What knows where a number stands in a case."""

    @property
    def path(self) -> tuple[str | int, ...]:
        """Keys and positions from the top, counted from 0."""


def with_input(case: Case, where: InputPlace, value: float | Decimal) -> Case:
    """Set one number of a case for certain, quickly.

    Parameters
    ----------
    case : Case
        The case.
    where : Input
        Which number; its ``path`` says where it stands.
    value : float or Decimal
        The value, within the range.
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    changed: Case = _with(case, where.path, (exact, exact, exact))
    return changed.differs_in_numbers(case)


def _with(here: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(here, dict):
        return {**here, key: _with(here[key], rest, value)}
    if isinstance(key, int):
        return (*here[:key], _with(here[key], rest, value), *here[key + 1 :])
    return here.model_copy(update={key: _with(getattr(here, key), rest, value)})


def reordered(case: Case, party: str, order: list[int]) -> Case:
    """Keep a party's statements at these positions (from 0), in this order."""
    statements = tuple(case.preferences[party][position] for position in order)
    return case.model_copy(update={"preferences": {**case.preferences, party: statements}})
