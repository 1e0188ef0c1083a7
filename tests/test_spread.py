"""How a quantity spreads over the draws: one rule, whoever tells it."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import winset
from winset.engines.deals.overlap import overlap
from winset.engines.talks.spread import spread_of


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60))
def test_percentiles_of_counts_are_the_nearest_ranks(counts):
    found = spread_of(np.array(counts), 0)
    ordered = sorted(counts)
    assert (found.low, found.high) == tuple(ordered[ceil(len(counts) * part / 100) - 1] for part in (5, 95))
    assert found.mean == pytest.approx(sum(counts) / len(counts))


def test_percentiles_of_amounts_lie_between_draws():
    found = spread_of(np.arange(21) / 2, 1.5)  # twenty steps of a half: 5 % of the way is one step
    assert (found.low, found.high, found.mean, found.central) == pytest.approx((0.5, 9.5, 5, 1.5))


def test_what_is_in_all_win_sets_is_told_by_one_figure_in_overlap_and_deals():
    case = winset.load("jeddah-2025")
    assert overlap(case, 300).by_count[-1] == winset.deals(case, 300).zone
