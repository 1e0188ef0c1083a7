"""The view Deals: the zone, win-sets, points and one package, against the library."""

import csv
import io

import pytest

import winset
from winset.engines.deals.frontier import frontier
from winset.engines.deals.overlap import overlap
from winset.record.exchange import load_informed

CASE = "/api/cases/jeddah-2025"
PACKAGE = "aid = resumed, intelligence = resumed, truce = partial"


def ask(client, path, **params):
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_zone_is_that_of_the_library(client):
    record = winset.deals(load_informed("jeddah-2025"), draws=10_000, limit=60)
    found = ask(client, f"{CASE}/deals")
    assert found["zone"]["mean"] == record.zone.mean
    assert [one["levels"] for one in found["listed"]] == [dict(one.levels) for one in record.listed]
    assert f"{record.packages} possible packages" in found["told"]["lead"]
    assert len(found["told"]["packages"]) == len(found["listed"])
    assert {name for one in found["listed"] for name, _ in one["fails"]} <= set(found["told"]["requirements"])


def test_win_sets_and_overlap_carry_their_uncertainty(client):
    record = overlap(load_informed("jeddah-2025"), 10_000)
    found = ask(client, f"{CASE}/deals")
    assert [row["mean"] for row in found["overlap"]] == [round(one.size.mean, 2) for one in record.exactly]
    assert [row["group"] for row in found["overlap"]][:2] == ["United States and Ukraine", "United States only"]
    assert all(row["low"] <= row["mean"] <= row["high"] for row in found["overlap"])
    assert found["plot"]["data"]["values"] == found["overlap"]
    many = ask(client, "/api/cases/abdelnabi-et-al-2024-harbour/deals")["overlap"]
    assert many[0]["group"] == "all 6 signatories"
    assert sum(row["mean"] for row in many) == 720


def test_one_package_is_that_of_the_library(client):
    levels = {"aid": "resumed", "intelligence": "resumed", "truce": "partial"}
    record = winset.package(load_informed("jeddah-2025"), levels)
    found = ask(client, f"{CASE}/package", levels=PACKAGE)
    assert (found["share"], found["central"]) == (record.share, record.central)
    assert [one["share"] for one in found["told"]["requirements"]] == [one.fails for one in record.requirements]
    assert found["told"]["requirements"][0]["party"] == "US"
    assert "withheld unless" in found["told"]["requirements"][0]["says"]
    assert sum(one["mean"] for one in found["told"]["answers"]) == pytest.approx(1, abs=0.03)
    assert {one["party"] for one in found["told"]["gains"]} == {"US", "UA", "RU"}
    for answer, one in zip(found["told"]["answers"], found["answers"], strict=True):
        reached = ask(client, f"{CASE}/outcomes/{answer['outcome']}")["outcome"]["levels"]
        assert reached.items() >= {**found["levels"], **one["levels"]}.items()


def test_an_outcomes_levels_lead_to_its_package(client):
    """Links from other views name all issues; those that nobody at the table settles are passed over."""
    whole = ask(client, f"{CASE}/package", levels=f"{PACKAGE}, answer = partial, tempo = current")
    assert whole == ask(client, f"{CASE}/package", levels=PACKAGE)


def test_what_cannot_occur_says_why(client):
    found = ask(client, f"{CASE}/package", levels='territory = "de jure"')
    assert not found["possible"]
    assert "negotiating track" in found["told"]["reasons"][0]


def test_the_status_quo_is_called_that(client):
    assert "things stand today" in ask(client, f"{CASE}/package")["told"]["verdict"]


def test_a_red_line_that_becomes_certain_shows_at_once(client):
    plain = ask(client, f"{CASE}/package", levels=PACKAGE)
    firm = ask(client, f"{CASE}/package", levels=PACKAGE, set="conditions.strict.probability=1")
    assert firm["share"] == 0 < plain["share"]
    (strict,) = [
        one for one in firm["told"]["requirements"] if one["text"] == "red line: territory or a change of leadership"
    ]
    assert (strict["fails"], strict["central"]) == ("100%", False)


def test_packages_as_points(client):
    record = frontier(load_informed("jeddah-2025"), "UA", "RU")
    found = ask(client, f"{CASE}/frontier", first="UA", second="RU", package=PACKAGE)
    assert found["parties"] == ["UA", "RU"]
    assert [one["levels"] for one in found["front"]] == [dict(one.levels) for one in record.points if one.front]
    points = found["plot"]["data"]["values"]
    assert [point["x"] for point in points] == [round(one.gains["UA"], 3) for one in record.points]
    assert [point["package"] for point in points if point["chosen"]] == [
        "aid and intelligence resume, and a partial truce is offered"
    ]


@pytest.mark.parametrize("name", ["jeddah-2025", "abdelnabi-et-al-2024-harbour", "abdelnabi-et-al-2024-airport"])
def test_the_files(client, name):
    case = f"/api/cases/{name}"
    for path in ("overlap.svg", "frontier.svg"):
        answer = client.get(f"{case}/{path}")
        assert answer.headers["content-type"].startswith("image/svg+xml")
        assert answer.text.startswith("<svg")
    listed = ask(client, f"{case}/deals.json")["listed"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"{case}/deals.csv").text)))
    assert [float(row["deal in"]) for row in rows] == [round(one["share"], 4) for one in listed]
    for row, one in zip(rows, listed, strict=True):
        assert {issue: row[issue] for issue in one["levels"]} == one["levels"]
        assert {key: float(row[f"fails {key}"]) for key, _ in one["fails"]} == {
            key: round(share, 4) for key, share in one["fails"]
        }
    assert len(client.get(f"{case}/frontier.csv").text.splitlines()) > 100
    assert client.get(f"{case}/package.csv").text.startswith("requirement,key,home")


def test_a_case_without_values_says_what_deals_need(client):
    for path in ("deals", "frontier", "package", "deals.csv", "overlap.svg"):
        answer = client.get(f"/api/cases/hipel-et-al-1993-elmira/{path}")
        assert answer.status_code == 422
        assert "values" in answer.json()["errors"][0]["what"]


@pytest.mark.parametrize(
    ("path", "params", "hint"),
    [
        ("package", {"levels": "aids = resumed"}, "aid"),
        ("package", {"levels": "aid = resume"}, "resumed"),
        ("package", {"levels": "aid >= resumed"}, "commas"),
        ("frontier", {"first": "USA"}, "US"),
        ("frontier", {"first": "UA", "second": "UA"}, "different"),
        ("deals", {"draws": 10}, ""),
    ],
)
def test_what_cannot_be_asked_is_said(client, path, params, hint):
    answer = client.get(f"{CASE}/{path}", params=params)
    assert answer.status_code == 422
    assert hint in answer.json()["errors"][0]["hint"]
