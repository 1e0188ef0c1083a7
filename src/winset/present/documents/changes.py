"""What moved between two dates, or would move with a new article, as documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from winset.case.entries import days_between
from winset.case.model import Case
from winset.case.short_names import short_name
from winset.claims import Claim, Row, claims_of, events_of
from winset.engines.evidence.between_dates import MovedRecord
from winset.engines.evidence.preview import PreviewRecord
from winset.engines.forecast.what_if import WhatIfRecord
from winset.engines.talks.paired import Difference
from winset.frozen import replace
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.evidence import chance, support_words
from winset.present.documents.record import act_words, claim_words, source_words
from winset.present.documents.what_if import what_if_document
from winset.present.words import words
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import asked_for, chance_words, headline_words
from winset.present.words.prose import counted, day_words, joined, sentence

SHOWN = 12
_HARD = ("conditions.", "preferences.")


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


def with_forecast(document: Document, case: Case, record: WhatIfRecord) -> Document:
    """Add to a comparison what moved in the forecast."""
    inner = {one.heading: one.blocks for one in what_if_document(case, case, record).sections}
    moved = Section("What moved in the forecast", (*inner["In words"], *inner["Side by side"]))
    return replace(document, sections=(*document.sections, moved))


def _events(case: Case, record: MovedRecord, tables: Mapping[str, Mapping[str, Row]]) -> Iterator[str]:
    events, claims = events_of(tables["events"]), claims_of(tables["claims"])
    for key in sorted(record.events, key=lambda key: events[key].date):
        one = events[key]
        told = f"{key}, {one.date}: {words.levels(case, {one.issue: one.level})}"
        by = claims[one.claim].source if one.claim in claims else ""
        yield f"{told} ({one.claim}, {by or 'unnamed'})" if one.claim else f"{told} (no claim reports it)"
    if not record.events:
        yield "No event is recorded."
    for key in record.doubtful:
        yield f"{key} is left out: {events[key].claim} does not show that it happened."
    if record.unrecorded:
        names = joined(map(case.issue_name, record.unrecorded))
        yield f"Where this stood on {record.start} is not recorded: {names}. Today's level is taken."


def _said(record: MovedRecord, tables: Mapping[str, Mapping[str, Row]], undated: int) -> Iterator[str]:
    claims = claims_of(tables["claims"])
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
        told = (words.level(case, issue, one) for one in (before, after))
        yield f"{short_name(case, issue)}: {' before, '.join(told)} after."
    for one, other in record.supports:
        yield f"{support_words(case, one.about)}; chance that this is so {chance(one)} before, {chance(other)} after."
    if not record.levels and not record.supports:
        yield "What holds today and the chances of conditions and statements are the same."


def _cause(case: Case, record: MovedRecord, key: str) -> str:
    if key != "days":
        return key
    days = counted(days_between(record.start, record.end), "day")
    return f"{days} nearer the deadline of {day_words(case.talks.deadline or '')}"


def _left_out(case: Case, key: str, one: Difference) -> tuple[str, ...]:
    return (
        key,
        sentence(headline_words(case, one.headline)),
        percent(one.before),
        percent(one.after),
        "" if one.beyond_noise else "within noise",
    )


def preview_document(case: Case, file: str, record: PreviewRecord, new: Mapping[str, Claim]) -> Document:
    """Write what the claims of a new document touch, and what they would do."""
    sections = [Section(f"Claims that {file} would add", (_new_claims(new),))]
    rows = tuple(_touched(case, record, key) for key in _in_order(new))
    header = ("claim", "issues, by words", "conditions", "statements")
    touched: Block = Table(header, rows) if record.touches else "They touch nothing in the case."
    sections.append(Section("What they touch, by their words", (touched,)))
    if record.bearings:
        blocks: list[Block] = [Bullets(tuple(_bearing_lines(case, record)))]
        ungraded = sum(not one.graded for one in new.values())
        if ungraded:
            blocks.append(f"{counted(ungraded, 'claim')} not graded yet (F6): these weigh little until they are.")
        sections.append(Section("If they were accepted and linked", tuple(blocks)))
    elif record.touches:
        text = "Nothing they touch has a prior, so no chance would follow from them."
        sections.append(Section("If they were accepted and linked", (text,)))
    return Document(case.title, "nothing is changed yet", tuple(sections))


def _in_order(new: Mapping[str, Claim]) -> list[str]:
    return sorted(new, key=lambda key: (len(key), key))


def _new_claims(new: Mapping[str, Claim]) -> Block:
    rows = tuple(
        (key, source_words(one), " ".join(one.content.split()), act_words(one))
        for key, one in ((key, new[key]) for key in _in_order(new))
    )
    return Table(("claim", "source", "says", "act, hedge"), rows) if rows else "None: nobody is quoted in it."


def _touched(case: Case, record: PreviewRecord, key: str) -> tuple[str, ...]:
    """Tell what one claim touches: issues with the words both have, conditions by what they ask, statements."""
    found = [one for one in record.touches if one.claim == key]
    issues = [
        f"{short_name(case, one.about.partition('.')[2])} ({', '.join(one.words)})"
        for one in found
        if one.about.startswith("issues.")
    ]
    rest = [[one.about.partition(".")[2] for one in found if one.about.startswith(section)] for section in _HARD]
    conditions = ", ".join(asked_for(case, name) for name in rest[0])
    places = [name.rpartition(".") for name in rest[1]]
    statements = ", ".join(f"{case.party_name(party)} {place}" for party, _, place in places)
    return key, "; ".join(issues) or "-", conditions, statements


def _bearing_lines(case: Case, record: PreviewRecord) -> Iterator[str]:
    for one in record.bearings:
        yield f"{support_words(case, one.about)}; chance that this is so {chance(one.now)} now."
        told = [
            f"{claim.claim} {f'x {claim.ratio:.2f}' if claim.counts else f'does not count: {claim.why_not}'}"
            for claim in one.claims
        ]
        yield f"Odds, if it speaks for: {'; '.join(told)}. Against divides instead."
        for word, support, moved in (
            ("for", one.all_for, one.forecast_for),
            ("against", one.all_against, one.forecast_against),
        ):
            line = f"If all spoke {word} it: {chance(support)}"
            if moved is not None and percent(moved.before) != percent(moved.after):
                headline = chance_words(case, moved.headline)
                noise = "" if moved.beyond_noise else ", within noise"
                line += f"; {headline} goes from {percent(moved.before)} to {percent(moved.after)}{noise}"
            yield f"{line}."
