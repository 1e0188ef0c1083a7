"""Two versions of a case side by side: what moves when an input is set, by how much, and whether beyond noise."""

from __future__ import annotations

import numpy as np

from winset.case.model import Case
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.stability.analysis import equilibrium_mask
from winset.engines.stability.concepts import chosen
from winset.engines.talks.paired import IN_FORCE, Difference, difference, sample
from winset.engines.talks.run import DRAWS
from winset.engines.talks.situation import require_values
from winset.errors import CaseTooLargeError
from winset.frozen import Frozen
from winset.space.game import Game, scenario_masks
from winset.space.packages import Packages


class HoldingCounts(Frozen):
    """How many outcomes of a scenario hold before and after."""

    scenario: str
    before: int
    after: int


class WhatIfRecord(Record, kw_only=True):
    """The difference a change makes.

    Attributes
    ----------
    changed : CaseReference
        The other version.
    differences : tuple of Difference
        Every headline and level, those that move most first.
    holding : tuple of HoldingCounts
        Scenarios by how many of their outcomes are Nash-stable.
    removed : tuple of (str, str)
        Levels between others that the change takes away, as (issue, level): the zone can only shrink.
    zone : (float, float)
        The mean number of deals before and after.
    """

    changed: CaseReference
    differences: tuple[Difference, ...]
    holding: tuple[HoldingCounts, ...]
    removed: tuple[tuple[str, str], ...]
    zone: tuple[float, float]

    def rows(self) -> Rows:
        """Give one row per headline."""
        body = [
            (one.headline, f"{one.before:.2f}", f"{one.after:.2f}", f"{one.after - one.before:+.2f}", _noise(one))
            for one in self.differences
        ]
        return ("what", "before", "after", "change", "noise"), body


def _noise(one: Difference) -> str:
    return "beyond" if one.beyond_noise else "within"


def what_if(case: Case, other: Case, draws: int = DRAWS, seed: int = 1, model: str = "nash") -> WhatIfRecord:
    """Compare two versions of a case on the same random numbers.

    Parameters
    ----------
    case, other : Case
        The case, and the case changed: by :func:`winset.changed`, :func:`winset.without` or :func:`winset.swap`.
    draws, seed, model
        As in :func:`winset.forecast`.

    Returns
    -------
    WhatIfRecord

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> record = winset.what_if(case, winset.changed(case, {"conditions.strict.probability": 0.9}), draws=400)
    >>> {one.headline: one.after < one.before for one in record.differences}["compromise"]
    True
    """
    require_values(case)
    require_values(other)
    before, after = sample(case, draws, seed, model), sample(other, draws, seed, model)
    shared = [headline for headline in before.headlines if headline in after.headlines]
    differences = [difference(before, after, headline) for headline in shared]
    first = {*case.scenarios, IN_FORCE}
    differences.sort(key=lambda one: (one.headline not in first, -abs(one.after - one.before)))
    return WhatIfRecord(
        case=CaseReference.of(case),
        changed=CaseReference.of(other),
        method="two versions on common random numbers",
        settings={"draws": draws, "model": model},
        seed=seed,
        differences=tuple(differences),
        holding=_holding(case, other),
        removed=_removed(case, other),
        zone=(before.zone, after.zone),
    )


def _holding(case: Case, other: Case) -> tuple[HoldingCounts, ...]:
    try:
        one, two = Game(case), Game(other)
    except CaseTooLargeError:
        return ()
    nash = chosen("nash")[0]
    stable = {game: equilibrium_mask(game, nash) for game in (one, two)}
    masks = {game: scenario_masks(game) for game in (one, two)}
    return tuple(
        HoldingCounts(key, *(int(np.count_nonzero(stable[game] & masks[game][key])) for game in (one, two)))
        for key in case.scenarios
        if key in other.scenarios
    )


def _removed(case: Case, other: Case) -> tuple[tuple[str, str], ...]:
    """Levels between others that can occur in the case and not in the other version, of issues that both negotiate."""
    one, two = Packages(case), Packages(other)
    return tuple(
        (issue, level)
        for issue in one.issues
        if issue in two.issues and len(set(two.codes[issue][two.possible.any(axis=1), 0].tolist())) > 1
        for place, level in enumerate(case.levels[issue][1:-1], 1)
        if (one.codes[issue][one.possible.any(axis=1), 0] == place).any() and not _occurs(two, issue, level)
    )


def _occurs(packages: Packages, issue: str, level: str) -> bool:
    levels = packages.case.levels[issue]
    codes = packages.codes[issue][packages.possible.any(axis=1), 0]
    return level in levels and bool((codes == levels.index(level)).any())
