"""Every catalogue case holds its known answers."""

import numpy as np
import pytest

import winset
from winset.case import catalogue
from winset.engines.stability.analysis import equilibrium_mask, joint_improvements
from winset.engines.stability.concepts import CONCEPTS
from winset.space.game import Game

pytestmark = pytest.mark.outside_truth

NAMES = catalogue.names()


def cells(game: Game, items: tuple[str, ...]) -> set[int]:
    """The cells that answers name, by number or by condition."""
    found: set[int] = set()
    for item in items:
        if item.isdigit():
            found.add(int(game.space.find(np.array([int(item)]))[0]))
        else:
            found |= set(np.flatnonzero(game.space.where(item)).tolist())
    return found


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_warn_of(name):
    assert winset.check(winset.load(name)).warnings == ()


@pytest.mark.parametrize("name", NAMES)
def test_known_answers(name):
    case = winset.load(name)
    game = Game(case)
    for answer in case.answers:
        mask = equilibrium_mask(game, CONCEPTS[answer.concept], answer.sanctions)
        assert set(np.flatnonzero(mask).tolist()) == cells(game, answer.outcomes), answer.concept
        for move in answer.upset_by:
            (start,), (end,) = cells(game, (move.start,)), cells(game, (move.to,))
            upsets = {(one.units, one.to) for one in joint_improvements(game, start)}
            assert (tuple(move.units), game.space.number(end)) in upsets


def test_every_published_case_carries_answers_marked_published_or_computed():
    for part in ("elmira", "syria", "prisoners", "chicken"):
        answers = winset.load(part).answers
        assert {"nash", "seq"} <= {answer.concept for answer in answers}, part
        assert all(answer.status in {"published", "computed"} and answer.source for answer in answers)
    assert any(answer.status == "published" for answer in winset.load("elmira").answers)


def test_elmira_published_equilibria_and_its_joint_move():
    """Published states 5, 8 and 9 hold under Nash; state 5 is upset by the ministry and Uniroyal towards state 8."""
    record = winset.stability(winset.load("elmira"), "nash")
    found = {outcome.number: outcome.upset_by for outcome in record.equilibria["nash"].outcomes}
    assert {18, 21} <= set(found)
    assert set(found) - {18, 21} == {8, 9, 24, 25}
    assert [(move.units, move.to) for move in found[18]] == [(("MoE", "Uniroyal"), 21)]
    assert not any(found[number] for number in (8, 9, 21, 24, 25))


def test_names_are_listed_and_found():
    assert len(NAMES) >= 7
    for name in NAMES:
        assert winset.load(name).hash == winset.load(name[2:]).hash
