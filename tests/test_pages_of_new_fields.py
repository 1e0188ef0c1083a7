"""Page one of invented quarrels of other fields, each held against arithmetic done here without the engines."""

import itertools
import re
import textwrap

import pytest
from click.testing import CliRunner

import winset
from winset.cli import cli
from winset.present.documents.deals import deals_document
from winset.present.documents.document import as_text
from winset.present.documents.endings import endings
from winset.present.documents.forecast import forecast_document
from winset.present.documents.foresight import farsighted_document
from winset.present.documents.page_one import page_one
from winset.present.words.supposing import supposed

PORT = """
    title: Dockers' strike at a port
    parties: {union: {name: Dockers' union}, employers: {name: Terminal operators}, government: {name: Government}}
    issues:
      strike: {levels: ["off", "on"], control: union, requires: {when: law = passed, level: "off"}}
      contract: {levels: [unsigned, signed], control: [union, employers], moves: forward}
      pay: {levels: [moderate, high], control: [union, employers], only_if: contract = signed}
      law: {levels: [none, passed], control: government, moves: forward}
    status_quo: {strike: "on"}
    impossible: [{when: contract = signed and strike = on, why: a contract has a peace clause, intended: yes}]
    preferences:
      union: [law = none, if strike = off then contract = signed, pay = high, contract = signed]
      employers: [strike = off, not pay = high, law = passed, contract = signed]
      government: [strike = off, law = none, contract = signed]
    scenarios:
      settlement: {when: contract = signed and law = none, name: Settlement}
      order: {when: law = passed, name: Back to work by law}
      long: {when: strike = on and law = none, name: Long strike}
    """

BASIN = """
    title: A drought compact
    as_of: 2026-03-02
    parties: {D: {name: Delta farmers}, C: {name: Coast city}, P: {name: Plain farmers}, H: {name: Hill district}}
    issues:
      compact: {levels: [unsigned, signed], control: [D, C, P, H], moves: forward}
      delta: {name: Delta's cut, unit: million m3, from: 0, to: 40, step: 10, control: [D, C, P, H],
              only_if: compact = signed}
      coast: {name: Coast's cut, unit: million m3, from: 0, to: 20, step: 10, control: [D, C, P, H],
              only_if: compact = signed}
      plain: {name: Plain's cut, unit: million m3, from: 0, to: 30, step: 10, control: [D, C, P, H],
              only_if: compact = signed}
      fund: {name: Fund, unit: million EUR, from: 0, to: 60, step: 20, control: [D, C, P, H],
             only_if: compact = signed}
      order: {name: Ministry's order, levels: [none, imposed], control: []}
    impossible: [{when: compact = signed and delta + coast + plain < 50, why: too little, intended: yes}]
    agreement: {when: compact = signed}
    deadlines: [{on: 2026-06-30, unless: compact = signed, then: {order: imposed}, chance: [0.5, 0.7, 0.9]}]
    values:
      D: [{of: delta, each: [-0.8, -0.6, -0.4]}, {of: fund, each: 0.2}, {when: order = imposed, points: -20},
          {when: compact = signed, points: 4}]
      C: [{of: coast, each: -1}, {of: fund, each: [-0.4, -0.3, -0.2]}, {when: order = imposed, points: -15},
          {when: compact = signed, points: 6}]
      P: [{of: plain, each: [-1, -0.8, -0.6]}, {of: fund, each: 0.1}, {when: order = imposed, points: -10},
          {when: compact = signed, points: 3}]
      H: [{when: compact = signed, points: 5}, {when: compact = signed and delta < 30, points: -6},
          {when: order = imposed, points: 2}]
    talks: {deadline: 2026-06-30, failure: [0.05, 0.1, 0.2], need: 3 of 4, veto: [D]}
    """

