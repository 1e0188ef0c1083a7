"""Names as subjects of clauses: one or several things, with or without article and capital, shortened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from winset.case.model import Case
from winset.present.words import verbs
from winset.reading.places import place_of
from winset.word_sets import word_set

PREPOSITIONS = word_set(
    "about after against as at before between beyond by for from in into of off on onto over through to towards "
    "under with within without"
)
_NATION = re.compile(r"[A-Z]\w*(?:ian|ish|ese|ican|utch|ench|aeli|aqi|ani)")
_DAYS = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Christmas Easter Whitsun Pentecost Advent Lent Thanksgiving Ramadan Eid "
    "Nowruz Passover Hanukkah Diwali Vesak Tet"
)
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "no",
        "some",
        "any",
        "all",
        "both",
        "each",
        "every",
        "its",
        "his",
        "her",
        "their",
        "this",
        "that",
        "these",
        "those",
    ]
)
_MANY = frozenset(("the", "all", "both", "other"))
_POSSESSIVE = re.compile(r"['’]s$|s['’]$")  # somebody's cut, bid or split is a thing, not something done
_SEVERAL = frozenset(("police", "people", "children", "men", "women", "cattle"))
_SINGULAR = re.compile(r"(?:ss|us|is|news|series)$")


def plural(name: str) -> bool:
    """Tell whether a name is that of several things, by the last word of what comes before a preposition.

    Examples
    --------
    >>> [plural(name) for name in ("Lay-offs", "Attacks on the ports", "Price", "Status of it", "Assets returned")]
    [True, True, False, False, True]
    >>> plural("The other 26"), plural("Protocol 14")
    (True, False)
    >>> plural("Delta's cut"), plural("Tariffs cut")
    (False, True)
    """
    words = name.split()
    head = next((words[:place] for place, word in enumerate(words) if place and word in PREPOSITIONS), words)
    if "and" in head or (len(words) > 1 and words[0].casefold() in _MANY and words[-1].isdigit()):
        return True
    while len(head) > 1 and verbs.participle(head[-1]) and not _POSSESSIVE.search(head[-2]):
        head = head[:-1]
    word = head[-1].casefold() if head else ""
    if word in _SEVERAL:
        return True
    return word.endswith("s") and len(word) > 3 and not _SINGULAR.search(word)


def subject(case: Case, name: str) -> str:
    """Tell an issue's name as the subject of a clause: with an article, unless it is a name or somebody's.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("ferry-contract")
    >>> [subject(case, name) for name in ("Yearly grant", "Brittney Griner", "Owner's choice", "The season")]
    ['the yearly grant', 'Brittney Griner', "the owner's choice", 'the season']
    >>> subject(case, "Each other's certificates")
    "each other's certificates"
    """
    words = name.split()
    told = uncapital(case, name)
    if (possessed(name)[0] and not told[:1].islower()) or _named(words):
        return told
    return told if told.split(" ")[0] in _DETERMINERS else f"the {told}"


def _named(words: Sequence[str]) -> bool:
    """Tell whether all words of a name begin with capitals, as those of a person do."""
    return len(words) > 1 and all(word[:1].isupper() for word in words) and not words[0].isupper()


def uncapital(case: Case, name: str) -> str:
    """Take the capital off a name where it only begins a line: not off names, acronyms and what the case writes so."""
    first = name.split(" ")[0] if name else ""
    stem = re.split(r"['’-]", first)[0]
    if not first[:1].isupper() or first[1:] != first[1:].lower() or _NATION.fullmatch(stem) or len(stem) == 1:
        return name if stem != "A" else name[:1].lower() + name[1:]
    if _named(name.split()) or _named(possessed(name)[0].split()):
        return name
    if stem in _DAYS or stem in _proper(case) or stem in place_of():
        return name
    return name[:1].lower() + name[1:]


def _proper(case: Case) -> frozenset[str]:
    """The words that the case writes with a capital in the middle of a line, and never without one."""
    return case.whole.once("proper words", lambda: _capitals(case.whole))


def case_lines(case: Case) -> list[str]:
    """Give the lines in which the case itself tells what it is about, and what it leaves out."""
    lines = [case.title, case.summary, *(party.mandate for party in case.parties.values())]
    return [*lines, *(one.what for one in case.not_in_source), *(rule.why for rule in case.impossible)]


def _capitals(case: Case) -> frozenset[str]:
    names = [case.party_name(key) for key in case.parties]
    lines = [case.title, case.summary, *(case.issue_name(key) for key in case.issues)]
    lines += [level for issue in case.issues.values() if not issue.numeric for level in issue.levels]
    lines += [case.scenario_name(key) for key in case.scenarios]
    lines += [rule.why for rule in case.impossible]
    inside = {word for line in lines for word in re.findall(r"(?<=[a-z,;] )[A-Z]\w*", line)}
    small = {word for line in lines for word in re.findall(r"\b[a-z]\w*", line)}
    whole = {word for name in names if all(word[:1].isupper() for word in name.split()) for word in name.split()}
    return frozenset(whole | {word for word in inside if word.casefold() not in small})


def possessed(name: str) -> tuple[str, str]:
    """Take apart "Russia's answer"."""
    found = re.match(r"(.+?)(?:['’]s|s['’]) (.+)", name)
    return (found[1], found[2]) if found else ("", "")


def owner(case: Case, name: str) -> str:
    """Give the party that a name begins with, as the name has it; empty where it begins with none."""
    known = [case.party_name(key) for key in case.parties] + list(case.parties)
    known += [alias for party in case.parties.values() for alias in party.aliases]
    return max((one for one in known if name.startswith(f"{one} ")), key=len, default="")
