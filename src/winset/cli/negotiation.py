"""Commands for the numbers of a case: deals, forecast, flips, what-if."""

from __future__ import annotations

import click

from winset.cli import output
from winset.cli.options import draws_option, formats, seed_option, swap_option, without_option
from winset.cli.pool import Runner, workers_options

model_option = click.option(
    "--model",
    default="nash",
    show_default=True,
    help="Bargaining model: nash (generalised Nash bargaining) or stability (reachable stability).",
)
_scale = click.option(
    "--scale", default="icd203", show_default=True, help="Words of probability: icd203, phia or none."
)


@click.command()
@click.argument("case")
@draws_option(least=0)
@seed_option
@click.option("--limit", default=20, show_default=True, type=click.IntRange(0), help="List at most this many packages.")
@formats
def deals(case: str, draws: int, seed: int, limit: int, markdown: bool, as_json: bool) -> None:
    """Find the packages that everyone, and everyone's home, could accept."""
    from winset.engines.deals.deals import deals as run
    from winset.present.documents.deals import deals_document
    from winset.record.exchange import load_informed

    loaded = load_informed(case)
    record = run(loaded, draws, seed, limit)
    if as_json:
        output.show_json(record.to_dict())
    else:
        output.show(deals_document(loaded, record), markdown)


@click.command()
@click.argument("case")
@draws_option()
@seed_option
@model_option
@workers_options
@_scale
@formats
def forecast(
    case: str, draws: int, seed: int, model: str, jobs: int, cluster: str, scale: str, markdown: bool, as_json: bool
) -> None:
    """Forecast how likely each outcome is. Ctrl-C keeps what has been computed."""
    from winset.engines.forecast.forecast import forecast as run
    from winset.present.documents.forecast import forecast_document
    from winset.present.words.likelihood import scale as known_scale
    from winset.record.exchange import load_informed

    known_scale(scale)
    loaded = load_informed(case)
    with Runner(jobs, "Drawing", cluster) as workers:
        record = run(loaded, draws, seed, model, workers)
    if as_json:
        output.show_json(record.to_dict())
    else:
        output.show(forecast_document(loaded, record, scale), markdown)


@click.command()
@click.argument("case")
@draws_option(2_000)
@seed_option
@model_option
@workers_options
@click.option("--plot", metavar="FILE", help="Write the tornado as a plot: .svg, .png or .json (Vega-Lite).")
@formats
def flips(
    case: str,
    draws: int,
    seed: int,
    model: str,
    jobs: int,
    cluster: str,
    plot: str | None,
    markdown: bool,
    as_json: bool,
) -> None:
    """Find which input, moved within its range, would change the answer most."""
    from winset.engines.forecast.flips import flips as run
    from winset.present.documents.flips import flips_document
    from winset.present.pictures.plots import plot_path, tornado, write_plot
    from winset.record.exchange import load_informed

    file = None if plot is None else plot_path(plot)  # what cannot be written is refused before it is computed
    loaded = load_informed(case)
    with Runner(jobs, "Moving inputs", cluster) as workers:
        record = run(loaded, draws, seed, model, workers)
    if file is not None:
        write_plot(tornado(loaded, record), file)
        click.echo(f"Wrote {plot}.", err=True)
    if as_json:
        output.show_json(record.to_dict())
    else:
        output.show(flips_document(loaded, record), markdown)


@click.command("what-if")
@click.argument("case")
@click.option(
    "--set", "changes", metavar="ADDRESS=VALUE", multiple=True, help="Set an input: conditions.strict.probability=0.9"
)
@without_option
@swap_option
@draws_option()
@seed_option
@model_option
@formats
def what_if(
    case: str,
    changes: tuple[str, ...],
    without: tuple[str, ...],
    swap: tuple[str, ...],
    draws: int,
    seed: int,
    model: str,
    markdown: bool,
    as_json: bool,
) -> None:
    """Change inputs and see what moves, by how much, and whether beyond noise.

    Example: winset what-if jeddah-2025 --set conditions.strict.probability=0.9
    """
    from winset.case.editing import changed_as_asked
    from winset.engines.brief.brief import brief
    from winset.engines.forecast.what_if import what_if as run
    from winset.errors import UsageError
    from winset.present.documents.what_if import what_if_document
    from winset.record.exchange import load_informed

    if not changes and not without and not swap:
        hint = "For example: winset what-if CASE --set conditions.strict.probability=0.9"
        raise UsageError("what-if needs a change", hint)
    loaded = load_informed(case)
    other = changed_as_asked(loaded, changes, without, swap)
    record = run(loaded, other, draws, seed, model)
    if as_json:
        output.show_json(record.to_dict())
    else:
        output.show(what_if_document(loaded, other, record, (brief(loaded), brief(other))), markdown)


COMMANDS = (deals, forecast, flips, what_if)
