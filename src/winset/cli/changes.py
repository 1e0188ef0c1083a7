"""Commands about what moved: between two dates, or with a new article."""

from __future__ import annotations

import click

from winset.cli import output
from winset.cli.analysis import formats
from winset.cli.record.common import day, reading


@click.command()
@click.argument("case")
@click.option("--from", "start", required=True, metavar="DATE", help="The earlier date.")
@click.option("--to", "end", required=True, metavar="DATE", help="The later date.")
@click.option(
    "--draws", default=2_000, show_default=True, type=click.IntRange(1, 1_000_000), help="How many draws to make."
)
@click.option("--seed", default=1, show_default=True, help="Random seed.")
@formats
def diff(case: str, start: str, end: str, draws: int, seed: int, markdown: bool, as_json: bool) -> None:
    """Say what moved between two dates, in the case and in the forecast, and which claims and events did it."""
    from winset.engines.moved import moved
    from winset.present.changes import moved_document
    from winset.record.dating import known_by, known_from

    loaded, store = reading(case)
    tables = store.tables()
    first, last = sorted((day(start), day(end)))
    known = [known_by(tables["claims"], tables["documents"], date) for date in (first, last)]
    found = moved(loaded, (first, last), (known[0], known[1]), tables["links"], tables["events"], draws, seed)
    if as_json:
        output.show_json(found.to_dict())
        return
    undated = sum(not known_from(one, tables["documents"]) for one in tables["claims"].values())
    output.show(moved_document(loaded, found, tables, undated), markdown)


COMMANDS = (diff,)
