"""Draws counted: what some of them came to, in parts that add up exactly whoever made them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Protocol

import numpy as np

from winset.case.model import Case
from winset.engines.by_hash import ByHash
from winset.engines.talks.aftermath import happen
from winset.engines.talks.agreement import Agree, best_gains
from winset.engines.talks.in_force import looked_at
from winset.engines.talks.models import model_of
from winset.engines.talks.run import Run, part_of
from winset.engines.talks.situation import Negotiation
from winset.errors import UsageError
from winset.frozen import Frozen
from winset.space.draws import draw
from winset.space.outcomes import Ints

REFUSED_BY = "refused by "
EVENTS = (
    *("no-zone", "talks-failed", "agreed", "ad-referendum", "unconfirmed"),
    *("rejected", "refused", "too-late", "in-force"),
)


class Counts(Frozen, eq=False):
    """How often each of some numbered things came up: ascending numbers, and counts."""

    numbers: Ints
    counts: Ints

    @staticmethod
    def of(numbers: Ints) -> Counts:
        """Count the numbers of some draws."""
        return Counts(*np.unique(numbers, return_counts=True))

    def __add__(self, other: Counts) -> Counts:
        numbers, place = np.unique(np.concatenate([self.numbers, other.numbers]), return_inverse=True)
        counts = np.zeros(len(numbers), dtype=np.int64)
        np.add.at(counts, place, np.concatenate([self.counts, other.counts]))
        return Counts(numbers, counts)


class Tally(Frozen, eq=False):
    """What some draws came to: counts only, so that parts add up exactly in any order.

    Attributes
    ----------
    count : int
        How many draws.
    outcomes : Counts
        How often each outcome, by its number, stood at the end.
    by_day : tuple of (Counts, int)
        The same by the days looked at, and how often an agreement was in force.
    packages : Counts
        How often each package, by its number, was in force at the end.
    events : mapping of str to int
        How often each event happened; ``refused by PARTY`` too.
    zone : ndarray of int64
        How often the zone had 0, 1, 2, … packages.
    tied : int
        How often several packages were equally good at the table.
    """

    count: int
    outcomes: Counts
    by_day: tuple[tuple[Counts, int], ...]
    packages: Counts
    events: Mapping[str, int]
    zone: Ints
    tied: int = 0

    def __add__(self, other: Tally) -> Tally:
        days = zip(self.by_day, other.by_day, strict=True)
        return Tally(
            self.count + other.count,
            self.outcomes + other.outcomes,
            tuple((mine + theirs, one + two) for (mine, one), (theirs, two) in days),
            self.packages + other.packages,
            {event: count + other.events[event] for event, count in self.events.items()},
            self.zone + other.zone,
            self.tied + other.tied,
        )


class TallyTask(Frozen):
    """Some consecutive draws of a case to be tallied, here or in another process."""

    case: Case
    model: str
    seed: int
    start: int
    count: int


class TaskRunner(Protocol):
    """What applies :func:`tally` to tasks, in order: ``map``, or the map of a pool of processes.

    One that has an attribute ``alone`` that is true does all the work in this process, as ``map`` does.
    """

    def __call__(self, function: Callable[[TallyTask], Tally], tasks: Iterable[TallyTask], /) -> Iterable[Tally]:
        """Apply it; the results come in the order of the tasks."""


def tasks(negotiation: Negotiation, draws: int, seed: int, model: str) -> Iterator[TallyTask]:
    """Divide the draws into tasks that do not depend on who does them."""
    chunk = negotiation.layout.run_chunk
    for start in range(0, draws, chunk):
        yield TallyTask(negotiation.case, model, seed, start, min(chunk, draws - start))


@lru_cache(maxsize=4)
def _kept_layout(case: ByHash, model: str) -> tuple[Negotiation, Agree]:
    negotiation = Negotiation(case.case)
    return negotiation, model_of(model).prepare(negotiation)


def tally(task: TallyTask) -> Tally:
    """Make the draws of a task and count what they come to."""
    negotiation, agree = _kept_layout(ByHash.of(task.case), task.model)
    situation = negotiation.situation(draw(negotiation.inputs, task.seed, task.start, task.count))
    found = happen(negotiation, situation, best_gains(negotiation), looked_at(negotiation), agree)
    return tallied(negotiation, part_of(negotiation, found))


def tallied(negotiation: Negotiation, found: Run) -> Tally:
    """Count what the draws of a run come to."""
    events = {event: int(np.count_nonzero(found.events[event])) for event in EVENTS}
    refused = {f"{REFUSED_BY}{party}": int(np.count_nonzero(mask)) for party, mask in found.refused_by.items()}
    return Tally(
        len(found.final),
        Counts.of(found.final),
        tuple(
            (Counts.of(numbers), int(np.count_nonzero(in_force)))
            for numbers, in_force in zip(found.by_day, found.in_force_by_day, strict=True)
        ),
        Counts.of(found.package),
        events | refused,
        np.bincount(found.zone, minlength=len(negotiation.numbers) + 1),
        int(np.count_nonzero(found.tied)),
    )


def summed(work: list[TallyTask], run: TaskRunner) -> tuple[Tally, bool]:
    """Add up what tasks come to; also says whether it was stopped before the last."""
    total: Tally | None = None
    try:
        for part in run(tally, work):
            total = part if total is None else total + part
    except KeyboardInterrupt:
        if total is None:
            raise
        return total, True
    if total is None:
        raise UsageError("a forecast needs at least one draw")
    return total, False
