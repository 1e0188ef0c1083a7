"""What is called robust has been looked at inside its range, and every printed value overturns what it is said to."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

import winset
from winset.case import variants
from winset.engines.forecast.flips import flips
from winset.engines.forecast.robustness import INSIDE, places, short
from winset.engines.talks.paired import IN_FORCE, sample
from winset.present.documents.document import as_text
from winset.present.documents.flips import flips_document
from winset.reporting.results import FLIP_DRAWS
from winset.space.draws import draw
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


class ByHand:
    """Chances of the three packages, worked out draw by draw: the largest product of what the two gain is agreed.

    Nothing of the engines is used but the numbers drawn, each from a stream of its own, so that they stay as they are
    when one of them is set.
    """

    def __init__(self, points: dict[str, list[tuple[str, Any]]], case: winset.Case, count: int) -> None:
        self.points, self.count = points, count
        self.drawn = draw(inputs(case), 1, 0, count).values
        self.known: dict[tuple[tuple[str, float], ...], dict[str, float]] = {}

    def chances(self, **fixed: float) -> dict[str, float]:
        """Of every package and of an agreement, with some inputs set to a number."""
        key = tuple(sorted(fixed.items()))
        if key not in self.known:
            found = Counter(self.agreed(one, fixed) for one in range(self.count))
            self.known[key] = {name: found[name] / self.count for name in "pqr"} | {IN_FORCE: 1.0}
        return self.known[key]

    def agreed(self, one: int, fixed: dict[str, float]) -> str:
        def gain(party: str, package: str) -> float:
            entries = enumerate(self.points[party], 1)
            addresses = {f"values.{party}.{place}" for place, (when, _) in entries if package in when.partition(" ")[2]}
            return sum(fixed[key] if key in fixed else float(self.drawn[key][one]) for key in addresses)

        product = {package: gain("A", package) * gain("B", package) for package in "pqr"}
        best, second = sorted(product.values(), reverse=True)[:2]
        assert best - second > 1e-9  # nothing here hangs on how a tie is broken
        return max(product, key=product.__getitem__)


def holds(claim: str, one: dict[str, float]) -> bool:
    """A claim as it is printed, read anew."""
    name, _, rest = claim.partition(" is ")
    if rest == "the likeliest ending":
        return all(one[name] >= one[key] for key in "pqr")
    return one[name] > 0.5 if rest.startswith("more") else one[name] <= 0.5


def drawn_points(rng: random.Random) -> dict[str, list[tuple[str, Any]]]:
    """Everybody gains something from every package, and from two of them more, as ranges that make no ties."""

    def points(most: int) -> list[str]:
        return sorted(f"{rng.randint(1_000, 1_000 * most) / 1_000:06.3f}" for _ in range(rng.choice([1, 3, 3])))

    return {party: [("x in (p,q,r)", points(2)), *((f"x = {one}", points(12)) for one in "pqr")] for party in "AB"}


@pytest.mark.outside_truth
@pytest.mark.parametrize("seed", range(6))
def test_what_flips_is_what_is_found_by_hand(seed):
    """Ends, pairs and ranges; printed values overturn, and a robust claim holds wherever one looks."""
    points = drawn_points(random.Random(seed))
    case, drawn, grid = choice(points), 24, 24
    record, right = flips(case, drawn), ByHand(points, case, drawn)
    moved = {address: one for address, one in inputs(case).items() if not one.certain and address != "talks.other"}
    assert {one.address for one in record.flips} == set(moved)
    looked = {key: [right.chances(**{key: float(place)}) for place in places(one)] for key, one in moved.items()}
    for one in record.flips:
        name, known = one.headline, moved[one.address]
        if name not in {*"pqr", IN_FORCE}:
            continue
        low, high = (right.chances(**{one.address: float(end)})[name] for end in (known.low, known.high))
        assert (one.at_low, one.base, one.at_high) == (low, right.chances()[name], high)
        seen = [found[name] for found in (*looked[one.address], right.chances())]
        assert one.lowest <= min(seen)
        assert one.highest >= max(seen)
    for name in "pqr":
        seen = [found[name] for every in looked.values() for found in every] + [right.chances()[name]]
        assert record.ranges[name][0] <= min(seen)
        assert record.ranges[name][1] >= max(seen)
    for one in record.pairs:
        first, second = (moved[address] for address in one.addresses)
        corners = [
            right.chances(**{first.address: float(a), second.address: float(b)})
            for b in (second.low, second.high)
            for a in (first.low, first.high)
        ]
        if one.headline in "pqr":
            assert one.corners == tuple(corner[one.headline] for corner in corners)
            low, only_first, only_second, both = one.corners
            assert one.interaction == pytest.approx(both - only_first - only_second + low)
    for claim in record.robustness:
        if claim.level or claim.headline.startswith(IN_FORCE):
            continue
        if not claim.robust:
            assert not holds(claim.headline, right.chances(**{claim.address: float(claim.value)}))
            if claim.stands:
                assert holds(claim.headline, right.chances(**{claim.address: float(claim.stands)}))
            continue
        for address, one in moved.items():
            for start, end in ((one.low, one.mode), (one.mode, one.high)):
                run = 0
                for step in range(grid + 1 if end > start else 0):
                    place = float(start + (end - start) * step / grid)
                    run = 0 if holds(claim.headline, right.chances(**{address: place})) else run + 1
                    assert run <= 1.5 * grid / (INSIDE + 1), (claim.headline, address)


@pytest.mark.parametrize("drawn", [1_000, FLIP_DRAWS])
def test_the_case_as_it_stands_is_told_by_the_run_of_the_forecast_in_a_report_too(drawn):
    """And a version by that and what differs from it, draw by draw, in the fewer draws they share."""
    case = choice({"A": [("x = p", [2, 6, 9]), ("x = q", 5)], "B": [("x = p", 4), ("x = q", [2, 5, 8])]})
    record = flips(case, drawn)
    known = winset.forecast(case).scenarios
    base, few = sample(case, 10_000, 1), sample(case, drawn, 1)
    assert record.flips
    for one in record.flips:
        if one.headline in known:
            assert one.base == known[one.headline].probability
        end = sample(variants.with_input(case, inputs(case)[one.address], Decimal(one.low)), drawn, 1)
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
