"""Page one of an invented quarrel over a dam: what it used to say beside the point, held against what is to be seen."""

import pytest

import winset
from winset.case.reading import read_case
from winset.engines.forecast.summary import worth_testing
from winset.frozen import replace
from winset.present.documents.brief import brief_document
from winset.present.documents.document import as_text
from winset.present.documents.page_one import page_one

RIVER = """
winset: 1
title: A dam on a river
as_of: 2026-06-20
parties:
  U: {name: Upland}
  L: {name: Lowland, home: [farmers]}
  C: {name: Coastland}
  B: {name: Bank, at_table: no}
issues:
  gates: {name: Gates of the dam, levels: [open, closed], control: U, moves: forward}
  north: {name: Northern treaty, levels: [unsigned, signed], control: [U, L], moves: forward}
  share: {name: Releases, levels: [few, some, many], control: [U, L], only_if: north = signed}
  south: {name: Southern treaty, levels: [unsigned, signed], control: [U, C], moves: forward}
  loan: {name: Loan, levels: [paid, stopped], control: B}
deadlines: [{on: 2026-07-15, unless: gates = closed, then: {gates: closed}, chance: 0.9}]
preferences:
  U: [gates = closed, north = signed, south = signed, not share = many]
  L: [{prefer: share >= some, basis: analyst assumption}, north = signed]
  C: [{prefer: south = signed, basis: N1}]
  B: [loan = paid]
sources: {N: {title: A newspaper}}
scenarios:
  both: {when: north = signed and south = signed, name: Two treaties}
  one: {when: (north = signed or south = signed) and not (north = signed and south = signed), name: One treaty}
  none: {when: north = unsigned and south = unsigned, name: No treaty}
values:
  U: [{when: north = signed, points: 4}, {when: share = many, points: -9}, {when: south = signed, points: 3}]
  L: [{when: north = signed, points: 1}, {when: share >= some, points: 4}]
  C: [{when: south = signed, points: 5}]
  B: [{when: loan = paid, points: 1}]
conditions:
  water: {party: L, name: many releases in drought, withholds: north = signed, unless: share = many,
          probability: [0.4, 0.6, 0.8]}
ratification: [{party: L, home: farmers, issue: share, chances: {few: 0.2, some: 0.9}}]
talks: {failure: 0.1}
agreement: {when: north = signed}
"""


@pytest.fixture(scope="module")
def river():
    case = read_case(RIVER.encode(), "river.yaml")
    return case, winset.brief(case)


@pytest.fixture(scope="module")
def page(river):
    return " ".join(as_text(page_one(*river), 10_000).split())


def test_a_deadline_is_not_averted_by_its_own_consequence(river, page):
    assert "On 15 July 2026, the gates of the dam are closed (90%)." in page
    told = " ".join(as_text(brief_document(*river), 10_000).split())
    assert "On 15 July 2026 this happens by itself: the gates of the dam are closed (90%)." in told


def test_every_joint_move_of_an_ending_is_told(page):
    assert '"Two treaties" takes 2 joint moves: Upland and Coastland, then Upland and Lowland.' in page


def test_conditions_of_several_things_take_a_plural(page):
    assert "many releases in drought are a real condition of Lowland" in page


def test_where_the_endings_leave_nothing_out_there_is_no_row_for_the_rest(page):
    assert "Something else modelled" not in page


def test_what_suits_all_in_some_runs_is_told_where_nothing_does_as_most_likely(river, page):
    """Most likely the condition is real, and many releases cost Upland more than it gains: 4 + 3 - 9 < 0."""
    assert not any(one.central for one in winset.deals(river[0], draws=0).listed)
    assert "With everything as most likely no package suits all" in page
    assert "the releases are some" in page


def test_the_bank_does_nothing(page):
    assert "no move" not in page


def test_counts_of_bases_agree_with_their_verbs(river):
    """Of eight statements one cites a source and one an assumption; six give no basis."""
    told = " ".join(as_text(brief_document(*river), 10_000).split())
    assert "1 of 8 preferences cites a source, 1 rests on analyst assumption alone and 6 give no basis." in told


def test_a_package_that_suits_all_far_more_often_stands_beside_the_efficient(river):
    listed = winset.deals(river[0], draws=200).listed
    assert listed
    shares = (0.5, 0.45, 0.4, 0.69, 0.71, 0.04)
    some = tuple(replace(listed[0], share=share, efficient=place < 3) for place, share in enumerate(shares))
    assert [one.share for one in worth_testing(some)] == [0.5, 0.45, 0.71]
    assert [one.share for one in worth_testing(some[:4])] == [0.5, 0.45, 0.4]
    none = tuple(replace(one, efficient=False) for one in some)
    assert [one.share for one in worth_testing(none)] == [0.71, 0.69, 0.5]
