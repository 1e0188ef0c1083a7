"""Which packages can be agreed on in some draw, where there are too many packages to list.

Where what a package is worth is a sum over blocks of issues, the generalised Nash product is the greatest of a concave
function over sums of one option from every block. In every draw the greatest over all mixtures of packages is found
first (Frank & Wolfe 1956). The plane that touches the function there bounds it from above, so an option that loses more
on that plane than lies between the bound and the best package known is in no package as good as that one. What is left
is listed. A draw with nothing but such packages agrees on the same one as a draw with all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from math import prod

import numpy as np

from winset.case.model import Case
from winset.engines.deals.blocks import Split
from winset.engines.forecast.bounds import (
    MUCH,
    NEAR,
    NOTHING,
    DrawnOptions,
    Plane,
    box_of,
    packages_within,
    plane_of,
    score_of,
)
from winset.engines.forecast.candidate_blocks import PackagesPart, parts_of
from winset.engines.talks.homes import accepted_levels
from winset.engines.talks.layout import CELL_LIMIT
from winset.engines.talks.models import model_of
from winset.engines.talks.situation import Negotiation, is_real
from winset.errors import UsageError
from winset.space.acceptance import new
from winset.space.draws import Draw, draw, modes
from winset.space.inputs import Floats, inputs
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages

MOST_NUMBERED = 2**62
AT_ONCE = 2**22
LITTLE = 1e-3


def laid_out(case: Case, draws: int, seed: int, model: str) -> Negotiation:
    """Lay a case out for a forecast: all packages, or those that can be agreed on where there are too many to list.

    Raises
    ------
    UsageError
        As :func:`negotiation_of_candidates`, and if there are too many and the model goes from outcome to outcome.
    """
    if prod(Packages(case, limit=MOST_NUMBERED).shape) <= CELL_LIMIT:
        return Negotiation(case)
    if not model_of(model).by_package:
        what = f"the {model} model goes from outcome to outcome, and there are too many to list"
        raise UsageError(what, "Use the model nash, or settle some issues first.")
    return negotiation_of_candidates(case, draws, seed)


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


class _Search:
    def __init__(self, case: Case, split: Split) -> None:
        self.case, self.split = case, split
        self.parties = split.packages.signatories
        self.still = Negotiation(case, chosen=np.zeros(0, dtype=np.int64))
        self.parts = parts_of(self.still, split)
        options = [sum(len(next(iter(block.codes.values()))) for block in part.blocks) for part in self.parts]
        self.chunk = max(1, min(256, AT_ONCE // (max(options, default=1) * len(self.parties))))

    def best(self) -> Ints:
        """For each signatory the package that is worth most to it at the most likely values, by its number."""
        central = modes(self.still.inputs)
        power, unforeseen = np.ones((1, len(self.parties))), np.zeros(1, dtype=np.bool_)
        drawn_parts = [(part, self._drawn(part, central, power, unforeseen, True)) for part in self.parts]
        found = []
        for place in range(len(self.parties)):
            tops = []
            for part, drawn in drawn_parts:
                gains = [gain[0, place] for gain in drawn.gains]
                chosen = self._agreement(part, gains)
                if chosen is not None:
                    total = drawn.base[0, place] + sum(gain[at] for gain, at in zip(gains, chosen, strict=True))
                    tops.append((float(total), self._number(part, chosen)))
            if tops:
                found.append(max(tops)[1])
        return np.array(found, dtype=np.int64)

    def _agreement(self, part: PackagesPart, gains: Sequence[Floats]) -> list[int] | None:
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

    def _holds(self, part: PackagesPart, chosen: Sequence[Ints]) -> Bools:
        """Which of some packages are agreements, by the option of every block."""
        count = len(chosen[0]) if chosen else 1
        codes: dict[str, Ints] = {
            key: np.full(count, place) for key, place in {**self.split.still, **part.fixed}.items()
        }
        for block, at in zip(part.blocks, chosen, strict=True):
            codes |= {key: one[at] for key, one in block.codes.items()}
        moved = reduce(np.logical_or, (codes[key] != self.split.still[key] for key in self.split.packages.issues))
        return np.asarray(np.broadcast_to(self.split.packages.agreements.holds(codes), (count,)) & moved)

    def _number(self, part: PackagesPart, chosen: Sequence[int]) -> int:
        return int(self._numbers(part, [np.array([at]) for at in chosen])[0])

    def _numbers(self, part: PackagesPart, chosen: Sequence[Ints]) -> Ints:
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

    def _drawn(self, part: PackagesPart, some: Draw, power: Floats, foreseen: Bools, free: bool) -> DrawnOptions:
        """What the options of a part add in some draws, and which of them are allowed: all where ``free``."""
        situation = self.still.situation(some)
        points = {party: self.still.drawn_points(party, some) for party in self.parties}
        base = np.array([points[key] @ part.constant[key] - situation.no_deal[key] for key in self.parties]).T
        gains = [np.stack([points[key] @ block.shares[key] for key in self.parties], axis=1) for block in part.blocks]
        allowed = [np.ones((some.count, gain.shape[2]), dtype=np.bool_) for gain in gains]
        scale = np.array([self.still.scales[key] or 1.0 for key in self.parties])
        if free:
            return DrawnOptions(base, gains, allowed, power, scale)
        for key in self.case.conditions:
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
        return DrawnOptions(base, gains, allowed, power, scale)

    def _of_part(self, part: PackagesPart, drawn: DrawnOptions) -> Iterator[Ints]:
        open_ = np.isfinite(drawn.base).all(axis=1)
        for mask in drawn.allowed:
            open_ &= mask.any(axis=1)
        rows = np.flatnonzero(open_)
        if not len(rows):
            return
        drawn = DrawnOptions(
            drawn.base[rows],
            [one[rows] for one in drawn.gains],
            [one[rows] for one in drawn.allowed],
            drawn.power[rows],
            drawn.scale,
        )
        plane = plane_of(drawn)
        for row in range(len(rows)):
            yield self._left(part, drawn, plane, row)

    def _left(self, part: PackagesPart, drawn: DrawnOptions, plane: Plane, row: int) -> Ints:
        """The packages of one draw that can be the best one."""
        most, regular = float(plane.most[row]), bool(plane.regular[row])
        known = float(plane.known[row]) if regular else -np.inf
        slack = LITTLE if regular else np.inf
        while most >= 0:
            box = box_of(plane, row, slack, drawn.scale)
            lost = min(slack, most)
            chosen, gains = packages_within(drawn, plane.weights[row], lost, box, row, self.split.packages.shape[0])
            inside = (gains >= -NOTHING * drawn.scale).all(axis=1) & self._holds(part, chosen)
            score = np.where(inside, score_of(gains, drawn.power[row], plane.floor[row]), -np.inf)
            best = float(score.max(initial=-np.inf))
            if slack > MUCH:
                return self._numbers(part, [at[inside] for at in chosen])
            if slack >= plane.height[row] - best + NEAR:
                return self._numbers(part, [at[score >= best - NEAR] for at in chosen])
            if part.merged and plane.height[row] - known + NEAR <= slack:  # the best one known is no agreement
                raise self.split.too_large(
                    "whether anything is agreed hangs on all issues together", "or take larger steps"
                )
            slack = min(8 * slack, max(plane.height[row] - max(best, known) + NEAR, 1.01 * slack))
        return np.zeros(0, dtype=np.int64)
