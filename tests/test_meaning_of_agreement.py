"""What is an agreement, who can refuse it, and what a lapsed one leaves: small cases worked by hand."""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
import pytest

import winset
from winset.case.reading import read_case
from winset.engines.talks.situation import Negotiation
from winset.space.draws import modes
from winset.space.packages import Packages
from winset.space.roles import roles

pytestmark = pytest.mark.outside_truth

CONFLICTS = Path(__file__).parents[1] / ".." / "shared" / "data" / "conflicts"

VETO = """
winset: 1
title: Merger with a regulator
parties: {A: {}, B: {}, R: {at_table: no}}
issues:
  merger: {levels: [pending, closed], control: [A, B]}
  remedy: {levels: [none, sold], control: A}
  ruling: {levels: [blocked, cleared], control: R}
impossible:
  - {when: merger = closed and ruling = blocked, why: needs clearance}
values:
  A: [{when: merger = closed, points: 10}, {when: remedy = sold, points: -2}]
  B: [{when: merger = closed, points: 10}]
  R: [{when: ruling = cleared, points: CLEARING}, {when: merger = closed and remedy = none, points: -8}]
"""

TWO = """
winset: 1
title: Merger with two regulators
parties: {A: {}, B: {}, R: {at_table: no}, S: {at_table: no}}
issues:
  merger: {levels: [pending, closed], control: [A, B]}
  here: {levels: [blocked, cleared], control: R}
  there: {levels: [blocked, cleared], control: S}
impossible:
  - {when: merger = closed and here = blocked, why: needs clearance}
  - {when: merger = closed and there = blocked, why: needs clearance}
values:
  A: [{when: merger = closed, points: 10}]
  B: [{when: merger = closed, points: 10}]
  R: [{when: merger = closed, points: HERE}]
  S: [{when: merger = closed, points: THERE}]
reactions: {R: {temperature: 2}, S: {temperature: 3}}
"""

LOCKOUT = """
winset: 1
title: Lock-out
parties: {U: {home: [members]}, C: {}}
issues:
  contract: {levels: [unsigned, signed], control: [U, C], moves: forward}
  pay: {levels: [low, high], control: [U, C], only_if: contract = signed}
  strike: {levels: [no, called], control: U}
  season: {levels: [locked out, played, cancelled], control: C}
  parking: {levels: [paid, free], control: C}
impossible:
  - {when: season = played iff contract = unsigned, why: it ends with a contract}
  - {when: strike = called and contract = signed, why: peace clause}
values:
  U: [{when: pay = high, points: 6}, {when: season = played, points: 10}, {when: strike = called, points: 1},
      {when: season = cancelled, points: -9}, {when: parking = free, points: 1}]
  C: [{when: pay = high, points: -4}, {when: season = played, points: 10}, {when: strike = called, points: -6},
      {when: season = cancelled, points: 2}]
no_deal: {U: -30, C: -30}
ratification:
  - {party: U, home: members, issue: contract, chances: {signed: ACCEPTED}}
"""


def made(text: str, **words: object) -> winset.Case:
    for word, value in words.items():
        text = text.replace(word, str(value))
    return read_case(text.encode(), "case.yaml")


def of(name: str) -> winset.Case:
    path = CONFLICTS / f"{name}.yaml"
    if not path.exists():
        pytest.skip(f"{name}.yaml is not here")
    return winset.load(path)


def events(case: winset.Case, draws: int = 2000, **kwargs: object) -> dict[str, float]:
    return {key: share.probability for key, share in winset.forecast(case, draws=draws, **kwargs).events.items()}


def test_an_absent_party_can_refuse_and_the_chance_is_that_of_quantal_response():
    """Blocked leaves today (0); cleared costs 3: with the remedy the chance of clearing is 1/(1 + e^3)."""
    case = made(VETO, CLEARING=-3)
    for remedy, points in (("sold", -3), ("none", -11)):
        found = winset.package(case, {"merger": "closed", "remedy": remedy})
        cleared = 1 / (1 + exp(-points))
        assert found.in_force == pytest.approx(cleared)
        assert found.refused_by == {"R": pytest.approx(1 - cleared)}
        (gain,) = [one.gain.mean for one in found.gains if one.party == "A"]
        assert gain == pytest.approx(cleared * (10 if remedy == "none" else 8), abs=1e-12)
        assert {tuple(one.levels.values()): one.stands for one in found.answers} == {
            ("blocked",): False,
            ("cleared",): True,
        } or remedy == "none"


