"""What new claims would do if they were accepted and linked: which entries they touch, and the forecast either way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winset.case.model import Case
from winset.claims import Claim, Link
from winset.engines.evidence.likelihood_ratios import Support, Weighed, informed, supports
from winset.engines.evidence.mentions import Touch, touches
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.talks.paired import Difference, Sample, largest, sample
from winset.engines.talks.run import DRAWS
from winset.frozen import Frozen, replace


class Bearing(Frozen):
    """What the new claims that touch a condition or statement would do to it.

    Attributes
    ----------
    about : str
        Its address.
    claims : tuple of Weighed
        The new claims with the ratio each would have if it spoke for it.
    now, all_for, all_against : Support
        Its chance as the record stands, and if all of them spoke for it, or all against.
    forecast_for, forecast_against : Difference or None
        The headline that would move most either way; None where the case gives no values.
    """

    about: str
    claims: tuple[Weighed, ...]
    now: Support
    all_for: Support
    all_against: Support
    forecast_for: Difference | None
    forecast_against: Difference | None


class PreviewRecord(Record, kw_only=True):
    """What new claims touch, and what they would do.

    Attributes
    ----------
    touches : tuple of Touch
        Which claim touches which issue, condition or statement, by which words.
    bearings : tuple of Bearing
        For every condition and statement with a prior that is touched.
    """

    touches: tuple[Touch, ...]
    bearings: tuple[Bearing, ...]

    def rows(self) -> Rows:
        """Give one row per condition or statement."""
        body = [
            (one.about, *(f"{float(support.posterior[1]):.2f}" for support in (one.now, one.all_for, one.all_against)))
            for one in self.bearings
        ]
        return ("about", "now", "if all for", "if all against"), body


def preview(
    case: Case,
    claims: Mapping[str, Claim],
    links: Sequence[Link],
    new: Mapping[str, Claim],
    draws: int = DRAWS,
    seed: int = 1,
) -> PreviewRecord:
    """See what new claims would do if a person accepted them and linked them to what they touch.

    Words tell that a claim is about something, not which way it speaks; both ways are computed.

    Parameters
    ----------
    case : Case
        The case.
    claims, links
        The record as it stands.
    new : mapping of str to Claim
        The new claims, under names that the record does not use.
    draws, seed
        As in :func:`winset.forecast`; the same random numbers throughout.
    """
    found = tuple(touches(case, new, claims, links))
    accepted = {key: replace(claim, status="accepted") for key, claim in new.items()}
    together = {**claims, **accepted}
    base = sample(informed(case, claims, links), draws, seed) if case.values else None
    bearings = []
    for now in supports(case, claims, links):
        keys = [one.claim for one in found if one.about == now.about]
        if not keys:
            continue
        either = {stands: [*links, *(Link(key, now.about, stands) for key in keys)] for stands in ("for", "against")}
        after = {
            stands: next(one for one in supports(case, together, tied) if one.about == now.about)
            for stands, tied in either.items()
        }
        moved = {stands: _moved(case, base, together, tied, draws, seed) for stands, tied in either.items()}
        weighed = tuple(one for one in after["for"].claims if one.claim in keys)
        bearings.append(
            Bearing(now.about, weighed, now, after["for"], after["against"], moved["for"], moved["against"])
        )
    return PreviewRecord(
        case=CaseReference.of(case),
        method="new claims accepted and linked, both ways",
        settings={"draws": draws},
        seed=seed,
        touches=found,
        bearings=tuple(bearings),
    )


def _moved(
    case: Case, base: Sample | None, claims: Mapping[str, Claim], links: Sequence[Link], draws: int, seed: int
) -> Difference | None:
    if base is None:
        return None
    return largest(base, sample(informed(case, claims, links), draws, seed), case.scenarios)
