"""Plain words for the parts of a case: lists, levels, moves, outcomes; the same words whoever the party is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from winset import expr
from winset.case.entries import BasedEntry
from winset.case.marks import on_marks
from winset.case.model import Case
from winset.engines.records import Outcome
from winset.engines.stability.why import Step
from winset.present.words import amounts, clauses, conditions
from winset.present.words.articles import in_the_case, takes_the, with_the
from winset.present.words.prose import counted, either, joined, reads_as_noun, spelled, takes_one, with_article
from winset.present.words.runs import Reference, compose, joined_by, phrase, refer

MOST_TOLD = 3
"""Of an outcome without a name, at most so many changes are told in a sentence."""
MANY = 4
"""So many parties are not listed, where they are all that there are."""
_SOURCE = re.compile(r"[A-Za-z][\w-]{0,31}")  # how a basis names a claim or an item of a source: one word


def level(case: Case, issue: str, name: str) -> str:
    """Tell a level as readers see it: an amount with its unit."""
    return amounts.level(case, issue, name)


def scenario(case: Case, key: str) -> str:
    """Name a scenario so that a sentence reads whatever the name: titles and clauses stand in quotation marks.

    Examples
    --------
    >>> import winset
    >>> scenario(winset.load("jeddah-2025"), "breakdown")
    'breakdown with escalation'
    """
    name = scenario_name(case, key)
    return name if reads_as_noun(name) else phrase('"{}"', name)


def scenarios(case: Case, keys: Iterable[str], word: str = "and") -> str:
    """Name some scenarios: where one needs quotation marks all have them.

    Examples
    --------
    >>> import winset
    >>> print(scenarios(winset.load("ferry-contract"), ["contract", "stop"]))
    "contract in force" and "crossings stopped"
    """
    listed = list(keys)
    if all(reads_as_noun(case.scenario_name(key)) for key in listed):
        return joined((scenario_name(case, key) for key in listed), word)
    return joined((phrase('"{}"', scenario_name(case, key)) for key in listed), word)


def scenario_name(case: Case, key: str) -> str:
    """Name a scenario as the case does, where a line begins with it or a cell holds it."""
    return refer(case.scenario_name(key), "scenario", key)


def some_scenario(case: Case, key: str) -> str:
    """Name a scenario with an article where its name takes one."""
    name = scenario(case, key)
    counted_ = not name.startswith('"') and takes_one(name)
    return compose(with_article(name).removesuffix(name), name) if counted_ else name


def some_scenarios(case: Case, keys: Iterable[str], word: str = "and") -> str:
    """Name some scenarios as a sentence speaks of them: with articles, or all in quotation marks where one needs them.

    Examples
    --------
    >>> import winset
    >>> print(some_scenarios(winset.load("jeddah-2025"), ["compromise", "breakdown"]))
    a compromise and a breakdown with escalation
    """
    listed = list(keys)
    if all(reads_as_noun(case.scenario_name(key)) for key in listed):
        return joined((some_scenario(case, key) for key in listed), word)
    return scenarios(case, listed, word)


def in_all(case: Case, scenarios: Sequence[str]) -> str:
    """Name scenarios that hold together in one place."""
    return compose(some_scenarios(case, scenarios), " at once" if len(scenarios) > 1 else "")


def alone(case: Case, moves: bool, scenarios: Sequence[str], ends: Sequence[Outcome]) -> str:
    """Say where the parties' improvements lead when they move one at a time."""
    if not moves:
        return "From today, no party gains by moving alone."
    if scenarios:
        where = in_all(case, scenarios)
        return phrase("Moving one at a time, the parties end in {}.", where)
    if ends:
        return phrase("Moving one at a time, the parties end in {}.", unnamed(case, ends))
    return "Moving one at a time, the parties go round in circles and settle nowhere."


def unnamed(case: Case, ends: Sequence[Outcome]) -> str:
    """Tell outcomes that no scenario names: how many, and of a single one what is otherwise than today."""
    if len(ends) > 1:
        return phrase("one of {}", counted(len(ends), "different outcome", to=Reference("map")))
    if len(differing(case, ends[0].levels)) > MOST_TOLD:
        return refer("one outcome that is none of the named endings", "outcome", str(ends[0].number))
    return phrase("one outcome: {}", changed_levels(case, ends[0]))


