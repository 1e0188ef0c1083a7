"""What is believed of the order of a party's statements: the one written down, a third of it misplaced, and answers.

Statement *i* of *m* outweighs all below it, so which of two outcomes a party would rather have is decided by the first
statement, in the true order, that only one of them meets. An answer about two outcomes therefore excludes orders.
Beforehand each statement is taken to be misplaced with a chance of one third: orders that differ from the one written
down by moving *k* statements share the binomial chance of *k* equally, but none is likelier than half of one that takes
a move less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import permutations
from math import comb, lgamma, log

import numpy as np
from numpy.typing import NDArray

from winset.frozen import Frozen

EXACT = 7
MOST = 48
MISPLACED = 1 / 3
SLIP = 0.005
_CHAINS = 1500
_STEPS_EACH = 12
_LESS = 0.5

Floats = NDArray[np.float64]
Signs = NDArray[np.int8]
Orders = NDArray[np.int16]


class StatementComparison(Frozen):
    """What an answer says of a party's statements: what is met on the one side outranks what is met on the other.

    Attributes
    ----------
    over, under : tuple of str
        The statements that only the preferred outcome meets, and those that only the other one meets.
    """

    over: tuple[str, ...]
    under: tuple[str, ...]


class Believed(Frozen, eq=False):
    """Orders of a party's statements that may be the true one, with their chances.

    Attributes
    ----------
    orders : ndarray of int16, shape (orders, statements)
        The statements (from 0, as written) from the first to the last.
    weights : ndarray of float64, shape (orders, statements)
        Powers of two in the order of importance; negative where a statement is read as its opposite.
    chances : ndarray of float64, shape (orders,)
        Their chances, which sum to 1.
    """

    orders: Orders
    weights: Floats
    chances: Floats

    def signs(self, differences: Signs, chosen: NDArray[np.int64] | None = None) -> Signs:
        """Say for each order, or those chosen, which of two outcomes is better, by the difference in what they meet."""
        weights = self.weights if chosen is None else self.weights[chosen]
        return np.sign(weights @ differences.T.astype(np.float64)).astype(np.int8)

    @property
    def as_written(self) -> NDArray[np.bool_]:
        """Mark the orders that read no statement as its opposite."""
        return np.asarray((self.weights > 0).all(axis=1))


def difference(texts: Sequence[str], comparison: StatementComparison) -> Signs:
    """Give a comparison as a vector over statements: 1 where only the preferred outcome meets it, -1 the other."""
    return np.array(
        [int(text in comparison.over) - int(text in comparison.under) for text in texts], dtype=np.int8
    ).reshape(len(texts))


def believed(
    texts: Sequence[str],
    answers: Sequence[StatementComparison],
    doubts: Mapping[int, float],
    generator: np.random.Generator,
) -> Believed:
    """Give the orders that may be the true one.

    Parameters
    ----------
    texts : sequence of str
        The party's statements as written down before anything was answered; at most ``MOST``.
    answers : sequence of StatementComparison
        What was answered.
    doubts : mapping of int to float
        The chance that a statement should be read as its opposite, by place, where there is one.
    generator : numpy.random.Generator
        For parties with more than ``EXACT`` statements, whose orders are drawn.
    """
    count = len(texts)
    known = np.array([difference(texts, one) for one in answers], dtype=np.int8).reshape(len(answers), count)
    if count <= EXACT:
        orders, moved = _every(count)
        chances = np.array([_prior(count)[one] for one in moved])
    else:
        orders = _drawn(count, known, generator)
        chances = np.full(len(orders), 1 / len(orders))
    weights = weights_of(orders)
    found = [(weights, chances * np.prod([1 - chance for chance in doubts.values()] or [1.0]))]
    for place, chance in doubts.items():
        turned = weights.copy()
        turned[:, place] *= -1
        found.append((turned, chances * chance))
    weights = np.concatenate([one for one, _ in found])
    chances = np.concatenate([one for _, one in found])
    if len(known):
        agree = np.sign(weights @ known.T.astype(np.float64))
        exponent = (agree > 0).sum(axis=1) * log(1 - SLIP) + (agree < 0).sum(axis=1) * log(SLIP)
        if count > EXACT:  # those drawn agree with the answers already; a reversal is weighed against that
            exponent -= np.tile(exponent[: len(orders)], len(found))
        chances = chances * np.exp(exponent - exponent.max())
    return Believed(np.tile(orders, (len(found), 1)), weights, chances / chances.sum())


def disagreeing(weights: Floats, known: Signs) -> NDArray[np.int64]:
    """Count for each order the answers it disagrees with."""
    if not len(known):
        return np.zeros(len(weights), dtype=np.int64)
    return np.asarray((weights @ known.T.astype(np.float64) < 0).sum(axis=1))


@cache
def _every(count: int) -> tuple[Orders, tuple[int, ...]]:
    orders = np.array(list(permutations(range(count))), dtype=np.int16).reshape(-1, count)
    return orders, tuple(int(one) for one in count - longest_rising(orders))


@cache
def _prior(count: int) -> dict[int, float]:
    """Give the chance of each single order, by how many of its statements are misplaced."""
    _, moved = _every(count)
    kinds, sizes = np.unique(moved, return_counts=True)
    each = [_binomial(count, int(kind)) / int(size) for kind, size in zip(kinds, sizes, strict=True)]
    falling = np.minimum.accumulate([one / _LESS**place for place, one in enumerate(each)]) * _LESS ** np.arange(
        len(each)
    )
    falling /= float((falling * sizes).sum())
    return {int(kind): float(one) for kind, one in zip(kinds, falling, strict=True)}


def _binomial(count: int, moved: int) -> float:
    return float(comb(count, moved) * MISPLACED**moved * (1 - MISPLACED) ** (count - moved))


def longest_rising(orders: Orders) -> NDArray[np.int64]:
    """Give the length of the longest rising subsequence of every row: what need not be moved to sort it."""
    rows, count = orders.shape
    ending = np.ones((rows, count), dtype=np.int64)
    for place in range(1, count):
        below = np.where(orders[:, :place] < orders[:, [place]], ending[:, :place], 0)
        ending[:, place] = 1 + below.max(axis=1)
    return ending.max(axis=1) if count else np.zeros(rows, dtype=np.int64)


def weights_of(orders: Orders) -> Floats:
    """Give the weight of each statement: that of the last is 1, each one above weighs twice as much."""
    rows, count = orders.shape
    weights = np.zeros((rows, count))
    np.put_along_axis(
        weights, orders.astype(np.int64), np.broadcast_to(2.0 ** np.arange(count - 1, -1, -1), (rows, count)), axis=1
    )
    return weights


def _drawn(count: int, known: Signs, generator: np.random.Generator) -> Orders:
    """Draw orders of many statements by a Markov chain that moves one statement at a time (Metropolis)."""
    orders = np.tile(np.arange(count, dtype=np.int16), (_CHAINS, 1))
    level = _log_chance(orders, known)
    rows = np.arange(_CHAINS)
    for _ in range(_STEPS_EACH * count):
        start, end = generator.integers(count, size=(2, _CHAINS))
        key = np.tile(2 * np.arange(count), (_CHAINS, 1))
        key[rows, start] = 2 * end + np.where(end > start, 1, -1)
        tried = np.take_along_axis(orders, key.argsort(axis=1), axis=1)
        tried_level = _log_chance(tried, known)
        taken = np.log(generator.random(_CHAINS)) < tried_level - level
        orders[taken], level[taken] = tried[taken], tried_level[taken]
    return orders


def _log_chance(orders: Orders, known: Signs) -> Floats:
    """Give the logarithm of the chance of orders, up to a constant; how many share a number of moves is estimated."""
    count = orders.shape[1]
    moved = count - longest_rising(orders)
    each = [
        log(_binomial(count, one)) - 2 * (lgamma(count + 1) - lgamma(count - one + 1)) + lgamma(one + 1)
        for one in range(count + 1)
    ]
    steps = np.arange(count + 1) * log(_LESS)
    table = np.minimum.accumulate(np.array(each) - steps) + steps
    wrong = disagreeing(weights_of(orders), known)
    return np.asarray(table[moved] + wrong * log(SLIP / (1 - SLIP)))
