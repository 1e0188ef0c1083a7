"""What would change how it ends, for page one: numbers at an end of their range, preferences not as reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from winset.case.model import Case
from winset.engines.brief.brief import BriefRecord
from winset.engines.forecast.changes import InputChange
from winset.engines.forecast.summary import Summary
from winset.engines.forecast.taken_away import Refused, TakenAway
from winset.engines.stability.pivotal_statements import Hinge
from winset.engines.talks.consents import Consent
from winset.engines.talks.paired import IN_FORCE
from winset.present.documents.document import Block, Bullets
from winset.present.words import conditions, words
from winset.present.words.articles import is_several
from winset.present.words.likelihood import percent
from winset.present.words.runs import began, joined_by, phrase, refer
from winset.present.words.supposing import kept_as_today, supposed, supposed_of_it

SHOWN = 3
LEAST = 0.02
"""Moves of a chance below this are not told: two points of a hundred."""
AT_ONCE = 30
"""Words up to which what is supposed and what follows stand in one sentence."""
TURNS = 0.05
"""A condition that moves an ending so far is the question that it turns on."""


def would_change(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say what would change how it ends, the foremost first."""
    if record.numbers is not None:
        lines = list(_lines(case, record.numbers))
        yield Bullets(tuple(lines)) if lines else "No single number within its range moves an ending by two points."
        return
    most = SHOWN - bool(record.consents)
    lines = [_hinge(case, group) for group in _grouped(record.hinges)[:most]]
    lines += [_needing(case, one) for one in record.consents][:1]
    if lines:
        yield Bullets(tuple(lines))
    elif case.scenarios and not record.notes:
        yield "No single reported preference, left out, moved or reversed, changes which endings can hold."


def _lines(case: Case, numbers: Summary) -> Iterator[str]:
    """The changes told: a condition, what an agreement or an ending cannot do without, then other numbers."""
    found = _foremost(numbers.changes)
    taken = [_without(case, one) for one in (numbers.without,) if one is not None and one.move >= TURNS]
    taken += [_refused(case, numbers, one) for one in numbers.refused[:1] if one.move >= TURNS]
    first = [one for one in found if one.address.startswith("conditions.")][: SHOWN - 2] if taken else []
    others = [one for one in found if one not in first][: max(SHOWN - len(taken) - len(first), 0)]
    yield from (_change(case, numbers, one) for one in first)
    yield from taken
    yield from (_change(case, numbers, one) for one in others)


def _foremost(found: Iterable[InputChange]) -> list[InputChange]:
    """The changes to tell: conditions first, what is set for the talks as such last, and else the widest first."""
    told_ = [one for one in found if one.move >= LEAST]
    rank = {"conditions": 0, "talks": 2}
    told_.sort(key=lambda one: (rank.get(one.address.split(".")[0], 1), -one.move))
    return told_


def _change(case: Case, numbers: Summary, one: InputChange) -> str:
    now = {**numbers.scenarios, IN_FORCE: numbers.in_force}
    ordered = sorted(one.chances, key=lambda key: (-abs(one.chances[key] - now[key]), key == IN_FORCE))
    told_: dict[tuple[str, str], str] = {}
    for key in ordered:
        chances = percent(one.chances[key]), percent(now[key])
        if key == one.headline or abs(one.chances[key] - now[key]) >= LEAST:
            told_.setdefault(chances, phrase("{} {}", _headline(case, key), refer(chances[0], "input", one.address)))
    turning = turning_question(numbers)
    if turning is not None and one.address == turning.address:
        what = supposed_of_it(case, one.address, one.value, one.instead)
    else:
        what = supposed(case, one.address, one.value, one.instead)
    return _if_then(what, joined_by(", ", list(told_.values())[:2]), ": ")


def _without(case: Case, one: TakenAway) -> str:
    after, before = refer(percent(one.after), "flips"), refer(percent(one.before), "headline", IN_FORCE)
    then = phrase("{} {} instead of {}", _headline(case, IN_FORCE), after, before)
    return _if_then(kept_as_today(case, one.issue), then, ": ")


