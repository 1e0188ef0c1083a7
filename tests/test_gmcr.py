"""GMCR+ files: what each key means, round trips, and files that are not what they claim."""

import contextlib
import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from conflicts import case_data, random_conflict
from winset.case.formats.gmcr import read_gmcr
from winset.case.formats.gmcr_writing import gmcr_text
from winset.case.reading import from_data
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import CONCEPTS
from winset.errors import CaseFileError, UsageError
from winset.space.game import Game


def model(**changes):
    """A small model: A has two options, B one."""
    base = {
        "options": [{"name": name, "permittedDirection": "both"} for name in ("x", "y", "z")],
        "decisionMakers": [
            {"name": "A", "options": [0, 1], "preferences": [[[0, "Y"]]], "preferenceRanking": []},
            {"name": "B", "options": [2], "preferences": [[[2, "Y"]]], "preferenceRanking": []},
        ],
        "infeasibles": [],
        "useManualPreferenceRanking": False,
    }
    return base | changes


def read(data) -> winset.Case:
    return read_gmcr(json.dumps(data).encode(), "m.gmcr")


def ranks(case: winset.Case, party: str) -> list[int]:
    game = Game(case)
    return game.payoffs[game.party(party)].tolist()


def test_the_first_option_is_the_least_significant_bit():
    game = Game(read(model()))
    assert game.space.levels_of(1) == {**game.space.levels_of(0), game.space.issues[0]: "Y"}
    assert game.space.levels_of(4)[game.space.issues[2]] == "Y"
    assert game.parties == ("A", "B")


def test_directions():
    options = [{"name": n, "permittedDirection": d} for n, d in (("x", "fwd"), ("y", "back"), ("z", "both"))]
    case = read(model(options=options))
    assert [issue.moves for issue in case.issues.values()] == ["forward", "backward", "free"]


def test_conjunctions_and_compounds():
    makers = model()["decisionMakers"]
    makers[0]["preferences"] = [{"compound": True, "members": [[[0, "Y"], [1, "N"]], [[2, "Y"]]]}]
    assert ranks(read(model(decisionMakers=makers)), "A") == [0, 1, 0, 0, 1, 1, 1, 1]


def test_infeasible_states():
    case = read(model(infeasibles=[[[0, "Y"], [2, "Y"]]]))
    assert Game(case).space.count == 6


def test_weights_are_powers_of_two_after_dropping_duplicates():
    makers = model()["decisionMakers"]
    makers[0]["preferences"] = [[[0, "Y"]], [[0, "Y"]], [[1, "Y"]], [[2, "Y"]]]
    numbers = range(8)
    weights = [4 * (n & 1) + 2 * (n >> 1 & 1) + (n >> 2 & 1) for n in numbers]
    assert ranks(read(model(decisionMakers=makers)), "A") == [sorted(set(weights)).index(w) for w in weights]


def test_sixty_four_statements_and_more_are_exact():
    """Only the last of 70 statements tells two outcomes apart: a float would lose it."""
    options = [{"name": f"o{k}", "permittedDirection": "both"} for k in range(9)]
    every = [[[j, "Y" if k >> j & 1 else "N"] for j in range(8)] for k in range(70)]
    makers = [{"name": "A", "options": list(range(9)), "preferences": [*every, [[8, "Y"]]], "preferenceRanking": []}]
    found = ranks(read(model(options=options, decisionMakers=makers)), "A")
    assert found[69 + 256] == found[69] + 1
    assert found[0] > found[1] > found[68]


@pytest.mark.parametrize(
    ("key", "switch"),
    [
        ("preferenceRanking", "useManualPreferenceRanking"),
        ("preferenceVector", "useManualPreferenceVectors"),
    ],
)
def test_manual_rankings_are_ordinals_of_the_feasible_states(key, switch):
    makers = model()["decisionMakers"]
    for maker, order in zip(makers, ([3, [1, 2], 4, 5, 6], [1, 2, 3, 4, 5, 6]), strict=True):
        maker.pop("preferenceRanking")
        maker[key] = order
    data = model(decisionMakers=makers, infeasibles=[[[0, "Y"], [1, "Y"]]])
    data.pop("useManualPreferenceRanking")
    case = read(data | {switch: True})
    assert [n for n in range(8) if Game(case).space.possible[n]] == [0, 1, 2, 4, 5, 6]
    assert ranks(case, "A") == [3, 3, 4, -1, 2, 1, 0, -1]


def test_misperceived_states_can_be_neither_left_nor_entered():
    makers = model()["decisionMakers"]
    makers[0]["misperceptions"] = [[[0, "Y"], [1, "Y"]]]
    game = Game(read(model(decisionMakers=makers)))
    unit = game.mover((0,)).unit
    assert unit.moves_from(game.space, 3).tolist() == []
    assert unit.moves_from(game.space, 0).tolist() == [1, 2]


