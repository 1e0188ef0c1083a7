"""The command that writes a case as a scoring sheet, and puts what a person changed in one back into the case."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("case")
@click.option("-o", "--output", "output", type=click.Path(path_type=Path), help="Write the sheet: FILE.xlsx or .csv.")
@click.option(
    "--table",
    type=click.Choice(("values", "statements", "conditions")),
    default="values",
    show_default=True,
    help="Which table a .csv holds; a .xlsx has all.",
)
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
@click.option("--read", "filled", type=click.Path(path_type=Path), help="Put what changed in this sheet into the case.")
@click.option("--yes", "--write", "agreed", is_flag=True, help="With --read: write the case without asking.")
def sheet(case: str, output: Path | None, table: str, force: bool, filled: Path | None, agreed: bool) -> None:
    """Write a case as a scoring sheet, or read a sheet that was filled in: what would change is shown first.

    Example: winset sheet jeddah-2025 -o jeddah.xlsx
    """
    from winset.errors import UsageError

    if (output is None) == (filled is None):
        raise UsageError("a sheet is either written or read", "Use -o FILE.xlsx, or --read FILE.xlsx.")
    if output is not None:
        _write(case, output, table, force)
    elif filled is not None:
        _read(case, filled, agreed)


def _write(case: str, output: Path, table: str, force: bool) -> None:
    from winset.case.opening import load
    from winset.case.sheet.writing import csv_text, workbook
    from winset.case.writing import write_atomically
    from winset.errors import UsageError

    ending = output.suffix.lower()
    if ending not in {".xlsx", ".csv"}:
        raise UsageError(f"cannot write '{output}'", "A sheet ends in .xlsx or .csv.")
    if output.exists() and not force:
        raise UsageError(f"{output} exists already", "Choose another name, or use --force to overwrite it.")
    loaded = load(case)
    write_atomically(output, csv_text(loaded, table.capitalize()) if ending == ".csv" else workbook(loaded))
    click.echo(f"Wrote {output}. Change cells, then: winset sheet {case} --read {output}")


def _read(case: str, filled: Path, agreed: bool) -> None:
    from difflib import unified_diff

    from winset.case import catalogue
    from winset.case.sheet.applying import with_sheet
    from winset.case.writing import write_atomically
    from winset.cli.case_text import case_text

    found = case_text(case)
    changed, outdated = with_sheet(found.text, catalogue.shown(found.file), filled)
    if changed == found.text:
        click.echo(f"{filled} says what {case} says: nothing changes.")
        return
    if outdated:
        told = "The case has changed since the sheet was written: what follows would also undo these changes."
        click.echo(told, err=True)
    lines = unified_diff(found.text.splitlines(), changed.splitlines(), case, f"{case} with {filled}", lineterm="", n=1)
    click.echo("\n".join(lines))
    found.require_own()
    if not agreed and not _confirmed(found.file):
        click.echo(f"Nothing is changed yet. To change it: winset sheet {case} --read {filled} --yes", err=True)
        return
    write_atomically(found.file, found.encoded(changed))
    click.echo(f"Wrote {found.file}.")


def _confirmed(file: Path) -> bool:
    """Ask; where nobody is there to answer it is no."""
    try:
        return click.confirm(f"Write {file}?", default=False, err=True)
    except click.Abort:
        click.echo(err=True)
        return False


COMMANDS = (sheet,)
