"""Statements and points of one party: do they rank the outcomes alike?"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

import winset
from winset.case.catalogue import names
from winset.space.worth import central_points

CASES = [name for name in names() if (case := winset.load(name)).values and case.preferences]


def points(game, party):
    """Add up a party's most likely points, outcome by outcome."""
    total = np.zeros(game.space.size)
    for when, one in central_points(game.case, party):
        total = total + float(one) * game.space.where(when)
    return total[game.space.indices()]


def pairs(one, other):
    """Count pair by pair: ordered the same, oppositely, tied in the first, in the second (both included)."""
    first, second = (np.sign(np.subtract.outer(a, a))[np.triu_indices(len(a), 1)] for a in (one, other))
    product = first * second
    return tuple(int(np.count_nonzero(found)) for found in (product > 0, product < 0, first == 0, second == 0))


def tau_b(one, other):
    """Kendall's tau-b (Kendall 1945) from its definition."""
    same, opposite, tied, tied_other = pairs(one, other)
    total = len(one) * (len(one) - 1) // 2
    return (same - opposite) / sqrt((total - tied) * (total - tied_other))


@pytest.mark.parametrize("name", CASES)
def test_the_catalogue_ranks_alike_by_statements_and_by_points(name):
    game = winset.game(winset.load(name))
    for place, party in enumerate(game.parties):
        stated = game.payoffs[place][game.space.indices()]
        assert tau_b(stated, points(game, party)) > 0.7
