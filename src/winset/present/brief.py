"""The brief: one page a busy person reads in two minutes."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.engines.brief import BriefRecord, Held, Kind
from winset.engines.routes import Belief, Route
from winset.present import words
from winset.present.alignment import misaligned_sentence
from winset.present.brief_numbers import likeliest, numbers_sections
from winset.present.document import Block, Bullets, Document, Section, Table
from winset.present.unilateral import alone_blocks, deadline_lines
from winset.present.words import counted, joined, sentence

HINGES_SHOWN = 4
_CHANGES = {"without": "is left out", "below": "ranks one place lower", "opposite": "is the other way round"}


def brief_document(case: Case, record: BriefRecord) -> Document:
    """Write the brief of a case."""
    sections = [
        Section("Bottom line", (Bullets(tuple(_bottom_line(case, record))),)),
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
    return Document(case.title, case.summary, tuple(section for section in sections if section.blocks))


def bottom_line(case: Case, record: BriefRecord) -> tuple[str, ...]:
    """Write the bottom line of a brief."""
    return tuple(_bottom_line(case, record))


def _name(case: Case, held: Held) -> str:
    return "outcomes outside the named scenarios" if held.scenario is None else words.scenario(case, held.scenario)


def _title(case: Case, held: Held) -> str:
    """Name what holds where a line begins with it and a colon or a bracket follows."""
    return sentence(_name(case, held) if held.scenario is None else case.scenario_name(held.scenario))


def _named(record: BriefRecord) -> list[Held]:
    return [held for held in record.held if held.scenario is not None]


def _bottom_line(case: Case, record: BriefRecord) -> Iterator[str]:
    holding = [held for held in _named(record) if held.count]
    failing = [held for held in _named(record) if not held.count]
    if holding:
        listed = joined(_name(case, held) for held in holding)
        count = counted(len(holding), "named scenario")
        yield f"{sentence(count)} can hold against every party acting alone: {listed}."
    if failing:
        listed = joined(_name(case, held) for held in failing)
        yield f"{sentence(listed)} cannot hold: in every such outcome some party would rather move away."
    if not _named(record):
        yield f"{sentence(counted(record.held[-1].count, 'outcome'))} can hold against every party acting alone."
    for held in holding:
        if (route := _route(held)) and route.joint_steps:
            who = words.parties(case, route.joint_steps[0].units)
            yield f"{sentence(_name(case, held))} needs simultaneous commitment: {who} must move together."
    if record.numbers is not None:
        yield likeliest(case, record.numbers)
    yield words.alone(case, record.alone_moves, record.alone_scenarios, len(record.alone_ends))
    yield from deadline_lines(case)
    for held in _named(record):
        if 0 < held.readings < record.readings:
            share = f"{held.readings} of {record.readings} readings of the preferences marked unknown"
            yield f"{sentence(_name(case, held))} holds in {share}."


def issues_table(case: Case) -> Table:
    """Lay out who controls what, where it stands now, and what it could become."""
    rows = []
    for key, issue in case.issues.items():
        control = words.parties(case, issue.control) if issue.control else "nobody"
        now = case.status_quo_level(key)
        there = words.exists(case, key, {})
        others = " / ".join(level for level in issue.levels if level != now or not there)
        now = now if there else f"exists only if {words.condition(case, str(issue.only_if))}"
        rows.append((case.issue_name(key), f"{control}, jointly" if issue.joint else control, now, others))
    return Table(("issue", "controlled by", "now", "could become"), tuple(rows))


def holding_blocks(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say which outcomes hold, for whom they are better, and what upsets them."""
    for held in record.held:
        if held.count:
            yield f"{_title(case, held)} ({_how_many(held)}):"
            yield Bullets(tuple(_kind(case, kind) for kind in held.kinds))


def _how_many(held: Held) -> str:
    firm = {held.count: "none", 0: "all"}.get(held.firm)
    upset = f"{firm} upset by a joint move" if firm else f"{held.firm} not upset by a joint move"
    return f"{counted(held.count, 'outcome')}, {upset}"


def _kind(case: Case, kind: Kind) -> str:
    text = f"{words.changed_levels(case, kind.outcome)}. {_for_whom(case, kind)}"
    if kind.upset_by:
        who = joined(dict.fromkeys(words.parties(case, move.units) for move in kind.upset_by), "or")
        where = joined(words.scenario(case, key) for key in kind.upset_scenarios)
        text += f" Upset by a joint move of {who}{f', towards {where}' if where else ''}."
    return f"{text} ({counted(kind.similar, 'similar outcome')} more.)" if kind.similar else text


def _for_whom(case: Case, kind: Kind) -> str:
    parts = []
    for sign, word in ((1, "better than now for"), (-1, "worse than now for"), (0, "no different for")):
        who = [case.party_name(key) for key, value in kind.against_status_quo.items() if value == sign]
        if who:
            parts.append(f"{word} {joined(who)}")
    return f"{sentence('; '.join(parts))}." if parts else ""


