"""What a person changed in a scoring sheet, as edits of the case: the values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from winset import expr
from winset.case.entries import ANALYST_ASSUMPTION
from winset.case.model import Case
from winset.case.negotiation import Value
from winset.case.sheet import scoring
from winset.case.sheet.cells import Cell, Sheet, SheetRow, Wrong, as_range, joined, range_text, same, split, wrong
from winset.case.sheet.subjects import KEYS, PointsSubject, Triple, entries_of, own_values, points_of, read_subject
from winset.case.sheet.tables import first_point, owner_columns, owners
from winset.case.splicing import Edit, Path
from winset.errors import nearest
from winset.frozen import Frozen


@dataclass
class Changes:
    """Edits to make in a case, in the order in which they keep each other's places.

    Attributes
    ----------
    sets, inserts, removals : list of Edit
        What is changed where it stands, what is added, and what is taken out.
    cells : dict of path to str
        Where in the sheet the new content of a place stands: for errors that show when the case is read again.
    problems : list of Wrong
        What cannot be taken.
    """

    sets: list[Edit] = field(default_factory=list)
    inserts: list[Edit] = field(default_factory=list)
    removals: list[Edit] = field(default_factory=list)
    cells: dict[Path, str] = field(default_factory=dict)
    problems: list[Wrong] = field(default_factory=list)

    def set(self, path: Path, value: Any, cell: Cell) -> None:
        """Have a place hold something."""
        self.sets.append(Edit("set", path, value))
        self.cells[path] = cell.place

    def insert(self, path: Path, value: Any, cell: Cell) -> None:
        """Add an item to the end of a list."""
        self.inserts.append(Edit("insert", path, value))
        self.cells[path] = cell.place

    def remove(self, path: Path, cell: Cell) -> None:
        """Take an entry out."""
        self.removals.append(Edit("remove", path))
        self.cells.setdefault(path[:-1], cell.place)

    def basis(self, path: Path, before: tuple[str, ...], cell: Cell) -> None:
        """Have an entry rest on what a cell says, if that is not what it rests on already."""
        if same(cell.text, joined(before)):
            return
        items = split(cell.text)
        if items:
            self.set((*path, "basis"), items[0] if len(items) == 1 else items, cell)
        else:
            self.removals.insert(0, Edit("remove", (*path, "basis")))


class RangeAsked(Frozen):
    """What a row of the sheet asks for one owner: a range or none, and the cells it stands in."""

    subject: PointsSubject
    worth: Triple | None
    cells: tuple[Cell, Cell, Cell]
    basis: Cell

    @property
    def cell(self) -> Cell:
        """The cell to name when its points are wrong: the first that is filled, else the middle one."""
        return next((one for one in self.cells if one.text), self.cells[1])


def columns_known(sheet: Sheet, wanted: tuple[str, ...], known: tuple[str, ...], problems: list[Wrong]) -> bool:
    """Check the headings of a table; tells whether its rows can be read."""
    strange = [title for title in sheet.headings if title not in (*wanted, *known)]
    if len(strange) > 1 and known and not any(title in sheet.headings for title in known):
        hint = f"Is it the sheet of another case? {nearest(strange[0], known, 'Columns of this one')}"
        problems.append(wrong(sheet.headings[strange[0]].place, "nobody of this case has a column in the sheet", hint))
        return False
    for title, cell in sheet.headings.items():
        if title in strange:
            hint = nearest(title, [*wanted, *known], "Columns")
            problems.append(wrong(cell.place, f"the sheet has no column '{title}'", hint))
    missing = [one for one in wanted if one not in sheet.headings]
    if missing:
        place = next((cell.place for cell in sheet.headings.values()), "")
        what = f"the headings in the first row lack {', '.join(missing)}"
        problems.append(wrong(place, what, "Write the sheet anew with 'winset sheet CASE -o FILE'."))
    return not missing


def values_changes(case: Case, data: Mapping[str, Any], sheet: Sheet, changes: Changes) -> None:
    """Find what a table of values asks to be changed."""
    columns = {owner: owner_columns(owner) for owner in owners(case)}
    if not columns_known(sheet, KEYS, tuple(one for four in columns.values() for one in four), changes.problems):
        return
    lines: dict[PointsSubject, SheetRow] = {}
    for line in sheet.lines:
        subject = read_subject(case, line)
        if isinstance(subject, list):
            changes.problems += subject
        elif subject in lines:
            other = lines[subject].cell("counts").place
            what = f"this row is about the same as that of {other}"
            changes.problems.append(wrong(line.cell("counts"), what, "Keep one."))
        else:
            lines[subject] = line
            continue
        for four in columns.values():  # what else is wrong in the row is told all the same
            asked = as_range(*(line.cell(one) for one in four[:3]))
            changes.problems += asked if isinstance(asked, list) else []
    points = {subject: line for subject, line in lines.items() if subject.form not in {"weight", "score"}}
    for owner, four in columns.items():
        if any(one in sheet.headings for one in four):
            _of_owner(case, owner, points, four, changes)
            for subject, line in lines.items():
                if subject not in points:
                    _scoring(case, data, owner, subject, line, four, changes)


def _of_owner(
    case: Case, owner: str, lines: Mapping[PointsSubject, SheetRow], four: tuple[str, ...], changes: Changes
) -> None:
    held = entries_of(case, owner)
    curves: dict[PointsSubject, list[RangeAsked]] = {}
    added = len(own_values(case, owner))
    for subject, line in lines.items():
        cells = (line.cell(four[0]), line.cell(four[1]), line.cell(four[2]))
        worth = as_range(*cells)
        if isinstance(worth, list):
            changes.problems += worth
            curves.setdefault(subject.whole, []) if subject.form == "curve" else None
            continue
        asked = RangeAsked(subject, worth, cells, line.cell(four[3]))
        if subject.form == "curve":
            curves.setdefault(subject.whole, []).append(asked)
        elif subject in held:
            _entry(owner, held[subject], asked, changes)
        else:
            added += _new(owner, added, subject, [asked], changes)
    for subject, points in curves.items():
        if subject in held:
            _curve(case, owner, held[subject], points, changes)
        else:
            added += _new(owner, added, subject, points, changes)


def _scoring(
    case: Case,
    data: Mapping[str, Any],
    owner: str,
    subject: PointsSubject,
    line: SheetRow,
    four: tuple[str, ...],
    changes: Changes,
) -> None:
    """Change a weight or a score, add one, or take one out; what all of them rest on stands beside the first."""
    cells, basis = (line.cell(four[0]), line.cell(four[1]), line.cell(four[2])), line.cell(four[3])
    worth, before = as_range(*cells), scoring.held(case, owner, subject)
    if isinstance(worth, list):
        changes.problems += worth
        return
    asked = RangeAsked(subject, worth, cells, basis)
    path = scoring.path_of(case, data, owner, subject)
    section: Path = path[:2]
    if worth is not None and worth != before:
        changes.set(path, range_text(worth), asked.cell)
        if owner not in getattr(case, str(section[0])) and (*section, "basis") not in changes.cells:
            changes.set(
                (*section, "basis"), split(basis.text) or ANALYST_ASSUMPTION, basis if basis.text else asked.cell
            )
    elif worth is None and before is not None and cells[1].place:
        changes.remove(path, asked.cell)
    if owner in getattr(case, str(section[0])) and basis.place:
        if subject == scoring.first(case, owner, subject.form):
            changes.basis(section, getattr(case, str(section[0]))[owner].basis, basis)
        elif basis.text:
            what = "what weights or scores rest on stands beside the first of them"
            changes.problems.append(wrong(basis, what, "Move it there."))


def _entry(owner: str, entry: tuple[int, Value], asked: RangeAsked, changes: Changes) -> None:
    """Change an entry with one range, or take it out."""
    place, value = entry
    path: Path = ("values", owner, place)
    name = "each" if value.each is not None else "points"
    if asked.worth is None:
        if asked.cells[1].place:
            _take_out(path, value, asked, changes)
        return
    if asked.worth != next(iter(value.ranges.values())):
        changes.set((*path, name), range_text(asked.worth), asked.cell)
    if asked.basis.place:
        changes.basis(path, value.basis, asked.basis)


def _take_out(path: Path, value: Value, asked: RangeAsked, changes: Changes) -> None:
    if asked.basis.text and not same(asked.basis.text, joined(value.basis)):
        changes.problems.append(wrong(asked.basis, "a basis stands here without points", "Fill in the points."))
    changes.remove(path, asked.cell)


def _curve(case: Case, owner: str, entry: tuple[int, Value], asked: list[RangeAsked], changes: Changes) -> None:
    """Change the points of a curve, add some, or take some out."""
    place, value = entry
    path: Path = ("values", owner, place)
    points = points_of(case, value)
    emptied = [one for one in asked if one.worth is None and one.subject.level in points and one.cells[1].place]
    new = [one for one in asked if one.worth is not None and one.subject.level not in points]
    if len(points) + len(new) - len(emptied) == 0:
        changes.remove(path, emptied[0].cell)
        return
    if len(points) + len(new) - len(emptied) < 2:
        what = "a curve needs two points or more"
        changes.problems.append(wrong(emptied[0].cell, what, "Keep another point, or empty them all."))
        return
    for one in asked:
        if one.worth is None:
            continue
        name, before = points.get(one.subject.level, (one.subject.level, None))
        if one.worth != before:
            changes.set((*path, "points", name), range_text(one.worth), one.cell)
    for one in emptied:
        changes.removals.insert(0, Edit("remove", (*path, "points", points[one.subject.level][0])))
    top = first_point(case, value)
    for one in asked:
        if one.worth is None and not one.basis.text:
            continue
        if one.subject.level == top and one.basis.place:
            changes.basis(path, value.basis, one.basis)
        elif one.basis.text and not same(one.basis.text, joined(value.basis)):
            what = "what a curve rests on stands beside its first point"
            changes.problems.append(wrong(one.basis, what, f"Move it to the row of {top}."))


def _new(owner: str, place: int, subject: PointsSubject, asked: list[RangeAsked], changes: Changes) -> int:
    """Add an entry, if the cells of its rows are filled; tells how many."""
    filled = [one for one in asked if one.worth is not None]
    for one in asked:
        if one.worth is None and one.basis.text:
            changes.problems.append(wrong(one.basis, "a basis stands here without points", "Fill in the points."))
    if not filled:
        return 0
    if subject.form == "curve" and len(filled) < 2:
        what = "a curve needs two points or more"
        changes.problems.append(wrong(filled[0].cell, what, "Fill in another point of the same issue."))
        return 0
    entry = _written(subject)
    if subject.form == "curve":
        entry["points"] = {one.subject.level: range_text(one.worth) for one in filled if one.worth is not None}
    elif filled[0].worth is not None:
        entry["each" if subject.form == "each" else "points"] = range_text(filled[0].worth)
    if subject.stake != "party":
        entry["stake"] = subject.stake
    bases = [item for one in filled for item in split(one.basis.text)] or [ANALYST_ASSUMPTION]
    entry["basis"] = bases[0] if len(bases) == 1 else list(dict.fromkeys(bases))
    changes.insert(("values", owner, place), entry, filled[0].cell)
    return 1


def _written(subject: PointsSubject) -> dict[str, Any]:
    if subject.form == "level":
        return {"when": f"{expr.quoted(subject.issue)} = {expr.quoted(subject.level)}"}
    if subject.form == "condition":
        return {"when": subject.when}
    entry = {"of": subject.issue}
    entry |= {"times": subject.times} if subject.times else {}
    return entry | ({"when": subject.when} if subject.when else {})
