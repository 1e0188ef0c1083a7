"""What must not change an answer does not, in deals, forecasts, what-ifs and flips; and what adds up adds up."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

import winset
from winset.cli.pool import Runner
from winset.engines.forecast.flips import flips
from winset.engines.forecast.what_if import what_if

DRAWS = 120


def drawn(rng: random.Random) -> dict[str, Any]:
    """The data of a small negotiation with ranges, delay, decay, a condition, a home and an absent party."""
    levels = {"x": ["none", "p", "q"], "y": ["no", "yes"]}

    def condition() -> str:
        issue = rng.choice(list(levels))
        return f"{issue} = {rng.choice(levels[issue][1:])}"

    def values() -> list[dict[str, Any]]:
        return [
            {"when": when, "points": sorted(rng.randint(-2, 9) for _ in range(rng.choice([1, 2, 3])))}
            for when in sorted({condition() for _ in range(4)})
        ]

    return {
        "winset": "1",
        "title": "drawn",
        "as_of": "2025-03-01",
        "parties": {"A": {"home": ["h"]}, "B": {}, "R": {"at_table": False}},
        "issues": {
            **{key: {"levels": own, "control": ["A", "B"]} for key, own in levels.items()},
            "answer": {"levels": ["no", "yes"], "control": "R"},
        },
        "values": {"A": values(), "B": values(), "R": [{"when": "answer = yes and x = p", "points": [0, 2]}]},
        "no_deal": {"A": {"value": [-1, 1], "decay": [0, 1], "over": 20}},
        "delay": {"B": {"cost": [0, 3]}},
        "conditions": {"c": {"party": "B", "withholds": "x = q", "unless": "y = yes", "probability": [0, "0.3", 1]}},
        "ratification": [{"party": "A", "home": "h", "issue": "x", "chances": {"p": ["0.5", 1], "q": ["0.2", 1]}}],
        "talks": {"deadline": "2025-03-12", "failure": [0, "0.2"], "noise": rng.choice([0, "0.3"]), "other": "0.05"},
        "scenarios": {"p": "x = p", "q": "x = q", "both": "x != none and y = yes"},
    }


def told(data: dict[str, Any]) -> tuple[Any, ...]:
    """What deals and forecast say, without anything that is in points."""
    case = winset.from_data(data)
    deals, end = winset.deals(case, draws=60, limit=100), winset.forecast(case, draws=DRAWS)
    packages = {
        tuple(sorted(one.levels.items())): (
            one.share,
            one.efficient,
            {"nash", "kalai-smorodinsky"} & set(one.solutions),
        )
        for one in deals.listed
    }
    return deals.zone, packages, end.levels, end.scenarios, end.events


def scaled(values: Any, power: int) -> Any:
    if isinstance(values, list):
        return [scaled(one, power) for one in values]
    return f"{Decimal(str(values)).scaleb(power):f}"


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("power", [2, -2])
def test_the_scale_of_one_partys_points(seed, power):
    data = drawn(random.Random(seed))
    other = {**data, "values": dict(data["values"]), "no_deal": dict(data["no_deal"])}
    other["values"]["A"] = [{**one, "points": scaled(one["points"], power)} for one in data["values"]["A"]]
    one = data["no_deal"]["A"]
    other["no_deal"] = {"A": {**one, **{key: scaled(one[key], power) for key in ("value", "decay")}}}
    assert told(other) == told(data)


@pytest.mark.parametrize("seed", range(8))
def test_a_party_without_a_stake(seed):
    data = drawn(random.Random(seed))
    other = {**data, "parties": {"M": {"name": "Mediator"}, **data["parties"]}}
    assert told(other)[1:] == told(data)[1:]


@pytest.mark.parametrize("seed", range(8))
def test_an_entry_split_into_two_halves(seed):
    """Certain points, since two halves drawn apart are not one."""
    data = drawn(random.Random(seed))
    sure = {
        owner: [{**one, "points": 2 + place} for place, one in enumerate(own)] for owner, own in data["values"].items()
    }
    halves = {
        **sure,
        "A": [
            half
            for one in sure["A"]
            for half in (
                {**one, "points": f"{one['points'] * 0.3:.1f}"},
                {**one, "points": f"{one['points'] * 0.7:.1f}", "stake": "leader"},
            )
        ],
    }
    assert told({**data, "values": halves}) == told({**data, "values": sure})


@pytest.mark.parametrize("seed", range(8))
def test_masses_sum_to_one_and_processes_change_no_bit(seed):
    case = winset.from_data(drawn(random.Random(seed)))
    end = winset.forecast(case, draws=DRAWS)
    for levels in end.levels.values():
        assert sum(share.probability for share in levels.values()) == pytest.approx(1 - end.other)
    if seed == 0:
        assert winset.forecast(case, draws=DRAWS, run=Runner(2, "")).to_dict() == end.to_dict()


@pytest.mark.parametrize("seed", range(3))
def test_more_draws_converge(seed):
    case = winset.from_data(drawn(random.Random(seed)))
    few, many = winset.forecast(case, draws=400, seed=1), winset.forecast(case, draws=4000, seed=2)
    for key, share in few.scenarios.items():
        room = 2 * (share.high - share.low)
        assert abs(share.probability - many.scenarios[key].probability) <= room


def test_what_if_and_flips_say_the_same_as_the_forecast():
    case = winset.from_data(drawn(random.Random(5)))
    other = winset.changed(case, {"conditions.c.probability": 1})
    moved = {one.headline: (one.before, one.after) for one in what_if(case, other, draws=DRAWS).differences}
    ends = winset.forecast(case, draws=DRAWS), winset.forecast(other, draws=DRAWS)
    found = flips(case, draws=DRAWS)
    for key in case.scenarios:
        assert moved[key] == pytest.approx(tuple(end.scenarios[key].probability for end in ends))
        low, high = found.ranges[key]
        assert low - 1e-12 <= moved[key][0] <= high + 1e-12
        assert low - 1e-12 <= moved[key][1] <= high + 1e-12
