"""Pages of an invented takeover with a white knight and a regulator, held against arithmetic done here."""

import itertools
import math

import pytest

import winset
from pages import NEAR, bargained, one_line, rows
from winset.case.reading import read_case
from winset.present.documents.brief import brief_document
from winset.present.documents.foresight import farsighted_document
from winset.present.pictures.tornado import tornado_picture
from winset.present.words.conditions import condition

BID = """
winset: 1
title: A bid for a brewery
as_of: 2026-02-02
parties:
  bidder: {name: Harrow Group, home: [lenders]}
  board: {name: Board of Alder, home: [shareholders]}
  knight: {name: Castell, at_table: no}
  authority: {name: Competition Authority, at_table: no}
issues:
  offer: {name: Recommended offer, levels: [none, agreed], control: [bidder, board], moves: forward}
  price: {name: Price, unit: EUR a share, from: 20, to: 30, step: 2, marks: {first bid: 22},
          control: [bidder, board], only_if: offer = agreed}
  fee: {name: Break fee, unit: million EUR, from: 0, to: 20, step: 10, control: [bidder, board],
        only_if: offer = agreed}
  plants: {name: Sale of the northern breweries, levels: ["no", promised], control: [bidder, board],
           only_if: offer = agreed}
  tender: {name: Hostile tender, levels: [none, launched], control: bidder, moves: forward}
  counterbid: {name: Counterbid, levels: [none, made], control: knight, moves: forward}
  prohibition: {name: Prohibition, levels: [none, issued], control: authority, moves: forward}
  bid: {name: Bid, levels: [open, lapsed], control: []}
impossible:
  - {when: offer = agreed and prohibition = issued, why: forbidden is forbidden, intended: yes}
  - {when: offer = agreed and counterbid = made and price < 26, why: a better price, intended: yes}
  - {when: offer = agreed and tender = launched, why: one of the two, intended: yes}
  - {when: bid = lapsed and (offer = agreed or tender = launched), why: it is over, intended: yes}
agreement: {when: offer = agreed}
deadlines: [{on: 2026-03-30, unless: offer = agreed or tender = launched, then: {bid: lapsed}}]
preferences:
  bidder: [offer = agreed, not price > 24, bid = open, tender = launched, plants = "no", fee = 20]
  board: [tender = none, if offer = agreed then price >= 24, counterbid = made, offer = agreed, price >= 28]
  knight: [if counterbid = made then offer = none, counterbid = made]
  authority: [not (offer = agreed and not plants = promised), prohibition = none]
values:
  bidder: [{when: offer = agreed, points: [38, 40, 42]}, {of: price, each: -4}, {of: fee, each: 0.2},
           {when: plants = promised, points: -6}, {when: counterbid = made and offer = none, points: -5},
           {when: bid = lapsed, points: -4}, {when: tender = launched, points: 6}]
  board: [{when: offer = agreed, points: -8}, {of: price, each: 3}, {of: fee, each: -0.3},
          {when: counterbid = made and offer = none, points: 12}, {when: bid = lapsed, points: 3},
          {when: tender = launched, points: -9}]
  shareholders: [{of: price, each: 2}, {when: offer = agreed, points: -6},
                 {when: counterbid = made and offer = none, points: 5}]
  knight: [{when: counterbid = made and offer = none, points: 6},
           {when: counterbid = made and offer = agreed, points: -8}]
  authority: [{when: offer = agreed and plants = "no", points: -6}, {when: prohibition = issued, points: -3}]
reactions: {knight: {temperature: 2}}
scenarios:
  takeover: {when: offer = agreed, name: Agreed takeover}
  rival: {when: counterbid = made and offer = none and tender = none, name: Takeover by Castell}
  hostile: {when: tender = launched, name: Hostile tender}
  alone: {when: bid = lapsed and counterbid = none and prohibition = none, name: Alder stays alone}
talks: {deadline: 2026-03-30}
"""


@pytest.fixture(scope="module")
def case():
    return read_case(BID.encode(), "bid.yaml")


@pytest.fixture(scope="module")
def brief(case):
    return winset.brief(case)


def answers(price, plants):
    """The chance of a counterbid and of a prohibition, each seen by the other: found by iteration."""
    made, issued = 0.5, 0.5
    for _ in range(2000):
        stands = 1 if price is not None and price >= 26 else 0
        bidding = 6 if price is None else (1 - issued) * (6, -8)[stands] + issued * 6
        letting = 0 if price is None or plants == "promised" else -6 * (1 if stands else 1 - made)
        made += 0.5 * (1 / (1 + math.exp(-bidding / 2)) - made)
        issued += 0.5 * (1 / (1 + math.exp(3 + letting)) - issued)
    return made, issued


