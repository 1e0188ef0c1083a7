"""What the views of the workbench cost the server: ``uv run benchmarks/views.py``.

CPU seconds of what is computed for a page, one thread: the table of a million outcomes (the first page with five
concepts and all groups, then pages that are filtered and sorted anew), its file, the map, and on the flagship the parts
of the deals. Results go to ``benchmarks/results/views.json``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from time import process_time

from conflicts import conflict

RESULTS = Path(__file__).parent / "results" / "views.json"


def main() -> None:
    """Measure every row and print a table."""
    rows: list[dict[str, object]] = []

    def row(what: str, run: Callable[[], object]) -> None:
        start = process_time()
        run()
        rows.append({"what": what, "cpu": process_time() - start})
        print(f"{what:<58}{rows[-1]['cpu']:>9.3f}", flush=True)

    outcomes(row)
    deals(row)
    RESULTS.write_text(json.dumps({"rows": rows}, indent=1) + "\n")


def outcomes(row: Callable[[str, Callable[[], object]], None]) -> None:
    """The table and the map of a million outcomes."""
    from winset.engines.outcomes.map import outcome_map
    from winset.engines.outcomes.query import GroupChoice, Query
    from winset.engines.outcomes.table import OutcomeTable
    from winset.engines.stability.concepts import DEFAULT_CONCEPTS
    from winset.present.documents.outcome_lines import csv_pieces
    from winset.space.game import Game

    case = conflict(20, 3)
    tables: list[OutcomeTable] = []

    def page(query: Query, offset: int = 0, facets: bool = True) -> Callable[[], object]:
        return lambda: tables[0].page(query, offset, 100, DEFAULT_CONCEPTS, facets)

    def first() -> None:
        tables.append(OutcomeTable(Game(case)))
        page(Query())()

    row("2^20 outcomes: first page, five concepts, groups", first)
    row("2^20 outcomes: next page", page(Query(), 100))
    row("2^20 outcomes: sorted by a party's rank", page(Query(sort="P1")))
    chosen = Query(
        "i3 = l1 or i4 = l0", (GroupChoice("concept", "seq", "holds"), GroupChoice("level", "i5", "l1")), "P1"
    )
    row("2^20 outcomes: filtered by a condition and groups", page(chosen))
    row("2^20 outcomes: map of 200", lambda: outcome_map(tables[0], limit=200))
    few = Query(
        choices=(GroupChoice("level", "i0", "l1"), GroupChoice("level", "i1", "l1"), GroupChoice("level", "i2", "l1"))
    )
    row("131,072 rows as CSV", lambda: sum(map(len, csv_pieces(tables[0], few, ("nash",)))))


def deals(row: Callable[[str, Callable[[], object]], None]) -> None:
    """The parts of the deals of the flagship, at 2,000 draws."""
    import winset
    from winset.engines.deals.frontier import frontier
    from winset.engines.deals.overlap import overlap

    case = winset.load("jeddah-2025")
    winset.package(case, {}, draws=1)
    levels = {"aid": "resumed", "intelligence": "resumed", "truce": "partial"}
    row("jeddah-2025: one package", lambda: winset.package(case, levels))
    row("jeddah-2025: overlap of win-sets", lambda: overlap(case))
    row("jeddah-2025: packages by two parties' gains", lambda: frontier(case))
    row("jeddah-2025: map of 48", lambda: winset.outcome_map(case))


if __name__ == "__main__":
    main()
