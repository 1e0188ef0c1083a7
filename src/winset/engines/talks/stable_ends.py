"""The stability model of a forecast: the stable outcomes that moves from the status quo lead to, draw by draw."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from winset.engines.stability.profiles import PartyProfiles, departures, doubts
from winset.engines.talks.agreement import Agreement, zone
from winset.engines.talks.situation import Negotiation, Situation
from winset.errors import UsageError
from winset.space.comparing import better as strictly_better
from winset.space.comparing import scale_of
from winset.space.draws import Draw
from winset.space.edges import Edges
from winset.space.game import Game
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints
from winset.space.worth import Term, pick_variant, terms, variants

MOVE_LIMIT = 2**20


class Conflict:
    """The graph of a case's outcomes with payoffs drawn from its values.

    Raises
    ------
    UsageError
        If the status quo is impossible, or there are more moves than can be looked at in every draw.
    """

    def __init__(self, negotiation: Negotiation) -> None:
        self.game = Game(negotiation.case)
        self.case = self.game.case  # of amounts the marks alone
        if self.game.status_quo is None:
            raise UsageError("what holds today is itself impossible under the rules of the case")
        self.start: int = self.game.status_quo
        units = [unit for unit in self.game.units if self.game.mover(unit).unit.can_move]
        self.moves: list[tuple[tuple[int, ...], Edges]] = [(unit, self.game.mover(unit).moves) for unit in units]
        total = sum(len(one.sources) for _, one in self.moves)
        if total > MOVE_LIMIT:
            what = f"the stability model would look at {total:,} moves in every draw, more than {MOVE_LIMIT:,}"
            raise UsageError(what, "Use the model 'nash'.")
        self.stated = {
            party: (party in self.case.preferences or party in self.case.ranking)
            and not self.case.ranked_by_values(party)
            for party in self.case.parties
        }
        self.scales = {
            party: float(self.game.space.size) if self.stated[party] else float(scale_of(self.case, party))
            for party in self.case.parties
        }
        self.terms = {party: terms(self.case, party) for party in self.case.parties}
        space = self.game.space
        self.masks = {
            party: np.array([self._shares(one) for one in own]).reshape(len(own), space.size)
            for party, own in self.terms.items()
        }
        self.violates = {
            key: space.where(one.withholds) & ~space.where(one.unless) for key, one in self.case.conditions.items()
        }
        self.levels = self._levels(negotiation)
        self.numbers: Ints = self._numbers(negotiation)
        self.package = self._places(negotiation)
        self.rank = self._rank()

    def _shares(self, term: Term) -> Floats:
        """How much of a term's points every cell gets: shape (cells,)."""
        space = self.game.space
        return np.asarray(space.flat(term.measure.floats(space.every_code, self.game.case)))

    def _places(self, negotiation: Negotiation) -> Ints:
        """For every cell, the position of its package; that of the status quo where it is no agreement."""
        space, packages = self.game.space, negotiation.packages
        zeros = np.zeros(space.size, dtype=np.int64)
        number = sum((self.levels[issue] * stride for issue, stride in packages.strides.items()), zeros)
        place = np.full(packages.shape[0], negotiation.status_quo, dtype=np.int64)
        place[negotiation.numbers] = np.arange(len(negotiation.numbers))
        return np.where(packages.agreements.holds(self.levels), place[number], negotiation.status_quo)

    def _levels(self, negotiation: Negotiation) -> dict[str, Ints]:
        """For every cell the position of each issue's level among all its levels, also those that are no mark."""
        space = self.game.space
        numbers = np.arange(space.size) if space.numbers is None else space.numbers
        found = {}
        for place, issue in enumerate(space.issues):
            every = {level: position for position, level in enumerate(negotiation.case.levels[issue])}
            positions = np.array([every[level] for level in space.levels[issue]], dtype=np.int64)
            found[issue] = positions[numbers // space.strides[place] % len(positions)]
        return found

    def _numbers(self, negotiation: Negotiation) -> Ints:
        """For every cell the number of the outcome among all of the case."""
        found, stride = np.zeros(self.game.space.size, dtype=np.int64), 1
        for issue, levels in negotiation.case.levels.items():
            found, stride = found + self.levels[issue] * stride, stride * len(levels)
        return found

    def _rank(self) -> Ints:
        """Where every cell stands in an order that the file does not set."""
        space = self.game.space
        number = np.arange(space.size) if space.numbers is None else space.numbers
        columns = []
        for place in sorted(range(len(space.issues)), key=lambda place: space.issues[place], reverse=True):
            levels = space.levels[space.issues[place]]
            by_name = np.argsort(np.argsort(np.array(levels, dtype=object), kind="stable"), kind="stable")
            columns.append(by_name[number // space.strides[place] % len(levels)])
        rank = np.empty(space.size, dtype=np.int64)
        rank[np.lexsort(columns)] = np.arange(space.size)
        return rank

    def payoffs(self, draw: Draw, real: dict[str, Bools]) -> list[Floats]:
        """Give every party's payoffs in every draw: shape (count, cells); what a real condition forbids comes last.

        A party with statements has the ranks they imply (what is in doubt about them is drawn, see the ensemble of
        stability); one without has its values.
        """
        found = []
        for party in self.case.parties:
            payoff = self._stated(party, draw) if self.stated[party] else self._valued(party, draw)
            for key, violating in self.violates.items():
                if self.case.conditions[key].party == party:
                    payoff = payoff - 4 * self.scales[party] * (real[key][:, None] & violating[None, :])
            found.append(payoff)
        return found

    def _stated(self, party: str, draw: Draw) -> Floats:
        known = doubts(self.case, party)
        kinds, which = np.unique(departures(known, draw), axis=0, return_inverse=True)
        places = [np.unique(one, return_inverse=True)[1] for one in PartyProfiles(self.game, party, known).ranks(kinds)]
        return np.array(places, dtype=np.float64)[which.ravel()]

    def _valued(self, party: str, draw: Draw) -> Floats:
        which = pick_variant(self.case, party, draw)
        points = np.zeros((draw.count, len(self.terms[party])))
        for position, variant in enumerate(variants(self.case, party)):
            mine = which == position
            for column, term in enumerate(self.terms[party]):
                points[mine, column] = term.points(draw, variant)[mine]
        return np.asarray(points @ self.masks[party])

    def agree(
        self, negotiation: Negotiation, situation: Situation, best: Mapping[str, float], brought_home: Bools
    ) -> Agreement:
        """Find in every draw a stable outcome that improvements lead to; several are equally likely.

        One that is no agreement has no package.
        """
        draw = situation.draw
        payoffs = self.payoffs(draw, dict(situation.real))
        scales = [self.scales[party] for party in self.case.parties]
        package = np.full(draw.count, negotiation.status_quo, dtype=np.int64)
        outcome = np.full(draw.count, self.numbers[self.start], dtype=np.int64)
        uniform = draw.chance("equilibrium")
        size = self.game.space.size
        for one in range(draw.count):
            improving = []
            stable = np.ones(size, dtype=np.bool_)
            for unit, moves in self.moves:
                better = np.ones(len(moves.sources), dtype=np.bool_)
                for member in unit:
                    payoff = payoffs[member][one]
                    better &= strictly_better(payoff[moves.targets], payoff[moves.sources], scales[member])
                kept = Edges(moves.sources[better], moves.targets[better])
                improving.append(kept)
                if len(unit) == 1:
                    stable[kept.sources] = False
            ends = np.flatnonzero(stable & _reached(self.start, improving, size))
            if len(ends):
                ends = ends[np.argsort(self.rank[ends])]
                cell = ends[min(int(uniform[one] * len(ends)), len(ends) - 1)]
                package[one], outcome[one] = self.package[cell], self.numbers[cell]
        agreed = package != negotiation.status_quo
        none = np.zeros(draw.count, dtype=np.bool_)
        return Agreement(package, agreed, zone(negotiation, situation), none, outcome)


def _reached(start: int, moves: list[Edges], size: int) -> Bools:
    reached = np.zeros(size, dtype=np.bool_)
    reached[start] = True
    count = 0
    while count != (count := int(np.count_nonzero(reached))):
        for one in moves:
            reached[one.targets[reached[one.sources]]] = True
    return reached
