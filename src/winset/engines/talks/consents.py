"""Endings that cannot come about without the consent of a party that is not at the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np

from winset import expr
from winset.frozen import Frozen, replace
from winset.space.game import Game
from winset.space.outcomes import Bools
from winset.space.roles import roles


class Consent(Frozen):
    """Who has to consent from outside the talks, for endings to come about.

    Attributes
    ----------
    parties : tuple of str
        The absent parties: one, or several that answer together.
    issues : tuple of str
        Their answers, each of which the endings need to move from where it stands today.
    scenarios : tuple of str
        The endings; the signatories have to move something for them, too.
    step : bool
        Whether what the signatories move can stand without: then it is a step of those outside, and no consent, as
        that of one who attacks what was signed.
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    scenarios: tuple[str, ...]
    step: bool = False


def consents(game: Game, masks: Mapping[str, Bools]) -> tuple[Consent, ...]:
    """Find the answers of absent parties that endings need, by who gives them.

    Parameters
    ----------
    game : Game
        The game.
    masks : mapping of str to ndarray of bool
        The outcomes of every scenario.

    Examples
    --------
    >>> import winset
    >>> from winset.space.game import scenario_masks
    >>> game = winset.game(winset.load("jeddah-2025"))  # Russia answers, but no ending of the case is its consent
    >>> consents(game, scenario_masks(game))
    ()
    """
    case = game.case
    kinds = roles(case)
    answers = [key for key, one in kinds.items() if one.kind == "answer"]
    signed = [key for key, one in kinds.items() if set(case.issues[key].control) & set(case.signatories)]
    if not answers or not signed:
        return ()
    unmoved = reduce(np.logical_and, [_as_today(game, key) for key in signed])
    own = {key for key in masks if _by_answers_alone(game, key, answers)}
    together = [key for key, mask in masks.items() if mask.any() and not (mask & unmoved).any() and key not in own]
    found: dict[tuple[str, ...], Consent] = {}
    for issue in answers:
        parties = case.issues[issue].control
        before = found.get(parties, Consent(parties, (), ()))
        needing = [key for key in together if not (masks[key] & _as_today(game, issue)).any()]
        if needing:
            endings = tuple(key for key in together if key in {*before.scenarios, *needing})
            found[parties] = Consent(parties, (*before.issues, issue), endings)
    return tuple(replace(one, step=_stands_without(game, one, masks)) for one in found.values())


def _stands_without(game: Game, one: Consent, masks: Mapping[str, Bools]) -> bool:
    """Whether some outcome of the endings is possible with these answers put back to where they stand today, too."""
    space, case = game.space, game.case
    cells = np.flatnonzero(reduce(np.logical_or, [masks[key] for key in one.scenarios]))
    numbers = cells if space.numbers is None else space.numbers[cells]
    for issue in one.issues:
        place = space.issues.index(issue)
        stride, levels = space.strides[place], space.levels[issue]
        now = numbers // stride % len(levels)
        numbers = numbers + (levels.index(case.status_quo_level(issue)) - now) * stride
    possible = space.indices() if space.numbers is None else space.numbers[space.indices()]
    return bool(np.isin(numbers, possible).any())


def steps_needed(game: Game, masks: Mapping[str, Bools]) -> dict[str, tuple[str, ...]]:
    """For every scenario, the parties without a step of whom it does not come about: each of them can refuse it.

    A party's step is one of any issue that it moves, alone or with others, away from where it stands today; what a
    deadline brings about is no step of anybody.

    Examples
    --------
    >>> import winset
    >>> from winset.space.game import scenario_masks
    >>> game = winset.game(winset.load("jeddah-2025"))
    >>> steps_needed(game, scenario_masks(game))["breakdown"]
    ('RU',)
    """
    case = game.case
    still = {key: _unmoved(game, key) for key in case.issues}
    found = {}
    for scenario, mask in masks.items():
        needed = []
        for party in case.parties:
            own = [still[key] for key, issue in case.issues.items() if party in issue.control]
            if own and mask.any() and not (mask & reduce(np.logical_and, own)).any():
                needed.append(party)
        found[scenario] = tuple(needed)
    return found


def _unmoved(game: Game, issue: str) -> Bools:
    """Mark where an issue stands as today, or as a deadline puts it."""
    case = game.case
    codes = game.space.flat(game.space.codes(game.space.issues.index(issue)))
    levels = {case.status_quo_level(issue)} | {one.then[issue] for one in case.deadlines if issue in one.then}
    known = game.space.levels[issue]
    return np.asarray(np.isin(codes, [known.index(level) for level in levels if level in known]))


def _by_answers_alone(game: Game, key: str, answers: Sequence[str]) -> bool:
    """Whether an ending is named by what absent parties do: an order is theirs to give, whoever has to obey it."""
    case, space = game.case, game.space
    codes = {issue: np.array(known.index(case.status_quo_level(issue))) for issue, known in space.levels.items()}
    codes |= {issue: space.codes(space.issues.index(issue)) for issue in answers}
    return bool(np.any(expr.evaluate(case.condition(case.scenarios[key].when), codes, space.levels)))


def _as_today(game: Game, issue: str) -> Bools:
    codes = game.space.flat(game.space.codes(game.space.issues.index(issue)))
    return np.asarray(codes == game.case.levels[issue].index(game.case.status_quo_level(issue)))
