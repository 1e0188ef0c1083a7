"""A renaming that a crash cut short: noted beside the case before anything is written, finished at the next opening.

The case file is replaced before the change of its record is on disk. Who dies in between leaves a note, by which
whoever opens record or log next has them follow; a note of a renaming that never reached the case file is dropped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from winset.case.renaming import Renamed, rename
from winset.case.writing import write_atomically
from winset.errors import CaseFileError, UsageError
from winset.record.renaming import change, changes
from winset.record.store import Store

MAX_BYTES = 8 * 2**20


def note_path(case_file: Path) -> Path:
    """Where the note stands: ``case.yaml`` has ``case.renaming`` while a key of it is renamed.

    Examples
    --------
    >>> note_path(Path("talks.yaml")).name
    'talks.renaming'
    """
    return case_file.with_name(f"{case_file.stem}.renaming")


def begin(
    case_file: Path, done: Sequence[Renamed], store: Store | None, at: str, who: str, why: str, log: Path, lines: str
) -> None:
    """Note a renaming before anything of it is written.

    Parameters
    ----------
    case_file : Path
        The case file, as it is before.
    done : sequence of Renamed
        What is renamed, in this order.
    store : Store or None
        Its record.
    at, who, why : str
        For the history of the record.
    log : Path
        Its log.
    lines : str
        What the log is to be told; empty where nothing.
    """
    note = {
        "case": case_file.name,
        "before": case_file.read_bytes().decode("utf-8", "surrogateescape"),
        "renamed": [[one.renaming.address, one.renaming.new] for one in done],
        "changes": store.count_changes() if store else 0,
        "at": at,
        "who": who,
        "why": why,
        "log": log.name,
        "size": log.stat().st_size if lines else 0,
        "lines": lines,
    }
    write_atomically(note_path(case_file), json.dumps(note))


def end(case_file: Path) -> None:
    """Take the note away: all is written, or nothing is."""
    note_path(case_file).unlink(missing_ok=True)


def finish(note: Path, store: Store | None) -> None:
    """Finish a renaming that was noted and not ended; a note that cannot be read is left alone.

    Parameters
    ----------
    note : Path
        The note.
    store : Store or None
        The open record that stands beside it.
    """
    told = _read(note)
    if told is None:
        return
    case_file = note.with_name(told["case"])
    with store.together() if store else nullcontext():  # whoever is still at it is waited for
        written = _written(case_file, told)
        if written is None:
            return
        if written and store is not None and store.count_changes() == told["changes"]:
            _follow(store, told)
        if written and told["lines"]:
            _tell(note.with_name(told["log"]), told["size"], told["lines"].encode())
    note.unlink(missing_ok=True)


def follow(store: Store, one: Renamed, at: str, who: str, why: str) -> None:
    """Have a record follow one renaming."""
    told = why or f"'{one.renaming.old}' is now called '{one.renaming.new}'"
    change(store, changes(store, one), at, who, told)


def _read(note: Path) -> dict[str, Any] | None:
    try:
        if note.is_symlink() or note.stat().st_size > MAX_BYTES:
            return None
        told = json.loads(note.read_bytes())
        texts = [told[key] for key in ("case", "before", "at", "who", "why", "log", "lines")]
        numbers = [told["changes"], told["size"]]
        pairs = [text for pair in told["renamed"] for text in pair]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    names = [told["case"], told["log"]]
    sound = all(isinstance(one, str) for one in (*texts, *pairs)) and all(isinstance(one, int) for one in numbers)
    sound = sound and all(len(pair) == 2 for pair in told["renamed"])
    beside = sound and all(Path(one).name == one and one.startswith(f"{note.stem}.") for one in names)
    return told if beside else None


def _written(case_file: Path, told: dict[str, Any]) -> bool | None:
    """Whether the case file has the new names; None where it cannot be told."""
    try:
        now = case_file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return False
    if now == told["before"] or not told["renamed"]:
        return False
    try:
        rename(now, *told["renamed"][0])
    except CaseFileError:
        return None
    except UsageError:  # nothing is called so any more
        return True
    return False


def _follow(store: Store, told: dict[str, Any]) -> None:
    text = told["before"]
    for address, new in told["renamed"]:
        one = rename(text, address, new)
        follow(store, one, told["at"], told["who"], told["why"])
        text = one.text


def _tell(log: Path, size: int, lines: bytes) -> None:
    """Add lines to a log that does not have them yet, after one that was cut short."""
    if not log.is_file() or lines in log.read_bytes()[size:]:
        return
    with log.open("ab") as stream:
        stream.write((b"" if log.read_bytes()[-1:] in {b"", b"\n"} else b"\n") + lines)
        stream.flush()
        os.fsync(stream.fileno())