def _refused(case: Case, numbers: Summary, one: Refused) -> str:
    now = {**numbers.scenarios, IN_FORCE: numbers.in_force}
    ordered = sorted(one.chances, key=lambda key: (one.chances[key] - now[key], key == IN_FORCE))
    most = min(one.consent.scenarios, key=lambda key: one.chances[key] - now[key])
    both = [most, ordered[-1] if one.chances[ordered[-1]] - now[ordered[-1]] >= LEAST else IN_FORCE]
    told = [
        phrase("{} {} instead of {}", _headline(case, key), percent(one.chances[key]), percent(now[key]))
        for key in dict.fromkeys(both)
    ]
    return _if_then(_without_consent(case, one.consent), joined_by(", ", told), ": ")


def _needing(case: Case, one: Consent) -> str:
    names = words.some_scenarios(case, one.scenarios)
    return _if_then(_without_consent(case, one), phrase("{} cannot come about", names), ", ")


def _without_consent(case: Case, one: Consent) -> str:
    """Suppose that somebody who is not at the table does not consent, or, where that is no consent, does nothing."""
    many = len(one.parties) > 1 or is_several(case.party_name(one.parties[0]))
    told = words.the_parties(case, one.parties)
    return phrase("If {} {} {}", told, "do" if many else "does", "nothing" if one.step else "not consent")


def _if_then(what: str, then: str, between: str) -> str:
    """Say what follows if something is so: in one sentence, or in two where it would be long."""
    if len(f"{what}{between}{then}".split()) <= AT_ONCE or not what.startswith("If "):
        return phrase("{}{}{}.", what, between, then)
    return phrase("{}. Then {}.", began(what, "If ", "Suppose "), then)


def _headline(case: Case, key: str) -> str:
    return "some agreement" if key == IN_FORCE else words.scenario(case, key)


Group = tuple[Hinge, list[Hinge]]


def widest(found: Iterable[Hinge]) -> list[Hinge]:
    """Give the statements that decide, one change each, those on which most endings hang first."""
    return [first for first, _ in _grouped(found)]


def _grouped(found: Iterable[Hinge]) -> list[Group]:
    """One group a statement: of its changes the one that touches most scenarios, those leaving it out before others."""
    by: dict[tuple[str, int, str, bool], list[Hinge]] = {}
    for one in found:
        by.setdefault((one.party, one.position, one.change, one.holds), []).append(one)
    order = {"without": 0, "below": 1, "opposite": 2}
    best: dict[tuple[str, int], Group] = {}
    for key, members in sorted(by.items(), key=lambda item: (-len(item[1]), order[item[0][2]])):
        best.setdefault(key[:2], (members[0], members))
    return list(best.values())


def preference(case: Case, one: Hinge) -> str:
    """Tell a statement that decides: whose, and what it asks for."""
    statement = case.preferences[one.party][one.position - 1]
    about = refer(words.condition(case, statement.prefer), "statement", f"{one.party}:{one.position}")
    return phrase("of {}: {}", words.the_party(case, one.party), about)


def _hinge(case: Case, group: Group) -> str:
    one, members = group
    how = {
        "without": "If {} do{} not mind whether {}",
        "below": 'If {} put{} one thing before this, "{}"',
        "opposite": 'If {} prefer{} the opposite of "{}"',
    }[one.change]
    statement = case.preferences[one.party][one.position - 1]
    about = refer(words.condition(case, statement.prefer), "statement", f"{one.party}:{one.position}")
    if one.change == "without" and conditions.complicated(statement.prefer):
        how = 'If {} do{} not mind this, "{}"'
    ending = "" if is_several(case.party_name(one.party)) else "es" if one.change == "without" else "s"
    what = phrase(how, words.the_party(case, one.party), ending, about)
    names = words.some_scenarios(case, (member.scenario for member in members))
    return _if_then(what, phrase("{} {} hold", names, "can" if one.holds else "can no longer"), ", ")


def turning_question(numbers: Summary) -> InputChange | None:
    """Give the condition that changes most, where it changes much."""
    return next((one for one in numbers.changes if one.address.startswith("conditions.") and one.move >= TURNS), None)
