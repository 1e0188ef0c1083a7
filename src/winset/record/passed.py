"""Records that have been looked at: the same bytes need not be looked at again.

A record is looked at whole whenever it is opened, since its file may come from anybody. Files that passed are
remembered in the user's cache folder by a digest of all their bytes; so a large record costs that only after a change.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np

from winset._version import __version__
from winset.cache import default_cache

_PIECE = 2**20


def digest_of(path: Path) -> str | None:
    """Give a digest of a record's file and its write-ahead log.

    None where it cannot be told what SQLite would make of the file: where it cannot be read, or where a journal lies
    beside it that would be played back.
    """
    found = sha256()
    try:
        journal = path.with_name(f"{path.name}-journal")
        if journal.exists() or journal.is_symlink():
            return None
        for piece in _pieces(path):
            found.update(piece)
        log = path.with_name(f"{path.name}-wal")
        if log.is_symlink():
            return None
        if log.exists() and log.stat().st_size:
            found.update(f"\nlog after {path.stat().st_size}\n".encode())
            for piece in _pieces(log):
                found.update(piece)
    except OSError:
        return None
    return found.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


def passed_before(digest: str | None, version: int) -> bool:
    """Tell whether a record with this digest was looked at by this version of winset, and nothing was wrong."""
    return digest is not None and default_cache().get(_key(digest, version)) is not None


def remember(digest: str, version: int) -> None:
    """Note that nothing is wrong with a record of this digest."""
    default_cache().put(_key(digest, version), {"passed": np.ones(1, dtype=np.bool_)})


def _key(digest: str, version: int) -> str:
    return f"record {version} looked at by winset {__version__}: {digest}"
