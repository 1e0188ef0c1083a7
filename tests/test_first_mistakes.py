"""What somebody gets wrong on the first day: each is told in words that lead on, and nothing is said that is not so."""

import pytest

import winset
from command_line import run
from winset.errors import CaseFileError, UsageError

DATA = {
    "winset": "1",
    "title": "Two",
    "parties": {"A": {}, "B": {}},
    "issues": {"x": {"levels": ["no", "yes"], "control": "A"}, "y": {"levels": ["no", "yes"], "control": "B"}},
    "preferences": {"A": ["y = yes"], "B": ["x = yes"]},
}


def problems(data):
    with pytest.raises(CaseFileError) as refused:
        winset.from_data(data)
    return [one.what for one in refused.value.problems]


def test_points_that_cannot_be_read_are_one_error_and_the_rest_is_looked_at():
    values = {"A": [{"when": "y = yes", "points": "5-10"}, {"when": "y = perhaps", "points": "1"}]}
    range_, *rest = problems(DATA | {"values": values | {"C": [{"when": "y = yes", "points": "1"}]}})
    assert range_.startswith("'points': a range is a number")
    assert set(rest) == {"issue 'y' has no level 'perhaps'", "there is no party or home 'C'"}


def test_a_short_list_is_shown_as_it_was_written():
    with pytest.raises(CaseFileError, match=r"must not fall.*Got \[5, 3\]\."):
        winset.from_data(DATA | {"values": {"A": [{"when": "y = yes", "points": ["5", "3"]}]}})


@pytest.mark.parametrize("address", ["conditions.strct.probability", "scenarios.cmpromise.name"])
def test_an_address_with_a_slip_in_a_name_is_no_new_entry(address):
    with pytest.raises(UsageError, match=r"is not an input of the case.*Did you mean"):
        winset.changed(winset.load("jeddah-2025"), {address: "0.9"})


def test_what_is_not_there_yet_can_be_set():
    case = winset.changed(winset.load("ferry-contract"), {"delay.County.cost": "2"})
    assert case.delay["County"].cost is not None


def test_a_case_without_questions_keeps_no_forecasts(tmp_path):
    path = tmp_path / "two.yaml"
    assert run("new", str(path)).returncode == 0
    text = path.read_text("utf-8")
    assert "\nquestions:" not in text
    for extra in ((), ("--question", "x"), ("--question", "x", "--probability", "0.5")):
        done = run("log", "add", str(path), *extra)
        assert done.returncode == 2
        assert "asks no question" in done.stderr
        assert "'questions'" in done.stderr
