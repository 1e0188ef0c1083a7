"""Lines of page one that look across results: what would be agreed, who can refuse, what looking to the end changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.case.model import Case
from winset.engines.bargaining.summary import Summary
from winset.engines.stability.foresight import BOTH, FARSIGHTED, STEPWISE, FarsightedScenario
from winset.present import words
from winset.present.likelihood import percent
from winset.present.words import joined, sentence

LEAST = 0.005


def agreed_lines(case: Case, numbers: Summary) -> Iterator[str]:
    """Say on what the packages worth testing agree, where they differ, and who outside the room can refuse them."""
    packages = [words.differing(case, one.levels) for one in numbers.packages]
    if len(packages) > 1:
        shared = {key: level for key, level in packages[0].items() if all(one.get(key) == level for one in packages)}
        apart = [key for key in case.issues if len({one.get(key) for one in packages}) > 1]
        if shared and apart:
            names = joined(case.issue_name(key) for key in apart)
            yield f"The packages worth testing have in common {words.levels(case, shared)}; they differ in {names}."
        elif shared:
            yield f"The packages worth testing have in common {words.levels(case, shared)}."
    for party, (low, high) in numbers.refusals.items():
        if high >= LEAST:
            same = percent(low) == percent(high)
            between = percent(high) if same else f"{percent(low)} to {percent(high)}, depending on the package"
            yield (
                f"{case.party_name(party)}, not at the table, can refuse what the others sign: with a chance of "
                f"{between}."
            )


def foresight_lines(case: Case, found: Sequence[FarsightedScenario]) -> Iterator[str]:
    """Say what parties that look to the end would reach, and where single steps lead elsewhere."""
    named = [one for one in found if one.scenario is not None]
    begins = sum(one.stepwise for one in found) > 1
    alike = [one for one in named if one.view == BOTH]
    if alike:
        listed = joined(words.scenario(case, str(one.scenario)) for one in alike)
        yield f"Far-sighted parties would reach, and could leave standing, what single steps lead to: {listed}."
    for one in named:
        name = words.scenario(case, str(one.scenario))
        if one.view == FARSIGHTED and one.route:
            movers = joined(dict.fromkeys(case.party_name(key) for step in one.route for key in step.units))
            near = "single steps lead elsewhere" if begins else "one step at a time nobody begins"
            yield f"Far-sighted parties ({movers}) would reach {name}; {near}."
        elif one.view == STEPWISE:
            yield f"{sentence(name)} is reached by single steps, but far-sighted parties would not leave it standing."
    if named and not any(one.view in (BOTH, FARSIGHTED) for one in named):
        near = "" if begins else "; one step at a time nobody begins"
        yield f"Far-sighted parties would reach none of the named scenarios and leave it standing{near}."
