"""A case in amounts against its twin with a named level, a value and a chance for every amount, worked out by hand."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

import winset
from winset.case.reading import from_data

PRICES = ["100", "110", "120", "130", "140"]
VOLUMES = ["10", "20", "30"]
SPANS = {
    "price": {"from": "100", "to": "140", "step": "10", "now": "120", "marks": dict(zip("abcde", PRICES, strict=True))},
    "volume": {"from": "10", "to": "30", "step": "10", "marks": {"x": "10", "y": "20", "z": "30"}},
}
LEVELS = {"price": PRICES, "volume": VOLUMES}
TODAY = {"price": Fraction(120), "volume": Fraction(10)}


def line(points: dict[Fraction, Fraction], at: Fraction) -> Fraction:
    """Straight lines between the points named, flat beyond."""
    known = sorted(points)
    for low, high in pairwise(known):
        if low <= at <= high:
            return points[low] + (points[high] - points[low]) * (at - low) / (high - low)
    return points[known[0]] if at < known[0] else points[known[-1]]


def text(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{number.numerator}/{number.denominator}"


def drawn(rng: random.Random) -> dict[str, Any]:
    """A case in amounts, all of whose numbers are certain."""

    def curve(issue: str) -> dict[str, Any]:
        named = rng.sample(LEVELS[issue], rng.randint(2, 3))
        return {"of": issue, "points": {one: str(rng.randint(-9, 9)) for one in named}}

    def values() -> list[dict[str, Any]]:
        found = [curve("price"), {"of": "volume", "each": rng.choice(["0.1", "-0.2", "0.3"])}]
        found.append({"of": "price", "times": "volume", "each": rng.choice(["-0.002", "0.001"])})
        return [*found, {"when": f"price >= {rng.choice(PRICES[1:])}", "points": str(rng.randint(-3, 3))}]

    def chances(issue: str) -> dict[str, str]:
        outer = rng.sample([one for one in LEVELS[issue] if Fraction(one) != TODAY[issue]], rng.randint(1, 2))
        return {one: rng.choice(["0.2", "0.45", "0.7", "0.9"]) for one in outer}

    return {
        "winset": "1",
        "title": "amounts",
        "as_of": "2026-03-01",
        "parties": {"A": {"home": ["h", "k"]}, "B": {}, "R": {"at_table": False}},
        "issues": {
            "price": {**SPANS["price"], "control": ["A", "B"]},
            "volume": {**SPANS["volume"], "control": "B", "requires": {"when": "price >= 140", "level": "20"}},
            "answer": {"levels": ["no", "yes"], "control": "R"},
        },
        "impossible": [{"when": "price = 140 and answer = yes"}],
        "preferences": {"A": [f"price <= {rng.choice(PRICES)}"]},
        "scenarios": {"dear": "price >= 130", "big": "volume > 10 and answer = yes"},
        "values": {
            "A": values(),
            "B": values(),
            "R": [{"of": "price", "points": {"100": "0", "140": "3"}, "when": "answer = yes"}],
            "h": [curve("price"), curve("volume")],
        },
        "no_deal": {"A": "-2", "B": "-1", "h": "-4"},
        "conditions": {
            "c": {"party": "A", "withholds": "volume >= 20", "unless": "price <= 130", "probability": rng.choice("01")}
        },
        "ratification": [
            {"party": "A", "home": "k", "issue": "price", "chances": chances("price")},
            {"party": "A", "home": "k", "issue": "volume", "chances": chances("volume")},
        ],
        "mandates": {"A": {"covers": "price <= 130", "confirmed": "0.5"}},
        "alternatives": [{"party": "A", "replaces": "price >= 130", "share": "0.5"}],
        "reactions": {"R": "2"},
        "deadlines": [{"on": "2026-03-09", "unless": "volume >= 20", "then": {"volume": "30"}, "chance": "0.5"}],
        "delay": {"B": {"cost": "1", "over": "9"}},
        "talks": {"deadline": "2026-03-12", "failure": "0.1"},
    }


def spelled_out(data: dict[str, Any]) -> dict[str, Any]:
    """The same with named levels, a value for each of them, and a chance for each."""
    issues = {key: dict(one) for key, one in data["issues"].items()}
    for key, levels in LEVELS.items():
        rest = {name: what for name, what in issues[key].items() if name in ("now", "control", "requires")}
        issues[key] = {"levels": levels, **rest}
    values = {owner: [one for entry in own for one in by_level(entry)] for owner, own in data["values"].items()}
    return {
        **data,
        "issues": issues,
        "values": values,
        "ratification": [{**one, "chances": each_chance(one)} for one in data["ratification"]],
    }


def by_level(entry: dict[str, Any]) -> list[dict[str, str]]:
    """A value for every level, or pair of levels, in place of one along amounts; stakes keep equal conditions apart."""
    if "of" not in entry:
        return [entry]
    where, issue = (f"{entry['when']} and " if "when" in entry else ""), entry["of"]
    if "points" in entry:
        points = {Fraction(at): Fraction(one) for at, one in entry["points"].items()}
        told = {f"{where}{issue} = {one}": line(points, Fraction(one)) for one in LEVELS[issue]}
    elif "times" in entry:
        today = TODAY[issue] * TODAY[entry["times"]]
        told = {
            f"{where}{issue} = {one} and {entry['times']} = {two}": Fraction(entry["each"])
            * (Fraction(one) * Fraction(two) - today)
            for one in LEVELS[issue]
            for two in LEVELS[entry["times"]]
        }
    else:
        each = Fraction(entry["each"])
        told = {f"{where}{issue} = {one}": each * (Fraction(one) - TODAY[issue]) for one in LEVELS[issue]}
    return [{"when": when, "points": text(points), "stake": "leader"} for when, points in told.items()]


def each_chance(entry: dict[str, Any]) -> dict[str, str]:
    """Along amounts the chance falls in straight lines from today's, which is accepted; lesser ones no less."""
    issue, found = entry["issue"], {}
    now = TODAY[issue]
    for side in (1, -1):
        named = {Fraction(at): Fraction(one) for at, one in entry["chances"].items() if (Fraction(at) - now) * side > 0}
        points = {at: max(c for other, c in named.items() if (other - at) * side >= 0) for at in named}
        if points:
            out = [one for one in LEVELS[issue] if (Fraction(one) - now) * side > 0]
            found |= {one: text(line({now: Fraction(1), **points}, Fraction(one))) for one in out}
    return found


