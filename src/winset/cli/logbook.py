"""Commands of the forecast log: add, resolve, score."""

from __future__ import annotations

from pathlib import Path

import click

from winset.cli import output
from winset.cli.group import CommandGroup
from winset.cli.options import draws_option, seed_option


@click.group(cls=CommandGroup)
def log() -> None:
    """Keep dated forecasts beside the case, resolve their questions, and score them."""


_FILE = click.option(
    "--file", "path", type=click.Path(dir_okay=False, path_type=Path), help="The log; by default beside the case."
)
_DATE = click.option("--date", "day", default=None, metavar="DATE", help="Year-month-day; by default today.")


@log.command()
@click.argument("case")
@click.option("--question", default=None, help="Only this question; by default every question the case can answer.")
@click.option("--probability", type=float, default=None, help="Your own probability instead of the computed one.")
@draws_option()
@seed_option
@click.option("--note", default="", help="A remark kept with the forecast.")
@_DATE
@_FILE
def add(
    case: str,
    question: str | None,
    probability: float | None,
    draws: int,
    seed: int,
    note: str,
    day: str | None,
    path: Path | None,
) -> None:
    """Record forecasts of the case's questions, with the hash of the case.

    Example: winset log add talks.yaml --question signed --probability 0.4
    """
    from winset.case.opening import load
    from winset.log.forecast_log import forecast_log
    from winset.present.words.likelihood import percent

    kept = forecast_log(load(case), path)
    added = kept.add(question, probability, draws=draws, seed=seed, note=note, date=day)
    count = len(added.entries)
    click.echo(f"Added {count} forecast{'s' if count != 1 else ''} of {added.entries[0].date} to {kept.path}:")
    click.echo(", ".join(f"{one.question} {percent(one.fields['probability'])}" for one in added.entries) + ".")
    for key, reason in added.left_out.items():
        click.echo(f"Left out '{key}': {reason}.", err=True)


@log.command()
@click.argument("case")
@click.argument("question")
@click.argument("answer", type=click.Choice(["yes", "no"]))
@click.option("--note", default="", help="Where the answer comes from.")
@_DATE
@_FILE
def resolve(case: str, question: str, answer: str, note: str, day: str | None, path: Path | None) -> None:
    """Record the answer to a question; a later one replaces it, and both stay in the file.

    Example: winset log resolve talks.yaml signed yes --note "joint statement"
    """
    from winset.case.opening import load
    from winset.log.forecast_log import forecast_log

    kept = forecast_log(load(case), path)
    kept.resolve(question, answer, note=note, date=day)
    click.echo(f"Resolved '{question}' as {answer} in {kept.path}.")


@log.command()
@click.argument("case")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_FILE
def score(case: str, as_json: bool, path: Path | None) -> None:
    """Score the resolved forecasts against an even chance, what holds today and stated base rates."""
    from winset.case.opening import load
    from winset.log.forecast_log import forecast_log
    from winset.present.documents.logbook import score_document

    loaded = load(case)
    found = forecast_log(loaded, path).score()
    if as_json:
        parts = found.to_dict()
        output.show_json({name: parts[name] for name in ("scores", "calibration", "forecasts", "not_scored", "torn")})
        return
    entries = found.settings["entries"]
    output.show(
        score_document(loaded, found.scores, found.calibration, found.forecasts, found.not_scored, entries, found.torn)
    )


COMMANDS = (log,)
