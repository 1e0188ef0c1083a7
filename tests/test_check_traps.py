"""Errors that a valid case can hide: each test is made from the error that the warning is to catch."""

from __future__ import annotations

import pytest

import winset
from winset.case import catalogue
from winset.case.reading import read_case
from winset.case.starter import starter_text

TALKS = """\
winset: 1
title: Pay talks
parties:
  union: {name: Union, home: [members]}
  firm: {name: Firm}
issues:
  pay: {levels: [open, two percent, three percent, four percent], control: [union, firm], moves: forward}
  term: {levels: [one year, two years, three years], control: [union, firm], moves: forward}
  strike: {levels: [no, yes], control: union}
preferences:
  union: [pay = "four percent", strike = no]
  firm: [strike = no, pay = "two percent", term = "three years"]
scenarios: {settled: pay != open}
"""


def warnings(text: str) -> list[str]:
    return [one.render("case.yaml") for one in winset.check(read_case(text.encode(), "case.yaml")).warnings]


def only(text: str) -> str:
    found = warnings(text)
    assert len(found) == 1, found
    return found[0]


def test_nothing_to_warn_of():
    assert warnings(TALKS) == []
    assert warnings(starter_text(None)) == []


@pytest.mark.parametrize("name", catalogue.names())
def test_the_catalogue_gives_no_cause(name):
    assert winset.check(winset.load(name)).warnings == ()


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            'not (pay = "four percent" and term = "one year" and strike = yes)',
            "statement 1 of 'firm' holds in 96% of the possible outcomes. Hint: It tells hardly any apart.",
        ),
        (
            'pay = "four percent" and term = "one year" and strike = yes',
            "statement 1 of 'firm' holds in only 4.2% of the possible outcomes",
        ),
    ],
)
def test_a_statement_true_or_false_in_nearly_all_outcomes(statement, says):
    told = only(TALKS.replace("firm: [strike = no", f"firm: ['{statement}', strike = no"))
    assert told.startswith("case.yaml:12:")
    assert says in told


def test_what_decides_whether_there_are_terms_is_not_nearly_always_true():
    """Signed is one thing of two, however many outcomes the terms make of it."""
    terms = "".join(
        f"  t{place}: {{levels: [a, b, c], control: [union, firm], only_if: signing = done}}\n" for place in range(3)
    )
    text = TALKS.replace(
        "  strike:",
        "  signing: {levels: [not yet, done], control: [union, firm], moves: forward}\n" + terms + "  strike:",
    ).replace("firm: [strike = no", "firm: [signing = done, t0 = b, t1 = c, t2 = a, strike = no")
    assert warnings(text + "agreement: {when: signing = done}\n") == []


@pytest.mark.parametrize("comparison", ['pay <= "three percent"', 'pay < "four percent"', 'pay != "four percent"'])
def test_a_comparison_true_of_what_is_still_open(comparison):
    text = TALKS.replace('pay = "two percent", term', f"'{comparison}', term")
    told = only(text)
    assert told.startswith("case.yaml:12:24 this holds of 6 outcomes only because 'pay' is still 'open'.")
    assert told.endswith("add: and pay != open")
    assert warnings(text.replace(f"'{comparison}'", f"'{comparison} and pay != open'")) == []
    assert warnings(text.replace(f"'{comparison}'", f"'if pay != open then {comparison}'")) == []


def test_a_denial_true_of_terms_that_do_not_exist():
    text = TALKS.replace(
        "  term: {levels: [one year, two years, three years], control: [union, firm], moves: forward}",
        "  term: {levels: [one year, two years, three years], control: [union, firm], only_if: pay != open}",
    )
    assert warnings(text) == []
    told = only(text.replace('term = "three years"]', "'not term > \"one year\"']"))
    assert "case.yaml:12:45 this holds of 2 outcomes only because 'term' does not exist there" in told
    assert "add: and pay != open" in told
    assert warnings(text.replace('term = "three years"]', "'if pay != open then not term > \"one year\"']")) == []
    assert warnings(text.replace('term = "three years"]', "'not term = \"one year\"']")) == []  # plainly: not that


COSTS = """\
values:
  union: [{when: pay = "four percent", points: 9}, {when: strike = yes, points: -4}]
  firm:
    - {when: pay = "two percent", points: -2}
    - {when: term = "three years", points: 3}
    - {when: strike = yes, points: -6}
"""


