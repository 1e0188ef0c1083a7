"""A case without a party, an issue, a level or a statement, and without all that rests on it."""

from __future__ import annotations

from typing import Any

from winset import expr
from winset.case.model import Case
from winset.case.plain_data import as_data, rebuilt, statement_at
from winset.case.sections import SECTIONS
from winset.case.walking import kind_of
from winset.errors import UsageError, nearest


def without(case: Case, what: str) -> Case:
    """Take a party, an issue or a statement out of a case.

    Parameters
    ----------
    case : Case
        The case.
    what : str
        A party or issue by its key, a statement as ``PARTY:position`` (counting from 1), or a level as
        ``issue:level``, which then cannot occur.

    Returns
    -------
    Case
        The changed case. An issue that is taken out, or whose controller is, stays at its status quo; what rests on
        an issue taken out goes with it: see :func:`rests_on`.

    Raises
    ------
    UsageError
        If nothing of that name is in the case.
    """
    data = as_data(case)
    if [what] == list(case.parties):
        raise UsageError(f"'{what}' is the only party and cannot be left out", "A case has at least one.")
    if what in case.parties:
        data["parties"].pop(what)
        for issue in data["issues"].values():
            if what in issue["control"]:
                _stilled(issue)
        _forget_party(case, data, what)
        if isinstance(data.get("coalitions"), list):
            data["coalitions"] = [members for members in data["coalitions"] if what not in members]
    elif what in case.issues:
        _take_out(case, data, what)
    elif (level := _level(case, what)) is not None:
        _drop_level(case, data, *level)
    elif ":" in what:
        party, position = statement_at(case, what)
        data["preferences"][party].pop(position)
    else:
        known = [*case.parties, *case.issues]
        hint = nearest(what, known, "Parties and issues") + " A statement is named PARTY:position."
        raise UsageError(f"there is no party, issue or statement '{what}' to leave out", hint)
    return rebuilt(case, data, f"without {what}")


def rests_on(case: Case, issue: str) -> list[tuple[str | int, ...]]:
    """Give the places of a case that make no sense without an issue: what goes with it when it is taken out.

    These are issues that exist only under a condition that mentions it, the definition of an agreement, deadlines that
    mention or move it, and moves forced by a condition that mentions it.

    Examples
    --------
    >>> import winset
    >>> rests_on(winset.load("jeddah-2025"), "minerals")
    []
    """
    found: list[tuple[str | int, ...]] = []
    for key, other in case.issues.items():
        if _mentions(case, other.only_if, issue):
            found.append(("issues", key, "only_if"))
        found += [
            ("issues", key, "requires", place)
            for place, one in enumerate(other.requires)
            if _mentions(case, one.when, issue)
        ]
    if _mentions(case, case.agreement.when, issue):
        found.append(("agreement", "when"))
    for place, deadline in enumerate(case.deadlines):
        if issue in deadline.then or _mentions(case, deadline.unless, issue):
            found.append(("deadlines", place))
    return found


def _mentions(case: Case, text: str | None, issue: str) -> bool:
    return text is not None and issue in case.speaks_of(text)


def _stilled(issue: dict[str, Any]) -> None:
    """Leave an issue to nobody: it stays where it is, so nothing can be forced or pressed with it."""
    issue["control"] = []
    for field in ("requires", "role"):
        issue.pop(field, None)


def _take_out(case: Case, data: dict[str, Any], issue: str) -> None:
    """Leave an issue to nobody, with all that rests on it; terms of what can no longer be concluded go, too."""
    gone = [issue]
    for one in gone:  # grows: terms of terms
        gone += [str(path[1]) for path in rests_on(case, one) if path[2:] == ("only_if",) and path[1] not in gone]
    paths = {path for one in gone for path in rests_on(case, one)}
    for key in gone:
        _stilled(data["issues"][key])
    for key, entry in data["issues"].items():
        if entry.get("requires"):
            entry["requires"] = [
                one for place, one in enumerate(entry["requires"]) if ("issues", key, "requires", place) not in paths
            ]
    if ("agreement", "when") in paths:
        data["agreement"].pop("when")
    if data.get("deadlines"):
        data["deadlines"] = [one for place, one in enumerate(data["deadlines"]) if ("deadlines", place) not in paths]


def _forget_party(case: Case, data: dict[str, Any], party: str) -> None:
    """Drop every entry of a party, and of homes that only it has; lists of parties go on without it."""
    others = {home for key, other in case.parties.items() if key != party for home in other.home}
    gone = {party, *(home for home in case.parties[party].home if home not in others)}
    for section in SECTIONS.values():
        held = data.get(section.key)
        if section.owner in {"party", "party or home"} and held:
            data[section.key] = {key: one for key, one in held.items() if key not in gone}
        elif section.entry is not None and held:
            singly = [name for name, info in section.entry.model_fields.items() if kind_of(info) == "party"]
            listed = [name for name, info in section.entry.model_fields.items() if kind_of(info) == "parties"]
            if section.shape == "list":
                data[section.key] = [one for one in held if not any(one.get(name) == party for name in singly)]
            elif section.shape == "named":
                kept = {key: one for key, one in held.items() if not any(one.get(name) == party for name in singly)}
                data[section.key] = kept
            for entry in _entries_in(section.shape, data[section.key]):
                for name in listed:
                    if party in entry.get(name, ()):
                        entry[name] = [key for key in entry[name] if key != party]
    for profiles in data.get("profiles", {}).values():
        for profile in profiles.values():
            real = data.get("conditions", {})
            profile["conditions"] = {key: one for key, one in profile.get("conditions", {}).items() if key in real}


def _entries_in(shape: str, held: Any) -> list[dict[str, Any]]:
    """Give the entries of a section that is not by owner."""
    return [held] if shape == "one" else list(held.values() if isinstance(held, dict) else held)


def _level(case: Case, what: str) -> tuple[str, str] | None:
    issue, _, level = what.partition(":")
    return (issue, level) if issue in case.issues and level in case.levels[issue] else None


def _drop_level(case: Case, data: dict[str, Any], issue: str, level: str) -> None:
    """Make a level impossible, so that everything that names it stays valid."""
    if level == case.status_quo_level(issue):
        raise UsageError(f"'{level}' is where '{issue}' stands today", "Only another level can be left out.")
    rule = {"when": f"{expr.quoted(issue)} = {expr.quoted(level)}", "why": "left out", "intended": "yes"}
    data["impossible"] = [*data.get("impossible", []), rule]
