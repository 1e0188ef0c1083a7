"""The table of outcomes: filters, groups, order and pages, against lists spelled out with the oracle."""

import random
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import oracle
import winset
from conflicts import case_data, random_conflict
from test_stability_oracle import sparse
from winset.case.reading import from_data
from winset.engines.outcomes.query import GroupChoice, Query
from winset.engines.outcomes.table import OutcomeTable
from winset.engines.stability.concepts import DEFAULT_CONCEPTS
from winset.space.game import Game

pytestmark = pytest.mark.outside_truth

SEEDS = range(12)
equilibria = cache(oracle.equilibria)  # a conflict is asked of once, however many groups are made of it


def conflict_and_tables(seed):
    """A random conflict with two scenarios whose status quo is possible, and its table in both forms."""
    rng = random.Random(seed)
    while True:
        conflict = random_conflict(rng)
        start = tuple(issue.status_quo for issue in conflict.issues)
        if start in conflict.possible:
            break
    data = case_data(conflict)
    data["scenarios"] = {"first": "i0 = l0", "last": f"i{len(conflict.issues) - 1} != l0"}
    game = Game(from_data(data))
    return conflict, start, [OutcomeTable(game), OutcomeTable(sparse(game))]


def belongs(conflict, start, s, choice):
    """Whether an outcome belongs to a group, by the words of the definition."""
    if choice.kind == "level":
        return s[int(choice.of[1:])] == int(choice.value[1:])
    if choice.kind == "scenario":
        inside = {"first": s[0] == 0, "last": s[-1] != 0}
        return inside[choice.value] if choice.value else not any(inside.values())
    if choice.kind == "concept":
        return (s in equilibria(conflict, choice.of)) == (choice.value == "holds")
    party = int(choice.of[1:])
    rank = conflict.rank[party]
    if choice.kind == "leaves":
        moves = conflict.moves(frozenset({party}), s)
        return any(rank[end] > rank[s] for end in moves) == (choice.value == "yes")
    return {"better": rank[s] > rank[start], "same": rank[s] == rank[start], "worse": rank[s] < rank[start]}[
        choice.value
    ]


def every_choice(conflict):
    """All groups of a conflict."""
    for place, issue in enumerate(conflict.issues):
        yield from (GroupChoice("level", f"i{place}", f"l{level}") for level in range(issue.levels))
    yield from (GroupChoice("scenario", "", value) for value in ("first", "last", ""))
    for key in ("nash", "seq"):
        yield from (GroupChoice("concept", key, value) for value in ("holds", "fails"))
    for party in range(conflict.parties):
        yield from (GroupChoice("against", f"P{party}", value) for value in ("better", "same", "worse"))
        yield from (GroupChoice("leaves", f"P{party}", value) for value in ("yes", "no"))


