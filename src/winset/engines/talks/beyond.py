"""Endings, answers and levels that no forecast of the talks reaches, because one party would have to press alone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.talks.models import model_of
from winset.space.roles import roles

LOOKED_AT = 2**18
"""Combinations of levels looked at for one ending; of one with more it is not said."""


def not_forecast(case: Case, model: str = "nash") -> tuple[str, ...]:
    """Give the scenarios that take a level which presses and that nothing but a party's own step brings about.

    By bargaining a forecast ends with an agreement, in which nobody presses, or as today, with what absent parties
    answer and what deadlines and law bring about. So such a scenario has no likelihood, which is something else than
    one of nothing. By stability it may end with any outcome that holds, and has one.

    Examples
    --------
    >>> import winset
    >>> not_forecast(winset.load("ferry-contract"))
    ('tender',)
    """
    return _unreached(case, {key: one.when for key, one in case.scenarios.items()}, model)


def questions_not_forecast(case: Case, model: str = "nash") -> tuple[str, ...]:
    """Give the questions that only a party's own step can answer with yes: no forecast says how likely that is.

    Examples
    --------
    >>> import winset
    >>> questions_not_forecast(winset.load("grain-2023"))
    ('own', 'attacks')
    """
    return _unreached(case, {key: one.when for key, one in case.questions.items() if one.when is not None}, model)


def level_not_forecast(case: Case, issue: str, level: str, free: Mapping[str, set[str]]) -> bool:
    """Whether a forecast says nothing of a level, given what :func:`unpressed` gives of the case.

    That is so of a level that presses, and of the only other one: where the one has no likelihood, the other has none.
    """
    if issue not in free or case.issues[issue].numeric:
        return False
    return level not in free[issue] or len(free[issue]) == 1


def unpressed(case: Case, model: str = "nash") -> dict[str, set[str]]:
    """Give the levels at which a forecast can leave the issues that one party presses with; others are left out."""
    free: dict[str, set[str]] = {}
    if model_of(model).pressing:
        return free
    for key, role in roles(case).items():
        if role.pressing:
            free[key] = set(case.levels[key]) - set(role.pressing)
    for one in case.deadlines:
        for key, level in one.then.items():
            free.get(key, set()).add(case.issues[key].level(level))
    for key, issue in case.issues.items():
        if issue.requires:
            free.pop(key, None)
    return free


def _unreached(case: Case, conditions: Mapping[str, str], model: str) -> tuple[str, ...]:
    free = unpressed(case, model)
    return tuple(key for key, when in conditions.items() if free and not _reached(case, when, free))


def _reached(case: Case, when: str, free: dict[str, set[str]]) -> bool:
    condition = case.condition(when)
    issues = list(expr.issues_of(condition, case.levels))
    choices = [
        [place for place, level in enumerate(case.levels[key]) if key not in free or level in free[key]]
        for key in issues
    ]
    if prod(map(len, choices)) > LOOKED_AT:
        return True
    codes = {key: np.array(known.index(case.status_quo_level(key))) for key, known in case.levels.items()}
    places = np.array(list(product(*choices))).reshape(-1, len(issues))
    codes |= {key: places[:, place] for place, key in enumerate(issues)}
    return bool(np.any(expr.evaluate(condition, codes, case.levels)))
