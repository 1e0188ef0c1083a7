"""What is called robust has been looked at inside its range, and every printed value overturns what it is said to."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

import winset
from winset.case import editing
from winset.engines.forecast.flips import flips
from winset.engines.forecast.robustness import INSIDE, places, short
from winset.engines.talks.paired import sample
from winset.present.documents.document import as_text
from winset.present.documents.negotiation import flips_document
from winset.space.inputs import inputs


def choice(points: dict[str, list[tuple[str, Any]]]) -> winset.Case:
    """A and B choose one of three packages; their points by condition."""
    return winset.from_data(
        {
            "winset": "1",
            "title": "choice",
            "parties": {"A": {}, "B": {}},
            "issues": {"x": {"levels": ["none", "p", "q", "r"], "control": ["A", "B"]}},
            "values": {
                party: [{"when": when, "points": one} for when, one in given] for party, given in points.items()
            },
            "scenarios": {key: f"x = {key}" for key in "pqr"},
            "talks": {"foresight": 1},
        }
    )


INSIDE_ONLY = choice(
    {
        "A": [("x = p", 5), ("x in (q, r)", [0, 1, 10]), ("x = q", 2)],
        "B": [("x = p", 8), ("x = q", 6), ("x = r", 9)],
    }
)


def test_a_headline_that_gives_way_only_inside_the_range_is_not_robust():
    """With 30 at p, (v + 2) 6 is best for v from 3 to 4; with 40 there it never is."""
    case = winset.changed(INSIDE_ONLY, {"values.A.1": "3.75"})
    claim = next(one for one in flips(case, 60).robustness if one.headline.startswith("q is less likely"))
    assert not claim.robust
    assert claim.address == "values.A.2"
    assert 3 < Decimal(claim.value) < 4 or Decimal(claim.value) == 4
    assert Decimal(claim.stands) <= Decimal("3.1")
    record = flips(case, 60)
    assert record.ranges["q"] == (0, 1)
    assert "it still stands" in as_text(flips_document(case, record), 200)
    never = next(one for one in flips(INSIDE_ONLY, 60).robustness if one.headline.startswith("q is less likely"))
    assert never.robust


def holds(claim: str, one: Any, case: winset.Case) -> bool:
    """A claim as it is printed, read anew."""
    name, _, rest = claim.partition(" is ")
    if rest == "the likeliest scenario":
        return all(one.probability(name) >= one.probability(key) for key in case.scenarios)
    return one.probability(name) > 0.5 if rest.startswith("more") else one.probability(name) <= 0.5


@pytest.mark.parametrize("seed", range(6))
def test_printed_values_overturn_and_robust_claims_have_no_wide_gap(seed):
    rng = random.Random(seed)

    def points() -> Any:
        return sorted(rng.randint(0, 12) for _ in range(rng.choice([1, 3])))

    case = choice({party: [(f"x in ({','.join(rng.sample('pqr', 2))})", points()) for _ in range(2)] for party in "AB"})
    drawn, grid = 24, 24
    record = flips(case, drawn)
    moved = {address: one for address, one in inputs(case).items() if not one.certain}
    known: dict[tuple[str, str], Any] = {}

    def at(address: str, value: Decimal) -> Any:
        key = (address, str(value))
        if key not in known:
            known[key] = sample(editing.with_input(case, moved[address], value), drawn, 1)
        return known[key]

    for claim in record.robustness:
        if claim.level:
            continue
        if not claim.robust:
            assert not holds(claim.headline, at(claim.address, Decimal(claim.value)), case)
            if claim.stands:
                assert holds(claim.headline, at(claim.address, Decimal(claim.stands)), case)
            continue
        for address, one in moved.items():
            for start, end in ((one.low, one.mode), (one.mode, one.high)):
                run = 0
                for step in range(grid + 1 if end > start else 0):
                    place = start + (end - start) * step / grid
                    run = 0 if holds(claim.headline, at(address, place), case) else run + 1
                    assert run <= 1.5 * grid / (INSIDE + 1), (claim.headline, address)


def test_the_case_as_it_stands_is_told_by_the_run_of_the_forecast():
    """And a version by that and what differs from it, draw by draw, in the fewer draws they share."""
    case = choice({"A": [("x = p", [2, 6, 9]), ("x = q", 5)], "B": [("x = p", 4), ("x = q", [2, 5, 8])]})
    record = flips(case, 1_000)
    known = winset.forecast(case).scenarios
    base, few = sample(case, 10_000, 1), sample(case, 1_000, 1)
    assert record.flips
    for one in record.flips:
        if one.headline in known:
            assert one.base == known[one.headline].probability
        end = sample(editing.with_input(case, inputs(case)[one.address], Decimal(one.low)), 1_000, 1)
        share = end.headlines[one.headline].mean()
        told = base.headlines[one.headline].mean() + share - few.headlines[one.headline].mean()
        assert one.at_low == pytest.approx(told if 0 < share < 1 else share)


def test_where_one_looks():
    one = inputs(INSIDE_ONLY)["values.A.2"]
    found = places(one)
    assert {one.low, one.mode, one.high} < set(found)
    assert len(found) == 3 + 2 * INSIDE
    for low, high in (("0", "1"), ("0.3", "0.31"), ("-5", "7"), ("0.000000001", "0.000000002")):
        assert Decimal(low) < short(Decimal(low), Decimal(high)) < Decimal(high)


def test_a_tie_is_not_called_robust():
    case = choice({"A": [("x = p", 4), ("x = q", 1)], "B": [("x = p", 1), ("x = q", 4)]})
    record = flips(case, 100)
    assert record.robustness[0].level == ("p", "q")
    assert not record.robustness[0].robust
    assert "a tie" in as_text(flips_document(case, record), 200)
