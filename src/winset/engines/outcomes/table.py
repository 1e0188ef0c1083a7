"""All outcomes of a game, filtered, counted in groups, sorted and taken a page at a time.

A filter is a condition and any number of choices. Choices about the same thing (two levels of one issue) are
alternatives; different things must all hold. Verdicts and the latest orders are kept, so that the next page costs next
to nothing however many outcomes there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.engines.outcomes.marks import QUICK, Marks
from winset.engines.outcomes.query import GroupChoice, Query
from winset.engines.outcomes.rows import Facet, OutcomeRow, OutcomesRecord
from winset.engines.records import CaseReference, Outcome
from winset.engines.stability.concepts import DEFAULT_CONCEPTS
from winset.errors import UsageError, nearest
from winset.space.game import Game
from winset.space.outcomes import Bools, Ints

PAGE = 100
ORDERS = 3
QUICK_JOINT = 2**14


@dataclass(eq=False)
class OutcomeTable:
    """The outcomes of a game, to be asked many questions; ``marks`` says what they are told apart by.

    Parameters
    ----------
    game : Game
        The game.
    sanctions : str
        The sanctions convention.

    Examples
    --------
    >>> import winset
    >>> table = OutcomeTable(winset.game(winset.load("elmira")))
    >>> table.page(Query(choices=(GroupChoice("concept", "nash", "holds"),)), limit=2).count
    6
    """

    game: Game
    sanctions: str = "unlimited"
    _orders: dict[tuple[str, bool], Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.marks = Marks(self.game, self.sanctions)

    def page(
        self,
        query: Query,
        offset: int = 0,
        limit: int | None = PAGE,
        concepts: Sequence[str] = ("nash",),
        facets: bool = False,
    ) -> OutcomesRecord:
        """List some of the outcomes that a query keeps.

        Parameters
        ----------
        query : Query
            Which outcomes, in which order.
        offset : int
            How many to pass over.
        limit : int or None
            How many to list at most; None for all.
        concepts : sequence of str
            The concepts to give verdicts under.
        facets : bool
            Whether to count the groups, too.

        Returns
        -------
        OutcomesRecord

        Raises
        ------
        UsageError
            If a name is unknown.
        ExpressionError
            If the condition cannot be read.
        """
        cells = self.cells(query)
        end = None if limit is None else offset + limit
        settings = {
            "where": query.where,
            "choices": [[one.kind, one.of, one.value] for one in query.choices],
            "sort": query.sort,
            "descending": query.descending,
            "limit": limit,
            "sanctions": self.sanctions,
        }
        return OutcomesRecord(
            case=CaseReference.of(self.game.case),
            method="table of possible outcomes",
            settings=settings,
            possible=self.game.space.count,
            count=len(cells),
            offset=offset,
            outcomes=tuple(self.rows(cells[offset:end], concepts)),
            facets=self.facets(query) if facets else (),
        )

    def cells(self, query: Query) -> Ints:
        """Give the cells that a query keeps, in its order."""
        order = self._order(query.sort, query.descending)
        kept: Ints = order[self._kept(query.where, query.choices)[order]]
        return kept

    def place_of(self, query: Query, cell: int) -> int | None:
        """Say how many outcomes come before a cell; None when the query does not keep it."""
        found = np.flatnonzero(self.cells(query) == cell)
        return int(found[0]) if len(found) else None

    def rows(self, cells: Ints, concepts: Sequence[str] = ("nash",)) -> Iterator[OutcomeRow]:
        """Describe some cells one after the other."""
        game, start = self.game, self.game.status_quo
        scenarios = self.marks.scenario_masks()
        guards = {key: game.space.where(guard) for key, guard in game.case.guards.items()}
        verdicts = {key: self.marks.verdict(key) for key in concepts}
        stable = [self.marks.party_stable(party) for party in range(len(game.parties))]
        ranks = dict(zip(game.parties, game.payoffs, strict=True))
        efficient = self.marks.efficient_or_none()
        tops = {key: int(payoff.max(initial=0)) for key, payoff in ranks.items()}
        for cell in map(int, cells):
            outcome = Outcome.at(game.space, cell)
            yield OutcomeRow(
                outcome.number,
                outcome.levels,
                {key: tops[key] - int(payoff[cell]) + 1 for key, payoff in ranks.items()},
                {} if start is None else {key: _against(payoff[cell], payoff[start]) for key, payoff in ranks.items()},
                tuple(key for key, mask in zip(game.parties, stable, strict=True) if not mask[cell]),
                tuple(key for key, mask in scenarios.items() if mask[cell]),
                {key: bool(mask[cell]) for key, mask in verdicts.items()},
                None if efficient is None else bool(efficient[cell]),
                tuple(key for key, guard in guards.items() if not guard[cell]),
            )

    def verdict(self, concept: str) -> Bools:
        """Mark the outcomes that hold under a concept."""
        return self.marks.verdict(concept)

    def facets(self, query: Query) -> tuple[Facet, ...]:
        """Count the groups of the outcomes that a query keeps, each as if nothing was chosen about its own subject."""
        every = self._kept(query.where, query.choices)
        found = []
        for kind, of, values in self.marks.subjects():
            mine = tuple(one.value for one in query.choices if (one.kind, one.of) == (kind, of))
            others = tuple(one for one in query.choices if (one.kind, one.of) != (kind, of))
            kept = self._kept(query.where, others) if mine else every
            found.append(Facet(kind, of, self.marks.counts(kind, of, values, kept), mine))
        return tuple(found)

    def _kept(self, where: str | None, choices: Sequence[GroupChoice]) -> Bools:
        space = self.game.space
        kept = np.ones(space.size, dtype=np.bool_) if space.possible is None else space.possible.copy()
        if where and where.strip():
            problems = expr.check_names(expr.parse(where), space.levels)
            if problems:
                raise problems[0]
            kept &= space.where(where)
        for _, alternatives in groupby(sorted(choices), key=lambda one: (one.kind, one.of)):
            kept &= reduce(np.logical_or, [self.marks.mask(one) for one in alternatives])
        return kept

    def _order(self, sort: str, descending: bool) -> Ints:
        order = self._orders.get((sort, descending))
        if order is None:
            cells = self.game.space.indices()
            keys = self._keys(sort)[cells]
            order = cells[np.argsort(-keys if descending else keys, kind="stable")]
            latest = list(self._orders.items())[1 - ORDERS :]
            self._orders = dict([*latest, ((sort, descending), order)])  # replaced whole: other threads may be reading
        return order

    def _keys(self, sort: str) -> NDArray[np.integer]:
        game, space = self.game, self.game.space
        if sort == "number":
            return np.arange(space.size)
        if sort in game.parties:
            falling: NDArray[np.integer] = -game.payoffs[game.parties.index(sort)]
            return falling
        if sort in space.issues:
            return self.marks.codes(sort)
        known = ["number", *game.parties, *space.issues]
        raise UsageError(f"cannot sort by '{sort}'", nearest(sort, known, "Sort by"))


def usual_concepts(game: Game) -> tuple[str, ...]:
    """Name the concepts to show unasked: the usual ones where they are quickly computed, else Nash alone.

    Examples
    --------
    >>> import winset
    >>> usual_concepts(winset.game(winset.load("elmira")))
    ('nash', 'gmr', 'smr', 'seq', 'sseq')
    """
    limit = QUICK_JOINT if game.coalitions else QUICK
    return DEFAULT_CONCEPTS if game.space.size <= limit else ("nash",)


def _against(rank: np.integer, now: np.integer) -> str:
    return "better" if rank > now else "worse" if rank < now else "same"
