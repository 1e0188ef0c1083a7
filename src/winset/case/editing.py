"""A case with one thing changed: without a party, issue or statement, or with two statements swapped."""

from __future__ import annotations

from typing import Any

from winset.case.model import Case
from winset.case.reading import from_data
from winset.errors import UsageError, nearest


def without(case: Case, what: str) -> Case:
    """Take a party, an issue or a statement out of a case.

    Parameters
    ----------
    case : Case
        The case.
    what : str
        A party or issue by its key, or a statement as ``PARTY:position`` (counting from 1).

    Returns
    -------
    Case
        The changed case. An issue that is taken out, or whose controller is, stays at its status quo.

    Raises
    ------
    UsageError
        If nothing of that name is in the case.
    """
    data = _data(case)
    if what in case.parties:
        data["parties"].pop(what)
        for issue in data["issues"].values():
            if what in issue["control"]:
                issue["control"] = []
        for section in ("preferences", "ranking", "misperceived"):
            data.get(section, {}).pop(what, None)
        if isinstance(data.get("coalitions"), list):
            data["coalitions"] = [members for members in data["coalitions"] if what not in members]
    elif what in case.issues:
        data["issues"][what]["control"] = []
    elif ":" in what:
        party, position = _statement(case, what)
        data["preferences"][party].pop(position)
    else:
        known = [*case.parties, *case.issues]
        hint = nearest(what, known, "Parties and issues") + " A statement is named PARTY:position."
        raise UsageError(f"there is no party, issue or statement '{what}' to leave out", hint)
    return _rebuilt(case, data, f"without {what}")


def swap(case: Case, what: str) -> Case:
    """Swap two statements of a party.

    Parameters
    ----------
    case : Case
        The case.
    what : str
        ``PARTY:1,2``: the party and the positions of the two statements, counting from 1.

    Raises
    ------
    UsageError
        If the text is not of that form, or names no such statements.
    """
    party, _, places = what.rpartition(":")
    first, comma, second = places.partition(",")
    if not (party and comma):
        raise UsageError(f"'{what}' does not name two statements", "Write PARTY:1,2 to swap its first two statements.")
    data = _data(case)
    _, one = _statement(case, f"{party}:{first}")
    _, two = _statement(case, f"{party}:{second}")
    statements = data["preferences"][party]
    statements[one], statements[two] = statements[two], statements[one]
    return _rebuilt(case, data, f"with {party}'s statements {one + 1} and {two + 1} swapped")


def reordered(case: Case, party: str, order: list[int]) -> Case:
    """Keep a party's statements at these positions (from 0), in this order."""
    statements = tuple(case.preferences[party][position] for position in order)
    return case.model_copy(update={"preferences": {**case.preferences, party: statements}})


def _statement(case: Case, what: str) -> tuple[str, int]:
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


def _data(case: Case) -> dict[str, Any]:
    data = case.model_dump(mode="json", exclude_defaults=True)
    data["winset"] = case.winset
    for key, issue in data["issues"].items():
        issue.setdefault("control", list(case.issues[key].control))
    return data


def _rebuilt(case: Case, data: dict[str, Any], change: str) -> Case:
    data["title"] = f"{case.title}, {change}"
    data.pop("answers", None)
    return from_data(data, case.file)
