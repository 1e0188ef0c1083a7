"""What of a case laid out for bargaining hangs on no number: packages, where they lead, where terms count.

Versions of a case that differ in a number alone have one layout, unless the number changes an issue's role.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property, partial
from hashlib import blake2b
from weakref import WeakValueDictionary

import numpy as np

from winset.case.model import Case
from winset.engines.talks.answers import alike_rows, as_whole, respondents
from winset.engines.talks.late import Late
from winset.engines.talks.shared_arrays import KEPT
from winset.errors import UsageError
from winset.space.course import Course
from winset.space.inputs import Floats
from winset.space.landing import Landing
from winset.space.measures import Measure
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages, canonical_order
from winset.space.roles import roles
from winset.space.worth import terms

CELL_LIMIT = 2**21
CHUNK = 2**10
WIDE_CHUNK, WIDE_AT_ONCE = 2**11, 2**21
TOGETHER = 2**14
AT_ONCE = 2**18  # arrays that stay in a processor's second cache
RUN_AT_ONCE = 2**20  # larger ones, but then the steps themselves cost less


def _power_of_two(most: int, size: int) -> int:
    """The largest power of two that is no more than either, and 4 at least."""
    return 1 << max(4, min(most, size)).bit_length() - 1


def digest(*parts: object) -> bytes:
    """Digest the written form of some things, to tell versions of a case apart by what a result rests on."""
    return blake2b(repr(parts).encode(), digest_size=16).digest()


def layout_of(case: Case, only: Collection[int] | None = None) -> PackageLayout:
    """Lay a case out, or give the layout that another version of it has in use."""
    if only is not None:
        return PackageLayout(case, only)
    known = case.shared("layouts", WeakValueDictionary[tuple[object, ...], PackageLayout])
    told = tuple(roles(case).items())
    layout = known.get(told)
    if layout is None:
        layout = known[told] = PackageLayout(case)
    return layout


class PackageLayout:
    """The packages and answers of a case, and where the terms of its parties and homes count.

    Parameters
    ----------
    case : Case
        The case, or another version of it that differs in numbers.
    only : collection of int, optional
        These packages and the status quo alone, by their numbers.
    chosen : ndarray of int64, optional
        The same where there are too many packages to list: see :class:`~winset.space.packages.Packages`.

    Raises
    ------
    UsageError
        If nothing is negotiated, or the status quo is impossible.
    """

    def __init__(self, case: Case, only: Collection[int] | None = None, chosen: Ints | None = None) -> None:
        self.case = case
        self.packages = Packages(case, CELL_LIMIT, chosen)
        if not self.packages.possible[self.packages.status_quo].any():
            what = "what holds today is itself impossible under the rules, so deals have nothing to be compared with"
            raise UsageError(what, "Correct 'status_quo' or the rules.")
        numbers = self.packages.numbers
        if only is not None:
            numbers = numbers[np.isin(numbers, [*only, self.packages.status_quo])]
        self.landing = Landing(self.packages, numbers)
        self.numbers: Ints = self.landing.numbers
        self.possible: Bools = self.landing.possible
        self.status_quo = self.landing.status_quo
        self.course = Course(case)
        self.signatories = self.packages.signatories
        self.absent = self.packages.absent
        self.respondents = respondents(case, self.packages)
        self.terms = {owner: terms(case, owner) for owner in (*case.parties, *self.valued_homes.values())}
        self._addresses: dict[str, list[str]] = {}
        self._masks: dict[str, Floats] = {}
        self._steadies: dict[str, Floats] = {}
        self._hangs: dict[str, tuple[Ints, Ints]] = {}
        self._marks: dict[str, tuple[Floats, bytes]] = {}
        self._by_answer: dict[str, tuple[Ints, Floats, Ints]] = {}

    @cached_property
    def valued_homes(self) -> dict[tuple[str, str], str]:
        """The homes with values or reservations of their own, by (party, home)."""
        return {
            (party, home): home
            for party in self.packages.signatories
            for home in self.case.parties[party].home
            if home in self.case.values or home in self.case.no_deal
        }

    @cached_property
    def told(self) -> bytes:
        """Digest what packages, answers and where they lead rest on."""
        pressing = tuple((key, role.pressing) for key, role in self.packages.agreements.roles.items())
        chosen = b"" if self.packages.chosen is None else self.packages.chosen.tobytes()
        about = (self.case.structure, pressing), chosen, self.numbers.tobytes(), self.late is None
        return digest(*about, self.case.agreement.severable)

    @cached_property
    def order(self) -> Ints:
        """The positions of the possible packages in an order that the file does not set."""
        packages = self.packages
        rank = np.empty(packages.shape[0], dtype=np.int64)
        rank[canonical_order(self.case, packages.issues, packages.chosen)] = np.arange(packages.shape[0])
        return np.argsort(rank[self.numbers])

    @cached_property
    def rank(self) -> Ints:
        """The place of every possible package in that order."""
        return np.argsort(self.order)

    @cached_property
    def answer_order(self) -> Ints:
        """The answers in an order that the file does not set."""
        return canonical_order(self.case, self.packages.answer_issues)

    @cached_property
    def refused_by(self) -> dict[str, Bools]:
        """By absent party with an answer to give: where it refuses, shape (packages, answers)."""
        parties = [party for one in self.respondents for party in one.parties]
        return {party: self.landing.refused_by(party) for party in parties}

    def outcome(self, row: Ints, answer: Ints) -> Ints:
        """The numbers of the outcomes of some packages and answers, by their positions."""
        rows, answers = self._outcomes
        return np.asarray(rows[row] + answers[answer])

    @cached_property
    def _outcomes(self) -> tuple[Ints, Ints]:
        """What packages and answers add to the number of an outcome."""
        packages, codes = self.packages, self.packages.codes
        still = {key: array[[packages.status_quo if key in packages.strides else 0]] for key, array in codes.items()}
        every = {key: array[:, [0]] for key, array in codes.items()}
        answers = np.broadcast_to(self.course.number(still)[0], packages.shape[1:])
        rows = np.broadcast_to(self.course.number(every)[:, 0], packages.shape[:1])[self.numbers]
        return rows - rows[self.status_quo], answers

    @property
    def chunk(self) -> int:
        """How many draws to take, and sums to add up, at a time: a power of two that keeps arrays small."""
        return _power_of_two(CHUNK, AT_ONCE // max(1, int(self.possible.size)))

    @property
    def run_chunk(self) -> int:
        """The same for runs, and for what reads their arrays: a multiple of the other."""
        return max(self.chunk, _power_of_two(CHUNK, RUN_AT_ONCE // self._cells))

    @property
    def wide_chunk(self) -> int:
        """The same where nothing else reads the arrays of the same draws: fewer, larger steps cost less."""
        return max(self.chunk, _power_of_two(WIDE_CHUNK, WIDE_AT_ONCE // self._cells))

    @cached_property
    def _cells(self) -> int:
        """How many numbers the largest array of a draw holds.

        Where nothing is refused and nothing happens by itself, worths are told for packages alone, and answers for each
        kind of package once.
        """
        if self.late is not None or self.landing.refused.any() or not self.respondents:
            return max(1, int(self.possible.size))
        return max(len(self.numbers), len(self.told_apart[0]) * int(self.possible.shape[1]))

    @property
    def at_once(self) -> int:
        """How many draws to follow together from the table on: so many chunks that the chances of answers fit."""
        most = min(TOGETHER, CELL_LIMIT // max(1, int(self.possible.shape[1])))
        return max(1, most // self.run_chunk) * self.run_chunk

    def addresses(self, owner: str) -> list[str]:
        """The inputs that the worth of outcomes to an owner rests on."""
        if owner not in self._addresses:
            found = [f"profiles.{owner}.{name}.weight" for name in self.case.profiles.get(owner, {})]
            for term in self.terms[owner]:
                found += [*term.addresses.values(), *term.replaced, *([term.weight] if term.weight else [])]
            self._addresses[owner] = found
        return self._addresses[owner]

    def masks(self, owner: str) -> Floats:
        """Where the terms of an owner count in what packages and answers lead to: shape (terms, answers x packages).

        Answers come first, so that sums over them run along whole rows of packages.
        """
        if owner not in self._masks:
            found = np.empty((len(self.terms[owner]), *reversed(self.possible.shape)))
            for row, term in zip(found, self.terms[owner], strict=True):
                key = ("where", self.told, term.measure)
                row[...] = KEPT.once(key, partial(self._share, term.measure))
            self._masks[owner] = found.reshape(len(found), self.possible.size)
        return self._masks[owner]

    def _share(self, measure: Measure) -> Floats:
        """How much of some points what packages and answers lead to gets: shape (answers, packages)."""
        shares = measure.floats(self.packages.codes, self.case)
        every = np.broadcast_to(np.atleast_2d(shares), self.packages.shape)[self.numbers]
        return np.ascontiguousarray(self._after_lapse(every).T)

    def _after_lapse(self, holds: Floats) -> Floats:
        """What holds where a package that an answer makes impossible has come down to what is left of it."""
        rows, answers = self.landing.lapsed
        if not len(rows) or self.late is not None:  # with deadlines, worth() goes by what stands after them
            return holds
        holds = holds.copy()
        holds[rows, answers] = holds[self.landing.stands[rows, answers], answers]
        return holds

    @cached_property
    def late(self) -> Late | None:
        """The outcomes that do not stay as they are; None where nothing happens by itself."""
        return None if self.course.trivial else Late(self.course, self.landing)

    @cached_property
    def told_apart(self) -> tuple[Ints, Ints]:
        """One of every kind of package that absent parties tell apart, and the kind of each package."""
        if self.late is not None:
            every = np.arange(len(self.numbers))
            return every, every
        parties = [party for one in self.respondents for party in one.parties]
        seen = [self._weighed(party).reshape(-1, len(self.numbers)) for party in parties]
        told = np.concatenate([*seen, self.landing.available.T])
        return alike_rows(as_whole(told).T)

    def _weighed(self, party: str) -> Floats:
        """How much the terms of an absent party that tell answers apart count: shape (terms, answers, packages).

        What counts whichever available answer it gives makes none of them likelier.
        """
        masks = self.masks(party).reshape(-1, *reversed(self.possible.shape))
        least, most = self._over_answers(party)
        return np.asarray(masks * (self.landing.available.T & (least != most)[:, None, :]))

    def _over_answers(self, owner: str) -> tuple[Floats, Floats]:
        """The least and the most that the terms of an owner count over the available answers: (terms, packages)."""
        masks, given = self.masks(owner).reshape(-1, *reversed(self.possible.shape)), self.landing.available.T
        least = np.asarray(np.min(masks, axis=1, where=given, initial=np.inf))
        return least, np.asarray(np.max(masks, axis=1, where=given, initial=-np.inf))

    def hanging(self, owner: str) -> tuple[Ints, Ints]:
        """One of every kind of package by the terms of an owner that hang on the answer, and each package's kind."""
        if owner not in self._hangs:
            masks = self.masks(owner).reshape(-1, *reversed(self.possible.shape))
            open_ = as_whole(masks[np.isnan(self.steady(owner)[:, 0])].reshape(-1, len(self.numbers)))
            kinds = self.told_apart[1] if self.respondents else np.zeros(len(self.numbers), dtype=np.int64)
            self._hangs[owner] = alike_rows(np.column_stack([kinds, open_.T]))
        return self._hangs[owner]

    def by_answer(self, owner: str) -> tuple[Ints, Floats, Ints]:
        """Which terms of an owner count the same whatever the answer, how much, and which terms hang on the answer.

        How much: shape (steady terms, packages).
        """
        if owner not in self._by_answer:
            steady = self.steady(owner)
            known = ~np.isnan(steady[:, 0])
            self._by_answer[owner] = np.flatnonzero(known), steady[known], np.flatnonzero(~known)
        return self._by_answer[owner]

    def marks(self, owner: str) -> tuple[Floats, bytes]:
        """How much the terms of an owner that hang on the answer count, kind by kind of package: see :meth:`hanging`.

        Shape (terms, kinds, answers); and a digest of which terms these are.
        """
        if owner not in self._marks:
            every = self.masks(owner).reshape(-1, *reversed(self.possible.shape))
            first, open_ = self.hanging(owner)[0], self.by_answer(owner)[2]
            found = np.ascontiguousarray(every[open_][:, :, first].transpose(0, 2, 1))
            self._marks[owner] = found, digest(found.tobytes(), first.tobytes())
        return self._marks[owner]

    def is_steady(self, owner: str) -> bool:
        """Whether every term of an owner counts the same whatever the answer."""
        return not np.isnan(self.steady(owner)).any()

    def steady(self, owner: str) -> Floats:
        """How much the terms of an owner count whatever the answer, shape (terms, packages); NaN where it matters."""
        if owner not in self._steadies:
            least, most = self._over_answers(owner)
            most[(least != most).any(axis=1)] = np.nan
            self._steadies[owner] = most
        return self._steadies[owner]

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
