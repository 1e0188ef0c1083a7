"""A new record comes into being whole: under another name first, then under its own, never over another file."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from glob import escape
from pathlib import Path

_WRITE_AHEAD = b"\x02\x02"  # bytes 18 and 19 of an SQLite file: read and written with a write-ahead log


def begin(path: Path, schema: sqlite3.Connection) -> None:
    """Write an empty database with the schema of this one in memory; a crash leaves nothing or all of it.

    Raises
    ------
    OSError
        If there is a file already, or it cannot be written.
    """
    data = bytearray(schema.serialize())
    data[18:20] = _WRITE_AHEAD
    sweep(path)
    handle, temporary = tempfile.mkstemp(prefix=f".winset-{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _name(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _name(temporary: str, path: Path) -> None:
    try:
        os.link(temporary, path)  # refuses to replace a file
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(str(path)) from None
        Path(temporary).rename(path)


def sweep(path: Path) -> None:
    """Remove what a crash at the beginning of this record left behind."""
    for stray in path.parent.glob(f".winset-{escape(path.name)}-*"):
        stray.unlink(missing_ok=True)
