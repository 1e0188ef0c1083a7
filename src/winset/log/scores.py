"""Scoring logged forecasts once their questions are resolved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log

from winset.frozen import Frozen
from winset.log.hindsight import reasons
from winset.log.store import LogEntry

FLOOR = 0.001
BINS = 5


class Scored(Frozen):
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


class Score(Frozen):
    """Scores of one way of forecasting over resolved questions: a mean for each question, then over questions.

    Attributes
    ----------
    name : str
        The way of forecasting.
    questions, forecasts : int
        How many questions it answers, and how many logged forecasts of them there are.
    brier, log_loss : float
        Its scores.
    logged_brier, logged_log_loss : float
        The scores of the logged forecasts of the same questions.
    """

    name: str
    questions: int
    forecasts: int
    brier: float
    log_loss: float
    logged_brier: float
    logged_log_loss: float


class Bin(Frozen):
    """A row of the calibration table: forecasts between two chances, and how often a yes came.

    Attributes
    ----------
    low, high : float
        The chances.
    questions, forecasts : int
        How many questions have a forecast in the row, and how many such forecasts there are.
    mean : float
        The mean forecast, every question counted once.
    came : float
        The share of these questions whose answer is yes.
    """

    low: float
    high: float
    questions: int
    forecasts: int
    mean: float
    came: float


def resolved(entries: Sequence[LogEntry], closes: Mapping[str, str] | None = None) -> list[Scored]:
    """Match every forecast with the last resolution of its question; hindsight is left out.

    Parameters
    ----------
    entries : sequence of LogEntry
        The log, in order.
    closes : mapping of str to str, optional
        The day by which each question is decided.

    Examples
    --------
    >>> made = LogEntry("forecast", "q", "2025-03-09", {"probability": 0.8})
    >>> [one.brier for one in resolved([made, LogEntry("resolution", "q", "2025-03-12", {"answer": "yes"})])]
    [0.03999999999999998]
    """
    answers = {entry.question: entry.fields["answer"] == "yes" for entry in entries if entry.kind == "resolution"}
    late = reasons(entries, closes or {})
    return [
        Scored(entry.question, entry.date, float(entry.fields["probability"]), answers[entry.question])
        for place, entry in enumerate(entries)
        if entry.kind == "forecast" and entry.question in answers and place not in late
    ]


def compare(made: Sequence[Scored], status_quo: Mapping[str, bool], base_rates: Mapping[str, float]) -> list[Score]:
    """Score the forecasts against an even chance, what holds today, and stated base rates.

    A baseline that answers some of the questions only is set against the logged forecasts of those.
    """
    ways: list[tuple[str, Callable[[Scored], float | None]]] = [
        ("logged forecasts", lambda one: one.probability),
        ("uniform (0.5)", lambda one: 0.5),
        ("stays as today", lambda one: float(status_quo[one.question]) if one.question in status_quo else None),
        ("stated base rate", lambda one: base_rates.get(one.question)),
    ]
    return [found for name, chance in ways if (found := _score(name, made, chance)) is not None]


def _score(name: str, made: Sequence[Scored], chance: Callable[[Scored], float | None]) -> Score | None:
    logged = [one for one in made if chance(one) is not None]
    told = [Scored(one.question, one.date, p, one.answer) for one in logged if (p := chance(one)) is not None]
    if not told:
        return None
    return Score(
        name,
        len({one.question for one in told}),
        len(told),
        *(by_question(one, measure) for one in (told, logged) for measure in _MEASURES),
    )


_MEASURES: tuple[Callable[[Scored], float], ...] = (lambda one: one.brier, lambda one: one.log_loss)


def by_question(made: Sequence[Scored], measure: Callable[[Scored], float]) -> float:
    """Average a measure over the forecasts of each question, then over the questions.

    Examples
    --------
    >>> often = [Scored("q", "2025-03-09", p, True) for p in (0.0, 1.0, 1.0, 1.0)]
    >>> by_question([*often, Scored("r", "2025-03-09", 0.5, True)], lambda one: one.probability)
    0.625
    """
    found: dict[str, list[float]] = {}
    for one in made:
        found.setdefault(one.question, []).append(measure(one))
    return sum(sum(values) / len(values) for values in found.values()) / len(found)


def calibration(made: Sequence[Scored]) -> list[Bin]:
    """Compare what was forecast with how often it came, in bins of equal width."""
    rows = []
    for place in range(BINS):
        low, high = place / BINS, (place + 1) / BINS
        inside = [one for one in made if low <= one.probability < high or (high == 1 and one.probability == 1)]
        if inside:
            mean = by_question(inside, lambda one: one.probability)
            came = by_question(inside, lambda one: float(one.answer))
            rows.append(Bin(low, high, len({one.question for one in inside}), len(inside), mean, came))
    return rows
