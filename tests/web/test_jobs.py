"""Computations in the background: the engine's own result, told as it grows, stopped at once, bounded in number."""

import json
import time

import anyio
import httpx
import pytest

import winset
from winset.engines.records import plain
from winset.errors import UsageError
from winset.record.exchange import load_informed
from winset.web.tasks import queue as module
from winset.web.tasks.computations import finite
from winset.web.tasks.queue import Jobs

CASE = "jeddah-2025"
BASE = f"/api/cases/{CASE}"


def begin(client, **asked):
    answer = client.post(f"{BASE}/jobs", json=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def events(client, job):
    with client.stream("GET", f"/api/jobs/{job['id']}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        return [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")]


def ended(client, job):
    return events(client, job)[-1]


def test_a_forecast_is_the_engines_to_the_last_bit_and_is_told_as_it_grows(client):
    told = events(client, begin(client, kind="forecast", draws=6_000, seed=7))
    assert told[-1]["state"] == "done"
    result = [one["result"] for one in told if one["result"]][-1]
    assert result["record"] == plain(winset.forecast(load_informed(CASE), 6_000, 7))
    assert not result["partial"]
    assert [one["done"] for one in told] == [*sorted(one["done"] for one in told[:-1]), told[-1]["done"]]


def test_flips_are_the_engines(client):
    told = ended(client, begin(client, kind="flips", draws=40))
    assert told["state"] == "done"
    assert told["result"]["record"] == finite(plain(winset.flips(load_informed(CASE), 40)))
    assert "tornado" in told["result"]["plots"]


def test_a_comparison_is_the_engines(client):
    changes = {"conditions.strict.probability": "0.9"}
    other = {"name": CASE, "set": ["conditions.strict.probability=0.9"]}
    told = ended(client, begin(client, kind="what-if", draws=300, other=other))
    case = load_informed(CASE)
    assert told["result"]["record"] == finite(plain(winset.what_if(case, winset.changed(case, changes), 300)))


def test_what_was_drawn_when_it_was_stopped_is_kept_and_marked(client):
    job = begin(client, kind="forecast", draws=1_000_000)
    while not (now := client.get(f"/api/jobs/{job['id']}").json())["result"]:
        assert now["state"] in {"waiting", "running"}
        time.sleep(0.05)
    start = time.monotonic()
    client.post(f"/api/jobs/{job['id']}/stop")
    told = ended(client, job)
    took = time.monotonic() - start
    assert told["state"] == "stopped"
    kept = client.get(f"/api/jobs/{job['id']}").json()["result"]
    record = kept["record"]
    assert kept["partial"]
    assert record["partial"]
    assert 0 < record["draws"] < 1_000_000
    whole = plain(winset.forecast(load_informed(CASE), record["draws"]))
    assert (record["levels"], record["scenarios"]) == (whole["levels"], whole["scenarios"])
    assert took < 5  # a second on a quiet machine; see benchmarks


def test_flips_that_are_stopped_tell_of_what_was_moved(client):
    job = begin(client, kind="flips", draws=60)
    while client.get(f"/api/jobs/{job['id']}").json()["done"] < 45:
        time.sleep(0.02)
    client.post(f"/api/jobs/{job['id']}/stop")
    assert ended(client, job)["state"] == "stopped"
    kept = client.get(f"/api/jobs/{job['id']}").json()["result"]
    assert kept["partial"]
    whole = {one.address: one for one in winset.flips(load_informed(CASE), 60).flips}
    assert 0 < len(kept["record"]["flips"]) < len(whole)
    assert all(one["at_low"] == whole[one["address"]].at_low for one in kept["record"]["flips"])


def test_the_same_computation_is_made_once(client):
    first, second = (begin(client, kind="forecast", draws=50, seed=3) for _ in range(2))
    other = begin(client, kind="forecast", draws=50, seed=4)
    assert first["id"] == second["id"] != other["id"]
    listed = client.get("/api/jobs", params={"case": CASE}).json()
    assert [one["id"] for one in listed] == [other["id"], first["id"]]
    assert listed[0]["title"].endswith("forecast, generalised Nash bargaining, 50 draws, seed 4")


def test_it_is_the_case_with_its_changes_that_is_computed(client):
    changed = client.post(
        f"{BASE}/jobs", params={"set": "conditions.strict.probability=0.9"}, json={"kind": "forecast", "draws": 200}
    ).json()
    case = winset.changed(load_informed(CASE), {"conditions.strict.probability": "0.9"})
    assert ended(client, changed)["result"]["record"] == plain(winset.forecast(case, 200))


