"""Endings that need the consent of who is not at the table, on page one; and what else page one and check leave out."""

import pytest
from click.testing import CliRunner

import winset
from winset.case.reading import read_case
from winset.cli import cli
from winset.engines.talks.consents import consents
from winset.present.documents.document import as_text
from winset.present.documents.page_one import page_one
from winset.space.game import scenario_masks

MERGER = """winset: 1
title: merger
parties:
  buyer: {name: Buyer}
  seller: {name: Sellers' association}
  office: {name: competition office, at_table: no}
issues:
  closing: {levels: [open, closed], control: [buyer, seller]}
  order: {name: the office's order, levels: [pending, cleared], control: office}
  inquiry: {levels: [none, opened], control: office}
impossible:
  - {when: closing = closed and order != cleared, why: what is not cleared cannot close}
preferences:
  buyer: [closing = closed]
  seller: [closing = closed]
  office: [order = cleared]
scenarios:
  merged: {name: a merger, when: closing = closed}
  probe: {name: an inquiry, when: inquiry = opened}
  stuck: {name: a stalemate, when: closing = open and inquiry = none}
"""
NUMBERS = """values:
  buyer: [{when: closing = closed, points: [5, 10, 15]}]
  seller: [{when: closing = closed, points: [5, 10, 15]}]
  office: [{when: order = cleared, points: [-5, 2, 5]}, {when: inquiry = opened, points: [-9, -6, -3]}]
reactions: {office: 2}
"""


def case_of(text):
    return read_case(text.encode(), "merger.yaml")


def page(text):
    case = case_of(text)
    return " ".join(as_text(page_one(case, winset.brief(case))).split())


def test_the_answer_that_an_ending_needs_is_found():
    """Needed through a rule: no outcome of the merger has the order as today; the inquiry is the office's own doing."""
    game = winset.game(case_of(MERGER))
    (one,) = consents(game, scenario_masks(game))
    assert (one.parties, one.issues, one.scenarios) == (("office",), ("order",), ("merged",))


def test_page_one_says_what_becomes_of_it_without():
    assert "If the competition office does not consent, a merger cannot come about." in page(MERGER)
    told = page(MERGER + NUMBERS)
    before = winset.forecast(case_of(MERGER + NUMBERS), draws=4000).scenarios["merged"].probability
    assert "If the competition office does not consent: a merger 0% instead of" in told
    stated = int(told.split("a merger 0% instead of ")[1].split("%")[0])
    assert stated == pytest.approx(100 * before, abs=3)
    assert "a stalemate" in told.split("a merger 0% instead of")[1].split(".")[0]


def test_what_is_so_today_is_no_consequence():
    dated = MERGER + "deadlines: [{on: 2030-01-01, then: {inquiry: none, closing: open}}]\n"
    assert "2030" not in page(dated)
    both = MERGER + "deadlines: [{on: 2030-01-01, then: {inquiry: opened, closing: open}}]\n"
    assert "On 1 January 2030, the inquiry is opened." in page(both)


TERMS = """winset: 1
title: terms
parties: {A: {}, B: {}}
issues:
  contract: {levels: [unsigned, signed], control: [A, B]}
  share: {levels: [none, low, mid, high], control: [A, B], only_if: contract = signed}
preferences: {A: [contract = signed, share = high], B: [contract = signed, share = none]}
values:
  A:
    - {when: contract = signed, points: -10}
    - {when: share = mid, points: 5}
    - {when: share = high, points: 20}
  B: [{when: contract = signed, points: 5}]
"""


def test_values_are_held_against_a_statement_term_by_term():
    """With a high share signing is worth 10, with any other less than nothing: -10, -10, -5. Their mean is -3.75."""
    said = [one.what for one in winset.check(case_of(TERMS)).warnings]
    assert not [one for one in said if "point the other way" in one]
    worse = TERMS.replace("points: 20}", "points: 9}")
    said = [one.what for one in winset.check(case_of(worse)).warnings]
    assert "the values of 'A' point the other way than its statement 1" in said
    assert len([one for one in said if "point the other way" in one]) == 1, "a high share is liked, once it is signed"


def test_check_ends_with_what_it_found(tmp_path):
    path = tmp_path / "terms.yaml"
    path.write_text(TERMS.replace("points: 20}", "points: 9}") + "scenarios: {deal: contract = signed}\n", "utf-8")
    told = " ".join(CliRunner().invoke(cli, ["check", str(path)]).output.split())
    assert "Next: look at the" in told
    assert "hand it on" not in told


def test_an_end_that_has_no_name_is_said_to_lead():
    text = (
        MERGER[: MERGER.index("scenarios:")]
        + "scenarios: {probe: {name: an inquiry, when: inquiry = opened}}\n"
        + NUMBERS
    )
    found = winset.forecast(case_of(text), draws=4000).scenarios["probe"].probability
    assert found < 0.3
    assert "the likeliest end is none of the named endings (" in page(text)


SPOILER = """winset: 1
title: a spoiler
parties: {rulers: {name: Government}, front: {name: Front}, wing: {name: Free Wing, at_table: no}}
issues:
  accord: {levels: [none, signed], control: [rulers, front]}
  attacks: {levels: [few, many], control: wing}
preferences: {rulers: [accord = signed], front: [accord = signed], wing: [attacks = many iff accord = signed]}
scenarios:
  peace: {name: peace, when: accord = signed and attacks = few}
  spoiled: {name: an accord under attack, when: accord = signed and attacks = many}
"""


def test_who_attacks_what_was_signed_is_not_said_to_consent():
    """The accord stands with few attacks, too: that the wing does nothing is no consent withheld."""
    game = winset.game(case_of(SPOILER))
    (one,) = consents(game, scenario_masks(game))
    assert (one.parties, one.scenarios, one.step) == (("wing",), ("spoiled",), True)
    assert "If Free Wing does nothing, an accord under attack cannot come about." in page(SPOILER)
    game = winset.game(case_of(MERGER))
    assert not consents(game, scenario_masks(game))[0].step
