"""Everything at its most likely value: who gains what from which package, on integers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from winset.case.model import Case
from winset.engines.bargaining.agreement import consent, enough, permitted
from winset.engines.bargaining.grid import Grid
from winset.engines.bargaining.homes import acceptance, ratified
from winset.engines.bargaining.situation import Negotiation
from winset.space.inputs import modes
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages

FLOAT_SCALE = 10**9


@dataclass(frozen=True, eq=False)
class Central:
    """A negotiation at the most likely values.

    Attributes
    ----------
    packages : Packages
        Packages and answers.
    numbers : ndarray of int64
        The possible packages other than the status quo.
    gains : ndarray of int64, shape (signatories, packages)
        Gains over no deal in units of ``scale`` to the point, the same for all.
    scale : int
        Units to a point.
    deals : ndarray of bool, shape (packages,)
        Which packages are deals.
    exact : bool
        Whether the gains are exact; with answers to be expected they are rounded to 1e-9 points.
    """

    packages: Packages
    numbers: Ints
    gains: Ints
    scale: int
    deals: Bools
    exact: bool


def central(case: Case) -> Central:
    """Lay a case out at its most likely values."""
    packages = Packages(case)
    return _with_answers(case) if packages.shape[1] > 1 else _exact(case, packages)


def _exact(case: Case, packages: Packages) -> Central:
    grid = Grid(case, packages, block=max(1, packages.shape[0]))
    possible = grid.possible({})
    scale = int(np.lcm.reduce([grid.sums[party].scale for party in packages.signatories]))
    gains = np.array(
        [grid.gains(party, {})[possible] * (scale // grid.sums[party].scale) for party in packages.signatories]
    )
    return Central(packages, np.flatnonzero(possible.ravel()), gains, scale, grid.deals({})[possible], True)


def _with_answers(case: Case) -> Central:
    negotiation = Negotiation(case)
    draw = modes(negotiation.inputs)
    situation = negotiation.situation(draw)
    kept = np.arange(len(negotiation.numbers)) != negotiation.status_quo
    gains = np.array([np.rint(situation.gains(party)[0] * FLOAT_SCALE) for party in negotiation.signatories])
    parts = (
        enough(negotiation, consent(negotiation, situation)),
        permitted(negotiation, situation),
        ratified(case, negotiation.signatories, acceptance(negotiation, draw), (1, len(negotiation.numbers))),
    )
    deals = reduce(np.logical_and, parts)[0]
    return Central(
        negotiation.packages,
        negotiation.numbers[kept],
        gains.astype(np.int64)[:, kept],
        FLOAT_SCALE,
        deals[kept],
        False,
    )
