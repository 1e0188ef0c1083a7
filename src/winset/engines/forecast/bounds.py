"""The product of gains bounded by a plane, and the packages that the bound leaves, draw by draw.

Packages are sums of one option from every block. The product is greatest over mixtures of packages at one point; the
plane that touches it there lies above it everywhere, and what options lose on the plane adds up.
"""

from __future__ import annotations

from math import log

import numpy as np

from winset.errors import UsageError
from winset.frozen import Frozen
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints

MOST_LEFT = 2**20
STEPS, HALVINGS, SWEEPS = 60, 40, 3
NEAR = 1e-6  # in the logarithm of the product: more than what ties, and more than what sums can be off
MUCH = 40.0
NOTHING = 1e-9


class DrawnOptions(Frozen, eq=False):
    """Some draws of a part.

    Attributes
    ----------
    base : ndarray of float, shape (draws, parties)
        What each signatory gains apart from the blocks.
    gains : list of ndarray of float, shape (draws, parties, options)
        What each option of each block adds.
    allowed : list of ndarray of bool, shape (draws, options)
        Which options no condition or home that is foreseen forbids.
    power, scale : ndarray of float, shape (draws, parties) and (parties,)
        The exponents of the product, and what counts as nothing.
    """

    base: Floats
    gains: list[Floats]
    allowed: list[Bools]
    power: Floats
    scale: Floats


class Plane(Frozen, eq=False):
    """By draw, a plane that bounds the product of gains from above.

    Attributes
    ----------
    weights : ndarray of float, shape (draws, parties)
        Its slopes.
    height : ndarray of float, shape (draws,)
        The bound on the product, as a logarithm, of packages whose options lose nothing on it.
    known : ndarray of float, shape (draws,)
        The product, as a logarithm, of a good package.
    most : ndarray of float, shape (draws,)
        How much on it the options of a deal may lose, taken together; negative where there is none.
    regular : ndarray of bool, shape (draws,)
        Whether everybody who has a stake gains from that package.
    floor : ndarray of float, shape (draws, parties)
        From where on down the logarithm is followed straight.
    power : ndarray of float, shape (draws, parties)
        The exponents of the product, nothing for those without a stake.
    tip : ndarray of float, shape (draws,)
        The most that the gains of a package come to, weighed by the slopes.
    inside : ndarray of bool, shape (draws,)
        Whether all gains are above the floor where the plane touches.
    """

    weights: Floats
    height: Floats
    known: Floats
    most: Floats
    regular: Bools
    floor: Floats
    power: Floats
    tip: Floats
    inside: Bools


def plane_of(drawn: DrawnOptions) -> Plane:
    """Find where the product is greatest over mixtures of packages, and the plane that touches it there."""
    least, most = drawn.base.copy(), drawn.base.copy()
    for gain, mask in zip(drawn.gains, drawn.allowed, strict=True):
        least += np.min(gain, axis=2, where=mask[:, None, :], initial=np.inf)
        most += np.max(gain, axis=2, where=mask[:, None, :], initial=-np.inf)
    span = most - least
    staked = span > NOTHING * drawn.scale
    power = np.where(staked, drawn.power, 0.0)
    floor = np.where(staked, 1e-4 * span, 1.0)
    point = _greatest(drawn, power, floor, np.where(staked, span, 1.0))
    weights = _slopes(point, power, floor)
    corner, options = _vertex(drawn, weights)
    height = (weights * corner).sum(axis=1)
    package = _improved(drawn, options, power, floor)
    regular = np.asarray(((package > NOTHING * drawn.scale) | ~staked).all(axis=1))
    known = score_of(package, power, floor)
    bound = score_of(point, power, floor) - (weights * point).sum(axis=1)
    most_lost = height + NOTHING * (weights * drawn.scale).sum(axis=1)
    most_lost[(most < -NOTHING * drawn.scale).any(axis=1)] = -1.0
    inside = np.asarray(((point > floor) | (power == 0)).all(axis=1))
    return Plane(weights, height + bound, known, most_lost, regular, floor, power, height, inside)


