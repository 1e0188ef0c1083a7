"""Ties are shared, what nobody prefers stays as it is today, and the order of the file sets nothing."""

from __future__ import annotations

import random
from typing import Any

import pytest

import winset
from winset.engines.forecast.summary import summary
from winset.engines.talks.paired import sample
from winset.present.documents.brief import brief_document
from winset.present.documents.deals import deals_document
from winset.present.documents.document import as_text
from winset.present.documents.forecast import forecast_document


def split(left: Any = (4, 1), right: Any = (1, 4), **sections: Any) -> winset.Case:
    """Two packages between A and B, worth these points to the one and the other."""
    values = {
        party: [
            {"when": "x = left", "points": left[place]},
            {"when": "x = right", "points": right[place]},
        ]
        for place, party in enumerate("AB")
    }
    data = {
        "winset": "1",
        "title": "split",
        "parties": {"A": {}, "B": {}},
        "issues": {"x": {"levels": ["none", "left", "right"], "control": ["A", "B"]}},
        "values": values,
        "scenarios": {"l": "x = left", "r": "x = right"},
    }
    return winset.from_data(data | sections)


@pytest.mark.parametrize("levels", [["none", "left", "right"], ["none", "right", "left"], ["left", "none", "right"]])
@pytest.mark.parametrize("draws", [100, 1000])
def test_a_symmetric_tie_is_shared_evenly_and_said(levels, draws):
    case = split(
        issues={"x": {"levels": levels, "control": ["A", "B"]}},
        status_quo={"x": "none"},
    )
    record = winset.forecast(case, draws=draws)
    assert record.scenarios["l"].probability == pytest.approx(0.5, abs=2 / draws)
    assert record.scenarios["r"].probability == pytest.approx(0.5, abs=2 / draws)
    assert record.tied == 1
    assert "A tie: in 100% of the draws" in as_text(forecast_document(case, record), 200)
    assert "a tie of 2 packages" in as_text(deals_document(case, winset.deals(case, draws=20)), 200)
    told, _ = summary(case)
    assert told is not None
    assert {told.leader, *told.level} == {"l", "r"}
    assert "a tie. Bargaining picks none of packages that are equally good" in as_text(
        brief_document(case, winset.brief(case)), 200
    )


def test_three_equal_packages_have_a_third_each():
    case = winset.from_data(
        {
            "winset": "1",
            "title": "three",
            "parties": {"A": {}, "B": {}},
            "issues": {"x": {"levels": ["none", "c", "a", "b"], "control": ["A", "B"]}},
            "values": {
                "A": [{"when": f"x = {level}", "points": one} for level, one in zip("abc", (1, 2, 4), strict=True)],
                "B": [{"when": f"x = {level}", "points": one} for level, one in zip("abc", (4, 2, 1), strict=True)],
            },
        }
    )
    shares = winset.forecast(case, draws=3000).levels["x"]
    for level in "abc":
        assert shares[level].probability == pytest.approx(1 / 3, abs=0.002)


@pytest.mark.parametrize("power", [-3, 0, 2, 6])
def test_zero_gains_tie_whatever_the_scale(power):
    """A gains from one package alone, B from the other alone: no product of gains tells them apart."""
    case = split(left=(0, 4), right=(f"{3 * 10.0**power:.6f}", 0))
    record = winset.forecast(case, draws=1000)
    assert record.scenarios["l"].probability == pytest.approx(0.5, abs=0.002)


def test_a_mediator_changes_no_bit_also_with_noise():
    talks = {"noise": "0.5"}
    alone = winset.forecast(split((4, 1), (3, 2), talks=talks), draws=400)
    third = split((4, 1), (3, 2), talks=talks, parties={"A": {}, "B": {}, "M": {"name": "Mediator"}})
    assert winset.forecast(third, draws=400).scenarios == alone.scenarios


@pytest.mark.parametrize("levels", [["lower", "now", "higher"], ["now", "lower", "higher"], ["higher", "lower", "now"]])
@pytest.mark.parametrize("noise", [0, 1])
def test_what_nobody_prefers_stays_as_it_is(levels, noise):
    """Nobody gives points to z, or all give it the same by two sums of decimals; profiles do not hide that."""
    data = {
        "winset": "1",
        "title": "nobody",
        "parties": {"A": {}, "B": {}},
        "issues": {
            "x": {"levels": ["none", "deal"], "control": ["A", "B"]},
            "z": {"levels": levels, "control": ["A", "B"]},
        },
        "status_quo": {"z": "now"},
        "values": {
            "A": [{"when": "x = deal", "points": [2, 5, 9]}],
            "B": [{"when": "x = deal", "points": [1, 3, 8]}],
        },
        "talks": {"noise": noise},
        "scenarios": {"cut": "z = lower", "deal": "x = deal and z = now"},
    }
    assert winset.forecast(winset.from_data(data), draws=200).scenarios["deal"].probability == 1
    values = data["values"]
    values["A"] += [
        {"when": "z != higher", "points": "0.3"},
        {"when": "z = higher", "points": "0.1"},
        {"when": "z = higher", "points": "0.2", "stake": "leader"},
    ]
    assert winset.forecast(winset.from_data(data), draws=200).scenarios["deal"].probability == 1
    voice = {"values": [{"when": "z = lower", "points": 4}], "weight": "0.02"}
    other = winset.from_data(data | {"profiles": {"B": {"odd": voice}}})
    if not noise:
        assert winset.forecast(other, draws=1000).scenarios["cut"].probability == pytest.approx(0.02, abs=0.02)


