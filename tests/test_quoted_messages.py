"""What a message tells of an outcome can be pasted into a condition, whatever the names are."""

import pytest

import winset
from winset import expr
from winset.errors import CaseFileError

DATA = {
    "winset": "1",
    "title": "Names",
    "parties": {"A": {}, "B": {}},
    "issues": {
        "de facto line": {"levels": ["not yet", "and"], "control": ["A"]},
        "aid": {"levels": ["30 days", 'a "truce"'], "control": ["B"]},
    },
}


def conditions_in(told):
    return expr.parse(told.rstrip(".").replace(", ", " and "))


def test_the_outcome_that_a_ranking_leaves_out():
    case = winset.from_data(DATA | {"ranking": {"A": {"best_first": ['aid = "30 days"']}}})
    with pytest.raises(CaseFileError) as refused:
        winset.stability(case)
    (problem,) = refused.value.problems
    told = problem.hint.partition(": ")[2]
    assert set(expr.issues_of(conditions_in(told), case.levels)) == {"de facto line", "aid"}


def test_the_outcome_in_which_scenarios_overlap():
    scenarios = {"one": {"when": '"de facto line" = "and"'}, "two": {"when": 'aid != "30 days"'}}
    found = winset.check(winset.from_data(DATA | {"scenarios": scenarios}))
    (told,) = [one.hint.partition("For example: ")[2] for one in found.warnings if "overlap" in one.what]
    assert told == '"de facto line" = "and", aid = \'a "truce"\'.'
    assert conditions_in(told)
