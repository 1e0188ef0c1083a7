"""A brute-force oracle for stability, transcribed from docs/conventions.md: sets and dictionaries, no tricks.

An outcome is a tuple of level positions, one for each issue in order; a unit is a frozenset of party positions.
Which moves there are is found once for a conflict and then remembered: every concept asks for the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial, wraps
from itertools import chain, combinations, product
from math import prod
from typing import Any

from winset.frozen import Frozen

Outcome = tuple[int, ...]
Unit = frozenset[int]
Step = Callable[[Outcome], set[Outcome]]


class Guard(Frozen):
    """The condition under which an issue exists: another issue at one of some levels, or its denial.

    ``both`` asks for all of the comparisons, else one is enough. A comparison with what does not exist is false.
    """

    comparisons: tuple[tuple[int, frozenset[int]], ...]
    both: bool = False
    denied: bool = False


class Issue(Frozen):
    """An issue: its number of levels, its controllers, the permitted level changes (closed transitively)."""

    levels: int
    control: tuple[int, ...]
    moves: frozenset[tuple[int, int]]
    leave_any: bool = False
    status_quo: int = 0
    only_if: Guard | None = None


def exists(issues: list[Issue], outcome: Outcome, place: int) -> bool:
    """Whether an issue exists in an outcome."""
    guard = issues[place].only_if
    if guard is None:
        return True
    true = [exists(issues, outcome, other) and outcome[other] in levels for other, levels in guard.comparisons]
    return (all(true) if guard.both else any(true)) != guard.denied


def at_rest(issues: list[Issue], outcome: Outcome) -> Outcome:
    """The outcome with everything that does not exist at its first level."""
    return tuple(level if exists(issues, outcome, place) else 0 for place, level in enumerate(outcome))


def remembered(asked: Callable[[Any, Unit, Outcome], Any]) -> Callable[[Any, Unit, Outcome], Any]:
    """Ask a conflict the same question once; nobody may change the answer."""

    @wraps(asked)
    def answer(conflict: Any, unit: Unit, outcome: Outcome) -> Any:
        key = (asked.__name__, unit, outcome)
        if key not in conflict.known:
            conflict.known[key] = frozenset(asked(conflict, unit, outcome))
        return conflict.known[key]

    return answer


@dataclass(eq=False)
class Conflict:
    """A conflict. ``coalitions`` are those listed besides the controllers of joint issues."""

    parties: int
    issues: list[Issue]
    possible: frozenset[Outcome]
    rank: list[dict[Outcome, int]]
    listed: tuple[Unit, ...] = ()
    hidden: list[set[Outcome]] = field(default_factory=list)
    barriers: list[list[set[Outcome]]] = field(default_factory=list)
    known: dict[Any, Any] = field(default_factory=dict)

    def crosses(self, unit: Unit, start: Outcome, end: Outcome) -> bool:
        """Whether a move leads into what a real condition of a member, or its home, forbids."""
        sets = [one for member in unit for one in self.barriers[member]] if self.barriers else []
        return any(end in one and start not in one for one in sets)

    @property
    def coalitions(self) -> list[Unit]:
        """Controllers of joint issues, then the listed ones."""
        joint = [frozenset(issue.control) for issue in self.issues if len(issue.control) > 1]
        return list(dict.fromkeys([*joint, *self.listed]))

    @property
    def units(self) -> list[Unit]:
        """Every party, then every coalition."""
        return [frozenset({party}) for party in range(self.parties)] + self.coalitions

    def number(self, outcome: Outcome) -> int:
        """Mixed radix, first issue least significant."""
        sizes = [issue.levels for issue in self.issues]
        return sum(level * prod(sizes[:place]) for place, level in enumerate(outcome))

    @remembered
    def moves(self, unit: Unit, outcome: Outcome) -> set[Outcome]:
        """Every outcome the unit can move to: any non-empty set of its issues, each along its permitted changes.

        What the move leaves without existence goes to its first level by itself.
        """
        return {end for end, _ in self._moves(unit, outcome)}

    @remembered
    def _moves(self, unit: Unit, outcome: Outcome) -> set[tuple[Outcome, Outcome]]:
        """The outcomes the unit can move to, each with what it chose."""
        if any(outcome in self.hidden[member] for member in unit if self.hidden):
            return set()
        choices = []
        for level, issue in zip(outcome, self.issues, strict=True):
            ends = {end for start, end in issue.moves if start == level}
            if not set(issue.control) <= unit:
                leaving = issue.leave_any and bool(set(issue.control) & unit)
                ends = ends & {issue.status_quo} if leaving else set()
            choices.append([level, *sorted(ends)])
        found = {(at_rest(self.issues, chosen), chosen) for chosen in product(*choices)}
        seen = {pair for pair in found if pair[0] != outcome and pair[0] in self.possible}
        return {pair for pair in seen if not any(pair[0] in self.hidden[member] for member in unit if self.hidden)}

    @remembered
    def joint_moves(self, unit: Unit, outcome: Outcome) -> set[Outcome]:
        """The moves that change at least one joint issue wholly controlled by the unit."""
        whole = [
            place for place, issue in enumerate(self.issues) if len(issue.control) > 1 and set(issue.control) <= unit
        ]
        return {
            end
            for end, chosen in self._moves(unit, outcome)
            if any(chosen[place] != outcome[place] and exists(self.issues, end, place) for place in whole)
        }

    def improving(self, unit: Unit, step: Step) -> Step:
        """Keep the steps that every member of the unit strictly prefers."""
        return lambda start: {
            end
            for end in step(start)
            if all(self.rank[member][end] > self.rank[member][start] for member in unit)
            and not self.crosses(unit, start, end)
        }

    def party_opponents(self, party: int, improving: bool) -> list[Step]:
        """The others' units in the one-party concepts."""
        steps: list[Step] = []
        for unit in self.units:
            if party not in unit:
                step: Step = partial(self.moves if len(unit) == 1 else self.joint_moves, unit)
                steps.append(self.improving(unit, step) if improving else step)
        return steps

    def outsiders(self, group: Unit, improving: bool) -> list[Step]:
        """The units of the case without any member of the group, with all their moves."""
        steps: list[Step] = []
        for unit in self.units:
            if not unit & group:
                step: Step = partial(self.moves, unit)
                steps.append(self.improving(unit, step) if improving else step)
        return steps


