"""The command that gives a key of a case another name, wherever the case and its record refer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.record.common import signed

if TYPE_CHECKING:
    from winset.cli.case_text import CaseText
    from winset.record.renaming import Changed


@click.command()
@click.argument("case")
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@signed
def rename(case: str, old: str, new: str, dry_run: bool, who: str, why: str) -> None:
    """Give a party, issue, level, condition or other key of a case another name.

    OLD is the key, or its address where several things are called so: issues.aid, conditions.strict, aid=full for a
    level. Everything that refers to it follows, in the case file and in its record and log.
    """
    from difflib import unified_diff

    from winset.case.renaming import rename as renamed
    from winset.cli.case_text import case_text
    from winset.log.renaming import changes_beside, write
    from winset.record.dates import now
    from winset.record.files import finish_beside

    found = case_text(case)
    if not found.in_catalogue and finish_beside(found.file):
        click.echo("Finished a renaming that had been cut short.", err=True)
    done = renamed(found.text, old, new)
    lines = unified_diff(found.text.splitlines(), done.text.splitlines(), case, case, lineterm="", n=0)
    click.echo("\n".join(lines))
    beside, logged = ([], False) if found.in_catalogue else changes_beside(found.file, done)
    _show(found, beside)
    if dry_run:
        click.echo("Nothing is changed yet.", err=True)
        return
    found.require_own()
    write(found.file, found.encoded(done.text), [done], now(), who, why)
    also = [name for name, changed in (("its record", beside), ("its log", logged)) if changed]
    click.echo(f"Wrote {' and '.join([str(found.file), *also])}.", err=True)


def _show(found: CaseText, beside: list[Changed]) -> None:
    """Print what changes in the record, as a comparison of its rows."""
    from winset.record.files import record_path
    from winset.record.interviews import program_text

    if beside:
        click.echo(f"--- {record_path(found.file)}\n+++ {record_path(found.file)}")
    for one in beside:
        before, after = (program_text(text) for text in (one.before, one.after))
        click.echo(f"-{one.row} {one.field}: {before}\n+{one.row} {one.field}: {after}")


COMMANDS = (rename,)
