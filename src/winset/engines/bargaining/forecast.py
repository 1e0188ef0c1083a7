"""How likely each outcome is: many draws of the ranges, each followed from the table to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import sqrt
from typing import Any, Protocol

import numpy as np

from winset.case.model import Case
from winset.engines.bargaining import agreement
from winset.engines.bargaining.outcome import conflict_of, happen
from winset.engines.bargaining.reached import Conflict
from winset.engines.bargaining.situation import Negotiation, require_values
from winset.engines.bargaining.ties import package_order
from winset.engines.records import CaseReference, Record, Rows
from winset.errors import UsageError, nearest
from winset.space.inputs import draw
from winset.space.outcomes import Ints

DRAWS = 10_000
DATES = 6
Z95 = 1.959963984540054
EVENTS = ("no-zone", "talks-failed", "agreed", "ad-referendum", "unconfirmed", "rejected", "in-force")


@dataclass(frozen=True)
class Share:
    """A probability estimated from draws, with its 95 % Monte Carlo interval (Wilson).

    Attributes
    ----------
    probability, low, high : float
        The estimate and the interval that the number of draws allows. It says nothing of the doubt about the ranges.
    """

    probability: float
    low: float
    high: float


@dataclass(frozen=True)
class Moment:
    """The forecast as of one day.

    Attributes
    ----------
    day : float
        Days after the date of the case.
    in_force : float
        The probability that an agreement is in force by then.
    scenarios : mapping of str to float
        By scenario.
    """

    day: float
    in_force: float
    scenarios: Mapping[str, float]


@dataclass(frozen=True, kw_only=True, repr=False)
class ForecastRecord(Record):
    """A forecast.

    Attributes
    ----------
    draws : int
        How many draws were made; ``partial`` when fewer than asked for.
    partial : bool
        Whether the run was stopped early.
    other : float
        The probability set aside for what the case does not model; all others are given what remains.
    levels : mapping of str to mapping of str to Share
        By issue and level.
    scenarios : mapping of str to Share
        By scenario; they may leave a rest outside all of them.
    outside : Share
        Outcomes that are modelled but belong to no scenario.
    events : mapping of str to Share
        What became of the talks: ``no-zone``, ``talks-failed``, ``agreed``, ``ad-referendum``, ``unconfirmed``,
        ``rejected``, ``in-force``.
    questions : mapping of str to Share
        The chance of a yes, for questions whose condition the case states.
    packages : tuple of (mapping of str to str, Share)
        The packages most often in force at the end; the first may be that nothing changes.
    zone : tuple of float
        How many packages were deals: mean, 5th and 95th percentile over the draws.
    tied : float
        In which share of the draws several packages were equally good at the table, and one was picked with an even
        chance.
    moments : tuple of Moment
        The same over time, where the case names a deadline.
    """

    draws: int
    partial: bool
    other: float
    levels: Mapping[str, Mapping[str, Share]]
    scenarios: Mapping[str, Share]
    outside: Share
    events: Mapping[str, Share]
    questions: Mapping[str, Share]
    packages: tuple[tuple[Mapping[str, str], Share], ...]
    zone: tuple[float, float, float]
    tied: float = 0.0
    moments: tuple[Moment, ...] = field(default=())

    def rows(self) -> Rows:
        """Give one row per scenario and issue level."""
        body = [("scenario", key, *_told(share)) for key, share in self.scenarios.items()]
        body += [(issue, level, *_told(share)) for issue, by in self.levels.items() for level, share in by.items()]
        return ("of", "what", "probability", "95 % interval"), body


def _told(share: Share) -> tuple[str, str]:
    return f"{share.probability:.2f}", f"{share.low:.2f} to {share.high:.2f}"


@dataclass(frozen=True, eq=False)
class Tally:
    """What some draws came to: counts only, so that parts add up exactly in any order.

    Attributes
    ----------
    count : int
        How many draws.
    outcomes : ndarray of int64, shape (packages, answers)
        How often each outcome stood at the end.
    by_day : ndarray of int64, shape (dates, packages, answers)
        The same by the days looked at.
    events : mapping of str to int
        How often each event happened.
    zone : ndarray of int64
        How often the zone had 0, 1, 2, … packages.
    tied : int
        How often several packages were equally good at the table.
    """

    count: int
    outcomes: Ints
    by_day: Ints
    events: Mapping[str, int]
    zone: Ints
    tied: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.count + other.count,
            self.outcomes + other.outcomes,
            self.by_day + other.by_day,
            {event: count + other.events[event] for event, count in self.events.items()},
            self.zone + other.zone,
            self.tied + other.tied,
        )


@dataclass(frozen=True)
class Task:
    """Some consecutive draws of a case to be tallied, here or in another process."""

    case: Case
    model: str
    seed: int
    start: int
    count: int


class Runner(Protocol):
    """What applies :func:`tally` to tasks, in order: ``map``, or the map of a pool of processes."""

    def __call__(self, function: Callable[[Task], Tally], tasks: Iterable[Task], /) -> Iterable[Tally]:
        """Apply it; the results come in the order of the tasks."""


@lru_cache(maxsize=4)
def _laid_out(case_hash: str, case: _Case, model: str) -> tuple[Negotiation, dict[str, float], Conflict | None]:
    negotiation = Negotiation(case.case)
    best = agreement.best_gains(negotiation)
    return negotiation, best, conflict_of(negotiation, model)


class _Case:
    """A case as an argument of a cached function: compared by the hash that stands beside it."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Case)


