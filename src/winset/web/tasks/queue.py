"""Computations in the background: bounded in number, told as they go, stopped at once, kept by name.

Every computation runs in a process of its own, of which there are at most two; one thread for each of them listens to
what it tells. Pages that follow a computation wait on an event of their event loop, so a thousand of them cost no
thread. What a computation had told when it was stopped is kept and marked as partial.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from anyio import Event, move_on_after
from anyio.lowlevel import EventLoopToken, current_token

from winset.case.model import Case
from winset.errors import UsageError
from winset.web.errors import NotFound
from winset.web.tasks.process import Order, Worker, WorkerMessage

AT_ONCE = 2
MAX_WAITING = 12
MAX_KEPT = 60
MAX_KEPT_BYTES = 64 * 1024 * 1024
GRACE = 0.6
IDLE = 120.0
ENDED = frozenset({"done", "stopped", "failed"})


class Bell:
    """Wakes whoever waits in any event loop; safe to ring from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: dict[EventLoopToken, Event] = {}

    def listen(self) -> Event:
        """Give the event that the next ring sets."""
        with self._lock:
            return self._events.setdefault(current_token(), Event())

    def ring(self) -> None:
        """Set the events of all loops."""
        with self._lock:
            events, self._events = self._events, {}
        for token, event in events.items():
            loop: Any = token.native_token
            try:
                loop.call_soon_threadsafe(event.set)
            except RuntimeError:  # the loop is closed, and with it everyone who waited there
                continue


@dataclass(eq=False)
class Job:
    """A computation, waiting, running or ended.

    Attributes
    ----------
    id : str
        Its name in addresses: ``j1``.
    kind, case, title : str
        What is computed, of which case by its name in the workbench, and a line that tells it from others.
    order : Order
        What is to be computed.
    shown : mapping
        The settings as pages show them: method, draws, seed.
    """

    id: str
    kind: str
    case: str
    title: str
    order: Order
    shown: Mapping[str, Any]
    told: WorkerMessage = field(default_factory=lambda: WorkerMessage("waiting"))
    result: str = ""
    version: int = 0
    stop_at: float | None = None
    bell: Bell = field(default_factory=Bell)
    _frame: tuple[tuple[int, bool], bytes] = ((-1, False), b"")

    @property
    def ended(self) -> bool:
        """Whether nothing more will be told."""
        return self.told.state in ENDED

    def update(self, told: WorkerMessage) -> None:
        """Take in what the computation tells, and wake those who follow it."""
        self.result = told.result or self.result
        self.told = told
        self.version += 1
        self.bell.ring()

    def frame(self, with_result: bool) -> bytes:
        """Write the computation as a server-sent event: once for all who follow it."""
        key = (self.version, with_result)
        if self._frame[0] != key:
            self._frame = (key, f"data: {self.view(with_result)}\n\n".encode())
        return self._frame[1]

    def view(self, with_result: bool = True) -> str:
        """Write the computation as JSON for pages."""
        state = {
            "id": self.id,
            "kind": self.kind,
            "case": self.case,
            "title": self.title,
            "settings": dict(self.shown),
            "state": self.told.state,
            "done": self.told.done,
            "total": self.told.total,
            "errors": list(self.told.errors),
        }
        text = json.dumps(state, ensure_ascii=False)
        result = self.result if with_result and self.result else "null"
        return f'{text[:-1]}, "result": {result}}}'

    async def changed(self, seen: int, seconds: float) -> bool:
        """Wait until there is more than the version seen; tells whether there is."""
        event = self.bell.listen()
        if self.version == seen:
            with move_on_after(seconds):
                await event.wait()
        return self.version != seen


