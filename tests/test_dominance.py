"""Joint improvements found by sorting, against every move of every outcome looked at one by one."""

from __future__ import annotations

import random

import numpy as np
import pytest

from winset.case.reading import from_data
from winset.engines.stability.concepts import CONCEPTS
from winset.space import dominance, movers
from winset.space.game import Game
from winset.space.outcomes import OutcomeSpace

pytestmark = pytest.mark.outside_truth

MEMBERS = ((0, 1), (1, 2), (0, 1, 2), (2, 3))


def conflict(seed: int, guards: bool = False) -> Game:
    """Eight issues of two to three levels over four parties, some joint, some one-way, some outcomes impossible."""
    rng = random.Random(seed)
    issues = {
        f"i{place}": {
            "levels": ["a", "b", "c"][: rng.choice((2, 2, 3))],
            "control": [f"P{place // 2}", *([f"P{(place // 2 + 1) % 4}"] if rng.random() < 0.4 else [])],
            "moves": rng.choice(("free", "free", "forward")),
        }
        for place in range(8)
    }
    if guards:
        issues["i6"]["only_if"] = "i0 = b"
    literals = [f"{key} = {level}" for key, one in issues.items() for level in one["levels"]]
    data = {
        "winset": "1",
        "title": "drawn",
        "parties": {f"P{place}": {} for place in range(4)},
        "issues": issues,
        "impossible": [{"when": " and ".join(rng.sample(literals, 3))} for _ in range(2)],
        "preferences": {
            f"P{place}": [{"prefer": " or ".join(rng.sample(literals, 2))} for _ in range(rng.randint(2, 7))]
            for place in range(4)
        },
        "coalitions": [["P0", "P1", "P2"], ["P2", "P3"]],
    }
    return Game(from_data(data))


def listed(game: Game) -> Game:
    """The same game on the list of its possible outcomes."""
    space = game.space
    return Game(
        game.case,
        space=OutcomeSpace(space.issues, space.levels, space.strides, space.indices(), None, space.guards),
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form", ["dense", "sparse"])
def test_the_least_of_the_joint_improvements_is_that_of_all_moves(
    seed: int, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(movers, "FEW_PAIRS", 0)
    monkeypatch.setattr(dominance, "_BLOCK", 64)  # so that groups come in several parts
    game = conflict(seed, guards=seed == 2)
    game = game if form == "dense" else listed(game)
    size, draw = game.space.size, np.random.default_rng(seed)
    values = draw.integers(0, 50, size).astype(np.int32)
    labels = [np.minimum(payoff, draw.integers(0, int(payoff.max()) + 1, size, np.int32)) for payoff in game.payoffs]
    wall = game.space.where("i1 = b")
    for members in MEMBERS:
        for joint_only in (False, True):
            known = game.mover(members, joint_only)
            walls = [wall] if seed % 2 else []
            mover = movers.Mover(game.space, known.unit, known.payoffs, walls)
            if game.space.possible is not None:
                values[~game.space.possible] = 99
            found = mover.improve(values, 99)
            marked = mover.exceeds([labels[member] for member in members], mover.payoffs)
            stays = mover.spread(values, 99, stay=False)
            for cell in game.space.indices()[::7]:
                ends = mover.unit.moves_from(game.space, int(cell))
                better = ends[mover.gains(int(cell), ends)]
                assert found[cell] == values[better].min(initial=99)
                assert stays[cell] == values[ends].min(initial=99)
                open_ = ends[~wall[ends] | wall[cell]] if walls else ends
                above = np.ones(len(open_), dtype=np.bool_)
                for member in members:
                    above &= labels[member][open_] > game.payoffs[member][cell]
                assert marked[cell] == above.any()


def test_both_ways_of_looking_for_joint_moves_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """By explicit lists, and without them: every concept that asks coalitions, or that coalitions answer."""
    verdicts = []
    for few in (0, 2**40):
        monkeypatch.setattr(movers, "FEW_PAIRS", few)
        game = conflict(11)
        verdicts.append(
            [
                CONCEPTS[key].decide(game, unit, sanctions).tolist()
                for key in ("seq", "sseq", "cnash", "cgmr", "cseq")
                for unit in CONCEPTS[key].units(game)
                for sanctions in ("unlimited", "single")
            ]
        )
    assert verdicts[0] == verdicts[1]


def test_ranks_too_large_to_be_packed_with_their_places_are_sorted_all_the_same() -> None:
    groups, asking = np.array([0, 0, 1, 1]), np.array([0, 1, 1])
    keys, bounds = np.array([5, 2**61, 7, 3]), np.array([5, 3, 2**61])
    order, before = dominance._sorted(groups, keys, asking, bounds)
    assert order.tolist() == [1, 0, 2, 3]
    assert before.tolist() == [1, 3, 2]
