"""A case with a million outcomes: what is too much is refused in words before it is begun, the rest is answered."""

from random import Random

import pytest

import winset
from winset.case.reading import from_data
from winset.engines.brief.brief import brief
from winset.engines.routes import finder
from winset.engines.stability.analysis import readings_of
from winset.engines.stability.concepts import chosen
from winset.engines.stability.work import work
from winset.errors import CaseTooLargeError, UsageError
from winset.space import enumeration
from winset.space.enumeration import outcome_space
from winset.space.game import Game


@pytest.fixture(scope="module")
def game():
    issues = {f"i{k}": {"levels": ["no", "yes"], "control": f"P{k % 5}"} for k in range(20)}
    wanted = {f"P{n}": [{"prefer": f"i{n} = yes"}, {"prefer": f"i{n + 5} = no iff i{n + 6} = yes"}] for n in range(5)}
    parties = {f"P{n}": {} for n in range(5)}
    return Game(
        from_data({"winset": "1", "title": "large", "parties": parties, "issues": issues, "preferences": wanted})
    )


def crowd_of(count):
    parties = {f"P{n}": {} for n in range(count)}
    issues = {f"i{k}": {"levels": ["no", "yes"], "control": f"P{k}"} for k in range(count)}
    wanted = {f"P{n}": [{"prefer": f"i{n} = yes iff i{(n + 1) % count} = no"}] for n in range(count)}
    return from_data({"winset": "1", "title": "crowd", "parties": parties, "issues": issues, "preferences": wanted})


@pytest.fixture(scope="module")
def crowd():
    return crowd_of(20)


@pytest.mark.parametrize("ask", [winset.stability, lambda game: winset.why(game, 0)])
def test_too_much_stability_is_refused_before_anything_is_ranked(ask):
    game = Game(crowd_of(22))
    with pytest.raises(UsageError, match=r"4,194,304 outcomes and 22 units") as refused:
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
    more = {f"i{k}": {"levels": ["no", "yes"], "control": f"P{k % 2}"} for k in range(25)}
    with pytest.raises(CaseTooLargeError, match="16,777,216"):
        _ = Game(from_data({**data, "issues": more})).space


def tied(random):
    """A small case whose rules tie some issues together; one issue exists only under a condition."""
    names = [f"i{k}" for k in range(7)]
    issues = {name: {"levels": list("abc")[: random.randint(2, 3)], "control": "P"} for name in names}
    issues["i5"]["only_if"] = "i2 = b"
    rules = []
    for _ in range(random.randint(1, 5)):
        one, other, third = random.sample(names, 3)
        rules.append(
            random.choice([f"{one} = a and {other} = b", f"{one} = b", f"({one} = a or {other} = a) and {third} = b"])
        )
    rules = [rule for rule in rules if "i6 = b" not in rule]  # leaves one issue that no rule speaks of
    impossible = [{"when": rule, "why": "x"} for rule in rules]
    data = {"winset": "1", "title": "tied", "parties": {"P": {}}, "issues": issues, "impossible": impossible}
    return from_data(data)


@pytest.mark.parametrize("seed", range(12))
def test_listing_by_what_rules_tie_together_finds_what_looking_at_every_combination_finds(monkeypatch, seed):
    case = tied(Random(seed))
    every = outcome_space(case)
    assert every.dense
    monkeypatch.setattr(enumeration, "DENSE_LIMIT", 1)
    listed = outcome_space(case)
    assert not listed.dense
    assert listed.numbers.tolist() == every.indices().tolist()


def test_too_many_are_refused_before_they_are_put_together():
    issues = {f"i{k}": {"levels": ["no", "yes"], "control": "P"} for k in range(40)}
    rules = [{"when": f"i{k} = yes and i{k + 1} = yes", "why": "x"} for k in range(0, 40, 2)]  # 3^20 outcomes
    data = {"winset": "1", "title": "pairs", "parties": {"P": {}}, "issues": issues, "impossible": rules}
    with pytest.raises(CaseTooLargeError, match="2,097,152"):
        outcome_space(from_data(data))


def test_a_case_without_unknown_statements_has_the_one_reading_it_is(game):
    assert readings_of(game) == [game]


def test_a_condition_is_the_same_at_one_outcome_as_over_all():
    space = winset.game(winset.load("jeddah-2025")).space
    for condition in ("aid = resumed iff truce >= partial", "not truce = none", "truce in (none, full)"):
        everywhere = space.where(condition)
        assert all(space.holds_at(condition, int(cell)) == everywhere[cell] for cell in space.indices())


def test_routes_are_refused_before_an_outcome_is_ranked(game, monkeypatch):
    fresh = Game(game.case)
    monkeypatch.setattr(finder, "GROUPED_LIMIT", 2**18)
    with pytest.raises(UsageError, match="1,048,576 outcomes, and routes are searched among at most 262,144"):
        winset.routes(fresh)
    assert "payoffs" not in fresh.__dict__


def test_the_brief_goes_on_without_them_and_says_so(game, monkeypatch):
    monkeypatch.setattr(finder, "GROUPED_LIMIT", 2**18)
    record = brief(game)
    assert record.outcomes == 2**20
    assert any("Routes were not computed: the case has 1,048,576 outcomes" in note for note in record.notes)


def test_simultaneous_moves_of_many_parties_are_refused_without_listing_how_they_combine():
    with pytest.raises(UsageError, match="simultaneous sanctioning would try"):
        winset.stability(crowd_of(16), "sim")


def test_listing_simultaneous_moves_counts_as_work():
    small = winset.game(winset.load("chicken"))
    one_move_each = 4 * 2 * 16  # outcomes, moves, steps for one
    assert work(small, chosen("sim"), "unlimited") == one_move_each
    assert work(small, chosen("nash"), "unlimited") == 0
