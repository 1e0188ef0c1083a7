"""The report as a page in a browser: accessible, narrow windows, nothing asked of anywhere, printed in parts."""

import io
from pathlib import Path

import pytest

import winset
from winset.record.exchange import load_informed
from winset.reporting.rendering import rendered

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")


@pytest.fixture(scope="module")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_bytes(rendered(winset.report(load_informed("jeddah-2025"), draws=200), "html"))
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(chromium, address, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    colours = {"runOnly": ["color-contrast", "link-in-text-block"]}  # nothing else is otherwise in the dark
    found = axe.run(page, options=colours if scheme == "dark" else None).response["violations"]
    context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_the_page_fits_a_narrow_window_and_asks_for_nothing(chromium, address):
    page = chromium.new_page(viewport={"width": 360, "height": 700})
    told, asked = [], []
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert told == []
    assert asked == [address]
    page.close()


def test_printed_the_annexes_begin_on_a_page_of_their_own(chromium, address):
    """How many pages the front fills hangs on the fonts of the computer; the PDF, which brings its own, fills two."""
    from pypdf import PdfReader

    page = chromium.new_page()
    page.goto(address)
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    texts = [one.extract_text() for one in printed.pages]
    first = next(number for number, text in enumerate(texts) if "Annex A" in text)
    above = texts[first].split("Annex A")[0]
    assert first >= 2
    assert len(above.split()) < 20  # a heading and the mark, nothing left of the front
    assert "2 / " in texts[1]
    assert "Public" in texts[1]
