"""What the commands of the record share: the group, signatures of changes, opening a case with its record."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.analysis import Command

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.record.store import Store


@click.group()
def record() -> None:
    """Keep documents and claims beside the case, grade them, and let them carry its numbers."""


def signed(command: Command) -> Command:
    """Add the options that say who makes a change, and why."""
    command = click.option("--who", default="", help="Who makes the change; kept in the history.")(command)
    return click.option("--why", default="", help="Why; kept in the history.")(command)


def now() -> str:
    """Give the time of a change, for the history."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def reading(name: str) -> tuple[Case, Store]:
    """Open a case with its record to read."""
    from winset.case.reading import load
    from winset.errors import UsageError
    from winset.record.exchange import record_of

    case = load(name)
    store = record_of(case)
    if store is None:
        raise UsageError(f"{case.file} has no record", "Begin one: winset record add CASE FILE")
    return case, store


def writing(name: str) -> tuple[Case, Store]:
    """Open a case with its record to change; a new record is begun where there is none."""
    from winset.case.reading import load
    from winset.errors import UsageError
    from winset.record.store import new_record, open_record, record_path

    case = load(name)
    if not Path(case.file).is_file():
        hint = "Copy the case first: winset new FILE --from CASE"
        raise UsageError("the record of a catalogue case cannot be changed", hint)
    path = record_path(case.file)
    return case, open_record(path) if path.is_file() else new_record(path)


def assignment(text: str) -> tuple[str, str]:
    """Split ``FIELD=VALUE``."""
    from winset.errors import UsageError

    name, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"'{text}' sets nothing", "Write FIELD=VALUE, such as speech_act=demand")
    return name.strip(), value.strip()


def day(text: str) -> str:
    """Read a date of which the day is known, and write it year-month-day."""
    from winset.errors import UsageError
    from winset.record.dates import read_date

    found = read_date(text)
    if not found.exact:
        raise UsageError(f"'{text}' does not say which day", "Write it year-month-day, such as 2025-03-09.")
    return found.text
