"""Writing case files: whole or not at all, and nothing changed that was not meant to change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.case import catalogue
from winset.case.reading import read_case
from winset.case.rewriting import Edit, rewrite
from winset.case.writing import dump, write_atomically
from winset.case.yaml_tree import read_tree
from winset.errors import CaseFileError, UsageError


def test_what_cannot_be_written_is_said_and_changes_nothing(tmp_path):
    with pytest.raises(UsageError, match="cannot write"):
        write_atomically(tmp_path / "no folder" / "x.yaml", "text")
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(UsageError, match="cannot write"):
        write_atomically(folder, "text")
    assert list(folder.iterdir()) == []


def test_the_mode_of_a_file_stays(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", catalogue.names())
def test_a_case_written_out_is_the_same_case(name):
    case = winset.load(name)
    data = case.model_dump(mode="json", exclude_defaults=True)
    assert read_case(dump({"winset": "1", **data}).encode(), "x").hash == case.hash


words = st.text("abzÄжあ09 -_.:#'\"[]{},&*!|>%@`?~", min_size=1, max_size=20).map(str.strip).filter(bool)
plain = st.recursive(words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4))
anything = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=150)
@given(st.dictionaries(words, plain, min_size=1, max_size=4))
def test_whatever_is_dumped_is_read_again(data):
    assert read_tree(dump(data).encode(), "x").data == data


@given(st.dictionaries(anything, anything, min_size=1, max_size=4))
def test_what_cannot_be_dumped_faithfully_is_refused(data):
    try:
        assert read_tree(dump(data).encode(), "x").data == data
    except CaseFileError as error:
        assert "cannot be written" in str(error)


@pytest.mark.parametrize(
    "text", ["-0.5", "- x", "--", "null", "~", "a: b", "x #y", "|", "", "two\nlines", "'", "[a]", "n\u2028n", True]
)
def test_a_whole_case_and_a_single_edit_are_written_by_one_rule(text):
    entry = {"note": text, "list": [text]}
    whole = dump({"winset": "1", "here": entry})
    edited = rewrite("winset: 1\n", [Edit("set", ("here",), entry)])
    assert read_tree(whole.encode(), "x").data == read_tree(edited.encode(), "x").data
    assert whole == edited


def test_numbers_and_yes_stand_plain():
    assert dump({"points": ["-5", "0.5", 3], "at_table": False}) == "points: [-5, 0.5, 3]\nat_table: no\n"
