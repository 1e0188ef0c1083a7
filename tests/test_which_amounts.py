"""Which amounts are looked at: the marks for stability, all of them for deals and forecasts; said in words."""

import pytest

import winset
from winset.case.marks import on_marks
from winset.case.reading import read_case
from winset.engines.deals.zone import DealsRecord
from winset.engines.routes.stable import routes
from winset.errors import UsageError
from winset.frozen import asdict
from winset.present.documents.brief import brief_document
from winset.present.documents.deals import deals_document
from winset.present.documents.document import as_text
from winset.present.documents.endings import endings
from winset.present.documents.forecast import forecast_document
from winset.present.documents.results import routes_document
from winset.present.words import amounts, words

LONG = """
winset: 1
title: A price in cents
parties: {buyer: , seller: , clerk: {at_table: no}}
issues:
  price: {name: Price, unit: EUR, from: 10000, to: 12500, step: 5, now: 11000, control: [buyer, seller],
          marks: {offer: 12000}}
  stamp: {levels: [none, given], control: clerk}
preferences:
  buyer: [price <= 11500]
  seller: [price >= offer]
scenarios: {dear: price >= 11500}
values:
  buyer: [{of: price, points: {10000: 30, 11000: [5, 6, 7], 12500: -20}}]
  seller: [{of: price, each: [0.01, 0.02, 0.03]}]
no_deal: {buyer: -8, seller: 0}
"""


@pytest.fixture(scope="module")
def case():
    return read_case(LONG.encode(), "x.yaml")


@pytest.fixture(scope="module")
def told(case):
    return winset.brief(case), winset.deals(case, draws=10_000), winset.forecast(case, draws=200)


def test_brief_and_deals_count_the_same_packages(case, told):
    brief, deals, _ = told
    assert brief.outcomes == 3 * 2 == winset.game(case).space.count
    assert brief.numbers.zone == (deals.zone.mean, deals.packages)
    assert deals.packages == 500
    assert [one.levels for one in brief.numbers.packages] == [one.levels for one in deals.listed if one.efficient][:3]


def test_results_say_which_amounts_they_looked_at(case, told):
    brief, deals, forecast = told
    assert brief.case.amounts == winset.stability(case).case.amounts == {"price": "3 of 501"}
    assert deals.case.amounts == forecast.case.amounts == {"price": "all 501"}
    line = "Stability looks at 3 amounts of the price; deals and forecasts at all 501."
    assert amounts.looked_at(case) == line == amounts.looked_at(on_marks(case))
    documents = brief_document(case, brief), deals_document(case, deals), forecast_document(case, forecast)
    for document in documents:
        assert line in as_text(document, 200)
    assert amounts.looked_at(winset.load("chicken")) == ""


def test_long_grids_are_told_by_span_and_bands(case, told):
    brief, deals, forecast = told
    assert amounts.span(case, "price") == "10 000 to 12 500 EUR in steps of 5; marks: offer 12 000"
    bands = amounts.bands(case, "price")
    assert [one.text for one in bands if one.first == one.last] == ["11 000 EUR", "11 500 EUR", "12 000 EUR"]
    assert len(bands) < 50
    covered = [level for one in bands for level in (one.first, one.last)]
    assert (covered[0], covered[-1]) == ("10000", "12500")
    assert words.level(case, "price", "12000") == "12 000 EUR"
    for document in (brief_document(case, brief), deals_document(case, deals), forecast_document(case, forecast)):
        assert len(as_text(document).splitlines()) < 150
    shares = amounts.shares_by_band(case, forecast, "price")
    assert sum(one.probability for one in shares.values()) == pytest.approx(1)
    assert all(one.low <= one.probability + 1e-12 and one.probability <= one.high + 1e-12 for one in shares.values())
    by_level = amounts.level_shares(case, deals)["price"]
    assert sum(by_level.values()) == pytest.approx(1)


def test_a_band_is_a_condition(case):
    one = next(band for band in amounts.bands(case, "price") if band.first != band.last)
    assert case.condition(one.condition("price"))


def test_moves_and_outcomes_of_the_graph_model_are_told_by_its_own_numbers(case):
    """A step to an outcome on the marks: its number must not be read on the whole grid."""
    step = next(one for held in winset.brief(case).held if held.route for one in held.route.steps or ())
    assert words.changes(case, step) == "the price goes from 11 000 to 11 500 EUR"
    assert words.levels_of(case, step.to)["price"] == "11500"


def test_a_finer_step_and_another_unit_leave_what_holds_and_who_gains_as_they_are(case):
    finer = read_case(LONG.replace("step: 5", "step: 2.5").replace("unit: EUR", "unit: USD").encode(), "x.yaml")
    one, two = winset.brief(case), winset.brief(finer)
    assert [asdict(held)["kinds"] for held in one.held] == [asdict(held)["kinds"] for held in two.held]
    deals: list[DealsRecord] = [winset.deals(each, draws=0) for each in (case, finer)]
    nash = [next(p for p in found.listed if "nash" in p.solutions) for found in deals]
    assert abs(float(nash[0].levels["price"]) - float(nash[1].levels["price"])) <= 5


FEE = """
winset: 1
title: A fee
parties: {translators: , publisher: }
issues:
  fee: {unit: cents, from: 8, to: 14, step: 1, now: 10, marks: {fair: 12}, control: [translators, publisher]}
values:
  translators: [{of: fee, each: 1}]
  publisher: [{of: fee, each: -1}]
scenarios: {fair: fee = fair, high: fee > fair, odd: fee > 12 and fee < 14}
"""


def test_an_ending_between_the_amounts_looked_at_is_not_called_impossible_or_left():
    case = read_case(FEE.encode(), "x.yaml")
    held = {row[0]: row[-1] for row in endings(case, winset.brief(case)).rows}
    assert held["Odd"] == "no outcome looked at"
    text = " ".join(as_text(brief_document(case, winset.brief(case)), 200).split())
    assert "no outcome is among those that stability looks at; deals and forecasts look at all amounts." in text
    assert "would rather move away" not in text
    ways = " ".join(as_text(routes_document(case, routes(case)), 200).split())
    assert "Odd: stability looks at none of its amounts; deals and forecasts look at all." in ways
    assert [one.what for one in winset.check(case).warnings if "'odd'" in one.what and "overlap" not in one.what] == [
        "no outcome that stability looks at belongs to the ending 'odd'"
    ]
    never = read_case(FEE.replace("odd: fee > 12 and fee < 14", "never: fee = 8 and fee = 9").encode(), "x.yaml")
    assert "would rather move away" not in as_text(brief_document(never, winset.brief(never)), 200)


def test_an_amount_that_is_not_looked_at_is_not_called_unknown():
    game = winset.game(read_case(FEE.encode(), "x.yaml"))
    with pytest.raises(UsageError, match="9 is none of the amounts of 'fee' that are looked at"):
        game.space.cell_of("fee = 9")
