"""What each party can do alone is what its listed moves from today are, one issue at a time."""

import numpy as np
import pytest
from hypothesis import given, settings

import winset
from conflicts import case_data, conflicts
from winset.engines.alone import alone_moves
from winset.engines.brief import brief
from winset.present.brief import bottom_line, brief_document
from winset.present.document import as_markdown
from winset.present.unilateral import day_words
from winset.space.edges import edges

EVERY = 10_000


def listed(game):
    """The same from the list of all moves: those from today that change one issue, with whom they please."""
    found = {}
    start = game.status_quo
    for place, key in enumerate(game.parties):
        moves = edges(game.space, game.mover((place,)).unit)
        ends = moves.targets[moves.sources == start] if start is not None else np.zeros(0, dtype=int)
        found[key] = set()
        for end in map(int, ends):
            before, after = (game.space.levels_of(game.space.number(cell)) for cell in (start, end))
            if sum(before[issue] != after[issue] for issue in before) == 1:
                better = {one for one, rank in zip(game.parties, game.payoffs, strict=True) if rank[end] > rank[start]}
                worse = {one for one, rank in zip(game.parties, game.payoffs, strict=True) if rank[end] < rank[start]}
                found[key].add((game.space.number(end), frozenset(better), frozenset(worse)))
    return found


def check(game):
    found = {
        key: {(one.step.to, frozenset(one.better), frozenset(one.worse)) for one in moves}
        for key, moves in alone_moves(game, EVERY).items()
    }
    assert found == listed(game)


@pytest.mark.parametrize("name", ["jeddah-2025", "elmira", "prisoners-dilemma", "syria-iraq"])
def test_in_catalogue_cases(name):
    check(winset.game(winset.load(name)))


@settings(max_examples=40)
@given(conflicts)
def test_in_random_conflicts(conflict):
    check(winset.game(winset.from_data(case_data(conflict))))


def test_what_leads_into_a_scenario_says_so():
    case = winset.load("ferry-contract")
    found = alone_moves(winset.game(case))
    assert [(one.scenarios, one.better, one.worse) for one in found["County"]] == [
        (("tender",), ("County",), ("Company",))
    ]
    text = as_markdown(brief_document(case, brief(case)))
    assert "Tender for other companies from none to opened, into tender. Better than now for County; worse" in text


def test_what_happens_by_itself_is_told_with_its_day_and_chance():
    case = winset.load("ferry-contract")
    lines = bottom_line(case, brief(case))
    assert (
        'If "Contract: signed" does not hold by 31 March 2026, this happens by itself: Crossings: stopped (90%, from '
        "70% to 100%)." in lines
    )
    today = winset.load("jeddah-2025")
    assert "nothing that then happens by itself" in as_markdown(brief_document(today, brief(today)))
    assert day_words("2026-12-01") == "1 December 2026"
