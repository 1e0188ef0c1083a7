"""What must not change an answer does not, in every view: deals, forecast, flips, what-if, one offer.

Names, order, the calendar, a party's unit of points, entries without effect and issues nobody has a stake in.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

import winset
from test_metamorphic import drawn, scaled, told
from winset.engines.forecast.flips import flips
from winset.engines.forecast.what_if import what_if

DRAWS, SEEDS = 40, range(2)
OFFER = {"x": "p", "y": "yes"}
CHANGE = {"conditions.c.probability": 1, "talks.failure": "0.1"}
Data = dict[str, Any]


def offers(case: winset.Case) -> Any:
    """One offer as it is looked at, gains aside."""
    one = winset.package(case, OFFER, draws=DRAWS)
    asked = {(r.kind, r.key, r.home): (r.fails, r.central) for r in one.requirements}
    answers = sorted((sorted(a.levels.items()), a.chance.mean, a.stands) for a in one.answers)
    return one.share, one.central, one.table, one.in_force, one.refused_by, asked, answers, one.scenarios


def moved(case: winset.Case) -> Any:
    """What a change of two inputs moves."""
    found = what_if(case, winset.changed(case, CHANGE), draws=DRAWS)
    return {one.headline: (one.before, one.after) for one in found.differences}, found.zone


def overturned(case: winset.Case) -> Any:
    """What every input moves; the shares of variance are estimates and can differ in the last bit."""
    found = flips(case, draws=DRAWS)
    every = {
        one.address: (one.headline, one.at_low, one.base, one.at_high, one.lowest, one.highest) for one in found.flips
    }
    return every, found.ranges


VIEWS = {"deals and forecast": told, "offer": offers, "what-if": moved, "flips": overturned}


def seen(data: Data, view: str) -> Any:
    return told(data) if view == "deals and forecast" else VIEWS[view](winset.from_data(data))


def with_display_names(data: Data) -> Data:
    """Other titles, display names and bases; the keys stay."""
    named = {key: {**one, "name": f"The {key} of old"} for key, one in data["issues"].items()}
    parties = {
        key: {**one, "name": f"Republic {key}", "aliases": [f"{key}-land"]} for key, one in data["parties"].items()
    }
    values = {k: [{**one, "basis": "analyst assumption"} for one in own] for k, own in data["values"].items()}
    return {
        **data,
        "title": "another",
        "summary": "told otherwise",
        "issues": named,
        "parties": parties,
        "values": values,
    }


def in_another_order(data: Data) -> Data:
    """Everything that has no order of its own, backwards."""
    back = {key: dict(reversed(own.items())) for key, own in data.items() if isinstance(own, dict)}
    back["talks"] = data["talks"]
    return {**data, **back, "ratification": data["ratification"][::-1]}


def a_month_later(data: Data) -> Data:
    """The date of the case and the deadline, both moved by as many days."""
    return {**data, "as_of": "2025-04-01", "talks": {**data["talks"], "deadline": "2025-04-12"}}


def in_hundredths(data: Data) -> Data:
    """The points of A in hundredths of what they were."""
    values = {**data["values"], "A": [{**one, "points": scaled(one["points"], 2)} for one in data["values"]["A"]]}
    own = data["no_deal"]["A"]
    own = {**own, **{key: scaled(own[key], 2) for key in ("value", "decay")}}
    return {**data, "values": values, "no_deal": {"A": own}}


def with_idle_issue(data: Data) -> Data:
    """An issue that no one moves and no one has a stake in, in front of all others."""
    return {**data, "issues": {"weather": {"levels": ["dry", "wet", "snow"], "control": []}, **data["issues"]}}


def with_idle_entries(data: Data) -> Data:
    """A value of something that never is, a home nobody knows anything of, a deadline that has passed."""
    never = {"when": "x = p and x = q", "points": 50}
    return {
        **data,
        "values": {**data["values"], "B": [*data["values"]["B"], never]},
        "parties": {**data["parties"], "B": {"home": ["silent"]}},
        "deadlines": [{"on": "2025-02-01", "then": {"x": "q"}}],
    }


SAME: dict[str, Callable[[Data], Data]] = {
    one.__name__: one
    for one in (with_display_names, in_another_order, a_month_later, in_hundredths, with_idle_issue, with_idle_entries)
}


@pytest.fixture(scope="module")
def before() -> Callable[[int, str], Any]:
    """What is seen of a drawn case as it stands, looked at once."""
    known: dict[tuple[int, str], Any] = {}

    def look(seed: int, view: str) -> Any:
        if (seed, view) not in known:
            known[seed, view] = seen(drawn(random.Random(seed)), view)
        return known[seed, view]

    return look


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("change", SAME)
def test_what_means_the_same_reads_the_same(change, view, before):
    for seed in SEEDS if view != "flips" else SEEDS[:1]:
        data = SAME[change](drawn(random.Random(seed)))
        now, then = seen(data, view), before(seed, view)
        if view == "deals and forecast":
            now, then = without_new(now), without_new(then)
        if view == "flips":
            now, then = ({key: one[0][key] for key in then[0]} | one[1] for one in (now, then))
        if view == "what-if":
            now = {key: own for key, own in now[0].items() if not key.startswith("weather")}, now[1]
        assert now == then


def without_new(found: Any) -> Any:
    """Leave out the levels of an issue that was added."""
    zone, packages, levels, scenarios, events = found
    return zone, packages, {key: own for key, own in levels.items() if key != "weather"}, scenarios, events


def renamed(data: Any, names: dict[str, str]) -> Any:
    """The same case in other words: keys and levels, wherever they stand, also within conditions."""
    if isinstance(data, dict):
        return {renamed(key, names): renamed(own, names) for key, own in data.items()}
    if isinstance(data, list):
        return [renamed(own, names) for own in data]
    return " ".join(names.get(word, word) for word in data.split(" ")) if isinstance(data, str) else data


@pytest.mark.parametrize("seed", range(4))
def test_other_keys_give_the_same_answers_under_other_names(seed):
    """With certain numbers: what is drawn is drawn by name."""
    names = {
        "A": "Zed",
        "B": "Abel",
        "x": "zone",
        "y": "aid",
        "none": "nil",
        "p": "half",
        "q": "all of it",
        "h": "duma",
    }
    names |= {"R": "Outsider", "answer": "consent", "both": "everything", "c": "red line"}
    names = {key: own.replace(" ", "-") for key, own in names.items()}
    data = certain(drawn(random.Random(seed)))
    data["values"]["R"] = []
    one, two = told(data), told(renamed(data, names))
    assert two[0] == one[0]
    packages = {tuple(sorted((names[k], names.get(v, v)) for k, v in key)): own for key, own in one[1].items()}
    assert two[1] == packages
    for part in (3, 4):
        shares = {names.get(key, key): own.probability for key, own in one[part].items()}
        assert {key: own.probability for key, own in two[part].items()} == pytest.approx(shares, abs=2 / 120)


def certain(data: Data) -> Data:
    """The same with the middle of every range for certain."""
    sure = {
        owner: [{**one, "points": one["points"][len(one["points"]) // 2]} for one in own]
        for owner, own in data["values"].items()
    }
    return {
        **data,
        "values": sure,
        "no_deal": {"A": {"value": 0, "decay": "0.5", "over": 20}},
        "delay": {"B": {"cost": 1}},
        "conditions": {"c": {**data["conditions"]["c"], "probability": 1}},
        "ratification": [{**data["ratification"][0], "chances": {"p": 1, "q": 0}}],
        "talks": {"deadline": "2025-03-12", "foresight": 1},
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_a_change_taken_back_is_no_change(seed):
    case = winset.from_data(drawn(random.Random(seed)))
    other = winset.changed(case, CHANGE)
    there, back = what_if(case, other, draws=DRAWS), what_if(other, case, draws=DRAWS)
    assert {one.headline: (one.after, one.before) for one in back.differences} == {
        one.headline: (one.before, one.after) for one in there.differences
    }
    assert there.zone == back.zone[::-1]
    assert all(one.before == one.after for one in what_if(case, case, draws=DRAWS).differences)
