"""Which packages are listed, and what is told of each: solution points first, then the likeliest deals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from winset.engines.deals.most_likely import Central
from winset.engines.deals.requirements import Requirement, bargained
from winset.engines.deals.solutions import DEFINITIONS, efficient, points
from winset.engines.deals.survey import Surveyed
from winset.engines.deals.zone import Package
from winset.engines.talks.situation import Negotiation, Situation
from winset.frozen import Frozen
from winset.space.draws import modes
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints
from winset.space.packages import canonical_order

LEAST_CHANCE = 0.005
"""Answers of the absent parties that are less likely are not told."""


class Picked(Frozen, eq=False):
    """Which packages to list, and what they are."""

    order: Ints
    efficient: Bools
    solutions: Mapping[int, tuple[str, ...]]

    @property
    def attained(self) -> dict[str, int]:
        """How many packages attain each solution point."""
        names = [name for found in self.solutions.values() for name in found]
        return {name: names.count(name) for name in DEFINITIONS if name in names}


def picked(middle: Central, share: Floats, limit: int) -> Picked:
    """Pick the solution points, then the likeliest deals; of equally likely ones the efficient first."""
    inside = np.flatnonzero(middle.deals)
    best = np.zeros(len(middle.numbers), dtype=np.bool_)
    best[inside] = efficient(middle.gains[:, inside])
    attained: dict[int, list[str]] = {}
    for name, cells in points(middle.gains[:, inside], middle.units, middle.exact).items():
        for cell in cells:
            attained.setdefault(int(inside[cell]), []).append(name)
    rank = _rank(middle)
    order = sorted(attained, key=lambda cell: (-len(attained[cell]), rank[cell]))[: max(limit, len(DEFINITIONS))]
    likeliest = np.lexsort((rank, ~best, -share))
    order += [int(cell) for cell in likeliest[: limit + len(order)] if cell not in attained and share[cell] > 0]
    listed = np.array(sorted(order[:limit], key=lambda cell: (not best[cell], -share[cell])), dtype=np.int64)
    return Picked(listed, best, {cell: tuple(names) for cell, names in attained.items()})


def _rank(middle: Central) -> Ints:
    """Where each package stands in an order that the file does not set."""
    packages = middle.packages
    rank = np.empty(packages.shape[0], dtype=np.int64)
    rank[canonical_order(packages.case, packages.issues)] = np.arange(packages.shape[0])
    return rank[middle.numbers]


def told(
    middle: Central,
    cell: int,
    share: float,
    chosen: Picked,
    fails: tuple[tuple[Requirement, float], ...] = (),
    answers: tuple[tuple[Mapping[str, str], float], ...] = (),
    in_force: float | None = None,
    refused_by: Mapping[str, float] | None = None,
) -> Package:
    """Tell one package."""
    gains = {
        party: float(int(middle.gains[place, cell]) / middle.units[place])
        for place, party in enumerate(middle.packages.signatories)
    }
    waiting = dict(zip(middle.packages.signatories, middle.waiting, strict=True))
    return Package(
        levels=middle.packages.levels(int(middle.numbers[cell])),
        share=share,
        central=bool(middle.deals[cell]),
        gains=gains,
        over_today={party: gain - waiting[party] for party, gain in gains.items()},
        in_force=in_force,
        refused_by=refused_by or {},
        fails=fails,
        answers=answers,
        efficient=bool(chosen.efficient[cell]),
        solutions=chosen.solutions.get(int(cell), ()),
    )


def listed(
    negotiation: Negotiation,
    middle: Central,
    found: Surveyed,
    limit: int,
    fails: Mapping[Requirement, Floats] | None = None,
) -> tuple[Package, ...]:
    """Tell the packages to list, with what the draws make of them; ``fails`` gives the shares of draws they fail in."""
    share = found.deal / len(found.sizes)
    chosen = picked(middle, share, limit)
    situation = negotiation.situation(modes(negotiation.inputs))
    return tuple(
        told(
            middle,
            cell,
            float(share[cell]),
            chosen,
            _worst_first({one: float(shares[cell]) for one, shares in (fails or {}).items()}),
            answers(negotiation, cell, situation),
            *found.after_the_table(cell),
        )
        for cell in chosen.order
    )


def _worst_first(shares: Mapping[Requirement, float]) -> tuple[tuple[Requirement, float], ...]:
    return tuple(sorted(((name, share) for name, share in shares.items() if share), key=lambda item: -item[1]))


def answers(negotiation: Negotiation, cell: int, situation: Situation) -> tuple[tuple[Mapping[str, str], float], ...]:
    """How the absent parties answer a package at the most likely values, likeliest first."""
    packages = negotiation.packages
    if packages.shape[1] == 1:
        return ()
    place = int(np.flatnonzero(bargained(negotiation))[cell])
    chances = situation.answers.to(place)[0]
    number = int(negotiation.numbers[place])
    return tuple(
        ({issue: packages.levels(number, int(one))[issue] for issue in packages.answer_issues}, float(chances[one]))
        for one in np.argsort(-chances, kind="stable")
        if chances[one] > LEAST_CHANCE
    )
