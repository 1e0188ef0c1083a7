"""Every limit at n, where it lets through, and at n + 1, where it refuses in words."""

import zlib

import pytest

from security.bombs import pdf
from winset.case.conflict import MAX_LEVELS
from winset.case.opening import load
from winset.case.reading import read_case
from winset.case.yaml_tree import MAX_BYTES, MAX_NODES
from winset.errors import UsageError, WinsetError
from winset.log.store import MAX_LINE, read

CASE = "winset: 1\ntitle: Small\nparties: {A: {}}\nissues: {i: {levels: [x, y], control: A}}\nstatus_quo: {i: x}\n"


def padded(size):
    """A case of so many bytes."""
    return (CASE + "#" * (size - len(CASE) - 1) + "\n").encode()


def with_entries(count):
    """A case of so many entries."""
    return (CASE + "summary: x\n" + "".join(f"k{number}: x\n" for number in range(count))).encode()


def with_levels(count):
    levels = ", ".join(["x", *(f"l{number}" for number in range(count - 1))])
    return CASE.replace("[x, y]", f"[{levels}]").encode()


def with_title(length):
    return CASE.replace("Small", "x" * length).encode()


@pytest.mark.parametrize(
    ("make", "limit", "says"),
    [
        (padded, MAX_BYTES, "larger than 256 KiB"),
        (with_levels, MAX_LEVELS, "at most 64"),
        (with_title, 20_000, "at most 20000 characters"),
    ],
)
def test_case_files(make, limit, says):
    read_case(make(limit), "case.yaml")
    with pytest.raises(WinsetError, match=says):
        read_case(make(limit + 1), "case.yaml")


def test_entries_of_a_case_file():
    few = "summary: x\n" + "".join(f"k{number}: x\n" for number in range((MAX_NODES - 100) // 2))
    with pytest.raises(WinsetError) as refused:
        read_case((CASE + few).encode(), "case.yaml")
    assert "more than 30,000 entries" not in str(refused.value)
    with pytest.raises(WinsetError, match="more than 30,000 entries"):
        read_case(with_entries(MAX_NODES // 2), "case.yaml")


def test_a_gmcr_file_that_is_too_large_is_called_so(tmp_path):
    path = tmp_path / "case.gmcr"
    path.write_bytes(b'{"options": []}' + b" " * MAX_BYTES)
    with pytest.raises(WinsetError, match="larger than"):
        load(path)


def test_lines_of_the_forecast_log(tmp_path):
    path = tmp_path / "x.log.jsonl"
    line = '{"kind": "forecast", "question": "q", "date": "2025-03-09", "probability": 0.5, "note": ""}'
    for extra, kept in ((0, 1), (1, 0)):
        path.write_text(line.replace('"note": ""', f'"note": "{"x" * (MAX_LINE - len(line) + extra)}"') + "\n")
        assert len(read(path)[0]) == kept


@pytest.fixture
def documents():
    return pytest.importorskip("winset.reading.documents")


@pytest.mark.parametrize(("name", "says"), [("MAX_BYTES", "larger than"), ("MAX_TEXT", "more than .* characters")])
def test_documents(documents, monkeypatch, tmp_path, name, says):
    path = tmp_path / "x.txt"
    monkeypatch.setattr(documents, name, 2**20)
    path.write_text("x" * 2**20)
    assert len(documents.text_of(path)) == 2**20
    path.write_text("x" * (2**20 + 1))
    with pytest.raises(UsageError, match=says):
        documents.text_of(path)


def test_what_a_terminal_would_obey_is_replaced_and_nothing_moves(documents, tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("The \x1b]0;owned\x07minister said no.\n")
    assert documents.text_of(path) == "The \ufffd]0;owned\ufffdminister said no.\n"


def test_pages_of_a_pdf(documents, monkeypatch, tmp_path):
    pytest.importorskip("pypdf", reason="the extra 'reading' is not installed")
    monkeypatch.setattr(documents, "MAX_PAGES", 3)
    path = tmp_path / "x.pdf"
    words = zlib.compress(b"BT /F 12 Tf 9 9 Td (Hello there.) Tj ET")
    path.write_bytes(pdf(words, 3))
    assert "Hello" in documents.text_of(path)
    path.write_bytes(pdf(words, 4))
    with pytest.raises(UsageError, match="more than 3 pages"):
        documents.text_of(path)
