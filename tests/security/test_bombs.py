"""Files made to use up time or memory: each is refused in words within three seconds of CPU and 200 MB."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="no limits on processes on this system")
pytest.importorskip("trafilatura", reason="the extra 'reading' is not installed")
pytest.importorskip("pypdf", reason="the extra 'reading' is not installed")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of memory are Linux's")
def test_every_bomb_is_refused_in_words_within_three_seconds_and_200_megabytes(tmp_path):
    script = Path(__file__).with_name("bombs.py")
    done = subprocess.run([sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) > 25
    assert {name: one for name, one in found.items() if one["how"] != "refused"} == {}
    assert [name for name, one in found.items() if not one["said"].strip() or "Traceback" in one["said"]] == []
