"""Which case is meant, and its file read in the format it is in: the first step of nearly every command."""

from __future__ import annotations

import sys
from pathlib import Path

from winset.case import catalogue
from winset.case.formats.folders import holds_data, is_domain, read_domain
from winset.case.formats.registry import readable_as
from winset.case.model import Case
from winset.case.reading import read_case
from winset.case.yaml_tree import MAX_BYTES
from winset.errors import CaseFileError, Problem, UsageError, nearest
from winset.files import beginning

STANDARD_INPUT = "standard input"
_DOCUMENTS = (b"%PDF", b"PK\x03\x04")
"""How PDF and Word documents begin."""


def load(case: str | Path) -> Case:
    """Read a case from a file (``.yaml`` or ``.gmcr``), a folder with a domain, or the catalogue.

    Parameters
    ----------
    case : str or Path
        A path, the name of a catalogue case (any part of the name that fits only one), or ``-`` for standard input.

    Returns
    -------
    Case
        The case, checked.

    Raises
    ------
    CaseFileError
        If the file is not a valid case; holds every problem with its line and column.
    UsageError
        If there is no such file or catalogue case.

    Examples
    --------
    >>> load("prisoners-dilemma").title
    "Prisoner's Dilemma"
    """
    if str(case) == "-":
        return _from_standard_input()
    path = Path(case)
    # a folder that happens to be called as a case of the catalogue, and holds no domain, is none
    if is_domain(path) and (holds_data(path) or catalogue.find(str(case)) is None):
        return read_domain(path, str(case))
    if not path.is_file():
        found = catalogue.find(str(case))
        if found is None:
            raise UsageError(
                f"there is no file and no catalogue case '{case}'", nearest(str(case), catalogue.names(), "Catalogue")
            )
        path = found
    data = beginning(path, MAX_BYTES, str(case))
    shown = catalogue.shown(path)
    if len(data) > MAX_BYTES:
        raise CaseFileError(shown, [Problem(f"the file is larger than {MAX_BYTES // 1024} KiB")])
    if data.startswith(_DOCUMENTS):
        raise UsageError(f"'{case}' is a document and no case", "A first case from it: winset draft FILE -o CASE.yaml")
    return readable_as(path).read(data, shown)


def _from_standard_input() -> Case:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise CaseFileError(STANDARD_INPUT, [Problem(f"the file is larger than {MAX_BYTES // 1024} KiB")])
    return read_case(data, STANDARD_INPUT)
