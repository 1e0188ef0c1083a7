"""An input at an end of its range in words: "if waiting costs Ukraine less (3 points, not 8)"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from winset.case.model import Case
from winset.case.negotiation import Value
from winset.present.words import clauses, conditions, prose, subjects, verbs, words
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import asked_for, input_name, is_or_are
from winset.present.words.points import unit_of
from winset.present.words.runs import phrase, refer
from winset.space.inputs import inputs


def supposed(case: Case, address: str, value: str, instead: str) -> str:
    """Say what is supposed when an input is at one end of its range instead of at its most likely value.

    Examples
    --------
    >>> import winset
    >>> supposed(winset.load("jeddah-2025"), "delay.UA", "3", "8")
    'If waiting costs Ukraine less (3 points, not 8)'
    >>> supposed(winset.load("jeddah-2025"), "conditions.strict.probability", "0.55", "0.30")
    'If territory or a change of leadership is more likely to be a real condition of the United States (55%, not 30%)'
    """
    path = tuple(map(str, inputs(case)[address].path))
    known = _TOLD.get(path[0])
    more = float(value) > float(instead)
    told = known(case, path, more) if known else ""
    if path[0] == "values" and float(value) < 0 and float(instead) < 0 and " worth " in told:
        costs = _costs(case, path, more)
        value, instead = value.lstrip("-"), instead.lstrip("-")
        return phrase("If {} ({}, not {})", costs, *figures(case, address, value, instead))
    if not told:
        return phrase("If {} is {}, not {}", input_name(case, address), *figures(case, address, value, instead))
    return phrase("If {} ({}, not {})", told, *figures(case, address, value, instead))


def supposed_of_it(case: Case, address: str, value: str, instead: str) -> str:
    """Say the same of a condition that a reader has just been told of."""
    likelier = f"more likely {'real' if float(value) > float(instead) else 'an opening position'}"
    return phrase("If that condition is {} ({}, not {})", likelier, *figures(case, address, value, instead))


def kept_as_today(case: Case, issue: str) -> str:
    """Say what is supposed when an issue stays as it is today, whatever else is agreed.

    Examples
    --------
    >>> import winset
    >>> kept_as_today(winset.load("jeddah-2025"), "truce"), kept_as_today(winset.load("jeddah-2025"), "aid")
    ('If no truce can be offered', 'If aid cannot resume')
    >>> kept_as_today(winset.load("supply-contract"), "volume")
    'If the volume stays at 15 000 tonnes a month'
    """
    today = case.status_quo_level(issue)
    now = clauses.clause(case, issue, today)
    others = [] if case.issues[issue].numeric else [level for level in case.issues[issue].levels if level != today]
    if verbs.with_many(now.verb) == "are" and now.subject.startswith("no "):
        told = f"{now.subject} can be {now.rest}"
    elif verbs.with_many(now.verb) == "are" and now.subject == "there" and now.rest.startswith("no "):
        told = f"there can be {now.rest}"
    elif len(others) == 1 and (one := clauses.clause(case, issue, others[0])).verb and one.verb not in verbs.MODAL:
        told = f"{one.subject} cannot {verbs.infinitive(one.verb)} {one.rest}".rstrip()
    elif issue in case.guards and now.rest and verbs.with_many(now.verb) == "are" and now.subject != "there":
        told = f"{now.subject} can only be {now.rest}"  # it does not stand anywhere today
    elif case.issues[issue].numeric:
        told = f"{now.subject} {'stay' if subjects.plural(now.subject) else 'stays'} at {now.rest}"
    elif verbs.with_many(now.verb) == "are" and now.rest and now.subject != "there":
        told = f"{now.subject} can only be {now.rest}"
    else:
        told = f"{now} in any case"
    return phrase("If {}", refer(told, "issue", issue))


def figures(case: Case, address: str, value: str, instead: str) -> tuple[str, str]:
    """Write both values as a reader counts them: chances in percent, what else by its unit."""
    path = inputs(case)[address].path
    if _is_chance(path):
        one, other = (percent(float(number)) for number in (value, instead))
    else:
        one, other = _number(value), _number(instead)
        if path[0] in _POINTS:
            one += " point" if one in {"1", "-1"} else " points"
    return refer(one, "input", address), refer(other, "input", address)


def held_at(case: Case, address: str, value: str) -> str:
    """Write the value at which an input is held as a reader counts it, to the digits that it has.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> held_at(case, "conditions.strict.probability", "0.428"), held_at(case, "delay.UA", "3")
    ('42.8%', '3')
    >>> held_at(case, "conditions.strict.probability", "1"), held_at(case, "conditions.strict.probability", "0")
    ('100%', '0%')
    """
    if address in inputs(case) and _is_chance(inputs(case)[address].path):
        value = f"{(100 * Decimal(value)).normalize():f}%"
    return refer(value, "input", address)


def _is_chance(path: Sequence[str | int]) -> bool:
    return path[0] in _CHANCES or (path[0], path[-1]) in _CHANCE_FIELDS


def _number(text: str) -> str:
    number = float(text)
    return f"{number:,.0f}" if number == round(number) else f"{Decimal(f'{number:.3g}'):,f}"


_CHANCES = {"conditions", "ratification", "mandates", "deadlines", "alternatives"}
_CHANCE_FIELDS = {("talks", name) for name in ("failure", "at_deadline", "foresight")} | {("profiles", "weight")}
_POINTS = {"values", "delay", "no_deal", "threats"}


def _condition(case: Case, path: tuple[str, ...], more: bool) -> str:
    likelier = "more likely to be" if more else "less likely to be"
    by = words.the_party(case, case.conditions[path[1]].party)
    if not case.conditions[path[1]].name:
        return phrase("it is {} a real condition of {} {}", likelier, by, demand(case, path[1]))
    return phrase("{} {} {} a real condition of {}", demand(case, path[1]), is_or_are(case, path[1]), likelier, by)


def demand(case: Case, key: str) -> str:
    """Say what a condition asks for: by its name, else that something comes about."""
    return refer(asked_for(case, key), "entry", f"conditions:{key}")


def _delay(case: Case, path: tuple[str, ...], more: bool) -> str:
    return phrase("waiting costs {} {}", words.the_party(case, path[1]), "more" if more else "less")


def _talks(case: Case, path: tuple[str, ...], more: bool) -> str:
    return {
        "failure": f"talks fail {'more' if more else 'less'} often with a deal to be had",
        "foresight": f"it is {'surer' if more else 'less sure'} that the signatories know what their homes will accept",
        "at_deadline": f"{'more' if more else 'fewer'} agreements come on the last day",
        "ripeness": f"a year of conflict takes {'more' if more else 'fewer'} points off every no-deal value",
        "noise": f"agreements stray {'farther' if more else 'less far'} from the best package",
    }.get(path[-1], "")


def _answers(case: Case, path: tuple[str, ...], more: bool) -> str:
    return phrase("{} chooses its answer {} evenly", words.the_party(case, path[1]), "more" if more else "less")


def _deadline(case: Case, path: tuple[str, ...], more: bool) -> str:
    return f"the deadline is {'surer' if more else 'less sure'} to do what it says"


def _home(case: Case, path: tuple[str, ...], more: bool) -> str:
    entry = case.ratification[int(path[1])]
    accept = "accept" if subjects.plural(entry.home) else "accepts"
    what = words.levels(case, {entry.issue: path[-1]})
    whose = prose.possessive(words.the_party(case, entry.party))
    told = "{} {} {} more readily that {}" if more else "{} {} {} less readily that {}"
    return phrase(told, whose, entry.home, accept, what)


def _value(case: Case, path: tuple[str, ...], more: bool) -> str:
    value = case.values[path[1]][int(path[2])]
    owner, quantity = _owner(case, path[1]), "more" if more else "less"
    if each := _each(case, value):
        return phrase("{} is worth {} to {}", each, quantity, owner)
    told = _about(case, value, path)
    return phrase("it is worth {} to {} that {}", quantity, owner, told) if told else ""


def _costs(case: Case, path: tuple[str, ...], more: bool) -> str:
    """Say of what is worth less than nothing either way that it costs less, or more."""
    value = case.values[path[1]][int(path[2])]
    owner, quantity = _owner(case, path[1]), "less" if more else "more"
    if each := _each(case, value):
        return phrase("{} costs {} {}", each, owner, quantity)
    return phrase("it costs {} {} that {}", owner, quantity, _about(case, value, path))


def _owner(case: Case, key: str) -> str:
    """Name whose points an entry gives: a party, or a home, which goes by its party."""
    if key in case.parties:
        return words.the_party(case, key)
    of = next((party for party, one in case.parties.items() if key in one.home), None)
    return key if of is None else phrase("{} {}", prose.possessive(words.the_party(case, of)), key)


def _each(case: Case, value: Value) -> str:
    """Name what points a unit are for: "each tonne of the yearly volume"; empty of points that are not by the unit."""
    if value.each is None or not value.of or value.times:
        return ""
    return f"each {unit_of(case, value.of)}"


def _about(case: Case, value: Value, path: tuple[str, ...]) -> str:
    if value.of is None:
        return conditions.condition(case, value.when)
    if isinstance(value.points, dict) and not value.when:
        return words.levels(case, {value.of: case.issues[value.of].level(path[-1])})
    return ""


def _threat(case: Case, path: tuple[str, ...], more: bool) -> str:
    threat = case.threats[int(path[1])]
    what = threat.name or f"the threat of {words.the_party(case, threat.by)}"
    return phrase("{} costs {} {}", what, words.the_party(case, threat.target), "more" if more else "less")


def _elsewhere(case: Case, path: tuple[str, ...], more: bool) -> str:
    one = case.alternatives[int(path[1])]
    told = "{} can replace {} of what it is worth to {} that {}"
    what = conditions.condition(case, one.replaces)
    return phrase(told, one.by or "others", "more" if more else "less", words.the_party(case, one.party), what)


def _no_deal(case: Case, path: tuple[str, ...], more: bool) -> str:
    if path[-1] != "value" or path[1] not in case.parties:
        return ""
    return phrase("{} is {} off without a deal", words.the_party(case, path[1]), "better" if more else "worse")


def _voice(case: Case, path: tuple[str, ...], more: bool) -> str:
    if path[-1] != "weight":
        return ""
    name = case.profile_name(path[1], path[2])
    told = "{}: {} is {} the voice that decides"
    return phrase(told, words.the_party(case, path[1]), name, "likelier" if more else "less likely")


_TOLD: Mapping[str, Callable[[Case, tuple[str, ...], bool], str]] = {
    "conditions": _condition,
    "delay": _delay,
    "talks": _talks,
    "reactions": _answers,
    "deadlines": _deadline,
    "ratification": _home,
    "values": _value,
    "threats": _threat,
    "alternatives": _elsewhere,
    "no_deal": _no_deal,
    "profiles": _voice,
}
