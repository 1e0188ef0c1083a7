"""The command that reads documents into proposed claims."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.pool import Runner, workers_options

if TYPE_CHECKING:
    from winset.reading.bulk import Found, ReadingTask


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--case", "name", default=None, metavar="CASE", help="Add documents and proposals to the record of this case."
)
@click.option("--publisher", default="", help="Who published it; by default what a web page says of itself.")
@click.option(
    "--date", default="", metavar="DATE", help="When it was published; by default what a web page says of itself."
)
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
    help="A model that 'winset reading train' wrote, in place of the one that winset comes with.",
)
@click.option("--no-model", "bare", is_flag=True, help="Rules alone, without the model that winset comes with.")
@click.option("--language", default="", metavar="en", help="Insist that the text is English.")
@click.option("--llm", default="", metavar="URL", help="Ask a language model there instead: the text is sent to it.")
@click.option("--llm-model", default="", metavar="NAME", help="Which model; its key is read from WINSET_LLM_KEY.")
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    help="Write a row for every claim to this .csv or .parquet file; what it holds already is not read again.",
)
@workers_options
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
    path: Path | None,
    jobs: int,
    cluster: str,
    as_json: bool,
) -> None:
    """Read documents and propose claims: who says what, with the place in the text.

    FILE is text (UTF-8), a web page (.html), a .pdf or a .docx, or a folder of them. Nothing leaves this machine
    without --llm or --cluster.
    """
    from winset.case.opening import load
    from winset.cli import reading_results as results
    from winset.cli.reading_stream import Stream, files_in
    from winset.errors import UsageError
    from winset.reading.bulk import read_one
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
    if path is not None and (as_json or (name and supersedes)):
        raise UsageError("-o writes a table of its own", "Leave --json and --supersedes out.")
    workers = Runner(jobs, "", cluster)
    asks = bool(llm or llm_model)
    if asks and not workers.alone:
        raise UsageError("a language model is asked for one document after another", "Leave --jobs and --cluster out.")
    stream = Stream(
        files_in(files),
        load(name) if name else None,
        None if bare else str(trained or ""),
        language,
        publisher,
        read_date(date).text if date else "",
        _asking(llm, llm_model) if asks else read_one,
    )
    if not asks:
        _can_read(workers)
    with workers:
        if as_json:
            results.show_json(list(stream.found(workers)))
        elif path is not None:
            results.into_table(stream, workers, path)
        elif name is None:
            results.show_text(list(stream.found(workers)))
        else:
            results.into_record(stream, workers, name, supersedes)
    for problem in stream.failed:
        click.echo(problem, err=True)
    if stream.failed:
        raise SystemExit(2)


def _can_read(workers: Runner) -> None:
    """Say that reading is not installed before anything is begun."""
    if workers.alone:
        from winset.reading.reader import parser

        parser()
    else:
        from winset import extras

        extras.require("reading", "reading")


def _asking(url: str, name: str) -> Callable[[ReadingTask], Found]:
    """Give the reader that asks a language model, and tells what it sends and what it drops."""
    from winset.cli.endpoint import endpoint as named
    from winset.errors import UsageError
    from winset.reading.bulk import Found
    from winset.reading.layout.layout import Layout
    from winset.reading.llm import read_with_model
    from winset.reading.reader import placed

    endpoint = named(url, name)

    def ask(task: ReadingTask) -> Found:
        text = task.document.text
        click.echo(f"Sending {len(text):,} characters to {url}.", err=True)
        try:
            answer = read_with_model(text, endpoint, task.case)
        except UsageError as error:
            return Found(task.document, problem=str(error))
        for number, why in ((answer.not_found, "not word for word in the document"), (answer.not_formed, "malformed")):
            if number:
                click.echo(f"{number} of its claims dropped: {why}.", err=True)
        return Found(task.document, tuple(placed(list(answer.proposals), text, Layout(text))))

    return ask


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
