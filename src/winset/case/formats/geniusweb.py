"""Reading GeniusWeb domains: JSON with issues, and profiles of linear additive utilities, all numbers exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from winset.case.formats.data_files import DataFile, exact_number
from winset.case.formats.domains import Domain, DomainIssue, UtilityProfile, amounts_of
from winset.case.grid import MAX_AMOUNTS

LINEAR = "LinearAdditiveUtilitySpace"
_DISCRETE = ("DiscreteValueSetUtilities", "discreteutils")
_NUMERIC = ("NumberValueSetUtilities", "numberutils")


def kind(file: DataFile) -> str:
    """What a file holds: ``domain``, ``profile``, or nothing of GeniusWeb."""
    data = file.tree.data
    if "issuesValues" in data:
        return "domain"
    inner = next(iter(data.values())) if len(data) == 1 else None
    return "profile" if isinstance(inner, dict) and "domain" in inner else ""


def geniusweb_domain(domain: DataFile | None, profiles: Sequence[DataFile]) -> Domain:
    """Give a domain with its profiles; without a domain file, the one that the first profile holds.

    Raises
    ------
    CaseFileError
        If a file holds what a case cannot say, such as a partial ordering of packages.
    """
    for file in profiles:
        if LINEAR not in file.tree.data:
            told = next(iter(file.tree.data))
            what = f"the profile is a '{told}', and winset reads sums over issues only ('{LINEAR}')"
            raise file.wrong(what, (told,), hint="Write a case file with conditions.")
    where, base = (domain, ()) if domain is not None else (profiles[0], (LINEAR, "domain"))
    issues = tuple(_issues(where, *base))
    title = where.at(*base, "name")
    return Domain(
        title if isinstance(title, str) else where.stem,
        issues,
        tuple(_profile(file, issues) for file in profiles),
    )


def _issues(file: DataFile, *base: str) -> Iterator[DomainIssue]:
    for name, entry in file.mapping(*base, "issuesValues").items():
        path = (*base, "issuesValues", name)
        if not isinstance(entry, dict) or not {"values", "range"} & set(entry):
            raise file.wrong(f"issue '{name}' needs 'values' or a 'range'", path)
        if "values" in entry:
            yield DomainIssue(name, file.texts(*path, "values"))
            continue
        span = [exact_number(one) for one in file.items(*path, "range")]
        low, high, step = (*span, None, None, None)[:3]
        if len(span) != 3 or low is None or high is None or step is None or step <= 0 or low >= high:
            what = f"the range of issue '{name}' must be least, greatest and a step above 0"
            raise file.wrong(what, (*path, "range"))
        count = int((high - low) / step) + 1
        if count > MAX_AMOUNTS:
            what = f"issue '{name}' has {count:,} amounts, more than {MAX_AMOUNTS:,}"
            raise file.wrong(what, (*path, "range"), hint="Use a longer step.")
        yield amounts_of(name, low, step, count)


def _profile(file: DataFile, issues: Sequence[DomainIssue]) -> UtilityProfile:
    weights = file.mapping(LINEAR, "issueWeights")
    utilities = file.mapping(LINEAR, "issueUtilities")
    known = [one.name for one in issues]
    for key in (*utilities, *weights):
        if key not in known:
            section = "issueUtilities" if key in utilities else "issueWeights"
            raise file.wrong(f"the domain has no issue '{key}'", (LINEAR, section, key))
    points = {}
    for issue in issues:
        weight = file.number(LINEAR, "issueWeights", issue.name) if issue.name in weights else Fraction(0)
        worths = _worths(file, issue) if issue.name in utilities else {}
        points[issue.name] = {level: weight * worth for level, worth in worths.items()}
    return UtilityProfile(file.stem, points, _reservation(file, points))


def _worths(file: DataFile, issue: DomainIssue) -> Mapping[str, Fraction]:
    path = (LINEAR, "issueUtilities", issue.name)
    entry = file.mapping(*path)
    key = next((one for one in (*_DISCRETE, *_NUMERIC) if one in entry), "")
    if key in _DISCRETE:
        found = {}
        for level in file.mapping(*path, key, "valueUtilities"):
            if level not in issue.levels:
                what = f"issue '{issue.name}' has no value '{level}' in the domain"
                raise file.wrong(what, (*path, key, "valueUtilities", level))
            found[level] = file.number(*path, key, "valueUtilities", level)
        return found
    if key in _NUMERIC:
        ends = ("lowValue", "lowUtility", "highValue", "highUtility")
        low, at_low, high, at_high = (file.number(*path, key, end) for end in ends)
        if low >= high:
            raise file.wrong(f"issue '{issue.name}' must have a 'highValue' above its 'lowValue'", (*path, key))
        slope = (at_high - at_low) / (high - low)
        amounts = {level: Fraction(level) for level in issue.levels if exact_number(level) is not None or "/" in level}
        return {level: at_low + slope * (one - low) for level, one in amounts.items() if low <= one <= high}
    told = ", ".join(entry) or "nothing"
    raise file.wrong(f"issue '{issue.name}' has utilities of a kind winset does not know", path, told)


def _reservation(file: DataFile, points: Mapping[str, Mapping[str, Fraction]]) -> Fraction:
    """What the reservation bid is worth; nothing where there is none, or for what it leaves open."""
    bid = file.at(LINEAR, "reservationBid")
    if bid is None:
        return Fraction(0)
    total = Fraction(0)
    for issue, level in file.mapping(LINEAR, "reservationBid", "issuevalues").items():
        if issue not in points:
            raise file.wrong(f"the domain has no issue '{issue}'", (LINEAR, "reservationBid", "issuevalues", issue))
        total += points[issue].get(str(level), Fraction(0))
    return total
