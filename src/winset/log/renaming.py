"""A case with another name for a key, its record and its log: written together, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from winset.case.renaming import Renamed, rename
from winset.case.writing import write_atomically
from winset.errors import UsageError
from winset.log.store import LogEntry, append, lines, log_path
from winset.record import unfinished
from winset.record.files import finish_beside, open_record, record_path
from winset.record.renaming import Changed, changes


def again(text: str, wanted: Sequence[tuple[str, str]]) -> list[Renamed]:
    """Rename keys one after the other in a case as it stands in its file; what it does not have yet is passed over.

    Parameters
    ----------
    text : str
        The text of the file.
    wanted : sequence of (str, str)
        Addresses with their new names, as they were renamed in a draft of the file.
    """
    done: list[Renamed] = []
    for address, new in wanted:
        try:
            done.append(rename(text, address, new))
        except UsageError:  # an entry of the draft alone: nothing beside the file can refer to it
            continue
        text = done[-1].text
    return done


def changes_beside(path: Path, done: Renamed) -> tuple[list[Changed], bool]:
    """Say what a renaming changes beside a case file: in its record, and whether its log has to be told."""
    record = record_path(path)
    found: list[Changed] = []
    if record.is_file():
        store = open_record(record)
        try:
            found = changes(store, done)
        finally:
            store.close()
    return found, _logged(path, done)


def write(path: Path, content: str | bytes, done: Sequence[Renamed], at: str, who: str = "", why: str = "") -> None:
    """Write a case file in which keys were renamed, and have its record and its log follow.

    Whatever of it cannot be written, all of it stays as it was. What a crash cuts short is finished when the record or
    the log is opened next.

    Parameters
    ----------
    path : Path
        The case file.
    content : str or bytes
        What it becomes.
    done : sequence of Renamed
        What was renamed, in this order.
    at, who, why : str
        When, by whom and why, for the history of the record.

    Raises
    ------
    UsageError
        If something cannot be written.
    RecordError
        If the record cannot be trusted.
    """
    finish_beside(path)
    store = open_record(record_path(path)) if done and record_path(path).is_file() else None
    logged = [one.renaming for one in done if _logged(path, one)]
    entries = [LogEntry("renaming", one.old, at[:10], {"to": one.new}) for one in logged]
    before, told = path.read_bytes(), False
    try:
        unfinished.begin(path, done, store, at, who, why, log_path(path), lines(entries))
        with store.together() if store else nullcontext():
            for one in done:
                if store is not None:
                    unfinished.follow(store, one, at, who, why)
            write_atomically(path, content)
            if logged:
                append(log_path(path), entries)
                told = True
    except BaseException:
        if path.read_bytes() != before:
            write_atomically(path, before)
        if told:
            back = [LogEntry("renaming", one.new, at[:10], {"to": one.old}) for one in reversed(logged)]
            append(log_path(path), back)
        unfinished.end(path)
        raise
    else:
        unfinished.end(path)
    finally:
        if store:
            store.close()


def _logged(path: Path, done: Renamed) -> bool:
    """Whether a log beside the case has to be told: it keeps forecasts by the keys of their questions."""
    return done.renaming.kind == "questions" and log_path(path).is_file()
