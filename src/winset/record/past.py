"""The history of a record: any past state can be shown again."""

from __future__ import annotations

import json
from collections.abc import Sequence

from winset.claims import Row
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.record.dates import read_date
from winset.record.kinds import KINDS, MAX_NAME, kind_of


class RowChange(Frozen):
    """One entry of the history: what a row was set to, when, by whom and why; an empty row was taken away."""

    number: int
    at: str
    who: str
    why: str
    id: str
    row: str


def tables_at(changes: Sequence[RowChange], number: int) -> dict[str, dict[str, Row]]:
    """Give everything as it was after a change of the history: the rows of every kind by identifier."""
    state = {one.id: one.row for one in changes if one.number <= number}
    tables: dict[str, dict[str, Row]] = {table: {} for table in KINDS}
    for key in sorted((key for key, row in state.items() if row), key=lambda key: int(key[1:])):
        tables[kind_of(key).table][key] = json.loads(state[key])
    return tables


def change_of(changes: Sequence[RowChange], when: str) -> int:
    """Give the number of the last change up to a date, or of a change named by its number.

    Raises
    ------
    UsageError
        If it is neither a date nor the number of a change.

    Examples
    --------
    >>> days = {1: "2025-03-09", 2: "2025-03-10"}
    >>> changes = [RowChange(number, f"{day}T10:00", "", "", f"n{number}", "") for number, day in days.items()]
    >>> change_of(changes, "2025-03-09"), change_of(changes, "2")
    (1, 2)
    """
    if when.isascii() and when.isdecimal():
        if len(when) > MAX_NAME or int(when) > len(changes):
            raise UsageError(f"there is no change {when[:40]}", f"The history has {len(changes)}.")
        return int(when)
    try:
        last = read_date(when).last.isoformat()
    except UsageError:
        hint = "Write a date such as 2025-03-09, or the number of a change (winset record history)."
        raise UsageError(f"'{when}' is neither a date nor a change", hint) from None
    return sum(one.at[:10] <= last for one in changes)
