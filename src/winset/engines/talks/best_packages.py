"""Which package has the greatest weighted product of gains in every draw, and where several are equally good.

Logarithms take most of the time. So the products are worked out for the packages alone that can be chosen, mostly few
of them in every draw: first roughly, in half precision of what counts, and then exactly for those that the bound on
that error leaves, mostly one. The result is the same, bit for bit, as that of working all of them out exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, reduce
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from winset.engines.talks.shared_arrays import KEPT
from winset.engines.talks.situation import Negotiation, Situation
from winset.engines.talks.ties import TIE, picked_evenly
from winset.frozen import Frozen
from winset.space.counting import tally
from winset.space.distinct import distinct
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints

SLACK = 1e-4  # more than three times what rounding can make of the products' logarithms

Array = TypeVar("Array", bound=NDArray[Any])
Rough = NDArray[np.float32]


class Best(Frozen, eq=False):
    """The best package in every draw.

    Attributes
    ----------
    place : ndarray of int64, shape (count,)
        Its position; one of the best, each with the same chance, where several are equally good.
    agreed, tied : ndarray of bool, shape (count,)
        Whether there is any; whether several are equally good.
    """

    place: Ints
    agreed: Bools
    tied: Bools


def best_packages(negotiation: Negotiation, situation: Situation, best: Mapping[str, float], wanted: Bools) -> Best:
    """Find the best of the packages wanted, shape (count, packages), in every draw."""
    gaining = [situation.gaining(party) for party in negotiation.signatories]
    scores = _Scores(negotiation, situation, best)
    found = Best(np.zeros(len(wanted), dtype=np.int64), *np.zeros((2, len(wanted)), dtype=np.bool_))
    rows, places = scores.candidates(reduce(np.logical_and, gaining, wanted))
    often = np.bincount(rows, minlength=len(wanted))
    found.place[rows], found.agreed[:] = places, often > 0
    close = often[rows] > 1  # of a single candidate no more need be known
    if close.any():
        rows, places = rows[close], places[close]
        scores.choose(found, rows, places, scores.exactly(rows, places))
    some = np.flatnonzero(wanted.any(axis=1) & ~found.agreed)  # where no package lets all gain
    if len(some):
        own = scores.of_unequal(some, wanted[some], [mask[some] for mask in gaining])
        rows, places = np.nonzero(np.isfinite(own))
        scores.choose(found, some[rows], places, own[rows, places])
    return found


class _Scores:
    """Logarithms of the weighted products of gains, noise added."""

    def __init__(self, negotiation: Negotiation, situation: Situation, best: Mapping[str, float]) -> None:
        self.negotiation, self.situation, self.best = negotiation, situation, best
        self.parties, self.rank = negotiation.signatories, negotiation.layout.rank
        noise = situation.draw.values["talks.noise"]
        self.noise = noise if noise.any() else None

    def candidates(self, chosen: Bools) -> tuple[Ints, Ints]:
        """The packages that can be the best of those chosen: rows in ascending order, and columns."""
        count, width = chosen.shape
        cells = np.flatnonzero(chosen)
        bounds = np.searchsorted(cells, np.arange(count + 1) * width)
        often = np.diff(bounds)
        some = np.flatnonzero(often)
        if not len(some):
            return some, some
        rows = np.repeat(some, often[some])
        rough = self._rough(rows, cells)
        slack = SLACK if self.noise is None else SLACK * (1.0 + self.noise[some])
        least = (np.maximum.reduceat(rough, bounds[some]) - slack).astype(np.float32)
        near = rough >= np.repeat(least, often[some])
        return rows[near], cells[near] - rows[near] * width

    def exactly(self, rows: Ints, places: Ints) -> Floats:
        """The scores of some packages from which all gain, exactly."""
        power = self.negotiation.power(self.situation.draw, self.best)
        logs = [np.log(self.situation.gains(party)[rows, places]) for party in self.parties]
        exact: Floats = _weighed([weight[rows] for weight in power.values()], logs)
        if self.noise is not None:
            exact += self.noise[rows] * _strays(self.waits(rows, places))
        return exact

    def _rough(self, rows: Ints, cells: Ints) -> Rough:
        """The scores of some packages from which all gain, roughly; gains are parts of their parties' scales."""
        power, parts = self.negotiation.power(self.situation.draw, self.best), []
        for party in self.parties:
            gains = np.take(self.situation.gains(party), cells) * (1.0 / (self.situation.scales[party] or 1.0))
            parts.append(np.log(gains.astype(np.float32)))
        rough: Rough = _weighed([weight.astype(np.float32)[rows] for weight in power.values()], parts)
        if self.noise is not None:
            waits = self.waits(rows, cells - rows * len(self.rank)).astype(np.float32)
            rough += self.noise.astype(np.float32)[rows] * _strays(waits)
        return rough

    @cached_property
    def uniform(self) -> Floats:
        """A number drawn for every package, the same for every version of a case: shape (count, packages)."""
        draw, width = self.situation.draw, len(self.rank)
        key = draw.key(())
        kept = None if key is None else ("noise", key, width)
        return KEPT.once(kept, lambda: draw.chance("noise", width).reshape(-1, width))

    def waits(self, rows: Ints, places: Ints) -> Floats:
        """The exponential numbers drawn for some packages, by their rank in an order the file does not set."""
        drawn = np.take(self.uniform, rows * len(self.rank) + self.rank[places])
        np.maximum(drawn, 1e-300, out=drawn)
        return np.negative(np.log(drawn, out=drawn), out=drawn)

    def of_unequal(self, rows: Ints, wanted: Bools, gaining: Sequence[Bools]) -> Floats:
        """The scores, exactly, in draws in which no package lets all gain; minus infinity for what is not chosen."""
        here, lets, able = _most_gaining(wanted, gaining)
        power = self.negotiation.power(self.situation.draw, self.best, able, rows)
        gains = [self.situation.gains(party)[rows] for party in self.parties]
        logs = [np.log(np.where(one > 0, one, 1.0)) for one in gains]
        own: Floats = _weighed([weight[:, None] for weight in power.values()], logs)
        np.copyto(own, -np.inf, where=~here)
        _level_groups(own, here, lets, able)
        if self.noise is not None:
            own += self.noise[rows][:, None] * _strays(self.waits(rows[:, None], np.arange(len(self.rank))))
        return own

    def choose(self, found: Best, rows: Ints, places: Ints, scores: Floats) -> None:
        """Choose in some draws one of the packages with the greatest score; rows are in ascending order."""
        starts = np.concatenate(([True], rows[1:] != rows[:-1]))
        first = np.flatnonzero(starts)
        equal = scores >= (np.maximum.reduceat(scores, first) - TIE)[np.cumsum(starts) - 1]
        mine, often = rows[first], np.add.reduceat(equal, first, dtype=np.int64)
        rows, places = rows[equal], places[equal]
        found.place[rows[::-1]], found.agreed[mine], found.tied[mine] = places[::-1], True, often > 1
        several = mine[often > 1]
        if len(several):
            marks = np.zeros((len(found.place), len(self.rank)), dtype=np.bool_)
            marks[rows, places] = True
            order, uniform = self.negotiation.layout.order, self.situation.draw.evenly("tie")
            found.place[several] = picked_evenly(marks[several], uniform[several], order)


