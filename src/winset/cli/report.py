"""The command that writes the document one hands on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from winset.cli.options import draws_option, seed_option

FORMATS = ("md", "html", "pdf", "docx")


@click.command()
@click.argument("case")
@click.option(
    "-o",
    "--output",
    "output",
    metavar="FILE",
    default="-",
    show_default=True,
    help="Where to write: FILE.pdf, .html, .md or .docx; - prints.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="By default the ending of FILE; md when printing.")
@click.option(
    "--template",
    default="report",
    show_default=True,
    help="Which document: report, iceberg, common-space, stakeholders, red-lines, scenarios (how it may end) or roles.",
)
@click.option("--paper", default="a4", show_default=True, type=click.Choice(("a4", "letter")), help="Paper size.")
@click.option(
    "--audience",
    default="public",
    show_default=True,
    type=click.Choice(("public", "restricted")),
    help="Who it is for: public leaves out what the record restricts and withholds hidden names.",
)
@click.option("--scale", default="icd203", show_default=True, help="Words of probability: icd203, phia or none.")
@draws_option(least=100)
@seed_option
def report(
    case: str,
    output: str,
    form: str | None,
    template: str,
    paper: str,
    audience: str,
    scale: str,
    draws: int,
    seed: int,
) -> None:
    """Write the document to hand on: two pages up front, then annexes."""
    from winset import extras
    from winset.case.writing import write_atomically
    from winset.errors import UsageError
    from winset.record.exchange import load_informed
    from winset.reporting.build import report as build
    from winset.reporting.fonts import missing_letters, missing_words
    from winset.reporting.rendering import rendered
    from winset.reporting.tree import texts

    chosen = form or _format(output)
    if output == "-" and chosen in {"pdf", "docx"} and sys.stdout.isatty():
        raise UsageError(f"a .{chosen} file is no text for a terminal", f"Name a file: -o report.{chosen}")
    if chosen != "md":
        extras.require(
            {"html": "plots"}.get(chosen, chosen), f"a report as .{chosen}", "A report as .md needs no extra."
        )
    built = build(load_informed(case), template, audience, scale, draws, seed)
    content = rendered(built, chosen, paper)
    if output == "-":
        click.echo(content, nl=False)
        return
    write_atomically(Path(output), content)
    click.echo(f"Wrote {output}.", err=True)
    if chosen == "pdf" and (letters := missing_letters(texts(built))):
        click.echo(missing_words(letters), err=True)


def _format(output: str) -> str:
    from winset.errors import UsageError

    ending = "md" if output == "-" else Path(output).suffix.removeprefix(".").lower()
    ending = {"markdown": "md", "htm": "html"}.get(ending, ending)
    if ending not in FORMATS:
        raise UsageError(
            f"cannot write a report as '{Path(output).suffix or output}'", "Use .pdf, .html, .md or .docx."
        )
    return ending


COMMANDS = (report,)
