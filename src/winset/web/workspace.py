"""The cases one works on: those of the catalogue, to read, and the files of one folder, to edit.

A file's revision is the hash of its text. Nothing outside the folder is read or written: names are single file names,
and symbolic links are refused, whatever they point to.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from winset.case import catalogue
from winset.case.formats.registry import CASE_FILE, ENDINGS, as_case_file, format_of, readable_as
from winset.case.model import Case
from winset.case.recoding import wrong_byte
from winset.case.yaml_tree import MAX_BYTES
from winset.characters import KEPT_OUT, code_point
from winset.errors import UsageError
from winset.files import beginning
from winset.frozen import Frozen
from winset.web.errors import FileChanged, NotFound

if TYPE_CHECKING:
    from winset.case.renaming import Renamed

MAX_LISTED = 300
MAX_LOOKED_AT = 2_000
KEPT = 24
_CASE = re.compile(rb"^(\xef\xbb\xbf)?[\"']?winset[\"']?[ \t]*:", re.MULTILINE)
_NAME = re.compile(r"[^\W.][^/\\:*?\"<>|\x00-\x1f\x7f]{0,150}")
Kept = TypeVar("Kept")


class Opened(Frozen):
    """The text of a case as it was read.

    Attributes
    ----------
    name : str
        What the workbench calls it: a catalogue name, or a file name with its ending.
    path : Path
        The file.
    text : str
        Its text.
    revision : str
        SHA-256 of the text.
    editable : bool
        Whether it can be saved: a YAML file of the folder, in UTF-8.
    wrong : str
        Where it is not UTF-8; its text then shows U+FFFD there and can only be looked at, or converted.
    """

    name: str
    path: Path
    text: str
    revision: str
    editable: bool
    wrong: str = ""


class Desk:
    """What the workbench may open.

    Parameters
    ----------
    folder : Path
        The folder whose case files can be edited.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._saving = threading.Lock()
        self._keeping = threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def files(self) -> list[str]:
        """List the case files of the folder by name."""
        found: list[str] = []
        for path in sorted(path for path in self.folder.iterdir() if format_of(path))[:MAX_LOOKED_AT]:
            if len(found) < MAX_LISTED and self._usable(path) and _is_case(path):
                found.append(path.name)
        return found

    def open(self, name: str) -> Opened:
        """Read a case's text.

        Raises
        ------
        NotFound
            If there is no such catalogue case or file.
        """
        if name in catalogue.names():
            return _read(name, catalogue.FOLDER / f"{name}.yaml", editable=False)
        path = self._path(name)
        if path is None or not self._usable(path):
            raise NotFound(f"there is no case '{name[:80]}' here")
        return _read(name, path, editable=readable_as(path).editable)

    def read(self, opened: Opened) -> Case:
        """Read the case of a text, with the chances its record leads to.

        Raises
        ------
        CaseFileError
            If it is not a valid case.
        """
        return self.keep(("case", opened.name, opened.revision, _record_stamp(opened.path)), lambda: _case(opened))

    def save(self, name: str, text: str, revision: str, renamed: Sequence[tuple[str, str]] = ()) -> Opened:
        """Replace a file's text, if it still is the revision the writer last saw.

        Parameters
        ----------
        name, text : str
            The file, and its new text.
        revision : str
            The revision that the text was made from.
        renamed : sequence of (str, str)
            Addresses of keys that have another name in the text, with that name: record and log follow.

        Raises
        ------
        FileChanged
            If the file has changed meanwhile; nothing is written.
        UsageError
            If the case cannot be written to.
        """
        from winset.log.renaming import again

        with self._saving:
            current = self.open(name)
            if current.wrong:
                raise _not_utf8(current)
            if not current.editable:
                raise UsageError(f"'{name}' cannot be changed here", "Copy it to a file of your own, then edit that.")
            if current.revision != revision:
                raise FileChanged(current.text, current.revision)
            return self._write(current.path, text, again(current.text, renamed))

    def recode(self, name: str, encoding: str, revision: str) -> Opened:
        """Turn a file of a named encoding into UTF-8, if it still is the revision that was looked at.

        Raises
        ------
        FileChanged
            If the file has changed meanwhile; nothing is written.
        UsageError
            If it is UTF-8 already, or no text in that encoding, or cannot be written to.
        """
        from winset.case.recoding import recoded

        with self._saving:
            current = self.open(name)
            if not current.wrong or not readable_as(current.path).editable:
                raise UsageError(f"'{name}' needs no converting, or cannot be converted here")
            if current.revision != revision:
                raise FileChanged(current.text, current.revision)
            return self._write(current.path, recoded(current.path.read_bytes(), encoding))

    def create(self, name: str, text: str, record: Path | None = None) -> Opened:
        """Write a new case file; ``record`` is the one that was begun for it.

        Raises
        ------
        UsageError
            If the name is not that of a new YAML file.
        """
        with self._saving:
            return self._write(self.place(name, record), text)

    def place(self, name: str, record: Path | None = None) -> Path:
        """Give the path that a new case file of this name would have; ``record`` may be there already.

        Raises
        ------
        UsageError
            If the name is not that of a new YAML file, or what stands beside another case would be its own, too.
        """
        from winset.log.store import kept_beside

        path = self._path(name)
        if path is None or format_of(path) is not CASE_FILE:
            raise UsageError(f"'{name[:80]}' cannot be a file name here", "Choose a plain name such as talks.yaml.")
        as_case_file(path)
        others = [path, *(path.with_suffix(ending) for ending in ENDINGS)]
        there = [one for one in others if one.exists() or one.is_symlink()] + kept_beside(path)
        if there := [one for one in there if one != record]:
            raise UsageError(f"there is a file {there[0].name} already", "Choose another name.")
        return path

    def keep(self, key: Hashable, compute: Callable[[], Kept]) -> Kept:
        """Compute something once, and keep the latest few results."""
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Kept = self._kept[key]
                return found
        result = compute()
        with self._keeping:
            self._kept[key] = result
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return result

    def _write(self, path: Path, text: str, renamed: Sequence[Renamed] = ()) -> Opened:
        from winset.case.writing import write_atomically
        from winset.log.renaming import write
        from winset.record.dates import now

        if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            raise UsageError(f"a case file has at most {MAX_BYTES // 1024} KiB", "Keep documents outside it.")
        if found := KEPT_OUT.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise UsageError(f"line {line} of the text holds the {code_point(found.group())}", "Delete it.")
        if renamed:
            write(path, text, renamed, now())
        else:
            write_atomically(path, text)
        return _read(path.name, path, editable=True)

    def _path(self, name: str) -> Path | None:
        """Where a file of that name would be; None where the name is not one plain file name."""
        if not _NAME.fullmatch(name) or Path(name).name != name or format_of(Path(name)) is None:
            return None
        path = self.folder / name
        return path if path.parent == self.folder else None

    def _usable(self, path: Path) -> bool:
        try:
            return (
                self._path(path.name) is not None
                and not path.is_symlink()
                and path.is_file()
                and path.resolve().is_relative_to(self.folder)
            )
        except OSError:
            return False


