"""Each party's implied ranking of outcomes, with its ties, to be checked by a person."""

from __future__ import annotations

import numpy as np

from winset.case.model import Case
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.frozen import Frozen
from winset.space.game import Game

EXAMPLES = 2


class RankingPlace(Frozen):
    """One place of a ranking: the outcomes that tie there.

    Attributes
    ----------
    place : int
        1 is best.
    count : int
        How many outcomes tie.
    satisfied : tuple of int
        The statements that hold there (positions from 1); empty for a ranking without statements.
    examples : tuple of Outcome
        The first of them.
    """

    place: int
    count: int
    satisfied: tuple[int, ...]
    examples: tuple[Outcome, ...]


class PartyRanking(Frozen):
    """A party's places: the best and the worst, the middle left out when there are many."""

    party: str
    places: int
    shown: tuple[RankingPlace, ...]


class RankingRecord(Record, kw_only=True):
    """The implied rankings of all parties."""

    outcomes: int
    parties: tuple[PartyRanking, ...]

    def rows(self) -> Rows:
        """Give one row per place shown."""
        body = [
            (one.party, str(place.place), str(place.count), str(place.examples[0].number))
            for one in self.parties
            for place in one.shown
        ]
        return ("party", "place", "outcomes", "first"), body


def ranking(case: Case | Game, places: int = 8) -> RankingRecord:
    """Give each party's implied ranking of outcomes.

    Parameters
    ----------
    case : Case or Game
        The case.
    places : int
        How many places to show from either end.

    Returns
    -------
    RankingRecord

    Examples
    --------
    >>> import winset
    >>> [place.examples[0].number for place in winset.ranking(winset.load("chicken")).parties[0].shown]
    [2, 3, 1, 0]
    """
    game = case if isinstance(case, Game) else Game(case)
    found = []
    for party, key in enumerate(game.parties):
        payoff = game.payoffs[party]
        count = int(payoff.max(initial=0)) + 1
        ranks = [*range(min(places, count)), *range(max(places, count - places), count)]
        shown = tuple(_place(game, party, count - 1 - rank, rank + 1) for rank in ranks)
        found.append(PartyRanking(key, count, shown))
    return RankingRecord(
        case=CaseReference.of(game.case),
        method="implied rankings of outcomes",
        settings={"places": places},
        outcomes=game.space.count,
        parties=tuple(found),
    )


def _place(game: Game, party: int, rank: int, place: int) -> RankingPlace:
    cells = np.flatnonzero(game.payoffs[party] == rank)
    statements = game.case.preferences.get(game.parties[party], ())
    satisfied = tuple(
        position + 1
        for position, statement in enumerate(statements)
        if game.space.holds_at(statement.prefer, int(cells[0]))
    )
    examples = tuple(Outcome.at(game.space, int(cell)) for cell in cells[:EXAMPLES])
    return RankingPlace(place, len(cells), satisfied, examples)