LEASE = """
    title: The lease of the bases
    as_of: 2026-07-20
    parties: {A: {name: Alta}, B: {name: Belmar, home: [senate, public]}}
    issues:
      treaty: {levels: [unsigned, signed], control: [A, B], moves: forward}
      term: {levels: [short, long], control: [A, B], only_if: treaty = signed}
      rent: {unit: million EUR, from: 200, to: 800, step: 100, control: [A, B], only_if: treaty = signed}
      bases: {levels: [open, closed], control: []}
    impossible: [{when: treaty = signed and bases = closed, why: the treaty keeps them open, intended: yes}]
    deadlines: [{on: 2026-09-16, unless: treaty = signed, then: {bases: closed}, chance: [0.7, 0.85, 0.95]}]
    scenarios: {lease: treaty = signed, closure: bases = closed}
    values:
      A: [{when: bases = closed, points: [-60, -40, -25]}, {when: term = long, points: 12},
          {of: rent, each: [-0.06, -0.04, -0.02]}, {when: treaty = signed, points: -8}]
      B: [{when: bases = closed, points: [-30, -15, 0]}, {when: term = long, points: [-12, -8, -4]},
          {of: rent, each: [0.03, 0.05, 0.07]}, {when: treaty = signed, points: 5}]
      public: [{when: treaty = signed, points: [-4, 2, 6]}, {when: bases = closed, points: -3}]
    ratification:
      - {party: B, home: senate, issue: term, chances: {short: [0.6, 0.8, 0.95], long: [0.3, 0.5, 0.7]}}
      - {party: B, home: senate, issue: rent, chances: {200: 0.2, 400: [0.3, 0.5, 0.7], 600: 0.8, 800: 0.9}}
    talks: {deadline: 2026-09-16, failure: [0.05, 0.1, 0.2], foresight: [0.3, 0.5, 0.8]}
    """


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """A case written here."""

    def write(text):
        path = tmp_path_factory.mktemp("case") / "case.yaml"
        path.write_text("winset: 1\n" + textwrap.dedent(text), encoding="utf-8")
        return winset.load(path)

    return write


def one_line(document):
    """A document on one line."""
    return " ".join(as_text(document, 10_000).split())


def test_what_could_be_reached_is_not_told_as_what_would_be(read):
    """The law first, then the contract: better at the end for all who move. So is the contract without the law."""
    case = read(PORT)
    assert {one.scenario for one in winset.farsighted(case).scenarios if one.could_hold} == {"settlement", "order"}
    assert 'Parties that look to the end could also reach "Back to work by law".' in one_line(
        page_one(case, winset.brief(case))
    )


def test_an_outcome_that_could_not_be_stable_is_not_counted_among_those_that_could(read):
    record = winset.farsighted(read(PORT))
    told = one_line(farsighted_document(read(PORT), record))
    assert not record.today_consistent
    assert "today's own included" not in told
    assert 'Today is in "Long strike" and could not be stable' in told
    assert "Looking one step ahead, no party alone would leave it." in told
    prisoners = winset.load("prisoners-dilemma")
    record = winset.farsighted(prisoners)
    assert ("today's own included" in one_line(farsighted_document(prisoners, record))) == record.today_consistent


AMOUNTS = itertools.product(range(0, 41, 10), range(0, 21, 10), range(0, 31, 10), range(0, 61, 20))
NO_DEAL = {"D": -140, "C": -105, "P": -70, "H": 14}


def gains(delta, coast, plain, fund):
    """What a compact gives over no deal, in tenths of a point: an order has a chance of 0.7."""
    worth = {
        "D": 40 - 6 * delta + 2 * fund,
        "C": 60 - 10 * coast - 3 * fund,
        "P": 30 - 8 * plain + fund,
        "H": 50 - 60 * (delta < 30),
    }
    return {party: worth[party] - NO_DEAL[party] for party in worth}


@pytest.fixture(scope="module")
def compacts():
    """All that three of the four would sign, the delta among them."""
    some = {one: gains(*one) for one in AMOUNTS if sum(one[:3]) >= 50}
    return {one: got for one, got in some.items() if got["D"] >= 0 and sum(gain >= 0 for gain in got.values()) >= 3}


def test_packages_worth_testing_suit_all_where_some_do(read, compacts):
    """Most deals take from the city what the others want. Three leave nobody worse off than no deal."""
    suiting = {one for one, got in compacts.items() if min(got.values()) >= 0}
    assert len(suiting) == 3
    packages = winset.brief(read(BASIN)).numbers.packages
    told = {tuple(int(one.levels[key]) for key in ("delta", "coast", "plain", "fund")) for one in packages}
    assert told == suiting


def test_a_solution_point_that_is_defined_is_shown(read, compacts):
    """The greatest product is that of the delta's 40, the plain's 10 and 40 for the fund: 20 x 45 x 60 x 36."""
    best = max((one for one, got in compacts.items() if min(got.values()) > 0), key=lambda one: product(compacts[one]))
    assert best == (40, 0, 10, 40)
    case = read(BASIN)
    shown = one_line(deals_document(case, winset.deals(case, 400, 1)))
    package = shown[: shown.index("Nash, ")].rsplit("The compact is signed", 1)[1]
    assert "the delta's cut is 40 million m3, the coast's cut is 0 million m3" in package


def product(got):
    """The product of four gains."""
    return got["D"] * got["C"] * got["P"] * got["H"]


def test_who_can_be_outvoted_need_not_sign(read):
    case = read(BASIN)
    told = winset.changed(case, {"values.D.4": "-14"})  # now no order is so bad as a compact for the delta
    assert "no package that has the votes it needs" in one_line(forecast_document(told, winset.forecast(told, 200)))