def reach(steps: list[Step], start: Outcome, sanctions: str) -> set[Outcome]:
    """The ends of all legal sequences of one or more moves."""
    found: set[Outcome] = set()
    seen: set[tuple[Outcome, frozenset[int]]] = set()
    todo: list[tuple[Outcome, frozenset[int]]] = [(start, frozenset())]
    while todo:
        outcome, barred = todo.pop()
        for mover, step in enumerate(steps):
            if mover in barred:
                continue
            now = barred | {mover} if sanctions == "once" else frozenset({mover})
            for end in step(outcome):
                found.add(end)
                if sanctions != "single" and (end, now) not in seen:
                    seen.add((end, now))
                    todo.append((end, now))
    return found


def stable(conflict: Conflict, concept: str, unit: Unit, s: Outcome, sanctions: str = "unlimited") -> bool:
    """Whether an outcome is stable for a unit (a single party in the one-party concepts)."""
    if concept.startswith("c"):
        return _coalition(conflict, concept, unit, s, sanctions)
    (i,) = unit
    rank = conflict.rank[i]
    improvements = conflict.improving(unit, partial(conflict.moves, unit))(s)
    if concept == "nash":
        return not improvements
    if concept == "sim":
        return all(_sim(conflict, i, s, end) for end in improvements)
    if concept == "sim-procedural":
        return _sim_procedural(conflict, i, s, sanctions)
    steps = conflict.party_opponents(i, improving=concept in {"seq", "sseq"})
    for s1 in improvements:
        ends = {s2 for s2 in reach(steps, s1, sanctions) if rank[s2] <= rank[s]}
        if concept in {"smr", "sseq"}:
            ends = {s2 for s2 in ends if all(rank[s3] <= rank[s] for s3 in conflict.moves(unit, s2))}
        if not ends:
            return False
    return True


