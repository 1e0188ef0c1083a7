"""How scenarios would be reached, and what a route lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from winset.case.model import Case
from winset.engines.brief.brief import BriefRecord
from winset.engines.routes.finder import Belief
from winset.engines.routes.scenarios import ScenarioRoute
from winset.engines.stability.why import Step
from winset.present.documents.document import Block, Bullets
from winset.present.documents.holding import named_ends, title
from winset.present.documents.unilateral import brings, deadline_when
from winset.present.words import words
from winset.present.words.amounts import unlooked
from winset.present.words.articles import is_several
from winset.present.words.clauses import LONG
from winset.present.words.linter import sentences
from winset.present.words.prose import counted, joined, sentence
from winset.present.words.runs import Reference, compose, joined_by, phrase


def route_blocks(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say how the scenarios would be reached."""
    for held in named_ends(record):
        if held.route is not None:
            yield from scenario_route_blocks(case, held.route, title(case, held))


def scenario_route_blocks(case: Case, route: ScenarioRoute, title: str) -> Iterator[Block]:
    """Say how one scenario would be reached: the same in the brief, in reports and where all routes are told."""
    if route.steps is None:
        yield phrase("{}: {}.", title, lacking(case, route))
        return
    if not route.steps:
        yield compose(title, ": this is where things stand today.")
        return
    single = len(route.steps) == 1
    willing = f"{'an' if single else 'each an'} improvement for its mover"
    if route.unwilling:
        willing = "no improvement for its mover" if single else "not all improvements for their movers"
    commitment = "; needs simultaneous commitment" if route.joint_steps else ""
    alone = phrase("; {} alone", words.the_party(case, route.alone)) if route.alone else ""
    to = Reference("map", str(route.to.number)) if route.to else Reference("map")
    count = counted(len(route.steps), "step", to=to)
    yield phrase("{} ({}, {}{}{}):", title, count, willing, commitment, alone)
    yield Bullets(told_steps(case, route.steps), ordered=True)
    if not route.holds:
        yield joined_by(" ", ("It does not hold there: some party would rather move away.", *_later(case, route)))
    if route.missing:
        yield compose(sentence(lacking(case, route)), ".")
    told_already = route.worse_off if route.missing == "consent" else ()
    if told := [text for one in route.beliefs for text in belief_sentences(case, one, route.steps, told_already)]:
        yield Bullets(tuple(told))


def told_steps(case: Case, steps: Sequence[Step], within: bool = False) -> tuple[str, ...]:
    """Tell the steps of a route, line by line or ``within`` a sentence, marking those that are no improvement."""
    told = [words.route_step(case, one) for one in steps]
    return tuple(
        compose(text if within else sentence(text), "" if one.improves else _no_improvement(text, one))
        for text, one in zip(told, steps, strict=True)
    )


def _no_improvement(text: str, one: Step) -> str:
    """Mark a step that its movers do not gain by; after a long one in a sentence of its own."""
    told = f"not an improvement for {movers(one)}"
    return f" ({told})" if len(sentences(text)[-1].split()) < LONG else f". That is {told}"


def movers(step: Step) -> str:
    """Say for whom a step is an improvement, or none."""
    return {1: "its mover", 2: "both of them"}.get(len(step.units), "all of them")


def lacking(case: Case, route: ScenarioRoute) -> str:
    """Say what a route lacks."""
    none = "no route that all would take leads there from today"
    if route.missing == "consent":
        many = len(route.worse_off) > 1 or is_several(case.party_name(route.worse_off[0]))
        worse = words.the_parties(case, route.worse_off)
        return phrase("{}: {} {} worse off there than today", none, worse, "are" if many else "is")
    if route.missing == "barrier":
        return phrase("{}: a condition or a home of {} stands against it", none, words.the_parties(case, route.barred))
    if route.to is None and unlooked(case, route.scenario):
        return "stability looks at none of its amounts; deals and forecasts look at all"
    if route.missing == "not searched":
        return "no route of improvements leads there from today, and other routes were not searched"
    if route.deadlines:
        when = [deadline_when(case.deadlines[place - 1], place) for place in route.deadlines]
        return phrase("no moves lead there from today: it comes about by itself, {}", joined(when))
    return "no moves lead there from today"


def elsewhere(case: Case, route: ScenarioRoute) -> str:
    """Say of an ending that a route leads there which lacks nothing, but that it does not hold, and when it would."""
    name = sentence(words.some_scenario(case, route.scenario))
    told = phrase("A route that all would take leads to {}, but not to where it would hold.", name)
    return joined_by(" ", (told, *_later(case, route)))


def _later(case: Case, route: ScenarioRoute) -> Iterator[str]:
    """Say what would have to happen by itself so that it holds where a route ends."""
    for place in route.deadlines:
        one = case.deadlines[place - 1]
        yield phrase("Once {}, {}, it would.", words.levels(case, brings(case, one)), deadline_when(one, place))


def _no_answer(case: Case, steps: Sequence[Step]) -> str:
    """Say that an answer does not follow; who gives a single one is told without a second colon."""
    first, *rest = steps
    if rest or words.says_who(case, first):
        answer = joined_by("; then ", (words.route_step(case, step) for step in steps))
        return phrase("this answer does not follow: {}", answer)
    who = words.the_parties(case, first.units)
    do = "do" if len(first.units) > 1 or is_several(case.party_name(first.units[0])) else "does"
    return phrase("{} {} not answer{}: {}", who, do, words.together(first), words.step_changes(case, first))


def belief_sentences(case: Case, belief: Belief, steps: Sequence[Step], worse_off: Collection[str] = ()) -> list[str]:
    """Say what a party would have to believe before the first of the steps of a route.

    Of those that are said to be ``worse_off`` at its end it is not said again that a single step does them no good.
    """
    others = words.the_parties(case, [key for key in steps[0].units if key != belief.party])
    name = words.the_party(case, belief.party)
    party = sentence(name)
    believe = compose(party, " would have to believe that")
    sentences = []
    if others:
        alone = ": its own part alone would leave it worse off" if belief.alone_worse else ""
        sentences.append(phrase("{} would have to believe in a move of {} at the same time{}.", party, others, alone))
    if not belief.gains and len(steps) > 1:
        sentences.append(phrase("{} the next steps follow: this step alone does not leave it better off.", believe))
    elif not belief.gains and belief.party not in worse_off:
        sentences.append(phrase("This step leaves {} no better off, and no other follows.", name))
    follows = [(one.units, one.to) for one in steps[1 : len(belief.answer) + 1]]
    if belief.answer and [(one.units, one.to) for one in belief.answer] == follows:
        what = "the next step" if len(follows) == 1 else f"the next {len(follows)} steps"
        sentences.append(phrase("{} would have to overlook {}, which would leave it no better off.", party, what))
    elif belief.answer:
        sentences.append(phrase("{} {}.", believe, _no_answer(case, belief.answer)))
    return sentences
