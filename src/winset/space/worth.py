"""What outcomes are worth to a party or a home: the points of its values, variant by variant."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.case.negotiation import Value
from winset.case.scoring import ScoredValue
from winset.frozen import Frozen, field
from winset.space.comparing import largest_sum, whole_type
from winset.space.draws import Draw
from winset.space.inputs import Floats, inputs
from winset.space.measures import Codes, Measure, measured

AS_WRITTEN = ""


class Term(Frozen):
    """Points that count wherever a condition holds, or along amounts.

    Attributes
    ----------
    measure : Measure
        How much of the points an outcome gets.
    stake : str
        What the points stand for.
    addresses : dict of str to str
        The input that gives the points, by profile of the party; ``""`` is the preference as written.
    replaced : tuple of str
        The inputs that give the shares others would replace.
    weight : str
        The input whose share the points are multiplied by: the weight of an issue; empty for points as they are.
    share : Fraction
        What one unit of that weight multiplies them by.
    """

    measure: Measure
    stake: str
    addresses: dict[str, str] = field(default_factory=dict)
    replaced: tuple[str, ...] = ()
    weight: str = ""
    share: Fraction = Fraction(1)

    def points(self, draw: Draw, variant: str) -> Floats:
        """Give the points in every draw, for one variant: shape (count,)."""
        address = self.addresses.get(variant, self.addresses.get(AS_WRITTEN, ""))
        points = draw.values[address] if address else np.zeros(draw.count)
        for share in self.replaced:
            points = points * (1 - draw.values[share])
        return points * (draw.values[self.weight] * float(self.share)) if self.weight else points


def terms(case: Case, owner: str) -> list[Term]:
    """Gather the terms of a party or home; values of a profile replace those of the same condition and stake."""
    return list(case.shared(("terms", owner), lambda: _terms(case, owner)))


def _terms(case: Case, owner: str) -> list[Term]:
    found: dict[tuple[str, str, str], Term] = {}
    replaced: dict[str, list[str]] = {}
    for position, alternative in enumerate(case.alternatives):
        if alternative.party == owner:
            replaced.setdefault(_canonical(alternative.replaces), []).append(f"alternatives.{position + 1}")

    def add(value: Value, variant: str, address: str) -> None:
        for end, measure in measured(case, value):
            key = (value.about, value.stake, end)
            if key not in found:
                others = replaced.get(value.about, ()) if measure.plain else ()
                found[key] = Term(measure, value.stake, {}, tuple(others))
            found[key].addresses[variant] = f"{address}.{end}" if end else address

    for position, value in enumerate(case.values.get(owner, ())):
        if isinstance(value, ScoredValue):
            for level, measure in measured(case, value):
                addresses = {AS_WRITTEN: f"scores.{owner}.{value.of}.{level}"}
                weight = f"weights.{owner}.{value.of}"
                found[value.about, value.stake, level] = Term(measure, value.stake, addresses, (), weight, value.share)
        else:
            add(value, AS_WRITTEN, f"values.{owner}.{position + 1}")
    for name, profile in case.profiles.get(owner, {}).items():
        for position, value in enumerate(profile.values):
            add(value, name, f"profiles.{owner}.{name}.values.{position + 1}")
    return list(found.values())


def variants(case: Case, owner: str) -> tuple[str, ...]:
    """Name the variants of a party's preferences: as written, then its profiles."""
    return (AS_WRITTEN, *case.profiles.get(owner, {}))


def pick_variant(case: Case, owner: str, draw: Draw) -> np.ndarray:
    """Pick a variant in every draw by the profiles' weights; what they leave is the preference as written.

    Returns
    -------
    ndarray of int, shape (count,)
        Positions in :func:`variants`.
    """
    profiles = case.profiles.get(owner, {})
    if not profiles:
        return np.zeros(draw.count, dtype=np.int64)
    names = sorted(profiles)
    weights = np.array([draw.values[f"profiles.{owner}.{name}.weight"] for name in names])
    weights = weights / np.maximum(weights.sum(axis=0), 1.0)
    if draw.central:
        return np.full(1, variants(case, owner).index(likeliest_variant(case, owner)))
    bounds = np.cumsum(weights, axis=0)
    uniform = draw.chance(f"profile {owner}")
    chosen = (uniform >= bounds).sum(axis=0)
    places = np.array([*(variants(case, owner).index(name) for name in names), 0])
    return np.asarray(places[chosen])


def likeliest_variant(case: Case, owner: str) -> str:
    """Name the variant of a party's preferences that is most likely; of equals the one as written, then by name."""
    weights = {name: Fraction(profile.weight[1]) for name, profile in case.profiles.get(owner, {}).items()}
    weights[AS_WRITTEN] = max(Fraction(0), 1 - sum(weights.values(), Fraction(0)))
    return min(weights, key=lambda name: (-weights[name], name))


def _canonical(condition: str) -> str:
    return expr.format_condition(expr.parse(condition))


def central_points(case: Case, owner: str) -> list[tuple[Measure, Fraction]]:
    """Give the terms of an owner at the most likely values, exactly: (measure, points).

    A party with profiles is in the most likely one.
    """
    known = inputs(case)
    chosen = likeliest_variant(case, owner)
    found = []
    for term in terms(case, owner):
        address = term.addresses.get(chosen, term.addresses.get(AS_WRITTEN, ""))
        points = Fraction(known[address].mode) if address else Fraction(0)
        for share in term.replaced:
            points *= 1 - Fraction(known[share].mode)
        if term.weight:
            points *= Fraction(known[term.weight].mode) * term.share
        found.append((term.measure, points))
    return found


def central_worth(case: Case, owner: str, codes: Codes) -> tuple[NDArray[Any], int]:
    """Add up the points of an owner at the most likely values, exactly.

    Returns
    -------
    (ndarray of int, int)
        Whole numbers of a type that holds them, an array that broadcasts to the shape of the codes; and how many of
        them make a point.
    """
    points = central_points(case, owner)
    unit = lcm(*(one.denominator * measure.denominator for measure, one in points))
    parts = [
        (measure, measure.denominator, one.numerator * (unit // (one.denominator * measure.denominator)))
        for measure, one in points
    ]
    bounds = [abs(count) * own * measure.largest for measure, own, count in parts]
    kind = whole_type(largest_sum(one.numerator // one.denominator + 1 for one in bounds))
    total: NDArray[Any] = np.zeros((), dtype=kind)
    for measure, own, count in parts:
        total = total + count * measure.whole(codes, case, own, kind)
    return total, unit
