"""Records that have been looked at: the same bytes need not be looked at again.

A record is looked at whole whenever it is opened, since its file may come from anybody. Files that passed are
remembered in the user's cache folder by a digest of all their bytes; so a large record costs that only after a change.
A process remembers them by what the system says of the file, too: it cannot read one that it has open elsewhere.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

import numpy as np

from winset._version import __version__
from winset.cache import default_cache
from winset.record.connections import kept_closed

State: TypeAlias = tuple[tuple[int, ...], ...]

_PIECE = 2**20
_MOST_HERE = 256
_HERE: OrderedDict[State, None] = OrderedDict()


def digest_of(path: Path) -> str | None:
    """Give a digest of a record's file and its write-ahead log.

    None where it cannot be told what SQLite would make of the file: where it cannot be read, where a journal lies
    beside it that would be played back, or where this process has it open.
    """
    found = sha256()
    try:
        with kept_closed(path) as free:
            if not free or _beside(path, "journal"):
                return None
            for piece in _pieces(path):
                found.update(piece)
            log = _beside(path, "wal")
            if log is not None and log.is_symlink():
                return None
            if log is not None and log.stat().st_size:
                found.update(f"\nlog after {path.stat().st_size}\n".encode())
                for piece in _pieces(log):
                    found.update(piece)
    except OSError:
        return None
    return found.hexdigest()


def state_of(path: Path) -> State | None:
    """Give what the system tells of a record's file and its write-ahead log: which, how long, and when changed.

    None where there is no file, or a journal lies beside it that would be played back.
    """
    try:
        files = [path, _beside(path, "wal")]
        told = [file.lstat() for file in files if file is not None]
    except OSError:
        return None
    if _beside(path, "journal"):
        return None
    return tuple((s.st_dev, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for s in told if s.st_size)


def _beside(path: Path, kind: str) -> Path | None:
    """Give what SQLite keeps beside a file, where it does."""
    other = path.with_name(f"{path.name}-{kind}")
    return other if other.exists() or other.is_symlink() else None


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


def passed_here(state: State | None) -> bool:
    """Tell whether this process has looked at a record in this state."""
    return state is not None and state in _HERE


def remember_here(state: State | None) -> None:
    """Note for this process that nothing is wrong with a record in this state."""
    if state is not None:
        _HERE[state] = None
        while len(_HERE) > _MOST_HERE:
            _HERE.popitem(last=False)


def passed_before(digest: str | None, version: int) -> bool:
    """Tell whether a record with this digest was looked at by this version of winset, and nothing was wrong."""
    return digest is not None and default_cache().get(_key(digest, version)) is not None


def remember(digest: str, version: int) -> None:
    """Note that nothing is wrong with a record of this digest."""
    default_cache().put(_key(digest, version), {"passed": np.ones(1, dtype=np.bool_)})


def _key(digest: str, version: int) -> str:
    return f"record {version} looked at by winset {__version__}: {digest}"
