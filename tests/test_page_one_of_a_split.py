"""Page one without numbers: a partnership that is dissolved. What an expert would have it say."""

import pytest

import winset
from winset.case.reading import read_case
from winset.engines.forecast.not_forecast import not_forecast
from winset.present.documents.endings import holds
from winset.present.documents.page_one import page_one
from winset.present.words import clauses

SPLIT = b"""winset: 1
title: Two architects part
parties: {Ines: {name: Ines Alba}, Karl: {name: Karl Brandt}}
issues:
  clients: {name: Clients, levels: [undivided, divided], control: [Ines, Karl], moves: forward}
  suit: {name: Lawsuit, levels: [none, filed], control: Karl}
preferences:
  Ines:
    - {prefer: suit = none, basis: N1}
    - {prefer: clients = divided, basis: N1}
  Karl:
    - {prefer: suit = filed iff clients = undivided, basis: analyst assumption}
    - {prefer: clients = divided, basis: N2}
scenarios:
  amicable: {name: amicable division, when: clients = divided and suit = none}
  court: {name: case in court, when: suit = filed}
"""


@pytest.fixture(scope="module")
def split():
    return read_case(SPLIT, "split.yaml")


@pytest.fixture(scope="module")
def page(split):
    return "\n".join(str(line) for section in page_one(split, winset.brief(split)).sections for line in _lines(section))


def _lines(section):
    for block in section.blocks:
        yield from getattr(block, "items", (block,))


def test_who_can_refuse_an_ending_is_said_of_words_alone(page):
    assert "An amicable division needs a step of Ines Alba and Karl Brandt: either can refuse." in page
    assert "A case in court needs a step of Karl Brandt." in page


def test_nobody_is_said_to_take_a_way_that_another_goes(page):
    assert "all would take" not in page
    assert "nobody who would have to act for them would refuse" in page


def test_an_assumption_is_not_called_reported(page, split):
    assert "one assumed preference of Karl Brandt" in page
    assert "3 of 4 preferences cite a source; 1 is an assumption of the analyst." in page


def test_pressure_by_one_alone_is_not_forecast(split):
    assert not_forecast(split).scenarios == ("court",)


def test_what_a_deadline_brings_comes_about_by_itself():
    case = winset.load("ferry-contract")
    told = {held.scenario: str(holds(case, held)) for held in winset.brief(case).held if held.scenario}
    assert told["stop"] == "comes about by itself"
    assert winset.brief(case).unforecast == ("tender",)


@pytest.mark.parametrize(
    ("name", "level", "told", "denied"),
    [
        ("Hostages released", "33", "33 hostages are released", "not 33 hostages are released"),
        ("Hostages", "all released", "all hostages are released", "not all hostages are released"),
        ("Troops withdrawn", "half", "half of the troops are withdrawn", "not half of the troops are withdrawn"),
        ("Hostages", "the sick released", "of the hostages the sick are released", ""),
        ("Stores to be sold", "20", "the stores to be sold are 20", ""),
    ],
)
def test_how_many_of_several_things(split, name, level, told, denied):
    found = clauses.formed(split, name, level)
    assert str(found) == told
    assert not denied or found.denied() == denied
