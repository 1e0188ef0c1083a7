"""The pictures of the README: ``WINSET_PICTURES=docs/pictures uv run pytest tests/browser/test_pictures.py``."""

import re
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[2] / "README.md"
PAGES = {"brief": "brief", "deals": "deals", "map": "map"}


@pytest.mark.parametrize("name", PAGES)
def test_what_the_readme_shows_is_there_to_see(opening, workbench, name):
    one = opening(workbench, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = one.open(f"/case/jeddah-2025/{PAGES[name]}")
    page.wait_for_load_state("networkidle")
    one.picture(name, whole=False)
    assert page.locator("main h1").is_visible()


def test_every_picture_of_the_readme_is_made_here():
    shown = re.findall(r"docs/pictures/([\w-]+)\.png", README.read_text("utf-8"))
    assert sorted(shown) == sorted(PAGES)
    assert all((README.parent / "docs" / "pictures" / f"{name}.png").is_file() for name in shown)


def test_the_positions_stand_under_the_brief(opening, workbench):
    one = opening(workbench, color_scheme="dark")
    page = one.open("/case/jeddah-2025/brief")
    shown = page.locator(".pictured img")
    shown.wait_for()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    assert "Ukrainian territorial concession" in shown.get_attribute("alt")
    shown.scroll_into_view_if_needed()
    one.picture("positions", whole=False)


def test_a_picture_wider_than_the_window_shows_on_which_side_there_is_more(opening, workbench):
    page = opening(workbench, viewport={"width": 390, "height": 844}).open("/case/jeddah-2025/pictures")
    page.locator("#parties img").wait_for()
    picture = page.locator("#parties .scroll")
    page.wait_for_function("document.querySelector('#parties .scroll').dataset.more === 'after'")
    picture.evaluate("node => (node.scrollLeft = node.scrollWidth)")
    page.wait_for_function("document.querySelector('#parties .scroll').dataset.more === 'before'")
    lanes = opening(workbench, viewport={"width": 390, "height": 844}).open("/case/jeddah-2025/record?part=timeline")
    lanes.locator(".lanes").wait_for()
    lanes.wait_for_function("document.querySelector('.scroll:has(.lanes)').dataset.more === 'before'")


def test_what_is_drawn_on_dark_paper_is_printed_light(opening, workbench):
    page = opening(workbench, color_scheme="dark").open("/case/jeddah-2025/pictures")
    page.locator("#positions img").wait_for()
    page.emulate_media(media="print")
    assert "invert" in page.locator("#positions img").evaluate("image => getComputedStyle(image).filter")
    assert page.locator(".on-page").is_hidden()
