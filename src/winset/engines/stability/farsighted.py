"""Far-sighted routes: every mover prefers where the route *ends* to where it stands when it moves.

That is indirect dominance (Harsanyi 1974; Chwe 1994), asked from today's outcome. Whether a unit may move from an
outcome on the way to an end z depends on z only through what z is worth to each party, and the more it is worth, the
more moves are open. So the ends are searched in groups: what is not reached at the best worth of a group for every
party is reached by no route at any lesser worth; what is reached at the worst has a route at any greater one.
Only what lies between is split further, down to single ends. All groups of a round are searched at once, a bit each.
Where outcomes are few, every end is a group of its own, and one search counts the steps to all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from winset.engines.stability.move_lists import MoveLists, Words, lists_from, lists_to, unit_edges
from winset.engines.stability.why import Step, step
from winset.errors import UsageError
from winset.space.distinct import distinct_rows
from winset.space.edges import Edges
from winset.space.game import Game
from winset.space.outcomes import Bools, Ints
from winset.space.payoffs import Ranks

ROUTE_LIMIT = 2**17
_FAR = np.int64(2**40)
_STEP, _JOINT = 1_000_000, 1
_SINGLES = 512
_GROUPS = 512
_PARTS = 8
_FEW = 2**22  # outcomes times ends


class FarsightedRoutes:
    """Far-sighted routes from today's outcome.

    Parameters
    ----------
    game : Game
        The case as arrays.

    Raises
    ------
    UsageError
        If today's outcome is impossible, or the case is larger than routes are searched for.

    Notes
    -----
    The units are the parties and coalitions of the case; every member of a unit must strictly prefer the end.
    """

    def __init__(self, game: Game) -> None:
        if game.status_quo is None:
            what = "what holds today is itself impossible under the rules of the case"
            raise UsageError(what, "Correct 'status_quo' or the rules.")
        if game.space.count > ROUTE_LIMIT:
            what = (
                f"the case has {game.space.count:,} possible outcomes; far-sighted routes are searched for up to "
                f"{ROUTE_LIMIT:,}"
            )
            raise UsageError(what, "Join or remove issues, or add rules for what is impossible.")
        self.game = game
        self.start: int = game.status_quo
        self._units: list[tuple[int, ...]] = []
        self._to: list[MoveLists] = []
        self._joint: dict[int, Edges] = {}
        for unit in game.units:
            moves = unit_edges(game, unit)
            if not len(moves.sources):
                continue
            lists = lists_from(moves)
            self._units.append(unit)
            self._to.append(lists if lists.closed else lists_to(moves))
            if len(unit) > 1:
                self._joint[len(self._units) - 1] = moves.improving([game.payoffs[member] for member in unit])

    def _paying(self, unit: int, reached: Bools) -> Ints:
        """Give the cells that a unit's moves lead to from reached ones, to the gain of all its members at once."""
        lists, found = self._to[unit], self._joint.get(unit)
        if found is not None:
            return found.targets[reached[found.sources]].astype(np.int64)
        payoff = self.game.payoffs[self._units[unit][0]]
        least = lists.least(np.where(reached, payoff, np.int32(np.iinfo(np.int32).max)))
        return lists.cells[least[lists.which] < payoff[lists.cells]]

    def stepwise(self) -> Bools:
        """Mark what steps lead to each of which all its movers prefer at once; today's outcome included."""
        reached = np.zeros(self.game.space.size, dtype=np.bool_)
        reached[self.start] = True
        before = 0
        while before < (before := int(np.count_nonzero(reached))):
            for unit in range(len(self._units)):
                reached[self._paying(unit, reached)] = True
        return reached

    def reach(self) -> Bools:
        """Mark every outcome that a far-sighted route leads to: shape (size,); today's own is never one."""
        ends = self._candidates
        if not self._few:
            return self._reached(ends, None)
        found = np.zeros(self.game.space.size, dtype=np.bool_)
        found[ends[self._counted[ends] > 0]] = True
        return found

    @property
    def _few(self) -> bool:
        return len(self._candidates) * self.game.space.size <= _FEW

    @cached_property
    def _counted(self) -> Ints:
        """The fewest steps to every outcome, in one search for all that may be ends; 0 where no route leads."""
        ends = self._candidates
        steps = np.zeros(self.game.space.size, dtype=np.int64)
        bounds = np.stack([payoff[ends] for payoff in self.game.payoffs], axis=1).astype(np.int64)
        if len(ends):
            (steps[ends],) = self._rounds_to(ends, bounds, [np.arange(len(ends))], self.game.space.count)
        return steps

    def _reached(self, ends: Ints, limit: int | None) -> Bools:
        """Mark those of some outcomes that a far-sighted route of at most so many steps leads to."""
        found = np.zeros(self.game.space.size, dtype=np.bool_)
        open_ = np.zeros(self.game.space.size, dtype=np.bool_)
        open_[ends] = True
        worth = np.stack(self.game.payoffs, axis=1)
        groups = _split(ends, worth, 1 if len(ends) <= _SINGLES else _SINGLES // 2)
        while groups:
            for first in range(0, len(groups), _GROUPS):
                batch = [left for one in groups[first : first + _GROUPS] if len(left := one[open_[one]])]
                if batch:
                    extremes = [extreme(worth[one], axis=0) for one in batch for extreme in (np.max, np.min)]
                    bounds = distinct_rows(np.array(extremes))
                    *_, reached = self._rounds(bounds, limit)
                    left = np.flatnonzero(open_)
                    yes, no = _settled(bounds, reached[left], worth[left])
                    found[left[yes]] = True
                    open_[left[yes | no]] = False
            left_over = [left for one in groups if len(left := one[open_[one]])]
            groups = [part for one in left_over for part in _split(one, worth, _PARTS)]
        return found

    @cached_property
    def _candidates(self) -> Ints:
        """The outcomes that some unit would set out for, and some unit would move to last."""
        game, start = self.game, self.start
        begun = np.zeros(game.space.size, dtype=np.bool_)
        for unit in self._units:
            if len(game.mover(unit).unit.moves_from(game.space, start)):
                begun |= np.logical_and.reduce([game.payoffs[one] > game.payoffs[one][start] for one in unit])
        everywhere = np.ones(game.space.size, dtype=np.bool_)
        last = np.zeros(game.space.size, dtype=np.bool_)
        for position in range(len(self._units)):
            last[self._paying(position, everywhere)] = True
        return np.flatnonzero(begun & last)

    def _steps(self, groups: Sequence[Ints], worth: Ranks, limit: int) -> tuple[Ints, Ints]:
        """For each end, the steps to it at the best and at the worst worth of its group; 0 if more than the limit."""
        sizes = [len(group) for group in groups]
        ends = np.concatenate(groups)
        bounds = [extreme(worth[one], axis=0) for extreme in (np.max, np.min) for one in groups]
        column = [np.repeat(np.arange(len(groups)) + first, sizes) for first in (0, len(groups))]
        at_best, at_worst = self._rounds_to(ends, np.array(bounds), column, limit)
        return at_best, at_worst

    def _rounds_to(self, ends: Ints, bounds: Ints, columns: Sequence[Ints], limit: int) -> list[Ints]:
        """For each end, the first round it is reached in, at each of its columns of the bounds; 0 beyond the limit."""
        rounds = [np.zeros(len(ends), dtype=np.int64) for _ in columns]
        for count, reached in enumerate(self._rounds(bounds, limit)):
            for column, one in zip(columns, rounds, strict=True):
                bit = reached[ends, column // 64] >> (column % 64).astype(np.uint64) & np.uint64(1)
                one[(bit > 0) & (one == 0)] = count
            if rounds[-1].all():
                break
        return rounds

    def _rounds(self, bounds: Ints, limit: int | None) -> Iterator[Words]:
        """Give what is reached after each round, for every row of bounds, one bit each; first the start alone.

        With a limit every round is one step; without, units move in turn, and only the last round means something.
        """
        able = [self._able(unit, bounds) for unit in self._units]
        reached = np.zeros((self.game.space.size, -(-len(bounds) // 64)), dtype=np.uint64)
        reached[self.start] = ~np.uint64(0)
        waiting = [np.zeros(self.game.space.size, dtype=np.bool_) for _ in self._units]
        for mask in waiting:
            mask[self.start] = True
        yield reached
        count = 0
        while count != limit and any(mask.any() for mask in waiting):
            count += 1
            self._move(reached, able, waiting, in_turn=limit is None)
            yield reached

    def _move(self, reached: Words, able: Sequence[Words], waiting: Sequence[Bools], in_turn: bool) -> None:
        """Let every unit move once: one after the other from where the last one led, or all from the same outcomes."""
        gained: list[tuple[int, Ints, Words]] = []
        for unit, lists in enumerate(self._to):
            touched = lists.touched(waiting[unit])
            waiting[unit][:] = False
            gained.append((unit, touched, lists.union(reached, touched, able[unit])))
            if in_turn:
                self._arrive(reached, waiting, *gained.pop())
        for one in gained:
            self._arrive(reached, waiting, *one)

    def _arrive(self, reached: Words, waiting: Sequence[Bools], unit: int, touched: Ints, rows: Words) -> None:
        """Note what a unit's moves newly reach, and let the units that can go on from there know."""
        lists = self._to[unit]
        place = np.full(len(lists.starts), -1)
        place[touched] = np.arange(len(touched))
        at = place[lists.which]
        cells = lists.cells[at >= 0]
        old = reached[cells]
        new = old | rows[at[at >= 0]]
        more = (new != old).any(axis=1)
        cells = cells[more]
        reached[cells] = new[more]
        for other, mask in enumerate(waiting):
            if other != unit or not lists.closed:
                mask[cells] = True

    def _able(self, unit: tuple[int, ...], bounds: Ints) -> Words:
        """For each cell the columns at which all members of a unit are below their bounds: shape (size, words)."""
        result = np.full((self.game.space.size, -(-len(bounds) // 64)), ~np.uint64(0))
        for member in unit:
            marks, place = np.unique(bounds[:, member], return_inverse=True)
            table = packed(np.arange(len(marks) + 1)[:, None] <= place.reshape(-1)[None, :])
            result &= table[np.searchsorted(marks, self.game.payoffs[member], side="right")]
        return result

    def shortest(self, ends: Ints) -> int | None:
        """Give the outcome with the shortest far-sighted route among some; None where no route leads to any.

        Of several the one that differs from today in the fewest issues, then the one with the lowest number.
        """
        wanted = np.zeros(self.game.space.size, dtype=np.bool_)
        wanted[ends] = True
        ends = self._candidates[wanted[self._candidates]]
        if self._few:
            steps = self._counted[ends]
            found = ends[steps == min(steps[steps > 0], default=-1)]
        else:
            nearest = self._nearest(ends)
            found = np.flatnonzero(self._reached(ends, nearest)) if nearest is not None else ends[:0]
        if not len(found):
            return None
        space = self.game.space
        numbers = found if space.numbers is None else space.numbers[found]
        today = space.number(self.start)
        changed = np.zeros(len(found), dtype=np.int64)
        for issue, stride in enumerate(space.strides):
            levels = len(space.levels[space.issues[issue]])
            changed += numbers // stride % levels != today // stride % levels
        return int(found[changed.argmin()])

    def _nearest(self, ends: Ints) -> int | None:
        """The fewest steps of a far-sighted route to any of some outcomes."""
        worth = np.stack(self.game.payoffs, axis=1)
        nearest, limit = None, self.game.space.count
        groups = _split(ends, worth, _PARTS)
        while groups and limit:
            batch, groups = groups[:_GROUPS], groups[_GROUPS:]
            at_best, at_worst = self._steps(batch, worth, limit)
            if at_worst.any():
                nearest = int(at_worst[at_worst > 0].min())
                limit = nearest - 1
            nearer = (at_best > 0) & (at_best <= limit)
            groups += [part for one in _cut(batch, nearer) for part in _split(one, worth, _PARTS)]
        return nearest

    def route(self, end: int) -> tuple[Step, ...] | None:
        """Give the shortest far-sighted route to an outcome, with as few joint moves as possible; None without one."""
        game = self.game
        able = [
            np.logical_and.reduce([game.payoffs[one] < game.payoffs[one][end] for one in unit]) for unit in self._units
        ]
        weights = [_STEP + _JOINT * (len(unit) > 1) for unit in self._units]
        cost = np.full(game.space.size, _FAR, dtype=np.int64)
        cost[self.start] = 0
        changed = True
        while changed:
            changed = False
            for lists, open_, weight in zip(self._to, able, weights, strict=True):
                offered = lists.least(np.where(open_, cost, _FAR))[lists.which] + weight
                nearer = offered < cost[lists.cells]
                cost[lists.cells[nearer]] = offered[nearer]
                changed |= bool(nearer.any())
        if cost[end] >= _FAR or end == self.start:
            return None
        steps: list[Step] = []
        while end != self.start:
            candidates: list[tuple[tuple[int, ...], int]] = []
            for unit, lists, open_, weight in zip(self._units, self._to, able, weights, strict=True):
                sources = lists.of(end)
                fits = open_[sources] & (cost[sources] + weight == cost[end])
                candidates += [(unit, int(source)) for source in sources[fits]]
            unit, source = min(candidates)
            steps.append(step(game, unit, source, end))
            end = source
        return tuple(reversed(steps))


def packed(bits: Bools) -> Words:
    """Pack the rows of a boolean matrix into 64-bit words, the first column in the lowest bit."""
    rows, columns = bits.shape
    width = max(1, -(-columns // 64))
    padded = np.zeros((rows, 8 * width), dtype=np.uint8)
    packed_rows = np.packbits(bits, axis=1, bitorder="little")
    padded[:, : packed_rows.shape[1]] = packed_rows
    return padded.view("<u8")


def _settled(bounds: Ints, reached: Words, worth: Ranks) -> tuple[Bools, Bools]:
    """Say which ends are surely reached, and which surely not, from what was reached at some bounds.

    What is worth at least the bounds to every party is reached if it was reached there; what is worth at most the
    bounds to every party is not if it was not.
    """
    least = np.full_like(reached, ~np.uint64(0))
    most = least.copy()
    for party in range(worth.shape[1]):
        marks, place = np.unique(bounds[:, party], return_inverse=True)
        below = place.reshape(-1)[None, :] < np.arange(len(marks) + 1)[:, None]
        least &= packed(below)[np.searchsorted(marks, worth[:, party], side="right")]
        most &= packed(~below)[np.searchsorted(marks, worth[:, party], side="left")]
    yes: Bools = np.any(reached & least, axis=1)
    no: Bools = np.any(~reached & most, axis=1)
    return yes, no


def _cut(groups: Sequence[Ints], keep: Bools) -> list[Ints]:
    """Keep the marked members of groups, and the groups that have any."""
    marks = np.split(keep, np.cumsum([len(one) for one in groups])[:-1])
    return [one[mark] for one, mark in zip(groups, marks, strict=True) if mark.any()]


def _split(ends: Ints, worth: Ranks, parts: int) -> list[Ints]:
    """Split ends into about so many groups (1: one group an end) of similar worth to every party."""
    if not len(ends):
        return []
    if parts == 1 or len(ends) <= 2:
        return list(ends[:, None])
    groups = [ends]
    while len(groups) < parts:
        halves: list[Ints] = []
        for group in groups:
            spread = np.ptp(worth[group], axis=0)
            if not spread.any():
                halves.append(group)
                continue
            order = group[np.argsort(worth[group, int(spread.argmax())], kind="stable")]
            halves += [order[: len(order) // 2], order[len(order) // 2 :]]
        if len(halves) == len(groups):
            break
        groups = halves
    return groups
