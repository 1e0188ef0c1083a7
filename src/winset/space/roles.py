"""What every issue is in the talks: a term to be settled, a lever to press with, or an absent party's answer.

Pressing is told from what the parties reportedly prefer: a level that one party can take by itself presses when,
all else as today, it is worse than today for another signatory and better for none of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.case.names import is_outcome_number
from winset.frozen import Frozen
from winset.space.worth import central_worth

Kind = Literal["term", "lever", "answer", "outside"]


class Role(Frozen):
    """The role of an issue.

    Attributes
    ----------
    issue : str
        Its key.
    kind : str
        ``term``, ``lever`` or ``answer``; ``outside`` for an issue that signatories share with an absent party, or that
        nobody controls: it stays as it is.
    pressing : tuple of str
        The levels that press.
    stated : bool
        Whether the case says so itself; else it was inferred.
    """

    issue: str
    kind: Kind
    pressing: tuple[str, ...] = ()
    stated: bool = False


def signatories(case: Case) -> tuple[str, ...]:
    """Who must agree: those that the talks name, else every party at the table that does not only mediate."""
    return case.signatories


def roles(case: Case) -> dict[str, Role]:
    """Give the role of every issue.

    Examples
    --------
    >>> import winset
    >>> found = roles(winset.load("jeddah-2025"))
    >>> found["aid"].kind, found["minerals"].kind, found["answer"].kind
    ('term', 'term', 'answer')
    """
    rests_on = case.values, case.weights, case.scores, case.profiles, case.preferences, case.ranking, case.alternatives
    return dict(case.shared("roles", lambda: _roles(case), rests_on))


def _roles(case: Case) -> dict[str, Role]:
    parties = set(signatories(case))
    own = [key for key, issue in case.issues.items() if len(issue.control) == 1 and set(issue.control) <= parties]
    judged = [key for key in own if case.issues[key].role != "term"]
    signs = _signs(case, judged) if judged else {}
    return {key: _role(case, key, parties, signs) for key in case.issues}


Signs = Mapping[str, Mapping[str, NDArray[np.int8]]]


def _role(case: Case, key: str, parties: set[str], signs: Signs) -> Role:
    issue = case.issues[key]
    stated = issue.role is not None
    if not issue.control or set(issue.control) - parties:
        absent = bool(issue.control) and not set(issue.control) & parties
        return Role(key, "answer" if absent else "outside", (), stated)
    if len(issue.control) > 1 or issue.role == "term":
        return Role(key, "term", (), stated)
    others = [signs[party][key] for party in signs if party not in issue.control]
    if not others:  # one signatory alone presses nobody
        return Role(key, issue.role or "term", (), stated)
    better = reduce(np.logical_or, [sign > 0 for sign in others])
    worse = reduce(np.logical_or, [sign < 0 for sign in others])
    presses = ~better & (worse | (issue.role == "lever"))
    today = issue.levels.index(case.status_quo_level(key))
    pressing = tuple(level for place, level in enumerate(issue.levels) if presses[place] and place != today)
    return Role(key, "lever" if pressing or issue.role == "lever" else "term", pressing, stated)


def _signs(case: Case, issues: list[str]) -> Signs:
    """For every signatory and issue: whether each level, all else as today, is better (1) or worse (-1) than today."""
    places, codes = case.shared(("one level changed", *issues), lambda: _one_changed(case, issues))
    return {party: _signs_for(case, party, places, codes) for party in signatories(case)}


def _one_changed(case: Case, issues: list[str]) -> tuple[list[tuple[str, int]], dict[str, NDArray[np.integer]]]:
    """Every level of some issues, all else as today, and today last: which level, and the positions of all levels."""
    places = [(issue, place) for issue in issues for place in range(len(case.levels[issue]))]
    codes = {key: np.full(len(places) + 1, case.levels[key].index(case.status_quo_level(key))) for key in case.issues}
    for row, (issue, place) in enumerate(places):
        codes[issue][row] = place
    return places, codes


def _signs_for(
    case: Case, party: str, places: list[tuple[str, int]], codes: dict[str, NDArray[np.integer]]
) -> Mapping[str, NDArray[np.int8]]:
    """The same for one signatory; most versions of a case leave its preferences as they are."""

    def told() -> Mapping[str, NDArray[np.int8]]:
        keys = standing(case, party, codes)
        today = keys[-1]
        signs = np.array([(key > today) - (key < today) for key in keys[:-1]], dtype=np.int8)
        issues = dict.fromkeys(issue for issue, _ in places)
        return {issue: signs[[row for row, (one, _) in enumerate(places) if one == issue]] for issue in issues}

    sections = (case.values, case.weights, case.scores, case.profiles, case.preferences, case.ranking)
    rests_on = *(section.get(party) for section in sections), case.alternatives
    return case.shared(("signs", party), told, rests_on)


Standing = tuple[Fraction | bool | int, ...]
Codes = Mapping[str, NDArray[np.integer]]


def standing(case: Case, party: str, codes: Codes) -> list[Standing]:
    """Say how some outcomes stand for a party, as keys that compare: by its values, else its ranking or statements.

    Parameters
    ----------
    case : Case
        The case.
    party : str
        Whose view.
    codes : mapping of str to ndarray of int, shape (count,)
        Level positions of every issue in every outcome.
    """
    count = len(next(iter(codes.values())))

    def holds(condition: str) -> list[bool]:
        found = expr.evaluate(case.condition(condition), codes, case.levels)
        return [bool(one) for one in np.broadcast_to(found, (count,))]

    if case.values.get(party) or case.profiles.get(party):
        total, unit = central_worth(case, party, codes)
        return [(Fraction(int(one), unit),) for one in np.broadcast_to(total, (count,))]
    if party in case.ranking:
        return _ranked(case, party, codes, count)
    columns = [holds(statement.prefer) for statement in case.preferences.get(party, ())]
    return [tuple(row) for row in zip(*columns, strict=True)] if columns else [()] * count


def _ranked(case: Case, party: str, codes: Codes, count: int) -> list[Standing]:
    numbers, stride = np.zeros(count, dtype=np.int64), 1
    for issue, levels in case.levels.items():
        numbers, stride = numbers + codes[issue].astype(np.int64) * stride, stride * len(levels)
    entries = case.ranking[party].best_first
    last = -len(entries)
    place = np.full(count, last)
    for position, entry in enumerate(entries):
        for item in (entry,) if isinstance(entry, str) else entry:
            number = is_outcome_number(item)
            here = numbers == int(item) if number else expr.evaluate(case.condition(item), codes, case.levels)
            place = np.where(here & (place == last), -position, place)
    return [(int(one),) for one in place]
