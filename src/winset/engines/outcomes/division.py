"""Dividing outcomes into groups: always where the parties' places differ most, and so most of that goes (as CART does).

How much parties differ over outcomes is the sum, over parties, of squared distances of their places from the mean, each
party's best and worst outcome being one apart. A group is divided between two neighbouring levels of one issue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from winset import expr
from winset.frozen import Frozen, field
from winset.space.game import Game
from winset.space.outcomes import Ints, OutcomeSpace

LEAST_SHARE = 0.03
"""A division that takes away less than this part of all difference says too little to be drawn."""


class Division(Frozen, eq=False):
    """A group of outcomes.

    Attributes
    ----------
    cells : ndarray of int64
        Its outcomes.
    scenarios : tuple of str
        The scenarios that it began with.
    limits : mapping of int to (int, int)
        By issue, the first and the last level that it was cut down to; the weightiest issue first.
    """

    cells: Ints
    scenarios: tuple[str, ...]
    limits: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def condition(self, space: OutcomeSpace) -> str:
        """Write what it was cut down to as a condition."""
        return " and ".join(part for issue, limit in self.limits.items() for part in _parts(space, issue, *limit))


def _parts(space: OutcomeSpace, issue: int, first: int, last: int) -> Iterator[str]:
    key = space.issues[issue]
    levels, name = space.levels[key], expr.quoted(key)
    if first == last:
        yield f"{name} = {expr.quoted(levels[first])}"
        return
    if first > 0:
        yield f"{name} >= {expr.quoted(levels[first])}"
    if last < len(levels) - 1:
        yield f"{name} <= {expr.quoted(levels[last])}"


class _Cut(Frozen):
    """What dividing a group between two levels of an issue takes away."""

    gain: float
    issue: int
    below: int


def divided(game: Game, groups: Sequence[Division], most: int) -> list[Division]:
    """Divide groups until there are ``most``, or no division says enough.

    The parts of a group stand where it stood.
    """
    places = _places(game)
    groups = list(groups)
    everything = np.concatenate([one.cells for one in groups])
    enough = LEAST_SHARE * _difference(places[:, everything])
    cuts = [_best_cut(game.space, places, one) for one in groups]
    while len(groups) < most:
        at = max(range(len(groups)), key=lambda place: (cuts[place].gain, -place))
        if cuts[at].gain <= enough or cuts[at].gain <= 1e-9:
            break
        parts = _cut(game.space, groups[at], cuts[at])
        groups[at : at + 1] = parts
        cuts[at : at + 1] = [_best_cut(game.space, places, one) for one in parts]
    return groups


def _places(game: Game) -> np.ndarray:
    """The parties' ranks from 0 (worst) to 1 (best)."""
    return np.array([payoff / max(int(payoff.max(initial=0)), 1) for payoff in game.payoffs])


def _difference(places: np.ndarray) -> float:
    return float(((places - places.mean(axis=1, keepdims=True)) ** 2).sum())


def _best_cut(space: OutcomeSpace, places: np.ndarray, group: Division) -> _Cut:
    """Find the cut that takes away most; of equal ones that of the first issue, at its lowest level."""
    best = _Cut(0.0, 0, 0)
    mine = places[:, group.cells]
    numbers = group.cells if space.numbers is None else space.numbers[group.cells]
    whole = mine.sum(axis=1)
    for issue, (key, stride) in enumerate(zip(space.issues, space.strides, strict=True)):
        count = len(space.levels[key])
        codes = numbers // stride % count
        if codes.min() == codes.max() or not space.exists(issue, numbers).all():
            continue
        sizes = np.bincount(codes, minlength=count).cumsum()[:-1]
        sums = np.array([np.bincount(codes, row, minlength=count) for row in mine]).cumsum(axis=1)[:, :-1]
        for below in np.flatnonzero((sizes > 0) & (sizes < len(codes))):
            low, high = int(sizes[below]), len(codes) - int(sizes[below])
            told = sums[:, below] ** 2 / low + (whole - sums[:, below]) ** 2 / high - whole**2 / len(codes)
            gain = float(told.sum())
            if gain > best.gain + 1e-9:
                best = _Cut(gain, issue, int(below))
    return best


def _cut(space: OutcomeSpace, group: Division, cut: _Cut) -> list[Division]:
    numbers = group.cells if space.numbers is None else space.numbers[group.cells]
    count = len(space.levels[space.issues[cut.issue]])
    low = numbers // space.strides[cut.issue] % count <= cut.below
    first, last = group.limits.get(cut.issue, (0, count - 1))
    return [
        Division(group.cells[inside], group.scenarios, {**group.limits, cut.issue: limit})
        for inside, limit in ((low, (first, cut.below)), (~low, (cut.below + 1, last)))
    ]
