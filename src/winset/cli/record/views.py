"""Commands that show the record: tables, rows, search, history, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.claims import Row
from winset.cli import output
from winset.cli.options import formats
from winset.cli.record.common import paged, reading, record, rest_told, window

if TYPE_CHECKING:
    from winset.record.past import RowChange
    from winset.record.store import Store


_AS_OF = click.option(
    "--as-of", "when", default="", metavar="DATE|CHANGE", help="As it was on a date, or after a change of the history."
)


def _tables(store: Store, when: str) -> dict[str, dict[str, Row]]:
    """Give everything, now or as it was."""
    from winset.record.past import change_of, tables_at

    if not when:
        return store.tables()
    changes = store.history()
    return tables_at(changes, change_of(changes, when))


@record.command("list")
@click.argument("case")
@click.option(
    "--table", default="claims", show_default=True, help="documents, claims, links, notes, events or stances."
)
@click.option("--status", type=click.Choice(["accepted", "proposed", "rejected"]), help="Only claims of this status.")
@_AS_OF
@paged
@formats
def list_(
    case: str,
    table: str,
    status: str | None,
    when: str,
    limit: int | None,
    page: int,
    whole: bool,
    markdown: bool,
    as_json: bool,
) -> None:
    """List the rows of one kind; by default the claim table."""
    from winset.claims import claims_of
    from winset.errors import UsageError, nearest
    from winset.present.documents.record import claims_document, rows_document
    from winset.record.kinds import KINDS

    if table not in KINDS:
        raise UsageError(f"there is no kind of rows '{table}'", nearest(table, list(KINDS), "Kinds"))
    if status and table != "claims":
        raise UsageError(f"{table} have no status", "Leave out --status.")
    loaded, store = reading(case)
    if when:
        every = {key: row for key, row in _tables(store, when)[table].items() if status in (None, row.get("status"))}
        total, part = len(every), window(len(every), limit, page, whole, as_json)
        rows = dict(list(every.items())[part])
    else:
        total = store.count(table, status or "")
        part = window(total, limit, page, whole, as_json)
        rows = store.page(table, part.start, max(0, part.stop - part.start), status or "")
    rest_told(total, part, table)
    if as_json:
        output.show_json([{"id": key, **row} for key, row in rows.items()])
    elif table == "claims":
        output.show(claims_document(loaded, claims_of(rows)), markdown)
    else:
        output.show(rows_document(loaded, table, rows), markdown)


@record.command()
@click.argument("case")
@click.argument("what", metavar="ROW|ADDRESS")
@_AS_OF
@formats
def show(case: str, what: str, when: str, markdown: bool, as_json: bool) -> None:
    """Show a row, or an entry of the case, with its claims, notes and history."""
    from winset.case.addresses import entry_at
    from winset.errors import UsageError
    from winset.present.documents.record import address_document, row_document
    from winset.record.kinds import is_identifier, kind_of

    loaded, store = reading(case)
    tables = _tables(store, when)
    if not is_identifier(what):
        entry = entry_at(loaded, what)
        if as_json:
            notes = [{"id": key, **one} for key, one in tables["notes"].items() if one["about"] == what]
            output.show_json({"address": what, "entry": entry, "notes": notes})
        else:
            output.show(address_document(loaded, what, entry, tables), markdown)
        return
    changes = store.history(what)
    row = tables[kind_of(what).table].get(what) or _last(changes)
    if row is None or (when and what not in tables[kind_of(what).table]):
        raise UsageError(f"there is no {what} in {store.name}{' then' if when else ''}")
    if as_json:
        output.show_json({"id": what, **row})
    else:
        output.show(row_document(loaded, what, row, tables, changes), markdown)


def _last(changes: list[RowChange]) -> Row | None:
    """Give a row that was taken away as it was before."""
    import json

    kept = [one.row for one in changes if one.row]
    return json.loads(kept[-1]) if kept else None


@record.command()
@click.argument("case")
@click.argument("words", nargs=-1, required=True)
@paged
def search(case: str, words: tuple[str, ...], limit: int | None, page: int, whole: bool) -> None:
    """Find rows that hold all WORDS."""
    from winset.record.kinds import kind_of

    _, store = reading(case)
    found = store.search(" ".join(words))
    part = window(len(found), limit, page, whole, False)
    if not found:
        click.echo("winset: no row holds all of these words.", err=True)
    rest_told(len(found), part, "rows")
    for key in found[part]:
        row = store.row(key)
        text = " ".join((row.get("content") or row.get("text") or row.get("position") or "").split())
        click.echo(f"{key}  {kind_of(key).table}  {text[:100]}")


@record.command()
@click.argument("case")
@click.argument("row", required=False)
@paged
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def history(case: str, row: str | None, limit: int | None, page: int, whole: bool, as_json: bool) -> None:
    """List every change, or those of one row, the last ones on the last page."""
    from winset.engines.records import plain
    from winset.errors import UsageError
    from winset.present.documents.document import Document
    from winset.present.documents.record import history_sections

    loaded, store = reading(case)
    changes = store.history(row or "")
    if row and not changes:
        raise UsageError(f"there is no {row} in {store.name}")
    part = window(len(changes), limit, page, whole, as_json)
    rest_told(len(changes), part, "changes")
    changes = changes[part]
    if as_json:
        output.show_json(plain(changes))
    else:
        output.show(Document(loaded.title, "", history_sections(changes)))


@record.command()
@click.argument("case")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["jsonl", "csv", "standoff"]),
    default="jsonl",
    show_default=True,
    help="Everything, one kind of rows, or accepted claims in their texts.",
)
@click.option("--table", default="claims", show_default=True, help="With csv: which kind of rows.")
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    help="A file instead of the terminal; with standoff, a folder.",
)
@click.option(
    "--audience",
    type=click.Choice(["public", "restricted"]),
    default="restricted",
    show_default=True,
    help="public leaves out what is restricted and withholds hidden names.",
)
def export(case: str, kind: str, table: str, path: Path | None, audience: str) -> None:
    """Write the record as lines of JSON, one kind of rows as CSV, or accepted claims as brat standoff to train on."""
    from winset.case.writing import write_atomically
    from winset.errors import UsageError, nearest
    from winset.reading.rows import as_training
    from winset.record.exchange import as_csv, as_lines
    from winset.record.handling import redacted
    from winset.record.kinds import KINDS

    if table not in KINDS:
        raise UsageError(f"there is no kind of rows '{table}'", nearest(table, list(KINDS), "Kinds"))
    if path is None and kind == "standoff":
        raise UsageError("standoff is written into a folder", "Name it with -o.")
    _, store = reading(case)
    rows = redacted(store.tables(), audience)
    if kind == "standoff" and path is not None:
        _write_folder(path, as_training(rows))
        return
    text = as_lines(rows) if kind == "jsonl" else as_csv(rows, table)
    if path is None:
        click.echo(text, nl=False)
    else:
        write_atomically(path, text)
        click.echo(f"Wrote {path}.")


def _write_folder(folder: Path, files: dict[str, str]) -> None:
    from winset.case.writing import write_atomically
    from winset.errors import UsageError

    if not files:
        raise UsageError("no accepted claim has its place in a text", "Add articles with winset read, and review them.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror}") from None
    for name in files:
        if (folder / name).exists():
            raise UsageError(f"{folder / name} exists already", "Choose another folder.")
    for name, text in files.items():
        write_atomically(folder / name, text)
    click.echo(f"Wrote {', '.join(files)} in {folder}.")


@record.command()
@click.argument("case")
def verify(case: str) -> None:
    """Look for silent corruption: rows, texts, spans, search index and history against their hashes."""
    _, store = reading(case, again=True)  # whatever is wrong is told by opening it
    click.echo(f"{store.name}: {store.count_changes()} changes, nothing amiss.")
