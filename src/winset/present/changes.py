"""What moved between two dates, or would move with a new article, as documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from winset.case.entries import days_between
from winset.case.model import Case
from winset.engines.bargaining.paired import Difference
from winset.engines.evidence import Support
from winset.engines.moved import MovedRecord
from winset.present.document import Bullets, Document, Section, Table
from winset.present.likelihood import percent
from winset.present.negotiation import what_if_document
from winset.present.negotiation_words import headline_words
from winset.present.record import claim_words
from winset.present.words import counted, joined, sentence
from winset.record.kinds import Row

SHOWN = 12


def moved_document(
    case: Case, record: MovedRecord, tables: Mapping[str, Mapping[str, Row]], undated: int = 0
) -> Document:
    """Write what moved between two dates, and which claims and events did it."""
    sections = [
        Section(f"What happened from {record.start} to {record.end}", (Bullets(tuple(_events(case, record, tables))),)),
        Section("What was said", (Bullets(tuple(_said(record, tables, undated))),)),
        Section("What that makes of the case", (Bullets(tuple(_case(case, record))),)),
    ]
    if record.forecast is not None:
        inner = {one.heading: one for one in what_if_document(case, case, record.forecast).sections}
        sections.append(Section("What moved in the forecast", inner["In words"].blocks))
        if record.causes:
            rows = tuple(
                _left_out(case, _cause(case, record, one.key), one.difference)
                for one in record.causes
                if one.difference is not None
            )
            header = ("left out", "moves most", "with it", "without it", "")
            note = f"Each left out of the record as of {record.end}, the rest kept; effects need not add up."
            sections.append(Section("Which of it did it", (Table(header, rows), note)))
        sections += [one for heading, one in inner.items() if heading != "In words"]
    return Document(case.title, f"{record.start} and {record.end} side by side", tuple(sections))


def _events(case: Case, record: MovedRecord, tables: Mapping[str, Mapping[str, Row]]) -> Iterator[str]:
    events, claims = tables["events"], tables["claims"]
    for key in sorted(record.events, key=lambda key: events[key]["date"]):
        one = events[key]
        told = f"{key}, {one['date']}: {case.issue_name(one['issue'])}: {one['level']}"
        by = claims[one["claim"]]["source"] if one["claim"] in claims else ""
        yield f"{told} ({one['claim']}, {by or 'unnamed'})" if one["claim"] else f"{told} (no claim reports it)"
    if not record.events:
        yield "No event is recorded."
    if record.unrecorded:
        names = joined(map(case.issue_name, record.unrecorded))
        yield f"Where this stood on {record.start} is not recorded: {names}. Today's level is taken."


def _said(record: MovedRecord, tables: Mapping[str, Mapping[str, Row]], undated: int) -> Iterator[str]:
    claims = tables["claims"]
    counting = [one.key for one in record.causes if one.key in claims]
    yield from (claim_words(key, claims[key]) for key in counting[:SHOWN])
    rest = [key for key in record.claims if key not in counting[:SHOWN]]
    if rest:
        yield f"{counted(len(rest), 'further claim')} without effect on the numbers: {', '.join(rest)}."
    if not record.claims:
        yield "No claim became known."
    if undated:
        yield f"{counted(undated, 'claim')} without a date: counted on both days."


def _case(case: Case, record: MovedRecord) -> Iterator[str]:
    for issue, (before, after) in record.levels.items():
        yield f"{case.issue_name(issue)}: {before} before, {after} after."
    for one, other in record.supports:
        yield f"{support_words(case, one.about)}: {chance(one)} before, {chance(other)} after."
    if not record.levels and not record.supports:
        yield "The status quo and the chances of conditions and statements are the same."


def support_words(case: Case, about: str) -> str:
    """Name a condition or statement whose chance follows from claims."""
    section, *rest = about.split(".")
    if section == "conditions":
        key = ".".join(rest)
        return f"Condition '{key}' of {case.party_name(case.conditions[key].party)} being real"
    return f"Preference {rest[-1]} of {case.party_name('.'.join(rest[:-1]))} being as stated"


def chance(one: Support) -> str:
    """Give a chance with its range."""
    low, mode, high = one.posterior
    return f"{percent(float(mode))} ({percent(float(low))} to {percent(float(high))})"


def _cause(case: Case, record: MovedRecord, key: str) -> str:
    if key != "days":
        return key
    days = counted(days_between(record.start, record.end), "day")
    return f"{days} nearer the deadline of {case.talks.deadline}"


def _left_out(case: Case, key: str, one: Difference) -> tuple[str, ...]:
    return (
        key,
        sentence(headline_words(case, one.headline)),
        percent(one.before),
        percent(one.after),
        "" if one.beyond_noise else "within noise",
    )
