"""A negotiation drawn from its ranges: who gains what from each package, and what the absent parties answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from winset.case.model import Case
from winset.engines.bargaining.reservation import reserved, share_lost, span_of_days
from winset.errors import UsageError
from winset.space.comparing import difference, scale_of
from winset.space.inputs import Draw, Floats, Input, inputs
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages
from winset.space.worth import pick_variant, terms, variants

CELL_LIMIT = 2**21
BASE_IMPATIENCE = 0.05


@dataclass(frozen=True, eq=False)
class Situation:
    """Some draws of a negotiation, package by package.

    Attributes
    ----------
    worth : mapping of str to ndarray of float, shape (count, packages)
        What each signatory expects of a package, the absent parties' answers included.
    no_deal : mapping of str to ndarray of float, shape (count,)
        What each signatory has without a deal.
    answers : ndarray of float, shape (count, packages, answers)
        The chance of every answer to every package.
    real : mapping of str to ndarray of bool, shape (count,)
        In which draws each condition is real.
    scales : mapping of str to float
        Each signatory's scale: see :func:`winset.space.comparing.scale_of`.
    """

    worth: Mapping[str, Floats]
    no_deal: Mapping[str, Floats]
    answers: Floats
    real: Mapping[str, Bools]
    draw: Draw
    scales: Mapping[str, float]

    def gains(self, party: str) -> Floats:
        """What a signatory gains over no deal, zero where that is no difference: shape (count, packages)."""
        return difference(self.worth[party], self.no_deal[party][:, None], self.scales[party])


class Negotiation:
    """A case laid out for bargaining: its possible packages, and everything that speaks for or against them.

    Parameters
    ----------
    case : Case
        The case.
    only : collection of int, optional
        Lay out these packages and the status quo alone, by their numbers; what is drawn for them stays the same.

    Attributes
    ----------
    packages : Packages
        Packages and answers.
    numbers : ndarray of int64, shape (packages,)
        The possible packages.
    status_quo : int
        Position of the package in which nothing changes.

    Raises
    ------
    UsageError
        If nothing is negotiated, or the status quo is impossible.
    """

    def __init__(self, case: Case, only: Collection[int] | None = None) -> None:
        self.case = case
        self.packages = Packages(case, CELL_LIMIT)
        self.inputs: Mapping[str, Input] = inputs(case)
        self.numbers: Ints = np.flatnonzero(self.packages.possible.any(axis=1))
        if only is not None:
            self.numbers = self.numbers[np.isin(self.numbers, [*only, self.packages.status_quo])]
        self.possible: Bools = self.packages.possible[self.numbers]
        self.signatories = self.packages.signatories
        self.absent = self.packages.absent
        place = np.flatnonzero(self.numbers == self.packages.status_quo)
        if not len(place):
            what = "the status quo is itself impossible under the rules, so deals have nothing to be compared with"
            raise UsageError(what, "Correct 'status_quo' or the rules.")
        self.status_quo = int(place[0])
        self._terms = {owner: terms(case, owner) for owner in (*case.parties, *self.valued_homes.values())}
        self._masks: dict[str, Floats] = {}

    @cached_property
    def valued_homes(self) -> dict[tuple[str, str], str]:
        """The homes with values or reservations of their own, by (party, home)."""
        return {
            (party, home): home
            for party in self.packages.signatories
            for home in self.case.parties[party].home
            if home in self.case.values or home in self.case.no_deal
        }

    @property
    def chunk(self) -> int:
        """How many draws to take at a time: a multiple of four that keeps arrays small."""
        return max(4, min(500, CELL_LIMIT // max(1, self.possible.size)) // 4 * 4)

    def masks(self, owner: str) -> Floats:
        """Where the terms of an owner count: shape (terms, packages x answers)."""
        if owner not in self._masks:
            shape = self.packages.shape
            rows = [
                np.broadcast_to(self.packages.where(term.when), shape)[self.numbers].ravel()
                for term in self._terms[owner]
            ]
            self._masks[owner] = np.array(rows, dtype=np.float64).reshape(len(rows), self.possible.size)
        return self._masks[owner]

    def worth(self, owner: str, draw: Draw) -> Floats:
        """What an owner gives to every package and answer: shape (count, packages, answers)."""
        names = variants(self.case, owner)
        which = pick_variant(self.case, owner, draw)
        points = np.zeros((draw.count, len(self._terms[owner])))
        for position, variant in enumerate(names):
            mine = which == position
            if mine.any():
                for column, term in enumerate(self._terms[owner]):
                    points[mine, column] = term.points(draw, variant)[mine]
        return (points @ self.masks(owner)).reshape(draw.count, *self.possible.shape)

    def answers(self, draw: Draw) -> Floats:
        """Give the chances of the absent parties' answers: quantal response on their own values.

        Each absent party chooses among its own issues while the other absent parties stand at the status quo; the
        chances multiply, over the answers that are possible.
        """
        weight = np.zeros((draw.count, *self.possible.shape))
        for party in self.absent:
            own = [issue for issue in self.packages.answer_issues if party in self.case.issues[issue].control]
            if not own:
                continue
            temperature = draw.values.get(f"reactions.{party}", np.ones(draw.count))
            weight += self.worth(party, draw)[:, :, self._others_still(own)] / temperature[:, None, None]
        weight = np.where(self.possible, weight, -np.inf)
        chances: Floats = np.exp(weight - weight.max(axis=2, keepdims=True))
        total: Floats = chances.sum(axis=2, keepdims=True)
        return np.asarray(chances / total)

    def _others_still(self, own: list[str]) -> Ints:
        """For every answer, the one with the same levels of these issues and all others at the status quo."""
        packages = self.packages
        answer = np.zeros(packages.shape[1], dtype=np.int64)
        for issue, stride in packages.answer_strides.items():
            start = self.case.levels[issue].index(self.case.status_quo_level(issue))
            answer += (packages.codes[issue][0] if issue in own else np.int64(start)) * stride
        return answer

    def situation(self, draw: Draw) -> Situation:
        """Realise some draws."""
        answers = self.answers(draw)
        worth, no_deal = {}, {}
        for party in self.signatories:
            every = self.worth(party, draw)
            worth[party] = np.einsum("npr,npr->np", every, answers)
            no_deal[party] = self.reserved(party, draw, worth[party])
        real = {key: is_real(self.case, key, draw) for key in self.case.conditions}
        return Situation(worth, no_deal, answers, real, draw, self.scales)

    def reserved(self, owner: str, draw: Draw, worth: Floats) -> Floats:
        """What a signatory or a home has without a deal, of its worths of the packages: shape (count,)."""
        return np.asarray(reserved(self.case, owner, draw.values, worth[:, self.status_quo], float))

    @cached_property
    def scales(self) -> dict[str, float]:
        """The scale of every party, and of every home with values of its own."""
        owners = (*self.case.parties, *self.valued_homes.values())
        return {owner: float(scale_of(self.case, owner)) for owner in owners}

    def delay_cost(self, party: str, draw: Draw) -> Floats:
        """What waiting until the deadline costs a party."""
        delay = self.case.delay.get(party)
        return (
            np.zeros(draw.count)
            if delay is None
            else draw.values[f"delay.{party}"] * float(share_lost(delay, self.days))
        )

    @cached_property
    def days(self) -> float:
        """Days from the date of the case to the deadline."""
        return span_of_days(self.case)

    @cached_property
    def violates(self) -> dict[str, Bools]:
        """Which packages violate each condition: shape (packages,)."""
        return {
            key: (self.packages.of_package(one.withholds) & ~self.packages.of_package(one.unless))[self.numbers]
            for key, one in self.case.conditions.items()
        }

    @cached_property
    def inside_mandates(self) -> dict[str, Bools]:
        """Which packages each delegation may agree to without asking: shape (packages,)."""
        return {
            party: self.packages.of_package(mandate.covers)[self.numbers]
            for party, mandate in self.case.mandates.items()
            if party in self.signatories
        }

    def power(self, draw: Draw, best: Mapping[str, float], able: Bools | None = None) -> dict[str, Floats]:
        """Give each signatory's bargaining power in every draw; those of the ones ``able`` to gain add to one.

        Power is inversely proportional to impatience: what delay costs the party as a share of the most it could
        gain, plus a base, times its dependence (Rubinstein 1982; Binmore, Rubinstein & Wolinsky 1986).
        """
        weights = {}
        for place, party in enumerate(self.signatories):
            most = best[party] if best[party] > 0 else self.scales[party] or 1.0
            impatience = BASE_IMPATIENCE + self.delay_cost(party, draw) / most
            address = f"dependence.{party}"
            degree = draw.values[address] if address in draw.values else np.ones(draw.count)
            weights[party] = (1.0 if able is None else able[:, place]) / (impatience * degree)
        total = np.sum(list(weights.values()), axis=0)
        return {party: weight / np.where(total > 0, total, 1.0) for party, weight in weights.items()}


def is_real(case: Case, key: str, draw: Draw) -> Bools:
    """Say in which draws a condition is real, by the variant its party is in: shape (count,).

    At the most likely values it is when that is more likely than not for the most likely variant.
    """
    party = case.conditions[key].party
    chance = draw.values[f"conditions.{key}.probability"]
    which = pick_variant(case, party, draw)
    for position, name in enumerate(variants(case, party)):
        address = f"profiles.{party}.{name}.conditions.{key}"
        if address in draw.values:
            chance = np.where(which == position, draw.values[address], chance)
    return np.asarray(draw.chance(f"condition {key}") < chance)


def require_values(case: Case) -> None:
    """Refuse a case without values.

    Raises
    ------
    UsageError
        If the case has none.
    """
    if not any(case.values.values()):
        hint = "Add a section 'values' with ranges of points; 'winset check' tells what each addition switches on."
        raise UsageError("the case gives no values, so there is nothing to bargain with", hint)
