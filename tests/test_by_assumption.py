"""What a forecast owes to its own assumptions, against counting by hand what is left when nobody prefers anything."""

import itertools

import pytest

import winset
from winset.engines.brief.brief import brief
from winset.engines.talks.paired import IN_FORCE
from winset.present.documents.brief import brief_document
from winset.present.documents.document import as_markdown

pytestmark = pytest.mark.outside_truth

DRAWS = 4000
NEAR = 0.03
BASE = {
    "winset": "1",
    "title": "Pay and hours",
    "parties": {"U": {"home": "members"}, "C": {}, "R": {"name": "Regulator", "at_table": "no"}},
    "issues": {
        "pay": {"levels": ["old", "low", "high"], "control": ["U", "C"]},
        "hours": {"levels": ["old", "new"], "control": ["U", "C"]},
        "answer": {"levels": ["silent", "yes", "no"], "control": "R"},
    },
    "impossible": [{"when": "answer = no and pay = high", "why": "refused"}],
    "scenarios": {"high": {"when": "pay = high"}, "hours": {"when": "hours = new"}},
    "values": {
        "U": [{"when": "pay = high", "points": ["1", "9", "20"]}, {"when": "hours = new", "points": ["-9", "-4", "0"]}],
        "C": [{"when": "pay = high", "points": ["-30", "-9", "2"]}, {"when": "hours = new", "points": "3"}],
        "R": [{"when": "pay = high", "points": ["-3", "0", "3"]}],
    },
    "ratification": [{"party": "U", "home": "members", "issue": "hours", "chances": {"new": "0.5"}}],
    "talks": {"failure": "0.2", "other": "0.1", "foresight": "0"},
}


def of(**more):
    return winset.from_data({**BASE, **more})


def by_hand():
    """Every package with the same chance; then failure, the members, and an even answer of the regulator."""
    packages = [one for one in itertools.product(("old", "low", "high"), ("old", "new")) if one != ("old", "old")]
    found = {IN_FORCE: 0.0, "high": 0.0, "hours": 0.0}
    for pay, hours in packages:
        chance = 1 / len(packages) * (1 - 0.2) * (0.5 if hours == "new" else 1) * (2 / 3 if pay == "high" else 1)
        found[IN_FORCE] += chance
        found["high"] += chance if pay == "high" else 0
        found["hours"] += chance if hours == "new" else 0
    return {key: (1 - 0.1) * value for key, value in found.items()}


def test_what_is_left_is_what_one_counts_by_hand():
    found = winset.forecast(of(), DRAWS).by_assumption
    assert {key: share.probability for key, share in found.items()} == pytest.approx(by_hand(), abs=NEAR)


def test_no_value_and_no_condition_moves_it():
    other = {
        "U": [{"when": "pay = low", "points": "50"}],
        "C": [{"when": "hours = new", "points": "-50"}],
        "R": [{"when": "answer = no", "points": "50"}],
    }
    never = {"never": {"party": "C", "withholds": "pay != old", "unless": "pay = old", "probability": "1"}}
    same = winset.forecast(of(), 800).by_assumption
    assert winset.forecast(of(values=other), 800).by_assumption == same
    assert winset.forecast(of(conditions=never), 800).by_assumption == same
    assert winset.forecast(of(no_deal={"U": "99"}), 800).by_assumption == same


def test_failure_and_homes_move_it():
    surely = winset.forecast(of(talks={"failure": "1", "other": "0"}), 200).by_assumption
    assert {share.probability for share in surely.values()} == {0.0}
    refused = [{"party": "U", "home": "members", "issue": "hours", "chances": {"new": "0"}}]
    assert winset.forecast(of(ratification=refused), 400).by_assumption["hours"].probability == 0


def test_it_does_not_depend_on_how_the_work_is_divided():
    case = of()
    whole = winset.forecast(case, 1000).by_assumption
    assert (
        winset.forecast(case, 1000, run=lambda function, tasks: [function(one) for one in tasks]).by_assumption == whole
    )


def test_it_stands_beside_every_headline():
    case = winset.load("jeddah-2025")
    told = as_markdown(brief_document(case, brief(case)))
    table = [line for line in told.splitlines() if line.startswith("| ") and line.count("|") == 4]
    for name in (*map(case.scenario_name, case.scenarios), "an agreement in force"):
        (row,) = [line for line in table if line.lower().startswith(f"| {name}")]
        assert row.rstrip(" |").endswith("%")
    assert "by assumptions alone" in told
