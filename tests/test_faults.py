"""Small cases that once came out wrong, kept beside the checkout: their first lines say what is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from winset.cli import cli
from winset.errors import WinsetError

FOLDER = Path(__file__).parents[1].parent / "shared" / "data" / "faults"


def fault(number: str) -> Path:
    """Find one of the cases, or skip the test where there are none."""
    found = sorted(FOLDER.glob(f"{number}_*.yaml"))
    if not found:
        pytest.skip("the small cases are not beside this checkout")
    return found[0]


def test_f15_no_score_for_hindsight(tmp_path):
    path = tmp_path / "log.yaml"
    path.write_bytes(fault("F15").read_bytes())

    def said(*arguments: str) -> tuple[int, str]:
        told = CliRunner().invoke(cli, ["log", arguments[0], str(path), *arguments[1:]])
        return int(isinstance(told.exception, WinsetError)), f"{told.output}{told.exception}"

    mine = ("--question", "q1", "--probability", "0.7", "--date")
    assert said("add", *mine, "2025-03-10")[0] == 0
    assert said("resolve", "q1", "yes", "--date", "2025-03-12")[0] == 0
    status, words = said("add", *mine, "2025-03-20")
    assert (status, "hindsight" in words) == (1, True)
