"""A case with something changed, and read and checked anew: numbers set, statements swapped, edits made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from winset.case.addresses import parse_assignment, set_input
from winset.case.leaving_out import without
from winset.case.model import Case
from winset.case.plain_data import as_data, rebuilt, statement_at
from winset.case.reading import from_data
from winset.errors import UsageError

if TYPE_CHECKING:
    from winset.case.splicing import Edit


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
    data = as_data(case)
    _, one = statement_at(case, f"{party}:{first}")
    _, two = statement_at(case, f"{party}:{second}")
    statements = data["preferences"][party]
    statements[one], statements[two] = statements[two], statements[one]
    return rebuilt(case, data, f"with {party}'s statements {one + 1} and {two + 1} swapped")


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
    data = as_data(case)
    for address, value in changes.items():
        set_input(data, address, value)
    told = ", ".join(f"{address} = {'none' if value is None else value}" for address, value in changes.items())
    return rebuilt(case, data, f"with {told}", new_texts=True)


def edited(case: Case, edits: Sequence[Edit]) -> Case:
    """Make edits of a case file in the case itself: keys and positions are those of its plain data.

    Raises
    ------
    UsageError
        If an edit names an entry that is not there.
    CaseFileError
        If the case is not valid with them.
    """
    from winset.case.rewriting import apply  # with a parser that a case alone does not need

    data = as_data(case)
    for edit in edits:
        apply(data, edit)
    data.pop("answers", None)
    return from_data(data, case.file)


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
