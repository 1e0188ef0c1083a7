"""Every view, in light and dark, wide and narrow: nothing the browser complains of, nothing axe-core finds serious."""

import pytest

from browser.conftest import VIEWS, reading

PAGES = ("/", *(f"/case/jeddah-2025/{view}" for view in VIEWS))


def serious(page):
    """Give what axe-core finds that keeps somebody from reading or using the page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        (one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"][:300])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_view_can_be_read_by_everybody(chromium, bench, path, scheme):
    with reading(chromium, bench, color_scheme=scheme) as reader:
        reader.open(path)
        assert reader.complaints == []
        assert serious(reader.page) == []  # axe-core itself breaks the content security policy: after the complaints
        reader.picture(f"{path.rsplit('/', 1)[-1] or 'start'}-{scheme}")


@pytest.mark.parametrize("path", PAGES)
def test_a_narrow_window_needs_no_sideways_scrolling(chromium, bench, path):
    with reading(chromium, bench, viewport={"width": 360, "height": 740}) as reader:
        reader.open(path)
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 360
        assert reader.complaints == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_case_without_numbers_is_told_kindly(chromium, bench, view):
    with reading(chromium, bench) as reader:
        reader.open(f"/case/hipel-et-al-1993-elmira/{view}")
        assert reader.page.locator("main h1").count() >= 1
        assert reader.complaints == []
