"""Foresight as documents: far-sighted routes with the largest consistent set, and limited horizons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.engines.records import Record
from winset.engines.stability.foresight import FarsightedRecord, FarsightedScenario
from winset.engines.stability.limited_horizon import Expectation, LimitedHorizonRecord
from winset.engines.stability.why import Step
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.words import prose, words

LISTED = 12


def farsighted_document(case: Case, record: FarsightedRecord) -> Document:
    """Write what far-sighted parties would reach, scenario by scenario."""
    sections = [Section("Looking to the end", tuple(_overview(case, record)))]
    sections += [Section(_title(case, one), tuple(_scenario(case, one))) for one in record.scenarios]
    if record.holding:
        items = [prose.sentence(words.changed_levels(case, outcome)) for outcome in record.holding[:LISTED]]
        if record.could_hold > len(items):
            items.append(f"and {record.could_hold - len(items):,} more (--json lists up to --limit)")
        sections.append(Section("Reached by far-sighted parties, and could be stable", (Bullets(tuple(items)),)))
    return Document(case.title, _provenance(record), tuple(sections))


def _overview(case: Case, record: FarsightedRecord) -> Iterator[Block]:
    yield Table(
        ("scenario", "outcomes", "could be stable", "a far-sighted route leads there", "steps", "step by step, holds"),
        tuple(_row(case, one) for one in record.scenarios),
    )
    reached = prose.counted(record.reached, "outcome")
    if record.consistent is None:
        yield f"{record.refused} Far-sighted routes lead to {reached} from today."
    else:
        today = "could be stable" if record.today_consistent else "could not be stable"
        own = ", today's own included," if record.today_consistent else ""
        lasting = f"{record.could_hold:,} of those{own}" if record.could_hold else "none of those"
        yield (
            f"Of {prose.counted(record.outcomes, 'outcome')}, {record.consistent:,} could be stable among far-sighted "
            f"parties (the largest consistent set). Today's outcome {today}. Far-sighted routes lead to {reached} from "
            f"today; {lasting} could be stable."
        )
    yield (
        "On a far-sighted route everybody who moves prefers where the route ends to where it stands when it moves. "
        "'Could be stable' is inclusive: what is ruled out is ruled out with some confidence, what is left in may "
        "still not hold. 'Step by step' asks that each step is better at once for all who take it, and that no party "
        "alone gains by moving on from where the steps end."
    )


def _row(case: Case, one: FarsightedScenario) -> tuple[str, ...]:
    return (
        "(no scenario)" if one.scenario is None else case.scenario_name(one.scenario),
        f"{one.outcomes:,}",
        "-" if one.consistent is None else f"{one.consistent:,}",
        f"{one.reached:,}",
        "-" if one.route is None else str(len(one.route)),
        f"{one.stepwise_holding:,}",
    )


def _title(case: Case, one: FarsightedScenario) -> str:
    return "In no scenario" if one.scenario is None else prose.sentence(case.scenario_name(one.scenario))


def _scenario(case: Case, one: FarsightedScenario) -> Iterator[Block]:
    yield one.sentence
    if one.route:
        yield f"Shortest far-sighted route, {prose.counted(len(one.route), 'step')}:"
        yield Bullets(_steps(case, one.route), ordered=True)
    if one.route and one.end is not None:
        yield f"There: {words.changed_levels(case, one.end)}."


def _steps(case: Case, steps: Sequence[Step]) -> tuple[str, ...]:
    told = (prose.sentence(words.route_step(case, one)) for one in steps)
    return tuple(
        text + ("" if one.improves else " (pays only at the end)") for text, one in zip(told, steps, strict=True)
    )


def horizon_document(case: Case, record: LimitedHorizonRecord) -> Document:
    """Write what holds when two parties look a limited number of moves ahead."""
    moves = record.settings["horizon"]
    header = ("moves ahead", *(f"stable for {case.party_name(key)}" for key in case.parties), "holds for both")
    header = (*header, *(case.scenario_name(key) for key in case.scenarios))
    rows = [
        (
            str(one.moves),
            *(f"{one.stable[key]:,}" for key in case.parties),
            f"{one.holding:,}",
            *(f"{one.scenarios[key]:,}" for key in case.scenarios),
        )
        for one in record.horizons
    ]
    sections = [Section("How far both look", (Table(header, tuple(rows)), *_remarks(record)))]
    items = [prose.sentence(words.changed_levels(case, outcome)) for outcome in record.holding[:LISTED]]
    if record.horizons[-1].holding > len(items):
        items.append(f"and {record.horizons[-1].holding - len(items):,} more (--json lists up to --limit)")
    title = f"Holds when both look {prose.counted(moves, 'move')} ahead"
    sections.append(Section(title, (Bullets(tuple(items)) if items else "No outcome.",)))
    if record.today:
        expected = tuple(block for one in record.today for block in _expectation(case, one))
        sections.append(Section("From today", expected))
    return Document(case.title, _provenance(record), tuple(sections))


def _remarks(record: LimitedHorizonRecord) -> Iterator[Block]:
    if record.settled is not None:
        yield f"From {prose.counted(record.settled, 'move')} on, looking further changes nothing here."
    ties = max(one.ties for one in record.horizons)
    if ties:
        yield (
            f"At up to {prose.counted(ties, 'outcome')} a party had equally good moves that differ for the other; the "
            "one to the lowest outcome number was taken. Where that matters the result is a convention, not a finding."
        )
    if record.joint_moves:
        yield "Joint moves are left out: a limited horizon is defined for what each party can do alone."


def _expectation(case: Case, one: Expectation) -> Iterator[Block]:
    name = words.the_party(case, one.party)
    if not one.steps:
        yield f"If {name} is the first to move, it stays: no move ends better for it than today."
        return
    names = prose.joined(case.scenario_name(key) for key in one.scenarios)
    yield f"If {name} is the first to move, it expects to end in {names or 'no named scenario'}:"
    yield Bullets(tuple(prose.sentence(words.route_step(case, step)) for step in one.steps), ordered=True)


def _provenance(record: Record) -> str:
    return f"{record.method}; case {record.case.hash[:12]}, winset {record.versions['winset']}"
