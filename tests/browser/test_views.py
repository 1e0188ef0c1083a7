"""Every view, light and dark, wide and narrow: no complaint, nothing serious for axe, no sideways scroll."""

import re

import pytest

VIEWS = ["", "brief", "pictures", "case", "case?section=add", "outcomes", "map", "deals", "forecast", "flips"]
VIEWS += ["record", "compare", "report", "sheets", "log"]
STACKED = {"brief", "map", "deals", "record", "log"}
"""Those with a table whose rows are blocks in a narrow window."""
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that look at colours."""


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_can_be_used_light_and_dark_wide_and_narrow(standing, axe, view):
    one, page = standing, standing.page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    one.go(f"/case/talks.yaml/{view}" if view else "/")
    name = view.replace("?", "-") or "start"
    one.picture(f"{name}-light")
    assert one.serious(axe) == []
    page.emulate_media(color_scheme="dark")
    one.settle()
    one.picture(f"{name}-dark")
    # in the dark only colours are otherwise; rows of one table are alike
    assert one.serious(axe, COLOURS, without="tbody tr:nth-child(n + 13)") == []
    page.set_viewport_size({"width": 360, "height": 740})
    one.picture(f"{name}-narrow")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    wide = "[...document.querySelectorAll('.stacked')].filter((one) => one.scrollWidth > one.clientWidth).length"
    assert page.evaluate(wide) == 0, "rows are blocks"
    if view in STACKED:
        assert page.locator(".stacked").count() > 0
    if view == "brief":  # page one: rows as blocks, the picture in one column, nothing scrolls in a frame
        inside = "[...document.querySelectorAll('.page-one :is(.scroll, .pictured)')]"
        assert page.evaluate(f"{inside}.every((one) => one.scrollWidth <= one.clientWidth)")
        one.settle()
        assert page.evaluate("document.querySelector('.pictured img').naturalWidth <= 400")
    assert one.complaints + one.elsewhere == []


# address: group, view in its row, heading
LEAD_TO = {
    "brief": ("Understand", ["Brief"], "US-Ukraine talks at Jeddah, March 2025"),
    "case?section=parties&entry=US": ("Case", ["Form"], "Parties"),
    "case?section=threats": ("Case", ["Form"], "Threats"),
    "outcomes?outcome=15": ("Explore", ["Outcomes"], "Outcomes"),
    "record?claim=c1": ("Evidence", ["Claims"], "Claims"),
    "record?document=d1": ("Evidence", ["Documents"], "Documents"),
    "record?about=conditions.strict": ("Evidence", [], "Notes"),
    "report": ("Hand on", ["Report"], "Report"),
}


def test_addresses_of_before_there_were_groups_lead_where_they_led(opening, workbench):
    one = opening(workbench)
    one.open("/")
    for address, (group, views, heading) in LEAD_TO.items():
        page = one.go(f"/case/talks.yaml/{address}")
        assert page.locator("nav.groups [aria-current]").inner_text() == group, address
        assert page.locator("nav.views [aria-current]").all_inner_texts() == views, address
        assert page.locator("main").get_by_role("heading", name=heading, exact=True).first.is_visible(), address


def test_a_step_can_be_put_off(opening, workbench):
    page = opening(workbench).open("/case/talks.yaml/brief")
    line = page.get_by_role("complementary", name="Next step")
    line.get_by_role("link", name="Name the sources").wait_for()
    line.get_by_role("button", name="Put off").click()
    assert line.get_by_role("link").all_inner_texts() == ["Hand it on"]


def test_keys_lead_along_the_path(opening, workbench):
    page = opening(workbench).open("/case/jeddah-2025/report")
    for key, view in (("4", "Documents"), ("4", "Claims"), ("1", "Brief"), ("1", "Pictures"), ("1", "Brief")):
        page.keyboard.press(key)
        page.locator("nav.views [aria-current]", has_text=view).wait_for()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.innerText") == "Pictures", "who reads is led to the next view"
    told = page.get_by_role("complementary", name="Next step").inner_text()
    assert re.sub(r"\s+", " ", told).startswith("Next Pictures Who could accept what")
    assert "null" not in told


def test_a_group_of_the_map_opens_by_mouse_and_by_keyboard(opening, workbench, axe):
    one = opening(workbench)
    page = one.open("/case/jeddah-2025/map")
    page.get_by_role("link", name=re.compile("^Compromise .*20 outcomes, 4 hold")).first.click()
    page.locator("p.lead", has_text="20 outcomes in").wait_for()
    assert page.locator(".crumbs [aria-current]").inner_text() == "Compromise"
    assert one.serious(axe) == []
    group = page.locator(".group-map .group").first
    group.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator("p.lead", has_text="each by itself").wait_for()
    page.keyboard.press("ArrowRight")
    page.locator(".group-map .group").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="The whole map in groups").wait_for()
    assert "outcome=" in page.url


def test_a_row_of_a_table_says_its_columns_in_a_narrow_window(opening, workbench):
    page = opening(workbench, viewport={"width": 390, "height": 844}).open("/case/talks.yaml/deals")
    table = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="A deal in")).last
    first = table.get_by_role("row").nth(1)
    labels = first.get_by_role("cell").evaluate_all("cells => cells.map((one) => one.dataset.label ?? '')")
    assert labels[1:4] == ["A deal in", "United States gain", "Ukraine gain"]
    assert "United States: red line: territory or a change of leadership" in labels
    assert first.bounding_box()["width"] <= 390
    says_nothing = first.locator(".nothing")
    assert says_nothing.count() > 0
    assert not says_nothing.first.is_visible()


def test_the_form_tells_what_an_entry_without_a_name_is_about(standing):
    standing.page.set_viewport_size({"width": 390, "height": 844})
    page = standing.go("/case/talks.yaml/case?section=ratification")
    titles = page.locator(".entry-title").all_inner_texts()
    assert titles[0].startswith("Ukraine · broader public · Ukrainian territorial concession")
    assert "…" not in titles
    page = standing.go("/case/talks.yaml/case?section=values")
    heading = page.get_by_role("rowheader", name="Truce put to Russia")
    assert heading.evaluate("cell => getComputedStyle(cell.parentElement).display") == "table-row"
    page = standing.go("/case/talks.yaml/case?section=parties")
    name, about = (
        page.locator("[data-entry]", has_text="Ukraine").locator(f".entry-{one}") for one in ("title", "summary")
    )
    assert about.bounding_box()["y"] >= name.bounding_box()["y"] + name.bounding_box()["height"] - 1, "below its name"


def test_a_button_that_is_pointed_at_can_be_read(standing, axe):
    standing.page.set_viewport_size({"width": 1280, "height": 900})
    page = standing.go("/case/talks.yaml/case?section=about")
    page.get_by_role("button", name="Save", exact=True).hover()
    assert standing.serious(axe, ("color-contrast",)) == []


def test_the_next_step_leads_elsewhere(standing):
    page = standing.go("/case/talks.yaml/report")
    assert page.locator("#next p a").get_attribute("href") != "/case/talks.yaml/report"