class Jobs:
    """All computations of a workbench.

    Attributes
    ----------
    followers : int
        How many pages are following one.
    """

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: deque[Job] = deque()
        self._attending = 0
        self._idle = 0
        self._number = 0
        self._closed = False
        self.followers = 0

    def list(self, case: str = "") -> list[Job]:
        """List the computations kept, the latest first; of one case when it is named."""
        with self._lock:
            return [job for job in reversed(self._jobs.values()) if case in ("", job.case)]

    def find(self, identifier: str) -> Job:
        """Find a computation.

        Raises
        ------
        NotFound
            If it is not kept.
        """
        with self._lock:
            job = self._jobs.get(identifier)
        if job is None:
            raise NotFound(f"there is no computation '{identifier[:40]}' any more")
        return job

    def start(
        self, kind: str, name: str, case: Case | None, title: str, settings: Mapping[str, Any], **hidden: Any
    ) -> Job:
        """Begin a computation, or give the one that was asked for before with the same case and settings.

        Parameters
        ----------
        kind, name, title : str
            What to compute, the case's name in the workbench, and a line that tells it from others.
        case : Case or None
            The case; None where there is none yet.
        settings : mapping
            What pages show of its settings.
        **hidden
            What the computation needs besides.

        Raises
        ------
        UsageError
            If too many are waiting.
        """
        order = Order(kind, case, {**settings, **hidden})
        with self._lock:
            for job in self._jobs.values():
                if _same(job, order) and job.told.state in {"waiting", "running", "done"} and job.stop_at is None:
                    return job
            if len(self._waiting) >= MAX_WAITING:
                hint = "Stop one of them, or wait until one has ended."
                raise UsageError(f"{MAX_WAITING} computations are waiting already", hint)
            self._number += 1
            job = Job(f"j{self._number}", kind, name, title, order, settings)
            self._jobs[job.id] = job
            self._forget_oldest()
            self._waiting.append(job)
            if not self._idle and self._attending < AT_ONCE:
                self._attending += 1
                threading.Thread(target=self._attend, daemon=True, name=f"computations-{self._attending}").start()
            self._lock.notify()
        return job

    def stop(self, identifier: str) -> Job:
        """Stop a computation within a second; what it has told is kept as partial."""
        job = self.find(identifier)
        with self._lock:
            if job in self._waiting:
                self._waiting.remove(job)
                job.update(WorkerMessage("stopped"))
            elif not job.ended and job.stop_at is None:
                job.stop_at = monotonic()
        return job

    def forget(self, identifier: str) -> None:
        """Stop a computation and keep nothing of it."""
        self.stop(identifier)
        with self._lock:
            self._jobs.pop(identifier, None)

    def close(self) -> None:
        """Stop everything and end the processes."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
            for job in self._jobs.values():
                if not job.ended and job.stop_at is None:
                    job.stop_at = monotonic() - GRACE
            self._lock.notify_all()

    def _forget_oldest(self) -> None:
        ended = [key for key, job in self._jobs.items() if job.ended]
        size = sum(len(job.result) for job in self._jobs.values())
        for key in ended:
            if len(self._jobs) <= MAX_KEPT and size <= MAX_KEPT_BYTES:
                return
            size -= len(self._jobs.pop(key).result)

    def _next(self) -> Job | None:
        with self._lock:
            self._idle += 1
            found = self._lock.wait_for(lambda: self._closed or bool(self._waiting), IDLE)
            self._idle -= 1
            if not found or self._closed:
                self._attending -= 1
                return None
            return self._waiting.popleft()

    def _attend(self) -> None:
        """Work off computations one after the other; after a while without any, end."""
        worker: Worker | None = None
        while (job := self._next()) is not None:
            worker = worker or Worker()
            if not _followed(job, worker):
                worker.end()
                worker = None
        if worker is not None:
            worker.end()


def _same(job: Job, order: Order) -> bool:
    one = job.order
    if (one.kind, _value(one.case), one.settings.keys()) != (order.kind, _value(order.case), order.settings.keys()):
        return False
    return all(_value(one.settings[key]) == _value(order.settings[key]) for key in order.settings)


def _value(value: Any) -> Any:
    return value.hash if isinstance(value, Case) else value


def _followed(job: Job, worker: Worker) -> bool:
    """Follow a computation to its end; tells whether its process can be used again."""
    connection = worker.connection
    asked = False
    try:
        job.update(WorkerMessage("running"))
        connection.send(job.order)
        while True:
            if connection.poll(0.05):
                job.update(connection.recv())
                if job.ended:
                    return not asked  # a request to stop may still lie in the pipe
            if job.stop_at is not None and not asked:
                asked = True
                connection.send("stop")
            if job.stop_at is not None and monotonic() - job.stop_at > GRACE:
                job.update(WorkerMessage("stopped", job.told.done, job.told.total))
                return False
    except Exception as error:  # the process has died, or cannot be talked to: whoever follows must be told
        what = f"the computation ended unexpectedly ({type(error).__name__}), perhaps for want of memory"
        job.update(WorkerMessage("failed", errors=({"what": what, "hint": "Ask for fewer draws, or a smaller case."},)))
        return False
