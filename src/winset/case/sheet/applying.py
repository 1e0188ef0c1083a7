"""Putting what a person changed in a scoring sheet into the text of the case, or telling all that is wrong in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as File
from typing import Any

from winset.case.model import Case
from winset.case.reading import read_case
from winset.case.rewriting import rewrite, rewrite_together
from winset.case.sheet.cells import Read, Wrong
from winset.case.sheet.changes import Changes, values_changes
from winset.case.sheet.reading import read_file
from winset.case.sheet.tables import ABOUT, CONDITIONS, STATEMENTS, VALUES
from winset.case.sheet.wording import conditions_changes, statements_changes
from winset.case.sheet.writing import CONTENT
from winset.case.splicing import Edit, Path
from winset.case.yaml_tree import read_tree
from winset.errors import CaseFileError, Problem, SheetError

MAX_TOLD = 50


def with_sheet(text: str, name: str, sheet: File) -> tuple[str, bool]:
    """Give the text of a case with what a sheet says, the same text where nothing differs; and whether it is outdated.

    Parameters
    ----------
    text : str
        The text of the case file.
    name : str
        Its name, for messages.
    sheet : Path
        The file with the sheet, .xlsx or .csv.

    Returns
    -------
    (str, bool)
        The text, and whether the case has changed since the sheet was written, as far as the sheet says so.

    Raises
    ------
    SheetError
        If something in the sheet cannot be taken; holds all of it, cell by cell.
    """
    case = read_case(text.encode(), name)
    read, problems = read_file(sheet)
    about = [line.text("") for line in read[ABOUT].lines] if ABOUT in read else []
    outdated = any(one.startswith(CONTENT) and one != f"{CONTENT}{case.hash}" for one in about)
    return with_tables(text, case, read, sheet.name, problems), outdated


def with_tables(text: str, case: Case, read: Read, file: str, problems: Sequence[Wrong] = ()) -> str:
    """Give the text of a case with what tables say; see :func:`with_sheet`."""
    changes = changes_of(text, case, read)
    found = [*problems, *changes.problems]
    try:
        changed = _made(text, changes)
        read_case(changed.encode(), case.file)
    except CaseFileError as error:
        found += [_placed(one, changes) for one in error.problems]
    if found:
        raise SheetError(file, _told(found))
    return changed


def changes_of(text: str, case: Case, read: Read) -> Changes:
    """Find what tables ask to be changed in a case."""
    changes = Changes()
    data = read_tree(text.encode(), case.file).data
    if VALUES in read:
        values_changes(case, data, read[VALUES], changes)
    if STATEMENTS in read:
        statements_changes(case, data, read[STATEMENTS], changes)
    if CONDITIONS in read:
        conditions_changes(case, read[CONDITIONS], changes)
    return changes


def _made(text: str, changes: Changes) -> str:
    """Make the edits: first what stays in its place, then what is added at the end, then what goes, from the end on."""
    text = rewrite_together(text, [*changes.sets, *_as_lists(changes.inserts)])
    last = sorted(_as_wholes(text, changes), key=lambda one: _backwards(one.path))
    text = rewrite(text, [one for one in last if len(one.path) > 3])
    return rewrite_together(text, [one for one in last if len(one.path) <= 3])


def _as_lists(inserts: Sequence[Edit]) -> list[Edit]:
    """Set a list that is new as a whole, in place of adding to it item by item."""
    new: dict[Path, list[Any]] = {one.path[:-1]: [] for one in inserts if one.path[-1] == 0}
    for one in inserts:
        if one.path[:-1] in new:
            new[one.path[:-1]].append(one.value)
    kept = [one for one in inserts if one.path[:-1] not in new]
    return [*kept, *(Edit("set", path, items) for path, items in new.items())]


def _as_wholes(text: str, changes: Changes) -> list[Edit]:
    """Take a list out as a whole where all its items go."""
    if not changes.removals:
        return []
    data = read_tree(text.encode(), "").data
    items = [one.path[:2] for one in changes.removals if len(one.path) == 3 and isinstance(one.path[2], int)]
    whole = {path for path in items if items.count(path) == len(data[str(path[0])][path[1]])}
    kept = [one for one in changes.removals if one.path[:2] not in whole]
    return [*kept, *(Edit("remove", path) for path in sorted(whole, key=str))]


def _backwards(path: Path) -> int:
    return -path[-1] if isinstance(path[-1], int) else 0


def _placed(problem: Problem, changes: Changes) -> Wrong:
    """Find the cell that an error of the changed case comes from: the nearest one that changed something there."""
    path = _as_numbered(problem.path, changes.removals)
    for size in range(len(path), 0, -1):
        if path[:size] in changes.cells:
            return Wrong(changes.cells[path[:size]], Problem(problem.what, problem.got, problem.hint))
    near = [cell for one, cell in changes.cells.items() if path and one[: len(path)] == path]
    return Wrong(near[0] if near else "", Problem(problem.what, problem.got, problem.hint))


def _as_numbered(path: Path, removals: Sequence[Edit]) -> Path:
    """Give the path that an entry had before others were taken out above it."""
    if len(path) < 3 or not isinstance(path[2], int):
        return path
    place = path[2]
    gone = (one.path[2] for one in removals if len(one.path) == 3 and one.path[:2] == path[:2])
    for other in sorted(number for number in gone if isinstance(number, int)):
        place += other <= place
    return (*path[:2], place, *path[3:])


def _told(found: Sequence[Wrong]) -> tuple[tuple[str, Problem], ...]:
    """Give what is wrong once each, as far as anybody reads."""
    told = [(one.place, one.problem) for one in dict.fromkeys(found)]
    more = len(told) - MAX_TOLD
    return (*told[:MAX_TOLD], ("", Problem(f"and {more} more"))) if more > 0 else tuple(told)
