"""What a person changed in a scoring sheet, as edits of the case: statements and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from winset import expr
from winset.case.entries import ANALYST_ASSUMPTION
from winset.case.model import Case
from winset.case.sheet.cells import (
    Cell,
    Sheet,
    SheetRow,
    Wrong,
    as_number,
    as_range,
    joined,
    range_text,
    same,
    split,
    wrong,
)
from winset.case.sheet.changes import Changes, columns_known
from winset.case.sheet.subjects import Triple
from winset.case.sheet.tables import BASIS, CONDITION_COLUMNS, RANGE, STATEMENT_COLUMNS
from winset.case.splicing import Path
from winset.errors import ExpressionError, nearest

_YES, _NO = ("yes", "true"), ("", "no", "false")


def statements_changes(case: Case, data: Mapping[str, Any], sheet: Sheet, changes: Changes) -> None:
    """Find what a table of statements asks to be changed; a statement is known by party and place."""
    titles = tuple(one.title for one in STATEMENT_COLUMNS)
    if not columns_known(sheet, titles[:3], titles[3:], changes.problems):
        return
    by_party: dict[str, dict[int, SheetRow]] = {}
    for line in sheet.lines:
        party = line.text("party").strip()
        place = _place(line, changes)
        if party not in case.parties:
            changes.problems.append(_unknown(case, line.cell("party")))
        elif place in by_party.setdefault(party, {}):
            what = f"there are two statements of '{party}' at place {place}"
            changes.problems.append(wrong(line.cell("place"), what, "Number them from 1, the most important first."))
        elif place:
            by_party[party][place] = line
    for party, lines in by_party.items():
        held = len(case.preferences.get(party, ()))
        added = held
        for place, line in sorted(lines.items()):
            if place <= held:
                _statement(case, data, (party, place - 1), line, changes)
            elif not line.text("prefers that").strip():
                _nothing_else(line, "prefers that", changes)
            elif place != added + 1:
                what, hint = f"the places of '{party}' have a gap", f"The next free place is {added + 1}."
                changes.problems.append(wrong(line.cell("place"), what, hint))
            else:
                entry = {"prefer": _condition(line.cell("prefers that"), changes), **_unknown_field(line, changes)}
                entry |= _range_field(line, "probability", changes) | _basis_field(line)
                changes.insert(("preferences", party, added), entry, line.cell("prefers that"))
                added += 1


def _statement(case: Case, data: Mapping[str, Any], at: tuple[str, int], line: SheetRow, changes: Changes) -> None:
    one, path = case.preferences[at[0]][at[1]], ("preferences", *at)
    cell = line.cell("prefers that")
    if not cell.text.strip():
        changes.remove(path, cell)
        return
    fields: dict[str, tuple[Any, Cell]] = {}
    if not same(cell.text, one.prefer):
        fields["prefer"] = (_condition(cell, changes), cell)
    unknown = _unknown_field(line, changes)
    if line.cell("unknown").place and bool(unknown) != one.unknown:
        fields["unknown"] = ("yes" if unknown else None, line.cell("unknown"))
    fields |= _changed_range(line, "probability", one.probability, changes)
    if line.cell(BASIS).place and not same(line.text(BASIS), joined(one.basis)):
        fields["basis"] = (_basis_items(line), line.cell(BASIS))
    raw = data["preferences"][at[0]][at[1]]
    if isinstance(raw, str) and fields:  # a bare statement that is to carry more becomes an entry
        entry = {"prefer": raw} | {name: value for name, (value, _) in fields.items() if value is not None}
        changes.set(path, entry if len(entry) > 1 else entry["prefer"], next(iter(fields.values()))[1])
        return
    _set_fields(path, fields, changes)


def conditions_changes(case: Case, sheet: Sheet, changes: Changes) -> None:
    """Find what a table of conditions asks to be changed; a condition is known by its name."""
    titles = tuple(one.title for one in CONDITION_COLUMNS)
    if not columns_known(sheet, titles[:4], titles[4:], changes.problems):
        return
    seen: dict[str, SheetRow] = {}
    for line in sheet.lines:
        key = line.text("condition").strip()
        if not key:
            changes.problems.append(wrong(line.cell("condition"), "the condition has no name", "Give it a short one."))
        elif key in seen:
            what = f"this row has the name of that of {seen[key].cell('condition').place}"
            changes.problems.append(wrong(line.cell("condition"), what, "Give it another name."))
        else:
            seen[key] = line
            _hard(case, key, line, changes)


def _hard(case: Case, key: str, line: SheetRow, changes: Changes) -> None:
    path: Path = ("conditions", key)
    texts = ("party", "withholds", "unless")
    one = case.conditions.get(key)
    if not any(line.text(title).strip() for title in texts):
        if one is not None:
            changes.remove(path, line.cell("condition"))
        else:
            _nothing_else(line, "withholds", changes)
        return
    fields: dict[str, tuple[Any, Cell]] = {}
    for title in texts:
        cell = line.cell(title)
        if one is not None and same(cell.text, getattr(one, title)):
            continue
        if title == "party":
            if cell.text.strip() not in case.parties:
                changes.problems.append(_unknown(case, cell))
            fields[title] = (cell.text.strip(), cell)
        else:
            fields[title] = (_condition(cell, changes), cell)
    if one is None:
        entry = {title: fields[title][0] for title in texts}
        entry |= _range_field(line, "probability", changes) | _basis_field(line)
        changes.set(path, entry, line.cell("withholds"))
        return
    fields |= _changed_range(line, "probability", one.probability, changes)
    if line.cell(BASIS).place and not same(line.text(BASIS), joined(one.basis)):
        fields["basis"] = (_basis_items(line), line.cell(BASIS))
    _set_fields(path, fields, changes)


def _set_fields(path: Path, fields: Mapping[str, tuple[Any, Cell]], changes: Changes) -> None:
    for name, (value, cell) in fields.items():
        if value is None:
            changes.remove((*path, name), cell)
        else:
            changes.set((*path, name), value, cell)


def _changed_range(line: SheetRow, name: str, before: Triple | None, changes: Changes) -> dict[str, tuple[Any, Cell]]:
    cells = [line.cell(title) for title in RANGE]
    if not any(one.place for one in cells):
        return {}
    worth = as_range(cells[0], cells[1], cells[2])
    if isinstance(worth, list):
        changes.problems += worth
        return {}
    cell = next((one for one in cells if one.text), cells[1])
    return {} if worth == before else {name: (None if worth is None else range_text(worth), cell)}


def _range_field(line: SheetRow, name: str, changes: Changes) -> dict[str, Any]:
    return {key: value for key, (value, _) in _changed_range(line, name, None, changes).items()}


def _basis_field(line: SheetRow) -> dict[str, Any]:
    return {"basis": _basis_items(line) or ANALYST_ASSUMPTION}


def _basis_items(line: SheetRow) -> str | list[str] | None:
    items = split(line.text(BASIS))
    return None if not items else items[0] if len(items) == 1 else items


def _unknown_field(line: SheetRow, changes: Changes) -> dict[str, str]:
    text = line.text("unknown").strip().lower()
    if text not in (*_YES, *_NO):
        changes.problems.append(wrong(line.cell("unknown"), "yes or no is due here", "Or leave it empty for no."))
    return {"unknown": "yes"} if text in _YES else {}


def _condition(cell: Cell, changes: Changes) -> str:
    text = " ".join(cell.text.split())
    try:
        expr.parse(text)
    except ExpressionError as error:
        changes.problems.append(wrong(cell, error.what or "a condition is due here", error.hint))
    return text


def _place(line: SheetRow, changes: Changes) -> int:
    read = as_number(line.cell("place"))
    if isinstance(read, Wrong):
        changes.problems.append(read)
        return 0
    if read is None or read != int(read) or not 1 <= read <= 1_000:
        changes.problems.append(wrong(line.cell("place"), "the place of a statement is due here", "1, 2, 3 and so on."))
        return 0
    return int(read)


def _nothing_else(line: SheetRow, title: str, changes: Changes) -> None:
    """A row that says what it is about and nothing else is let pass; one that says more is incomplete."""
    if any(line.text(one).strip() for one in (*RANGE, BASIS)):
        changes.problems.append(wrong(line.cell(title), "a condition is due here", "Such as: aid = resumed"))


def _unknown(case: Case, cell: Cell) -> Wrong:
    name = cell.text.strip()
    return wrong(cell.place, f"there is no party '{name}'", nearest(name, list(case.parties), "Parties"))