def test_refusal_falls_as_the_absent_party_gives_more_to_clearing():
    """Of every package; which one is signed changes, too, since the signatories weigh the risk."""
    cases = [made(VETO, CLEARING=points) for points in range(-12, 22, 3)]
    for remedy in ("none", "sold"):
        found = [winset.package(case, {"merger": "closed", "remedy": remedy}, draws=4) for case in cases]
        chances = [one.in_force for one in found]
        assert chances == sorted(chances)
    assert events(cases[0])["in-force"] < 0.001
    assert events(cases[-1])["in-force"] > 0.99


def test_refused_in_all_draws_is_told_as_such_and_leaves_today():
    record = winset.forecast(made(VETO, CLEARING=-1000), draws=2000)
    assert record.events["refused"].probability > 0.999
    assert record.refused_by["R"].probability == record.events["refused"].probability
    assert record.events["in-force"].probability < 0.001
    assert record.levels["remedy"]["none"].probability == pytest.approx(1)


def test_a_severable_package_keeps_what_no_rule_ties_to_the_refusal():
    text = VETO.replace("remedy: {levels: [none, sold], control: A}", "remedy: {levels: [none, sold], control: [A, B]}")
    whole = winset.forecast(made(text, CLEARING=-1000), draws=500)
    parts = winset.forecast(made(text + "agreement: {severable: yes}\n", CLEARING=-1000), draws=500)
    assert whole.events["in-force"].probability == 0
    negotiation = Negotiation(made(text + "agreement: {severable: yes}\n", CLEARING=-1000))
    both = negotiation.packages.number({"merger": "closed", "remedy": "sold"})
    rest = negotiation.packages.number({"remedy": "sold"})
    row = int(np.flatnonzero(negotiation.numbers == both)[0])
    blocked = negotiation.packages.same_answer
    assert negotiation.numbers[negotiation.landing.stands[row, blocked]] == rest
    assert negotiation.landing.works[row, blocked]
    assert parts.events["in-force"].probability + parts.events["refused"].probability == pytest.approx(1)


@pytest.mark.parametrize(("here", "there"), [(4, 4), (4, -4), (-1000, 6), (-2, -2)])
def test_two_absent_parties_expect_each_other(here, there):
    """The quantal response equilibrium of two who both must clear, found by bisection on one equation.

    R clears with chance r = s(here * t / 2) and S with t = s(there * r / 3), where s is the logistic function: clearing
    matters to one only as far as the other clears.
    """
    case = made(TWO, THERE=there, HERE=here)
    negotiation = Negotiation(case)
    answers = negotiation.answers(modes(negotiation.inputs)).to_all()[0]
    row = 1 - negotiation.status_quo
    codes = negotiation.packages.codes
    r = float(answers[row][codes["here"][0] == 1].sum())
    t = float(answers[row][codes["there"][0] == 1].sum())

    def s(x: float) -> float:
        return 1 / (1 + exp(-x))

    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if s(here * s(there * middle / 3) / 2) > middle else (low, middle)
    assert r == pytest.approx(low, abs=1e-6)
    assert t == pytest.approx(s(there * low / 3), abs=1e-6)
    assert answers.sum(axis=1) == pytest.approx(1)


def test_two_regulators_who_both_gain_do_not_hide_behind_each_other():
    """Each looks at the other's expected answer, not at its ruling of today, under which clearing would be idle."""
    found = winset.package(made(TWO, THERE=12, HERE=8), {"merger": "closed"})
    assert found.in_force > 0.9
    assert winset.package(made(TWO, THERE=12, HERE=-8), {"merger": "closed"}).in_force < 0.1


def test_roles_and_pressing_levels():
    found = roles(made(LOCKOUT, ACCEPTED=0.9))
    assert {key: (role.kind, role.pressing) for key, role in found.items()} == {
        "contract": ("term", ()),
        "pay": ("term", ()),
        "strike": ("lever", ("called",)),
        "season": ("lever", ("cancelled",)),
        "parking": ("term", ()),
    }
    stated = made(LOCKOUT.replace("control: U}", "control: U, role: term}"), ACCEPTED=0.9)
    assert (roles(stated)["strike"].kind, roles(stated)["strike"].stated) == ("term", True)


def agreements_by_hand() -> set[tuple[str, ...]]:
    """Signed with either pay, the season played, parking either way; nothing else settles anything."""
    return {("signed", pay, "no", "played", parking) for pay in ("low", "high") for parking in ("paid", "free")}


def test_only_agreements_are_packages():
    case = made(LOCKOUT, ACCEPTED=0.9)
    packages = Packages(case)
    listed = {
        tuple(packages.levels(int(number)).values()) for number in packages.numbers if number != packages.status_quo
    }
    assert listed == agreements_by_hand()
    record = winset.deals(case, draws=50)
    assert record.packages == 4
    alone = [one for found in record.alone.values() for one in found]
    assert {
        (one.party, issue, level, one.presses) for one in alone for issue, (_, level) in one.step.changes.items()
    } == {
        ("U", "strike", "called", True),
        ("C", "season", "cancelled", True),
        ("C", "parking", "free", False),
    }
    assert record.alone["U"][0].worse == ("C",)


