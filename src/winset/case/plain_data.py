"""A case as plain data to be changed, and made into a case again."""

from __future__ import annotations

from typing import Any

from winset.case.derived import FROM_STATEMENTS
from winset.case.model import Case
from winset.case.reading import from_data, past_the_gate
from winset.errors import UsageError, nearest


def statement_at(case: Case, what: str) -> tuple[str, int]:
    """Read ``PARTY:position``: the party, and the position of one of its statements counted from 0."""
    party, _, place = what.rpartition(":")
    if party not in case.preferences:
        raise UsageError(
            f"party '{party}' has no statements", nearest(party, list(case.preferences), "Parties with statements")
        )
    count = len(case.preferences[party])
    if not place.strip().isdecimal() or not 1 <= int(place) <= count:
        raise UsageError(
            f"party '{party}' has no statement '{place.strip()}'", f"Its statements are numbered 1 to {count}."
        )
    return party, int(place) - 1


def as_data(case: Case) -> dict[str, Any]:
    """Give the plain data of a case, as a case file would hold it."""
    data = case.model_dump(mode="json", exclude_defaults=True)
    data["winset"] = case.winset
    for party in case.valued_by_statements:
        data["values"][party] = FROM_STATEMENTS
    for key, issue in data["issues"].items():
        issue.setdefault("control", list(case.issues[key].control))
    return data


def rebuilt(case: Case, data: dict[str, Any], change: str, new_texts: bool = False) -> Case:
    """Make a case of changed data; its title says what was changed, and its answers no longer hold.

    Texts of the case have passed the gate when it was read; ``new_texts`` says that there are others.
    """
    data["title"] = f"{case.title}, {change}"
    data.pop("answers", None)
    return from_data(data, case.file) if new_texts else past_the_gate(data, case.file)
