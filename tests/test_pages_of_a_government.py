"""Pages of an invented government of five parties, held against arithmetic done here without the engines."""

import pytest

import winset
from pages import NEAR, bargained, one_line, rows
from winset.case.reading import read_case
from winset.engines.alignment.measure import alignment
from winset.present.documents.brief import brief_document
from winset.present.documents.flips import flips_document
from winset.present.documents.page_one import page_one

GOVERNMENT = """
winset: 1
title: A government for Norland
as_of: 2026-09-21
parties:
  R: {name: Red Party, home: [members]}
  G: {name: Green Party}
  C: {name: Centre Party}
  B: {name: Blue Party}
  F: {name: Farmers' Party}
sources: {N: {title: Notes on the election}}
issues:
  left: {name: Left coalition, levels: [none, formed], control: [R, G, C], leave: any, basis: N2}
  left_finance: {name: Finance on the left, levels: [Red, Centre], control: [R, G, C], only_if: left = formed}
  right: {name: Right coalition, levels: [none, formed], control: [B, F, C], leave: any, basis: N2}
  right_finance: {name: Finance on the right, levels: [Blue, Centre], control: [B, F, C], only_if: right = formed}
  grand: {name: Grand coalition, levels: [none, formed], control: [R, B], leave: any, basis: N2}
  premier: {name: Premier of it, levels: [Red, Blue], control: [R, B], only_if: grand = formed}
  election: {name: New election, levels: [none, called], control: []}
impossible:
  - {when: left = formed and right = formed, why: one government, intended: yes}
  - {when: left = formed and grand = formed, why: one government, intended: yes}
  - {when: right = formed and grand = formed, why: one government, intended: yes}
  - {when: election = called and (left = formed or right = formed or grand = formed), why: no need, intended: yes}
agreement: {when: left = formed or right = formed or grand = formed}
deadlines:
  - {on: 2026-11-30, unless: left = formed or right = formed or grand = formed, then: {election: called}}
preferences:
  R: [right = none, left = formed, not premier = Blue, election = none, grand = formed, left_finance = Red]
  G: [left = formed, right = none, grand = none, election = called]
  C: [election = none, grand = none, left_finance = Centre or right_finance = Centre, right = formed, left = formed]
  B: [left = none, premier = Blue, right = formed, grand = formed, right_finance = Blue, election = called]
  F: [left = none, grand = none, right = formed, election = none]
scenarios:
  left: {when: left = formed, name: Government of the left}
  right: {when: right = formed, name: Government of the right}
  grand: {when: grand = formed, name: Grand coalition}
  election: {when: election = called, name: New election}
values:
  R: [{when: left = formed, points: 10}, {when: left_finance = Centre, points: -3},
      {when: grand = formed, points: 5}, {when: premier = Blue, points: -6}, {when: right = formed, points: -8},
      {when: election = called, points: -2}]
  G: [{when: left = formed, points: 8}, {when: grand = formed, points: -3}, {when: right = formed, points: -6},
      {when: election = called, points: 2}]
  C: [{when: left = formed, points: 3}, {when: left_finance = Centre, points: 4}, {when: right = formed, points: 5},
      {when: right_finance = Centre, points: 4}, {when: grand = formed, points: -4},
      {when: election = called, points: -7}]
  B: [{when: right = formed, points: 10}, {when: right_finance = Centre, points: -3},
      {when: grand = formed, points: 6}, {when: premier = Blue, points: 6}, {when: left = formed, points: -8},
      {when: election = called, points: 1}]
  F: [{when: right = formed, points: 7}, {when: grand = formed, points: -2}, {when: left = formed, points: -5},
      {when: election = called, points: [-1.5, -1, -0.5]}]
ratification: [{party: R, home: members, issue: grand, chances: {formed: 0.6}}]
talks: {deadline: 2026-11-30, need: 3 of 5, failure: 0.1, foresight: 0}
"""


