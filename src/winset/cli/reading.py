"""The command that reads documents into proposed claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli import output

if TYPE_CHECKING:
    from winset.reading.model.model import Model


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option(
    "--case", "name", default=None, metavar="CASE", help="Add documents and proposals to the record of this case."
)
@click.option("--publisher", default="")
@click.option("--date", default="", help="When it was published.")
@click.option(
    "--document", default="", metavar="ROW", help="FILE is the text of this document, which the record only cites."
)
@click.option(
    "--model",
    "trained",
    default=None,
    type=click.Path(dir_okay=False, path_type=Path),
    help="As 'reading train' made it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the proposals as JSON and touch no record.")
def read(
    files: tuple[Path, ...],
    name: str | None,
    publisher: str,
    date: str,
    document: str,
    trained: Path | None,
    as_json: bool,
) -> None:
    """Read documents and propose claims: who says what, with the place in the text."""
    from winset.case.reading import load
    from winset.reading.documents import text_of
    from winset.reading.reader import read_text, told
    from winset.record.store import text_hash

    if document:
        _attach(files, name, document)
        return
    case = load(name) if name else None
    model = _model(trained)
    if as_json or case is None:
        found = []
        for file in files:
            text = text_of(file)
            proposals = read_text(text, case, model)
            found.append((file, text, proposals))
        if as_json:
            listed = [
                {"file": str(file), "sha256": text_hash(text), "claims": [one.to_dict() for one in proposals]}
                for file, text, proposals in found
            ]
            output.show_json({"documents": listed})
            return
        for file, text, proposals in found:
            click.echo(f"{file}: {len(proposals)} proposed claims")
            for one in proposals:
                who = told(text, one.source) or "(no source)"
                says = " ".join(told(text, one.content).split())
                click.echo(f"  {one.id}. {' '.join(who.split())} | {told(text, one.cue)} | {says}")
        return
    _into_record(files, case.file, publisher, date, model)


def _model(path: Path | None) -> Model | None:
    from winset.reading.model.file import load

    return load(path) if path else None


def _into_record(files: tuple[Path, ...], name: str, publisher: str, date: str, model: Model | None) -> None:
    from winset.cli.record import now, writing
    from winset.reading.documents import text_of
    from winset.reading.reader import read_text
    from winset.reading.rows import add_document, claim_rows
    from winset.record.attaching import citing

    case, store = writing(name)
    for file in files:
        text = text_of(file)
        rows = claim_rows(text, read_text(text, case, model))
        fields = {"title": file.name, "publisher": publisher, "date": date}
        document, keys = add_document(store, text, fields, rows, now())
        click.echo(f"{file}: added {document} and {len(keys)} proposed claims to {store.name}.")
    for document in citing(store):
        click.echo(f"If it is the text of {document}, which is only cited so far: --document {document}", err=True)


def _attach(files: tuple[Path, ...], name: str | None, document: str) -> None:
    """Put the text of a document that the record only cites in its place."""
    from winset.cli.record import now, writing
    from winset.errors import UsageError
    from winset.reading.documents import text_of
    from winset.record.attaching import attach

    if len(files) != 1 or not name:
        raise UsageError("--document takes one file and a case", "winset read FILE --case CASE --document d1")
    _, store = writing(name)
    found = attach(store, document, text_of(files[0]), now())
    click.echo(f"{files[0]} is now the text of {document}: {found.sentences} sentences.")
    click.echo(f"{len(found.claims)} claims point to the sentences they cite.")
    if found.without:
        click.echo(f"Without a sentence number: {', '.join(found.without)}.")


COMMANDS = (read,)
