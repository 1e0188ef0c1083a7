"""What several absent parties answer, in arrays, against the definition written out for one case after the other."""

from functools import reduce
from itertools import product
from math import exp

import numpy as np
import pytest

from winset.engines.talks.equilibrium import added, equilibrium


def drawn(sizes, cases, seed, ruled_out=0.0):
    rng = np.random.default_rng(seed)
    mask = rng.random((*sizes, cases)) >= ruled_out
    mask[0] = True  # so that everybody always has something to answer
    return [rng.normal(size=(*sizes, cases)) for _ in sizes], mask


def responses(chances, payoffs, mask, case):
    """What each answers to what the others are expected to do; only combinations that can be given count."""
    sizes = mask.shape[:-1]
    for own, size in enumerate(sizes):
        expected = []
        for answer in range(size):
            weight = total = 0.0
            for one in product(*map(range, sizes)):
                if one[own] == answer and mask[(*one, case)]:
                    chance = np.prod([chances[who][one[who]] for who in range(len(sizes)) if who != own])
                    weight, total = weight + chance, total + chance * payoffs[own][(*one, case)]
            expected.append(exp(total / weight) if weight else 0.0)
        yield [one / sum(expected) for one in expected]


@pytest.mark.outside_truth
@pytest.mark.parametrize("sizes", [(2, 2), (3, 5), (9, 2), (2, 3, 4)])
def test_everybody_answers_what_it_does_best_given_the_others(sizes):
    payoffs, mask = drawn(sizes, 4, 1)
    joint = equilibrium(payoffs, mask)
    for case in range(4):
        found = joint[..., case]
        chances = [
            found.sum(axis=tuple(axis for axis in range(len(sizes)) if axis != own)) for own in range(len(sizes))
        ]
        for own, wanted in enumerate(responses(chances, payoffs, mask, case)):
            assert chances[own] == pytest.approx(wanted, abs=1e-7)
        independent = reduce(np.multiply.outer, chances)
        assert found == pytest.approx(independent, abs=1e-7)


def test_what_cannot_be_given_has_no_chance_and_the_rest_adds_to_one():
    payoffs, mask = drawn((4, 6), 50, 2, ruled_out=0.3)
    joint = equilibrium(payoffs, mask)
    assert not joint[~mask].any()
    assert joint.sum(axis=(0, 1)) == pytest.approx(np.ones(50))


@pytest.mark.parametrize("sizes", [(3, 2), (26, 2), (2, 12), (3, 2, 4)])
@pytest.mark.parametrize("ruled_out", [0.0, 0.3])
def test_a_case_alone_has_the_same_digits_as_among_many(sizes, ruled_out):
    payoffs, mask = drawn(sizes, 30, 3, ruled_out)
    together = equilibrium(payoffs, mask)
    for case in (0, 7, 29):
        here = slice(case, case + 1)
        alone = equilibrium([one[..., here] for one in payoffs], mask[..., here])
        assert np.array_equal(alone, together[..., here])


@pytest.mark.parametrize("count", [1, 2, 7, 8, 9, 26, 128, 129, 300])
def test_rows_add_up_as_numbers_side_by_side_do(count):
    table = np.random.default_rng(count).random((5, count))
    assert np.array_equal(added(np.ascontiguousarray(table.T)), table.sum(axis=1))
    assert np.array_equal(added(np.ascontiguousarray(table[:1].T)), table[:1].sum(axis=1))
