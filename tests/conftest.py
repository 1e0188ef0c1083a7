"""For every test: no deadlines, since how fast a machine is says nothing of what is right, and no network."""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from endpoints import stub  # noqa: F401

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
