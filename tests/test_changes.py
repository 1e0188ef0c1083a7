"""What moved between two dates, and what a new article would move."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import winset
from winset.case.dates import days_of
from winset.engines.bargaining.paired import sample
from winset.engines.evidence import at_date, informed
from winset.engines.moved import moved, unrecorded
from winset.record.dating import known_by, known_from
from winset.record.exchange import record_of
from winset.record.kinds import KINDS, checked

CASE = winset.load("jeddah-2025")
STORE = record_of(CASE)
TABLES = STORE.tables()


def replayed(start, end, draws=300, **changed):
    tables = TABLES | changed
    known = tuple(known_by(tables["claims"], tables["documents"], date) for date in (start, end))
    return moved(CASE, (start, end), known, tables["links"], tables["events"], draws)


def test_nothing_moves_between_days_on_which_nothing_happened():
    found = replayed("2025-03-06", "2025-03-08")
    assert (found.levels, found.events, found.claims, found.supports) == ({}, (), (), ())
    assert [one.key for one in found.causes] == ["days"]
    timeless = CASE.model_copy(update={"talks": CASE.talks.model_copy(update={"deadline": None})})
    again = moved(timeless, ("2025-03-06", "2025-03-08"), ({}, {}), {}, TABLES["events"], 300)
    assert not again.causes
    assert all(one.before == one.after for one in again.forecast.differences)


def test_t25_the_status_quo_of_both_dates_is_compared_with_what_events_did_it():
    found = replayed("2025-02-20", "2025-03-10")
    assert found.levels == {"aid": ("resumed", "withheld"), "intelligence": ("resumed", "withheld")}
    assert found.events == ("e3", "e4")
    assert found.claims == tuple(TABLES["claims"])
    assert {one.key for one in found.causes} == {"e3", "e4", "c1", "c5", "c6", "days"}
    assert [pair[0].about for pair in found.supports] == ["conditions.minimum"]
    sizes = [abs(one.difference.after - one.difference.before) for one in found.causes]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("key", ["e4", "c6"])
def test_a_cause_is_what_leaving_it_out_changes(key):
    found = replayed("2025-02-20", "2025-03-10")
    (cause,) = [one for one in found.causes if one.key == key]
    events = [one for name, one in TABLES["events"].items() if name != key]
    claims = {name: one for name, one in TABLES["claims"].items() if name != key}
    links = list(TABLES["links"].values())
    without = informed(at_date(CASE, events, "2025-03-10"), claims, links)
    expected = sample(without, 300, 1).probability(cause.difference.headline)
    assert expected == cause.difference.after != cause.difference.before


def test_a_level_whose_first_event_comes_later_is_not_known():
    events = [{"date": "2025-03-03", "issue": "aid", "level": "withheld"}]
    assert unrecorded(CASE, events, "2025-03-01") == ("aid",)
    assert unrecorded(CASE, events, "2025-03-03") == ()


def test_claims_are_known_from_when_they_were_published():
    def row(**fields):
        return checked(KINDS["claims"], {"content": "x"} | fields)

    documents = {"d1": {"date": "March 2025"}}
    assert known_from(row(document="d1", published="2025-03-05", date="2025-01"), documents) == "2025-03-05"
    assert known_from(row(document="d1", date="2025-01"), documents) == "2025-03-01"
    assert known_from(row(date="early February 2025"), documents) == "2025-02-01"
    assert known_from(row(date="last week"), documents) == ""
    assert list(known_by({"a": row(), "b": row(published="2025-03-05")}, documents, "2025-03-04")) == ["a"]


@given(
    st.dates(date(1000, 1, 1)),
    st.sampled_from(["{0:%Y-%m-%d}", "{0:%B} {0.day}, {0.year:04}", "{0.day} {0:%b} {0.year:04}"]),
)
def test_a_day_is_itself_however_it_is_written(day, form):
    assert days_of(form.format(day)) == (day.isoformat(), day.isoformat())


@given(st.text(max_size=30))
def test_any_wording_is_a_span_of_days_or_none(text):
    days = days_of(text)
    assert days is None or days[0] <= days[1] or "/" in text


def test_a_case_without_values_still_tells_what_happened():
    data = json.loads(CASE.model_dump_json(exclude_defaults=True))
    kept = {key: data[key] for key in ("title", "parties", "issues", "preferences", "scenarios")}
    bare = winset.from_data({"winset": "1"} | kept)
    found = moved(bare, ("2025-02-20", "2025-03-10"), ({}, {}), {}, TABLES["events"])
    assert found.forecast is None
    assert [one.difference for one in found.causes] == [None, None]
    assert found.levels["aid"] == ("resumed", "withheld")
