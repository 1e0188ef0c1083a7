"""Role sheets for a role-play of the case: one for all, and one for each party that the others do not see."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.talks.homes import homes_of
from winset.present.documents.brief import issues_table
from winset.present.documents.document import Bullets, Table
from winset.present.words import prose, words
from winset.present.words.prose import joined, sentence
from winset.reporting.annex_numbers import objectives
from winset.reporting.front import range_words
from winset.reporting.position import positions
from winset.reporting.results import Results
from winset.reporting.tree import Block, Part, ReportSection, section


def role_parts(r: Results) -> Iterator[Part]:
    """Give a page for whoever leads the exercise, the common briefing, then one confidential sheet for each party."""
    yield Part("", tuple(_leading(r)))
    yield Part("Common briefing", tuple(_common(r)), mark="For all who take part", fresh=True)
    for key in r.case.parties:
        name = r.case.party_name(key)
        yield Part(f"Sheet of {name}", tuple(_sheet(r, key)), mark=f"Confidential: {name} only", fresh=True)


def _leading(r: Results) -> Iterator[ReportSection]:
    names = joined(map(r.case.party_name, r.case.parties))
    yield ReportSection(
        "For whoever leads the exercise",
        (
            f"A common briefing and one sheet each for {names}. Every sheet begins on a page of its own "
            "and says at its head who may read it. The common briefing is for all.",
            "A sheet holds what its party reportedly prefers, its points, conditions and home, and of the others only "
            "what they have declared or done on record. Points are on the party's own scale.",
            "What the record restricts is in no sheet, and hidden names are withheld.",
        ),
    )


def _common(r: Results) -> Iterator[ReportSection]:
    case = r.case
    yield from section("The situation", iter((case.summary,) if case.summary else ()))
    yield ReportSection("What is on the table", (issues_table(case),))
    yield from section("Who takes part", _parties(case))
    yield from section("Rules", _rules(case))
    yield from section("Ways it may end", _scenarios(case))


def _parties(case: Case) -> Iterator[Block]:
    signing = case.signatories
    lines = []
    for key, party in case.parties.items():
        part = (
            "signs"
            if key in signing
            else "at the table"
            if party.at_table
            else "not at the table, answers from outside"
        )
        mandate = f" {sentence(party.mandate)}." if party.mandate else ""
        lines.append(f"{case.party_name(key)}: {part}.{mandate}")
    yield Bullets(tuple(lines))


def _rules(case: Case) -> Iterator[Block]:
    lines = []
    if case.talks.deadline:
        lines.append(f"The talks end on {case.talks.deadline}.")
    if case.talks.need != "all":
        lines.append(f"An agreement needs {case.talks.need} signatures.")
    lines += [f"Cannot occur: {words.condition(case, rule.when)}." for rule in case.impossible]
    lines.append("Levels move only by those who control the issue; issues controlled jointly move together.")
    yield Bullets(tuple(lines))


def _scenarios(case: Case) -> Iterator[Block]:
    if case.scenarios:
        yield Bullets(
            tuple(
                f"{sentence(case.scenario_name(key))}: {words.condition(case, one.when)}"
                for key, one in case.scenarios.items()
            )
        )


def _sheet(r: Results, party: str) -> Iterator[ReportSection]:
    case = r.case
    own = [short_name(case, issue) for issue, one in case.issues.items() if party in one.control]
    told = f"This sheet is for those who play {words.the_party(case, party)}. It moves: {joined(own) or 'nothing'}."
    yield ReportSection("The role", (told,))
    yield from section("What it reportedly prefers, and how much", objectives(case, party))
    yield from section("Its conditions", _conditions(case, party))
    yield from section("Its home", _home(case, party))
    yield from section("Time and no deal", _time(case, party))
    yield from section("What is publicly known of the others", _others(r, party))


def _conditions(case: Case, party: str) -> Iterator[Block]:
    lines = [
        f"Would not have it that {words.condition(case, one.withholds)}, unless "
        f"{words.condition(case, one.unless)}. Chance that this "
        f"is real rather than a bargaining position: {range_words(*map(float, one.probability))}."
        for one in case.conditions.values()
        if one.party == party
    ]
    if lines:
        yield Bullets(tuple(lines))


def _home(case: Case, party: str) -> Iterator[Block]:
    if homes := homes_of(case, party):
        yield f"It answers to {joined(homes)}."
    rows = tuple(
        (entry.home, words.levels(case, {entry.issue: level}), range_words(*map(float, chance)))
        for entry in case.ratification
        if entry.party == party
        for level, chance in entry.chances.items()
    )
    if rows:
        yield Table(("home", "level", "chance that it accepts"), rows)


def _time(case: Case, party: str) -> Iterator[Block]:
    lines = []
    if party in case.no_deal:
        low, mode, high = case.no_deal[party].value
        lines.append(f"Without a deal it has {mode} points of its own ({low} to {high}).")
    if party in case.delay:
        one = case.delay[party]
        low, mode, high = one.cost
        lines.append(f"Waiting costs it {mode} points ({low} to {high}) over {prose.counted(one.over, 'day')}.")
    if lines:
        yield Bullets(tuple(lines))


def _others(r: Results, party: str) -> Iterator[Block]:
    lines = []
    for key in r.case.parties:
        if key != party:
            found = [text for text, _ in positions(r, key)]
            lines.append(f"{r.case.party_name(key)}: {'; '.join(found) or 'no declared position on record'}.")
    yield Bullets(tuple(lines))
