"""Small cases that once came out wrong, kept beside the checkout: their first lines say what is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import winset
from winset.case.reading import read_case
from winset.cli import cli
from winset.engines.deals.zone import DealsRecord
from winset.errors import WinsetError

FOLDER = Path(__file__).parents[1].parent / "shared" / "data" / "faults"


def fault(number: str) -> Path:
    """Find one of the cases, or skip the test where there are none."""
    found = sorted(FOLDER.glob(f"{number}_*.yaml"))
    if not found:
        pytest.skip("the small cases are not beside this checkout")
    return found[0]


def at_most_likely(number: str) -> DealsRecord:
    return winset.deals(winset.load(str(fault(number))), draws=40, limit=100)


def solutions(record: DealsRecord) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in record.listed:
        for name in one.solutions:
            found.setdefault(name, set()).update(one.levels.values())
    return found


def test_f01_exact_gains():
    record = at_most_likely("F01")
    gains = {one.levels["plan"]: {party: round(gain, 1) for party, gain in one.gains.items()} for one in record.listed}
    assert gains["phased"] == {"mill": 40.7, "union": 50.8, "town": 61.0}
    assert gains["retrain"] == {"mill": 60.7, "union": 50.8, "town": 41.0}
    found = solutions(record)
    assert found["nash"] == found["kalai-smorodinsky"] == found["egalitarian"] == {"retrain"}


@pytest.mark.parametrize("number", ["F02", "F02b"])
def test_f02_no_more_is_lost_than_there_is(number):
    record = at_most_likely(number)
    assert (record.zone.central, record.zone.mean) == (0, 0)


def test_f03_as_good_as_no_deal():
    assert at_most_likely("F03").zone.mean == 1
    assert winset.forecast(winset.load(str(fault("F03"))), 40).events["in-force"].probability == 1


def test_f04_a_mediator_changes_nothing():
    found = solutions(at_most_likely("F04"))
    assert found["nash"] == {"q"}
    assert not any("r" in levels for levels in found.values())


def test_f05_what_nobody_values_stays():
    record = winset.forecast(winset.load(str(fault("F05"))), 40)
    assert record.levels["z"]["now"].probability == 1


@pytest.mark.parametrize(("number", "scenarios"), [("F06", "lr"), ("F12", "pq")])
def test_f06_a_tie_is_shared(number, scenarios):
    record = winset.forecast(winset.load(str(fault(number))), 1000)
    for key in scenarios:
        assert record.scenarios[key].probability == pytest.approx(0.5, abs=0.002)


def test_f08_a_home_that_loses_by_waiting():
    record = at_most_likely("F08")
    assert (record.zone.central, record.zone.mean) == (1, 1)
    assert winset.forecast(winset.load(str(fault("F08"))), 40).events["in-force"].probability == 1


def test_f09_two_of_three_homes():
    record = at_most_likely("F09")
    assert (record.zone.central, record.zone.mean) == (1, 1)
    assert winset.check(winset.load(str(fault("F09")))).warnings


def test_f10_a_condition_of_a_profile():
    assert at_most_likely("F10").zone.central == 0


def test_f11_who_blocks():
    assert at_most_likely("F11").conflict == ("party A", "party B", "party C")


def test_f12_scale_changes_nothing():
    text = fault("F12").read_text("utf-8")
    assert solutions(at_most_likely("F12"))["nash"] == {"p", "q"}
    scaled = read_case(text.replace("points: 3", "points: 300").encode(), "F12.yaml")
    assert solutions(winset.deals(scaled, draws=0))["nash"] == {"p", "q"}


def test_f13_indifferent_parties_do_not_move():
    record = winset.forecast(winset.load(str(fault("F13"))), 40, model="stability")
    assert record.scenarios["moved"].probability == 0


def test_f14_no_dominated_solution():
    assert not any("p" in levels for levels in solutions(at_most_likely("F14")).values())


def test_f15_no_score_for_hindsight(tmp_path):
    path = tmp_path / "log.yaml"
    path.write_bytes(fault("F15").read_bytes())

    def said(*arguments: str) -> tuple[int, str]:
        told = CliRunner().invoke(cli, ["log", arguments[0], str(path), *arguments[1:]])
        return int(isinstance(told.exception, WinsetError)), f"{told.output}{told.exception}"

    mine = ("--question", "q1", "--probability", "0.7", "--date")
    assert said("add", *mine, "2025-03-10")[0] == 0
    assert said("resolve", "q1", "yes", "--date", "2025-03-12")[0] == 0
    status, words = said("add", *mine, "2025-03-20")
    assert (status, "hindsight" in words) == (1, True)


def test_f07_overturned_inside_the_range():
    record = winset.flips(winset.load(str(fault("F07"))), draws=100)
    claim = next(one for one in record.robustness if one.headline.startswith("one is less likely"))
    assert not claim.robust
    assert record.ranges["one"] == (0, 1)
