"""How far joint improvements are searched: ``uv run benchmarks/joint_moves.py``.

Two-level issues over four parties, every fourth one joint between two neighbours, so that four coalitions have package
moves. For each size it measures, in a process of its own: marking every outcome that some joint move upsets (CNash of
the coalitions), the sequential analysis with joint moves among the sanctions (SEQ of all parties, and CSEQ of all
parties and coalitions), and listing every improvement as routes need it; and the peak of the process above what it held
before the concepts, per outcome. A size that is refused says so. Results go to ``benchmarks/results/joint_moves.json``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from conflicts import conflict

RESULTS = Path(__file__).parent / "results" / "joint_moves.json"
SIZES = (8, 10, 12, 14, 16, 18, 20)


def measure(issues: int) -> dict[str, object]:
    """Measure one size in this process."""
    from winset.case.reading import from_data
    from winset.engines.routes.stable import RouteFinder
    from winset.engines.stability.concepts import CONCEPTS
    from winset.space.game import Game

    data = conflict(issues, 4).model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    for place, issue in enumerate(data["issues"].values()):
        own = place * 4 // issues
        issue["control"] = [f"P{own}", f"P{(own + 1) % 4}"] if place % 4 == 3 else [f"P{own}"]
    game = Game(from_data(data))
    _ = game.payoffs
    row: dict[str, object] = {"issues": issues, "outcomes": game.space.count, "coalitions": len(game.coalitions)}

    def coalitions() -> None:
        for unit in game.coalitions:
            CONCEPTS["cnash"].decide(game, unit, "unlimited")

    def sequential() -> None:
        for party in range(4):
            CONCEPTS["seq"].decide(game, (party,), "unlimited")

    def coalitional() -> None:
        for unit in game.units:
            CONCEPTS["cseq"].decide(game, unit, "unlimited")

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, run in (("cnash", coalitions), ("seq", sequential), ("cseq", coalitional)):
        row[name] = _timed(run)
    row["bytes_per_outcome"] = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / game.space.count
    row["routes"] = _timed(lambda: RouteFinder(game))
    return row


def _timed(run: Callable[[], object]) -> float | str:
    from winset.errors import UsageError

    start = process_time()
    try:
        run()
    except UsageError as error:
        return f"refused: {error.what}"
    return process_time() - start


def main() -> None:
    """Measure all sizes and print a table."""
    if len(sys.argv) == 3 and sys.argv[1] == "--one":
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    rows = []
    heads = "".join(f"{head:>10}" for head in ("cnash s", "seq s", "cseq s", "routes s", "B/outc."))
    print(f"{'issues':>6}{'outcomes':>11}{'coalitions':>11}{heads}")
    for issues in SIZES:
        call = [sys.executable, __file__, "--one", str(issues)]
        row = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
        rows.append(row)
        times = (row["cnash"], row["seq"], row["cseq"], row["routes"])
        told = "".join(f"{time:>10.3f}" if isinstance(time, float) else f"{'refused':>10}" for time in times)
        told += f"{row['bytes_per_outcome']:>10.0f}"
        print(f"{issues:>6}{row['outcomes']:>11,}{row['coalitions']:>11}{told}", flush=True)
    RESULTS.write_text(json.dumps({"rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
