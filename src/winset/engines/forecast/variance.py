"""Which share of the variance of a headline an input alone accounts for, estimated from draws."""

from __future__ import annotations

import numpy as np

from winset.space.inputs import Floats
from winset.space.outcomes import Bools

BINS = 16


def first_order(values: Floats, holds: Bools, bins: int = BINS) -> float:
    """Estimate which share of a headline's variance an input alone accounts for.

    The draws are sorted into bins of equal size by the input; the variance of the bins' means, less what chance would
    give, is compared with the whole variance.

    Examples
    --------
    >>> x = np.linspace(0, 1, 4000)
    >>> round(first_order(x, x > 0.5), 1)
    1.0
    """
    total = float(holds.var())
    bins = min(bins, len(holds) // 4)
    if total == 0 or values.min() == values.max() or bins < 2:
        return 0.0
    parts = np.array_split(holds[np.argsort(values, kind="stable")].astype(np.float64), bins)
    means = np.array([part.mean() for part in parts])
    chance = total * (bins - 1) / len(holds)
    return float(np.clip((means.var() - chance) / total, 0.0, 1.0))
