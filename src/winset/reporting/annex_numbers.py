"""Annexes on numbers: win-sets, the forecast, what would change the answer, objectives with their ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.case.negotiation import Value
from winset.engines.deals.zone import Package
from winset.present.documents.deals import deals_document, shown_first, solution_name
from winset.present.documents.document import Bullets, Table
from winset.present.documents.flips import flips_document
from winset.present.documents.forecast import forecast_document
from winset.present.words import words
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import signed
from winset.present.words.packages import letter, lettered
from winset.present.words.points import points_about, worth
from winset.present.words.prose import joined, sentence
from winset.present.words.runs import Reference, phrase, runs_of
from winset.reporting.conditions import conditions
from winset.reporting.figures import (
    frontier_figure,
    over_time_figure,
    positions_figure,
    scenario_figure,
    tornado_figure,
)
from winset.reporting.results import Results
from winset.reporting.tree import Block, ReportSection, section, sections_of

LISTED = 8


def win_set_sections(r: Results) -> Iterator[ReportSection]:
    """Say which packages are deals, and what stands in the way."""
    if r.deals is None:
        return
    found = {one.key or one.heading: one for one in sections_of(deals_document(r.case, r.deals))}
    method = found.pop("method")
    found.pop("packages", None)
    yield from found.values()
    yield from section("The packages most often deals", _packages(r))
    yield method


def _packages(r: Results) -> Iterator[Block]:
    deals = r.deals
    if deals is None or not deals.listed:
        return
    some = shown_first(deals.listed, LISTED)
    rows = tuple(
        (
            phrase("{}: {}", letter(place), told),
            percent(one.share),
            "; ".join(f"{r.case.party_name(party)} {signed(gain)}" for party, gain in one.gains.items()),
            _marks(one),
        )
        for place, (one, told) in enumerate(zip(some, lettered(r.case, [one.levels for one in some]), strict=True))
    )
    yield Table(("package", "a deal in", "gain over no deal, own points", "besides"), rows)
    yield "Points are on each party's own scale; those of two parties are never compared."
    if figure := frontier_figure(r.case, deals):
        yield figure


def _marks(one: Package) -> str:
    return joined([*map(solution_name, one.solutions), *(["efficient"] if one.efficient else [])])


def forecast_sections(r: Results) -> Iterator[ReportSection]:
    """Say how likely each outcome is, and how that was computed."""
    if r.forecast is None:
        return
    for one in sections_of(forecast_document(r.case, r.forecast, r.scale)):
        figure = None
        if one.key == "scenarios":
            figure = scenario_figure(r)
        elif one.key == "time":
            figure = over_time_figure(r.case, r.forecast)
        blocks = tuple(block for block in one.blocks if not _points_elsewhere(block))
        yield ReportSection(one.heading, (figure, *blocks) if figure else blocks)


def _points_elsewhere(block: Block) -> bool:
    """Tell whether a paragraph only says where else to look: a report has all on its own pages."""
    return isinstance(block, str) and {run.reference for run in runs_of(block)} == {Reference("flips")}


def change_sections(r: Results) -> Iterator[ReportSection]:
    """Say which inputs would change the answer."""
    if r.flips is None:
        return
    for one in sections_of(flips_document(r.case, r.flips)):
        if one.key == "largest":
            yield ReportSection("How far each input moves the answer", (tornado_figure(r.case, r.flips),))
        else:
            yield one


def objective_sections(r: Results) -> Iterator[ReportSection]:
    """List what each party reportedly prefers, and its points with their ranges, each with what it rests on."""
    if r.forecast is not None:
        yield from section("Who could accept what", iter((positions_figure(r.case),)))
    yield from section("Conditions, and whether they are real", conditions(r))
    for key in r.case.parties:
        yield from section(r.case.party_name(key), objectives(r.case, key))


def objectives(case: Case, party: str) -> Iterator[Block]:
    """List the reported preferences of a party, and its points with their ranges."""
    statements = case.preferences.get(party, ())
    if statements:
        yield "Reported preferences, the first outranking all below:"
        items = (phrase("{} ({})", sentence(words.condition(case, one.prefer)), words.basis(one)) for one in statements)
        yield Bullets(tuple(items), ordered=True)
    elif case.ranked_by_values(party):
        yield "Outcomes as ranked by the points below."
    elif party in case.ranking:
        yield phrase("Outcomes as ranked in the case, best first ({}):", words.basis(case.ranking[party]))
        places = case.ranking[party].best_first
        yield Bullets(tuple(_place(case, (one,) if isinstance(one, str) else one) for one in places), ordered=True)
    else:
        yield "No preference is reported: treated as indifferent."
    rows = tuple(row for one in case.values.get(party, ()) for row in _value(case, one))
    if rows:
        yield Table(("when", "lowest", "most likely", "highest", "whose", "rests on"), rows)


def _place(case: Case, outcomes: Sequence[str]) -> str:
    told = [f"outcome {one}" if one.isdecimal() else words.condition(case, one) for one in outcomes]
    return f"{'; '.join(told)} (a tie)" if len(told) > 1 else told[0]


def _value(case: Case, one: Value) -> Iterator[tuple[str, ...]]:
    for end, (low, mode, high) in one.ranges.items():
        yield points_about(case, one, end), worth(low), worth(mode), worth(high), one.stake, words.basis(one)