def expected(conflict, start, choices):
    """The outcomes that belong to some group of every subject chosen about."""
    subjects = {(one.kind, one.of) for one in choices}
    return {
        conflict.number(s)
        for s in conflict.possible
        if all(
            any(belongs(conflict, start, s, one) for one in choices if (one.kind, one.of) == subject)
            for subject in subjects
        )
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_choices_keep_what_the_oracle_keeps(seed):
    conflict, start, tables = conflict_and_tables(seed)
    rng = random.Random(seed)
    every = list(every_choice(conflict))
    for count in (1, 2, 3, 4):
        choices = tuple(rng.sample(every, count))
        for table in tables:
            record = table.page(Query(choices=choices), limit=None)
            assert [row.number for row in record.outcomes] == sorted(expected(conflict, start, choices))
            assert record.count == len(record.outcomes)
            assert record.possible == len(conflict.possible)


@pytest.mark.parametrize("seed", SEEDS)
def test_groups_are_counted_as_if_nothing_was_chosen_about_their_own_subject(seed):
    conflict, start, tables = conflict_and_tables(seed)
    chosen = tuple(random.Random(seed).sample(list(every_choice(conflict)), 2))
    for table in tables:
        record = table.page(Query(choices=chosen), concepts=("nash", "seq"), facets=True)
        subjects = {(one.kind, one.of) for one in every_choice(conflict)}
        assert {(facet.kind, facet.of) for facet in record.facets} == subjects
        for facet in record.facets:
            others = tuple(one for one in chosen if (one.kind, one.of) != (facet.kind, facet.of))
            for value, count in facet.counts.items():
                wanted = expected(conflict, start, (*others, GroupChoice(facet.kind, facet.of, value)))
                assert count == len(wanted), (facet.kind, facet.of, value)
            assert set(facet.chosen) == {one.value for one in chosen if (one.kind, one.of) == (facet.kind, facet.of)}


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_say_what_the_oracle_says(seed):
    conflict, start, tables = conflict_and_tables(seed)
    by_number = {conflict.number(s): s for s in conflict.possible}
    holding = {key: equilibria(conflict, key) for key in DEFAULT_CONCEPTS}
    for table in tables:
        for row in table.page(Query(), limit=None, concepts=DEFAULT_CONCEPTS).outcomes:
            s = by_number[row.number]
            assert row.concepts == {key: s in found for key, found in holding.items()}
            assert row.holds == (s in holding["nash"])
            for party, rank in enumerate(conflict.rank):
                better = len({value for value in rank.values() if value > rank[s]})
                assert row.places[f"P{party}"] == better + 1
                assert belongs(conflict, start, s, GroupChoice("against", f"P{party}", row.against[f"P{party}"]))
                leaves = belongs(conflict, start, s, GroupChoice("leaves", f"P{party}", "yes"))
                assert (f"P{party}" in row.leaves) == leaves


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.integers(0, 400), st.sampled_from(["number", "P0", "P1", "i0"]), st.booleans(), st.integers(1, 30))
def test_pages_put_together_are_the_whole_sorted_list(seed, sort, descending, size):
    _, _, tables = conflict_and_tables(seed % 12)
    query = Query(where="i0 != l1", sort=sort, descending=descending)
    for table in tables:
        whole = table.page(query, limit=None).outcomes
        pages = [table.page(query, offset=offset, limit=size).outcomes for offset in range(0, len(whole), size)]
        assert [row for page in pages for row in page] == list(whole)
        keys = [key_of(row, sort) for row in whole]
        assert keys == sorted(keys, reverse=descending)
        for place, row in enumerate(whole):
            assert table.place_of(query, table.game.space.cell_of(row.number)) == place
        ties = [key_of(row, sort) for row in table.page(Query(sort=sort), limit=None).outcomes]
        assert ties == sorted(ties)


def key_of(row, sort):
    if sort == "number":
        return row.number
    return row.places[sort] if sort in row.places else int(row.levels[sort][1:])


def test_what_is_unknown_is_refused_with_a_hint():
    table = OutcomeTable(winset.game(winset.load("jeddah-2025")))
    for choice, hint in (
        (GroupChoice("level", "aids", "resumed"), "aid"),
        (GroupChoice("level", "aid", "resume"), "resumed"),
        (GroupChoice("scenario", "", "compromis"), "compromise"),
        (GroupChoice("concept", "nahs", "holds"), "nash"),
        (GroupChoice("leaves", "USA", "yes"), "US"),
        (GroupChoice("levels", "aid", "resumed"), "level"),
        (GroupChoice("against", "US", "beter"), "better"),
    ):
        with pytest.raises(winset.UsageError) as error:
            table.page(Query(choices=(choice,)))
        assert hint in error.value.hint
    with pytest.raises(winset.ExpressionError):
        table.page(Query(where="aid = resume"))
    with pytest.raises(winset.UsageError, match="sort"):
        table.page(Query(sort="price"))


def test_a_million_outcomes_come_a_page_at_a_time():
    issues = {f"i{k}": {"levels": ["no", "yes"], "control": f"P{k % 2}"} for k in range(20)}
    data = {
        "winset": "1",
        "title": "a million",
        "parties": {"P0": {}, "P1": {}},
        "issues": issues,
        "preferences": {
            "P0": [{"prefer": f"i{k} = yes"} for k in range(0, 20, 2)],
            "P1": [{"prefer": f"i{k} = no"} for k in range(1, 20, 2)],
        },
    }
    table = OutcomeTable(Game(from_data(data)))
    record = table.page(Query(where="i0 = yes", sort="P1"), offset=2**18, limit=50, facets=True)
    assert (record.possible, record.count, len(record.outcomes)) == (2**20, 2**19, 50)
    assert all(row.levels["i0"] == "yes" for row in record.outcomes)
    holding = table.page(Query(choices=(GroupChoice("concept", "nash", "holds"),)))
    assert [row.levels for row in holding.outcomes] == [{f"i{k}": "no" if k % 2 else "yes" for k in range(20)}]
    (facet,) = [one for one in record.facets if one.of == "i3"]
    assert facet.counts == {"no": 2**18, "yes": 2**18}