def test_results_are_saved_as_tables_and_plots(client):
    job = begin(client, kind="forecast", draws=100)
    ended(client, job)
    table = client.get(f"/api/jobs/{job['id']}/table.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert table.text.splitlines()[0] == "of,what,probability,95 % interval"
    plot = client.get(f"/api/jobs/{job['id']}/plots/forecast.svg")
    assert plot.headers["content-type"] == "image/svg+xml"
    assert "<svg" in plot.text
    assert client.get(f"/api/jobs/{job['id']}/plots/nothing.svg").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"kind": "nonsense"}, 422),
        ({"kind": "forecast", "model": "crystal ball"}, 422),
        ({"kind": "forecast", "draws": 0}, 422),
        ({"kind": "forecast", "draws": True}, 422),
        ({"kind": "what-if"}, 422),
        ({"kind": "forecast", "surprise": 1}, 422),
    ],
)
def test_what_cannot_be_computed_is_refused_before_it_begins(client, asked, status):
    answer = client.post(f"{BASE}/jobs", json=asked)
    assert answer.status_code == status
    assert answer.json()["errors"]
    assert client.get("/api/jobs").json() == []


def test_a_case_without_values_is_told_what_it_needs(client):
    answer = client.post("/api/cases/hipel-et-al-1993-elmira/jobs", json={"kind": "forecast"})
    assert answer.status_code == 422
    assert "values" in answer.json()["errors"][0]["what"]


def test_forgotten_and_unknown_computations_are_not_found(client):
    job = begin(client, kind="forecast", draws=20)
    assert client.delete(f"/api/jobs/{job['id']}").status_code == 204
    for answer in (client.get(f"/api/jobs/{job['id']}"), client.get("/api/jobs/j999/events")):
        assert answer.status_code == 404


def test_more_than_a_dozen_do_not_wait(client):
    made = [begin(client, kind="forecast", draws=900_000, seed=seed) for seed in range(module.AT_ONCE)]
    while [client.get(f"/api/jobs/{one['id']}").json()["state"] for one in made].count("waiting"):
        time.sleep(0.05)
    made += [begin(client, kind="forecast", draws=900_000, seed=100 + seed) for seed in range(module.MAX_WAITING)]
    refused = client.post(f"{BASE}/jobs", json={"kind": "forecast", "draws": 900_000, "seed": 999})
    assert refused.status_code == 422
    for job in reversed(made):
        client.post(f"/api/jobs/{job['id']}/stop")
    for job in made:
        assert ended(client, job)["state"] == "stopped"


def test_a_process_that_dies_is_told(monkeypatch):
    class Dead:
        def __init__(self):
            self.connection = self

        def send(self, order):
            raise BrokenPipeError

        def end(self):
            pass

    monkeypatch.setattr(module, "Worker", Dead)
    jobs = Jobs()
    job = jobs.start("forecast", "x", winset.load(CASE), "x", {"draws": 5})
    deadline = time.monotonic() + 30
    while not job.ended and time.monotonic() < deadline:
        time.sleep(0.01)
    assert job.told.state == "failed"
    assert "unexpectedly" in job.told.errors[0]["what"]


def test_many_pages_follow_without_a_thread_each(application, in_a_loop):
    """Five hundred streams of one computation are open at once in one event loop, and all are told its end."""
    headers = {"Authorization": "Bearer the-token-of-this-test"}
    last = []

    async def follow(client, identifier):
        async with client.stream("GET", f"/api/jobs/{identifier}/events") as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data: "):
                    state = json.loads(line[6:])["state"]
            last.append(state)

    async def run():
        transport = httpx.ASGITransport(app=application)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8437", headers=headers) as client:
            job = (await client.post(f"{BASE}/jobs", json={"kind": "forecast", "draws": 3_000})).json()
            async with anyio.create_task_group() as group:
                for _ in range(500):
                    group.start_soon(follow, client, job["id"])

    in_a_loop(run)
    assert last == ["done"] * 500


def test_jobs_refuse_a_thirteenth(monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 0)
    jobs = Jobs()
    case = winset.load(CASE)
    for seed in range(module.MAX_WAITING):
        jobs.start("forecast", "x", case, "x", {"draws": 5, "seed": seed})
    with pytest.raises(UsageError):
        jobs.start("forecast", "x", case, "x", {"draws": 5, "seed": 99})
