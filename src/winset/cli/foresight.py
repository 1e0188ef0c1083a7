"""Commands for parties that look ahead: farsighted, horizon."""

from __future__ import annotations

import click

from winset.cli import output
from winset.cli.options import formats

_limit = click.option(
    "--limit",
    default=100,
    show_default=True,
    type=click.IntRange(0),
    help="With --json: list at most this many outcomes.",
)


@click.command()
@click.argument("case")
@_limit
@formats
def farsighted(case: str, limit: int, markdown: bool, as_json: bool) -> None:
    """Show what parties that look to the end would reach, and what could then be stable."""
    from winset.case.opening import load
    from winset.engines.stability.foresight import farsighted as run
    from winset.present.documents.foresight import farsighted_document

    loaded = load(case)
    record = run(loaded, limit)
    if as_json:
        output.show_json(record.to_dict())
    else:
        output.show(farsighted_document(loaded, record), markdown)


@click.command()
@click.argument("case")
@click.option(
    "--horizon",
    default=2,
    show_default=True,
    type=click.IntRange(1, 50),
    help="How many moves ahead both parties look.",
)
@_limit
@formats
def horizon(case: str, horizon: int, limit: int, markdown: bool, as_json: bool) -> None:
    """Show what holds when two parties look a limited number of moves ahead."""
    from winset.case.opening import load
    from winset.engines.stability.limited_horizon import limited_horizon
    from winset.present.documents.foresight import horizon_document

    loaded = load(case)
    record = limited_horizon(loaded, horizon, limit)
    if as_json:
        output.show_json(record.to_dict())
    else:
        output.show(horizon_document(loaded, record), markdown)


COMMANDS = (farsighted, horizon)
