"""A record's file: where it stands, how it is begun, and how a stranger's is opened.

It is opened read-only first, with nothing trusted: the schema must be this one to the letter, every row must match its
hash and the history, and the history its own chain of hashes.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from winset.errors import UsageError
from winset.record.beginning import begin, sweep
from winset.record.connections import connect
from winset.record.passed import digest_of, passed_before, passed_here, remember, remember_here, state_of
from winset.record.schema import APPLICATION, SCHEMA, VERSION, RecordError, readable
from winset.record.store import Store
from winset.record.trust import MAX_BYTES, has_schema, limit

SECONDS = 20.0
_OTHER_VERSION = (
    "the file is not a winset record of this version; one of an earlier version comes over by that version's "
    "'record export' and this one's 'record import'"
)


def record_path(case_file: str | Path) -> Path:
    """Where the record of a case stands: ``case.yaml`` has ``case.record``.

    Examples
    --------
    >>> record_path("talks.yaml").name
    'talks.record'
    """
    path = Path(case_file)
    return path.with_name(f"{path.stem}.record")


def new_record(path: Path | None) -> Store:
    """Make a record at a path, or in memory.

    Raises
    ------
    UsageError
        If there is a file already, or it cannot be written.
    """
    if path is not None and (path.exists() or path.is_symlink()):
        raise UsageError(f"{path} exists already")
    with readable(str(path or "record")):
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        for statement in SCHEMA:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        if path is None:
            limit(connection)
            return Store(connection, "record")
    try:
        begin(path, connection)
    except FileExistsError:
        raise UsageError(f"{path} exists already") from None
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
    finally:
        connection.close()
    return _writable(path)


def open_record(path: Path, again: bool = False) -> Store:
    """Open a record after looking at it with nothing trusted.

    Parameters
    ----------
    path : Path
        The file.
    again : bool
        Whether to look at every row even where the same bytes have passed before.

    Raises
    ------
    UsageError
        If there is no such file.
    RecordError
        If it is not a record, or anything in it is not as it was written.
    """
    if not path.is_file():
        raise UsageError(f"there is no record {path}", "Begin one: winset record add CASE FILE")
    if path.is_symlink():
        raise RecordError(str(path), ["a record is a file of its own, not a link to another one"])
    if path.stat().st_size > MAX_BYTES:
        raise RecordError(str(path), [f"the file is larger than {MAX_BYTES // 2**20} MiB"])
    sweep(path)
    state = state_of(path)
    if again or not passed_here(state):
        digest = digest_of(path)
        if again or not passed_before(digest, VERSION):
            _inspect(path)
            if digest is not None and digest == digest_of(path):
                remember(digest, VERSION)
    store = _writable(path, passed=True)
    if state is not None and state == state_of(path):
        remember_here(state)
    else:  # somebody wrote between looking and opening
        store.not_passed()
    _finish_renaming(path, store)
    return store


def _finish_renaming(path: Path, store: Store) -> None:
    """Have the record follow a renaming that a crash cut short."""
    note = path.with_suffix(".renaming")
    if note.is_file():
        from winset.record.unfinished import finish

        try:
            finish(note, store)
        except BaseException:
            store.close()
            raise


def finish_beside(case_file: Path) -> bool:
    """Finish what a crash cut short of renaming in a case, and say whether anything was."""
    from winset.record.unfinished import finish, note_path

    note, record = note_path(case_file), record_path(case_file)
    if not note.is_file():
        return False
    if record.is_file():
        open_record(record).close()
    else:
        finish(note, None)
    return not note.is_file()


def _writable(path: Path, passed: bool = False) -> Store:
    with readable(str(path)):
        connection = connect(path)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            (page,) = connection.execute("PRAGMA page_size").fetchone()
            connection.execute(
                f"PRAGMA max_page_count = {MAX_BYTES // page}"
            )  # what is larger would not be opened again
            limit(connection)
        except BaseException:
            connection.close()
            raise
        return Store(connection, str(path), path if passed else None)


def _inspect(path: Path) -> None:
    """Refuse a file that is not a record, or that is damaged."""
    with readable(str(path)), closing(connect(path, read_only=True)) as connection:
        limit(connection, SECONDS)
        store = Store(connection, str(path))
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if (application, version) != (APPLICATION, VERSION):
            raise RecordError(
                str(path),
                [_OTHER_VERSION],
            )
        if not has_schema(connection, SCHEMA):
            raise RecordError(str(path), ["the file holds tables, views or triggers that a record does not have"])
        problems = store.problems()
    if problems:
        raise RecordError(str(path), problems)