def test_a_report_says_on_which_day_what_happens_by_itself_and_whose_votes_are_needed(tmp_path):
    path = tmp_path / "basin.yaml"
    path.write_text("winset: 1\n" + textwrap.dedent(BASIN), encoding="utf-8")
    text = CliRunner().invoke(cli, ["report", str(path), "--draws", "200"]).output
    assert (
        "On 30 June 2026, unless the compact is signed, this happens by itself: the ministry's order is"
        in text.split("What to watch")[1]
    )
    signs = text.split("Who signs, and who must accept at home")[1].split("What to watch")[0]
    assert "3 of the Delta farmers, the Coast city, the Plain farmers and the Hill district, the Delta farmers" in signs


def test_what_costs_more_a_unit_is_not_told_to_be_worth_less(read):
    told = supposed(read(BASIN), "values.D.1.each", "-0.8", "-0.6")
    assert told == "If each million m3 of the delta's cut costs the Delta farmers more (0.8 points, not 0.6)"


def test_a_home_that_decides_everything_at_an_end_of_its_range_is_told(read):
    """Below -2.5, five sixths of -3, the public refuses any treaty: few draws lie there, and all of the end does."""
    case = read(LEASE)
    page = one_line(page_one(case, winset.brief(case)))
    told = "If it is worth less to Belmar's public that the treaty is signed (-4 points, not 2): "
    after = page.split(told)[1].split(" - If")[0]
    assert re.match("(lease|some agreement) 0%, closure 83%", after)  # 0.7 + 0.85 + 0.95 over 3


def test_what_a_move_makes_law_require_is_taken_as_done(read):
    """On, and the law: worse than today for the government. Off, and the law: better; nobody else has a say in it."""
    case = read(PORT)
    (law,) = winset.brief(case).alone["government"]
    assert law.step.changes == {"law": ("none", "passed")}
    assert (law.forced, law.better, law.worse) == ({"strike": "off"}, ("employers", "government"), ("union",))
    page = one_line(page_one(case, winset.brief(case)))
    told = "No party gains at once by moving first. The Government gains if the law is passed and, as is then required,"
    assert told in page


def test_what_was_required_before_a_move_is_not_its_doing(read):
    """The law is in force: that the strike should be off is nothing that the employers' offer brings about."""
    text = PORT.replace('status_quo: {strike: "on"}', 'status_quo: {strike: "on", law: passed}').replace(
        "issues:\n", "issues:\n      offer: {levels: [low, fair], control: employers}\n"
    )
    (offer,) = winset.brief(read(text)).alone["employers"]
    assert (offer.step.changes, offer.forced) == ({"offer": ("low", "fair")}, {})


DAM = """
    title: A dam and the flood of July
    as_of: 2026-05-04
    parties: {U: {name: Upland}, L: {name: Lowland}, M: {name: Midland}}
    issues:
      fill: {name: Reservoir, levels: [low, full], control: U, moves: forward, role: term}
      rules: {name: Drought rules, levels: [none, agreed], control: [U, L, M], moves: forward}
      front: {name: Joint front, levels: [none, formed], control: [L, M], leave: any}
    agreement: {when: rules = agreed}
    deadlines: [{on: 2026-07-15, then: {fill: full}, unless: fill = full, chance: 0.9}]
    preferences:
      U: [fill = full, rules = none, front = none]
      L: [rules = agreed, fill = low, front = formed]
      M: [front = none, rules = agreed]
    values:
      U: [{when: fill = full, points: 30}]
      L: [{when: fill = full and rules = none, points: -25}, {when: rules = agreed, points: 12}]
      M: [{when: rules = agreed, points: 8}]
    scenarios:
      accord: {when: rules = agreed, name: Accord}
      waiting: {when: fill = low and rules = none, name: Waiting}
      fact: {when: fill = full and rules = none, name: Full without rules}
    talks: {deadline: 2026-07-15, failure: 0.1}
    """


def test_an_ending_that_today_is_in_and_that_does_not_hold_is_read_by_today(read):
    """Upland fills at once. That Lowland would like a front better is nothing that waiting comes to."""
    case = read(DAM)
    rows = {row[0]: row[2:] for row in endings(case, winset.brief(case)).rows}
    assert rows["Waiting"] == ("0", "0", "0", "no: Upland would leave")


def test_who_has_to_sign_is_named_where_no_package_fails_at_anyone(read):
    """With rules: 27 or 30 for the 27 that the flood brings without, 12 for -22.5, 8 for nothing."""
    page = one_line(page_one(read(DAM), winset.brief(read(DAM))))
    assert "An agreement needs Upland, Lowland and Midland: each can refuse." in page
