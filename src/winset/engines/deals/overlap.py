"""How the signatories' win-sets overlap: which packages are acceptable to whom, counted over the draws."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce

import numpy as np

from winset.case.model import Case
from winset.engines.deals.requirements import requirements, win_set
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.talks.run import DRAWS
from winset.engines.talks.situation import Negotiation, Situation, require_values
from winset.engines.talks.spread import Spread, spread_of
from winset.frozen import Frozen
from winset.space.counting import counted
from winset.space.draws import draw, modes
from winset.space.outcomes import Bools, Ints

MOST_SHOWN = 6


class Overlap(Frozen):
    """The packages that are in the win-sets of exactly these signatories.

    Attributes
    ----------
    parties : tuple of str
        Who; empty for the packages in nobody's win-set.
    size : Spread
        How many packages.
    """

    parties: tuple[str, ...]
    size: Spread


class OverlapRecord(Record, kw_only=True):
    """The overlap of the win-sets.

    Attributes
    ----------
    packages : int
        How many packages can occur, the status quo not counted.
    signatories : tuple of str
        Whose win-sets.
    exactly : tuple of Overlap
        Every group of signatories that some package suits in some draw, larger groups first; for more than six
        signatories empty.
    by_count : tuple of Spread
        How many packages are in nobody's win-set, in that of one signatory, of two, and so on.
    """

    packages: int
    signatories: tuple[str, ...]
    exactly: tuple[Overlap, ...]
    by_count: tuple[Spread, ...]

    def rows(self) -> Rows:
        """Give one row per group."""
        body = [
            (" + ".join(one.parties) or "nobody", f"{one.size.mean:.1f}", f"{one.size.low:g} to {one.size.high:g}")
            for one in self.exactly
        ]
        return ("acceptable to exactly", "packages", "range"), body


def overlap(case: Case, draws: int = DRAWS, seed: int = 1) -> OverlapRecord:
    """Count how many packages are in whose win-sets.

    Parameters
    ----------
    case : Case
        A case with values.
    draws : int
        How many draws to make of its ranges.
    seed : int
        The random seed.

    Returns
    -------
    OverlapRecord

    Raises
    ------
    UsageError
        If the case has no values or nothing is negotiated.
    CaseTooLargeError
        If it has more packages than can be laid out.

    References
    ----------
    Putnam 1988 (win-sets).

    Examples
    --------
    >>> import winset
    >>> record = winset.overlap(winset.load("jeddah-2025"), draws=200)
    >>> [one.parties for one in record.exactly], record.packages
    ([('US', 'UA'), ('US',), ('UA',), ()], 144)
    """
    require_values(case)
    negotiation = Negotiation(case)
    signatories = negotiation.signatories
    few = len(signatories) <= MOST_SHOWN
    groups, counts = [], []
    for start, size in _chunks(draws, negotiation.chunk):
        sets = _sets(negotiation, negotiation.situation(draw(negotiation.inputs, seed, start, size)))
        groups += [_groups(sets)] if few else []
        counts.append(_counts(sets))
    sets = _sets(negotiation, negotiation.situation(modes(negotiation.inputs)))
    exactly = []
    if few:
        middle = _groups(sets)
        for group in sorted(range(2 ** len(signatories)), key=lambda one: (-one.bit_count(), one)):
            spread = _spread(groups, middle, partial(np.equal, group))
            if spread.high or spread.mean or spread.central or not group:
                exactly.append(Overlap(_members(signatories, group), spread))
    how_many = _counts(sets)
    by_count = tuple(_spread(counts, how_many, partial(np.equal, count)) for count in range(len(signatories) + 1))
    return OverlapRecord(
        case=CaseReference.of(case),
        method="overlap of win-sets",
        settings={"draws": draws, "win-set": "accepted by the party and its homes, against no condition of its own"},
        seed=seed,
        packages=len(negotiation.numbers) - 1,
        signatories=signatories,
        exactly=tuple(exactly),
        by_count=by_count,
    )


def _sets(negotiation: Negotiation, situation: Situation) -> list[Bools]:
    """Each signatory's win-set, the status quo left out: shape (count, packages)."""
    meets = requirements(negotiation, situation)
    return [win_set(negotiation, meets, party) for party in negotiation.signatories]


def _counts(sets: list[Bools]) -> Ints:
    """For every draw and package, how many win-sets it is in: shape (count, packages)."""
    counts: Ints = np.sum([mask.astype(np.int64) for mask in sets], axis=0)
    return counts


def _groups(sets: list[Bools]) -> Ints:
    """For every draw and package, the few signatories whose win-set it is in, as bits: shape (count, packages)."""
    bits = [mask.astype(np.int64) << place for place, mask in enumerate(sets)]
    groups: Ints = reduce(np.bitwise_or, bits)
    return groups


def _chunks(draws: int, chunk: int) -> list[tuple[int, int]]:
    return [(start, min(chunk, draws - start)) for start in range(0, draws, chunk)]


def _members(signatories: tuple[str, ...], group: int) -> tuple[str, ...]:
    return tuple(party for place, party in enumerate(signatories) if group >> place & 1)


def _spread(groups: list[Ints], middle: Ints, asked: Callable[[Ints], Bools]) -> Spread:
    sizes = np.concatenate([counted(asked(found), axis=1) for found in groups])
    return spread_of(sizes, int(np.count_nonzero(asked(middle))))
