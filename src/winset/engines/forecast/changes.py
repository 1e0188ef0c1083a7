"""What would change the forecast, for page one: the inputs most likely to, moved to either end of their ranges."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from winset.case.model import Case
from winset.engines.talks.paired import IN_FORCE, Difference, Sample, difference, sample
from winset.frozen import Frozen
from winset.space.inputs import Floats, Input, inputs, with_input

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
    headlines = np.array([base.headlines[key] for key in (*case.scenarios, IN_FORCE)], dtype=np.float64)
    headlines -= headlines.mean(axis=1, keepdims=True)
    first = _largest(others, lambda one: _going_along(base.inputs[one.address], headlines))[:OTHERS]
    rest = [one for one in others if one not in first]
    steps = {one.address: _step(base.inputs[one.address], headlines) for one in rest}
    sudden = _largest([one for one in rest if steps[one.address] > SURE], lambda one: steps[one.address])[:1]
    return [*conditions, *first, *sudden]


def _largest(some: Sequence[Input], measure: Callable[[Input], float]) -> list[Input]:
    return sorted(some, key=lambda one: -measure(one))


def _going_along(drawn: Floats, headlines: Floats) -> float:
    """Give how far a headline goes along with an input in the draws: the largest covariance a deviation."""
    spread = float(drawn.std())
    return float(np.abs(headlines @ (drawn - drawn.mean())).max()) / (len(drawn) * spread) if spread else 0.0


def _step(drawn: Floats, headlines: Floats) -> float:
    """Give by how many standard errors a headline differs in the draws at an end of the range of an input.

    A home that refuses below some point makes no slope that is seen over all draws, and decides everything there.
    """
    count = int(len(drawn) * TAIL)
    error = headlines.std(axis=1) / max(count, 1) ** 0.5
    told = error > 0
    if not count or not told.any():
        return 0.0
    order = np.argpartition(drawn, (count, len(drawn) - count - 1))
    ends = [np.abs(headlines[:, part].mean(axis=1)[told]) for part in (order[:count], order[-count:])]
    return float((np.maximum(*ends) / error[told]).max())


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
