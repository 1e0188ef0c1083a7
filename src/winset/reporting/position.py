"""Position, reason and motive of every party, and the red lines: sheets in a form known to frontline negotiators."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.claims import Claim
from winset.engines.talks.homes import homes_of
from winset.present.documents.document import Bullets, Table
from winset.present.words import quorum, words
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import package_words, requirement_words
from winset.present.words.packages import failing_words
from winset.present.words.points import points_about, worth
from winset.present.words.prose import joined, sentence
from winset.present.words.runs import phrase
from winset.reporting.front import range_words
from winset.reporting.results import Results
from winset.reporting.tree import Block, ReportSection, section

ACTS = ("demand", "offer", "refusal", "threat", "condition", "concession")
MOTIVES = 6
PACKAGES = 6
EVEN = 0.5


def iceberg_sections(r: Results) -> Iterator[ReportSection]:
    """Set what each party asks for, what it reportedly prefers, and what seems to be at stake, one under the other."""
    yield ReportSection("", ("From what is seen down to what is not: each line with what it rests on.",))
    for key in r.case.parties:
        rows = [("Position", text, basis) for text, basis in positions(r, key)]
        rows += [("Reason", text, basis) for text, basis in _reasons(r.case, key)]
        rows += [("Motive", text, basis) for text, basis in _motives(r.case, key)]
        known = {layer for layer, _, _ in rows}
        rows += [(layer, "nothing on record", "") for layer in ("Position", "Reason", "Motive") if layer not in known]
        rows.sort(key=lambda row: ("Position", "Reason", "Motive").index(row[0]))
        yield ReportSection(r.case.party_name(key), (Table(("layer", "what", "rests on"), tuple(rows)),))
    yield ReportSection(
        "How to read this",
        (
            "Position: what the party has declared, asked for or refused. Reason: what it reportedly prefers, the "
            "first outranking all below. Motive: what seems to be at stake for it, the largest points of its own "
            "scale first, and the homes it answers to.",
        ),
    )


def positions(r: Results, party: str) -> Iterator[tuple[str, str]]:
    """Give the declared positions of a party, and its acts on record."""
    told = set()
    for key, one in r.rows["stances"].items():
        if one["party"] == party:
            told.add(one["claim"])
            yield one["position"], ", ".join(filter(None, (key, one["claim"], one["date"])))
    for key, claim in r.claims.items():
        if claim.actor == party and claim.speech_act in ACTS and claim.accepted and key not in told:
            yield f"{claim.speech_act}: {claim.content}", _cited(key, claim)


def _cited(key: str, claim: Claim) -> str:
    return ", ".join(filter(None, (key, claim.voice, claim.reference, claim.grade)))


def _reasons(case: Case, party: str) -> Iterator[tuple[str, str]]:
    for one in case.preferences.get(party, ()):
        yield words.condition(case, one.prefer), words.basis(one)
    if party in case.ranking and case.ranking[party].best_first:
        yield f"ranks outcome {_first(case, party)} first", words.basis(case.ranking[party])


def _first(case: Case, party: str) -> str:
    best = case.ranking[party].best_first[0]
    return best if isinstance(best, str) else joined(best)


def _motives(case: Case, party: str) -> Iterator[tuple[str, str]]:
    values = sorted(case.values.get(party, ()), key=lambda one: -abs(one.most))
    for one in values[:MOTIVES]:
        end, (low, mode, high) = max(one.ranges.items(), key=lambda item: abs(item[1][1]))
        whose = "" if one.stake == "party" else f", {one.stake}"
        text = f"{points_about(case, one, end)}: {worth(mode)} points of its own ({worth(low)} to {worth(high)}){whose}"
        yield text, words.basis(one)
    if homes := homes_of(case, party):
        yield f"answers at home to {joined(homes)}", words.basis(case.parties[party])


def red_line_sections(r: Results) -> Iterator[ReportSection]:
    """List what each party reportedly cannot trade away, and which packages would cross it."""
    yield from section("Red lines", _red_lines(r))
    yield from section("Which packages cross them", _crossed(r))
    yield from section("First preferences", _first_preferences(r.case))


def _red_lines(r: Results) -> Iterator[Block]:
    rows = []
    for one in r.case.conditions.values():
        held, unless = words.condition(r.case, one.withholds), words.condition(r.case, one.unless)
        text = f"condition: would not have it that {held}, unless {unless}"
        chance = range_words(*map(float, one.probability))
        rows.append((r.case.party_name(one.party), text, f"real: {chance}", words.basis(one)))
    for entry in r.case.ratification:
        for level, chances in entry.chances.items():
            if chances[1] < EVEN:
                text = f"{entry.home}: {words.levels(r.case, {entry.issue: level})}"
                accepted = f"accepted: {range_words(*map(float, chances))}"
                rows.append((r.case.party_name(entry.party), text, accepted, words.basis(entry)))
    if rows:
        yield Table(("party", "red line", "chance", "rests on"), tuple(rows))
        yield "Conditions are not weighed against points: a package that fails a real one is no deal."
    else:
        yield "The case states no condition that cannot be traded, and no home that would sooner refuse than accept."


def _crossed(r: Results) -> Iterator[Block]:
    if r.deals is None:
        return
    rows = [
        (
            package_words(r.case, one.levels),
            percent(one.share),
            failing_words(r.case, one.fails, len(one.fails)) or "none",
        )
        for one in r.deals.listed[:PACKAGES]
    ]
    if rows:
        yield Table(("package", f"{quorum.suits_short(r.case)} in", "crosses, draws"), tuple(rows))
    lines = [
        f"{sentence(requirement_words(r.case, one.requirement))}: fails in "
        f"{percent(one.fails)} of all packages that could be agreed."
        for one in r.deals.obstacles
        if one.fails and one.kind != "party"
    ]
    if lines:
        yield Bullets(tuple(lines))


def _first_preferences(case: Case) -> Iterator[Block]:
    lines = [
        phrase("{}: {} ({})", case.party_name(key), words.condition(case, found[0].prefer), words.basis(found[0]))
        for key, found in case.preferences.items()
        if found
    ]
    if lines:
        yield "What each party reportedly ranks before everything else:"
        yield Bullets(tuple(lines))
