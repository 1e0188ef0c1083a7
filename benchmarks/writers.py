"""Eight writers of one file, a thousand edits each: ``uv run benchmarks/writers.py``.

Each is a thread with a connection of its own to ``winset serve``, and changes a line of its own. A save that somebody
else's came before is answered with a conflict and the file as it is; the writer makes its edit again in that. At the
end every edit must have been made once. Results go to ``benchmarks/results/writers.json``.
"""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx

RESULTS = Path(__file__).parent / "results" / "writers.json"
WRITERS, EDITS = 8, 1_000
PATH = "/api/cases/mine.yaml/text"
WINSET = [sys.executable, "-c", "from winset.cli import main; main()"]


def line(writer: int, number: int) -> str:
    return f"# writer {writer}: {number}\n"


def write(writer: int, base: str, token: str, conflicts: list[int], failures: list[str]) -> None:
    """Make all edits of one writer, each until it is saved."""
    rng = random.Random(writer)
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=base, headers=headers, timeout=60, trust_env=False) as client:
        for number in range(1, EDITS + 1):
            now = client.get(PATH).json()
            while True:
                if line(writer, number - 1) not in now["text"]:
                    failures.append(f"edit {number - 1} of writer {writer} was lost")
                    return
                text = now["text"].replace(line(writer, number - 1), line(writer, number))
                saved = client.put(PATH, json={"text": text, "revision": now["revision"]})
                if saved.status_code == 200:
                    break
                if saved.status_code != 409:
                    failures.append(saved.text)
                    return
                conflicts.append(writer)
                now = saved.json()
                time.sleep(rng.uniform(0, 0.03))


def measure(folder: Path) -> dict[str, float]:
    """Serve a folder, let everyone write, and count."""
    subprocess.run([*WINSET, "new", str(folder / "mine.yaml")], check=True, capture_output=True)
    file = folder / "mine.yaml"
    file.write_text(file.read_text("utf-8") + "".join(line(writer, 0) for writer in range(WRITERS)), "utf-8")
    command = [*WINSET, "serve", str(folder), "--no-browser", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    found = re.search(r"(http://[^/]+)/\S*#token=(\S+)", server.stdout.readline())
    assert found
    conflicts: list[int] = []
    failures: list[str] = []
    started = time.perf_counter()
    arguments = (*found.groups(), conflicts, failures)
    threads = [threading.Thread(target=write, args=(writer, *arguments)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    server.send_signal(signal.SIGINT)
    server.wait(20)
    text = file.read_text("utf-8")
    assert failures == [], failures
    assert all(line(writer, EDITS) in text for writer in range(WRITERS)), "the last edit of a writer was lost"
    edits = WRITERS * EDITS
    return {"edits": edits, "lost": 0, "conflicts told": len(conflicts), "edits a second": round(edits / seconds, 1)}


def main() -> None:
    """Measure and keep the figures."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder))
    print(found)
    RESULTS.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
