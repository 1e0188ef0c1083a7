"""Endings, answers and levels that no forecast of the talks reaches, because one party would have to press alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.talks.models import model_of
from winset.space.roles import roles

LOOKED_AT = 2**18
"""Combinations of levels looked at for one ending; of one with more it is not said."""


@dataclass(frozen=True)
class NotForecast:
    """What a forecast says nothing of, so that nobody takes its share of nothing for a likelihood of nothing.

    Attributes
    ----------
    scenarios : tuple of str
        Scenarios that take a level which presses and that nothing but a party's own step brings about.
    questions : tuple of str
        Questions that only such a step can answer with yes.
    levels : mapping of str to tuple of str
        By issue the levels that press, and the only other one: where one of two has no likelihood, the other has none.
    """

    scenarios: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def not_forecast(case: Case, model: str = "nash") -> NotForecast:
    """Give what no forecast of a case reaches by a bargaining model.

    By bargaining a forecast ends with an agreement, in which nobody presses, or as today, with what absent parties
    answer and what deadlines and law bring about. By stability it may end with any outcome that holds, pressure too.

    Examples
    --------
    >>> import winset
    >>> not_forecast(winset.load("ferry-contract")).scenarios
    ('tender',)
    >>> not_forecast(winset.load("grain-2023")).questions
    ('own', 'attacks')
    >>> not_forecast(winset.load("ferry-contract"), "stability")
    NotForecast(scenarios=(), questions=(), levels={})
    """
    return case.once(("not forecast", model), lambda: _not_forecast(case, model))


def _not_forecast(case: Case, model: str) -> NotForecast:
    free = {} if model_of(model).pressing else _unpressed(case)
    asked = {key: one.when for key, one in case.questions.items() if one.when is not None}
    return NotForecast(
        _unreached(case, {key: one.when for key, one in case.scenarios.items()}, free),
        _unreached(case, asked, free),
        {issue: levels for issue in free if (levels := _levels(case, issue, free[issue]))},
    )


def _levels(case: Case, issue: str, free: set[str]) -> tuple[str, ...]:
    if case.issues[issue].numeric:
        return ()
    return tuple(level for level in case.levels[issue] if level not in free or len(free) == 1)


def _unpressed(case: Case) -> dict[str, set[str]]:
    """Give the levels at which a forecast can leave the issues that one party presses with; others are left out."""
    free: dict[str, set[str]] = {}
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


def _unreached(case: Case, conditions: Mapping[str, str], free: dict[str, set[str]]) -> tuple[str, ...]:
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
