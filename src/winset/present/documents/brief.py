"""The whole brief: everything that page one leaves out, at length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset import expr
from winset.case.model import Case
from winset.engines.brief import BriefRecord, Held, Kind
from winset.engines.routes.finder import Belief
from winset.engines.routes.scenarios import ScenarioRoute
from winset.engines.stability.random_preferences import PROFILES
from winset.engines.stability.why import Step
from winset.present.documents.alignment import misaligned_sentence
from winset.present.documents.brief_numbers import likeliest, numbers_sections
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.page_one import agreed_lines, foresight_lines
from winset.present.documents.unilateral import alone_blocks, deadline_day, deadline_lines
from winset.present.words import amounts, words
from winset.present.words.confirmation import summary
from winset.present.words.likelihood import percent
from winset.present.words.runs import Reference, compose, joined_by, phrase, refer
from winset.present.words.words import counted, joined, sentence

HINGES_SHOWN = 4
PREFERENCES = Reference("entry", "preferences")
OUTSIDE = ""
"""Stands in a reference for the outcomes outside every scenario: no scenario has an empty key."""
_CHANGES = {"without": "is left out", "below": "ranks one place lower", "opposite": "is the other way round"}


def brief_document(case: Case, record: BriefRecord) -> Document:
    """Write the whole brief of a case; what a reader with a minute needs of it is told by ``first_page``."""
    sections = [
        Section("Bottom line", (Bullets(tuple(_bottom_line(case, record))),), "bottom line"),
        *numbers_sections(case, record.numbers),
        Section("On the table", (issues_table(case),)),
        Section("What can hold", tuple(holding_blocks(case, record))),
        Section("How to get there", tuple(route_blocks(case, record))),
        Section("What each can do alone", tuple(alone_blocks(case, record.alone))),
        Section("What it hangs on", tuple(hinge_blocks(case, record))),
        Section("Who must say yes at home", tuple(_home(case))),
        *absent_sections(case, record),
        Section("What this rests on", tuple(_rests_on(case, record))),
    ]
    return Document(case.title, summary(case), tuple(section for section in sections if section.blocks))


def bottom_line(case: Case, record: BriefRecord) -> tuple[str, ...]:
    """Write the bottom line of a brief."""
    return tuple(_bottom_line(case, record))


def _name(case: Case, held: Held) -> str:
    if held.scenario is None:
        return refer("outcomes outside the named scenarios", "outcomes", OUTSIDE)
    return words.scenario(case, held.scenario)


def _figure(told: str, held: Held) -> str:
    """Say of a figure that it counts what holds in a scenario."""
    return refer(told, "outcomes", OUTSIDE if held.scenario is None else held.scenario)


def _title(case: Case, held: Held) -> str:
    """Name what holds where a line begins with it and a colon or a bracket follows."""
    return sentence(_name(case, held) if held.scenario is None else words.scenario_name(case, held.scenario))


def _named(record: BriefRecord) -> list[Held]:
    return [held for held in record.held if held.scenario is not None]


def _bottom_line(case: Case, record: BriefRecord) -> Iterator[str]:
    yield from _ends(case, record)
    yield from deadline_lines(case)
    if record.numbers is not None:
        yield likeliest(case, record.numbers)
        yield from agreed_lines(case, record.numbers)
    yield words.alone(case, record.alone_moves, record.alone_scenarios, len(record.alone_ends))
    yield from foresight_lines(case, record.foresight)
    for held in _named(record):
        if 0 < held.readings < record.readings:
            share = _figure(f"{held.readings} of {record.readings}", held)
            told = "{} holds in {} readings of the preferences marked unknown."
            yield phrase(told, sentence(_name(case, held)), share)


def _ends(case: Case, record: BriefRecord) -> Iterator[str]:
    """Say which scenarios can hold and be reached, what the others lack, and which cannot hold."""
    named = _named(record)
    reached = [held for held in named if held.stepwise and held.finding]
    if reached:
        listed = joined(_name(case, held) for held in reached)
        count = counted(len(reached), "named scenario", to=Reference("map"))
        yield phrase("{} can hold and be reached by steps that all who take them prefer: {}.", count, listed)
    stuck = [held for held in named if held.stepwise and not held.finding]
    if stuck:
        listed = joined(_name(case, held) for held in stuck)
        yield phrase(
            "{} can be reached by steps that all who take them prefer; what holds there cannot be left by anyone "
            "alone, whatever anyone wants.",
            sentence(listed),
        )
    for held in named:
        if held.able and held.route and held.stepwise:
            yield from _taken_by(case, held.route, _name(case, held))
    for held in named:
        if held.count and not held.stepwise:
            yield _short_of(case, held)
            if held.able and held.route:
                yield from _taken_by(case, held.route, _name(case, held))
    failing = [held for held in named if not held.count]
    if failing:
        listed = joined(_name(case, held) for held in failing)
        yield phrase("{} cannot hold: in every such outcome some party would rather move away.", sentence(listed))
    if not named:
        count = counted(record.held[-1].count, "outcome", to=Reference("outcomes", OUTSIDE))
        yield phrase("{} can hold against every party acting alone.", count)


def _taken_by(case: Case, route: ScenarioRoute, name: str) -> Iterator[str]:
    if route.joint_steps:
        who = words.parties(case, route.joint_steps[0].units)
        yield phrase("{} needs simultaneous commitment: {} must move together.", sentence(name), who)
    elif route.alone:
        yield phrase("{} can be reached by one party alone: {}.", sentence(name), words.party(case, route.alone))


def _short_of(case: Case, held: Held) -> str:
    """Say of a scenario that holds what it lacks to be reached."""
    name = sentence(_name(case, held))
    if held.able is None or held.route is None:
        told = "{} can hold against every party acting alone; how it would be reached was not computed."
        return phrase(told, name)
    if held.able:
        who = joined(dict.fromkeys(words.parties(case, one.units) for one in held.route.unwilling), "or")
        holds = "can hold" if held.finding else "cannot be left by anyone alone once it is there"
        return phrase(
            "{} {}, and a route leads there that leaves nobody who moves worse off than today, though a step of {} is "
            "no improvement by itself.",
            name,
            holds,
            who,
        )
    holds = "would hold" if held.finding else "cannot be left by anyone alone once it is there"
    return phrase("{} {}, but {}.", name, holds, lacking(case, held.route))


def lacking(case: Case, route: ScenarioRoute) -> str:
    """Say what a route lacks."""
    none = "no route that all would take leads there from today"
    if route.missing == "consent":
        worse = words.parties(case, route.worse_off)
        return phrase("{}: it needs {}, worse off there than today", none, worse)
    if route.missing == "barrier":
        return phrase("{}: a condition or a home of {} stands against it", none, words.parties(case, route.barred))
    if route.missing == "not searched":
        return "no route of improvements leads there from today, and other routes were not searched"
    when = case.scenarios[route.scenario].when
    issues = set(expr.issues_of(case.condition(when), case.levels))
    days = [deadline_day(one.on, place) for place, one in enumerate(case.deadlines, 1) if issues & set(one.then)]
    if days:
        return phrase("no moves lead there from today: it comes about by itself, on {}", joined(days, "or"))
    return "no moves lead there from today"


def issues_table(case: Case) -> Table:
    """Lay out who controls what, where it stands now, and what it could become."""
    rows = []
    for key, issue in case.issues.items():
        control = words.controllers(case, key)
        now = case.status_quo_level(key)
        there = words.exists(case, key, {})
        others = amounts.listed(case, key, [level for level in issue.levels if level != now or not there])
        now = words.level(case, key, now) if there else f"exists only if {words.condition(case, str(issue.only_if))}"
        name = refer(case.issue_name(key), "issue", key)
        rows.append((name, compose(control, ", jointly") if issue.joint else control, now, others))
    return Table(("issue", "controlled by", "now", "could become"), tuple(rows))


def holding_blocks(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say which outcomes hold, for whom they are better, and what upsets them."""
    for held in record.held:
        if held.count:
            yield phrase("{} ({}):", _title(case, held), _how_many(held))
            yield Bullets(tuple(_kind(case, kind, held.scenario) for kind in held.kinds))


