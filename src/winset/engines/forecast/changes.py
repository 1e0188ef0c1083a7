"""What would change the forecast, for page one: the inputs most likely to, moved to either end of their ranges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from winset.case.model import Case
from winset.engines.talks.paired import IN_FORCE, Difference, Sample, difference, sample
from winset.frozen import Frozen
from winset.space.inputs import Input, inputs, with_input

DRAWS = 2_000
"""Draws of every version, as in ``flips``: what differs in them is added to what more draws of the case say."""
CONDITIONS = 4
OTHERS = 4
TAIL = 0.05
"""The share of draws at either end of a range in which a headline is looked at by itself."""
SURE = 4.0
"""Standard errors by which it has to differ there before an input that goes along with no headline is moved, too."""


class InputChange(Frozen):
    """An input at one end of its range, and what the forecast then is.

    Attributes
    ----------
    address, value, instead : str
        The input, the end that it is moved to, and its most likely value.
    headline : str
        What moves most: a scenario, or an agreement in force.
    before, after : float
        Its probability, as the case stands and then.
    noise : float
        Half the width of the 95 % interval of the move.
    chances : mapping of str to float
        The probability that every scenario, and an agreement in force, then has.
    """

    address: str
    value: str
    instead: str
    headline: str
    before: float
    after: float
    noise: float
    chances: Mapping[str, float]

    @property
    def move(self) -> float:
        """How far the headline moves."""
        return abs(self.after - self.before)

    @property
    def beyond_noise(self) -> bool:
        """Whether the move is more than chance alone makes."""
        return self.move > self.noise


class Ends(Frozen):
    """An input with the draws at both ends of its range."""

    one: Input
    low: Sample
    high: Sample

    @property
    def both(self) -> tuple[tuple[str, Sample], tuple[str, Sample]]:
        """The ends of the range, with the draws there."""
        return (f"{self.one.low}", self.low), (f"{self.one.high}", self.high)


class Moved(Frozen):
    """The draws of a case as it stands, and those of its versions, on the same random numbers."""

    standing: Sample
    ends: tuple[Ends, ...]


def moved(case: Case, base: Sample, seed: int) -> Moved:
    """Move every condition's chance, and the few other inputs that go along most with how it ends, to their ends.

    Parameters
    ----------
    case : Case
        A case with values.
    base : Sample
        Many draws of it.
    seed : int
        Their seed.
    """
    chosen = _chosen(case, base)
    if not chosen:
        return Moved(base, ())
    common = base.first(DRAWS)
    versions = [(one, with_input(case, one, one.low), with_input(case, one, one.high)) for one in chosen]
    draws = len(common.deals)
    ends = tuple(
        Ends(one, *(sample(version, draws, seed).told_by(common, base) for version in pair)) for one, *pair in versions
    )
    return Moved(common.told_by(common, base), ends)


def _chosen(case: Case, base: Sample) -> list[Input]:
    uncertain = [one for one in inputs(case).values() if not one.certain and one.address != "talks.other"]
    conditions = [one for one in uncertain if one.path[0] == "conditions"][:CONDITIONS]
    others = [one for one in uncertain if one.path[0] != "conditions"]
    together = dict(zip((one.address for one in others), _going_along(others, base, case), strict=True))
    first = sorted(others, key=lambda one: -together[one.address])[:OTHERS]
    steps = {one.address: _step(one, base, case) for one in others if one not in first}
    rest = [one for one in others if steps.get(one.address, 0.0) > SURE]
    return [*conditions, *first, *sorted(rest, key=lambda one: -steps[one.address])[:1]]


def _step(one: Input, base: Sample, case: Case) -> float:
    """Give by how many standard errors a headline differs in the draws at an end of a range.

    A home that refuses below some point makes no slope that is seen over all draws, and decides everything there.
    """
    order = np.argsort(base.inputs[one.address], kind="stable")
    count = int(len(order) * TAIL)
    most = 0.0
    for key in (*case.scenarios, IN_FORCE):
        hits = np.asarray(base.headlines[key], dtype=np.float64)[order]
        error = float(hits.std()) / count**0.5 if count else 0.0
        if error:
            ends = (hits[:count].mean(), hits[-count:].mean())
            most = max(most, *(abs(float(end - hits.mean())) / error for end in ends))
    return most


def _going_along(chosen: Sequence[Input], base: Sample, case: Case) -> Iterator[float]:
    """Give for every input how far a headline goes along with it in the draws: the largest covariance a deviation."""
    ends = np.array([base.headlines[key] for key in (*case.scenarios, IN_FORCE)], dtype=np.float64)
    ends -= ends.mean(axis=1, keepdims=True)
    for one in chosen:
        drawn = base.inputs[one.address].astype(np.float64)
        spread = float(drawn.std())
        yield float(np.abs(ends @ (drawn - drawn.mean())).max()) / (len(drawn) * spread) if spread else 0.0


def changes(case: Case, found: Moved) -> tuple[InputChange, ...]:
    """Say of every input moved which end changes the forecast most, and to what; the largest change first."""
    every = [_change(case, found.standing, one.one, *end) for one in found.ends for end in one.both]
    widest: dict[str, InputChange] = {}
    for one in sorted(every, key=lambda change: -change.move):
        widest.setdefault(one.address, one)
    return tuple(one for one in widest.values() if one.beyond_noise)


def _change(case: Case, base: Sample, one: Input, value: str, drawn: Sample) -> InputChange:
    names = [*case.scenarios, IN_FORCE]
    found: list[Difference] = [difference(base, drawn, name) for name in names]
    most = max(found, key=lambda two: abs(two.after - two.before))
    return InputChange(
        address=one.address,
        value=value,
        instead=f"{one.mode}",
        headline=most.headline,
        before=most.before,
        after=most.after,
        noise=most.noise,
        chances={two.headline: two.after for two in found},
    )
