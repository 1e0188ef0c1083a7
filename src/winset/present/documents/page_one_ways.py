"""On page one what is worth trying: packages to test where there are numbers, else how one would get to an ending."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.engines.brief.brief import BriefRecord
from winset.engines.routes.held import Held
from winset.engines.routes.scenarios import ScenarioRoute
from winset.engines.stability.why import Step
from winset.present.documents.document import Bullets, Section
from winset.present.documents.endings import in_order
from winset.present.documents.page_one_packages import package_lines
from winset.present.words import words
from winset.present.words.articles import is_several
from winset.present.words.prose import counted, sentence
from winset.present.words.runs import joined_by, phrase

SHOWN = 3
WORTH_TESTING = "Worth testing"
GETTING_THERE = "How one would get there"
STEPS = 3
TOLD_CHANGES = 2
"""Of what a long step changes so much is told; the map, where it leads, tells the rest."""
LONGEST = 32
"""Words of a sentence: a step within them is told in full."""


def ways(case: Case, record: BriefRecord) -> Section:
    """Name packages worth testing, or the steps to the endings that hold."""
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
    whole = words.route_step(case, step)
    return whole if len(whole.split()) <= longest else words.route_step(case, step, most=TOLD_CHANGES)
