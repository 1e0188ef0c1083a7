"""A sweep: forecasts over a grid of values, written point by point, so that one that was stopped goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.negotiation import model_option
from winset.cli.options import draws_option, seed_option
from winset.cli.pool import Runner, kept_if_stopped, workers_options
from winset.cli.tables import TableWriter

if TYPE_CHECKING:
    from winset.case.model import Case
    from winset.engines.forecast.sweep import Point


@click.command()
@click.argument("case")
@click.option(
    "--over",
    metavar="ADDRESS=FROM:TO:STEP|ADDRESS=V,V",
    multiple=True,
    required=True,
    help="An input with the values it takes; several make a grid.",
)
@click.option(
    "-o", "--output", "path", required=True, type=click.Path(path_type=Path), help="The .csv or .parquet file to write."
)
@draws_option(2_000)
@seed_option
@model_option
@workers_options
def sweep(
    case: str, over: tuple[str, ...], path: Path, draws: int, seed: int, model: str, jobs: int, cluster: str
) -> None:
    """Forecast CASE, or every case file in a folder, at every combination of some inputs' values.

    Rows are written as they are computed: one line for every case and combination. If FILE is there already and begins
    with this sweep, what it holds is kept and the rest is added.

    Example: winset sweep jeddah-2025 --over talks.failure=0:0.4:0.1 -o grid.csv
    """
    from winset.engines.forecast.sweep import axis, chances, columns, grid
    from winset.record.exchange import load_informed

    axes = [axis(text) for text in over]
    points = grid(axes)
    cases = [load_informed(str(name)) for name in _files(case)]
    heads = {"case": str, "draws": int, "seed": int, "model": str, **{one.address: str for one in axes}}
    tells = list(dict.fromkeys(name for one in cases for name in columns(one)))
    table = TableWriter(path, heads | dict.fromkeys(tells, float))
    plan = list(_plan(cases, points, draws, seed, model))
    done = _kept(table, [key for key, _ in plan])
    if done:
        click.echo(f"{path} holds {done:,} of {_rows(len(plan))} already.", err=True)
    rest = plan[done:]
    kept = kept_if_stopped(f"What was computed is in {table.lines}")
    with table, kept, Runner(jobs, "Sweeping", cluster) as workers:
        for (key, point), row in zip(rest, workers(chances, [point for _, point in rest]), strict=True):
            told = dict(zip(columns(point.case), row, strict=True))
            table.add([[*key, *(told.get(name, "") for name in tells)]])
    click.echo(f"Wrote {_rows(len(rest))} to {path}." if rest else f"Nothing was left to write to {path}.")


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


def _files(case: str) -> list[Path | str]:
    """Give the case files of a folder that holds some; else what was named."""
    found = sorted(Path(case).glob("*.y*ml")) if Path(case).is_dir() else []
    return [*found] or [case]


def _plan(
    cases: list[Case], points: list[dict[str, str]], draws: int, seed: int, model: str
) -> Iterator[tuple[list[str], Point]]:
    """Give every point with what its line begins with."""
    from winset.engines.forecast.sweep import Point

    for case in cases:
        name = f"{Path(case.file).name} {case.hash[:12]}"
        for settings in points:
            yield (
                [name, str(draws), str(seed), model, *settings.values()],
                Point(case, settings, draws, seed, model),
            )


def _kept(table: TableWriter, keys: list[list[str]]) -> int:
    """Count the points of a file that was begun.

    Raises
    ------
    UsageError
        If the file holds something else than the beginning of this sweep.
    """
    done = 0
    for _, row in table.kept():
        if done == len(keys) or list(row[: len(keys[0])]) != keys[done]:
            raise table.foreign("the beginning of this sweep")
        done += 1
    return done


COMMANDS = (sweep,)
