"""What the map of groups holds: groups of outcomes, and where units would rather go from each."""

from __future__ import annotations

from collections.abc import Mapping

from winset.engines.outcomes.rows import OutcomeRow
from winset.engines.records import Record, Rows
from winset.frozen import Frozen, field


class OutcomeGroup(Frozen):
    """Outcomes that have something in common.

    Attributes
    ----------
    scenarios : tuple of str
        The scenarios that each of its outcomes belongs to.
    where : str
        The condition that the group was divided off by, within its scenarios; empty where it was not divided.
    split : tuple of str
        The issues that this condition speaks of, the weightiest first.
    levels : mapping of str to tuple of str
        For every issue that exists in all of its outcomes, the levels that it has in some.
    count, holding : int
        How many outcomes it has, and how many of these hold.
    against : mapping of str to str
        For each party whether its outcomes are ``better``, the ``same`` or ``worse`` than the status quo, or
        ``mixed``; empty where the status quo is impossible.
    today : bool
        Whether it is the status quo.
    outcome : OutcomeRow or None
        Its one outcome; None where it has several.
    layer, place : int
        Its layer, counted in moves drawn from the status quo, and its place within the layer.
    reached : bool
        Whether moves that are drawn lead there from the status quo.
    leaving : mapping of str to int
        Per unit (party keys joined by `` + ``), how many of its outcomes the unit would best leave for an outcome
        outside all groups shown; only where a group was opened.
    """

    scenarios: tuple[str, ...]
    where: str
    split: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]
    count: int
    holding: int
    against: Mapping[str, str]
    today: bool
    outcome: OutcomeRow | None
    layer: int = 0
    place: int = 0
    reached: bool = False
    leaving: Mapping[str, int] = field(default_factory=dict)


class GroupMove(Frozen):
    """Where a unit would most rather go from a group.

    Attributes
    ----------
    start, end : int
        Groups, by their place in the record.
    units : tuple of str
        Who moves.
    count : int
        From how many outcomes of the group.
    """

    start: int
    end: int
    units: tuple[str, ...]
    count: int


class GroupsRecord(Record, kw_only=True):
    """The possible outcomes in groups.

    Attributes
    ----------
    groups : tuple of OutcomeGroup
        In the order in which they stand.
    moves : tuple of GroupMove
        Those drawn.
    outcomes, holding : int
        How many outcomes are grouped, and how many of these hold.
    levels : mapping of str to tuple of str
        For every issue that exists in all of them, the levels that it has in some.
    notes : tuple of str
        What was not computed, and why.
    """

    groups: tuple[OutcomeGroup, ...]
    moves: tuple[GroupMove, ...]
    outcomes: int
    holding: int
    levels: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]

    def rows(self) -> Rows:
        """Give one row per group."""
        body = [
            (", ".join(one.scenarios), one.where, str(one.count), str(one.holding), "yes" if one.today else "no")
            for one in self.groups
        ]
        return ("endings", "where", "outcomes", "hold", "today"), body
