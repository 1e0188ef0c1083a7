"""A case with one thing changed: without a party, issue or statement, or with two statements swapped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from winset import expr
from winset.case.addresses import parse_assignment, set_input
from winset.case.derived import FROM_STATEMENTS
from winset.case.model import Case
from winset.case.reading import from_data
from winset.case.rewriting import apply
from winset.case.sections import SECTIONS
from winset.case.splicing import Edit
from winset.case.walking import kind_of
from winset.errors import UsageError, nearest


class InputPlace(Protocol):
    """What knows where a number stands in a case."""

    @property
    def path(self) -> tuple[str | int, ...]:
        """Keys and positions from the top, counted from 0."""


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
    data = _data(case)
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
        party, position = _statement(case, what)
        data["preferences"][party].pop(position)
    else:
        known = [*case.parties, *case.issues]
        hint = nearest(what, known, "Parties and issues") + " A statement is named PARTY:position."
        raise UsageError(f"there is no party, issue or statement '{what}' to leave out", hint)
    return _rebuilt(case, data, f"without {what}")


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


def changed(case: Case, changes: Mapping[str, Any]) -> Case:
    """Set inputs of a case.

    Parameters
    ----------
    case : Case
        The case.
    changes : mapping of str to value
        Addresses with their new values: ``conditions.strict.probability``, ``values.UA.3`` (the third entry),
        ``ratification.1.de jure``, ``delay.US.cost``. Entries of lists are numbered from 1, or named by their
        condition. A range is a number or a list of two or three; None takes the entry away.

    Returns
    -------
    Case
        The changed case.

    Raises
    ------
    UsageError
        If an address leads nowhere.
    CaseFileError
        If the case is not valid with the new values.

    Examples
    --------
    >>> import winset
    >>> case = winset.changed(winset.load("jeddah-2025"), {"conditions.strict.probability": 0.9})
    >>> str(case.conditions["strict"].probability[1])
    '0.9'
    """
    data = _data(case)
    for address, value in changes.items():
        set_input(data, address, value)
    told = ", ".join(f"{address} = {value}" for address, value in changes.items())
    return _rebuilt(case, data, f"with {told}")


def edited(case: Case, edits: Sequence[Edit]) -> Case:
    """Make edits of a case file in the case itself: keys and positions are those of its plain data.

    Raises
    ------
    UsageError
        If an edit names an entry that is not there.
    CaseFileError
        If the case is not valid with them.
    """
    data = _data(case)
    for edit in edits:
        apply(data, edit)
    data.pop("answers", None)
    return from_data(data, case.file)


def with_input(case: Case, where: InputPlace, value: float | Decimal) -> Case:
    """Set one number of a case for certain, quickly: nothing is read or checked anew.

    Parameters
    ----------
    case : Case
        The case.
    where : Input
        Which number; its ``path`` says where it stands.
    value : float or Decimal
        The value, within the range.
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    changed: Case = _with(case, where.path, (exact, exact, exact))
    return changed.differs_in_numbers(case)


def _with(here: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(here, dict):
        return {**here, key: _with(here[key], rest, value)}
    if isinstance(key, int):
        return (*here[:key], _with(here[key], rest, value), *here[key + 1 :])
    return here.model_copy(update={key: _with(getattr(here, key), rest, value)})


def reordered(case: Case, party: str, order: list[int]) -> Case:
    """Keep a party's statements at these positions (from 0), in this order."""
    statements = tuple(case.preferences[party][position] for position in order)
    return case.model_copy(update={"preferences": {**case.preferences, party: statements}})


def _level(case: Case, what: str) -> tuple[str, str] | None:
    issue, _, level = what.partition(":")
    return (issue, level) if issue in case.issues and level in case.levels[issue] else None


def _drop_level(case: Case, data: dict[str, Any], issue: str, level: str) -> None:
    """Make a level impossible, so that everything that names it stays valid."""
    if level == case.status_quo_level(issue):
        raise UsageError(f"'{level}' is where '{issue}' stands today", "Only another level can be left out.")
    rule = {"when": f"{expr.quoted(issue)} = {expr.quoted(level)}", "why": "left out", "intended": "yes"}
    data["impossible"] = [*data.get("impossible", []), rule]


def changed_as_asked(
    case: Case, assignments: Sequence[str], left_out: Sequence[str] = (), swapped: Sequence[str] = ()
) -> Case:
    """Apply what-if changes as options of a command, or a request, write them: ``ADDRESS=VALUE`` and names."""
    for what in left_out:
        case = without(case, what)
    for what in swapped:
        case = swap(case, what)
    values = dict(parse_assignment(text) for text in assignments)
    return changed(case, values) if values else case


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
    for party in case.valued_by_statements:
        data["values"][party] = FROM_STATEMENTS
    for key, issue in data["issues"].items():
        issue.setdefault("control", list(case.issues[key].control))
    return data


def _rebuilt(case: Case, data: dict[str, Any], change: str) -> Case:
    data["title"] = f"{case.title}, {change}"
    data.pop("answers", None)
    return from_data(data, case.file)
