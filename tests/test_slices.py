"""SEQ and SSEQ slice by slice, against asking about one party after the other, and against all outcomes at once."""

from __future__ import annotations

import dataclasses
import random
from math import prod
from typing import Any

import numpy as np
import pytest

import oracle
from conflicts import case_data, random_conflict
from seeds import seeds
from winset.case.reading import from_data
from winset.engines.stability import improving, party
from winset.engines.stability.concepts import CONCEPTS
from winset.frozen import replace
from winset.space import lowering, slices
from winset.space.game import Game

pytestmark = pytest.mark.outside_truth


def drawn(seed: int) -> dict[str, Any]:
    """Draw a conflict in which about half the issues go forward, backward or along a list of moves."""
    rng = random.Random(seed)
    count = rng.randint(2, 4)
    issues: dict[str, Any] = {}
    for k in range(rng.randint(4, 8)):
        levels = [f"l{level}" for level in range(rng.choice((2, 2, 3)))]
        moves: Any = rng.choice(("free", "free", "forward", "forward", "backward"))
        if len(levels) > 2 and rng.random() < 0.4:
            moves = rng.choice(([["l0", "l1"], ["l1", "l0"], ["l0", "l2"]], [["l2", "l0"], ["l0", "l1"]]))
        issues[f"i{k}"] = {"levels": levels, "control": f"P{rng.randrange(count)}", "moves": moves}
    names = list(issues)

    def literal() -> str:
        name = rng.choice(names)
        return f"{name} = {rng.choice(issues[name]['levels'])}"

    wants = {
        f"P{p}": [{"prefer": f" {rng.choice(('and', 'or'))} ".join(literal() for _ in range(2))} for _ in range(7)]
        for p in range(count)
    }
    data = {"winset": "1", "title": "drawn", "parties": {f"P{p}": {} for p in range(count)}, "issues": issues}
    data["preferences"] = wants
    if seed % 3 == 0:
        data["impossible"] = [{"when": f"{names[0]} = l0 and {names[1]} = l1", "why": "x"}]
    return data


@pytest.mark.parametrize("seed", seeds(160))
def test_slice_by_slice_the_same_holds_as_when_each_party_is_asked_alone(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "_LEAST", (2, 3, 8)[seed % 3])
    if seed % 2:
        monkeypatch.setattr(lowering, "_FEW_CELLS", 0)
        monkeypatch.setattr(improving, "_PIECE", 8)
    if seed % 8 == 1:
        monkeypatch.setattr(improving, "_TOP", 5)
    game = Game(from_data(drawn(seed)))
    possible = game.space.indices()
    assert improving.all_alike(game)
    for one in range(len(game.parties)):
        for decide, label in ((party.seq, party.payoff_label), (party.sseq, party._counter_move_label)):
            alone = party._unescapable(game, one, label(game, one), True, "unlimited")
            assert np.array_equal(decide(game, one, "unlimited")[possible], alone[possible])


@pytest.mark.parametrize("seed", seeds(60))
def test_slice_by_slice_the_same_holds_as_the_oracle_says(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "_LEAST", 2)
    monkeypatch.setattr(lowering, "_FEW_CELLS", 0)
    conflict = random_conflict(random.Random(700 + seed))
    alone = [replace(issue, control=issue.control[:1], leave_any=False) for issue in conflict.issues]
    conflict = dataclasses.replace(conflict, issues=alone, listed=(), hidden=[])
    game = Game(from_data(case_data(conflict)))
    assert improving.all_alike(game)
    for key in ("nash", "gmr", "smr", "seq", "sseq"):
        for unit in CONCEPTS[key].units(game):
            holds = CONCEPTS[key].decide(game, unit, "unlimited")
            for outcome in conflict.possible:
                cell = int(game.space.find(np.array([conflict.number(outcome)]))[0])
                assert holds[cell] == oracle.stable(conflict, key, frozenset(unit), outcome, "unlimited"), (key, unit)


@pytest.mark.parametrize("seed", seeds(80))
def test_nobody_leads_from_a_slice_into_one_that_is_settled_later(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "_LEAST", 2)
    game = Game(from_data(drawn(seed)))
    units = [game.mover((one,)).unit for one in range(len(game.parties))]
    cut = slices.Slices(game.space, [unit.changes for unit in units])
    assert len(cut.places) == prod(cut.shape[: len(cut.cut)])
    order = np.empty(game.space.size, dtype=np.int64)
    for number, place in enumerate(cut.places):
        cut.one(order, place)[:] = number
    settled = cut.unseen(order.reshape(cut.shape)).reshape(-1)
    for one, unit in enumerate(units):
        into = {place: set(cut.earlier(one, place)) for place in cut.places}
        for cell in range(game.space.size):
            for end in unit.moves_from(game.space, cell):
                start, there = settled[cell], settled[end]
                assert there <= start
                assert there == start or cut.places[start] in into[cut.places[there]]
