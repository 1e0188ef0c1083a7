"""Inputs and claims that move a level and no scenario are not called noise; what is left out still leaves a case."""

import pytest

import winset
from winset.claims import Claim, Link
from winset.engines.evidence.effect import effect
from winset.engines.forecast.flips import flips
from winset.engines.forecast.leaving_out import why_not
from winset.engines.talks.paired import FINER, IN_FORCE, largest, sample
from winset.present.documents.document import as_text
from winset.present.documents.flips import flips_document

# A is a little, B much better off with the long deal. If A's condition is real only the short one is to be had: a deal
# is as likely either way, what it says is not.
LENGTH = {
    "winset": "1",
    "title": "How long",
    "parties": {"A": {}, "B": {}},
    "issues": {"deal": {"levels": ["none", "short", "long"], "control": ["A", "B"]}},
    "scenarios": {"deal": {"when": "deal != none"}},
    "values": {
        "A": [{"when": "deal = short", "points": "5"}, {"when": "deal = long", "points": "6"}],
        "B": [{"when": "deal = short", "points": "5"}, {"when": "deal = long", "points": "9"}],
    },
    "conditions": {
        "short": {
            "party": "A",
            "withholds": "deal = long",
            "unless": "deal = short",
            "probability": ["0.1", "0.5", "0.9"],
            "prior": ["0.1", "0.5", "0.9"],
        }
    },
    "talks": {"failure": "0", "other": "0"},
}
# The hand-made way to write terms: nothing is agreed until all is.
ALL_OR_NOTHING = {
    **LENGTH,
    "issues": {
        "paper": {"levels": ["unsigned", "signed"], "control": ["A", "B"]},
        "deal": {"name": "Length", "levels": ["open", "short", "long"], "control": ["A", "B"]},
        "flag": {"levels": ["no", "yes"], "control": "A"},
    },
    "impossible": [{"when": "paper = signed and deal = open"}, {"when": "paper = unsigned and deal != open"}],
    "scenarios": {"deal": {"when": "paper = signed"}},
}


def of(data, **more):
    return winset.from_data({**data, **more})


def test_an_input_that_moves_a_level_alone_is_told_by_the_level():
    record = flips(of(LENGTH), 400)
    (one,) = [flip for flip in record.flips if flip.address == "conditions.short.probability"]
    assert one.headline in {"deal = short", "deal = long"}
    assert one.move > one.noise
    assert one.move == pytest.approx(0.8, abs=0.1)
    assert record.flips[0] == one


def test_a_scenario_goes_first_where_it_moves_about_as_far():
    certain = of(LENGTH, conditions={"short": {**LENGTH["conditions"]["short"], "probability": "0"}})
    fails = of(LENGTH, talks={"failure": "0.5", "other": "0"})
    one, other = sample(certain, 300, 1), sample(fails, 300, 1)
    assert largest(one, other, ["deal"]).headline in {"deal", IN_FORCE}
    assert FINER > 1


def test_a_claim_that_moves_a_level_alone_is_not_within_noise():
    fields = {"content": "short or nothing", "source": "A", "source_grade": "A", "information_grade": "1"}
    claims = {"c1": Claim(**fields, speech_act="threat")}
    links = [Link("c1", "conditions.short")]
    (one,) = effect(of(LENGTH), claims, links, draws=600).effects
    assert one.difference.headline in {"deal = short", "deal = long"}
    assert one.difference.beyond_noise


def test_terms_and_what_rules_tie_together_are_not_left_out():
    assert set(why_not(of(ALL_OR_NOTHING))) == {"paper", "deal"}
    assert why_not(of(ALL_OR_NOTHING))["deal"] == "the rules would then leave no agreement"
    assert set(why_not(winset.load("ferry-contract"))) >= {"contract", "crossings"}
    assert "truce" not in why_not(winset.load("jeddah-2025"))


def test_what_is_left_out_is_listed_apart():
    record = flips(of(ALL_OR_NOTHING, conditions={}), 200)
    assert {one.address for one in record.left_out} <= {"without A", "without B", "without flag"}
    assert not any(one.address.startswith("without") for one in record.flips)
    told = as_text(flips_document(of(ALL_OR_NOTHING, conditions={}), record))
    assert "Not tried, for the rest would be no case:\n  - paper and Length" in told
