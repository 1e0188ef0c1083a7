"""What a report costs: ``uv run benchmarks/report.py``.

Builds the report of the flagship and renders it in every format, each in CPU seconds after a first run that loads the
packages; prints a table and writes it to ``benchmarks/results/report.json``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from time import process_time

RESULTS = Path(__file__).parent / "results" / "report.json"


def main() -> None:
    """Measure and print."""
    for library in ("OPENBLAS", "OMP", "MKL"):  # as the command line does
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    import winset
    from winset.record.exchange import load_informed
    from winset.reporting.plots import _svg
    from winset.reporting.rendering import MEDIA, rendered

    case = load_informed("jeddah-2025")
    start = process_time()
    report = winset.report(case)
    rows = [("built", process_time() - start, 0)]
    for form in MEDIA:
        rendered(report, form)
        _svg.cache_clear()
        start = process_time()
        size = len(rendered(report, form))
        rows.append((form, process_time() - start, size))
    for name, seconds, size in rows:
        print(f"| {name} | {seconds:.2f} | {size / 1000:.0f} |")
    RESULTS.write_text(json.dumps({name: {"cpu_seconds": s, "bytes": size} for name, s, size in rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
