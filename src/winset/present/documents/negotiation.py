"""Deals, forecasts, flips and what-ifs as documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from winset.case.model import Case
from winset.engines.brief import BriefRecord
from winset.engines.deals.zone import DealsRecord, Package
from winset.engines.forecast.flips import Flip, FlipsRecord
from winset.engines.forecast.forecast import ForecastRecord, Share
from winset.engines.forecast.robustness import CLAIMS, Robustness
from winset.engines.forecast.what_if import WhatIfRecord
from winset.engines.records import Record
from winset.engines.talks.paired import IN_FORCE, Difference
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.unilateral import alone_blocks
from winset.present.words import words
from winset.present.words.amounts import level_shares, looked_at, shares_by_band
from winset.present.words.likelihood import DEFAULT, explained, percent, told
from winset.present.words.negotiation import (
    ASSUMED,
    failing_words,
    headline_in_prose,
    headline_words,
    input_words,
    package_words,
    requirement_words,
    spread_words,
)
from winset.present.words.runs import compose, phrase, refer
from winset.present.words.words import counted, joined, sentence

SHOWN = 10
SAME = 0.05
FLIPS_HINT = "What would change the answer: winset flips."
EVENTS = {
    "no-zone": "no package that all would sign",
    "talks-failed": "the talks fail although there is one",
    "agreed": "agreed at the table within the mandates",
    "ad-referendum": "agreed at the table subject to the capitals",
    "unconfirmed": "not confirmed by a capital",
    "rejected": "rejected at home",
    "refused": "refused by an absent party",
    "too-late": "too late: what a deadline brought made it impossible",
    "in-force": "an agreement in force",
}

_WORTH_SAYING = 0.005


def _footer(record: Record) -> str:
    seed = f", seed {record.seed}" if record.seed is not None else ""
    return f"Case {record.case.hash[:12]}, {record.method}{seed}, winset {record.versions['winset']}."


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
    yield (
        f"Of {counted(record.packages, 'possible agreement')}, {deals} are deals: those whose "
        "signature the talks need find them no worse than no deal, no real condition forbids them, and the homes "
        "accept them."
    )
    if 0 < record.empty < 1:
        yield f"In {percent(record.empty)} of the draws no package is a deal."
    if record.conflict:
        listed = joined(requirement_words(case, name) for name in record.conflict)
        yield f"With everything as most likely there is none. The smallest set of requirements in conflict: {listed}."
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
        (requirement_words(case, one.requirement), percent(one.fails), f"{one.opens:,.0f}")
        for one in record.obstacles
        if one.fails
    ]
    if rows:
        pivotal = record.obstacles[0]
        named = requirement_words(case, pivotal.requirement)
        yield f"Pivotal: {named}." if pivotal.opens else "No requirement alone is pivotal."
        yield Table(("requirement", "packages that fail it", "deals more without it"), tuple(rows))


def _levels(case: Case, record: DealsRecord) -> Iterator[Block]:
    blocked = [
        f"{case.issue_name(issue)}: {band.text}"
        for issue, shares in level_shares(case, record).items()
        for band, share in shares.items()
        if share == 0 and not band.now
    ]
    if blocked:
        yield f"In no deal: {'; '.join(blocked)}."
    middle = [
        f"{case.issue_name(issue)}: {band.text} ({percent(share)})"
        for issue, shares in level_shares(case, record).items()
        for band, share in shares.items()
        if share and not {band.first, band.last} & {case.levels[issue][0], case.levels[issue][-1]}
    ]
    if middle:
        yield f"Levels between the extremes, and by how much the zone shrinks without them: {'; '.join(middle)}."


def _packages(case: Case, record: DealsRecord, drawn: bool) -> Iterator[Block]:
    for one in record.listed[:SHOWN]:
        marks = [*one.solutions, *(["efficient"] if one.efficient else [])]
        share = f"A deal in {percent(one.share)} of draws. " if drawn else ""
        yield f"{sentence(package_words(case, one.levels))}. {share}{sentence(joined(marks)) + '.' if marks else ''}"
        lines = tuple(_package_lines(case, one))
        if lines:
            yield Bullets(lines)
    if len(record.listed) > SHOWN:
        yield f"{counted(len(record.listed) - SHOWN, 'package')} more with --json."


def _package_lines(case: Case, one: Package) -> Iterator[str]:
    gains = "; ".join(f"{case.party_name(party)} {gain:+.1f}" for party, gain in one.gains.items())
    yield f"gain over no deal, own points: {gains}"
    if any(abs(one.over_today[party] - gain) > SAME for party, gain in one.gains.items()):
        today = "; ".join(f"{case.party_name(party)} {gain:+.1f}" for party, gain in one.over_today.items())
        yield f"against everything staying as it is today: {today}"
    if one.in_force is not None and one.in_force < 1:
        refusing = [f"refused by {case.party_name(party)} {percent(p)}" for party, p in one.refused_by.items() if p]
        yield f"comes into force, once agreed: {percent(one.in_force)}" + (f" ({joined(refusing)})" if refusing else "")
    if one.fails:
        yield f"fails in some draws: {failing_words(case, one.fails[:3])}"
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
        yield Bullets(tuple(f"{name}: {text}{_tie(record.attained.get(name, 1))}" for name, text in solved))
    if record.frontier:
        exact = "exactly" if record.exact else "to a trillionth of each party's scale, expected answers included"
        verb = "is" if record.frontier == 1 else "are"
        yield f"{counted(record.frontier, 'deal')} {verb} efficient, compared {exact}."
    if looked_at(case):
        yield looked_at(case)
    draws = record.settings["draws"]
    yield (f"{draws:,} draws of the ranges. " if draws else "") + _footer(record)


def _tie(count: int) -> str:
    return f"; a tie of {count} packages" if count > 1 else ""


def forecast_document(case: Case, record: ForecastRecord, scale: str = DEFAULT) -> Document:
    """Write a forecast."""
    sections = [
        Section("How it may end", tuple(_scenarios(case, record, scale)), "scenarios"),
        Section("The talks", (_events(case, record, scale),)),
        Section("Issue by issue", (_issues(case, record, scale),)),
        Section("Questions", tuple(_questions(case, record, scale))),
        Section("Over time", tuple(_moments(case, record)), "time"),
        Section("How this was computed", tuple(_forecast_method(case, record, scale)), "method"),
    ]
    return Document(case.title, case.summary, tuple(section for section in sections if section.blocks))


def _row(name: str, share: Share, scale: str) -> tuple[str, str, str]:
    return name, told(share.probability, scale), f"{100 * share.low:.1f} to {100 * share.high:.1f}"


def _scenarios(case: Case, record: ForecastRecord, scale: str) -> Iterator[Block]:
    alone = {key: percent(share.probability) for key, share in record.by_assumption.items()}
    rows = [
        (*_row(case.scenario_name(key), share, scale), alone.get(key, "")) for key, share in record.scenarios.items()
    ]
    rows.append((*_row("outside these scenarios", record.outside, scale), ""))
    rows.append(("other: not modelled", told(record.other, scale), "stated in the case", percent(record.other)))
    rows.append((*_row("an agreement in force", record.events["in-force"], scale), alone.get(IN_FORCE, "")))
    head = ("scenario", "probability", "simulation interval, %")
    if alone:
        yield Table((*head, "by assumptions alone"), tuple(rows))
        yield ASSUMED
    else:
        yield Table(head, tuple(row[:3] for row in rows))
        yield (
            "There are too many packages to list: those that can be agreed on were found block by block, every draw "
            "ending as with all of them. How many packages are deals, and what the assumptions alone would give, was "
            "not counted."
        )
    yield "Packages most often in force at the end:"
    yield Bullets(
        tuple(f"{package_words(case, levels)}: {percent(share.probability)}" for levels, share in record.packages)
    )
    if record.tied >= _WORTH_SAYING:
        yield (
            f"A tie: in {percent(record.tied)} of the draws several packages were equally good at the table, and each "
            "was picked with the same chance."
        )


def _events(case: Case, record: ForecastRecord, scale: str) -> Block:
    rows = []
    for key, text in EVENTS.items():
        if record.events[key].probability:
            rows.append(_row(text, record.events[key], scale))
        if key == "refused" and len([share for share in record.refused_by.values() if share.probability]) > 1:
            rows += [
                _row(f"of these, {case.party_name(party)} alone could have let it stand", share, scale)
                for party, share in record.refused_by.items()
                if share.probability
            ]
    return Table(("what becomes of the talks", "probability", "simulation interval, %"), tuple(rows))


def _issues(case: Case, record: ForecastRecord, scale: str) -> Block:
    rows = []
    for issue in record.levels:
        for band, share in shares_by_band(case, record, issue).items():
            now = " (now)" if band.now else ""
            rows.append((case.issue_name(issue), f"{band.text}{now}", told(share.probability, scale)))
    return Table(("issue", "level", "probability"), tuple(rows))


def _questions(case: Case, record: ForecastRecord, scale: str) -> Iterator[Block]:
    rows = [
        (question.text, question.by, told(record.questions[key].probability, scale), question.answer or "open")
        for key, question in case.questions.items()
        if key in record.questions
    ]
    if rows:
        yield f"Answered {record.settings['questions']}."
        yield Table(("question", "by", "yes", "answer"), tuple(rows))


def _moments(case: Case, record: ForecastRecord) -> Iterator[Block]:
    if len(record.moments) > 1:
        names = [case.scenario_name(key) for key in record.scenarios]
        rows = [
            (f"{one.day:g}", percent(one.in_force), *(percent(one.scenarios[key]) for key in record.scenarios))
            for one in record.moments
        ]
        yield Table(("days from now", "agreement in force", *names), tuple(rows))


def _forecast_method(case: Case, record: ForecastRecord, scale: str) -> Iterator[Block]:
    if case.note:
        yield f"Caution: {case.note}"
    stopped = " The run was stopped early: partial result." if record.partial else ""
    yield f"{counted(record.draws, 'draw')} of the ranges in the case.{stopped} {_footer(record)}"
    if looked_at(case):
        yield looked_at(case)
    yield "The interval says how well the simulation is resolved, nothing about the ranges themselves."
    yield refer(FLIPS_HINT, "flips")
    yield explained(scale)


def flips_document(case: Case, record: FlipsRecord) -> Document:
    """Write what would change the answer."""
    top = record.flips[:SHOWN]
    sections = [
        Section("What would change the answer", (Bullets(tuple(_flip(case, one) for one in top)),), "largest"),
        Section("As a table", (_tornado(case, record),), "table"),
        Section("What leaving something out would do", tuple(_left_out(case, record))),
        Section("Together", tuple(_pairs(case, record))),
        Section(
            "How firm the headlines are", (Bullets(tuple(robustness_words(case, one) for one in record.robustness)),)
        ),
        Section("Which statements decide what can hold", tuple(_hinges(case, record))),
        Section(
            "How this was computed",
            (
                f"Every input set for certain at several places of its range ({record.settings['looked at']}), all "
                "others drawn as before with the same random numbers; "
                f"{counted(record.settings['draws'], 'draw')} each, their difference added to what "
                f"{counted(record.settings['as it stands'], 'draw')} of the case as it stands say. "
                "What comes and goes between two neighbouring places is not seen. The share is the part of the "
                "headline's variance that the input alone accounts for (first-order Sobol index). " + _footer(record),
                *record.notes,
            ),
        ),
    ]
    return Document(case.title, "", tuple(section for section in sections if section.blocks))


def _flip(case: Case, one: Flip) -> str:
    name = headline_words(case, one.headline)
    if not one.low:
        return (
            f"{sentence(input_words(case, one.address))}: {name} {percent(one.at_low)} instead of {percent(one.base)}."
        )
    return (
        f"{sentence(input_words(case, one.address))} at {one.low}: {name} {percent(one.at_low)}; "
        f"at {one.high}: {percent(one.at_high)} (as it stands {percent(one.base)})."
    )


def _left_out(case: Case, record: FlipsRecord) -> Iterator[Block]:
    moved = [one for one in record.left_out if one.move > one.noise]
    if moved:
        yield Bullets(tuple(_flip(case, one) for one in moved[:SHOWN]))
    elif record.left_out:
        yield "Nothing moves beyond noise."
    if record.not_left_out:
        for why in dict.fromkeys(record.not_left_out.values()):
            names = joined(case.issue_name(key) for key, one in record.not_left_out.items() if one == why)
            yield f"Not tried, for the rest would be no case: {names} ({why})."


def _tornado(case: Case, record: FlipsRecord) -> Table:
    rows = [
        (
            one.address,
            headline_words(case, one.headline),
            percent(one.at_low),
            percent(one.base),
            percent(one.at_high),
            "within noise" if one.move <= one.noise else "",
            "" if one.share != one.share else percent(one.share),
        )
        for one in record.flips[: 2 * SHOWN]
    ]
    return Table(("input", "moves", "low", "base", "high", "", "share"), tuple(rows))


def _pairs(case: Case, record: FlipsRecord) -> Iterator[Block]:
    lines = [
        f"{input_words(case, one.addresses[0])} and {input_words(case, one.addresses[1])}: "
        f"{headline_words(case, one.headline)} from {percent(min(one.corners))} to {percent(max(one.corners))}; the "
        f"effect of one changes by {abs(100 * one.interaction):.0f} points with the other"
        for one in record.pairs[:3]
        if abs(one.interaction) >= 0.005
    ]
    if lines:
        yield Bullets(tuple(lines))


def robustness_words(case: Case, one: Robustness) -> str:
    """Tell whether a headline is robust, with the smallest change that overturns it."""
    if one.level:
        if len(one.level) > 1:
            named = joined(words.scenario(case, key) for key in one.level)
            return compose(sentence(named), ": a tie; equally good packages lead to them, so none is the likeliest.")
        name = sentence(headline_words(case, one.level[0]))
        return compose(name, ": about as likely as not, by a tie of equally good packages.")
    text = sentence(phrase("{} is {}", headline_in_prose(case, one.about), CLAIMS[one.claimed]))
    if one.robust:
        told = "{}: robust; no single input overturns it at any place within its range that was looked at."
        return phrase(told, text)
    about = input_words(case, one.address)
    value, mode, stands = (refer(told, "input", one.address) for told in (one.value, one.mode, one.stands))
    if not one.stands:
        return phrase("{}: not robust; {} held at its most likely value {} overturns it.", text, about, mode)
    told = "{}: not robust; {} at {} instead of {} overturns it (at {} it still stands)."
    return phrase(told, text, about, value, mode, stands)


def _hinges(case: Case, record: FlipsRecord) -> Iterator[Block]:
    change = {"without": "left out", "below": "one place lower", "opposite": "reversed"}
    lines = [
        f"{words.statement_reference(case, one.party, one.position - 1)}, {change[one.change]}: "
        f"{words.scenario(case, one.scenario)} {'can' if one.holds else 'no longer can'} hold"
        for one in record.hinges[:SHOWN]
    ]
    if lines:
        yield Bullets(tuple(lines))


def what_if_document(
    case: Case, other: Case, record: WhatIfRecord, briefs: tuple[BriefRecord, BriefRecord] | None = None
) -> Document:
    """Write what a change does; with the briefs of both versions, their bottom lines side by side."""
    changed = [one for one in record.differences if one.beyond_noise and percent(one.before) != percent(one.after)]
    lines = [_difference(case, one) for one in changed[:SHOWN]] or ["Nothing moves beyond noise."]
    if f"{record.zone[0]:.1f}" != f"{record.zone[1]:.1f}":
        lines.append(f"On average {record.zone[1]:.1f} packages are deals instead of {record.zone[0]:.1f}.")
    for issue, level in record.removed:
        before, after = record.zone
        shrunk = (
            f"the zone changes by {100 * (after - before) / before:+.0f}%" if before else "the zone was empty before"
        )
        name = words.level(case, issue, level)
        lines.append(f"Warning: the level '{name}' between others of {case.issue_name(issue)} was removed; {shrunk}.")
    first = {*case.scenarios, IN_FORCE}
    rows = [
        (
            headline_words(case, one.headline),
            percent(one.before),
            percent(one.after),
            f"{100 * (one.after - one.before):+.1f}",
            "" if one.beyond_noise else "within noise",
        )
        for one in record.differences
        if one.headline in first or one.beyond_noise
    ]
    holding = tuple((case.scenario_name(one.scenario), str(one.before), str(one.after)) for one in record.holding)
    sections = [
        Section("In words", (Bullets(tuple(lines)),)),
        Section(
            "Side by side", (Table(("what", "before", "after", "change, points", ""), tuple(rows)),), "side by side"
        ),
        Section("What can hold", (Table(("scenario", "stable before", "stable after"), holding),) if holding else ()),
        Section("Both briefs", _both(case, other, briefs) if briefs else (), "both briefs"),
        Section(
            "How this was computed",
            (
                f"{counted(record.settings['draws'], 'draw')} of each version with the same random numbers. "
                + _footer(record),
            ),
        ),
    ]
    return Document(
        other.title, f"compared with: {case.title}", tuple(section for section in sections if section.blocks)
    )


def _difference(case: Case, one: Difference) -> str:
    word = "rises" if one.after > one.before else "falls"
    return (
        f"{sentence(headline_in_prose(case, one.headline))} {word} from {percent(one.before)} to {percent(one.after)}."
    )


def _both(case: Case, other: Case, briefs: tuple[BriefRecord, BriefRecord]) -> tuple[Block, ...]:
    from winset.present.documents.brief import bottom_line

    lines = bottom_line(case, briefs[0]), bottom_line(other, briefs[1])
    rows = tuple((before, after) for before, after in zip_longest(*lines, fillvalue="") if before != after)
    if not rows:
        return ("The bottom lines of both briefs are the same.",)
    return (Table(("bottom line before", "bottom line after"), rows),)
