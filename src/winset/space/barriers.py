"""What a party surely does not do, whatever it prefers: its hard conditions, and what its homes would refuse.

Both are taken at their most likely reading. A condition is real when the most likely chance that it is real is above
one half; a home surely refuses a level when the most likely chance that it accepts it is at most one in twenty.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.case.negotiation import Ratification
from winset.space.acceptance import likely
from winset.space.outcomes import Bools, OutcomeSpace

REAL = Decimal("0.5")
REFUSED = Fraction(1, 20)


def barriers(case: Case, space: OutcomeSpace, party: str) -> tuple[Bools, ...]:
    """Mark the outcomes a party surely does not move into, one mask for each condition and one for its homes.

    Parameters
    ----------
    case : Case
        The case.
    space : OutcomeSpace
        Its outcomes.
    party : str
        Whose conditions and homes.

    Returns
    -------
    tuple of ndarray of bool, shape (size,)
        Only masks that mark something.
    """
    masks = [
        space.where(case.violation(key))
        for key, one in case.conditions.items()
        if one.party == party and one.probability[1] > REAL
    ]
    masks.append(_refused(case, space, party))
    return tuple(mask for mask in masks if mask.any())


def _refused(case: Case, space: OutcomeSpace, party: str) -> Bools:
    """Mark what the homes of a party surely refuse, by the rule that says how many of them must accept."""
    refusing: dict[str, Bools] = {}
    for entry in case.ratification:
        if entry.party != party:
            continue
        mask = np.zeros(space.size, dtype=np.bool_)
        for level in surely_refused(case, entry):
            mask |= space.where(expr.Comparison(entry.issue, "=", level))
        refusing[entry.home] = refusing.get(entry.home, np.zeros_like(mask)) | mask
    result = np.zeros(space.size, dtype=np.bool_)
    if not refusing:
        return result
    rule = case.homes.get(party)
    homes = {*case.parties[party].home, *refusing}
    need = len(homes) if rule is None or rule.need == "all" else min(len(homes), int(rule.need.split()[0]))
    result |= len(homes) - np.sum(list(refusing.values()), axis=0) < need
    for home in rule.veto if rule else ():
        if home in refusing:
            result |= refusing[home]
    return result


def surely_refused(case: Case, entry: Ratification) -> list[str]:
    """Name the levels of an issue that a home surely refuses, by :func:`winset.space.acceptance.by_level`."""
    return [
        level for level, chance in zip(case.levels[entry.issue], likely(case, entry), strict=True) if chance <= REFUSED
    ]
