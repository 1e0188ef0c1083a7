"""Questions whether two issues are one and what happens without a deal, and the forecast in the order of questions."""

from functools import cache
from itertools import product

import pytest

import winset
from winset.case.reading import read_case
from winset.engines.interview.answering import answered
from winset.engines.interview.asking import questions
from winset.engines.interview.doubts import entry_questions
from winset.engines.interview.questions import UNKNOWN, Answer
from winset.engines.interview.statements import as_they_read_now, comparisons
from winset.engines.talks.paired import sample
from winset.present.documents.unilateral import deadline_lines
from winset.present.words.clauses import levels
from winset.present.words.interview import answer_words, asked, effects
from winset.record.interviews import keep, kept

TWICE = """winset: 1
title: twice
parties:
  union: {name: the Dockers' Union, home: [members], note: "draft: acts"}
  port: {name: Port, note: "draft: acts"}
issues:
  pay: {name: Pay, levels: [as now, raised], control: port, basis: [S1], note: "draft: demanded"}
  wages: {name: Wages for dockers (lift), levels: [frozen, lifted], control: port, basis: [S2], note: "draft: said"}
  cranes: {name: Cranes, levels: [manned, automatic], control: port, note: "draft: planned"}
  strike: {name: Strike, levels: [no, yes], control: union, note: "draft: threatened"}
preferences:
  union:
    - {prefer: pay = raised, basis: [S1], note: "draft: demand"}
    - {prefer: wages = lifted, basis: [S2], note: "draft: demand"}
    - {prefer: wages = lifted iff pay = raised, basis: [S2], note: "draft: demand"}
    - {prefer: cranes = manned, basis: [S3], note: "draft: demand"}
    - {prefer: strike = no, basis: [S4], note: "draft: wish"}
  port:
    - {prefer: strike = no, basis: [S4], note: "draft: demand"}
    - {prefer: cranes = automatic, basis: [S3], note: "draft: plan"}
    - {prefer: 'not (wages = lifted)', basis: [S5], note: "draft: refusal"}
conditions:
  port_wages: {party: port, withholds: wages = lifted, unless: cranes = automatic, note: "draft: unless",
    probability: [0.3, 0.5, 0.7]}
  port_pay: {party: port, withholds: pay = raised, unless: wages = lifted, note: "draft: unless"}
scenarios:
  deal: {name: a settlement, when: wages = lifted and cranes = automatic}
  oddity: {name: an oddity, when: wages = lifted and pay = "as now"}
  walkout: {name: a walk-out, when: strike = yes}
"""


def case_of(text=TWICE):
    return read_case(text.encode(), "wages.yaml")


@cache
def the(kind, text=TWICE):
    (found,) = [one for one in questions(case_of(text)) if one.kind == kind]
    return found


def test_two_issues_are_made_one():
    question = the("same")
    assert (question.about, question.issue, question.basis) == ("issues.pay", "wages", ("S1", "S2"))
    told = asked(case_of(), question)
    assert told.text == 'Are "Pay" and "Wages for dockers (lift)" one and the same issue?'
    assert [words for _, words in told.choices] == ["Yes, one issue", "No, two issues", "I don't know"]
    found = answered(TWICE, question, "yes", who="Ada")
    case = case_of(found.text)
    assert list(case.issues) == ["pay", "cranes", "strike"]
    assert case.issues["pay"].levels == ("as now", "raised")
    assert case.issues["pay"].basis == ("S1", "S2")
    assert case.issues["pay"].note == "confirmed by Ada; draft: demanded"
    assert [one.prefer for one in case.preferences["union"]] == ["pay = raised", "cranes = manned", "strike = no"]
    assert case.preferences["port"][-1].prefer == "not (pay = raised)"
    assert list(case.conditions) == ["port_wages"], "what is withheld unless it is given says nothing"
    assert case.conditions["port_wages"].withholds == "pay = raised"
    assert list(case.scenarios) == ["deal", "walkout"], "an ending that cannot come about goes"
    assert all(one.endswith(".") for one in effects(case_of(), question, found))
    assert not [one for one in questions(case, [found.answer]) if one.kind == "same"]
    for choice in ("no", UNKNOWN):
        assert answered(TWICE, question, choice).text == TWICE


def test_one_issue_ranks_as_two_that_never_differ():
    """Brute force: the outcomes of the two issues in which both are moved or neither is stand for those of the one."""
    before, after = (winset.game(case_of(text)) for text in (TWICE, answered(TWICE, the("same"), "yes").text))
    second = {"as now": "frozen", "raised": "lifted"}

    def ranks(game, outcomes):
        cells = [game.space.cell_of(game.space.number_of(one)) for one in outcomes]
        return {
            key: [int(payoff[cell]) for cell in cells] for key, payoff in zip(game.parties, game.payoffs, strict=True)
        }

    outcomes = [dict(zip(after.space.issues, one, strict=True)) for one in product(*after.space.levels.values())]
    one, two = ranks(after, outcomes), ranks(before, [{**own, "wages": second[own["pay"]]} for own in outcomes])
    for key in after.parties:
        order = [[x < y for x in listed for y in listed] for listed in (one[key], two[key])]
        assert order[0] == order[1], key


