"""Foresight by size of case: ``uv run benchmarks/farsighted.py``.

Random conflicts as in ``conflicts.py``, each measured in a process of its own: the largest consistent set; and from
today the listing of all moves, far-sighted routes to every outcome that has one, and the nearest such outcome of each
of five parts of the case. ``joint`` makes every fourth issue joint between two neighbours; ``all`` lets every set of
parties move together besides. What is too large is told as refused. Results: ``benchmarks/results/farsighted.json``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from time import process_time

from conflicts import conflict
from winset.case.model import Case

RESULTS = Path(__file__).parent / "results" / "farsighted.json"
SIZES = [
    ("10", "3", "all-possible"),
    ("12", "3", "all-possible"),
    ("12", "4", "all-possible"),
    ("12", "4", "quarter-irreversible"),
    ("12", "4", "joint"),
    ("12", "4", "all"),
    ("14", "4", "all-possible"),
    ("16", "3", "all-possible"),
    ("16", "4", "all-possible"),
    ("17", "3", "all-possible"),
]


def case_of(issues: int, parties: int, variant: str) -> Case:
    """Make the conflict of one row."""
    from winset.case.reading import from_data

    if variant not in ("joint", "all"):
        return conflict(issues, parties, 2, "all" if variant == "all-possible" else variant)
    data = conflict(issues, parties).model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    for place, issue in enumerate(data["issues"].values()):
        own = place * parties // issues
        issue["control"] = [f"P{own}", f"P{(own + 1) % parties}"] if place % 4 == 3 else [f"P{own}"]
    return from_data(data | ({"coalitions": "all"} if variant == "all" else {}))


def measure(issues: int, parties: int, variant: str) -> dict[str, object]:
    """Measure one size in this process."""
    import numpy as np

    from winset.engines.stability.consistent_set import largest_consistent_set
    from winset.engines.stability.farsighted import FarsightedRoutes
    from winset.errors import UsageError
    from winset.space.game import Game

    game = Game(case_of(issues, parties, variant))
    _ = game.payoffs
    row: dict[str, object] = {"issues": issues, "parties": parties, "variant": variant, "outcomes": game.space.count}
    start = process_time()
    try:
        row["members"] = int(np.count_nonzero(largest_consistent_set(game).members))
        row["set"] = process_time() - start
    except UsageError as error:
        row["set"] = f"refused: {error.what}"
    marks = [process_time()]
    routes = FarsightedRoutes(game)
    marks.append(process_time())
    reached = routes.reach()
    marks.append(process_time())
    parts = np.arange(len(reached)) % 5
    ends = [routes.shortest(np.flatnonzero(reached & (parts == part))) for part in range(5)]
    told = [routes.route(end) for end in ends if end is not None]
    marks.append(process_time())
    row["reached"], row["told"] = int(np.count_nonzero(reached)), len(told)
    row["moves"], row["reach"], row["shortest"] = (later - one for one, later in pairwise(marks))
    row["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return row


def main() -> None:
    """Measure all sizes and print a table."""
    if len(sys.argv) == 5 and sys.argv[1] == "--one":
        print(json.dumps(measure(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])))
        return
    rows = []
    print(
        f"{'outcomes':>9}{'parties':>8} {'variant':22}{'set s':>8}{'moves s':>9}{'routes s':>9}{'short s':>8}{'MB':>6}"
    )
    for size in SIZES:
        call = [sys.executable, __file__, "--one", *size]
        row = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
        rows.append(row)
        told = f"{row['set']:.2f}" if isinstance(row["set"], float) else "refused"
        print(
            f"{row['outcomes']:>9,}{row['parties']:>8} {row['variant']:22}{told:>8}{row['moves']:>9.2f}"
            f"{row['reach']:>9.2f}{row['shortest']:>8.2f}{row['megabytes']:>6.0f}",
            flush=True,
        )
    RESULTS.write_text(json.dumps({"rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
