"""How likely each outcome is: many draws of the ranges, each followed from the table to the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.forecast.assumptions import by_assumption
from winset.engines.forecast.candidates import laid_out
from winset.engines.forecast.forecast_record import ForecastRecord, Moment, Share, wilson
from winset.engines.forecast.not_forecast import not_forecast
from winset.engines.forecast.tally import EVENTS, REFUSED_BY, Counts, Tally, TaskRunner, summed, tallied, tasks
from winset.engines.records import CaseReference
from winset.engines.talks.in_force import days, looked_at, question_days
from winset.engines.talks.models import model_of
from winset.engines.talks.run import DRAWS, KEPT_DRAWS, spread
from winset.engines.talks.run import run as make_run
from winset.engines.talks.situation import Negotiation, require_values
from winset.errors import UsageError
from winset.frozen import replace
from winset.space.outcomes import Bools
from winset.space.packages import canonical_order


def forecast(
    case: Case, draws: int = DRAWS, seed: int = 1, model: str = "nash", run: TaskRunner = map
) -> ForecastRecord:
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
        total, partial = tallied(negotiation, make_run(negotiation, draws, seed, model)), False
    else:
        total, partial = summed(list(tasks(negotiation, draws, seed, model)), run)
    assumed = by_assumption(negotiation, total.count, seed)
    return _record(negotiation, total, partial, {"draws": draws, "model": model}, seed, assumed)


def _of_candidates(negotiation: Negotiation, draws: int, seed: int, model: str) -> ForecastRecord:
    """Forecast a case with too many packages to list, from those that can be agreed on."""
    total = tallied(negotiation, make_run(negotiation, draws, seed, model))
    settings = {"draws": draws, "model": model, "packages": "those that can be agreed on, found block by block"}
    return replace(_record(negotiation, total, False, settings, seed, {}), zone=None)


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
        not_forecast=not_forecast(case, settings["model"]),
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
