"""Foresight as documents: far-sighted routes with the largest consistent set, and limited horizons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.engines.records import Outcome, Record
from winset.engines.stability.foresight import BOTH, FARSIGHTED, STEPWISE, FarsightedRecord, FarsightedScenario
from winset.engines.stability.limited_horizon import Expectation, LimitedHorizonRecord
from winset.engines.stability.why import Step
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.results import outcome_lines
from winset.present.words import prose, words
from winset.present.words.articles import is_several

LISTED = 12


def farsighted_document(case: Case, record: FarsightedRecord) -> Document:
    """Write what far-sighted parties would reach, scenario by scenario."""
    sections = [Section("Looking to the end", tuple(_overview(case, record)))]
    sections += [Section(_title(case, one), tuple(_scenario(case, record, one))) for one in record.scenarios]
    if record.holding:
        listed = Bullets(_outcomes(case, record.holding, record.could_hold))
        sections.append(Section("Reached by far-sighted parties, and could be stable", (listed,)))
    return Document(case.title, _provenance(record), tuple(sections))


def _overview(case: Case, record: FarsightedRecord) -> Iterator[Block]:
    yield Table(
        ("ending", "outcomes", "could be stable", "a far-sighted route leads there", "steps", "step by step, holds"),
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
        '"Could be stable" is inclusive: what is ruled out is ruled out with some confidence, what is left in may '
        'still not hold. "Step by step" asks that each step is better at once for all who take it, and that no party '
        "alone gains by moving on from where the steps end."
    )


def _row(case: Case, one: FarsightedScenario) -> tuple[str, ...]:
    return (
        "none of these" if one.scenario is None else case.scenario_name(one.scenario),
        f"{one.outcomes:,}",
        "-" if one.consistent is None else f"{one.consistent:,}",
        f"{one.reached:,}",
        "-" if one.route is None else str(len(one.route)),
        f"{one.stepwise_holding:,}",
    )


def _title(case: Case, one: FarsightedScenario) -> str:
    return "In no ending" if one.scenario is None else prose.sentence(case.scenario_name(one.scenario))


def _outcomes(case: Case, several: Sequence[Outcome], count: int) -> tuple[str, ...]:
    """List the first few outcomes, the later ones by what differs from one above."""
    listed = several[:LISTED]
    more = [f"and {count - len(listed):,} more (--json lists up to --limit)"] if count > len(listed) else []
    return (*outcome_lines(case, listed), *more)


def _scenario(case: Case, record: FarsightedRecord, one: FarsightedScenario) -> Iterator[Block]:
    yield f"{prose.sentence(_far(case, one))}. {prose.sentence(_near(record, one))}."
    if one.route:
        yield f"Shortest far-sighted route, {prose.counted(len(one.route), 'step')}:"
        yield Bullets(_steps(case, one.route), ordered=True)
    if one.route and len(one.route) > 1 and one.end is not None:
        yield f"There: {words.changed_levels(case, one.end)}."


def _far(case: Case, one: FarsightedScenario) -> str:
    """Say what parties that look to the end would do, in terms of who would have to move."""
    outside = "an outcome outside the endings"
    name = outside if one.scenario is None else words.some_scenario(case, one.scenario)
    unstable = one.reached > 0 and one.view not in {FARSIGHTED, BOTH}
    if one.route == ():
        stay = (
            " and could not be stable among far-sighted parties" if unstable else ", and far-sighted parties could stay"
        )
        return f"today is {'outside the endings' if one.scenario is None else f'in {name}'}{stay}"
    if not one.route:
        return f"no far-sighted route leads to {name}"
    movers = words.the_parties(case, dict.fromkeys(unit for step in one.route for unit in step.units))
    told = f"{movers}, looking to the end, could bring about {name}"
    return f"{told}, but nothing of it that they reach could be stable" if unstable else told


def _near(record: FarsightedRecord, one: FarsightedScenario) -> str:
    """Say what steps do that all who take them prefer at once."""
    if not record.begins:
        return "one step at a time nobody begins"
    if one.route == () and record.today_holds:
        return "looking one step ahead, no party alone would leave it"
    if one.view in {STEPWISE, BOTH}:
        return f"steps that each pay at once lead there{' too' if one.view == BOTH else ''}"
    if one.stepwise:
        on = "lead away from there" if one.route == () else "pass through it and go on"
        return f"steps that each pay at once {on}"
    return "steps that each pay at once lead elsewhere"


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
    items = _outcomes(case, record.holding, record.horizons[-1].holding)
    title = f"Holds when both look {prose.counted(moves, 'move')} ahead"
    sections.append(Section(title, (Bullets(items) if items else "No outcome.",)))
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
    several = is_several(case.party_name(one.party))
    be, it, stay, expect = ("are", "they", "stay", "expect") if several else ("is", "it", "stays", "expects")
    if not one.steps:
        them = "them" if several else "it"
        yield f"If {name} {be} the first to move, {it} {stay}: no move ends better for {them} than today."
        return
    where = words.some_scenarios(case, one.scenarios) if one.scenarios else "an outcome outside the endings"
    yield f"If {name} {be} the first to move, {it} {expect} to end in {where}:"
    yield Bullets(tuple(prose.sentence(words.route_step(case, step)) for step in one.steps), ordered=True)


def _provenance(record: Record) -> str:
    return f"{record.method}; case {record.case.hash[:12]}, winset {record.versions['winset']}"