def _how_many(held: Held) -> str:
    firm = {held.count: "none", 0: "all"}.get(held.firm)
    parts = [
        counted(held.count, "outcome", to=Reference("outcomes", held.scenario or OUTSIDE)),
        f"{firm} upset by a joint move"
        if firm
        else phrase("{} not upset by a joint move", _figure(f"{held.firm}", held)),
    ]
    if held.by_construction:
        which = {held.count: "not to be left"}.get(held.by_construction) or phrase(
            "{} not to be left", _figure(f"{held.by_construction:,}", held)
        )
        parts.append(compose(which, " by anyone alone"))
    if held.random_share is not None:
        parts.append(phrase("{} under random preferences", _figure(percent(held.random_share), held)))
    return joined_by("; ", (joined_by(", ", parts[:2]), *parts[2:]))


def _kind(case: Case, kind: Kind, scenario: str | None) -> str:
    parts = [sentence(words.changed_levels(case, kind.outcome)), ". ", _for_whom(case, kind)]
    if kind.upset_by:
        who = joined(dict.fromkeys(words.parties(case, move.units) for move in kind.upset_by), "or")
        where = joined(words.scenario(case, key) for key in kind.upset_scenarios if key != scenario)
        if where:
            towards = phrase(", towards {}", where)
        else:
            towards = phrase(": {}", words.step_changes(case, kind.upset_step)) if kind.upset_step else ""
        parts.append(phrase(" Upset by a joint move of {}{}.", who, towards))
    if kind.similar:
        similar = counted(kind.similar, "similar outcome", to=Reference("outcomes", scenario or OUTSIDE))
        parts.append(phrase(" ({} more.)", similar))
    return compose(*parts)


