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
@formats
def diff(case: str, start: str, end: str, draws: int, markdown: bool, as_json: bool) -> None:
    """Say what the events between two dates changed, in the case and in the forecast."""
    from winset.engines.bargaining.what_if import what_if
    from winset.engines.evidence import at_date
    from winset.present.document import Bullets, Document, Section
    from winset.present.negotiation import what_if_document

    loaded, store = reading(case)
    events = store.rows("events")
    first, second = sorted((day(start), day(end)))
    before, after = (at_date(loaded, list(events.values()), date) for date in (first, second))
    between = [(key, one) for key, one in events.items() if first < one["date"] <= second]
    found = what_if(before, after, draws)
    if as_json:
        output.show_json(found.to_dict() | {"events": [{"id": key, **one} for key, one in between]})
        return
    told = tuple(
        f"{one['date']}: {loaded.issue_name(one['issue'])}: {one['level']} ({one['claim'] or key})"
        for key, one in between
    )
    document = what_if_document(before, after, found)
    section = Section(f"What happened from {first} to {second}", (Bullets(told or ("Nothing is recorded.",)),))
    output.show(Document(loaded.title, "", (section, *document.sections)), markdown)


COMMANDS = (diff,)
