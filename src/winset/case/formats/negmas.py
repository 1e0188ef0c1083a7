"""Reading NegMAS scenario folders: an outcome space and linear additive utility functions in YAML, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from winset.case.formats.data_files import DataFile, exact_number
from winset.case.formats.domains import GRID, Domain, DomainIssue, UtilityProfile, amounts_of, decimal
from winset.case.grid import MAX_AMOUNTS
from winset.case.yaml_tree import Path

_NOTHING = {".nan", "nan", "-.inf", "-inf", "-infinity", "null", ""}


def kind(file: DataFile) -> str:
    """What a file holds: ``domain``, ``profile``, or nothing of NegMAS."""
    named = file.at("type")
    if not isinstance(named, str):
        return ""
    return "domain" if "OutcomeSpace" in named else "profile" if "fun" in named.lower() else ""


def negmas_domain(domain: DataFile, profiles: Sequence[DataFile], grid: int = GRID) -> Domain:
    """Give a scenario as a domain with its profiles.

    Parameters
    ----------
    domain : DataFile
        The outcome space.
    profiles : sequence of DataFile
        A utility function for each party.
    grid : int
        Into how many equal steps the range of a continuous issue is cut.

    Raises
    ------
    CaseFileError
        If a file holds what a case cannot say, such as a function over several issues.
    """
    issues = tuple(_issue(domain, place, grid) for place in range(len(domain.items("issues"))))
    title = domain.at("name")
    shown = title if isinstance(title, str) and title else domain.stem
    return Domain(shown, issues, tuple(_profile(file, issues) for file in profiles))


def _issue(file: DataFile, place: int, grid: int) -> DomainIssue:
    path: Path = ("issues", place)
    entry = file.mapping(*path)
    name = str(entry.get("name") or f"issue {place + 1}")
    named, values = str(entry.get("type", "CategoricalIssue")), file.items(*path, "values")
    if "Contiguous" not in named and "Continuous" not in named:
        return DomainIssue(name, file.texts(*path, "values"))
    low, high = (file.number(*path, "values", end) if len(values) == 2 else Fraction(0) for end in (0, 1))
    whole = "Contiguous" in named
    if low >= high or (whole and (low.denominator > 1 or high.denominator > 1 or high - low >= MAX_AMOUNTS)):
        what = f"issue '{name}' must range from a least to a greatest number, over at most {MAX_AMOUNTS:,} whole ones"
        raise file.wrong(what, (*path, "values"))
    if whole:
        return amounts_of(name, low, Fraction(1), int(high - low) + 1)
    note = f"continuous in the file; here a grid of {grid} equal steps"
    return amounts_of(name, low, (high - low) / grid, grid + 1, note)


def _profile(file: DataFile, issues: Sequence[DomainIssue]) -> UtilityProfile:
    path: Path = ()
    notes = []
    while "discount" in str(file.at(*path, "type")).lower():  # what time does is told, and wraps the function itself
        factor = next((file.at(*path, key) for key in ("discount", "cost") if file.at(*path, key) is not None), "")
        notes.append(f"{file.at(*path, 'type')} {factor}".strip() + "; utilities as at the start of the talks")
        path = (*path, "ufun")
        file.mapping(*path)
    named = str(file.at(*path, "type")).rsplit(".", 1)[-1]
    if named not in {"LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction", "AffineUtilityFunction"}:
        what = f"the profile is a '{named}', and winset reads sums over issues only (LinearAdditiveUtilityFunction)"
        raise file.wrong(what, (*path, "type"), hint="Write a case file with conditions.")
    points = {}
    for place, issue in enumerate(issues):
        weight = _entry(file, (*path, "weights"), place, issue.name)
        scale = Fraction(1) if weight is None else file.number(*weight)
        points[issue.name] = {level: scale * worth for level, worth in _worths(file, path, place, issue)}
    bias = file.number(*path, "bias") if file.at(*path, "bias") is not None else Fraction(0)
    reservation = _reservation(file, path, issues, points, bias)
    if reservation is None:
        reservation = bias + sum((min(one.values()) for one in points.values()), Fraction(0))
        notes.append("no reservation value in the file: no deal counts as the worst package")
    return UtilityProfile(file.stem, points, reservation, note="; ".join(notes), constant=bias)


def _entry(file: DataFile, path: Path, place: int, name: str) -> Path | None:
    """Where the entry of an issue stands, in a list by place or a mapping by name."""
    section = file.at(*path)
    if section is None:
        return None
    found: Path = (*path, name) if isinstance(section, dict) and "type" not in section else (*path, place)
    if file.at(*found) is None:
        raise file.wrong(f"'{path[-1]}' says nothing of issue '{name}'", path)
    return found


def _worths(file: DataFile, base: Path, place: int, issue: DomainIssue) -> Iterator[tuple[str, Fraction]]:
    path = _entry(file, (*base, "values"), place, issue.name)
    if path is None:
        raise file.wrong("the function has no 'values'", base)
    entry = file.mapping(*path)
    named = str(entry.get("type", "TableFun")).rsplit(".", 1)[-1]
    if named == "TableFun":
        where: Path = (*path, "mapping") if "mapping" in entry else path
        table = _by_amount(file, where, issue)
        for level in issue.levels:
            if level not in table:
                raise file.wrong(f"issue '{issue.name}' has no worth for '{level}'", where)
            yield level, file.number(*where, table[level])
        return
    known = {"AffineFun": ("slope", "bias"), "LinearFun": ("slope", "bias"), "ConstFun": ("bias",), "IdentityFun": ()}
    if named not in known:
        raise file.wrong(f"issue '{issue.name}' is judged by a function winset does not know", path, named)
    given = {key: file.number(*path, key) for key in known[named] if file.at(*path, key) is not None}
    slope = given.get("slope", Fraction(0 if named == "ConstFun" else 1))
    for level in issue.levels:
        amount = Fraction(level) if "/" in level else exact_number(level)
        if amount is None:
            raise file.wrong(f"issue '{issue.name}' is judged by amount, and '{level}' is none", path)
        yield level, slope * amount + given.get("bias", Fraction(0))


def _by_amount(file: DataFile, where: Path, issue: DomainIssue) -> Mapping[str, str]:
    """The keys of a table by level; 3.0 stands for the amount 3."""
    keys = {key: key for key in file.mapping(*where)}
    if issue.step is not None:
        keys |= {decimal(amount): key for key in keys if (amount := exact_number(key)) is not None}
    return keys


def _reservation(
    file: DataFile,
    path: Path,
    issues: Sequence[DomainIssue],
    points: Mapping[str, Mapping[str, Fraction]],
    bias: Fraction,
) -> Fraction | None:
    outcome = file.at(*path, "reserved_outcome")
    if isinstance(outcome, list):
        if len(outcome) != len(issues):
            raise file.wrong("the reserved outcome must name a value for every issue", (*path, "reserved_outcome"))
        total = bias
        for issue, level in zip(issues, outcome, strict=True):
            if level not in points[issue.name]:
                what = f"issue '{issue.name}' has no value '{level}'"
                raise file.wrong(what, (*path, "reserved_outcome"))
            total += points[issue.name][level]
        return total
    text = file.at(*path, "reserved_value")
    if text is None or str(text).lower() in _NOTHING:
        return None
    return file.number(*path, "reserved_value")
