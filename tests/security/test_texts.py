"""Nothing that a text holds reaches a terminal or ends a program: refused on the way in, harmless on the way out."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import run
from winset.case.formats.gmcr import read_gmcr
from winset.case.gate import NAMES
from winset.case.reading import from_data, read_case
from winset.characters import KEPT_OUT, harmless, misplaced
from winset.cli.output import Gate, show_json
from winset.errors import CaseFileError, UsageError
from winset.reading.documents import document_from
from winset.record.exchange import from_lines
from winset.record.schema import RecordError

HOSTILE = Path(__file__).parents[3] / "shared" / "data" / "hostile"
CASE = """winset: 1
title: "{title}"
parties:
  A: {{name: "{name}"}}
  B: {{}}
issues:
  aid: {{levels: [no, "{level}"], control: A}}
  talks: {{levels: [no, yes], control: B, note: "{note}"}}
"""
# what the escape in the YAML says, and the code point it must be told as
CONTROLS = [
    (r"\e[2J\x07", "U+001B"),
    (r"\0", "U+0000"),
    (r"\x9b2J", "U+009B"),
    (r"\x7f", "U+007F"),
    (r"\N", "U+0085"),
    (r"\ud800", "U+D800"),
    (r"\uffff", "U+FFFF"),
    (r"\ufffe", "U+FFFE"),
    (r"\ufdd0", "U+FDD0"),
    (r"\U0001fffe", "U+1FFFE"),
    (r"\u202e", "U+202E"),
    (r"\u2066", "U+2066"),
    (r"\L", "U+2028"),
    (r"\P", "U+2029"),
    (r"\f", "U+000C"),
]


def case(**texts):
    return CASE.format(**({"title": "Talks", "name": "Aland", "level": "yes", "note": "n"} | texts)).encode()


@pytest.mark.parametrize(("written", "told"), CONTROLS)
@pytest.mark.parametrize(("field", "line"), [("title", 2), ("name", 4), ("level", 7), ("note", 8)])
def test_a_control_character_written_as_an_escape_is_refused_with_its_place(written, told, field, line):
    with pytest.raises(CaseFileError) as refused:
        read_case(case(**{field: f"US{written}x"}), "case.yaml")
    (problem,) = refused.value.problems
    assert (problem.line, told in problem.what) == (line, True)
    assert KEPT_OUT.search(str(refused.value)) is None


@pytest.mark.parametrize("written", [r"a\tb", r"a\nb", r"a\rb"])
@pytest.mark.parametrize("field", ["title", "name", "level"])
def test_a_name_is_one_line(written, field):
    with pytest.raises(CaseFileError, match=r"U\+000"):
        read_case(case(**{field: written}), "case.yaml")


def test_notes_may_have_several_lines_and_right_to_left_text_its_marks():
    read_case(case(note=r"first\nsecond\tthird", name=r"\u05e9\u200f (a)", title="حكومة"), "case.yaml")


def test_keys_are_held_to_one_line_too():
    text = case().replace(b"  B: {}", b'  "B\\x07": {}').replace(b"control: B", b'control: "B\\x07"')
    with pytest.raises(CaseFileError, match=r"a key holds the control character U\+0007"):
        read_case(text, "case.yaml")


def test_the_gate_stands_before_every_format():
    data = json.loads(Path(__file__).with_name("dilemma.json").read_text("utf-8"))
    data["decisionMakers"][0]["name"] = "Row\x1b[2J\x07"
    with pytest.raises(CaseFileError, match=r"U\+001B"):
        read_gmcr(json.dumps(data).encode(), "conflict.gmcr")
    with pytest.raises(CaseFileError, match=r"U\+0007"):
        from_data({"winset": "1", "title": "x\x07", "parties": {"A": {}}, "issues": {}})


def test_text_that_is_no_name_is_not_held_to_one_line():
    assert "note" not in NAMES
    assert "why" not in NAMES
    assert not list(misplaced({"a": {"note": "x\ny"}}))


@given(st.text(st.characters()))
def test_what_is_shown_holds_nothing_that_a_terminal_obeys(text):
    shown = harmless(text)
    assert len(shown) == len(text)
    assert KEPT_OUT.search(shown) is None
    assert not re.search("[\x1b\x07\x9b\x9d\u202a-\u202e\u2066-\u2069\u2028\u2029]", shown)
    shown.encode()


@given(st.text(st.characters()))
def test_the_gate_before_a_terminal_lets_no_escape_through(text):
    stream = io.StringIO()
    Gate(stream).write(text)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", stream.getvalue())


def test_json_keeps_what_the_terminal_must_not_get(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", Gate(stream))
    value = {"a": "x\u2028\x1b\u202e\x9b\u009f\ufffe\f", "b": [float("nan"), float("-inf"), 1.5]}
    show_json(value)
    read = json.loads(stream.getvalue(), parse_constant=pytest.fail)
    assert read == {"a": value["a"], "b": [None, None, 1.5]}
    assert "\u2028" not in stream.getvalue()
    assert "\u202e" not in stream.getvalue()


def test_a_record_says_which_character_it_refuses():
    line = json.dumps({"id": "c1", "content": "talks\x1b]0;x\x07"})
    with pytest.raises(RecordError, match=r"it holds the control character U\+001B.*character 6"):
        from_lines([line], "case.record.jsonl", "2025-03-09")


def test_a_document_is_read_with_a_mark_in_place_of_them_and_spans_still_fit():
    found = document_from("note.txt", "Talks\x1b[2J \x9b\u202eend".encode())
    assert found.text == "Talks\ufffd[2J \ufffd\ufffdend"


def test_a_renderer_that_dies_is_told_in_words_and_another_one_begins(monkeypatch):
    from winset.present.pictures import renderer

    monkeypatch.setattr(renderer._Apart, "wanted", True)
    assert renderer.svg({"mark": "point", "data": {"values": [{}]}}).startswith("<svg")
    renderer._home("plots").process.kill()
    renderer._home("plots").process.join()
    assert renderer.svg({"mark": "point", "data": {"values": [{}]}}).startswith("<svg")
    with pytest.raises(UsageError, match="could not be drawn"):
        renderer.svg({"mark": "no such mark", "data": {"values": [{}]}})
    monkeypatch.setattr(renderer, "harmless_in", lambda value: value)  # as if the gate had missed it
    spec = {"mark": "text", "title": "x\x1b[2J\x00", "data": {"values": [{"x\x00'\\": "\ufffe\x1b"}]}}
    try:
        assert "\x1b" not in renderer.svg(spec)
    except UsageError as error:
        assert "drawn" in error.what
    assert renderer.svg({"mark": "point", "data": {"values": [{}]}}).startswith("<svg")
    renderer._home("plots").end()


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared inputs are not here")
@pytest.mark.parametrize("file", sorted(p.name for p in HOSTILE.glob("*")) if HOSTILE.is_dir() else [])
def test_the_files_that_came_in(file):
    if file.endswith(".txt") or file.startswith("mid"):
        pytest.skip("held in another test")
    done = run("check", str(HOSTILE / file))
    assert done.returncode == (0 if file.startswith("slow") else 2), done.stderr
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", done.stdout + done.stderr)
    assert "Traceback" not in done.stderr
    assert "an error in winset itself" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_device_is_told_in_words():
    with open("/dev/full", "w") as full:
        line = [sys.executable, "-c", "from winset.cli import main; main()", "show", "chicken", "--json"]
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("the output cannot be written: No space left")


def test_who_stops_reading_is_no_error():
    line = [sys.executable, "-c", "from winset.cli import main; main()", "show", "chicken", "--json"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.wait() == 0
        assert process.stderr.read() == b""
