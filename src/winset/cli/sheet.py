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
    """Write a case as a scoring sheet, or read a sheet that was filled in: what would change is shown first."""
    from winset.errors import UsageError

    if (output is None) == (filled is None):
        raise UsageError("a sheet is either written or read", "Use -o FILE.xlsx, or --read FILE.xlsx.")
    if output is not None:
        _write(case, output, table, force)
    elif filled is not None:
        _read(case, filled, agreed)


def _write(case: str, output: Path, table: str, force: bool) -> None:
    from winset.case.reading import load
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
    from winset.case.formats.registry import readable_as
    from winset.case.sheet.applying import with_sheet
    from winset.case.writing import write_atomically
    from winset.case.yaml_tree import MAX_BYTES
    from winset.errors import UsageError
    from winset.files import beginning

    path = Path(case)
    file = path if path.is_file() else catalogue.find(case)
    if file is None or not readable_as(file).editable:
        hint = "Write it as one: winset convert CASE FILE.yaml"
        raise UsageError(f"'{case}' is no case file that can be changed", hint)
    data = beginning(file, MAX_BYTES, case)
    text, ends = _decoded(data)
    changed, outdated = with_sheet(text, catalogue.shown(file), filled)
    if changed == text:
        click.echo(f"{filled} says what {case} says: nothing changes.")
        return
    if outdated:
        told = "The case has changed since the sheet was written: what follows would also undo these changes."
        click.echo(told, err=True)
    lines = unified_diff(text.splitlines(), changed.splitlines(), case, f"{case} with {filled}", lineterm="", n=1)
    click.echo("\n".join(lines))
    if file != path:
        raise UsageError(f"'{case}' is a case of the catalogue", "Copy it first: winset new FILE --from CASE")
    if not agreed and not _confirmed(file):
        click.echo(f"Nothing is changed yet. To change it: winset sheet {case} --read {filled} --yes", err=True)
        return
    write_atomically(file, changed.replace("\n", ends).encode("utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else "utf-8"))
    click.echo(f"Wrote {file}.")


def _confirmed(file: Path) -> bool:
    """Ask; where nobody is there to answer it is no."""
    try:
        return click.confirm(f"Write {file}?", default=False, err=True)
    except click.Abort:
        click.echo(err=True)
        return False


def _decoded(data: bytes) -> tuple[str, str]:
    """Give the text of a case file with plain ends of lines, and those that it has."""
    from winset.case.yaml_tree import read_tree

    read_tree(data, "the case")  # one that is too large, or not UTF-8, is told there
    text = data.decode("utf-8-sig")
    ends = "\r\n" if text.count("\r\n") == text.count("\n") > 0 else "\n"
    return (text.replace("\r\n", "\n") if ends == "\r\n" else text), ends


COMMANDS = (sheet,)
