"""Why a zone is empty: the smallest set of requirements that together leave no package."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import combinations
from typing import TypeVar

import numpy as np

from winset.space.distinct import distinct_rows
from winset.space.outcomes import Bools

TRIED = 200_000
Key = TypeVar("Key", bound=Hashable)


def smallest_conflict(
    requirements: Mapping[Key, Bools], zone: Callable[[Mapping[Key, Bools]], Bools] | None = None
) -> tuple[Key, ...]:
    """Find a smallest set of requirements that leave no package though every other requirement were met by all.

    Parameters
    ----------
    requirements : mapping of str to ndarray of bool, shape (packages,)
        Which packages meet each requirement.
    zone : callable, optional
        Which packages are deals by what meets each requirement, such as a quorum with vetoes; meeting more never takes
        a deal away. By default a package has to meet all.

    Returns
    -------
    tuple of str
        Empty when some package is a deal. All sets up to the size found are tried, smallest first, as long as there are
        fewer than ``TRIED``; beyond that the set is one from which nothing can be left out.

    Examples
    --------
    >>> mask = lambda *ones: np.array(ones, dtype=bool)
    >>> smallest_conflict({"A": mask(1, 1, 0), "B": mask(0, 1, 1), "C": mask(0, 0, 1)})
    ('A', 'C')
    >>> two_of_three = lambda meets: sum(one.astype(int) for one in meets.values()) >= 2
    >>> smallest_conflict({"A": mask(0, 0), "B": mask(1, 0), "C": mask(0, 1)}, two_of_three)
    ('A', 'B', 'C')
    """
    rule = zone or (lambda meets: np.logical_and.reduce(list(meets.values())))
    if not requirements or rule(requirements).any():
        return ()
    patterns = distinct_rows(np.array(list(requirements.values())).T).T
    compact = dict(zip(requirements, patterns, strict=True))
    hard = [key for key, mask in compact.items() if not mask.all()]
    met = np.ones(patterns.shape[1], dtype=np.bool_)

    def empty(kept: Iterable[Key]) -> bool:
        held = set(kept)
        return not rule({key: mask if key in held else met for key, mask in compact.items()}).any()

    tried = 0
    for size in range(1, len(hard) + 1):
        for names in combinations(hard, size):
            if empty(names):
                return names
            tried += 1
            if tried > TRIED // (1 + len(compact)):
                return _irreducible(hard, empty)
    return tuple(hard)


def _irreducible(hard: list[Key], empty: Callable[[Iterable[Key]], bool]) -> tuple[Key, ...]:
    kept = list(hard)
    for key in hard:
        rest = [other for other in kept if other != key]
        if empty(rest):
            kept = rest
    return tuple(kept)
