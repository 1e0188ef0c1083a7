"""Routes and explanations on random conflicts, against searches spelled out with sets."""

import heapq
import random

import pytest

import oracle
import winset
from conflicts import case_data, random_conflict
from winset.case.reading import from_data
from winset.space.game import Game

pytestmark = pytest.mark.outside_truth

SEEDS = range(40)


def conflict_and_game(seed: int) -> tuple[oracle.Conflict, Game]:
    """A random conflict whose status quo is possible."""
    rng = random.Random(seed)
    while True:
        conflict = random_conflict(rng)
        if tuple(issue.status_quo for issue in conflict.issues) in conflict.possible:
            return conflict, Game(from_data(case_data(conflict)))


def least_costs(conflict: oracle.Conflict, improving: bool, joint_first: bool) -> dict[int, tuple[int, int]]:
    """Dijkstra over (joint moves, moves) or (moves, joint moves) from the status quo."""
    start = tuple(issue.status_quo for issue in conflict.issues)
    cost = {start: (0, 0)}
    queue = [((0, 0), start)]
    while queue:
        so_far, outcome = heapq.heappop(queue)
        if so_far > cost[outcome]:
            continue
        for unit in conflict.units:
            step = lambda s, unit=unit: conflict.moves(unit, s)  # noqa: E731 - as the oracle wants it
            ends = conflict.improving(unit, step)(outcome) if improving else step(outcome)
            joint = int(len(unit) > 1)
            added = (joint, 1) if joint_first else (1, joint)
            for end in ends:
                offer = (so_far[0] + added[0], so_far[1] + added[1])
                if offer < cost.get(end, (10**9, 0)):
                    cost[end] = offer
                    heapq.heappush(queue, (offer, end))
    return {conflict.number(outcome): value for outcome, value in cost.items()}


def legal(conflict: oracle.Conflict, game: Game, steps, improving: bool) -> bool:
    """Whether each step is a move of its unit from where the one before ended."""
    by_number = {conflict.number(outcome): outcome for outcome in conflict.possible}
    here = tuple(issue.status_quo for issue in conflict.issues)
    for one in steps:
        unit = frozenset(game.parties.index(key) for key in one.units)
        there = by_number[one.to]
        gains = all(conflict.rank[member][there] > conflict.rank[member][here] for member in unit)
        if there not in conflict.moves(unit, here) or one.improves != gains or (improving and not gains):
            return False
        here = there
    return True


@pytest.mark.parametrize("seed", SEEDS)
def test_routes_are_legal_and_as_short_as_can_be(seed):
    conflict, game = conflict_and_game(seed)
    record = winset.routes(game, limit=1000)
    shortest = least_costs(conflict, improving=False, joint_first=False)
    credible = least_costs(conflict, improving=True, joint_first=True)
    assert {route.to.number for route in record.routes} == set(
        map(conflict.number, oracle.equilibria(conflict, "nash"))
    )
    for route in record.routes:
        number = route.to.number
        for steps, costs, improving in ((route.shortest, shortest, False), (route.credible, credible, True)):
            assert (steps is None) == (number not in costs)
            if steps is not None:
                assert legal(conflict, game, steps, improving)
                joint = sum(len(one.units) > 1 for one in steps)
                assert costs[number] == ((joint, len(steps)) if improving else (len(steps), joint))


@pytest.mark.parametrize("seed", SEEDS)
def test_where_one_party_at_a_time_leads(seed):
    conflict, game = conflict_and_game(seed)
    record = winset.routes(game, limit=1000)
    alone = oracle.Conflict(conflict.parties, conflict.issues, conflict.possible, conflict.rank, (), conflict.hidden)
    start = tuple(issue.status_quo for issue in conflict.issues)
    reached, todo = {start}, [start]
    while todo:
        outcome = todo.pop()
        for party in range(alone.parties):
            unit = frozenset({party})
            new = alone.improving(unit, lambda s, unit=unit: alone.moves(unit, s))(outcome) - reached
            reached |= new
            todo += new
    assert record.alone_reached == len(reached) - 1
    ends = reached & oracle.equilibria(conflict, "nash")
    assert {outcome.number for outcome in record.alone_ends} == set(map(conflict.number, ends))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("sanctions", ["unlimited", "once", "single"])
def test_explanations_agree_with_the_verdicts(seed, sanctions):
    """An improvement is sanctioned exactly when the others can bring the party to where it is no better off."""
    conflict, game = conflict_and_game(seed)
    for outcome in sorted(conflict.possible)[::4]:
        record = winset.why(game, conflict.number(outcome), ["nash", "gmr", "seq"], sanctions)
        for party, view in enumerate(record.parties):
            rank, unit = conflict.rank[party], frozenset({party})
            better = {end for end in conflict.moves(unit, outcome) if rank[end] > rank[outcome]}
            assert view.count == len(better)
            for concept in ("nash", "gmr", "seq"):
                assert view.stable[concept] == oracle.stable(conflict, concept, unit, outcome, sanctions)
            by_number = {conflict.number(end): end for end in better}
            for improvement in view.improvements:
                end = by_number[improvement.move.to]
                answered = {
                    credible: any(
                        rank[s] <= rank[outcome]
                        for s in oracle.reach(conflict.party_opponents(party, credible), end, sanctions)
                    )
                    for credible in (True, False)
                }
                assert bool(improvement.sanction) == answered[False]
                if improvement.sanction:
                    assert improvement.credible == answered[True]
                    (last,) = [s for s in conflict.possible if conflict.number(s) == improvement.sanction[-1].to]
                    assert rank[last] <= rank[outcome]
