"""A case as the text of a file in another format, told by the file's ending."""

from __future__ import annotations

from pathlib import Path

from winset.case.model import Case
from winset.errors import UsageError


def converted(case: Case, file: Path) -> str:
    """Give the text of a case for a file: ``.gmcr`` or ``.yaml``.

    Raises
    ------
    UsageError
        If the ending is another one, or the format cannot say what the case says.
    """
    if file.suffix == ".gmcr":
        from winset.case.formats.gmcr_writing import gmcr_text

        return gmcr_text(case)
    if file.suffix in {".yaml", ".yml"}:
        from winset.case.writing import dump

        data = case.model_dump(mode="json", exclude_defaults=True)
        return dump({"winset": case.winset, **{key: value for key, value in data.items() if key != "winset"}})
    raise UsageError(f"cannot write '{file}'", "Use the ending .gmcr for a GMCR+ file or .yaml for a case file.")


_PLACE_IN_GMCR = {"winset", "parties", "issues", "impossible", "preferences", "ranking", "coalitions", "misperceived"}


def left_out(case: Case, file: Path) -> list[str]:
    """Name the sections of a case that a file of this kind has no place for.

    Examples
    --------
    >>> import winset
    >>> left_out(winset.load("prisoners-dilemma"), Path("pd.gmcr"))
    ['title', 'summary', 'sources', 'scenarios', 'answers']
    """
    if file.suffix != ".gmcr":
        return []
    missing = [key for key in Case.model_fields if key in case.model_fields_set and key not in _PLACE_IN_GMCR]
    # what can occur under only_if is written as rules
    return missing + (["that leaving something takes back what exists only with it"] if case.guards else [])
