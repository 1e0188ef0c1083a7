"""Claims against hypotheses: the analysis of competing hypotheses, rival explanations side by side.

The matrix is that of Heuer, *Psychology of Intelligence Analysis* (1999), ch. 8: every claim against every hypothesis,
what a claim says of all alike decides nothing, and the hypothesis with the least against it leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from winset.case.model import Case
from winset.claims import Claim, Link
from winset.engines.evidence.likelihood_ratios import excluded_for
from winset.engines.evidence.weights import strength, weights
from winset.engines.records import CaseReference, Record, Rows
from winset.frozen import Frozen

STEPS = {"strongly for": 2, "for": 1, "neutral": 0, "against": -1, "strongly against": -2}
SHORT = {
    "strongly for": "CC",
    "for": "C",
    "neutral": "N",
    "against": "I",
    "strongly against": "II",
    "not applicable": "NA",
    "": "",
}
"""Heuer's letters: consistent, neutral, inconsistent, not applicable; a cell nobody filled in stays empty."""


class Weighing(Frozen):
    """One claim against all hypotheses of a group.

    Attributes
    ----------
    claim : str
        The claim.
    stands : tuple of str
        How it stands to every hypothesis; empty where nobody said.
    diagnosticity : int or None
        How many steps lie between the hypothesis it speaks for most and the one it speaks against most, from 0 (it
        decides nothing) to 4; None while fewer than two cells are filled in.
    strength : float
        The weight of the claim by grades, hedge and attribution, from 0 to 1; 0 when it does not count.
    """

    claim: str
    stands: tuple[str, ...]
    diagnosticity: int | None
    strength: float


class Rivals(Frozen):
    """Hypotheses that share claims, the one with the least against it first.

    Attributes
    ----------
    hypotheses : tuple of str
        Conditions and scenarios by their address, others as links name them.
    inconsistency : tuple of float
        For each, the sum of the strengths of the claims against it, those strongly against counted twice.
    against : tuple of int
        How many claims speak against each.
    claims : tuple of Weighing
        The most diagnostic first.
    """

    hypotheses: tuple[str, ...]
    inconsistency: tuple[float, ...]
    against: tuple[int, ...]
    claims: tuple[Weighing, ...]


class HypothesesRecord(Record, kw_only=True):
    """All hypotheses of a record, in groups of rivals."""

    groups: tuple[Rivals, ...]

    def rows(self) -> Rows:
        """Give one row per hypothesis."""
        body = [
            (name, str(count), f"{weight:.2f}")
            for group in self.groups
            for name, count, weight in zip(group.hypotheses, group.against, group.inconsistency, strict=True)
        ]
        return ("hypothesis", "claims against", "inconsistency"), body


def hypotheses(case: Case, claims: Mapping[str, Claim], links: Sequence[Link]) -> HypothesesRecord:
    """Lay out every claim against everything that links and the bases of conditions speak about; none is dropped.

    Hypotheses that have a claim in common stand in one group. A claim in the basis of a condition speaks for it unless
    a link says otherwise; of several links between the same two, the last counts.

    Parameters
    ----------
    case : Case
        The case.
    claims : mapping of str to Claim
        The claims of its record, by identifier.
    links : sequence of Link
        Links of the record: ``claim``, ``about``, ``stands``.

    Examples
    --------
    >>> import winset
    >>> from winset.record.exchange import record_of
    >>> case = winset.load("jeddah-2025")
    >>> record = record_of(case)
    >>> found = hypotheses(case, record.claims(), list(record.links().values()))
    >>> found.groups[0].hypotheses, found.groups[0].against
    (('the signing failed over talks and territory', 'the signing failed over the public quarrel'), (0, 1))
    """
    cells = {(key, f"conditions.{name}"): "for" for name, one in case.conditions.items() for key in one.basis}
    cells |= {(link.claim, link.about): link.stands for link in links}
    cells = {(key, about): stands for (key, about), stands in cells.items() if key in claims}
    table = weights(case)
    strengths = {key: 0.0 if excluded_for(claims[key]) else strength(claims[key], table) for key, _ in cells}
    return HypothesesRecord(
        case=CaseReference.of(case),
        method="analysis of competing hypotheses (Heuer 1999)",
        settings={},
        groups=tuple(_rivals(names, cells, strengths) for names in _groups(cells)),
    )


def _groups(cells: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Put hypotheses that share a claim together."""
    groups: list[tuple[set[str], list[str]]] = []
    by_hypothesis: dict[str, set[str]] = {}
    for key, about in cells:
        by_hypothesis.setdefault(about, set()).add(key)
    for about, keys in by_hypothesis.items():
        joined = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if not group[0] & keys]
        groups.append(
            (keys.union(*(group[0] for group in joined)), [*(name for group in joined for name in group[1]), about])
        )
    return [names for _, names in groups]


def _rivals(names: list[str], cells: Mapping[tuple[str, str], str], strengths: Mapping[str, float]) -> Rivals:
    def weight(name: str) -> float:
        return sum(max(-STEPS.get(cells.get((key, name), ""), 0), 0) * strengths[key] for key in strengths)

    ordered = sorted(names, key=weight)
    rows = []
    for key in dict.fromkeys(key for key, about in cells if about in names):
        stands = tuple(cells.get((key, name), "") for name in ordered)
        steps = [STEPS[one] for one in stands if one in STEPS]
        rows.append(Weighing(key, stands, max(steps) - min(steps) if len(steps) > 1 else None, strengths[key]))
    rows.sort(key=lambda one: (-1 if one.diagnosticity is None else one.diagnosticity, one.strength), reverse=True)
    against = tuple(
        sum(STEPS.get(row.stands[place], 0) < 0 for row in rows if row.strength) for place in range(len(ordered))
    )
    return Rivals(tuple(ordered), tuple(round(weight(name), 4) for name in ordered), against, tuple(rows))
