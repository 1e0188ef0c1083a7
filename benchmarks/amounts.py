"""Time and memory of a case with too many packages to list: three amounts of 1,001 levels, six issues of named levels.

Two parties, a condition, two homes. Run with ``uv run benchmarks/amounts.py``; writes
``benchmarks/results/amounts.json``.
"""

from __future__ import annotations

import json
import os
import resource
from pathlib import Path
from time import process_time
from typing import Any

os.environ["WINSET_CACHE"] = ""  # nothing kept from before

import winset
from winset.case.reading import from_data

RESULTS = Path(__file__).with_name("results") / "amounts.json"
DRAWS = 2_000
LEVELS = {
    "audit": (["none", "yearly", "monthly"], ["5", "6"], ["-2", "-6"]),
    "court": (["home", "away", "third"], ["-4", "-2"], ["5", "2"]),
    "duration": (["short", "middle", "long"], ["3", "4"], ["3", "5"]),
    "insurance": (["neither", "seller", "buyer"], ["4", "-4"], ["-4", "3"]),
    "review": (["off", "on"], ["2"], ["-1"]),
    "language": (["one", "two"], ["-1"], ["2"]),
}
AMOUNTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "price": ({"points": {"0": "0", "400": "-16", "1000": "-60"}}, {"points": {"0": "0", "400": "22", "1000": "40"}}),
    "volume": ({"points": {"0": "0", "300": "14", "1000": "26"}}, {"points": {"0": "0", "500": "-2", "1000": "-22"}}),
    "advance": ({"each": "-0.015"}, {"each": "0.014"}),
}


def around(points: Any) -> Any:
    """A range of a quarter to either side of every number but nothing."""
    if isinstance(points, dict):
        return {key: around(one) for key, one in points.items()}
    number = float(points)
    return [f"{one:.6f}" for one in sorted((0.75 * number, number, 1.25 * number))] if number else "0"


def case_data() -> dict[str, Any]:
    """The case as a file would hold it."""
    both = ["A", "B"]
    amount = {"from": "0", "to": "1000", "step": "1", "control": both}
    values: dict[str, list[dict[str, Any]]] = {party: [] for party in both}
    for place, party in enumerate(both):
        values[party] += [
            {"of": key, **{k: around(v) for k, v in told[place].items()}} for key, told in AMOUNTS.items()
        ]
        for key, (levels, *points) in LEVELS.items():
            values[party] += [
                {"when": f"{key} = {level}", "points": around(one)}
                for level, one in zip(levels[1:], points[place], strict=True)
            ]
    return {
        "winset": "1",
        "title": "Three amounts and six clauses",
        "parties": {"A": {"home": ["board"]}, "B": {"home": ["council"]}},
        "issues": {
            "price": amount | {"now": "0"},
            "volume": amount | {"now": "100"},
            "advance": amount | {"now": "0"},
            **{key: {"levels": levels, "control": both} for key, (levels, *_) in LEVELS.items()},
        },
        "values": values,
        "conditions": {
            "floor": {
                "party": "A",
                "withholds": "price > 600",
                "unless": "audit = monthly",
                "probability": ["0.2", "0.4", "0.6"],
            }
        },
        "ratification": [
            {"party": "A", "home": "board", "issue": "price", "chances": {"300": "0.95", "800": "0.3"}},
            {"party": "B", "home": "council", "issue": "volume", "chances": {"400": "0.9", "1000": "0.2"}},
        ],
        "scenarios": {"large": {"when": "volume >= 500"}},
    }


def main() -> None:
    """Measure, print and write."""
    case = from_data(case_data())
    _ = winset.deals, winset.forecast  # loaded before the clock runs
    begun = process_time()
    deals = winset.deals(case, draws=0)
    found = process_time()
    winset.forecast(case, draws=DRAWS)
    ended = process_time()
    told = {
        "packages": deals.packages,
        "efficient deals": deals.frontier,
        "deals, CPU seconds": round(found - begun, 2),
        f"forecast of {DRAWS:,} draws, CPU seconds": round(ended - found, 2),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    for what, figure in told.items():
        print(f"{what:<40} {figure:>16,}")
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
