"""Statements and points of one party: do they rank the outcomes alike?"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import winset
from winset.case.catalogue import names
from winset.case.derived import steps
from winset.cli import cli
from winset.engines.alignment import kendall
from winset.engines.alignment.reconciling import align
from winset.engines.stability.ladder import ladders
from winset.space.payoffs import preferred, valued
from winset.space.worth import central_points


def points(game, party):
    """Add up a party's most likely points, outcome by outcome."""
    total = np.zeros(game.space.size)
    for measure, one in central_points(game.case, party):
        total = total + float(one) * game.space.flat(measure.floats(game.space.every_code, game.case))
    return total[game.space.indices()]


def pairs(one, other):
    """Count pair by pair: ordered the same, oppositely, tied in the first, in the second (both included)."""
    first, second = (np.sign(np.subtract.outer(a, a))[np.triu_indices(len(a), 1)] for a in (one, other))
    product = first * second
    return tuple(int(np.count_nonzero(found)) for found in (product > 0, product < 0, first == 0, second == 0))


def tau_b(one, other):
    """Kendall's tau-b (Kendall 1945) from its definition."""
    same, opposite, tied, tied_other = pairs(one, other)
    total = len(one) * (len(one) - 1) // 2
    return (same - opposite) / sqrt((total - tied) * (total - tied_other))


@pytest.mark.parametrize("name", names())
def test_the_catalogue_ranks_alike_by_statements_and_by_points(name):
    case = winset.load(name)
    both = [party for party in case.preferences if party in case.values]
    if not both:  # of words alone, or of numbers alone
        return
    game = winset.game(case)
    for place, party in enumerate(game.parties):
        if party not in both:
            continue
        stated = game.payoffs[place][game.space.indices()]
        assert tau_b(stated, points(game, party)) > 0.7


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 40)), max_size=60))
def test_pairs_are_counted_as_one_by_one(ranks):
    one, other = (np.array([rank[side] for rank in ranks], dtype=np.int64) for side in (0, 1))
    counted = kendall.pairs(one, other)
    assert (counted.same, counted.opposite, counted.tied_first, counted.tied_second) == pairs(one, other)
    assert counted.total == len(ranks) * (len(ranks) - 1) // 2
    if counted.tau_b is not None:
        assert counted.tau_b == pytest.approx(tau_b(one, other))
        assert kendall.pairs(other, one).tau_b == counted.tau_b
        assert kendall.pairs(one, int(other.max()) - other).tau_b == pytest.approx(-counted.tau_b)


def test_a_worked_table_with_ties():
    """Kendall's tau-b of the ranks 1 2 2 3 and 1 1 2 3: five of six pairs, one tied in each, 4 the same: 4/5."""
    assert kendall.pairs(np.array([1, 2, 2, 3]), np.array([1, 1, 2, 3])).tau_b == pytest.approx(0.8)
    assert kendall.pairs(np.array([1, 1]), np.array([0, 1])).tau_b is None


HEAD = """winset: 1
title: A wage dispute
parties: {union: {name: Union}, firm: {name: Firm}}
issues:
  strike: {name: Strike, levels: [no, yes], control: union}
  raise: {name: Pay rise, levels: [none, some], control: firm}
scenarios: {peace: {when: strike = no}}
"""
CROSSED = (
    HEAD
    + """preferences:
  union: [strike = yes, raise = some]
  firm: [strike = no]
values:
  union:
    - {when: raise = some, points: [5, 10, 15]}
    - {when: strike = yes, points: [-8, -4, -1]}
"""
)


def written(tmp_path, text):
    file = tmp_path / "case.yaml"
    file.write_text(text, "utf-8")
    return file


def test_a_crossed_party_worked_by_hand(tmp_path):
    """By statements (strike, raise): 11 > 10 > 01 > 00; by points 01 (10) > 11 (6) > 00 (0) > 10 (-4)."""
    record = winset.alignment(winset.load(written(tmp_path, CROSSED)))
    (one,) = record.parties
    assert one.party == "union"
    assert (one.tau_b, one.same, one.tied) == (pytest.approx(0), pytest.approx(0.5), 0)
    assert one.sign == pytest.approx(2 / 3)  # a strike without a rise is above today by statements, below by points
    assert one.differ[0].outcome.levels == {"strike": "yes", "raise": "none"}
    assert (one.differ[0].stated, one.differ[0].valued) == (pytest.approx(2 / 3), 0)


