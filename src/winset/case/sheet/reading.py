"""Reading the file of a scoring sheet: bounded, without running or following anything in it."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from winset import extras
from winset.case.sheet.cells import (
    Cell,
    Read,
    Sheet,
    SheetRow,
    Wrong,
    column_letters,
    number_text,
    runs,
    unmarked,
    wrong,
)
from winset.case.sheet.tables import ABOUT, CONDITIONS, STATEMENTS, VALUES
from winset.characters import first
from winset.errors import UsageError
from winset.files import content

MAX_BYTES = 8 * 2**20
MAX_UNPACKED = 16 * 2**20
MAX_MARKS = 500_000
MAX_PARTS = 300
MAX_ROWS = 20_000
MAX_COLUMNS = 1_000
NAMES = (VALUES, STATEMENTS, CONDITIONS)
_FIRST = {VALUES: {"issue", "level", "counts"}, STATEMENTS: {"party", "place"}, CONDITIONS: {"condition", "withholds"}}
_REFUSED = {
    "vbaproject": ("the file holds macros", "Save it as a workbook without macros (.xlsx)."),
    "externallinks/": (
        "the file links to other files",
        "Break the links and save it again.",
    ),
    "connections.xml": ("the file fetches data from elsewhere", "Remove the data connections and save it again."),
    "querytables/": ("the file fetches data from elsewhere", "Remove the data connections and save it again."),
    "activex/": ("the file holds controls that can run", "Remove them and save it again."),
    "embeddings/": ("the file holds other files", "Remove the embedded files and save it again."),
}


def read_file(path: Path) -> tuple[Read, list[Wrong]]:
    """Read the tables of a file, and everything in it that cannot be taken.

    Raises
    ------
    UsageError
        If there is no such file, or it is no sheet.
    """
    ending = path.suffix.lower()
    if ending in {".xlsm", ".xltm", ".xlam", ".xls", ".xlsb", ".ods"}:
        raise UsageError(f"a {ending} file is not read", "Save it as .xlsx (without macros) or .csv.")
    if ending not in {".xlsx", ".csv"}:
        raise UsageError(f"'{path}' is no sheet", "A sheet ends in .xlsx or .csv.")
    data = content(path, MAX_BYTES, "Keep documents outside it.")
    return _csv(data) if ending == ".csv" else _xlsx(data)


# Comma-separated


def _csv(data: bytes) -> tuple[Read, list[Wrong]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {}, [wrong("", "the file is not UTF-8 text", "Save it as 'CSV UTF-8'.")]
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    lines: list[list[Cell]] = []
    problems: list[Wrong] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            if number > MAX_ROWS or len(row) > MAX_COLUMNS:
                problems.append(_too_large(f"A{number}"))
                break
            row += [""] * (len(lines[0]) - len(row) if lines else 0)
            places = (f"{column_letters(at)}{number}" for at in range(len(row)))
            lines.append([_csv_cell(place, one, problems) for place, one in zip(places, row, strict=True)])
    except csv.Error as error:
        problems.append(wrong("", f"the file cannot be read as CSV: {error}", "Save it from a spreadsheet anew."))
    titles = {one.text.strip() for one in lines[0]} if lines else set()
    name = next((one for one in NAMES if titles >= _FIRST[one]), None)
    if name is None:
        hint = "Write a sheet with 'winset sheet CASE -o FILE', fill it in, and keep its headings."
        return {}, [*problems, wrong("A1", "the first row has not the headings of a sheet", hint)]
    return {name: _sheet(lines, problems)}, problems


def _csv_cell(place: str, text: str, problems: list[Wrong]) -> Cell:
    if runs(text):
        problems.append(_formula(place, text))
        return Cell(place)
    return _checked(Cell(place, unmarked(text)), problems)


# Workbooks


def _xlsx(data: bytes) -> tuple[Read, list[Wrong]]:
    if data[:4] == b"\xd0\xcf\x11\xe0":
        return {}, [wrong("", "the file is protected by a password, or an old .xls", "Save it as .xlsx without one.")]
    problems = _unsafe(data)
    if problems:
        return {}, problems
    extras.require("sheet", "a sheet as .xlsx", "A sheet as .csv needs none.")
    import warnings

    import openpyxl

    found: dict[str, Sheet] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features it does not keep; nothing is written back
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            for sheet in book.worksheets:
                if sheet.title == ABOUT:
                    rows = _rows(book, sheet, [])
                    found[ABOUT] = Sheet({}, tuple(SheetRow({"": row[0]}) for row in rows if row))
                elif sheet.title in NAMES:
                    found[sheet.title] = _sheet(_rows(book, sheet, problems), problems)
    except Exception:  # whatever a broken file makes it stumble over
        return {}, [wrong("", "the file cannot be read as a workbook", "Save it from a spreadsheet anew, as .xlsx.")]
    if not set(NAMES) & set(found):
        problems.append(wrong("", "the file has none of the sheets", f"One is called {', '.join(NAMES)}."))
    return found, problems


def _unsafe(data: bytes) -> list[Wrong]:
    """Look at what a workbook is packed from before anything reads it: its size, and parts that run or reach out."""
    broken = [wrong("", "the file is no .xlsx workbook", "Save it from a spreadsheet anew, as .xlsx.")]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MAX_PARTS:
                return [wrong("", f"the file is packed from more than {MAX_PARTS} parts", "Save its sheets alone.")]
            told = {word: said for word, said in _REFUSED.items() if any(word in one.filename.lower() for one in parts)}
            if told:
                return [wrong("", what, hint) for what, hint in dict.fromkeys(told.values())]
            left, marks = MAX_UNPACKED, 0
            for one in parts:
                with packed.open(one) as stream:
                    content = stream.read(left + 1)
                left, marks = left - len(content), marks + content.count(b"<")
                if left < 0 or marks > MAX_MARKS:
                    what = f"the file unpacks to more than {MAX_UNPACKED // 2**20} MiB, or {MAX_MARKS:,} marks"
                    return [wrong("", what, "A sheet has some hundred rows; save its sheets alone.")]
                markup = one.filename.lower().endswith((".xml", ".rels"))
                if markup and any(odd in content for odd in (b"<!DOCTYPE", b"<!ENTITY", b"\0")):
                    return [wrong("", "the file has a part that defines its own markup", broken[0].problem.hint)]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        return broken
    return []


def _rows(book: Any, sheet: Any, problems: list[Wrong]) -> list[list[Cell]]:
    """Give the filled rows of a worksheet, from the headings on, each with its cells.

    They are taken as they stand in the file: asking for rows would make up all those between two far apart, and a
    merged cell as large as a sheet would be written out.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    formats = (book._date_formats, book._timedelta_formats)
    with sheet._get_source() as source:
        parser = WorkSheetParser(source, sheet._shared_strings, False, book.epoch, *formats)
        filled = [one for _, row in parser.parse() for one in row if one["value"] is not None]
    for merged in (parser.merged_cells.mergeCell if parser.merged_cells else ())[:20]:
        hint = "Unmerge them: every row says by itself what it is about."
        problems.append(wrong(f"{sheet.title}!{merged.ref}", "cells are merged", hint))
    beyond = [(one["row"], one["column"]) for one in filled if one["row"] > MAX_ROWS or one["column"] > MAX_COLUMNS]
    if beyond:
        row, column = min(beyond)
        problems.append(_too_large(f"{sheet.title}!{column_letters(column - 1)}{row}"))
        return []
    rows: dict[int, dict[int, Cell]] = {1: {}}
    for one in filled:
        place = f"{sheet.title}!{column_letters(one['column'] - 1)}{one['row']}"
        cell = _checked(_xlsx_cell(place, one["value"], one["data_type"], problems), problems)
        rows.setdefault(one["row"], {})[one["column"]] = cell
    width = max(rows[1], default=0)
    return [
        [cells.get(at) or Cell(f"{sheet.title}!{column_letters(at - 1)}{row}") for at in range(1, width + 1)]
        for row, cells in sorted(rows.items())
    ]


