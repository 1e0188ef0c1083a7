"""Small things: standard input, efficient outcomes, changes that rounding hides, errors told once."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

import winset
from winset.case.reading import read_case
from winset.engines.forecast.what_if import WhatIfRecord
from winset.engines.outcomes.query import GroupChoice, Query
from winset.engines.outcomes.table import OutcomeTable
from winset.engines.records import CaseReference
from winset.engines.talks.paired import Difference
from winset.present.documents.document import as_text
from winset.present.documents.what_if import what_if_document

TEXT = """
winset: 1
title: piped
parties: {A: {}, B: {}}
issues:
  x: {levels: [none, p, q], control: [A, B]}
preferences:
  A: [x != none, x = p]
  B: [x != none]
scenarios: {p: x = p}
"""


def test_a_case_is_read_from_standard_input():
    command = [sys.executable, "-c", "from winset.cli import main; main()", "outcomes", "-", "--efficient", "--csv"]
    done = subprocess.run(command, input=TEXT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [line.split(",")[1] for line in done.stdout.splitlines()] == ["x", "p"]
    wrong = subprocess.run(command, input="winset: 1", capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "standard input" in wrong.stderr


@pytest.mark.parametrize("name", ["elmira", "chicken", "prisoners-dilemma", "jeddah-2025"])
def test_efficient_outcomes_against_pairwise_comparison(name):
    game = winset.game(winset.load(name))
    table = OutcomeTable(game)
    cells = game.space.indices()
    ranks = np.array([payoff[cells] for payoff in game.payoffs])
    kept = set()
    for place in range(len(cells)):
        own = ranks[:, [place]]
        if not ((ranks >= own).all(axis=0) & (ranks > own).any(axis=0)).any():
            kept.add(int(cells[place]))
    assert set(map(int, table.cells(Query(choices=(GroupChoice("efficient", "", "yes"),))))) == kept
    rows = winset.outcomes(game).outcomes
    assert {row.number for row in rows if row.efficient} == {game.space.number(cell) for cell in kept}


def test_a_change_that_rounding_hides_is_none():
    case = winset.load("jeddah-2025")
    reference = CaseReference.of(case)
    record = WhatIfRecord(
        case=reference,
        changed=reference,
        method="",
        settings={"draws": 10_000},
        differences=(Difference("agreement in force", 0.7512, 0.7488, 0.0001),),
        holding=(),
        removed=(),
        zone=(4.01, 4.02),
    )
    told = as_text(what_if_document(case, case, record), 200)
    assert "Nothing moves beyond noise" in told
    assert "packages are deals instead" not in told


def test_one_unknown_key_is_one_error():
    text = TEXT.replace("control: [A, B]}", "control: [A, B], status_quo: p}") + "status_quo: {y: p}\n"
    with pytest.raises(winset.CaseFileError) as caught:
        read_case(text.encode(), "case.yaml")
    assert str(caught.value).count("unknown key 'status_quo'") == 1
