"""What the map shows: outcomes with their places, moves, routes, and how much is left out."""

from __future__ import annotations

from collections.abc import Mapping

from winset.engines.outcomes.rows import OutcomeRow
from winset.engines.records import Record, Rows
from winset.engines.stability.why import Step
from winset.frozen import Frozen


class MapNode(Frozen):
    """An outcome on the map.

    Attributes
    ----------
    outcome : OutcomeRow
        The outcome with each party's place for it and the concepts it holds under.
    role : str
        ``status quo``, else ``holds`` (under the concept of the map), else ``route`` (on the way to one that holds),
        ``chosen`` or ``neighbour``.
    layer, place : int
        Its layer, counted in moves drawn from the status quo, and its place within the layer.
    reached : bool
        Whether moves that are drawn lead there from the status quo.
    """

    outcome: OutcomeRow
    role: str
    layer: int
    place: int
    reached: bool


class MapMove(Frozen):
    """A move on the map.

    Attributes
    ----------
    start : int
        The outcome it starts from.
    step : Step
        Who moves, what changes, where it leads, and whether every mover prefers the result.
    on_route : bool
        Whether it is part of a route to an outcome that holds.
    """

    start: int
    step: Step
    on_route: bool


class MapRecord(Record, kw_only=True):
    """The map of a case.

    Attributes
    ----------
    status_quo : int or None
        The outcome that is the status quo; None when the rules make it impossible.
    chosen : int or None
        The outcome whose route is marked.
    nodes : tuple of MapNode
        By layer and place.
    moves : tuple of MapMove
        Those drawn: the routes, every improvement from the status quo, and from each other outcome what each unit
        would most rather do; always among the outcomes drawn.
    routes : mapping of str to tuple of int
        For each outcome that holds and has a route: the outcomes on its most credible route (on its shortest one,
        where no route is credible), by the number of the outcome.
    outcomes, holding : int
        How many outcomes are possible, and how many of these hold.
    outcomes_left_out, holding_left_out : int
        How many of each are not drawn.
    notes : tuple of str
        What was not computed, and why.
    """

    status_quo: int | None
    chosen: int | None
    nodes: tuple[MapNode, ...]
    moves: tuple[MapMove, ...]
    routes: Mapping[str, tuple[int, ...]]
    outcomes: int
    holding: int
    outcomes_left_out: int
    holding_left_out: int
    notes: tuple[str, ...]

    def rows(self) -> Rows:
        """Give one row per move drawn."""
        body = [
            (str(one.start), " + ".join(one.step.units), str(one.step.to), "yes" if one.step.improves else "no")
            for one in self.moves
        ]
        return ("from", "who", "to", "improves"), body