def party(case: Case, key: str) -> str:
    """Name a party; what is no party's key is told as it is."""
    name = case.party_name(key)
    return refer(name, "party", key) if key in case.parties else name


def the_party(case: Case, key: str) -> str:
    """Name a party where a sentence has an article before names of its kind: the United States, Ukraine.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> the_party(case, "US"), the_party(case, "UA")
    ('the United States', 'Ukraine')
    """
    name = case.party_name(key)
    if key not in case.parties:
        return with_the(case, name) if in_the_case(case, name) or takes_the(name) else name
    told = with_the(case, name)
    if told.startswith("the ") and not name.casefold().startswith("the "):
        return phrase("the {}", refer(told.removeprefix("the "), "party", key))
    return refer(told, "party", key)


def the_parties(case: Case, keys: Iterable[str], word: str = "and") -> str:
    """Name some parties, each with the article that its name has in a sentence; all of many are not listed.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("harbour")
    >>> the_parties(case, case.parties)
    'all six parties'
    """
    some = list(keys)
    if word == "and" and len(some) >= MANY and set(some) == set(case.parties):
        return f"all {spelled(len(some))} parties"
    return joined((the_party(case, key) for key in some), word)


def of_units(case: Case, units: Iterable[Iterable[str]]) -> str:
    """Name some units, any of which may move: ``of A and B; of C; or of D and E``.

    Examples
    --------
    >>> import winset
    >>> of_units(winset.load("jeddah-2025"), [("US", "UA"), ("RU",)])
    'of the United States and Ukraine, or of Russia'
    """
    return either(dict.fromkeys(phrase("of {}", the_parties(case, one)) for one in units))


def parties(case: Case, keys: Iterable[str], word: str = "and") -> str:
    """Name some parties."""
    return joined((party(case, key) for key in keys), word)


def controllers(case: Case, issue: str) -> str:
    """Name who moves an issue: parties, the calendar where only a deadline does, or nobody.

    Examples
    --------
    >>> import winset
    >>> controllers(winset.load("jeddah-2025"), "minerals")
    'United States and Ukraine'
    """
    if control := case.issues[issue].control:
        return parties(case, control)
    return "the calendar" if any(issue in deadline.then for deadline in case.deadlines) else "nobody"


def levels(case: Case, chosen: Mapping[str, str]) -> str:
    """Tell some issues' levels: ``aid and intelligence resume, and a truce is offered``."""
    return clauses.levels(case, chosen)


def exists(case: Case, issue: str, chosen: Mapping[str, str]) -> bool:
    """Tell whether an issue exists at some levels; issues left out stand as today."""
    if issue not in case.guards:
        return True
    codes = {
        key: np.array(known.index(chosen.get(key, case.status_quo_level(key)))) for key, known in case.levels.items()
    }
    return bool(expr.evaluate(case.guards[issue], codes, case.levels))


def so_today(case: Case, text: str) -> bool:
    """Tell whether a condition holds as things stand today.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> so_today(case, "aid = withheld"), so_today(case, "truce >= partial")
    (True, False)
    """
    codes = {key: np.array(known.index(case.status_quo_level(key))) for key, known in case.levels.items()}
    return bool(expr.evaluate(case.condition(text), codes, case.levels))


def existing(case: Case, chosen: Mapping[str, str]) -> dict[str, str]:
    """Leave out the levels of issues that do not exist at these levels."""
    return {issue: level for issue, level in chosen.items() if exists(case, issue, chosen)}


def differing(case: Case, chosen: Mapping[str, str]) -> dict[str, str]:
    """Give the levels that differ from today, and those of terms that do not exist today; what is gone is left out.

    Examples
    --------
    >>> import winset
    >>> differing(winset.load("ferry-contract"), {"contract": "signed", "grant": "6 million", "tender": "none"})
    {'contract': 'signed', 'grant': '6 million'}
    """
    return {
        issue: level
        for issue, level in chosen.items()
        if exists(case, issue, chosen) and (level != case.status_quo_level(issue) or not exists(case, issue, {}))
    }


def changed_levels(case: Case, outcome: Outcome) -> str:
    """Tell an outcome by what differs from the status quo, and exists."""
    return refer(changed(case, outcome.levels), "outcome", str(outcome.number))


