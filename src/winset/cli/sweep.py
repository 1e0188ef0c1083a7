"""A sweep: forecasts over a grid of values, written point by point, so that one that was stopped goes on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.negotiation import draws_option, jobs_option, model_option, seed_option

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
@click.option("-o", "--output", "path", required=True, type=click.Path(path_type=Path), help="The CSV file to write.")
@draws_option(2_000)
@seed_option
@model_option
@jobs_option
def sweep(case: str, over: tuple[str, ...], path: Path, draws: int, seed: int, model: str, jobs: int) -> None:
    """Forecast CASE, or every case file in a folder, at every combination of some inputs' values.

    Rows are written as they are computed: one line for every case and combination. If FILE is there already and begins
    with this sweep, what it holds is kept and the rest is added.
    """
    from concurrent.futures import BrokenExecutor

    from winset.cli.pool import Runner
    from winset.engines.forecast.sweep import axis, chances, columns, grid
    from winset.errors import UsageError
    from winset.record.exchange import load_informed

    if path.suffix.lower() != ".csv":
        raise UsageError(f"a sweep cannot be written as '{path.suffix}'", "Name a file that ends in .csv.")
    axes = [axis(text) for text in over]
    points = grid(axes)
    cases = [load_informed(str(name)) for name in _files(case)]
    heads = ["case", "draws", "seed", "model", *(one.address for one in axes)]
    tells = list(dict.fromkeys(name for one in cases for name in columns(one)))
    plan = list(_plan(cases, points, draws, seed, model))
    done = _kept(path, [*heads, *tells], [key for key, _ in plan])
    if done:
        click.echo(f"winset: {done:,} of {len(plan):,} points are in {path} already.", err=True)
    try:
        with path.open("a", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            if not done and not path.stat().st_size:
                writer.writerow([*heads, *tells])
            rest = plan[done:]
            found = Runner(jobs, "Sweeping")(chances, [point for _, point in rest])
            for (key, point), row in zip(rest, found, strict=True):
                told = dict(zip(columns(point.case), row, strict=True))
                writer.writerow([*key, *(told.get(name, "") for name in tells)])
                stream.flush()
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
    except BrokenExecutor:
        what = "a process of the sweep was ended from outside"
        raise UsageError(what, f"What was computed is in {path}; the same command goes on from there.") from None
    click.echo(f"Wrote {len(plan):,} points to {path}.")


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


def _kept(path: Path, header: list[str], keys: list[list[str]]) -> int:
    """Count the points of a file that was begun; a line that was cut off is taken away.

    Raises
    ------
    UsageError
        If the file holds something else than the beginning of this sweep.
    """
    from winset.errors import UsageError

    if not path.exists():
        return 0
    try:
        data = path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        rows = list(csv.reader(whole.decode("utf-8").splitlines()))
    except (OSError, UnicodeError, csv.Error) as error:
        raise UsageError(f"cannot read {path}: {error}") from None
    begun = [row[: len(keys[0])] for row in rows[1:]]
    full = all(len(row) == len(header) for row in rows)
    if (rows and rows[0] != header) or begun != keys[: len(begun)] or not full or (data and not rows):
        what = f"{path} exists already and holds something else than the beginning of this sweep"
        raise UsageError(what, "Name another file, or take it away.")
    if len(whole) < len(data):
        path.write_bytes(whole)
    return len(begun)


COMMANDS = (sweep,)
