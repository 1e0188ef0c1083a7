"""How likely each outcome is: many draws of the ranges, each followed from the table to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import sqrt
from typing import Any, Protocol

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.by_hash import ByHash
from winset.engines.forecast.assumptions import by_assumption
from winset.engines.forecast.candidates import laid_out
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.talks.aftermath import happen
from winset.engines.talks.agreement import Agree, best_gains
from winset.engines.talks.in_force import days, looked_at, question_days
from winset.engines.talks.models import model_of
from winset.engines.talks.run import DRAWS, KEPT_DRAWS, Run, part_of, spread
from winset.engines.talks.run import run as make_run
from winset.engines.talks.situation import Negotiation, require_values
from winset.errors import UsageError
from winset.space.inputs import draw
from winset.space.outcomes import Bools, Ints
from winset.space.packages import canonical_order

REFUSED_BY = "refused by "
Z95 = 1.959963984540054
EVENTS = (
    *("no-zone", "talks-failed", "agreed", "ad-referendum", "unconfirmed"),
    *("rejected", "refused", "too-late", "in-force"),
)


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
        By issue and level; a level of an issue that exists only under a condition counts where it exists.
    scenarios : mapping of str to Share
        By scenario; they may leave a rest outside all of them.
    outside : Share
        Outcomes that are modelled but belong to no scenario.
    events : mapping of str to Share
        What became of the talks: ``no-zone``, ``talks-failed``, ``agreed``, ``ad-referendum``, ``unconfirmed``,
        ``rejected`` (by homes), ``refused`` (by absent parties), ``too-late`` (a deadline's consequence had made it
        impossible), ``in-force``.
    refused_by : mapping of str to Share
        By absent party: the chance that it refuses what was signed, when another answer of its own would have let it
        stand. Several may refuse the same agreement, and two who refuse it together are each told under neither.
    questions : mapping of str to Share
        The chance of a yes, for questions whose condition the case states: of what is in force on the question's day,
        or in the end where the case has no date.
    packages : tuple of (mapping of str to str, Share)
        The packages most often in force at the end; the first may be that nothing changes.
    zone : tuple of float, or None
        How many packages were deals: mean, 5th and 95th percentile over the draws; None where there are too many
        packages to count them in every draw.
    tied : float
        In which share of the draws several packages were equally good at the table, and one was picked with an even
        chance.
    by_assumption : mapping of str to Share
        What an agreement in force (``agreement in force``) and every scenario would be if nobody preferred anything:
        set by the assumptions on the course of the talks alone; empty where there are too many packages to list. See
        :mod:`winset.engines.forecast.assumptions`.
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
    refused_by: Mapping[str, Share]
    questions: Mapping[str, Share]
    packages: tuple[tuple[Mapping[str, str], Share], ...]
    zone: tuple[float, float, float] | None
    tied: float = 0.0
    by_assumption: Mapping[str, Share] = field(default_factory=dict)
    moments: tuple[Moment, ...] = field(default=())

    def rows(self) -> Rows:
        """Give one row per scenario and issue level."""
        body = [("scenario", key, *_told(share)) for key, share in self.scenarios.items()]
        body += [(issue, level, *_told(share)) for issue, by in self.levels.items() for level, share in by.items()]
        return ("of", "what", "probability", "95 % interval"), body


def _told(share: Share) -> tuple[str, str]:
    return f"{share.probability:.2f}", f"{share.low:.2f} to {share.high:.2f}"


@dataclass(frozen=True, eq=False)
class Counts:
    """How often each of some numbered things came up: ascending numbers, and counts."""

    numbers: Ints
    counts: Ints

    @staticmethod
    def of(numbers: Ints) -> Counts:
        """Count the numbers of some draws."""
        return Counts(*np.unique(numbers, return_counts=True))

    def __add__(self, other: Counts) -> Counts:
        numbers, place = np.unique(np.concatenate([self.numbers, other.numbers]), return_inverse=True)
        counts = np.zeros(len(numbers), dtype=np.int64)
        np.add.at(counts, place, np.concatenate([self.counts, other.counts]))
        return Counts(numbers, counts)


@dataclass(frozen=True, eq=False)
class Tally:
    """What some draws came to: counts only, so that parts add up exactly in any order.

    Attributes
    ----------
    count : int
        How many draws.
    outcomes : Counts
        How often each outcome, by its number, stood at the end.
    by_day : tuple of (Counts, int)
        The same by the days looked at, and how often an agreement was in force.
    packages : Counts
        How often each package, by its number, was in force at the end.
    events : mapping of str to int
        How often each event happened; ``refused by PARTY`` too.
    zone : ndarray of int64
        How often the zone had 0, 1, 2, … packages.
    tied : int
        How often several packages were equally good at the table.
    """

    count: int
    outcomes: Counts
    by_day: tuple[tuple[Counts, int], ...]
    packages: Counts
    events: Mapping[str, int]
    zone: Ints
    tied: int = 0

    def __add__(self, other: Tally) -> Tally:
        days = zip(self.by_day, other.by_day, strict=True)
        return Tally(
            self.count + other.count,
            self.outcomes + other.outcomes,
            tuple((mine + theirs, one + two) for (mine, one), (theirs, two) in days),
            self.packages + other.packages,
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
    """What applies :func:`tally` to tasks, in order: ``map``, or the map of a pool of processes.

    One that has an attribute ``alone`` that is true does all the work in this process, as ``map`` does.
    """

    def __call__(self, function: Callable[[Task], Tally], tasks: Iterable[Task], /) -> Iterable[Tally]:
        """Apply it; the results come in the order of the tasks."""


@lru_cache(maxsize=4)
def _kept_layout(case: ByHash, model: str) -> tuple[Negotiation, Agree]:
    negotiation = Negotiation(case.case)
    return negotiation, model_of(model).prepare(negotiation)


def tally(task: Task) -> Tally:
    """Make the draws of a task and count what they come to."""
    negotiation, agree = _kept_layout(ByHash.of(task.case), task.model)
    situation = negotiation.situation(draw(negotiation.inputs, task.seed, task.start, task.count))
    found = happen(negotiation, situation, best_gains(negotiation), looked_at(negotiation), agree)
    return _counted(negotiation, part_of(negotiation, found))


def _counted(negotiation: Negotiation, found: Run) -> Tally:
    events = {event: int(np.count_nonzero(found.events[event])) for event in EVENTS}
    refused = {f"{REFUSED_BY}{party}": int(np.count_nonzero(mask)) for party, mask in found.refused_by.items()}
    return Tally(
        len(found.final),
        Counts.of(found.final),
        tuple(
            (Counts.of(numbers), int(np.count_nonzero(in_force)))
            for numbers, in_force in zip(found.by_day, found.in_force_by_day, strict=True)
        ),
        Counts.of(found.package),
        events | refused,
        np.bincount(found.zone, minlength=len(negotiation.numbers) + 1),
        int(np.count_nonzero(found.tied)),
    )


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
    model : str
        What the signatories agree on in each draw: a key of :data:`winset.engines.talks.models.MODELS`.
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
    model_of(model)  # refuses one that is not known
    if draws < 1:
        raise UsageError("a forecast needs at least one draw")
    negotiation = laid_out(case, draws, seed, model)
    if negotiation.packages.chosen is not None:
        return _of_candidates(negotiation, draws, seed, model)
    if draws <= KEPT_DRAWS and (run is map or getattr(run, "alone", False)):
        total, partial = _counted(negotiation, make_run(negotiation, draws, seed, model)), False
    else:
        total, partial = _run(list(tasks(negotiation, draws, seed, model)), run)
    assumed = by_assumption(negotiation, total.count, seed)
    return _record(negotiation, total, partial, {"draws": draws, "model": model}, seed, assumed)


def _of_candidates(negotiation: Negotiation, draws: int, seed: int, model: str) -> ForecastRecord:
    """Forecast a case with too many packages to list, from those that can be agreed on."""
    total = _counted(negotiation, make_run(negotiation, draws, seed, model))
    settings = {"draws": draws, "model": model, "packages": "those that can be agreed on, found block by block"}
    return replace(_record(negotiation, total, False, settings, seed, {}), zone=None)


def tasks(negotiation: Negotiation, draws: int, seed: int, model: str) -> Iterator[Task]:
    """Divide the draws into tasks that do not depend on who does them."""
    chunk = negotiation.layout.run_chunk
    for start in range(0, draws, chunk):
        yield Task(negotiation.case, model, seed, start, min(chunk, draws - start))


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
    negotiation: Negotiation,
    total: Tally,
    partial: bool,
    settings: Mapping[str, Any],
    seed: int,
    assumed: Mapping[str, int],
) -> ForecastRecord:
    case, told = negotiation.case, _Told(negotiation, total)
    other = float(case.talks.other[1])

    def share(hits: float) -> Share:
        return wilson(hits, total.count, 1 - other)

    by_day = dict(zip(looked_at(negotiation), total.by_day, strict=True))
    moments = tuple(
        Moment(
            day,
            (1 - other) * by_day[day][1] / total.count,
            {
                key: (1 - other) * told.count(one.when, by_day[day][0]) / total.count
                for key, one in case.scenarios.items()
            },
        )
        for day in days(negotiation)
    )
    asked = {key: total.outcomes if day == np.inf else by_day[day][0] for key, day in question_days(case).items()}
    return ForecastRecord(
        case=CaseReference.of(case),
        method=f"forecast by {model_of(settings['model']).name}",
        settings={
            **settings,
            "interval": "95 % Wilson, Monte Carlo error only",
            "days": negotiation.days,
            "questions": "by what is in force in the end" if case.as_of is None else "by what is in force on their day",
        },
        seed=seed,
        draws=total.count,
        partial=partial,
        other=other,
        levels={issue: {level: share(hits) for level, hits in by.items()} for issue, by in told.levels().items()},
        scenarios={key: share(told.count(one.when, total.outcomes)) for key, one in case.scenarios.items()},
        outside=share(told.outside()),
        events={event: share(total.events[event]) for event in EVENTS},
        refused_by={
            event.removeprefix(REFUSED_BY): share(hits)
            for event, hits in total.events.items()
            if event.startswith(REFUSED_BY)
        },
        questions={key: share(told.count(str(case.questions[key].when), outcomes)) for key, outcomes in asked.items()},
        packages=tuple((levels, share(hits)) for levels, hits in told.packages()),
        zone=spread(total.zone),
        tied=total.tied / total.count,
        by_assumption={key: share(hits) for key, hits in assumed.items()},
        moments=moments,
    )


class _Told:
    """Counts of outcomes by their numbers, told in the words of the case."""

    def __init__(self, negotiation: Negotiation, total: Tally) -> None:
        self.negotiation, self.case, self.total = negotiation, negotiation.case, total

    def holds(self, condition: str, counts: Counts) -> Bools:
        """In which of the outcomes counted a condition holds."""
        codes = self.negotiation.course.codes(counts.numbers)
        found = expr.evaluate(self.case.condition(condition), codes, self.case.levels)
        return np.broadcast_to(found, counts.numbers.shape)

    def count(self, condition: str, counts: Counts) -> int:
        """How often a condition held."""
        return int(counts.counts[self.holds(condition, counts)].sum())

    def outside(self) -> int:
        """How often the end was in no scenario."""
        named = [self.holds(one.when, self.total.outcomes) for one in self.case.scenarios.values()]
        inside = np.any(named, axis=0) if named else np.zeros(len(self.total.outcomes.numbers), dtype=np.bool_)
        return int(self.total.outcomes.counts[~inside].sum())

    def levels(self) -> dict[str, dict[str, int]]:
        """How often each level stood at the end, of issues that then existed."""
        case, outcomes = self.case, self.total.outcomes
        codes = self.negotiation.course.codes(outcomes.numbers)
        found = {}
        for issue, names in case.levels.items():
            exists = expr.evaluate(case.guards[issue], codes, case.levels) if issue in case.guards else True
            found[issue] = {
                name: int(outcomes.counts[(codes[issue] == place) & exists].sum()) for place, name in enumerate(names)
            }
        return found

    def packages(self) -> Iterator[tuple[Mapping[str, str], int]]:
        """The packages most often in force, and how often."""
        known, packages = self.total.packages, self.negotiation.packages
        rank = np.empty(packages.shape[0], dtype=np.int64)
        rank[canonical_order(self.case, packages.issues, packages.chosen)] = np.arange(packages.shape[0])
        for place in np.lexsort((rank[known.numbers], -known.counts))[:5]:
            yield packages.levels(int(known.numbers[place])), int(known.counts[place])
