"""A negotiation drawn from its ranges: who gains what from each package, and what the absent parties answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np

from winset.case.model import Case
from winset.engines.talks.answers import Answers, chances, how_often_each
from winset.engines.talks.layout import Layout, digest, layout_of
from winset.engines.talks.reservation import reserved, share_lost, span_of_days
from winset.engines.talks.shared_arrays import KEPT
from winset.errors import UsageError
from winset.space.comparing import difference, scale_of
from winset.space.inputs import Draw, Floats, Input, inputs, modes
from winset.space.outcomes import Bools, Ints
from winset.space.worth import AS_WRITTEN, Term, pick_variant, variants

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


class Negotiation:
    """A case laid out for bargaining: its possible packages, and everything that speaks for or against them.

    Parameters
    ----------
    case : Case
        The case.
    only : collection of int, optional
        Lay out these packages and the status quo alone, by their numbers; what is drawn for them stays the same.
    chosen : ndarray of int64, optional
        The same where there are too many packages to list: see :class:`~winset.space.packages.Packages`.

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

    def __init__(self, case: Case, only: Collection[int] | None = None, chosen: Ints | None = None) -> None:
        self.case = case
        self.layout = layout = layout_of(case, only) if chosen is None else Layout(case, chosen=chosen)
        self.inputs: Mapping[str, Input] = inputs(case)
        self.packages, self.landing, self.course = layout.packages, layout.landing, layout.course
        self.numbers: Ints = layout.numbers
        self.possible: Bools = layout.possible
        self.status_quo = layout.status_quo
        self.signatories, self.absent, self.respondents = layout.signatories, layout.absent, layout.respondents
        self.chunk, self.late = layout.chunk, layout.late
        self.masks, self.outcome = layout.masks, layout.outcome
        self._terms = layout.terms
        self._answered: tuple[Draw, Answers] | None = None
        self._pointed: tuple[Draw, dict[str, Floats]] | None = None
        self._expected: tuple[Draw, dict[str, tuple[Floats, Floats]]] | None = None
        self._conditions: tuple[Draw, dict[str, Bools]] | None = None
        self._pulls: tuple[Draw, Mapping[str, float], dict[str, Floats], dict[str, Floats]] | None = None
        self._rests: dict[str, bytes] = {}
        self._worths: dict[str, bytes] = {}

    @cached_property
    def valued_homes(self) -> dict[tuple[str, str], str]:
        """The homes with values or reservations of their own, by (party, home)."""
        return self.layout.valued_homes

    @property
    def refused_by(self) -> dict[str, Bools]:
        """By absent party with an answer to give: where it refuses, shape (packages, answers)."""
        return self.layout.refused_by

    @property
    def violates(self) -> dict[str, Bools]:
        """Which packages violate each condition: shape (packages,)."""
        return self.layout.violates

    @property
    def inside_mandates(self) -> dict[str, Bools]:
        """Which packages each delegation may agree to without asking: shape (packages,)."""
        return self.layout.inside_mandates

    @property
    def laid_out(self) -> bytes:
        """Digest what packages, answers and where they lead rest on."""
        return self.layout.told

    def drawn_points(self, owner: str, draw: Draw) -> Floats:
        """What every term of an owner counts: shape (count, terms)."""
        if draw.whole is not None:
            return self.drawn_points(owner, draw.whole)[draw.place]
        if self._pointed is None or self._pointed[0] is not draw:
            self._pointed = draw, {}
        known = self._pointed[1]
        if owner not in known:
            known[owner] = self._drawn_points(owner, draw)
        return known[owner]

    def _drawn_points(self, owner: str, draw: Draw) -> Floats:
        points = np.zeros((draw.count, len(self._terms[owner])))
        if not self.case.profiles.get(owner):
            for column, term in enumerate(self._terms[owner]):
                points[:, column] = term.points(draw, AS_WRITTEN)
            return points
        which = pick_variant(self.case, owner, draw)
        for position, variant in enumerate(variants(self.case, owner)):
            mine = which == position
            if mine.any():
                for column, term in enumerate(self._terms[owner]):
                    points[mine, column] = term.points(draw, variant)[mine]
        return points

    def worth(self, owner: str, draw: Draw) -> Floats:
        """What an owner gives to the outcome every package and answer lead to: shape (count, packages, answers).

        A package that an answer makes impossible has lapsed; what deadlines bring afterwards counts with its chance.
        """
        points = self.drawn_points(owner, draw)
        shape = (draw.count, *reversed(self.possible.shape))
        every = (points @ self.masks(owner)).reshape(shape).transpose(0, 2, 1)
        if self.late is not None:
            if len(self.late.cells):
                late = np.unravel_index(self.late.cells, self.possible.shape)
                every[:, late[0], late[1]] = self.late.expected(owner, self._terms[owner], points, draw)
            rows, answers = self.landing.lapsed
            every[:, rows, answers] = every[:, self.landing.stands[rows, answers], answers]
        return every

    def today(self, owner: str, draw: Draw) -> Floats:
        """What an owner gives to everything staying exactly as it is: shape (count,)."""
        cell = self.packages.same_answer * self.possible.shape[0] + self.status_quo
        return np.asarray(self.drawn_points(owner, draw) @ self.masks(owner)[:, cell])

    def answers(self, draw: Draw) -> Answers:
        """Draw what the absent parties answer: see :mod:`winset.engines.talks.answers`."""
        if self._answered is None or self._answered[0] is not draw:
            self._answered = draw, self._answers(draw)
        return self._answered[1]

    def _answers(self, draw: Draw) -> Answers:
        if not self.respondents:
            alike = np.zeros(len(self.numbers), dtype=np.int64)
            return Answers(np.ones((draw.count, 1, self.possible.shape[1])), alike)
        first, alike = self.layout.told_apart
        return Answers(KEPT.once(self.answers_key(draw), lambda: self._chances(draw, first)), alike)

    def _term_key(self, term: Term) -> Hashable:
        return term.measure, tuple(term.addresses), len(term.replaced), term.share if term.weight else None

    def _chances(self, draw: Draw, rows: Ints) -> Floats:
        """The chances of the answers to some packages: shape (count, rows, answers)."""
        weights = {}
        for party in (party for one in self.respondents for party in one.parties):
            temperature = draw.values.get(f"reactions.{party}", np.ones(draw.count))
            weights[party] = self._worth_of(party, draw, rows) / temperature[:, None, None]
        return chances(self.case, self.packages, self.respondents, weights, self.landing.available[rows])

    def _worth_of(self, owner: str, draw: Draw, rows: Ints) -> Floats:
        """What an owner gives to what some of the packages and every answer lead to."""
        if self.late is not None:
            return self.worth(owner, draw)[:, rows]
        masks = self.masks(owner).reshape(-1, *reversed(self.possible.shape))[:, :, rows]
        shape = (draw.count, masks.shape[1], len(rows))
        flat = masks.reshape(len(masks), masks.shape[1] * masks.shape[2])  # also for an owner without values
        return (self.drawn_points(owner, draw) @ flat).reshape(shape).transpose(0, 2, 1)

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
        place = self.place(draw)
        return {} if place is None else {party: (place, self.gains_rest_on(party)) for party in self.signatories}

    def place(self, draw: Draw) -> Hashable | None:
        """Which draws these are, where they are of this case's inputs."""
        if draw.sources is not self.inputs:
            return None
        return draw.seed, draw.start, draw.count, draw.central

    def gains_rest_on(self, owner: str) -> bytes:
        """Digest everything besides the draws' place that the gains of an owner rest on."""
        known = self._rests.get(owner)
        if known is None:
            case = self.case
            threats = [f"threats.{place}" for place, one in enumerate(case.threats, 1) if one.target == owner]
            given = [f"no_deal.{owner}", f"no_deal.{owner}.decay", "talks.ripeness", *threats]
            drawn = [self.inputs[name] for name in given if name in self.inputs]
            steady = self.late is None and not self.landing.refused.any() and self.layout.is_steady(owner)
            answers = b"" if steady else self._answers_rest_on

            def told() -> bytes:
                said = (case.no_deal.get(owner), case.talks.since, case.as_of, self.days, self.scales[owner])
                used = [one.distribution for one in drawn]
                return digest(self._worth_rests_on(owner), answers, owner in self.absent, used, *said)

            rests_on = self._worth_rests_on(owner), answers, *drawn
            known = self._rests[owner] = case.shared(("gains rest on", owner), told, rests_on)
        return known

    def _worth_rests_on(self, owner: str) -> bytes:
        """Digest what the worth of outcomes to an owner rests on."""
        known = self._worths.get(owner)
        if known is None:
            known = self._worths[owner] = self._told_worth(owner)
        return known

    def _told_worth(self, owner: str) -> bytes:
        late = [] if self.late is None else self.late.addresses
        used = [self.inputs[address] for address in (*self.layout.addresses(owner), *late)]

        def told() -> bytes:
            names, about = (
                sorted(self.case.profiles.get(owner, {})),
                [self._term_key(one) for one in self._terms[owner]],
            )
            return digest(self.laid_out, owner, about, [one.distribution for one in used], names)

        return self.case.shared(("worth rests on", owner), told, (self.laid_out, *used))

    @cached_property
    def _answers_rest_on(self) -> bytes:
        """Digest what the absent parties' answers rest on."""
        parties = [party for one in self.respondents for party in one.parties]
        given = [self.inputs[f"reactions.{party}"] for party in parties if party in self.case.reactions]
        worth = [self._worth_rests_on(party) for party in parties]

        def told() -> bytes:
            return digest(self.laid_out, *worth, [one.distribution for one in given])

        return self.case.shared("answers rest on", told, (*worth, *given))

    def answers_key(self, draw: Draw) -> Hashable | None:
        """Everything the answers to a draw depend on."""
        place = self.place(draw)
        return None if place is None else ("answers", place, self._answers_rest_on)

    def expected(self, owner: str, draw: Draw) -> tuple[Floats, Floats]:
        """What an owner expects of every package, shape (count, packages), and has without a deal, shape (count,).

        The difference between what it has without a deal and what is then in force is charged wherever no agreement
        comes into force; not to absent parties, who sign nothing.
        """
        if self._expected is None or self._expected[0] is not draw:
            self._expected = draw, {}
        known = self._expected[1]
        if owner not in known:
            known[owner] = self._expect(owner, draw)
        return known[owner]

    def _expect(self, owner: str, draw: Draw) -> tuple[Floats, Floats]:
        expected = np.asarray(self._expected_worth(owner, draw))
        stays = expected[:, self.status_quo].copy()
        if owner in self.absent:
            return expected, stays
        no_deal = np.asarray(reserved(self.case, owner, draw.values, stays, float))
        if self.landing.refused.any():
            fails = self.answers(draw).how_often(~self.landing.works)
            expected -= fails * (stays - no_deal)[:, None]
        expected[:, self.status_quo] = no_deal
        return expected, no_deal

    def _expected_worth(self, owner: str, draw: Draw) -> Floats:
        """What an owner expects of the outcome of every package: shape (count, packages)."""
        if self.late is not None:
            return np.asarray(np.einsum("npr,npr->np", self.worth(owner, draw), self.answers(draw).to_all()))
        points, (known, steady, open_) = self.drawn_points(owner, draw), self.layout.by_answer(owner)
        if not len(open_):
            return np.asarray(points[:, known] @ steady)
        answered = self.answers_key(draw)
        first, alike = self.layout.hanging(owner)
        marks, told = self.layout.marks(owner)
        key = None if answered is None else ("how often", answered, told)
        often = KEPT.once(key, lambda: how_often_each(self.answers(draw), first, marks))
        hanging = np.zeros((draw.count, len(first)))
        for term, share in zip(open_, often, strict=True):
            hanging += points[:, [term]] * share
        expected: Floats = points[:, known] @ steady
        expected += np.take(hanging, alike, axis=1)
        return expected

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
        stands = np.where(self.landing.works, self.worth(party, situation.draw), -np.inf).max(axis=2)
        stands[:, self.status_quo] = situation.no_deal[party]
        hoped = difference(stands, situation.no_deal[party][:, None], self.scales[party])
        return np.where(refusable, hoped, situation.gains(party))

    @cached_property
    def scales(self) -> dict[str, float]:
        """The scale of every party, and of every home with values of its own."""
        owners = (*self.case.parties, *self.valued_homes.values())
        return {owner: float(scale_of(self.case, owner)) for owner in owners}

    @cached_property
    def best_gains(self) -> dict[str, float]:
        """What each signatory could gain at best among the packages: most likely values, nothing replaced by others."""

        def best(party: str) -> float:
            return float(max(self.situation(self._central).gains(party).max(), 0.0))

        return {
            party: self.case.shared(("best gain", party), partial(best, party), (self.gains_rest_on(party),))
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

    @cached_property
    def days(self) -> float:
        """Days from the date of the case to the deadline."""
        return self.case.shared("days", lambda: span_of_days(self.case))

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
