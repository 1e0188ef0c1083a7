"""The view Forecast: the engine's forecast in words and numbers, and the log with its scores."""

import json

import pytest

import winset
from winset.engines.forecast.forecast_record import wilson
from winset.engines.records import plain
from winset.engines.talks.models import MODELS
from winset.log import scores
from winset.log.store import LogEntry, append, log_path, read
from winset.present.words.likelihood import percent, word
from winset.record.exchange import load_informed

FLAGSHIP = "jeddah-2025"


@pytest.fixture
def copied(client, folder):
    """A file of one's own with questions: a copy of the flagship case."""
    assert client.post("/api/cases", json={"file": "talks.yaml", "source": FLAGSHIP}).status_code == 201
    return folder / "talks.yaml"


def test_the_first_look_is_the_engines_forecast(client):
    told = client.get(f"/api/cases/{FLAGSHIP}/forecast", params={"draws": 200, "seed": 5}).json()
    record = winset.forecast(load_informed(FLAGSHIP), 200, 5)
    assert told["record"] == plain(record)
    assert told["models"] == {one.key: one.name for one in MODELS.values()}
    assert "200 draws, seed 5" in told["method"]


def test_every_level_of_every_issue_has_a_bar_and_other_is_always_there(client):
    case = winset.load(FLAGSHIP)
    told = client.get(f"/api/cases/{FLAGSHIP}/forecast", params={"draws": 100}).json()
    groups = {one["key"]: one["bars"] for one in told["groups"]}
    for issue, levels in case.levels.items():
        assert [one["name"] for one in groups[issue]] == list(levels)
        assert [one["note"] for one in groups[issue]].count("now") == 1
    for scenarios in (groups["scenarios"],):
        assert [one["key"] for one in scenarios][-2:] == ["outside", "other"]
        assert sum(one["probability"] for one in scenarios) == pytest.approx(1, abs=0.01)
    for one in groups["scenarios"]:
        assert (one["word"], one["percent"]) == (word(one["probability"]), percent(one["probability"]))
        assert one["low"] <= one["probability"] <= one["high"]


def test_the_scale_of_words_can_be_chosen(client):
    told = client.get(f"/api/cases/{FLAGSHIP}/forecast", params={"draws": 50, "scale": "phia"}).json()
    for group in told["groups"]:
        assert all(one["word"] == word(one["probability"], "phia") for one in group["bars"])
    assert "PHIA" in told["scale"]


@pytest.mark.parametrize("asked", [{"draws": 5_000}, {"model": "oracle"}, {"scale": "vague"}, {"seed": -1}])
def test_what_cannot_be_asked_at_once_is_refused(client, asked):
    answer = client.get(f"/api/cases/{FLAGSHIP}/forecast", params=asked)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["what"]


