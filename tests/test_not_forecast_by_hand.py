"""What no forecast reaches, against every combination of levels looked at one by one, on small random cases."""

from __future__ import annotations

import json
import random
from itertools import product

import pytest

from seeds import seeds
from winset.case.reading import from_data
from winset.engines.forecast.not_forecast import not_forecast

pytestmark = pytest.mark.outside_truth

SEEDS = 400


def random_case(rng: random.Random) -> dict:
    """Two or three signatories, perhaps one who is absent; levers and terms, stated or to be inferred."""
    parties = ["A", "B", "C"][: rng.choice([2, 2, 3])]
    issues = {}
    for place in range(rng.randint(2, 4)):
        control = rng.choice([*parties, *parties, "R", parties[:2]])
        issues[f"i{place}"] = {"levels": ["x", "y", "z"][: rng.choice([2, 2, 3])], "control": control}
        if rng.random() < 0.4 and control in parties:
            issues[f"i{place}"]["role"] = rng.choice(["lever", "term"])
    issues["last"] = {"levels": ["x", "y"], "control": rng.choice([parties[0], parties[:2]])}
    points = {
        party: [{"when": f"{key} = {level}", "points": rng.randint(-3, 3)} for key, level in moved(issues)]
        for party in parties
    }
    found = {
        "winset": "1",
        "title": "Random",
        "parties": {party: {} for party in parties} | {"R": {"at_table": "no"}},
        "issues": issues,
        "values": {party: own for party, own in points.items() if own},
        "scenarios": {f"s{place}": {"when": " and ".join(literals(rng, issues))} for place in range(5)},
    }
    if rng.random() < 0.3:
        found["agreement"] = {"when": " or ".join(literals(rng, issues, "y"))}
    if rng.random() < 0.3:
        key, level = rng.choice(moved(issues))
        found["deadlines"] = [{"on": "2026-02-01", "then": {key: level}}]
        found["as_of"] = "2026-01-01"
    return found


def moved(issues: dict) -> list[tuple[str, str]]:
    return [(key, level) for key, one in issues.items() for level in one["levels"][1:]]


def literals(rng: random.Random, issues: dict, level: str = "") -> list[str]:
    keys = rng.sample(list(issues), rng.randint(1, 2))
    return [f"{key} = {level or rng.choice(issues[key]['levels'])}" for key in keys]


class ByHand:
    """A case in plain Python, from the words of docs/conventions.md and docs/forecasting.md."""

    def __init__(self, data: dict) -> None:
        self.data, self.issues = data, data["issues"]
        self.signatories = [key for key in data["parties"] if key != "R"]
        self.when = data.get("agreement", {}).get("when", "")
        keys = list(self.issues)
        self.states = [dict(zip(keys, one, strict=True)) for one in product(*(self.issues[k]["levels"] for k in keys))]

    def movers(self, key: str) -> list[str]:
        control = self.issues[key]["control"]
        return control if isinstance(control, list) else [control]

    def presses(self, key: str, level: str) -> bool:
        control, role = self.movers(key), self.issues[key].get("role")
        if len(control) > 1 or control == ["R"] or role == "term" or level == "x":
            return False
        change = [
            sum(one["points"] for one in self.data["values"].get(party, []) if one["when"] == f"{key} = {level}")
            for party in self.signatories
            if party not in control
        ]
        return max(change) <= 0 and (min(change) < 0 or role == "lever")

    def agreement(self, state: dict) -> bool:
        changed = [key for key, level in state.items() if level != "x" and self.movers(key) != ["R"]]
        if any(self.presses(key, state[key]) for key in changed if f"{key} =" not in self.when):
            return False
        if self.when:
            return any(self.holds(one, state) for one in self.when.split(" or "))
        joint = any(len(self.movers(key)) > 1 for key in changed)
        return joint or len({self.movers(key)[0] for key in changed}) > 1

    @staticmethod
    def holds(condition: str, state: dict) -> bool:
        return all(state[key] == level for key, level in (one.split(" = ") for one in condition.split(" and ")))

    def ends(self) -> list[dict]:
        """Agreements and today, whatever the absent answer, before and after what deadlines bring."""
        found = [
            state
            for state in self.states
            if self.agreement(state) or all(at == "x" for key, at in state.items() if self.movers(key) != ["R"])
        ]
        return found + [{**state, **due["then"]} for due in self.data.get("deadlines", []) for state in found]


@pytest.mark.parametrize("seed", seeds(SEEDS))
def test_endings_that_no_agreement_has_are_not_forecast_and_no_others(seed):
    data = random_case(random.Random(seed))
    by_hand = ByHand(data)
    ends = by_hand.ends()
    unreached = {
        key for key, one in data["scenarios"].items() if not any(by_hand.holds(one["when"], state) for state in ends)
    }
    told = set(not_forecast(from_data(json.loads(json.dumps(data)))).scenarios)
    if "deadlines" in data:  # what a deadline brings may be taken for what a party moved: then nothing is said of it
        assert told <= unreached
    else:
        assert told == unreached
