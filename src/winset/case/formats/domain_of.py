"""A case as a domain of another tool, where it is one: sums over issues, all settled together by all who sign."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from winset import expr
from winset.case.formats.domains import Domain, DomainIssue, Package, UtilityProfile, capped
from winset.case.model import Case
from winset.errors import UsageError

_LINKED = (
    "impossible",
    "conditions",
    "ratification",
    "homes",
    "mandates",
    "alternatives",
    "threats",
    "reactions",
    "profiles",
    "deadlines",
)
_DROPPED = (
    "summary",
    "as_of",
    "sources",
    "preferences",
    "ranking",
    "scenarios",
    "delay",
    "dependence",
    "questions",
    "evidence",
    "coalitions",
    "misperceived",
    "not_in_source",
    "answers",
)


def domain_of(case: Case, form: str) -> tuple[Domain, list[str]]:
    """Give a case as a domain with a profile for each signatory, and name what it leaves out.

    Parameters
    ----------
    case : Case
        A case with values.
    form : str
        The name of the format, for messages.

    Raises
    ------
    UsageError
        If the case says what no such domain can.
    """
    parties = case.signatories
    signed = _agreement(case)
    cannot = [f"the section '{section}'" for section in _LINKED if getattr(case, section)]
    issues = [key for key in case.issues if key != signed]
    for key, issue in case.issues.items():
        if not issue.control or not set(issue.control) <= set(parties):
            cannot.append(f"issue '{key}', which those who sign do not settle alone")
        if issue.moves != "free":
            cannot.append(f"the permitted changes of issue '{key}'")
        if issue.requires:
            cannot.append(f"what law requires of issue '{key}'")
        if issue.only_if and (signed is None or key == signed):
            cannot.append(f"that issue '{key}' exists only under a condition")
    profiles = []
    for party in parties:
        if not case.values.get(party) and party not in case.no_deal:
            cannot.append(f"'{party}', who has no values")
            continue
        found = _profile(case, party, signed, issues)
        profiles.append(found if isinstance(found, UtilityProfile) else UtilityProfile(party, {}))
        cannot += [found] if isinstance(found, str) else []
    if cannot:
        hint = "Change these in the case, or keep it as a case file."
        raise UsageError(f"the {form} format cannot say: {'; '.join(cannot)}", hint)
    levels = tuple(DomainIssue(case.issues[key].name or key, case.issues[key].levels) for key in issues)
    named = {key: case.issues[key].name or key for key in issues}
    if len(set(named.values())) < len(named):
        levels, named = tuple(DomainIssue(key, case.issues[key].levels) for key in issues), {key: key for key in issues}
    renamed = tuple(_renamed(one, named) for one in profiles)
    return Domain(case.title, levels, renamed), _left_out(case, parties)


def _left_out(case: Case, parties: tuple[str, ...]) -> list[str]:
    left = [section for section in _DROPPED if getattr(case, section)]
    ranges = any(
        low != high for party in parties for one in case.values.get(party, ()) for low, _, high in one.ranges.values()
    )
    ranges |= any(
        case.no_deal[party].value[0] != case.no_deal[party].value[2] for party in parties if party in case.no_deal
    )
    bases = any(value.basis for party in parties for value in case.values.get(party, ()))
    return left + ["ranges (the most likely values are written)"] * ranges + ["bases"] * bases


def _renamed(profile: UtilityProfile, named: Mapping[str, str]) -> UtilityProfile:
    points = {named[key]: by_level for key, by_level in profile.points.items()}
    beyond = [({named[key]: level for key, level in package.items()}, one) for package, one in profile.beyond]
    return UtilityProfile(profile.name, points, profile.reservation, beyond, profile.note, profile.constant)


def _agreement(case: Case) -> str | None:
    """The issue that says whether there is an agreement: of two levels, and all others exist only by its second."""
    guarded = [key for key, issue in case.issues.items() if issue.only_if]
    others = [key for key in case.issues if key not in guarded]
    if len(others) != 1 or not guarded or len(case.levels[others[0]]) != 2:
        return None
    (signed,) = others
    wanted = expr.Comparison(signed, "=", case.levels[signed][1])
    return signed if all(expr.parse(case.issues[key].only_if or "") == wanted for key in guarded) else None


def _profile(case: Case, party: str, signed: str | None, issues: list[str]) -> UtilityProfile | str:
    """What packages are worth to a party, issue by issue, or why that cannot be said so."""
    entries = {(one.about, one.stake): one for one in case.values.get(party, ())}
    if any(one.of for one in entries.values()):
        return f"the values of '{party}' along amounts cannot be written level by level here"
    points = {key: dict.fromkeys(case.levels[key], Fraction(0)) for key in issues}
    constant, linked = Fraction(0), []
    still = {key: np.array(_start(case, key)) for key in case.issues}
    reached = still | ({signed: np.array(1)} if signed else {})
    no_deal = Fraction(0)
    for entry in entries.values():
        condition, worth = expr.parse(entry.when), Fraction(entry.ranges[""][1])
        no_deal += worth * int(expr.evaluate(case.condition(condition), still, case.levels))
        read = [key for key in expr.issues_of(condition, case.levels) if key != signed]
        if len(read) > 1:
            linked.append((condition, worth))
            continue
        where = reached | {key: np.arange(len(case.levels[key])) for key in read}
        holds = np.atleast_1d(expr.evaluate(case.condition(condition), where, case.levels))
        if not read:
            constant += worth * int(holds[0])
        else:
            for level, one in zip(case.levels[read[0]], holds, strict=True):
                points[read[0]][level] += worth * int(one)
    reservation = Fraction(case.no_deal[party].value[1]) if party in case.no_deal else no_deal
    beyond = _cut(case, points, constant, linked, issues)
    if beyond is None:
        return f"values of '{party}' that speak of several issues together"
    return UtilityProfile(party, points, reservation, beyond, case.parties[party].note, constant)


def _start(case: Case, issue: str) -> int:
    return case.levels[issue].index(case.status_quo_level(issue))


def _cut(
    case: Case,
    points: Mapping[str, Mapping[str, Fraction]],
    constant: Fraction,
    linked: list[tuple[expr.Condition, Fraction]],
    issues: list[str],
) -> list[tuple[Package, Fraction]] | None:
    """The packages cut to 1, where that is all that values over several issues say; else None."""
    if not linked:
        return []
    expected = [] if constant else capped(points) or []
    found = []
    for condition, worth in linked:
        operands = condition.operands if isinstance(condition, expr.And) else ()
        if not all(isinstance(one, expr.Comparison) and one.operator == "=" for one in operands):
            return None
        package = {one.issue: one.target for one in operands if isinstance(one, expr.Comparison)}
        found.append((package, worth))

    def key(one: tuple[Package, Fraction]) -> tuple[tuple[str, ...], Fraction]:
        return tuple(one[0].get(issue, "") for issue in issues), one[1]

    return expected if sorted(map(key, found)) == sorted(map(key, expected)) else None
