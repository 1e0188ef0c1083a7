"""The report as a word-processor file, by its XML: an outline without gaps, columns of tables, told pictures."""

import io
import re
import shutil
import subprocess
import zipfile
from itertools import groupby, pairwise

import pytest

import winset
from winset.reporting.rendering import rendered

etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
pytest.importorskip("docx", reason="the extra 'docx' is not installed")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


MILLIMETRE = 36_000


@pytest.fixture(scope="module")
def content():
    return rendered(winset.report(winset.load("wage-round"), draws=100), "docx")


@pytest.fixture(scope="module")
def body(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return etree.fromstring(parts.read("word/document.xml"))


def words(node):
    return "".join(node.itertext()).strip()


def test_the_outline_has_no_gaps(body):
    levels = []
    for one in body.iter(f"{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        named = "" if style is None else style.get(f"{W}val")
        if named == "Title":
            assert one.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == "0"
            levels.append(1)
        elif named.startswith("Heading"):
            assert words(one)
            levels.append(int(named.removeprefix("Heading")))
    assert levels[0] == 1
    assert len(levels) > 20
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_their_columns_and_headers(body):
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) > 10
    headed = 0
    for table in tables:
        grid = [int(one.get(f"{W}w")) for one in table.find(f"{W}tblGrid")]
        rows = table.findall(f"{W}tr")
        for row in rows:
            assert [int(one.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for one in row.findall(f"{W}tc")] == grid
            assert row.find(f"{W}trPr/{W}cantSplit") is not None
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert not any(repeated[1:])
        headed += repeated[0]
    assert headed >= len(tables) - 2, "but for the few that have none"


def test_every_picture_says_what_is_seen_and_stays_with_its_caption(body):
    pictures = list(body.iter(DRAWN))
    assert len(pictures) > 3
    assert len({one.get("id") for one in pictures}) == len(pictures)
    for one in pictures:
        told = one.get("descr")
        assert len(told.split()) > 5
        assert ".:" not in told
        assert {one.getparent().get(f"dist{side}") for side in "TBLR"} == {"0"}, "nothing moves it to the right"
        paragraph = next(one.iterancestors(f"{W}p"))
        after = paragraph.getnext()
        if words(after):  # its caption
            assert paragraph.find(f"{W}pPr/{W}keepNext") is not None
        else:
            assert re.search(r", part \d+ of \d+$", next(after.iter(DRAWN)).get("descr"))


def test_a_tall_picture_goes_on_where_a_page_ends_and_is_not_made_small(body):
    parts = [one for one in body.iter(DRAWN) if one.get("descr").startswith("Who could accept what:")]
    parts += [one for one in body.iter(DRAWN) if one.get("descr").startswith("Who could accept what, part")]
    assert len(parts) > 2
    for one in parts:
        extent = one.getparent().find(f"{one.tag.removesuffix('docPr')}extent")
        assert round(int(extent.get("cx")) / MILLIMETRE) == 170, "as wide as the page"
        assert int(extent.get("cy")) / MILLIMETRE < 0.3 * 257
    kept = [one for one in parts if next(one.iterancestors(f"{W}p")).find(f"{W}pPr/{W}keepNext") is not None]
    assert kept == parts[-1:], "with its caption"


def test_what_stays_together_with_a_picture_takes_little_more_than_a_third_of_a_page(body):
    """Else the page before is as empty. Headings and captions by their letters, at 10 points a line and a half."""
    together, most = 0.0, 0.0
    for one in body[0]:
        drawn = [int(extent.get("cy")) / MILLIMETRE for extent in one.iter() if extent.tag.endswith("}extent")]
        style = one.find(f"{W}pPr/{W}pStyle")
        heading = style is not None and style.get(f"{W}val").startswith("Heading")
        together += sum(drawn) or (10 if heading else 5 * -(-len(words(one)) // 90))
        if one.tag == f"{W}tbl" or not (heading or one.find(f"{W}pPr/{W}keepNext") is not None):
            together = 0.0
        most = max(most, together if drawn else 0.0)
    assert 40 < most < 0.38 * 257


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_no_page_but_the_last_is_more_than_a_third_empty_in_a_word_processor(content, tmp_path):
    """By the last words above the foot; a picture that ends a page is above its caption, or has words itself."""
    pypdf = pytest.importorskip("pypdf", reason="the extra 'reading' is not installed")
    (tmp_path / "report.docx").write_bytes(content)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        ["soffice", "--headless", home, "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "report.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pages = pypdf.PdfReader(tmp_path / "report.pdf").pages
    assert len(pages) > 5
    for page in pages[:-1]:
        lowest = []
        page.extract_text(visitor_operand_before=lambda op, args, cm, tm, found=lowest: _seen(op, cm, tm, found))
        height = float(page.mediabox.height)
        assert min(y for y in lowest if y > 60) < height * 0.39


def _seen(operator, outer, inner, found):
    """Keep where words and pictures stand: a picture ends where its space begins."""
    if operator in (b"Tj", b"TJ"):
        found.append(outer[3] * inner[5] + outer[5])
    elif operator == b"Do":
        found.append(outer[5])


def test_numbered_lists_are_lists_and_each_begins_at_one(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body, numbering = (etree.fromstring(parts.read(f"word/{name}.xml")) for name in ("document", "numbering"))
    typed = [words(one) for one in body.iter(f"{W}p") if re.match(r"\d+\. ", words(one))]
    assert not typed, "a number that was typed moves with no other"
    lists = []  # what comes one after another with one number is one list
    for one in body.iter(f"{W}p"):
        number = one.find(f"{W}pPr/{W}numPr/{W}numId")
        lists.append(None if number is None else number.get(f"{W}val"))
    found = [key for key, _ in groupby(lists) if key is not None]
    assert len(found) == len(set(found)) > 1
    for key in found:
        (one,) = (num for num in numbering.iter(f"{W}num") if num.get(f"{W}numId") == key)
        assert one.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"


def test_no_word_of_a_table_is_cut(body):
    """A column has room for its longest word, letters being as wide as half their height."""
    for table in body.iter(f"{W}tbl"):
        grid = [int(one.get(f"{W}w")) / 20 for one in table.find(f"{W}tblGrid")]
        for row in table.findall(f"{W}tr"):
            for width, cell in zip(grid, row.findall(f"{W}tc"), strict=True):
                size = max((int(one.get(f"{W}val")) / 2 for one in cell.iter(f"{W}sz")), default=0)
                longest = max(map(len, re.split(r"\s+|(?<=[/-])", words(cell))), default=0)
                assert longest * size * 0.5 <= width + 1, words(cell)