def _weighed(weights: Sequence[Array], logs: Sequence[Array]) -> Any:
    """Weigh logarithms of gains and add them up."""
    score, *others = (weight * one for weight, one in zip(weights, logs, strict=True))
    for one in others:
        score += one
    return score


def _strays(waits: Array) -> Array:
    """Give the Gumbel numbers by which scores stray."""
    found: Array = np.negative(np.log(waits))
    return found


def _most_gaining(wanted: Bools, gaining: Sequence[Bools]) -> tuple[Bools, list[Bools], Bools]:
    """Keep in every draw the packages from which most signatories gain.

    Gives these, of these those each signatory gains from, both of shape (count, packages), and which signatories can
    gain at all: (count, parties).
    """
    kept = [wanted & mask for mask in gaining]
    able = np.array([mask.any(axis=1) for mask in kept]).T
    count = tally(kept, wanted.shape)
    chosen = wanted & (count == count.max(axis=1, keepdims=True))
    return chosen, [chosen & mask for mask in kept], able


def _level_groups(score: Floats, chosen: Bools, gaining: Sequence[Bools], able: Bools) -> None:
    """Where no package lets all gain who can, put the best package of every group that gains at the same height.

    Products of different parties' gains have different units, so they are never compared.
    """
    together = reduce(np.logical_and, [mask | ~able[:, [place]] for place, mask in enumerate(gaining)])
    split = np.flatnonzero(~(chosen & together).any(axis=1) & chosen.any(axis=1))
    if not len(split):
        return
    codes = reduce(_grouped, [mask[split].astype(np.int64) for mask in gaining])
    leveled = np.full(codes.shape, -np.inf)
    for code in distinct(codes[chosen[split]]):
        mine = chosen[split] & (codes == code)
        own = np.where(mine, score[split], -np.inf)
        top = own.max(axis=1, keepdims=True)
        leveled = np.where(mine, own - np.where(np.isfinite(top), top, 0.0), leveled)
    score[split] = leveled


def _grouped(one: Ints, other: Ints) -> Ints:
    pairs = 2 * one + other
    return np.asarray(np.unique(pairs, return_inverse=True)[1].reshape(pairs.shape), dtype=np.int64)
