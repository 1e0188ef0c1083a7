"""Which parties and issues can be left out of a case so that the rest still is one, and why the others cannot."""

from __future__ import annotations

import numpy as np

from winset.case.leaving_out import rests_on
from winset.case.model import Case
from winset.engines.talks.paired import level_headlines
from winset.errors import WinsetError
from winset.space.agreements import Agreements
from winset.space.enumeration import outcome_space
from winset.space.outcomes import Bools, OutcomeSpace

LIMIT = 2**21
_WHAT = {"issues": "other issues", "agreement": "what counts as an agreement", "deadlines": "a deadline"}


def why_not(case: Case) -> dict[str, str]:
    """Say which issues cannot be left out, and why.

    An issue that is left out stays as it is today. The rest is no case any more when something rests on the issue (the
    terms of an agreement, a deadline, a forced move), or when the rules then leave no agreement at all: with a rule
    that nothing is agreed until all is, there is none without one of its terms.

    Returns
    -------
    dict of str to str
        The reason, by issue, in words.

    Examples
    --------
    >>> import winset
    >>> why_not(winset.load("ferry-contract"))["contract"]
    'other issues, what counts as an agreement and a deadline rest on it'
    """
    found: dict[str, str] = {}
    space = _space(case)
    agreed = None if space is None else _agreements(case, space)
    for key in case.issues:
        if places := rests_on(case, key):
            what = [_WHAT[part] for part in dict.fromkeys(str(place[0]) for place in places)]
            listed = what[0] if len(what) == 1 else f"{', '.join(what[:-1])} and {what[-1]}"
            found[key] = f"{listed} rest{'s' if what in ([_WHAT['deadlines']], [_WHAT['agreement']]) else ''} on it"
        elif space is not None and agreed is not None and agreed.any():
            still = _at(case, space, key, case.status_quo_level(key))
            if not (still & agreed).any():
                found[key] = "the rules would then leave no agreement"
    return found


def decided(case: Case, name: str) -> frozenset[str]:
    """Name the headlines that leaving out a party or issue decides by itself: levels that stay, what needs others.

    Examples
    --------
    >>> import winset
    >>> sorted(decided(winset.load("jeddah-2025"), "truce"))
    ['compromise', 'truce = full', 'truce = none', 'truce = partial']
    """
    issues = [name] if name in case.issues else [key for key, one in case.issues.items() if name in one.control]
    levels = {headline for headline, (issue, _) in level_headlines(case).items() if issue in issues}
    space = _space(case)
    if space is None or not issues:
        return frozenset(levels)
    still = np.logical_and.reduce([_at(case, space, key, case.status_quo_level(key)) for key in issues])
    fixed = {key for key, one in case.scenarios.items() if not (space.where(one.when) & still).any()}
    return frozenset(levels | fixed)


def _space(case: Case) -> OutcomeSpace | None:
    try:
        space = outcome_space(case)
    except WinsetError:
        return None
    return space if space.size <= LIMIT else None


def _at(case: Case, space: OutcomeSpace, issue: str, level: str) -> Bools:
    place = space.issues.index(issue)
    code = np.broadcast_to(space.codes(place), space.shape if space.numbers is None else (space.size,)).reshape(-1)
    found: Bools = code == case.levels[issue].index(level)
    return found if space.possible is None else found & space.possible


def _agreements(case: Case, space: OutcomeSpace) -> Bools:
    codes = {key: space.codes(place) for place, key in enumerate(space.issues)}
    shape = space.shape if space.numbers is None else (space.size,)
    found: Bools = np.broadcast_to(Agreements(case).holds(codes), shape).reshape(-1)
    return found if space.possible is None else found & space.possible
