"""A Dask cluster as who works on blocks of tasks; see :mod:`winset.cli.pool`.

What a worker was doing, or had done and not handed over, when it ended is done again by another one. Workers must be
the same winset as this process, or their results might not be the same bit for bit.
"""

from __future__ import annotations

import logging
import platform
import re
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from winset import extras
from winset._version import __version__
from winset.cli import process
from winset.cli.block import each
from winset.errors import UsageError

if TYPE_CHECKING:
    from distributed import Client, Future

SECONDS = 15
ASKED_EVERY = 50
_LOCAL = re.compile(r"local:([1-9]\d{0,2})")
_ADDRESS = re.compile(r"(tcp|tls)://\S+:\d+")


class Cluster:
    """The workers of a scheduler.

    Parameters
    ----------
    address : str
        ``tcp://HOST:PORT`` or ``tls://HOST:PORT`` of a scheduler, or ``local:N`` for N workers of this machine.

    Raises
    ------
    UsageError
        If the extra is missing, the scheduler cannot be reached, or it has no workers.
    """

    def __init__(self, address: str) -> None:
        local = _LOCAL.fullmatch(address)
        if local is None and not _ADDRESS.fullmatch(address):
            hint = "Give tcp://HOST:PORT, where a Dask scheduler listens, or local:N for N workers on this machine."
            raise UsageError(f"that is no cluster. Got '{address}'", hint)
        extras.require("cluster", "--cluster", "--jobs N divides work over processes of this machine without it.")
        self.address = address
        self._own = _started(int(local[1])) if local else None
        try:
            self._client = _connected(self._own or address, address)
        except BaseException:
            if self._own is not None:
                self._own.close()
            raise
        self._since = self.width = 0
        self._look()

    def submit(self, function: Callable[[Any], Any], block: Sequence[Any]) -> _Handed:
        """Hand a block out."""
        self._since += 1
        if self._since >= ASKED_EVERY:
            self._look()
        with _worded(self.address):
            return _Handed(self.address, self._client.submit(_checked, identity(), function, list(block), pure=False))

    def close(self) -> None:
        """Let go of what was not taken back, and end the workers that were started here."""
        with suppress(Exception):  # what cannot be reached any more has let go of it
            self._client.close(timeout=5)
        if self._own is not None:
            with suppress(Exception):
                self._own.close(timeout=5)

    def _look(self) -> None:
        """See how many workers there are; they come and go."""
        self._since = 0
        with _worded(self.address):
            self.width = max(1, sum(self._client.nthreads().values()))


class _Handed:
    """A block that some worker works on."""

    def __init__(self, address: str, future: Future[Any]) -> None:
        self._address, self._future = address, future

    def result(self) -> tuple[float, list[Any]]:
        with _worded(self._address):
            found, problem = self._future.result()
        if problem:
            raise UsageError("the workers run another winset than this command", problem)
        timed: tuple[float, list[Any]] = found
        return timed


@contextmanager
def _worded(address: str) -> Iterator[None]:
    """Turn what goes wrong with a cluster into errors for the user."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    kept = "A command that writes a file goes on from what is in it."
    try:
        yield
    except KilledWorker:
        what = "several workers in a row ended while they worked on the same part, which was given up"
        raise UsageError(what, f"Perhaps their memory ran out. {kept}") from None
    except ModuleNotFoundError as error:
        hint = "Install the same version there as here, with the extras that the command needs."
        raise UsageError(f"a worker lacks the package '{error.name}'", hint) from None
    except (CancelledError, OSError):  # a connection that closed is one of the latter
        raise UsageError(f"the scheduler at {address} was lost", kept) from None


def _started(workers: int) -> Any:
    """Start a scheduler and workers on this machine that only this process can speak to."""
    import dask
    from distributed import LocalCluster

    dask.config.set({"distributed.worker.profile.enabled": False})  # would look at what runs a hundred times a second
    dask.config.set({"distributed.scheduler.http.routes": []})  # pages about the work, which need no certificate
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Port .* already in use", UserWarning)  # another has the port of those pages
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="tls://127.0.0.1",
            protocol="tls",
            security=True,  # certificates made for this cluster: nobody else on the machine may give it work
            dashboard_address=None,
            preload=[__name__],
            silence_logs="CRITICAL",
        )


def _connected(where: Any, address: str) -> Client:
    from distributed import Client

    for name in ("distributed", "distributed.client"):  # what goes wrong is told in words, or done again
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(where, timeout=SECONDS, set_as_default=False)
    except OSError:
        hint = "Start one with 'dask scheduler', and workers with 'dask worker ADDRESS --nthreads 1'."
        raise UsageError(f"no scheduler can be reached at {address}", hint) from None
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError:
        client.close()
        hint = f"Start some: dask worker {address} --nthreads 1"
        raise UsageError(f"the scheduler at {address} has no workers", hint) from None
    return client


def dask_setup(_: object) -> None:
    """Leave Ctrl-C to the process that has the results; Dask calls this in each worker that is started here."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _checked(
    wanted: tuple[str, ...], function: Callable[[Any], Any], block: list[Any]
) -> tuple[tuple[float, list[Any]] | None, str]:
    """Work on a block, in a worker, if this is the same winset; else say what differs."""
    _ready()
    if identity() != wanted:
        names = ("winset", "code", "NumPy", "Python")
        told = [
            f"{name} {mine} there, {theirs} here"
            for name, mine, theirs in zip(names, identity(), wanted, strict=True)
            if mine != theirs
        ]
        return None, f"{'; '.join(told)}. Install the same everywhere."
    return each(function, block), ""


@cache
def _ready() -> None:
    """Set up the process of a worker as that of a command.

    Dask has the C library give memory back after every array, for which a forecast takes twice the processor time.
    """
    process.set_up()


@cache
def identity() -> tuple[str, ...]:
    """Tell one winset from another: its version, its code, and what it computes with."""
    import numpy as np

    root = Path(__file__).parent.parent
    code = blake2b(digest_size=6)
    for path in sorted(root.rglob("*.py")):
        code.update(path.relative_to(root).as_posix().encode() + b"\n" + path.read_bytes())
    python = ".".join(platform.python_version_tuple()[:2])
    return __version__, code.hexdigest(), np.__version__, python
