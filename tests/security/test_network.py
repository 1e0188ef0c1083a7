"""Nothing winset does opens a connection; the same watch stands over every other test (tests/conftest.py)."""

import json
import os
import socket
import subprocess
import sys

import pytest


def test_the_watch_sees_what_it_should(monkeypatch, tmp_path):
    noted = tmp_path / "noted"
    monkeypatch.setenv("WINSET_TEST_NETWORK", str(noted))
    with pytest.raises(PermissionError):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
    with pytest.raises(PermissionError):
        socket.getaddrinfo("winset.example", 80)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, pytest.raises(PermissionError):
        one.sendto(b"x", ("198.51.100.7", 53))
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=0.1)"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "must not reach 192.0.2.1" in child.stderr
    assert len(noted.read_text().splitlines()) == 4
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A case with a record, and documents of every kind."""
    folder = tmp_path_factory.mktemp("talks")
    (folder / "article.txt").write_text("The minister said that aid would return. See https://winset.example/more.")
    page = '<html><head><link rel=stylesheet href="http://192.0.2.1/x.css"></head><body><p>The minister said that aid '
    page += (
        'would return and that the talks would go on for a while.</p><img src="http://192.0.2.1/x.png"></body></html>'
    )
    (folder / "page.html").write_text(page)
    (folder / "talks.record.jsonl").write_text('{"id": "c1", "content": "see http://192.0.2.1/"}\n')
    assert run(folder, ["new", "case.yaml", "--from", "jeddah-2025"]).returncode == 0
    return folder


ONE_AFTER_THE_OTHER = """
import json, sys
from winset.cli import main
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["winset", *arguments]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
"""


def run(folder, *commands):
    """Run commands one after the other in a process that can make no socket."""
    probed = commands[0][0] == "read"  # a library that spaCy imports asks at its start whether ::1 can be bound
    environment = os.environ if probed else {**os.environ, "WINSET_TEST_NO_SOCKET": "1"}
    command = [sys.executable, "-c", ONE_AFTER_THE_OTHER, json.dumps(commands)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize(
    "commands",
    [
        [
            ["brief", "case.yaml"],
            ["check", "case.yaml"],
            ["forecast", "case.yaml", "--draws", "100"],
            ["report", "case.yaml", "-o", "report.html"],
            ["record", "list", "case.yaml"],
            ["record", "verify", "case.yaml"],
            ["record", "search", "case.yaml", "aid"],
            ["record", "export", "case.yaml"],
            ["record", "add", "case.yaml", "article.txt"],
        ],
        [["read", "article.txt", "--json"], ["read", "page.html", "--json"]],
    ],
    ids=["commands about a case", "reading"],
)
def test_no_connection_is_opened_by(folder, commands):
    if commands[0][0] == "read":
        pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
        pytest.importorskip("trafilatura", reason="the extra 'reading' is not installed")
    done = run(folder, *commands)
    assert done.returncode == 0, done.stderr
    assert "no socket may be opened" not in done.stderr
