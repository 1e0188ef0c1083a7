"""The first lines of page one: how likely an agreement is, what it turns on, and where moves one at a time lead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from winset.case.model import Case
from winset.engines.brief.brief import BriefRecord
from winset.engines.forecast.summary import Summary
from winset.engines.routes.held import Held
from winset.engines.stability.foresight import BOTH, FARSIGHTED
from winset.engines.talks.paired import IN_FORCE
from winset.present.documents.document import Block, Bullets
from winset.present.documents.endings import in_order
from winset.present.documents.page_one_changes import preference, turning_question, widest
from winset.present.documents.unilateral import brings, by_day, came_about, deadline_when
from winset.present.words import words
from winset.present.words.confirmation import confirmed_sentence
from winset.present.words.likelihood import comes_first, of_something, percent
from winset.present.words.negotiation import asked_for, is_or_are
from winset.present.words.prose import counted, sentence
from winset.present.words.runs import Reference, compose, joined_by, phrase, refer
from winset.space.inputs import inputs

SHOWN = 3
STRUCK = 90
"""Characters within which all joint moves of a route are named; of more the first is."""
EVEN = 0.5
NONE = 0.1
"""A smaller share of what is none of the named endings is passed over where that is named."""
NEARLY_ALL = 0.05
"""An ending that falls short of the chance of an agreement by less is nearly all of it."""


def in_short(case: Case, record: BriefRecord, scale: str) -> Iterator[Block]:
    """Say in a few lines what a reader with ten seconds takes away."""
    told = confirmed_sentence(case)
    lines = [told] if told else []
    if record.numbers is not None:
        lines.append(_likely(case, record.numbers, scale))
    lines += _holding(case, record)
    lines += _turns_on(case, record)
    lines.append(_moving(case, record))
    lines += list(_deadlines(case))[:SHOWN]
    yield Bullets(tuple(lines))


def _likely(case: Case, numbers: Summary, scale: str) -> str:
    some = sentence(refer(of_something("some agreement", numbers.in_force, scale), "headline", IN_FORCE))
    if not numbers.leader:
        return compose(some, ".")
    if numbers.level:
        named = words.some_scenarios(case, sorted((numbers.leader, *numbers.level)))
        return phrase("{}; {} are level.", some, named)
    chance = numbers.scenarios[numbers.leader]
    figure = refer(percent(chance), "headline", numbers.leader)
    name = words.some_scenario(case, numbers.leader)
    if numbers.outside > max(chance, EVEN):
        rest = refer(percent(numbers.outside), "headline", "")
        kind = "no agreement, and none" if numbers.agreed_outside < NONE * numbers.outside else "none"
        return phrase("{}; the likeliest end is {} of the named endings ({}).", some, kind, rest)
    if chance > EVEN or 0 <= numbers.in_force - chance < NEARLY_ALL:
        return phrase("{}; the likeliest ending is {} ({}).", some, name, figure)
    joint = "; {} leads with {}."
    if numbers.in_force > EVEN:
        joint = (
            ", but no one ending is: {} leads with {}."
            if comes_first(numbers.in_force, scale)
            else "; no ending is as likely: {} leads with {}."
        )
    return compose(some, phrase(joint, name, figure))


def _holding(case: Case, record: BriefRecord) -> Iterator[str]:
    """Without numbers: say what can hold and be reached, and what cannot."""
    if record.numbers is not None:
        return
    named = [held for held in record.held if held.scenario is not None]
    able = [held for held in named if held.able and held.finding]
    if able:
        told = "{} can hold, and nobody who would have to act for {} would refuse."
        yield phrase(told, sentence(_names(case, able)), "it" if len(able) == 1 else "them")
    elif named:
        yield "No ending both holds and has a way there that nobody would refuse."
    else:
        count = counted(record.held[-1].count, "outcome", to=Reference("outcomes", ""))
        yield phrase("{} can hold against every party acting alone.", count)
    failing = [held for held in named if held.possible and not held.count]
    for leavers in dict.fromkeys(held.leavers for held in failing):
        alike = [held for held in failing if held.leavers == leavers]
        who = words.the_parties(case, leavers) if leavers else "somebody"
        would = "would each" if len(leavers) > 1 else "would"
        yield phrase("{} cannot hold: {} {} move away.", sentence(_names(case, alike)), who, would)


def _names(case: Case, some: Iterable[Held]) -> str:
    return words.some_scenarios(case, (str(held.scenario) for held in some))


def _turns_on(case: Case, record: BriefRecord) -> Iterator[str]:
    """Name the one question that decides most, where there is one."""
    if record.numbers is None:
        if record.hinges:
            first = widest(record.hinges)[0]
            kind = words.reported(case.preferences[first.party][first.position - 1])
            yield phrase("It turns most on one {} preference {}.", kind, preference(case, first))
        return
    turning = turning_question(record.numbers)
    if turning is not None:
        key = str(inputs(case)[turning.address].path[1])
        by = words.the_party(case, case.conditions[key].party)
        what = refer(asked_for(case, key), "entry", f"conditions:{key}")
        named = bool(case.conditions[key].name)
        is_ = is_or_are(case, key)
        parts = (
            ("{} {} a real condition of {}", what, is_, by) if named else ("it is a real condition of {} {}", by, what)
        )
        yield phrase("It turns on one question: whether {}, or an opening position.", phrase(*parts))


def _moving(case: Case, record: BriefRecord) -> str:
    """Say where moves one at a time lead, and what takes several parties at once."""
    parts = [_one_at_a_time(case, record)]
    joint = [held for held in in_order(record) if held.able and held.route and held.route.joint_steps]
    level = {record.numbers.leader, *record.numbers.level} if record.numbers and record.numbers.level else set()
    told = [held for held in joint if held is joint[0] or {held.scenario, joint[0].scenario} <= level]
    for held in told:
        name = sentence(words.some_scenario(case, str(held.scenario)))
        parts.append(phrase("{} takes {}.", name, _struck(case, held)))
    parts += _far(case, record, {held.scenario for held in told})
    return joined_by(" ", parts)


def _struck(case: Case, held: Held) -> str:
    """Say who has to move at once, and all who have to where that is more than one move."""
    moves = [words.the_parties(case, step.units) for step in held.route.joint_steps] if held.route else []
    if len(moves) == 1:
        return phrase("{} at once", moves[0])
    count = counted(len(moves), "joint move")
    if len(moves) <= SHOWN and sum(map(len, moves)) <= STRUCK:
        return phrase("{}: {}", count, joined_by(", then ", moves))
    return phrase("{}, the first of {}", count, moves[0])


def _one_at_a_time(case: Case, record: BriefRecord) -> str:
    if not record.alone_moves:
        lawful = [one for moves in record.alone.values() for one in moves if one.forced and one.party in one.better]
        if lawful:
            one = lawful[0]
            made = words.levels(case, {key: to for key, (_, to) in one.step.changes.items()})
            told = "No party gains at once by moving first. {} gains if {} and, as is then required, {}."
            return phrase(told, sentence(words.the_party(case, one.party)), made, words.levels(case, one.forced))
        return "No party gains by moving first on its own."
    if record.alone_scenarios:
        where = words.in_all(case, record.alone_scenarios)
        stay = all(words.so_today(case, case.scenarios[key].when) for key in record.alone_scenarios)
        return phrase("Moving one at a time, the parties {} in {}.", "stay" if stay else "end", where)
    if record.alone_ends:
        return phrase("Moving one at a time, the parties end in {}.", words.unnamed(case, record.alone_ends))
    return "Moving one at a time, the parties go round in circles."


def _far(case: Case, record: BriefRecord, told: Collection[str | None]) -> list[str]:
    """Say what parties that look to the end could reach, where single steps lead elsewhere and it is not told yet.

    The largest consistent set is inclusive: what is in it could be stable, and it rules out nothing else that is.
    """
    far = [one for one in record.foresight if one.view == FARSIGHTED and one.scenario is not None and one.route]
    far = [one for one in far if one.scenario not in told]
    if not far:
        return []
    ends = words.some_scenarios(case, (str(one.scenario) for one in far), "or")
    also = any(one.view == BOTH and one.scenario is not None for one in record.foresight)
    return [phrase("Parties that look to the end could {}reach {}.", "also " if also else "", ends)]


def _deadlines(case: Case) -> Iterator[str]:
    for place, one in by_day(case):
        when = sentence(deadline_when(one, place))
        if not (changes := brings(case, one)):
            continue
        what = words.levels(case, changes)
        chance = float(one.chance[1])
        if chance < 1:
            what = phrase("{} ({})", what, refer(percent(chance), "input", f"deadlines.{place}"))
        if one.unless is None or came_about(case, one):
            yield phrase("{}, {}.", when, what)
        else:
            yield phrase("{}, {}, unless {}.", when, what, words.condition(case, one.unless))
