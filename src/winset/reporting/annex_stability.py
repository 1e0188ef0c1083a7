"""Annexes on what can hold: the options matrix, the routes, what the answer hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.case.marks import on_marks
from winset.case.model import Case
from winset.engines.routes.held import Held, SimilarOutcomes
from winset.engines.stability.concepts import CONCEPTS
from winset.present.documents.brief import issues_table
from winset.present.documents.document import Table
from winset.present.documents.holding import hinge_blocks, holding_blocks
from winset.present.documents.routes import route_blocks
from winset.present.words import words
from winset.present.words.prose import sentence
from winset.reporting.absent import absent
from winset.reporting.results import Results
from winset.reporting.tree import Block, ReportSection, section

COLUMNS = 8


def matrix_sections(r: Results) -> Iterator[ReportSection]:
    """Say who controls what, lay out the stable outcomes option by option, and count what holds under each concept."""
    yield from section("What is on the table", iter((issues_table(r.case),)))
    yield from section("Stable outcomes, option by option", _matrix(r))
    yield from section("Outcomes that hold", holding_blocks(r.case, r.brief))
    yield from section("Under other solution concepts", _concepts(r))


def route_sections(r: Results) -> Iterator[ReportSection]:
    """Say how the outcomes would be reached, and which preferences decide, and what a party outside the room does."""
    yield from section("How to get there", _routes(r))
    yield from section("Preferences on which it hangs", hinge_blocks(r.case, r.brief))
    yield from absent(r)


def _routes(r: Results) -> Iterator[Block]:
    moved = r.brief.alone_moves
    yield words.alone(r.case, moved, r.brief.alone_scenarios, r.brief.alone_ends)
    yield from route_blocks(r.case, r.brief)


def _matrix(r: Results) -> Iterator[Block]:
    shown = [(held, kind) for held in r.brief.held for kind in held.kinds][:COLUMNS]
    if not shown:
        yield "No outcome holds against every party acting alone."
        return
    case = r.case
    header = ("controlled by", "option", "now", *(str(kind.outcome.number) for _, kind in shown))
    rows = [("", "ending", "", *(_scenario(r, held) for held, _ in shown))]
    for key, issue in case.issues.items():
        everyone = len(issue.control) == len(case.parties) > 1
        control = "all" if everyone else words.controllers(case, key)
        levels = on_marks(case).issues[key].levels[1:]
        for level in levels:
            marks = (_mark(case, key, level, kind.outcome.levels) for _, kind in shown)
            now = _mark(case, key, level, {})
            option = words.levels(case, {key: level})
            rows.append((control if level == levels[0] else "", option, now, *marks))
    for party in filter(case.has_part, case.parties):
        rows.append((case.party_name(party), *_places(party, [kind for _, kind in shown])))
    rows.append(("", "upset by a joint move", "", *("yes" if kind.upset_by else "no" for _, kind in shown)))
    yield Table(header, tuple(rows))
    total = sum(held.count for held in r.brief.held)
    yield (
        f"Shown are {len(shown)} of {total:,} that hold against every party acting alone, by number; each stands for "
        "others that differ in detail. Y: the option is taken, N: it is not. Where an issue has only N, it stands at "
        f"its first level.{' Dash: the issue does not exist there.' if case.guards else ''} Place 1 is best."
    )


def _mark(case: Case, issue: str, level: str, chosen: Mapping[str, str]) -> str:
    """Mark an option as taken or not, or as one of an issue that does not exist in the outcome."""
    if not words.exists(case, issue, chosen):
        return "-"
    return "Y" if chosen.get(issue, case.status_quo_level(issue)) == level else "N"


def _scenario(r: Results, held: Held) -> str:
    return "none" if held.scenario is None else r.case.scenario_name(held.scenario)


def _places(party: str, shown: Sequence[SimilarOutcomes]) -> Iterator[str]:
    """Give the place of every outcome in a party's order, with the number of places said once."""
    yield from (f"place in its order of {shown[0].places[party][1]}", "")
    yield from (str(kind.places[party][0]) for kind in shown)


def _concepts(r: Results) -> Iterator[Block]:
    rows = tuple(
        (sentence(CONCEPTS[key].name), key, f"{found.count:,}", CONCEPTS[key].source)
        for key, found in r.stability.equilibria.items()
    )
    yield Table(("concept", "key", "outcomes that hold", "definition"), rows)
