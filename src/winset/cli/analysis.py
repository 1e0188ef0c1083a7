"""Commands that compute: brief, stability, outcomes, why, routes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from winset.cli import output
from winset.cli.options import formats, sanctions_option
from winset.cli.pool import Runner, workers_options
from winset.errors import UsageError
from winset.frozen import replace

if TYPE_CHECKING:
    from winset.case.model import Case

_CONCEPTS = "nash,gmr,smr,seq,sseq"
_EVERY = "nash, gmr, smr, seq, sseq, sim, sim-procedural, cnash, cgmr, csmr, cseq"


@click.command()
@click.argument("case")
@click.option("--full", is_flag=True, help="Print everything: what can hold, every route, what each number rests on.")
@formats
def brief(case: str, full: bool, markdown: bool, as_json: bool) -> None:
    """Print the page to hand on: how it may end, what would change that, what to test, who must say yes."""
    from winset.engines.brief.brief import brief as run
    from winset.record.exchange import load_informed

    loaded = load_informed(case)
    record = run(loaded)
    if as_json:
        output.show_json(record.to_dict())
    elif full:
        from winset.present.documents.brief import brief_document

        output.show(brief_document(loaded, record), markdown)
    else:
        from winset.present.documents.page_one import page_one

        output.show(page_one(loaded, record), markdown)


@click.command()
@click.argument("case")
@click.option(
    "--concepts",
    metavar="LIST",
    help=f"Solution concepts, separated by commas ({_CONCEPTS}; with --samples nash), of: {_EVERY}.",
)
@sanctions_option
@click.option(
    "--limit", default=100, show_default=True, type=click.IntRange(0), help="List at most this many outcomes a concept."
)
@click.option("--verdicts", is_flag=True, help="With --json: list the stable outcomes of every unit, too.")
@click.option(
    "--samples",
    metavar="N",
    type=click.IntRange(1),
    help="Draw N preference profiles from what is in doubt about statements: how often does what hold?",
)
@click.option("--seed", default=1, show_default=True, help="With --samples: the random seed.")
@workers_options
@formats
def stability(
    case: str,
    concepts: str | None,
    sanctions: str,
    limit: int,
    verdicts: bool,
    samples: int | None,
    seed: int,
    jobs: int,
    cluster: str,
    markdown: bool,
    as_json: bool,
) -> None:
    """Find the outcomes that hold, under any solution concept."""
    from winset.case.opening import load
    from winset.engines.stability.analysis import stability as run
    from winset.present.documents.results import stability_document

    workers = Runner(jobs, "Analysing", cluster)
    if samples is not None:
        _sampled(case, samples, concepts or "nash", sanctions, seed, limit, workers, markdown, as_json)
        return
    if not workers.alone:
        raise UsageError("--jobs and --cluster divide the work of --samples", "Name it, or leave them out.")
    loaded = load(case)
    record = run(loaded, concepts or _CONCEPTS, sanctions, limit, verdicts)
    record = replace(record, random_shares=_shares(loaded, next(iter(record.equilibria))))
    if as_json:
        output.show_json(record.to_dict())
    else:
        output.show(stability_document(loaded, record), markdown)


@click.command()
@click.argument("case")
@click.option("--where", metavar="CONDITION", help="Only outcomes that satisfy this condition.")
@click.option("--holding", metavar="CONCEPT", help="Only outcomes that are equilibria under this concept.")
@click.option("--efficient", is_flag=True, help="Only outcomes that none beats for one party at no cost to any.")
@click.option(
    "--sort",
    metavar="PARTY|ISSUE|number",
    default="number",
    show_default=True,
    help="Sort by a party's rank (best first), an issue, or number.",
)
@click.option(
    "--limit", default=100, show_default=True, type=click.IntRange(0), help="List at most this many; 0 for all."
)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@formats
def outcomes(
    case: str,
    where: str | None,
    holding: str | None,
    efficient: bool,
    sort: str,
    limit: int,
    as_csv: bool,
    markdown: bool,
    as_json: bool,
) -> None:
    """List the possible outcomes: levels, each party's rank, endings, and whether they hold.

    Example: winset outcomes jeddah-2025 --where "truce = full" --sort UA
    """
    from winset.case.opening import load
    from winset.engines.outcomes.listing import outcomes as run
    from winset.present.documents.results import outcomes_csv, outcomes_document

    loaded = load(case)
    record = run(loaded, where=where, holding=holding, sort=sort, limit=limit or None, efficient=efficient)
    if as_json:
        output.show_json(record.to_dict())
    elif as_csv:
        click.echo(outcomes_csv(record), nl=False)
    else:
        output.show(outcomes_document(loaded, record), markdown)


@click.command()
@click.argument("case")
@click.argument("outcome")
@click.option(
    "--concepts",
    default=_CONCEPTS,
    metavar="LIST",
    show_default=True,
    help=f"Solution concepts, separated by commas, of: {_EVERY}.",
)
@sanctions_option
@formats
def why(case: str, outcome: str, concepts: str, sanctions: str, markdown: bool, as_json: bool) -> None:
    """Explain one OUTCOME, such as "aid = resumed, minerals = agreed" or its number."""
    from winset.case.opening import load
    from winset.engines.stability.why import why as run
    from winset.present.documents.results import why_document

    loaded = load(case)
    record = run(loaded, outcome, concepts, sanctions)
    if as_json:
        output.show_json(record.to_dict())
    else:
        output.show(why_document(loaded, record), markdown)


@click.command()
@click.argument("case")
@click.option(
    "--concept",
    default="nash",
    metavar="CONCEPT",
    show_default=True,
    help="Under which solution concept a destination must hold.",
)
@sanctions_option
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(0), help="For how many outcomes to give routes."
)
@formats
def routes(case: str, concept: str, sanctions: str, limit: int, markdown: bool, as_json: bool) -> None:
    """Show how to get from today to what holds, and which steps must be taken together."""
    from winset.case.opening import load
    from winset.engines.routes.stable import routes as run
    from winset.present.documents.results import routes_document

    loaded = load(case)
    record = run(loaded, concept, sanctions, limit)
    if as_json:
        output.show_json(record.to_dict())
    else:
        output.show(routes_document(loaded, record), markdown)


def _sampled(
    case: str,
    samples: int,
    concepts: str,
    sanctions: str,
    seed: int,
    limit: int,
    workers: Runner,
    markdown: bool,
    as_json: bool,
) -> None:
    """Print in which share of many preference profiles what holds."""
    from winset.engines.stability.ensemble import ensemble
    from winset.present.documents.ensemble import ensemble_document
    from winset.record.exchange import load_informed

    loaded = load_informed(case)
    with workers as run:
        record = ensemble(loaded, samples, concepts, sanctions, seed, limit, run)
    if as_json:
        output.show_json(record.to_dict())
    else:
        output.show(ensemble_document(loaded, record), markdown)


def _shares(case: Case, concept: str) -> Mapping[str, float]:
    """Under how many random preferences each ending holds; nothing where the case is too large to try."""
    from winset.engines.stability.random_preferences import random_shares

    try:
        return random_shares(case, concept)
    except UsageError as error:
        click.echo(f"winset: {error}", err=True)
        return {}


COMMANDS = (brief, stability, outcomes, why, routes)