@pytest.fixture(scope="module")
def case():
    return read_case(GOVERNMENT.encode(), "government.yaml")


@pytest.fixture(scope="module")
def brief(case):
    return winset.brief(case)


NO_GOVERNMENT = (-2, 2, -7, 1, -1)  # Red, Green, Centre, Blue, Farmers
GOVERNMENTS = {
    ("left", "Red"): (10, 8, 3, -8, -5),
    ("left", "Centre"): (7, 8, 7, -8, -5),
    ("right", "Blue"): (-8, -6, 5, 10, 7),
    ("right", "Centre"): (-8, -6, 9, 7, 7),
    ("grand", "Red"): (5, -3, -4, 6, -2),
    ("grand", "Blue"): (-1, -3, -4, 12, -2),
}


def test_three_coalitions_from_which_different_parties_gain_are_equally_likely(case):
    """756 for 9, 6, 14 on the left; 864 for 12, 9, 8 on the right; 105 for 7, 3, 5: no two are compared."""
    gains = {one: tuple(a - b for a, b in zip(own, NO_GOVERNMENT, strict=True)) for one, own in GOVERNMENTS.items()}
    picked = bargained(gains)
    assert picked == {("left", "Centre"), ("right", "Blue"), ("grand", "Red")}
    found = winset.forecast(case, 4000).scenarios
    assert found["left"].probability == pytest.approx(0.9 / 3, abs=NEAR)
    assert found["right"].probability == pytest.approx(0.9 / 3, abs=NEAR)
    assert found["grand"].probability == pytest.approx(0.9 / 3 * 0.6, abs=NEAR)  # the members refuse two in five


def test_of_endings_that_are_level_each_is_told_with_who_takes_it(case, brief):
    page = one_line(page_one(case, brief))
    assert '"Government of the left" and "Government of the right" are level' in page
    for side, who in (("left", "Red Party, the Green Party and the Centre"), ("right", "Blue Party and the Farmers'")):
        assert who in page.split(f'"Government of the {side}" takes')[1].split("at once.")[0]


def test_where_several_coalitions_could_upset_an_outcome_one_sees_where_each_ends(case, brief):
    told = one_line(brief_document(case, brief))
    both = "the Red Party, the Green Party and the Centre Party"
    right = "the Centre Party, the Blue Party and the Farmers' Party"
    assert f"a joint move of {both}; of {right}; or of the Red Party and the Blue Party, towards" in told
    assert f"a joint move of {both}, or of the Red Party and the Blue Party, towards" in told
    assert {row[-1] for name, row in rows(case, brief).items() if name != "New election"} == {"until a joint move"}


def test_of_no_preference_with_a_source_it_is_not_said_what_their_source_is(case, brief):
    page = one_line(page_one(case, brief))
    assert "None of 25 preferences cites a source." in page
    assert "Notes on the election" not in page
    assert "reported of them" not in one_line(brief_document(case, brief))


def test_a_statement_is_weighed_against_points_where_it_decides(case):
    """An election is worth 1 to the Blue Party and 2 to the Green, today 0; other outcomes have no election."""
    assert not [one for one in winset.check(case).warnings if "the other way" in one.what]


def test_what_leaving_out_decides_by_itself_is_no_finding(case):
    record = winset.flips(case, draws=200)
    moved = {one.address.removeprefix("without "): one.headline for one in record.left_out}
    assert moved["C"] == "election"  # without the Centre there is neither the one coalition nor the other
    assert all(not moved[key].startswith(f"{key} = ") for key in ("left_finance", "right_finance", "premier"))
    told = one_line(flips_document(case, record))
    assert "Grand coalition: other issues, what counts as an agreement and a deadline rest on each" in told


def test_outcomes_on_which_two_rankings_differ_most_differ(case):
    for party in alignment(case).parties:
        assert all(one.stated != one.valued for one in party.differ)
