"""Runs one reader under atheris (coverage-guided fuzzing), starting from files that are right.

    uv run python fuzz/case_file.py                    # until it is stopped, or something is found
    uv run python fuzz/case_file.py -runs=100000       # so many inputs; any option of libFuzzer can be given
    uv run python fuzz/case_file.py crash-…            # one input again

A reader may refuse what it is given with an error of winset's own; everything else is a finding.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

Reader = Callable[[bytes], object]

if Path(sys.argv[0]).resolve().parent == Path(__file__).resolve().parent:
    import atheris

    _watched = contextlib.ExitStack()  # what is imported from here on reports which branches it takes
    _watched.enter_context(atheris.instrument_imports(include=["winset"]))


def check(read: Reader, data: bytes) -> None:
    """Give a reader some bytes; it may refuse them in words."""
    from winset.errors import WinsetError

    try:
        read(data)
    except WinsetError as error:
        if not str(error).strip():
            raise AssertionError("refused without a word") from error


@contextlib.contextmanager
def as_file(data: bytes, name: str):
    """Put bytes into a file, for readers that want a path; in memory where the system offers that."""
    shared = Path("/dev/shm")  # noqa: S108 - a folder of our own below it
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None) as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


def document(data: bytes, name: str) -> object:
    """Read bytes as a document of that name."""
    from winset.reading.documents import document_from

    return document_from(name, data)


def main(read: Reader, seeds: Sequence[bytes]) -> None:
    """Fuzz a reader; options are those of libFuzzer."""
    check(read, seeds[0])
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds):
            (Path(corpus) / str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], "-max_len=20000", *sys.argv[1:], corpus], lambda data: check(read, data))
        atheris.Fuzz()
