"""A record as JSON lines or CSV, and the records that come with catalogue cases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from winset import spreadsheet
from winset.case import catalogue
from winset.case.model import Case
from winset.claims import Row
from winset.errors import UsageError
from winset.record.files import new_record, open_record, record_path
from winset.record.kinds import KINDS, kind_of
from winset.record.schema import RecordError
from winset.record.store import Store

MAX_TOLD = 50


def as_lines(tables: Mapping[str, Mapping[str, Row]]) -> str:
    """Write every row as a line of JSON, empty fields left out."""
    lines = [
        json.dumps({"id": key} | {name: value for name, value in row.items() if value}, ensure_ascii=False)
        for rows in tables.values()
        for key, row in rows.items()
    ]
    return "".join(f"{line}\n" for line in lines)


def as_csv(tables: Mapping[str, Mapping[str, Row]], table: str = "claims") -> str:
    """Write the rows of one kind as CSV."""
    fields = KINDS[table].fields
    rows = ([key, *(row[name] for name in fields)] for key, row in tables[table].items())
    return spreadsheet.as_csv(["id", *fields], rows)


def from_lines(lines: Iterable[str], name: str, at: str, path: Path | None = None) -> Store:
    """Read rows from lines of JSON into a new record, at a path or in memory.

    Raises
    ------
    RecordError
        If a line is not a row; all of them are told.
    """
    store = new_record(path)
    store.name = name
    try:
        add_lines(store, lines, name, at, why="as it came with the case")
    except BaseException:
        store.close()
        if path is not None:
            path.unlink(missing_ok=True)
        raise
    return store


def add_lines(store: Store, lines: Iterable[str], name: str, at: str, who: str = "", why: str = "") -> int:
    """Add the rows of lines of JSON to a record, under their own names: all of them, or none; tells how many.

    Raises
    ------
    RecordError
        If a line is not a row, or its name is taken or comes out of order; the first of them are told.
    """
    problems: list[str] = []
    count = 0
    with store.together():
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                body = json.loads(line)
                if not isinstance(body, dict) or not all(isinstance(value, str) for value in body.values()):
                    raise UsageError("a line is an object of texts")
                identifier = body.pop("id", "")
                kind = kind_of(identifier)
                store.add(kind.table, body, at, who, why, int(identifier[1:]))
                count += 1
            except (ValueError, RecursionError, UsageError) as error:
                told = "it is no JSON" if isinstance(error, json.JSONDecodeError) else error
                problems.append(f"line {number} is not a row of a record: {told}")
                if len(problems) >= MAX_TOLD:
                    problems.append(f"line {number} is the last that was looked at")
                    break
        if problems:
            raise RecordError(name, problems)
    return count


def load_informed(name: str) -> Case:
    """Load a case with the chances its record leads to; see :func:`with_record`."""
    from winset.case.opening import load

    return with_record(load(name))


def with_record(case: Case) -> Case:
    """Give a case, where conditions or statements have priors, the chances its record leads to.

    Raises
    ------
    RecordError
        If there is a record that cannot be trusted.
    """
    from winset.engines.evidence.likelihood_ratios import informed, named_in

    priors = [one.prior for one in case.conditions.values()]
    priors += [one.prior for statements in case.preferences.values() for one in statements]
    if not any(priors):
        return case
    store = record_of(case)
    if store is None:
        return case
    links = list(store.links().values())
    return informed(case, store.claims_named(named_in(case, links)), links)


def record_of(case: Case, again: bool = False) -> Store | None:
    """Open the record of a case: the one beside its file, or the one that came with it; None where there is none.

    ``again`` as in :func:`winset.record.files.open_record`.
    """
    file = Path(case.file)
    if _is_file(file) and file.parent != catalogue.FOLDER:
        beside = record_path(file)
        return open_record(beside, again) if beside.is_file() else None
    shipped = catalogue.FOLDER / f"{file.stem}.record.jsonl"
    if not _is_file(shipped):
        return None
    return from_lines(shipped.read_text("utf-8").split("\n"), shipped.name, case.as_of or "")


def tables_of(store: Store | None) -> dict[str, dict[str, Row]]:
    """Give all rows of a record, by table; of no record, none."""
    return store.tables() if store is not None else {table: {} for table in KINDS}


def _is_file(path: Path) -> bool:
    """Whether there is a file; a case that was never in one has a title in place of its name."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def copy_record(case: Case, file: Path) -> bool:
    """Copy the record of a case beside another case file; tells whether there was one.

    Raises
    ------
    UsageError
        If there is a record already.
    """
    store = record_of(case)
    if store is None:
        return False
    from_lines(as_lines(store.tables()).split("\n"), case.title, case.as_of or "", record_path(file)).close()
    return True
