"""Bargaining domains of other tools: issues that are all negotiated together, and what each package is worth to whom.

Such a domain becomes a case of one joint issue that says whether there is an agreement, and one joint issue for every
issue of the domain, which exists only then. So every combination of levels is an agreement, and no deal is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from winset import expr
from winset.case.conflict import MAX_LEVELS
from winset.case.exact import as_text, of_fraction
from winset.case.grid import MAX_AMOUNTS, plain
from winset.errors import CaseFileError, Problem
from winset.frozen import Frozen

MAX_NAME = 200
AGREEMENT, NONE, REACHED = "agreement", "none", "reached"
GRID = 10
MOST_CAPPED = 2_000
Package = Mapping[str, str]


class DomainIssue(Frozen):
    """An issue of a domain, its levels in the order of the file; ``step`` says that they are amounts so far apart."""

    name: str
    levels: tuple[str, ...]
    note: str = ""
    step: Fraction | None = None


class UtilityProfile(Frozen):
    """What packages are worth to a party.

    Attributes
    ----------
    name : str
        The party.
    points : mapping of str to mapping of str to Fraction
        By issue and level; the worth of a package is the sum.
    reservation : Fraction
        What no deal is worth.
    beyond : sequence of (mapping of str to str, Fraction)
        What single packages, named by their levels, are worth more than the sum, or less.
    note : str
        What the file says besides.
    constant : Fraction
        What every agreement is worth besides.
    """

    name: str
    points: Mapping[str, Mapping[str, Fraction]]
    reservation: Fraction = Fraction(0)
    beyond: Sequence[tuple[Mapping[str, str], Fraction]] = ()
    note: str = ""
    constant: Fraction = Fraction(0)


class Domain(Frozen):
    """Issues and profiles read from a file or folder of another tool."""

    title: str
    issues: tuple[DomainIssue, ...]
    profiles: tuple[UtilityProfile, ...]


def refused(file: str, what: str, hint: str = "", line: int = 0, column: int = 0, got: str = "") -> CaseFileError:
    """Say what a file holds that winset cannot read."""
    return CaseFileError(file, [Problem(what, got, hint, line, column)])


def case_data(domain: Domain, file: str) -> dict[str, Any]:
    """Give a domain as the data of a case, weights folded into the points.

    Raises
    ------
    CaseFileError
        If it has names or issues that a case cannot hold.

    Examples
    --------
    >>> price = DomainIssue("price", ("low", "high"))
    >>> seller = UtilityProfile("seller", {"price": {"high": Fraction(1, 3)}}, Fraction(1, 10))
    >>> data = case_data(Domain("sale", (price,), (seller, UtilityProfile("buyer", {}))), "sale.xml")
    >>> data["values"]["seller"], data["no_deal"]["seller"]
    ([{'when': 'price = high', 'points': '1/3'}], {'value': '0.1'})
    """
    _check(domain, file)
    parties = [one.name for one in domain.profiles]
    keys = _keys([one.name for one in domain.issues])
    levels = {one.name: _distinct([_plain(level) for level in one.levels]) for one in domain.issues}
    places = {one.name: {level: place for place, level in enumerate(one.levels)} for one in domain.issues}
    signed = AGREEMENT
    while signed in keys.values():
        signed += "'"
    issues: dict[str, Any] = {signed: {"name": "Agreement", "levels": [NONE, REACHED], "control": parties}}
    for one in domain.issues:
        amounts = _amounts(one)
        entry = (amounts or {"levels": levels[one.name]}) | {
            "control": parties,
            "only_if": f"{expr.quoted(signed)} = {REACHED}",
        }
        if keys[one.name] != one.name:
            entry["name"] = " ".join(one.name.split())
        issues[keys[one.name]] = entry | ({"note": one.note} if one.note else {})

    def holds(issue: str, level: str) -> str:
        place = places[issue][level]
        return f"{expr.quoted(keys[issue])} = {expr.quoted(levels[issue][place])}"

    values = {}
    for profile in domain.profiles:
        entries = [
            {"when": holds(issue, level), "points": as_text(of_fraction(points))}
            for issue, by_level in profile.points.items()
            for level, points in by_level.items()
            if points
        ]
        entries += [
            {"when": " and ".join(holds(*pair) for pair in package.items()), "points": as_text(of_fraction(points))}
            for package, points in profile.beyond
        ]
        if profile.constant:
            whole = {"when": f"{expr.quoted(signed)} = {REACHED}", "points": as_text(of_fraction(profile.constant))}
            entries.append(whole)
        values[profile.name] = entries
    return {
        "winset": "1",
        "title": domain.title or "Domain",
        "parties": {one.name: {"note": one.note} if one.note else {} for one in domain.profiles},
        "issues": issues,
        "values": {party: entries for party, entries in values.items() if entries},
        "no_deal": {one.name: {"value": as_text(of_fraction(one.reservation))} for one in domain.profiles},
    }


def amounts_of(name: str, low: Fraction, step: Fraction, count: int, note: str = "") -> DomainIssue:
    """Make an issue of amounts, ``count`` of them from the least on.

    Examples
    --------
    >>> amounts_of("price", Fraction(10), Fraction(5, 2), 3).levels
    ('10', '12.5', '15')
    """
    return DomainIssue(name, tuple(decimal(low + step * place) for place in range(count)), note, step)


def decimal(value: Fraction) -> str:
    """Write a number as a level's name: a decimal where one of nine places equals it.

    Examples
    --------
    >>> decimal(Fraction(5, 2)), decimal(Fraction(-3)), decimal(Fraction(1, 3))
    ('2.5', '-3', '1/3')
    """
    return plain(of_fraction(value)) if (value * 10**9).denominator == 1 else str(value)


def capped(points: Mapping[str, Mapping[str, Fraction]]) -> list[tuple[Package, Fraction]] | None:
    """List the packages whose points sum to more than 1, and by how much each is cut to 1; None where there are many.

    Examples
    --------
    >>> capped({"price": {"low": Fraction(2, 3)}, "term": {"one": Fraction(1, 2), "two": Fraction(1, 3)}})
    [({'price': 'low', 'term': 'one'}, Fraction(-1, 6))]
    """
    names = list(points)
    best = [max(points[name].values(), default=Fraction(0)) for name in names]
    partial: list[tuple[tuple[str, ...], Fraction]] = [((), Fraction(0))]
    for place, name in enumerate(names):
        rest = sum(best[place + 1 :], Fraction(0))
        partial = [
            ((*levels, level), total + each)
            for levels, total in partial
            for level, each in points[name].items()
            if total + each + rest > 1
        ]
        if len(partial) > MOST_CAPPED:
            return None
    return [(dict(zip(names, levels, strict=True)), 1 - total) for levels, total in partial]


def _amounts(one: DomainIssue) -> dict[str, Any] | None:
    """The span of an issue of amounts; none where they are no short decimals."""
    if one.step is None or any("/" in text for text in (one.levels[0], one.levels[-1], decimal(one.step))):
        return None
    return {"from": one.levels[0], "to": one.levels[-1], "step": decimal(one.step)}


def _check(domain: Domain, file: str) -> None:
    if not domain.issues:
        raise refused(file, "the domain has no issues")
    for one in domain.issues:
        most = MAX_AMOUNTS if _amounts(one) else MAX_LEVELS
        if len(one.levels) > most:
            what = (
                f"issue '{one.name}' has {len(one.levels):,} levels, and a case has at most {most:,} for such an issue"
            )
            raise refused(file, what, "Join levels in the file.")
        if len(one.levels) < 2:
            hint = "Take the issue out, and add its points to those of another."
            raise refused(
                file, f"issue '{one.name}' has fewer than two levels, so nothing about it is to be settled", hint
            )
        for name in (one.name, *one.levels):
            if not name.strip() or len(name) > MAX_NAME:
                what = f"issue '{one.name[:40]}' has a name without or with more than {MAX_NAME} characters"
                raise refused(file, what, "Shorten it in the file.")


def _plain(name: str) -> str:
    """A name as a condition can quote it: in one line, and without both kinds of quotes."""
    name = " ".join(name.split()) if any(sign in name for sign in "\n\r\t") else name
    return name.replace('"', "''") if '"' in name and "'" in name else name


def _distinct(names: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        while name in found:
            name += "'"
        found.append(name)
    return found


def _keys(names: Sequence[str]) -> dict[str, str]:
    return dict(zip(names, _distinct([_plain(name) for name in names]), strict=True))
