"""The view Compare: what the engines say of two versions, side by side."""

import csv
import io
import json

import pytest

import winset
from winset.engines.records import plain
from winset.present.documents.bottom_line import bottom_line
from winset.present.documents.comparison import compare_document
from winset.record.exchange import load_informed

FLAGSHIP = "jeddah-2025"
BASE = f"/api/cases/{FLAGSHIP}"


def test_two_what_ifs_of_one_case(client):
    asked = {"first": "talks.failure=0.05", "set": ["conditions.strict.probability=0.9", "talks.noise=0.1"]}
    told = client.get(f"{BASE}/compare", params=asked).json()
    case = load_informed(FLAGSHIP)
    one = winset.changed(case, {"talks.failure": "0.05"})
    two = winset.changed(case, {"conditions.strict.probability": "0.9", "talks.noise": "0.1"})
    record = winset.compare(one, two)
    assert told["held"] == plain(record)
    assert told["sections"] == plain(compare_document(one, two, record).sections)
    first, second = (set(side) - {""} for side in zip(*told["bottom_lines"], strict=True))
    assert first == set(bottom_line(one, winset.brief(one)))
    assert second == set(bottom_line(two, winset.brief(two)))
    assert {one["address"] for one in told["changes"]} == {
        "talks.failure",
        "talks.noise",
        "conditions.strict.probability",
    }


def test_a_case_without_a_party_beside_the_whole(client):
    told = client.get(f"{BASE}/compare", params={"without": "RU"}).json()
    case = load_informed(FLAGSHIP)
    other = winset.without(case, "RU")
    assert told["held"] == plain(winset.compare(case, other))
    assert told["parties"] == ["RU"]


def test_a_file_beside_the_case_it_was_copied_from(client, folder):
    assert client.post("/api/cases", json={"file": "talks.yaml", "source": FLAGSHIP}).status_code == 201
    assert client.get(f"{BASE}/compare", params={"other": "talks.yaml"}).json()["same"]
    file = folder / "talks.yaml"
    file.write_text(file.read_text("utf-8").replace("failure: [0.05, 0.12, 0.25]", "failure: [0.3, 0.4, 0.5]"), "utf-8")
    told = client.get(f"{BASE}/compare", params={"other": "talks.yaml"}).json()
    assert not told["same"]
    assert [one["address"] for one in told["changes"]] == ["talks.failure"]


def test_cases_that_share_nothing_are_told_apart_in_words(client):
    told = client.get(f"{BASE}/compare", params={"other": "hipel-et-al-1993-elmira"}).json()
    assert told["held"] is None
    assert "share no issue" in told["why_not"]
    assert told["numbers"] == [True, False]
    assert told["bottom_lines"]


def test_the_forecasts_are_set_side_by_side_on_the_same_random_numbers(client):
    body = {"kind": "what-if", "draws": 200, "other": {"name": FLAGSHIP, "without": ["minerals"]}}
    job = client.post(f"{BASE}/jobs", params={"set": "talks.failure=0.05"}, json=body).json()
    with client.stream("GET", f"/api/jobs/{job['id']}/events") as stream:
        last = [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")][-1]
    case = load_informed(FLAGSHIP)
    one, two = winset.changed(case, {"talks.failure": "0.05"}), winset.without(case, "minerals")
    wanted = winset.what_if(one, two, 200)
    assert last["result"]["record"] == plain(wanted)
    rows = {row["key"]: row["beyond_noise"] for row in last["result"]["rows"]}
    assert rows == {one.headline: one.beyond_noise for one in wanted.differences}


@pytest.mark.parametrize(
    "asked", [{"other": "nothing-2020"}, {"first": "nonsense"}, {"concept": "hope"}, {"set": "a=b"}]
)
def test_what_cannot_be_compared_is_said(client, asked):
    answer = client.get(f"{BASE}/compare", params=asked)
    told = answer.json()
    assert (answer.status_code in {404, 422} and told["errors"]) or told["why_not"]


def test_differences_are_saved_as_a_table(client):
    answer = client.get(f"{BASE}/compare.csv", params={"set": "talks.failure=0.2"})
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["entry"] == "talks.failure"
    assert row["second"] == "0.2"


def test_the_page_tells_what_the_comparison_tells(client):
    told = client.get(f"{BASE}/compare", params={"without": "US:1"}).json()
    assert [one["address"] for one in told["changes"]] == ["preferences.US"]
    assert told["changes"] == told["held"]["differences"]
