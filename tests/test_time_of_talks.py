"""What time does: deadlines with a consequence, moves that law forces, questions answered by their day."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import winset
from winset.case.reading import read_case
from winset.engines.deals.most_likely import central
from winset.engines.talks.situation import Negotiation
from winset.space.draws import modes

pytestmark = pytest.mark.outside_truth

CONFLICTS = Path(__file__).parents[1] / ".." / "shared" / "data" / "conflicts"
DRAWS = 3000

LOCKOUT = """
winset: 1
title: Lock-out
as_of: 2026-01-01
parties: {U: {}, C: {}}
issues:
  contract: {levels: [unsigned, signed], control: [U, C], moves: forward}
  season: {levels: [locked out, played, cancelled], control: C, moves: [[locked out, played], [locked out, cancelled]]}
  letter: {levels: [not sent, sent], control: C}
impossible:
  - {when: season = played iff contract = unsigned, why: it ends with a contract}
scenarios: {deal: contract = signed, lost: season = cancelled}
values:
  U: [{when: season = played, points: [0, 6, 12]}, {when: season = cancelled, points: -9}]
  C: [{when: season = played, points: [-10, 2, 6]}, {when: season = cancelled, points: -4},
      {when: letter = sent, points: -1}]
talks: {failure: 0.2, deadline: 2026-01-21}
questions:
  early: {text: Signed by the fifth?, by: 2026-01-05, rule: announced, when: contract = signed}
  late: {text: Signed by the end?, by: 2026-02-01, rule: announced, when: contract = signed}
  before: {text: Was it signed?, by: 2025-12-01, rule: announced, when: contract = signed}
  gone: {text: Is the season lost by the fifteenth?, by: 2026-01-15, rule: announced, when: season = cancelled}
"""
DEADLINE = "deadlines: [{on: DAY, unless: contract = signed, then: {season: cancelled}, chance: CHANCE}]\n"

CREDIT = """
winset: 1
title: Debt rescheduling
as_of: 2026-03-01
parties: {D: {name: Debtor}, L: {name: Lenders}, F: {name: Fund, at_table: no}}
issues:
  terms: {levels: [old, stretched, cut], control: [D, L]}
  tranche: {levels: [held back, paid], control: F}
  default: {levels: [no, yes], control: []}
impossible: [{when: default = yes and terms != old, why: the old bonds are gone}]
scenarios: {settled: terms != old, default: default = yes}
values:
  D: [{when: terms = stretched, points: [1, 3, 5]}, {when: terms = cut, points: [4, 8, 12]},
      {when: default = yes, points: -20}]
  L: [{when: terms = stretched, points: [-4, -2, 0]}, {when: terms = cut, points: [-14, -9, -5]},
      {when: default = yes, points: [-14, -8, -3]}]
  F: [{when: tranche = paid and terms = old, points: -6}, {when: tranche = paid and terms != old, points: 5}]
