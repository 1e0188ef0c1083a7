"""The view Flips: a move is answered with exactly what the engines would say of the changed case."""

import csv
import io

import pytest

import winset
from winset.engines.brief.quick_changes import adjusted, same_order, standing
from winset.engines.talks.paired import IN_FORCE
from winset.present.documents.bottom_line import bottom_line
from winset.record.exchange import load_informed
from winset.space.inputs import inputs

FLAGSHIP = "jeddah-2025"
BASE = f"/api/cases/{FLAGSHIP}"


def test_every_input_with_a_range_can_be_moved(client):
    told = client.get(f"{BASE}/inputs").json()["inputs"]
    wanted = {key: one for key, one in inputs(load_informed(FLAGSHIP)).items() if not one.certain}
    assert {one["address"] for one in told} == set(wanted)
    for one in told:
        known = wanted[one["address"]]
        assert (one["low"], one["mode"], one["high"]) == (float(known.low), float(known.mode), float(known.high))
        assert one["words"] != "the input"
    assert told[0]["section"] == "conditions"


@pytest.mark.parametrize(
    "change",
    [
        "conditions.strict.probability=0.9",
        "talks.failure=0.25",
        "values.RU.13=-5",
        "conditions.minimum.probability=0.2",
    ],
)
def test_the_bottom_line_and_the_chances_are_those_of_the_brief(client, change, brief_of):
    case, before = brief_of(FLAGSHIP)
    address, _, value = change.partition("=")
    other = winset.changed(case, {address: value})
    told = client.get(f"{BASE}/adjusted", params={"set": change}).json()
    brief = winset.brief(other)
    assert told["bottom_line"]["after"] == list(bottom_line(other, brief))
    assert told["bottom_line"]["before"] == list(bottom_line(case, before))
    chances = {one["key"]: (one["before"], one["after"]) for one in told["differences"]}
    for key in case.scenarios:
        assert chances[key] == (before.numbers.scenarios[key], brief.numbers.scenarios[key])
    assert chances[IN_FORCE] == (before.numbers.in_force, brief.numbers.in_force)


def test_the_differences_are_those_of_what_if_on_the_same_draws(client):
    case = load_informed(FLAGSHIP)
    other = winset.changed(case, {"conditions.strict.probability": "0.9"})
    told = client.get(f"{BASE}/adjusted", params={"set": "conditions.strict.probability=0.9"}).json()
    wanted = {one.headline: one for one in winset.what_if(case, other, told["draws"], told["seed"]).differences}
    for one in told["differences"]:
        known = wanted[one["key"]]
        assert (one["before"], one["after"], one["noise"]) == (known.before, known.after, known.noise)
        assert one["beyond_noise"] == known.beyond_noise


def test_nothing_moved_changes_nothing(client):
    told = client.get(f"{BASE}/adjusted").json()
    assert told["bottom_line"]["before"] == told["bottom_line"]["after"]
    assert not any(one["beyond_noise"] for one in told["differences"])


def test_what_changes_the_order_of_preferences_is_worked_out_anew():
    case = winset.load(FLAGSHIP)
    for other in (winset.swap(case, "US:1,2"), winset.without(case, "minerals")):
        assert not same_order(case, other)
        record = adjusted(standing(case), other)
        assert bottom_line(other, record.after) == bottom_line(other, winset.brief(other))
    assert same_order(case, winset.changed(case, {"talks.failure": "0.2"}))


def test_a_party_ranked_by_its_values_alone_is_ranked_anew():
    case = winset.load("abdelnabi-et-al-2024-harbour")
    party = next(key for key in case.parties if case.values.get(key) and not case.preferences.get(key))
    assert not same_order(case, winset.changed(case, {f"values.{party}.1": "3"}))


def test_a_value_that_does_not_fit_is_refused_in_words(client):
    for change in ("conditions.strict.probability=7", "conditions.nothing=1", "nonsense"):
        answer = client.get(f"{BASE}/adjusted", params={"set": change})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["what"]


def test_what_moves_is_saved_as_a_table(client):
    answer = client.get(f"{BASE}/adjusted.csv", params={"set": "talks.failure=0.25"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {IN_FORCE, *winset.load(FLAGSHIP).scenarios} <= {one["what"] for one in rows}


def test_a_case_without_values_says_what_is_missing(client):
    for path in ("inputs", "adjusted"):
        answer = client.get(f"/api/cases/hipel-et-al-1993-elmira/{path}")
        assert answer.status_code == 422
        assert "values" in answer.json()["errors"][0]["what"]
