"""Words for packages, requirements, headlines and inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.case.model import Case
from winset.case.sections import SECTIONS
from winset.case.short_names import short_name
from winset.case.walking import entry_model
from winset.engines.deals.requirements import Requirement
from winset.engines.forecast.not_forecast import why_not_forecast
from winset.engines.talks.paired import IN_FORCE, level_headlines
from winset.engines.talks.spread import Spread
from winset.expr import assigned
from winset.present.words import prose, subjects, words
from winset.present.words.points import points_at
from winset.present.words.prose import sentence
from winset.present.words.runs import phrase, refer
from winset.space.inputs import inputs

NOT_FORECAST = "not forecast"
NOTHING_TO_SIGN = (
    "In this case there is nothing to sign. An agreement moves an issue that several can only move together, or "
    "something of each of two who sign, and presses nobody; what one party does alone is none."
)
_TENTHS_BELOW = 9.95
_LEAST_TOLD = 0.05
TIED = (
    "Bargaining picks none of packages that are equally good, or from which different parties gain, whose points are "
    "not compared."
)
ASSUMED = (
    "By assumptions alone: the same draws if nobody preferred anything, so that all would consent to every agreement, "
    "each agreement had the same chance, and those not at the table answered evenly. That is set by chances "
    "that talks fail and that homes accept, by deadlines and by rules; only what differs from it is owed to what the "
    "parties reportedly want."
)


def not_forecast_words(case: Case, keys: Sequence[str]) -> Iterator[str]:
    """Say of endings that one party would bring about alone that no likelihood is given, and why."""
    if keys:
        be, takes = ("is", "this takes") if len(keys) == 1 else ("are", "these take")
        why = why_not_forecast(case, [case.scenarios[key].when for key in keys], takes)
        yield phrase("{} {} not forecast: {}.", sentence(words.some_scenarios(case, keys)), be, why)


def package_words(case: Case, levels: Mapping[str, str]) -> str:
    """Tell a package by what differs from the status quo; without one a deadline or an answer may change things yet."""
    told = words.differing(case, levels)
    return refer(words.levels(case, told) if told else "no package", "package", assigned(levels))


def average(mean: float) -> str:
    """Tell a mean of counts: in tenths below ten, since a mean of 0.3 packages is not none.

    Examples
    --------
    >>> [average(mean) for mean in (0, 0.02, 0.31, 1, 9.96, 23.7)]
    ['0', 'under 0.1', '0.3', '1', '10', '24']
    """
    if 0 < mean < _LEAST_TOLD:
        return "under 0.1"
    return f"{mean:,.0f}" if mean >= _TENTHS_BELOW else f"{mean:.1f}".removesuffix(".0")


def signed(amount: float) -> str:
    """Write a gain or a loss to a tenth, with its sign; what is nothing to a tenth has none.

    Examples
    --------
    >>> [signed(amount) for amount in (32.21, -0.5, 0.04, -0.04)]
    ['+32.2', '-0.5', '0', '0']
    """
    told = f"{amount:+.1f}"
    return "0" if told in {"+0.0", "-0.0"} else told


def spread_words(spread: Spread, drawn: bool = True) -> str:
    """Tell a quantity over the draws: its mean, where nine of ten lie, and what it is at the most likely values.

    Examples
    --------
    >>> spread_words(Spread(mean=23.7, low=0, high=61, central=24))
    '24 on average (from 0 to 61 in nine draws of ten; 24 at the most likely values)'
    >>> spread_words(Spread(mean=79.2, low=80, high=80, central=80))
    '79 on average (80 in nine draws of ten)'
    """
    if not drawn or spread.low == spread.high == spread.mean:
        return f"{spread.central:,}"
    low, high, central = f"{spread.low:,.0f}", f"{spread.high:,.0f}", f"{spread.central:,}"
    between = f"{low if low == high else f'from {low} to {high}'} in nine draws of ten"
    besides = "" if low == high == central else f"; {central} at the most likely values"
    return f"{average(spread.mean)} on average ({between}{besides})"


def requirement_words(case: Case, one: Requirement) -> str:
    """Tell a requirement: whose it is, and what it asks."""
    party = words.the_party(case, one.party(case))
    if one.kind == "party":
        return phrase("no worse than no deal for {}", party)
    if one.kind == "condition":
        asked = refer(asked_for(case, one.key), "entry", f"conditions:{one.key}")
        if case.conditions[one.key].name:
            return phrase("{} as a condition of {}", asked, party)
        return phrase("a condition of {} {}", party, asked)
    return phrase("consent of {} {}", prose.possessive(party), one.home)


def asked_for(case: Case, key: str) -> str:
    """Say what a condition asks for: by its name, else that something comes about."""
    one = case.conditions[key]
    return one.name or f"that {words.condition(case, one.unless)}"


def is_or_are(case: Case, key: str) -> str:
    """Give the verb after what a condition asks for: of "a truce or prisoners" the nearer word decides."""
    return "are" if subjects.plural(case.conditions[key].name.split(" or ")[-1]) else "is"


def headline_words(case: Case, headline: str) -> str:
    """Name a headline for readers."""
    if headline in case.scenarios:
        return refer(case.scenario_name(headline), "headline", headline)
    found = level_headlines(case).get(headline)
    told = headline if found is None else words.levels(case, dict([found]))
    return refer(told, "headline", headline)


def headline_in_prose(case: Case, headline: str) -> str:
    """Name a headline so that a sentence reads whatever the name."""
    if headline in case.scenarios:
        return words.some_scenario(case, headline)
    told = headline_words(case, headline)
    return phrase("an {}", told) if headline == IN_FORCE else phrase('"{}"', told)


def chance_words(case: Case, headline: str) -> str:
    """Name the chance of a headline: it is the chance that rises and falls, not the price and not the settlement.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> chance_words(case, "compromise"), chance_words(case, "aid = resumed")
    ('the chance of a compromise', 'the chance that aid resumes')
    """
    if headline in level_headlines(case) and headline not in case.scenarios:
        return phrase("the chance that {}", headline_words(case, headline))
    return phrase("the chance of {}", headline_in_prose(case, headline))


def at_both_ends(case: Case, headline: str, low: tuple[str, str], high: tuple[str, str]) -> str:
    """Say what a chance is with an input at either end of its range: each end, and the chance there.

    Examples
    --------
    >>> import winset
    >>> at_both_ends(winset.load("grain-2023"), "renewal", ("-6", "42%"), ("4", "0%"))
    'At -6, the chance of a renewal is 42%; at 4, 0%'
    """
    return phrase("At {}, {} is {}; at {}, {}", low[0], chance_words(case, headline), low[1], *high)


def input_words(case: Case, address: str) -> str:
    """Name an input for readers; it stands for its address, which is nowhere written."""
    name = input_name(case, address)
    return name if address.startswith("without ") else refer(name, "input", address)


def input_name(case: Case, address: str) -> str:
    """Name an input for readers: what it is about."""
    known = inputs(case).get(address)
    parts = address.split(".") if known is None else _told_parts(known.path)
    if address.startswith("without "):
        what = address.removeprefix("without ")
        if what in case.parties:
            return f"without {words.the_party(case, what)}"
        return f"without {subjects.subject(case, short_name(case, what))}"
    if parts[0] == "values":
        owner = words.the_party(case, parts[1]) if parts[1] in case.parties else parts[1]
        return f"{prose.possessive(owner)} points {points_at(case, address)}"
    if parts[0] in {"weights", "scores"}:
        return _scoring_words(case, address)
    if parts[0] == "conditions":
        owner, asked = words.the_party(case, case.conditions[parts[1]].party), asked_for(case, parts[1])
        if not case.conditions[parts[1]].name:
            return f"the chance that it is a real condition of {owner} {asked}"
        return f"the chance that {asked} {is_or_are(case, parts[1])} a real condition of {owner}"
    if parts[0] == "ratification":
        entry, level = case.ratification[int(parts[1]) - 1], parts[3]
        accept = "accept" if subjects.plural(entry.home) else "accepts"
        whose = f"{prose.possessive(words.the_party(case, entry.party))} {entry.home}"
        return f"the chance that {whose} {accept} that {words.levels(case, {entry.issue: level})}"
    if parts[0] in {"delay", "dependence", "no_deal"} and parts[1] in case.parties:
        noun = {"delay": "the cost of waiting", "dependence": "the dependence", "no_deal": "the no-deal value"}[
            parts[0]
        ]
        told = f"{noun} of {words.the_party(case, parts[1])}"
        return f"what {told} loses over the days" if parts[-1] == "decay" and len(parts) > 2 else told
    return _further_words(case, address, parts)


def _told_parts(path: Sequence[str | int]) -> list[str]:
    """Give the parts of an address, positions counted from 1; keys may hold full stops, so no address is split."""
    return [str(part + 1) if isinstance(part, int) else part for part in path]


def _scoring_words(case: Case, address: str) -> str:
    """Name a weight, or the score of a level: ``scores.buyer.price.150``."""
    section, owner, *_ = inputs(case)[address].path
    path = inputs(case)[address].path
    whose = prose.possessive(words.the_party(case, str(owner)) if owner in case.parties else str(owner))
    issue = str(path[3])
    if section == "weights":
        return f"{whose} weight of {short_name(case, issue)}"
    return f"{whose} score of {words.levels(case, {issue: str(path[4])})}"


def _further_words(case: Case, address: str, parts: list[str]) -> str:
    if parts[0] == "reactions" and parts[1] in case.parties:
        return f"how evenly {words.the_party(case, parts[1])} chooses among its answers"
    if parts[0] == "mandates" and parts[1] in case.parties:
        capital = f"the capital of {words.the_party(case, parts[1])}"
        return f"the chance that {capital} confirms what lies outside the mandate"
    if parts[0] == "deadlines":
        on = case.deadlines[int(parts[1]) - 1].on
        when = f"the deadline of {prose.day_words(on)}" if on else "the end of the talks"
        return f"the chance that {when} does what it says"
    if parts[0] == "threats":
        threat = case.threats[int(parts[1]) - 1]
        what = threat.name or f"the threat of {words.the_party(case, threat.by)}"
        return f"what {what} costs {words.the_party(case, threat.target)}"
    if parts[0] == "alternatives":
        other = case.alternatives[int(parts[1]) - 1]
        by = f" by {other.by}" if other.by else ""
        whom, what = words.the_party(case, other.party), words.condition(case, other.replaces)
        return f"the share that can be replaced for {whom}{by} of what it is worth that {what}"
    if parts[0] == "profiles" and parts[1] in case.parties:
        voice = case.profile_name(parts[1], parts[2])
        return f"a voice of {words.the_party(case, parts[1])}, {voice}: {_of_a_voice(case, address, parts)}"
    return _table_words(case, address)


def _of_a_voice(case: Case, address: str, parts: list[str]) -> str:
    if parts[3] == "weight":
        return "its weight"
    if parts[3] == "conditions":
        return f"the chance that {asked_for(case, parts[4])} {is_or_are(case, parts[4])} a real condition for it"
    return f"its points {points_at(case, address)}"


def _table_words(case: Case, address: str) -> str:
    """Name an input by what the table of sections says of its section and field."""
    one = inputs(case).get(address)
    model = None if one is None else entry_model(one.path)
    if one is None or model is None:
        return "the input"
    section = SECTIONS[str(one.path[0])]
    name = next(step for step in reversed(one.path) if step in model.model_fields)
    told = model.model_fields[str(name)].description or f"{section.title}: {name}"
    which = [str(step + 1) if isinstance(step, int) else step for step in one.path[1:] if step != name]
    return told if section.shape == "one" else f"{told} ({section.title}, {' '.join(which)})"
