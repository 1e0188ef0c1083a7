"""A process that computes, so that pages are answered meanwhile and a computation can be ended at any moment."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from winset.case.model import Case
from winset.errors import WinsetError
from winset.frozen import Frozen, field
from winset.web.tasks.computations import Settings, Shown, Stopped, work_of

PARTIAL_EVERY = 0.4
"""Seconds between results so far, at the least."""
PATIENCE = 9
"""... and how many times as long as the last of them took to make: no more than a tenth of the time goes into them."""


class Order(Frozen):
    """A computation to be made; ``case`` is None where there is none yet."""

    kind: str
    case: Case | None
    settings: Settings


class WorkerMessage(Frozen):
    """What a worker tells: how far it is, a result so far, or how it ended.

    Attributes
    ----------
    state : str
        ``running``, ``done``, ``stopped`` or ``failed``.
    done, total : int
        How far it is.
    result : str
        The result, or what there is of it, as JSON; empty where it has not changed.
    errors : tuple of dict
        What went wrong.
    """

    state: str
    done: int = 0
    total: int = 0
    result: str = ""
    errors: tuple[dict[str, str], ...] = field(default=())


class _Reporter:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.last = monotonic()
        self.told = monotonic()
        self.took = 0.0

    def __call__(self, done: int, total: int, partial: Callable[[], Shown] | None = None) -> None:
        stop = self.connection.poll()
        now = monotonic()
        due = partial is not None and (stop or now - self.last > max(PARTIAL_EVERY, PATIENCE * self.took))
        if due or now - self.told > 0.1:
            self.told = now
            text = json.dumps(partial(), ensure_ascii=False, allow_nan=False) if due and partial is not None else ""
            self.connection.send(WorkerMessage("running", done, total, text))
            if due:
                self.last = monotonic()
                self.took = self.last - now
        if stop:
            self.connection.recv()
            raise Stopped


def serve(connection: Connection) -> None:
    """Work off orders until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            order = connection.recv()
        except EOFError:
            return
        if isinstance(order, Order):
            connection.send(_made(order, _Reporter(connection)))


def _made(order: Order, report: _Reporter) -> WorkerMessage:
    try:
        result = work_of(order.kind)(order.case, order.settings, report)
        text = json.dumps(result, ensure_ascii=False, allow_nan=False)
        return WorkerMessage("stopped" if result["partial"] else "done", result=text)
    except Stopped:
        return WorkerMessage("stopped")
    except WinsetError as error:
        fault = {"what": getattr(error, "what", str(error)), "hint": getattr(error, "hint", "")}
        return WorkerMessage("failed", errors=(fault,))
    except Exception as error:  # whatever it is, the page must say so
        what = f"the computation failed by a fault of winset ({type(error).__name__}: {str(error)[:200]})"
        return WorkerMessage("failed", errors=({"what": what, "hint": "Please report it with the case."},))


class Worker:
    """A process that works off one order at a time."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.connection, other = context.Pipe()
        self.process: Any = context.Process(target=serve, args=(other,), daemon=True, name="winset-computation")
        self.process.start()
        other.close()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.connection.close()
        self.process.kill()
        self.process.join()
