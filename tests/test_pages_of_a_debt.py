"""Pages of an invented debt and its restructuring, held against arithmetic done here without the engines."""

import itertools
import math

import pytest

import winset
from pages import NEAR, bargained, one_line
from winset.case.reading import read_case
from winset.present.documents.flips import flips_document
from winset.present.documents.page_one import page_one
from winset.present.words.negotiation import input_name

DEBT = """
winset: 1
title: The debt of Isla Verde
as_of: 2026-04-06
parties:
  state: {name: Republic of Isla Verde, home: [parliament]}
  banks: {name: Bank committee}
  funds: {name: Fund committee}
  pensions: {name: Pension committee}
  lender: {name: Monetary Fund, at_table: no}
issues:
  exchange: {name: Exchange of bonds, levels: [not made, made], control: [state, banks, funds, pensions],
             moves: forward}
  cut: {name: Haircut, unit: "%", from: 20, to: 60, step: 20, control: [state, banks, funds, pensions],
        only_if: exchange = made}
  coupon: {name: Coupon, unit: "%", from: 2, to: 4, step: 1, control: [state, banks, funds, pensions],
           only_if: exchange = made}
  tax: {name: Fuel tax, levels: [as it is, raised], control: state,
        requires: {when: programme = approved, level: raised}}
  programme: {name: Programme, levels: [suspended, approved], control: lender}
  arrears: {name: Default, levels: [averted, declared], control: []}
impossible: [{when: exchange = made and arrears = declared, why: they are served, intended: yes}]
agreement: {when: exchange = made}
deadlines: [{on: 2026-07-20, unless: exchange = made, then: {arrears: declared}, chance: 0.8}]
values:
  state: [{when: exchange = made, points: 3}, {of: cut, each: 0.3}, {of: coupon, each: -3},
          {when: programme = approved, points: 12}, {when: tax = raised, points: -4},
          {when: arrears = declared, points: -12}]
  banks: [{of: cut, each: -0.4}, {of: coupon, each: 4}, {when: programme = approved, points: 6},
          {when: arrears = declared, points: -15}]
  funds: [{of: cut, each: -0.6}, {of: coupon, each: 3}, {when: arrears = declared, points: -6},
          {when: programme = approved, points: 2}]
  pensions: [{of: cut, each: -0.3}, {of: coupon, each: 5}, {when: arrears = declared, points: -20},
             {when: programme = approved, points: 3}]
  lender: [{when: programme = approved and exchange = made, points: 6},
           {when: programme = approved and cut < 40, points: -9},
           {when: programme = approved and exchange = "not made", points: -8}]
  parliament: [{when: tax = raised, points: -6}, {when: programme = approved, points: 4},
               {when: arrears = declared, points: -8}, {when: exchange = made, points: 1}]
alternatives: [{party: state, replaces: programme = approved, share: 0.2, by: a friendly state}]
reactions: {lender: {temperature: 3}}
scenarios:
  full: {when: exchange = made and programme = approved, name: Exchange with a programme}
  bare: {when: exchange = made and programme = suspended, name: Exchange without a programme}
  default: {when: arrears = declared, name: Default}
talks: {deadline: 2026-07-20, need: 3 of 4, veto: [state], failure: 0.1}
"""


@pytest.fixture(scope="module")
def case():
    return read_case(DEBT.encode(), "debt.yaml")


@pytest.fixture(scope="module")
def brief(case):
    return winset.brief(case)


def approval(cut):
    """The chance that the lender approves: the odds grow with a third of the points."""
    points = -8 if cut is None else 6 - 9 * (cut < 40)
    return 1 / (1 + math.exp(-points / 3))


def held(cut, coupon, approved, defaulted):
    """Points of the state, banks, funds, pensions and parliament; a fifth of the programme could be had elsewhere."""
    deep, dear = (0, 0) if cut is None else (cut - 20, coupon - 2)
    made = cut is not None
    return (
        3 * made + 0.3 * deep - 3 * dear + (12 * 0.8 - 4) * approved - 12 * defaulted,
        -0.4 * deep + 4 * dear + 6 * approved - 15 * defaulted,
        -0.6 * deep + 3 * dear + 2 * approved - 6 * defaulted,
        -0.3 * deep + 5 * dear + 3 * approved - 20 * defaulted,
        (4 - 6) * approved - 8 * defaulted + made,
    )


def expected(cut, coupon=2):
    """What an exchange, or none, is expected to be worth."""
    chance, total = approval(cut), [0.0] * 5
    for defaulted, likely in ((0, 1.0),) if cut is not None else ((1, 0.8), (0, 0.2)):
        for approved, weight in ((1, likely * chance), (0, likely * (1 - chance))):
            total = [a + weight * b for a, b in zip(total, held(cut, coupon, approved, defaulted), strict=True)]
    return total


def test_what_bonds_are_exchanged_for_by_hand(case):
    none = expected(None)
    gains = {
        (cut, coupon): tuple(a - b for a, b in zip(expected(cut, coupon), none, strict=True))
        for cut, coupon in itertools.product((20, 40, 60), (2, 3, 4))
    }
    record = winset.deals(case, draws=0, limit=50)
    for one in record.listed:
        if one.levels["tax"] != "raised":
            own = gains[int(one.levels["cut"]), int(one.levels["coupon"])]
            assert tuple(one.gains.values()) == pytest.approx(own[:4], abs=1e-6)
    deals = {
        one: own[:4] for one, own in gains.items() if own[0] >= 0 and sum(x >= 0 for x in own[:4]) >= 3 and own[4] >= 0
    }
    (agreed,) = bargained(deals)
    found = winset.forecast(case, 4000).scenarios
    assert found["full"].probability == pytest.approx(0.9 * approval(agreed[0]), abs=NEAR)
    assert found["bare"].probability == pytest.approx(0.9 * (1 - approval(agreed[0])), abs=NEAR)
    assert found["default"].probability == pytest.approx(0.1 * 0.8, abs=NEAR)


def test_leaving_out_one_of_several_who_move_something_is_told_where_it_can_be_outvoted(case):
    """Without the banks nobody exchanges bonds, in this reading, though three of the four suffice."""
    told = one_line(flips_document(case, winset.flips(case, draws=100)))
    assert "Without the bank committee: the chance of an agreement in force is 0%" in told
    assert "stays, too, where one of them is left out, though its vote may not be needed." in told


def test_points_by_a_percentage_are_told_by_a_percentage_point(case):
    assert "each percentage point of the coupon" in input_name(case, "values.state.3.each")


def test_names_of_one_make_have_one_spelling(case, brief):
    page = one_line(page_one(case, brief))
    assert "the bank committee, the fund committee and the pension committee" in page
