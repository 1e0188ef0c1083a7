"""What every claim does to the forecast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winset.case.model import Case
from winset.claims import Claim, Link
from winset.engines.evidence.likelihood_ratios import Support, informed, supports
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.talks.paired import Difference, largest, sample
from winset.engines.talks.run import DRAWS
from winset.frozen import Frozen


class Effect(Frozen):
    """What leaving a claim out does to the headline that moves most."""

    claim: str
    difference: Difference


class EffectRecord(Record, kw_only=True):
    """The bearing of claims on the forecast.

    Attributes
    ----------
    supports : tuple of Support
        What the claims make of every condition and statement with a prior.
    effects : tuple of Effect
        Every claim that counts, the one that moves the forecast most first.
    """

    supports: tuple[Support, ...]
    effects: tuple[Effect, ...]

    def rows(self) -> Rows:
        """Give one row per claim."""
        body = [
            (one.claim, one.difference.headline, f"{one.difference.before:.2f}", f"{one.difference.after:.2f}")
            for one in self.effects
        ]
        return ("without claim", "headline", "before", "after"), body


def effect(
    case: Case, claims: Mapping[str, Claim], links: Sequence[Link] = (), draws: int = DRAWS, seed: int = 1
) -> EffectRecord:
    """Leave out every claim that counts, one at a time, and see how far the forecast moves.

    Parameters
    ----------
    case : Case
        A case with values and priors.
    claims, links
        As in :func:`winset.engines.evidence.likelihood_ratios.supports`.
    draws, seed
        As in :func:`winset.forecast`; the same random numbers throughout.
    """
    found = tuple(supports(case, claims, links))
    base = sample(informed(case, claims, links), draws, seed)
    effects = []
    for key in dict.fromkeys(one.claim for support in found for one in support.claims if one.counts):
        rest = {other: claim for other, claim in claims.items() if other != key}
        without = sample(informed(case, rest, links), draws, seed)
        effects.append(Effect(key, largest(base, without, case.scenarios)))
    effects.sort(key=lambda one: -abs(one.difference.after - one.difference.before))
    return EffectRecord(
        case=CaseReference.of(case),
        method="one claim left out at a time",
        settings={"draws": draws},
        seed=seed,
        supports=found,
        effects=tuple(effects),
    )
