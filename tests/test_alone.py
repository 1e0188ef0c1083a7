"""What each party can do alone is what its listed moves from today are, one issue at a time."""

import numpy as np
import pytest
from hypothesis import given, settings

import winset
from conflicts import case_data, conflicts
from winset.case.reading import read_case
from winset.engines.brief.brief import brief
from winset.engines.stability.unilateral import alone_moves
from winset.present.documents.bottom_line import bottom_line
from winset.present.documents.brief import brief_document
from winset.present.documents.deals import deals_document
from winset.present.documents.document import as_markdown
from winset.present.documents.unilateral import day_words
from winset.space.edges import edges


def listed(game):
    """The same from the list of all moves: those from today that change one issue, with whom they please."""
    found = {}
    start = game.status_quo
    for mover, key in enumerate(game.parties):
        moves = edges(game.space, game.mover((mover,)).unit)
        ends = moves.targets[moves.sources == start] if start is not None else np.zeros(0, dtype=int)
        found[key] = set()
        for end in map(int, ends):
            before, after = (game.space.levels_of(game.space.number(cell)) for cell in (start, end))
            exists = [game.space.exists(place, np.array(game.space.number(end))) for place in range(len(before))]
            if sum(before[key] != after[key] and there for key, there in zip(before, exists, strict=True)) == 1:
                better = {one for one, rank in zip(game.parties, game.payoffs, strict=True) if rank[end] > rank[start]}
                worse = {one for one, rank in zip(game.parties, game.payoffs, strict=True) if rank[end] < rank[start]}
                found[key].add((game.space.number(end), frozenset(better), frozenset(worse)))
    return found


def check(game):
    found = {
        key: {(one.step.to, frozenset(one.better), frozenset(one.worse)) for one in moves}
        for key, moves in alone_moves(game.case).items()
    }
    assert found == listed(game)


@pytest.mark.parametrize(
    "name", ["jeddah-2025", "elmira", "prisoners-dilemma", "syria-iraq", "ferry-contract", "harbour"]
)
def test_in_catalogue_cases(name):
    check(winset.game(winset.load(name)))


@settings(max_examples=40)
@given(conflicts)
def test_in_random_conflicts(conflict):
    check(winset.game(winset.from_data(case_data(conflict))))


def test_what_leads_into_a_scenario_says_so():
    case = winset.load("ferry-contract")
    found = alone_moves(case)
    assert [(one.scenarios, one.better, one.worse) for one in found["County"]] == [
        (("tender",), ("County",), ("Company",))
    ]
    text = as_markdown(brief_document(case, brief(case)))
    assert (
        "The county: the tender for other companies is opened; this leads to a tender. Better than now for the county; "
        in text
    )


def test_what_happens_by_itself_is_told_with_its_day_and_chance():
    case = winset.load("ferry-contract")
    lines = bottom_line(case, brief(case))
    (told,) = [line for line in lines if line.startswith("On 31 March 2026, unless the contract is signed, ")]
    assert told.endswith("this happens by itself: crossings stop (90%, from 70% to 100%).")
    today = winset.load("jeddah-2025")
    assert "nothing that then happens by itself" in as_markdown(brief_document(today, brief(today)))
    assert day_words("2026-12-01") == "1 December 2026"


SIGNED = """
winset: 1
title: A treaty in force
parties: {A: {}, B: {}}
issues:
  treaty: {levels: ["no", "yes"], control: A}
  term: {levels: [open, short, long], control: B, only_if: treaty = yes}
status_quo: {treaty: "yes", term: long}
preferences: {A: [{prefer: treaty = no}], B: [{prefer: treaty = yes}, {prefer: term = long}]}
values: {A: [{when: treaty = no, points: -3}], B: [{when: treaty = yes, points: 5}]}
"""


def test_leaving_what_is_signed_is_told_though_it_ends_terms_of_others():
    case = read_case(SIGNED.encode(), "case.yaml")
    found = alone_moves(case)
    assert [(dict(one.step.changes), one.better, one.worse) for one in found["A"]] == [
        ({"treaty": ("yes", "no")}, ("A",), ("B",))
    ]
    check(winset.game(case))


def test_brief_and_deals_tell_one_result_and_say_where_points_differ():
    case = read_case(SIGNED.encode(), "case.yaml")
    found = alone_moves(case)
    assert winset.brief(case).alone == winset.deals(case, draws=0).alone == found
    assert found["A"][0].by_points == {"A": -1}
    for document in (brief_document(case, brief(case)), deals_document(case, winset.deals(case, draws=0))):
        assert "Better than now for A; worse than now for B. By points: worse for A." in as_markdown(document)


def test_a_case_too_large_to_list_still_says_what_each_can_do_alone():
    issues = {f"i{n}": {"levels": ["a", "b"], "control": "P"} for n in range(60)}
    case = winset.from_data({"winset": "1", "title": "Large", "parties": {"P": {}, "Q": {}}, "issues": issues})
    assert len(alone_moves(case)["P"]) == 60
