"""Writing case files: atomically, and without touching what was not meant to change."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from winset.case.yaml_tree import read_tree
from winset.errors import CaseFileError, Problem, UsageError

WIDTH = 110
_PREFIX = ".winset-"
_PLAIN = re.compile(r"[^\W_]([\w ./()+=<>%'-]*[\w.)%])?")


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
      A:
        name: no
    levels: [x, y]
    """
    stream = io.StringIO()
    _round_trip().dump(_styled(data), stream)
    text = stream.getvalue()
    try:
        faithful = _plainly(text) == _as_text(data)
    except CaseFileError:
        faithful = False
    if not faithful:
        raise CaseFileError("(new case)", [Problem("the case cannot be written as a case file")])
    return text


def _round_trip() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _plainly(text: str) -> dict[str, Any]:
    return read_tree(text.encode(), "the changed file").data


def _as_text(value: Any) -> Any:
    """What reading back must give: every scalar as text."""
    if isinstance(value, Mapping):
        return {str(key): _as_text(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _styled(value: Any) -> Any:
    """Lay short lists of plain text out in one line, everything else in blocks; whole numbers need no quotes."""
    if isinstance(value, Mapping):
        return CommentedMap({_quoted(str(key)): _styled(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        items = CommentedSeq([_styled(item) for item in value])
        texts = [str(item) for item in value]
        if not any(isinstance(item, Mapping | list | tuple) for item in value) and len("".join(texts)) < WIDTH - 30:
            items.fa.set_flow_style()
        return items
    whole = isinstance(value, str) and len(value) < 18 and value.isdecimal() and str(int(value)) == value
    return int(value) if whole else _quoted(value) if isinstance(value, str) else value


def _quoted(text: str) -> str:
    """Put text in quotes unless it is plain beyond doubt."""
    return text if _PLAIN.fullmatch(text) or "\n" in text else DoubleQuotedScalarString(text)
