"""Every view, light and dark, wide and narrow: no complaint, nothing serious for axe, no sideways scroll."""

import pytest

VIEWS = ["", "brief", "case", "outcomes", "map", "deals", "forecast", "flips", "record", "compare", "report"]


def path_of(view):
    return f"/case/talks.yaml/{view}" if view else "/"


@pytest.fixture(scope="module")
def axe():
    """The text of axe-core, which looks for what people with disabilities could not use."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    from pathlib import Path

    return (Path(package.__file__).parent / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_complaint_and_nothing_serious_for_axe(opening, workbench, axe, view, scheme):
    one = opening(workbench, color_scheme=scheme, reduced_motion="reduce")
    page = one.open(path_of(view))
    one.picture(f"{view or 'start'}-{scheme}")
    complaints = list(one.complaints)
    page.evaluate(axe + "; void 0")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        f"{problem['id']}: {problem['help']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for problem in found["violations"]
        if problem["impact"] in {"serious", "critical"}
        for node in problem["nodes"][:3]
    ]
    one.complaints[:] = complaints  # axe itself tries inline styles to measure with, which the policy forbids
    assert serious == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_narrow_window_needs_no_sideways_scroll(opening, workbench, view):
    one = opening(workbench, viewport={"width": 360, "height": 740})
    page = one.open(path_of(view))
    one.picture(f"{view or 'start'}-narrow")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
