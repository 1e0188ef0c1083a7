"""From the table to the endings: which stage every draw got to, and where it ended, in the forecast's own run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.forecast.candidates import laid_out
from winset.engines.forecast.tally import EVENTS
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.talks.run import DRAWS, Run
from winset.engines.talks.run import run as make_run
from winset.engines.talks.situation import Negotiation, require_values
from winset.frozen import Frozen


class Ending(Frozen):
    """One way it may end.

    Attributes
    ----------
    scenarios : tuple of str
        The scenarios that its outcomes belong to; empty for those outside every scenario.
    in_force, without : float
        The probability of ending so with an agreement in force, and without one.
    """

    scenarios: tuple[str, ...]
    in_force: float
    without: float

    @property
    def probability(self) -> float:
        """The probability of ending so."""
        return self.in_force + self.without


class EndingsRecord(Record, kw_only=True):
    """Where the talks get lost, and how it ends.

    Attributes
    ----------
    draws : int
        How many draws were made.
    other : float
        The probability set aside for what the case does not model.
    events : mapping of str to float
        As in :class:`~winset.engines.forecast.forecast_record.ForecastRecord`, to the same digits.
    endings : tuple of Ending
        In the order of the case's scenarios, what lies outside them last; with ``other`` they add up to one.
    """

    draws: int
    other: float
    events: Mapping[str, float]
    endings: tuple[Ending, ...]

    def rows(self) -> Rows:
        """Give one row per ending."""
        body = [
            (" and ".join(one.scenarios) or "outside", f"{one.in_force:.3f}", f"{one.without:.3f}")
            for one in self.endings
        ]
        return ("ending", "agreement in force", "without"), body


def endings(case: Case, draws: int = DRAWS, seed: int = 1, model: str = "nash") -> EndingsRecord:
    """Follow the draws of a forecast from the table to the endings.

    Examples
    --------
    >>> import winset
    >>> record = endings(winset.load("jeddah-2025"), draws=400)
    >>> round(sum(one.probability for one in record.endings) + record.other, 9)
    1.0
    """
    require_values(case)
    negotiation = laid_out(case, draws, seed, model)
    found = make_run(negotiation, draws, seed, model)
    other = float(case.talks.other[1])
    share = (1 - other) / len(found.final)
    return EndingsRecord(
        case=CaseReference.of(case),
        method="from the table to the endings",
        settings={"draws": draws, "model": model},
        seed=seed,
        draws=len(found.final),
        other=other,
        events={event: share * int(np.count_nonzero(found.events[event])) for event in EVENTS},
        endings=_endings(negotiation, found, share),
    )


def _endings(negotiation: Negotiation, found: Run, share: float) -> tuple[Ending, ...]:
    case = negotiation.case
    numbers, place = np.unique(found.final, return_inverse=True)
    codes = negotiation.course.codes(numbers)
    inside = {
        key: np.broadcast_to(expr.evaluate(case.condition(one.when), codes, case.levels), numbers.shape)
        for key, one in case.scenarios.items()
    }
    groups = [tuple(key for key, mask in inside.items() if mask[at]) for at in range(len(numbers))]
    counts: dict[tuple[str, ...], list[int]] = {(key,): [0, 0] for key in case.scenarios}
    in_force = found.events["in-force"]
    with_one = np.bincount(place[in_force], minlength=len(numbers))
    every = np.bincount(place, minlength=len(numbers))
    for group, agreed, total in zip(groups, with_one, every, strict=True):
        pair = counts.setdefault(group, [0, 0])
        pair[0] += int(agreed)
        pair[1] += int(total - agreed)
    outside = counts.pop((), [0, 0])
    ordered = [*counts.items(), ((), outside)]
    return tuple(Ending(group, share * agreed, share * without) for group, (agreed, without) in ordered)
