"""What a forecast says: shares with the interval that the draws allow, by level, scenario, event and day."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from winset.engines.forecast.not_forecast import NotForecast
from winset.engines.records import Record, Rows
from winset.frozen import Frozen, field

Z95 = 1.959963984540054


class Share(Frozen):
    """A probability estimated from draws, with its 95 % Monte Carlo interval (Wilson).

    Attributes
    ----------
    probability, low, high : float
        The estimate and the interval that the number of draws allows. It says nothing of the doubt about the ranges.
    """

    probability: float
    low: float
    high: float


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


class Moment(Frozen):
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


class ForecastRecord(Record, kw_only=True):
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
    not_forecast : NotForecast
        Scenarios, questions and levels of which a forecast by this model says nothing; their shares mean nothing.
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
    not_forecast: NotForecast = field(default_factory=NotForecast)

    def rows(self) -> Rows:
        """Give one row per scenario and issue level."""
        body = [("ending", key, *_told(share)) for key, share in self.scenarios.items()]
        body += [(issue, level, *_told(share)) for issue, by in self.levels.items() for level, share in by.items()]
        return ("of", "what", "probability", "95 % interval"), body


def _told(share: Share) -> tuple[str, str]:
    return f"{share.probability:.2f}", f"{share.low:.2f} to {share.high:.2f}"
