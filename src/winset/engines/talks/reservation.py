"""What a party or a home has without a deal: one rule, for draws and for the most likely values alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from winset.case.entries import days_between
from winset.case.model import Case
from winset.case.negotiation import Loss
from winset.space.comparing import years_lasted
from winset.space.inputs import Floats

HALF_LIVES = {"days": 3.0, "weeks": 14.0, "months": 60.0}
_PARTS = 10**9

Number = TypeVar("Number", Fraction, Floats)


def reserved(
    case: Case, owner: str, given: Mapping[str, Number], stands: Number, read: Callable[[Fraction], Any]
) -> Number:
    """Give what a party or home has without a deal, after threats carried out, a ripe conflict, and decay.

    Parameters
    ----------
    case : Case
        The case.
    owner : str
        The party or home.
    given : mapping of str to Fraction or ndarray
        The inputs by address: at their most likely values, or drawn.
    stands : Fraction or ndarray
        What is then in force is worth, for an owner without a value of its own under ``no_deal``: today with the
        absent parties' answers, and what deadlines bring about.
    read : callable
        Turns an exact number into the kind of numbers given: ``Fraction`` or ``float``.
    """
    value = given[f"no_deal.{owner}"] if owner in case.no_deal else stands
    for position, threat in enumerate(case.threats):
        if threat.target == owner:
            value = value - given[f"threats.{position + 1}"]
    if case.talks.ripeness is not None and owner in case.parties:
        value = value - given["talks.ripeness"] * read(years_lasted(case))
    if owner in case.no_deal:
        share = share_lost(case.no_deal[owner], span_of_days(case))
        value = value - given[f"no_deal.{owner}.decay"] * read(share)
    return value


def share_lost(loss: Loss, days: float) -> Fraction:
    """Which share of a loss has set in after some days, to the billionth: all of it after ``over`` days, never more.

    It grows along 1 - 2^(-t/h), with a half-life h of 3, 14 or 60 days for what sets in within days, weeks or months.

    Examples
    --------
    >>> float(share_lost(Loss(over=30), 30)), float(share_lost(Loss(over=30), 365))
    (1.0, 1.0)
    >>> round(float(share_lost(Loss(over=30, sets_in="days"), 3)), 2)
    0.5
    """
    half = HALF_LIVES[loss.sets_in]
    share = (1 - 2.0 ** (-days / half)) / (1 - 2.0 ** (-loss.over / half))
    return min(Fraction(1), Fraction(round(share * _PARTS), _PARTS))


def span_of_days(case: Case) -> float:
    """Days to the deadline of the talks, else to the last of the deadlines, else the longest a loss is given over."""
    ends = [case.talks.deadline] if case.talks.deadline else [one.on for one in case.deadlines if one.on]
    if ends and case.as_of is not None:
        return float(max(0, *(days_between(case.as_of, end) for end in ends)))
    return float(max((loss.over for loss in (*case.delay.values(), *case.no_deal.values())), default=30))
