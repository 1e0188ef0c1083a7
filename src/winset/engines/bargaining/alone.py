"""What each signatory can do alone: one move of one of its own issues from today, and who would rather it did not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.case.model import Case
from winset.space.course import Course
from winset.space.roles import roles, signatories, standing
from winset.space.units import level_changes


@dataclass(frozen=True)
class Alone:
    """A move that one party makes by itself, all else as today.

    Attributes
    ----------
    party, issue, level : str
        Who takes which issue to which level.
    presses : bool
        Whether it presses the others: worse than today for another signatory, better for none.
    better, worse : tuple of str
        The parties, the mover among them, for which it is better or worse than today, most likely values; statements
        where a party has no values.
    """

    party: str
    issue: str
    level: str
    presses: bool
    better: tuple[str, ...]
    worse: tuple[str, ...]


def alone(case: Case) -> tuple[Alone, ...]:
    """List what each signatory can do alone.

    Examples
    --------
    >>> import winset
    >>> [(one.party, one.issue, one.worse) for one in alone(winset.load("jeddah-2025"))][:2]
    [('US', 'aid', ('US', 'RU')), ('US', 'intelligence', ('US', 'RU'))]
    """
    course, found, known = Course(case), [], roles(case)
    today = {key: issue.levels.index(case.status_quo_level(key)) for key, issue in case.issues.items()}
    own = [
        (party, key) for party in signatories(case) for key, issue in case.issues.items() if issue.control == (party,)
    ]
    moves = [
        (party, key, int(place))
        for party, key in own
        for place in np.flatnonzero(level_changes(case.issues[key])[today[key]])
    ]
    codes = {key: np.full(len(moves) + 1, place) for key, place in today.items()}
    for row, (_, key, place) in enumerate(moves):
        codes[key][row] = place
    possible = np.broadcast_to(course.possible(codes), (len(moves) + 1,))
    views = {party: standing(case, party, codes) for party in case.parties}
    for row, (party, key, place) in enumerate(moves):
        if possible[row]:
            level = case.levels[key][place]
            better = tuple(one for one, view in views.items() if view[row] > view[-1])
            worse = tuple(one for one, view in views.items() if view[row] < view[-1])
            found.append(Alone(party, key, level, level in known[key].pressing, better, worse))
    return tuple(found)
