"""What the commands of the record share: the group, signatures of changes, opening a case with its record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.group import CommandGroup
from winset.cli.options import Command
from winset.record.dates import now

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.record.opened import OpenRecord
    from winset.record.store import Store


__all__ = [
    "assignment",
    "changing",
    "now",
    "paged",
    "reading",
    "record",
    "rest_told",
    "signed",
    "window",
    "writing",
]

LISTED = 100


@click.group(cls=CommandGroup)
def record() -> None:
    """Keep documents and claims beside the case, grade them, and let them carry its numbers."""


def signed(command: Command) -> Command:
    """Add the options that say who makes a change, and why."""
    command = click.option("--who", default="", help="Who makes the change; kept in the history.")(command)
    return click.option("--why", default="", help="Why; kept in the history.")(command)


def reading(name: str, again: bool = False) -> tuple[Case, Store]:
    """Open a case with its record to read; with ``again``, every row is looked at even if the file passed before."""
    from winset.case.opening import load
    from winset.errors import UsageError
    from winset.record.exchange import record_of

    case = load(name)
    store = record_of(case, again)
    if store is None:
        raise UsageError(f"{case.file} has no record", "Begin one: winset record add CASE FILE")
    return case, store


def writing(name: str) -> tuple[Case, Store]:
    """Open a case with its record to change; a new record is begun where there is none."""
    from winset.case.opening import load
    from winset.errors import UsageError
    from winset.record.files import new_record, open_record, record_path

    case = load(name)
    if not Path(case.file).is_file():
        hint = "Copy the case first: winset new FILE --from CASE"
        raise UsageError("the record of a catalogue case cannot be changed", hint)
    path = record_path(case.file)
    return case, open_record(path) if path.is_file() else new_record(path)


def changing(name: str) -> OpenRecord:
    """Open the record of a case to change it; a new one is begun where there is none."""
    from winset.record.opened import OpenRecord

    return OpenRecord(*writing(name))


def paged(command: Command) -> Command:
    """Add the options that say how much of a long list is printed."""
    command = click.option("--all", "whole", is_flag=True, help="Print the whole list.")(command)
    command = click.option("--page", default=1, show_default=True, type=click.IntRange(1), help="Which page.")(command)
    help_text = f"How many entries a page has ({LISTED}; with --json the whole list)."
    return click.option("--limit", type=click.IntRange(1), help=help_text)(command)


def window(total: int, limit: int | None, page: int, whole: bool, as_json: bool) -> slice:
    """Give the part of a list that is asked for.

    Raises
    ------
    UsageError
        If the list has no such page.
    """
    from winset.errors import UsageError

    if whole or (as_json and limit is None and page == 1):
        return slice(0, total)
    size = limit or LISTED
    last = max(1, -(-total // size))
    if page > last:
        raise UsageError(f"there is no page {page}", f"The last one is {last:,}.")
    return slice((page - 1) * size, min(page * size, total))


def rest_told(total: int, part: slice, noun: str) -> None:
    """Say on the error stream what of a list was not printed, if anything."""
    if part.start or part.stop < total:
        shown = f"{part.start + 1:,} to {part.stop:,}"
        click.echo(f"winset: {noun} {shown} of {total:,}; --page, --limit or --all give the others.", err=True)


def assignment(text: str) -> tuple[str, str]:
    """Split ``FIELD=VALUE``."""
    from winset.errors import UsageError

    name, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"'{text}' sets nothing", "Write FIELD=VALUE, such as speech_act=demand")
    return name.strip(), value.strip()
