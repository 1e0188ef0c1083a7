"""Who can do what to whom: what each party, or several together, can move, and whom that leaves better or worse."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from winset.case.model import Case
from winset.engines.records import CaseReference, Record, Rows
from winset.frozen import Frozen
from winset.space.game import Game


class Lever(Frozen):
    """What one issue lets its controllers do from today.

    Attributes
    ----------
    issue : str
        The issue.
    parties : tuple of str
        Who moves it; several only together. Nobody where only a deadline or no one does.
    levels : tuple of str
        The levels other than today's.
    effects : mapping of str to mapping of int to tuple of str
        By party, the levels that leave it better (1), no different (0) or worse (-1) than today, everything else as
        today; levels that are impossible by themselves are left out.
    concerns : tuple of str
        The parties whose statements, ranking or points speak of the issue.
    """

    issue: str
    parties: tuple[str, ...]
    levels: tuple[str, ...]
    effects: Mapping[str, Mapping[int, tuple[str, ...]]]
    concerns: tuple[str, ...]

    def signs(self, party: str) -> tuple[int, ...]:
        """Which ways the issue can move a party from today: of 1, 0 and -1."""
        return tuple(sign for sign in (1, 0, -1) if self.effects.get(party, {}).get(sign))


class LeversRecord(Record, kw_only=True):
    """Who can do what to whom.

    Attributes
    ----------
    levers : tuple of Lever
        One for every issue, in the order of the case.
    """

    levers: tuple[Lever, ...]

    def rows(self) -> Rows:
        """Give one row per issue."""
        body = [(one.issue, " + ".join(one.parties), ", ".join(one.levels)) for one in self.levers]
        return ("issue", "moved by", "to"), body


def levers(case: Case) -> LeversRecord:
    """Find who can do what to whom.

    Examples
    --------
    >>> import winset
    >>> aid = levers(winset.load("jeddah-2025")).levers[0]
    >>> aid.parties, aid.signs("UA"), aid.signs("RU")
    (('US',), (1,), (-1,))
    """
    game = Game(case)
    found = tuple(_lever(game, issue) for issue in game.space.issues)
    return LeversRecord(
        case=CaseReference.of(case),
        method="levers",
        settings={"from": "today, everything else as it is"},
        levers=found,
    )


def _lever(game: Game, issue: str) -> Lever:
    case, space = game.case, game.space
    now = str(case.status_quo_level(issue))
    others = tuple(str(level) for level in case.levels[issue] if level != now)
    effects: dict[str, dict[int, list[str]]] = {}
    today = game.status_quo
    standing = {key: str(case.status_quo_level(key)) for key in space.issues}
    for level in others if today is not None else ():
        cell = int(space.find(np.array([space.number_of({**standing, issue: level})]))[0])
        if cell < 0:
            continue
        for key, payoff in zip(game.parties, game.payoffs, strict=True):
            sign = int(np.sign(int(payoff[cell]) - int(payoff[today])))
            effects.setdefault(key, {}).setdefault(sign, []).append(level)
    told = {key: {sign: tuple(levels) for sign, levels in by.items()} for key, by in effects.items()}
    return Lever(issue, tuple(case.issues[issue].control), others, told, _concerned(case, issue))


def _concerned(case: Case, issue: str) -> tuple[str, ...]:
    return tuple(key for key in case.parties if issue in _spoken_of(case, key))


def _spoken_of(case: Case, party: str) -> set[str]:
    """The issues that a party's statements, ranking and points speak of."""
    texts = [statement.prefer for statement in case.preferences.get(party, ())]
    ranking = case.ranking.get(party)
    for item in ranking.best_first if ranking else ():
        texts += [item] if isinstance(item, str) else list(item)
    found: set[str] = set()
    for text in texts:
        if not text.strip().isdigit():
            found.update(case.speaks_of(text))
    for value in case.values.get(party, ()):
        found.update(value.issues(case.levels))
    return found