def changed(case: Case, chosen: Mapping[str, str]) -> str:
    """Tell levels by what differs from the status quo, and exists; what is long in more than one sentence."""
    told = differing(case, chosen)
    return all_levels(case, told) if told else "everything stays as it is"


def all_levels(case: Case, chosen: Mapping[str, str]) -> str:
    """Tell some issues' levels where no sentence goes on after them."""
    return clauses.in_sentences(clauses.grouped(clauses.clause(case, key, level) for key, level in chosen.items()))


def changes(case: Case, step: Step, most: int = 0) -> str:
    """Tell what a move changes, with the terms that it brings into existence.

    ``aid resumes``; ``the contract is signed and the yearly grant is 7 million``. With
    ``most``, of many changes the first so many are told, and how many more there are.
    """
    after = levels_of(case, step.to)
    before = after | {issue: pair[0] for issue, pair in step.changes.items()}
    terms = [key for key in case.guards if exists(case, key, after) and not exists(case, key, before)]
    settled = [clauses.clause(case, key, after[key]) for key in terms]
    moved = [
        clauses.taken_apart(clauses.change(case, key, old, new))
        if case.issues[key].numeric
        else clauses.clause(case, key, new)
        for key, (old, new) in step.changes.items()
        if key not in terms
    ]
    told = [*moved, *settled]
    if most and len(told) > most + 1:
        return f"{clauses.joined(told[:most])} (and {len(told) - most} more changes)"
    return clauses.in_sentences(clauses.grouped(told))


def levels_of(case: Case, number: int) -> dict[str, str]:
    """Give the level of every issue in an outcome of the graph model, by its number."""
    found = {}
    for issue, known in on_marks(case).levels.items():
        number, place = divmod(number, len(known))
        found[issue] = known[place]
    return found


def route_step(case: Case, step: Step, most: int = 0) -> str:
    """Tell one step of a route; with ``most``, of what it changes so much and how much more."""
    told = step_changes(case, step, most)
    if says_who(case, step):
        return told
    return phrase("{}{}: {}", the_parties(case, step.units), together(step), told)


def says_who(case: Case, step: Step) -> bool:
    """Tell whether what a step changes says itself who acts: "Iraq attacks"."""
    names = [parties(case, step.units)]
    if len(step.units) == 1 and (one := case.parties.get(step.units[0])):
        names += [step.units[0], *one.aliases]
    told = changes(case, step).casefold().removeprefix("the ")
    return told.startswith(tuple(f"{name.casefold()} " for name in names))


def together(step: Step) -> str:
    """Say that several move at once, where it is several."""
    return " together" if len(step.units) > 1 else ""


def step_changes(case: Case, step: Step, most: int = 0) -> str:
    """Tell what a move changes; it stands for the outcome that it leads to."""
    return refer(changes(case, step, most), "map", str(step.to))


def condition(case: Case, text: str) -> str:
    """Tell a condition in words."""
    return conditions.condition(case, text)


def basis(entry: BasedEntry) -> str:
    """Tell what an entry rests on; entries without a basis are marked, never hidden."""
    return joined_by(", ", map(source, entry.basis)) if entry.basis else "no basis given"


def source(item: str) -> str:
    """Tell one thing that an entry rests on: a claim, an item of a source, or words such as *analyst assumption*."""
    return refer(item, "source", item) if _SOURCE.fullmatch(item) else item


def reported(statement: BasedEntry) -> str:
    """Say whether a preference is on record, or the analyst's own."""
    return "reported" if statement.sourced else "assumed"


def statement_reference(case: Case, party: str, position: int) -> str:
    """Refer to a statement of a party in words."""
    statement = case.preferences[party][position]
    about = f"{reported(statement)} preference {position + 1} of {the_party(case, party)}"
    about = refer(about, "statement", f"{party}:{position + 1}")
    return phrase("{} ({}; {})", about, condition(case, statement.prefer), basis(statement))


def moves_word(moves: str | tuple[tuple[str, str], ...]) -> str:
    """Tell in which directions an issue can move."""
    if isinstance(moves, str):
        return {"free": "either way", "forward": "forward only", "backward": "backward only"}[moves]
    return "only " + joined(f"{before} to {after}" for before, after in moves)
