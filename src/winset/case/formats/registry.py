"""The formats of single case files: one row each, told apart by the file's ending.

A folder with a domain of another tool is no single file; :mod:`winset.case.formats.folders` reads those.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from winset.case.formats import gmcr, gmcr_writing
from winset.case.formats.case_file import case_text
from winset.case.model import Case
from winset.case.reading import read_case
from winset.errors import UsageError
from winset.frozen import Frozen


class Format(Frozen):
    """A format of case files.

    Attributes
    ----------
    name : str
        What it is called in a sentence.
    endings : tuple of str
        The endings of its files, the usual one first.
    read : callable
        From the bytes of a file and its name to the case.
    write : callable
        From a case to the text of a file.
    left_out : callable
        From a case to the names of what a file of this format has no place for.
    editable : bool
        Whether the file is the case as a person writes it, to be edited entry by entry and copied as text.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[bytes, str], Case]
    write: Callable[[Case], str]
    left_out: Callable[[Case], list[str]] = lambda case: []
    editable: bool = False


CASE_FILE = Format("a case file", (".yaml", ".yml"), read_case, case_text, editable=True)
FORMATS = (CASE_FILE, Format("a GMCR+ file", (".gmcr",), gmcr.read_gmcr, gmcr_writing.gmcr_text, gmcr_writing.left_out))
LONGEST = 200  # of the 255 that file systems give; what is written beside it has a longer name
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]", re.IGNORECASE)
ENDINGS = tuple(ending for one in FORMATS for ending in one.endings)


def format_of(path: Path) -> Format | None:
    """Find the format of a file by its ending; None where it is none of these.

    Examples
    --------
    >>> format_of(Path("talks.gmcr")).name, format_of(Path("TALKS.GMCR")).name, format_of(Path("talks.txt"))
    ('a GMCR+ file', 'a GMCR+ file', None)
    """
    return next((one for one in FORMATS if path.suffix.lower() in one.endings), None)


def readable_as(path: Path) -> Format:
    """Give the format a file is read in: that of its ending, and a case file where the ending says nothing."""
    return format_of(path) or CASE_FILE


def writable_as(path: Path) -> Format:
    """Give the format a file is written in.

    Raises
    ------
    UsageError
        If its ending is that of no format.
    """
    found = format_of(path)
    if found is None:
        told = " or ".join(f"{one.endings[0]} for {one.name}" for one in reversed(FORMATS))
        raise UsageError(f"cannot write '{path}'", f"Use the ending {told}.")
    return found


def as_case_file(path: Path) -> Path:
    """Give back a path that a new case file can have.

    Raises
    ------
    UsageError
        If it has another ending: the workbench would not find it, and its name could hide that of a catalogue case. Or
        if no file can have its name, here or under Windows, or none of those that stand beside it.
    """
    if format_of(path) is not CASE_FILE:
        raise UsageError(f"a case file ends in {CASE_FILE.endings[0]}. Got '{path}'", f"For example: {path.stem}.yaml")
    if len(os.fsencode(path.name)) > LONGEST:
        what = f"the name '{path.name[:40]}…' is too long for a file"
        raise UsageError(what, f"At most {LONGEST} bytes: letters beyond a to z take two to four each.")
    if _DEVICE.fullmatch(path.name.partition(".")[0]):
        raise UsageError(f"Windows keeps the name '{path.name}' for itself", "Choose another name.")
    return path


def converted(case: Case, file: Path) -> str:
    """Give the text of a case for a file: by its ending.

    Raises
    ------
    UsageError
        If the ending is another one, or the format cannot say what the case says.
    """
    return writable_as(file).write(case)


def left_out(case: Case, file: Path) -> list[str]:
    """Name the sections of a case that a file of this kind has no place for.

    Examples
    --------
    >>> import winset
    >>> left_out(winset.load("prisoners-dilemma"), Path("pd.gmcr"))
    ['title', 'summary', 'sources', 'scenarios', 'answers']
    """
    found = format_of(file)
    return found.left_out(case) if found else []