def _coalition(conflict: Conflict, concept: str, unit: Unit, s: Outcome, sanctions: str) -> bool:
    def prefers_not(q: Outcome) -> bool:
        return any(conflict.rank[j][q] <= conflict.rank[j][s] for j in unit)

    improvements = {q for q in conflict.moves(unit, s) if not prefers_not(q) and not conflict.crosses(unit, s, q)}
    if concept == "cnash":
        return not improvements
    steps = conflict.outsiders(unit, improving=concept == "cseq")
    for q in improvements:
        ends = {x for x in reach(steps, q, sanctions) if prefers_not(x)}
        if concept == "csmr":
            ends = {x for x in ends if all(prefers_not(y) for y in conflict.moves(unit, x))}
        if not ends:
            return False
    return True


def _families(units: list[Unit]) -> Iterator[tuple[Unit, ...]]:
    """All non-empty sets of units without a common member."""
    every = chain.from_iterable(combinations(units, size) for size in range(1, len(units) + 1))
    return (family for family in every if sum(map(len, family)) == len(frozenset().union(*family)))


def _sim(conflict: Conflict, i: int, s: Outcome, s1: Outcome, taking_part: Iterable[int] | None = None) -> bool:
    """Whether some other units' simultaneous improvements from s sanction i's improvement to s1."""
    if taking_part is None:
        units = [unit for unit in conflict.units if i not in unit]
    else:
        units = [frozenset({j}) for j in taking_part if j != i]
    options = {}
    for unit in units:
        step: Step = partial(conflict.moves if len(unit) == 1 else conflict.joint_moves, unit)
        options[unit] = conflict.improving(unit, step)(s)
    for family in _families(units):
        for ends in product(*(options[unit] for unit in family)):
            merged = list(s)
            for end in (s1, *ends):
                for place, level in enumerate(end):
                    if level != s[place] and exists(conflict.issues, end, place):
                        merged[place] = level
            s2 = at_rest(conflict.issues, tuple(merged))
            if s2 in conflict.possible and conflict.rank[i][s2] <= conflict.rank[i][s]:
                return True
    return False


def _sim_procedural(conflict: Conflict, i: int, s: Outcome, sanctions: str) -> bool:
    @cache
    def seq(j: int) -> bool:
        return stable(conflict, "seq", frozenset({j}), s, sanctions)

    unstable = [j for j in range(conflict.parties) if not seq(j)]
    if i not in unstable:
        return True
    if len(unstable) < 2:
        return False
    for j in unstable:
        alone = frozenset({j})
        improvements = conflict.improving(alone, partial(conflict.moves, alone))(s)
        if not all(_sim(conflict, j, s, end, unstable) for end in improvements):
            return False
    return True


def equilibria(conflict: Conflict, concept: str, sanctions: str = "unlimited") -> set[Outcome]:
    """The outcomes stable for every unit the concept asks about."""
    units = conflict.units if concept.startswith("c") else [frozenset({party}) for party in range(conflict.parties)]
    return {s for s in conflict.possible if all(stable(conflict, concept, unit, s, sanctions) for unit in units)}


def upset_by(conflict: Conflict, s: Outcome) -> set[tuple[Unit, Outcome]]:
    """The joint improvements of the case's coalitions from an outcome."""
    return {
        (unit, q) for unit in conflict.coalitions for q in conflict.improving(unit, partial(conflict.moves, unit))(s)
    }
