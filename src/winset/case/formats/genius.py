"""Reading Genius domains: a domain file and utility profiles in XML, with the utilities that Genius 10.4 computes.

The evaluation of a level is divided by the largest of its issue and weighed; sums above 1 count as 1. All in fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import PurePath

from winset.case.formats.data_files import exact_number
from winset.case.formats.domains import (
    GRID,
    MOST_CAPPED,
    Domain,
    DomainIssue,
    UtilityProfile,
    amounts_of,
    capped,
    decimal,
    refused,
)
from winset.case.formats.genius_xml import Element, parsed
from winset.case.grid import MAX_AMOUNTS
from winset.errors import CaseFileError, Problem
from winset.frozen import Frozen

LEAST_MAXIMUM = Fraction(1, 100_000)


class GeniusFile(Frozen):
    """A file of a Genius folder: its name, its root, and whether it is a domain or a profile."""

    name: str
    root: Element

    @property
    def kind(self) -> str:
        """What it holds: ``domain``, ``profile``, or nothing of Genius."""
        return {"negotiation_template": "domain", "utility_space": "profile"}.get(self.root.tag, "")


def genius_file(data: bytes, file: str) -> GeniusFile:
    """Read a file of a Genius folder."""
    return GeniusFile(file, parsed(data, file))


def genius_domain(domain: GeniusFile, profiles: Sequence[GeniusFile], grid: int = GRID) -> Domain:
    """Give a domain with its profiles, exactly.

    Parameters
    ----------
    domain : GeniusFile
        The domain file.
    profiles : sequence of GeniusFile
        One for each party, in their order.
    grid : int
        Into how many equal steps the range of a real issue is cut.

    Raises
    ------
    CaseFileError
        If a file holds what a case cannot say, such as preferences over hyper-rectangles or by constraints.
    """
    space = next(domain.root.all("utility_space"), domain.root)
    objective = next(space.all("objective"), space)
    issues = tuple(_issue(one, domain.name, grid) for one in objective.anywhere("issue"))
    names = [one.name for one in issues]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise refused(domain.name, f"two issues are called '{twice}'", "Rename one in every file.")
    title = objective.attributes.get("name", "").strip()
    shown = title if title.lower() not in {"", "root"} else PurePath(domain.name).stem
    return Domain(shown, issues, tuple(_Reader(one, issues).profile() for one in profiles))


def _type(one: Element) -> str:
    return one.attributes.get("type") or one.attributes.get("vtype") or "discrete"


def _issue(one: Element, file: str, grid: int) -> DomainIssue:
    name = one.attributes.get("name", "")
    kind = _type(one)
    if kind == "discrete":
        levels = dict.fromkeys(item.attributes.get("value", "") for item in one.all("item"))
        return DomainIssue(name, tuple(levels))
    if kind == "integer":
        low, high = _bound(one, "lowerbound", file), _bound(one, "upperbound", file)
        if low.denominator > 1 or high.denominator > 1 or not 0 < high - low < MAX_AMOUNTS:
            what = f"issue '{name}' must range over 2 to {MAX_AMOUNTS:,} whole numbers"
            raise refused(file, what, "", one.line, one.column, f"{low} to {high}")
        return amounts_of(name, low, Fraction(1), int(high - low) + 1)
    if kind == "real":
        span = next(one.all("range"), one)
        low, high = _bound(span, "lowerbound", file), _bound(span, "upperbound", file)
        if low >= high:
            raise refused(file, f"issue '{name}' has an empty range", "", span.line, span.column, f"{low} to {high}")
        note = f"continuous in the file; here a grid of {grid} equal steps"
        return amounts_of(name, low, (high - low) / grid, grid + 1, note)
    raise refused(file, f"issue '{name}' has the type '{kind}', which winset does not know", "", one.line, one.column)


def _bound(one: Element, key: str, file: str) -> Fraction:
    return number(one.attributes.get(key), f"the '{key}' of an issue", one, file)


def number(text: str | None, what: str, one: Element, file: str) -> Fraction:
    """Read a decimal of a file exactly, or say where it is none."""
    found = exact_number(text)
    if found is None:
        raise refused(file, f"{what} must be a number", "", one.line, one.column, text or "nothing")
    return found


class _Reader:
    """What one profile file says of the issues of its domain, collecting what is wrong."""

    def __init__(self, file: GeniusFile, issues: Sequence[DomainIssue]) -> None:
        self.file, self.issues, self.root = file.name, issues, file.root
        self.problems: list[Problem] = []

    def profile(self) -> UtilityProfile:
        self._refuse_kinds()
        objective = next(self.root.all("objective"), self.root)
        elements = {one.attributes.get("name", ""): one for one in objective.anywhere("issue")}
        weights = self._weights(objective)
        points = {}
        for issue in self.issues:
            one = elements.get(issue.name)
            if one is None:
                self._wrong(f"the profile says nothing of issue '{issue.name}'", objective)
                continue
            index = one.attributes.get("index", "")
            if index not in weights:
                self._wrong(f"issue '{issue.name}' has no weight", one)
            weight = weights.get(index, Fraction(0))
            points[issue.name] = {level: weight * each for level, each in self._worths(issue, one)}
        if self.problems:
            raise CaseFileError(self.file, self.problems)
        reservation = self._single("reservation", Fraction(0))
        discount = self._single("discount_factor", Fraction(1))
        note = (
            f"discount factor {decimal(discount)}; utilities as at the start of the talks" if 0 < discount < 1 else ""
        )
        beyond = capped(points)
        if beyond is None:
            what = f"the weights sum to so much that Genius cuts the utility of over {MOST_CAPPED:,} packages to 1"
            raise refused(self.file, what, "Scale the weights to sum to 1.", self.root.line, self.root.column)
        return UtilityProfile(PurePath(self.file).stem, points, reservation, beyond, note)

    def _wrong(self, what: str, one: Element, got: str = "") -> None:
        self.problems.append(Problem(what, got, "", one.line, one.column))

    def _refuse_kinds(self) -> None:
        kind = self.root.attributes.get("type", "")
        cannot = {
            "nonlinear": "preferences over hyper-rectangles of issues (a nonlinear utility space)",
            "constraint": "preferences by constraints that link issues",
        }
        if kind.lower() in cannot:
            what = f"the profile states {cannot[kind.lower()]}, and winset reads sums over issues only"
            raise refused(self.file, what, "Write a case file with conditions.", self.root.line, self.root.column)
        linked = next((one for tag in ("ufun", "constraint") for one in self.root.anywhere(tag)), None)
        if linked is not None:
            what = f"'{linked.tag}' links issues, and winset reads sums over issues only"
            raise refused(self.file, what, "Write a case file with conditions.", linked.line, linked.column)

    def _weights(self, objective: Element) -> dict[str, Fraction]:
        found = {}
        for one in objective.anywhere("weight"):
            found[one.attributes.get("index", "")] = self._number(one.attributes.get("value"), "a weight", one)
        return found

    def _number(self, text: str | None, what: str, one: Element) -> Fraction:
        try:
            return number(text, what, one, self.file)
        except CaseFileError as error:
            self.problems += error.problems
            return Fraction(0)

    def _single(self, tag: str, default: Fraction) -> Fraction:
        one = next(self.root.anywhere(tag), None)
        return default if one is None else number(one.attributes.get("value"), f"the '{tag}'", one, self.file)

    def _worths(self, issue: DomainIssue, one: Element) -> Iterator[tuple[str, Fraction]]:
        """Give what each level is worth before it is weighed, between 0 and 1."""
        kind = _type(one)
        if kind == "discrete":
            yield from self._evaluations(issue, one)
            return
        evaluator = next(one.all("evaluator"), None)
        if evaluator is None:
            self._wrong(f"issue '{issue.name}' has no evaluator", one)
            return
        worth = _Evaluator(self, evaluator, kind, issue)
        for level in issue.levels:
            yield level, worth.of(Fraction(level))

    def _evaluations(self, issue: DomainIssue, one: Element) -> Iterator[tuple[str, Fraction]]:
        found: dict[str, Fraction] = {}
        for item in one.all("item"):
            level, text = item.attributes.get("value", ""), item.attributes.get("evaluation")
            if level not in issue.levels:
                self._wrong(f"issue '{issue.name}' has no level '{level}' in the domain", item)
                continue
            found[level] = self._number(text, f"the evaluation of '{level}'", item)
        for level in issue.levels:
            if level not in found:
                self._wrong(f"level '{level}' of issue '{issue.name}' has no evaluation", one)
        most = max(found.values(), default=Fraction(0))
        for level, evaluation in found.items():
            yield level, Fraction(0) if most < LEAST_MAXIMUM else evaluation / most


class _Evaluator:
    """What an amount is worth by an evaluator of an integer or real issue."""

    def __init__(self, reader: _Reader, one: Element, kind: str, issue: DomainIssue) -> None:
        self.kind, self.form = kind, one.attributes.get("ftype", "linear").lower()
        self.lowest = Fraction(issue.levels[0])
        self.numbers: list[Fraction]

        def parameter(key: str, default: str | None = None) -> Fraction:
            return reader._number(one.attributes.get(key, default), f"'{key}' of issue '{issue.name}'", one)

        if kind == "integer" and self.form == "linear":
            self.numbers = [parameter("slope"), parameter("offset")]
        elif kind == "real" and self.form in {"linear", "constant", "triangular"}:
            places = {"linear": 2, "constant": 1, "triangular": 3}[self.form]
            self.numbers = [parameter(f"parameter{place}") for place in range(places)]
        else:
            reader._wrong(f"issue '{issue.name}' is judged by a function winset does not know", one, self.form)
            self.numbers = []

    def of(self, amount: Fraction) -> Fraction:
        """What an amount is worth, between 0 and 1."""
        if not self.numbers:
            return Fraction(0)
        if self.kind == "integer":
            slope, offset = self.numbers
            found = slope * (amount - self.lowest) + offset
        elif self.form == "linear":
            found = self.numbers[1] * amount + self.numbers[0]
        elif self.form == "constant":
            found = self.numbers[0]
        else:
            found = _triangle(amount, *self.numbers)
        return min(Fraction(1), max(Fraction(0), found))


def _triangle(amount: Fraction, low: Fraction, high: Fraction, top: Fraction) -> Fraction:
    if not low <= amount <= high:
        return Fraction(0)
    if amount < top:
        return (amount - low) / (top - low)
    return (high - amount) / (high - top) if high > top else Fraction(1)
