"""Which packages are deals, and what stands in the way, as a document."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.deals.zone import DealsRecord, Package
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.unilateral import alone_blocks
from winset.present.words import words
from winset.present.words.amounts import level_shares, looked_at
from winset.present.words.computed import computed_from
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import NOTHING_TO_SIGN, average, requirement_words, signed, spread_words
from winset.present.words.packages import failing, letter, lettered
from winset.present.words.prose import counted, joined, sentence
from winset.present.words.runs import joined_by

SHOWN = 10
SAME = 0.05
ANSWERS = 2
"""Of each package's answers so many are told."""
PIVOTAL = 3
"""Equally pivotal requirements that are named before they are counted."""
SAME_MEAN = 1e-9
"""Requirements are equally pivotal when without them as many packages more are deals, but for rounding of the mean."""


def deals_document(case: Case, record: DealsRecord) -> Document:
    """Write which packages are deals, and what stands in the way."""
    drawn = record.settings["draws"] > 0
    signed_by_several = [
        Section("The zone of possible agreement", tuple(_zone(case, record, drawn)), "zone"),
        Section("Win-sets", tuple(_win_sets(case, record, drawn)), "win-sets"),
        Section("What stands in the way", tuple(_obstacles(case, record)), "obstacles"),
        Section("Levels", tuple(_levels(case, record))),
        Section("Packages", tuple(_packages(case, record, drawn)), "packages"),
    ]
    none = [Section("The zone of possible agreement", (NOTHING_TO_SIGN, *record.notes), "zone")]
    sections = [
        *(signed_by_several if record.packages else none),
        Section("What each can do alone", tuple(_alone(case, record))),
        Section("How this was computed", tuple(_deals_method(case, record)), "method"),
    ]
    return Document(case.title, "", tuple(section for section in sections if section.blocks))


def _zone(case: Case, record: DealsRecord, drawn: bool) -> Iterator[Block]:
    deals = spread_words(record.zone, drawn)
    are = "is a deal" if deals == "1" else "are deals"
    yield f"Of {counted(record.packages, 'possible agreement')}, {deals} {are}."
    yield (
        "A deal is what those whose signature the talks need find no worse than no deal, what no real condition "
        "forbids, and what the homes accept."
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
        name = case.party_name(one.party) + (f" ({case.profile_name(one.party, one.profile)})" if one.profile else "")
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
    blocked: list[str] = []
    middle: list[tuple[str, ...]] = []
    for issue, shares in level_shares(case, record).items():
        ends = {case.levels[issue][0], case.levels[issue][-1]}
        never = [band.text for band, share in shares.items() if share == 0 and not band.now]
        blocked += [f"{short_name(case, issue)}: {', '.join(never)}."] if never else []
        middle += [
            (short_name(case, issue), band.text, percent(share))
            for band, share in shares.items()
            if share and not {band.first, band.last} & ends
        ]
    if blocked:
        yield "No deal contains:"
        yield Bullets(tuple(blocked))
    if middle:
        yield Table(("issue", "level between the extremes", "the zone shrinks without it by"), tuple(middle))


def _packages(case: Case, record: DealsRecord, drawn: bool) -> Iterator[Block]:
    """Tell the packages one below another; what they have in common is told once, in tables with a column for each."""
    shown = shown_first(record.listed, SHOWN)
    if shown:
        yield Bullets(tuple(_listed(case, shown)))
        yield _worth(case, shown, drawn)
        yield (
            "Gains: each party's own points over no deal; in brackets, where they differ, over everything staying as "
            "it is today."
        )
    fails = [dict(failing(case, one.fails, len(one.fails))) for one in shown]
    answers = [{words.levels(case, answer): chance for answer, chance in one.answers} for one in shown]
    likeliest = [{words.levels(case, answer) for answer, _ in one.answers[:ANSWERS]} for one in shown]
    refused = [
        {words.the_party(case, party): share for party, share in one.refused_by.items() if share} for one in shown
    ]
    yield from _side_by_side("Fails where, in so many of the draws:", fails)
    yield from _side_by_side("Refused, once agreed, by:", refused)
    yield from _side_by_side("Likeliest answers:", [_only(each, set[str]().union(*likeliest)) for each in answers])
    if len(record.listed) > len(shown):
        yield f"{counted(len(record.listed) - len(shown), 'package')} more with --json."


def _listed(case: Case, shown: Sequence[Package]) -> Iterator[str]:
    for place, (one, told) in enumerate(zip(shown, lettered(case, [one.levels for one in shown]), strict=True)):
        points = sentence(joined(map(solution_name, one.solutions)))
        yield f"{letter(place)}: {told} {f'{points}.' if points else ''}".rstrip()


def _worth(case: Case, shown: Sequence[Package], drawn: bool) -> Table:
    """Set beside each other how often packages are deals, what comes of them, and what each party gains."""
    forced = any(one.in_force is not None and one.in_force < 1 for one in shown)
    header = ["package", *(["a deal in"] if drawn else []), *(["in force, once agreed"] if forced else [])]
    header += [*(case.party_name(party) for party in shown[0].gains), "efficient"]
    rows = []
    for place, one in enumerate(shown):
        row = [letter(place), *([percent(one.share)] if drawn else [])]
        row += ["" if one.in_force is None else percent(one.in_force)] if forced else []
        rows.append((*row, *_gains(one), "yes" if one.efficient else "no"))
    return Table(tuple(header), tuple(rows))


def _gains(one: Package) -> Iterator[str]:
    differs = any(abs(one.over_today[party] - gain) > SAME for party, gain in one.gains.items())
    for party, gain in one.gains.items():
        yield f"{signed(gain)}{f' ({signed(one.over_today[party])})' if differs else ''}"


def _cell(share: float) -> str:
    """Write a share so that a narrow column holds it."""
    return percent(share).replace("under ", "<").replace("over ", ">") if share else ""


def _only(each: Mapping[str, float], kept: Collection[str]) -> dict[str, float]:
    return {told: share for told, share in each.items() if told in kept}


def _side_by_side(what: str, packages: Sequence[Mapping[str, float]]) -> Iterator[Block]:
    """Tell each thing once, with its share in every package; those that weigh most in one of them first."""
    most: dict[str, float] = {}
    for one in packages:
        for told, share in one.items():
            most[told] = max(share, most.get(told, 0))
    kept = sorted(most, key=lambda told: -most[told])[:SHOWN]
    if kept:
        rows = [(told, *(_cell(one.get(told, 0)) for one in packages)) for told in kept]
        yield what
        yield Table(("", *map(letter, range(len(packages)))), tuple(rows))
    if len(most) > len(kept):
        yield f"{len(most) - len(kept)} more with --json."


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
