"""Writing case files: atomically, and without touching what was not meant to change."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from winset.case.notation import as_text, block, scalar
from winset.case.yaml_tree import read_tree
from winset.errors import CaseFileError, Problem, UsageError

_PREFIX = ".winset-"


def write_atomically(path: Path, text: str | bytes) -> None:
    """Replace a file's content, or leave the file as it was: never something in between.

    Parameters
    ----------
    path : Path
        The file; a symbolic link is followed.
    text : str or bytes
        Its new content.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    target = path.resolve()
    temporary, content = "", text.encode() if isinstance(text, str) else text
    try:
        if target.exists() and not target.is_file():  # a device or a pipe is written to, never replaced
            with target.open("wb") as stream:
                stream.write(content)
            return
        _sweep(target)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(prefix=f"{_PREFIX}{target.name}-", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(target: Path) -> None:
    """Remove what an interrupted write of the same file left behind."""
    for stray in target.parent.glob(f"{_PREFIX}{target.name}-*"):
        stray.unlink(missing_ok=True)


def dump(data: Mapping[str, Any]) -> str:
    """Write plain dictionaries, lists and text as a case file.

    Examples
    --------
    >>> print(dump({"winset": "1", "parties": {"A": {"name": "no"}}, "levels": ["x", "y"]}), end="")
    winset: 1
    parties:
      A: {name: no}
    levels: [x, y]
    """
    wanted = as_text(data)
    text = "".join(f"{scalar(key)}:{block(value, 2)}\n" for key, value in wanted.items()) or "{}\n"
    try:
        faithful = read_tree(text.encode(), "the new case").data == wanted
    except (CaseFileError, UnicodeEncodeError):
        faithful = False
    if not faithful:
        raise CaseFileError("(new case)", [Problem("the case cannot be written as a case file")])
    return text
