"""The numbers of a brief in words: how likely, what it turns on, which packages are worth testing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from winset import expr
from winset.case.model import Case
from winset.engines.deals.zone import Package
from winset.engines.forecast.summary import Pivot, Summary
from winset.engines.talks.paired import IN_FORCE
from winset.present.documents.document import Bullets, Section, Table
from winset.present.documents.unilateral import no_deadline
from winset.present.words import quorum, words
from winset.present.words.likelihood import of_something, percent, told
from winset.present.words.negotiation import (
    ASSUMED,
    NOT_FORECAST,
    TIED,
    at_both_ends,
    average,
    input_words,
)
from winset.present.words.packages import failing, letter, lettered
from winset.present.words.prose import counted, joined, sentence
from winset.present.words.runs import Kind, Reference, compose, joined_by, phrase, refer
from winset.present.words.supposing import held_at

LEAST = 0.005
OUTSIDE = "Something else that is modelled"
UNMODELLED = "Something that is not modelled, set aside by the case"
AGREEMENT = "An agreement in force (in whatever ending)"


def likeliest(case: Case, numbers: Summary, unforecast: Collection[str]) -> str:
    """Say in one line how likely the scenarios are, but for those that are not forecast."""
    ordered = sorted(numbers.scenarios.items(), key=lambda item: -item[1])
    listed = joined(
        phrase("{} {}", words.scenario_name(case, key), refer(percent(chance), "headline", key))
        for key, chance in ordered
        if key not in unforecast
    )
    chances = of_something("an agreement in force", numbers.in_force), percent(numbers.by_assumption[IN_FORCE])
    agreement = "By the ranges in the case {}, by assumptions alone {}"
    agreement = phrase(agreement, *(refer(one, "headline", IN_FORCE) for one in chances))
    return phrase("{}. By ending: {}.", agreement, listed) if listed else compose(agreement, ".")


def numbers_sections(case: Case, numbers: Summary | None, unforecast: Collection[str]) -> Iterator[Section]:
    """Write the sections that only a case with values has."""
    if numbers is None:
        return
    points = max(1, round(100 * numbers.noise))
    drawn = phrase(
        "From {}, give or take {}.",
        refer(f"{numbers.draws:,} draws", "draws", str(numbers.draws)),
        refer(counted(points, "point"), "draws", str(numbers.draws)),
    )
    drawn = compose(drawn, f" {case.note}" if case.note else "")
    yield Section("How likely", (_likely(case, numbers, unforecast), ASSUMED, *no_deadline(case), drawn), "how likely")
    told_apart = [one for one in numbers.pivots if percent(one.at_low) != percent(one.at_high)]
    if told_apart or numbers.level:
        turns_on = (*(_pivot(case, one) for one in told_apart), *_robustness(case, numbers))
        yield Section("What it turns on", (Bullets(turns_on),))
    named = lettered(case, [one.levels for one in numbers.packages])
    packages = tuple(
        _package(case, one, numbers.packages[place - 1] if place else None, phrase("{}: {}", letter(place), name))
        for place, (one, name) in enumerate(zip(numbers.packages, named, strict=True))
    )
    mean, possible = numbers.zone
    zone = phrase(
        "Of {}, {} on average {}.",
        counted(possible, "possible package", to=Reference("deals")),
        refer(average(mean), "deals"),
        quorum.deals_for(case),
    )
    yield Section("Packages worth testing", (zone, Bullets(packages)) if packages else (zone,))


def _likely(case: Case, numbers: Summary, unforecast: Collection[str]) -> Table:
    """Set every headline beside what it would be if nobody preferred anything."""
    alone = numbers.by_assumption
    rows: list[tuple[str, str, str]] = [
        (sentence(words.scenario_name(case, key)), NOT_FORECAST, "")
        if key in unforecast
        else (sentence(words.scenario_name(case, key)), *_chances("headline", key, told(chance), percent(alone[key])))
        for key, chance in numbers.scenarios.items()
    ]
    if numbers.outside:
        rows.append((OUTSIDE, *_chances("headline", "", told(numbers.outside), "")))
    rows.append((UNMODELLED, *_chances("entry", "talks", told(numbers.other), percent(numbers.other))))
    rows.append((AGREEMENT, *_chances("headline", IN_FORCE, told(numbers.in_force), percent(alone[IN_FORCE]))))
    return Table(("how it may end", "likelihood", "by assumptions alone"), tuple(rows))


def _chances(kind: Kind, key: str, likely: str, alone: str) -> tuple[str, str]:
    """Give the two chances of a row, with what they are chances of."""
    return refer(likely, kind, key), refer(alone, kind, key)


def _pivot(case: Case, one: Pivot) -> str:
    low = held_at(case, one.address, one.low), refer(percent(one.at_low), "input", one.address)
    high = held_at(case, one.address, one.high), refer(percent(one.at_high), "input", one.address)
    about = sentence(input_words(case, one.address))
    return phrase("{}. {}.", about, at_both_ends(case, one.headline, low, high))


def _robustness(case: Case, numbers: Summary) -> Iterator[str]:
    if numbers.level:
        named = words.some_scenarios(case, sorted((numbers.leader, *numbers.level)))
        yield compose(sentence(named), f": a tie. {TIED}")
        return
    if not numbers.leader or not numbers.pivots:
        return
    name = sentence(words.some_scenario(case, numbers.leader))
    if not numbers.overturned_by:
        tries = refer("'winset flips' tries every input", "flips")
        yield phrase("{} stays the likeliest ending at either end of these: robust. {}.", name, tries)
    for address, value, other in numbers.overturned_by:
        what, at = input_words(case, address), held_at(case, address, value)
        scenario = sentence(words.some_scenario(case, other))
        yield phrase(
            "{} as the likeliest ending is not robust. {} is the likeliest with {} at {}.", name, scenario, what, at
        )


def _package(case: Case, one: Package, former: Package | None, name: str) -> str:
    """Tell a package with its risks; what it shares with the one above is not told again."""
    here = expr.assigned(one.levels)

    def chance(share: float) -> str:
        return refer(percent(share), "package", here)

    parts = [phrase("{} A deal in {} of draws.", name, chance(one.share))]
    if former is not None and one.fails and one.fails == former.fails:
        parts.append("The same risks.")
    elif one.fails:
        listed = joined((phrase("{} ({})", why, chance(share)) for why, share in failing(case, one.fails, 2)), "or")
        parts.append(phrase("It fails where {}.", listed))
    if one.in_force is not None and percent(one.in_force) != "100%":
        refusing = [
            phrase("refused by {} {}", words.the_party(case, key), chance(p))
            for key, p in one.refused_by.items()
            if p >= LEAST
        ]
        by = phrase(" ({})", joined(refusing)) if refusing else ""
        parts.append(phrase("Comes into force, once agreed: {}{}.", chance(one.in_force), by))
    if lost := quorum.outvoted(case, one):
        parts.append(phrase("Worse than no deal for {}, who can be outvoted.", words.the_parties(case, lost)))
    if worse := [key for key, gain in one.over_today.items() if gain < -LEAST and one.gains[key] >= 0]:
        parts.append(phrase("No worse than no deal, but worse than today: {}.", words.the_parties(case, worse)))
    if one.answers and (former is None or one.answers[0][0] != former.answers[0][0]):
        answer, share = one.answers[0]
        parts.append(phrase("Likeliest answer: {} ({}).", words.levels(case, answer), chance(share)))
    return joined_by(" ", parts)