def test_check_show_and_brief_say_it(tmp_path):
    file = str(written(tmp_path, CROSSED))
    checked = CliRunner().invoke(cli, ["check", file]).output
    assert "case.yaml:9:3 the statements and the points of 'union' rank outcomes differently" in checked
    assert "Hint: Stability uses the statements, deals the points. winset align CASE --party union" in checked
    assert "Statements and points of the Union order 50% of pairs of outcomes alike (tau-b 0.00)" in checked
    shown = " ".join(CliRunner().invoke(cli, ["show", file]).output.split())
    assert "67% 0% There is a strike." in shown
    told = " ".join(CliRunner().invoke(cli, ["brief", file, "--full"]).output.split())
    assert "The statements and the points of the Union rank outcomes differently: Kendall's tau-b 0.00" in told
    flagship = CliRunner().invoke(cli, ["brief", "jeddah-2025", "--full"]).output
    assert "rank outcomes differently" not in " ".join(flagship.split())


def test_align_moves_the_statement_that_stands_too_high(tmp_path):
    file = written(tmp_path, CROSSED.replace("[strike = yes, raise = some]", "[strike = no, raise = some]"))
    record = align(winset.load(file), "Union")
    assert record.before.tau_b == pytest.approx(2 / 3)
    assert [(one.statement, one.start, one.end) for one in record.moves] in (
        [("strike = no", 1, 2)],
        [("raise = some", 2, 1)],
    )
    assert record.reached == pytest.approx(1)
    done = CliRunner().invoke(cli, ["align", str(file), "--write"])
    assert done.exit_code == 0, done.output
    assert "union: [raise = some, strike = no]" in file.read_text("utf-8")
    assert winset.alignment(winset.load(file)).parties[0].tau_b == pytest.approx(1)


def test_align_tells_the_points_that_stand_against_the_statements(tmp_path):
    record = align(winset.load(written(tmp_path, CROSSED)), "union")
    assert [one.tau_b for one in record.moves] == [pytest.approx(1 / 3)]
    best = record.points[0]
    assert (best.address, best.instead, best.inside) == ("values.union.2", 4, False)
    assert best.tau_b == pytest.approx(2 / 3)
    moved = winset.changed(winset.load(written(tmp_path, CROSSED)), {best.address: best.instead})
    assert winset.alignment(moved).parties[0].tau_b == pytest.approx(best.tau_b)


def test_every_step_reaches_what_it_says():
    case = winset.swap(winset.load("jeddah-2025"), "US:1,9")
    record = align(case, "US")
    assert len(record.moves) > 1
    statements = list(case.preferences["US"])
    for move in record.moves:
        statements.insert(move.end - 1, statements.pop(move.start - 1))
        other = case.model_copy(update={"preferences": {**case.preferences, "US": tuple(statements)}})
        game = winset.game(other)
        stated = game.payoffs[game.party("US")][game.space.indices()]
        assert move.tau_b == pytest.approx(tau_b(stated, points(game, "US")))
    assert [case.preferences["US"][place - 1] for place in record.order] == statements


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["align", "chicken"], "no party of the case has both statements and points of its own"),
        (["align", "jeddah-2025", "--party", "XX"], "there is no party 'XX'"),
        (["align", "jeddah-2025", "--write"], "is no case file that can be changed"),
    ],
)
def test_what_cannot_be_aligned_is_said(arguments, hint):
    with pytest.raises(winset.UsageError, match=hint):
        CliRunner().invoke(cli, arguments, catch_exceptions=False, standalone_mode=False)


def test_a_large_space_is_sampled_and_says_so():
    issues = {f"i{place}": {"levels": ["no", "yes"], "control": "A"} for place in range(19)}
    case = winset.from_data(
        {
            "winset": "1",
            "title": "many",
            "parties": {"A": {}},
            "issues": issues,
            "preferences": {"A": [f"{key} = yes" for key in issues]},
            "values": {"A": [{"when": f"{key} = yes", "points": "1"} for key in issues]},
        }
    )
    record = winset.alignment(case)
    assert (record.outcomes, record.compared, record.seed) == (2**19, 2**16, 0)
    assert record == winset.alignment(case)
    exact = kendall.pairs(*(rank(case, winset.game(case).space, "A").astype(np.int64) for rank in (preferred, valued)))
    assert record.parties[0].tau_b == pytest.approx(exact.tau_b, abs=0.01)


