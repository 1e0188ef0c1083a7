"""From claims to numbers: how far the claims of a record bear out a condition or a statement.

The odds that a condition is real, or a statement as stated, are its prior odds times one likelihood ratio for every
independent source. A claim's ratio is a base, by what kind of act it is, raised to a strength between 0 and 1, by who
said it, how well it is known, how it was hedged and whether anybody stands by it. The table is in :data:`WEIGHTS`; a
case can change any entry under ``evidence``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import log

from winset.case.model import Case
from winset.claims import Claim, Event, Link
from winset.engines.evidence.weights import SIGNS, ratio, weights
from winset.errors import UsageError, nearest
from winset.frozen import Frozen

_NEGATIVE_ACTS = {"condition", "refusal", "threat"}
Triple = tuple[Decimal, Decimal, Decimal]


class Weighed(Frozen):
    """A claim that bears on something.

    Attributes
    ----------
    claim : str
        Its identifier.
    ratio : float
        Its likelihood ratio; below 1 when it speaks against.
    counts : bool
        Whether it counts, or another one from the same source does.
    why_not : str
        Why it does not count.
    """

    claim: str
    ratio: float
    counts: bool
    why_not: str = ""


class Support(Frozen):
    """What the claims make of a condition or a statement.

    Attributes
    ----------
    about : str
        Its address: ``conditions.strict``, ``preferences.US.3``.
    claims : tuple of Weighed
        The claims that bear on it.
    prior, posterior : tuple of Decimal
        Its chance before and after they are weighed: lowest, most likely, highest.
    """

    about: str
    claims: tuple[Weighed, ...]
    prior: Triple
    posterior: Triple


def supports(case: Case, claims: Mapping[str, Claim], links: Sequence[Link] = ()) -> list[Support]:
    """Weigh the claims that bear on every condition and statement with a prior.

    A claim bears on something when the ``basis`` there names it, or a link of the record does. Claims of one source
    count once: the strongest. The author's own framing counts for nothing until a person promotes it, and what was
    rejected or is still proposed does not count; nor does a claim that leaves a matter open or was withdrawn, nor a
    denial that only the ``basis`` names.

    Parameters
    ----------
    case : Case
        The case.
    claims : mapping of str to Claim
        The claims of its record, by identifier.
    links : sequence of Link
        Links of the record.
    """
    table = weights(case)
    found = []
    for about, prior, basis in _targets(case):
        bearing = dict.fromkeys((one for one in basis if one in claims), "for")
        bearing |= {link.claim: link.stands for link in links if link.about == about and link.claim in claims}
        linked = {link.claim for link in links if link.about == about}
        weighed = _weigh(bearing, claims, table, linked)
        total = 1.0
        for one in weighed:
            total *= one.ratio if one.counts else 1.0
        found.append(Support(about, tuple(weighed), prior, _posterior(prior, total)))
    return found


def named_in(case: Case, links: Sequence[Link] = ()) -> set[str]:
    """Name the claims that can bear on a condition or statement with a prior: all that :func:`supports` looks at.

    Those that these claims repeat (``origin``) are needed besides.
    """
    abouts = {about for about, _, _ in _targets(case)}
    named = {one for _, _, basis in _targets(case) for one in basis}
    return named | {link.claim for link in links if link.about in abouts}


def _targets(case: Case) -> Iterator[tuple[str, Triple, tuple[str, ...]]]:
    for key, condition in case.conditions.items():
        if condition.prior is not None:
            yield f"conditions.{key}", condition.prior, condition.basis
    for party, statements in case.preferences.items():
        for position, statement in enumerate(statements, 1):
            if statement.prior is not None:
                yield f"preferences.{party}.{position}", statement.prior, statement.basis


def _weigh(
    bearing: Mapping[str, str],
    claims: Mapping[str, Claim],
    table: Mapping[str, Mapping[str, float]],
    linked: Collection[str],
) -> list[Weighed]:
    ratios = {key: ratio(claims[key], table, stands) for key, stands in bearing.items()}
    excluded = {
        key: excluded_for(claims[key])
        or ("" if stands in SIGNS else stands)
        or ("" if key in linked else denied(claims[key]))
        for key, stands in bearing.items()
    }
    strongest: dict[str, str] = {}
    for key in bearing:
        source = origin(key, claims)
        if not excluded[key] and (
            source not in strongest or abs(log(ratios[key])) > abs(log(ratios[strongest[source]]))
        ):
            strongest[source] = key
    found = []
    for key in bearing:
        best = strongest.get(origin(key, claims))
        reason = excluded[key] or ("" if best == key else f"same source as {best}")
        found.append(Weighed(key, ratios[key], not reason, reason))
    return found


def origin(key: str, claims: Mapping[str, Claim]) -> str:
    """Name who a claim comes from, by letters only, so that two reports of one source are one.

    What has no source comes from its document. A claim of a copy of a document comes from whom the claim in the
    original comes from, ``origin``; where the original has no such claim, what has no source comes from the original.
    """
    claim = claims[key]
    first = claim.origin
    if first in claims and not claims[first].origin:
        return origin(first, claims)
    source = "".join(character for character in claim.source.casefold() if character.isalnum())
    document = first if first.startswith("d") else claim.document
    return source or f"{document} unnamed" if document or source else key


def on_diagonal(claim: Claim) -> bool:
    """Tell whether both grades have the same rank; F and 6 are no ranks: they mean that it cannot be judged."""
    return "ABCDE".find(claim.source_grade) + 1 == int(claim.information_grade)


def excluded_for(claim: Claim) -> str:
    """Say why a claim counts for nothing; empty when it counts."""
    if not claim.accepted:
        return f"still {claim.status}" if claim.status == "proposed" else claim.status
    if claim.narrator and not claim.promoted:
        return "the author's own words, not promoted"
    return {"open": "it leaves the matter open", "withdrawn": "it was withdrawn"}.get(claim.polarity, "")


def denied(claim: Claim) -> str:
    """Say that a claim denies something, so that a basis alone never makes it count as support.

    What somebody refuses, threatens or makes depend on something may well be put in the negative and speak for the
    statement or condition that rests on it; of other denials a link has to say which way they speak.
    """
    if claim.polarity != "negative" or claim.speech_act in _NEGATIVE_ACTS:
        return ""
    return "it is a denial; a link says which way it speaks"


def _posterior(prior: Triple, total: float) -> Triple:
    low, mode, high = (_odds(chance, total) for chance in prior)
    return (low, mode, high)


def _odds(chance: Decimal, total: float) -> Decimal:
    if chance in (0, 1):
        return chance
    odds = float(chance) / (1 - float(chance)) * total
    return Decimal(repr(round(odds / (1 + odds), 6)))


def informed(case: Case, claims: Mapping[str, Claim], links: Sequence[Link] = ()) -> Case:
    """Give the case with the chances that its claims lead to in place of those written."""
    changed = case
    for one in supports(case, claims, links):
        section, *rest = one.about.split(".")
        if section == "conditions":
            key = ".".join(rest)
            condition = changed.conditions[key].model_copy(update={"probability": one.posterior})
            changed = changed.model_copy(update={"conditions": {**changed.conditions, key: condition}})
        else:
            party, position = ".".join(rest[:-1]), int(rest[-1]) - 1
            statements = list(changed.preferences[party])
            statements[position] = statements[position].model_copy(update={"probability": one.posterior})
            changed = changed.model_copy(update={"preferences": {**changed.preferences, party: tuple(statements)}})
    return changed


def at_date(case: Case, events: Iterable[Event], date: str) -> Case:
    """Give the case with the status quo that the events up to a date lead to.

    Raises
    ------
    UsageError
        If an event names an issue or level the case does not have.
    """
    levels = {issue: case.status_quo_level(issue) for issue in case.issues}
    for event in sorted(events, key=lambda one: one.date):
        check_event(case, event)
        if event.date <= date:
            levels[event.issue] = event.level
    changed = {issue: level for issue, level in levels.items() if level != case.issues[issue].levels[0]}
    return case.model_copy(update={"status_quo": changed, "as_of": date})


def check_event(case: Case, event: Event) -> None:
    """Refuse an event that does not fit the case.

    Raises
    ------
    UsageError
        If it names an issue or level the case does not have.
    """
    if event.issue not in case.issues:
        raise UsageError(f"there is no issue '{event.issue}'", nearest(event.issue, list(case.issues), "Issues"))
    known = case.levels[event.issue]
    if event.level not in known:
        raise UsageError(f"issue '{event.issue}' has no level '{event.level}'", nearest(event.level, known, "Levels"))


def expected_only(claim: Claim) -> str:
    """Say why a claim does not show that something happened; empty when it does (an expected event is not an event)."""
    if claim.speech_act == "forecast" or claim.hedge_level not in {"asserted", "reported"}:
        return f"it is {claim.speech_act if claim.speech_act == 'forecast' else claim.hedge_level}"
    return excluded_for(claim)