@pytest.mark.parametrize(
    ("levels", "reason"),
    [({"strike": "called"}, "presses strike"), ({"parking": "free"}, "alone"), ({}, "")],
)
def test_what_is_no_agreement_says_why(levels, reason):
    found = winset.package(made(LOCKOUT, ACCEPTED=0.9), levels)
    assert found.reasons == ((reason,) if reason else ())
    assert found.possible == (not reason)


def test_no_hostile_act_is_in_force_and_refusal_at_home_lowers_agreement():
    chances = []
    for accepted in (1, 0.8, 0.4, 0):
        record = winset.forecast(made(LOCKOUT, ACCEPTED=accepted), draws=3000)
        assert record.levels["strike"]["called"].probability == 0
        assert record.levels["season"]["cancelled"].probability == 0
        chances.append(record.events["in-force"].probability)
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == pytest.approx(1)
    assert chances[-1] == pytest.approx(0, abs=0.15)


def test_what_the_case_says_of_an_agreement_outranks_the_rule():
    text = LOCKOUT + "agreement: {when: parking = free}\n"
    packages = Packages(made(text, ACCEPTED=0.9))
    assert {packages.levels(int(n))["parking"] for n in packages.numbers if n != packages.status_quo} == {"free"}


def test_both_comparisons_are_told():
    """U has 0 without a deal today and -30 after waiting: a package worth 4 to it is +34 against no deal, +4 today."""
    found = winset.package(made(LOCKOUT, ACCEPTED=1), {"contract": "signed", "season": "played"})
    assert {one.party: (one.gain.mean, one.over_today.mean) for one in found.gains} == {"U": (40, 10), "C": (40, 10)}
    listed = winset.deals(made(LOCKOUT, ACCEPTED=1), draws=10).listed
    assert all(one.over_today[p] == one.gains[p] - 30 for one in listed for p in "UC")


def test_waiting_is_charged_to_a_lapsed_package():
    """A refused package is worth no deal, exactly, whatever waiting costs."""
    case = made(VETO + "no_deal: {A: -5, B: -1}\n", CLEARING=-1000)
    found = winset.package(case, {"merger": "closed", "remedy": "sold"})
    assert {one.party: one.gain.mean for one in found.gains if one.signatory} == {"A": 0, "B": 0}


def test_veto_is_refused_and_monotone():
    case = of("veto")
    assert events(case)["refused"] > 0.999
    chances = [
        events(winset.changed(case, {"values.R.1": points}), 3000)["in-force"] for points in (-1000, -4, -2, 0, 2, 4)
    ]
    assert chances == sorted(chances)
    assert chances[-1] > 0.9


@pytest.mark.parametrize("name", ["msft", "msft_h", "msft_t"])
def test_the_merger_closes_with_the_divestiture_or_not_at_all(name):
    """As an absent party, as a home and at the table the same facts give the same picture.

    The regulator that answers may still say no to the divestiture (it answers by quantal response, about 15 in 100);
    at the table it signs whenever it is no worse off, and as a home it accepts whenever it is no worse off.
    """
    case = of(name)
    record = winset.forecast(case, draws=2000)
    closed = record.scenarios["closed"].probability
    sold = record.questions["sells"].probability
    assert closed == pytest.approx(sold, abs=0.02)
    assert closed == pytest.approx({"msft": 0.75, "msft_h": 0.80, "msft_t": 0.89}[name], abs=0.06)
    bare = winset.package(case, {"merger": "closed"} | ({"cma": "cleared"} if name == "msft_t" else {}), draws=500)
    assert bare.share * bare.in_force < 0.02


def test_a_strike_everybody_prefers_to_waiting_is_no_agreement():
    record = winset.forecast(of("mini_lever"), draws=2000)
    assert record.events["in-force"].probability == 0
    assert record.levels["strike"]["called"].probability == 0


def test_an_agreement_to_end_a_lock_out_dissolves_no_union_and_cancels_no_season():
    case = of("nhl")
    record = winset.forecast(case, draws=3000)
    assert record.levels["union"]["filed"].probability == 0
    assert record.levels["season"]["cancelled"].probability == 0
    assert record.scenarios["deal"].probability == pytest.approx(record.events["in-force"].probability)
    refusing = winset.changed(case, {"ratification.2.signed": 0.5})
    assert events(refusing, 3000)["in-force"] < record.events["in-force"].probability
