"""Where in a case something stands, in words: "Issues: Truce put to Russia, levels" for ``issues.truce.levels``."""

from __future__ import annotations

import re

from winset.case.model import Case
from winset.case.sections import SECTIONS, CaseSection
from winset.case.short_names import short_name
from winset.case.walking import entry_model, kind_of
from winset.errors import WinsetError
from winset.present.words import words
from winset.present.words.negotiation import input_words
from winset.present.words.prose import sentence
from winset.present.words.supposing import held_at
from winset.space.inputs import inputs

_PLACED = re.compile(r"(\d+\. )(.+)", re.DOTALL)
_WITHIN = re.compile(r"\b((?:when|prefer|withholds|unless|covers|replaces): )([^,]+)")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")


def place_words(case: Case, address: str) -> str:
    """Say where an address leads.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> place_words(case, "issues.truce.levels"), place_words(case, "preferences.UA.2.basis")
    ('Issues: Truce put to Russia, levels', 'Statements of Ukraine: 2, basis')
    >>> place_words(case, "conditions.strict.probability")
    'The chance that territory or a change of leadership is a real condition of the United States'
    """
    if address in inputs(case):
        return sentence(input_words(case, address))
    name, _, rest = address.partition(".")
    section = SECTIONS.get(name)
    if section is None:
        return sentence(_label(name))
    title = section.title
    key = _key(getattr(case, name, None), rest)
    steps = [_label(step) for step in rest.removeprefix(key).removeprefix(".").split(".") if step]
    if key and section.owner.startswith("party"):
        whose = words.the_party(case, key)
        return ": ".join(part for part in (f"{title} of {whose}", ", ".join(steps)) if part)
    which = [_entry(case, section, key)] if key else []
    return ": ".join(part for part in (title, ", ".join([*which, *steps])) if part)


def _key(held: object, rest: str) -> str:
    """Give the key of the entry that the rest of an address leads into; keys may hold full stops."""
    known = map(str, held) if isinstance(held, dict) else ()
    return max((key for key in known if f"{rest}.".startswith(f"{key}.")), key=len, default="")


def _entry(case: Case, section: CaseSection, key: str) -> str:
    if section.key == "issues" or section.owner == "issue":
        return short_name(case, key)
    if section.key == "parties":
        return case.party_name(key)
    if section.key == "scenarios":
        return case.scenario_name(key)
    if section.key == "conditions":
        one = case.conditions[key]
        return one.name or f"that of {words.the_party(case, one.party)}"
    return key


def _label(step: str) -> str:
    return step.replace("_", " ")


def held_words(case: Case, address: str, told: str) -> str:
    """Say what stands at an address as readers say it: conditions in clauses, chances in percent.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> held_words(case, "preferences.UA", "5. aid = resumed"), held_words(case, "scenarios.x.when", "truce = full")
    ('5. aid resumes', 'a full truce is offered')
    >>> held_words(case, "conditions.strict.probability", "0.10 to 0.55, most likely 0.30")
    '10% to 55%, most likely 30%'
    """
    if address in inputs(case):
        return _NUMBER.sub(lambda found: str(held_at(case, address, found[0])), told)
    path = address.split(".")
    if path[0] == "preferences" and (placed := _PLACED.fullmatch(told)) and len(path) == 2:
        return placed[1] + _condition(case, placed[2])
    if path[-1] == "prior":
        return _NUMBER.sub(lambda found: f"{100 * float(found[0]):g}%", told)
    if _holds_condition(path):
        return _condition(case, told)
    return _WITHIN.sub(lambda found: found[1] + _condition(case, found[2]), told)


def _holds_condition(path: list[str]) -> bool:
    model = entry_model(tuple(path))
    info = None if model is None else model.model_fields.get(path[-1])
    return info is not None and kind_of(info) == "condition"


def _condition(case: Case, text: str) -> str:
    """Tell a condition; one that another version of the case has, of issues that this one lacks, stays as it is."""
    try:
        case.condition(text)
    except (WinsetError, KeyError):
        return text
    return words.condition(case, text)
