"""The Python surface: public names, frozen records, JSON, readings of unknown statements."""

import inspect
import json
import pickle
from pathlib import Path

import pytest

import winset

ENGINES = ["brief", "check", "outcomes", "ranking", "routes", "stability"]


def test_every_public_name_is_there_and_documented():
    for name in winset.__all__:
        assert name in dir(winset)
        if name != "__version__":
            assert getattr(winset, name).__doc__
    with pytest.raises(AttributeError):
        _ = winset.nothing


@pytest.mark.parametrize("engine", ENGINES)
def test_records_are_frozen_and_go_to_json(engine):
    case = winset.load("chicken")
    record = getattr(winset, engine)(case)
    told = json.loads(json.dumps(record.to_dict()))
    assert told["case"]["hash"] == case.hash
    assert told["method"]
    assert told["versions"]["winset"] == winset.__version__
    assert record.case.title in repr(record)
    assert record._repr_html_().startswith("<table>")
    with pytest.raises(AttributeError):
        record.method = "another"


TAKES_A_CASE = sorted(
    name
    for name in winset.__all__
    if inspect.isfunction(one := getattr(winset, name))
    and next(iter(inspect.signature(one).parameters.values())).annotation.split(" | ")[0] in {"Case", "Game"}
)


@pytest.mark.parametrize("name", TAKES_A_CASE)
@pytest.mark.parametrize("given", ["chicken", Path("chicken.yaml"), None, {"title": "x"}, 7])
def test_a_name_in_place_of_a_case_is_refused_in_words(name, given):
    """Whatever else the function takes is not looked at before."""
    function = getattr(winset, name)
    others = [
        one for one in list(inspect.signature(function).parameters.values())[1:]
        if one.default is one.empty and one.kind is not one.KEYWORD_ONLY
    ]  # fmt: skip
    with pytest.raises(winset.UsageError, match=rf"winset\.{name} takes a (case|game)") as refused:
        function(given, *("x" for _ in others))
    assert "Hint: " in str(refused.value)


def test_what_is_no_case_is_told_by_where_it_stands_and_how_to_get_one():
    case = winset.load("chicken")
    with pytest.raises(winset.UsageError, match=r"compare takes a case, and got the text 'elmira'.*winset\.load\('elm"):
        winset.compare(case, "elmira")
    with pytest.raises(winset.UsageError, match=r"forecast takes a case, and got a game\. Hint: .*game\.case"):
        winset.forecast(case=winset.game(case))
    with pytest.raises(winset.UsageError, match="from_data takes a dictionary, and got a value of type list"):
        winset.from_data([])
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        winset.why(case)


def test_public_functions_go_to_other_processes():
    assert TAKES_A_CASE
    for name in TAKES_A_CASE:
        assert pickle.loads(pickle.dumps(getattr(winset, name))) is getattr(winset, name)  # noqa: S301


def test_titles_cannot_break_out_of_html():
    case = winset.load("chicken").model_copy(update={"title": "<script>alert(1)</script>"})
    assert "<script>" not in winset.stability(case)._repr_html_()


UNKNOWN = {
    "winset": "1",
    "title": "Unknown",
    "parties": {"A": {}, "B": {}},
    "issues": {
        "x": {"levels": ["no", "yes"], "control": "A"},
        "y": {"levels": ["no", "yes"], "control": "B"},
    },
    "preferences": {"A": [{"prefer": "x = yes", "unknown": True}, "y = yes"], "B": ["y = yes", "x = yes"]},
    "scenarios": {"both": "x = yes and y = yes", "never": "y = no"},
}


def test_an_unknown_statement_is_read_both_ways():
    """A either wants x or wants it not: B moves to y either way, so two readings give one equilibrium each."""
    case = winset.from_data(UNKNOWN)
    assert winset.brief(case).readings == 2
    held = {one.scenario: one.readings for one in winset.brief(case).held}
    assert held == {"both": 1, "never": 0, None: 1}
    known = {**UNKNOWN, "preferences": {**UNKNOWN["preferences"], "A": ["x = yes", "y = yes"]}}
    assert winset.brief(winset.from_data(known)).readings == 1


def test_swapping_the_parties_labels_swaps_every_verdict():
    """Nothing in the product takes a side: renaming and reordering parties renames the answers and no more."""
    case = winset.load("elmira")
    names = list(case.parties)
    turn = dict(zip(names, [*names[1:], names[0]], strict=True))
    data = case.model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    data.pop("answers", None)
    data["parties"] = {turn[key]: value for key, value in reversed(data["parties"].items())}
    for issue in data["issues"].values():
        issue["control"] = [turn[key] for key in issue["control"]]
    for section in ("preferences", "ranking"):
        if section in data:
            data[section] = {turn[key]: value for key, value in data[section].items()}
    if isinstance(data.get("coalitions"), list):
        data["coalitions"] = [[turn[key] for key in group] for group in data["coalitions"]]
    other = winset.stability(winset.from_data(data), verdicts=True)
    own = winset.stability(case, verdicts=True)
    for concept, by_party in own.verdicts.items():
        for key, numbers in by_party.items():
            assert sorted(other.verdicts[concept][turn[key]]) == sorted(numbers)
