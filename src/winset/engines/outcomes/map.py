"""The map: the status quo, what holds, the routes there, and who would rather move where from each of these.

Drawing every outcome and move would show nothing. The map takes the status quo, the nearest outcomes that hold in
each scenario with the routes to them, and then, outwards from these, what each party and coalition would most rather
do, until it is full; it says how much it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from math import prod

import numpy as np

from winset.case.model import Case
from winset.engines.outcomes.layered_layout import distances, ordered
from winset.engines.outcomes.map_record import MapMove, MapNode, MapRecord
from winset.engines.outcomes.table import OutcomeTable
from winset.engines.records import CaseReference
from winset.engines.routes.finder import Route, RouteFinder
from winset.engines.routes.scenarios import scenario_routes
from winset.engines.stability.analysis import joint_improvement_cells
from winset.engines.stability.why import Step, step
from winset.errors import UsageError
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Ints

NODES = 48
MOST_NODES = 200
ROUTES_LIMIT = 2**17
MOVES_LIMIT = 2**16
_SHARE_HOLDING = 4


def outcome_map(
    case: Case | Game | OutcomeTable, concept: str = "nash", limit: int = NODES, chosen: int | None = None
) -> MapRecord:
    """Choose what to draw of a case: outcomes, moves, and where they stand.

    Parameters
    ----------
    case : Case, Game or OutcomeTable
        The case; a table keeps what was computed before.
    concept : str
        Under which concept an outcome must hold to be a destination.
    limit : int
        How many outcomes to draw at most, up to 200.
    chosen : int, optional
        The number of an outcome that must be drawn, and whose route is marked.

    Returns
    -------
    MapRecord

    Raises
    ------
    UsageError
        If the concept is unknown, or the outcome impossible.

    Examples
    --------
    >>> import winset
    >>> record = winset.outcome_map(winset.load("chicken"))
    >>> [(node.outcome.number, node.role, node.layer) for node in record.nodes]
    [(0, 'today', 0), (1, 'holds', 1), (2, 'holds', 1)]
    """
    if not 2 <= limit <= MOST_NODES:
        raise UsageError(f"a map of {limit} outcomes cannot be drawn", f"Take between 2 and {MOST_NODES}.")
    if isinstance(case, OutcomeTable):
        table = case
    else:
        table = OutcomeTable(case if isinstance(case, Game) else Game(case))
    return _Map(table, concept, limit, chosen).record()


class _Map:
    """The outcomes drawn so far, with their roles, in the order in which they were taken."""

    def __init__(self, table: OutcomeTable, concept: str, limit: int, chosen: int | None) -> None:
        self.table, self.game, self.concept, self.limit = table, table.game, concept, limit
        self.notes: list[str] = []
        self.roles: dict[int, str] = {}
        self.paths: dict[int, tuple[int, ...]] = {}
        self.route_steps: dict[tuple[int, int, tuple[str, ...]], Step] = {}
        mask = table.verdict(concept)
        self.holding = np.flatnonzero(mask if self.game.space.possible is None else mask & self.game.space.possible)
        self.units = list(self._units())
        self.finder = self._finder()
        if self.game.status_quo is not None:
            self.roles[self.game.status_quo] = "today"
        self.chosen = None if chosen is None else self.game.space.cell_of(chosen)
        if self.chosen is not None:
            self._take_with_route(self.chosen, "chosen")
        self._take_holding()
        self._take_neighbours()

    def _units(self) -> Iterator[tuple[int, ...]]:
        """The units whose moves can be looked through outcome by outcome."""
        for unit in self.game.units:
            moves = prod(len(change.allowed) for change in self.game.mover(unit).unit.changes)
            if moves <= MOVES_LIMIT:
                yield unit
            else:
                who = " and ".join(self.game.case.party_name(key) for key in self.game.members(unit))
                self.notes.append(f"Moves of {who} are not drawn: there are more than {MOVES_LIMIT:,} from an outcome.")

    def _finder(self) -> RouteFinder | None:
        if self.game.space.size > ROUTES_LIMIT:
            self.notes.append(f"Routes were not computed: the case has more than {ROUTES_LIMIT:,} outcomes.")
            return None
        try:
            return RouteFinder(self.game)
        except UsageError as error:
            self.notes.append(f"Routes were not computed: {error.what}.")
            return None

    def _take(self, cell: int, role: str) -> bool:
        """Draw an outcome if there is room; one that holds says so whatever it was taken for."""
        if cell not in self.roles and len(self.roles) < self.limit:
            self.roles[cell] = "holds" if self.table.verdict(self.concept)[cell] else role
        return cell in self.roles

    def _take_with_route(self, cell: int, role: str) -> None:
        steps = self._route(cell)
        cells = [self.game.space.cell_of(one.to) for one in steps]
        if len(self.roles) + len({*cells, cell} - self.roles.keys()) > self.limit:
            return
        for one in cells[:-1]:
            self._take(one, "route")
        self._take(cell, role)
        if steps and self.game.status_quo is not None:
            here = self.game.status_quo
            for there, move in zip(cells, steps, strict=True):
                self.route_steps[here, there, move.units] = move
                here = there
            self.paths[cell] = (self.game.status_quo, *cells)

    def _route(self, cell: int) -> Sequence[Step]:
        if self.finder is None:
            return ()
        if cell in self._scenario_ends:
            return self._scenario_ends[cell]
        found: Route = self.finder.route(cell)
        return (found.shortest if found.credible is None else found.credible) or ()

    @cached_property
    def _scenario_ends(self) -> dict[int, Sequence[Step]]:
        """The routes of the scenarios by where they end: the map draws the same ones as the brief tells."""
        found = scenario_routes(self.game, finder=self.finder, stable=self.table.verdict("nash"))
        return {
            self.game.space.cell_of(route.to.number): route.steps
            for route in found
            if route.to is not None and route.steps is not None
        }

    def _take_holding(self) -> None:
        """Take destinations from every scenario in turn, the nearest of each first."""
        room = max(2, self.limit // _SHARE_HOLDING)
        for cell in list(self._nearest_of_each_scenario())[:room]:
            self._take_with_route(cell, "holds")

    def _nearest_of_each_scenario(self) -> Iterator[int]:
        cells = self._nearest_first(self.holding)
        masks = scenario_masks(self.game)
        groups: dict[tuple[str, ...], list[int]] = {}
        for cell in map(int, cells[: 4 * MOST_NODES]):
            groups.setdefault(tuple(key for key, mask in masks.items() if mask[cell]), []).append(cell)
        named = [group for key, group in groups.items() if key] + [group for key, group in groups.items() if not key]
        for turn in zip_longest(*named):
            yield from (cell for cell in turn if cell is not None)

    def _nearest_first(self, cells: Ints) -> Ints:
        """By the most credible route where routes are known, else by the number of issues that differ from today."""
        if self.finder is not None:
            return self.finder.nearest_first(cells)
        start = self.game.status_quo
        if start is None:
            return cells
        space = self.game.space
        here, numbers = space.number(start), cells if space.numbers is None else space.numbers[cells]
        differing = np.zeros(len(cells), dtype=np.int64)
        for issue, stride in zip(space.issues, space.strides, strict=True):
            count = len(space.levels[issue])
            differing += numbers // stride % count != here // stride % count
        return cells[np.argsort(differing, kind="stable")]

    def _take_neighbours(self) -> None:
        """Add what each unit would most rather do, outwards from what is drawn; then what else a party alone could."""
        waiting = list(self.roles)
        for cell in waiting:
            for _, ends in self._improvements(cell):
                end = int(ends[0])
                if end not in self.roles and self._take(end, "neighbour"):
                    waiting.append(end)
        if self.game.status_quo is not None:
            alone = [ends for unit, ends in self._improvements(self.game.status_quo) if len(unit) == 1]
            for turn in zip_longest(*alone):
                for end in turn:
                    if end is not None:
                        self._take(int(end), "neighbour")

    def _improvements(self, cell: int) -> Iterator[tuple[tuple[int, ...], Ints]]:
        """Give each unit's improvements from a cell, most preferred first, that no part of it could make alone."""
        alone: set[int] = set()
        for unit in self.units:
            ends = joint_improvement_cells(self.game, unit, cell)
            if len(unit) == 1:
                alone.update(map(int, self.game.mover(unit).unit.moves_from(self.game.space, cell)))
            else:
                ends = np.array([end for end in map(int, ends) if end not in alone], dtype=np.int64)
            if len(ends):
                yield unit, ends[np.lexsort(self._preference(unit, cell, ends))]

    def _preference(self, unit: tuple[int, ...], cell: int, ends: Ints) -> tuple[Ints, ...]:
        """Sort keys, least important first: what the least pleased member gains, then how few issues change."""
        space = self.game.space
        before, after = (np.array([space.number(int(one)) for one in cells]) for cells in ([cell], ends))
        changed = np.zeros(len(ends), dtype=np.int64)
        for issue, stride in zip(space.issues, space.strides, strict=True):
            count = len(space.levels[issue])
            changed += before // stride % count != after // stride % count
        gains = np.min([self.game.payoffs[member][ends] for member in unit], axis=0).astype(np.int64)
        return after, changed, -gains

    def record(self) -> MapRecord:
        """Put the map together."""
        game, space = self.game, self.game.space
        moves = self._moves()
        nodes = self._nodes(moves)
        drawn = len(self.roles.keys() & set(map(int, self.holding)))
        return MapRecord(
            case=CaseReference.of(game.case),
            method="map of outcomes and moves",
            settings={"concept": self.concept, "limit": self.limit, "sanctions": self.table.sanctions},
            status_quo=None if game.status_quo is None else space.number(game.status_quo),
            chosen=None if self.chosen is None else space.number(self.chosen),
            nodes=nodes,
            moves=moves,
            routes={str(space.number(cell)): tuple(map(space.number, path)) for cell, path in self.paths.items()},
            outcomes=space.count,
            holding=len(self.holding),
            outcomes_left_out=space.count - len(self.roles),
            holding_left_out=len(self.holding) - drawn,
            notes=tuple(self.notes),
        )

    def _moves(self) -> tuple[MapMove, ...]:
        space = self.game.space
        found = {
            key: MapMove(space.number(key[0]), one, on_route=True) for key, one in sorted(self.route_steps.items())
        }
        for cell in self.roles:
            for unit, ends in self._improvements(cell):
                drawn = [int(end) for end in ends if int(end) in self.roles]
                for end in drawn if cell == self.game.status_quo else drawn[:1]:
                    key = (cell, end, self.game.members(unit))
                    if key not in found:
                        found[key] = MapMove(space.number(cell), step(self.game, unit, cell, end), on_route=False)
        return tuple(found.values())

    def _nodes(self, moves: Iterable[MapMove]) -> tuple[MapNode, ...]:
        space = self.game.space
        edges = [(space.cell_of(one.start), space.cell_of(one.step.to)) for one in moves]
        start = self.game.status_quo
        layer_of = {} if start is None else distances(start, edges)
        last = max(layer_of.values(), default=-1) + 1
        layers: list[list[int]] = [[] for _ in range(last + 1)]
        for cell in sorted(self.roles, key=lambda one: (self.roles[one] == "neighbour", one)):
            layers[layer_of.get(cell, last)].append(cell)
        rows = dict(zip(self.roles, self.table.rows(np.array(list(self.roles)), self._concepts()), strict=True))
        return tuple(
            MapNode(rows[cell], self.roles[cell], layer, place, cell in layer_of)
            for layer, cells in enumerate(ordered([layer for layer in layers if layer], edges))
            for place, cell in enumerate(cells)
        )

    def _concepts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(("nash", self.concept)))
