"""The roles of the issues in words: terms, levers and what presses, answers."""

from __future__ import annotations

from collections.abc import Mapping

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.present.words.prose import joined
from winset.space.roles import Role

KINDS = {"term": "terms", "lever": "levers", "answer": "answers", "outside": "outside the talks"}


def role_word(role: Role) -> str:
    """Name the role of one issue, with the levels that press."""
    if role.kind == "outside":
        return "outside the talks"
    pressing = f"; {joined(role.pressing)} {'presses' if len(role.pressing) == 1 else 'press'}" if role.pressing else ""
    return f"{role.kind}{pressing}{' (stated)' if role.stated else ''}"


def roles_line(case: Case, roles: Mapping[str, Role]) -> str:
    """Tell every issue's role on one line; empty where fewer than two parties sign.

    Examples
    --------
    >>> import winset
    >>> from winset.space.roles import roles
    >>> case = winset.load("jeddah-2025")
    >>> roles_line(case, roles(case))[-54:]
    "; answers: Russia's answer and Russian military tempo."
    """
    parts = []
    for kind, noun in KINDS.items():
        told = [
            short_name(case, key) + (f" ({joined(one.pressing)})" if one.pressing else "")
            for key, one in roles.items()
            if one.kind == kind
        ]
        if told:
            parts.append(f"{noun}{' (what presses)' if kind == 'lever' else ''}: {joined(told)}")
    return f"Roles of the issues, as the case says or inferred: {'; '.join(parts)}." if parts else ""