def _greatest(drawn: DrawnOptions, power: Floats, floor: Floats, span: Floats) -> Floats:
    """The mixture of packages with about the greatest product: shape (draws, parties)."""
    if len(drawn.scale) == 2:
        return _greatest_of_two(drawn, power, floor, span)
    point, _ = _vertex(drawn, power / span)
    for _ in range(STEPS):
        corner, _ = _vertex(drawn, _slopes(point, power, floor))
        point = point + _step(point, corner - point, power, floor)[:, None] * (corner - point)
    return point


def _greatest_of_two(drawn: DrawnOptions, power: Floats, floor: Floats, span: Floats) -> Floats:
    """The same for two parties: the more the first counts, the more it gets, so the place is found by halving."""
    low, high = np.zeros(len(span)), np.ones(len(span))
    ends = [_vertex(drawn, np.array([share, 1 - share]).T / span)[0] for share in (low, high)]
    for _ in range(HALVINGS):
        share = (low + high) / 2
        corner, _ = _vertex(drawn, np.array([share, 1 - share]).T / span)
        slopes = _slopes(corner, power, floor) * span
        more = slopes[:, 0] * (1 - share) > slopes[:, 1] * share
        low, high = np.where(more, share, low), np.where(more, high, share)
        ends = [np.where(more[:, None], corner, ends[0]), np.where(more[:, None], ends[1], corner)]
    way = ends[1] - ends[0]
    return np.asarray(ends[0] + _step(ends[0], way, power, floor)[:, None] * way)


def _vertex(drawn: DrawnOptions, weights: Floats) -> tuple[Floats, list[Ints]]:
    """The package worth most by some weights: its gains, shape (draws, parties), and the option of every block."""
    total, options = drawn.base.copy(), []
    rows = np.arange(len(total))
    for gain, mask in zip(drawn.gains, drawn.allowed, strict=True):
        weighed = np.where(mask, np.einsum("np,npo->no", weights, gain), -np.inf)
        at = weighed.argmax(axis=1)
        total += gain[rows, :, at]
        options.append(at)
    return total, options


def _improved(drawn: DrawnOptions, options: list[Ints], power: Floats, floor: Floats) -> Floats:
    """The gains of a package made better block by block, as long as that helps: shape (draws, parties)."""
    rows = np.arange(len(drawn.base))
    total = drawn.base + sum(gain[rows, :, at] for gain, at in zip(drawn.gains, options, strict=True))
    for _ in range(SWEEPS):
        for place, (gain, mask) in enumerate(zip(drawn.gains, drawn.allowed, strict=True)):
            without = total - gain[rows, :, options[place]]
            made = without[:, :, None] + gain
            score = np.where(mask, _scores(made, power, floor), -np.inf)
            options[place] = score.argmax(axis=1)
            total = without + gain[rows, :, options[place]]
    return np.asarray(total)


def _log(gains: Floats, floor: Floats) -> Floats:
    """The logarithm of gains, followed straight from the floor on down, so that it is concave everywhere."""
    within = np.maximum(gains, floor)
    return np.asarray(np.log(within) + (gains - within) / floor)


def _scores(gains: Floats, power: Floats, floor: Floats) -> Floats:
    """The product of gains as a logarithm: from shape (draws, parties, options) to (draws, options)."""
    return np.asarray((power[:, :, None] * _log(gains, floor[:, :, None])).sum(axis=1))


def score_of(gains: Floats, power: Floats, floor: Floats) -> Floats:
    """The same for one package in every draw, or for several packages of one."""
    return np.asarray((power * _log(gains, floor)).sum(axis=-1))


def _slopes(point: Floats, power: Floats, floor: Floats) -> Floats:
    return np.asarray(power / np.maximum(point, floor))


def _step(point: Floats, way: Floats, power: Floats, floor: Floats) -> Floats:
    """How far to go a way, between nothing and all of it: where the product stops growing."""
    low, high = np.zeros(len(point)), np.ones(len(point))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        rising = (_slopes(point + middle[:, None] * way, power, floor) * way).sum(axis=1) > 0
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    return low


