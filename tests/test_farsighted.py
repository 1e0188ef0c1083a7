"""Far-sighted routes, the largest consistent set and limited horizons against the oracle and worked examples."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from click.testing import CliRunner

import oracle
import oracle_farsighted as brute
import winset
from conflicts import case_data, random_conflict, with_conditions
from seeds import seeds
from winset.case.reading import from_data
from winset.cli import cli
from winset.engines.stability import consistent_set, farsighted
from winset.engines.stability.consistent_set import indirect_dominance, largest_consistent_set
from winset.engines.stability.farsighted import FarsightedRoutes
from winset.engines.stability.move_lists import unit_edges
from winset.errors import UsageError
from winset.frozen import replace
from winset.space.game import Game

pytestmark = pytest.mark.outside_truth

SEEDS = seeds(320)


def conflict_and_game(seed: int, parties: int | None = None) -> tuple[oracle.Conflict, Game]:
    """A random conflict whose status quo is possible; every second one as a sparse space."""
    rng = random.Random(seed)
    while True:
        conflict = random_conflict(rng)
        wanted = parties in (None, conflict.parties)
        if wanted and tuple(issue.status_quo for issue in conflict.issues) in conflict.possible:
            data = case_data(conflict)
            if seed % 4 > 1:
                with_conditions(rng, conflict, data)
            game = Game(from_data(data))
            if seed % 2:
                space = game.space
                listed = replace(space, numbers=space.indices(), possible=None)
                game = Game(game.case, space=listed)
            return conflict, game


def told(conflict: oracle.Conflict, game: Game, mask: np.ndarray) -> set[oracle.Outcome]:
    by_number = {conflict.number(outcome): outcome for outcome in conflict.possible}
    return {by_number[game.space.number(int(cell))] for cell in np.flatnonzero(mask)}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_far_sighted_routes_reach(seed, monkeypatch):
    """The ends, the shortest of them, and that each told route is one by the definition."""
    if seed % 3 != 1:  # searched in groups as large cases are
        monkeypatch.setattr(farsighted, "_FEW", 0)
    if seed % 3 == 0:
        monkeypatch.setattr(farsighted, "_SINGLES", 4)
        monkeypatch.setattr(farsighted, "_PARTS", 2)
        monkeypatch.setattr(farsighted, "_GROUPS", 3)
    conflict, game = conflict_and_game(seed)
    today = tuple(issue.status_quo for issue in conflict.issues)
    lengths = {end: brute.route_lengths(conflict, today, end) for end in conflict.possible}
    reached = {end for end, length in lengths.items() if length is not None}
    finder = FarsightedRoutes(game)
    mask = finder.reach()
    assert told(conflict, game, mask) == reached
    by_number = {conflict.number(outcome): outcome for outcome in conflict.possible}
    for cell in game.space.indices():
        end = by_number[game.space.number(int(cell))]
        route = finder.route(int(cell))
        assert (None if route is None else len(route)) == lengths[end]
        here = today
        for one in route or ():
            unit, there = frozenset(map(game.parties.index, one.units)), by_number[one.to]
            assert there in brute.willing(conflict, unit, here)
            assert brute.prefers(conflict, unit, end, here)
            assert one.improves == brute.prefers(conflict, unit, there, here)
            here = there
        assert route is None or here == end
    rng = random.Random(seed)
    some = np.array([cell for cell in game.space.indices() if rng.random() < 0.4], dtype=np.int64)
    nearest = finder.shortest(some)
    fewest = [length for cell in some if (length := lengths[by_number[game.space.number(int(cell))]]) is not None]
    assert (nearest is None) == (not fewest)
    if nearest is not None:
        assert nearest in some
        assert lengths[by_number[game.space.number(nearest)]] == min(fewest)
        same = [by_number[game.space.number(int(cell))] for cell in some]
        same = [end for end in same if lengths[end] == min(fewest)]
        key = lambda end: (sum(map(int.__ne__, end, today)), conflict.number(end))  # noqa: E731
        assert by_number[game.space.number(nearest)] == min(same, key=key)


@pytest.mark.parametrize("seed", SEEDS)
def test_largest_consistent_set(seed):
    conflict, game = conflict_and_game(seed)
    assert told(conflict, game, largest_consistent_set(game).members) == brute.largest_consistent_set(conflict)


@pytest.mark.parametrize("seed", SEEDS[::8])
def test_indirect_dominance_between_all_pairs(seed):
    conflict, game = conflict_and_game(
        2 * seed + seed // 8 % 2 * 2
    )  # dense: edges are in cells, all cells possible or not
    cells = game.space.indices()
    place = {int(cell): position for position, cell in enumerate(cells)}
    moves = []
    for unit in game.units:
        found = unit_edges(game, unit)
        pairs = [
            np.array([place[int(cell)] for cell in side], dtype=np.int32) for side in (found.sources, found.targets)
        ]
        if len(pairs[0]):
            moves.append((unit, type(found)(*pairs)))
    bits = indirect_dominance([payoff[cells] for payoff in game.payoffs], moves)
    wanted = {conflict.number(y): set(map(conflict.number, ends)) for y, ends in brute.dominating(conflict).items()}
    for row, cell in zip(bits, cells, strict=True):
        ends = {int(cells[bit]) for bit in range(len(cells)) if row[bit // 64] >> np.uint64(bit % 64) & np.uint64(1)}
        assert ends == wanted[int(cell)]


def test_what_is_too_large_is_refused_with_its_count(monkeypatch):
    _, game = conflict_and_game(0)
    monkeypatch.setattr(consistent_set, "CONSISTENT_LIMIT", game.space.count - 1)
    monkeypatch.setattr(farsighted, "ROUTE_LIMIT", game.space.count - 1)
    with pytest.raises(UsageError, match=f"the case has {game.space.count} possible outcomes; the largest consistent"):
        largest_consistent_set(game)
    with pytest.raises(UsageError, match=f"the case has {game.space.count} possible outcomes; far-sighted routes"):
        FarsightedRoutes(game)


@pytest.mark.parametrize("seed", SEEDS[: len(SEEDS) // 2])
def test_limited_horizons(seed):
    conflict, game = conflict_and_game(seed, parties=2)
    record = winset.limited_horizon(game, horizon=4, limit=1000)
    for horizon in record.horizons:
        stable = [
            {s for s in conflict.possible if brute.expected_end(conflict, party, s, horizon.moves) == s}
            for party in (0, 1)
        ]
        assert list(horizon.stable.values()) == [len(one) for one in stable]
        assert horizon.holding == len(stable[0] & stable[1])
        if horizon.moves == 1:
            assert stable[0] & stable[1] == oracle.equilibria(conflict, "nash")
    assert {outcome.number for outcome in record.holding} == set(map(conflict.number, stable[0] & stable[1]))
    today = tuple(issue.status_quo for issue in conflict.issues)
    by_number = {conflict.number(outcome): outcome for outcome in conflict.possible}
    for party, expected in enumerate(record.today):
        end = brute.expected_end(conflict, party, today, 4)
        assert by_number[expected.end.number] == end
        here, mover = today, party
        for one in expected.steps:
            assert one.units == (game.parties[mover],)
            assert by_number[one.to] in brute.willing(conflict, frozenset({mover}), here)
            here, mover = by_number[one.to], 1 - mover
        assert here == end


def test_limited_horizons_of_two_famous_games():
    """Prisoner's Dilemma: both cooperation and defection from horizon 2 on; Chicken: only the compromise, from 3 on.

    These are the non-myopic equilibria that the literature gives for the two games.
    """
    dilemma = winset.limited_horizon(winset.load("prisoners-dilemma"), horizon=8)
    assert [one.holding for one in dilemma.horizons] == [1, 2, 2, 2, 2, 2, 2, 2]
    assert [outcome.levels for outcome in dilemma.holding] == [
        {"row": "defect", "column": "defect"},
        {"row": "cooperate", "column": "cooperate"},
    ]
    chicken = winset.limited_horizon(winset.load("chicken"), horizon=8)
    assert [one.holding for one in chicken.horizons] == [2, 0, 1, 1, 1, 1, 1, 1]
    assert [outcome.levels for outcome in chicken.holding] == [{"row": "swerve", "column": "swerve"}]


def test_limited_horizons_are_refused_for_more_than_two():
    with pytest.raises(UsageError, match="the case has 3 parties; limited horizons are settled for two only"):
        winset.limited_horizon(winset.load("elmira"))
    with pytest.raises(UsageError, match="the horizon must be 1 to 50 moves, got 0"):
        winset.limited_horizon(winset.load("chicken"), horizon=0)


def test_largest_consistent_set_worked_by_hand():
    """Prisoner's Dilemma: cooperation and defection without joint moves; with them, defection falls.

    Alone: whoever leaves defection is worse off until it is back there; whoever leaves cooperation is followed.
    Together the two go from defection to cooperation, from which nothing leads on to where one is no better off.
    """
    case = winset.load("prisoners-dilemma")
    alone = largest_consistent_set(Game(case)).members
    assert np.flatnonzero(alone).tolist() == [0, 3]
    together = winset.from_data(
        case.model_dump(mode="json", exclude_defaults=True) | {"winset": "1", "coalitions": "all"}
    )
    assert np.flatnonzero(largest_consistent_set(Game(together)).members).tolist() == [3]
    record = winset.farsighted(together)
    assert (record.consistent, record.today_consistent, record.could_hold) == (1, False, 1)


def test_the_two_views_of_a_scenario_are_told_apart():
    by_key = {one.scenario: one for one in winset.farsighted_summary(winset.load("jeddah-2025"))}
    compromise, concession = by_key["compromise"], by_key["major-concession"]
    assert compromise.view == "both"
    assert compromise.route is not None
    assert len(compromise.route) == 1
    assert concession.reached == 0
    assert concession.route is None
    assert concession.consistent
    assert concession.view == "neither"


def test_commands(tmp_path):
    run = CliRunner()
    shown = run.invoke(cli, ["farsighted", "jeddah-2025"])
    assert shown.exit_code == 0
    assert "1. The United States and Ukraine together:" in shown.output
    told = " ".join(shown.output.split())
    assert "The United States and Ukraine, looking to the end, could bring about a compromise." in told
    assert "No far-sighted route leads to a major concession." in told
    told = json.loads(run.invoke(cli, ["farsighted", "jeddah-2025", "--json", "--limit", "2"]).output)
    assert len(told["holding"]) == 2
    assert told["scenarios"][0]["scenario"] == "compromise"
    shown = run.invoke(cli, ["horizon", "chicken", "--horizon", "3"])
    assert shown.exit_code == 0
    assert "Holds when both look 3 moves ahead" in shown.output
    refused = run.invoke(cli, ["horizon", "elmira"])
    assert isinstance(refused.exception, UsageError)
