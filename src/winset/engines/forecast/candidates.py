"""Which packages can be agreed on in some draw, where there are too many packages to list.

Where what a package is worth is a sum over blocks of issues, the generalised Nash product is the greatest of a concave
function over sums of one option from every block. In every draw the greatest over all mixtures of packages is found
first (Frank & Wolfe 1956). The plane that touches the function there bounds it from above, so an option that loses more
on that plane than lies between the bound and the best package known is in no package as good as that one. What is left
is listed. A draw with nothing but such packages agrees on the same one as a draw with all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, prod

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.deals.blocks import Space, Split
from winset.engines.talks.homes import accepted_levels
from winset.engines.talks.layout import CELL_LIMIT
from winset.engines.talks.situation import Negotiation, is_real
from winset.errors import UsageError
from winset.expr import And, Not
from winset.space.acceptance import new
from winset.space.inputs import Draw, Floats, draw, inputs, modes
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages, unspoken

MOST_NUMBERED = 2**62
MOST_LEFT = 2**20
AT_ONCE = 2**22
STEPS, HALVINGS, SWEEPS = 60, 40, 3
NEAR = 1e-6  # in the logarithm of the product: more than what ties, and more than what sums can be off
LITTLE, MUCH = 1e-3, 40.0
NOTHING = 1e-9


def too_many_to_list(case: Case) -> bool:
    """Whether a case has more packages and answers than are laid out."""
    return prod(Packages(case, limit=MOST_NUMBERED).shape) > CELL_LIMIT


def negotiation_of_candidates(case: Case, draws: int, seed: int) -> Negotiation:
    """Lay out the packages that some of the first draws can agree on, of a case with too many to list.

    Parameters
    ----------
    case : Case
        A case with values whose issues can be taken apart.
    draws, seed : int
        The draws.

    Returns
    -------
    Negotiation
        Every one of these draws comes to the same end in it as with all packages laid out; how many packages are deals
        cannot be told from it.

    Raises
    ------
    UsageError
        If something ties the packages together, or too many are about as good in some draw; says what.
    """
    packages = Packages(case, limit=MOST_NUMBERED)
    for name, why in (("talks.noise", "with noise at the table"), ("alternatives", "with alternatives")):
        given = [one for address, one in inputs(case).items() if address == name or address.startswith(f"{name}.")]
        if any(one.high for one in given):
            what = f"{packages.shape[0]:,} packages are too many to list, and {why} each of them can be agreed on"
            raise UsageError(what, "Leave that out, settle some issues first, or take larger steps.")
    search = _Search(case, Split(case, packages, drawn=True))
    best = Negotiation(case, chosen=search.best()).best_gains
    found = [np.zeros(0, dtype=np.int64)]
    for start in range(0, draws, search.chunk):
        some = draw(search.still.inputs, seed, start, min(search.chunk, draws - start))
        found.append(search.candidates(some, best))
    negotiation = Negotiation(case, chosen=np.unique(np.concatenate(found)))
    negotiation.best_gains = best
    return negotiation


@dataclass(frozen=True, eq=False)
class _Block:
    """A block of issues in one way of settling what existence hangs on.

    Attributes
    ----------
    issues : tuple of str
        The issues.
    codes : mapping of str to ndarray of int64, shape (options,)
        The level of each issue, by option.
    shares : mapping of str to ndarray of float, shape (terms, options)
        By signatory, how much of the points of each of its terms an option gets.
    violates : mapping of str to ndarray of bool, shape (options,)
        By condition that reads the block.
    """

    issues: tuple[str, ...]
    codes: Mapping[str, Ints]
    shares: Mapping[str, Floats]
    violates: Mapping[str, Bools]


@dataclass(frozen=True, eq=False)
class _Part:
    """The packages of one way of settling what existence hangs on: what is settled, and blocks."""

    fixed: Mapping[str, int]
    blocks: tuple[_Block, ...]
    constant: Mapping[str, Floats]
    violates: tuple[str, ...]
    resting: frozenset[str]
    merged: bool


@dataclass(frozen=True, eq=False)
class _Drawn:
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


class _Search:
    def __init__(self, case: Case, split: Split) -> None:
        self.case, self.split = case, split
        self.parties = split.packages.signatories
        self.still = Negotiation(case, chosen=np.zeros(0, dtype=np.int64))
        self.conditions = {
            key: And((case.condition(one.withholds), Not(case.condition(one.unless))))
            for key, one in case.conditions.items()
        }
        spaces = (split.space(settled) for settled in split.settled())
        self.parts = [self._part(space) for space in spaces if space is not None and all(map(len, space.options))]
        options = [sum(len(next(iter(block.codes.values()))) for block in part.blocks) for part in self.parts]
        self.chunk = max(1, min(256, AT_ONCE // (max(options, default=1) * len(self.parties))))

    def _part(self, space: Space) -> _Part:
        split, case = self.split, self.case
        codes = {key: np.array(place) for key, place in {**split.still, **space.fixed}.items()}
        free = [key for group in space.blocks for key in group]
        terms = {party: [term.measure for term in self.still.layout.terms[party]] for party in self.parties}
        blocks = []
        for group, options in zip(space.blocks, space.options, strict=True):
            own = {key: one[options] for key, one in split.combinations(group, {}).items()} if group else {}
            if not group:
                continue
            known = {**codes, **own}
            shares = {
                party: np.array(
                    [
                        np.broadcast_to(one.floats(known, case) if split.reads(one, group) else 0.0, options.shape)
                        for one in measures
                    ]
                ).reshape(len(measures), len(options))
                for party, measures in terms.items()
            }
            violates = {
                key: np.broadcast_to(expr.evaluate(one, known, case.levels), options.shape)
                for key, one in self.conditions.items()
                if split.reads(one, group)
            }
            blocks.append(self._told_apart(_Block(tuple(group), own, shares, violates)))
        constant = {
            party: np.array([0.0 if split.reads(one, free) else float(one.floats(codes, case)) for one in measures])
            for party, measures in terms.items()
        }
        settled = [
            key
            for key, one in self.conditions.items()
            if not split.reads(one, free) and bool(expr.evaluate(one, codes, case.levels))
        ]
        resting = frozenset(split.resting(space.fixed, codes))
        merged = any(
            len(next(iter(block.codes.values()))) < len(options)
            for block, options in zip(blocks, space.options, strict=False)
        )
        return _Part(space.fixed, tuple(blocks), constant, tuple(settled), resting, merged)

    def _told_apart(self, block: _Block) -> _Block:
        """Of options that nobody at the table and no home tells apart, keep those that change least."""
        asked = {entry.issue for entry in self.case.ratification if entry.party in self.parties}
        rows = [*(row for one in block.shares.values() for row in one), *block.violates.values()]
        rows += [codes for key, codes in block.codes.items() if key in asked]
        count = len(next(iter(block.codes.values())))
        if not rows:
            kind = np.zeros(count, dtype=np.int64)
        else:
            kind = np.unique(np.array(rows, dtype=np.float64), axis=1, return_inverse=True)[1].ravel()
        changes = np.zeros(count, dtype=np.int64)
        for key, codes in block.codes.items():
            changes += (codes != self.split.still[key]) * (len(self.split.packages.issues) + 1)
            if self.case.issues[key].numeric:
                changes += unspoken(self.case, key)[codes]
        least = np.full(kind.max() + 1, np.iinfo(np.int64).max)
        np.minimum.at(least, kind, changes)
        kept = np.flatnonzero(changes == least[kind])
        return _Block(
            block.issues,
            {key: one[kept] for key, one in block.codes.items()},
            {key: one[:, kept] for key, one in block.shares.items()},
            {key: one[kept] for key, one in block.violates.items()},
        )

    def best(self) -> Ints:
        """For each signatory the package that is worth most to it at the most likely values, by its number."""
        central = modes(self.still.inputs)
        found = []
        for place in range(len(self.parties)):
            tops = []
            for part in self.parts:
                drawn = self._drawn(part, central, np.ones((1, len(self.parties))), np.zeros(1, dtype=np.bool_), True)
                gains = [gain[0, place] for gain in drawn.gains]
                chosen = self._agreement(part, gains)
                if chosen is not None:
                    total = drawn.base[0, place] + sum(gain[at] for gain, at in zip(gains, chosen, strict=True))
                    tops.append((float(total), self._number(part, chosen)))
            if tops:
                found.append(max(tops)[1])
        return np.array(found, dtype=np.int64)

    def _agreement(self, part: _Part, gains: Sequence[Floats]) -> list[int] | None:
        """The options worth most together that are an agreement."""
        top = [int(np.argmax(gain)) for gain in gains]
        if self._holds(part, [np.array([at]) for at in top])[0]:
            return top
        tried = []
        for block, gain in enumerate(gains):
            for option in np.argsort(-gain, kind="stable"):
                other = [*top[:block], int(option), *top[block + 1 :]]
                if self._holds(part, [np.array([at]) for at in other])[0]:
                    tried.append((float(gain[option] - gain[top[block]]), other))
                    break
        return max(tried)[1] if tried else None

    def _holds(self, part: _Part, chosen: Sequence[Ints]) -> Bools:
        """Which of some packages are agreements, by the option of every block."""
        count = len(chosen[0]) if chosen else 1
        codes: dict[str, Ints] = {
            key: np.full(count, place) for key, place in {**self.split.still, **part.fixed}.items()
        }
        for block, at in zip(part.blocks, chosen, strict=True):
            codes |= {key: one[at] for key, one in block.codes.items()}
        moved = reduce_or(codes[key] != self.split.still[key] for key in self.split.packages.issues)
        return np.asarray(np.broadcast_to(self.split.packages.agreements.holds(codes), (count,)) & moved)

    def _number(self, part: _Part, chosen: Sequence[int]) -> int:
        return int(self._numbers(part, [np.array([at]) for at in chosen])[0])

    def _numbers(self, part: _Part, chosen: Sequence[Ints]) -> Ints:
        """The numbers of packages, by the option of every block."""
        strides = self.split.packages.strides
        total = sum(place * strides[key] for key, place in part.fixed.items() if key in strides)
        numbers = np.full(len(chosen[0]) if chosen else 1, total, dtype=np.int64)
        for block, at in zip(part.blocks, chosen, strict=True):
            for key, one in block.codes.items():
                numbers += one[at] * strides[key]
        return numbers

    def candidates(self, some: Draw, best: Mapping[str, float]) -> Ints:
        """The numbers of packages one of which each of these draws agrees on, if on any."""
        power = self.still.power(some, best)
        exponents = np.array([power[party] for party in self.parties]).T
        foreseen = some.chance("foresight") < some.values["talks.foresight"]
        found = [np.zeros(0, dtype=np.int64)]
        for part in self.parts:
            drawn = self._drawn(part, some, exponents, foreseen, False)
            found += list(self._of_part(part, drawn))
        return np.concatenate(found)

    def _drawn(self, part: _Part, some: Draw, power: Floats, foreseen: Bools, free: bool) -> _Drawn:
        """What the options of a part add in some draws, and which of them are allowed: all where ``free``."""
        situation = self.still.situation(some)
        points = {party: self.still.drawn_points(party, some) for party in self.parties}
        base = np.array([points[key] @ part.constant[key] - situation.no_deal[key] for key in self.parties]).T
        gains = [np.stack([points[key] @ block.shares[key] for key in self.parties], axis=1) for block in part.blocks]
        allowed = [np.ones((some.count, gain.shape[2]), dtype=np.bool_) for gain in gains]
        scale = np.array([self.still.scales[key] or 1.0 for key in self.parties])
        if free:
            return _Drawn(base, gains, allowed, power, scale)
        for key in self.conditions:
            real = is_real(self.case, key, some)
            if key in part.violates:
                base[real] = -np.inf
            for block, mask in zip(part.blocks, allowed, strict=True):
                if key in block.violates:
                    mask &= ~(real[:, None] & block.violates[key])
        for place, entry in enumerate(self.case.ratification):
            if entry.party not in self.parties:
                continue
            stream = f"ratified {entry.party} {entry.home} {entry.issue}"
            refuses = ~accepted_levels(self.case, place, some, stream).T & foreseen[:, None]
            for block, mask in zip(part.blocks, allowed, strict=True):
                if entry.issue in block.codes:
                    mask &= ~refuses[:, block.codes[entry.issue]]
            level = {**self.split.still, **part.fixed}[entry.issue]
            inside = any(entry.issue in block.codes for block in part.blocks)
            if not inside and not (new(self.case, entry.issue) and entry.issue in part.resting):
                base[refuses[:, level]] = -np.inf
        return _Drawn(base, gains, allowed, power, scale)

    def _of_part(self, part: _Part, drawn: _Drawn) -> Iterator[Ints]:
        open_ = np.isfinite(drawn.base).all(axis=1)
        for mask in drawn.allowed:
            open_ &= mask.any(axis=1)
        rows = np.flatnonzero(open_)
        if not len(rows):
            return
        drawn = _Drawn(
            drawn.base[rows],
            [one[rows] for one in drawn.gains],
            [one[rows] for one in drawn.allowed],
            drawn.power[rows],
            drawn.scale,
        )
        plane = _plane(drawn)
        for row in range(len(rows)):
            yield self._left(part, drawn, plane, row)

    def _left(self, part: _Part, drawn: _Drawn, plane: _Plane, row: int) -> Ints:
        """The packages of one draw that can be the best one."""
        most, regular = float(plane.most[row]), bool(plane.regular[row])
        known = float(plane.known[row]) if regular else -np.inf
        slack = LITTLE if regular else np.inf
        while most >= 0:
            box = _box(plane, row, slack, drawn.scale)
            lost = min(slack, most)
            chosen, gains = _listed(drawn, plane.weights[row], lost, box, row, self.split.packages.shape[0])
            inside = (gains >= -NOTHING * drawn.scale).all(axis=1) & self._holds(part, chosen)
            score = np.where(inside, _score(gains, drawn.power[row], plane.floor[row]), -np.inf)
            best = float(score.max(initial=-np.inf))
            if slack > MUCH:
                return self._numbers(part, [at[inside] for at in chosen])
            if slack >= plane.height[row] - best + NEAR:
                return self._numbers(part, [at[score >= best - NEAR] for at in chosen])
            if part.merged and plane.height[row] - known + NEAR <= slack:  # the best one known is no agreement
                raise self._too_many("whether anything is agreed hangs on all issues together")
            slack = min(8 * slack, max(plane.height[row] - max(best, known) + NEAR, 1.01 * slack))
        return np.zeros(0, dtype=np.int64)

    def _too_many(self, why: str) -> UsageError:
        what = f"{self.split.packages.shape[0]:,} packages are too many to list, and they cannot be taken apart: {why}"
        return UsageError(what, "Settle some issues first, join levels, or take larger steps.")


def reduce_or(masks: Iterator[Bools]) -> Bools:
    """Where one of some masks holds."""
    found = next(masks)
    for one in masks:
        found = found | one
    return found


@dataclass(frozen=True, eq=False)
class _Plane:
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


def _plane(drawn: _Drawn) -> _Plane:
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
    known = _score(package, power, floor)
    bound = _score(point, power, floor) - (weights * point).sum(axis=1)
    most_lost = height + NOTHING * (weights * drawn.scale).sum(axis=1)
    most_lost[(most < -NOTHING * drawn.scale).any(axis=1)] = -1.0
    inside = np.asarray(((point > floor) | (power == 0)).all(axis=1))
    return _Plane(weights, height + bound, known, most_lost, regular, floor, power, height, inside)


def _greatest(drawn: _Drawn, power: Floats, floor: Floats, span: Floats) -> Floats:
    """The mixture of packages with about the greatest product: shape (draws, parties)."""
    if len(drawn.scale) == 2:
        return _greatest_of_two(drawn, power, floor, span)
    point, _ = _vertex(drawn, power / span)
    for _ in range(STEPS):
        corner, _ = _vertex(drawn, _slopes(point, power, floor))
        point = point + _step(point, corner - point, power, floor)[:, None] * (corner - point)
    return point


def _greatest_of_two(drawn: _Drawn, power: Floats, floor: Floats, span: Floats) -> Floats:
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


def _vertex(drawn: _Drawn, weights: Floats) -> tuple[Floats, list[Ints]]:
    """The package worth most by some weights: its gains, shape (draws, parties), and the option of every block."""
    total, options = drawn.base.copy(), []
    rows = np.arange(len(total))
    for gain, mask in zip(drawn.gains, drawn.allowed, strict=True):
        weighed = np.where(mask, np.einsum("np,npo->no", weights, gain), -np.inf)
        at = weighed.argmax(axis=1)
        total += gain[rows, :, at]
        options.append(at)
    return total, options


def _improved(drawn: _Drawn, options: list[Ints], power: Floats, floor: Floats) -> Floats:
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


def _score(gains: Floats, power: Floats, floor: Floats) -> Floats:
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


def _listed(
    drawn: _Drawn, weights: Floats, slack: float, box: tuple[Floats, Floats], row: int, packages: int
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


def _box(plane: _Plane, row: int, slack: float, scale: Floats) -> tuple[Floats, Floats]:
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
