"""Packages as points: what each party expects to gain from every package, and which ones nothing beats."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from winset.case.model import Case
from winset.engines.deals.most_likely import PARTS
from winset.engines.deals.requirements import bargained
from winset.engines.deals.solutions import efficient
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.talks.agreement import zone
from winset.engines.talks.homes import brought_home
from winset.engines.talks.run import DRAWS
from winset.engines.talks.situation import Negotiation, Situation, require_values
from winset.errors import UsageError, nearest
from winset.frozen import Frozen
from winset.space.comparing import difference
from winset.space.draws import draw
from winset.space.inputs import Floats
from winset.space.outcomes import Bools

POINTS = 1_500
LIKELY = 0.5


class PackagePoint(Frozen):
    """A package in the plane of two parties' gains.

    Attributes
    ----------
    levels : mapping of str to str
        The negotiated issues.
    gains : mapping of str to float
        What each of the two expects to gain, mean over the draws, in points of its own scale.
    ranges : mapping of str to (float, float)
        The 5th and 95th percentile of these gains.
    share : float
        In which share of the draws it is a deal.
    front : bool
        Whether it is a deal in at least half of the draws and no other such package is better for one of the two and
        no worse for the other: the Pareto front.
    """

    levels: Mapping[str, str]
    gains: Mapping[str, float]
    ranges: Mapping[str, tuple[float, float]]
    share: float
    front: bool


class FrontierRecord(Record, kw_only=True):
    """The packages of a case as two parties see them.

    Attributes
    ----------
    parties : (str, str)
        Whose gains: over no deal for signatories, over the status quo for others.
    packages : int
        How many packages can occur, the status quo not counted.
    points : tuple of PackagePoint
        Those listed: the front, then the likeliest deals, then the rest evenly; all of them unless there are many.
    front : int
        How many are on the front.
    """

    parties: tuple[str, str]
    packages: int
    points: tuple[PackagePoint, ...]
    front: int

    def rows(self) -> Rows:
        """Give one row per package."""
        if not self.points:
            return ("package",), []
        header = (*self.points[0].levels, *(f"{party} gain" for party in self.parties), "deal in", "front")
        body = [
            (
                *one.levels.values(),
                *(f"{gain:.2f}" for gain in one.gains.values()),
                f"{one.share:.2f}",
                "yes" if one.front else "no",
            )
            for one in self.points
        ]
        return header, body


def frontier(
    case: Case, first: str = "", second: str = "", draws: int = DRAWS, seed: int = 1, limit: int = POINTS
) -> FrontierRecord:
    """Place every package by what two parties expect to gain from it.

    Parameters
    ----------
    case : Case
        A case with values.
    first, second : str
        The two parties; the first two signatories by default.
    draws : int
        How many draws to make of the case's ranges.
    seed : int
        The random seed.
    limit : int
        How many packages to list at most.

    Returns
    -------
    FrontierRecord

    Raises
    ------
    UsageError
        If the case has no values, nothing is negotiated, or a party is unknown or has no values.
    CaseTooLargeError
        If it has more packages than can be laid out.

    References
    ----------
    Raiffa 1982 (efficient frontier).

    Examples
    --------
    >>> import winset
    >>> record = winset.frontier(winset.load("jeddah-2025"), draws=200)
    >>> record.parties, record.packages, record.points[0].front
    (('US', 'UA'), 144, True)
    """
    require_values(case)
    negotiation = Negotiation(case)
    one = first or negotiation.signatories[0]
    two = second or next(party for party in (*negotiation.signatories, *negotiation.absent) if party != one)
    pair = (one, two)
    _check(case, negotiation, pair)
    kept = bargained(negotiation)
    gains: dict[str, list[Floats]] = {party: [] for party in pair}
    deals = np.zeros(len(negotiation.numbers))
    for start in range(0, draws, negotiation.chunk):
        size = min(negotiation.chunk, draws - start)
        situation = negotiation.situation(draw(negotiation.inputs, seed, start, size))
        deals += (zone(negotiation, situation) & brought_home(negotiation, situation.draw)).sum(axis=0)
        for party in pair:
            gains[party].append(_gains(negotiation, situation, party)[:, kept])
    share = deals[kept] / draws
    drawn = {party: np.concatenate(parts) for party, parts in gains.items()}
    return _record(case, negotiation, pair, drawn, share, {"draws": draws, "limit": limit}, seed)


def _check(case: Case, negotiation: Negotiation, pair: tuple[str, str]) -> None:
    known = [party for party in (*negotiation.signatories, *negotiation.absent) if case.values.get(party)]
    for party in pair:
        if party not in known:
            reason = "has no values" if party in case.parties else "is no party"
            raise UsageError(f"'{party}' {reason}", nearest(party, known, "Parties with values"))
    if pair[0] == pair[1]:
        raise UsageError(f"'{pair[0]}' stands on both axes", "Name two different parties.")


def _gains(negotiation: Negotiation, situation: Situation, party: str) -> Floats:
    if party in negotiation.signatories:
        return situation.gains(party)
    expected, _ = negotiation.expected(party, situation.draw)
    return difference(expected, expected[:, [negotiation.status_quo]], negotiation.scales[party])


def _record(
    case: Case,
    negotiation: Negotiation,
    pair: tuple[str, str],
    drawn: Mapping[str, Floats],
    share: Floats,
    settings: dict[str, object],
    seed: int,
) -> FrontierRecord:
    means = np.array([drawn[party].mean(axis=0) for party in pair])
    likely = np.flatnonzero(share >= LIKELY)
    front = np.zeros(len(share), dtype=np.bool_)
    scales = np.array([[negotiation.scales[party] or 1.0] for party in pair])
    front[likely] = efficient(np.rint(means[:, likely] / scales * PARTS).astype(np.int64))
    listed = _listed(share, front, int(str(settings["limit"])))
    bounds = {party: np.percentile(drawn[party][:, listed], [5, 95], axis=0) for party in pair}
    numbers = negotiation.numbers[bargained(negotiation)]
    points = tuple(
        PackagePoint(
            negotiation.packages.levels(int(numbers[cell])),
            {party: float(means[axis, cell]) for axis, party in enumerate(pair)},
            {party: (float(bounds[party][0, place]), float(bounds[party][1, place])) for party in pair},
            float(share[cell]),
            bool(front[cell]),
        )
        for place, cell in enumerate(listed)
    )
    return FrontierRecord(
        case=CaseReference.of(case),
        method="packages by expected gains",
        settings=settings,
        seed=seed,
        parties=pair,
        packages=len(share),
        points=points,
        front=int(np.count_nonzero(front)),
    )


def _listed(share: Floats, front: Bools, limit: int) -> np.ndarray:
    """The front first, then deals by their share, then an even selection of the rest."""
    order = np.lexsort((np.arange(len(share)), -share, ~front))
    deals = int(np.count_nonzero(front | (share > 0)))
    if len(order) <= limit or deals >= limit:
        return order[:limit]
    rest = order[deals:]
    even = rest[np.linspace(0, len(rest) - 1, limit - deals).round().astype(int)]
    return np.concatenate([order[:deals], np.unique(even)])
