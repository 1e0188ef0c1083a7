"""`winset serve`: loopback only, an address with the token, one line when something is wrong, a quiet end."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from winset.errors import UsageError
from winset.web.server import listen

WINSET = [sys.executable, "-c", "from winset.cli import main; main()"]


@contextmanager
def running(*arguments, cwd, command=WINSET):
    process = subprocess.Popen(
        [*command, "serve", "--no-browser", *arguments],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("arguments", "page"),
    [([], "/"), (["jeddah"], "/case/jeddah-2025/brief"), (["mine.yaml"], "/case/mine.yaml/brief")],
)
def test_it_prints_the_address_and_ends_quietly(folder, arguments, page):
    with running("--port", "0", *arguments, cwd=folder) as (process, line):
        address, token = re.search(r"(http://127\.0\.0\.1:\d+\S*)#token=([\w-]{40,})", line).groups()
        assert address.endswith(page)
        base = address.removesuffix(page)
        assert b"<main" in urllib.request.urlopen(address, timeout=20).read()  # noqa: S310
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{base}/api/cases", timeout=20)  # noqa: S310
        assert refused.value.code == 401
        refused.value.close()
        asked = urllib.request.Request(f"{base}/api/cases", headers={"Authorization": f"Bearer {token}"})  # noqa: S310
        assert b"mine.yaml" in urllib.request.urlopen(asked, timeout=20).read()  # noqa: S310
        process.send_signal(signal.SIGINT)
        told, errors = process.communicate(timeout=30)
        assert process.returncode == 0
        assert told in {"", "Ctrl-C ends it.\n"}
        assert errors == ""


ENDLESS = "import winset.web.routes.brief as slow; slow._record = lambda *_: all(iter(lambda: True, False))"


def test_it_ends_while_something_is_worked_out(folder):
    command = [sys.executable, "-c", f"{ENDLESS}; {WINSET[-1]}"]
    with running("--port", "0", "jeddah", cwd=folder, command=command) as (process, line):
        base, token = re.search(r"(http://127\.0\.0\.1:\d+)\S*#token=([\w-]{40,})", line).groups()
        host, port = base.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as asked:
            path = "/api/cases/jeddah-2025/brief"
            asked.sendall(
                f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
            )
            asked.settimeout(3)
            with pytest.raises(TimeoutError):
                asked.recv(1)
            process.send_signal(signal.SIGINT)
            told, errors = process.communicate(timeout=30)
        assert process.returncode == 0
        assert told in {"", "Ctrl-C ends it.\n"}
        assert errors == ""


def test_it_listens_on_loopback_alone():
    with listen(0) as taken:
        assert taken.getsockname()[0] == "127.0.0.1"
        with pytest.raises(UsageError, match="cannot be used"):
            listen(taken.getsockname()[1])
        with listen(None) as other:
            assert other.getsockname()[1] != taken.getsockname()[1]


def test_a_port_that_is_taken_is_told_in_words(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*WINSET, "serve", "--no-browser", "--port", port], cwd=folder, capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr.startswith(f"port {port} cannot be used: ")
    assert "Hint:" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("place", ["nowhere.yaml", "no-such-case", "notes.txt"])
def test_what_is_no_case_and_no_folder_is_told(folder, place):
    (folder / "notes.txt").write_text("notes", "utf-8")
    done = subprocess.run(
        [*WINSET, "serve", "--no-browser", place], cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert place in done.stderr
    assert "Traceback" not in done.stderr


def test_an_error_in_winset_itself_is_one_line_and_no_traceback(client, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("winset.web.workspace.Desk.files", broken)
    answer = client.get("/api/cases")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "winset itself" in answer.json()["errors"][0]["what"]
