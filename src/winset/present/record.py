"""The record as documents: the claim table, one row with its notes, history, effect, hypotheses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winset.case.model import Case
from winset.engines.evidence import Claim, Support, excluded_for
from winset.engines.evidence_effect import EffectRecord, Hypotheses, Missing
from winset.present.document import Block, Bullets, Document, Section, Table
from winset.present.likelihood import percent
from winset.present.negotiation_words import headline_words
from winset.present.words import joined
from winset.record.kinds import Row
from winset.record.store import Change

_READING = "A hypothesis stands by what does not speak against it; claims that say the same of all decide nothing."


def grade(claim: Claim) -> str:
    """Write both grades of a claim: source reliability and information credibility."""
    return claim["source_grade"] + claim["information_grade"]


def claims_document(case: Case, claims: Mapping[str, Claim]) -> Document:
    """Write the claim table."""
    rows = tuple(
        (
            key,
            claim["source"] or "unnamed",
            claim["via"],
            claim["content"],
            claim["speech_act"],
            claim["hedge_level"],
            grade(claim),
            excluded_for(claim) or claim["reference"],
        )
        for key, claim in claims.items()
    )
    header = ("claim", "source", "via", "says", "act", "hedge", "grade", "")
    blocks: tuple[Block, ...] = (Table(header, rows),) if rows else ("The record holds no claims.",)
    diagonal = sum("ABCDE".find(one["source_grade"]) + 1 == int(one["information_grade"]) for one in claims.values())
    graded = sum(one["source_grade"] != "F" or one["information_grade"] != "6" for one in claims.values())
    if graded >= 4 and diagonal > graded / 2:
        text = (
            f"{diagonal} of {graded} graded claims have the same rank for source and information. Judge the two apart."
        )
        blocks = (*blocks, text)
    return Document(case.title, "Claims of the record", (Section("", blocks),))


def row_document(case: Case, key: str, row: Row, notes: Mapping[str, Row], changes: Sequence[Change]) -> Document:
    """Write one row with its notes and its history."""
    fields = tuple((name.replace("_", " "), value) for name, value in row.items() if value and name != "text")
    sections = [Section(key, (Table(("field", "value"), fields),))]
    lines = tuple(thread(notes, key))
    if lines:
        sections.append(Section("Notes", (Bullets(lines),)))
    return Document(case.title, "", (*sections, *history_sections(changes)))


def thread(notes: Mapping[str, Row], about: str, depth: int = 0, reply_to: str = "") -> list[str]:
    """List the notes about something, replies under what they reply to."""
    lines = []
    for key, note in notes.items():
        if (note["reply_to"] == reply_to) if reply_to else (note["about"] == about and not note["reply_to"]):
            mark = f"in reply to {reply_to}: " if depth else ""
            by = f" ({', '.join(part for part in (note['author'], note['date']) if part)})" if note["date"] else ""
            lines.append(f"{key}: {mark}{note['text']}{by}")
            lines += thread(notes, about, depth + 1, key)
    return lines


def history_sections(changes: Sequence[Change]) -> tuple[Section, ...]:
    """Write a history."""
    rows = tuple((str(one.number), one.at, one.id, one.who or "-", one.why or "-") for one in changes)
    return (Section("History", (Table(("change", "when", "row", "by", "why"), rows),)),) if rows else ()


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
