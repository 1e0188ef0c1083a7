"""What cannot be written is told in words, and what stood there before stays, for reports, plots and cases alike."""

from __future__ import annotations

import os
import signal
import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import winset
from winset.case.writing import write_atomically
from winset.cli import cli

resource = pytest.importorskip("resource", reason="this system has no limits on the size of a file")

OUTPUTS = {
    "report.md": ("report", "CASE", "-o", "FILE"),
    "report.html": ("report", "CASE", "-o", "FILE"),
    "plot.json": ("flips", "ferry-contract", "--draws", "40", "--plot", "FILE"),
}


@pytest.fixture
def full(monkeypatch):
    """No file can grow beyond a kilobyte, as on a disk that is full."""
    monkeypatch.setenv("WINSET_CACHE", "")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # Python would keep the first kilobyte of what it compiles
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_full_disk_is_told_and_the_old_file_stays(name, tmp_path, full):
    target = tmp_path / name
    target.write_text("what stood here")
    place = {"CASE": "prisoners-dilemma", "FILE": str(target)}
    done = CliRunner().invoke(cli, [place.get(one, one) for one in OUTPUTS[name]])
    assert isinstance(done.exception, winset.UsageError), done.output
    assert f"cannot write {target}: File too large" in str(done.exception)
    assert target.read_text() == "what stood here"
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("content", ["text", b"bytes"])
def test_a_folder_that_is_none_or_may_not_be_written_is_told(content, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(winset.UsageError, match=r"cannot write .*: Not a directory"):
        write_atomically(tmp_path / "file" / "report.md", content)
    with pytest.raises(winset.UsageError, match=r"cannot write .*: No such file"):
        write_atomically(tmp_path / "absent" / "report.md", content)
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
    if os.geteuid():  # the superuser may write anywhere
        with pytest.raises(winset.UsageError, match=r"cannot write .*: Permission denied"):
            write_atomically(locked / "report.md", content)


def test_a_device_is_written_to_and_never_replaced(tmp_path):
    pipe, kept = tmp_path / "pipe", b""
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(pipe, "what is said")
    kept = os.read(reader, 100)
    os.close(reader)
    assert kept == b"what is said"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    if Path("/dev/full").exists():
        with pytest.raises(winset.UsageError, match="cannot write /dev/full: No space left"):
            write_atomically(Path("/dev/full"), "x" * 10_000)
        assert stat.S_ISCHR(os.stat("/dev/full").st_mode)
