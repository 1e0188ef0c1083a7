"""A party without issues, preferences, values and home changes nothing, wherever it sits."""

import pytest

import winset
from winset.engines.check.statements import check

BASE = {
    "winset": "1",
    "title": "Two of three",
    "parties": {"A": {}, "B": {}, "C": {}},
    "issues": {"x": {"levels": ["none", "left", "right"], "control": ["A", "B", "C"]}},
    "values": {
        "A": [{"when": "x = left", "points": [2, 3, 5]}, {"when": "x = right", "points": [-2, 1, 2]}],
        "B": [{"when": "x = left", "points": [-3, 1, 2]}, {"when": "x = right", "points": [2, 4, 5]}],
        "C": [{"when": "x = left", "points": [-4, -2, 1]}, {"when": "x = right", "points": [-4, -1, 2]}],
    },
    "scenarios": {"left": "x = left", "right": "x = right"},
}


def told(case):
    found = winset.forecast(case, draws=500)
    deals = winset.deals(case, draws=200)
    packages = {tuple(one.levels.items()): (one.share, one.gains, one.in_force) for one in deals.listed}
    shares = {key: one.probability for key, one in (found.scenarios | found.events).items()}
    return shares, packages, deals.zone, winset.flips(case, draws=200).left_out


@pytest.mark.parametrize("need", ["all", "2 of 3"])
@pytest.mark.parametrize("at_table", [True, False])
def test_nothing_changes_whatever_the_quorum(need, at_table):
    base = BASE | {"talks": {"need": need}}
    parties = {**base["parties"], "M": {"name": "Mediator", "at_table": at_table}}
    case = winset.from_data(base | {"parties": parties})
    assert told(case) == told(winset.from_data(base))
    assert case.signatories == ("A", "B", "C")
    hints = [one.hint for one in check(case).warnings if "'M'" in one.what]
    assert len(hints) == 1
    assert "taken for a mediator" in hints[0]


def test_whose_consent_is_named_signs():
    parties = {**BASE["parties"], "M": {}}
    case = winset.from_data(BASE | {"parties": parties, "talks": {"signatories": ["A", "B", "M"], "need": "2 of 3"}})
    assert case.signatories == ("A", "B", "M")
    assert winset.from_data(BASE | {"parties": {**BASE["parties"], "M": {"home": ["senate"]}}}).signatories[-1] == "M"


def test_one_party_and_a_mediator_have_a_brief():
    issues = {"x": {"levels": ["a", "b"], "control": "A"}}
    data = {"winset": "1", "title": "One", "parties": {"A": {}, "M": {}}, "issues": issues}
    found = winset.brief(winset.from_data(data | {"preferences": {"A": ["x = b"]}}))
    assert [one.presses for one in found.alone["A"]] == [False]
