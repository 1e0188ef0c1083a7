"""A negotiation drawn from its ranges: who gains what from each package, and what the absent parties answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from functools import cached_property, partial

import numpy as np

from winset.case.model import Case
from winset.engines.talks.answers import Answers
from winset.engines.talks.reservation import share_lost
from winset.engines.talks.shared_arrays import KEPT
from winset.engines.talks.worths import Worths
from winset.errors import UsageError
from winset.frozen import Frozen, field, replace
from winset.space.comparing import difference
from winset.space.draws import Draw, modes
from winset.space.inputs import Floats, inputs
from winset.space.outcomes import Bools, Ints
from winset.space.worth import pick_variant, variants

BASE_IMPATIENCE = 0.05


class Situation(Frozen, eq=False):
    """Some draws of a negotiation, package by package.

    Attributes
    ----------
    worth : mapping of str to ndarray of float, shape (count, packages)
        What each signatory expects of a package, the absent parties' answers included.
    no_deal : mapping of str to ndarray of float, shape (count,)
        What each signatory has without a deal.
    answers : Answers
        What the absent parties answer to every package.
    real : mapping of str to ndarray of bool, shape (count,)
        In which draws each condition is real.
    scales : mapping of str to float
        Each signatory's scale: see :func:`winset.space.comparing.scale_of`.
    today : mapping of str to ndarray of float, shape (count,)
        What everything staying exactly as it is today would be worth to each signatory.
    keys : mapping of str to hashable
        Everything that a signatory's gains rest on, where that can be told: what is worked out from them is kept.
    """

    worth: Mapping[str, Floats]
    no_deal: Mapping[str, Floats]
    answers: Answers
    real: Mapping[str, Bools]
    draw: Draw
    scales: Mapping[str, float]
    today: Mapping[str, Floats]
    keys: Mapping[str, Hashable] = field(default_factory=dict)
    _gains: dict[str, Floats] = field(default_factory=dict)
    _gaining: dict[str, Bools] = field(default_factory=dict)

    def gains(self, party: str) -> Floats:
        """What a signatory gains over no deal, zero where that is no difference: shape (count, packages)."""
        if party not in self._gains:
            self._gains[party] = KEPT.once(self.key_of("gains", party), partial(self._difference, party))
        return self._gains[party]

    def gaining(self, party: str) -> Bools:
        """Where a signatory gains anything over no deal: shape (count, packages)."""
        if party not in self._gaining:
            key = self.key_of("gaining", party)
            self._gaining[party] = KEPT.once(key, lambda: np.asarray(self.gains(party) > 0))
        return self._gaining[party]

    def _difference(self, party: str) -> Floats:
        return difference(self.worth[party], self.no_deal[party][:, None], self.scales[party])

    def key_of(self, what: str, party: str) -> Hashable | None:
        """Under which key to keep something that rests on what a signatory gains; None where that cannot be told."""
        known = self.keys.get(party)
        return None if known is None else (what, known)

    def over_today(self, party: str) -> Floats:
        """What a signatory gains over everything staying as it is today: shape (count, packages)."""
        return difference(self.worth[party], self.today[party][:, None], self.scales[party])


class OnDemand(Mapping[str, Floats]):
    """Arrays by party, worked out when they are asked for.

    Examples
    --------
    >>> made = OnDemand(("US", "UA"), lambda party: np.full(1, float(len(party))))
    >>> list(made), made["US"].tolist()
    (['US', 'UA'], [2.0])
    """

    def __init__(self, parties: Sequence[str], make: Callable[[str], Floats]) -> None:
        self._parties, self._make = parties, make

    def __getitem__(self, party: str) -> Floats:
        if party not in self._parties:
            raise KeyError(party)
        return self._make(party)

    def __iter__(self) -> Iterator[str]:
        return iter(self._parties)

    def __len__(self) -> int:
        return len(self._parties)


class Negotiation(Worths):
    """A case laid out for bargaining: see :class:`~winset.engines.talks.worths.Worths`."""

    def __init__(self, case: Case, only: Collection[int] | None = None, chosen: Ints | None = None) -> None:
        super().__init__(case, only, chosen)
        self._conditions: tuple[Draw, dict[str, Bools]] | None = None
        self._pulls: tuple[Draw, Mapping[str, float], dict[str, Floats], dict[str, Floats]] | None = None

    def situation(self, draw: Draw) -> Situation:
        """Realise some draws; what no one asks for is not worked out."""
        parties = self.signatories
        return Situation(
            worth=OnDemand(parties, lambda party: self.expected(party, draw)[0]),
            no_deal=OnDemand(parties, lambda party: self.expected(party, draw)[1]),
            answers=self.answers(draw),
            real=self._real(draw),
            draw=draw,
            scales=self.scales,
            today=OnDemand(parties, lambda party: self.today(party, draw)),
            keys=self._keys(draw),
        )

    def _real(self, draw: Draw) -> dict[str, Bools]:
        """In which draws each condition is real; of a part of some draws, looked up among those of all."""
        if draw.whole is not None:
            return {key: found[draw.place] for key, found in self._real(draw.whole).items()}
        if self._conditions is None or self._conditions[0] is not draw:
            self._conditions = draw, {key: is_real(self.case, key, draw) for key in self.case.conditions}
        return self._conditions[1]

    def _keys(self, draw: Draw) -> dict[str, Hashable]:
        """Everything the gains of each signatory rest on; empty where that cannot be told."""
        place = self.rests.place(draw)
        return {} if place is None else {party: (place, self.rests.gains(party)) for party in self.signatories}

    def wanted_by(self, party: str, situation: Situation) -> Bools:
        """Which packages a signatory gains from, if the absent parties let them stand: shape (count, packages)."""
        if not self.landing.refused.any():
            return situation.gaining(party)
        key = situation.key_of("wanted", party)
        return KEPT.once(key, lambda: np.asarray(self.at_best(party, situation) > 0))

    def at_best(self, party: str, situation: Situation) -> Floats:
        """What a signatory gains over no deal if the absent parties let a package stand: shape (count, packages).

        Of a package that can be refused, with the best for it of the answers that let it stand; of the others, what it
        expects.
        """
        refusable = self.landing.refused.any(axis=1)
        if not refusable.any():
            return situation.gains(party)
        worth, works = self.worth(party, situation.draw), self.landing.works
        stands = np.full(worth.shape[:2], -np.inf)
        for answer in range(worth.shape[2]):  # whole rows of packages at a time, as they are laid out
            np.maximum(stands, worth[:, :, answer], out=stands, where=works[:, answer])
        stands[:, self.status_quo] = situation.no_deal[party]
        hoped = difference(stands, situation.no_deal[party][:, None], self.scales[party])
        return np.where(refusable, hoped, situation.gains(party))

    @cached_property
    def best_gains(self) -> dict[str, float]:
        """What each signatory could gain at best among the packages: most likely values, nothing replaced by others."""

        def best(party: str) -> float:
            return float(max(self.situation(self._central).gains(party).max(), 0.0))

        return {
            party: self.case.shared(("best gain", party), partial(best, party), (self.rests.gains(party),))
            for party in self.signatories
        }

    @cached_property
    def _central(self) -> Draw:
        """The most likely values, nothing replaced by others."""
        central = modes(self.inputs)
        shares = {address: np.zeros(1) for address in central.values if address.startswith("alternatives.")}
        return replace(central, values={**central.values, **shares}, sources=None) if shares else central

    def delay_cost(self, party: str, draw: Draw) -> Floats:
        """What waiting until the deadline costs a party."""
        delay = self.case.delay.get(party)
        return (
            np.zeros(draw.count)
            if delay is None
            else draw.values[f"delay.{party}"] * float(share_lost(delay, self.days))
        )

    def power(
        self, draw: Draw, best: Mapping[str, float], able: Bools | None = None, rows: Ints | None = None
    ) -> dict[str, Floats]:
        """Give each signatory's bargaining power in every draw; those of the ones ``able`` to gain add to one.

        With ``rows``, in these draws alone.

        Power is inversely proportional to impatience: what delay costs the party as a share of the most it could
        gain, plus a base, times its dependence (Rubinstein 1982; Binmore, Rubinstein & Wolinsky 1986).
        """
        pulls, shares = self._powers(draw if draw.whole is None else draw.whole, best)
        here = draw.place
        if able is None:
            return {party: share[here] for party, share in shares.items()}
        mine = slice(None) if rows is None else rows
        return _parts_of_one(
            {key: able[:, place] * pull[here][mine] for place, (key, pull) in enumerate(pulls.items())}
        )

    def _powers(self, draw: Draw, best: Mapping[str, float]) -> tuple[dict[str, Floats], dict[str, Floats]]:
        """What speaks for each signatory in every draw, and its power where all can gain."""
        if self._pulls is None or self._pulls[0] is not draw or self._pulls[1] is not best:
            pulls = {}
            for party in self.signatories:
                most = best[party] if best[party] > 0 else self.scales[party] or 1.0
                impatience = BASE_IMPATIENCE + self.delay_cost(party, draw) / most
                address = f"dependence.{party}"
                degree = draw.values[address] if address in draw.values else np.ones(draw.count)
                pulls[party] = 1.0 / (impatience * degree)
            self._pulls = draw, best, pulls, _parts_of_one(pulls)
        return self._pulls[2], self._pulls[3]


def _parts_of_one(weights: Mapping[str, Floats]) -> dict[str, Floats]:
    """Scale weights so that those of every draw add to one."""
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


def likely_conditions(case: Case) -> list[str]:
    """Name the conditions that are real at the most likely values."""
    central = modes(inputs(case))
    return [key for key in case.conditions if is_real(case, key, central)[0]]


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
