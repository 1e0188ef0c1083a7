"""Computed arrays kept on disk, so that the second view of a case costs nothing and every view shows the same figures.

An entry is one file, named by a digest of everything that went into it. The folder is the user's cache folder; it may
be deleted at any time, is bounded in size, and may be shared by several processes. What cannot be read, or does not
carry its own digest, counts as not there; what cannot be written is not kept, since nothing is lost by it.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[np.generic]]

SIZE_LIMIT = 256 * 2**20
ENTRY_LIMIT = 64 * 2**20
FOLDER_VARIABLE = "WINSET_CACHE"
_DIGEST = 32
_PART = ".winset-"
_OWN = re.compile(r"[0-9a-f]{32}\.npz|\.winset-.*\.part")


class ArrayCache:
    """A folder of arrays by key.

    Parameters
    ----------
    folder : Path or None
        Where to keep them; None keeps nothing.
    limit : int
        How many bytes the folder may hold; what was used longest ago goes first.

    Examples
    --------
    >>> import tempfile
    >>> kept = ArrayCache(Path(tempfile.mkdtemp()))
    >>> kept.put("a case, 100 draws", {"hits": np.array([3, 4])})
    >>> kept.get("a case, 100 draws")["hits"].tolist(), kept.get("another")
    ([3, 4], None)
    """

    def __init__(self, folder: Path | None, limit: int = SIZE_LIMIT) -> None:
        self.folder, self.limit = folder, limit

    def get(self, key: str) -> dict[str, NDArray[np.generic]] | None:
        """Give the arrays kept under a key, or None."""
        path = self._path(key)
        if path is None:
            return None
        try:
            with path.open("rb") as stream:
                data = stream.read(ENTRY_LIMIT + _DIGEST + 1)
            if len(data) > ENTRY_LIMIT + _DIGEST or data[:_DIGEST] != _digest(key, data[_DIGEST:]):
                return None
            with np.load(io.BytesIO(data[_DIGEST:]), allow_pickle=False) as found:
                arrays = {name: found[name] for name in found.files}
        except (OSError, ValueError, EOFError, KeyError):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return arrays

    def put(self, key: str, arrays: Arrays) -> None:
        """Keep arrays under a key, if that can be done."""
        path = self._path(key)
        if path is None:
            return
        stream = io.BytesIO()
        named: dict[str, NDArray[np.generic]] = dict(arrays)
        np.savez(stream, **named)  # type: ignore[arg-type]
        data = stream.getvalue()
        if len(data) > min(ENTRY_LIMIT, self.limit):
            return
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=_PART, suffix=".part", delete=False) as part:
                try:
                    part.write(_digest(key, data) + data)
                    part.close()
                    os.replace(part.name, path)
                except OSError:
                    Path(part.name).unlink(missing_ok=True)
                    raise
            self._bound()

    def _path(self, key: str) -> Path | None:
        if self.folder is None:
            return None
        return self.folder / f"{blake2b(key.encode(), digest_size=16).hexdigest()}.npz"

    def _bound(self) -> None:
        """Take the entries used longest ago away until the rest fits."""
        if self.folder is None:
            return
        entries = []
        for path in self.folder.iterdir():
            if _OWN.fullmatch(path.name) is None:  # the folder may be one that other things are kept in
                continue
            with contextlib.suppress(OSError):  # another process may have taken it away
                status = path.stat()
                entries.append((status.st_mtime_ns, status.st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self.limit:
                return
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size


def _digest(key: str, data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST, key=blake2b(key.encode()).digest()).digest()


def default_cache() -> ArrayCache:
    """Give the user's cache: the folder that ``WINSET_CACHE`` names (empty for none), else the system's usual one."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named is not None:
        return ArrayCache(Path(named) if named else None)
    from platformdirs import user_cache_path

    with contextlib.suppress(OSError, RuntimeError):
        return ArrayCache(user_cache_path("winset"))
    return ArrayCache(None)


@cache
def engine_fingerprint() -> str:
    """Tell one state of the code from another: the versions, and the size and time of every file that computes."""
    from winset._version import __version__

    parts = [__version__, np.__version__]
    for room in ("engines", "space", "case", "expr"):
        for file in _code(str(Path(__file__).with_name(room))):
            with contextlib.suppress(OSError):
                status = file.stat()
                parts.append(f"{room} {file.name} {status.st_size} {status.st_mtime_ns}")
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _code(folder: str) -> Iterator[os.DirEntry[str]]:
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.name.endswith(".py"):
            yield entry
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _code(entry.path)


class _Results:
    """The cache as a store of the engines: what another state of the code computed is not taken."""

    def __init__(self, folder: ArrayCache) -> None:
        self.folder = folder

    def get(self, key: str) -> Arrays | None:
        return self.folder.get(f"{engine_fingerprint()} {key}")

    def put(self, key: str, arrays: Arrays) -> None:
        self.folder.put(f"{engine_fingerprint()} {key}", arrays)


def keep_results(kept: ArrayCache | None = None) -> None:
    """Have the engines keep long computations in the user's cache folder, for this process."""
    from winset.engines.talks.memory import Memory, use_store

    kept = default_cache() if kept is None else kept
    use_store(Memory(behind=_Results(kept) if kept.folder is not None else None))
