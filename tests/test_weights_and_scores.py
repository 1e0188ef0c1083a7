"""Weights and scores: points are weight times score over 100, held against the same points written out."""

from fractions import Fraction

import numpy as np
import pytest

import winset
from winset.case.addresses import entry_at
from winset.case.leaving_out import without
from winset.case.reading import from_data, read_case
from winset.present.words.negotiation import input_words
from winset.space.draws import draw
from winset.space.inputs import inputs
from winset.space.worth import central_worth

pytestmark = pytest.mark.outside_truth

CASE = """
winset: 1
title: A scoring sheet
parties: {buyer: , seller: }
issues:
  price: {name: Price, unit: EUR, from: 100, to: 200, step: 25, now: 200, control: [buyer, seller]}
  start: {name: Start, levels: [late, middle, early], control: [buyer, seller]}
weights:
  buyer: {price: [50, 60, 80], start: 40, basis: analyst assumption}
  seller: {price: 30, start: 10, normalise: yes}
scores:
  buyer: {price: {100: 100, 150: [60, 70, 80], 200: 0}, start: {late: 0, middle: 50, early: 100}}
  seller: {price: {100: 0, 200: 100}, start: {late: 100, middle: 70}}
values:
  buyer: [{of: price, each: 0.01}]
no_deal: {buyer: 5, seller: 10}
"""
BUYER = {"100": Fraction(60), "125": Fraction(51), "150": Fraction(42), "175": Fraction(21), "200": Fraction(0)}


@pytest.fixture(scope="module")
def case():
    return read_case(CASE.encode(), "x.yaml")


def test_points_are_weight_times_score_over_a_hundred(case):
    codes = {"price": np.arange(5)[:, None], "start": np.arange(3)[None, :]}
    wanted = {
        "buyer": [
            [worth + Fraction(int(price) - 200, 100) + 40 * Fraction(score, 100) for score in (0, 50, 100)]
            for price, worth in BUYER.items()
        ],
        "seller": [[75 * Fraction(at, 4) + 25 * Fraction(score, 100) for score in (100, 70, 0)] for at in range(5)],
    }
    for owner, rows in wanted.items():
        total, unit = central_worth(case, owner, codes)
        assert [[Fraction(int(one), unit) for one in row] for row in total] == rows


def test_a_case_that_writes_the_points_out_says_the_same(case):
    data = case.model_dump(mode="json", exclude_defaults=True)
    data["winset"] = "1"
    written = {
        "buyer": [
            {"of": "price", "points": {"100": "60", "150": "42", "200": "0"}},
            {"of": "price", "each": "0.01"},
            {"of": "start", "points": {"middle": "20", "early": "40"}},
        ],
        "seller": [
            {"of": "price", "points": {"100": "0", "200": "75"}},
            {"of": "start", "points": {"late": "25", "middle": "17.5"}},
        ],
    }
    certain = {"buyer": {"of": {"price": "60", "start": "40"}}, "seller": data["weights"]["seller"]}
    sure = {**data["scores"]["buyer"]["of"], "price": {"100": "100", "150": "70", "200": "0"}}
    scores = {**data["scores"], "buyer": {"of": sure}}
    one = from_data({**data, "weights": certain, "scores": scores})
    two = from_data({**{key: data[key] for key in data if key not in ("weights", "scores")}, "values": written})
    first, second = (winset.deals(each, draws=0) for each in (one, two))
    told = [{repr(sorted(p.levels.items())): (p.gains, p.solutions) for p in found.listed} for found in (first, second)]
    assert (first.zone, first.frontier, told[0]) == (second.zone, second.frontier, told[1])
    drawn = [winset.forecast(each, draws=50) for each in (one, two)]
    assert drawn[0].levels == drawn[1].levels


def test_weights_and_scores_are_inputs_with_addresses(case):
    known = inputs(case)
    assert {"weights.buyer.price", "scores.buyer.price.150", "scores.seller.start.late"} <= set(known)
    assert not any(address.startswith("values.buyer.2") for address in known)
    assert input_words(case, "weights.buyer.price") == "the buyer's weight of Price"
    assert input_words(case, "scores.buyer.price.150") == "the buyer's score of the price is 150 EUR"
    assert entry_at(case, "weights.buyer.price") == ["50", "60", "80"]
    drawn = draw(known, 1, 0, 200).values
    assert np.corrcoef(drawn["weights.buyer.price"], drawn["scores.buyer.price.150"])[0, 1] < 0.5
    moved = winset.changed(case, {"weights.buyer.price": 70, "weights.buyer.start": 30, "scores.buyer.price.150": 90})
    assert str(moved.weights["buyer"].of["price"][1]) == "70"
    assert str(moved.scores["buyer"].of["price"]["150"][1]) == "90"
    found = winset.flips(case, draws=60)
    assert "weights.buyer.price" in {one.address for one in found.flips}


def test_written_and_read_again_it_is_the_same(case):
    data = case.model_dump(mode="json", exclude_defaults=True)
    assert [len(own) for own in data["values"].values()] == [1]
    again = from_data(data)
    assert (again.hash, len(again.values["buyer"])) == (case.hash, 3)


def test_a_party_and_its_scores_leave_together(case):
    rest = without(case, "seller")
    assert (set(rest.weights), set(rest.scores), set(rest.values)) == ({"buyer"}, {"buyer"}, {"buyer"})


WRONG = {
    "price: [50, 60, 80], start: 40": (
        "price: 50, start: 40",
        "9:3 the weights of 'buyer' sum to 90 at their most likely values, not to 100",
        "normalise: yes': price 55.56, start 44.44",
    ),
    "start: {late: 0, middle: 50, early: 100}": ("begin: {late: 0}", "there is no issue 'begin'", "no scores"),
    "late: 0, middle": ("late: 0, medium", "has no level 'medium'", ""),
    "150: [60": ("151: [60", "151 lies between two steps", ""),
    "200: 0}": ("200: 120}", "a score lies between 0 (worst) and 100 (best)", ""),
    "{100: 100, 150: [60, 70, 80], 200: 0}": ("{100: 100}", "need two amounts or more", "Such as"),
    "start: 40, basis": ("start: much, basis", "a range is a number", ""),
}


@pytest.mark.parametrize("part", WRONG)
def test_what_does_not_fit_is_told_with_its_place(part):
    wrong, *parts = WRONG[part]
    assert part in CASE
    with pytest.raises(winset.CaseFileError) as caught:
        read_case(CASE.replace(part, wrong).encode(), "x.yaml")
    told = str(caught.value)
    assert told.startswith("x.yaml:")
    for one in parts:
        assert one in told
