"""The front pages: page one of the brief, then what a reader with ten minutes takes away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.deals.zone import Package
from winset.engines.talks.homes import homes_of
from winset.present.documents.alignment import misaligned_sentence
from winset.present.documents.document import Bullets, Table
from winset.present.documents.page_one import page_one
from winset.present.words import quorum, words
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import average
from winset.present.words.packages import failing_words, letter
from winset.present.words.prose import counted, joined
from winset.reporting.figures import flow_figure, positions_at_a_glance, positions_figure
from winset.reporting.results import Results
from winset.reporting.tree import Block, ReportSection, section, sections_of
from winset.reporting.watch import watch_lines


def front_sections(r: Results) -> Iterator[ReportSection]:
    """Write page one, the same as that of the brief, and what a reader turns the page for."""
    yield from (one for one in sections_of(page_one(r.case, r.whole_brief, r.scale)) if one.key != "footer")
    yield from section("Positions", iter((positions_at_a_glance(r.case),)))
    yield from section("From the table to the endings", (one for one in (flow_figure(r),) if one))
    if r.forecast is None:  # with numbers it opens the annex of preferences
        yield from section("Who could accept what", iter((positions_figure(r.case),)))
    yield from section("Packages side by side", _packages(r))
    yield from section("Who signs, and who must accept at home", _consent(r.case))
    yield from section("What to watch", _watch(r))
    yield from section("Worth knowing", _notes(r))


def _consent(case: Case) -> Iterator[Block]:
    rows = []
    signatories = case.signatories
    for key, party in case.parties.items():
        role = "signs" if key in signatories else "at the table" if party.at_table else "not at the table"
        homes = joined(homes_of(case, key)) or "none named"
        rows.append((case.party_name(key), role, homes, party.mandate or "", "; ".join(_hurdles(case, key))))
    used = [place for place in range(5) if place < 3 or any(row[place] for row in rows)]
    header = ("party", "part", "home", "mandate", "chance that home accepts")
    yield Table(tuple(header[place] for place in used), tuple(tuple(row[place] for place in used) for row in rows))
    if told := quorum.votes_needed(case):
        yield told


def _hurdles(case: Case, party: str) -> Iterator[str]:
    for entry in case.ratification:
        if entry.party == party:
            chances = ", ".join(
                f"{words.level(case, entry.issue, level)} {range_words(*map(float, chance))}"
                for level, chance in entry.chances.items()
            )
            yield f"{entry.home} on {short_name(case, entry.issue)}: {chances}"
    for home in homes_of(case, party):
        if home in case.values or home in case.no_deal:
            yield f"{home}: where it is no worse off than without a deal"


def range_words(low: float, mode: float, high: float) -> str:
    """Tell a range of chances.

    Examples
    --------
    >>> range_words(0.1, 0.3, 0.55), range_words(1, 1, 1)
    ('30% (10% to 55%)', '100%')
    """
    return percent(mode) if low == high else f"{percent(mode)} ({percent(low)} to {percent(high)})"


def _packages(r: Results) -> Iterator[Block]:
    if r.deals is None:
        return
    spread = r.deals.zone
    what = quorum.deals_for(r.case) if quorum.outvotable(r.case) else "suit all who sign and their homes"
    yield (
        f"Of {counted(r.deals.packages, 'possible package')}, {average(spread.mean)} on average {what} "
        f"(from {spread.low:,.0f} to {spread.high:,.0f} in nine draws of ten)."
    )
    numbers = r.whole_brief.numbers
    if numbers is not None and numbers.packages:
        yield package_table(r.case, numbers.packages)


def package_table(case: Case, chosen: Sequence[Package]) -> Table:
    """Set packages side by side: what any of them changes, in how many draws it suits all, risks, likeliest answers."""
    rows = [
        (
            short_name(case, issue),
            _level(case, issue, {key: case.status_quo_level(key) for key in case.levels}),
            *(_level(case, issue, one.levels) for one in chosen),
        )
        for issue in chosen[0].levels
    ]
    rows = [row for row in rows if any(level != row[1] for level in row[2:])] or rows
    rows.append((f"{quorum.suits(case).split(',')[0]}, share of draws", "", *(percent(one.share) for one in chosen)))
    rows.append(("fails where", "", *(failing_words(case, one.fails, 3) or "nothing" for one in chosen)))
    if any(one.answers for one in chosen):
        rows.append(("likeliest answer from outside", "", *(_answer(case, one) for one in chosen)))
    return Table(("", "now", *(f"package {letter(place)}" for place in range(len(chosen)))), tuple(rows))


def _level(case: Case, issue: str, chosen: Mapping[str, str]) -> str:
    """Give the level of an issue; a dash where it does not exist."""
    return words.level(case, issue, chosen[issue]) if words.exists(case, issue, chosen) else "-"


def _answer(case: Case, one: Package) -> str:
    return "; or ".join(f"{words.levels(case, answer)} ({percent(chance)})" for answer, chance in one.answers[:1])


def _watch(r: Results) -> Iterator[Block]:
    lines = tuple(watch_lines(r))
    if lines:
        yield Bullets(lines)


def _notes(r: Results) -> Iterator[Block]:
    yield from (misaligned_sentence(r.case, one) for one in r.brief.misaligned)
    yield from r.notes
