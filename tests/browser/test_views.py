"""Every view, light and dark, wide and narrow: no complaint, nothing serious for axe, no sideways scroll."""

import pytest

VIEWS = ["", "brief", "case", "outcomes", "map", "deals", "forecast", "flips", "record", "compare", "report"]


def path_of(view):
    return f"/case/talks.yaml/{view}" if view else "/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_complaint_and_nothing_serious_for_axe(opening, workbench, axe, view, scheme):
    one = opening(workbench, color_scheme=scheme, reduced_motion="reduce")
    one.open(path_of(view))
    one.picture(f"{view or 'start'}-{scheme}")
    assert one.serious(axe) == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_narrow_window_needs_no_sideways_scroll(opening, workbench, view):
    one = opening(workbench, viewport={"width": 360, "height": 740})
    page = one.open(path_of(view))
    one.picture(f"{view or 'start'}-narrow")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
