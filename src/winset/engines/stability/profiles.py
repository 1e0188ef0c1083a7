"""Statements in doubt as preference profiles: each statement read as written or not, in its place or one higher.

A statement marked ``unknown``, or with a ``probability``, may be read as its opposite; one with an ``order`` may stand
above the statement before it. Every profile settles all of these doubts; a party's ranks under it follow from the order
and the signs alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.frozen import Frozen
from winset.space.draws import Draw
from winset.space.game import Game
from winset.space.outcomes import Bools, OutcomeSpace
from winset.space.payoffs import Ranks, forced, ranks

PROFILES = " profiles"
_EXACT = 50
_SMALL = 29


class Doubt(Frozen):
    """One thing about a statement that may be otherwise.

    Attributes
    ----------
    party : str
        Whose statement, by key.
    position : int
        Which one, from 0.
    about : {"reading", "order"}
        Whether it may be read as its opposite, or may stand above the one before it.
    chance : float
        The most likely chance that it is as written.
    """

    party: str
    position: int
    about: str
    chance: float

    @property
    def stream(self) -> str:
        """The name of its random stream."""
        return f"{'unknown' if self.about == 'reading' else 'order'} {self.party}:{self.position}"


def doubts(case: Case, party: str | None = None) -> tuple[Doubt, ...]:
    """List what is in doubt about the statements that rank outcomes, in the order of the case.

    Examples
    --------
    >>> import winset
    >>> doubts(winset.load("jeddah-2025"))
    ()
    """
    found = []
    for key, statements in case.preferences.items():
        if party not in (None, key) or case.ranked_by_values(key) or key in case.ranking:
            continue
        for position, one in enumerate(statements):
            if one.unknown or one.probability is not None:
                chance = 0.5 if one.probability is None else float(one.probability[1])
                found.append(Doubt(key, position, "reading", chance))
            if one.order is not None and position:
                found.append(Doubt(key, position, "order", float(one.order[1])))
    return tuple(found)


def departures(known: Sequence[Doubt], draw: Draw) -> Bools:
    """Draw which doubts turn out otherwise than written: shape (count, doubts)."""
    columns = [draw.chance(one.stream) >= one.chance for one in known]
    return np.array(columns, dtype=np.bool_).reshape(len(known), draw.count).T


class PartyProfiles:
    """A party's ranks under many profiles.

    Parameters
    ----------
    game : Game
        The game.
    party : str
        Whose ranks.
    known : sequence of Doubt
        What is in doubt about this party's statements.
    """

    def __init__(self, game: Game, party: str, known: Sequence[Doubt]) -> None:
        self._game, self._party, self._known = game, party, known
        case, space = game.case, game.space
        self._statements, laws = len(case.preferences.get(party, ())), forced(case, party)
        self._laws = len(laws)
        conditions = [*laws, *(expr.parse(one.prefer) for one in case.preferences.get(party, ()))]
        true = np.array([space.where(one) for one in conditions], dtype=np.bool_).reshape(-1, space.size)
        # outcomes of which the same conditions hold share a rank: one column for each kind of them
        self._true, kind = np.unique(true, axis=1, return_inverse=True)
        self._kind = kind.ravel()

    def ranks(self, kinds: Bools) -> Ranks:
        """Rank outcomes under several profiles.

        Parameters
        ----------
        kinds : ndarray of bool, shape (profiles, doubts)
            Which doubts turn out otherwise in each profile.

        Returns
        -------
        ndarray of int32, shape (profiles, size)
            Whole numbers in the order of the party's preferences, -1 at impossible outcomes; equal where it is
            indifferent.
        """
        space = self._game.space
        if not self._known:
            payoff = self._game.payoffs[self._game.parties.index(self._party)]
            return np.broadcast_to(payoff, (len(kinds), space.size))
        if self._statements + self._laws > _EXACT:
            return np.array([_one_by_one(self._game, self._party, self._known, kind) for kind in kinds])
        scores = self._scores(kinds)
        if self._statements + self._laws <= _SMALL:
            places = (scores - scores.min(initial=0)).astype(np.int32)
        else:
            places = np.array([np.unique(score, return_inverse=True)[1] for score in scores], dtype=np.int32)
        result: Ranks = places[:, self._kind]
        if space.possible is not None:
            result[:, ~space.possible] = -1
        return result

    def _scores(self, kinds: Bools) -> NDArray[np.int64]:
        """Add up the weights of the conditions that hold, powers of two: shape (profiles, kinds of outcomes)."""
        count = self._statements
        signs = np.ones((len(kinds), count), dtype=np.int64)
        for column, one in enumerate(self._known):
            if one.about == "reading":
                signs[kinds[:, column], one.position] = -1
        # a statement read as its opposite counts where its condition fails: the same order as counting against it
        weights = signs << (count - 1 - np.argsort(_orders(count, self._known, kinds), axis=1))
        scores = np.zeros((len(kinds), self._true.shape[1]), dtype=np.int64)
        for place, law in enumerate(self._true[: self._laws]):
            scores += law * np.int64(1 << (count + self._laws - 1 - place))
        for place, true in enumerate(self._true[self._laws :]):
            scores += weights[:, place, None] * true
        return scores


def batch(game: Game, payoffs: Sequence[Ranks]) -> Game:
    """Put several preference profiles into one game, as the levels of an issue that nobody moves.

    Parameters
    ----------
    game : Game
        The game.
    payoffs : sequence of ndarray of int32, shape (profiles, size)
        For every party its ranks under each profile.

    Returns
    -------
    Game
        One whose cells are those of the game, once for each profile. Every engine of stability looks at all of them at
        once, and no move leads from one profile to another.
    """
    space, count = game.space, len(payoffs[0])
    shifted = None
    if space.numbers is not None:
        shifted = (np.arange(count)[:, None] * space.combinations + space.numbers).reshape(-1)
    many = OutcomeSpace(
        issues=(*space.issues, PROFILES),
        levels={**space.levels, PROFILES: tuple(map(str, range(count)))},
        strides=(*space.strides, space.combinations),
        numbers=shifted,
        possible=None if space.possible is None else np.tile(space.possible, count),
        guards=space.guards,
    )
    return Game(game.case, space=many).reranked([np.ascontiguousarray(one).reshape(-1) for one in payoffs])


def _orders(count: int, known: Sequence[Doubt], kinds: Bools) -> NDArray[np.int64]:
    """Give the statements of each profile from the most important on: shape (profiles, statements)."""
    order = np.tile(np.arange(count), (len(kinds), 1))
    for column, one in enumerate(known):
        if one.about == "order":
            moved, place = kinds[:, column], one.position
            order[moved, place - 1 : place + 1] = order[moved, place - 1 : place + 1][:, ::-1]
    return order


def _one_by_one(game: Game, party: str, known: Sequence[Doubt], kind: Bools) -> Ranks:
    """The same for a party of very many statements, whose weights no number of 64 bits holds."""
    case = game.case
    order = _orders(len(case.preferences[party]), known, kind[None])[0]
    turned = {one.position for one, otherwise in zip(known, kind, strict=True) if otherwise and one.about == "reading"}
    statements = tuple(case.preferences[party][place] for place in order)
    reverse = [place for place, position in enumerate(order) if position in turned]
    other = case.model_copy(update={"preferences": {**case.preferences, party: statements}})
    return ranks(other, game.space, party, reverse)
