"""What differs between two cases, what changes by it, and what can no longer move."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.engines.routes.scenarios import ScenarioRoute
from winset.engines.versions.compare import CompareRecord
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.results import LISTED, outcome_lines, settings_line
from winset.present.documents.routes import lacking, told_steps
from winset.present.words import prose, words
from winset.present.words.places import held_words, place_words

DIFFERING = 30


def compare_document(first: Case, second: Case, record: CompareRecord) -> Document:
    """Write what holds in one case and not in the other."""
    sentences: list[str] = []
    for change in record.scenarios:
        name = words.scenario(first if change.scenario in first.scenarios else second, change.scenario)
        if change.first and change.second == 0:
            sentences.append(f"{prose.sentence(name)} holds in the first and no longer in the second.")
        elif change.first == 0 and change.second:
            sentences.append(f"{prose.sentence(name)} holds in the second and not in the first.")
    if not sentences:
        sentences.append("The same endings hold in both." if record.scenarios else "No endings are named.")
    if not record.only_first_count and not record.only_second_count:
        sentences.append("Exactly the same outcomes hold.")
    blocks: list[Block] = [" ".join(sentences), _counts(first, second, record)]
    blocks += list(_route_changes(first, second, record))
    sections = [Section("What changes", tuple(blocks))]
    if first.file != second.file and record.differences:
        sections.insert(0, Section("What differs in the cases", tuple(_differing(first, second, record))))
    idle = [
        key
        for key, issue in second.issues.items()
        if words.controllers(second, key) == "nobody" and (key not in first.issues or first.issues[key].control)
    ]
    if idle:
        items = [
            f"{prose.sentence(words.levels(second, {key: second.status_quo_level(key)}))}, and nobody is left to "
            "change that."
            for key in idle
        ]
        sections.append(Section("What can no longer move", (Bullets(tuple(items)),)))
    for case, title, outcomes, count in (
        (first, "Holds only in the first", record.only_first, record.only_first_count),
        (second, "Holds only in the second", record.only_second, record.only_second_count),
    ):
        items = outcome_lines(case, outcomes[:LISTED])
        if count > len(items):
            items.append(f"and {count - len(items):,} more")
        if items:
            sections.append(Section(title, (Bullets(tuple(items)),)))
    return Document(f"{first.title} | {second.title}", settings_line(record), tuple(sections))


def _counts(first: Case, second: Case, record: CompareRecord) -> Table:
    """Set beside each other how many outcomes of each scenario hold, scenarios by their names."""
    header, rows = record.rows()
    named = [
        words.scenario_name(first if one.scenario in first.scenarios else second, one.scenario)
        for one in record.scenarios
    ]
    told = map(prose.sentence, (*named, rows[-1][0]))  # the last row is the sum
    return Table(tuple(header), tuple((name, *row[1:]) for name, row in zip(told, rows, strict=True)))


def _differing(first: Case, second: Case, record: CompareRecord) -> Iterator[Block]:
    """Say what differs, each by where it stands in the case that has it; the record has the addresses."""
    rows = [
        (
            place_words(second if one.after else first, one.address),
            held_words(first, one.address, one.before) or "-",
            held_words(second, one.address, one.after) or "-",
        )
        for one in record.differences[:DIFFERING]
    ]
    yield Table(("what", "first", "second"), tuple(rows))
    if len(record.differences) > DIFFERING:
        yield f"And {len(record.differences) - DIFFERING:,} more."


def _route_changes(first: Case, second: Case, record: CompareRecord) -> Iterator[Block]:
    """Say which scenarios are reached in another way."""
    items = []
    for one in record.routes:
        case = first if one.scenario in first.scenarios else second
        told = [_route_told(*pair) for pair in ((first, one.first), (second, one.second))]
        to = words.some_scenario(case, one.scenario)
        items.append(f"To {to}. In the first: {told[0]}. In the second: {told[1]}.")
    if items:
        yield "Routes that change:"
        yield Bullets(tuple(items))
    elif record.routes_compared and record.scenarios:
        yield "The route to every ending is the same."


def _route_told(case: Case, route: ScenarioRoute | None) -> str:
    if route is None:
        return "no such ending"
    if route.steps is None:
        return lacking(case, route)
    if not route.steps:
        return "it is where things stand today"
    first, *later = told_steps(case, route.steps, within=True)
    steps = ". Then ".join([first, *later])
    return f"{steps}. {prose.sentence(lacking(case, route))}" if route.missing else steps
