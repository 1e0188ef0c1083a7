"""What single options add to a package: the packages of a case in blocks of issues, worked out once for all draws."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.deals.blocks import Space, Split
from winset.engines.talks.situation import Negotiation
from winset.engines.talks.ties import changed
from winset.expr import Condition
from winset.frozen import Frozen
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages


class IssueBlock(Frozen, eq=False):
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


class PackagesPart(Frozen, eq=False):
    """The packages of one way of settling what existence hangs on: what is settled, and blocks."""

    fixed: Mapping[str, int]
    blocks: tuple[IssueBlock, ...]
    constant: Mapping[str, Floats]
    violates: tuple[str, ...]
    resting: frozenset[str]
    merged: bool


def parts_of(still: Negotiation, split: Split) -> list[PackagesPart]:
    """Give the packages of a negotiation, part by part: one for every way of settling what existence hangs on.

    Parameters
    ----------
    still : Negotiation
        The negotiation, with no package laid out.
    split : Split
        Its issues taken apart.
    """
    case = still.case
    conditions = {key: case.violation(key) for key in case.conditions}
    spaces = (split.space(settled) for settled in split.settled())
    return [
        _part(still, split, conditions, space) for space in spaces if space is not None and all(map(len, space.options))
    ]


def _part(still: Negotiation, split: Split, conditions: Mapping[str, Condition], space: Space) -> PackagesPart:
    case, parties = still.case, split.packages.signatories
    codes = {key: np.array(place) for key, place in {**split.still, **space.fixed}.items()}
    free = [key for group in space.blocks for key in group]
    terms = {party: [term.measure for term in still.layout.terms[party]] for party in parties}
    blocks, merged = [], False
    for group, options in zip(space.blocks, space.options, strict=True):
        if not group:
            continue
        own = {key: one[options] for key, one in split.combinations(group, {}).items()}
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
            for key, one in conditions.items()
            if split.reads(one, group)
        }
        block = _told_apart(case, split.packages, IssueBlock(tuple(group), own, shares, violates))
        merged |= len(next(iter(block.codes.values()))) < len(options)
        blocks.append(block)
    constant = {
        party: np.array([0.0 if split.reads(one, free) else float(one.floats(codes, case)) for one in measures])
        for party, measures in terms.items()
    }
    settled = [
        key
        for key, one in conditions.items()
        if not split.reads(one, free) and bool(expr.evaluate(one, codes, case.levels))
    ]
    resting = frozenset(split.resting(space.fixed, codes))
    return PackagesPart(space.fixed, tuple(blocks), constant, tuple(settled), resting, merged)


def _told_apart(case: Case, packages: Packages, block: IssueBlock) -> IssueBlock:
    """Of options that nobody at the table and no home tells apart, keep those that change least."""
    asked = {entry.issue for entry in case.ratification if entry.party in packages.signatories}
    rows = [*(row for one in block.shares.values() for row in one), *block.violates.values()]
    rows += [codes for key, codes in block.codes.items() if key in asked]
    count = len(next(iter(block.codes.values())))
    if not rows:
        kind = np.zeros(count, dtype=np.int64)
    else:
        kind = np.unique(np.array(rows, dtype=np.float64), axis=1, return_inverse=True)[1].ravel()
    changes = changed(packages, block.codes)
    least = np.full(kind.max() + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, kind, changes)
    kept = np.flatnonzero(changes == least[kind])
    return IssueBlock(
        block.issues,
        {key: one[kept] for key, one in block.codes.items()},
        {key: one[:, kept] for key, one in block.shares.items()},
        {key: one[kept] for key, one in block.violates.items()},
    )
