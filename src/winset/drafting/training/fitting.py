"""Logistic regression with a penalty on large weights, by Newton's method, and the threshold that goes with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from winset.drafting.weights import Signs, Weights

ROUNDS = 50
PARTS = 8


@dataclass(frozen=True)
class Example:
    """A candidate with its signs, and whether a person took it.

    Attributes
    ----------
    signs : dict of str to float
        Its signs.
    right : bool
        Whether it is one.
    article : str
        The article it is from.
    worth : float
        How much it counts in learning.
    """

    signs: Signs
    right: bool
    article: str
    worth: float = 1.0


Goal = Callable[[Sequence[tuple[float, Example]]], float]
"""Gives the threshold from candidates with the odds they had from weights that had not seen their article."""


def fitted(about: str, examples: Sequence[Example], penalty: float = 1.0, least: int = 3) -> Weights:
    """Fit weights.

    They maximise the log likelihood less half the penalty times the sum of squared weights; the base is not penalised.

    Parameters
    ----------
    about : str
        The subject.
    examples : sequence of Example
        What to learn from.
    penalty : float
        How much large weights cost.
    least : int
        In how many articles a sign has to occur.
    """
    where: dict[str, set[str]] = defaultdict(set)
    for one in examples:
        for name in one.signs:
            where[name].add(one.article)
    names = sorted(name for name, articles in where.items() if len(articles) >= least)
    column = {name: place + 1 for place, name in enumerate(names)}
    table = np.zeros((len(examples), len(names) + 1))
    table[:, 0] = 1.0
    for row, one in enumerate(examples):
        for name, value in one.signs.items():
            if name in column:
                table[row, column[name]] = value
    right = np.array([float(one.right) for one in examples])
    found = _maximum(table, right, np.array([one.worth for one in examples]), penalty)
    told = {name: round(float(found[place]), 3) for name, place in column.items()}
    return Weights(about, round(float(found[0]), 3), {name: value for name, value in told.items() if value})


def _maximum(
    table: NDArray[np.float64], right: NDArray[np.float64], worth: NDArray[np.float64], penalty: float
) -> NDArray[np.float64]:
    """The weights at which the penalised likelihood is greatest; the step is halved until it rises."""
    costs = np.full(table.shape[1], penalty)
    costs[0] = 1e-6
    found = np.zeros(table.shape[1])

    def loss(at: NDArray[np.float64]) -> float:
        odds = table @ at
        return float(worth @ (np.logaddexp(0, odds) - right * odds) + costs @ at**2 / 2)

    last = loss(found)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(table @ found, -500, 500)))
        slope = table.T @ (worth * (chance - right)) + costs * found
        bend = (table * (worth * chance * (1 - chance))[:, None]).T @ table + np.diag(costs)
        step, size = np.linalg.solve(bend, slope), 1.0
        while size > 1e-6 and loss(found - size * step) > last:
            size /= 2
        found = found - size * step
        now = loss(found)
        if last - now < 1e-9 * (1 + abs(last)):
            break
        last = now
    return found


def trained(about: str, examples: Sequence[Example], goal: Goal, penalty: float = 1.0, least: int = 3) -> Weights:
    """Fit weights, with the threshold that serves the goal best on articles not learned from."""
    articles = sorted({one.article for one in examples})
    part = {name: place % PARTS for place, name in enumerate(articles)}
    judged: list[tuple[float, Example]] = []
    for number in range(min(PARTS, len(articles))):
        others = [one for one in examples if part[one.article] != number]
        tried = fitted(about, others, penalty, least)
        judged += [(tried.odds(one.signs), one) for one in examples if part[one.article] == number]
    return replace(fitted(about, examples, penalty, least), threshold=round(goal(judged), 3))


def balanced(beta: float = 1.0) -> Goal:
    """Have precision and recall in balance: the greatest F measure, recall counting ``beta`` times as much."""

    def goal(judged: Sequence[tuple[float, Example]]) -> float:
        wanted = sum(one.right for _, one in judged)
        best, at = -1.0, 0.0
        hits = taken = 0
        for odds, one in sorted(judged, key=lambda pair: -pair[0]):
            hits, taken = hits + one.right, taken + 1
            score = (1 + beta**2) * hits / max(beta**2 * wanted + taken, 1)
            if score > best:
                best, at = score, odds
        return at

    return goal


def precise(share: float) -> Goal:
    """Take as many as can be while at least this share of those taken is right; none where that cannot be."""

    def goal(judged: Sequence[tuple[float, Example]]) -> float:
        at = max((odds for odds, _ in judged), default=0.0) + 1.0
        hits = taken = 0
        for odds, one in sorted(judged, key=lambda pair: -pair[0]):
            hits, taken = hits + one.right, taken + 1
            if hits >= share * taken:
                at = odds
        return at

    return goal