def _for_whom(case: Case, kind: Kind) -> str:
    parts = []
    for sign, word in ((1, "better than now for"), (-1, "worse than now for"), (0, "no different for")):
        who = [key for key, value in kind.against_status_quo.items() if value == sign]
        if who:
            parts.append(phrase("{} {}", word, words.parties(case, who)))
    return compose(sentence(joined_by("; ", parts)), ".") if parts else ""


def route_blocks(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say how the scenarios would be reached."""
    for held in _named(record):
        if held.route is not None:
            yield from scenario_route_blocks(case, held.route, _title(case, held))


def scenario_route_blocks(case: Case, route: ScenarioRoute, title: str) -> Iterator[Block]:
    """Say how one scenario would be reached: the same in the brief, in reports and where all routes are told."""
    if route.steps is None:
        yield phrase("{}: {}.", title, lacking(case, route))
        return
    if not route.steps:
        yield compose(title, ": this is the status quo.")
        return
    willing = "each an improvement for its mover" if not route.unwilling else "not all improvements for their movers"
    commitment = "; needs simultaneous commitment" if route.joint_steps else ""
    alone = phrase("; {} alone", words.party(case, route.alone)) if route.alone else ""
    to = Reference("map", str(route.to.number)) if route.to else Reference("map")
    count = counted(len(route.steps), "step", to=to)
    yield phrase("{} ({}, {}{}{}):", title, count, willing, commitment, alone)
    yield Bullets(told_steps(case, route.steps), ordered=True)
    if not route.holds:
        yield "It does not hold there: some party would rather move away."
    if route.missing:
        yield compose(sentence(lacking(case, route)), ".")
    if told := [text for belief in route.beliefs for text in belief_sentences(case, belief, route.steps[0])]:
        yield Bullets(tuple(told))


def told_steps(case: Case, steps: Sequence[Step]) -> tuple[str, ...]:
    """Tell the steps of a route, marking those that are no improvement."""
    return tuple(
        compose(words.route_step(case, one), "" if one.improves else " (not an improvement for its mover)")
        for one in steps
    )


def belief_sentences(case: Case, belief: Belief, first: Step) -> list[str]:
    """Say what a party would have to believe before the first step of a route."""
    others = words.parties(case, [key for key in first.units if key != belief.party])
    party = words.party(case, belief.party)
    believe = compose(party, " would have to believe that")
    sentences = []
    if others:
        alone = ": its own part alone would leave it worse off" if belief.alone_worse else ""
        sentences.append(phrase("{} would have to believe in a move of {} at the same time{}.", party, others, alone))
    if not belief.gains:
        sentences.append(phrase("{} the next steps follow: this step alone does not leave it better off.", believe))
    if belief.answer:
        answer = joined_by("; then ", (words.route_step(case, step) for step in belief.answer))
        sentences.append(phrase("{} this answer does not follow: {}.", believe, answer))
    return sentences


def hinge_blocks(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say which single preferences decide what can hold."""
    names = {held.scenario: _name(case, held) for held in _named(record)}
    grouped: dict[tuple[str, int, str, bool], list[str]] = {}
    for hinge in record.hinges:
        key = (hinge.party, hinge.position, hinge.change, hinge.holds)
        grouped.setdefault(key, []).append(names[hinge.scenario])
    for (party, position, change, holds), scenarios in list(grouped.items()):
        weaker = (party, position, "opposite", holds)
        if change == "without" and grouped.get(weaker) == scenarios:
            del grouped[weaker]
    widest = sorted(grouped.items(), key=lambda item: -len(item[1]))
    lines = [
        phrase(
            "If {} {}, {} {} hold.",
            words.statement_reference(case, party, position - 1),
            _CHANGES[change],
            joined(scenarios),
            "can" if holds else "no longer can",
        )
        for (party, position, change, holds), scenarios in widest[:HINGES_SHOWN]
    ]
    if len(widest) > HINGES_SHOWN:
        more = counted(len(widest) - HINGES_SHOWN, "more change", to=Reference("flips"))
        lines.append(phrase("{} of one preference would matter.", sentence(more)))
    if lines:
        yield Bullets(tuple(lines))
    steady = [name for key, name in names.items() if key not in {hinge.scenario for hinge in record.hinges}]
    if steady and record.hinges:
        yield phrase("On no single reported preference: {}.", joined(steady))
    elif steady and not record.notes:
        yield "No single reported preference, left out, moved or reversed, changes which scenarios can hold."


def _home(case: Case) -> Iterator[Block]:
    items = []
    for key, party in case.parties.items():
        mandate = f" At the table: {party.mandate}." if party.mandate else ""
        name = words.party(case, key)
        if party.home:
            items.append(phrase("{}: {} ({}).{}", name, joined(party.home), words.basis(party), mandate))
        elif mandate:
            items.append(phrase("{}: no home audience is named.{}", name, mandate))
    if items:
        yield Bullets(tuple(items))


def absent_sections(case: Case, record: BriefRecord) -> Iterator[Section]:
    """Say what each party that is not at the table does where a scenario holds."""
    for key, party in case.parties.items():
        own = [issue for issue, entry in case.issues.items() if key in entry.control]
        items = []
        for held in _named(record) if own and not party.at_table else ():
            answers = dict.fromkeys(
                words.levels(case, {issue: kind.outcome.levels[issue] for issue in own}) for kind in held.kinds
            )
            if answers:
                items.append(phrase("{}: {}.", _title(case, held), joined(answers, "or")))
        if items:  # the heading reads for one and for many
            yield Section(f"Not at the table: {case.party_name(key)}", (Bullets(tuple(items)),), f"absent {key}")


def _rests_on(case: Case, record: BriefRecord) -> Iterator[Block]:
    total = sum(record.bases.values())
    if total:
        sourced, assumed, without = (
            refer(str(record.bases[kind]), "entry", "preferences") for kind in ("sourced", "assumed", "without")
        )
        told = [phrase("{} of {} cite a source", sourced, counted(total, "preference", to=PREFERENCES))]
        if (count := record.bases["assumed"]) or not record.bases["without"]:
            told.append(phrase("{} {} on analyst assumption alone", assumed, "rests" if count == 1 else "rest"))
        if count := record.bases["without"]:
            told.append(phrase("{} {} no basis", without, "gives" if count == 1 else "give"))
        yield phrase("{}. They are reported preferences.", joined(told))
    if case.not_in_source:
        listed = refer(
            "; ".join(omission.what.rstrip(".") for omission in case.not_in_source), "entry", "not_in_source"
        )
        yield phrase("Not in the source: {}.", listed)
    yield phrase(
        "{} are possible. An outcome holds when no party alone has an improvement from it (Nash stability). A joint "
        "move is an improvement only if every member prefers the result. What is not modelled may still happen.",
        counted(record.outcomes, "outcome", to=Reference("possible")),
    )
    if any(held.random_share is not None for held in record.held):
        yield (
            f"Under random preferences: of {PROFILES} random orders of the statements, each read as its opposite with "
            "even chance, the share under which the scenario holds. Near 100% that says little of these parties."
        )
    if looked_at := amounts.looked_at(case):
        yield looked_at
    yield from (misaligned_sentence(case, one) for one in record.misaligned)
    yield from record.notes
    yield ", ".join(
        part
        for part in (
            case.title,
            f"as of {case.as_of}" if case.as_of else "",
            f"case version {case.version}" if case.version else "",
            f"case {record.case.hash[:12]}",
            f"winset {record.versions['winset']}.",
        )
        if part
    )
