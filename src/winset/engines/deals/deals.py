"""Which packages are deals: the zone of possible agreement, each party's win-set, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np

from winset.case.model import Case
from winset.engines.deals.conflict_set import smallest_conflict
from winset.engines.deals.linkage import linkage
from winset.engines.deals.listing import listed, picked, told
from winset.engines.deals.many_packages import COUNT_LIMIT, Grid
from winset.engines.deals.most_likely import Central, central
from winset.engines.deals.requirements import Requirement, bargained, requirements, win_set, zone_of
from winset.engines.deals.survey import required, survey
from winset.engines.deals.zone import DealsRecord, LevelShare, Obstacle, Package, WinSet
from winset.engines.records import CaseReference
from winset.engines.stability.unilateral import alone_moves
from winset.engines.talks.layout import CELL_LIMIT
from winset.engines.talks.run import DRAWS
from winset.engines.talks.situation import Negotiation, require_values
from winset.engines.talks.spread import certain, spread_of
from winset.errors import UsageError
from winset.space.course import Course
from winset.space.draws import modes
from winset.space.inputs import inputs
from winset.space.packages import PACKAGE_LIMIT, Packages

LIMIT = 20
MOST_PACKAGES = 10**100
ALIKE_LIMIT = 2**16


def deals(case: Case, draws: int = DRAWS, seed: int = 1, limit: int = LIMIT) -> DealsRecord:
    """Find the packages that every signatory, every condition and every home allows.

    Parameters
    ----------
    case : Case
        A case with values.
    draws : int
        How many draws to make of its ranges; 0 for the most likely values only.
    seed : int
        The random seed.
    limit : int
        How many packages to list.

    Returns
    -------
    DealsRecord

    Raises
    ------
    UsageError
        If the case has no values or nothing is negotiated.
    CaseTooLargeError
        If it has more packages than can be counted.

    References
    ----------
    Putnam 1988 (win-sets); Raiffa 1982 (zone of possible agreement).

    Examples
    --------
    >>> import winset
    >>> winset.deals(winset.load("harbour"), draws=0).zone.central
    55
    """
    require_values(case)
    sizes = Packages(case, limit=MOST_PACKAGES)
    if prod(sizes.shape) > PACKAGE_LIMIT:
        return _apart(case, sizes, limit)
    try:
        middle = central(case)
    except UsageError:  # points with too many digits to lay every package out
        return _each_apart(case, sizes, limit)
    if draws and prod(sizes.shape) > ALIKE_LIMIT and _certain(case, sizes):
        alike = "Every value is certain, so that all draws would be alike: none were made."
        return _central_only(case, middle, limit, (alike,))
    if prod(sizes.shape) > CELL_LIMIT or draws == 0:
        notes = () if draws == 0 else (f"More than {CELL_LIMIT:,} packages: no draws were made.",)
        return _central_only(case, middle, limit, notes)
    return _Deals(case, middle, draws, seed).record(limit)


def worth_listing(case: Case, draws: int = DRAWS, seed: int = 1, limit: int = LIMIT) -> tuple[Package, ...]:
    """List the packages that :func:`deals` would, without what they fail: the same figures, at half the cost."""
    negotiation = Negotiation(case)
    return listed(negotiation, central(case), survey(negotiation, draws, seed), limit)


def _certain(case: Case, packages: Packages) -> bool:
    """Whether no draw of a case differs from its most likely values, as far as deals go."""
    uncertain = any(not one.certain for one in inputs(case).values() if one.path[0] != "talks")
    chances = case.conditions or case.ratification or case.mandates or case.profiles
    return not uncertain and not chances and packages.shape[1] == 1 and Course(case).trivial


def _settings(draws: int, limit: int) -> dict[str, Any]:
    return {"draws": draws, "limit": limit, "frontier and points": "at the most likely values, among deals"}


def _each_apart(case: Case, packages: Packages, limit: int) -> DealsRecord:
    from winset.engines.deals.separable_deals import deals_apart  # few cases need it

    return deals_apart(case, packages, limit, _settings(0, limit))


def _apart(case: Case, packages: Packages, limit: int) -> DealsRecord:
    """Take the issues apart; where something ties them together, count the deals if they can be counted."""
    try:
        return _each_apart(case, packages, limit)
    except UsageError:
        if prod(packages.shape) > COUNT_LIMIT:
            raise
        return _counted(case, packages)


def _counted(case: Case, packages: Packages) -> DealsRecord:
    count = Grid(case, packages).count()
    notes = [f"{packages.shape[0]:,} packages: deals were counted at the most likely values and not listed."]
    if not Course(case).trivial:
        notes.append("What deadlines and law bring about after an agreement is left out of that count.")
    return DealsRecord(
        case=CaseReference.of(case),
        method="zone of possible agreement, counted",
        settings=_settings(0, 0),
        packages=packages.shape[0] - 1,
        zone=certain(count),
        empty=float(count == 0),
        notes=tuple(notes),
    )


def _central_only(case: Case, middle: Central, limit: int, notes: tuple[str, ...]) -> DealsRecord:
    count = int(np.count_nonzero(middle.deals))
    chosen = picked(middle, middle.deals.astype(np.float64), limit)
    return DealsRecord(
        case=CaseReference.of(case),
        method="zone of possible agreement",
        settings=_settings(0, limit),
        packages=len(middle.numbers),
        zone=certain(count),
        empty=float(count == 0),
        listed=tuple(told(middle, cell, float(middle.deals[cell]), chosen) for cell in chosen.order),
        frontier=int(np.count_nonzero(chosen.efficient)),
        attained=chosen.attained,
        alone=alone_moves(case),
        exact=middle.exact,
        notes=notes,
    )


class _Deals:
    """The deals of a case, read off its surveys."""

    def __init__(self, case: Case, middle: Central, draws: int, seed: int) -> None:
        self.case, self.middle, self.draws, self.seed = case, middle, draws, seed
        self.negotiation = Negotiation(case)
        self.found = survey(self.negotiation, draws, seed)
        self.required = required(self.negotiation, draws, seed)

    def record(self, limit: int) -> DealsRecord:
        """Put the deals together."""
        middle, found = self.middle, self.found
        chosen = picked(middle, found.deal / self.draws, limit)
        fails = {one: failed / self.draws for one, failed in self.required.fails.items()}
        count = int(np.count_nonzero(middle.deals))
        return DealsRecord(
            case=CaseReference.of(self.case),
            method="zone of possible agreement",
            settings=_settings(self.draws, limit),
            seed=self.seed,
            packages=len(middle.numbers),
            zone=spread_of(found.sizes, count),
            empty=1 - found.with_deals / self.draws,
            win_sets=tuple(self._win_sets()),
            obstacles=self._obstacles(),
            conflict=() if count else self._conflict(),
            levels=tuple(self._levels()),
            listed=listed(self.negotiation, middle, found, limit, fails),
            frontier=int(np.count_nonzero(chosen.efficient)),
            attained=chosen.attained,
            linkage=linkage(middle),
            alone=alone_moves(self.case),
            exact=middle.exact,
        )

    def _conflict(self) -> tuple[Requirement, ...]:
        """Of the requirements at the most likely values, a smallest set that no package meets together."""
        meets = requirements(self.negotiation, self.negotiation.situation(modes(self.negotiation.inputs)))
        masks = {one: meets[one][0] for one in sorted(meets, key=lambda one: one.parts)}
        return smallest_conflict(masks, lambda some: zone_of(self.negotiation, some))

    def _win_sets(self) -> Iterator[WinSet]:
        for party, (sizes, overlaps) in self.required.win.items():
            size, overlap = _central_win(self.negotiation, party)
            yield WinSet(party, "", spread_of(sizes, size), spread_of(overlaps, overlap))
        for party, profiles in self.case.profiles.items():
            if party in self.negotiation.signatories:
                for name in ("", *profiles):
                    size, overlap = _central_win(Negotiation(_only(self.case, party, name)), party)
                    spreads = certain(size), certain(overlap)
                    yield WinSet(party, name or "as written", *spreads)

    def _obstacles(self) -> tuple[Obstacle, ...]:
        fails, opens = self.required.fails, self.required.opens
        total = max(1, self.draws * len(self.found.deal))
        found = [Obstacle(*one.parts, float(np.sum(fails[one])) / total, opens[one] / self.draws) for one in opens]
        return tuple(sorted(found, key=lambda one: (-one.opens, one.kind, one.key, one.home)))

    def _levels(self) -> Iterator[LevelShare]:
        packages = self.negotiation.packages
        numbers = self.negotiation.numbers[bargained(self.negotiation)]
        mass = self.found.level_mass / max(self.found.with_deals, 1)
        for issue in packages.issues:
            code = packages.codes[issue][numbers, 0]
            levels = self.case.levels[issue]
            for position, level in enumerate(levels):
                middle = 0 < position < len(levels) - 1
                yield LevelShare(issue, level, float(mass[code == position].sum()), middle)


def _central_win(negotiation: Negotiation, party: str) -> tuple[int, int]:
    """How many packages are in a party's win-set at the most likely values, and how many of these are deals."""
    meets = requirements(negotiation, negotiation.situation(modes(negotiation.inputs)))
    win = win_set(negotiation, meets, party)
    return int(np.count_nonzero(win)), int(np.count_nonzero(win & zone_of(negotiation, meets)))


def _only(case: Case, party: str, profile: str) -> Case:
    """The case with one variant of a party's preferences for certain."""
    profiles = {
        name: one.model_copy(update={"weight": (int(name == profile),) * 3})
        for name, one in case.profiles[party].items()
    }
    return case.model_copy(update={"profiles": {**case.profiles, party: profiles}})
