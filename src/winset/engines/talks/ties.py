"""What happens where several packages are equally good: what nobody prefers stays as it is today, the rest is shared.

Nothing here depends on the order in which the case names parties, issues or levels.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from winset.engines.talks.layout import PackageLayout
from winset.engines.talks.situation import Negotiation
from winset.frozen import replace
from winset.space.comparing import TOLERANCE
from winset.space.counting import counted
from winset.space.draws import Draw, draw
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages, unspoken
from winset.space.worth import pick_variant

GENERIC = 4
TIE = 1e-9


def picked_evenly(tied: Bools, uniform: Floats, order: Ints) -> Ints:
    """Pick one of the cells marked in every row, each with the same chance: shape (count,).

    Parameters
    ----------
    tied : ndarray of bool, shape (count, cells)
        Which cells there are to pick from; a row without any gives 0.
    uniform : ndarray of float, shape (count,)
        One number between 0 and 1 for every row.
    order : ndarray of int64, shape (cells,)
        The cells in an order that the file does not set.

    Examples
    --------
    >>> rows = np.array([[True, False, True]] * 2)
    >>> picked_evenly(rows, np.array([0.4, 0.6]), np.array([2, 1, 0])).tolist()
    [2, 0]
    """
    found = tied.argmax(axis=1)
    often = counted(tied, axis=1)
    several = np.flatnonzero(often > 1)
    if len(several):
        marked = np.flatnonzero(tied[several][:, order]) % len(order)  # row by row, in the order given
        counts = often[several]
        wanted = np.floor(uniform[several] * counts).astype(np.int64)
        found[several] = order[marked[np.cumsum(counts) - counts + wanted]]
    return np.asarray(found, dtype=np.int64)


def changed(packages: Packages, codes: Mapping[str, Ints]) -> Ints:
    """Say how much packages change, told by the level of some of their issues; over all issues this adds up.

    An issue that is changed weighs more than all amounts that nobody speaks of.
    """
    case = packages.case
    total: Ints = np.zeros(len(next(iter(codes.values()))), dtype=np.int64)
    for issue, code in codes.items():
        total += (code != case.levels[issue].index(case.status_quo_level(issue))) * (len(packages.issues) + 1)
        if case.issues[issue].numeric:
            total += unspoken(case, issue)[code]
    return total


class PackageChanges:
    """How much each package changes, and which packages no signatory tells apart.

    A package changes less that changes fewer issues, and of the same number names fewer amounts nobody speaks of.
    """

    def __init__(self, layout: PackageLayout) -> None:
        packages = layout.packages
        codes = {issue: packages.codes[issue][layout.numbers, 0] for issue in packages.issues}
        self.count = changed(packages, codes)

    def no_more_than_preferred(self, negotiation: Negotiation, deals: Bools, drawn: Draw) -> Bools:
        """Of packages that no signatory tells apart, keep those that change fewest issues: shape (count, packages)."""
        case = negotiation.case
        voices = np.array([pick_variant(case, party, drawn) for party in case.profiles], dtype=np.int64)
        voices = voices.reshape(len(case.profiles), drawn.count)
        if not len(voices):
            return self._among(negotiation, ()).fewest(deals, self.count)
        kinds, which = np.unique(voices, axis=1, return_inverse=True)
        kept = deals.copy()
        for place in range(kinds.shape[1]):
            mine = which.ravel() == place
            kept[mine] = self._among(negotiation, tuple(map(int, kinds[:, place]))).fewest(deals[mine], self.count)
        return kept

    def _among(self, negotiation: Negotiation, voices: tuple[int, ...]) -> _Alike:
        told = [negotiation.rests.gains(one) for one in negotiation.signatories]
        make = partial(_alike, negotiation, voices, self.count)
        return negotiation.case.shared(("alike", voices), make, (*told,))


class _Alike:
    """Packages in groups that every signatory values alike; groups of a single package are left out."""

    def __init__(self, kinds: Ints, count: Ints) -> None:
        order = np.lexsort((count, kinds))
        sizes = np.bincount(kinds)
        self.order = order[sizes[kinds[order]] > 1]
        ordered = kinds[self.order]
        first = np.concatenate((np.ones(min(1, len(ordered)), dtype=np.bool_), ordered[1:] != ordered[:-1]))
        self.starts, self.group = np.flatnonzero(first), np.cumsum(first) - 1

    def fewest(self, deals: Bools, count: Ints) -> Bools:
        """Of each group, the deals that change fewest issues: shape (count, packages)."""
        if not len(self.order):
            return deals
        most = np.int16(int(count.max()) + 1)
        changed = np.where(deals[:, self.order], count[self.order].astype(np.int16), most)
        least = np.minimum.reduceat(changed, self.starts, axis=1)[:, self.group]
        kept = deals.copy()
        kept[:, self.order] = (changed == least) & (changed < most)
        return kept


def _alike(negotiation: Negotiation, voices: tuple[int, ...], count: Ints) -> _Alike:
    return _Alike(_kinds(negotiation, voices), count)


def _kinds(negotiation: Negotiation, voices: tuple[int, ...]) -> Ints:
    """Number the packages so that those that every signatory values alike, whatever is drawn, share a number.

    A few draws in which nothing is equal by chance tell them, every party in one of its profiles (0 as written).
    """
    drawn = draw(negotiation.inputs, 0, 0, GENERIC)
    weights = {
        f"profiles.{party}.{name}.weight": np.full(GENERIC, float(number == voice))
        for (party, profiles), voice in zip(negotiation.case.profiles.items(), voices, strict=True)
        for number, name in enumerate(profiles, 1)
    }
    if weights:
        drawn = replace(drawn, values={**drawn.values, **weights}, sources=None)
    situation = negotiation.situation(drawn)

    def classes(party: str) -> list[Ints]:
        return [_classes(row, negotiation.scales[party]) for row in situation.worth[party]]

    kinds = np.zeros(len(negotiation.numbers), dtype=np.int64)
    for party in negotiation.signatories:
        told = (negotiation.rests.gains(party),)
        for column in negotiation.case.shared(("told apart by", party, voices), partial(classes, party), told):
            kinds = _together(kinds, column)
            if int(kinds.max()) == len(kinds) - 1:  # no two are alike already
                return kinds
    return kinds


def _classes(worth: Floats, scale: float) -> Ints:
    order = np.argsort(worth, kind="stable")
    steps = np.diff(worth[order]) > float(TOLERANCE) * scale
    found = np.empty(len(worth), dtype=np.int64)
    found[order] = np.concatenate(([0], np.cumsum(steps)))
    return found


def _together(one: Ints, other: Ints) -> Ints:
    """Number the pairs that two numberings make."""
    pairs = one * (int(other.max()) + 1) + other
    return np.asarray(np.unique(pairs, return_inverse=True)[1].ravel(), dtype=np.int64)


def package_order(negotiation: Negotiation) -> Ints:
    """The positions of the possible packages in an order that the file does not set."""
    return negotiation.layout.order
