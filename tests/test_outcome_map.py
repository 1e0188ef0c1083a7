"""The map of outcomes and moves, against the oracle's moves, and the order of its layers."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle
import winset
from test_outcome_table import SEEDS, conflict_and_tables
from winset.engines.outcomes.layered_layout import crossings, distances, ordered
from winset.engines.outcomes.map import MOST_NODES, outcome_map


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("limit", [4, 12, 200])
def test_what_is_drawn_is_so(seed, limit):
    conflict, start, tables = conflict_and_tables(seed)
    by_number = {conflict.number(s): s for s in conflict.possible}
    holding = {conflict.number(s) for s in oracle.equilibria(conflict, "nash")}
    for table in tables:
        record = outcome_map(table, limit=limit)
        drawn = {node.outcome.number: node for node in record.nodes}
        assert len(drawn) == len(record.nodes) <= limit
        assert drawn.keys() <= by_number.keys()
        assert record.status_quo == conflict.number(start)
        assert drawn[record.status_quo].role == "today"
        assert record.holding == len(holding)
        assert record.holding_left_out == len(holding - drawn.keys())
        assert record.outcomes_left_out == len(conflict.possible) - len(drawn)
        for node in record.nodes:
            if node.role != "today":
                assert (node.role == "holds") == (node.outcome.number in holding)
        for move in record.moves:
            unit = frozenset(int(key[1:]) for key in move.step.units)
            here, there = by_number[move.start], by_number[move.step.to]
            assert {move.start, move.step.to} <= drawn.keys()
            assert there in conflict.moves(unit, here)
            gains = all(conflict.rank[member][there] > conflict.rank[member][here] for member in unit)
            assert move.step.improves == gains
            assert gains or move.on_route


@pytest.mark.parametrize("seed", SEEDS)
def test_layers_count_the_moves_drawn(seed):
    _, _, tables = conflict_and_tables(seed)
    record = outcome_map(tables[0])
    edges = [(move.start, move.step.to) for move in record.moves]
    far = distances(record.status_quo, edges)
    assert {node.outcome.number: node.layer for node in record.nodes if node.reached} == far
    for layer in {node.layer for node in record.nodes}:
        places = [node.place for node in record.nodes if node.layer == layer]
        assert places == list(range(len(places)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_route_is_a_chain_of_moves_drawn(seed):
    _, _, tables = conflict_and_tables(seed)
    record = outcome_map(tables[0], limit=60)
    drawn = {(move.start, move.step.to) for move in record.moves if move.on_route}
    for to, path in record.routes.items():
        assert path[0] == record.status_quo
        assert path[-1] == int(to)
        assert set(pairwise(path)) <= drawn


def test_the_flagships_map_shows_the_three_branches_and_the_joint_move():
    record = winset.outcome_map(winset.load("jeddah-2025"))
    scenarios = {key for node in record.nodes if node.role == "holds" for key in node.outcome.scenarios}
    assert scenarios == {"compromise", "major-concession", "breakdown"}
    first = [move for move in record.moves if move.start == record.status_quo and move.step.improves]
    assert {move.step.units for move in first if move.on_route} == {("US", "UA"), ("RU",)}
    assert record.holding == 54
    assert record.holding_left_out == 54 - sum(node.role == "holds" for node in record.nodes)


def test_a_chosen_outcome_is_drawn_with_its_route():
    case = winset.load("jeddah-2025")
    plain = winset.outcome_map(case, limit=6)
    far = next(row.number for row in winset.outcomes(case, holding="nash", sort="RU").outcomes)
    assert far not in {node.outcome.number for node in plain.nodes}
    record = winset.outcome_map(case, limit=6, chosen=far)
    assert record.chosen == far
    assert far in {node.outcome.number for node in record.nodes}
    assert record.routes[str(far)][-1] == far


def test_the_map_is_the_same_each_time_and_refuses_what_cannot_be_drawn():
    case = winset.load("elmira")
    assert winset.outcome_map(case).to_dict() == winset.outcome_map(case).to_dict()
    with pytest.raises(winset.UsageError, match="drawn"):
        winset.outcome_map(case, limit=MOST_NODES + 1)
    with pytest.raises(winset.UsageError, match="impossible"):
        winset.outcome_map(case, chosen=10**6)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_an_order_never_adds_crossings_and_keeps_every_node(sizes, rng):
    layers, count = [], 0
    for size in sizes:
        layers.append(list(range(count, count + size)))
        count += size
    edges = [(rng.randrange(count), rng.randrange(count)) for _ in range(rng.randint(0, 20))]
    found = ordered(layers, edges)
    assert [sorted(layer) for layer in found] == layers
    assert crossings(found, edges) <= crossings(layers, edges)
    assert ordered(layers, edges) == found


def test_crossings_are_counted_pair_by_pair():
    rng = random.Random(3)
    layers = [list(range(5)), list(range(5, 11))]
    edges = [(rng.randrange(5), rng.randrange(5, 11)) for _ in range(15)]
    brute = sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for place, a in enumerate(edges) for b in edges[:place])
    assert crossings(layers, edges) == brute


def test_a_group_with_too_many_moves_is_left_out_and_said():
    data = {
        "winset": "1",
        "title": "everything is settled together",
        "parties": {"A": {"name": "North"}, "B": {"name": "South"}},
        "issues": {f"i{k}": {"levels": [f"l{j}" for j in range(10)], "control": ["A", "B"]} for k in range(5)},
        "preferences": {"A": ["i0 = l9"], "B": ["i0 != l9"]},
    }
    record = outcome_map(winset.from_data(data))
    assert any("North and South" in note for note in record.notes)
    assert not [move for move in record.moves if not move.on_route]
