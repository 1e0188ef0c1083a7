"""What settling issues together is worth, against settling them one by one."""

from __future__ import annotations

import numpy as np

from winset.engines.deals.most_likely import Central
from winset.frozen import Frozen


class Linkage(Frozen):
    """Packages against issue-by-issue settlement, at the most likely values.

    Attributes
    ----------
    together : int
        Deals when everything is settled at once.
    one_by_one : int
        Deals made only of changes each of which is a deal by itself.
    alone : tuple of (str, str)
        The issue levels that are deals by themselves.
    """

    together: int
    one_by_one: int
    alone: tuple[tuple[str, str], ...]


def linkage(middle: Central) -> Linkage:
    """Compare the deals with those that issue-by-issue settlement could reach (Tollison & Willett 1979).

    Examples
    --------
    >>> import winset
    >>> from winset.engines.deals.most_likely import central
    >>> linkage(central(winset.load("harbour"))).one_by_one
    0
    """
    packages, case = middle.packages, middle.packages.case
    changed = {
        issue: np.asarray(
            packages.codes[issue][middle.numbers, 0] != case.levels[issue].index(case.status_quo_level(issue))
        )
        for issue in packages.issues
    }
    how_many = np.sum(list(changed.values()), axis=0)
    alone = np.zeros(len(middle.numbers), dtype=np.bool_)
    alone[how_many == 1] = middle.deals[how_many == 1]
    reachable = middle.deals.copy()
    told = []
    for issue, differs in changed.items():
        code = packages.codes[issue][middle.numbers, 0]
        fine = set(code[alone & differs].tolist())
        told += [(issue, case.levels[issue][level]) for level in sorted(fine)]
        reachable &= ~differs | np.isin(code, list(fine))
    return Linkage(int(np.count_nonzero(middle.deals)), int(np.count_nonzero(reachable)), tuple(told))
