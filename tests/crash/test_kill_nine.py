"""Writers killed with kill -9, 150 times each: nothing torn, nothing acknowledged lost, nothing left lying about."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from winset.case.reading import read_case
from winset.case.starter import starter_text
from winset.case.writing import write_atomically
from winset.log.store import LogEntry, append, read
from winset.record.files import open_record

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
TURNS = 150


def killed(kind, path, turns=TURNS):
    script = Path(__file__).with_name("writer.py")
    command = [sys.executable, str(script), kind, str(path), str(turns), "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told, seen = json.loads(done.stdout)
    assert sum(map(bool, told)) > turns / 2, "too few writers came as far as a write"
    return told, seen


def test_the_record(tmp_path):
    path = tmp_path / "case.record"
    told, _ = killed("record", path)
    store = open_record(path)
    assert store.problems() == []
    said = [key for keys in told for key in keys]
    assert len(said) == len(set(said))
    assert set(said) <= set(store.rows("notes"))
    store.add("notes", {"about": "x", "text": "after all"}, "now")
    store.close()
    assert [one.name for one in tmp_path.iterdir()] == ["case.record"]


def test_saving_a_case(tmp_path):
    path = tmp_path / "case.yaml"
    told, seen = killed("case", path)
    acknowledged = (-1, -1)
    for text, said in zip(seen, told[len(told) - len(seen) :], strict=True):
        first, *_, last = text.splitlines()
        assert text == f"{first}\n{starter_text()}{last}\n"
        assert first == last
        read_case(text.encode(), "case.yaml")
        acknowledged = max([acknowledged, *(tuple(map(int, one.split())) for one in said)])
        assert tuple(map(int, first[2:].split())) >= acknowledged
    write_atomically(path, "last\n")
    assert [one.name for one in tmp_path.iterdir()] == ["case.yaml"]


def test_the_forecast_log(tmp_path):
    path = tmp_path / "case.log.jsonl"
    told, _ = killed("log", path, 50)
    append(path, [LogEntry("forecast", "last", "2025-03-09", {"probability": 0.5})])
    entries, _ = read(path)
    kept = [one.question for one in entries]
    assert {one for said in told for one in said} <= set(kept)
    assert len(kept) == len(set(kept))
    assert kept[-1] == "last"
