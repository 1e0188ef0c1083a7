"""The case held against the fundamentals of the UN Guidance for Effective Mediation (A/66/811, annex I, 2012)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.case.entries import BasedEntry
from winset.engines.talks.homes import homes_of
from winset.present.documents.document import Table
from winset.present.words import words
from winset.present.words.likelihood import of_something
from winset.present.words.negotiation import asked_for
from winset.present.words.prose import counted, joined, sentence
from winset.reporting.assumptions import based_entries
from winset.reporting.results import Results
from winset.reporting.tree import ReportSection

_LAW = re.compile(r"\b(law|laws|legal\w*|unlawful|treat(y|ies)|constitution\w*|resolutions?|court|rights)\b", re.I)


def guidance_sections(r: Results) -> Iterator[ReportSection]:
    """Say for each fundamental what the case and its record show, and what they leave open."""
    rows = (
        ("Preparedness", _preparedness(r)),
        ("Consent", _consent(r)),
        ("Impartiality", _impartiality(r)),
        ("Inclusivity", _inclusivity(r)),
        ("National ownership", _ownership(r)),
        ("International law and normative frameworks", _law(r)),
        ("Coherence, coordination and complementarity", _coherence(r)),
        ("Quality peace agreements", _quality(r)),
    )
    note = (
        "After the fundamentals of the United Nations Guidance for Effective Mediation (A/66/811, 2012). The right "
        "column says only what the case file and its record show; it is a checklist, not a judgement."
    )
    yield ReportSection("Checklist", (note, Table(("fundamental", "what the case shows"), rows)))


def _joined(parts: Iterator[str]) -> str:
    return " ".join(part for part in parts if part)


def _preparedness(r: Results) -> str:
    sources = len(r.case.sources) + len(r.documents)
    gaps = len(r.case.not_in_source)
    return (
        f"{sentence(counted(sources, 'source or document', 'sources and documents'))}, "
        f"{counted(len(r.claims), 'claim')}; {counted(gaps, 'matter')} named as missing."
    )


def _signing(r: Results) -> list[str]:
    case = r.case
    return list(case.signatories)


def _consent(r: Results) -> str:
    held = joined(
        f"{asked_for(r.case, key)} ({r.case.party_name(one.party)})" for key, one in r.case.conditions.items()
    )
    conditions = f" Conditions before consent: {held}." if held else ""
    return (
        f"To an outcome: {joined(map(r.case.party_name, _signing(r)))}.{conditions} Whether each party consents to the "
        "process itself is not part of a case file."
    )


def _impartiality(r: Results) -> str:
    counts = []
    for key in r.case.parties:
        entries: list[BasedEntry] = list(r.case.preferences.get(key, ()))
        entries += [r.case.ranking[key]] if key in r.case.ranking else []
        sourced = sum(one.sourced for one in entries)
        counts.append(f"{r.case.party_name(key)} {sourced} of {len(entries)}")
    return f"Preferences with a source: {joined(counts)}. The same sentences are used of every party."


def _inclusivity(r: Results) -> str:
    case = r.case
    absent = [case.party_name(key) for key, party in case.parties.items() if not party.at_table]
    heard_of = r.missing if r.claims else None
    unquoted = [case.party_name(key) for key in heard_of.unquoted] if heard_of else []
    waiting = [case.party_name(key) for key in heard_of.unreviewed] if heard_of else []
    without = [case.party_name(key) for key in case.parties if case.has_part(key) and not homes_of(case, key)]
    heard = {(entry.party, entry.home) for entry in case.ratification}
    unheard = [
        f"{home} ({case.party_name(key)})"
        for key in case.parties
        for home in homes_of(case, key)
        if (key, home) not in heard and home not in case.values and home not in case.no_deal
    ]
    parts = (
        f"Not at the table: {joined(absent)}." if absent else "Every party is at the table.",
        f"Quoted by nobody in the record: {joined(unquoted)}." if unquoted else "",
        f"Quoted only in claims that wait for review: {joined(waiting)}." if waiting else "",
        f"Without a named home: {joined(without)}." if without else "",
        f"Named, but without a say in the numbers: {joined(unheard)}." if unheard else "",
    )
    return _joined(iter(parts))


def _ownership(r: Results) -> str:
    case = r.case
    homes = [f"{case.party_name(key)}: {joined(homes_of(case, key))}" for key in case.parties if homes_of(case, key)]
    if not homes:
        return "No home audience is named for any party."
    hurdles = dict.fromkeys(f"{entry.home} of {case.party_name(entry.party)}" for entry in case.ratification)
    ratify = f" Chances of acceptance are given for {joined(hurdles)}." if hurdles else ""
    return f"{'; '.join(homes)}.{ratify}"


def _law(r: Results) -> str:
    found = [one.what for one in r.case.not_in_source if _LAW.search(one.what)]
    found += [one.why for one in r.case.impossible if _LAW.search(one.why)]
    found += [one.note for _, one in based_entries(r.case) if _LAW.search(one.note)]
    cited = [item for _, one in based_entries(r.case) for item in one.basis if _LAW.search(item)]
    listed = list(dict.fromkeys(text.rstrip(".") for text in (*found, *cited)))
    if not listed:
        return "The case mentions no rule of law; whether an outcome is lawful is not examined."
    return f"Passages of the case that touch on law: {'; '.join(listed)}. Whether an outcome is lawful is not examined."


def _coherence(r: Results) -> str:
    case = r.case
    others = [f"{one.by or 'others'} for {case.party_name(one.party)}" for one in case.alternatives]
    outside = [case.party_name(key) for key, party in case.parties.items() if not party.at_table and _moves(r, key)]
    parts = (
        f"Parties outside the room that can answer: {joined(outside)}." if outside else "",
        f"Who could replace part of a deal: {joined(others)}." if others else "",
        "Other tracks and mediators are not part of a case file.",
    )
    return _joined(iter(parts))


def _moves(r: Results, party: str) -> bool:
    return any(party in issue.control for issue in r.case.issues.values())


def _quality(r: Results) -> str:
    held = sum(one.count for one in r.brief.held)
    firm = sum(one.firm for one in r.brief.held)
    joint = [
        words.scenario(r.case, one.scenario)
        for one in r.brief.held
        if one.scenario and one.able and one.route and one.route.joint_steps
    ]
    home = r.forecast.events["rejected"].probability if r.forecast else 0.0
    parts = (
        f"Outcomes that hold against every party acting alone: {held:,}; upset by no joint move either: {firm:,}.",
        f"Needs simultaneous commitment: {joined(joint)}." if joint else "",
        f"{sentence(of_something('a rejection at home', home, r.scale))}." if home else "",
        f"Matters left outside the model: {len(r.case.not_in_source)}." if r.case.not_in_source else "",
    )
    return _joined(iter(parts))
