"""What keeps a spreadsheet from running a name as a formula is the same wherever a table is written."""

import csv
import io

import pytest

from winset.case.reading import read_case
from winset.engines.outcomes.query import Query
from winset.engines.outcomes.table import OutcomeTable
from winset.present.documents.outcome_lines import csv_pieces
from winset.present.documents.results import outcomes_csv
from winset.record.exchange import as_csv as record_csv
from winset.record.kinds import KINDS
from winset.space.game import Game

CASE = b"""
winset: 1
title: Odd cells
parties: {A: {}, "@B": {}}
issues:
  "=cmd": {levels: ["-0.5", "=1+1"], control: A}
  x: {levels: ["-inf", "+1 555"], control: "@B"}
preferences: {A: ['"=cmd" = "=1+1"'], "@B": ["x = '+1 555'"]}
"""


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def tables():
    case = read_case(CASE, "odd.yaml")
    table = OutcomeTable(Game(case), "unlimited")
    yield read(outcomes_csv(table.page(Query(), limit=None, concepts=("nash",))))
    yield read("".join(csv_pieces(table, Query(), ("nash",))))


def test_terminal_and_workbench_write_the_same_cells():
    terminal, workbench = tables()
    assert terminal == workbench
    header, *rows = terminal
    assert "'=cmd" in header
    assert "=cmd" not in header
    cells = {cell for row in rows for cell in row}
    assert {"-0.5", "'=1+1", "'-inf", "'+1 555"} <= cells
    assert not any(cell[:1] in "=+@" for row in terminal for cell in row if cell)


@pytest.mark.parametrize(("cell", "told"), [("=cmd", "'=cmd"), ("-0.5", "-0.5"), ("\t=1", "'\t=1"), ("a\nb", "a\nb")])
def test_a_record_is_written_by_the_same_rule(cell, told):
    row = dict.fromkeys(KINDS["claims"].fields, "")
    (_, found) = read(record_csv({"claims": {"c1": {**row, "content": cell}}}))
    assert told in found
