"""Watches what a Python process does with sockets; Python runs this at its start wherever this folder is on its path.

A connection to, a packet for or a question about any machine but this one is refused and written to the file named by
``WINSET_TEST_NETWORK``. With ``WINSET_TEST_NO_SOCKET`` no socket can be made at all.
"""

import os
import sys

OWN = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104 - only compared
WATCHED = {
    "socket.connect",
    "socket.sendto",
    "socket.sendmsg",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.gethostbyname",
}


def _host(event, arguments):
    """The machine that an event is about; empty for sockets inside this one."""
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        address = arguments[0]
    else:
        address = arguments[1] if len(arguments) > 1 else None
    address = (
        address[0] if isinstance(address, tuple) and address else address if event.startswith("socket.get") else None
    )
    return address.decode("utf-8", "replace") if isinstance(address, bytes) else str(address or "")


def refuse(event, arguments):
    """Refuse what goes beyond this machine, and note it."""
    if event == "socket.__new__" and os.environ.get("WINSET_TEST_NO_SOCKET"):
        _note("a socket")
        raise PermissionError("no socket may be opened here")
    if WATCHED and event in WATCHED:  # globals are gone when a process ends
        host = _host(event, arguments)
        if host and not host.startswith(OWN):
            _note(f"{event} {host}")
            raise PermissionError(f"the tests must not reach {host}")


def _note(text):
    path = os.environ.get("WINSET_TEST_NETWORK")
    if path:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(handle, f"{text} by {' '.join(sys.argv)[:200]}\n".encode())
        os.close(handle)


sys.addaudithook(refuse)
