"""How soon the workbench answers: an input moved, a computation stopped, a thousand pages following one.

    uv run python benchmarks/workbench.py

serves the flagship case on this machine and writes benchmarks/results/workbench.json. CPU seconds are those of the
process that answers; wall times depend on what else the machine does.
"""

import asyncio
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from winset.case import editing
from winset.engines.brief.quick_changes import adjusted, standing
from winset.record.exchange import load_informed

CASE = "jeddah-2025"
FOLLOWERS = 1_000
SECONDS = 10
RESULT = Path(__file__).parent / "results" / "workbench.json"


def move():
    """CPU milliseconds from a changed case to its bottom line and chances."""
    case = load_informed(CASE)
    base = standing(case)
    times = []
    for turn in range(20):
        changed = editing.changed(case, {"conditions.strict.probability": round(0.1 + turn / 50, 3)})
        start = time.process_time()
        adjusted(base, changed)
        times.append(1000 * (time.process_time() - start))
    return round(statistics.median(times), 1)


def serve(folder):
    """Start the workbench as a reader does; gives the process, the address and the token."""
    command = [
        sys.executable,
        "-c",
        "from winset.cli import main; main()",
        "serve",
        folder,
        "--no-browser",
        "--port",
        "0",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    base, token = re.search(r"(http://\S+?)/#token=(\S+)", process.stdout.readline()).groups()
    return process, base, token


def cpu_seconds(process):
    """CPU seconds of the process that answers; computations run in others."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_and_threads(process):
    """Peak resident memory in MB and the number of threads of the process that serves."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    found = dict(line.split(":", 1) for line in status.splitlines())
    return round(int(found["VmHWM"].split()[0]) / 1024), int(found["Threads"])


async def moved(client):
    """Wall milliseconds of a move as a page asks for it."""
    times = []
    for turn in range(20):
        start = time.perf_counter()
        change = f"conditions.strict.probability={0.1 + turn / 50:.3f}"
        (await client.get(f"/api/cases/{CASE}/adjusted", params={"set": change})).raise_for_status()
        times.append(1000 * (time.perf_counter() - start))
    return round(statistics.median(times[1:]), 1)


async def stopped(client):
    """Wall milliseconds from the request to stop until the computation has ended, with a partial result."""
    times = []
    for seed in range(3):
        body = {"kind": "forecast", "draws": 1_000_000, "seed": seed}
        job = (await client.post(f"/api/cases/{CASE}/jobs", json=body)).json()["id"]
        while (await client.get(f"/api/jobs/{job}")).json()["result"] is None:
            await asyncio.sleep(0.05)
        start = time.perf_counter()
        await client.post(f"/api/jobs/{job}/stop")
        while (told := (await client.get(f"/api/jobs/{job}")).json())["state"] == "running":
            await asyncio.sleep(0.01)
        times.append(1000 * (time.perf_counter() - start))
        assert told["result"]["partial"]
    return round(max(times))


async def followed(client, process):
    """A thousand pages follow one long computation for ten seconds while others ask for things."""
    body = {"kind": "forecast", "draws": 1_000_000, "seed": 77}
    job = (await client.post(f"/api/cases/{CASE}/jobs", json=body)).json()["id"]
    told = [0] * FOLLOWERS

    async def follow(place):
        async with client.stream("GET", f"/api/jobs/{job}/events") as stream:
            async for line in stream.aiter_lines():
                told[place] += line.startswith("data: ")

    pages = [asyncio.create_task(follow(place)) for place in range(FOLLOWERS)]
    while not all(told):
        await asyncio.sleep(0.1)
    times, end, before = [], time.perf_counter() + SECONDS, cpu_seconds(process)
    while time.perf_counter() < end:
        start = time.perf_counter()
        (await client.get(f"/api/cases/{CASE}")).raise_for_status()
        times.append(1000 * (time.perf_counter() - start))
        await asyncio.sleep(0.05)
    used = cpu_seconds(process) - before
    memory, threads = memory_and_threads(process)
    await client.post(f"/api/jobs/{job}/stop")
    await asyncio.gather(*pages)
    return {
        "pages": FOLLOWERS,
        "api_p95_ms": round(statistics.quantiles(times, n=20)[18], 1),
        "requests": len(times),
        "server_cpu_share": round(used / SECONDS, 2),
        "least_events_a_page": min(told),
        "threads": threads,
        "peak_rss_mb": memory,
    }


async def asked(process, base, token):
    headers = {"Authorization": f"Bearer {token}"}
    limits = httpx.Limits(max_connections=FOLLOWERS + 20)
    async with httpx.AsyncClient(base_url=base, headers=headers, limits=limits, timeout=120) as client:
        return {
            "move_wall_ms": await moved(client),
            "stop_ms_worst_of_3": await stopped(client),
            "followers": await followed(client, process),
        }


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        process, base, token = serve(folder)
        try:
            figures = {"case": CASE, "move_cpu_ms": move(), **asyncio.run(asked(process, base, token))}
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)
    figures["load"] = round(os.getloadavg()[0], 1)
    RESULT.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=2))
