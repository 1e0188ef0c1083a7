"""Ordinary odd names, quotes to braces, through every output: none breaks one, and each is there word for word."""

import html
import io
import json
import re
import zipfile

import pytest

import winset
from nasty import ODD, odd_case
from winset.case.reading import read_case
from winset.engines.brief.brief import brief
from winset.engines.stability.ranking import ranking
from winset.present.documents.brief import brief_document
from winset.present.documents.document import as_markdown, as_text
from winset.present.documents.show import show_document
from winset.reporting.rendering import rendered
from winset.space.game import Game


@pytest.fixture(scope="module")
def case():
    return read_case(odd_case(), "odd.yaml")


@pytest.fixture(scope="module")
def report(case):
    return winset.report(case, draws=100)


def test_the_names_are_those_given(case):
    assert case.title == f"Talks {ODD[0]}"
    assert [party.name for party in case.parties.values()] == ODD[1 : 1 + len(case.parties)]


def test_text_and_markdown(case):
    documents = [brief_document(case, brief(case)), show_document(case, ranking(Game(case), 4))]
    for one in documents:
        for told in (as_text(one, 40), as_text(one, 100), as_markdown(one)):
            assert told.isprintable() or not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", told)
            assert "double" in told


def test_a_page_holds_the_names_as_text(case, report):
    page = rendered(report, "html").decode()
    assert "<script" not in page
    assert case.title in html.unescape(page)
    from lxml import etree

    for drawing in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        etree.fromstring(drawing.encode())


def test_a_pdf_and_a_word_file_are_made(case, report):
    assert rendered(report, "pdf").startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(rendered(report, "docx"))) as parts:
        from lxml import etree

        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
        words = "".join(etree.fromstring(parts.read("word/document.xml")).itertext())
    assert case.title in words


@pytest.mark.parametrize("odd", [*ODD, "a\u2028b", "a\x0cb", "a\x00b\x1b[2J", "a\ufffeb\ud800", "x" * 5_000])
def test_a_plot_is_drawn_with_every_name_in_every_place(odd):
    from winset.present.pictures import renderer

    encoding = {
        "y": {"field": "who", "type": "nominal", "title": odd, "sort": [odd]},
        "x": {"field": "value", "type": "quantitative", "title": odd},
        "color": {"field": "who", "type": "nominal", "title": odd},
    }
    spec = {"title": odd, "data": {"values": [{"who": odd, "value": 1}]}, "mark": "bar", "encoding": encoding}
    from lxml import etree

    etree.fromstring(renderer.svg(spec).encode())
    assert renderer.png(spec).startswith(b"\x89PNG")


def test_a_title_of_any_length_makes_a_word_file(case):
    data = case.model_dump(mode="json", exclude_defaults=True)
    data["title"] = "Talks " * 300
    from winset.case.reading import from_data

    long = from_data(json.loads(json.dumps(data), parse_int=str, parse_float=str))
    assert rendered(winset.report(long, draws=100), "docx").startswith(b"PK")
