"""Deals of spaces too large to list: the efficient ones and the solution points, found block by block."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from winset.case.model import Case
from winset.engines.deals.efficient_deals import EfficientDeals, efficient_deals
from winset.engines.deals.solutions import DEFINITIONS
from winset.engines.deals.zone import DealsRecord, Package
from winset.engines.records import CaseReference
from winset.engines.stability.unilateral import alone_moves
from winset.engines.talks.spread import certain
from winset.space.packages import Packages


def deals_apart(case: Case, packages: Packages, limit: int, settings: dict[str, Any]) -> DealsRecord:
    """Find the efficient deals of a case whose issues can be taken apart.

    Parameters
    ----------
    case : Case
        A case with values.
    packages : Packages
        Its packages.
    limit : int
        How many packages to list.
    settings : dict
        What to print with the result.

    Raises
    ------
    UsageError
        If something ties all issues together; says what.
    """
    found = efficient_deals(case, packages)
    efficient = sum(found.counts)
    deals = efficient if found.deals is None else found.deals
    total = packages.shape[0] - 1 if found.possible is None else found.possible
    notes = [f"{total:,} packages: the efficient deals were found at the most likely values, and no draws were made."]
    if found.deals is None:
        notes.append("Deals were not counted: those told are the efficient ones alone.")
    attained = {name: sum(found.counts[int(place)] for place in places) for name, places in found.solutions.items()}
    return DealsRecord(
        case=CaseReference.of(case),
        method="efficient deals, block by block",
        settings=settings,
        packages=total,
        zone=certain(deals),
        empty=float(efficient == 0),
        listed=tuple(_listed(found, packages, limit)),
        frontier=efficient,
        attained={name: attained[name] for name in DEFINITIONS if name in attained},
        alone=alone_moves(case),
        notes=tuple(notes),
    )


def _listed(found: EfficientDeals, packages: Packages, limit: int) -> list[Package]:
    """The solution points first, then other efficient deals evenly along the frontier."""
    solutions: dict[int, list[str]] = {}
    for name, places in found.solutions.items():
        for place in places:
            solutions.setdefault(int(place), []).append(name)
    order = sorted(solutions, key=lambda place: (-len(solutions[place]), place))
    rest = [place for place in range(len(found.counts)) if place not in solutions]
    step = max(1, len(rest) // max(1, limit))
    told = [
        _package(found, packages, place, dict(levels), tuple(solutions.get(place, ())))
        for place in [*order, *rest[::step]]
        for levels in found.packages[place]
    ]
    return told[: max(limit, len(DEFINITIONS)) if limit else 0]


def _package(
    found: EfficientDeals, packages: Packages, place: int, levels: dict[str, str], solutions: tuple[str, ...]
) -> Package:
    gains = {
        party: float(Fraction(int(found.gains[at, place])) / found.units[at])
        for at, party in enumerate(packages.signatories)
    }
    waiting = dict(zip(packages.signatories, found.waiting, strict=True))
    return Package(
        levels=levels,
        share=1.0,
        central=True,
        gains=gains,
        over_today={party: gain - waiting[party] for party, gain in gains.items()},
        in_force=None,
        refused_by={},
        fails=(),
        answers=(),
        efficient=True,
        solutions=solutions,
    )
