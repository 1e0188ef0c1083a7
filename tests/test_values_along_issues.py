"""Values over numbers: curves, points a unit, products; held against sums written out with fractions."""

from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.case.reading import from_data, read_case
from winset.engines.deals.many_packages import Grid
from winset.space.draws import draw, modes
from winset.space.inputs import inputs
from winset.space.packages import Packages
from winset.space.worth import central_worth, terms

pytestmark = pytest.mark.outside_truth

CASE = """
winset: 1
title: A supply contract
parties: {buyer: , seller: }
issues:
  price: {unit: EUR, from: 100, to: 200, step: 5, now: 120, control: [buyer, seller], marks: {list price: 180}}
  volume: {unit: t, from: 10, to: 30, step: 2.5, now: 10, control: [buyer, seller]}
  start: {from: 2026-01-05, to: 2026-06-29, step: 35 days, now: 2026-06-29, control: seller}
  quality: {levels: [plain, fine, best], control: seller}
values:
  seller:
    - {of: price, points: {100: 0, 150: [30, 40, 50], list price: 60}}
    - {of: volume, each: [0.5, 1, 2], when: quality != plain}
    - {when: quality = best, points: -3}
  buyer:
    - {of: price, times: volume, each: -0.01}
    - {of: volume, points: {10: 0, 20: [20, 30, 40], 30: [25, 35, 50]}}
    - {of: start, points: {2026-01-05: 10, 2026-06-29: 0}}
    - {of: quality, points: {plain: 0, fine: 4, best: [5, 9, 10]}}
no_deal: {buyer: 0, seller: 20}
"""


def line(points, at):
    """Straight lines between named points, flat beyond the ends: the definition, one amount at a time."""
    known = sorted(points)
    if at <= known[0]:
        return points[known[0]]
    for low, high in pairwise(known):
        if at <= high:
            return points[low] + (points[high] - points[low]) * (at - low) / (high - low)
    return points[known[-1]]


def by_hand(at):
    """What the file gives seller and buyer at the most likely values."""
    price, volume, day, quality = at
    seller = line({Fraction(100): Fraction(0), Fraction(150): Fraction(40), Fraction(180): Fraction(60)}, price)
    seller += (volume - 10) * (quality != "plain") + (-3 if quality == "best" else 0)
    buyer = (price * volume - 120 * 10) * Fraction(-1, 100)
    buyer += line({Fraction(10): Fraction(0), Fraction(20): Fraction(30), Fraction(30): Fraction(35)}, volume)
    buyer += line({Fraction(0): Fraction(10), Fraction(175): Fraction(0)}, day)
    buyer += {"plain": 0, "fine": 4, "best": 9}[quality]
    return {"seller": seller, "buyer": buyer}


@pytest.fixture(scope="module")
def case():
    return read_case(CASE.encode(), "x.yaml")


@pytest.fixture(scope="module")
def every(case):
    """All combinations of levels: positions, and what they amount to."""
    sizes = [len(levels) for levels in case.levels.values()]
    places = list(product(*map(range, sizes)))
    told = [
        (
            Fraction(case.levels["price"][a]),
            Fraction(case.levels["volume"][b]),
            Fraction(35 * c),
            case.levels["quality"][d],
        )
        for a, b, c, d in places
    ]
    codes = {key: np.array(column) for key, column in zip(case.levels, zip(*places, strict=True), strict=True)}
    return codes, [by_hand(at) for at in told]


@pytest.mark.parametrize("owner", ["seller", "buyer"])
def test_worth_at_the_most_likely_values_is_exact(case, every, owner):
    codes, wanted = every
    total, unit = central_worth(case, owner, codes)
    assert [Fraction(int(one), unit) for one in total] == [one[owner] for one in wanted]


@pytest.mark.parametrize("owner", ["seller", "buyer"])
def test_drawn_worth_agrees_with_the_exact_one(case, every, owner):
    codes, wanted = every
    middle = modes(inputs(case))
    total = sum(term.points(middle, "")[0] * term.measure.floats(codes, case) for term in terms(case, owner))
    assert np.allclose(total, [float(one[owner]) for one in wanted], rtol=0, atol=1e-9)


