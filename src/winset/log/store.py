"""An append-only file of JSON lines beside the case: one line for every forecast and every resolution.

Lines are written under a lock, whole, and forced to disk before the command says so. A line that a crash cut short is
passed over when the file is read and made good by the next writer; nothing acknowledged is lost.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from winset.characters import misplaced
from winset.errors import UsageError
from winset.frozen import Frozen, replace
from winset.record.files import finish_beside, record_path

MAX_LINE = 64 * 1024


class LogEntry(Frozen):
    """One line of the log.

    Attributes
    ----------
    kind : str
        ``forecast``, ``resolution``, or ``renaming`` of a question.
    question : str
        Its key.
    date : str
        When it was made, year-month-day.
    fields : mapping
        Everything else: ``probability``, ``case``, ``method``, ``answer``, ``note``; ``to`` of a renaming.
    """

    kind: str
    question: str
    date: str
    fields: Mapping[str, Any]


def log_path(case_file: str | Path) -> Path:
    """Where the log of a case stands: ``case.yaml`` has ``case.log.jsonl``.

    Examples
    --------
    >>> log_path("talks.yaml").name
    'talks.log.jsonl'
    """
    path = Path(case_file)
    return path.with_name(f"{path.stem}.log.jsonl")


def kept_beside(case_file: str | Path) -> list[Path]:
    """Give what stands beside a case file under its name, there or not: its record and its log."""
    return [path for path in (record_path(case_file), log_path(case_file)) if path.exists() or path.is_symlink()]


def lines(entries: Sequence[LogEntry]) -> str:
    """Write entries as the lines of a log."""
    return "".join(f"{_line(entry)}\n" for entry in entries)


def append(path: Path, entries: list[LogEntry]) -> None:
    """Add lines to a log; they are on disk when this returns.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    text = lines(entries).encode()
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
    try:
        _lock(handle)
        if os.lseek(handle, 0, os.SEEK_END):
            os.lseek(handle, -1, os.SEEK_END)
            if os.read(handle, 1) != b"\n":
                text = b"\n" + text
        view = memoryview(text)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """Wait until no other process writes; the lock ends when the file is closed."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def _line(entry: LogEntry) -> str:
    body = {"kind": entry.kind, "question": entry.question, "date": entry.date, **entry.fields}
    return json.dumps(body, ensure_ascii=False, sort_keys=False)


def read(path: Path) -> tuple[list[LogEntry], list[int]]:
    """Read a log.

    Returns
    -------
    (list of LogEntry, list of int)
        The forecasts and resolutions in order, under the keys that their questions have now, and the numbers of lines
        that are not entries, such as one a crash cut short.

    Raises
    ------
    UsageError
        If there is no such file or it cannot be read.
    """
    finish_beside(path.with_name(path.name.removesuffix(".log.jsonl") + ".yaml"))
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        raise UsageError(f"there is no log '{path}'", "Add a forecast first: winset log add CASE") from None
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    entries: list[LogEntry] = []
    torn = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        entry = _entry(line)
        if entry is None:
            torn.append(number)
        elif entry.kind == "renaming":
            entries = [
                replace(one, question=entry.fields["to"]) if one.question == entry.question else one for one in entries
            ]
        else:
            entries.append(entry)
    return entries, torn


def _entry(line: bytes) -> LogEntry | None:
    if len(line) > MAX_LINE:
        return None
    try:
        body = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if next(misplaced(body), None) is not None:  # what a terminal or a page would obey is no entry
        return None
    if not isinstance(body, dict) or not all(isinstance(body.get(key), str) for key in ("kind", "question", "date")):
        return None
    if body["kind"] not in {"forecast", "resolution", "renaming"}:
        return None
    if body["kind"] == "forecast" and not _probability(body.get("probability")):
        return None
    if body["kind"] == "resolution" and body.get("answer") not in {"yes", "no"}:
        return None
    if body["kind"] == "renaming" and not isinstance(body.get("to"), str):
        return None
    rest = {key: value for key, value in body.items() if key not in {"kind", "question", "date"}}
    return LogEntry(body["kind"], body["question"], body["date"], rest)


def _probability(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
