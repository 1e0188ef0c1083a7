"""How a quantity spreads over the draws."""

from __future__ import annotations

import numpy as np

from winset.engines.talks.run import spread
from winset.frozen import Frozen
from winset.space.inputs import Floats
from winset.space.outcomes import Ints


class Spread(Frozen):
    """A quantity over the draws: mean, 5th and 95th percentile, and its value with everything as most likely."""

    mean: float
    low: float
    high: float
    central: float


def certain(value: float) -> Spread:
    """Give the spread of what is the same in every draw."""
    return Spread(value, value, value, value)


def spread_of(values: Floats | Ints, central: float) -> Spread:
    """Tell how a quantity spreads; percentiles of counts are counts that came up, others lie between two draws.

    Parameters
    ----------
    values : array, shape (draws,)
        The quantity in every draw.
    central : float
        Its value with everything as most likely.

    Examples
    --------
    >>> spread_of(np.array([2, 0, 2, 2]), 2)
    Spread(mean=1.5, low=0.0, high=2.0, central=2)
    >>> spread_of(np.array([0.0, 1.0]), 0.5).high
    0.95
    """
    if np.issubdtype(values.dtype, np.integer):
        return Spread(*spread(np.bincount(values)), central)
    low, high = np.percentile(values, [5, 95])
    return Spread(float(values.mean()), float(low), float(high), central)
