"""Merging blocks of issues against listing every package."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.engines.deals.separable import separable
from winset.engines.deals.solutions import DEFINITIONS
from winset.errors import UsageError

HUGE = 10**25


def leximin(shares: list[Fraction]) -> list[Fraction]:
    return sorted(shares)


def listed(blocks: list[list[tuple[int, ...]]], bars: list[int], units: list[int]):
    """Efficient deals and solution points by the definitions, over every package."""
    everything = {}
    for package in product(*(range(len(block)) for block in blocks)):
        parts = [block[option] for block, option in zip(blocks, package, strict=True)]
        gains = tuple(sum(part[party] for part in parts) - bar for party, bar in enumerate(bars))
        if min(gains) >= 0:
            everything[package] = gains
    values = set(everything.values())
    best = {one for one in values if not any(other != one and all(map(int.__ge__, other, one)) for other in values)}
    efficient = {package: one for package, one in everything.items() if one in best}
    able = [party for party in range(len(bars)) if any(one[party] > 0 for one in best)]
    if not efficient or not able:
        return efficient, {name: set(efficient) for name in DEFINITIONS}
    ideal = {party: max(one[party] for one in best) for party in able}
    most = max(sum(one[party] > 0 for party in able) for one in best)
    points = {
        "kalai-smorodinsky": lambda one: leximin([Fraction(one[party], ideal[party]) for party in able]),
        "egalitarian": lambda one: leximin([Fraction(one[party], units[party]) for party in able]),
        "maximum welfare": lambda one: sum(Fraction(one[party], units[party]) for party in able),
    }
    found = {}
    for name, score in points.items():
        top = max(map(score, best))
        found[name] = {package for package, one in efficient.items() if score(one) == top}
    found["nash"] = set()
    gaining = {one: tuple(party for party in able if one[party] > 0) for one in best}
    for group in {mine for mine in gaining.values() if len(mine) == most}:
        product_of = {one: int(np.prod([one[p] for p in group], dtype=object)) for one in best if gaining[one] == group}
        top = max(product_of.values())
        found["nash"] |= {package for package, one in efficient.items() if product_of.get(one) == top}
    return efficient, found


@st.composite
def spaces(draw: st.DrawFn):
    parties = draw(st.integers(1, 3))
    scale = draw(st.sampled_from([1, 1, HUGE]))
    worth = st.integers(-4, 6).map(lambda one: one * scale)
    block = st.lists(st.tuples(*[worth] * parties), min_size=1, max_size=4)
    blocks = draw(st.lists(block, min_size=1, max_size=4))
    bars = draw(st.lists(st.integers(-6, 8).map(lambda one: one * scale), min_size=parties, max_size=parties))
    units = draw(st.lists(st.sampled_from([1, 2, 3]), min_size=parties, max_size=parties))
    return blocks, bars, units


@settings(max_examples=150)
@given(spaces())
def test_merging_is_listing(space):
    blocks, bars, units = space
    arrays = [np.array(block, dtype=object).T for block in blocks]
    found = separable(arrays, bars, [Fraction(one) for one in units])
    efficient, points = listed(blocks, bars, units)
    told = {}
    for place in range(found.gains.shape[1]):
        packages = found.packages(place)
        assert len(packages) == found.counts[place]
        told |= dict.fromkeys(packages, tuple(map(int, found.gains[:, place])))
    assert told == efficient
    for name in DEFINITIONS if efficient else ():
        mine = {package for place in found.solutions[name] for package in found.packages(int(place))}
        assert mine == points[name]
        assert found.attained(name) == len(mine)


def test_ties_beyond_any_list_are_counted():
    block = np.array([[1, 1], [1, 1]])
    found = separable([block] * 100, [0, 0], [Fraction(1)] * 2)
    assert found.counts == (2**100,)
    assert found.attained("nash") == 2**100
    assert len(found.packages(0, limit=7)) == 7


def test_what_is_too_large_is_refused_with_its_count():
    straight = np.array([[place, -place] for place in range(100)]).T
    uneven = straight * 101
    with pytest.raises(UsageError, match="10,000 would have to be compared, more than 5,000"):
        separable([straight, uneven], [-(10**6)] * 2, [Fraction(1)] * 2, most=5_000)


def test_no_deal_at_all():
    found = separable([np.array([[1, 2], [2, 1]])], [3, 3], [Fraction(1)] * 2)
    assert (found.gains.shape, found.counts, found.solutions) == ((2, 0), (), {})