def test_coalitions_may_hold_bare_indices_and_other_keys_are_passed_over():
    case = read(model(coalitions=[[0, 1], 0, 1], payoffs=[[1]], coalitionsFull=[3], program="x", version="0.4"))
    assert ("A", "B") in case.coalition_members
    assert Game(case).coalitions == ((0, 1),)


def test_options_may_share_a_name_and_owners_keep_theirs():
    options = [{"name": "accept", "permittedDirection": "both"} for _ in range(3)]
    case = read(model(options=options))
    assert len(case.issues) == 3
    assert list(case.parties) == ["A", "B"]


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_written_and_read_again_is_the_same_game(seed):
    rng = random.Random(seed)
    conflict = random_conflict(rng)
    data = case_data(conflict)
    for issue in data["issues"].values():
        issue["control"] = issue["control"][:1]
        issue.pop("leave")
        issue["moves"] = rng.choice(["free", "forward", "backward"])
    data["status_quo"] = {}
    data["coalitions"] = []
    one = Game(from_data(data))
    two = Game(read_gmcr(gmcr_text(one.case).encode(), "m.gmcr"))
    assert one.space.count == two.space.count
    mine = np.sort(np.array([payoff[one.space.indices()] for payoff in one.payoffs]), axis=1)
    theirs = np.sort(np.array([payoff[two.space.indices()] for payoff in two.payoffs]), axis=1)
    assert (mine == theirs).all()
    for key in ("nash", "gmr", "smr", "seq", "sseq"):
        counts = [int(equilibrium_mask(game, CONCEPTS[key]).sum()) for game in (one, two)]
        assert counts[0] == counts[1], key


def test_two_level_issues_keep_their_decimals():
    case = winset.load("prisoners-dilemma")
    again = read_gmcr(gmcr_text(case).encode(), "p.gmcr")
    one, two = (winset.stability(c, "seq").equilibria["seq"].outcomes for c in (case, again))
    assert [outcome.number for outcome in one] == [outcome.number for outcome in two]


@pytest.mark.parametrize(("name", "says"), [("jeddah", "the joint issue 'minerals'"), ("harbour", "joint issue")])
def test_what_the_format_cannot_say_is_refused_in_words(name, says):
    with pytest.raises(UsageError, match=says):
        gmcr_text(winset.load(name))


HOSTILE = [
    b"",
    b"[]",
    b"{",
    b"null",
    b"{}",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"options": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    b'{"options": NaN, "decisionMakers": []}',
    json.dumps(model(options="x")).encode(),
    json.dumps(model(options=[{"name": 3}])).encode(),
    json.dumps(model(decisionMakers=[{"name": "A", "options": [7]}])).encode(),
    json.dumps(model(decisionMakers=[{"name": "A", "options": [0, 0]}])).encode(),
    json.dumps(model(infeasibles=[[[0, "M"]]])).encode(),
    json.dumps(model(infeasibles=[[[10**30, "Y"]]])).encode(),
    json.dumps(model(coalitions=[[0, 9]])).encode(),
    json.dumps(model(options=[{"name": "x", "permittedDirection": "up"}])).encode(),
]


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_broken_files_are_refused_with_a_line(data):
    with pytest.raises(CaseFileError) as caught:
        read_gmcr(data, "m.gmcr")
    assert str(caught.value).startswith("m.gmcr:")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["Y", "N", "fwd"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*model(), "name", "compound"]), inner),
    max_leaves=12,
)


@given(st.sampled_from(list(model())), json_values)
def test_any_json_is_read_or_refused(key, value):
    try:
        read(model(**{key: value}))
    except CaseFileError as error:
        assert str(error).startswith("m.gmcr:")


@pytest.mark.parametrize("odd", [{}, [], None, True, 1e-320, "x", {"a": []}])
@pytest.mark.parametrize("place", ["direction", "pair", "ranking", "option", "coalition", "name"])
def test_a_value_of_the_wrong_kind_is_told_and_never_an_error_of_winset(odd, place):
    options = [{"name": "a", "permittedDirection": "both"}, {"name": "b", "permittedDirection": "both"}]
    makers = [
        {"name": "R", "options": [0], "preferences": [], "preferenceRanking": [3, 4, 1, 2]},
        {"name": "C", "options": [1], "preferences": [], "preferenceRanking": [2, 4, 1, 3]},
    ]
    data = {"options": options, "decisionMakers": makers, "infeasibles": [], "coalitions": []}
    data["useManualPreferenceRanking"] = True
    if place == "direction":
        options[0]["permittedDirection"] = odd
    elif place == "pair":
        data["infeasibles"] = [[[odd, "Y"], [1, "Y"]]]
    elif place == "ranking":
        makers[0]["preferenceRanking"][1] = odd
    elif place == "option":
        makers[0]["options"] = [odd]
    elif place == "coalition":
        data["coalitions"] = [[0, odd]]
    else:
        options[0]["name"] = odd
    with contextlib.suppress(CaseFileError):
        read_gmcr(json.dumps(data).encode(), "odd.gmcr")
