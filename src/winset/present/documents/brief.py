"""The whole brief: everything that page one leaves out, at length."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.brief.brief import BriefRecord
from winset.engines.stability.random_preferences import PROFILES
from winset.engines.talks.homes import homes_of
from winset.present.documents.alignment import misaligned_sentence
from winset.present.documents.bottom_line import bottom_line
from winset.present.documents.brief_numbers import numbers_sections
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.holding import hinge_blocks, holding_blocks, named_ends, title
from winset.present.documents.routes import route_blocks
from winset.present.documents.unilateral import alone_blocks
from winset.present.words import amounts, quorum, words
from winset.present.words.confirmation import summary
from winset.present.words.prose import agreeing, counted, joined
from winset.present.words.runs import Reference, compose, joined_by, phrase, refer

PREFERENCES = Reference("entry", "preferences")


def brief_document(case: Case, record: BriefRecord) -> Document:
    """Write the whole brief of a case; what a reader with a minute needs of it is told by ``page_one``."""
    sections = [
        Section("Bottom line", (Bullets(bottom_line(case, record)),), "bottom line"),
        *numbers_sections(case, record.numbers, record.unforecast),
        Section("On the table", (issues_table(case),)),
        Section("What can hold", tuple(holding_blocks(case, record))),
        Section("How to get there", tuple(route_blocks(case, record))),
        Section("What each can do alone", tuple(alone_blocks(case, record.alone))),
        Section("What it hangs on", tuple(hinge_blocks(case, record))),
        Section("Who must say yes at home", tuple(_home(case))),
        *absent_sections(case, record),
        Section("What this rests on", tuple(_rests_on(case, record))),
    ]
    return Document(case.title, summary(case), tuple(section for section in sections if section.blocks))


def issues_table(case: Case) -> Table:
    """Lay out who controls what, where it stands now, and what it could become."""
    rows = []
    for key, issue in case.issues.items():
        control = words.controllers(case, key)
        now = case.status_quo_level(key)
        there = words.exists(case, key, {})
        others = amounts.listed(case, key, [level for level in issue.levels if level != now or not there])
        now = words.level(case, key, now) if there else f"exists only if {words.condition(case, str(issue.only_if))}"
        name = refer(short_name(case, key), "issue", key)
        rows.append((name, compose(control, ", jointly") if issue.joint else control, now, others))
    return Table(("issue", "controlled by", "now", "could become"), tuple(rows))


def _home(case: Case) -> Iterator[Block]:
    items = []
    for key, party in case.parties.items():
        mandate = f" At the table: {party.mandate}." if party.mandate else ""
        name = words.party(case, key)
        if homes := homes_of(case, key):
            items.append(phrase("{}: {} ({}).{}", name, joined(homes), words.basis(party), mandate))
        elif mandate:
            items.append(phrase("{}: no home audience is named.{}", name, mandate))
    if items:
        yield Bullets(tuple(items))


def absent_sections(case: Case, record: BriefRecord) -> Iterator[Section]:
    """Say what each party that is not at the table does where a scenario holds."""
    for key, party in case.parties.items():
        own = [issue for issue, entry in case.issues.items() if key in entry.control]
        items = []
        for held in named_ends(record) if own and not party.at_table else ():
            answers = dict.fromkeys(
                words.levels(case, {issue: kind.outcome.levels[issue] for issue in own}) for kind in held.kinds
            )
            if answers:
                items.append(phrase("{}: {}.", title(case, held), joined_by(", or ", answers)))
        if items:  # the heading reads for one and for many
            yield Section(f"Not at the table: {case.party_name(key)}", (Bullets(tuple(items)),), f"absent {key}")


def _rests_on(case: Case, record: BriefRecord) -> Iterator[Block]:
    total = sum(record.bases.values())
    if total:
        sourced, assumed, without = (
            refer(str(record.bases[kind] or "None"), "entry", "preferences")
            for kind in ("sourced", "assumed", "without")
        )
        cite = agreeing(record.bases["sourced"] or 1, total, "cites", "cite")
        told = [phrase("{} of {} {} a source", sourced, counted(total, "preference", to=PREFERENCES), cite)]
        if count := record.bases["assumed"]:
            told.append(phrase("{} {} on analyst assumption alone", assumed, "rests" if count == 1 else "rest"))
        if count := record.bases["without"]:
            told.append(phrase("{} {} no basis", without, "gives" if count == 1 else "give"))
        as_reported = record.bases["sourced"] == total
        told_of_all = " They are reported preferences." if as_reported else " What cites a source is reported of them."
        yield phrase("{}.{}", joined(told), told_of_all if record.bases["sourced"] else "")
    if case.not_in_source:
        yield "Not in the source:"
        yield Bullets(tuple(refer(one.what.rstrip("."), "entry", "not_in_source") for one in case.not_in_source))
    yield phrase(
        "{} are possible. An outcome holds when no party alone has an improvement from it (Nash stability). A joint "
        "move is an improvement only if every member prefers the result. What is not modelled may still happen.",
        counted(record.outcomes, "outcome", to=Reference("possible")),
    )
    if any(held.random_share is not None for held in record.held):
        yield (
            f"Under random preferences: of {PROFILES} random orders of the statements, each read as its opposite with "
            "even chance, the share under which the ending holds. Near 100% that says little of these parties."
        )
    if looked_at := amounts.looked_at(case):
        yield looked_at
    if caution := quorum.caution(case):
        yield caution
    yield from (misaligned_sentence(case, one) for one in record.misaligned)
    yield from record.notes
    yield ", ".join(
        part
        for part in (
            case.title,
            f"as of {case.as_of}" if case.as_of else "",
            f"case version {case.version}" if case.version else "",
            f"case {record.case.hash[:12]}",
            f"winset {record.versions['winset']}.",
        )
        if part
    )
