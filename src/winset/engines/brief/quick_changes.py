"""A case with inputs moved, quickly: the headlines and the bottom line before and after, on the same random numbers."""

from __future__ import annotations

import numpy as np

from winset.case.model import Case
from winset.case.sections import HEAD, SECTIONS
from winset.engines.brief.brief import BriefRecord, brief
from winset.engines.deals.deals import worth_listing
from winset.engines.forecast.summary import LISTED, agreeable, assumed, refusals, worth_testing
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.talks.paired import IN_FORCE, Difference, Sample, difference, leading, sample
from winset.engines.talks.run import DRAWS
from winset.engines.talks.situation import require_values
from winset.frozen import Frozen, replace
from winset.space.barriers import REAL, surely_refused


class AdjustedRecord(Record, kw_only=True):
    """What a move of inputs does.

    Attributes
    ----------
    changed : CaseReference
        The case with the inputs moved.
    differences : tuple of Difference
        Every scenario and an agreement in force, in the order of the case; then the levels that move beyond noise,
        those that move most first.
    zone : (float, float)
        The mean number of deals before and after.
    before, after : BriefRecord
        The briefs. That of the moved case has no pivots and no packages: they were not looked for.
    """

    changed: CaseReference
    differences: tuple[Difference, ...]
    zone: tuple[float, float]
    before: BriefRecord
    after: BriefRecord

    def rows(self) -> Rows:
        """Give one row per headline."""
        body = [
            (one.headline, f"{one.before:.3f}", f"{one.after:.3f}", "yes" if one.beyond_noise else "no")
            for one in self.differences
        ]
        return ("what", "before", "after", "beyond noise"), body


class Standing(Frozen):
    """A case as it stands: what every move is compared with."""

    case: Case
    brief: BriefRecord
    sample: Sample


def standing(case: Case, seed: int = 1) -> Standing:
    """Work out what moves are compared with, once for all of them.

    Raises
    ------
    UsageError
        If the case gives no values.
    """
    require_values(case)
    return Standing(case, brief(case), sample(case, DRAWS, seed))


def adjusted(base: Standing, other: Case, seed: int = 1) -> AdjustedRecord:
    """Compare a case with inputs moved with the case as it stands.

    What can hold is worked out anew only where something other than numbers has changed, or a party's order comes
    from its values; the forecast always is.

    Parameters
    ----------
    base : Standing
        From :func:`standing`, with the same seed.
    other : Case
        The case with inputs moved: by :func:`winset.changed`.
    seed : int
        The random seed.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> record = adjusted(standing(case), winset.changed(case, {"conditions.strict.probability": 0.9}))
    >>> {one.headline: one.beyond_noise for one in record.differences}["compromise"]
    True
    """
    require_values(other)
    after = sample(other, DRAWS, seed)
    first = [*base.case.scenarios, IN_FORCE]
    every = {name: difference(base.sample, after, name) for name in base.sample.headlines if name in after.headlines}
    levels = sorted(
        (one for name, one in every.items() if name not in first and one.beyond_noise),
        key=lambda one: -abs(one.after - one.before),
    )
    changed = _brief_with(base, other, after) if same_order(base.case, other) else brief(other)
    return AdjustedRecord(
        case=CaseReference.of(base.case),
        changed=CaseReference.of(other),
        method="inputs adjusted on common random numbers",
        settings={"draws": DRAWS, "model": "nash"},
        seed=seed,
        differences=(*(every[name] for name in first if name in every), *levels),
        zone=(_deals(base.brief), _deals(changed)),
        before=base.brief,
        after=changed,
    )


def _deals(told: BriefRecord) -> float:
    return told.numbers.zone[0] if told.numbers else 0.0


def same_order(case: Case, other: Case) -> bool:
    """Tell whether two versions differ in numbers alone, so that the same outcomes can hold by the same routes."""
    words = [key for key, one in SECTIONS.items() if not one.numbers]
    if any(getattr(case, name) != getattr(other, name) for name in (*HEAD, *words) if name != "title"):
        return False
    valued = [key for key in case.parties if case.ranked_by_values(key) or other.ranked_by_values(key)]
    if any(case.values.get(key) != other.values.get(key) for key in valued):
        return False
    if _barred(case) != _barred(other):
        return False
    chances = [
        [statement.probability for group in one.preferences.values() for statement in group] for one in (case, other)
    ]
    return chances[0] == chances[1]


def _barred(case: Case) -> tuple[list[str], list[list[str]]]:
    """What parties surely do not do, as far as numbers decide it: real conditions, and levels that homes refuse."""
    real = [key for key, one in case.conditions.items() if one.probability[1] > REAL]
    return real, [surely_refused(case, entry) for entry in case.ratification]


def _brief_with(base: Standing, other: Case, after: Sample) -> BriefRecord:
    numbers = base.brief.numbers
    if numbers is None:
        return brief(other)
    inside = np.any([after.headlines[key] for key in other.scenarios], axis=0) if other.scenarios else np.zeros(1)
    named = {key: after.probability(key) for key in other.scenarios}
    ahead = leading(after, other.scenarios) if other.scenarios else ()
    listed = worth_listing(other, DRAWS, numbers.seed, LISTED)
    told = replace(
        numbers,
        by_assumption=assumed(other, after.other, numbers.seed),
        refusals=refusals(listed),
        other=after.other,
        scenarios=named,
        outside=(1 - after.other) * (1 - float(inside.mean())),
        in_force=after.probability(IN_FORCE),
        zone=(after.zone, numbers.zone[1]),
        leader=ahead[0] if ahead else "",
        pivots=(),
        packages=worth_testing(listed),
        agreeable=agreeable(other, listed),
        overturned_by=(),
        level=ahead[1:],
    )
    return replace(base.brief, case=CaseReference.of(other), numbers=told)
