"""Every reader of fuzz/, given what is nearly right: read or refused in words, by hypothesis and by guided fuzzing."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FUZZ = Path(__file__).parents[2] / "fuzz"
READERS = sorted(path.stem for path in FUZZ.glob("*.py") if path.stem not in {"harness", "mutations"})
NEEDS = {
    "web_page": "trafilatura",
    "pdf": "pypdf",
    "docx": "defusedxml",
}
RUNS = {"case_file": 500, "web_page": 800, "record_lines": 1000}  # the rest are quicker

pytestmark = pytest.mark.skipif(not READERS, reason="the folder fuzz/ is not here")


def test_no_reader_is_forgotten():
    assert len(READERS) >= 10


def reader(name):
    if name in NEEDS:
        pytest.importorskip(NEEDS[name], reason="the extra 'reading' is not installed")
    sys.path.insert(0, str(FUZZ))
    try:
        spec = importlib.util.spec_from_file_location(f"fuzz_{name}", FUZZ / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        import harness
    finally:
        sys.path.remove(str(FUZZ))
    return module, harness.check


@st.composite
def edits(draw):
    """Places of a file as shares of its length, with what to do there."""
    kind = draw(st.sampled_from(["insert", "replace", "delete", "double"]))
    place, size = draw(st.floats(0, 1)), draw(st.integers(1, 40))
    token = st.sampled_from(
        [b'"', b"'", b"[", b"]", b"{", b"}", b":", b",", b"\n", b"\x00", b"<", b">", b"\xff", b"-1"]
    )
    return kind, place, size, draw(st.binary(max_size=8) | token)


def edited(data, changes):
    for kind, place, size, token in changes:
        at = int(place * len(data))
        middle = data[at : at + size]
        put = {"insert": token + middle, "replace": token, "delete": b"", "double": middle * 2}[kind]
        data = data[:at] + put + data[at + size :]
    return data


@pytest.mark.parametrize("name", READERS)
def test_what_is_nearly_right_is_read_or_refused(name):
    module, check = reader(name)
    for seed in module.SEEDS:
        module.read(seed)

    @settings(max_examples=200, suppress_health_check=list(HealthCheck), database=None)
    @given(st.sampled_from(sorted(module.SEEDS, key=len)[:3]), st.lists(edits(), min_size=1, max_size=4))
    def holds(seed, changes):
        check(module.read, edited(seed, changes))

    holds()


@pytest.mark.parametrize("name", READERS)
def test_what_guided_fuzzing_finds_in_a_moment(name, tmp_path):
    pytest.importorskip("atheris", reason="atheris is made for Linux on x86-64 only")
    if name in NEEDS:
        pytest.importorskip(NEEDS[name], reason="the extra 'reading' is not installed")
    # What a process has used at most is passed on to its children: no limit on that, but on what is asked for at once.
    limits = ["-rss_limit_mb=0", "-malloc_limit_mb=2048"]
    command = [sys.executable, str(FUZZ / f"{name}.py"), f"-runs={RUNS.get(name, 2000)}", "-seed=1", *limits]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr[-3000:].decode("utf-8", "replace")
