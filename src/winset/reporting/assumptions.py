"""The annex on assumptions: everything that rests on the analyst alone or in part, or on nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from winset.case.conflict import Issue, Party, Rule, Scenario, Statement
from winset.case.entries import BasedEntry
from winset.case.model import Case
from winset.case.negotiation import HardCondition, Ratification, Value
from winset.case.sections import SECTIONS
from winset.case.short_names import short_name
from winset.present.documents.document import Bullets, Table
from winset.present.words import words
from winset.present.words.negotiation import input_name
from winset.present.words.prose import counted, possessive, sentence
from winset.present.words.runs import phrase
from winset.reporting.results import Results
from winset.reporting.tree import Block, ReportSection, section

_SKIPPED = ("not_in_source", "answers", "questions")


def based_entries(case: Case) -> Iterator[tuple[str, BasedEntry]]:
    """Give every entry of a case that says what it rests on, with its address."""
    for name in type(case).model_fields:
        if name not in _SKIPPED and name in case.model_fields_set:
            yield from _walk(name, getattr(case, name))


def _walk(address: str, value: Any) -> Iterator[tuple[str, BasedEntry]]:
    if isinstance(value, BasedEntry):
        yield address, value
        for name in type(value).model_fields:
            if name in {"values"}:
                yield from _walk(f"{address}.{name}", getattr(value, name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(f"{address}.{key}", item)
    elif isinstance(value, tuple):
        for place, item in enumerate(value, 1):
            yield from _walk(f"{address}.{place}", item)


def assumption_sections(r: Results) -> Iterator[ReportSection]:
    """List what rests on the analyst."""
    entries = list(based_entries(r.case))
    yield from section("On analyst assumption alone", _listed(r.case, entries, _alone))
    yield from section("In part on analyst assumption", _listed(r.case, entries, _partly))
    yield from section("With no basis given", _listed(r.case, entries, lambda one: not one.basis))
    yield from section("Known to be missing from the sources", _missing(r.case))


def _alone(one: BasedEntry) -> bool:
    return one.assumed and not one.sourced


def _partly(one: BasedEntry) -> bool:
    return one.assumed and one.sourced


def _listed(case: Case, entries: list[tuple[str, BasedEntry]], belongs: Any) -> Iterator[Block]:
    rows = []
    points = 0
    for address, one in entries:
        if belongs(one):
            if isinstance(one, Value):
                points += 1
            elif one.basis or not isinstance(one, Party):
                rows.append((_entry(address), _told(case, address, one), words.basis(one)))
    if rows:
        yield Table(("among", "what", "rests on"), tuple(rows))
    if points:
        yield f"{sentence(counted(points, 'range'))} of points, listed with their bases in the annex on objectives."


def _entry(address: str) -> str:
    """Say what an entry is, by the title of its section; several of a section are told apart by what they say."""
    return SECTIONS[address.partition(".")[0]].title.lower()


def _told(case: Case, address: str, one: BasedEntry) -> str:
    text = ""
    if isinstance(one, Statement):
        whose = address.partition(".")[2].rpartition(".")[0]
        text = f"{case.party_name(whose)}: {words.condition(case, one.prefer)}"
    elif isinstance(one, Rule | Scenario):
        text = words.condition(case, one.when)
    elif isinstance(one, HardCondition):
        text = f"withheld: {words.condition(case, one.withholds)}"
    elif isinstance(one, Ratification):
        whose = f"{possessive(words.the_party(case, one.party))} {one.home}"
        text = f"the chance of consent by {whose}: {short_name(case, one.issue)}"
    elif isinstance(one, Issue | Party):
        text = one.name
    elif address.startswith(("delay.", "dependence.", "no_deal.", "mandates.", "reactions.")):
        text = input_name(case, address)
    return "; ".join(part for part in (text, one.note) if part)


def _missing(case: Case) -> Iterator[Block]:
    if case.not_in_source:
        yield Bullets(tuple(phrase("{} ({})", one.what, words.basis(one)) for one in case.not_in_source))