def tally(task: Task) -> Tally:
    """Make the draws of a task and count what they come to."""
    negotiation, best, conflict = _laid_out(task.case.hash, _Case(task.case), task.model)
    situation = negotiation.situation(draw(negotiation.inputs, task.seed, task.start, task.count))
    found = happen(negotiation, situation, best, conflict)
    shape = negotiation.possible.shape
    cells = shape[0] * shape[1]
    final = found.package * shape[1] + found.answer
    before = negotiation.status_quo * shape[1] + found.before
    by_day = [
        np.bincount(np.where(found.day <= day, final, before), minlength=cells).reshape(shape)
        for day in days(negotiation)
    ]
    return Tally(
        task.count,
        np.bincount(final, minlength=cells).reshape(shape),
        np.array(by_day, dtype=np.int64).reshape(len(by_day), *shape),
        {event: int(np.count_nonzero(found.events[event])) for event in EVENTS},
        np.bincount(found.zone, minlength=shape[0] + 1),
        int(np.count_nonzero(found.tied)),
    )


def days(negotiation: Negotiation) -> list[float]:
    """The days looked at: evenly up to the deadline, or none where the case names no deadline."""
    if negotiation.case.talks.deadline is None or negotiation.days <= 0:
        return []
    steps = min(DATES, int(negotiation.days))
    return [round(negotiation.days * step / steps) for step in range(1, steps + 1)]


def forecast(case: Case, draws: int = DRAWS, seed: int = 1, model: str = "nash", run: Runner = map) -> ForecastRecord:
    """Forecast a negotiation.

    Parameters
    ----------
    case : Case
        A case with values.
    draws : int
        How many draws to make.
    seed : int
        The random seed; the result is the same bit for bit however the work is divided.
    model : {"nash", "stability"}
        What the signatories agree on in each draw: see :mod:`winset.engines.bargaining.agreement`.
    run : callable
        Applies a function to tasks in order; the map of a pool of processes divides the work.

    Returns
    -------
    ForecastRecord

    Raises
    ------
    UsageError
        If the case has no values, nothing is negotiated, or the model is unknown.

    References
    ----------
    Nash 1950; Roth 1979; Binmore, Rubinstein & Wolinsky 1986; McKelvey & Palfrey 1995 (quantal response).

    Examples
    --------
    >>> import winset
    >>> record = winset.forecast(winset.load("jeddah-2025"), draws=400, seed=1)
    >>> record.scenarios["compromise"].probability > record.scenarios["breakdown"].probability
    True
    """
    require_values(case)
    if model not in agreement.MODELS:
        raise UsageError(f"there is no bargaining model '{model}'", nearest(model, agreement.MODELS, "Models"))
    if draws < 1:
        raise UsageError("a forecast needs at least one draw")
    negotiation = Negotiation(case)
    total, partial = _run(list(tasks(negotiation, draws, seed, model)), run)
    return _record(negotiation, total, partial, {"draws": draws, "model": model}, seed)


