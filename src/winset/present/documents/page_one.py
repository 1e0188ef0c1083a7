"""Page one: what a reader with one minute takes away, the same in terminal, report and workbench.

Everything on it is told at length by :func:`winset.present.documents.brief.brief_document`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from winset.case.model import Case
from winset.engines.brief import BriefRecord
from winset.engines.forecast.summary import Summary
from winset.engines.routes.held import Held
from winset.engines.routes.scenarios import ScenarioRoute
from winset.engines.stability.foresight import FARSIGHTED
from winset.engines.stability.why import Step
from winset.engines.talks.paired import IN_FORCE
from winset.present.documents.document import Block, Bullets, Document, Section
from winset.present.documents.endings import HEADING, endings, in_order
from winset.present.documents.page_one_changes import preference, turning_question, widest, would_change
from winset.present.documents.page_one_packages import package_lines
from winset.present.documents.page_one_sources import rests_on
from winset.present.documents.page_one_yes import must_say_yes
from winset.present.documents.unilateral import brings, came_about, day_words, deadline_when
from winset.present.words import words
from winset.present.words.articles import is_several
from winset.present.words.likelihood import DEFAULT, comes_first, of_something, percent
from winset.present.words.negotiation import asked_for, is_or_are, not_forecast_words
from winset.present.words.prose import counted, joined, sentence
from winset.present.words.runs import Reference, compose, joined_by, phrase, refer
from winset.space.inputs import inputs

SHOWN = 3
STEPS = 3
TOLD_CHANGES = 2
"""Of what a long step changes so much is told; the map, where it leads, tells the rest."""
LONGEST = 32
"""Words of a sentence: a step within them is told in full."""
STRUCK = 90
"""Characters within which all joint moves of a route are named; of more the first is."""
EVEN = 0.5
NONE = 0.1
"""A smaller share of what is none of the named endings is passed over where that is named."""
NEARLY_ALL = 0.05
"""An ending that falls short of the chance of an agreement by less is nearly all of it."""
IN_SHORT = "In short"
WOULD_CHANGE = "What would change this"
WORTH_TESTING = "Worth testing"
GETTING_THERE = "How one would get there"
MUST_SAY_YES = "Who must say yes"
RESTS_ON = "What this rests on"


def page_one(case: Case, record: BriefRecord, scale: str = DEFAULT) -> Document:
    """Write page one of a case.

    Parameters
    ----------
    case : Case
        The case.
    record : BriefRecord
        What the engines found.
    scale : str
        The scale of words for likelihoods.
    """
    found = (
        Section(IN_SHORT, tuple(_in_short(case, record, scale)), "in short"),
        Section(HEADING, tuple(_endings(case, record, scale)), "endings"),
        Section(WOULD_CHANGE, tuple(would_change(case, record)), "would change"),
        _ways(case, record),
        Section(MUST_SAY_YES, tuple(must_say_yes(case, record)), "yes"),
        Section(RESTS_ON, (Bullets(tuple(rests_on(case, record))),), "rests on"),
        Section("", (footer(case, record),), "footer"),
    )
    return Document(case.title, dated(case), tuple(one for one in found if one.blocks), beside=True)


def dated(case: Case) -> str:
    """Say as of when the page is, and when the talks end."""
    parts = [f"as of {day_words(case.as_of)}"] if case.as_of else []
    if case.talks.deadline is not None:
        parts.append(f"talks end on {day_words(case.talks.deadline)}")
    return ", ".join(parts)


def footer(case: Case, record: BriefRecord) -> str:
    """Say which winset found this of which case, from what, and where the rest is."""
    numbers = record.numbers
    parts = [f"winset {record.versions['winset']}", f"case {record.case.hash[:12]}"]
    if numbers is not None:
        parts.append(refer(f"{numbers.draws:,} draws, seed {numbers.seed}", "draws", str(numbers.draws)))
    return phrase("{}. With every number's source: winset brief --full", joined_by(", ", parts))


# In short


def _in_short(case: Case, record: BriefRecord, scale: str) -> Iterator[Block]:
    lines: list[str] = []
    if record.numbers is not None:
        lines.append(_likely(case, record.numbers, scale))
    lines += _holding(case, record)
    lines += _turns_on(case, record)
    lines.append(_moving(case, record))
    lines += list(_deadlines(case))[:SHOWN]
    yield Bullets(tuple(lines))


def _endings(case: Case, record: BriefRecord, scale: str) -> Iterator[Block]:
    if case.scenarios:
        yield endings(case, record, scale)
        yield from not_forecast_words(case, record.unforecast)


def _likely(case: Case, numbers: Summary, scale: str) -> str:
    some = sentence(refer(of_something("some agreement", numbers.in_force, scale), "headline", IN_FORCE))
    if not numbers.scenarios:
        return compose(some, ".")
    if numbers.level:
        named = words.scenarios(case, sorted((numbers.leader, *numbers.level)))
        return phrase("{}; {} are level.", some, named)
    chance = numbers.scenarios[numbers.leader]
    figure = refer(percent(chance), "headline", numbers.leader)
    name = words.scenario(case, numbers.leader)
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
    failing = [held for held in named if not held.count]
    for leavers in dict.fromkeys(held.leavers for held in failing):
        alike = [held for held in failing if held.leavers == leavers]
        who = words.the_parties(case, leavers) if leavers else "somebody"
        would = "would each" if len(leavers) > 1 else "would"
        yield phrase("{} cannot hold: {} {} move away.", sentence(_names(case, alike)), who, would)


def _names(case: Case, some: Iterable[Held]) -> str:
    return words.scenarios(case, (str(held.scenario) for held in some))


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
    if joint:
        name = sentence(words.scenario(case, str(joint[0].scenario)))
        parts.append(phrase("{} takes {}.", name, _struck(case, joint[0])))
    parts += _far(case, record, {held.scenario for held in joint[:1]})
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
        return "Alone, no party gains by moving first."
    if record.alone_scenarios:
        where = joined(words.some_scenario(case, key) for key in record.alone_scenarios)
        stay = all(words.so_today(case, case.scenarios[key].when) for key in record.alone_scenarios)
        return phrase("Moving one at a time, the parties {} in {}.", "stay" if stay else "end", where)
    if record.alone_ends:
        return phrase("Moving one at a time, the parties end in {}.", words.unnamed(case, record.alone_ends))
    return "Moving one at a time, the parties go round in circles."


def _far(case: Case, record: BriefRecord, told: Collection[str | None]) -> list[str]:
    """Say what parties that look to the end would reach, where single steps lead elsewhere and it is not told yet."""
    far = [one for one in record.foresight if one.view == FARSIGHTED and one.scenario is not None and one.route]
    far = [one for one in far if one.scenario not in told]
    if not far:
        return []
    return [phrase("Looking to the end, they would reach {}.", words.scenarios(case, (str(x.scenario) for x in far)))]


def _deadlines(case: Case) -> Iterator[str]:
    for place, one in enumerate(case.deadlines, 1):
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


# Worth testing, or how one would get there


def _ways(case: Case, record: BriefRecord) -> Section:
    if record.numbers is not None:
        return Section(WORTH_TESTING, tuple(package_lines(case, record.numbers)), "worth testing")
    ends = sorted(in_order(record), key=lambda held: not held.able)  # those first that nobody would refuse
    lines = [line for held in ends for line in _route(case, held)]
    return Section(GETTING_THERE, (Bullets(tuple(lines[:SHOWN])),) if lines else (), "getting there")


def _route(case: Case, held: Held) -> Iterator[str]:
    route = held.route
    if route is None or not route.steps or not held.count:
        return
    name = sentence(words.scenario_name(case, str(held.scenario)))
    steps = [_step(case, step, LONGEST - len(name.split()) - 1) for step in route.steps]
    told_ = joined_by(". Then ", steps[:STEPS])
    more = len(steps) - STEPS
    follow = f" {counted(more, 'more step')} follow{'s' if more == 1 else ''}." if more > 0 else ""
    who = ": " if words.says_who(case, route.steps[0]) else ", by "
    yield phrase("{}{}{}.{}{}", name, who, told_, follow, _refused(case, route))


def _refused(case: Case, route: ScenarioRoute) -> str:
    """Say who would have to act against its own wish on a route."""
    if route.missing != "consent":
        return ""
    be = "are" if len(route.worse_off) > 1 or is_several(case.party_name(route.worse_off[0])) else "is"
    return phrase(" But {} {} worse off there than now.", words.the_parties(case, route.worse_off), be)


def _step(case: Case, step: Step, longest: int) -> str:
    """Tell a step in full where that is a sentence of bearable length, else the first of its changes."""
    whole = words.step_in_prose(case, step)
    return whole if len(whole.split()) <= longest else words.step_in_prose(case, step, most=TOLD_CHANGES)
