"""What claims do to the numbers, as documents: effect, what is missing, hypotheses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winset.case.model import Case
from winset.engines.evidence import Support
from winset.engines.evidence_effect import EffectRecord, Hypotheses, Missing
from winset.engines.weights import SMALL, Claim, Weight
from winset.present.document import Block, Bullets, Document, Section, Table
from winset.present.likelihood import percent
from winset.present.negotiation_words import headline_words
from winset.present.words import joined

_READING = "A hypothesis stands by what does not speak against it; claims that say the same of all decide nothing."


def _support(case: Case, one: Support) -> list[str]:
    lines = [f"{one.about}: {percent(float(one.prior[1]))} before, {percent(float(one.posterior[1]))} after the claims"]
    for claim in one.claims:
        reason = f"does not count: {claim.why_not}" if claim.why_not else f"odds times {claim.ratio:.2f}"
        lines.append(f"{one.about}: {claim.claim}, {reason}")
    return lines


def effect_document(case: Case, record: EffectRecord) -> Document:
    """Write what the claims make of the case, and what each does to the forecast."""
    supports = tuple(line for one in record.supports for line in _support(case, one))
    rows = tuple(
        (
            one.claim,
            headline_words(case, one.difference.headline),
            percent(one.difference.before),
            percent(one.difference.after),
            "" if one.difference.beyond_noise else "within noise",
        )
        for one in record.effects
    )
    if not supports:
        text = "No condition and no statement of the case has a prior, so no claim moves the forecast."
        return Document(case.title, "", (Section("Effect of the claims", (text,)),))
    sections = [Section("What the claims make of it", (Bullets(supports),))]
    if rows:
        header = ("without claim", "moves most", "with it", "without it", "")
        sections.append(Section("Effect on the forecast", (Table(header, rows),)))
    return Document(case.title, "", tuple(sections))


def missing_document(case: Case, found: Missing) -> Document:
    """Write what nobody is on record for."""
    lines = []
    if found.without_source:
        lines.append(f"Without a source: {joined(found.without_source)}.")
    if found.unquoted:
        lines.append(f"Quoted by nobody: {joined(map(case.party_name, found.unquoted))}.")
    if found.silent:
        lines.append(f"No sourced preference or condition about: {joined(map(case.issue_name, found.silent))}.")
    return Document(case.title, "", (Section("Missing", (Bullets(tuple(lines) or ("Nothing found missing.",)),)),))


def hypotheses_document(case: Case, found: Hypotheses, claims: Mapping[str, Claim]) -> Document:
    """Write claims against hypotheses, all side by side."""
    if not found.hypotheses:
        text = "No claim is linked to anything. For example: winset record link CASE c1 conditions.strict --against"
        return Document(case.title, "", (Section("Hypotheses", (text,)),))
    rows = [
        (f"{key} {claims[key]['content'][:60]}", *row, "yes" if key in found.diagnostic else "")
        for key, row in found.claims.items()
    ]
    rows.append(("claims against", *(str(count) for count in found.against), ""))
    return Document(
        case.title,
        "",
        (
            Section("Claims against hypotheses", (Table(("claim", *found.hypotheses, "diagnostic"), tuple(rows)),)),
            Section("", (_READING,)),
        ),
    )


_TABLES = {
    "base": "what kind of act: the ratio itself",
    "source": "reliability of the source",
    "information": "credibility of the information",
    "hedge": "how it is hedged",
    "anonymous": "anonymous",
    "bearing": "how it stands to the condition or statement",
}
_RATIO = (
    "The odds of a condition or statement are multiplied by one ratio for every independent source: the figure for the "
    "kind of act, raised to the product of the figures for the rest; what speaks against divides instead."
)


def weights_document(case: Case, weights: Sequence[Weight], cheap: float) -> Document:
    """Write the table of weights in force; what the case changes is marked."""
    blocks: list[Block] = [_RATIO]
    rows: list[tuple[str, ...]] = []
    for one in weights:
        first = not rows or all(one.table != row[0] for row in rows)
        mark = f"changed by the case, {one.default:g} by default" if one.value != one.default else ""
        rows.append((one.table, one.entry, f"{one.value:g}", mark or (_TABLES[one.table] if first else "")))
    blocks.append(Table(("table", "entry", "weight", ""), tuple(rows)))
    limit = f"One statement that costs nothing moves a chance by at most {100 * cheap:.1f} points with these weights; "
    bound = f"the declared small amount is {100 * SMALL:.0f}."
    blocks.append(limit + bound + (" The weights of the case break it." if cheap > SMALL else ""))
    blocks.append("F and 6 mean that it cannot be judged: they weigh between the best and the worst.")
    example = "To change an entry, write it into the case:  evidence: {source: {F: 0.4}}"
    return Document(case.title, "The weights of claims; analyst assumptions", (Section("", (*blocks, example)),))
