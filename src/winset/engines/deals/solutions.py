"""Efficient packages and the classical solution points, exactly: on whole numbers, with all ties.

Tools disagree on some of these points, so every result carries its definition in words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from math import prod
from typing import TypeVar

import numpy as np

from winset.space.outcomes import Bools, Ints

DEFINITIONS: Mapping[str, str] = {
    "nash": (
        "greatest product of gains over no deal, among the deals from which most of the signatories that can gain do "
        "gain (Nash 1950)"
    ),
    "kalai-smorodinsky": (
        "greatest smallest share of the ideal gain, the ideal being a party's best among deals, then the greatest "
        "second-smallest share, and so on (Kalai & Smorodinsky 1975, max-min form with leximin)"
    ),
    "egalitarian": (
        "greatest smallest gain, then the greatest second-smallest, and so on; compares the parties' points one to one "
        "(Kalai 1977, with leximin)"
    ),
    "maximum welfare": "greatest sum of gains; compares the parties' points one to one",
}
MOST_COLUMNS = 255
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
    if gains.dtype == object:
        gains = np.array([np.unique(row, return_inverse=True)[1].ravel() for row in gains]).reshape(parties, count)
    if count == 0:
        return np.zeros(0, dtype=np.bool_)
    if parties == 1:
        return np.asarray(gains[0] == gains[0].max())
    if parties == 2:
        return _efficient_pairs(gains)
    if parties > MOST_COLUMNS:
        return np.array([not _beaten(gains, place) for place in range(count)], dtype=np.bool_)
    from moocore import is_nondominated

    marked: Bools = is_nondominated(_small(gains).T, maximise=True, keep_weakly=True)
    return marked


def _beaten(gains: Ints, place: int) -> bool:
    own = gains[:, [place]]
    return bool(((gains >= own).all(axis=0) & (gains > own).any(axis=0)).any())


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


def points(gains: Ints, units: Sequence[Fraction], exact: bool = True) -> dict[str, Ints]:
    """Find the solution points among packages that are deals.

    They are taken over the signatories that can gain from some deal. Where a deal leaves one of these worse off, as a
    quorum allows, it counts as gaining nothing. Deals that another one beats for somebody at no cost to anybody are
    never solution points.

    Parameters
    ----------
    gains : ndarray of whole numbers, shape (parties, packages)
        Gains over no deal, each party's in units of its own.
    units : sequence of Fraction
        How many units make a point, by party.
    exact : bool, optional
        Whether the gains are exact. Where they are rounded, what differs by no more than a billionth of the largest
        is a tie: rounding would else break ties between sums of different parties' gains.

    Returns
    -------
    dict of str to ndarray of int64
        By solution, the positions of all packages that attain it.

    Examples
    --------
    >>> found = points(np.array([[1, 2, 4], [4, 3, 1]]), [Fraction(1)] * 2)
    >>> {name: cells.tolist() for name, cells in found.items()}
    {'nash': [1], 'kalai-smorodinsky': [1], 'egalitarian': [1], 'maximum welfare': [0, 1, 2]}
    """
    cells = np.flatnonzero(efficient(gains))
    able = np.array([place for place, row in enumerate(gains[:, cells]) if len(row) and row.max() > 0], dtype=np.int64)
    if not len(able):
        return dict.fromkeys(DEFINITIONS, cells)
    whole = np.maximum(gains[np.ix_(able, cells)], 0)
    ideal = whole.max(axis=1)
    of_points = [units[place] for place in able]
    shares = (whole / ideal[:, None]).astype(np.float64)
    in_points = whole.astype(np.float64) / np.array([float(unit) for unit in of_points])[:, None]

    if not exact:
        rounded = {
            "nash": _nash(whole, exact),
            "kalai-smorodinsky": _nearly_best(np.sort(shares, axis=0)),
            "egalitarian": _nearly_best(np.sort(in_points, axis=0)),
            "maximum welfare": _nearly_best(in_points.sum(axis=0, keepdims=True)),
        }
        return {name: cells[chosen] for name, chosen in rounded.items()}

    def share(cell: int) -> tuple[Fraction, ...]:
        return tuple(sorted(Fraction(int(g), int(most)) for g, most in zip(whole[:, cell], ideal, strict=True)))

    def point(cell: int) -> tuple[Fraction, ...]:
        return tuple(sorted(int(g) / unit for g, unit in zip(whole[:, cell], of_points, strict=True)))

    found = {
        "nash": _nash(whole),
        "kalai-smorodinsky": _best(shares.min(axis=0), share),
        "egalitarian": _best(in_points.min(axis=0), point),
        "maximum welfare": _best(in_points.sum(axis=0), lambda cell: sum(point(cell), Fraction(0))),
    }
    return {name: cells[chosen] for name, chosen in found.items()}


def _nash(gains: Ints, exact: bool = True) -> Ints:
    """Find the greatest product among the packages from which most parties gain.

    Packages from which the same parties gain are compared by the product of their gains; products of different
    parties' gains have different units, and the best of each are all given.
    """
    gaining = gains > 0
    count = gaining.sum(axis=0)
    inside = np.flatnonzero(count == count.max())
    groups = np.unique(gaining[:, inside], axis=1, return_inverse=True)[1].ravel()
    found = []
    for group in range(groups.max() + 1):
        mine = inside[groups == group]
        rows = np.flatnonzero(gaining[:, mine[0]])
        if not len(rows):
            return np.asarray(mine)
        own = gains[np.ix_(rows, mine)]
        logarithm = np.log(own.astype(np.float64)).sum(axis=0)
        chosen = _best(logarithm, partial(_product, own)) if exact else _nearly_best(logarithm[None, :])
        found.append(mine[chosen])
    together: Ints = np.sort(np.concatenate(found))
    return together


def _product(gains: Ints, cell: int) -> int:
    return prod(map(int, gains[:, cell]))


Exact = TypeVar("Exact", int, Fraction, tuple[Fraction, ...])


def _best(score: np.ndarray, exact: Callable[[int], Exact]) -> Ints:
    """Give every cell with the greatest exact score; floats only shorten the list of candidates."""
    top = score.max()
    candidates = np.flatnonzero(score >= top - _CLOSE * max(abs(top), _span(score)))
    values = [exact(int(cell)) for cell in candidates]
    best = max(values)
    return np.array([int(cell) for cell, value in zip(candidates, values, strict=True) if value == best])


def _nearly_best(rows: np.ndarray) -> Ints:
    """Give every cell that is nearly the greatest in the first row, of these those in the second, and so on."""
    cells = np.arange(rows.shape[1])
    for row in rows:
        own = row[cells]
        cells = cells[own >= own.max() - _CLOSE * _span(row)]
    return cells


def _span(score: np.ndarray) -> float:
    return float(np.abs(score).max()) if len(score) else 0.0