def test_a_strike_that_costs_in_points_and_in_decay():
    steady = COSTS.replace('{when: pay = "two percent", points: -2}', '{when: pay = "two percent", points: 2}')
    assert warnings(TALKS + steady) == []
    told = only(TALKS + steady + "no_deal:\n  firm: {value: 0, decay: 5}\n")
    assert "what 'strike' costs 'firm' is in its points (-6) while its no_deal falls by 5 in time" in told
    assert told.startswith("case.yaml:19:")


def test_a_deadline_that_costs_in_points_and_in_decay():
    text = TALKS.replace("control: union}", "control: union, role: answer}").replace(
        "  strike:", "  season: {levels: [on, lost], control: [union, firm], moves: forward}\n  strike:"
    )
    text += COSTS.replace(
        '{when: pay = "two percent", points: -2}',
        '{when: pay = "two percent", points: 2}\n    - {when: season = lost, points: -9}',
    )
    text += "deadlines: [{on: 2030-01-01, unless: pay != open, then: {season: lost}}]\n"
    text += "no_deal: {firm: {value: 0, decay: 5}}\n"
    found = [one for one in warnings(text) if "count one cost twice" in one]
    assert len(found) == 1
    assert "what the deadline of 2030-01-01 costs 'firm' is in its points (-9)" in found[0]


def test_an_agreement_that_one_would_leave_and_nobody_can():
    """The grain initiative's error: an exit that is free was written as a joint move."""
    text = TALKS.replace(
        "moves: forward}\n  strike",
        "moves: forward}\n  peace: {levels: [none, kept], control: [union, firm]}\n  strike",
    )
    text = text.replace("union: [pay", "union: [peace = none, pay").replace(
        "firm: [strike", "firm: [peace = kept, strike"
    )
    text = text.replace("pay != open}", "pay != open, dispute: pay = open and peace = none}")
    told = only(text)
    assert told.startswith("case.yaml:9:3 'union' would leave 'peace' in some outcomes, and no party alone can.")
    for said in ("leave: any", "leave: all", "moves: forward"):
        assert (
            warnings(
                text.replace("[none, kept], control: [union, firm]", f"[none, kept], control: [union, firm], {said}")
            )
            == []
        )


def test_a_gain_from_anothers_disaster_that_nobody_reported():
    text = TALKS + COSTS.replace("strike = yes, points: -6", "strike = yes, points: 6").replace(
        '"two percent", points: -2', '"two percent", points: 2'
    )
    text = text.replace("firm: [strike = no, ", "firm: [").replace(
        "pay != open}", "pay != open, walkout: strike = yes and pay = open}"
    )
    told = "\n".join(warnings(text))
    assert "'firm' gains from the ending 'walkout', in which 'union' lose" in told
    assert "by its points, and no statement of it speaks of strike" in told


def test_a_gain_by_an_if_that_does_not_hold():
    text = TALKS.replace("firm: [strike = no", "firm: ['if strike = no then pay != open', pay = \"two percent\"")
    text = text.replace("pay != open}", "pay != open, walkout: strike = yes and pay = open}")
    told = "\n".join(warnings(text))
    assert "'firm' gains from the ending 'walkout'" in told
    assert "its statement 1 holds there only because its 'if' does not" in told


def test_a_home_that_is_also_a_party():
    told = only(TALKS.replace("firm: {name: Firm}", "firm: {name: Firm, home: [Union]}"))
    assert told.startswith("case.yaml:5:29 'Union' is a home of 'firm' and moves pay, term, strike as a party")


@pytest.mark.parametrize(
    ("condition", "quoted"),
    [
        ("pay = two percent", "two percent"),
        ("strike = no and pay >= three percent", "three percent"),
        ("pay in (two percent, open)", "two percent"),
        ("pay = 50 percent phased in", "50 percent phased in"),
        ("signing = in force", "in force"),
        ("signing = not yet", "not yet"),
        ("pay rise = some", "pay rise"),
        ("if pay = two percent then strike = no", "two percent"),
    ],
)
def test_a_level_of_several_words_without_quotes(condition, quoted):
    with pytest.raises(winset.CaseFileError) as caught:
        read_case(TALKS.replace("{settled: pay != open}", f"{{settled: '{condition}'}}").encode(), "case.yaml")
    assert f'A name of several words needs quotes: "{quoted}".' in str(caught.value)
    assert str(caught.value).startswith("case.yaml:13:")


@pytest.mark.parametrize("condition", ["pay = open strike = no", "pay = open unless strike = no", "(pay = open"])
def test_other_slips_get_no_hint_of_quotes(condition):
    with pytest.raises(winset.ExpressionError) as caught:
        winset.expr.parse(condition)
    assert "needs quotes" not in caught.value.hint
