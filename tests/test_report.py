"""The report: the front pages, every format, the same bytes each time."""

import io

import pytest

import winset
from winset.reporting.rendering import MEDIA, rendered


@pytest.fixture(scope="module")
def jeddah():
    return winset.report(winset.load("jeddah-2025"), draws=200)


def pdf_text(content):
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_front_pages_follow_the_order_of_a_one_page_brief(jeddah):
    headings = [one.heading for one in jeddah.parts[0].sections]
    assert headings == [
        "Bottom line",
        "What is on the table",
        "Who must say yes, and at home",
        "The pivot: which condition is real",
        "Packages worth testing",
        "What Russia does, though not at the table",
        "What would change this",
        "What to watch",
        "What this rests on",
    ]


@pytest.mark.parametrize("form", MEDIA)
def test_the_same_case_gives_the_same_bytes(form, jeddah):
    again = winset.report(winset.load("jeddah-2025"), draws=200)
    assert rendered(again, form) == rendered(jeddah, form)


def test_numbers_and_words_reach_every_format(jeddah):
    chance = next(row[1] for row in jeddah.parts[0].sections[0].blocks[1].rows if row[0] == "Compromise")
    assert chance in rendered(jeddah, "html").decode()
    assert chance in rendered(jeddah, "md").decode()
    assert chance in " ".join(" ".join(pdf_text(rendered(jeddah, "pdf"))).split())


def test_pdf_pages_are_numbered_and_headed(jeddah):
    pages = pdf_text(rendered(jeddah, "pdf"))
    for number, text in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in text
        assert number == 1 or (jeddah.title in text and jeddah.mark in text)
