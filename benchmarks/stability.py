"""Time and memory of Nash, GMR, SMR, SEQ and SSEQ for all parties, by size: ``uv run benchmarks/stability.py``.

Every row is measured in a process of its own: CPU seconds for enumerating outcomes and ranks (build) and for the
verdicts (solve), and the peak of the process above what it held before, per outcome; the least of several runs up to
20 issues. Where GMCR+ was measured on random conflicts of the same size, the last column says how many times as long
it took: it cannot be installed from a package index, so its figures are those of that earlier run. Results go to
``benchmarks/results/stability.json``.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
from pathlib import Path
from time import process_time

from conflicts import VARIANTS, conflict

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
GMCR_PLUS = {(8, 3): 0.14, (12, 3): 18.60, (8, 4): 0.14, (12, 4): 46.06}
"""CPU seconds of GMCR+ for Nash, GMR, SMR, SEQ and SIM of all parties, by two-level issues and parties."""
RESULTS = Path(__file__).parent / "results" / "stability.json"


def measure(issues: int, parties: int, levels: int, variant: str, repeat: int, numpy: bool) -> dict[str, object]:
    """Measure one size in this process; the least of ``repeat`` runs."""
    import numpy as np

    from winset.engines.stability.concepts import CONCEPTS as TABLE
    from winset.space import lowering
    from winset.space.game import Game

    if numpy:
        lowering.COMPILED_FROM = 2**62
    case = conflict(issues, parties, levels, variant)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    best: dict[str, object] = {}
    for _ in range(repeat):
        start = process_time()
        game = Game(case)
        _ = game.payoffs
        built = process_time()
        counts = {}
        for key in CONCEPTS:
            holds = np.ones(game.space.size, dtype=np.bool_)
            for unit in TABLE[key].units(game):
                holds &= TABLE[key].decide(game, unit, "unlimited")
            counts[key] = int(np.count_nonzero(holds if game.space.possible is None else holds & game.space.possible))
        solved = process_time()
        if not best or solved - start < float(str(best["cpu"])):
            best = {"build": built - start, "solve": solved - built, "cpu": solved - start, "counts": counts}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = game.space.count
    return {
        "issues": issues,
        "parties": parties,
        "levels": levels,
        "variant": variant,
        "outcomes": size,
        **best,
        "bytes_per_outcome": 1024 * (peak - before) / size,
    }


def main() -> None:
    """Measure all sizes, each in a fresh process, and print a table with growth ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--one", nargs=5, metavar=("ISSUES", "PARTIES", "LEVELS", "VARIANT", "REPEAT"), help=argparse.SUPPRESS
    )
    parser.add_argument("--numpy", action="store_true", help="no machine code in large cases; write nothing")
    parser.add_argument("--quick", action="store_true", help="leave out the largest sizes, write nothing")
    given = parser.parse_args()
    if given.one:
        issues, parties, levels, variant, repeat = given.one
        print(json.dumps(measure(int(issues), int(parties), int(levels), variant, int(repeat), given.numpy)))
        return
    sizes = [(k, n, 2, variant) for variant in VARIANTS for n in (3, 4) for k in (8, 12, 16, 20, 22)]
    sizes = [one for one in sizes if one[0] <= 16] if given.quick else [*sizes, (24, 4, 2, "all"), (10, 4, 4, "all")]
    rows = []
    print(
        f"{'variant':22}{'parties':>8}{'issues':>8}{'outcomes':>11}"
        f"{'build':>9}{'solve':>9}{'CPU s':>9}{'B/outc.':>9}{'growth':>8}{'GMCR+':>9}"
    )
    for issues, parties, levels, variant in sizes:
        repeat = 5 if issues <= 16 else 3 if issues <= 20 else 1
        call = [sys.executable, __file__, "--one", *map(str, (issues, parties, levels, variant, repeat))]
        call += ["--numpy"] * given.numpy
        row = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
        former = rows[-1] if rows and rows[-1]["variant"] == variant and rows[-1]["parties"] == parties else None
        # time ratio over outcome ratio: 1 is linear growth
        growth = (row["cpu"] / former["cpu"]) / (row["outcomes"] / former["outcomes"]) if former else None
        peer = GMCR_PLUS.get((issues, parties)) if levels == 2 and variant == "all" else None
        if peer:
            row |= {"gmcr_plus_cpu": peer, "times_as_long": peer / row["cpu"]}
        longer = f"{row['times_as_long']:,.0f} x" if peer else ""
        rows.append(row)
        print(
            f"{variant:22}{parties:>8}{f'{issues}x{levels}':>8}{row['outcomes']:>11,}{row['build']:>9.4f}{row['solve']:>9.4f}"
            f"{row['cpu']:>9.4f}{row['bytes_per_outcome']:>9.0f}{f'{growth:.2f}' if growth else '':>8}"
            f"{longer:>9}",
            flush=True,
        )
    if not given.quick and not given.numpy:
        machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps({"machine": machine, "rows": rows}, indent=1) + "\n")
        print(f"wrote {RESULTS.name}")


if __name__ == "__main__":
    main()
