"""Which packages are deals, and what stands in the way, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.engines.deals.zone import DealsRecord, Package
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.unilateral import alone_blocks
from winset.present.words import words
from winset.present.words.amounts import level_shares, looked_at
from winset.present.words.computed import computed_from
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import average, requirement_words, spread_words
from winset.present.words.packages import failing_words, letter, lettered
from winset.present.words.prose import counted, joined, sentence
from winset.present.words.runs import joined_by
from winset.present.words.subjects import short_name

SHOWN = 10
SAME = 0.05
PIVOTAL = 3
"""Equally pivotal requirements that are named before they are counted."""
SAME_MEAN = 1e-9
"""Requirements are equally pivotal when without them as many packages more are deals, but for rounding of the mean."""


def deals_document(case: Case, record: DealsRecord) -> Document:
    """Write which packages are deals, and what stands in the way."""
    drawn = record.settings["draws"] > 0
    sections = [
        Section("The zone of possible agreement", tuple(_zone(case, record, drawn)), "zone"),
        Section("Win-sets", tuple(_win_sets(case, record, drawn)), "win-sets"),
        Section("What stands in the way", tuple(_obstacles(case, record)), "obstacles"),
        Section("Levels", tuple(_levels(case, record))),
        Section("Packages", tuple(_packages(case, record, drawn)), "packages"),
        Section("What each can do alone", tuple(_alone(case, record))),
        Section("How this was computed", tuple(_deals_method(case, record)), "method"),
    ]
    return Document(case.title, "", tuple(section for section in sections if section.blocks))


def _zone(case: Case, record: DealsRecord, drawn: bool) -> Iterator[Block]:
    deals = spread_words(record.zone, drawn)
    are, them = ("is a deal", "it") if deals == "1" else ("are deals", "them")
    yield (
        f"Of {counted(record.packages, 'possible agreement')}, {deals} {are}: those whose signature the talks need "
        f"find {them} no worse than no deal, no real condition forbids {them}, and the homes accept {them}."
    )
    if 0 < record.empty < 1:
        yield f"In {percent(record.empty)} of the draws no package is a deal."
    if record.conflict:
        listed = joined_by("; ", (requirement_words(case, name) for name in record.conflict))
        why = "In conflict, and no fewer are" if len(record.conflict) > 1 else "One requirement alone rules all out"
        yield f"With everything as most likely there is none. {why}: {listed}."
    if record.linkage and record.linkage.together:
        yield (
            f"Settled together the issues allow {counted(record.linkage.together, 'deal')}; settled one by one, each "
            f"change acceptable by itself, {counted(record.linkage.one_by_one, 'deal')} (most likely values)."
        )
    yield from record.notes


def _win_sets(case: Case, record: DealsRecord, drawn: bool) -> Iterator[Block]:
    rows = []
    for one in record.win_sets:
        name = case.party_name(one.party) + (f" ({one.profile})" if one.profile else "")
        fixed = bool(one.profile)
        rows.append((name, *(spread_words(size, drawn and not fixed) for size in (one.size, one.overlap))))
    if rows:
        yield Table(("party", "packages it and its homes accept", "of these, deals"), tuple(rows))


def _obstacles(case: Case, record: DealsRecord) -> Iterator[Block]:
    rows = [
        (requirement_words(case, one.requirement), percent(one.fails), average(one.opens))
        for one in record.obstacles
        if one.fails
    ]
    if rows:
        most = record.obstacles[0].opens
        pivotal = [one for one in record.obstacles if most - one.opens <= SAME_MEAN]
        first = [requirement_words(case, one.requirement) for one in pivotal[:PIVOTAL]]
        named = joined_by("; ", [*first, *([f"{len(pivotal) - PIVOTAL} more"] if len(pivotal) > PIVOTAL else [])])
        yield f"Pivotal: {named}." if most else "No requirement alone is pivotal."
        yield Table(("requirement", "packages that fail it", "further deals without it"), tuple(rows))


def _levels(case: Case, record: DealsRecord) -> Iterator[Block]:
    blocked, middle = [], []
    for issue, shares in level_shares(case, record).items():
        ends = {case.levels[issue][0], case.levels[issue][-1]}
        never = [band.text for band, share in shares.items() if share == 0 and not band.now]
        between = [
            f"{band.text} ({percent(share)})"
            for band, share in shares.items()
            if share and not {band.first, band.last} & ends
        ]
        blocked += [f"{short_name(case, issue)}: {', '.join(never)}."] if never else []
        middle += [f"{short_name(case, issue)}: {', '.join(between)}."] if between else []
    if blocked:
        yield "No deal contains:"
        yield Bullets(tuple(blocked))
    if middle:
        yield "Levels between the extremes, and by how much the zone shrinks without them:"
        yield Bullets(tuple(middle))


def _packages(case: Case, record: DealsRecord, drawn: bool) -> Iterator[Block]:
    shown = shown_first(record.listed, SHOWN)
    for place, (one, told) in enumerate(zip(shown, lettered(case, [one.levels for one in shown]), strict=True)):
        marks = [*map(solution_name, one.solutions), *(["efficient"] if one.efficient else [])]
        share = f"A deal in {percent(one.share)} of draws. " if drawn else ""
        yield f"{letter(place)}: {told} {share}{sentence(joined(marks)) + '.' if marks else ''}".rstrip()
        lines = tuple(_package_lines(case, one))
        if lines:
            yield Bullets(lines)
    if len(record.listed) > len(shown):
        yield f"{counted(len(record.listed) - len(shown), 'package')} more with --json."


def _package_lines(case: Case, one: Package) -> Iterator[str]:
    gains = "; ".join(f"{case.party_name(party)} {gain:+.1f}" for party, gain in one.gains.items())
    yield f"gain over no deal, own points: {gains}"
    if any(abs(one.over_today[party] - gain) > SAME for party, gain in one.gains.items()):
        today = "; ".join(f"{case.party_name(party)} {gain:+.1f}" for party, gain in one.over_today.items())
        yield f"against everything staying as it is today: {today}"
    if one.in_force is not None and one.in_force < 1:
        refusing = [
            f"refused by {words.the_party(case, party)} {percent(p)}" for party, p in one.refused_by.items() if p
        ]
        yield f"comes into force, once agreed: {percent(one.in_force)}" + (f" ({joined(refusing)})" if refusing else "")
    if one.fails:
        yield f"fails where: {failing_words(case, one.fails, 3)}"
    if one.answers:
        told_ = "; ".join(f"{words.levels(case, answer)} ({percent(chance)})" for answer, chance in one.answers[:2])
        yield f"likeliest answers: {told_}"


def _alone(case: Case, record: DealsRecord) -> Iterator[Block]:
    """What each party can do by itself, and who would rather it did not."""
    if any(record.alone.values()):
        yield "From today, by one move of its own; no agreement, so none of it counts among the packages:"
        yield from alone_blocks(case, record.alone)


def _deals_method(case: Case, record: DealsRecord) -> Iterator[Block]:
    solved = [
        (name, text) for name, text in record.definitions.items() if any(name in one.solutions for one in record.listed)
    ]
    if solved:
        yield "Solution points, at the most likely values and among deals:"
        yield Bullets(
            tuple(f"{solution_name(name)}: {text}{_tie(record.attained.get(name, 1))}" for name, text in solved)
        )
    if record.frontier:
        exact = "exactly" if record.exact else "to a trillionth of each party's scale, expected answers included"
        verb = "is" if record.frontier == 1 else "are"
        yield f"{counted(record.frontier, 'deal')} {verb} efficient, compared {exact}."
    if looked_at(case):
        yield looked_at(case)
    draws = record.settings["draws"]
    yield (f"{draws:,} draws of the ranges. " if draws else "") + computed_from(record)


def shown_first(listed: Sequence[Package], count: int) -> list[Package]:
    """Give the packages listed first, and of the others the first of every solution point not yet among them."""
    shown, told = list(listed[:count]), {name for one in listed[:count] for name in one.solutions}
    for one in listed[count:]:
        if not told.issuperset(one.solutions):
            shown.append(one)
            told.update(one.solutions)
    return shown


def solution_name(name: str) -> str:
    """Write the name of a solution point; those of people have capitals."""
    return {"nash": "Nash", "kalai-smorodinsky": "Kalai-Smorodinsky"}.get(name, name)


def _tie(count: int) -> str:
    return f"; a tie of {count} packages" if count > 1 else ""
