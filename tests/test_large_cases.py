"""A case with a million outcomes: what is too much is refused in words before it is begun, the rest is answered."""

import pytest

import winset
from winset.case.reading import from_data
from winset.engines.brief import brief
from winset.errors import CaseTooLargeError, UsageError
from winset.space.game import Game


@pytest.fixture(scope="module")
def game():
    issues = {f"i{k}": {"levels": ["no", "yes"], "control": f"P{k % 5}"} for k in range(20)}
    wanted = {f"P{n}": [{"prefer": f"i{n} = yes"}, {"prefer": f"i{n + 5} = no iff i{n + 6} = yes"}] for n in range(5)}
    parties = {f"P{n}": {} for n in range(5)}
    return Game(
        from_data({"winset": "1", "title": "large", "parties": parties, "issues": issues, "preferences": wanted})
    )


@pytest.fixture(scope="module")
def crowd():
    parties = {f"P{n}": {} for n in range(20)}
    issues = {f"i{k}": {"levels": ["no", "yes"], "control": f"P{k}"} for k in range(20)}
    wanted = {f"P{n}": [{"prefer": f"i{n} = yes iff i{(n + 1) % 20} = no"}] for n in range(20)}
    return from_data({"winset": "1", "title": "crowd", "parties": parties, "issues": issues, "preferences": wanted})


@pytest.mark.parametrize("ask", [winset.stability, lambda game: winset.why(game, 0)])
def test_too_much_stability_is_refused_before_anything_is_ranked(crowd, ask):
    game = Game(crowd)
    with pytest.raises(UsageError, match=r"1,048,576 outcomes and 20 units") as refused:
        ask(game)
    assert "--concepts nash" in str(refused.value)
    assert "payoffs" not in game.__dict__


def test_what_asks_no_answers_is_told_of_the_same_case(crowd):
    record = winset.stability(crowd, "nash", limit=3)
    # every issue is the opposite of the next, around a circle of even length: two ways
    assert record.equilibria["nash"].count == 2


def test_more_combinations_than_arrays_hold_are_listed_where_rules_leave_few():
    issues = {f"i{k}": {"levels": ["no", "yes"], "control": f"P{k % 2}"} for k in range(23)}
    rules = [{"when": f"i{k} = yes", "why": "ruled out"} for k in range(20)]
    data = {"winset": "1", "title": "wide", "parties": {"P0": {}, "P1": {}}, "issues": issues}
    assert Game(from_data({**data, "impossible": rules})).space.count == 8
    with pytest.raises(CaseTooLargeError, match="4,194,304"):
        _ = Game(from_data(data)).space


def test_a_condition_is_the_same_at_one_outcome_as_over_all():
    space = winset.game(winset.load("jeddah-2025")).space
    for condition in ("aid = resumed iff truce >= partial", "not truce = none", "truce in (none, full)"):
        everywhere = space.where(condition)
        assert all(space.holds_at(condition, int(cell)) == everywhere[cell] for cell in space.indices())


def test_routes_are_refused_before_a_move_is_listed(game):
    fresh = Game(game.case)
    with pytest.raises(UsageError, match="1,048,576 outcomes with up to 75 moves from each"):
        winset.routes(fresh)
    assert "payoffs" not in fresh.__dict__


def test_the_brief_goes_on_without_them_and_says_so(game):
    record = brief(game)
    assert record.outcomes == 2**20
    assert any("Routes were not computed: the case has 1,048,576 outcomes" in note for note in record.notes)
