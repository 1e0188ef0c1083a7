"""What the brief tells of a case with values: how it may end, the pivot, packages worth testing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.deals.deals import deals
from winset.engines.deals.zone import Obstacle, Package
from winset.engines.forecast.assumptions import by_assumption
from winset.engines.forecast.changes import Ends, InputChange, Moved, changes, moved
from winset.engines.forecast.not_forecast import not_forecast, nothing_ahead
from winset.engines.forecast.taken_away import Refused, TakenAway, refused, taken_away
from winset.engines.talks.consents import Consent
from winset.engines.talks.paired import IN_FORCE, Sample, difference, leading, sample
from winset.engines.talks.run import DRAWS
from winset.engines.talks.situation import Negotiation
from winset.errors import WinsetError
from winset.frozen import Frozen, field
from winset.space.today import codes_of

PACKAGES = 3
RARE, SAFER = 0.05, 0.2
"""Shares of the draws: below the first a package is not worth testing, so much above the efficient it is told, too."""
LISTED = 40


class Pivot(Frozen):
    """An input, and what the headline that moves most is at either end of its range.

    Attributes
    ----------
    address, low, high : str
        The input and its ends.
    headline : str
        The headline.
    at_low, base, at_high : float
        Its probability.
    """

    address: str
    low: str
    high: str
    headline: str
    at_low: float
    base: float
    at_high: float


class Summary(Frozen):
    """The numbers of a brief.

    Attributes
    ----------
    draws, seed : int
        From how many draws.
    other : float
        The probability set aside for what is not modelled.
    scenarios : mapping of str to float
        By scenario.
    outside, in_force : float
        Modelled outcomes outside every scenario; an agreement in force.
    by_assumption : mapping of str to float
        The scenarios and ``agreement in force`` if nobody preferred anything: see
        :func:`winset.engines.forecast.assumptions.by_assumption`.
    noise : float
        Half the widest 95 % interval.
    pivots : tuple of Pivot
        The conditions and settings of the talks that move a headline most, first.
    zone : (float, int)
        Mean number of deals, and of possible packages.
    packages : tuple of Package
        A few efficient packages that are deals most often.
    agreeable : tuple of str
        Scenarios in which a package is a deal, and leaves nobody who signs worse off than without one, with everything
        as most likely.
    leader : str
        The likeliest scenario; empty where the case names none that is forecast.
    overturned_by : tuple of (str, str, str)
        Inputs that at one end of their range make another scenario the likeliest: address, value, that scenario.
    refusals : mapping of str to (float, float)
        For every absent party, the least and the greatest chance that it refuses one of the packages looked at.
    agreed_outside : float
        Of ``outside``, what ends with an agreement in force.
    level : tuple of str
        Scenarios that the draws cannot tell from the likeliest: a tie.
    changes : tuple of InputChange
        The inputs that change the forecast most, each at the end of its range that does, the largest change first.
    without : TakenAway or None
        The negotiated issue that changes the chance of an agreement most when it stays as it is today.
    refused : tuple of Refused
        What becomes of the headlines when who has to consent from outside the talks does not.
    obstacles : tuple of Obstacle
        Who and what stands in the way of packages, as ``deals`` tells it.
    """

    draws: int
    seed: int
    other: float
    scenarios: Mapping[str, float]
    outside: float
    in_force: float
    by_assumption: Mapping[str, float]
    noise: float
    pivots: tuple[Pivot, ...]
    zone: tuple[float, int]
    packages: tuple[Package, ...]
    agreeable: tuple[str, ...]
    leader: str
    overturned_by: tuple[tuple[str, str, str], ...]
    agreed_outside: float = 0.0
    level: tuple[str, ...] = ()
    refusals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    changes: tuple[InputChange, ...] = ()
    without: TakenAway | None = None
    refused: tuple[Refused, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()


def summary(case: Case, seed: int = 1, needed: Sequence[Consent] = ()) -> tuple[Summary | None, str]:
    """Gather the numbers of the brief; None with the reason where the case gives too little for them.

    Examples
    --------
    >>> import winset
    >>> found, _ = summary(winset.load("jeddah-2025"))
    >>> found.pivots[0].address
    'conditions.strict.probability'
    """
    if not any(case.values.values()):
        return None, ""
    if mover := nothing_ahead(case):
        return None, f"No forecast: one party alone moves anything ({case.party_name(mover)}): nothing to agree on."
    try:
        base = sample(case, DRAWS, seed)
        found = deals(case, DRAWS, seed, limit=LISTED)
    except WinsetError as error:
        return None, f"No forecast: {error}"
    named = {key: base.probability(key) for key in case.scenarios}
    inside = (
        np.any([base.headlines[key] for key in case.scenarios], axis=0)
        if case.scenarios
        else np.zeros(1, dtype=np.bool_)
    )
    worst = max([*named.values(), base.probability(IN_FORCE)], key=lambda p: p * (1 - p))
    ends = moved(case, base, seed)
    pivots, overturned = _pivots(case, base, ends)
    return (
        Summary(
            draws=DRAWS,
            seed=seed,
            other=base.other,
            scenarios=named,
            outside=(1 - base.other) * (1 - float(inside.mean())),
            in_force=base.probability(IN_FORCE),
            agreed_outside=(1 - base.other) * float((base.headlines[IN_FORCE] & ~inside).mean()),
            by_assumption=assumed(case, base.other, seed),
            noise=1.96 * (worst * (1 - worst) / DRAWS) ** 0.5,
            pivots=pivots,
            zone=(found.zone.mean, found.packages),
            packages=worth_testing(found.listed),
            agreeable=agreeable(case, found.listed),
            leader=_leader(case, base),
            overturned_by=overturned,
            level=_leading(case, base)[1:],
            refusals=refusals(found.listed),
            changes=changes(case, ends),
            without=taken_away(case, base, seed),
            refused=refused(case, needed, base, seed),
            obstacles=found.obstacles,
        ),
        "",
    )


def assumed(case: Case, other: float, seed: int) -> dict[str, float]:
    """What the headlines would be if nobody preferred anything, scaled to what the case models."""
    found = by_assumption(Negotiation(case), DRAWS, seed)
    return {key: (1 - other) * hits / DRAWS for key, hits in found.items()}


def worth_testing(listed: tuple[Package, ...]) -> tuple[Package, ...]:
    """A few efficient packages, and the one that is a deal most often where it is so clearly more often than these.

    Where some signatories can be outvoted, those that leave fewest of them worse off than no deal come first: what a
    majority takes from the others is seldom what the talks end with. Where none is a deal with everything as most
    likely, those that are deals most often.
    """
    listed = _unlike(listed)
    efficient = tuple(sorted((one for one in listed if one.efficient), key=_worse_off))[:PACKAGES]
    often = sorted((one for one in listed if one.share >= RARE), key=lambda one: -one.share)[:PACKAGES]
    if not efficient or not often:
        return efficient or tuple(often)
    if often[0].share - max(one.share for one in efficient) >= SAFER:
        return (*efficient[: PACKAGES - 1], often[0])
    return efficient


def agreeable(case: Case, listed: tuple[Package, ...]) -> tuple[str, ...]:
    """Name the scenarios of packages that suit all and are not nearly always refused later, answers as today."""
    lasting = [one for one in listed if one.central and (one.in_force is None or one.in_force >= RARE)]
    suiting = [one.levels for one in lasting if not _worse_off(one)]
    found = dict[str, None]()
    for levels in suiting:
        codes = codes_of(case, levels)
        holding = (
            key for key, one in case.scenarios.items() if expr.evaluate(case.condition(one.when), codes, case.levels)
        )
        found |= dict.fromkeys(holding)
    return tuple(found)


def _worse_off(one: Package) -> int:
    """How many signatories would rather have no deal: none without a quorum, with everything as most likely."""
    return sum(gain < 0 for gain in one.gains.values())


def _unlike(listed: tuple[Package, ...]) -> tuple[Package, ...]:
    """Leave out packages that differ from one before in nothing that anybody gains, risks or answers."""
    told: dict[str, Package] = {}
    for one in listed:
        told.setdefault(repr((one.share, one.gains, one.over_today, one.fails, one.refused_by, one.answers)), one)
    return tuple(told.values())


def refusals(listed: tuple[Package, ...]) -> dict[str, tuple[float, float]]:
    """For every absent party, the least and the greatest chance that it refuses one of the packages listed."""
    parties = dict.fromkeys(key for one in listed for key in one.refused_by)
    chances = {key: [one.refused_by.get(key, 0.0) for one in listed] for key in parties}
    return {key: (min(every), max(every)) for key, every in chances.items()}


Overturned = tuple[tuple[str, str, str], ...]


def _leader(case: Case, one: Sample) -> str:
    return next(iter(_leading(case, one)), "")


def _leading(case: Case, one: Sample) -> tuple[str, ...]:
    beyond = not_forecast(case).scenarios
    scenarios = [key for key in case.scenarios if key not in beyond]
    return leading(one, scenarios) if scenarios else ()


def _pivots(case: Case, base: Sample, moved: Moved) -> tuple[tuple[Pivot, ...], Overturned]:
    """Say what the conditions' chances move most at either end, and what makes another scenario the likeliest."""
    headlines = [*case.scenarios, IN_FORCE]
    found: list[Pivot] = []
    overturned: list[tuple[str, str, str]] = []
    for one in moved.ends:
        if one.one.path[0] == "conditions":
            found += _pivot(base, one, headlines)
            leaders = {value: _leader(case, drawn) for value, drawn in one.both}
            overturned += [
                (one.one.address, value, name) for value, name in leaders.items() if name != _leader(case, base)
            ]
    return tuple(sorted(found, key=lambda pivot: -abs(pivot.at_high - pivot.at_low))), tuple(overturned)


def _pivot(base: Sample, one: Ends, headlines: list[str]) -> list[Pivot]:
    moved = {name: difference(one.low, one.high, name) for name in headlines}
    name = max(headlines, key=lambda key: abs(moved[key].after - moved[key].before))
    if not moved[name].beyond_noise:
        return []
    ends = f"{one.one.low}", f"{one.one.high}"
    return [Pivot(one.one.address, *ends, name, moved[name].before, base.probability(name), moved[name].after)]