def test_deals_on_the_grid_are_those_counted_one_by_one(case, every):
    """Blocks of several sizes give the gains of the definition, over what each has without a deal."""
    _, wanted = every
    packages = Packages(case)
    sizes = [len(case.levels[issue]) for issue in packages.issues]
    bars = {"buyer": Fraction(0), "seller": Fraction(20)}
    for block in (1, 50, 2**17):
        grid = Grid(case, packages, block)
        for owner, bar in bars.items():
            found = np.concatenate([np.ravel(grid.gains(owner, outer)) for outer in grid.blocks()])
            expected = np.array([float(one[owner] - bar) for one in wanted]).reshape(sizes)
            expected = expected.transpose(range(len(sizes) - 1, -1, -1)).ravel()
            assert np.array_equal(np.sign(found), np.sign(expected))
            assert np.allclose(found / grid.sums[owner].unit, expected, rtol=0, atol=1e-9)


def test_points_of_a_curve_move_together(case):
    drawn = draw(inputs(case), 1, 0, 500)
    low, high = drawn.values["values.buyer.2.20"], drawn.values["values.buyer.2.30"]
    share = (low - 20) / 20
    assert np.corrcoef(low, high)[0, 1] > 0.98
    assert np.all((share >= 0) & (share <= 1))
    assert np.all(high >= low)  # a curve whose ends rise at low, most likely and high rises in every draw
    assert "values.seller.1.list price" in inputs(case)
    assert "values.seller.2.each" in inputs(case)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=21, max_size=21))
def test_a_curve_through_every_amount_is_a_list_of_points(points):
    """A curve that names every amount says what a value for each amount says, in deals and forecast alike."""
    base = {
        "winset": "1",
        "title": "x",
        "parties": {"a": {}, "b": {}},
        "issues": {"price": {"from": "100", "to": "200", "step": "5", "control": ["a", "b"]}},
        "no_deal": {"a": "0", "b": "0"},
    }
    amounts = [str(one) for one in range(100, 201, 5)]
    listed = [{"when": f"price = {one}", "points": str(p)} for one, p in zip(amounts, points, strict=True)]
    curve = [{"of": "price", "points": dict(zip(amounts, map(str, points), strict=True))}]
    other = [{"of": "price", "each": "0.1"}]
    one, two = (from_data({**base, "values": {"a": own, "b": other}}) for own in (listed, curve))
    codes = {"price": np.arange(21)}
    first, second = (central_worth(case, "a", codes) for case in (one, two))
    assert [Fraction(int(x), first[1]) for x in first[0]] == [Fraction(int(x), second[1]) for x in second[0]] == points


def test_what_if_sets_a_point_of_a_curve(case):
    changed = winset.changed(case, {"values.seller.1.150": "45", "values.seller.2.each": "3"})
    assert str(changed.values["seller"][0].ranges["150"][1]) == "45"
    assert str(changed.values["seller"][1].each[1]) == "3"


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("{of: price, points: 5}", "the points of a value along an issue are a curve"),
        ("{of: price, points: {100: 0}}", "a curve needs two points or more"),
        ("{of: price}", "'points' or 'each'"),
        ("{points: 4}", "a value needs 'when' or 'of'"),
        ("{of: cost, each: 1}", "there is no issue 'cost'"),
        ("{of: quality, each: 1}", "has named levels, so nothing can be counted for each unit"),
        ("{of: price, points: {100: 0, 152: 3}}", "152 lies between two steps"),
        ("{of: quality, points: {plain: 0, odd: 3}}", "has no level 'odd'"),
        ("{of: price, times: volume, points: {100: 0, 200: 1}}", "a product of two issues has points for 'each'"),
        ("{of: price, points: {100: [3, 2, 1], 200: 1}}", "must not fall"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(value, what):
    with pytest.raises(winset.CaseFileError) as caught:
        read_case(CASE.replace("{when: quality = best, points: -3}", value).encode(), "x.yaml")
    assert what in str(caught.value)
    assert str(caught.value).startswith("x.yaml:14:")
