"""Outcomes in at most twelve groups, and where the parties would rather be: the map at a distance.

The outcomes of a scenario belong together. While there is room, the group is divided whose parties differ most
within it, at the level of an issue that takes most of that away; a group is opened by grouping its own outcomes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.outcomes.division import Division, divided
from winset.engines.outcomes.group_records import GroupMove, GroupsRecord, OutcomeGroup
from winset.engines.outcomes.layered_layout import distances, ordered
from winset.engines.outcomes.map import ROUTES_LIMIT
from winset.engines.outcomes.rows import OutcomeRow
from winset.engines.outcomes.table import OutcomeTable
from winset.engines.records import CaseReference
from winset.errors import UsageError
from winset.frozen import replace
from winset.space.game import Game, scenario_masks
from winset.space.outcomes import Bools, Ints

MOST_GROUPS = 12
SHARE_MOVING = 4
"""A move is drawn when at least one in so many outcomes of a group has it as the best for its unit."""


def outcome_groups(
    case: Case | Game | OutcomeTable,
    concept: str = "nash",
    scenarios: Sequence[str] | None = None,
    where: str = "",
) -> GroupsRecord:
    """Put the outcomes of a case, or of one group of it, in at most twelve groups.

    Parameters
    ----------
    case : Case, Game or OutcomeTable
        The case; a table keeps what was computed before.
    concept : str
        Under which concept outcomes hold.
    scenarios : sequence of str, optional
        Open the group of outcomes in exactly these scenarios (none: outside all of them).
    where : str
        Open the group of outcomes that satisfy this.

    Returns
    -------
    GroupsRecord

    Raises
    ------
    UsageError
        If a name is unknown, or no outcome is in the group.
    ExpressionError
        If the condition cannot be read.

    Examples
    --------
    >>> import winset
    >>> record = winset.outcome_groups(winset.load("jeddah-2025"))
    >>> len(record.groups) <= 12, sum(one.count for one in record.groups) == record.outcomes
    (True, True)
    """
    if isinstance(case, OutcomeTable):
        table = case
    else:
        table = OutcomeTable(case if isinstance(case, Game) else Game(case))
    return _Groups(table, concept, None if scenarios is None else tuple(scenarios), where).record()


class _Groups:
    """The groups of some outcomes, and the moves between them."""

    def __init__(self, table: OutcomeTable, concept: str, scenarios: tuple[str, ...] | None, where: str) -> None:
        self.table, self.game, self.space, self.concept = table, table.game, table.game.space, concept
        self.scenarios, self.where = scenarios, where
        self.opened = scenarios is not None or bool(where)
        self.notes: list[str] = []
        self.held = table.verdict(concept)
        self.cells = self._cells()
        self.members = list(self._divided())

    def _cells(self) -> Ints:
        """The outcomes to be grouped: all, or those of the group that is opened, today left out."""
        kept = np.zeros(self.space.size, dtype=np.bool_)
        kept[self.space.indices()] = True
        masks = scenario_masks(self.game)
        if self.scenarios is not None:
            if unknown := [key for key in self.scenarios if key not in masks]:
                raise UsageError(f"there is no ending '{unknown[0]}'", f"Endings: {', '.join(masks) or 'none'}.")
            for key, mask in masks.items():
                kept &= mask == (key in self.scenarios)
        if self.where:
            problems = expr.check_names(expr.parse(self.where), self.space.levels)
            if problems:
                raise problems[0]
            kept &= self.space.where(self.where)
        if self.opened and self.game.status_quo is not None:
            kept[self.game.status_quo] = False
        cells = np.flatnonzero(kept)
        if not len(cells):
            raise UsageError("no outcome is in this group", "Go back to the whole map.")
        return cells

    def _divided(self) -> Iterator[Division]:
        """Give the groups: each outcome by itself where these are few."""
        start = self.game.status_quo
        today = self.cells == start if start is not None else np.zeros(len(self.cells), dtype=np.bool_)
        classes = dict(self._classes())
        if len(self.cells) <= MOST_GROUPS:
            for key, cells in classes.items():
                yield from (Division(cells[place : place + 1], key) for place in range(len(cells)))
            return
        room = MOST_GROUPS
        if today.any():
            yield Division(self.cells[today], next(key for key, cells in classes.items() if start in cells))
            room -= 1
            classes = {key: cells[cells != start] for key, cells in classes.items()}
        begin = [Division(cells, key) for key, cells in classes.items() if len(cells)]
        if len(begin) > room:  # scenarios that overlap in too many ways
            begin = [Division(self.cells[~today], ())]
        yield from divided(self.game, begin, room)

    def _classes(self) -> Iterator[tuple[tuple[str, ...], Ints]]:
        """The outcomes by the scenarios that they belong to, in the order of the case; what is outside all, last."""
        found: dict[tuple[str, ...], list[int]] = {}
        masks = {key: mask[self.cells] for key, mask in scenario_masks(self.game).items()}
        code = np.zeros(len(self.cells), dtype=np.int64)
        for place, mask in enumerate(masks.values()):
            code |= mask.astype(np.int64) << min(place, 62)
        for one in sorted(map(int, np.unique(code)), key=lambda code: (not code, code & -code, code)):
            cells = self.cells[code == one]
            key = tuple(name for place, name in enumerate(masks) if one >> min(place, 62) & 1)
            found[key] = list(cells)
            yield key, cells

    def record(self) -> GroupsRecord:
        """Put the groups together, each where it stands."""
        whole = self._levels(self.cells)
        rows = self._rows()
        groups = [self._group(one, rows) for one in self.members]
        moves, leaving = self._moves()
        order, groups = self._placed(groups, moves)
        at = {group: place for place, group in enumerate(order)}
        placed = [replace(groups[one], leaving=leaving[one]) for one in order]
        drawn = sorted((replace(one, start=at[one.start], end=at[one.end]) for one in moves),
                       key=lambda one: (one.start, one.end, one.units))  # fmt: skip
        return GroupsRecord(
            case=CaseReference.of(self.game.case),
            method="outcomes in groups",
            settings={
                "concept": self.concept,
                "groups": MOST_GROUPS,
                "sanctions": self.table.sanctions,
                "scenarios": None if self.scenarios is None else list(self.scenarios),
                "where": self.where,
            },
            groups=tuple(placed),
            moves=tuple(drawn),
            outcomes=len(self.cells),
            holding=int(np.count_nonzero(self.held[self.cells])),
            levels=whole,
            notes=tuple(self.notes),
        )

    def _rows(self) -> Mapping[int, OutcomeRow]:
        single = np.array([int(one.cells[0]) for one in self.members if len(one.cells) == 1], dtype=np.int64)
        concepts = tuple(dict.fromkeys(("nash", self.concept)))
        return dict(zip(map(int, single), self.table.rows(single, concepts), strict=True)) if len(single) else {}

    def _group(self, one: Division, rows: Mapping[int, OutcomeRow]) -> OutcomeGroup:
        cells = one.cells
        start = self.game.status_quo
        parts = [self.where, one.condition(self.space)] if one.limits else [self.where]
        return OutcomeGroup(
            scenarios=one.scenarios,
            where=" and ".join(f"({part})" if len(list(filter(None, parts))) > 1 else part for part in parts if part),
            split=tuple(self.space.issues[issue] for issue in one.limits),
            levels=self._levels(cells),
            count=len(cells),
            holding=int(np.count_nonzero(self.held[cells])),
            against=self._against(cells),
            today=start is not None and len(cells) == 1 and int(cells[0]) == start,
            outcome=rows.get(int(cells[0])) if len(cells) == 1 else None,
        )

    def _against(self, cells: Ints) -> dict[str, str]:
        start, ranks = self.game.status_quo, zip(self.game.parties, self.game.payoffs, strict=True)
        return {} if start is None else {key: _against(payoff[cells], int(payoff[start])) for key, payoff in ranks}

    def _levels(self, cells: Ints) -> dict[str, tuple[str, ...]]:
        """The levels that issues have in some of these outcomes; of those that exist in all."""
        numbers = cells if self.space.numbers is None else self.space.numbers[cells]
        found = {}
        for place, (key, stride) in enumerate(zip(self.space.issues, self.space.strides, strict=True)):
            known = self.space.levels[key]
            if bool(self.space.exists(place, numbers).all()):
                found[key] = tuple(known[int(code)] for code in np.unique(numbers // stride % len(known)))
        return found

    @cached_property
    def _group_of(self) -> Ints:
        """The group of every cell; -1 for what is in none."""
        found = np.full(self.space.size, -1, dtype=np.int64)
        for place, one in enumerate(self.members):
            found[one.cells] = place
        return found

    def _moves(self) -> tuple[list[GroupMove], list[dict[str, int]]]:
        """For every unit and group, where it would most rather go from most of its outcomes, if from a good part."""
        found: list[GroupMove] = []
        leaving: list[dict[str, int]] = [{} for _ in self.members]
        if self.space.size > ROUTES_LIMIT:
            self.notes.append(f"Moves are not drawn: the case has more than {ROUTES_LIMIT:,} outcomes.")
            return found, leaving
        for unit in self.game.units:
            units = self.game.members(unit)
            try:
                sources, targets = best_improvements(self.game, unit)
            except UsageError as error:
                who = " and ".join(map(self.game.case.party_name, units))
                self.notes.append(f"Moves of {who} are not drawn: {error.what}.")
                continue
            starts, ends = self._group_of[sources], self._group_of[targets]
            for place, one in enumerate(self.members):
                counts = Counter(map(int, ends[starts == place]))
                if outside := counts.pop(-1, 0):
                    leaving[place][" + ".join(units)] = outside
                counts.pop(place, None)
                end, count = max(counts.items(), key=lambda pair: (pair[1], -pair[0]), default=(0, 0))
                if count and count * SHARE_MOVING >= len(one.cells):
                    found.append(GroupMove(place, end, units, count))
        return found, leaving

    def _placed(
        self, groups: Sequence[OutcomeGroup], moves: Iterable[GroupMove]
    ) -> tuple[list[int], list[OutcomeGroup]]:
        """Order the groups by how many moves they are from the status quo, so that few moves cross."""
        edges = [(one.start, one.end) for one in moves]
        today = next((place for place, one in enumerate(groups) if one.today), None)
        layer_of = {} if today is None else distances(today, edges)
        last = max(layer_of.values(), default=-1) + 1
        layers: list[list[int]] = [[] for _ in range(last + 1)]
        for place in range(len(groups)):
            layers[layer_of.get(place, last)].append(place)
        order: list[int] = []
        found = list(groups)
        for layer, members in enumerate(ordered([one for one in layers if one], edges)):
            for place, group in enumerate(members):
                order.append(group)
                found[group] = replace(groups[group], layer=layer, place=place, reached=group in layer_of)
        return order, found


def best_improvements(game: Game, unit: tuple[int, ...]) -> tuple[Ints, Ints]:
    """Give for every outcome that a unit would leave where it would most rather go, as pairs of cells.

    Most is what gains the least pleased member most, then what changes the fewest issues; of a coalition without what a
    member could do alone.

    Raises
    ------
    UsageError
        If there are too many moves to list.
    """
    space = game.space
    found = game.mover(unit).improvements
    sources, targets = found.sources.astype(np.int64), found.targets.astype(np.int64)
    if len(unit) > 1:
        alone: Bools = np.zeros(len(sources), dtype=np.bool_)
        for member in unit:
            own = game.mover((member,)).moves
            alone |= np.isin(sources * space.size + targets, own.sources.astype(np.int64) * space.size + own.targets)
        sources, targets = sources[~alone], targets[~alone]
    before, after = ((cells if space.numbers is None else space.numbers[cells]) for cells in (sources, targets))
    changed = np.zeros(len(sources), dtype=np.int64)
    for issue, stride in zip(space.issues, space.strides, strict=True):
        count = len(space.levels[issue])
        changed += before // stride % count != after // stride % count
    gains = np.min([game.payoffs[member][targets] - game.payoffs[member][sources] for member in unit], axis=0)
    order = np.lexsort((targets, changed, -gains.astype(np.int64), sources))
    sources, targets = sources[order], targets[order]
    first = np.flatnonzero(np.diff(sources, prepend=-1))
    return sources[first], targets[first]


def _against(ranks: np.ndarray, now: int) -> str:
    least, most = int(ranks.min()), int(ranks.max())
    if least > now:
        return "better"
    if most < now:
        return "worse"
    return "same" if least == most else "mixed"
