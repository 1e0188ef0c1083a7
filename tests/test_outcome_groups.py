"""Outcomes in groups, against lists spelled out with the oracle: who belongs where, what holds, who would go where."""

from collections import Counter

import pytest

import oracle
import winset
from test_outcome_table import conflict_and_tables
from winset.engines.outcomes.groups import MOST_GROUPS, SHARE_MOVING, outcome_groups
from winset.present.words import groups as told

pytestmark = pytest.mark.outside_truth


def members(conflict, start, record):
    """The outcomes of every group, found from what the group says of itself."""
    found = []
    for group in record.groups:
        if group.outcome is not None:
            found.append([s for s in conflict.possible if conflict.number(s) == group.outcome.number])
            continue
        inside = {"first": lambda s: s[0] == 0, "last": lambda s: s[-1] != 0}
        parts = [part.split() for part in group.where.replace("(", "").replace(")", "").split(" and ") if part]
        check = {"=": int.__eq__, ">=": int.__ge__, "<=": int.__le__}
        found.append(
            [
                s
                for s in conflict.possible
                if s != start
                and {key for key, test in inside.items() if test(s)} == set(group.scenarios)
                and all(check[how](s[int(issue[1:])], int(level[1:])) for issue, how, level in parts)
            ]
        )
    return found


def favourite(conflict, unit, here):
    """Where a unit would most rather go, by the words of the convention; None where nowhere."""
    alone = set()
    if len(unit) > 1:
        alone = {end for member in unit for end in conflict.moves(frozenset({member}), here)}
    gains = {
        end: min(conflict.rank[member][end] - conflict.rank[member][here] for member in unit)
        for end in set(conflict.moves(unit, here)) - alone
        if all(conflict.rank[member][end] > conflict.rank[member][here] for member in unit)
    }
    return min(
        gains,
        key=lambda end: (-gains[end], sum(map(int.__ne__, end, here)), conflict.number(end)),
        default=None,
    )


@pytest.mark.parametrize("seed", range(6))
def test_groups_part_the_outcomes_and_their_figures_are_so(seed):
    conflict, start, tables = conflict_and_tables(seed)
    holding = set(oracle.equilibria(conflict, "nash"))
    records = [outcome_groups(table) for table in tables]
    assert records[0].to_dict() == records[1].to_dict(), "dense and sparse"
    record = records[0]
    every = members(conflict, start, record)
    assert sorted(s for some in every for s in some) == sorted(conflict.possible)
    assert len(record.groups) <= MOST_GROUPS
    for group, some in zip(record.groups, every, strict=True):
        assert group.count == len(some)
        assert group.holding == len(holding & set(some))
        assert group.today == (some == [start])
        for party, against in group.against.items():
            ranks = conflict.rank[int(party[1:])]
            signs = {(ranks[s] > ranks[start]) - (ranks[s] < ranks[start]) for s in some}
            known = {frozenset({1}): "better", frozenset({-1}): "worse", frozenset({0}): "same"}
            assert against == known.get(frozenset(signs), "mixed")


@pytest.mark.parametrize("seed", range(6))
def test_arrows_are_what_units_would_most_rather_do(seed):
    conflict, start, tables = conflict_and_tables(seed)
    record = outcome_groups(tables[0])
    every = members(conflict, start, record)
    group_of = {s: place for place, some in enumerate(every) for s in some}
    game = tables[0].game
    wanted = set()
    for members_ in game.units:
        unit = frozenset(members_)
        for place, some in enumerate(every):
            ends = Counter(group_of[end] for s in some if (end := favourite(conflict, unit, s)) is not None)
            ends.pop(place, None)
            best = max(ends.values(), default=0)
            if best * SHARE_MOVING >= len(some) and best:
                wanted.add((place, game.members(members_), best))
                assert any(
                    (one.start, one.units, one.count) == (place, game.members(members_), best) and ends[one.end] == best
                    for one in record.moves
                )
    assert {(one.start, one.units, one.count) for one in record.moves} == wanted


def spread(rows):
    """How much parties differ over outcomes: squared distances from the mean, place by place."""
    return sum(sum((x - sum(row) / len(row)) ** 2 for x in row) for row in zip(*rows, strict=True)) if rows else 0


def test_a_group_is_divided_where_most_of_the_difference_goes():
    levels = 5
    data = {
        "winset": "1",
        "title": "two issues of five levels",
        "parties": {"A": {"name": "North"}, "B": {"name": "South"}},
        "issues": {k: {"levels": [f"l{j}" for j in range(levels)], "control": c} for k, c in (("x", "A"), ("y", "B"))},
        "preferences": {"A": ["y >= l3", "x = l4"], "B": ["x = l0", "y >= l3"]},
    }
    case = winset.from_data(data)
    record = winset.outcome_groups(case)
    rows = winset.outcomes(case).outcomes
    tops = {key: max(row.places[key] for row in rows) - 1 for key in ("A", "B")}
    place = {tuple(r.levels.values()): [1 - (r.places[k] - 1) / tops[k] for k in "AB"] for r in rows}
    place.pop(("l0", "l0"))
    gains = {}
    for at, issue in enumerate("xy"):
        for below in range(levels - 1):
            sides = [[p for s, p in place.items() if (int(s[at][1:]) <= below) == low] for low in (True, False)]
            gains[issue, below] = spread(list(place.values())) - sum(map(spread, sides))
    issue, below = max(gains, key=lambda cut: gains[cut])
    assert (issue, below) == ("y", 2)
    assert {one.split[0] for one in record.groups if not one.today} == {issue}
    assert {one.levels[issue] for one in record.groups if len(one.split) == 1} <= {("l0", "l1", "l2"), ("l3", "l4")}


def test_a_group_opens_to_its_own_outcomes():
    case = winset.load("jeddah-2025")
    whole = winset.outcome_groups(case)
    assert whole.outcomes == sum(one.count for one in whole.groups) == 696
    assert whole.holding == sum(one.holding for one in whole.groups) == 54
    for group in whole.groups:
        if group.today:
            continue
        inner = winset.outcome_groups(case, scenarios=group.scenarios, where=group.where)
        assert (inner.outcomes, inner.holding) == (group.count, group.holding)
        assert sum(one.count for one in inner.groups) == group.count
        names = [told.shared(case, inner, one) for one in inner.groups]
        assert len(set(names)) == len(names), "every group reads differently"
        again = next((one for one in inner.groups if one.outcome is None), None)
        if again is not None:
            deeper = winset.outcome_groups(case, scenarios=again.scenarios, where=again.where)
            assert deeper.outcomes == again.count
            assert len(deeper.groups) > 1


def test_what_cannot_be_opened_is_said():
    case = winset.load("elmira")
    with pytest.raises(winset.UsageError, match="no ending 'peace'"):
        winset.outcome_groups(case, scenarios=["peace"])
    with pytest.raises(winset.UsageError, match="no outcome"):
        winset.outcome_groups(case, scenarios=["closure", "settlement"])
    with pytest.raises(winset.WinsetError, match="nothing"):
        winset.outcome_groups(case, where="nothing = here")
