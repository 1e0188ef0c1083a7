"""The forecast without a possibility: an issue of the talks, or an absent party's answer, that stays as it is today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np

from winset.case.leaving_out import without
from winset.case.model import Case
from winset.engines.forecast.changes import DRAWS
from winset.engines.forecast.leaving_out import why_not
from winset.engines.talks.consents import Consent
from winset.engines.talks.paired import IN_FORCE, Sample, difference, sample
from winset.errors import WinsetError
from winset.frozen import Frozen
from winset.space.roles import roles

TRIED = 3


class TakenAway(Frozen):
    """An issue that stays as it is today, and what the forecast then is.

    Attributes
    ----------
    issue : str
        The issue: one that is negotiated, and on which nothing else of the case rests.
    before, after : float
        The probability of an agreement in force, as the case stands and then.
    noise : float
        Half the width of the 95 % interval of the move.
    chances : mapping of str to float
        The probability that every scenario, and an agreement in force, then has.
    """

    issue: str
    before: float
    after: float
    noise: float
    chances: Mapping[str, float]

    @property
    def move(self) -> float:
        """How far an agreement in force moves."""
        return abs(self.after - self.before)


class Refused(Frozen):
    """The forecast when somebody outside the talks never consents.

    Attributes
    ----------
    consent : Consent
        Whose consent, and to what.
    chances : mapping of str to float
        The probability that every scenario, and an agreement in force, then has.
    move : float
        How far the headline moves that moves most.
    """

    consent: Consent
    chances: Mapping[str, float]
    move: float


def refused(case: Case, needed: Sequence[Consent], base: Sample, seed: int) -> tuple[Refused, ...]:
    """Say what becomes of the headlines when those who have to consent from outside do not, the widest move first."""
    common = base.first(DRAWS)
    standing = common.told_by(common, base)
    found = []
    for one in needed:
        try:
            drawn = sample(reduce(without, one.issues, case), len(common.deals), seed).told_by(common, base)
        except WinsetError:
            continue
        moved = {name: difference(standing, drawn, name) for name in (*case.scenarios, IN_FORCE)}
        most = max(abs(two.after - two.before) for two in moved.values())
        found.append(Refused(one, {name: two.after for name, two in moved.items()}, most))
    return tuple(sorted(found, key=lambda one: -one.move))


def taken_away(case: Case, base: Sample, seed: int) -> TakenAway | None:
    """Find the issue without which some agreement becomes likelier or less likely by most; None where none matters.

    Of the issues that are negotiated and can be left out, those three are tried whose being settled goes along most
    with an agreement in the draws.

    Parameters
    ----------
    case : Case
        A case with values.
    base : Sample
        Many draws of it.
    seed : int
        Their seed.
    """
    chosen = _chosen(case, base)
    if not chosen:
        return None
    common = base.first(DRAWS)
    standing = common.told_by(common, base)
    found = [one for issue in chosen if (one := _without(case, issue, common, base, standing, seed)) is not None]
    return max(found, key=lambda one: one.move, default=None)


def _chosen(case: Case, base: Sample) -> list[str]:
    kept = why_not(case)
    agreed = base.headlines[IN_FORCE].astype(np.float64)
    along: dict[str, float] = {}
    for key, role in roles(case).items():
        if role.kind == "term" and key not in kept:
            today = base.headlines[f"{key} = {case.status_quo_level(key)}"]
            settled = agreed if key in case.guards else 1.0 - today  # a term of an agreement is settled with it
            along[key] = abs(float(np.mean((agreed - agreed.mean()) * settled)))
    ordered = sorted(along, key=lambda key: -along[key])
    return [key for key in ordered if along[key]][:TRIED]


def _without(case: Case, issue: str, common: Sample, base: Sample, standing: Sample, seed: int) -> TakenAway | None:
    try:
        drawn = sample(without(case, issue), len(common.deals), seed).told_by(common, base)
    except WinsetError:  # nothing is left to negotiate
        return None
    moved = {name: difference(standing, drawn, name) for name in (*case.scenarios, IN_FORCE)}
    one = moved[IN_FORCE]
    if abs(one.after - one.before) <= one.noise:
        return None
    chances = {name: two.after for name, two in moved.items()}
    return TakenAway(issue, one.before, one.after, one.noise, chances)
