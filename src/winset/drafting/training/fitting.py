"""Logistic regression with a penalty on large weights, and the threshold that goes with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from winset.drafting.weights import Signs, SignWeights
from winset.frozen import Frozen, replace

Numbers = NDArray[np.float64]

ROUNDS = 400
MEMORY = 10
PARTS = 4
_NEARLY = 0.005


class Example(Frozen):
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
    answers : set of str
        What the annotation says, where that is more than yes or no.
    """

    signs: Signs
    right: bool
    article: str
    worth: float = 1.0
    answers: frozenset[str] = frozenset()


Goal = Callable[[Sequence[tuple[float, Example]]], float]
"""Gives the threshold from candidates with the odds they had from weights that had not seen their article."""


def fitted(
    about: str, examples: Sequence[Example], penalty: float = 1.0, least: int = 3, near: SignWeights | None = None
) -> SignWeights:
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
    near : SignWeights, optional
        Weights that are nearly these, to start from.
    """
    where: dict[str, set[str]] = defaultdict(set)
    for one in examples:
        for name in one.signs:
            where[name].add(one.article)
    names = sorted(name for name, articles in where.items() if len(articles) >= least)
    table = _Table(examples, {name: place + 1 for place, name in enumerate(names)})
    start = np.array([near.base, *(near.of.get(name, 0.0) for name in names)]) if near else np.zeros(len(names) + 1)
    found = _maximum(table, np.array([one.worth for one in examples]), penalty, start)
    told = {name: round(float(value), 3) for name, value in zip(names, found[1:], strict=True)}
    return SignWeights(about, round(float(found[0]), 3), {name: value for name, value in told.items() if value})


class _Table:
    """The signs of examples as numbers, only those that are there; the first column is the base."""

    def __init__(self, examples: Sequence[Example], column: Mapping[str, int]) -> None:
        told = [
            (row, column[name], value)
            for row, one in enumerate(examples)
            for name, value in one.signs.items()
            if name in column
        ]
        self.height, self.width = len(examples), len(column) + 1
        self.right = np.array([float(one.right) for one in examples])
        self._rows = np.array([*range(self.height), *(row for row, _, _ in told)])
        self._columns = np.array([*[0] * self.height, *(place for _, place, _ in told)])
        self._values = np.array([*[1.0] * self.height, *(value for _, _, value in told)])

    def odds(self, at: Numbers) -> Numbers:
        """The log odds of each example."""
        return np.bincount(self._rows, self._values * at[self._columns], self.height).astype(np.float64)

    def slope(self, missed: Numbers) -> Numbers:
        """By how much each weight is to blame for what was missed."""
        return np.bincount(self._columns, self._values * missed[self._rows], self.width).astype(np.float64)


def _maximum(table: _Table, worth: Numbers, penalty: float, start: Numbers) -> Numbers:
    """The weights at which the penalised likelihood is greatest, by limited-memory BFGS (Nocedal and Wright, 7.4)."""
    costs = np.full(table.width, penalty)
    costs[0] = 1e-6

    def cost(at: Numbers) -> tuple[float, Numbers]:
        odds = table.odds(at)
        chance = 1 / (1 + np.exp(-np.clip(odds, -500, 500)))
        loss = float(worth @ (np.logaddexp(0, odds) - table.right * odds) + costs @ at**2 / 2)
        return loss, table.slope(worth * (chance - table.right)) + costs * at

    found, (last, slope) = start, cost(start)
    steps: list[tuple[Numbers, Numbers]] = []
    for _ in range(ROUNDS):
        way, size = _downhill(slope, steps, costs + 1), 1.0
        while (now := cost(found + size * way))[0] > last + 1e-4 * size * float(slope @ way) and size > 1e-9:
            size /= 2
        steps = [*steps[-MEMORY + 1 :], (size * way, now[1] - slope)]
        found, slope, gained, last = found + size * way, now[1], last - now[0], now[0]
        if gained <= 1e-9 * (1 + abs(last)):
            break
    return found


def _downhill(slope: Numbers, steps: Sequence[tuple[Numbers, Numbers]], costs: Numbers) -> Numbers:
    """The direction to go, by how the slope has changed over the last steps."""
    way, used = -slope, []
    for step, change in reversed(steps):
        if (product := float(step @ change)) > 0:
            share = float(step @ way) / product
            way = way - share * change
            used.append((step, change, product, share))
    if used:
        step, change, product, _ = used[0]
        way = way * (product / float(change @ change))
    else:
        way = way / costs
    for step, change, product, share in reversed(used):
        way = way + (share - float(change @ way) / product) * step
    return way


def trained(
    about: str, examples: Sequence[Example], goal: Goal | float, penalty: float = 1.0, least: int = 3
) -> SignWeights:
    """Fit weights, with the threshold that serves the goal best on articles not learned from, or with a given one."""
    if not callable(goal):
        return replace(fitted(about, examples, penalty, least), threshold=goal)
    articles = sorted({one.article for one in examples})
    part = {name: place % PARTS for place, name in enumerate(articles)}
    judged: list[tuple[float, Example]] = []
    found = fitted(about, examples, penalty, least)
    for number in range(min(PARTS, len(articles))):
        others = [one for one in examples if part[one.article] != number]
        tried = fitted(about, others, penalty, least, found)
        judged += [(tried.odds(one.signs), one) for one in examples if part[one.article] == number]
    return replace(found, threshold=round(goal(judged), 3))


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


def accurate(judged: Sequence[tuple[float, Example]]) -> float:
    """Have as few mistakes as can be, of either kind."""
    best, at, right = 0, max((odds for odds, _ in judged), default=0.0) + 1.0, 0
    for odds, one in sorted(judged, key=lambda pair: -pair[0]):
        right += 1 if one.right else -1
        if right > best:
            best, at = right, odds
    return at


def by_article(judged: Sequence[tuple[float, Example]]) -> float:
    """Have the greatest mean of the articles' F measures: a short article counts as much as a long one.

    Of the thresholds whose mean is nearly that, the middle one: which of them is best is chance.
    """
    articles: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for odds, one in judged:
        articles[one.article].append((odds, one.right))

    def mean(at: float) -> float:
        scores = []
        for some in articles.values():
            hits = sum(right for odds, right in some if odds >= at)
            either = sum(right for _, right in some) + sum(odds >= at for odds, _ in some)
            scores.append(2 * hits / either if either else 1.0)
        return sum(scores) / max(1, len(scores))

    means = {step / 10: mean(step / 10) for step in range(-30, 31)}
    best = max(means.values())
    near = [at for at, one in means.items() if one >= best - _NEARLY]
    return near[len(near) // 2]
