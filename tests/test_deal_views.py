"""One package, the overlap of win-sets and the frontier, against the deals engine and sums spelled out."""

from copy import deepcopy
from functools import cache
from itertools import product

import numpy as np
import pytest

import winset
from winset.case.reading import from_data
from winset.engines.deals.frontier import LIKELY, frontier
from winset.engines.deals.overlap import overlap
from winset.engines.deals.requirements import Requirement

CASES = ("jeddah-2025", "harbour", "airport")
DRAWS = 600


@cache
def load(name):
    return winset.load(name)


@cache
def dealt(name):
    return winset.deals(load(name), draws=DRAWS, limit=10_000)


def failing(record):
    return {" ".join(filter(None, (one.kind, one.key, one.home))): one.fails for one in record.requirements}


@pytest.mark.parametrize("name", CASES)
def test_a_package_has_the_figures_the_deals_give_it(name):
    case, record = load(name), dealt(name)
    assert len(record.listed) > 50
    for one in record.listed[::4]:
        found = winset.package(case, one.levels, draws=DRAWS)
        assert found.levels == one.levels
        assert (found.share, found.central) == (one.share, one.central)
        assert {key: share for key, share in failing(found).items() if share} == dict(one.fails)
        gains = {gain.party: gain.gain.central for gain in found.gains if gain.signatory}
        assert gains == pytest.approx(dict(one.gains), abs=1e-8)
        told = {tuple(answer.levels.items()): answer.chance.central for answer in found.answers}
        assert told.items() >= {tuple(levels.items()): chance for levels, chance in one.answers}.items()


@pytest.mark.parametrize("name", CASES)
def test_changing_one_level_leads_to_the_package_it_names(name):
    case = load(name)
    found = winset.package(case, dealt(name).listed[0].levels, draws=DRAWS)
    for one in found.alternatives[::3]:
        other = winset.package(case, {**found.levels, one.issue: one.level}, draws=DRAWS)
        assert one.share == (other.share if other.possible else None)


def test_t45_every_package_carries_the_absent_partys_answers():
    case = load("jeddah-2025")
    for truce, minerals in product(("none", "partial", "full"), ("unsigned", "agreed")):
        levels = {"truce": truce, "minerals": minerals, "aid": "resumed", "leadership": "election timetable"}
        found = winset.package(case, levels, draws=200)
        assert all(set(answer.levels) == {"answer", "tempo"} for answer in found.answers)
        assert sum(answer.chance.mean for answer in found.answers) == pytest.approx(1, abs=0.03)
        order = ["none", "partial", "full"]
        assert all(order.index(answer.levels["answer"]) <= order.index(truce) for answer in found.answers)


def test_t43_the_constituency_that_refuses_is_named():
    case = load("jeddah-2025")
    ceding = winset.package(case, {"truce": "full", "territory": "de jure", "aid": "resumed"})
    keeping = winset.package(case, {"truce": "full", "aid": "resumed"})
    (home,) = [one for one in ceding.requirements if one.kind == "home"]
    assert (home.party, home.home) == ("UA", "broader public")
    assert home.fails > 0.9
    assert ceding.brings_home["UA"] == pytest.approx(1 - home.fails)
    assert keeping.brings_home["UA"] == 1


def test_a_red_line_fails_a_package_whatever_else_is_in_it():
    case = load("jeddah-2025")
    found = winset.package(case, {"aid": "resumed", "minerals": "agreed"})
    (line,) = [one for one in found.requirements if one.key == "minimum"]
    assert (line.kind, line.party, line.central) == ("condition", "US", False)
    low, _, high = case.conditions["minimum"].probability
    assert float(low) <= line.fails <= float(high)
    assert found.share <= 1 - line.fails


def test_an_impossible_package_says_why():
    case = load("jeddah-2025")
    found = winset.package(case, {"territory": "de jure"})
    assert not found.possible
    assert found.reasons == ("rule 3",)
    assert case.impossible[2].when.startswith("territory")
    signed = case.model_copy(update={"status_quo": {"minerals": "agreed"}})
    assert winset.package(signed, {"minerals": "unsigned"}).reasons == ("moves minerals",)


def test_the_status_quo_is_no_deal():
    found = winset.package(load("jeddah-2025"), {})
    assert (found.possible, found.share, found.central) == (True, 0, False)
    assert all(gain.gain.mean == pytest.approx(0, abs=1e-9) for gain in found.gains)