def _route(held: Held) -> Route | None:
    return held.kinds[0].route if held.kinds else None


def route_blocks(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say how the scenarios would be reached."""
    for held in _named(record):
        route = _route(held)
        if route is None:
            continue
        title = _title(case, held)
        if route.credible is None:
            yield f"{title}: no credible route leads there; on every way some step would leave its mover worse off."
        elif not route.credible:
            yield f"{title}: this is the status quo."
        else:
            commitment = "; needs simultaneous commitment" if route.joint_steps else ""
            yield f"{title} ({counted(len(route.credible), 'step')}, each better for its mover{commitment}):"
            yield Bullets(tuple(words.route_step(case, step) for step in route.credible), ordered=True)
            beliefs = [text for belief in route.beliefs for text in belief_sentences(case, belief, route)]
            if beliefs:
                yield Bullets(tuple(beliefs))


def belief_sentences(case: Case, belief: Belief, route: Route) -> list[str]:
    """Say what a party would have to believe before the first step of a route."""
    first = (route.credible or route.shortest or ())[0]
    others = joined(case.party_name(key) for key in first.units if key != belief.party)
    believe = f"{case.party_name(belief.party)} would have to believe that"
    sentences = []
    if others:
        alone = ": its own part alone would leave it worse off" if belief.alone_worse else ""
        sentences.append(f"{believe} {others} moves at the same time{alone}.")
    if not belief.gains:
        sentences.append(f"{believe} the next steps follow: this step alone does not leave it better off.")
    if belief.answer:
        answer = "; then ".join(words.route_step(case, step) for step in belief.answer)
        sentences.append(f"{believe} this answer does not follow: {answer}.")
    return sentences


def hinge_blocks(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say which single preferences decide what can hold."""
    names = {held.scenario: _name(case, held) for held in _named(record)}
    grouped: dict[tuple[str, int, str], list[str]] = {}
    for hinge in record.hinges:
        change = f"{_CHANGES[hinge.change]}, {{}} {'can' if hinge.holds else 'no longer can'} hold"
        grouped.setdefault((hinge.party, hinge.position, change), []).append(names[hinge.scenario])
    for (party, position, change), scenarios in list(grouped.items()):
        weaker = change.replace(_CHANGES["without"], _CHANGES["opposite"])
        if weaker != change and grouped.get((party, position, weaker)) == scenarios:
            del grouped[party, position, weaker]
    widest = sorted(grouped.items(), key=lambda item: -len(item[1]))
    lines = [
        f"If {words.statement_reference(case, party, position - 1)} {change.format(joined(scenarios))}."
        for (party, position, change), scenarios in widest[:HINGES_SHOWN]
    ]
    if len(widest) > HINGES_SHOWN:
        lines.append(f"{sentence(counted(len(widest) - HINGES_SHOWN, 'more change'))} of one preference would matter.")
    if lines:
        yield Bullets(tuple(lines))
    steady = [name for key, name in names.items() if key not in {hinge.scenario for hinge in record.hinges}]
    if steady and record.hinges:
        yield f"On no single reported preference: {joined(steady)}."
    elif steady and not record.notes:
        yield "No single reported preference, left out, moved or reversed, changes which scenarios can hold."


def _home(case: Case) -> Iterator[Block]:
    items = []
    for key, party in case.parties.items():
        mandate = f" At the table: {party.mandate}." if party.mandate else ""
        if party.home:
            items.append(f"{case.party_name(key)}: {joined(party.home)} ({words.basis(party)}).{mandate}")
        elif mandate:
            items.append(f"{case.party_name(key)}: no home audience is named.{mandate}")
    if items:
        yield Bullets(tuple(items))


def absent_heading(case: Case, party: str) -> str:
    """Head the section on an absent party; it reads for one and for many."""
    return f"Not at the table: {case.party_name(party)}"


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
                items.append(f"{_title(case, held)}: {'; or '.join(answers)}.")
        if items:
            yield Section(absent_heading(case, key), (Bullets(tuple(items)),))


def _rests_on(case: Case, record: BriefRecord) -> Iterator[Block]:
    total = sum(record.bases.values())
    if total:
        yield (
            f"{record.bases['sourced']} of {counted(total, 'preference')} cite a source, {record.bases['assumed']} "
            f"rest on analyst assumption alone, {record.bases['without']} give no basis. They are reported preferences."
        )
    if case.not_in_source:
        listed = "; ".join(omission.what.rstrip(".") for omission in case.not_in_source)
        yield f"Not in the source: {listed}."
    yield (
        f"{sentence(counted(record.outcomes, 'outcome'))} are possible. An outcome holds when no party alone has an "
        "improvement from it (Nash stability). A joint move is an improvement only if every member prefers the result. "
        "What is not modelled may still happen."
    )
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
