"""Forecasts by the stability model: the end of single draws, found by walking the graph of moves by hand."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

import winset
from test_talks_oracle import levels as levels_of
from winset.engines.talks.situation import Negotiation
from winset.engines.talks.stable_ends import Conflict
from winset.errors import UsageError
from winset.space.draws import draw

pytestmark = pytest.mark.outside_truth
DRAWS = 12


def random_case(rng: random.Random) -> dict:
    """Two signatories with an issue in common and issues of their own, one absent party, a rule, a condition."""
    issues = {"joint": {"levels": ["no", "part", "yes"][: rng.randint(2, 3)], "control": ["A", "B"]}}
    for key, party in (("zone", "A"), ("aid", "B"), ("reply", "R")):
        if rng.random() < 0.8:
            issues[key] = {"levels": ["low", "high", "b"][: rng.randint(2, 3)], "control": [party]}
    literals = [
        f"{key} {sign} {level}" for key, one in issues.items() for level in one["levels"] for sign in ("=", "!=")
    ]

    def points():
        return sorted(str(rng.randint(-900, 900) / 100) for _ in range(rng.choice([1, 3])))

    def values():
        return [{"when": when, "points": sorted(points(), key=float)} for when in rng.sample(literals, 4)]

    data = {
        "winset": "1",
        "title": "stable ends",
        "as_of": "2026-01-01",
        "parties": {"A": {}, "B": {}, "R": {"at_table": False}},
        "issues": issues,
        "values": {party: values() for party in "ABR"},
        "talks": {"deadline": "2026-02-01"},
    }
    if rng.random() < 0.5:  # by statements, the first the most important
        data["preferences"] = {"B": [{"prefer": one} for one in rng.sample(literals, 3)]}
    if rng.random() < 0.5:
        data["impossible"] = [{"when": " and ".join(rng.sample(literals, 2))}]
    if rng.random() < 0.6:
        withheld, unless = rng.sample(literals, 2)
        data["conditions"] = {"c": {"party": "A", "withholds": withheld, "unless": unless, "probability": "0.4"}}
    return data


def holds(condition: str, state: dict[str, str]) -> bool:
    return all((state[key] == level) == (sign == "=") for key, sign, level in map(str.split, condition.split(" and ")))


class Walk:
    """One draw: who prefers what, what leads where, and where it ends."""

    def __init__(self, data, points, real):
        self.data, self.points, self.real = data, points, real
        every = product(*(one["levels"] for one in data["issues"].values()))
        named = (dict(zip(data["issues"], one, strict=True)) for one in every)
        self.states = [one for one in named if not any(holds(r["when"], one) for r in data.get("impossible", ()))]

    def likes(self, party, state):
        """What a real condition forbids comes last; then statements in their order, or the sum of points."""
        conditions = self.data.get("conditions", {}).items()
        own = [one for key, one in conditions if one["party"] == party and self.real[key]]
        kept = not any(holds(one["withholds"], state) and not holds(one["unless"], state) for one in own)
        if party in self.data.get("preferences", {}):
            return (kept, *(holds(one["prefer"], state) for one in self.data["preferences"][party]))
        entries = enumerate(self.data["values"][party], 1)
        return kept, round(sum(self.points[f"values.{party}.{at}"] for at, e in entries if holds(e["when"], state)), 9)

    def improvements(self, unit, state):
        """The states a unit can bring about by what its members control, each of them better for every member."""
        mine = {key for key, one in self.data["issues"].items() if set(one["control"]) <= set(unit)}
        for other in self.states:
            changed = {key for key in other if other[key] != state[key]}
            if changed and changed <= mine and all(self.likes(p, other) > self.likes(p, state) for p in unit):
                yield other

    def end(self, start, uniform):
        """The end: of what improvements lead to and nobody leaves alone, one by its place in the order of names."""
        reached, waiting = [start], [start]
        while waiting:
            state = waiting.pop()
            for unit in (*self.data["parties"], ("A", "B")):
                for other in self.improvements(unit, state):
                    if other not in reached:
                        reached.append(other)
                        waiting.append(other)
        ends = [
            one for one in reached if not any(True for p in self.data["parties"] for _ in self.improvements(p, one))
        ]
        ends.sort(key=lambda state: [state[key] for key in sorted(state)])
        return ends[int(uniform * len(ends))] if ends else start


@pytest.mark.parametrize("seed", range(30))
def test_a_draw_ends_where_walking_by_hand_ends(seed):
    data = random_case(random.Random(seed))
    case = winset.from_data(data)
    start = {key: one["levels"][0] for key, one in data["issues"].items()}
    if start not in Walk(data, {}, {}).states:
        with pytest.raises(UsageError, match="what holds today"):
            Conflict(Negotiation(case))
        return
    negotiation = Negotiation(case)
    situation = negotiation.situation(draw(negotiation.inputs, 1, 0, DRAWS))
    brought = np.ones((DRAWS, len(negotiation.numbers)), dtype=np.bool_)
    found = Conflict(negotiation).agree(negotiation, situation, {}, brought)
    for one in range(DRAWS):
        points = {address: float(values[one]) for address, values in situation.draw.values.items()}
        walk = Walk(data, points, {key: bool(mask[one]) for key, mask in situation.real.items()})
        end = walk.end(start, float(situation.draw.chance("equilibrium")[one]))
        assert levels_of(case, found.settled[one]) == end
        settled = negotiation.packages.levels(int(negotiation.numbers[found.package[one]]))
        assert not found.agreed[one] or settled == {key: end[key] for key in settled}


def test_the_random_cases_come_to_different_ends():
    """Agreements and none, several ends, and more than one of them in a case: the comparison is not idle."""
    agreed, ends = [], []
    for seed in range(30):
        try:
            record = winset.forecast(winset.from_data(random_case(random.Random(seed))), draws=60, model="stability")
        except UsageError:
            continue
        agreed.append(record.events["in-force"].probability)
        ends.append(sum(one.probability > 0 for _, one in record.packages))
    assert min(agreed) < 0.1
    assert max(agreed) > 0.5
    assert sum(count > 1 for count in ends) >= 5
