"""Moves told by groups of outcomes against the same moves listed one by one; routes of a case too large for a list."""

from random import Random

import numpy as np
import pytest

import winset
from winset.case.reading import from_data
from winset.engines.routes import finder
from winset.space.edges import FAR
from winset.space.game import Game
from winset.space.grouped import GroupedMoves


def conflict(seed):
    """A small case with steps that cannot be undone, outcomes that cannot occur or are not seen, and a barrier."""
    random = Random(seed)
    issues = {}
    for place in range(6):
        levels = list("abc")[: random.choice([2, 2, 3])]
        moves = random.choice(["free", "free", "forward", "backward", [["a", "b"]]])
        issues[f"i{place}"] = {"levels": levels, "control": f"P{place % 2}", "moves": moves}
    condition = {"party": "P0", "withholds": "i1 = b", "unless": "i0 = b", "probability": "1"}
    return from_data(
        {
            "winset": "1",
            "title": "grouped",
            "parties": {"P0": {}, "P1": {}},
            "issues": issues,
            "impossible": [{"when": "i2 = b and i3 = b", "why": "x"}] if seed % 2 else [],
            "preferences": {
                f"P{n}": [{"prefer": f"i{random.randrange(6)} = {random.choice('ab')}"} for _ in range(4)]
                for n in range(2)
            },
            "conditions": {"wall": condition} if seed % 3 else {},
            "misperceived": {"P1": [{"when": "i0 = b and i5 = b"}]} if seed % 5 == 0 else {},
        }
    )


@pytest.mark.parametrize("seed", range(12))
def test_groups_lead_where_the_listed_moves_lead(seed):
    game = Game(conflict(seed))
    rng = np.random.default_rng(seed)
    for party in range(2):
        mover = game.mover((party,))
        kinds = [
            (GroupedMoves(mover), mover.moves),
            (GroupedMoves(mover, within=True), mover.within(mover.moves)),
            (GroupedMoves(mover, improving=True), mover.improvements),
        ]
        for grouped, listed in kinds:
            cost = np.where(rng.random(game.space.size) < 0.3, rng.integers(0, 50, game.space.size), FAR)
            if game.space.possible is not None:
                cost[~game.space.possible] = FAR
            one, two = cost.copy(), cost.copy()
            assert grouped.relax(one, 7) == listed.relax(two, 7)
            assert np.array_equal(one, two)
            for end in game.space.indices():
                assert np.array_equal(grouped.sources_of(int(end)), listed.sources_of(int(end)))


@pytest.mark.parametrize("seed", range(4))
def test_routes_are_the_same_by_groups(monkeypatch, seed):
    case = conflict(seed)
    listed = winset.routes(case).to_dict()
    monkeypatch.setattr(finder, "too_many", lambda mover: True)
    assert winset.routes(case).to_dict() == listed
