"""A warning with the place in the case file that it is about."""

from __future__ import annotations

from winset.case.model import Case
from winset.errors import Problem

Path = tuple[str | int, ...]


def problem_at(case: Case, path: Path, what: str, hint: str = "") -> Problem:
    """Say what is wrong at an entry of a case."""
    line, column = case.locate(path)
    return Problem(what, hint=hint, line=line, column=column)
