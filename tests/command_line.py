"""The command line within the process of the tests, as its users meet it: a process of its own takes a second to start.

What only a process shows (that it starts, that nothing is coloured in a pipe, that several share the work) is tested
with processes, in tests/test_cli.py.
"""

import os
import subprocess
import sys
from unittest import mock

from click.testing import CliRunner

from winset.cli import main
from winset.present.pictures import renderer


def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command with its errors and its exit status."""
    named = mock.patch.object(sys, "argv", ["winset", *arguments])
    as_before = mock.patch.object(renderer._Apart, "wanted", renderer._Apart.wanted)
    with named, as_before, CliRunner().isolation(input=typed) as (out, err, _):
        try:
            main()
            status = 0
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        sys.stdout.flush()
        sys.stderr.flush()
        return subprocess.CompletedProcess(arguments, status, out.getvalue().decode(), err.getvalue().decode())


def fine(*arguments: str, typed: str = "") -> str:
    """Run a command that has to succeed, and give what it printed."""
    done = run(*arguments, typed=typed)
    assert done.returncode == 0, done.stderr
    return done.stdout


def process(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "winset", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
