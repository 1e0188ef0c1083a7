"""Writing a scoring sheet: a workbook, or a table of it separated by commas. No cell holds a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from winset import extras
from winset._version import __version__
from winset.case.exact import as_text
from winset.case.model import Case
from winset.case.sheet.cells import Column, Content, SheetTable, column_letters, kept, number_text
from winset.case.sheet.tables import ABOUT, tables

CONTENT = "Content of the case, to tell whether it has changed since: "
_SHADE = {"what": "FFEDEDED", "number": None, "text": None}
_WIDTHS = {"what": 18, "number": 11, "text": 30}


def csv_text(case: Case, name: str) -> str:
    """Write one table of a case, by its name, separated by commas."""
    table = next(one for one in tables(case) if one.name == name)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([kept(one.title) for one in table.columns])
    writer.writerows([["" if one is None else _csv_cell(one) for one in row] for row in table.rows])
    return stream.getvalue()


def workbook(case: Case) -> bytes:
    """Write all tables of a case as a workbook."""
    extras.require("sheet", "a sheet as .xlsx", "A sheet as .csv needs none.")
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in tables(case):
        _worksheet(book.create_sheet(table.name), table)
    about = book.create_sheet(ABOUT)
    about.column_dimensions["A"].width = 110
    for line in _about(case):
        about.append([kept(line)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _worksheet(sheet: Any, table: SheetTable) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    plain, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    sheet.append([kept(one.title) for one in table.columns])
    for row in table.rows:
        sheet.append([_xlsx_cell(one) for one in row])
    for place, column in enumerate(table.columns):
        letters = column_letters(place)
        sheet.column_dimensions[letters].width = _width(table, place, column)
        shade = _SHADE[column.kind]
        for cell in sheet[letters]:
            cell.alignment = wrapped if cell.row == 1 or column.kind == "text" else plain
            if cell.row == 1:
                cell.font = Font(bold=True)
            if shade is not None or cell.row == 1:
                cell.fill = PatternFill("solid", fgColor=shade or "FFDDE6F0")
    frozen = sum(one.kind == "what" for one in table.columns)
    sheet.freeze_panes = f"{column_letters(frozen if frozen < 4 else 2)}2"


def _width(table: SheetTable, place: int, column: Column) -> int:
    longest = max((len(str(row[place])) for row in table.rows if row[place] is not None), default=8)
    return int(min(max(longest + 2, 9), 42)) if column.kind == "what" else _WIDTHS[column.kind]


def _xlsx_cell(value: Content) -> Any:
    if isinstance(value, Decimal):
        exact = _as_float(value)
        return as_text(value) if exact is None else exact
    return None if value is None else kept(value)


def _as_float(value: Decimal) -> int | float | None:
    """Give the number that a spreadsheet keeps exactly; None where it would round, so that it is written as text."""
    near = float(value)
    if number_text(near) != as_text(value) and Decimal(number_text(near)) != value:
        return None
    return int(near) if near.is_integer() else near


def _csv_cell(value: str | Decimal) -> str:
    return as_text(value) if isinstance(value, Decimal) else kept(value)


def _about(case: Case) -> Sequence[str]:
    lines = [
        case.title,
        f"Written by winset {__version__}. Change cells, then: winset sheet CASE --read FILE",
        "A range is low, most likely, high. 'Most likely' alone is certain; low and high alone: their middle.",
        "Filling in empty cells adds an entry; emptying low, most likely and high takes it out.",
        "A row or column that is deleted changes nothing.",
        "The grey cells say what a row is about. Rows may be added, with an issue and a level, or with a condition.",
        "An entry added without a basis rests on: analyst assumption. Several are separated by semicolons.",
        "Formulas are not run. Type values.",
    ]
    if case.valued_by_statements:
        names = ", ".join(case.party_name(one) for one in case.parties if one in case.valued_by_statements)
        lines.append(f"Points that follow from statements are not shown: {names}.")
    lines.append(f"{CONTENT}{case.hash}")
    return lines