def test_a_deal_that_nobody_gains_from_is_not_made():
    case = split(left=(0, 0), right=(0, 0))
    record = winset.forecast(case, draws=40)
    assert record.levels["x"]["none"].probability == 1
    assert record.events["in-force"].probability == 0


def shuffled(data: Any, rng: random.Random, levels: bool) -> Any:
    """The same case with parties, issues, levels, values, conditions, homes and scenarios in another order."""

    def mixed(items: list[Any]) -> list[Any]:
        return rng.sample(items, len(items))

    found = dict(data)
    for section in (
        "parties",
        "issues",
        "values",
        "conditions",
        "scenarios",
        "no_deal",
        "delay",
        "profiles",
        "questions",
    ):
        if section in found:
            found[section] = dict(mixed(list(found[section].items())))
    found["values"] = {owner: mixed(list(values)) for owner, values in found["values"].items()}
    found["ratification"] = mixed(list(found.get("ratification", [])))
    if levels:
        still = {key: data.get("status_quo", {}).get(key, one["levels"][0]) for key, one in data["issues"].items()}
        found["status_quo"] = still
        found["issues"] = {key: {**one, "levels": mixed(list(one["levels"]))} for key, one in found["issues"].items()}
    return found


def odd_data(rng: random.Random) -> dict[str, Any]:
    """A small negotiation with ties, certain decimals, ranges, an absent party, homes, conditions and profiles."""
    levels = {f"i{place}": [f"l{one}" for one in range(rng.randint(2, 3))] for place in range(rng.randint(1, 3))}

    def condition() -> str:
        issue = rng.choice(list(levels))
        return f"{issue} {rng.choice(['=', '!='])} {rng.choice(levels[issue])}"

    def points() -> Any:
        return rng.choice([1, 2, 2, "0.3", -1, [-2, 1, 3], [0, 2]])

    def values() -> list[dict[str, Any]]:
        return [{"when": when, "points": points()} for when in {condition() for _ in range(rng.randint(1, 4))}]

    data: dict[str, Any] = {
        "winset": "1",
        "title": "odd",
        "as_of": "2025-03-01",
        "parties": {"A": {"home": ["h", "k"]}, "B": {}, "C": {}, "R": {"at_table": False}},
        "issues": {
            **{
                key: {"levels": own, "control": rng.sample(["A", "B", "C"], rng.randint(1, 3))}
                for key, own in levels.items()
            },
            "answer": {"levels": ["no", "perhaps", "yes"], "control": "R"},
        },
        "values": {
            **{party: values() for party in "ABC"},
            "R": [
                {"when": "answer = yes", "points": [0, 1, 2]},
                {"when": f"{condition()} and answer = perhaps", "points": 1},
            ],
        },
        "no_deal": {"A": {"value": [-1, 0], "decay": 1, "over": 20}},
        "delay": {"B": {"cost": [0, 1]}, "C": {"cost": 1}},
        "talks": {"need": rng.choice(["all", "2 of 3"]), "deadline": "2025-03-12", "noise": rng.choice([0, 0, "0.4"])},
        "conditions": {
            name: {"party": "B", "withholds": condition(), "unless": condition(), "probability": [0, "0.4", 1]}
            for name in ("c", "d")
        },
        "ratification": [
            {"party": "A", "home": home, "issue": issue, "chances": {rng.choice(levels[issue]): [0, 1]}}
            for home, issue in (("h", "i0"), ("k", "i0"))
        ],
        "homes": {"A": {"need": rng.choice(["all", "1 of 2"])}},
        "profiles": {"C": {name: {"weight": "0.3", "values": values()} for name in ("one", "two")}},
        "scenarios": {f"s{place}": condition() for place in range(3)},
    }
    return data


@pytest.mark.parametrize("seed", range(24))
def test_the_order_of_the_file_changes_no_probability(seed):
    """Parties, issues, values, conditions, homes, profiles, scenarios; levels too, where no home is asked by them."""
    rng = random.Random(seed)
    data = odd_data(rng)
    if seed % 2:
        data |= {"ratification": [], "homes": {}}
    other = shuffled(data, rng, levels=bool(seed % 2))
    case, mixed = winset.from_data(data), winset.from_data(other)
    one, two = winset.forecast(case, draws=200), winset.forecast(mixed, draws=200)
    assert two.scenarios == one.scenarios
    assert two.levels == one.levels
    assert two.events == one.events
    assert (two.zone, two.tied, two.packages) == (one.zone, one.tied, one.packages)
    drawn = winset.deals(case, draws=60, limit=100), winset.deals(mixed, draws=60, limit=100)
    assert drawn[0].zone == drawn[1].zone
    assert set(drawn[0].conflict) == set(drawn[1].conflict)
    told = [
        {tuple(sorted(p.levels.items())): (p.share, p.efficient, set(p.solutions)) for p in d.listed} for d in drawn
    ]
    assert told[0] == told[1]
    before, after = (sample(one, 60, 3, "stability") for one in (case, mixed))
    assert {key: mask.tolist() for key, mask in before.headlines.items()} == {
        key: mask.tolist() for key, mask in after.headlines.items()
    }
