"""Dividing work over processes, with a progress bar on a terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

Task = TypeVar("Task")
Result = TypeVar("Result")
WORTH_SHOWING = 8


class Runner:
    """Applies a function to tasks in order, here or in a pool of processes.

    Parameters
    ----------
    jobs : int
        How many processes; with 1 the work is done here.
    label : str
        What the progress bar says.
    """

    def __init__(self, jobs: int, label: str) -> None:
        self.jobs = jobs
        self.label = label

    def __call__(self, function: Callable[[Task], Result], tasks: Iterable[Task], /) -> Iterator[Result]:
        """Yield the results in the order of the tasks."""
        work = list(tasks)
        if len(work) < WORTH_SHOWING or not sys.stderr.isatty():
            yield from self._results(function, work)
            return
        with click.progressbar(length=len(work), label=self.label, file=sys.__stderr__) as bar:
            for result in self._results(function, work):
                bar.update(1)
                yield result

    def _results(self, function: Callable[[Task], Result], work: list[Task]) -> Iterator[Result]:
        if self.jobs <= 1 or len(work) < 2:
            yield from map(function, work)
            return
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(self.jobs, get_context("spawn"), _ignore_interrupt) as pool:
            try:
                yield from pool.map(function, work)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the process that has the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
