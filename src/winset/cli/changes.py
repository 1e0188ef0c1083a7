"""Commands about what moved: between two dates, or with a new article."""

from __future__ import annotations

from pathlib import Path

import click

from winset.cli import output
from winset.cli.options import about_document, draws_option, formats, seed_option
from winset.cli.record.common import reading, writing


@click.command()
@click.argument("case")
@click.option("--from", "start", required=True, metavar="DATE", help="The earlier date.")
@click.option("--to", "end", required=True, metavar="DATE", help="The later date.")
@draws_option(most=1_000_000)
@seed_option
@formats
def diff(case: str, start: str, end: str, draws: int, seed: int, markdown: bool, as_json: bool) -> None:
    """Say what moved between two dates, in the case and in the forecast, and which claims and events did it."""
    from winset.present.documents.changes import moved_document
    from winset.record.dating import known_from
    from winset.record.opened import OpenRecord

    loaded, store = reading(case)
    found, tables = OpenRecord(loaded, store).diff(start, end, draws, seed), store.tables()
    if as_json:
        output.show_json(found.to_dict())
        return
    documents = store.documents()
    undated = sum(not known_from(one, documents) for one in store.claims().values())
    output.show(moved_document(loaded, found, tables, undated), markdown)


@click.command()
@click.argument("case")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@about_document
@draws_option(most=1_000_000)
@seed_option
@click.option("--yes", is_flag=True, help="Add without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON and change nothing.")
@click.option("--who", default="", help="Who makes the change; kept in the history.")
def update(
    case: str,
    file: Path,
    title: str,
    publisher: str,
    date: str,
    url: str,
    draws: int,
    seed: int,
    yes: bool,
    as_json: bool,
    who: str,
) -> None:
    """Read a new article: what it says, what that touches, what it would move; then add it, if you say so."""
    from winset.case.opening import load
    from winset.claims import claims_of
    from winset.cli.reading_stream import not_all
    from winset.present.documents.changes import preview_document
    from winset.present.words.prose import counted
    from winset.reading.reads import new_claims
    from winset.reading.reads import update as run
    from winset.record.opened import OpenRecord

    loaded = load(case)
    found = run(loaded, file, draws, seed, title=title, publisher=publisher, date=date, url=url)
    for told in found.reading.passed_over:
        not_all(told)
    new = new_claims(found.reading)
    if as_json:
        output.show_json(
            {"file": str(file), "claims": [{"id": key, **row} for key, row in new.items()]} | found.to_dict()
        )
        return
    output.show(preview_document(loaded, file.name, found, claims_of(new)))
    if not yes and not click.confirm("\nAdd the document and its claims, as proposed?"):
        click.echo("Nothing was changed.")
        return
    _, kept = writing(case)
    document, keys = found.add_to(OpenRecord(loaded, kept), who)
    click.echo(f"Added {document} and {counted(len(keys), 'proposed claim')} to {kept.name}.")
    click.echo(f"They count for nothing until accepted: winset record review {case}")


COMMANDS = (diff, update)
