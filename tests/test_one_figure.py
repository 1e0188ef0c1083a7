"""One quantity has one figure, whichever page tells it."""

import json
from importlib.resources import files
from inspect import isfunction, signature

import pytest

import winset
from winset.cli import options
from winset.engines.brief.quick_changes import adjusted, standing
from winset.engines.talks.paired import IN_FORCE
from winset.engines.talks.run import DRAWS
from winset.log.forecast_log import ForecastLog
from winset.web.routes.jobs import JobWanted

MOVED = {"conditions.strict.probability": 0.4}


def pages(case, other):
    """Every page of a case as its JSON, and the same of the case changed."""
    records = {
        "brief": winset.brief(case),
        "deals": winset.deals(case),
        "forecast": winset.forecast(case),
        "what-if": winset.what_if(case, other),
        "workbench": adjusted(standing(case), other),
        "brief after": winset.brief(other),
        "deals after": winset.deals(other),
        "forecast after": winset.forecast(other),
    }
    return {name: json.loads(json.dumps(record.to_dict())) for name, record in records.items()}


def test_all_draw_as_many_where_none_are_asked_for():
    """Help and the workbench say the number again: neither loads an engine for it."""
    said = {
        options.DRAWS,
        signature(ForecastLog.add).parameters["draws"].default,
        JobWanted.model_fields["draws"].default,
    }
    public = [signature(one).parameters for name in winset.__all__ if isfunction(one := getattr(winset, name))]
    said |= {
        known["draws"].default for known in public if "draws" in known and known != signature(winset.flips).parameters
    }
    modules = (files("winset") / "web" / "static" / "jobs.js").read_text("utf-8")
    assert said == {DRAWS}
    assert f"export const DRAWS = {DRAWS:_};" in modules


@pytest.fixture(scope="module")
def told():
    case = winset.load("jeddah-2025")
    return pages(case, winset.changed(case, MOVED))


def test_deals_on_average_are_the_same_number_on_every_page(told):
    mean = told["deals"]["zone"]["mean"]
    assert told["brief"]["numbers"]["zone"][0] == mean
    assert told["workbench"]["before"]["numbers"]["zone"][0] == mean
    assert told["forecast"]["zone"] == [told["deals"]["zone"][one] for one in ("mean", "low", "high")]
    after = told["deals after"]["zone"]["mean"]
    assert after != mean
    for page in ("what-if", "workbench"):
        assert told[page]["zone"] == [mean, after]
    assert told["workbench"]["after"]["numbers"]["zone"] == told["brief after"]["numbers"]["zone"]


@pytest.mark.parametrize("when", ["", " after"])
def test_chances_are_the_same_on_every_page(told, when):
    numbers = told[f"brief{when}"]["numbers"]
    forecast = told[f"forecast{when}"]
    chances = {key: one["probability"] for key, one in forecast["scenarios"].items()}
    in_force = forecast["events"]["in-force"]["probability"]
    assert numbers["scenarios"] == pytest.approx(chances, abs=1e-15)
    assert numbers["in_force"] == pytest.approx(in_force, abs=1e-15)
    for page in ("what-if", "workbench"):
        found = {one["headline"]: one["after" if when else "before"] for one in told[page]["differences"]}
        assert {key: found[key] for key in numbers["scenarios"]} == numbers["scenarios"]
        assert found[IN_FORCE] == numbers["in_force"]
    assumed = {key: one["probability"] for key, one in forecast["by_assumption"].items()}
    assert numbers["by_assumption"] == pytest.approx(assumed, abs=1e-15)


def test_what_a_moved_slider_tells_is_what_the_brief_of_the_moved_case_tells(told):
    quick, full = told["workbench"]["after"]["numbers"], told["brief after"]["numbers"]
    same = ("scenarios", "outside", "in_force", "by_assumption", "other", "zone", "refusals", "leader", "level")
    assert {name: quick[name] for name in same} == {name: full[name] for name in same}
    told_of = ("levels", "share", "central", "gains", "in_force", "refused_by", "answers", "efficient", "solutions")
    for one, two in zip(quick["packages"], full["packages"], strict=True):
        assert {name: one[name] for name in told_of} == {name: two[name] for name in told_of}


def test_the_stability_model_counts_the_same_deals():
    case = winset.load("harbour")
    counted = winset.forecast(case, draws=40, model="stability").zone
    assert counted == winset.forecast(case, draws=40).zone
