"""A block of tasks, as one worker works it off: a process of this machine, or a worker of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def each(function: Callable[[Task], Result], block: Sequence[Task]) -> tuple[float, list[Result]]:
    """Work on a block of tasks; gives the seconds that took, and the results."""
    start = perf_counter()
    results = [function(task) for task in block]
    return perf_counter() - start, results
