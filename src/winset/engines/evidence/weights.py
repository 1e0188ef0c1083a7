"""How much a claim counts, by who says it and how: one table, of which a case can change any entry (``evidence``).

The figures are analyst assumptions, kept in one place so that they can be argued with.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod, sqrt

from winset.case.model import Case
from winset.claims import Claim
from winset.errors import Problem, UsageError, nearest
from winset.frozen import Frozen

SMALL = 0.03
"""How far a statement that costs nothing may move a chance: the declared small amount."""

WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "base": {"costly": 8.0, "statement": 3.0, "cheap": 1.1},
    "source": {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2, "F": 0.5},
    "information": {"1": 1.0, "2": 0.8, "3": 0.6, "4": 0.3, "5": 0.1, "6": 0.5},
    "hedge": {
        "asserted": 1.0,
        "reported": 0.8,
        "expected": 0.6,
        "probable": 0.6,
        "possible": 0.3,
        "uncertain": 0.2,
        "hypothetical": 0.0,
        "counterfactual": 0.0,
    },
    "anonymous": {"no": 1.0, "yes": 0.7},
    "bearing": {
        "strongly for": 1.25,
        "for": 1.0,
        "neutral": 0.0,
        "against": 1.0,
        "strongly against": 1.25,
        "not applicable": 0.0,
    },
}
STRENGTHS = ("source", "information", "hedge", "anonymous")
"""The tables whose weights are multiplied into the strength of a claim, which its base is raised to."""
SIGNS = {"strongly for": 1, "for": 1, "against": -1, "strongly against": -1}


def weights(case: Case) -> dict[str, dict[str, float]]:
    """Give the table of weights, with what the case changes in it.

    Raises
    ------
    UsageError
        If the case names a weight that does not exist.
    """
    table = {name: dict(row) for name, row in WEIGHTS.items()}
    for name, row in case.evidence.items():
        if name not in table:
            raise UsageError(f"'evidence' has no table '{name}'", nearest(name, list(table), "Tables"))
        for key, value in row.items():
            if key not in table[name]:
                raise UsageError(f"the table '{name}' has no entry '{key}'", nearest(key, list(table[name]), "Entries"))
            table[name][key] = float(value[1])
    return table


def ratio(claim: Claim, table: Mapping[str, Mapping[str, float]], stands: str = "for") -> float:
    """Give the likelihood ratio of a claim, by how it stands to something.

    Examples
    --------
    >>> claim = Claim(cost="statement", source_grade="B", information_grade="2", hedge_level="reported", anonymous=True)
    >>> round(ratio(claim, WEIGHTS), 3)
    1.483
    """
    bearing = table["bearing"][stands] * SIGNS.get(stands, 0)
    return float(table["base"][claim.cost] ** (bearing * strength(claim, table)))


def strength(claim: Claim, table: Mapping[str, Mapping[str, float]]) -> float:
    """Give how strong a claim is, from 0 to 1: by both grades, its hedge, and whether anybody stands by it.

    Examples
    --------
    >>> round(strength(Claim(source_grade="B", information_grade="2", hedge_level="reported"), WEIGHTS), 3)
    0.512
    """
    entries = {
        "source": claim.source_grade,
        "information": claim.information_grade,
        "hedge": claim.hedge_level,
        "anonymous": "yes" if claim.anonymous else "no",
    }
    return prod(table[name][entries[name]] for name in STRENGTHS)


class Weight(Frozen):
    """One entry of the table.

    Attributes
    ----------
    table, entry : str
        Where it stands: ``source``, ``B``.
    value, default : float
        What is in force, and what winset has.
    """

    table: str
    entry: str
    value: float
    default: float


def in_force(case: Case) -> tuple[Weight, ...]:
    """Give every weight in force with its default.

    Examples
    --------
    >>> import winset
    >>> in_force(winset.load("jeddah-2025"))[0]
    Weight(table='base', entry='costly', value=8.0, default=8.0)
    """
    return tuple(
        Weight(name, entry, value, WEIGHTS[name][entry])
        for name, row in weights(case).items()
        for entry, value in row.items()
    )


def farthest(ratio: float) -> float:
    """Give the farthest that a likelihood ratio can move any chance.

    Odds of 1 to √ratio become √ratio to 1, and no other chance moves farther.

    Examples
    --------
    >>> round(farthest(1.1), 4), farthest(1.0)
    (0.0238, 0.0)
    """
    root = sqrt(ratio)
    return abs(root - 1) / (root + 1)


def cheap_limit(case: Case) -> float:
    """Give the farthest that one statement that costs nothing can move any chance, with the weights in force."""
    table = weights(case)
    greatest = prod(max(table[name].values()) for name in (*STRENGTHS, "bearing"))
    return farthest(table["base"]["cheap"] ** greatest)


def weight_problems(case: Case) -> list[Problem]:
    """Warn when the case's own weights let a statement that costs nothing move more than the declared small amount."""
    limit = cheap_limit(case)
    if limit <= SMALL:
        return []
    line, column = case.locate(("evidence",))
    what = f"one statement that costs nothing moves a chance by up to {100 * limit:.0f} points with these weights"
    return [Problem(what, hint=f"The declared small amount is {100 * SMALL:.0f}.", line=line, column=column)]
