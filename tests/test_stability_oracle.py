"""The stability engine against the brute-force oracle on random conflicts, dense and sparse."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

import oracle
from conflicts import case_data, conflicts, random_conflict, with_conditions
from seeds import EVERY, seeds
from winset.case.reading import from_data
from winset.engines.stability import improving
from winset.engines.stability import sanctions as answers
from winset.engines.stability.analysis import joint_improvements
from winset.engines.stability.concepts import CONCEPTS
from winset.space import boxes, descent, lowering, movers, outcomes, slices
from winset.space.game import Game

pytestmark = pytest.mark.outside_truth


def sparse(game: Game) -> Game:
    """The same game on the explicit list of its possible outcomes."""
    space = game.space
    listed = outcomes.OutcomeSpace(space.issues, space.levels, space.strides, space.indices(), None, space.guards)
    return Game(game.case, space=listed)


def without_pairs(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every other case, look as in large cases: for joint moves by sorting, with labels kept in half the memory.

    Improvements are then looked for in blocks of few outcomes, slice by slice where issues move one way only, and in
    ranks beyond what one label tells; in every fourth case by machine code, as in the largest.
    """
    if seed % 2:
        monkeypatch.setattr(movers, "FEW_PAIRS", 0)
        monkeypatch.setattr(answers, "LARGE", 0)
        monkeypatch.setattr(boxes, "BLOCK", 16)
        monkeypatch.setattr(boxes, "_LEAST", 1)
        monkeypatch.setattr(slices, "_LEAST", 2)
        monkeypatch.setattr(descent, "_FEW_COLUMNS", 2)
        monkeypatch.setattr(lowering, "_FEW_CELLS", 0)
        monkeypatch.setattr(improving, "_TOP", 2)
        monkeypatch.setattr(improving, "_PIECE", 4)
    if seed % 4 == 1:
        monkeypatch.setattr(lowering, "COMPILED_FROM", 0)


def assert_equal_to_oracle(conflict: oracle.Conflict, game: Game, sanctions: str) -> None:
    space = game.space
    for key, concept in CONCEPTS.items():
        for unit in concept.units(game):
            verdict = concept.decide(game, unit, sanctions)
            found = {
                space.number(int(cell))
                for cell in np.flatnonzero(verdict)
                if space.possible is None or space.possible[cell]
            }
            wanted = {
                conflict.number(s)
                for s in conflict.possible
                if oracle.stable(conflict, key, frozenset(unit), s, sanctions)
            }
            assert found == wanted, (key, unit, sanctions)


@settings(max_examples=60 if EVERY else 15, suppress_health_check=list(HealthCheck))
@given(conflicts)
def test_every_concept_equals_the_oracle(conflict: oracle.Conflict) -> None:
    game = Game(from_data(case_data(conflict)))
    for sanctions in ("unlimited", "once", "single"):
        assert_equal_to_oracle(conflict, game, sanctions)
        assert_equal_to_oracle(conflict, sparse(game), sanctions)


@pytest.mark.parametrize("seed", seeds(60))
def test_random_conflicts_equal_the_oracle(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    without_pairs(seed, monkeypatch)
    conflict = random_conflict(random.Random(seed))
    game = Game(from_data(case_data(conflict)))
    for form in (game, sparse(game)):
        assert_equal_to_oracle(conflict, form, "unlimited")
        for s in sorted(conflict.possible)[::5]:
            cell = int(form.space.find(np.array([conflict.number(s)]))[0])
            found: set[Any] = {
                (frozenset(map(form.parties.index, move.units)), move.to) for move in joint_improvements(form, cell)
            }
            assert found == {(unit, conflict.number(q)) for unit, q in oracle.upset_by(conflict, s)}


@pytest.mark.parametrize("seed", seeds(320))
def test_conflicts_with_issues_that_come_and_go_equal_the_oracle(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Moves that end an issue's existence, by all units, with packages and `leave: any`, dense and sparse."""
    without_pairs(seed, monkeypatch)
    conflict = random_conflict(random.Random(5000 + seed), conditional=True)
    game = Game(from_data(case_data(conflict)))
    assert game.space.count == len(conflict.possible)
    for form, sanctions in ((game, ("unlimited", "once", "single")[seed % 3]), (sparse(game), "unlimited")):
        assert_equal_to_oracle(conflict, form, sanctions)
        for s in sorted(conflict.possible)[::3]:
            cell = int(form.space.find(np.array([conflict.number(s)]))[0])
            for unit in form.units:
                ends = form.mover(unit).unit.moves_from(form.space, cell)
                found = {form.space.number(int(end)) for end in ends}
                assert found == {conflict.number(end) for end in conflict.moves(frozenset(unit), s)}
                joint = form.mover(unit, joint_only=True).unit.moves_from(form.space, cell)
                wanted = {conflict.number(end) for end in conflict.joint_moves(frozenset(unit), s)}
                assert {form.space.number(int(end)) for end in joint} == wanted


@pytest.mark.parametrize("seed", seeds(150))
def test_conditions_and_homes_stand_in_the_way_as_the_oracle_says(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A move into what a real condition forbids, or what a home surely refuses, is no improvement; all concepts."""
    without_pairs(seed // 2, monkeypatch)
    rng = random.Random(9000 + seed)
    conflict = random_conflict(rng, conditional=bool(seed % 2))
    data = case_data(conflict)
    with_conditions(rng, conflict, data)
    game = Game(from_data(data))
    for form, sanctions in ((game, ("unlimited", "once", "single")[seed % 3]), (sparse(game), "unlimited")):
        assert_equal_to_oracle(conflict, form, sanctions)
        for s in sorted(conflict.possible)[::4]:
            cell = int(form.space.find(np.array([conflict.number(s)]))[0])
            found = {
                (frozenset(map(form.parties.index, move.units)), move.to) for move in joint_improvements(form, cell)
            }
            assert found == {(unit, conflict.number(q)) for unit, q in oracle.upset_by(conflict, s)}
