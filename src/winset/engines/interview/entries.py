"""What questions about a drafted case share: what its conditions speak of, and the entries that answers add."""

from __future__ import annotations

from winset import expr
from winset.case.model import Case
from winset.case.splicing import Edit
from winset.engines.interview.questions import Question

Possible = tuple[Question, dict[str, float]]
"""A question, and the chance of each answer that changes the case."""
ASSUMED = "analyst assumption"
ASKED_FOR = "asked in an interview"
LIKELY, HARDLY = ["0.75", "0.9", "0.98"], ["0.1", "0.3", "0.5"]


def used(case: Case, text: str) -> set[str]:
    """Give the issues that a condition speaks of."""
    return set(case.speaks_of(text))


def mentioned(case: Case, party: str) -> set[str]:
    """The issues that a party's statements speak of."""
    return {issue for one in case.preferences.get(party, ()) for issue in used(case, one.prefer)}


def wishing(case: Case) -> list[str]:
    """List the parties of which some statement is reported."""
    return [key for key in case.parties if case.preferences.get(key)]


def adding(case: Case, party: str, text: str, ahead: int = 0) -> Edit:
    """Put a statement below the party's others."""
    count = len(case.preferences.get(party, ())) + ahead
    entry = {"prefer": text, "basis": [ASSUMED], "note": ASKED_FOR}
    return Edit("insert", ("preferences", party, count), entry)


def comparison(issue: str, level: str) -> str:
    """Write that an issue is at a level."""
    return f"{issue} = {expr.quoted(level)}"


def is_today(case: Case, text: str) -> bool:
    """Whether a comparison says that its issue stays as today."""
    parsed = expr.parse(text)
    return (
        isinstance(parsed, expr.Comparison)
        and parsed.operator == "="
        and (parsed.issue in case.issues and parsed.target == case.status_quo_level(parsed.issue))
    )


def basis_of_all(case: Case, text: str) -> list[str]:
    """List what a statement rests on, whoever it is of."""
    return [item for listed in case.preferences.values() for one in listed if one.prefer == text for item in one.basis]
