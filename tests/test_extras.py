"""What a brief needs is small; what needs more says which extra brings it, before any work is done."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from click.testing import CliRunner

from winset import extras
from winset.cli import cli
from winset.errors import UsageError
from winset.present.pictures import renderer

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DECLARED = PROJECT["project"]["optional-dependencies"]


def names(requirements):
    return {re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in requirements}


def test_every_extra_of_the_package_has_words_and_only_those():
    assert set(extras.PACKAGES) == set(DECLARED)
    installed = packages_distributions()
    for extra, packages in extras.PACKAGES.items():
        brought = {name for package in packages for name in installed[package]}
        assert {name.lower() for name in brought} <= {name.lower() for name in names(DECLARED[extra])}


def test_what_draws_is_no_part_of_what_a_brief_needs():
    needed = names(PROJECT["project"]["dependencies"])
    assert not needed & {name for wanted in DECLARED.values() for name in names(wanted)}


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (["serve", "--no-browser"], "plots"),
        (["report", "chicken", "-o", "r.html"], "plots"),
        (["report", "chicken", "-o", "r.pdf"], "pdf"),
        (["report", "chicken", "-o", "r.docx"], "docx"),
        (["sheet", "chicken", "-o", "s.xlsx"], "sheet"),
    ],
)
def test_the_extra_is_asked_for_before_anything_is_computed(arguments, extra, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setattr("winset.reporting.build.report", None)
    with pytest.raises(UsageError, match=rf"extra '{extra}'") as asked:
        CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert f"winset[{extra}]" in asked.value.hint
    assert f"--no-dev --extra {extra} " in asked.value.hint
    assert not list(tmp_path.iterdir())


def test_a_report_in_markdown_and_a_plot_as_a_specification_need_no_extra(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(renderer._Apart, "wanted", False)
    monkeypatch.setattr(renderer, "apart", lambda: None)  # a process of its own would find the package
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert CliRunner().invoke(cli, ["report", "chicken", "-o", "r.md"]).exit_code == 0
    flips = ["flips", "ferry-contract", "--draws", "200", "--plot"]
    assert CliRunner().invoke(cli, [*flips, "t.json"]).exit_code == 0
    with pytest.raises(UsageError, match="a drawn plot needs the extra 'plots'"):
        CliRunner().invoke(cli, [*flips, "t.svg"], catch_exceptions=False)


def test_the_readme_gives_one_command_for_the_main_job_and_one_for_the_tests():
    lines = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("pip install uv")]
    assert [" winset brief " in line for line in lines] == [True, False]
    assert "--no-dev" in lines[0]
    assert lines[1].endswith("uv run pytest")