def packages_within(
    drawn: DrawnOptions, weights: Floats, slack: float, box: tuple[Floats, Floats], row: int, packages: int
) -> tuple[list[Ints], Floats]:
    """The packages of a draw within a box of gains whose options lose no more than the slack.

    Gives the options by block, and the gains.
    """
    gains = [gain[row] for gain in drawn.gains]
    lost, kept = [], []
    for gain, mask in zip(gains, drawn.allowed, strict=True):
        weighed = np.where(mask[row], weights @ gain, -np.inf)
        loss = weighed.max() - weighed
        kept.append(np.flatnonzero(loss <= slack))
        lost.append(loss[kept[-1]])
    order = sorted(range(len(kept)), key=lambda place: len(kept[place]))
    ends = [(gains[place][:, kept[place]].min(axis=1), gains[place][:, kept[place]].max(axis=1)) for place in order]
    loss, total = np.zeros(1), drawn.base[[row]].T
    chosen = [np.zeros(0, dtype=np.int64)] * len(kept)
    for step, place in enumerate(order):
        own = gains[place][:, kept[place]]
        rest = ends[step + 1 :]
        least = box[0] - np.sum([high for _, high in rest], axis=0)
        most = box[1] - np.sum([low for low, _ in rest], axis=0)
        before, at = _within(total, own, least, most, packages)
        fine = loss[before] + lost[place][at] <= slack
        before, at = before[fine], at[fine]
        total, loss = total[:, before] + own[:, at], loss[before] + lost[place][at]
        fine = ((total >= least[:, None]) & (total <= most[:, None])).all(axis=0)
        before, at, total, loss = before[fine], at[fine], total[:, fine], loss[fine]
        chosen = [one[before] if len(one) else one for one in chosen]
        chosen[place] = kept[place][at]
    return chosen, total.T


def _within(total: Floats, own: Floats, least: Floats, most: Floats, packages: int) -> tuple[Ints, Ints]:
    """Which sums with which options give the first party something between the least and the most."""
    order = np.argsort(own[0], kind="stable")
    start = np.searchsorted(own[0][order], least[0] - total[0], side="left")
    count = np.maximum(np.searchsorted(own[0][order], most[0] - total[0], side="right") - start, 0)
    if count.sum() > MOST_LEFT:
        what = f"{packages:,} packages are too many to list, and in some draw too many of them are about as good"
        raise UsageError(what, "Settle some issues first, or take larger steps.")
    before = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(before)) - np.repeat(np.cumsum(count) - count, count) + start[before]
    return before, order[place]


def box_of(plane: Plane, row: int, slack: float, scale: Floats) -> tuple[Floats, Floats]:
    """Between which gains of each party the product can come as near its bound as the slack.

    All packages lie below the plane. Given what one party has, the others do best there by sharing the rest by their
    powers.
    """
    count = len(scale)
    low, high = np.full(count, -np.inf), np.full(count, np.inf)
    weights, power, tip = plane.weights[row], plane.power[row], float(plane.tip[row])
    whole = float(power.sum())
    if not plane.inside[row] or slack > MUCH:
        return low, high
    for party in np.flatnonzero((power > 0) & (power < whole)):
        mine, others, weight = float(power[party]), whole - float(power[party]), float(weights[party])

        def reached(gain: float, mine: float = mine, others: float = others, weight: float = weight) -> bool:
            rest = tip - weight * gain
            if gain <= 0 or rest <= 0:
                return False
            return mine * log(weight * gain / mine) + others * log(rest / others) >= tip - whole - slack

        best = mine * tip / (weight * whole)
        for bound, end in ((low, 0.0), (high, tip / weight)):
            near, far = best, end
            for _ in range(HALVINGS):
                middle = (near + far) / 2
                near, far = (middle, far) if reached(middle) else (near, middle)
            bound[party] = far
    return low - NOTHING * scale, high + NOTHING * scale