def test_mandates_and_names():
    case = load("jeddah-2025")
    asked = case.model_copy(
        update={"mandates": {"UA": type(next(iter(TALKS.mandates.values())))(covers="territory = none")}}
    )
    ceding = {"truce": "full", "territory": "de facto line", "aid": "resumed"}
    assert winset.package(asked, ceding).outside_mandates == ("UA",)
    assert winset.package(asked, {"truce": "full", "aid": "resumed"}).outside_mandates == ()
    with pytest.raises(winset.UsageError, match="not negotiated"):
        winset.package(case, {"answer": "full"})
    with pytest.raises(winset.UsageError, match="no level") as error:
        winset.package(case, {"truce": "ful"})
    assert "full" in error.value.hint
    with pytest.raises(winset.UsageError, match="no values"):
        winset.package(load("elmira"), {})


TALKS = from_data(
    {
        "winset": "1",
        "title": "two parties, two issues, points that are certain",
        "parties": {"A": {}, "B": {"home": ["members"]}},
        "issues": {
            "price": {"levels": ["low", "middle", "high"], "control": ["A", "B"]},
            "date": {"levels": ["late", "soon"], "control": ["A", "B"]},
        },
        "preferences": {},
        "values": {
            "A": [
                {"when": "price = middle", "points": "3"},
                {"when": "price = high", "points": "7"},
                {"when": "date = soon", "points": "-4"},
            ],
            "B": [
                {"when": "price = middle", "points": "-1"},
                {"when": "price = high", "points": "-5"},
                {"when": "date = soon", "points": "6"},
            ],
        },
        "ratification": [{"party": "B", "home": "members", "issue": "price", "chances": {"high": "0"}}],
        "mandates": {"A": "price != high"},
    }
)


def test_the_overlap_of_certain_win_sets_is_counted_by_hand():
    # Price middle and high give A 3 and 7, B -1 and -5; soon gives A -4, B 6; the members refuse high.
    record = overlap(TALKS, draws=40)
    sizes = {one.parties: one.size for one in record.exactly}
    assert {key: size.mean for key, size in sizes.items()} == {("A",): 3, ("B",): 2, (): 0}
    assert all(size.low == size.high == size.central == size.mean for size in sizes.values())
    assert [size.central for size in record.by_count] == [0, 5, 0]
    assert record.packages == 5


@pytest.mark.parametrize("name", CASES)
def test_win_sets_add_up_to_those_of_the_deals(name):
    record, whole = overlap(load(name), draws=DRAWS), dealt(name)
    for win in whole.win_sets:
        if not win.profile:
            mine = [one.size.mean for one in record.exactly if win.party in one.parties]
            assert sum(mine) == pytest.approx(win.size.mean)
    assert sum(size.mean for size in record.by_count) == pytest.approx(record.packages)


def test_the_front_is_what_nothing_beats():
    record = frontier(load("jeddah-2025"), draws=DRAWS)
    likely = [one for one in record.points if one.share >= LIKELY]
    for one in record.points:
        beaten = any(
            all(other.gains[key] >= one.gains[key] for key in record.parties)
            and any(other.gains[key] > one.gains[key] + 1e-9 for key in record.parties)
            for other in likely
        )
        assert one.front == (one in likely and not beaten)
    assert record.front == sum(one.front for one in record.points) > 0
    shares = {tuple(one.levels.items()): one.share for one in dealt("jeddah-2025").listed}
    assert all(shares.get(tuple(one.levels.items()), 0.0) == one.share for one in record.points)


def test_expected_gains_are_those_of_the_packages():
    case = load("jeddah-2025")
    record = frontier(case, "RU", "UA", draws=DRAWS)
    assert record.parties == ("RU", "UA")
    for one in record.points[::20]:
        found = {gain.party: gain.gain for gain in winset.package(case, one.levels, draws=DRAWS).gains}
        for party in record.parties:
            assert one.gains[party] == pytest.approx(found[party].mean)
            assert np.allclose(one.ranges[party], (found[party].low, found[party].high))


def test_many_packages_are_thinned_and_pairs_must_make_sense():
    record = frontier(load("harbour"), draws=40, limit=100)
    assert len(record.points) <= 100 < record.packages
    assert sum(one.front for one in record.points) == record.front
    with pytest.raises(winset.UsageError, match="both axes"):
        frontier(load("harbour"), "mayor", "mayor")
    with pytest.raises(winset.UsageError, match="no party"):
        frontier(load("harbour"), "mayo")


def test_a_requirement_is_its_name_and_knows_what_it_stands_for():
    first, second = Requirement("home", "A", "B council"), Requirement("home", "A B", "council")
    assert (first, second) == ("home A B council",) * 2
    assert first != second
    assert len({first, second}) == 2  # one name, and yet two
    assert deepcopy(second).parts == ("home", "A B", "council")
