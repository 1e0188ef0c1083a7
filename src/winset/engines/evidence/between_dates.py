"""What moved between two dates, in the case and in the forecast, and which claims and events did it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from winset.case.model import Case
from winset.claims import Claim, Event, Link
from winset.engines.evidence.likelihood_ratios import Support, at_date, expected_only, informed, supports
from winset.engines.forecast.what_if import WhatIfRecord, what_if
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.talks.paired import Difference, largest, sample
from winset.engines.talks.run import DRAWS
from winset.frozen import Frozen

Claims = Mapping[str, Claim]


class Cause(Frozen):
    """A claim or an event of the time between, and what leaving it out changes at the later date.

    Attributes
    ----------
    key : str
        The claim or event; ``days`` for the time between, which brings a deadline nearer.
    difference : Difference or None
        The headline that moves most: with it, and without it; None where the case gives no values.
    """

    key: str
    difference: Difference | None


class MovedRecord(Record, kw_only=True):
    """What moved between two dates.

    Attributes
    ----------
    start, end : str
        The dates.
    levels : mapping of str to (str, str)
        Issues whose level differs, with both levels.
    unrecorded : tuple of str
        Issues whose level at the earlier date is not known: their first event comes later.
    events : tuple of str
        Events after the earlier date, up to the later.
    doubtful : tuple of str
        Events left out, for the claim that reports them only expects them, or does not count (any more).
    claims : tuple of str
        Claims that became known after the earlier date, up to the later.
    supports : tuple of (Support, Support)
        Conditions and statements with a prior whose chance differs, at either date.
    forecast : WhatIfRecord or None
        Both dates side by side; None where the case gives no values.
    causes : tuple of Cause
        The claims that count and the events, the one that moves the forecast most first.
    """

    start: str
    end: str
    levels: Mapping[str, tuple[str, str]]
    unrecorded: tuple[str, ...]
    events: tuple[str, ...]
    doubtful: tuple[str, ...]
    claims: tuple[str, ...]
    supports: tuple[tuple[Support, Support], ...]
    forecast: WhatIfRecord | None
    causes: tuple[Cause, ...]

    def rows(self) -> Rows:
        """Give one row per claim or event."""
        told = [(one.key, one.difference) for one in self.causes]
        body = [(key, one.headline, f"{one.before:.2f}", f"{one.after:.2f}") for key, one in told if one is not None]
        return ("without", "headline", "with it", "without it"), body


def moved(
    case: Case,
    dates: tuple[str, str],
    known: tuple[Claims, Claims],
    links: Sequence[Link],
    events: Mapping[str, Event],
    draws: int = DRAWS,
    seed: int = 1,
) -> MovedRecord:
    """Replay a record to two dates and compare.

    Parameters
    ----------
    case : Case
        The case.
    dates : (str, str)
        The earlier and the later date, year-month-day.
    known : (mapping of str to Claim, mapping of str to Claim)
        The claims known at either date, by identifier.
    links : sequence of Link
        All links of the record.
    events : mapping of str to Event
        All its events, by identifier.
    draws, seed
        As in :func:`winset.forecast`; the same random numbers throughout.
    """
    start, end = dates
    doubtful = tuple(key for key, one in events.items() if one.claim in known[1] and expected_only(known[1][one.claim]))
    events = {key: one for key, one in events.items() if key not in doubtful}
    listed, tied = list(events.values()), links
    plain = at_date(case, listed, start), at_date(case, listed, end)
    both = [informed(one, claims, tied) for one, claims in zip(plain, known, strict=True)]
    between = tuple(key for key, one in events.items() if start < one.date <= end)
    new = tuple(key for key in known[1] if key not in known[0])
    weighed = [supports(one, claims, tied) for one, claims in zip(plain, known, strict=True)]
    counting = {one.claim for support in weighed[1] for one in support.claims if one.counts and one.claim in new}
    without = {
        key: informed(plain[1], {name: one for name, one in known[1].items() if name != key}, tied)
        for key in new
        if key in counting
    }
    for key in between:
        rest = [one for name, one in events.items() if name != key]
        without[key] = informed(at_date(case, rest, end), known[1], tied)
    if case.talks.deadline and start != end:
        without["days"] = both[1].model_copy(update={"as_of": start})
    levels = {issue: (both[0].status_quo_level(issue), both[1].status_quo_level(issue)) for issue in case.issues}
    return MovedRecord(
        case=CaseReference.of(case),
        method="the record replayed to two dates; one claim or event left out at a time",
        settings={"draws": draws},
        seed=seed,
        start=start,
        end=end,
        levels={issue: pair for issue, pair in levels.items() if pair[0] != pair[1]},
        unrecorded=unrecorded(case, listed, start),
        events=between,
        doubtful=doubtful,
        claims=new,
        supports=tuple(pair for pair in zip(*weighed, strict=True) if pair[0].posterior != pair[1].posterior),
        forecast=what_if(both[0], both[1], draws, seed) if case.values else None,
        causes=_causes(both[1], without, draws, seed),
    )


def unrecorded(case: Case, events: Iterable[Event], date: str) -> tuple[str, ...]:
    """Name the issues whose level at a date is not known, because their first event comes later."""
    first: dict[str, str] = {}
    for event in events:
        first[event.issue] = min(event.date, first.get(event.issue, event.date))
    return tuple(issue for issue in case.issues if first.get(issue, "") > date)


def _causes(case: Case, without: Mapping[str, Case], draws: int, seed: int) -> tuple[Cause, ...]:
    if not case.values:
        return tuple(Cause(key, None) for key in without)
    base = sample(case, draws, seed)
    causes = [Cause(key, largest(base, sample(other, draws, seed), case.scenarios)) for key, other in without.items()]
    return tuple(sorted(causes, key=lambda one: -_size(one.difference)))


def _size(one: Difference | None) -> float:
    return abs(one.after - one.before) if one else 0.0
