"""Who can make one move, and which level changes such a move may contain."""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.conflict import Issue
from winset.case.model import Case
from winset.frozen import Frozen
from winset.space.distinct import distinct
from winset.space.outcomes import Bools, Ints, OutcomeSpace


class IssueChange(Frozen, eq=False):
    """What a unit may do to one issue.

    Attributes
    ----------
    issue : int
        Position of the issue.
    allowed : ndarray of bool, shape (levels, levels)
        ``allowed[a, b]``: the unit may take the issue from level a to level b. The diagonal is False.
    joint : bool
        Whether the issue is a joint one that the unit wholly controls.
    """

    issue: int
    allowed: Bools
    joint: bool

    @cached_property
    def free(self) -> bool:
        """Whether every change of level is allowed."""
        return bool(self.or_stay.all())

    @cached_property
    def or_stay(self) -> Bools:
        """The same as ``allowed``, with the diagonal True."""
        stay: Bools = self.allowed | np.eye(len(self.allowed), dtype=np.bool_)
        return stay

    @property
    def reversible(self) -> bool:
        """Whether some change can be undone."""
        return bool((self.allowed & self.allowed.T).any())


class Unit(Frozen, eq=False):
    """A party, or a coalition that moves together.

    Attributes
    ----------
    members : tuple of int
        Party positions, ascending.
    changes : tuple of IssueChange
        What it may do, one entry for each issue it can move.
    hidden : ndarray of bool, shape (size,), or None
        Outcomes that some member does not perceive.
    joint_only : bool
        Whether each of its moves must change at least one joint issue.
    returning : bool
        Whether it may end an issue's existence and bring it back at a level that it could not have chosen at once.
    """

    members: tuple[int, ...]
    changes: tuple[IssueChange, ...]
    hidden: Bools | None = None
    joint_only: bool = False
    returning: bool = False

    @property
    def can_move(self) -> bool:
        """Whether the unit has any move in principle."""
        return any(change.joint for change in self.changes) if self.joint_only else bool(self.changes)

    @property
    def transitive(self) -> bool:
        """Whether two moves of the unit in a row are always one move, or none."""
        if self.returning:
            return False
        return not self.joint_only or not any(change.joint and change.reversible for change in self.changes)

    @property
    def required(self) -> frozenset[int]:
        """The issues of which a move must change at least one."""
        return frozenset(change.issue for change in self.changes if change.joint or not self.joint_only)

    def moves_from(self, space: OutcomeSpace, cell: int) -> Ints:
        """Give the cells the unit can move to in one move, ascending."""
        if self.hidden is not None and self.hidden[cell]:
            return np.zeros(0, dtype=np.int64)
        start = space.number(cell)
        numbers = np.array([start], dtype=np.int64)
        required = np.zeros(1, dtype=np.bool_)
        for change in self.changes:
            stride = space.strides[change.issue]
            code = start // stride % len(change.allowed)
            steps = np.concatenate(([0], (np.flatnonzero(change.allowed[code]) - code) * stride))
            numbers = (numbers[:, None] + steps).ravel()
            counts = change.joint or not self.joint_only
            required = (required[:, None] | ((steps != 0) & counts)).ravel()
        numbers = numbers[required]
        if space.guards:
            numbers = self._existing(space, start, numbers)
        cells = space.find(numbers)
        cells = cells[cells >= 0]
        return np.sort(cells if self.hidden is None else cells[~self.hidden[cells]])

    def _existing(self, space: OutcomeSpace, start: int, numbers: Ints) -> Ints:
        """Give what the moves come to, when they change something that exists once they are made."""
        counts = np.zeros(len(numbers), dtype=np.bool_)
        for issue in self.required:
            stride, levels = space.strides[issue], len(space.levels[space.issues[issue]])
            changed = numbers // stride % levels != start // stride % levels
            counts |= changed & space.exists(issue, numbers)
        return distinct(space.settled(numbers[counts]))


def level_changes(issue: Issue) -> Bools:
    """Give the permitted level changes of an issue as a matrix, closed transitively, the diagonal False.

    Examples
    --------
    >>> level_changes(Issue(levels=["a", "b", "c"], control="P", moves=[["a", "b"], ["b", "c"]])).astype(int).tolist()
    [[0, 1, 1], [0, 0, 1], [0, 0, 0]]
    """
    count = len(issue.levels)
    if isinstance(issue.moves, str):
        return _along(count, issue.moves).copy()
    allowed = np.zeros((count, count), dtype=np.bool_)
    for start, end in issue.moves:
        allowed[issue.levels.index(start), issue.levels.index(end)] = True
    for through in range(count):
        allowed |= allowed[:, [through]] & allowed[[through], :]
    np.fill_diagonal(allowed, False)
    return allowed


@cache
def _along(count: int, moves: str) -> Bools:
    """Give the level changes that go forward, backward or freely; the same for all issues of as many levels."""
    whole = np.ones((count, count), dtype=np.bool_)
    return {"forward": np.triu, "backward": np.tril}.get(moves, np.array)(whole) & ~np.eye(count, dtype=np.bool_)


def unit(case: Case, members: tuple[str, ...], hidden: Bools | None = None, joint_only: bool = False) -> Unit:
    """Build the unit of some parties from a case."""
    changes = []
    for position, (key, issue) in enumerate(case.issues.items()):
        whole = bool(issue.control) and set(issue.control) <= set(members)
        if not whole and not (issue.leave == "any" and set(issue.control) & set(members)):
            continue
        allowed = level_changes(issue)
        if not whole:
            leaving = np.zeros_like(allowed)
            leaving[:, issue.levels.index(case.status_quo_level(key))] = True
            allowed &= leaving
        if allowed.any():
            changes.append(IssueChange(position, allowed, joint=whole and issue.joint))
    parties = list(case.parties)
    places = tuple(sorted(parties.index(member) for member in members))
    return Unit(places, tuple(changes), hidden, joint_only, _returning(case, changes, joint_only))


def _returning(case: Case, changes: list[IssueChange], joint_only: bool) -> bool:
    """Whether leaving and coming back may lead where no single move does; True where that is not surely excluded."""
    order = list(case.issues)
    own = {order[change.issue]: change for change in changes}
    for key, guard in case.guards.items():
        if not set(own) & set(expr.issues_of(guard, case.levels)):
            continue
        if joint_only or key not in own or not own[key].allowed[1:, 0].all():
            return True
    return False


def hidden_from(case: Case, space: OutcomeSpace, members: tuple[str, ...]) -> NDArray[np.bool_] | None:
    """Mark the outcomes that some member does not perceive; None when all perceive everything."""
    entries = [entry for member in members for entry in case.misperceived.get(member, ())]
    if not entries:
        return None
    hidden = np.zeros(space.size, dtype=np.bool_)
    for entry in entries:
        hidden |= space.where(entry.when)
    return hidden
