"""The common shared space, and scenarios with bottom lines: what could suit all, and where each side's end lies."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.short_names import short_name
from winset.engines.deals.zone import Package
from winset.engines.routes.held import Held
from winset.present.documents.deals import deals_document
from winset.present.documents.document import Bullets, Table
from winset.present.documents.routes import route_blocks
from winset.present.words import quorum, words
from winset.present.words.amounts import level_shares
from winset.present.words.likelihood import percent, told
from winset.present.words.negotiation import NOT_FORECAST, package_words, signed
from winset.present.words.prose import joined, sentence
from winset.reporting.figures import frontier_figure, scenario_figure
from winset.reporting.front import package_table
from winset.reporting.results import Results
from winset.reporting.tree import Block, ReportSection, section, sections_of

PACKAGES = 4
_SIGNS = {1: "better", 0: "no different", -1: "worse"}


def common_space_sections(r: Results) -> Iterator[ReportSection]:
    """Show where the parties' spaces overlap: issue by issue, and as packages."""
    yield from section("Who can live with what", _levels(r))
    yield from section("Packages within the shared space", _packages(r))
    yield from section("Outcomes better than today for all at the table", _better(r))
    if r.deals is not None:
        kept = ("zone", "win-sets", "obstacles")
        yield from (one for one in sections_of(deals_document(r.case, r.deals)) if one.key in kept)


def _levels(r: Results) -> Iterator[Block]:
    if r.deals is None or not r.deals.levels:
        return
    rows = tuple(
        (
            short_name(r.case, issue),
            f"{band.text}{' (now)' if band.now else ''}",
            percent(share),
            "" if share else "outside the shared space",
        )
        for issue, shares in level_shares(r.case, r.deals).items()
        for band, share in shares.items()
    )
    yield Table(("issue", "level", "in this share of deals", "besides"), rows)


def _packages(r: Results) -> Iterator[Block]:
    if r.deals is None:
        return
    chosen = [one for one in r.deals.listed if one.share > 0][:PACKAGES]
    if not chosen:
        yield f"No package {quorum.suits(r.case)}, in any draw."
        return
    yield package_table(r.case, chosen)
    if figure := frontier_figure(r.case, r.deals):
        yield figure


def _better(r: Results) -> Iterator[Block]:
    here = [key for key, party in r.case.parties.items() if party.at_table]
    lines = []
    for held in r.brief.held:
        for kind in held.kinds:
            signs = [kind.against_status_quo.get(key, 0) for key in here]
            if signs and min(signs) >= 0 and max(signs) > 0:
                name = f" ({r.case.scenario_name(held.scenario)})" if held.scenario else ""
                lines.append(f"{words.changed_levels(r.case, kind.outcome)}{name}")
    if lines:
        yield "Among those that hold against every party acting alone:"
        yield Bullets(tuple(lines))
    else:
        yield "None of the outcomes shown as holding is at least as good as today for all of them."


def scenario_sections(r: Results) -> Iterator[ReportSection]:
    """Set the scenarios side by side, and where each signatory's bottom line lies."""
    yield from section("Endings", _scenarios(r))
    yield from section("How each would be reached", route_blocks(r.case, r.brief))
    yield from section("Bottom lines", _bottom_lines(r))


def _scenarios(r: Results) -> Iterator[Block]:
    if figure := scenario_figure(r):
        yield figure
    rows = []
    for held in r.brief.held:
        if held.scenario is not None:
            rows.append(
                (
                    sentence(r.case.scenario_name(held.scenario)),
                    words.condition(r.case, r.case.scenarios[held.scenario].when),
                    _likelihood(r, held.scenario),
                    f"{held.count:,} of {held.possible:,}",
                    _sides(r, held),
                )
            )
    if rows:
        yield Table(("ending", "when", "likelihood", "outcomes that hold", "compared with today"), tuple(rows))
    else:
        yield "The case names no endings."


def _likelihood(r: Results, scenario: str) -> str:
    if r.forecast is None or scenario not in r.forecast.scenarios:
        return ""
    if scenario in r.forecast.not_forecast.scenarios:
        return NOT_FORECAST
    return told(r.forecast.scenarios[scenario].probability, r.scale)


def _sides(r: Results, held: Held) -> str:
    if not held.kinds:
        return "holds nowhere"
    signs = held.kinds[0].against_status_quo
    parts = []
    for sign, word in _SIGNS.items():
        who = [r.case.party_name(key) for key, value in signs.items() if value == sign]
        if who:
            parts.append(f"{word} for {joined(who)}")
    return "; ".join(parts)


def _bottom_lines(r: Results) -> Iterator[Block]:
    if r.deals is None or not r.deals.win_sets:
        return
    rows = []
    within = [one for one in r.deals.listed if one.central]
    for one in r.deals.win_sets:
        if not one.profile:
            name, party = r.case.party_name(one.party), one.party
            least = min(within, key=lambda deal: deal.gains[party], default=None)
            most = max(within, key=lambda deal: deal.gains[party], default=None)
            rows.append((name, _no_deal(r, party), _deal(r, least, party), _deal(r, most, party)))
    yield Table(("party", "without a deal, own points", "least that is still a deal", "most"), tuple(rows))
    yield "At the most likely values, among the packages looked at. Points of two parties are never compared."


def _no_deal(r: Results, party: str) -> str:
    if party not in r.case.no_deal:
        return "what it has today"
    low, mode, high = r.case.no_deal[party].value
    return f"{mode} ({low} to {high})"


def _deal(r: Results, one: Package | None, party: str) -> str:
    return "none" if one is None else f"{package_words(r.case, one.levels)} ({signed(one.gains[party])})"
