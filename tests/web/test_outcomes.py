"""The view Outcomes: pages, filters, groups and files, against the library and the oracle."""

import csv
import io
import json
import random

import pytest
from ruamel.yaml import YAML

import oracle
import winset
from conflicts import case_data, random_conflict
from winset.case.catalogue import names

CASE = "/api/cases/jeddah-2025"


def ask(client, path, **params):
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_page_is_that_of_the_library(client):
    case = winset.load("jeddah-2025")
    whole = winset.outcomes(case, where="aid = resumed", sort="UA").outcomes
    found = ask(client, f"{CASE}/outcomes", where="aid = resumed", sort="UA", offset=20, limit=7)
    assert found["count"] == len(whole)
    assert [row["number"] for row in found["outcomes"]] == [row.number for row in whole[20:27]]
    assert found["outcomes"][0]["places"] == dict(whole[20].places)
    assert found["concepts"] == ["nash", "gmr", "smr", "seq", "sseq"]
    assert found["case"]["hash"]


def test_groups_narrow_the_table_and_are_counted(client):
    whole = ask(client, f"{CASE}/outcomes", facets=True, limit=0)
    (scenario,) = [one for one in whole["facets"] if one["kind"] == "scenario"]
    for value, count in scenario["counts"].items():
        assert ask(client, f"{CASE}/outcomes", scenario=value or " ", limit=0)["count"] == count
    chosen = ask(client, f"{CASE}/outcomes", level=["truce = partial", "truce = full"], holds="nash", facets=True)
    assert all(row["levels"]["truce"] != "none" and row["concepts"]["nash"] for row in chosen["outcomes"])
    (truce,) = [one for one in chosen["facets"] if one["of"] == "truce"]
    assert truce["chosen"] == ["partial", "full"]
    assert truce["counts"]["partial"] + truce["counts"]["full"] == chosen["count"]
    assert truce["counts"]["none"] == 54 - chosen["count"]
    better = ask(client, f"{CASE}/outcomes", better=["US", "UA"], leaves="RU")["outcomes"]
    assert better
    assert all({row["against"]["US"], row["against"]["UA"]} == {"better"} and "RU" in row["leaves"] for row in better)


def test_the_link_of_the_brief_counts_what_the_brief_counts(client):
    case = winset.load("jeddah-2025")
    for held in winset.brief(case).held[:3]:
        where = case.scenarios[held.scenario].when
        assert ask(client, f"{CASE}/outcomes", holding="nash", where=where)["count"] == held.count


def test_one_outcome_is_found_on_its_page(client):
    found = ask(client, f"{CASE}/outcomes", sort="RU", around=15, limit=10)
    assert 15 in [row["number"] for row in found["outcomes"]]
    assert found["offset"] % 10 == 0
    assert ask(client, f"{CASE}/outcomes", where="aid = withheld", around=15, limit=10)["offset"] == 0


@pytest.mark.parametrize("seed", range(4))
def test_verdicts_of_a_case_of_ones_own_are_those_of_the_oracle(client, folder, seed):
    conflict = random_conflict(random.Random(seed))
    with (folder / "random.yaml").open("w", encoding="utf-8") as stream:
        YAML().dump(case_data(conflict), stream)
    for concept in ("nash", "seq", "smr"):
        found = ask(client, "/api/cases/random.yaml/outcomes", holds=concept, limit=500)
        wanted = {conflict.number(s) for s in oracle.equilibria(conflict, concept)}
        assert {row["number"] for row in found["outcomes"]} == wanted


def test_why_is_told_in_the_words_of_the_command(client):
    from winset.engines.records import plain
    from winset.present.documents.results import why_document

    case = winset.load("jeddah-2025")
    record = winset.why(case, 11)
    found = ask(client, f"{CASE}/outcomes/11")
    assert found["document"]["sections"][1]["blocks"] == plain(why_document(case, record).sections[1].blocks)
    assert {view["party"]: view["stable"] for view in found["parties"]} == {
        view.party: dict(view.stable) for view in record.parties
    }
    assert found["row"]["scenarios"] == ["compromise"]


def test_the_files_hold_every_row_that_is_kept(client):
    params = {"where": "truce = full", "sort": "US", "concepts": "nash,seq"}
    record = ask(client, f"{CASE}/outcomes", **params, limit=500)
    assert record["count"] == len(record["outcomes"]) > 300
    table = list(csv.DictReader(io.StringIO(client.get(f"{CASE}/outcomes.csv", params=params).text)))
    assert [int(row["number"]) for row in table] == [row["number"] for row in record["outcomes"]]
    for row, one in zip(table, record["outcomes"], strict=True):
        assert {issue: row[issue] for issue in one["levels"]} == one["levels"]
        assert (row["nash"] == "yes") == one["concepts"]["nash"]
        assert int(row["UA place"]) == one["places"]["UA"]
    saved = json.loads(client.get(f"{CASE}/outcomes.json", params=params).text)
    assert saved["outcomes"] == record["outcomes"]
    assert saved["count"] == record["count"]
    assert saved["settings"]["where"] == "truce = full"
    nothing = {"where": "truce = partial and truce = full"}
    assert json.loads(client.get(f"{CASE}/outcomes.json", params=nothing).text)["outcomes"] == []
    assert len(client.get(f"{CASE}/outcomes.csv", params=nothing).text.splitlines()) == 1


@pytest.mark.parametrize("name", names())
def test_every_catalogue_case_has_its_table(client, name):
    found = ask(client, f"/api/cases/{name}/outcomes", facets=True)
    assert found["possible"] >= found["count"] > 0
    number = found["outcomes"][0]["number"]
    assert ask(client, f"/api/cases/{name}/outcomes/{number}")["outcome"]["number"] == number


@pytest.mark.parametrize(
    ("path", "params", "hint"),
    [
        ("outcomes", {"where": "aids = resumed"}, "aid"),
        ("outcomes", {"where": "aid ="}, ""),
        ("outcomes", {"level": "truce >= partial"}, "where"),
        ("outcomes", {"level": "truce = fll"}, "full"),
        ("outcomes", {"sort": "UAA"}, "UA"),
        ("outcomes", {"concepts": "nahs"}, "nash"),
        ("outcomes", {"sanctions": "twice"}, "once"),
        ("outcomes.csv", {"where": "aids = resumed"}, "aid"),
        ("outcomes.json", {"better": "USA"}, "US"),
        ("outcomes/999999", {}, "numbered"),
        ("outcomes", {"limit": 501}, ""),
    ],
)
def test_what_cannot_be_asked_is_said(client, path, params, hint):
    answer = client.get(f"{CASE}/{path}", params=params)
    assert answer.status_code == 422
    assert hint in answer.json()["errors"][0]["hint"]


def test_a_what_if_changes_the_table(client):
    plain = ask(client, f"{CASE}/outcomes", holds="nash", limit=0)["count"]
    assert (plain, ask(client, f"{CASE}/outcomes", holds="nash", limit=0, without="US:9")["count"]) == (54, 102)
