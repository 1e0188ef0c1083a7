"""What every package of a negotiation is worth to whom, and what the absent parties answer to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

import numpy as np

from winset.case.model import Case
from winset.engines.talks.answers import Answers, chances, how_often_each
from winset.engines.talks.layout import PackageLayout, layout_of
from winset.engines.talks.reservation import reserved
from winset.engines.talks.rests import RestsOn, days_of
from winset.engines.talks.shared_arrays import KEPT
from winset.space.comparing import scale_of
from winset.space.draws import Draw
from winset.space.inputs import Floats, Input, inputs
from winset.space.outcomes import Bools, Ints
from winset.space.worth import AS_WRITTEN, pick_variant, variants


class Worths:
    """A case laid out: its possible packages, what each is worth to whom, and what the absent parties answer.

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
        self.layout = layout = layout_of(case, only) if chosen is None else PackageLayout(case, chosen=chosen)
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
        self.rests = RestsOn(case, layout, self.inputs)

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
        return Answers(KEPT.once(self.rests.answers_key(draw), lambda: self._chances(draw, first)), alike)

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
        answered = self.rests.answers_key(draw)
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

    @cached_property
    def scales(self) -> dict[str, float]:
        """The scale of every party, and of every home with values of its own."""
        owners = (*self.case.parties, *self.valued_homes.values())
        return {owner: float(scale_of(self.case, owner)) for owner in owners}

    @cached_property
    def days(self) -> float:
        """Days from the date of the case to the deadline."""
        return days_of(self.case)