def tasks(negotiation: Negotiation, draws: int, seed: int, model: str) -> Iterator[Task]:
    """Divide the draws into tasks that do not depend on who does them."""
    for start in range(0, draws, negotiation.chunk):
        yield Task(negotiation.case, model, seed, start, min(negotiation.chunk, draws - start))


def _run(work: list[Task], run: Runner) -> tuple[Tally, bool]:
    total: Tally | None = None
    try:
        for part in run(tally, work):
            total = part if total is None else total + part
    except KeyboardInterrupt:
        if total is None:
            raise
        return total, True
    if total is None:
        raise UsageError("a forecast needs at least one draw")
    return total, False


def wilson(hits: float, count: int, scale: float = 1.0) -> Share:
    """Estimate a probability and its 95 % interval (Wilson 1927), scaled to what the case models.

    Examples
    --------
    >>> share = wilson(50, 100)
    >>> round(share.low, 3), round(share.high, 3)
    (0.404, 0.596)
    """
    p = hits / count
    centre = (p + Z95**2 / (2 * count)) / (1 + Z95**2 / count)
    half = Z95 / (1 + Z95**2 / count) * sqrt(p * (1 - p) / count + Z95**2 / (4 * count**2))
    return Share(scale * p, scale * max(0.0, centre - half), scale * min(1.0, centre + half))


def _record(
    negotiation: Negotiation, total: Tally, partial: bool, settings: Mapping[str, Any], seed: int
) -> ForecastRecord:
    case, packages = negotiation.case, negotiation.packages
    other = float(case.talks.other[1])

    def share(hits: float) -> Share:
        return wilson(hits, total.count, 1 - other)

    def count(condition: str, outcomes: Ints) -> int:
        mask = np.broadcast_to(packages.where(condition), packages.shape)[negotiation.numbers]
        return int(outcomes[mask].sum())

    levels: dict[str, dict[str, Share]] = {}
    for issue in case.issues:
        code = np.broadcast_to(packages.codes[issue], packages.shape)[negotiation.numbers]
        by_level = [int(total.outcomes[code == level].sum()) for level in range(len(case.levels[issue]))]
        levels[issue] = {name: share(hits) for name, hits in zip(case.levels[issue], by_level, strict=True)}
    scenarios = {key: count(scenario.when, total.outcomes) for key, scenario in case.scenarios.items()}
    named = np.zeros(packages.shape, dtype=np.bool_)
    for scenario in case.scenarios.values():
        named |= packages.where(scenario.when)
    outside = int(total.outcomes[~named[negotiation.numbers]].sum())
    order = package_order(negotiation)
    often = order[np.argsort(-total.outcomes.sum(axis=1)[order], kind="stable")[:5]]
    top = tuple(
        (packages.levels(int(negotiation.numbers[place])), share(int(total.outcomes[place].sum())))
        for place in often
        if total.outcomes[place].any()
    )
    moments = tuple(
        Moment(
            day,
            float((1 - other) * (1 - cells[negotiation.status_quo].sum() / total.count)),
            {key: (1 - other) * count(one.when, cells) / total.count for key, one in case.scenarios.items()},
        )
        for day, cells in zip(days(negotiation), total.by_day, strict=True)
    )
    return ForecastRecord(
        case=CaseReference.of(case),
        method=f"forecast by {'generalised Nash bargaining' if settings['model'] == 'nash' else 'reachable stability'}",
        settings={**settings, "interval": "95 % Wilson, Monte Carlo error only", "days": negotiation.days},
        seed=seed,
        draws=total.count,
        partial=partial,
        other=other,
        levels=levels,
        scenarios={key: share(hits) for key, hits in scenarios.items()},
        outside=share(outside),
        events={event: share(hits) for event, hits in total.events.items()},
        questions={
            key: share(count(question.when, total.outcomes))
            for key, question in case.questions.items()
            if question.when is not None
        },
        packages=top,
        zone=_spread(total.zone),
        tied=total.tied / total.count,
        moments=moments,
    )


def _spread(histogram: Ints) -> tuple[float, float, float]:
    sizes = np.arange(len(histogram))
    total = histogram.sum()
    running = np.cumsum(histogram) / total
    low, high = (float(sizes[np.searchsorted(running, q)]) for q in (0.05, 0.95))
    return float((sizes * histogram).sum() / total), low, high
