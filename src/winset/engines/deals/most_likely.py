"""Everything at its most likely value: who gains what from which package, on whole numbers."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from winset.case.model import Case
from winset.engines.deals.many_packages import Grid
from winset.engines.deals.requirements import bargained
from winset.engines.talks.agreement import zone
from winset.engines.talks.homes import brought_home
from winset.engines.talks.situation import Negotiation
from winset.frozen import Frozen
from winset.space.comparing import scale_of, whole_array
from winset.space.course import Course
from winset.space.draws import modes
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages

PARTS = 10**12


class Central(Frozen, eq=False):
    """A negotiation at the most likely values.

    Attributes
    ----------
    packages : Packages
        Packages and answers.
    numbers : ndarray of int64
        The possible packages other than the status quo.
    gains : ndarray of int64, or of Python's own whole numbers, shape (signatories, packages)
        Gains over no deal, each signatory's in units of its own.
    units : tuple of Fraction
        How many units make a point, by signatory.
    waiting : tuple of float
        By signatory: how many points today is worth more than no deal.
    deals : ndarray of bool, shape (packages,)
        Which packages are deals.
    exact : bool
        Whether the gains are exact; with answers to be expected they are rounded to a trillionth of a party's scale.
    """

    packages: Packages
    numbers: Ints
    gains: Ints
    units: tuple[Fraction, ...]
    waiting: tuple[float, ...]
    deals: Bools
    exact: bool


def central(case: Case) -> Central:
    """Lay a case out at its most likely values."""
    packages = Packages(case)
    expected = packages.shape[1] > 1 or _goes_on(packages)
    return _with_answers(case) if expected else _exact(case, packages)


def _goes_on(packages: Packages) -> bool:
    """Whether something happens by itself after some agreement."""
    course = Course(packages.case)
    if course.trivial:
        return False
    works = packages.possible & packages.agreement
    return bool((course.touches(dict(packages.codes), works) & works).any())


def _exact(case: Case, packages: Packages) -> Central:
    grid = Grid(case, packages, block=max(1, packages.shape[0]))
    possible = grid.possible({})
    gains = whole_array(
        [np.broadcast_to(grid.gains(party, {}), grid.shape)[possible] for party in packages.signatories]
    )
    units = tuple(Fraction(grid.sums[party].unit) for party in packages.signatories)
    waiting = tuple(float(grid.waiting(party)) for party in packages.signatories)
    return Central(packages, np.flatnonzero(possible.ravel()), gains, units, waiting, grid.deals({})[possible], True)


def _with_answers(case: Case) -> Central:
    negotiation = Negotiation(case)
    draw = modes(negotiation.inputs)
    situation = negotiation.situation(draw)
    kept = bargained(negotiation)
    scales = [scale_of(case, party) for party in negotiation.signatories]
    units = tuple(_decimal_unit(scale) for scale in scales)
    gains = whole_array(
        [
            np.rint(situation.gains(party)[0] * float(unit)).astype(np.int64)
            for party, unit in zip(negotiation.signatories, units, strict=True)
        ]
    )
    deals = (zone(negotiation, situation) & brought_home(negotiation, draw))[0]
    waiting = tuple(float(situation.today[one][0] - situation.no_deal[one][0]) for one in negotiation.signatories)
    return Central(negotiation.packages, negotiation.numbers[kept], gains[:, kept], units, waiting, deals[kept], False)


def _decimal_unit(scale: Fraction) -> Fraction:
    """Units to a point: a power of ten, so that decimals stay decimals, at most ``PARTS`` of them to a scale."""
    unit = Fraction(PARTS)
    while scale > 1 and unit * scale > PARTS:
        unit /= 10
    while 0 < scale <= Fraction(1, 10) and unit * scale * 10 <= PARTS:
        unit *= 10
    return unit
