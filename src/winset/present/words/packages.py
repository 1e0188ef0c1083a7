"""Packages by letters, outcomes by numbers: told once, then "as A, but intelligence stays withheld"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase

from winset import expr
from winset.case.model import Case
from winset.engines.deals.requirements import Requirement
from winset.engines.deals.zone import Package
from winset.expr import assigned
from winset.present.words import clauses, prose, quorum, subjects, words
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import asked_for, is_or_are
from winset.present.words.prose import sentence
from winset.present.words.runs import joined_by, phrase, refer
from winset.space.today import codes_of

LEAST = 0.5
"""Points below which two packages are told as worth the same."""


def letter(place: int) -> str:
    """Give the letter of a package by its place; beyond the alphabet its number.

    Examples
    --------
    >>> letter(0), letter(2), letter(30)
    ('A', 'C', '31')
    """
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)


def lettered(case: Case, packages: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    r"""Tell packages side by side: the first by what differs from today, the others by what differs from one above it.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> today = {key: case.status_quo_level(key) for key in ("aid", "intelligence", "truce")}
    >>> one = today | {"aid": "resumed", "intelligence": "resumed", "truce": "full"}
    >>> print(*lettered(case, [one, one | {"truce": "partial"}]), sep="\n")
    Aid and intelligence resume, and a full truce is offered.
    As A, but a partial truce is offered.
    """
    as_above = _as_above(case, packages, [letter(place) for place in range(len(packages))])
    return tuple(
        refer(f"{sentence(told)}." if told else whole(case, levels), "package", assigned(levels))
        for levels, told in zip(packages, as_above, strict=True)
    )


def beside(case: Case, several: Sequence[Mapping[str, str]], names: Sequence[str]) -> tuple[str, ...]:
    r"""Tell outcomes one below another, each by what differs from one above that was told whole.

    Parameters
    ----------
    several : sequence of mapping
        The level of every issue in each of them.
    names : sequence of str
        What each is called, such as its number.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> today = {key: case.status_quo_level(key) for key in ("aid", "intelligence", "truce")}
    >>> one = today | {"aid": "resumed", "intelligence": "resumed", "truce": "full"}
    >>> print(*beside(case, [today, one, one | {"truce": "partial"}], ["0", "13", "9"]), sep="\n")
    everything stays as it is
    aid and intelligence resume, and a full truce is offered
    as 13, but a partial truce is offered
    """
    as_above = _as_above(case, several, names)
    return tuple(told or words.changed(case, levels) for levels, told in zip(several, as_above, strict=True))


def _as_above(case: Case, several: Sequence[Mapping[str, str]], names: Sequence[str]) -> Iterator[str]:
    """Tell each by what differs from one above that is told whole; empty for what is itself told whole."""
    for levels, near in zip(several, nearest(case, several), strict=True):
        if near is None:
            yield ""
        else:
            changed = clauses.grouped(_changed(case, several[near], levels))
            yield f"as {names[near]}, but {clauses.in_sentences(changed)}"


def nearest(case: Case, packages: Sequence[Mapping[str, str]]) -> tuple[int | None, ...]:
    """Give for each package the place of the one above by which it is told, None where it is told whole.

    One that is itself told by another tells nothing of the rest, and so none is told by it.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> none = {"aid": "withheld", "intelligence": "withheld", "truce": "none"}
    >>> one = {"aid": "resumed", "intelligence": "resumed", "truce": "full"}
    >>> nearest(case, [one, one | {"truce": "partial"}, none | {"truce": "partial"}])
    (None, 0, None)
    """
    found: list[int | None] = []
    for place, levels in enumerate(packages):
        above = [other for other in range(place) if found[other] is None and words.differing(case, packages[other])]
        near = min(above, key=lambda other: (_apart(case, packages[other], levels), other), default=None)
        short = near is not None and _apart(case, packages[near], levels) < len(words.differing(case, levels))
        found.append(near if short else None)
    return tuple(found)


def _apart(case: Case, one: Mapping[str, str], other: Mapping[str, str]) -> int:
    return sum(1 for _ in _changed(case, one, other))


def _changed(case: Case, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[clauses.Clause]:
    for issue, level in after.items():
        if (before.get(issue) != level or not words.exists(case, issue, before)) and words.exists(case, issue, after):
            yield clauses.clause(case, issue, level)


def whole(case: Case, levels: Mapping[str, str]) -> str:
    """Tell a package by what differs from today, a few clauses a sentence."""
    told = words.differing(case, levels)
    if not told:
        return "Nothing changes."
    groups = clauses.grouped(clauses.clause(case, issue, level) for issue, level in told.items())
    parts = [groups[start : start + clauses.AT_ONCE] for start in range(0, len(groups), clauses.AT_ONCE)]
    return " ".join(f"{sentence(clauses.in_sentences(part))}." for part in parts)


def gains(case: Case, one: Package, other: Package) -> str:
    """Say who gains more by a package than by another, and who less; empty where it is all the same."""
    parts = []
    for word, sign in (("more", 1), ("less", -1)):
        keys = [key for key, gain in one.gains.items() if sign * (gain - other.gains[key]) > LEAST]
        parts += [phrase("{} for {}", word, words.the_parties(case, keys))] if keys else []
    return joined_by(", ", parts)


def fails(case: Case, one: Requirement) -> str:
    """Say where a package fails, by what it fails.

    Examples
    --------
    >>> import winset
    >>> fails(winset.load("jeddah-2025"), Requirement("home", "UA", "broader public"))
    "Ukraine's broader public refuses"
    """
    party = words.the_party(case, one.party(case))
    if one.kind == "party":
        return phrase("{} would rather have no deal", party)
    if one.kind == "home":
        refuse = "refuse" if subjects.plural(one.home) else "refuses"
        return phrase("{} {} {}", prose.possessive(party), one.home, refuse)
    asked = refer(asked_for(case, one.key), "entry", f"conditions:{one.key}")
    if case.conditions[one.key].name:
        return phrase("{} {} a real condition of {}", asked, is_or_are(case, one.key), party)
    return phrase("it is a real condition of {} {}", party, asked)


def where_fails(case: Case, some: Sequence[Requirement]) -> str:
    """Say where a package fails, of several requirements.

    Who would all rather have no deal is told at once; and of homes of which none alone can refuse, that too few accept.

    Examples
    --------
    >>> import winset
    >>> some = [Requirement("party", "US"), Requirement("party", "UA")]
    >>> where_fails(winset.load("jeddah-2025"), some)
    'the United States or Ukraine would rather have no deal'
    """
    parties = [one for one in some if one.kind == "party"]
    told: dict[str, None] = {}
    if len(parties) > 1:
        told[phrase("{} would rather have no deal", words.the_parties(case, [one.key for one in parties], "or"))] = None
    for one in some:
        if one.kind == "home" and quorum.home_outvotable(case, one.key, one.home):
            whose = prose.possessive(words.the_party(case, one.key))
            told[phrase("too few of {} homes accept", whose)] = None
        elif one.kind != "party" or len(parties) < 2:
            told[fails(case, one)] = None
    return prose.joined(told, "or")


def outside_mandates(case: Case, levels: Mapping[str, str]) -> list[str]:
    """Give the signatories whose delegates may not agree to a package without asking.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> outside_mandates(case, {key: case.status_quo_level(key) for key in case.issues})
    []
    """
    codes = codes_of(case, levels)
    return [
        key
        for key, mandate in case.mandates.items()
        if not expr.evaluate(case.condition(mandate.covers), codes, case.levels)
    ]


def failing(case: Case, some: Sequence[tuple[Requirement, float]], most: int) -> list[tuple[str, float]]:
    """Tell the first few requirements that a package fails, each with the share of draws in which it does.

    Homes of which one suffices fail a package in the same draws, those in which all refuse: they are told once.
    """
    told: dict[str, float] = {}
    for one, share in some:
        together = one.kind == "home" and quorum.one_home_suffices(case, one.key)
        told.setdefault(where_fails(case, [one]) if together else fails(case, one), share)
    return list(told.items())[:most]


def failing_words(case: Case, some: Sequence[tuple[Requirement, float]], most: int) -> str:
    """Tell where a package fails, in a few requirements, each with the share of draws in which it does."""
    return "; ".join(f"{told} ({percent(share)})" for told, share in failing(case, some, most))