def told(case: winset.Case) -> dict[str, Any]:
    """Deals, packages, forecasts by both models, and what can hold."""
    exact, drawn_ = winset.deals(case, draws=0), winset.deals(case, draws=40)
    forecasts = [winset.forecast(case, draws=40, model=model) for model in ("nash", "stability")]
    rounded = [
        (
            one.levels,
            one.central,
            {key: round(gain, 9) for key, gain in one.gains.items()},
            one.efficient,
            one.solutions,
        )
        for one in exact.listed
    ]
    return {
        "deals": (exact.zone, sorted(map(repr, rounded))),
        "drawn": (drawn_.zone, drawn_.win_sets, [(one.kind, one.key, one.home, one.fails) for one in drawn_.obstacles]),
        "forecast": [(one.scenarios, one.levels, one.events, one.packages) for one in forecasts],
        "hold": {
            key: [one["number"] for one in found["outcomes"]]
            for key, found in winset.stability(case).to_dict()["equilibria"].items()
        },
        "alone": {key: [one.step.changes for one in found] for key, found in exact.alone.items()},
    }


@pytest.mark.parametrize("seed", range(6))
def test_amounts_say_what_levels_spelled_out_say(seed):
    data = drawn(random.Random(seed))
    if seed % 2:  # what happens by itself has sums of its own
        del data["deadlines"], data["issues"]["volume"]["requires"]
    one, two = told(from_data(data)), told(from_data(spelled_out(data)))
    for part in one:
        assert one[part] == two[part], part
