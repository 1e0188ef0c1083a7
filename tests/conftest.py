"""For every test: no deadlines, since how fast a machine is says nothing of what is right, and no network."""

# ruff: noqa: E402 - libraries count their threads as they are loaded

import os
import pickle
import sys
import tempfile
from pathlib import Path

for library in ("OPENBLAS", "OMP", "MKL"):  # as the command line does, and before NumPy is there
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

import pytest
from hypothesis import settings

from endpoints import stub  # noqa: F401
from winset.case import catalogue
from winset.engines.brief.brief import brief
from winset.record.exchange import load_informed

settings.register_profile("winset", deadline=None)
settings.load_profile("winset")

# results are kept for the whole run of the tests, and never in the cache of who runs them
os.environ.setdefault("WINSET_CACHE", str(Path(tempfile.mkdtemp(prefix="winset-tests-")) / "cache"))

WATCH = Path(__file__).with_name("watch")
if "WINSET_TEST_NETWORK" not in os.environ:  # with xdist the workers share what the first one set
    os.environ["WINSET_TEST_NETWORK"] = str(Path(tempfile.mkdtemp(prefix="winset-tests-")) / "network")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(WATCH), os.environ.get("PYTHONPATH", "")]))
NOTED = Path(os.environ["WINSET_TEST_NETWORK"])
if str(WATCH) not in sys.path:
    sys.path.insert(0, str(WATCH))
    sys.modules.pop("sitecustomize", None)
    import sitecustomize  # noqa: F401


@pytest.fixture(autouse=True)
def no_network():
    """Fail a test in which this process, or one that it started, turned to another machine."""
    before = NOTED.read_text("utf-8") if NOTED.exists() else ""
    yield
    after = NOTED.read_text("utf-8") if NOTED.exists() else ""
    assert after == before, f"tried to reach the network: {after[len(before) :]}"


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory):
    """A folder that the processes of one run share, and no other run: what one of them has computed, all may read."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def once(of_this_run):
    """Compute what several tests read once in a run; whichever process comes first writes it down for all."""
    read = {}

    def found(name, compute):
        if name not in read:
            kept = of_this_run / f"{name}.once"
            if not kept.exists():
                part = kept.with_suffix(f".{os.getpid()}")
                part.write_bytes(pickle.dumps(compute()))
                part.replace(kept)
            read[name] = pickle.loads(kept.read_bytes())  # noqa: S301 - our own
        return read[name]

    return found


@pytest.fixture(scope="session")
def brief_of(once):
    """A case of the catalogue and its brief, for tests that read a brief and do not ask how it is computed."""

    def found(name):
        case = load_informed(name)
        return case, once(f"brief of {catalogue.find(name).stem}", lambda: brief(case))

    return found
