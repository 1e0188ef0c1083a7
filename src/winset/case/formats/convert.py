"""A case as the text of a file in another format, told by the file's ending."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from winset.case.exact import NUMBER
from winset.case.formats.registry import format_of, writable_as
from winset.case.model import Case
from winset.case.writing import dump


def converted(case: Case, file: Path) -> str:
    """Give the text of a case for a file: by its ending.

    Raises
    ------
    UsageError
        If the ending is another one, or the format cannot say what the case says.
    """
    return writable_as(file).write(case)


def case_text(case: Case) -> str:
    """Give the text of a case as a case file."""
    data = case.model_dump(mode="json", exclude_defaults=True)
    return dump({"winset": case.winset, **{key: _short(value) for key, value in data.items() if key != "winset"}})


def _short(value: Any) -> Any:
    """Write a number that is certain once instead of three times."""
    if isinstance(value, dict):
        return {key: _short(item) for key, item in value.items()}
    if isinstance(value, list):
        certain = len(value) == 3 and isinstance(value[0], str) and value[0] == value[1] == value[2]
        return value[0] if certain and NUMBER.fullmatch(value[0]) else [_short(item) for item in value]
    return value


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
