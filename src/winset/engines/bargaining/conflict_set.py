"""Why a zone is empty: the smallest set of requirements that no package meets together."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np

from winset.space.outcomes import Bools

TRIED = 200_000


def smallest_conflict(requirements: Mapping[str, Bools]) -> tuple[str, ...]:
    """Find a smallest set of requirements that no package meets together.

    Parameters
    ----------
    requirements : mapping of str to ndarray of bool, shape (packages,)
        Which packages meet each requirement.

    Returns
    -------
    tuple of str
        Empty when some package meets all. All sets up to the size found are tried, smallest first, as long as there are
        fewer than ``TRIED``; beyond that the set is one from which nothing can be left out.

    Examples
    --------
    >>> mask = lambda *ones: np.array(ones, dtype=bool)
    >>> smallest_conflict({"A": mask(1, 1, 0), "B": mask(0, 1, 1), "C": mask(0, 0, 1)})
    ('A', 'C')
    """
    masks = {name: mask for name, mask in requirements.items() if not mask.all()}
    if not masks or np.logical_and.reduce(list(masks.values())).any():
        return ()
    patterns = np.unique(np.array(list(masks.values())).T, axis=0).T
    compact = dict(zip(masks, patterns, strict=True))
    tried = 0
    for size in range(1, len(compact) + 1):
        for names in combinations(compact, size):
            if not np.logical_and.reduce([compact[name] for name in names]).any():
                return names
            tried += 1
            if tried > TRIED:
                return _irreducible(compact)
    return tuple(compact)


def _irreducible(masks: Mapping[str, Bools]) -> tuple[str, ...]:
    kept = dict(masks)
    for name in masks:
        rest = [mask for other, mask in kept.items() if other != name]
        if rest and not np.logical_and.reduce(rest).any():
            del kept[name]
    return tuple(kept)
