"""Efficient packages and the classical solution points, exactly: on integers, with all ties.

Tools disagree on some of these points, so every result carries its definition in words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import prod

import numpy as np

from winset.space.outcomes import Bools, Ints

DEFINITIONS: Mapping[str, str] = {
    "nash": "greatest product of gains over no deal (Nash 1950)",
    "kalai-smorodinsky": (
        "greatest smallest share of the ideal gain, the ideal being a party's best among the packages that leave "
        "nobody it needs worse off (Kalai & Smorodinsky 1975, max-min form)"
    ),
    "egalitarian": "greatest smallest gain; compares the parties' points one to one (Kalai 1977)",
    "maximum welfare": "greatest sum of gains; compares the parties' points one to one",
}
_CLOSE = 1e-9


def efficient(gains: Ints) -> Bools:
    """Mark the packages that no other one beats for somebody without loss to anybody else.

    Parameters
    ----------
    gains : ndarray of int64, shape (parties, packages)
        Gains in each party's own units.

    Returns
    -------
    ndarray of bool, shape (packages,)
        Packages with the same gains are all marked.

    Examples
    --------
    >>> efficient(np.array([[0, 1, 2, 1, 2], [2, 1, 0, 0, 0]])).tolist()
    [True, True, True, False, True]
    """
    parties, count = gains.shape
    if count == 0:
        return np.zeros(0, dtype=np.bool_)
    if parties == 1:
        return np.asarray(gains[0] == gains[0].max())
    if parties == 2:
        return _efficient_pairs(gains)
    from moocore import is_nondominated

    marked: Bools = is_nondominated(_small(gains).T, maximise=True, keep_weakly=True)
    return marked


def _efficient_pairs(gains: Ints) -> Bools:
    """Sort by the first party's gain, best first; keep what improves on all before for the second."""
    order = np.lexsort((-gains[1], -gains[0]))
    first, second = gains[0][order], gains[1][order]
    before = np.concatenate(([np.iinfo(np.int64).min], np.maximum.accumulate(second)[:-1]))
    new = second > before
    same = np.concatenate(([False], (first[1:] == first[:-1]) & (second[1:] == second[:-1])))
    group = np.cumsum(~same) - 1
    kept = new[np.flatnonzero(~same)][group]
    result = np.zeros(len(order), dtype=np.bool_)
    result[order] = kept
    return result


def _small(gains: Ints) -> np.ndarray:
    """Gains as floats without loss: ranked anew where they are too large to be exact."""
    exact = 2**53
    rows = [row if np.abs(row).max() < exact else np.unique(row, return_inverse=True)[1] for row in gains]
    return np.array(rows, dtype=np.float64)


def points(gains: Ints) -> dict[str, Ints]:
    """Find the solution points among packages that are deals.

    Parameters
    ----------
    gains : ndarray of int64, shape (parties, packages)
        Gains over no deal on one common integer scale, none of them negative.

    Returns
    -------
    dict of str to ndarray of int64
        By solution, the positions of all packages that attain it.

    Examples
    --------
    >>> {name: found.tolist() for name, found in points(np.array([[1, 2, 4], [4, 3, 1]])).items()}
    {'nash': [1], 'kalai-smorodinsky': [1], 'egalitarian': [1], 'maximum welfare': [0, 1, 2]}
    """
    if gains.shape[1] == 0:
        return {name: np.zeros(0, dtype=np.int64) for name in DEFINITIONS}
    ideal = gains.max(axis=1)
    share = gains / np.maximum(ideal, 1)[:, None]
    with np.errstate(divide="ignore"):
        logarithm = np.log(gains.astype(np.float64)).sum(axis=0)
    return {
        "nash": _best(logarithm, lambda cell: prod(map(int, gains[:, cell]))),
        "kalai-smorodinsky": _best(share.min(axis=0), lambda cell: _least_share(gains[:, cell], ideal)),
        "egalitarian": _best(gains.min(axis=0).astype(np.float64), lambda cell: int(gains[:, cell].min())),
        "maximum welfare": _best(gains.sum(axis=0).astype(np.float64), lambda cell: int(gains[:, cell].sum())),
    }


def _least_share(gains: Ints, ideal: Ints) -> Fraction:
    return min(Fraction(int(gain), max(int(most), 1)) for gain, most in zip(gains, ideal, strict=True))


def _best(score: np.ndarray, exact: Callable[[int], Fraction | int]) -> Ints:
    """Give every cell with the greatest exact score; floats only shorten the list of candidates."""
    top = score.max()
    margin = _CLOSE * max(1.0, abs(top)) if np.isfinite(top) else 0.0
    candidates = np.flatnonzero(score >= top - margin)
    values = [exact(int(cell)) for cell in candidates]
    best = max(values)
    return np.array([int(cell) for cell, value in zip(candidates, values, strict=True) if value == best])
