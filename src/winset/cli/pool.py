"""Dividing work over processes of this machine or over a cluster, with a progress bar on a terminal.

Whoever divides work gives a function and tasks that do not depend on each other, and takes the results in the order
of the tasks; so who does which task, and when, changes nothing.
"""

from __future__ import annotations

import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from winset.cli.block import each
from winset.cli.options import Command
from winset.errors import UsageError

if TYPE_CHECKING:
    from concurrent.futures import Future

Task = TypeVar("Task")
Result = TypeVar("Result")
WORTH_SHOWING = 8
AHEAD = 4
"""How many blocks a worker are handed out before the first of them is taken back."""
BLOCK = 16
"""How many tasks are handed out at once before it is known how long one takes."""
BLOCK_SECONDS = 2.0
"""How long a block should take: handing it out costs some thousandths of a second."""


def workers_options(command: Command) -> Command:
    """Add the options that say who does the work."""
    command = click.option(
        "--cluster",
        default="",
        metavar="tcp://HOST:PORT|local:N",
        help="Divide the work over the workers of a Dask scheduler, or over N of them started here.",
    )(command)
    return click.option(
        "--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="How many processes share the work."
    )(command)


@contextmanager
def kept_if_stopped(where: str) -> Iterator[None]:
    """Say after Ctrl-C what is kept."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"winset: stopped. {where}; the same command goes on from there.", err=True)
        raise


class Waiting(Protocol):
    """A block of tasks that somebody works on."""

    def result(self) -> tuple[float, list[Any]]:
        """Wait for the seconds it took, and its results."""


class Workers(Protocol):
    """Who blocks of tasks are handed to."""

    @property
    def width(self) -> int:
        """How many blocks are worked on at the same time."""

    def submit(self, function: Callable[[Any], Any], block: Sequence[Any]) -> Waiting:
        """Hand a block out."""

    def close(self) -> None:
        """Let go of what was not taken back, and of the workers."""


class Runner:
    """Applies a function to tasks in order: here, in a pool of processes, or on a cluster.

    Use it as a context: workers are kept for all the work that is divided in it.

    Parameters
    ----------
    jobs : int
        How many processes; with 1 the work is done here.
    label : str
        What the progress bar says; empty for none.
    cluster : str
        The address of a Dask scheduler, or ``local:N``; empty for none.

    Attributes
    ----------
    alone : bool
        Whether all the work is done in this process.
    """

    def __init__(self, jobs: int, label: str, cluster: str = "") -> None:
        if cluster and jobs > 1:
            raise UsageError("--jobs and --cluster exclude each other", "--cluster local:N starts N workers here.")
        self.alone = jobs <= 1 and not cluster
        self.label = label
        self._jobs, self._cluster = jobs, cluster
        self._workers: Workers | None = None

    @property
    def width(self) -> int:
        """How many work at the same time."""
        return self._jobs if self._workers is None else self._workers.width

    def __enter__(self) -> Runner:
        if self._cluster:
            from winset.cli.cluster import Cluster

            self._workers = Cluster(self._cluster)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        if self._workers is not None:
            self._workers.close()
            self._workers = None

    def __call__(
        self, function: Callable[[Task], Result], tasks: Iterable[Task], /, length: int | None = None, most: int = BLOCK
    ) -> Iterator[Result]:
        """Yield the results in the order of the tasks.

        Parameters
        ----------
        function : callable
            What to do with a task.
        tasks : iterable
            The tasks.
        length : int, optional
            How many there are at most; then they are taken only when they are about to be handed out.
        most : int
            How many to hand out at once to begin with; with 1 always one.
        """
        work = list(tasks) if length is None else tasks
        length = len(work) if isinstance(work, list) else length or 0
        with ExitStack() as shown:
            bar = None
            if self.label and length >= WORTH_SHOWING and sys.stderr.isatty():
                bar = shown.enter_context(click.progressbar(length=length, label=self.label, file=sys.__stderr__))
            for result in self._results(function, work, length, most):
                if bar is not None:
                    bar.update(1)
                yield result

    def _results(
        self, function: Callable[[Task], Result], work: Iterable[Task], length: int, most: int
    ) -> Iterator[Result]:
        if self.alone or (length < 2 and not self._cluster):
            yield from map(function, work)
            return
        if self._workers is None:
            self._workers = _Processes(self._jobs)
        share = max(1, length // (2 * AHEAD * self._workers.width))
        yield from _in_order(self._workers, function, iter(work), share, most)


def _in_order(
    workers: Workers, function: Callable[[Task], Result], work: Iterator[Task], share: int, most: int
) -> Iterator[Result]:
    """Keep every worker busy, and give the results in the order of the tasks; the blocks change nothing in them."""
    handed: deque[Waiting] = deque()
    size = min(share, most)
    while True:
        while len(handed) < AHEAD * workers.width and (block := list(islice(work, size))):
            handed.append(workers.submit(function, block))
        if not handed:
            return
        seconds, results = handed.popleft().result()
        if most > 1:
            size = max(1, min(share, int(BLOCK_SECONDS * len(results) / max(seconds, 1e-6))))
        yield from results


class _Processes:
    """A pool of processes of this machine."""

    def __init__(self, jobs: int) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        self.width = jobs
        self._pool = ProcessPoolExecutor(jobs, get_context("spawn"), _ignore_interrupt)

    def submit(self, function: Callable[[Any], Any], block: Sequence[Any]) -> Waiting:
        with _ended_in_words():
            return _Handed(self._pool.submit(each, function, block))

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


class _Handed:
    def __init__(self, future: Future[tuple[float, list[Any]]]) -> None:
        self._future = future

    def result(self) -> tuple[float, list[Any]]:
        with _ended_in_words():
            return self._future.result()


@contextmanager
def _ended_in_words() -> Iterator[None]:
    from concurrent.futures import BrokenExecutor

    try:
        yield
    except BrokenExecutor:
        hint = "Perhaps memory ran out: use fewer. A command that writes a file goes on from what is in it."
        raise UsageError("a process that worked on this was ended from outside", hint) from None


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the process that has the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
