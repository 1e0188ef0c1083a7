"""Pages of an invented exchange of prisoners in two steps, held against arithmetic done here without the engines."""

import itertools

import pytest
from click.testing import CliRunner

import winset
from pages import one_line, rows
from winset.case.reading import read_case
from winset.cli import cli
from winset.engines.alignment.reconciling import align
from winset.present.documents.alignment import aligning_document
from winset.present.documents.brief import brief_document
from winset.present.documents.deals import deals_document
from winset.present.words.negotiation import input_name
from winset.present.words.points import points_about

EXCHANGE = """
winset: 1
title: An exchange of prisoners in two steps
as_of: 2026-05-11
parties:
  gov: {name: Government, home: [cabinet, families]}
  mov: {name: Movement, home: [field commanders]}
  med: {name: Mediator}
issues:
  first: {name: First exchange, levels: [not made, made], control: [gov, mov], moves: forward}
  released: {name: Release, unit: prisoners, from: 50, to: 150, step: 50, control: [gov, mov],
             only_if: first = made}
  second: {name: Second exchange, levels: [not made, made], control: [gov, mov], moves: forward,
           only_if: first = made}
  pause: {name: Pause, unit: days, from: 0, to: 20, step: 10, control: [gov, mov], only_if: first = made}
  shown: {name: Captives on television, levels: [not shown, shown], control: mov, moves: forward}
  offensive: {name: Offensive, levels: [not begun, begun], control: gov, moves: forward}
impossible:
  - {when: pause >= 10 and offensive = begun, why: a pause is a pause, intended: yes}
  - {when: second = made and pause = 0, why: it takes a pause, intended: yes}
agreement: {when: first = made}
deadlines: [{on: 2026-06-01, unless: first = made, then: {offensive: begun}, chance: 0.6}]
preferences:
  gov: [shown = "not shown", second = made, first = made, not released = 150, not pause = 20, offensive = begun]
  mov: [offensive = "not begun", if first = made then shown = "not shown", released >= 100, pause >= 10,
        second = "not made", shown = shown]
values:
  gov: [{when: first = made, points: 14}, {of: released, each: [-0.1, -0.08, -0.05]},
        {when: second = made, points: 12}, {of: pause, each: -0.6}, {when: offensive = begun, points: -4},
        {when: shown = shown, points: -8}]
  mov: [{when: first = made, points: -4}, {of: released, each: 0.12}, {when: second = made, points: -9},
        {of: pause, each: 0.7}, {when: offensive = begun, points: -10},
        {when: shown = shown and first = "not made", points: 2}, {when: shown = shown and first = made, points: -5}]
  families: [{when: first = made, points: 5}, {when: second = made, points: 8},
             {when: offensive = begun, points: -6}]
ratification:
  - {party: gov, home: cabinet, issue: released, chances: {50: 0.9, 100: 0.7, 150: 0.4}}
  - {party: mov, home: field commanders, issue: second, chances: {made: 0.6}}
threats: [{by: gov, target: mov, name: an assault on the camps, cost: 2}]
profiles:
  mov: {exile: {name: Leadership in exile, weight: 0.3, values: [{when: second = made, points: -2}]}}
scenarios:
  both: {when: second = made, name: Both exchanges}
  one: {when: first = made and not second = made, name: First exchange alone}
  offensive: {when: first = "not made" and offensive = begun, name: Offensive}
talks: {deadline: 2026-06-01, failure: 0.2, foresight: 0.5}
"""


@pytest.fixture(scope="module")
def case():
    return read_case(EXCHANGE.encode(), "exchange.yaml")


@pytest.fixture(scope="module")
def brief(case):
    return winset.brief(case)


def test_a_deal_of_two_steps_by_hand(case):
    """No deal: an offensive three times in five, and an assault: -2.4 and -8."""
    expected = {}
    for released, second, pause in itertools.product((50, 100, 150), (0, 1), (0, 10, 20)):
        gains = (
            14 - 0.08 * (released - 50) + 12 * second - 0.6 * pause + 2.4,
            -4 + 0.12 * (released - 50) - 9 * second + 0.7 * pause + 8,
        )
        if (pause or not second) and min(gains) >= -1e-9 and released < 150:  # the cabinet lets 150 pass at 40%
            expected[released, second, pause] = gains
    record = winset.deals(case, draws=0, limit=50)
    found = {
        (int(one.levels["released"]), int(one.levels["second"] == "made"), int(one.levels["pause"])): one.gains
        for one in record.listed
        if one.central
    }
    assert found.keys() == expected.keys()
    for package, own in found.items():
        assert tuple(own.values()) == pytest.approx(expected[package])


def test_points_by_the_unit_are_told_by_one_unit_from_where_they_are_counted(case):
    told = [input_name(case, address) for address in ("values.gov.2.each", "values.gov.4.each")]
    assert told[0].endswith("points for each prisoner of the release")
    assert told[1].endswith("points for each day of the pause")
    released = points_about(case, case.values["gov"][1])
    assert released == "each prisoner of the release, counted from 50 prisoners"  # there is none today


def test_a_statement_against_which_points_stand_is_told_with_their_mean(case):
    shown = [one for one in winset.check(case).warnings if "the other way" in one.what]
    assert [one.what for one in shown] == ["the values of 'gov' point the other way than its statement 6"]
    assert "On average -4.0 points, all else the same." in shown[0].hint


def test_a_step_that_the_next_one_punishes_is_not_told_to_need_that_the_next_one_is_not_taken(case, brief):
    told = one_line(brief_document(case, brief))
    assert "The Movement would have to overlook the next step, which would leave it no better off." in told
    assert "does not answer: the offensive begins" not in told


def test_an_ending_that_moves_and_a_day_lead_to_is_read_by_both(case, brief):
    """By moves the captives are shown first, which is worst for the government; by the day they are not."""
    assert rows(case, brief)["Offensive"][:2] == ("+/-", "-")


def test_a_voice_goes_by_its_name(case):
    told = one_line(deals_document(case, winset.deals(case, draws=50)))
    assert "Movement (Leadership in exile)" in told
    assert "(exile)" not in told


def test_a_home_with_points_of_its_own_has_a_say(case, tmp_path):
    path = tmp_path / "exchange.yaml"
    path.write_text(EXCHANGE, encoding="utf-8")
    text = CliRunner().invoke(cli, ["report", str(path), "--draws", "100"]).output
    assert "families: where it is no worse off than without a deal" in text
    assert "without a say in the numbers" not in text


def test_who_only_mediates_is_not_told_to_be_no_better_off(case, brief):
    assert "Mediator" not in one_line(brief_document(case, brief))


def test_an_agreement_that_falls_just_short_is_told_by_the_digits_that_show_it(case):
    told = one_line(aligning_document(case, align(case, "gov")))
    assert "reaches 0.70 and not 0.70" not in told
    assert "outside its range of -8 to -8" not in told


def test_an_entry_that_is_taken_away_is_none_in_the_words_of_the_command_line(case):
    assert winset.changed(case, {"threats.1": None}).title.endswith("with threats.1 = none")
