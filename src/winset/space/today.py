"""Today and what a change of one issue makes of it: a small space for whatever asks no more, however large the case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from math import prod

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.space.course import obeyed
from winset.space.distinct import distinct
from winset.space.enumeration import forbidden
from winset.space.outcomes import Ints, OutcomeSpace

_LARGEST = 2**62


def codes_of(case: Case, levels: Mapping[str, str]) -> dict[str, Ints]:
    """Give levels by their numbers, as conditions are evaluated with; what is not named stands as it does today.

    Examples
    --------
    >>> import winset
    >>> codes = codes_of(winset.load("prisoners-dilemma"), {"row": "cooperate"})
    >>> {key: int(code) for key, code in codes.items()}
    {'row': 1, 'column': 0}
    """
    return {
        key: np.array(known.index(levels.get(key, case.status_quo_level(key)))) for key, known in case.levels.items()
    }


def around_today(case: Case) -> OutcomeSpace | None:
    """Give the outcomes that differ from today in one issue, and in what then does not exist or law then requires.

    None beyond 2^62 combinations.

    Examples
    --------
    >>> import winset
    >>> around_today(winset.load("prisoners-dilemma")).numbers.tolist()
    [0, 1, 2]
    """
    levels = case.levels
    sizes = [len(known) for known in levels.values()]
    if prod(sizes) > _LARGEST:
        return None
    strides = tuple(prod(sizes[:place]) for place in range(len(sizes)))
    places = [known.index(case.status_quo_level(key)) for key, known in levels.items()]
    today = sum(place * stride for place, stride in zip(places, strides, strict=True))
    steps = [
        today + (np.arange(size, dtype=np.int64) - place) * stride
        for size, place, stride in zip(sizes, places, strides, strict=True)
    ]
    bare = OutcomeSpace(tuple(case.issues), levels, strides, None, None, case.guards)
    numbers = distinct(bare.settled(np.concatenate([np.array([today]), *steps])))
    numbers = distinct(np.concatenate([numbers, bare.settled(obeyed(case, numbers))]))
    codes = {key: numbers // stride % size for key, stride, size in zip(levels, strides, sizes, strict=True)}
    broken = reduce(
        np.logical_or, (expr.evaluate(rule, codes, levels) for rule in forbidden(case)), np.zeros((), dtype=np.bool_)
    )
    kept = numbers[~np.broadcast_to(broken, numbers.shape)]
    return OutcomeSpace(bare.issues, levels, strides, kept, None, case.guards) if len(kept) else None
