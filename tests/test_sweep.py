"""Sweeps: every point is the forecast of the changed case, and what was stopped goes on to the same bytes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

import winset
from winset.cli import cli
from winset.engines.forecast.sweep import axis, grid
from winset.errors import UsageError, WinsetError

OVER = ("--over", "conditions.strict.probability=0:1:0.5", "--over", "talks.failure=0.1,0.3", "--draws", "40")


def run(*arguments: object) -> str:
    done = CliRunner().invoke(cli, list(map(str, arguments)))
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sweep") / "sweep.csv"
    run("sweep", "jeddah-2025", *OVER, "-o", path)
    return path


def test_every_point_is_the_forecast_of_the_changed_case(swept: Path) -> None:
    rows = list(csv.DictReader(swept.read_text("utf-8").splitlines()))
    assert len(rows) == 6
    for row in (rows[0], rows[5]):
        settings = {key: row[key] for key in ("conditions.strict.probability", "talks.failure")}
        record = winset.forecast(winset.changed(winset.load("jeddah-2025"), settings), 40)
        assert float(row["in-force"]) == record.events["in-force"].probability
        assert {key: float(row[f"ending {key}"]) for key in record.scenarios} == {
            key: share.probability for key, share in record.scenarios.items()
        }
    assert [row["talks.failure"] for row in rows] == ["0.1", "0.3"] * 3


def test_a_sweep_that_was_stopped_goes_on_to_the_same_bytes(swept: Path, tmp_path: Path) -> None:
    whole = swept.read_bytes()
    lines = whole.splitlines(keepends=True)
    for kept in (b"", lines[0], b"".join(lines[:3]) + lines[3][:20], b"".join(lines[:5])):
        path = tmp_path / "again.csv"
        path.write_bytes(kept)
        run("sweep", "jeddah-2025", *OVER, "-o", path)
        assert path.read_bytes() == whole
    path.write_bytes(whole.replace(b",0.3,", b",0.4,"))
    done = CliRunner().invoke(cli, ["sweep", "jeddah-2025", *OVER, "-o", str(path)])
    assert isinstance(done.exception, UsageError)
    assert "something else" in str(done.exception)


def test_a_sweep_in_parquet_has_the_same_rows_and_goes_on(swept: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra 'cluster' is not installed")
    path, lines = tmp_path / "s.parquet", tmp_path / "s.parquet.csv"
    whole = swept.read_bytes()
    lines.write_bytes(b"".join(whole.splitlines(keepends=True)[:5]) + b"cut o")
    run("sweep", "jeddah-2025", *OVER, "-o", path)
    assert not lines.exists()
    table = parquet.read_table(path).to_pylist()
    rows = list(csv.DictReader(whole.decode().splitlines()))
    assert [{key: str(value) for key, value in row.items()} for row in table] == rows
    assert isinstance(table[0]["in-force"], float)
    written = path.read_bytes()
    lines.write_bytes(whole)  # as if ended between putting the file in its place and taking the lines away
    assert "6 of 6 rows" in run("sweep", "jeddah-2025", *OVER, "-o", path)
    assert (path.read_bytes(), lines.exists()) == (written, False)


def test_a_folder_of_cases_is_swept_by_processes_of_its_own(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        run("new", tmp_path / name, "--from", "harbour")
    told = []
    for jobs in (1, 2):
        run("sweep", tmp_path, "--over", "talks.failure=0,0.2", "--draws", 20, "--jobs", jobs, "-o", tmp_path / "s.csv")
        told.append((tmp_path / "s.csv").read_bytes())
        (tmp_path / "s.csv").unlink()
    assert told[0] == told[1]
    assert [line.split(b" ")[0] for line in told[0].splitlines()[1:]] == [b"one.yaml"] * 2 + [b"two.yaml"] * 2


def test_what_cannot_be_swept_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    for over in ("nothing=1,2", "talks.failure=7"):
        done = CliRunner().invoke(cli, ["sweep", "harbour", "--over", over, "--draws", "20", "-o", str(path)])
        assert isinstance(done.exception, WinsetError)
        assert not path.exists()


def test_inputs_that_make_no_grid_are_refused() -> None:
    assert axis("a.b=0:1:0.25").values == ("0", "0.25", "0.5", "0.75", "1")
    for text in ("a.b", "a.b=", "a.b=1:0:0.1", "a.b=0:1:0", "a.b=0:1", "a.b=0:1:x", "a.b=0:1e9:0.1"):
        with pytest.raises(UsageError):
            axis(text)
    with pytest.raises(UsageError):
        grid([axis("a.b=1,2"), axis("a.b=3")])
    with pytest.raises(UsageError):
        grid([axis("a.b=0:999:1"), axis("a.c=0:9999:1")])
