"""A folder of another tool in place of a case file: which of its files is the domain, and which are the profiles."""

from __future__ import annotations

import re
from pathlib import Path

from winset.case.formats.domains import GRID, Domain, case_data, refused
from winset.case.model import Case
from winset.errors import CaseFileError, UsageError
from winset.files import beginning

MAX_FILES = 400
MAX_BYTES = 4 * 2**20
MOST_PARTIES = 8


def is_domain(path: Path) -> bool:
    """Whether a path is a folder, or a domain file of Genius, in place of a case."""
    return path.is_dir() or (path.is_file() and path.suffix.lower() == ".xml")


def holds_data(path: Path) -> bool:
    """Whether a path is a file, or a folder with files of the kinds that domains are made of."""
    return path.is_file() or any(one.suffix.lower() in {".xml", ".json", ".yml", ".yaml"} for one in _files(path))


def write_domain(folder: Path, case: Case, form: str, force: bool = False) -> tuple[list[str], list[str]]:
    """Write a case as a domain with profiles into a folder of its own.

    Parameters
    ----------
    folder : Path
        The folder; it is made, and must be empty.
    case : Case
        A case with values that are sums over issues.
    form : str
        ``genius``, ``geniusweb`` or ``negmas``.
    force : bool
        Whether the folder may hold files already; those of the same names are replaced.

    Returns
    -------
    (list of str, list of str)
        The names of the files, and what they leave out.

    Raises
    ------
    UsageError
        If the format cannot say what the case says, or the folder cannot be written.
    """
    from winset.case.formats.domain_writing import domain_files
    from winset.case.writing import write_atomically

    files, left = domain_files(case, form)
    try:
        folder.mkdir(exist_ok=True)
        if any(folder.iterdir()) and not force:
            raise UsageError(f"{folder} is not empty", "Choose another folder, or use --force to write into it.")
    except OSError as error:
        raise UsageError(f"cannot write into '{folder}': {error.strerror or error}") from None
    for name, text in files.items():
        write_atomically(folder / name, text)
    return list(files), left


def read_domain(path: Path, shown: str, grid: int = GRID) -> Case:
    """Read a folder with a domain and its profiles, or a domain file with the profiles beside it.

    Parameters
    ----------
    path : Path
        The folder or the domain file.
    shown : str
        Its name, for messages.
    grid : int
        Into how many equal steps the range of a continuous issue is cut.

    Returns
    -------
    Case

    Raises
    ------
    CaseFileError
        If the folder holds no domain with profiles that winset can read.
    UsageError
        If a file cannot be read.
    """
    from winset.case.reading import from_data

    folder = path if path.is_dir() else path.parent
    only = None if path.is_dir() else path
    domain = _found(folder, only, shown, grid)
    return from_data(case_data(domain, shown), shown)


def _found(folder: Path, only: Path | None, shown: str, grid: int) -> Domain:
    files = _files(folder)
    genius = [path for path in files if path.suffix.lower() == ".xml" and path.name.lower() != "pareto.xml"]
    if genius:
        return _genius(genius, only, shown, grid)
    data = [path for path in files if path.suffix.lower() in {".json", ".yml", ".yaml"}]
    return _of_data(data, shown, grid)


_NO_DOMAIN = "the folder holds no domain that winset can read"
_KINDS = "A Genius domain is XML files, one of GeniusWeb JSON, one of NegMAS YAML."


def _of_data(files: list[Path], shown: str, grid: int) -> Domain:
    from winset.case.formats import geniusweb, negmas
    from winset.case.formats.data_files import data_file

    found, problems = [], []
    for path in files:
        try:
            found.append(data_file(content(path), str(path)))
        except CaseFileError as error:
            problems.append(error)
    for reader in (geniusweb, negmas):
        domains = [one for one in found if reader.kind(one) == "domain"]
        profiles = [one for one in found if reader.kind(one) == "profile"]
        if not domains and not profiles:
            continue
        if problems and len(profiles) < 2:
            raise problems[0]
        names = [Path(one.name).name for one in domains]
        if reader is geniusweb:
            pick(shown, names or ["the profiles'"], [one.name for one in profiles], "")
            return geniusweb.geniusweb_domain(domains[0] if domains else None, profiles)
        hint = "In NegMAS its 'type' ends in OutcomeSpace."
        pick(shown, names, [one.name for one in profiles], hint)
        return negmas.negmas_domain(domains[0], profiles, grid)
    if problems:
        raise problems[0]
    raise refused(shown, _NO_DOMAIN, _KINDS)


def _files(folder: Path) -> list[Path]:
    try:
        files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "_"))]
    except OSError as error:
        raise UsageError(f"cannot read '{folder}': {error.strerror or error}") from None
    if len(files) > MAX_FILES:
        raise UsageError(f"'{folder}' holds more than {MAX_FILES} files", "Put the domain in a folder of its own.")
    return sorted(files, key=lambda path: natural(path.name))


def natural(name: str) -> list[tuple[int, str]]:
    """Order names so that 2 comes before 10.

    Examples
    --------
    >>> sorted(["p10", "p2"], key=natural)
    ['p2', 'p10']
    """
    return [(int(part), "") if part.isdigit() else (-1, part.lower()) for part in re.split(r"(\d{1,18})", name)]


def content(path: Path) -> bytes:
    """Give the bytes of a file, of bounded length."""
    data = beginning(path, MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise refused(str(path), f"the file is larger than {MAX_BYTES // 2**20} MiB")
    return data


def pick(shown: str, domains: list[str], profiles: list[str], hint: str) -> None:
    """Refuse a folder without one domain and two or more profiles, and say what it holds."""
    if len(domains) != 1:
        what = "the folder holds no domain file" if not domains else f"the folder holds {len(domains)} domain files"
        raise refused(shown, what, hint if not domains else f"Name one of them: {', '.join(domains[:6])}.")
    if not 2 <= len(profiles) <= MOST_PARTIES:
        what = f"the folder holds {len(profiles)} profiles, and 2 to {MOST_PARTIES} parties can be read"
        raise refused(shown, what, "Put the domain and the profiles of those at the table in a folder of their own.")


def _genius(files: list[Path], only: Path | None, shown: str, grid: int) -> Domain:
    from winset.case.formats.genius import GeniusFile, genius_domain, genius_file

    found: list[GeniusFile] = []
    problems: list[CaseFileError] = []
    for path in files:
        try:
            found.append(genius_file(content(path), str(path)))
        except CaseFileError as error:
            problems.append(error)
    domains = [one for one in found if one.kind == "domain" and (only is None or one.name == str(only))]
    profiles = [one for one in found if one.kind == "profile"]
    if problems and (len(domains) != 1 or len(profiles) < 2):
        raise problems[0]
    hint = "In Genius its first element is 'negotiation_template', and 'utility_space' that of a profile."
    pick(shown, [Path(one.name).name for one in domains], [one.name for one in profiles], hint)
    return genius_domain(domains[0], profiles, grid)
