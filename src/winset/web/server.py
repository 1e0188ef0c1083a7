"""Starting the workbench: on loopback, on a free port, until Ctrl-C."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from winset import extras
from winset.errors import UsageError

HOST = "127.0.0.1"
PORT = 8437


def listen(port: int | None) -> socket.socket:
    """Take a port on loopback.

    Parameters
    ----------
    port : int or None
        The port; None for the usual one, or any free one where that is taken. 0 is any free one.

    Raises
    ------
    UsageError
        If the port cannot be had.
    """
    for candidate in (PORT, 0) if port is None else (port,):
        taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere this would let another program take the same port
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((HOST, candidate))
            taken.listen(256)
        except OSError as error:
            taken.close()
            if candidate == port:
                hint = "Leave --port out to take a free one, or stop what uses it."
                raise UsageError(f"port {port} cannot be used: {error.strerror or error}", hint) from None
        else:
            return taken
    raise UsageError("no port is free on this machine")


def serve(folder: Path, page: str, port: int | None, ready: Callable[[str], None]) -> None:
    """Serve the workbench until it is interrupted.

    Parameters
    ----------
    folder : Path
        The folder whose case files can be edited.
    page : str
        The page to begin with, such as ``/case/jeddah-2025/brief``.
    port : int or None
        As in :func:`listen`.
    ready : callable
        Told the address, token included, once the port is taken.

    Raises
    ------
    UsageError
        If the extra ``plots``, which draws in the browser and for files, is not installed.
    """
    extras.require("plots", "the workbench", "The other commands show the same in the terminal.")
    import uvicorn

    from winset.web.app import create_app

    with listen(port) as taken:
        number = taken.getsockname()[1]
        token = secrets.token_urlsafe(32)
        config = uvicorn.Config(
            create_app(folder, token, number),
            access_log=False,
            log_level="error" if "WINSET_TRACEBACK" in os.environ else "critical",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        ready(f"http://{HOST}:{number}{page}#token={token}")
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[taken])
    _leave_unfinished()


def _leave_unfinished() -> None:
    """End the process where a thread still works something out, which Python would wait for.

    Nothing is lost: what is written is written whole or not at all.
    """
    if any(not one.daemon for one in threading.enumerate() if one is not threading.main_thread()):
        for child in multiprocessing.active_children():
            child.terminate()
        sys.stdout.flush()
        os._exit(0)
