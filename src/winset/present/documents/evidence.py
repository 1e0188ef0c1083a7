"""What claims do to the numbers, as documents: effect, what is missing, hypotheses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.case.model import Case
from winset.claims import Claim
from winset.engines.evidence.effect import EffectRecord
from winset.engines.evidence.gaps import MissingRecord
from winset.engines.evidence.hypotheses import SHORT, HypothesesRecord, Rivals
from winset.engines.evidence.likelihood_ratios import Support
from winset.engines.evidence.weights import SMALL, Weight
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.record import claim_words
from winset.present.words import words
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import asked_for, headline_words
from winset.present.words.prose import counted, joined
from winset.present.words.runs import phrase, refer

READING = (
    "CC and C: strongly for, for; N: neutral; I and II: against, strongly against; NA: not applicable; empty: nobody "
    "said. Diagnosticity counts the steps between the hypothesis a claim favours most and the one it favours least; a "
    "claim that says the same of all decides nothing. What has the least against it leads, not what has most for it.",
    "The table lays a judgement out; by itself it did not make judgements better in trials (Karvetski, Mandel 2020).",
)


def support_words(case: Case, about: str) -> str:
    """Name a condition or statement whose chance follows from claims."""
    section, *rest = about.split(".")
    if section == "conditions":
        key = ".".join(rest)
        owner = words.the_party(case, case.conditions[key].party)
        return phrase("The condition of {}: {}", owner, refer(asked_for(case, key), "entry", f"conditions:{key}"))
    party, place = ".".join(rest[:-1]), int(rest[-1])
    wanted = words.condition(case, case.preferences[party][place - 1].prefer)
    return f"Preference {place} of {words.the_party(case, party)}: {wanted}"


def about_words(case: Case, about: str) -> str:
    """Name what a claim bears on: a condition, statement or scenario of the case, or a hypothesis in its own words.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> about_words(case, "scenarios.compromise"), about_words(case, "It rained")
    ('compromise', 'It rained')
    """
    section, _, rest = about.partition(".")
    if section == "scenarios" and rest in case.scenarios:
        return case.scenario_name(rest)
    party, _, place = rest.rpartition(".")
    statements = len(case.preferences.get(party, ())) if section == "preferences" and place.isdigit() else 0
    if (section == "conditions" and rest in case.conditions) or 0 < statements >= int(place or 0) > 0:
        return support_words(case, about)
    return about


def chance(one: Support, before: bool = False) -> str:
    """Give a chance with its range, after the claims or before they are weighed."""
    low, mode, high = one.prior if before else one.posterior
    return f"{percent(float(mode))} ({percent(float(low))} to {percent(float(high))})"


def _support(case: Case, one: Support, claims: Mapping[str, Claim]) -> Section:
    lines = [f"Chance that this is so: {chance(one, before=True)} before the claims, {chance(one)} after."]
    for weighed in one.claims:
        reason = f"does not count: {weighed.why_not}" if weighed.why_not else f"odds times {weighed.ratio:.2f}"
        lines.append(f"{reason}; {claim_words(weighed.claim, claims[weighed.claim])}")
    return Section(support_words(case, one.about), (Bullets(tuple(lines)),))


def effect_document(case: Case, record: EffectRecord, claims: Mapping[str, Claim]) -> Document:
    """Write what the claims make of the case, and what each does to the forecast."""
    supports = [_support(case, one, claims) for one in record.supports]
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
    sections = supports
    if rows:
        header = ("without claim", "moves most", "with it", "without it", "")
        sections.append(Section("Effect on the forecast", (Table(header, rows),)))
    return Document(case.title, "", tuple(sections))


def missing_document(case: Case, found: MissingRecord, unsourced: bool = True) -> Document:
    """Write what nobody is on record for, and what the case leaves out; what has no source may be told elsewhere."""
    lines = []
    if found.without_source and unsourced:
        lines.append(f"Without a source: {joined([about_words(case, one) for one in found.without_source])}.")
    if found.unquoted:
        lines.append(f"Quoted by nobody: {joined(map(case.party_name, found.unquoted))}.")
    if found.unreviewed:
        waiting = counted(found.proposed, "claim waits", "claims wait")
        names = joined(map(case.party_name, found.unreviewed))
        lines.append(f"Quoted only in claims that nobody has reviewed yet: {names} ({waiting} for review).")
    if found.silent:
        lines.append(f"No sourced preference or condition about: {joined(map(case.issue_name, found.silent))}.")
    if not lines and (unsourced or not found.without_source):
        lines.append("Nothing found missing.")
    sections = [Section("Missing", (Bullets(tuple(lines)),), "missing")] if lines else []
    if found.mentioned:
        rows = tuple(
            (f"{one.words}{' (the case says so)' if one.told else ''}", str(one.count), ", ".join(one.places))
            for one in found.mentioned
        )
        note = "Words that recur and fit no issue, level, party or ending; whether one is an issue is for you to say."
        sections.append(
            Section("Mentioned, but not in the case", (Table(("words", "times", "in"), rows), note), "mentioned")
        )
    if found.told:
        sections.append(Section("Not in the source, as the case says itself", (Bullets(found.told),)))
    return Document(case.title, "", tuple(sections))


def hypotheses_document(case: Case, record: HypothesesRecord, claims: Mapping[str, Claim]) -> Document:
    """Write claims against hypotheses, rivals side by side."""
    if not record.groups:
        text = "No claim is linked to anything. For example: winset record link CASE c1 conditions.strict --against"
        return Document(case.title, "", (Section("Hypotheses", (text,)),))
    sections = [Section("", tuple(rivals_blocks(case, group, claims))) for group in record.groups]
    return Document(case.title, "Claims against hypotheses", (*sections, Section("How to read it", READING)))


def rivals_blocks(case: Case, group: Rivals, claims: Mapping[str, Claim]) -> Iterator[Block]:
    """Write one group of rival hypotheses: who leads, and every claim against each."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(group.hypotheses)]
    told = tuple(about_words(case, one) for one in group.hypotheses)
    if len(letters) == len(told):
        names = tuple(letters)
        yield Bullets(
            tuple(
                f"{letter}: {name}; {counted(count, 'claim')} against, inconsistency {weight:.2f}"
                for letter, name, count, weight in zip(letters, told, group.against, group.inconsistency, strict=True)
            )
        )
    else:
        names = told
    rows = [
        (
            f"{one.claim} {claims[one.claim].content}",
            claims[one.claim].place,
            *(SHORT[stands] for stands in one.stands),
            "" if one.diagnosticity is None else str(one.diagnosticity),
            f"{one.strength:.2f}",
        )
        for one in group.claims
    ]
    yield Table(("claim", "in", *names, "diagnosticity", "strength"), tuple(rows))


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
    blocks.append(Table(("table", "entry", "weight", "about"), tuple(rows)))
    limit = f"One statement that costs nothing moves a chance by at most {100 * cheap:.1f} points with these weights; "
    bound = f"the declared small amount is {100 * SMALL:.0f}."
    blocks.append(limit + bound + (" The weights of the case break it." if cheap > SMALL else ""))
    blocks.append("F and 6 mean that it cannot be judged: they weigh between the best and the worst.")
    example = "To change an entry, write it into the case:  evidence: {source: {F: 0.4}}"
    return Document(case.title, "The weights of claims; analyst assumptions", (Section("", (*blocks, example)),))