def _is_case(path: Path) -> bool:
    """Tell a case file from other YAML files by its first key."""
    if not readable_as(path).editable:
        return True
    try:
        with path.open("rb") as stream:
            return bool(_CASE.search(stream.read(MAX_BYTES)))
    except OSError:
        return False


def _read(name: str, path: Path, editable: bool) -> Opened:
    data = beginning(path, MAX_BYTES, name)
    wrong = wrong_byte(data[:MAX_BYTES])
    text = data.decode("utf-8", "replace")
    return Opened(name, path, text, hashlib.sha256(data).hexdigest(), editable and not wrong, wrong)


def _not_utf8(opened: Opened) -> UsageError:
    hint = "Convert it from its own encoding first; it is unchanged on disk."
    return UsageError(f"'{opened.name}' is not UTF-8 text: {opened.wrong}", hint)


def _case(opened: Opened) -> Case:
    from winset.record.exchange import with_record

    data = opened.path.read_bytes() if "�" in opened.text else opened.text.encode()
    return with_record(readable_as(opened.path).read(data, str(opened.path)))


def _record_stamp(path: Path) -> tuple[tuple[int, int], ...]:
    """Tell one state of a record from another; changes stand in its log as long as somebody has it open."""
    from winset.record.files import record_path

    record = record_path(path)
    return tuple(_stamp(one) for one in (record, record.with_name(f"{record.name}-wal")))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
