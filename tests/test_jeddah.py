"""The flagship case against the acceptance tests that stability, routes and the brief must pass."""

from __future__ import annotations

import numpy as np
import pytest

import winset
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import CONCEPTS
from winset.present.documents.brief import brief_document
from winset.present.documents.document import as_text
from winset.space.game import Game

pytestmark = pytest.mark.outside_truth

COMPROMISE = (
    "aid = resumed and intelligence = resumed and minerals = agreed and truce >= partial and territory = none "
    "and leadership = remains and answer = none and tempo = current"
)
CONCESSION = (
    "aid = resumed and intelligence = resumed and minerals = agreed and truce >= partial "
    'and territory >= "de facto line" and answer >= partial and tempo = current'
)
BREAKDOWN = "aid = withheld and intelligence = withheld and truce = none and tempo = escalated"


@pytest.fixture(scope="module")
def case() -> winset.Case:
    return winset.load("jeddah-2025")


@pytest.fixture(scope="module")
def game(case: winset.Case) -> Game:
    return winset.game(case)


def stable(game: Game, where: str) -> int:
    return int(np.count_nonzero(equilibrium_mask(game, CONCEPTS["nash"]) & game.space.where(where)))


def told(case: winset.Case) -> str:
    return " ".join(as_text(brief_document(case, winset.brief(case)), 10_000).split())


def test_t01_without_russia_no_truce_can_be_in_force(case: winset.Case) -> None:
    without = winset.without(case, "RU")
    assert not winset.game(without).space.where("answer >= partial").any()
    warnings = [warning.what for warning in winset.check(without).warnings]
    assert "nobody controls issue 'answer': it stays at 'none'" in warnings


@pytest.mark.parametrize("swap", ["US:1,2", "US:2,3", "US:1,3", "UA:1,3"])
def test_t17_swapping_statements_tells_which_equilibria_change(case: winset.Case, swap: str) -> None:
    other = winset.swap(case, swap)
    record = winset.compare(case, other, "seq")
    before, after = (
        {tuple(sorted(row.levels.items())) for row in winset.outcomes(one, holding="seq").outcomes}
        for one in (case, other)
    )
    assert {tuple(sorted(one.levels.items())) for one in record.only_first} == before - after
    assert {tuple(sorted(one.levels.items())) for one in record.only_second} == after - before
    assert record.both == len(before & after)


def test_t17_some_swap_changes_the_equilibria(case: winset.Case) -> None:
    record = winset.compare(case, winset.swap(case, "US:3,9"), "seq")
    assert record.only_first_count + record.only_second_count > 0


def test_t18_a_party_moves_only_what_it_controls(game: Game) -> None:
    for unit in game.units:
        members = set(game.members(unit))
        for cell in game.space.indices()[::7]:
            before = game.space.levels_of(int(cell))
            for end in game.mover(unit).unit.moves_from(game.space, int(cell)):
                after = game.space.levels_of(int(end))
                moved = [issue for issue in before if before[issue] != after[issue]]
                assert all(set(game.case.issues[issue].control) <= members for issue in moved)


def test_t19_alone_only_breakdown_together_compromise(case: winset.Case) -> None:
    record = winset.routes(case)
    assert record.alone_scenarios == ("breakdown",)
    routes = [route for route in record.routes if "compromise" in route.scenarios and route.credible]
    assert routes
    for route in routes:
        assert [step.units for step in route.joint_steps] == [("US", "UA")]
    text = told(case)
    assert "A compromise needs simultaneous commitment: the United States and Ukraine must move together." in text
    assert "Moving one at a time, the parties end in a breakdown" in text


@pytest.mark.parametrize("issue", ["minerals", "territory", "leadership"])
def test_t20_what_is_done_cannot_be_undone_on_any_route(case: winset.Case, issue: str) -> None:
    order = case.issues[issue].levels
    record = winset.routes(case)
    for route in record.routes:
        for steps in (route.shortest or (), route.credible or ()):
            changes = [step.changes[issue] for step in steps if issue in step.changes]
            assert all(order.index(before) < order.index(after) for before, after in changes)


def test_t21_no_outcome_violates_a_rule(case: winset.Case) -> None:
    order = ["none", "partial", "full"]
    listed = winset.outcomes(case).outcomes
    assert len(listed) == winset.game(case).space.count
    for row in listed:
        levels = row.levels
        assert order.index(levels["answer"]) <= order.index(levels["truce"])
        assert not (levels["answer"] == "full" and levels["tempo"] == "escalated")
        assert not (levels["territory"] != "none" and levels["truce"] == "none")


def test_t40_the_brief_lists_what_is_not_in_the_source(case: winset.Case) -> None:
    assert len(case.not_in_source) >= 6
    text = told(case)
    for omission in case.not_in_source:
        assert omission.what.split(",")[0] in text


def test_t46_major_concession_holds(game: Game) -> None:
    assert stable(game, CONCESSION)


def test_t48_compromise_holds(game: Game) -> None:
    assert stable(game, COMPROMISE)


def test_breakdown_with_escalation_holds(game: Game) -> None:
    assert stable(game, BREAKDOWN)


def test_tying_aid_to_concessions_removes_the_compromise(case: winset.Case) -> None:
    """The pivot: were aid tied to territory or leadership instead of a truce, the compromise would not hold."""
    data = case.model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    strict = '(territory >= "de facto line" or leadership >= "election timetable")'
    for position, issue in ((8, "aid"), (9, "intelligence")):
        data["preferences"]["US"][position]["prefer"] = f"{issue} = resumed iff {strict}"
    assert not stable(winset.game(winset.from_data(data)), COMPROMISE)


def test_every_statement_has_a_basis(case: winset.Case) -> None:
    for party in case.preferences.values():
        for statement in party:
            assert statement.basis
            assert all(item == "analyst assumption" or item.startswith("S") for item in statement.basis)