FOLLOWING = (
    HEAD + "preferences:\n  union: [raise = some, strike = no, raise = some]\nvalues:\n  union: from statements\n"
)


def test_values_follow_from_statements_in_equal_steps(tmp_path):
    """Two distinct statements: three steps, 10 points in all; the second worth one step, the first two."""
    case = winset.load(written(tmp_path, FOLLOWING))
    found = {one.when: one.points for one in case.values["union"]}
    assert list(found) == ["raise = some", "strike = no"]
    assert all(low == mode == high for low, mode, high in found.values())
    assert found["raise = some"][1] == 2 * found["strike = no"][1]
    assert float(sum(points[1] for points in found.values())) == pytest.approx(10)
    (one,) = winset.alignment(case).parties
    assert (one.tau_b, one.same, one.follows) == (1, 1, "from statements")
    assert winset.swap(case, "union:1,2").values["union"][0].when == "strike = no"
    with pytest.raises(winset.UsageError, match="follows from the other"):
        align(case, "union")


@given(st.integers(1, 40))
def test_each_statement_outweighs_all_below_it(count):
    weights = [points for _, points in steps([f"i{place} = yes" for place in range(count)])]
    for place, weight in enumerate(weights):
        assert weight > sum(weights[place + 1 :])


def test_a_ranking_follows_from_values(tmp_path):
    case = winset.load(written(tmp_path, CROSSED + "ranking:\n  union: from values\n"))
    game = winset.game(case)
    assert game.payoffs[0].tolist() == [1, 0, 3, 2]  # today, strike, rise, both: 0, -4, 10 and 6 points
    assert winset.alignment(case).parties[0].follows == "from values"
    assert "rank outcomes differently" not in "".join(one.what for one in winset.check(case).warnings)
    again = winset.from_data(case.model_dump(mode="json", exclude_defaults=True) | {"winset": "1"})
    assert again.hash == case.hash


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            FOLLOWING + "ranking:\n  union: from values\n",
            "case.yaml:11:3 the values of 'union' are to follow from its statements and its ranking from its values: a",
        ),
        (
            FOLLOWING.replace("union: from", "firm: from"),
            "case.yaml:11:3 'firm' has no statements for its values to follow",
        ),
        (FOLLOWING.replace("from statements", "from sources"), "must be a list, or the words 'from statements'"),
        (
            HEAD + "ranking:\n  union: from values\n",
            "case.yaml:9:10 the ranking of 'union' is to follow from its values",
        ),
        (HEAD + "ranking:\n  union: from sources\n", "case.yaml:9:10"),
        (HEAD + "ranking:\n  union: {basis: S1}\n", "a ranking is a list 'best_first', or the words 'from values'"),
        (FOLLOWING.replace("[raise = some, strike", "[rise = some, strike"), "case.yaml:9:11 there is no issue 'rise'"),
    ],
)
def test_what_cannot_follow_is_an_error_with_its_place(tmp_path, text, told):
    with pytest.raises(winset.CaseFileError) as caught:
        winset.load(written(tmp_path, text))
    assert told in str(caught.value)
    assert len(caught.value.problems) == 1


def test_today_and_scenarios_stand_on_the_ladder():
    game = winset.game(winset.load("jeddah-2025"))
    for ladder, payoff in zip(ladders(game), game.payoffs, strict=True):
        assert [rung.best for rung in ladder.rungs] == sorted(rung.best for rung in ladder.rungs)
        for rung in ladder.rungs:
            inside = game.space.where(game.case.scenarios[rung.scenario].when) if rung.scenario else None
            ranks = payoff[inside & (payoff >= 0)] if inside is not None else payoff[[game.status_quo]]
            assert (rung.best, rung.worst) == (ladder.places - ranks.max(), ladder.places - ranks.min())
    shown = " ".join(CliRunner().invoke(cli, ["show", "jeddah-2025"]).output.split())
    assert "Today and the endings for each party" in shown
    assert (
        "A compromise leaves open: US intelligence sharing, Minerals agreement, Truce put to Russia (partial or"
        in shown
    )