def _xlsx_cell(place: str, value: Any, kind: str, problems: list[Wrong]) -> Cell:
    if kind == "f":
        problems.append(_formula(place, str(getattr(value, "text", value))))
    elif kind == "e":
        problems.append(wrong(place, "the cell holds an error of the spreadsheet", "Type the value.", str(value)))
    elif isinstance(value, bool):
        return Cell(place, "yes" if value else "no")
    elif isinstance(value, datetime | date):
        return Cell(place, (value.date() if isinstance(value, datetime) else value).isoformat())
    elif isinstance(value, int | float):
        if value - value != 0 or abs(value) >= 10**15:
            problems.append(wrong(place, "the number is too large", "At most nine digits before the point."))
            return Cell(place)
        return Cell(place, number_text(value))
    else:
        return Cell(place, unmarked(str(value)))
    return Cell(place)


# Both


def _sheet(rows: Sequence[Sequence[Cell]], problems: list[Wrong]) -> Sheet:
    """Give the rows below the headings by the headings; a heading twice is told."""
    headings: dict[str, Cell] = {}
    places: dict[str, int] = {}
    for place, cell in enumerate(rows[0] if rows else ()):
        title = " ".join(cell.text.split())
        if title in headings:
            problems.append(wrong(cell, f"there are two columns '{title}'", "Keep one."))
        elif title:
            headings[title], places[title] = cell, place
    filled = [row for row in rows[1:] if any(cell.text.strip() for cell in row)]
    return Sheet(headings, tuple(SheetRow({t: row[at] for t, at in places.items() if at < len(row)}) for row in filled))


def _checked(cell: Cell, problems: list[Wrong]) -> Cell:
    bad = first(cell.text)
    if not bad:
        return cell
    problems.append(wrong(cell.place, f"the cell holds a {bad}", "Delete it."))
    return Cell(cell.place)


def _formula(place: str, text: str) -> Wrong:
    hint = "Formulas are not run: paste its value in its place, or put ' before text."
    return wrong(place, "the cell holds a formula", hint, f"'{text}'")


def _too_large(place: str) -> Wrong:
    what = f"the sheet goes beyond {MAX_ROWS} rows or {MAX_COLUMNS} columns"
    return wrong(place, what, "Delete what stands out there.")