deadlines: [{on: 2026-03-21, then: {default: yes}, chance: 0.8}]
talks: {deadline: 2026-03-21, failure: 0.1}
questions: {settled: {text: Settled by 8 March?, by: 2026-03-08, rule: r, when: terms != old}}
"""


def made(text: str, **words: object) -> winset.Case:
    for word, value in words.items():
        text = text.replace(word, str(value))
    return read_case(text.encode(), "case.yaml")


def seen(case: winset.Case, **kwargs: object) -> winset.ForecastRecord:
    return winset.forecast(case, draws=DRAWS, **kwargs)


def test_a_question_is_answered_by_what_is_in_force_on_its_day():
    record = seen(made(LOCKOUT))
    answers = {key: share.probability for key, share in record.questions.items()}
    assert answers["before"] == 0
    assert 0 < answers["early"] < answers["late"]
    assert answers["late"] == record.events["in-force"].probability
    assert record.settings["questions"] == "by what is in force on their day"
    undated = seen(made(LOCKOUT.replace("as_of: 2026-01-01\n", "")))
    assert undated.questions["early"].probability == undated.events["in-force"].probability
    assert "in the end" in undated.settings["questions"]


def test_what_a_deadline_brings_comes_with_its_chance_where_nothing_averts_it():
    plain = seen(made(LOCKOUT))
    signed = plain.events["in-force"].probability
    assert plain.scenarios["lost"].probability == 0
    for chance in (0, 0.5, 1):
        record = seen(made(LOCKOUT + DEADLINE, DAY="2026-01-21", CHANCE=chance))
        rest = 1 - record.events["in-force"].probability
        assert record.scenarios["lost"].probability == pytest.approx(chance * rest, abs=0.03)
        assert record.events["too-late"].probability == 0
        assert record.events["in-force"].probability >= signed - 1e-9


def test_what_comes_makes_no_deal_worse_and_agreement_wanted_more():
    """C signs what is worth at least what then is: without a deadline 0, with a certain one -4."""
    gains = []
    for chance in (0, 0.25, 1):
        negotiation = Negotiation(made(LOCKOUT + DEADLINE, DAY="2026-01-21", CHANCE=chance))
        situation = negotiation.situation(modes(negotiation.inputs))
        row = 1 - negotiation.status_quo
        gains.append((situation.gains("C")[0, row], situation.over_today("C")[0, row], situation.no_deal["U"][0]))
    assert gains == [(2, 2, 0), (3, 2, -2.25), (6, 2, -9)]


def test_the_exact_path_takes_no_deal_of_what_then_is():
    found = central(made(LOCKOUT + DEADLINE, DAY="2026-01-21", CHANCE="0.25"))
    assert found.exact
    gains = {
        found.packages.levels(int(number))["letter"]: [
            Fraction(int(gain)) / unit for gain, unit in zip(found.gains[:, place], found.units, strict=True)
        ]
        for place, number in enumerate(found.numbers)
    }
    assert gains == {"not sent": [Fraction(33, 4), 3], "sent": [Fraction(33, 4), 2]}


def test_a_consequence_that_comes_in_spite_of_an_agreement_counts_in_its_worth():
    """A letter sent together is an agreement that does not avert the deadline: worth no more than what then comes."""
    text = LOCKOUT.replace("levels: [not sent, sent], control: C", "levels: [not sent, sent], control: [U, C]")
    found = winset.package(made(text + DEADLINE, DAY="2026-01-21", CHANCE="0.25"), {"letter": "sent"}, draws=4)
    assert {one.party: (one.gain.central, one.over_today.central) for one in found.gains} == {
        "U": (0, -2.25),
        "C": (-1, -2),
    }


def test_an_agreement_that_comes_later_finds_the_consequence_in_place():
    early = seen(made(LOCKOUT + DEADLINE, DAY="2026-01-11", CHANCE=1))
    assert early.events["too-late"].probability > 0.3
    assert early.events["in-force"].probability + early.scenarios["lost"].probability == pytest.approx(1)
    assert early.questions["gone"].probability == early.scenarios["lost"].probability
    late = seen(made(LOCKOUT + DEADLINE, DAY="2026-01-21", CHANCE=1))
    assert late.questions["gone"].probability == 0
    assert late.events["in-force"].probability > early.events["in-force"].probability


def test_several_deadlines_come_in_the_order_of_their_days():
    text = LOCKOUT.replace("control: C, moves: [[locked out, played], [locked out, cancelled]]", "control: C")
    both = (
        "deadlines:\n"
        "  - {on: 2026-02-10, unless: season != cancelled, then: {letter: sent}}\n"
        "  - {on: 2026-01-21, unless: contract = signed, then: {season: cancelled}, chance: 0.5}\n"
    )
    record = seen(made(text + both))
    assert record.levels["letter"]["sent"].probability == record.scenarios["lost"].probability > 0
    assert record.moments[-1].day == 40
    assert {20.0, 40.0} <= {one.day for one in record.moments}
    assert all(one.scenarios["lost"] == 0 for one in record.moments if one.day < 20)


def test_what_law_requires_is_carried_out_where_nobody_did():
    required = "control: C, requires: {when: contract = unsigned, level: sent}}"
    text = LOCKOUT.replace(
        "letter: {levels: [not sent, sent], control: C}", "letter: {levels: [not sent, sent], " + required
    )
    record = seen(made(text))
    assert record.levels["letter"]["sent"].probability == pytest.approx(1 - record.events["in-force"].probability)
    negotiation = Negotiation(made(text))
    assert negotiation.situation(modes(negotiation.inputs)).no_deal["C"][0] == -1


def test_deadlines_alone_give_the_talks_their_span():
    text = LOCKOUT.replace(", deadline: 2026-01-21", "") + DEADLINE
    record = seen(made(text, DAY="2026-01-31", CHANCE=1))
    assert record.settings["days"] == 30
    assert record.moments[-1].day == 30


def later(case: winset.Case, days: int) -> winset.Case:
    """The same talks with every deadline moved."""
    from datetime import date, timedelta

    def moved(on: str) -> str:
        return str(date.fromisoformat(on) + timedelta(days=days))

    talks = case.talks.model_copy(update={"deadline": moved(case.talks.deadline)})
    deadlines = tuple(one.model_copy(update={"on": moved(one.on)}) for one in case.deadlines)
    return case.model_copy(update={"talks": talks, "deadlines": deadlines})


LOCKED = LOCKOUT + DEADLINE.replace("DAY", "2026-01-21").replace("CHANCE", "0.9")


@pytest.mark.parametrize(
    ("text", "question", "model"),
    [(LOCKED, "early", "nash"), (LOCKED, "early", "stability"), (CREDIT, "settled", "nash")],
)
def test_t28_a_later_deadline_makes_an_early_deal_less_likely(text, question, model):
    case = made(text)
    before, after = seen(case, model=model), seen(later(case, 60), model=model)
    assert after.questions[question].probability < before.questions[question].probability
    assert after.moments[0].day > before.moments[0].day


def test_t28_on_the_lock_out_of_2012():
    if not (CONFLICTS / "nhl.yaml").exists():
        pytest.skip("the conflicts are not here")
    nhl, nhl30, asked = (seen(winset.load(str(CONFLICTS / f"{name}.yaml"))) for name in ("nhl", "nhl30", "nhl_q"))
    assert nhl30.questions["deal"].probability < nhl.questions["deal"].probability / 3
    assert asked.questions["deal"].probability < nhl.questions["deal"].probability / 3
    text = (CONFLICTS / "nhl.yaml").read_text()
    cancelled = (
        "deadlines: [{on: 2013-01-11, unless: cba = signed, then: {season: cancelled}, chance: [0.7, 0.9, 1]}]\n"
    )
    for_long = text.replace("deadline: 2013-01-11", "deadline: 2013-02-10")
    by_then, too_long = seen(made(text + cancelled)), seen(made(for_long + cancelled))
    assert by_then.scenarios["lost"].probability > 0.15
    assert too_long.scenarios["lost"].probability > 2 * by_then.scenarios["lost"].probability
    assert too_long.events["too-late"].probability > 0.3


def test_serial_and_divided_draws_are_the_same_bits():
    case = made(CREDIT)

    def backwards(function, tasks):
        return reversed([function(one) for one in reversed(list(tasks))])

    one, two = winset.forecast(case, draws=1200), winset.forecast(case, draws=1200, run=backwards)
    assert one.to_dict() == two.to_dict()
