"""Time and memory of merging blocks of issues, against listing packages where that can be done.

Run with ``uv run benchmarks/separable.py``; prints a table and writes ``benchmarks/results/separable.json``. Issues of
ten levels; the points of a party are random whole numbers, each issue with a random weight.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np

from winset.engines.deals.separable import separable
from winset.engines.deals.solutions import efficient, points

RESULTS = Path(__file__).with_name("results") / "separable.json"
SIZES = ((2, 6), (2, 7), (2, 15), (2, 30), (3, 6), (3, 7), (3, 15), (4, 6), (4, 9))
LISTED = 7
REPEATS = 3


def blocks(parties: int, issues: int, seed: int) -> list[np.ndarray]:
    """Random points of issues with ten levels."""
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(issues), size=parties)
    return [
        np.rint(rng.random((parties, 10)) * weights[:, [place]] * 10**9).astype(np.int64) for place in range(issues)
    ]


def enumerated(mine: list[np.ndarray], units: list[Fraction]) -> None:
    """The same by listing every package."""
    total = mine[0]
    for block in mine[1:]:
        total = (total[:, :, None] + block[:, None, :]).reshape(len(total), -1)
    inside = total[:, efficient(total)]
    points(inside, units)


def measure(parties: int, issues: int) -> dict[str, object]:
    """Time one size over several seeds, and the listing of packages for the first."""
    units = [Fraction(10**9)] * parties
    taken, fronts = [], []
    for seed in range(REPEATS):
        mine = blocks(parties, issues, seed)
        start = process_time()
        found = separable(mine, [0] * parties, units)
        taken.append(process_time() - start)
        fronts.append(found.gains.shape[1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    listing = None
    if issues <= LISTED:
        start = process_time()
        enumerated(blocks(parties, issues, 0), units)
        listing = process_time() - start
    return {
        "parties": parties,
        "issues": issues,
        "front": fronts,
        "merging": median(taken),
        "listing": listing,
        "mb": peak,
    }


def main() -> None:
    """Measure all sizes, each in a process of its own, and print a table."""
    if len(sys.argv) == 3:
        print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
        return
    rows = []
    print("| packages | parties | efficient | merging, CPU s | listing, CPU s | ratio | MB of the process |")
    print("|---|---|---|---|---|---|---|")
    for parties, issues in SIZES:
        call = [sys.executable, __file__, str(parties), str(issues)]
        row = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
        rows.append(row)
        compared = f"{row['listing']:.3f} | {row['listing'] / row['merging']:,.0f}" if row["listing"] else " | "
        fronts = ", ".join(f"{one:,}" for one in row["front"])
        print(
            f"| 10^{issues} | {parties} | {fronts} | {row['merging']:.4f} | {compared} | {row['mb']:,.0f} |", flush=True
        )
    RESULTS.write_text(json.dumps({"rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
