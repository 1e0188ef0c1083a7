"""Where a unit can move, as groups: every target of a group can be moved to from every source of it.

Outcomes that differ only in issues a unit changes at will reach one another, so they are one group of sources and
targets. Where a change cannot be undone, or a barrier stands in the way, sources that see the same targets are a group
of their own. A list of groups is as long as the outcomes, times one and a half for every issue of two levels that
moves one way; a list of moves would be as long as the outcomes times those each of them reaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from winset.errors import UsageError
from winset.frozen import Frozen
from winset.space.distinct import distinct, distinct_rows
from winset.space.outcomes import Bools, Ints, OutcomeSpace
from winset.space.units import IssueChange, Unit

REACH_LIMIT = 2**27
HINT = "Join or remove issues, or leave out the concepts that need coalitions."

Cells = NDArray[np.int32]


class Reach(Frozen, eq=False):
    """Groups of cells, the groups in ascending order; every group has sources and targets.

    Attributes
    ----------
    sources, targets : ndarray of int32
        Cells. A cell is a source at most once, and a target of every group whose sources can move to it.
    source_groups, target_groups : ndarray of int32
        The group of each, from 0.
    """

    sources: Cells
    targets: Cells
    source_groups: Cells
    target_groups: Cells

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return int(self.target_groups[-1]) + 1 if len(self.target_groups) else 0


def reaches(space: OutcomeSpace, unit: Unit, barriers: Sequence[Bools] = (), strict: bool = False) -> tuple[Reach, ...]:
    """Give a unit's moves as groups; a move is in one of the parts that are returned, or in several.

    Parameters
    ----------
    space : OutcomeSpace
        The outcomes.
    unit : Unit
        Who moves.
    barriers : sequence of ndarray of bool, shape (size,)
        Sets of outcomes that are not moved into from outside them.
    strict : bool
        Whether to leave out staying where one is. A unit that must change a joint issue never stays.

    Raises
    ------
    UsageError
        If more than ``REACH_LIMIT`` targets would have to be listed.
    """
    cells = space.indices()
    if unit.hidden is not None:
        cells = cells[~unit.hidden[cells]]
    numbers = cells if space.numbers is None else space.numbers[cells]
    lots = _barred(barriers, cells)
    found = []
    for resting, ends in _by_existence(space, numbers):
        changes = [change for change in unit.changes if change.issue not in resting]
        for jump, others in _changing(unit, changes, strict):
            bound = [(one.issue, one.or_stay) for one in others if not one.free]
            bound = [*([(jump.issue, jump.allowed)] if jump else []), *bound]
            moved = {*resting, *(one.issue for one in others), *([jump.issue] if jump else [])}
            group = numbers - sum(_code(space, numbers, issue) * space.strides[issue] for issue in moved)
            sorts = [(_code(space, numbers, issue), allowed) for issue, allowed in bound] + lots
            found.append(_grouped(cells, group, ends, sorts))
    return tuple(one for one in found if len(one.sources))


def _by_existence(space: OutcomeSpace, numbers: Ints) -> Iterator[tuple[set[int], Ints]]:
    """Part the ends of moves by which issues exist in them; the others rest there, whatever they were before."""
    guarded = [space.issues.index(key) for key in space.guards]
    if not guarded:
        yield set(), np.arange(len(numbers))
        return
    existing = np.stack([space.exists(issue, numbers) for issue in guarded], axis=1)
    for pattern in distinct_rows(existing):
        resting = {issue for issue, exists in zip(guarded, pattern, strict=True) if not exists}
        yield resting, np.flatnonzero((existing == pattern).all(axis=1))


def _changing(
    unit: Unit, changes: list[IssueChange], strict: bool
) -> Iterator[tuple[IssueChange | None, list[IssueChange]]]:
    """Part the moves by the first of the required issues that they change, and give what else they may change."""
    if not (unit.joint_only or strict):
        yield None, changes
        return
    required = [change for change in changes if change.issue in unit.required]
    rest = [change for change in changes if change.issue not in unit.required]
    for place, first in enumerate(required):
        yield first, [*required[place + 1 :], *rest]


def _barred(barriers: Sequence[Bools], cells: Ints) -> list[tuple[Ints, Bools]]:
    """Sort cells by the barriers they lie within: those of one kind see the kinds that lie within no others."""
    if not barriers:
        return []
    inside = np.sum([barrier[cells].astype(np.int64) << bit for bit, barrier in enumerate(barriers)], axis=0)
    kinds, kind = np.unique(inside, return_inverse=True)
    return [(kind.ravel().astype(np.int64), (kinds[None, :] & ~kinds[:, None]) == 0)]


def _grouped(cells: Ints, group: Ints, ends: Ints, sorts: list[tuple[Ints, Bools]]) -> Reach:
    """Make the groups: what agrees in ``group``, parted by what their sources see of the ``sorts`` of targets."""
    sources = np.arange(len(cells))
    targets, kinds = ends, 1
    source_group, target_group = group, group[ends]
    if sorts:
        targets, seen_by, sort, kinds = _seen(ends, sorts, len(cells))
        source_group, target_group = group * kinds + sort, group[targets] * kinds + seen_by
    source_place, target_place = _renamed(source_group, target_group)
    here, kept = np.flatnonzero(source_place >= 0), np.flatnonzero(target_place >= 0)
    here, kept = here[_by_group(source_place[here])], kept[_by_group(target_place[kept])]
    return Reach(
        cells[sources[here]].astype(np.int32),
        cells[targets[kept]].astype(np.int32),
        source_place[here],
        target_place[kept],
    )


def _renamed(source_group: Ints, target_group: Ints) -> tuple[Cells, Cells]:
    """Number the groups that have both sources and targets from 0, in their order; -1 for the others."""
    if max(source_group.max(initial=0), target_group.max(initial=0)) > 8 * len(source_group) + 2**16:
        known = distinct(np.concatenate((source_group, target_group)))
        source_group, target_group = np.searchsorted(known, source_group), np.searchsorted(known, target_group)
    span = int(max(source_group.max(initial=0), target_group.max(initial=0))) + 1
    asked, offered = np.zeros(span, dtype=np.bool_), np.zeros(span, dtype=np.bool_)
    asked[source_group] = offered[target_group] = True
    name = np.where(asked & offered, np.cumsum(asked & offered, dtype=np.int32) - np.int32(1), np.int32(-1))
    return name[source_group], name[target_group]


def _by_group(places: Cells) -> Ints:
    """Sort by group, in order within each; what is sorted already is not touched."""
    if len(places) < 2 or bool((places[1:] >= places[:-1]).all()):
        return np.arange(len(places))
    bits = len(places).bit_length()
    packed = places.astype(np.int64) << bits | np.arange(len(places))
    packed.sort()
    return packed & ((1 << bits) - 1)


def _seen(ends: Ints, sorts: list[tuple[Ints, Bools]], size: int) -> tuple[Ints, Ints, Ints, int]:
    """List for every sort of sources the targets it sees: targets, the sort that sees them, the sort of each cell."""
    share = float(np.prod([allowed.sum() / len(allowed) for _, allowed in sorts]))
    if len(ends) * share > REACH_LIMIT:
        what = f"the moves of one unit would be grouped to {len(ends) * share:,.0f} targets, more than {REACH_LIMIT:,}"
        raise UsageError(what, HINT)
    sort, kinds, strides = np.zeros(size, dtype=np.int64), 1, []
    for code, allowed in sorts:
        strides.append(kinds)
        sort += code * kinds
        kinds *= len(allowed)
    order = ends[np.argsort(sort[ends], kind="stable")]
    bounds = np.searchsorted(sort[order], np.arange(kinds + 1))
    targets, seen_by = [], []
    for one in distinct(sort):
        sees = np.zeros(1, dtype=np.int64)
        for stride, (_, allowed) in zip(strides, sorts, strict=True):
            levels = np.flatnonzero(allowed[one // stride % len(allowed)])
            sees = (sees[:, None] + levels * stride).ravel()
        parts = [order[bounds[other] : bounds[other + 1]] for other in sees if bounds[other] < bounds[other + 1]]
        targets += parts
        seen_by.append(np.full(sum(map(len, parts)), one))
    empty = np.zeros(0, dtype=np.int64)
    return np.concatenate(targets or [empty]), np.concatenate(seen_by or [empty]), sort, kinds


def _code(space: OutcomeSpace, numbers: Ints, issue: int) -> Ints:
    return numbers // space.strides[issue] % len(space.levels[space.issues[issue]])
