"""Issues that only the calendar moves, and terms that only an agreement brings into existence."""

import pytest

import winset
from winset.case.reading import read_case
from winset.engines.routes.stable import routes
from winset.present.documents.bottom_line import bottom_line
from winset.present.documents.brief import brief_document
from winset.present.documents.document import as_text
from winset.present.documents.results import routes_document

DATED = """
winset: 1
title: A season that is cancelled by itself
as_of: 2026-01-01
parties: {U: {name: Union, home: [members]}, C: {name: Company}}
issues:
  contract: {levels: [unsigned, signed], control: [U, C], moves: forward}
  pay: {levels: [low, high], control: [U, C], only_if: contract = signed}
  season: {levels: [in doubt, cancelled], control: []}
  weather: {levels: [fair, foul], control: []}
impossible: [{when: contract = signed and season = cancelled, why: a contract saves it, intended: yes}]
deadlines: [{on: 2026-02-01, unless: contract = signed, then: {season: cancelled}}]
preferences: {U: [contract = signed, season = in doubt], C: [contract = signed, pay = low]}
scenarios: {signed: contract = signed, lost: season = cancelled, rain: weather = foul}
values:
  U: [{when: pay = high, points: 5}, {when: contract = signed, points: 1}]
  C: [{when: contract = signed, points: 9}, {when: pay = high, points: -2}]
ratification: [{party: U, home: members, issue: pay, chances: {low: 0, high: 1}}]
""".replace("season = in doubt", "season != cancelled")


def dated():
    return read_case(DATED.encode(), "dated.yaml")


def test_what_a_deadline_brings_is_possible_and_nobody_moves_there():
    case = dated()
    space = winset.game(case).space
    found = [tuple(space.levels_of(space.number(int(cell))).values()) for cell in space.indices()]
    assert sorted(found) == [
        ("signed", "high", "in doubt", "fair"),
        ("signed", "low", "in doubt", "fair"),
        ("unsigned", "low", "cancelled", "fair"),
        ("unsigned", "low", "in doubt", "fair"),
    ]
    routes = winset.routes(case)
    assert {route.to.levels["season"] for route in routes.routes if route.shortest is not None} == {"in doubt"}


def test_the_checker_warns_of_what_nobody_and_no_date_moves_only():
    warnings = [problem.what for problem in winset.check(dated()).warnings]
    assert any("nobody controls issue 'weather'" in what for what in warnings)
    assert any("no possible outcome belongs to the ending 'rain'" in what for what in warnings)
    assert not any("season" in what or "'lost'" in what for what in warnings)


def test_the_calendar_moves_what_a_deadline_brings_and_nobody_the_rest():
    told = as_text(brief_document(dated(), winset.brief(dated())), 10_000)
    on_the_table = {line.split("  ")[1].strip(): line for line in told.splitlines() if line.startswith("  ")}
    assert "the calendar" in on_the_table["season"]
    assert "nobody" in on_the_table["weather"]


def test_the_first_level_of_a_new_term_needs_acceptance():
    """The members accept the high pay and with it the lesser one; where they accept neither, nothing is signed."""
    case = dated()
    assert not any("needs no acceptance" in problem.what for problem in winset.check(case).warnings)
    assert winset.forecast(case, draws=200).scenarios["signed"].probability > 0.9
    refused = winset.changed(case, {"ratification.1.high": 0})
    assert winset.forecast(refused, draws=200).scenarios["signed"].probability == 0


@pytest.mark.outside_truth
def test_a_home_may_want_more_of_a_new_term():
    """Of a rise that only a contract brings, 20 % of the members take the low level and 60 % the high one.

    By hand: both levels leave union and company better off than no contract (6 and 7 points, 1 and 9), so a level is a
    deal in as many draws as the members take it; at the most likely values they take the high one alone.
    """
    rising = winset.changed(dated(), {"ratification.1.low": "0.2", "ratification.1.high": "0.6"})
    assert [one.levels["pay"] for one in winset.deals(rising, draws=0).listed if one.central] == ["high"]
    chances = {one.levels["pay"]: one.share for one in winset.deals(rising, draws=4000).listed}
    assert chances == pytest.approx({"low": 0.2, "high": 0.6}, abs=0.03)
    falling = winset.changed(dated(), {"ratification.1.low": "0.6", "ratification.1.high": "0.2"})
    chances = {one.levels["pay"]: one.share for one in winset.deals(falling, draws=4000).listed}
    assert chances == pytest.approx({"low": 0.6, "high": 0.2}, abs=0.03)


def test_what_presses_is_no_part_of_a_stated_agreement_unless_it_is_named():
    """A suit by one side hurts the other and helps nobody: it is not agreed on, even beside a signature."""
    text = """
winset: 1
title: A signature and a suit
parties: {A: {}, B: {}}
issues:
  contract: {levels: [unsigned, signed], control: [A, B], moves: forward}
  suit: {levels: [none, filed], control: A}
agreement: {when: contract = signed}
scenarios: {signed: contract = signed}
preferences: {A: [contract = signed], B: [contract = signed, suit = none]}
values:
  A: [{when: contract = signed, points: 5}]
  B: [{when: contract = signed, points: 5}, {when: suit = filed, points: -1}]
"""
    stated = read_case(text.encode(), "suit.yaml")
    assert [one.levels for one in winset.deals(stated, draws=0).listed] == [{"contract": "signed", "suit": "none"}]
    named = winset.changed(stated, {"agreement.when": "contract = signed and (suit = none or suit = filed)"})
    assert len(winset.deals(named, draws=0).listed) == 2


def test_an_ending_that_only_a_day_brings_is_told_so():
    case = dated()
    text = "\n".join(bottom_line(case, winset.brief(case)))
    assert "no moves lead there from today: it comes about by itself, on 1 February 2026" in text


def test_a_day_on_which_something_else_happens_does_not_bring_an_ending():
    """Nobody and no day cuts the reeds; that boats are few is what the day ends."""
    text = """
winset: 1
title: A lake
parties: {upper: {}, lower: {}}
issues:
  lake: {levels: [divided, shared], control: [upper, lower]}
  boats: {levels: [few, many], control: []}
  reeds: {levels: [grown, cut], control: []}
preferences: {upper: [lake = shared], lower: [lake = shared]}
deadlines: [{on: 2025-03-01, unless: lake = shared, then: {boats: many}}]
scenarios: {quiet: boats = few and reeds = cut, loud: boats = many}
"""
    lake = read_case(text.encode(), "lake.yaml")
    told = " ".join(as_text(routes_document(lake, routes(lake)), 10_000).split())
    assert "Quiet: no moves lead there from today. " in told
    assert "Loud: no moves lead there from today: it comes about by itself, on 1 March 2025." in told
