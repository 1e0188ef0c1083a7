"""Page one of a strike at a port, as a newcomer would write the case: who ends what, names, and what is so today."""

import pytest

import winset
from winset.case.reading import read_case
from winset.engines.talks.consents import consents
from winset.present.documents.document import as_text
from winset.present.documents.page_one import page_one
from winset.present.words import clauses, conditions, subjects, words
from winset.present.words.negotiation import input_name
from winset.present.words.supposing import kept_as_today, supposed
from winset.reporting.front import package_table
from winset.space.game import scenario_masks

PORT = """winset: 1
title: port
parties:
  union: {name: Dockers' union}
  firms: {name: The other 26}
  minister: {name: Minister of Labour, at_table: no}
issues:
  contract: {name: Contract, levels: [expired, signed], control: [union, firms], moves: forward}
  pay: {name: Pay, levels: [15 percent, 19 percent, 24 percent], control: [union, firms], only_if: contract = signed}
  strike: {name: Strike, levels: [going on, over], control: union}
  pickets: {name: Foremen's pickets, levels: [none, up], control: union}
  order: {name: Order, levels: [none, given], control: minister, moves: forward}
impossible:
  - {when: contract = signed and strike = "going on", why: a contract rules it out, intended: yes}
  - {when: order = given and strike = "going on", why: the order ends the strike}
agreement: {when: contract = signed}
preferences:
  union: [order = none, contract = signed, strike = "going on" iff contract = expired, pickets = up]
  firms: [strike = over, contract = signed]
  minister: [strike = over, order = none]
scenarios:
  signed: {name: Contract, when: contract = signed}
  ordered: {name: Order, when: order = given and contract = expired}
  strike: {name: Strike goes on, when: strike = "going on"}
values:
  union: [{when: contract = signed, points: [4, 8, 12]}, {when: order = given, points: [-9, -6, -3]}]
  firms: [{when: strike = over, points: [5, 9, 12]}, {when: 'pay >= "19 percent"', points: [-20, -12, -6]}]
  minister: [{when: order = given, points: [-12, -8, -4]}, {when: strike = over, points: [6, 10, 15]}]
conditions:
  least: {party: union, name: nineteen percent, withholds: contract = signed,
          unless: 'pay >= "19 percent"', probability: 0.5}
talks: {deadline: 2030-01-01}
not_in_source: ["What was said between Budapest, Paris and Rome"]
"""


@pytest.fixture(scope="module")
def case():
    return read_case(PORT.encode(), "port.yaml")


def test_what_is_so_today_is_told_as_so(case):
    assert str(clauses.clause(case, "contract", "expired")) == "the contract has expired"
    assert clauses.clause(case, "contract", "expired").denied() == "the contract has not expired"
    assert str(clauses.clause(case, "pickets", "none")) == "there are no foremen's pickets"
    assert words.so_today(case, "contract = expired")
    assert not words.so_today(case, 'pay = "15 percent"'), "a term that does not exist is at no level"


def test_neither_and_only(case):
    told = conditions.condition(case, "not (contract = signed or order = given)")
    assert told == "the contract has expired and there is no order"
    assert kept_as_today(case, "pay") == "If the pay can only be 15 percent"


def test_names_stand_in_sentences_as_one_says_them(case):
    assert words.the_parties(case, ("union", "firms", "minister")) == (
        "the dockers' union, the other 26 and the Minister of Labour"
    )
    assert (
        words.the_party(read_case(PORT.replace("The other 26", "The Hague").encode(), "p.yaml"), "firms") == "The Hague"
    )
    assert subjects.plural("The other 26")


def test_a_cost_is_told_as_a_cost(case):
    told = supposed(case, "values.minister.1", "-4", "-8")
    assert told == "If it costs the Minister of Labour less that the order is given (4 points, not 8)"
    assert input_name(case, "values.minister.1") == "the Minister of Labour's points if the order is given"
    assert input_name(case, "conditions.least.probability") == (
        "the chance that nineteen percent is a real condition of the dockers' union"
    )


def test_an_order_needs_nobodys_consent_and_check_says_how_to_write_that_it_ends_a_strike(case):
    game = winset.game(case)
    assert consents(game, scenario_masks(game)) == ()
    hints = " ".join(one.hint for one in winset.check(case).warnings)
    assert "write on 'strike': requires: {when: order = given, level: over}" in hints


def test_page_one_stays_where_it_is_and_names_who_would_rather_not(case):
    record = winset.brief(case)
    told = " ".join(as_text(page_one(case, record)).split())
    assert 'Moving one at a time, the parties stay in "Strike goes on".' in told
    assert "The Minister of Labour is not at the table, and is better off than now in" in told
    assert "At the table the other 26 are the narrowest gate: they would rather have no deal than" in told
    assert "Not in the source: what was said between Budapest, Paris and Rome." in told
    rows = {row[0]: row[1:] for row in package_table(case, record.numbers.packages).rows}
    assert rows["Pay"][0] == "-", "no pay today: a term exists once the contract is signed"
    assert rows["Contract"][0] == "expired"
    assert "nineteen percent is a real condition of the dockers' union (" in " ".join(rows["fails where"])


@pytest.mark.parametrize(
    ("name", "told"), [("Stores to be sold", "the stores to be sold are 20"), ("Sale", "the sale is 20 stores")]
)
def test_a_unit_that_the_name_has_is_not_told_twice(name, told):
    issue = f"sale: {{name: {name}, unit: stores, from: 0, to: 40, step: 20, control: [A, B]}}"
    case = read_case(f"winset: 1\ntitle: t\nparties: {{A: , B: }}\nissues:\n  {issue}\n".encode(), "t.yaml")
    assert str(clauses.clause(case, "sale", "20")) == told