def finished(client, name, **asked):
    job = client.post(f"/api/cases/{name}/jobs", json={"kind": "forecast", "draws": 80, **asked}).json()
    with client.stream("GET", f"/api/jobs/{job['id']}/events") as stream:
        last = [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")][-1]
    assert last["state"] == "done"
    return job["id"]


def test_a_finished_forecast_is_kept_and_resolved_and_scored(client, copied):
    job = finished(client, "talks.yaml")
    assert client.post("/api/cases/talks.yaml/log", json={"computation": job}).status_code == 422  # closed by today
    kept = {"computation": job, "note": "first", "date": "2025-03-09"}
    assert client.post("/api/cases/talks.yaml/log", json=kept).status_code == 201
    entries, torn = read(log_path(copied))
    case = load_informed(str(copied))
    shares = winset.forecast(case, 80).questions
    assert not torn
    assert {one.question: one.fields["probability"] for one in entries} == {
        key: share.probability for key, share in shares.items()
    }
    assert {one.fields["case"] for one in entries} == {case.hash}
    assert {one.date for one in entries} == {"2025-03-09"}
    question = next(iter(shares))
    answer = {"question": question, "answer": "yes", "date": "2025-03-12", "note": "joint statement"}
    assert client.post("/api/cases/talks.yaml/log/answers", json=answer).status_code == 201
    told = client.get("/api/cases/talks.yaml/log").json()
    one = next(one for one in told["questions"] if one["key"] == question)
    assert (one["answer"], one["answered"], one["note"]) == ("yes", "2025-03-12", "joint statement")
    made = scores.resolved(read(log_path(copied))[0])
    assert told["scores"][0]["brier"] == made[0].brier
    assert "log" in told["plots"]
    assert "calibration" not in told["plots"]
    assert client.get("/api/cases/talks.yaml/log/log.svg").headers["content-type"] == "image/svg+xml"
    assert client.get("/api/cases/talks.yaml/log.csv").text.count("\n") == len(entries) + 2


def test_calibration_comes_with_intervals_once_there_is_enough(client, copied):
    questions = list(winset.load(str(copied)).questions)
    entries = [
        LogEntry("forecast", question, f"2025-03-{day:02}", {"probability": 0.7})
        for question in questions
        for day in (1, 2)
    ]
    entries += [LogEntry("resolution", question, "2025-04-01", {"answer": "yes"}) for question in questions[:6]]
    append(log_path(copied), entries)
    told = client.get("/api/cases/talks.yaml/log").json()
    (only,) = told["calibration"]
    share = wilson(6, 6)
    assert (only["questions"], only["forecasts"]) == (6, 12)
    assert (only["came_low"], only["came_high"]) == (share.low, share.high)
    assert "calibration" in told["plots"]


def test_what_is_not_forecast_is_not_kept(client, folder):
    assert client.post("/api/cases", json={"file": "grain.yaml", "source": "grain-2023"}).status_code == 201
    job = finished(client, "grain.yaml", draws=20)
    body = {"computation": job, "date": "2023-07-10"}
    told = client.post("/api/cases/grain.yaml/log", json=body).json()
    assert set(told["left_out"]) == {"own", "attacks"}
    assert "pressure by one party alone" in told["left_out"]["own"]
    assert told["added"] == len(read(log_path(folder / "grain.yaml"))[0]) == 3
    assert client.post("/api/cases/grain.yaml/log", json=body | {"question": "own"}).status_code == 422


def test_a_probability_of_ones_own_is_kept_as_stated(client, copied):
    question = next(iter(winset.load(str(copied)).questions))
    body = {"question": question, "probability": 0.25, "note": "a hunch", "date": "2025-03-09"}
    assert client.post("/api/cases/talks.yaml/log", json=body).status_code == 201
    (entry,) = read(log_path(copied))[0]
    assert (entry.fields["method"], entry.fields["probability"], entry.date) == ("stated", 0.25, "2025-03-09")


def test_what_if_forecasts_and_catalogue_cases_are_not_logged(client, copied):
    params = {"set": "conditions.strict.probability=0.9"}
    job = client.post("/api/cases/talks.yaml/jobs", params=params, json={"kind": "forecast", "draws": 20}).json()["id"]
    with client.stream("GET", f"/api/jobs/{job}/events") as stream:
        list(stream.iter_lines())
    refused = [
        client.post("/api/cases/talks.yaml/log", json={"computation": job}),
        client.post(f"/api/cases/{FLAGSHIP}/log", json={"computation": job}),
        client.post("/api/cases/talks.yaml/log", json={"question": "nothing", "probability": 0.5}),
        client.post("/api/cases/talks.yaml/log/answers", json={"question": "nothing", "answer": "yes"}),
    ]
    assert [one.status_code for one in refused] == [422] * 4
    assert not log_path(copied).exists()


def test_a_case_without_values_says_what_is_missing(client):
    answer = client.get("/api/cases/hipel-et-al-1993-elmira/forecast")
    assert answer.status_code == 422
    assert "values" in answer.json()["errors"][0]["what"]
    assert client.get("/api/cases/hipel-et-al-1993-elmira/log").json()["questions"] == []
