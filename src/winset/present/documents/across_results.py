"""Lines of page one that look across results: what would be agreed, who can refuse, what looking to the end changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.forecast.summary import Summary
from winset.engines.stability.foresight import BOTH, FARSIGHTED, STEPWISE, FarsightedScenario
from winset.present.words import subjects, words
from winset.present.words.likelihood import percent
from winset.present.words.prose import joined, sentence
from winset.present.words.runs import joined_by, phrase, refer

LEAST = 0.005


def agreed_lines(case: Case, numbers: Summary) -> Iterator[str]:
    """Say on what the packages worth testing agree, where they differ, and who outside the room can refuse them."""
    packages = [words.differing(case, one.levels) for one in numbers.packages]
    if len(packages) > 1:
        shared = {key: level for key, level in packages[0].items() if all(one.get(key) == level for one in packages)}
        apart = [key for key in case.issues if len({one.get(key) for one in packages}) > 1]
        if shared and apart:
            names = joined(refer(subjects.subject(case, short_name(case, key)), "issue", key) for key in apart)
            told = "The packages worth testing have in common that {}. They differ in {}."
            yield phrase(told, words.all_levels(case, shared), names)
        elif shared:
            yield f"The packages worth testing have in common that {words.all_levels(case, shared)}."
    for party, (low, high) in numbers.refusals.items():
        if high >= LEAST:
            same = percent(low) == percent(high)
            ends = [refer(percent(chance), "deals") for chance in ([high] if same else [low, high])]
            yield phrase(
                "{}, not at the table, can refuse what the others sign: with a chance of {}{}.",
                sentence(words.the_party(case, party)),
                joined_by(" to ", ends),
                "" if same else ", depending on the package",
            )


def foresight_lines(case: Case, found: Sequence[FarsightedScenario]) -> Iterator[str]:
    """Say what parties that look to the end could reach, and where single steps lead elsewhere."""
    named = [one for one in found if one.scenario is not None]
    begins = sum(one.stepwise for one in found) > 1
    alike = [one for one in named if one.view == BOTH]
    if alike:
        listed = words.some_scenarios(case, (str(one.scenario) for one in alike), "or")
        yield phrase(
            "Far-sighted parties could end and stay where moving step by step, alone or jointly, may end: {}.",
            listed,
        )
    also = "also " if alike else ""
    for one in named:
        name = words.some_scenario(case, str(one.scenario))
        if one.view == FARSIGHTED and one.route:
            movers = words.the_parties(case, dict.fromkeys(key for step in one.route for key in step.units))
            near = "single steps lead elsewhere" if begins else "one step at a time nobody begins"
            yield phrase("Far-sighted parties ({}) could {}reach {}; {}.", movers, also, name, near)
        elif one.view == STEPWISE:
            told = (
                "Step by step, alone or jointly, the parties may end in {}; far-sighted parties would not stay there."
            )
            yield phrase(told, name)
    if named and not any(one.view in (BOTH, FARSIGHTED) for one in named):
        near = "" if begins else "; one step at a time nobody begins"
        yield f"There is no named ending that far-sighted parties would both reach and keep{near}."
