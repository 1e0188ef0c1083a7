"""How an issue is named where there is little room: without the remark in brackets at the end of its name."""

from __future__ import annotations

import re

from winset.case.model import Case


def short_name(case: Case, issue: str) -> str:
    """Name an issue without the remark in brackets at its end, where no other is called the same then.

    Examples
    --------
    >>> import winset
    >>> case = winset.from_data({
    ...     "winset": "1", "title": "Pay", "parties": {"A": None},
    ...     "issues": {"pay": {"name": "Pay rise (per hour)", "levels": ["none", "small"], "control": "A"}},
    ... })
    >>> short_name(case, "pay")
    'Pay rise'
    """
    short = _without_remark(case.issue_name(issue))
    alike = sum(_without_remark(case.issue_name(key)) == short for key in case.issues)
    return short if short and alike == 1 else case.issue_name(issue)


def _without_remark(name: str) -> str:
    return re.sub(r"\s*\([^()]*\)$", "", name)
