"""What flips finds: every input with how far it moves the forecast, pairs, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping

from winset.engines.forecast.robustness import Robustness
from winset.engines.records import Record, Rows
from winset.engines.stability.pivotal_statements import Hinge
from winset.frozen import Frozen

LEAST = 0.005
"""What moves a headline by less than half a point is counted, not listed or drawn."""


class Flip(Frozen):
    """An input and how far the forecast moves with it.

    Attributes
    ----------
    address : str
        The input, or what is left out: ``without US``, ``without minerals``.
    low, high : str
        The ends it was moved to; empty for what is left out.
    headline : str
        The headline that moves most.
    at_low, base, at_high : float
        Its probability at either end and as the case stands.
    lowest, highest : float
        Its lowest and highest probability at any place in the input's range that was looked at.
    noise : float
        Half the width of the 95 % interval of the larger move.
    share : float
        The share of the variance of that headline that the input alone accounts for (first-order Sobol index,
        estimated from the draws); NaN for what is left out.
    """

    address: str
    low: str
    high: str
    headline: str
    at_low: float
    base: float
    at_high: float
    lowest: float
    highest: float
    noise: float
    share: float

    @property
    def move(self) -> float:
        """How far the headline moves within the input's range."""
        return self.highest - self.lowest


class Pair(Frozen):
    """Two inputs that matter together.

    Attributes
    ----------
    addresses : (str, str)
        The inputs.
    headline : str
        The headline concerned.
    corners : tuple of float
        Its probability with both low, the first high, the second high, both high.
    interaction : float
        How far the effect of one depends on the other.
    """

    addresses: tuple[str, str]
    headline: str
    corners: tuple[float, float, float, float]
    interaction: float


class FlipsRecord(Record, kw_only=True):
    """What would change the answer.

    Attributes
    ----------
    flips : tuple of Flip
        Every input, the one that moves the forecast most first. Its headline is the scenario (or the agreement being in
        force) that it moves most, or a level that it moves more than twice as far; a move of a level counts half.
    left_out : tuple of Flip
        What leaving a party or an issue out does, the one that moves the forecast most first; only where the rest
        still is a case.
    not_left_out : mapping of str to str
        The issues that cannot be left out, each with the reason.
    pairs : tuple of Pair
        The pairs among the first few, those that depend on each other most first.
    robustness : tuple of Robustness
        Every headline with the smallest change that overturns it.
    hinges : tuple of Hinge
        Statements that change which scenarios are stable.
    ranges : mapping of str to (float, float)
        The lowest and the highest probability of every scenario, and of an agreement in force, at any place of any
        single input's range that was looked at.
    notes : tuple of str
        What was not computed, and why.
    """

    flips: tuple[Flip, ...]
    left_out: tuple[Flip, ...]
    not_left_out: Mapping[str, str]
    pairs: tuple[Pair, ...]
    robustness: tuple[Robustness, ...]
    hinges: tuple[Hinge, ...]
    ranges: Mapping[str, tuple[float, float]]
    notes: tuple[str, ...] = ()

    @property
    def moving(self) -> tuple[Flip, ...]:
        """The inputs that move something by half a point or more."""
        return tuple(one for one in self.flips if one.low and one.move >= LEAST)

    def rows(self) -> Rows:
        """Give one row per input."""
        body = [
            (one.address, one.headline, f"{one.at_low:.2f}", f"{one.base:.2f}", f"{one.at_high:.2f}")
            for one in (*self.flips, *self.left_out)
        ]
        return ("input", "moves", "at low", "as it stands", "at high"), body