def test_answers_before_keep_their_meaning():
    over = Answer(
        question="q",
        kind="order",
        party="union",
        about="",
        choice="first",
        over=("wages = lifted", "strike = no"),
        under=("cranes = manned", "pay = raised"),
        order=("pay = raised", "wages = lifted", "cranes = manned", "strike = no"),
    )
    merged = answered(TWICE, the("same"), "yes")
    (first, _) = as_they_read_now([over, merged.answer])
    assert (first.over, first.under) == (("strike = no",), ("cranes = manned",))
    assert first.order == ("pay = raised", "cranes = manned", "strike = no")
    texts = [one.prefer for one in case_of(merged.text).preferences["union"]]
    (kept_one,) = comparisons([first, merged.answer], "union", texts)
    assert (kept_one.over, kept_one.under) == (("strike = no",), ("cranes = manned",))


def test_what_happens_without_a_deal():
    question = the("without")
    told = dict(asked(case_of(), question).choices)
    assert told == {
        "today": "Today goes on",
        "walkout": "A walk-out",
        "cranes=automatic": "The cranes are automatic",
        UNKNOWN: "I don't know",
    }
    assert answered(TWICE, question, "today").text == TWICE
    found = answered(TWICE, question, "walkout")
    (deadline,) = case_of(found.text).deadlines
    assert (deadline.on, deadline.then) == (None, {"strike": "yes"})
    assert any("when the talks end without a deal" in one for one in effects(case_of(), question, found))
    assert not [one for one in questions(case_of(found.text)) if one.kind == "without"]
    lever = TWICE.replace("  walkout: {name: a walk-out, when: strike = yes}\n", "")
    assert dict(asked(case_of(lever), the("without", lever)).choices)["strike=yes"] == "There is a strike"
    told = "When the talks end this happens by itself: there is a strike (90%, from 75% to 98%)."
    assert list(deadline_lines(case_of(found.text))) == [told]


def test_answers_go_into_the_record_and_out(tmp_path):
    from winset.record.files import new_record

    store = new_record(tmp_path / "wages.record")
    given = [
        answered(TWICE, the(kind), choice, who="Ada") for kind, choice in (("same", "yes"), ("without", "walkout"))
    ]
    for found, kind in zip(given, ("same", "without"), strict=True):
        keep(store, found.answer, answer_words(case_of(), the(kind), found.answer.choice), "2026-11-29")
    assert kept(store.rows("notes")) == [found.answer for found in given]
    store.close()


def test_questions_name_issues_and_homes_as_sentences_do():
    text = TWICE.replace(
        '{prefer: strike = no, basis: [S4], note: "draft: wish"}', "{prefer: strike = no, note: 'draft: w'}"
    )
    told = {one.key: asked(case_of(text), one).text for one in questions(case_of(text))}
    assert told["control wages"] == "Who can decide on the wages for dockers (frozen or lifted)?"
    assert told["home union: strike"].startswith(
        "Could the Dockers' Union's members refuse what is agreed on the strike"
    )
    none = case_of(
        TWICE.replace("levels: [as now, raised]", "levels: [none agreed, raised]").replace('"as now"', "raised")
    )
    assert levels(none, {"pay": "none agreed"}) == "no pay is agreed"


PACT = """winset: 1
title: pact
parties:
  giver: {name: Giver, note: "draft: acts"}
  taker: {name: Taker, home: [parliament], note: "draft: acts"}
issues:
  pact: {name: Pact, levels: [unsigned, signed], control: [giver, taker], note: "draft: offered"}
  aid: {name: Aid, levels: [withheld, given], control: giver, note: "draft: asked for"}
preferences:
  giver: [{prefer: pact = signed, note: "draft: demand"}, {prefer: aid = withheld, note: "draft: wish"}]
  taker: [{prefer: aid = given, note: "draft: demand"}, {prefer: pact = unsigned, note: "draft: wish"}]
scenarios:
  deal: {when: pact = signed and aid = given}
values:
  giver: [{when: pact = signed, points: [5, 10, 15]}, {when: aid = withheld, points: [2, 5, 8]}]
  taker: [{when: aid = given, points: [5, 10, 15]}, {when: pact = unsigned, points: [2, 5, 8]}]
"""


def test_the_forecast_counts_in_the_order_where_there_are_numbers():
    """What a home's refusal moves: the chance of the answer, a half, times how far both versions lie apart."""
    case = case_of(PACT)
    without = {one.key: one.worth for one, _ in entry_questions(case, [])}
    first = questions(case)[0]
    assert first.key == "home taker: pact"
    refusing = (
        PACT + "ratification: [{party: taker, home: parliament, issue: pact, chances: {signed: [0.1, 0.25, 0.45]}}]\n"
    )
    now, then = (sample(case_of(text), 200, 0) for text in (PACT, refusing))
    gap = abs(then.headlines["deal"].mean() - now.headlines["deal"].mean())
    assert gap > 0.3
    assert first.worth - without[first.key] == pytest.approx(0.5 * gap, abs=1e-9)
    words = PACT[: PACT.index("values:")]
    (same,) = [one for one in questions(case_of(words)) if one.key == first.key]
    assert same.worth == pytest.approx(without[first.key], abs=1e-9)
