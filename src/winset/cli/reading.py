"""The command that reads documents into proposed claims."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli import output

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.reading.documents import ReadDocument
    from winset.reading.model.model import Model
    from winset.reading.proposals import Proposal
    from winset.record.copies import Copy
    from winset.record.store import Store

    Reader = Callable[[str, Case | None, str], list[Proposal]]
    Read = tuple[Path, ReadDocument, list[Proposal]]


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--case", "name", default=None, metavar="CASE", help="Add documents and proposals to the record of this case."
)
@click.option("--publisher", default="", help="By default what a web page says of itself.")
@click.option("--date", default="", help="When it was published; by default what a web page says of itself.")
@click.option(
    "--document", default="", metavar="ROW", help="FILE is the text of this document, which the record only cites."
)
@click.option(
    "--supersedes", default="", metavar="ROW", help="FILE is a corrected version of this document of the record."
)
@click.option(
    "--model",
    "trained",
    default=None,
    type=click.Path(dir_okay=False, path_type=Path),
    help="As 'reading train' made it.",
)
@click.option("--no-model", "bare", is_flag=True, help="Rules alone, without the model that winset comes with.")
@click.option(
    "--language", default="", metavar="en", help="Insist that the text is English; other languages are refused."
)
@click.option("--llm", default="", metavar="URL", help="Ask a language model there instead: the text is sent to it.")
@click.option("--llm-model", default="", metavar="NAME", help="Which model; its key is read from WINSET_LLM_KEY.")
@click.option("--json", "as_json", is_flag=True, help="Print the proposals as JSON and touch no record.")
def read(
    files: tuple[Path, ...],
    name: str | None,
    publisher: str,
    date: str,
    document: str,
    supersedes: str,
    trained: Path | None,
    bare: bool,
    language: str,
    llm: str,
    llm_model: str,
    as_json: bool,
) -> None:
    """Read documents and propose claims: who says what, with the place in the text.

    FILE is text (UTF-8), a web page (.html), a .pdf or a .docx. Nothing leaves this machine without --llm.
    """
    from winset.case.reading import load
    from winset.errors import UsageError
    from winset.record.dates import read_date

    if language not in {"", "en"}:
        raise UsageError(
            f"only English is read. Got --language {language}", "--language en insists that it is English."
        )
    if trained and bare:
        raise UsageError("--model and --no-model exclude each other", "Leave one of them out.")
    if supersedes and (len(files) != 1 or not name or as_json):
        hint = "winset read FILE --case CASE --supersedes d1"
        raise UsageError("--supersedes takes one file and a case", hint)
    if document:
        _attach(files, name, document)
        return
    published = read_date(date).text if date else ""
    case = load(name) if name else None
    failed: list[str] = []
    reader = _by_model(llm, llm_model) if llm or llm_model else _by_rules(trained, bare, language)
    found = _each(files, case, publisher, published, reader, failed)
    if as_json:
        _show_json(list(found))
    elif name is None:
        _show_text(list(found))
    else:
        _into_record(list(found), name, supersedes)
    for problem in failed:
        click.echo(problem, err=True)
    if failed:
        raise SystemExit(2)


def _by_rules(trained: Path | None, bare: bool, language: str) -> Reader:
    """Give the reader that works by rules, with a trained model on top: the given one, or the one winset comes with."""
    from winset.reading.dates import publication
    from winset.reading.model.file import load
    from winset.reading.model.shipped import shipped
    from winset.reading.reader import parser, read_text

    parser()
    model: Model | None = load(trained) if trained else None if bare else shipped()

    def by_rules(text: str, case: Case | None, published: str) -> list[Proposal]:
        return read_text(text, case, model, publication(published), not_all, language)

    return by_rules


def not_all(told: str) -> None:
    """Say what of a text is passed over."""
    click.echo(f"Not all is read: {told}.", err=True)


def _by_model(url: str, name: str) -> Reader:
    """Give the reader that asks a language model, and tells what it sends and what it drops."""
    from winset.cli.endpoint import endpoint as named
    from winset.reading.layout.layout import Layout
    from winset.reading.llm import read_with_model
    from winset.reading.reader import placed

    endpoint = named(url, name)

    def ask(text: str, case: Case | None, _: str) -> list[Proposal]:
        click.echo(f"Sending {len(text):,} characters to {url}.", err=True)
        answer = read_with_model(text, endpoint, case)
        for number, why in ((answer.not_found, "not word for word in the document"), (answer.not_formed, "malformed")):
            if number:
                click.echo(f"{number} of its claims dropped: {why}.", err=True)
        return placed(list(answer.proposals), text, Layout(text))

    return ask


def _each(
    files: Sequence[Path], case: Case | None, publisher: str, published: str, reader: Reader, failed: list[str]
) -> Iterator[Read]:
    """Read files one by one; what cannot be read is told at the end and stops nothing."""
    from dataclasses import replace

    from winset.errors import UsageError
    from winset.reading.documents import read_document

    with click.progressbar(files, label="Reading", file=sys.__stderr__, hidden=not sys.stderr.isatty()) as steps:
        for file in steps:
            try:
                document = read_document(file)
                document = replace(document, publisher=publisher or document.publisher, date=published or document.date)
                proposals = reader(document.text, case, document.date)
            except UsageError as error:
                failed.append(str(error))
                continue
            yield file, document, proposals


def _show_json(found: Sequence[Read]) -> None:
    from winset.record.store import text_hash

    listed = [
        {
            "file": str(file),
            "sha256": text_hash(one.text),
            "text": one.text,
            "claims": [claim.to_dict() for claim in proposals],
        }
        for file, one, proposals in found
    ]
    output.show_json({"documents": listed})


def _show_text(found: Sequence[Read]) -> None:
    from winset.present.documents.reading import claim_lines

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for file, one, proposals in found:
        about = ", ".join(item for item in (one.title, one.publisher, one.date) if item)
        click.echo(f"{file}{f' ({about})' if about else ''}: {_counted(len(proposals))}")
        for line in claim_lines(one.text, proposals, width):
            click.echo(line)


def _counted(number: int) -> str:
    return f"{number} proposed claim{'' if number == 1 else 's'}"


def _into_record(found: Sequence[Read], name: str, supersedes: str = "") -> None:
    from winset.cli.record import now, writing
    from winset.reading.rows import add_document, claim_rows, text_in
    from winset.record.attaching import citing
    from winset.record.copies import copy_in

    _, store = writing(name)
    for file, one, proposals in found:
        if same := text_in(store, one.text):
            click.echo(f"{file}: the record has this text already, as {same}; skipped.")
            continue
        fields = {"title": one.title or file.name, "publisher": one.publisher, "date": one.date, "url": one.url}
        rows = claim_rows(one.text, proposals, one.date)
        if supersedes:
            _supersede(store, supersedes, one, rows)
            continue
        copy = copy_in(store.documents(), one.text)
        document, keys = add_document(store, one.text, fields, rows, now())
        click.echo(f"{file}: added {document} and {_counted(len(keys))} to {store.name}.")
        if copy is not None:
            first = store.document(copy.document)
            click.echo(_copied(copy, document, first.publisher or first.title, first.publisher == one.publisher))
    for document in citing(store):
        click.echo(f"If it is the text of {document}, which is only cited so far: --document {document}", err=True)


def _copied(copy: Copy, document: str, where: str, same: bool) -> str:
    """Say that a document tells another one's story again."""
    told = (
        f"{document} tells the story of {copy.document} ({where}) again: {copy.share:.0%} of the shorter one's runs of "
        f"five words stand in both. Its claims share their source with those of {copy.document} and count once."
    )
    hint = f" If it is a corrected version: remove {document}, then read it with --supersedes {copy.document}."
    return told + (hint if same else "")


def _supersede(store: Store, old: str, one: ReadDocument, rows: dict[str, dict[str, str]]) -> None:
    """Put a corrected version in a document's place, and show what changed and what became of the claims."""
    from winset.cli.record import now
    from winset.reading.rows import add_claims
    from winset.record.superseding import supersede

    at = now()
    fields = {"title": one.title, "publisher": one.publisher, "date": one.date, "url": one.url}
    with store.together():
        found = supersede(store, old, one.text, fields, at)
        known = set(store.rows("claims"))
        keys = set(add_claims(store, found.document, rows, at).values()) - known
    click.echo(f"{found.document} supersedes {old}.")
    for sign, sentences in (("-", found.gone), ("+", found.come)):
        for sentence in sentences:
            click.echo(f"  {sign} {sentence}")
    click.echo(f"{len(found.moved)} claims stand there too and moved: {', '.join(found.moved) or 'none'}.")
    if found.flagged:
        click.echo(f"Their words are gone, to be looked at again: {', '.join(found.flagged)} (a note says why).")
    click.echo(f"New: {_counted(len(keys))}.")


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
