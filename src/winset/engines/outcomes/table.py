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
from winset.engines.deals.solutions import efficient
from winset.engines.outcomes.query import Choice, Query
from winset.engines.outcomes.rows import Facet, OutcomeRow, OutcomesRecord
from winset.engines.records import CaseReference, Outcome
from winset.engines.routes.finder import scenario_masks
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import CONCEPTS, DEFAULT_CONCEPTS, chosen
from winset.engines.stability.party import nash
from winset.errors import UsageError, nearest
from winset.space.game import Game
from winset.space.outcomes import Bools, Ints

PAGE = 100
ORDERS = 3
QUICK, QUICK_JOINT = 2**20, 2**14
OUTSIDE = ""
COMPARED = 2**14
_UNKNOWN: Bools = np.zeros(0, dtype=np.bool_)
_VALUES = {
    "efficient": ("yes", "no"),
    "concept": ("holds", "fails"),
    "against": ("better", "same", "worse"),
    "leaves": ("yes", "no"),
}


@dataclass(eq=False)
class OutcomeTable:
    """The outcomes of a game, to be asked many questions.

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
    >>> table.page(Query(choices=(Choice("concept", "nash", "holds"),)), limit=2).count
    6
    """

    game: Game
    sanctions: str = "unlimited"
    _verdicts: dict[str, Bools] = field(default_factory=dict)
    _stable: dict[int, Bools] = field(default_factory=dict)
    _orders: dict[tuple[str, bool], Ints] = field(default_factory=dict)
    _scenarios: dict[str, Bools] | None = None
    _efficient: Bools | None = field(default_factory=lambda: _UNKNOWN)

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
        scenarios = self._scenario_masks()
        guards = {key: game.space.where(guard) for key, guard in game.case.guards.items()}
        verdicts = {key: self.verdict(key) for key in concepts}
        stable = [self._party_stable(party) for party in range(len(game.parties))]
        ranks = dict(zip(game.parties, game.payoffs, strict=True))
        efficient = self._efficient_or_none()
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

    def efficient(self) -> Bools:
        """Mark the outcomes that no other possible one beats for one party at no cost to any.

        Raises
        ------
        UsageError
            If there are too many different ones to compare.
        """
        found = self._efficient_or_none()
        if found is None:
            what = "there are too many outcomes to tell which are efficient"
            raise UsageError(what, "Join levels, or leave parties or issues out.")
        return found

    def _efficient_or_none(self) -> Bools | None:
        if self._efficient is _UNKNOWN:
            cells = self.game.space.indices()
            ranks = np.array([payoff[cells] for payoff in self.game.payoffs])
            kinds, which = np.unique(ranks, axis=1, return_inverse=True) if len(cells) <= QUICK else (ranks, cells)
            if kinds.shape[1] > COMPARED:
                self._efficient = None
            else:
                found = np.zeros(self.game.space.size, dtype=np.bool_)
                found[cells] = efficient(kinds.astype(np.int64))[which.ravel()]
                self._efficient = found
        return self._efficient

    def facets(self, query: Query) -> tuple[Facet, ...]:
        """Count the groups of the outcomes that a query keeps, each as if nothing was chosen about its own subject."""
        every = self._kept(query.where, query.choices)
        found = []
        for kind, of, values in self._subjects():
            mine = tuple(one.value for one in query.choices if (one.kind, one.of) == (kind, of))
            others = tuple(one for one in query.choices if (one.kind, one.of) != (kind, of))
            kept = self._kept(query.where, others) if mine else every
            found.append(Facet(kind, of, self._counts(kind, of, values, kept), mine))
        return tuple(found)

    def verdict(self, concept: str) -> Bools:
        """Mark the outcomes that hold under a concept."""
        key = chosen(concept)[0].key
        if key not in self._verdicts:
            self._verdicts[key] = equilibrium_mask(self.game, CONCEPTS[key], self.sanctions)
        return self._verdicts[key]

    def _subjects(self) -> Iterator[tuple[str, str, Sequence[str]]]:
        """Everything outcomes can be grouped by; concepts only once they were asked for."""
        for issue, levels in self.game.space.levels.items():
            yield "level", issue, levels
        if self.game.case.scenarios:
            yield "scenario", "", (*self.game.case.scenarios, OUTSIDE)
        for key in CONCEPTS:
            if key in self._verdicts:
                yield "concept", key, _VALUES["concept"]
        for kind in ("against", "leaves"):
            if kind == "leaves" or self.game.status_quo is not None:
                for party in self.game.parties:
                    yield kind, party, _VALUES[kind]

    def _counts(self, kind: str, of: str, values: Sequence[str], kept: Bools) -> dict[str, int]:
        space = self.game.space
        if kind == "level" and space.dense:
            place = space.issues.index(of)
            blocks = kept.reshape(-1, len(values), space.strides[place])
            return dict(zip(values, map(int, np.count_nonzero(blocks, axis=(0, 2))), strict=True))
        masks = ((value, self._mask(Choice(kind, of, value))) for value in values)
        return {value: int(np.count_nonzero(kept & mask)) for value, mask in masks}

    def _kept(self, where: str | None, choices: Sequence[Choice]) -> Bools:
        space = self.game.space
        kept = np.ones(space.size, dtype=np.bool_) if space.possible is None else space.possible.copy()
        if where and where.strip():
            problems = expr.check_names(expr.parse(where), space.levels)
            if problems:
                raise problems[0]
            kept &= space.where(where)
        for _, alternatives in groupby(sorted(choices), key=lambda one: (one.kind, one.of)):
            kept &= reduce(np.logical_or, [self._mask(one) for one in alternatives])
        return kept

    def _mask(self, one: Choice) -> Bools:
        """Mark the outcomes of one group; impossible cells do not matter."""
        space = self.game.space
        if one.kind == "level":
            _known(one.of, space.issues, "issue")
            _known(one.value, space.levels[one.of], "level")
            there: Bools = self._codes(one.of) == space.levels[one.of].index(one.value)
            return there
        if one.kind == "scenario":
            masks = self._scenario_masks()
            if one.value == OUTSIDE:
                outside: Bools = ~reduce(np.logical_or, masks.values(), np.zeros(space.size, dtype=np.bool_))
                return outside
            return masks[_known(one.value, list(masks), "scenario")]
        if one.kind not in _VALUES:
            raise UsageError(
                f"outcomes have no group '{one.kind}'", nearest(one.kind, ["level", "scenario", *_VALUES], "Groups")
            )
        _known(one.value, _VALUES[one.kind], "group")
        if one.kind == "concept":
            verdict: Bools = self.verdict(one.of) == (one.value == "holds")
            return verdict
        if one.kind == "efficient":
            asked: Bools = self.efficient() == (one.value == "yes")
            return asked
        party = self.game.party(one.of)
        if one.kind == "leaves":
            leaving: Bools = self._party_stable(party) != (one.value == "yes")
            return leaving
        return self._against_mask(party, one.value)

    def _against_mask(self, party: int, value: str) -> Bools:
        start = self.game.status_quo
        if start is None:
            what = "the status quo is itself impossible, so no outcome is better or worse than it"
            raise UsageError(what, "Correct 'status_quo' or the rules.")
        payoff = self.game.payoffs[party]
        compared: Bools = {"better": np.greater, "same": np.equal, "worse": np.less}[value](payoff, payoff[start])
        return compared

    def _scenario_masks(self) -> dict[str, Bools]:
        if self._scenarios is None:
            self._scenarios = scenario_masks(self.game)
        return self._scenarios

    def _party_stable(self, party: int) -> Bools:
        if party not in self._stable:
            self._stable[party] = nash(self.game, party, self.sanctions)
        return self._stable[party]

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
            return self._codes(sort)
        known = ["number", *game.parties, *space.issues]
        raise UsageError(f"cannot sort by '{sort}'", nearest(sort, known, "Sort by"))

    def _codes(self, issue: str) -> NDArray[np.integer]:
        """The position of an issue's level in every cell."""
        space = self.game.space
        codes = space.codes(space.issues.index(issue))
        return np.broadcast_to(codes, space.shape).reshape(-1) if space.dense else codes


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


def _known(name: str, known: Sequence[str], noun: str) -> str:
    if name not in known:
        raise UsageError(f"there is no {noun} '{name}'", nearest(name, known, f"{noun.capitalize()}s"))
    return name
