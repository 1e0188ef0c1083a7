"""Issues that exist only under a condition: one outcome where they do not, and every comparison with them false."""

import itertools

import pytest

import winset
from winset.case.reading import read_case
from winset.errors import CaseFileError

TERMS = """
winset: 1
title: Contract with terms
parties: {U: {}, C: {}}
issues:
  contract: {levels: [unsigned, signed], control: [U, C], moves: forward}
  pay: {levels: [low, high], control: [U, C], only_if: contract = signed}
  bonus: {levels: [none, small, large], control: [U, C], only_if: pay = high}
  strike: {levels: [no, yes], control: U}
"""


def game(text):
    return winset.game(read_case(text.encode(), "terms.yaml"))


def by_hand():
    """Every distinct outcome, written out from the definition."""
    found = set()
    for contract, strike in itertools.product(("unsigned", "signed"), ("no", "yes")):
        for pay in ("low", "high") if contract == "signed" else ("low",):
            for bonus in ("none", "small", "large") if contract == "signed" and pay == "high" else ("none",):
                found.add((contract, pay, bonus, strike))
    return found


def test_outcomes_that_differ_only_in_what_does_not_exist_are_one():
    space = game(TERMS).space
    outcomes = {tuple(space.levels_of(space.number(int(cell))).values()) for cell in space.indices()}
    assert outcomes == by_hand()


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize("level", ["low", "high"])
def test_every_comparison_with_what_does_not_exist_is_false(operator, level):
    space = game(TERMS).space
    holds = space.where(f"pay {operator} {level}")
    denied = space.where(f"not pay {operator} {level}")
    for cell in space.indices():
        if space.levels_of(space.number(int(cell)))["contract"] == "unsigned":
            assert not holds[cell]
            assert denied[cell]


def test_a_condition_guards_through_another():
    space = game(TERMS).space
    assert {
        space.levels_of(space.number(int(cell)))["contract"]
        for cell in space.indices()
        if space.where("bonus = none")[cell]
    } == {"signed"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("  pay: {levels: [low, high], control: [U, C], only_if: bonus = none}", "leads in a circle"),
        ("  pay: {levels: [low, high], control: [U, C], only_if: contrakt = signed}", "there is no issue 'contrakt'"),
    ],
)
def test_a_circle_and_an_unknown_name_are_told(line, message):
    text = "\n".join(line if row.startswith("  pay:") else row for row in TERMS.splitlines())
    with pytest.raises(CaseFileError) as told:
        read_case(text.encode(), "terms.yaml")
    assert any(message in str(problem.what) and problem.line for problem in told.value.problems)


def test_today_stands_at_the_first_level_of_what_does_not_exist():
    with pytest.raises(CaseFileError, match="rests at its first level"):
        read_case((TERMS + "status_quo: {pay: high}\n").encode(), "terms.yaml")


def test_what_law_requires_outranks_every_statement():
    text = """
winset: 1
title: A letter that must be sent
parties: {G: {}, P: {}}
issues:
  deal: {levels: [none, passed], control: P}
  letter: {levels: [no, sent], control: G, requires: {when: deal = none, level: sent}}
preferences:
  G: [letter = no]
  P: [deal = none]
"""
    analysed = game(text)
    space, payoff = analysed.space, analysed.payoffs[0]
    sent = space.cell_of({"deal": "none", "letter": "sent"})
    unsent = space.cell_of({"deal": "none", "letter": "no"})
    passed = space.cell_of({"deal": "passed", "letter": "no"})
    assert payoff[sent] > payoff[unsent]
    assert payoff[passed] > payoff[sent]


LEAVING = """
winset: 1
title: One party leaves the contract
parties: {U: {}, C: {}}
issues:
  contract: {levels: [unsigned, signed], control: C}
  pay: {levels: [low, high], control: [U, C], only_if: contract = signed}
  strike: {levels: [no, yes], control: U}
status_quo: {contract: signed, pay: high}
preferences:
  U: [contract = signed]
  C: [contract = unsigned]
scenarios: {gone: contract = unsigned}
"""


def test_whoever_leaves_the_contract_leaves_its_terms():
    analysed = game(LEAVING)
    space = analysed.space
    signed = space.cell_of({"contract": "signed", "pay": "high", "strike": "no"})
    (left,) = analysed.mover((1,)).unit.moves_from(space, signed)
    assert space.levels_of(space.number(int(left))) == {"contract": "unsigned", "pay": "low", "strike": "no"}
    assert analysed.mover((1,)).has_improvement()[signed]
    (route,) = [one for one in winset.routes(analysed).routes if one.to.levels["strike"] == "no"]
    assert [(step.units, dict(step.changes)) for step in route.credible] == [
        (("C",), {"contract": ("signed", "unsigned")})
    ]


def test_terms_of_a_contract_whose_entry_cannot_be_read():
    text = (
        "winset: 1\ntitle: T\nparties: {A: {}, B: {}}\nissues:\n"
        "  contract: {levels: [unsigned, signed], contrl: [A, B]}\n"
        "  pay: {levels: [low, high], control: [A, B], only_if: contract = signed}\n"
    )
    with pytest.raises(winset.CaseFileError, match="contrl"):
        read_case(text.encode(), "x.yaml")
