"""A brute-force oracle for foresight, transcribed from docs/conventions.md: sets and recursion, no tricks."""

from __future__ import annotations

from oracle import Conflict, Outcome, Unit


def willing(conflict: Conflict, unit: Unit, outcome: Outcome) -> set[Outcome]:
    """The moves of a unit that cross no barrier of a member."""
    return {end for end in conflict.moves(unit, outcome) if not conflict.crosses(unit, outcome, end)}


def prefers(conflict: Conflict, unit: Unit, better: Outcome, worse: Outcome) -> bool:
    """Whether every member of a unit strictly prefers one outcome to another."""
    return all(conflict.rank[member][better] > conflict.rank[member][worse] for member in unit)


def route_lengths(conflict: Conflict, start: Outcome, end: Outcome) -> int | None:
    """The fewest steps of a far-sighted route from start to end; None where there is none."""
    here, seen, steps = {start}, {start}, 0
    while here:
        steps += 1
        reached = set()
        for outcome in here:
            for unit in conflict.units:
                if prefers(conflict, unit, end, outcome):
                    reached |= willing(conflict, unit, outcome)
        if end in reached:
            return steps
        here = reached - seen
        seen |= here
    return None


def dominating(conflict: Conflict) -> dict[Outcome, set[Outcome]]:
    """For every outcome y, all z with y << z: backward from each z, as the definition reads."""
    found: dict[Outcome, set[Outcome]] = {y: set() for y in conflict.possible}
    for z in conflict.possible:
        leading: set[Outcome] = set()
        while True:
            more = {
                y
                for y in conflict.possible - leading
                for unit in conflict.units
                if prefers(conflict, unit, z, y) and willing(conflict, unit, y) & (leading | {z})
            }
            if not more:
                break
            leading |= more
        for y in leading:
            found[y].add(z)
    return found


def consistent(conflict: Conflict, x: Outcome, kept: set[Outcome], after: dict[Outcome, set[Outcome]]) -> bool:
    """Whether every move from x may end in the set where not every mover is better off."""
    for unit in conflict.units:
        for y in willing(conflict, unit, x):
            ends = ({y} | after[y]) & kept
            if not any(not prefers(conflict, unit, z, x) for z in ends):
                return False
    return True


def largest_consistent_set(conflict: Conflict) -> set[Outcome]:
    """What repeated elimination from all possible outcomes leaves."""
    after = dominating(conflict)
    kept = set(conflict.possible)
    while True:
        left = {x for x in kept if consistent(conflict, x, kept, after)}
        if left == kept:
            return kept
        kept = left


def expected_end(conflict: Conflict, party: int, outcome: Outcome, horizon: int) -> Outcome:
    """Where a party expects the conflict to end when it is its turn and so many moves are left (two parties)."""
    if horizon == 0:
        return outcome
    rank = conflict.rank[party]
    moves = sorted(willing(conflict, frozenset({party}), outcome), key=conflict.number)
    ends = [expected_end(conflict, 1 - party, move, horizon - 1) for move in moves]
    if not ends:
        return outcome
    best = max(ends, key=lambda end: rank[end])  # the first of equals: the move to the lowest number
    return best if rank[best] > rank[outcome] else outcome
