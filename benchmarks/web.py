"""The workbench under load, on loopback: ``uv run benchmarks/web.py``.

A server in a process of its own; times are those its clients see, in milliseconds. Results go to
``benchmarks/results/web.json``.

- a thousand pages follow one computation by server-sent events for ten seconds, while others ask for data;
- a forecast of ten thousand draws is stopped while it runs;
- an input of the flagship is moved, and the answer for its sliders comes;
- eight writers make a thousand edits each of one file, in a small case.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

RESULTS = Path(__file__).parent / "results" / "web.json"
PAGES, HELD, WRITERS, EDITS = 1_000, 10.0, 8, 1_000


def quantiles(seconds: list[float]) -> dict[str, float]:
    """Give median, 95th percentile and largest, in milliseconds."""
    ordered = sorted(seconds)
    at = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return {
        name: round(1000 * value, 1)
        for name, value in (("median", statistics.median(ordered)), ("p95", at), ("max", ordered[-1]))
    } | {"n": len(ordered)}


class Served:
    """A workbench over a folder of its own."""

    def __enter__(self) -> Served:
        self.folder = Path(tempfile.mkdtemp())
        code = "from winset.cli import main; main()"
        subprocess.run(
            [sys.executable, "-c", code, "new", str(self.folder / "mine.yaml")], check=True, capture_output=True
        )
        command = [sys.executable, "-c", code, "serve", str(self.folder), "--no-browser", "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        found = re.search(r"(http://[^/]+)/\S*#token=(\S+)", self.process.stdout.readline())
        assert found
        self.base, self.token = found.groups()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        shutil.rmtree(self.folder)

    def client(self, connections: int = 20) -> httpx.AsyncClient:
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.AsyncClient(base_url=self.base, headers=headers, limits=limits, timeout=300, trust_env=False)

    def memory(self) -> float:
        """The resident memory of the server, in MB, without its workers."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return round(int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024, 1)


async def crowd(served: Served) -> dict[str, Any]:
    """A thousand pages follow a long computation; others ask meanwhile."""
    async with served.client(PAGES + 50) as client:
        body = {"kind": "forecast", "draws": 1_000_000}
        job = (await client.post("/api/cases/jeddah-2025/jobs", json=body)).json()["id"]
        before, told, ends = served.memory(), 0, []

        async def follow() -> None:
            nonlocal told
            last = ""
            async with client.stream("GET", f"/api/jobs/{job}/events") as answer:
                async for line in answer.aiter_lines():
                    if line.startswith("data: "):
                        told, last = told + 1, line[6:]
            ends.append(json.loads(last)["state"])

        pages = [asyncio.create_task(follow()) for _ in range(PAGES)]
        await asyncio.sleep(3)
        waits, until, memory = [], time.perf_counter() + HELD, before
        while time.perf_counter() < until:
            for path in (
                "/api/cases",
                "/api/cases/rapoport-chammah-1966-chicken/brief",
                "/api/cases/mine.yaml/revision",
            ):
                started = time.perf_counter()
                (await client.get(path)).raise_for_status()
                waits.append(time.perf_counter() - started)
            memory = max(memory, served.memory())
            await asyncio.sleep(0.05)
        started = time.perf_counter()
        await client.post(f"/api/jobs/{job}/stop")
        await asyncio.wait_for(asyncio.gather(*pages), 60)
        return {
            "pages": PAGES,
            "told the end": len(ends),
            "ends": sorted(set(ends)),
            "messages": told,
            "API while they follow": quantiles(waits),
            "until all know that it was stopped": round(1000 * (time.perf_counter() - started), 1),
            "memory before, MB": before,
            "memory with them, MB": memory,
        }


async def stopping(served: Served) -> dict[str, Any]:
    """From asking to stop until the computation is stopped."""
    waits = []
    async with served.client() as client:
        for seed in range(10):
            body = {"kind": "forecast", "draws": 1_000_000, "seed": 100 + seed}
            job = (await client.post("/api/cases/jeddah-2025/jobs", json=body)).json()["id"]
            await asyncio.sleep(0.5)
            started = time.perf_counter()
            await client.post(f"/api/jobs/{job}/stop")
            while (await client.get(f"/api/jobs/{job}")).json()["state"] in {"running", "waiting"}:
                await asyncio.sleep(0.005)
            waits.append(time.perf_counter() - started)
    return quantiles(waits)


async def slider(served: Served) -> dict[str, Any]:
    """From a moved input of the flagship to the answer for the sliders: a new value each time."""
    waits = []
    async with served.client() as client:
        for step in range(60):
            change = f"conditions.strict.probability={0.2 + step / 100:.2f}"
            started = time.perf_counter()
            (await client.get("/api/cases/jeddah-2025/adjusted", params={"set": change})).raise_for_status()
            waits.append(time.perf_counter() - started)
    return {"first": round(1000 * waits[0], 1), **quantiles(waits[1:])}


async def writers(served: Served) -> dict[str, Any]:
    """Eight writers, a thousand edits each of one file; an edit replaces the writer's own line."""
    conflicts = 0
    path = "/api/cases/mine.yaml/text"
    async with served.client() as client:
        opened = (await client.get(path)).json()
        text = opened["text"] + "".join(f"# writer {one}: 0\n" for one in range(WRITERS))
        (await client.put(path, json={"text": text, "revision": opened["revision"]})).raise_for_status()

        async def write(one: int) -> None:
            nonlocal conflicts
            for number in range(1, EDITS + 1):
                while True:
                    opened = (await client.get(path)).json()
                    before = f"# writer {one}: {number - 1}\n"
                    assert before in opened["text"], "an edit was lost"
                    text = opened["text"].replace(before, f"# writer {one}: {number}\n")
                    answer = await client.put(path, json={"text": text, "revision": opened["revision"]})
                    if answer.status_code == 200:
                        break
                    assert answer.status_code == 409, answer.text
                    conflicts += 1

        started = time.perf_counter()
        await asyncio.gather(*(write(one) for one in range(WRITERS)))
        text = (served.folder / "mine.yaml").read_text("utf-8")
        kept = sum(f"# writer {one}: {EDITS}\n" in text for one in range(WRITERS))
        return {
            "writers": WRITERS,
            "edits each": EDITS,
            "conflicts told": conflicts,
            "writers whose last edit is in the file": kept,
            "edits a second": round(WRITERS * EDITS / (time.perf_counter() - started), 1),
        }


def main() -> None:
    """Measure what is named, or everything, and keep the figures."""
    asked = sys.argv[1:] or ["slider", "stopping", "crowd", "writers"]
    found = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in asked:
        with Served() as served:
            found[name] = asyncio.run(
                {"slider": slider, "stopping": stopping, "crowd": crowd, "writers": writers}[name](served)
            )
        print(name, json.dumps(found[name]))
    RESULTS.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
