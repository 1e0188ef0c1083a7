"""The text of a case as a case file, of whatever it was read from."""

from __future__ import annotations

from typing import Any

from winset.case.exact import NUMBER
from winset.case.model import Case
from winset.case.writing import dump


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
