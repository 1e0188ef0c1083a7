"""Work divided over a cluster of real processes: the same bits as one process, also when a worker is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

import winset
from test_ensemble import doubtful
from winset.case.reading import from_data
from winset.cli import cli, cluster
from winset.cli.pool import Runner
from winset.engines.forecast.forecast import forecast
from winset.engines.forecast.sweep import Point, chances
from winset.engines.forecast.tally import tally, tasks
from winset.engines.stability import ensemble
from winset.engines.talks.situation import Negotiation
from winset.errors import UsageError

pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
pytest.importorskip("cryptography", reason="the extra 'cluster' is not installed")
# Sockets of distributed itself, which are found whenever rubbish is collected.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")


@pytest.fixture(scope="module")
def workers() -> Iterator[Runner]:
    with Runner(1, "Testing", "local:2") as run:
        yield run


def test_results_are_those_of_one_process(workers: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    case = winset.load("wage-round")
    assert forecast(case, 600, run=workers).to_dict() == forecast(case, 600).to_dict()
    points = [Point(case, {"talks.failure": value}, 20, 1, "nash") for value in ("0", "0.3", "0.6")]
    assert list(workers(chances, points)) == [chances(point) for point in points]
    monkeypatch.setattr(ensemble, "_CELLS", 64)  # several blocks of profiles
    unsure = from_data(doubtful(1) | {"winset": "1"})
    alone = ensemble.ensemble(unsure, 60, "nash,seq")
    assert alone.distinct > 8
    assert ensemble.ensemble(unsure, 60, "nash,seq", run=workers).to_dict() == alone.to_dict()


def test_a_worker_that_is_killed_loses_nothing(workers: Runner, capfd: pytest.CaptureFixture[str]) -> None:
    negotiation = Negotiation(winset.load("wage-round"))
    work = [one for seed in range(24) for one in tasks(negotiation, 64, seed, "nash")]
    found = workers(tally, work)
    told = [next(found)]
    assert isinstance(workers._workers, cluster.Cluster)
    process = next(iter(workers._workers._client.run(os.getpid).values()))
    os.kill(process, signal.SIGKILL)
    told += found
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert len(told) == len(work)
    for one, other in zip(told, map(tally, work), strict=True):
        assert (one.outcomes.numbers.tolist(), one.outcomes.counts.tolist()) == (
            other.outcomes.numbers.tolist(),
            other.outcomes.counts.tolist(),
        )
        assert (one.events, one.zone.tolist(), one.tied) == (other.events, other.zone.tolist(), other.tied)
    assert not capfd.readouterr().err


def test_workers_of_another_version_are_refused(workers: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    other = ("9.9", *cluster.identity()[1:])
    monkeypatch.setattr(cluster, "identity", lambda: other)
    with pytest.raises(UsageError, match="another winset") as told:
        list(workers(abs, [1, 2]))
    assert told.value.hint.startswith("winset ")
    assert "9.9 here" in told.value.hint


def test_what_is_no_cluster_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SECONDS", 1)
    for address, what in (
        ("local:0", "no cluster"),
        ("http://127.0.0.1:1", "no cluster"),
        ("tcp://127.0.0.1:1", "no scheduler can be reached"),
    ):
        asked = ["forecast", "wage-round", "--draws", "10", "--cluster", address]
        done = CliRunner().invoke(cli, asked)
        assert isinstance(done.exception, UsageError)
        assert what in str(done.exception)
    for asked in (
        ["forecast", "wage-round", "--jobs", "2", "--cluster", "local:2"],
        ["stability", "chicken", "--jobs", "2"],
    ):
        assert isinstance(CliRunner().invoke(cli, asked).exception, UsageError)
    monkeypatch.setattr("winset.extras.find_spec", lambda _: None)
    done = CliRunner().invoke(cli, ["forecast", "wage-round", "--cluster", "local:2"])
    assert "winset[cluster]" in str(done.exception)
