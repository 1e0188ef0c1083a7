"""Commands that say what the record does to the numbers, and what it lacks."""

from __future__ import annotations

import click

from winset.cli import output
from winset.cli.options import draws_option, formats, seed_option
from winset.cli.record.common import reading, record


@record.command()
@click.argument("case")
@draws_option(most=1_000_000)
@seed_option
@formats
def effect(case: str, draws: int, seed: int, markdown: bool, as_json: bool) -> None:
    """Leave out every claim in turn and see how far the forecast moves."""
    from winset.present.documents.evidence import effect_document
    from winset.record.opened import OpenRecord

    loaded, store = reading(case)
    found = OpenRecord(loaded, store).effect(draws, seed)
    if as_json:
        output.show_json(found.to_dict())
    else:
        output.show(effect_document(loaded, found, store.claims()), markdown)


@record.command()
@click.argument("case")
@formats
def missing(case: str, markdown: bool, as_json: bool) -> None:
    """List statements without a source, parties nobody quoted, and issues the documents mention that the case lacks."""
    from winset.present.documents.evidence import missing_document
    from winset.record.opened import OpenRecord

    loaded, store = reading(case)
    found = OpenRecord(loaded, store).missing()
    if as_json:
        output.show_json(found.to_dict())
    else:
        output.show(missing_document(loaded, found), markdown)


@record.command()
@click.argument("case")
@formats
def ach(case: str, markdown: bool, as_json: bool) -> None:
    """Lay claims out against hypotheses, rival explanations side by side."""
    from winset.present.documents.evidence import hypotheses_document
    from winset.record.opened import OpenRecord

    loaded, store = reading(case)
    found = OpenRecord(loaded, store).hypotheses()
    if as_json:
        output.show_json(found.to_dict())
    else:
        output.show(hypotheses_document(loaded, found, store.claims()), markdown)


@record.command()
@click.argument("case")
@formats
def weights(case: str, markdown: bool, as_json: bool) -> None:
    """Print the table that weighs claims, with what the case changes in it."""
    from winset.case.opening import load
    from winset.engines.evidence.weights import SMALL, cheap_limit, in_force
    from winset.engines.records import plain
    from winset.present.documents.evidence import weights_document

    loaded = load(case)
    found = in_force(loaded)
    if as_json:
        output.show_json({"weights": plain(found), "small": SMALL, "cheap_limit": cheap_limit(loaded)})
    else:
        output.show(weights_document(loaded, found, cheap_limit(loaded)), markdown)
