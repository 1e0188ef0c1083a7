"""Many preference profiles at once: ``uv run benchmarks/ensemble.py``.

The flagship with the first statements of its parties in doubt (probability 0.8, order 0.7): 10,000 profiles drawn,
equal ones analysed once. CPU seconds, in a process for each row. Results go to ``benchmarks/results/ensemble.json``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from time import process_time

RESULTS = Path(__file__).parent / "results" / "ensemble.json"
SAMPLES = 10_000
FIVE = "nash,gmr,smr,seq,sseq"
ROWS = ((5, "nash"), (28, "nash"), (5, FIVE), (28, "seq"), (28, FIVE))


def measure(doubtful: int, concepts: str) -> dict[str, object]:
    """Measure one row in this process."""
    import winset
    from winset.case.reading import from_data

    data = winset.load("jeddah-2025").model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    left = doubtful
    for statements in data["preferences"].values():
        for place, one in enumerate(statements):
            if left > 0:
                one.update({"probability": 0.8}, **({"order": 0.7} if place else {}))
            left -= 1
    case = from_data(data)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = process_time()
    record = winset.ensemble(case, SAMPLES, concepts)
    spent = process_time() - start
    return {
        "statements": min(doubtful, sum(map(len, data["preferences"].values()))),
        "concepts": concepts,
        "different": record.distinct,
        "cpu": spent,
        "mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
    }


def main() -> None:
    """Measure all rows and print a table."""
    if len(sys.argv) == 4 and sys.argv[1] == "--one":
        print(json.dumps(measure(int(sys.argv[2]), sys.argv[3])))
        return
    rows = []
    print(f"{'in doubt':>9}{'different':>11}{'CPU s':>9}{'MB':>6}  concepts")
    for doubtful, concepts in ROWS:
        call = [sys.executable, __file__, "--one", str(doubtful), concepts]
        row = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
        rows.append(row)
        told = f"{row['statements']:>9}{row['different']:>11,}{row['cpu']:>9.2f}{row['mb']:>6.0f}  {row['concepts']}"
        print(told, flush=True)
    RESULTS.write_text(json.dumps({"samples": SAMPLES, "rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
