"""The tables of a scoring sheet: values with parties and homes across, statements, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from winset.case.conflict import Issue
from winset.case.exact import NUMBER
from winset.case.model import Case
from winset.case.negotiation import Value
from winset.case.sheet import scoring
from winset.case.sheet.cells import Column, Content, SheetTable, joined, range_cells
from winset.case.sheet.subjects import KEYS, PointsSubject, Triple, cells_of, entries_of, points_of
from winset.frozen import replace

VALUES, STATEMENTS, CONDITIONS, ABOUT = "Values", "Statements", "Conditions", "About"
RANGE = ("low", "most likely", "high")
BASIS = "basis"
STATEMENT_COLUMNS = (
    Column("party", "what"),
    Column("place", "what"),
    Column("prefers that", "text"),
    Column("unknown", "text"),
    *(Column(one, "number") for one in RANGE),
    Column(BASIS, "text"),
)
CONDITION_COLUMNS = (
    Column("condition", "what"),
    Column("party", "text"),
    Column("withholds", "text"),
    Column("unless", "text"),
    *(Column(one, "number") for one in RANGE),
    Column(BASIS, "text"),
)


def tables(case: Case) -> tuple[SheetTable, ...]:
    """Lay a case out as tables.

    Examples
    --------
    >>> import winset
    >>> [(one.name, len(one.rows)) for one in tables(winset.load("jeddah-2025"))]
    [('Values', 26), ('Statements', 28), ('Conditions', 2)]
    """
    return values_table(case), statements_table(case), conditions_table(case)


def owners(case: Case) -> tuple[str, ...]:
    """Give who has points of its own: parties and their homes, without those whose points follow from statements."""
    found = [*case.parties, *(home for party in case.parties.values() for home in party.home)]
    return tuple(one for one in dict.fromkeys(found) if one not in case.valued_by_statements)


def owner_columns(owner: str) -> tuple[str, ...]:
    """Name the columns of an owner: its range, and what it rests on."""
    return (*(f"{owner}: {one}" for one in RANGE), f"{owner}: {BASIS}")


def values_table(case: Case, weighted: bool = False) -> SheetTable:
    """Lay out the values: issues and levels down, parties and homes across; ``weighted`` makes room for weights."""
    columns = [Column(key, "what") for key in KEYS]
    for owner in owners(case):
        *numbers, basis = owner_columns(owner)
        columns += [*(Column(one, "number") for one in numbers), Column(basis, "text")]
    held = {owner: entries_of(case, owner) for owner in owners(case)}
    written = {subject: value.when for entries in held.values() for subject, (_, value) in reversed(entries.items())}
    rows = []
    for subject in subjects(case, weighted):
        own = "" if subject.form == "level" else written.get(subject.whole, "")
        row: list[Content] = list(cells_of(case, subject, own))
        if subject.level and case.issues[subject.issue].numeric and NUMBER.fullmatch(str(row[1])):
            row[1] = Decimal(str(row[1]))
        for owner in held:
            if subject.form in {"weight", "score"}:
                row += [*range_cells(scoring.held(case, owner, subject)), scoring.basis_cell(case, owner, subject)]
                continue
            entry = held[owner].get(subject.whole)
            row += [*range_cells(worth(case, entry, subject)), basis_cell(case, held[owner], subject)]
        rows.append(tuple(row))
    return SheetTable(VALUES, tuple(columns), tuple(rows))


def worth(case: Case, entry: tuple[int, Value] | None, subject: PointsSubject) -> Triple | None:
    """Give the range that an entry has for a row; None where it has none."""
    if entry is None:
        return None
    value = entry[1]
    if subject.form == "curve":
        return points_of(case, value).get(subject.level, ("", None))[1]
    return next(iter(value.ranges.values()))


def basis_cell(case: Case, entries: dict[PointsSubject, tuple[int, Value]], subject: PointsSubject) -> str | None:
    """Give what an entry rests on; of a curve, beside the first point it has."""
    entry = entries.get(subject.whole)
    if entry is None or (subject.form == "curve" and subject.level != first_point(case, entry[1])):
        return None
    return joined(entry[1].basis) or None


def first_point(case: Case, value: Value) -> str:
    """Name the point of a curve that stands highest in the sheet: where its basis stands."""
    points, order = points_of(case, value), case.issues[str(value.of)].levels
    return min(points, key=order.index)


def subjects(case: Case, weighted: bool = False) -> list[PointsSubject]:
    """List what the rows of the values are about: issue by issue, then what stands under other conditions."""
    used = list(dict.fromkeys(one for owner in owners(case) for one in entries_of(case, owner)))
    found: list[PointsSubject] = []
    for key, issue in case.issues.items():
        found += scoring.rows(case, key, issue, weighted)
        found += _of_issue(case, key, issue, [one for one in used if one.issue == key])
    return found + [one for one in used if one.form == "condition"]


def _of_issue(case: Case, key: str, issue: Issue, used: Sequence[PointsSubject]) -> Iterator[PointsSubject]:
    at_levels = [one for one in used if one.form == "level"]
    if not issue.numeric:
        at_levels += [PointsSubject("level", key, level) for level in issue.levels]
    yield from sorted(dict.fromkeys(at_levels), key=lambda one: issue.levels.index(one.level))
    curves = [one for one in used if one.form == "curve"]
    each = [one for one in used if one.form == "each"]
    if issue.numeric:
        curves, each = [*curves, PointsSubject("curve", key)], [*each, PointsSubject("each", key)]
    for curve in dict.fromkeys(curves):
        yield from (replace(curve, level=level) for level in _points(case, key, issue, curve))
    yield from dict.fromkeys(each)


def _points(case: Case, key: str, issue: Issue, curve: PointsSubject) -> Iterable[str]:
    """List the levels along which a curve has rows: all named ones; of amounts the marks, and the points of anybody."""
    if not issue.numeric:
        return issue.levels
    wanted = {issue.level(amount) for amount in issue.marks} or {issue.levels[0], issue.levels[-1]}
    for owner in owners(case):
        entry = entries_of(case, owner).get(curve)
        wanted |= set(points_of(case, entry[1])) if entry is not None else set()
    places = {level: place for place, level in enumerate(issue.levels)}
    return sorted(wanted, key=places.__getitem__)


def statements_table(case: Case) -> SheetTable:
    """Lay out the statements of every party, most important first."""
    rows = []
    for party, statements in case.preferences.items():
        for place, one in enumerate(statements, 1):
            unknown = "yes" if one.unknown else None
            numbers = range_cells(one.probability)
            rows.append((party, Decimal(place), one.prefer, unknown, *numbers, joined(one.basis) or None))
    return SheetTable(STATEMENTS, STATEMENT_COLUMNS, tuple(rows))


def conditions_table(case: Case) -> SheetTable:
    """Lay out the hard conditions."""
    rows = []
    for key, one in case.conditions.items():
        numbers = range_cells(one.probability)
        rows.append((key, one.party, one.withholds, one.unless, *numbers, joined(one.basis) or None))
    return SheetTable(CONDITIONS, CONDITION_COLUMNS, tuple(rows))
