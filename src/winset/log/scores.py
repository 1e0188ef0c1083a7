"""Scoring logged forecasts once their questions are resolved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from winset.log.store import Entry

FLOOR = 0.001
BINS = 5


@dataclass(frozen=True)
class Scored:
    """A resolved forecast.

    Attributes
    ----------
    question, date : str
        Which question, and when the forecast was made.
    probability : float
        The chance given to a yes.
    answer : bool
        What came of it.
    """

    question: str
    date: str
    probability: float
    answer: bool

    @property
    def brier(self) -> float:
        """The squared distance between forecast and answer (Brier 1950, the half form): 0 is best, 1 worst."""
        return (self.probability - self.answer) ** 2

    @property
    def log_loss(self) -> float:
        """Minus the logarithm of the chance given to what happened, floored at 0.001 (Good 1952): 0 is best."""
        return -log(max(FLOOR, self.probability if self.answer else 1 - self.probability))


@dataclass(frozen=True)
class Score:
    """Mean scores of one way of forecasting over the resolved questions."""

    name: str
    count: int
    brier: float
    log_loss: float


@dataclass(frozen=True)
class Bin:
    """A row of the calibration table: forecasts between two chances, and how often a yes came."""

    low: float
    high: float
    count: int
    mean: float
    came: float


def resolved(entries: Sequence[Entry]) -> list[Scored]:
    """Match every forecast with the last resolution of its question.

    Examples
    --------
    >>> made = Entry("forecast", "q", "2025-03-09", {"probability": 0.8})
    >>> [one.brier for one in resolved([made, Entry("resolution", "q", "2025-03-12", {"answer": "yes"})])]
    [0.03999999999999998]
    """
    answers = {entry.question: entry.fields["answer"] == "yes" for entry in entries if entry.kind == "resolution"}
    return [
        Scored(entry.question, entry.date, float(entry.fields["probability"]), answers[entry.question])
        for entry in entries
        if entry.kind == "forecast" and entry.question in answers
    ]


def compare(made: Sequence[Scored], status_quo: Mapping[str, bool], base_rates: Mapping[str, float]) -> list[Score]:
    """Score the forecasts against an even chance, the status quo, and stated base rates."""
    ways: list[tuple[str, Callable[[Scored], float | None]]] = [
        ("logged forecasts", lambda one: one.probability),
        ("uniform (0.5)", lambda one: 0.5),
        ("status quo stays", lambda one: float(status_quo[one.question]) if one.question in status_quo else None),
        ("stated base rate", lambda one: base_rates.get(one.question)),
    ]
    found = []
    for name, chance in ways:
        others = [(one, chance(one)) for one in made]
        told = [Scored(one.question, one.date, p, one.answer) for one, p in others if p is not None]
        if told:
            found.append(
                Score(
                    name,
                    len(told),
                    sum(one.brier for one in told) / len(told),
                    sum(one.log_loss for one in told) / len(told),
                )
            )
    return found


def calibration(made: Sequence[Scored]) -> list[Bin]:
    """Compare what was forecast with how often it came, in bins of equal width."""
    rows = []
    for place in range(BINS):
        low, high = place / BINS, (place + 1) / BINS
        inside = [one for one in made if low <= one.probability < high or (high == 1 and one.probability == 1)]
        if inside:
            mean = sum(one.probability for one in inside) / len(inside)
            rows.append(Bin(low, high, len(inside), mean, sum(one.answer for one in inside) / len(inside)))
    return rows
