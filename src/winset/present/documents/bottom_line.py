"""The bottom line of a brief: what can hold and be reached, what the rest lacks, and what is likeliest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.engines.brief.brief import BriefRecord
from winset.engines.routes.held import Held
from winset.present.documents.across_results import agreed_lines, foresight_lines
from winset.present.documents.brief_numbers import likeliest
from winset.present.documents.holding import OUTSIDE, figure, name_of, named_ends
from winset.present.documents.routes import elsewhere, lacking
from winset.present.documents.unilateral import deadline_lines
from winset.present.words import words
from winset.present.words.amounts import unlooked
from winset.present.words.prose import counted, sentence
from winset.present.words.runs import Reference, phrase


def bottom_line(case: Case, record: BriefRecord) -> tuple[str, ...]:
    """Write the bottom line of a brief."""
    return tuple(_lines(case, record))


def _lines(case: Case, record: BriefRecord) -> Iterator[str]:
    yield from _ends(case, record)
    yield from deadline_lines(case)
    if record.numbers is not None:
        yield likeliest(case, record.numbers, record.unforecast)
        yield from agreed_lines(case, record.numbers)
    yield words.alone(case, record.alone_moves, record.alone_scenarios, record.alone_ends)
    yield from foresight_lines(case, record.foresight)
    for held in named_ends(record):
        if 0 < held.readings < record.readings:
            share = figure(f"{held.readings} of {record.readings}", held)
            told = "{} holds in {} readings of the preferences marked unknown."
            yield phrase(told, sentence(name_of(case, held)), share)


def _ends(case: Case, record: BriefRecord) -> Iterator[str]:
    """Say which scenarios can hold and be reached, what the others lack, and which cannot hold."""
    named = named_ends(record)
    reached = [held for held in named if held.stepwise and held.finding]
    if reached:
        listed = words.some_scenarios(case, (str(held.scenario) for held in reached))
        yield phrase("{} can hold and be reached by steps that all who take them prefer.", sentence(listed))
    stuck = [held for held in named if held.stepwise and not held.finding]
    if stuck:
        listed = words.some_scenarios(case, (str(held.scenario) for held in stuck))
        yield phrase(
            "{} can be reached by steps that all who take them prefer; what holds there cannot be left by anyone "
            "alone, whatever anyone wants.",
            sentence(listed),
        )
    yield from _taken_by(case, [held for held in named if held.able and held.stepwise])
    for held in named:
        if held.count and not held.stepwise:
            yield _short_of(case, held)
            if held.able:
                yield from _taken_by(case, [held])
    yield from _empty(case, [str(held.scenario) for held in named if not held.possible])
    failing = [held for held in named if held.possible and not held.count]
    if failing:
        listed = words.some_scenarios(case, (str(held.scenario) for held in failing))
        yield phrase("{} cannot hold: in every such outcome some party would rather move away.", sentence(listed))
    if not named:
        count = counted(record.held[-1].count, "outcome", to=Reference("outcomes", OUTSIDE))
        yield phrase("{} can hold against every party acting alone.", count)


def _empty(case: Case, keys: list[str]) -> Iterator[str]:
    """Tell the scenarios that no outcome looked at belongs to: by the amounts looked at, or by the rules."""
    beyond = [key for key in keys if unlooked(case, key)]
    if beyond:
        told = "Of {} no outcome is among those that stability looks at; deals and forecasts look at all amounts."
        yield phrase(told, words.some_scenarios(case, beyond))
    never = [key for key in keys if key not in beyond]
    if never:
        name = sentence(words.some_scenarios(case, never))
        yield phrase("{} cannot occur: no possible outcome is of that kind.", name)


def _taken_by(case: Case, some: Sequence[Held]) -> Iterator[str]:
    """Say who has to move at once, or can move alone, for some scenarios; those for which it is the same at once."""
    alike: dict[tuple[str | None, tuple[str, ...]], list[str]] = {}
    for held in some:
        if held.route and (held.route.joint_steps or held.route.alone):
            together = held.route.joint_steps[0].units if held.route.joint_steps else ()
            alone = None if together else held.route.alone
            alike.setdefault((alone, tuple(together)), []).append(str(held.scenario))
    for (alone, together), keys in alike.items():
        name = sentence(words.some_scenarios(case, keys))
        if alone:
            yield phrase("{} can be reached by one party alone: {}.", name, words.the_party(case, alone))
        else:
            needs, who = "needs" if len(keys) == 1 else "need", words.the_parties(case, together)
            yield phrase("{} {} simultaneous commitment: {} must move together.", name, needs, who)


def _short_of(case: Case, held: Held) -> str:
    """Say of a scenario that holds what it lacks to be reached."""
    name = sentence(name_of(case, held))
    if held.able is None or held.route is None:
        told = "{} can hold against every party acting alone; how it would be reached was not computed."
        return phrase(told, name)
    if held.able:
        who = words.of_units(case, (one.units for one in held.route.unwilling))
        holds = "can hold" if held.finding else "cannot be left by anyone alone once it is there"
        return phrase(
            "{} {}, and a route leads there that leaves nobody who moves worse off than today. A step {} is no "
            "improvement by itself.",
            name,
            holds,
            who,
        )
    if held.route.steps and not held.route.missing:
        return elsewhere(case, held.route)
    holds = "would hold" if held.finding else "cannot be left by anyone alone once it is there"
    return phrase("{} {}. But {}.", name, holds, lacking(case, held.route))
