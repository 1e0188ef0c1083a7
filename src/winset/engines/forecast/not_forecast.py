"""Endings, answers and levels that no forecast of the talks reaches, because one party would have to act alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.engines.talks.models import model_of
from winset.frozen import Frozen, field
from winset.space.agreements import Agreements
from winset.space.outcomes import Bools
from winset.space.roles import roles

LOOKED_AT = 2**18
"""Combinations of levels looked at for one ending; of one with more it is not said."""


class NotForecast(Frozen):
    """What a forecast says nothing of, so that nobody takes its share of nothing for a likelihood of nothing.

    Attributes
    ----------
    scenarios : tuple of str
        Scenarios that nothing but a party's own step brings about: they take a level which presses, or no agreement
        and yet something moved.
    questions : tuple of str
        Questions that only such a step can answer with yes.
    levels : mapping of str to tuple of str
        By issue the levels that press, and the only other one: where one of two has no likelihood, the other has none.
        Where one party alone moves anything, all levels of what it moves.
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


def why_not_forecast(case: Case, conditions: Iterable[str], takes: str = "this takes") -> str:
    """Say why these endings or answers have no likelihood, of which :func:`not_forecast` told that they have none.

    Parameters
    ----------
    case : Case
        The case.
    conditions : iterable of str
        When they hold.
    takes : str
        Subject and verb for them.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("ferry-contract")
    >>> why_not_forecast(case, [case.scenarios["tender"].when])
    'a forecast says what the talks end with, and this takes pressure by one party alone'
    """
    what = "pressure by one party alone" if _pressed(case, conditions) else "what one party does alone, by no agreement"
    return f"a forecast says what the talks end with, and {takes} {what}"


def _pressed(case: Case, conditions: Iterable[str]) -> bool:
    """Whether each of these conditions takes pressure, and not only a step that is no agreement."""
    parsed = map(case.condition, conditions)
    laid = [(one, _combinations(case, (one,), _unpressed(case))) for one in parsed]
    return not any(codes is None or np.any(expr.evaluate(one, codes, case.levels)) for one, codes in laid)


def _not_forecast(case: Case, model: str) -> NotForecast:
    if model_of(model).pressing:
        return NotForecast()
    free = _unpressed(case)
    asked = {key: one.when for key, one in case.questions.items() if one.when is not None}
    return NotForecast(
        _unreached(case, {key: one.when for key, one in case.scenarios.items()}, free),
        _unreached(case, asked, free),
        {issue: levels for issue in free if (levels := _levels(case, issue, free[issue]))},
    )


def _levels(case: Case, issue: str, free: set[str]) -> tuple[str, ...]:
    if len(free) == 1:
        return tuple(case.levels[issue])
    return () if case.issues[issue].numeric else tuple(level for level in case.levels[issue] if level not in free)


def _unpressed(case: Case) -> dict[str, set[str]]:
    """Give the levels at which a forecast can leave issues that one party moves alone; where that is all, nothing.

    Left out are the levels that press, and where no agreement is possible, since only one party moves anything, all
    that it moves.
    """
    pressing = Agreements(case).pressing.items()
    free = {key: {level for at, level in enumerate(case.levels[key]) if at not in places} for key, places in pressing}
    if alone := only_mover(case):
        free |= {key: {case.status_quo_level(key)} for key, issue in case.issues.items() if issue.control == (alone,)}
    for one in case.deadlines:
        for key, level in one.then.items():
            free.get(key, set()).add(case.issues[key].level(level))
    for key, issue in case.issues.items():
        if issue.requires:
            free.pop(key, None)
    return free


def nothing_ahead(case: Case) -> str:
    """Name the signatory that alone moves anything, where nobody answers and nothing happens by itself either."""
    answers = any(role.kind == "answer" for role in roles(case).values())
    by_itself = case.deadlines or answers or any(issue.requires for issue in case.issues.values())
    return "" if by_itself else only_mover(case)


def only_mover(case: Case) -> str:
    """Name the signatory that alone moves anything, so that nothing can be agreed on; empty where there is none.

    Examples
    --------
    >>> import winset
    >>> only_mover(winset.load("chicken"))
    ''
    """
    agreements = Agreements(case)
    movers = [party for party, own in agreements.single.items() if own]
    return movers[0] if case.agreement.when is None and not agreements.joint and len(movers) == 1 else ""


def _unreached(case: Case, conditions: Mapping[str, str], free: Mapping[str, set[str]]) -> tuple[str, ...]:
    return tuple(key for key, when in conditions.items() if not _reached(case, when, free))


def _reached(case: Case, when: str, free: Mapping[str, set[str]]) -> bool:
    """Whether an ending stands after an agreement, or where nobody at the table has moved anything."""
    stated = () if case.agreement.when is None else (case.condition(case.agreement.when),)
    condition = case.condition(when)
    codes = _combinations(case, (condition, *stated), free)
    if codes is None:
        return True
    where = expr.evaluate(condition, codes, case.levels)
    return bool(np.any(where & (_settled(case, codes) | _left_alone(case, codes))))


def _combinations(
    case: Case, conditions: Iterable[expr.Condition], free: Mapping[str, set[str]]
) -> dict[str, NDArray[np.int64]] | None:
    """Lay out the levels, of those that can be reached, of all issues some conditions name; None where they are many.

    Issues that are not named stand as today, and have one place.
    """
    issues = list(dict.fromkeys(key for one in conditions for key in expr.issues_of(one, case.levels)))
    choices = [
        [place for place, level in enumerate(case.levels[key]) if key not in free or level in free[key]]
        for key in issues
    ]
    if prod(map(len, choices)) > LOOKED_AT:
        return None
    codes = {key: np.array(known.index(case.status_quo_level(key))) for key, known in case.levels.items()}
    places = np.array(list(product(*choices)), dtype=np.int64).reshape(-1, len(issues))
    return codes | {key: places[:, place] for place, key in enumerate(issues)}


def _settled(case: Case, codes: Mapping[str, NDArray[np.int64]]) -> Bools:
    """Where an agreement is possible with these levels: what is not laid out can be moved for it, if not to press."""
    agreements = Agreements(case)
    stuck = {key for key, places in agreements.pressing.items() if len(places) == len(case.levels[key]) - 1}
    return agreements.settled(codes, {key for key, at in codes.items() if not at.ndim} - stuck)


def _left_alone(case: Case, codes: Mapping[str, NDArray[np.int64]]) -> Bools:
    """Where nobody at the table has moved anything: as today, by what deadlines and law bring and the absent answer."""
    brought = {(key, case.issues[key].level(level)) for one in case.deadlines for key, level in one.then.items()}
    found = np.ones((), dtype=np.bool_)
    for key, role in roles(case).items():
        if role.kind != "answer" and not case.issues[key].requires and codes[key].ndim:
            stay = {case.status_quo_level(key), *(level for issue, level in brought if issue == key)}
            found = found & np.isin(codes[key], [case.levels[key].index(level) for level in stay])
    return found
