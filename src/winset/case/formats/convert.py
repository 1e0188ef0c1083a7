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
