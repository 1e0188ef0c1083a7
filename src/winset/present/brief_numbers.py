"""The numbers of a brief in words: how likely, what it turns on, which packages are worth testing."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.engines.bargaining.paired import IN_FORCE
from winset.engines.bargaining.summary import Pivot, Summary
from winset.engines.bargaining.zone import Package
from winset.present import words
from winset.present.document import Bullets, Section, Table
from winset.present.likelihood import percent, told
from winset.present.negotiation_words import ASSUMED, headline_words, input_words, package_words, requirement_words
from winset.present.unilateral import no_deadline
from winset.present.words import counted, joined, sentence

LEAST = 0.005
OUTSIDE = "Something else that is modelled"
UNMODELLED = "Something that is not modelled, set aside by the case"
AGREEMENT = "An agreement in force (in whatever ending)"


def likeliest(case: Case, numbers: Summary) -> str:
    """Say in one line how likely the scenarios are."""
    ordered = sorted(numbers.scenarios.items(), key=lambda item: -item[1])
    listed = joined(f"{case.scenario_name(key)} {percent(chance)}" for key, chance in ordered)
    alone = percent(numbers.by_assumption[IN_FORCE])
    agreement = f"an agreement in force is {told(numbers.in_force)}, by assumptions alone {alone}"
    return f"By the ranges in the case {agreement}; {listed}." if listed else f"By the ranges in the case {agreement}."


def numbers_sections(case: Case, numbers: Summary | None) -> Iterator[Section]:
    """Write the sections that only a case with values has."""
    if numbers is None:
        return
    points = max(1, round(100 * numbers.noise))
    drawn = f"From {numbers.draws:,} draws, give or take {points} point{'s' if points > 1 else ''}."
    yield Section("How likely", (_likely(case, numbers), ASSUMED, *no_deadline(case), f"{drawn} {case.note}".strip()))
    pivots = (*(_pivot(case, one) for one in numbers.pivots), *_robustness(case, numbers))
    if pivots:
        yield Section("What it turns on", (Bullets(pivots),))
    packages = tuple(
        _package(case, one, numbers.packages[place - 1] if place else None)
        for place, one in enumerate(numbers.packages)
    )
    mean, possible = numbers.zone
    zone = (
        f"Of {counted(possible, 'possible package')}, {mean:,.0f} on average are deals for all sides and their homes."
    )
    yield Section("Packages worth testing", (zone, Bullets(packages)) if packages else (zone,))


def _likely(case: Case, numbers: Summary) -> Table:
    """Set every headline beside what it would be if nobody preferred anything."""
    alone = numbers.by_assumption
    rows = [
        (sentence(case.scenario_name(key)), told(chance), percent(alone[key]))
        for key, chance in numbers.scenarios.items()
    ]
    rows.append((OUTSIDE, told(numbers.outside), ""))
    rows.append((UNMODELLED, told(numbers.other), percent(numbers.other)))
    rows.append((AGREEMENT, told(numbers.in_force), percent(alone[IN_FORCE])))
    return Table(("how it may end", "likelihood", "by assumptions alone"), tuple(rows))


def _pivot(case: Case, one: Pivot) -> str:
    return (
        f"{sentence(input_words(case, one.address))}: at {one.low}, {headline_words(case, one.headline)} "
        f"{percent(one.at_low)}; at {one.high}, {percent(one.at_high)}."
    )


def _robustness(case: Case, numbers: Summary) -> Iterator[str]:
    if numbers.level:
        named = joined(words.scenario(case, key) for key in sorted((numbers.leader, *numbers.level)))
        yield f"{sentence(named)}: a tie; equally good packages lead to them."
        return
    if not numbers.leader or not numbers.pivots:
        return
    name = sentence(words.scenario(case, numbers.leader))
    if not numbers.overturned_by:
        yield f"{name} stays the likeliest scenario at either end of these: robust. 'winset flips' tries every input."
    for address, value, other in numbers.overturned_by:
        what = f"{input_words(case, address)} at {value}"
        yield f"{name} as the likeliest scenario is not robust: {what} makes it {words.scenario(case, other)}."


def _package(case: Case, one: Package, former: Package | None) -> str:
    """Tell a package with its risks; what it shares with the one above is not told again."""
    parts = [f"{package_words(case, one.levels)}. A deal in {percent(one.share)} of draws."]
    if former is not None and one.fails == former.fails:
        parts.append("The same risks.")
    elif one.fails:
        listed = joined(f"{requirement_words(case, name)} ({percent(share)})" for name, share in one.fails[:2])
        parts.append(f"Fails otherwise on {listed}.")
    if one.in_force is not None and percent(one.in_force) != "100%":
        refusing = [
            f"refused by {case.party_name(key)} {percent(p)}" for key, p in one.refused_by.items() if p >= LEAST
        ]
        parts.append(
            f"Comes into force, once agreed: {percent(one.in_force)}{f' ({joined(refusing)})' if refusing else ''}."
        )
    if worse := [key for key, gain in one.over_today.items() if gain < -LEAST]:
        parts.append(f"No worse than no deal, but worse than today: {words.parties(case, worse)}.")
    if one.answers and (former is None or one.answers[0][0] != former.answers[0][0]):
        answer, chance = one.answers[0]
        parts.append(f"Likeliest answer: {words.levels(case, answer)} ({percent(chance)}).")
    return " ".join(parts)
