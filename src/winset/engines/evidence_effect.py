"""What every claim does to the forecast, what the record lacks, and rival explanations side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from winset import expr
from winset.case.model import Case
from winset.engines.bargaining.paired import IN_FORCE, Difference, difference, sample
from winset.engines.evidence import Support, informed, supports
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.weights import Claim

DRAWS = 1_000


@dataclass(frozen=True)
class Effect:
    """What leaving a claim out does to the headline that moves most."""

    claim: str
    difference: Difference


@dataclass(frozen=True, kw_only=True, repr=False)
class EffectRecord(Record):
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
    case: Case, claims: Mapping[str, Claim], links: Sequence[Claim] = (), draws: int = DRAWS, seed: int = 1
) -> EffectRecord:
    """Leave out every claim that counts, one at a time, and see how far the forecast moves.

    Parameters
    ----------
    case : Case
        A case with values and priors.
    claims, links
        As in :func:`winset.engines.evidence.supports`.
    draws, seed
        As in :func:`winset.forecast`; the same random numbers throughout.
    """
    found = tuple(supports(case, claims, links))
    base = sample(informed(case, claims, links), draws, seed)
    headlines = [*case.scenarios, IN_FORCE]
    effects = []
    for key in dict.fromkeys(one.claim for support in found for one in support.claims if one.counts):
        rest = {other: claim for other, claim in claims.items() if other != key}
        without = sample(informed(case, rest, links), draws, seed)
        moved = [difference(base, without, headline) for headline in headlines]
        effects.append(Effect(key, max(moved, key=lambda one: abs(one.after - one.before))))
    effects.sort(key=lambda one: -abs(one.difference.after - one.difference.before))
    return EffectRecord(
        case=CaseReference.of(case),
        method="one claim left out at a time",
        settings={"draws": draws},
        seed=seed,
        supports=found,
        effects=tuple(effects),
    )


@dataclass(frozen=True)
class Missing:
    """What a record and a case lack.

    Attributes
    ----------
    without_source : tuple of str
        Addresses of statements and conditions that rest on an assumption, or on nothing.
    unquoted : tuple of str
        Parties that are the source or the actor of no accepted claim.
    silent : tuple of str
        Issues on which no statement, value or condition has a source.
    """

    without_source: tuple[str, ...]
    unquoted: tuple[str, ...]
    silent: tuple[str, ...]


def missing(case: Case, claims: Mapping[str, Claim]) -> Missing:
    """Look for what nobody is on record for."""
    entries = [
        (f"preferences.{party}.{position}", one, one.prefer)
        for party, statements in case.preferences.items()
        for position, one in enumerate(statements, 1)
    ]
    hard = [(f"conditions.{key}", one, f"({one.withholds}) or ({one.unless})") for key, one in case.conditions.items()]
    told = {
        name.casefold()
        for claim in claims.values()
        if claim["status"] == "accepted"
        for name in (claim["source"], claim["actor"])
    }
    quoted = {key for key, party in case.parties.items() if {key.casefold(), party.name.casefold()} & told}
    covered = {
        issue
        for _, entry, text in [*entries, *hard]
        if entry.sourced
        for issue in expr.issues_of(expr.parse(text), case.levels)
    }
    return Missing(
        tuple(address for address, entry, _ in [*entries, *hard] if not entry.sourced),
        tuple(key for key in case.parties if key not in quoted),
        tuple(issue for issue in case.issues if issue not in covered),
    )


@dataclass(frozen=True)
class Hypotheses:
    """Claims against hypotheses (analysis of competing hypotheses).

    Attributes
    ----------
    hypotheses : tuple of str
        What is being explained, as links name it.
    claims : mapping of str to tuple of str
        For each claim, ``for``, ``against`` or empty under every hypothesis.
    against : tuple of int
        How many claims speak against each hypothesis: the fewer, the better it stands (Heuer 1999).
    diagnostic : tuple of str
        Claims that do not say the same of every hypothesis.
    """

    hypotheses: tuple[str, ...]
    claims: Mapping[str, tuple[str, ...]]
    against: tuple[int, ...]
    diagnostic: tuple[str, ...]


def hypotheses(links: Sequence[Claim]) -> Hypotheses:
    """Lay out every claim against everything links speak about; none is dropped.

    Examples
    --------
    >>> found = hypotheses([
    ...     {"claim": "c1", "about": "quarrel", "stands": "for"},
    ...     {"claim": "c1", "about": "refusal", "stands": "against"},
    ... ])
    >>> found.against, found.diagnostic
    ((0, 1), ('c1',))
    """
    names = tuple(dict.fromkeys(link["about"] for link in links))
    table = {
        key: tuple(
            next((link["stands"] for link in reversed(links) if (link["claim"], link["about"]) == (key, name)), "")
            for name in names
        )
        for key in dict.fromkeys(link["claim"] for link in links)
    }
    against = tuple(sum(row[place] == "against" for row in table.values()) for place in range(len(names)))
    return Hypotheses(names, table, against, tuple(key for key, row in table.items() if len(set(row)) > 1))
