"""The table of outcomes as a file, piece by piece: a million rows are never in memory at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from winset.engines.outcomes.query import Query
from winset.engines.outcomes.rows import OutcomesRecord, header
from winset.engines.outcomes.table import OutcomeTable
from winset.engines.records import plain
from winset.spreadsheet import csv_lines

PIECE = 2_000


def csv_pieces(table: OutcomeTable, query: Query, concepts: Sequence[str]) -> Iterator[str]:
    """Write every outcome that a query keeps as CSV."""
    game = table.game
    first = header(game.space.issues, game.parties, concepts)
    cells = table.cells(query)
    yield from csv_lines([first])
    for start in range(0, len(cells), PIECE):
        yield "".join(csv_lines(row.cells() for row in table.rows(cells[start : start + PIECE], concepts)))


def json_pieces(table: OutcomeTable, query: Query, concepts: Sequence[str]) -> Iterator[str]:
    """Write the record of every outcome that a query keeps as JSON."""
    record: OutcomesRecord = table.page(query, limit=0, concepts=concepts)
    body = record.to_dict()
    del body["outcomes"], body["facets"]
    body["settings"]["limit"] = None
    yield json.dumps(body, ensure_ascii=False)[:-1] + ', "outcomes": ['
    cells = table.cells(query)
    for start in range(0, len(cells), PIECE):
        rows = table.rows(cells[start : start + PIECE], concepts)
        text = ",\n".join(json.dumps(plain(row), ensure_ascii=False) for row in rows)
        yield (",\n" if start else "\n") + text
    yield "]}\n"