def after(price, fee, plants, made):
    """What an agreement that stands, or none, is worth to Harrow, the board and the shareholders at the end."""
    if price is None:
        return -4 - 5 * made, 3 + 12 * made, 5 * made
    above, sold = price - 20, plants == "promised"
    return 40 - 4 * above + 0.2 * fee - 6 * sold, -8 + 3 * above - 0.3 * fee, 2 * above - 6


def test_what_offers_are_worth_with_two_who_answer(case):
    bare = answers(None, "no")[0]
    none = [bare * a + (1 - bare) * b for a, b in zip(after(None, 0, 0, 1), after(None, 0, 0, 0), strict=True)]
    deals, in_force = {}, {}
    for price, fee, plants in itertools.product(range(20, 31, 2), (0, 10, 20), ("no", "promised")):
        (made, issued), gains = answers(price, plants), [0.0, 0.0, 0.0]
        in_force[price, fee, plants] = (1 - issued) * (1 if price >= 26 else 1 - made)
        for counter, forbidden in itertools.product((0, 1), (0, 1)):
            weight = (made if counter else 1 - made) * (issued if forbidden else 1 - issued)
            stands = not forbidden and not (counter and price < 26)
            worth = after(price, fee, plants, counter) if stands else after(None, 0, 0, counter)
            more = [weight * (a - b) for a, b in zip(worth, none, strict=True)]
            gains = [a + b for a, b in zip(gains, more, strict=True)]
        if min(gains) >= 0:
            deals[price, fee, plants] = tuple(gains[:2])
    record = winset.deals(case, draws=0, limit=50)
    found = {
        (int(one.levels["price"]), int(one.levels["fee"]), one.levels["plants"]): tuple(one.gains.values())
        for one in record.listed
        if one.central
    }
    assert found.keys() == deals.keys()
    for package, own in found.items():
        assert own == pytest.approx(deals[package], abs=1e-6)
    (agreed,) = bargained(deals)
    assert agreed == (30, 0, "promised")
    certain = winset.changed(case, {"values.bidder.1": "40"})
    assert winset.forecast(certain, 2000).scenarios["takeover"].probability == pytest.approx(in_force[agreed], abs=NEAR)


def test_an_ending_that_a_move_begins_and_a_day_settles_is_told_with_the_day(case, brief):
    """Castell bids; then Harrow would launch its tender. After 30 March it no longer can."""
    assert rows(case, brief)["Takeover by Castell"] == ("-", "+", "+", "0", "from 30 March 2026 on")
    told = one_line(brief_document(case, brief))
    assert 'Takeover by Castell" would hold, but no moves lead there' not in told
    assert 'leads to "Takeover by Castell", but not to where it would hold. Once the bid lapses, on 30' in told
    assert "It does not hold there: some party would rather move away. Once the bid lapses, on 30 March" in told
    assert "Alder stays alone: no moves lead there from today: it comes about by itself, on 30 March 2026." in told


def test_a_statement_is_not_weighed_against_points_where_one_above_decides(case):
    """Where Castell would be worse off with a counterbid, a statement above says so."""
    assert not [one for one in winset.check(case).warnings if "'knight' point" in one.what]


def test_a_negation_with_a_term_is_told_as_one_says_it(case):
    assert condition(case, "not price > 24") == "the price is not above 24 EUR a share"
    assert condition(case, "not price >= 23") == "the price is not at least 23 EUR a share"
    rule = "offer = agreed and counterbid = made and price < 26"
    assert condition(case, rule) == (
        "the recommended offer is agreed and the counterbid is made, and the price is below 26 EUR a share"
    )


def test_what_could_not_be_stable_is_what_is_reached_and_not_the_whole_ending(case):
    record = winset.farsighted(case)
    (rival,) = (one for one in record.scenarios if one.scenario == "rival")
    assert rival.consistent
    assert not rival.could_hold
    told = one_line(farsighted_document(case, record))
    assert 'Castell, looking to the end, could bring about "Takeover by Castell", but nothing of it that they' in told
    assert "The Harrow Group and the Board of Alder, looking to the end, could" in told


def test_what_moves_nothing_is_not_drawn(case):
    """When agreements come has no part in how it ends."""
    record = winset.flips(case, draws=100)
    assert "talks.at_deadline" in {one.address for one in record.flips}
    assert "last day" not in tornado_picture(case, record).told
