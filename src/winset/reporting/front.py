"""The front pages: what a reader with ten minutes takes away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.engines.deals.zone import Package
from winset.engines.forecast.forecast import Share
from winset.engines.talks.paired import IN_FORCE
from winset.present.documents.alignment import misaligned_sentence
from winset.present.documents.brief import absent_sections, bottom_line, hinge_blocks, issues_table
from winset.present.documents.document import Bullets, Table
from winset.present.documents.negotiation import robustness_words
from winset.present.words import words
from winset.present.words.amounts import shares_by_band
from winset.present.words.likelihood import percent, told
from winset.present.words.negotiation import headline_words, input_words, requirement_words
from winset.present.words.runs import compose, phrase
from winset.present.words.words import counted, joined, sentence
from winset.reporting.results import Results
from winset.reporting.tree import Block, Section, section
from winset.reporting.watch import watch_lines

PACKAGES = 3
CHANGES = 5


def front_sections(r: Results) -> Iterator[Section]:
    """Write the front pages."""
    yield from section("Bottom line", _bottom_line(r))
    yield from section("What is on the table", iter((issues_table(r.case),)))
    yield from section("Who must say yes, and at home", _consent(r.case))
    yield from section("The pivot: which condition is real", _pivot(r))
    yield from section("Packages worth testing", _packages(r))
    yield from _absent(r)
    yield from section("What would change this", _changes(r))
    yield from section("What to watch", _watch(r))
    yield from section("What this rests on", _rests_on(r))


def _bottom_line(r: Results) -> Iterator[Block]:
    lines = list(bottom_line(r.case, r.brief))
    if r.forecast is not None:
        chance = told(r.forecast.events["in-force"].probability, r.scale)
        by = f" by {r.case.talks.deadline}" if r.case.talks.deadline else ""
        alone = percent(r.forecast.by_assumption[IN_FORCE].probability)
        lines.append(
            f"By the ranges in the case, an agreement in force{by} is {chance}{_between(r, IN_FORCE)}; {alone} by "
            "assumptions alone, whatever anyone wants."
        )
    yield Bullets(tuple(lines))
    if r.forecast is not None:
        yield _ending(r)
        if r.case.note:
            yield f"Caution: {r.case.note}"


def _between(r: Results, headline: str) -> str:
    if r.flips is None or headline not in r.flips.ranges:
        return ""
    low, high = r.flips.ranges[headline]
    return f", from {percent(low)} to {percent(high)} as single inputs move within their ranges"


def _ending(r: Results) -> Table:
    forecast = r.forecast
    assert forecast is not None  # noqa: S101
    rows = [_ending_row(r, key, share) for key, share in forecast.scenarios.items()]
    rows.sort(key=lambda row: -forecast.scenarios[row[0]].probability)
    told_rows = [(sentence(r.case.scenario_name(key)), *rest) for key, *rest in rows]
    told_rows.append(("Modelled, but in none of these", told(forecast.outside.probability, r.scale), "", ""))
    told_rows.append(("Not modelled", told(forecast.other, r.scale), "set aside in the case", percent(forecast.other)))
    header = ("how it may end", "likelihood", "as single inputs move", "by assumptions alone")
    return Table(header, tuple(map(tuple, told_rows)))


def _ending_row(r: Results, key: str, share: Share) -> tuple[str, str, str, str]:
    low, high = r.flips.ranges[key] if r.flips else (share.low, share.high)
    alone = percent(r.forecast.by_assumption[key].probability) if r.forecast else ""
    return key, told(share.probability, r.scale), f"{percent(low)} to {percent(high)}", alone


def _consent(case: Case) -> Iterator[Block]:
    rows = []
    signatories = case.signatories
    for key, party in case.parties.items():
        role = "signs" if key in signatories else "at the table" if party.at_table else "not at the table"
        homes = joined(party.home) or "none named"
        rows.append((case.party_name(key), role, homes, party.mandate or "", "; ".join(_hurdles(case, key))))
    used = [place for place in range(5) if place < 3 or any(row[place] for row in rows)]
    header = ("party", "part", "home", "mandate", "chance that home accepts")
    yield Table(tuple(header[place] for place in used), tuple(tuple(row[place] for place in used) for row in rows))
    need = "" if case.talks.need == "all" else f" {sentence(case.talks.need)} of them suffice."
    veto = f" {joined(map(case.party_name, case.talks.veto))} can block alone." if case.talks.veto else ""
    if need or veto:
        yield f"An agreement needs signatures.{need}{veto}"


def _hurdles(case: Case, party: str) -> Iterator[str]:
    for entry in case.ratification:
        if entry.party == party:
            chances = ", ".join(
                f"{words.level(case, entry.issue, level)} {range_words(*map(float, chance))}"
                for level, chance in entry.chances.items()
            )
            yield f"{entry.home} on {case.issue_name(entry.issue)}: {chances}"


def range_words(low: float, mode: float, high: float) -> str:
    """Tell a range of chances.

    Examples
    --------
    >>> range_words(0.1, 0.3, 0.55), range_words(1, 1, 1)
    ('30% (10% to 55%)', '100%')
    """
    return percent(mode) if low == high else f"{percent(mode)} ({percent(low)} to {percent(high)})"


def _pivot(r: Results) -> Iterator[Block]:
    lines = []
    for key, condition in r.case.conditions.items():
        held = words.condition(r.case, condition.withholds)
        unless = words.condition(r.case, condition.unless)
        chance = range_words(*map(float, condition.probability))
        text = phrase(
            "{} reportedly withholds {}, unless {} ({}). Chance that it is real: {}.",
            f"Condition '{key}': {r.case.party_name(condition.party)}",
            held,
            unless,
            words.basis(condition),
            chance,
        )
        turns = _turns(r, f"conditions.{key}.probability")
        lines.append(compose(text, " ", turns) if turns else text)
    if lines:
        yield Bullets(tuple(lines))
    elif r.brief.hinges:
        first = r.brief.hinges[0]
        reference = words.statement_reference(r.case, first.party, first.position - 1)
        yield phrase("No hard condition is stated. The first preference that decides what can hold: {}.", reference)


def _turns(r: Results, address: str) -> str:
    for one in r.flips.flips if r.flips else ():
        if one.address == address and one.move > one.noise:
            name = headline_words(r.case, one.headline)
            return (
                f"At {percent(float(one.low))}, {name} {percent(one.at_low)}; "
                f"at {percent(float(one.high))}, {percent(one.at_high)}."
            )
    return ""


def _packages(r: Results) -> Iterator[Block]:
    if r.deals is None:
        return
    spread = r.deals.zone
    yield (
        f"Of {counted(r.deals.packages, 'possible package')}, {spread.mean:,.0f} on average suit all who sign and "
        f"their homes (from {spread.low:,.0f} to {spread.high:,.0f} in nine draws of ten)."
    )
    chosen = [one for one in r.deals.listed if one.efficient][:PACKAGES]
    if chosen:
        yield package_table(r.case, chosen)


def package_table(case: Case, chosen: Sequence[Package]) -> Table:
    """Set packages side by side: levels, in how many draws they suit all, risks, likeliest answers."""
    rows = [
        (
            case.issue_name(issue),
            words.level(case, issue, case.status_quo_level(issue)),
            *(words.level(case, issue, one.levels[issue]) for one in chosen),
        )
        for issue in chosen[0].levels
    ]
    rows.append(("suits all who sign, draws", "", *(percent(one.share) for one in chosen)))
    rows.append(("risk: fails on", "", *(_risks(case, one) for one in chosen)))
    if any(one.answers for one in chosen):
        rows.append(("likeliest answer from outside", "", *(_answer(case, one) for one in chosen)))
    return Table(("", "now", *(f"package {place}" for place in range(1, len(chosen) + 1))), tuple(rows))


def _risks(case: Case, one: Package) -> str:
    return (
        "; ".join(f"{requirement_words(case, name)} ({percent(share)})" for name, share in one.fails[:3]) or "nothing"
    )


def _answer(case: Case, one: Package) -> str:
    return "; or ".join(f"{words.levels(case, answer)} ({percent(chance)})" for answer, chance in one.answers[:1])


def _absent(r: Results) -> Iterator[Section]:
    """Say how each party that is not in the room answers, scenario by scenario and as the forecast has it."""
    for one in absent_sections(r.case, r.brief):
        yield Section(one.heading, (*one.blocks, *_answers(r, one.key)), one.key)


def _answers(r: Results, section_key: str) -> Iterator[Block]:
    if r.forecast is None:
        return
    for key, party in r.case.parties.items():
        own = [issue for issue, entry in r.case.issues.items() if key in entry.control]
        if not party.at_table and section_key == f"absent {key}":
            told_ = "; ".join(
                f"{r.case.issue_name(issue)}: "
                + ", ".join(
                    f"{band.text} {told(one.probability, r.scale)}"
                    for band, one in shares_by_band(r.case, r.forecast, issue).items()
                )
                for issue in own
            )
            yield f"In the forecast, {told_}."


def _changes(r: Results) -> Iterator[Block]:
    lines: list[str] = []
    if r.flips is not None:
        lines += [robustness_words(r.case, one) for one in r.flips.robustness[:1]]
        for one in [flip for flip in r.flips.flips if flip.low and flip.move > flip.noise][:CHANGES]:
            name = headline_words(r.case, one.headline)
            lines.append(
                f"{sentence(input_words(r.case, one.address))}: {name} {percent(one.at_low)} at {one.low}, "
                f"{percent(one.at_high)} at {one.high}."
            )
    if lines:
        yield Bullets(tuple(lines))
    else:
        yield from hinge_blocks(r.case, r.brief)


def _watch(r: Results) -> Iterator[Block]:
    lines = tuple(watch_lines(r))
    if lines:
        yield Bullets(lines)


def _rests_on(r: Results) -> Iterator[Block]:
    bases = r.brief.bases
    total = sum(bases.values())
    parts = []
    if total:
        parts.append(
            f"Of {counted(total, 'preference')}, with a source: {bases['sourced']}; on analyst assumption alone: "
            f"{bases['assumed']}; without a basis: {bases['without']}."
        )
    if r.claims:
        graded = sum(one.source_grade in "AB" and one.information_grade in "12" for one in r.claims.values())
        unnamed = sum(one.anonymous for one in r.claims.values())
        parts.append(
            f"The record holds {counted(len(r.claims), 'claim')}: {graded} graded A or B for the source and 1 or 2 for "
            f"the information, {unnamed} from unnamed sources."
        )
    if r.case.not_in_source:
        count = counted(len(r.case.not_in_source), "matter")
        parts.append(f"{count} known to be missing from the sources: see the annex on assumptions.")
    if parts:
        yield sentence(" ".join(parts))
    yield from (misaligned_sentence(r.case, one) for one in r.brief.misaligned)
    yield from r.notes
