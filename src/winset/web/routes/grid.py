"""The values of a case as a grid: the table of the scoring sheet, for a draft, and cells typed into it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter
from pydantic import AfterValidator, Field

from winset.case.model import Case
from winset.case.sheet.cells import Read
from winset.case.sheet.subjects import PointsSubject
from winset.errors import Problem
from winset.web.requests import RESPONSES, Here, View
from winset.web.routes.case import Text

router = APIRouter(tags=["case"], responses=RESPONSES)


def _whole(text: str) -> str:
    """Refuse text that is half a character."""
    text.encode()
    return text


Short = Annotated[str, Field(max_length=2_000), AfterValidator(_whole)]


class CellWanted(View):
    """What was typed into a cell: the row by its first cells, the owner, and the three fields."""

    row: Annotated[list[Short], Field(min_length=5, max_length=5)]
    owner: Short
    range: Annotated[
        list[Annotated[str, Field(max_length=80), AfterValidator(_whole)]], Field(min_length=3, max_length=3)
    ]


class GridWanted(View):
    """A draft, and the cells to put into it."""

    text: Text
    weighted: bool = Field(default=False, description="rows for weights and scores, also where the case has none")
    cells: Annotated[list[CellWanted], Field(max_length=5_000)] = []


class GridRow(View):
    """A row: what it is about, in the words of the sheet and for readers, and what each owner gives."""

    about: list[str]
    issue: str
    level: str
    counts: str
    condition: str
    curve: str = Field(description="tells the curves apart that points stand on; empty where the row is no point")
    at: float | None = Field(description="how far along the issue a point stands")
    cells: dict[str, list[str]]


class OwnerView(View):
    """A party or home."""

    key: str
    name: str
    party: bool


class CellFault(View):
    """What is wrong in a cell, by its number among those sent; -1 where it concerns several."""

    cell: int
    what: str
    hint: str


class GridView(View):
    """The grid of a draft: as it is with the cells, or as it was where one of them cannot be taken."""

    text: str
    owners: list[OwnerView]
    rows: list[GridRow]
    faults: list[CellFault]


@router.post("/cases/{name}/grid")
def grid(opened: Here, wanted: GridWanted) -> GridView:
    """Lay the values of a draft out as a grid, with cells put into it; nothing is saved."""
    from winset.case.reading import read_case
    from winset.case.sheet.applying import with_tables
    from winset.errors import SheetError

    text, found = wanted.text, []
    case = read_case(text.encode("utf-8", "surrogatepass"), opened.name)
    if wanted.cells:
        try:
            text = with_tables(text, case, _as_read(wanted.cells), "")
        except SheetError as error:
            found = [_fault(place, problem) for place, problem in error.problems]
        else:
            case = read_case(text.encode(), opened.name)
    return GridView(text=text, owners=_owners(case), rows=_rows(case, wanted.weighted), faults=found)


def _as_read(cells: Sequence[CellWanted]) -> Read:
    """Give typed cells as a table that was read: cells of one row together, each known by its number."""
    from winset.case.sheet.cells import Cell, Sheet, SheetRow
    from winset.case.sheet.subjects import KEYS
    from winset.case.sheet.tables import VALUES, owner_columns

    lines: dict[tuple[str, ...], dict[str, Cell]] = {}
    headings = {key: Cell("-1", key) for key in KEYS}
    for number, one in enumerate(cells):
        place = str(number)
        line = lines.setdefault(
            tuple(one.row), {key: Cell(place, text) for key, text in zip(KEYS, one.row, strict=True)}
        )
        for title, text in zip(owner_columns(one.owner), one.range, strict=False):
            headings[title] = line[title] = Cell(place, text.strip())
    return {VALUES: Sheet(headings, tuple(SheetRow(one) for one in lines.values()))}


def _fault(place: str, problem: Problem) -> CellFault:
    got = f". Got {problem.got}" if problem.got else ""
    return CellFault(cell=int(place) if place.isdecimal() else -1, what=f"{problem.what}{got}", hint=problem.hint)


def _owners(case: Case) -> list[OwnerView]:
    from winset.case.sheet.tables import owners

    return [
        OwnerView(key=one, name=case.party_name(one) if one in case.parties else one, party=one in case.parties)
        for one in owners(case)
    ]


def _rows(case: Case, weighted: bool) -> list[GridRow]:
    from winset.case.exact import as_text
    from winset.case.sheet.subjects import KEYS
    from winset.case.sheet.tables import owners, subjects, values_table
    from winset.present.words.words import condition

    table = values_table(case, weighted)
    found = []
    for subject, row in zip(subjects(case, weighted), table.rows, strict=True):
        about = [as_text(one) if isinstance(one, Decimal) else one or "" for one in row[: len(KEYS)]]
        cells = {}
        for place, owner in enumerate(owners(case)):
            start = len(KEYS) + 4 * place
            three = [as_text(one) if isinstance(one, Decimal) else "" for one in row[start : start + 3]]
            if any(three):
                cells[owner] = three
        found.append(
            GridRow(
                about=about,
                issue=_issue_name(case, subject.issue),
                level=about[1],
                counts=about[2],
                condition=condition(case, about[3]) if about[3] else "",
                curve=_curve(subject),
                at=_at(case, subject),
                cells=cells,
            )
        )
    return found


def _issue_name(case: Case, key: str) -> str:
    """Name an issue, with its unit where it has one."""
    unit = case.issues[key].unit if key else ""
    return f"{case.issue_name(key)}, {unit}" if unit else case.issue_name(key) if key else ""


def _curve(subject: PointsSubject) -> str:
    if subject.form not in {"curve", "score"}:
        return ""
    return repr((subject.form, subject.issue, subject.when, subject.stake, subject.again))


def _at(case: Case, subject: PointsSubject) -> float | None:
    return float(case.issues[subject.issue].levels.index(subject.level)) if subject.level else None
