"""Time and memory of deals and forecasts: ``uv run benchmarks/negotiation.py``.

Each row in a process of its own, one thread: CPU seconds and the peak above what the process held before. The large
spaces are additive with random integer points; half of the homes' reservations cut away most packages. Results go to
``benchmarks/results/negotiation.json``. NegMAS is asked the same in a throwaway environment, where it can be installed.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import Any

from winset.cli import process

RESULTS = Path(__file__).parent / "results" / "negotiation.json"
ROWS = ("packages 10^5, 2 parties", "packages 10^6, 2 parties", "packages 10^6, 3 parties", "packages 10^6, 4 parties")
COUNTED = ("counted 10^8, 2 parties, 6 homes", "counted 10^8, 3 parties, 6 homes")
FORECASTS = (
    *("forecast, 10,000 draws", "deals, 2,000 draws", "flips, 2,000 draws"),
    *("brief, once loaded", "a value moved on kept draws"),
)
COLD = "brief from a cold start"
NEGMAS = "negmas==0.16.0"


def large(issues: int, parties: int, homes: int) -> Any:
    """Make a case of ten-level issues, all joint, with random points."""
    from winset.case.reading import from_data

    rng = random.Random(f"{issues}/{parties}/{homes}")
    names = [f"P{p}" for p in range(parties)]
    at_home = {name: [f"{name} home {h}" for h in range(homes // parties)] for name in names}
    owners = [*names, *(home for listed in at_home.values() for home in listed)]
    data: dict[str, Any] = {
        "winset": "1",
        "title": f"{issues} issues of ten levels",
        "parties": {name: {"home": at_home[name]} for name in names},
        "issues": {f"i{k}": {"levels": [f"l{n}" for n in range(10)], "control": names} for k in range(issues)},
        "values": {
            owner: [
                {"when": f"i{k} = l{level}", "points": str(rng.randint(-1000, 1000))}
                for k in range(issues)
                for level in range(1, 10)
            ]
            for owner in owners
        },
        "no_deal": {owner: str(400 * issues // 4) for owner in owners},
        "homes": {
            name: {"need": f"{max(1, len(listed) - 1)} of {len(listed)}"} for name, listed in at_home.items() if listed
        },
    }
    return from_data(data)


def measure(row: str) -> dict[str, Any]:
    """Measure one row in this process."""
    process.set_up()
    import winset
    from winset.engines.deals.many_packages import Grid
    from winset.engines.deals.most_likely import central
    from winset.engines.deals.solutions import efficient, points
    from winset.space.packages import Packages

    _ = winset.deals, winset.forecast, winset.flips, winset.brief
    result: dict[str, Any] = {"row": row}
    if row in ROWS or row in COUNTED:
        issues = 8 if row in COUNTED else 5 if "10^5" in row else 6
        parties = int(row.split(", ")[1].split()[0])
        case = large(issues, parties, 6 if row in COUNTED else 0)
    else:
        case = winset.load("jeddah-2025")
    if row == FORECASTS[-1]:
        from winset.engines.brief.quick_changes import adjusted, standing

        base = standing(case)
        adjusted(base, winset.changed(case, {"values.UA.3": 9}))
        moved = winset.changed(case, {"values.UA.3": 10})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = process_time()
    if row in ROWS:
        found = central(case)
        inside = found.gains[:, found.deals]
        result |= {
            "deals": int(found.deals.sum()),
            "efficient": int(efficient(inside).sum()),
            "points": len(points(inside, found.units)),
        }
    elif row in COUNTED:
        result["deals"] = Grid(case, Packages(case, limit=2**40)).count()
    elif row.startswith("forecast"):
        result["deals"] = winset.forecast(case, 10_000).zone[0]
    elif row.startswith("deals"):
        result["deals"] = winset.deals(case, 2_000).zone.mean
    elif row.startswith("brief"):
        result["deals"] = len(winset.brief(case).held)
    elif row.startswith("a value"):
        result["deals"] = len(adjusted(base, moved).differences)
    else:
        result["deals"] = len(winset.flips(case, 2_000).flips)
    result["cpu"] = process_time() - start
    result["megabytes"] = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return result


def cold(environment: dict[str, str]) -> float:
    """Measure the command from a cold start, with byte-compiled files and without kept results, in CPU seconds."""
    call = [sys.executable, "-c", "from winset.cli import main; main()", "brief", "jeddah-2025"]
    with tempfile.TemporaryDirectory() as compiled:
        given = environment | {"PYTHONPYCACHEPREFIX": compiled, "WINSET_CACHE": ""}
        given.pop("PYTHONDONTWRITEBYTECODE", None)
        spent = []
        for _ in range(4):  # the first compiles
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(call, check=True, capture_output=True, env=given)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent[1:])


def peer(environment: dict[str, str]) -> dict[str, float]:
    """Ask NegMAS the same, in an environment of its own; nothing where it cannot be installed.

    Of a process of two runs the second counts: compiling is not asked of either.
    """
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        try:
            subprocess.run(["uv", "venv", "--quiet", folder], check=True, capture_output=True)
            install = ["uv", "pip", "install", "--quiet", "--python", str(python), NEGMAS]
            subprocess.run(install, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            print(f"{NEGMAS} could not be installed: no ratios")
            return {}
        found = {}
        for row in ROWS:
            sizes = ["5" if "10^5" in row else "6", row.split(", ")[1].split()[0]]
            call = [str(python), str(Path(__file__).with_name("negmas_peer.py")), *sizes]
            spent = []
            for _ in range(2):  # the first compiles, and keeps what it compiled
                done = subprocess.run(call, check=True, capture_output=True, text=True, env=environment)
                spent.append(json.loads(done.stdout.splitlines()[-1])["cpu"])
            found[row] = min(spent)
    return found


def main() -> None:
    """Measure all rows and print a table."""
    if len(sys.argv) == 3 and sys.argv[1] == "--one":
        print(json.dumps(measure(sys.argv[2])))
        return
    environment = os.environ | {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}
    rows, negmas = [], peer(environment)
    print(f"{'row':36}{'CPU s':>9}{'MB':>8}{'result':>12}{'NegMAS':>9}{'ratio':>8}")
    for row in (*ROWS, *COUNTED, *FORECASTS):
        call = [sys.executable, __file__, "--one", row]
        found = json.loads(subprocess.run(call, check=True, capture_output=True, text=True, env=environment).stdout)
        rows.append(found)
        told = f"{row:36}{found['cpu']:>9.3f}{found['megabytes']:>8.0f}{found['deals']:>12,.0f}"
        if row in negmas:
            found |= {"negmas": NEGMAS, "negmas_cpu": negmas[row]}
            told += f"{negmas[row]:>9.2f}{negmas[row] / found['cpu']:>7.0f}x"
        print(told, flush=True)
    rows.append({"row": COLD, "cpu": cold(environment)})
    print(f"{COLD:36}{rows[-1]['cpu']:>9.3f}", flush=True)
    RESULTS.write_text(json.dumps({"rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
