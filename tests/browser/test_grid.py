"""The grid of values in a browser: typed into, pasted into, undone, moved in by keys."""

import pytest

PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const INIT = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", INIT));
}"""


def test_type_paste_undo_and_keys(own_workbench, opening):
    expect = pytest.importorskip("playwright.sync_api").expect
    one = opening(own_workbench)
    page = one.open("/case/talks.yaml/case?section=values")
    cell = page.get_by_label("Ukraine: US military aid, resumed: most likely", exact=True)
    assert cell.input_value() == "16"
    cell.fill("17")
    cell.press("ArrowDown")
    below = "Ukraine: US intelligence sharing, withheld: most likely"
    page.get_by_text("not saved").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == below
    page.get_by_label("Ukraine: US military aid, resumed: low", exact=True).focus()
    page.evaluate(PASTE, "11\t18\t25\n12\t\t")
    page.get_by_text("a range has both a low and a high end").first.wait_for()
    page.get_by_label("Ukraine: US intelligence sharing, withheld: low", exact=True).fill("")
    page.keyboard.press("Tab")
    page.get_by_role("tab", name="Changes •").click()
    page.get_by_text("points: [11, 18, 25]").wait_for()
    page.get_by_role("tab", name="Form").click()
    page.get_by_role("button", name="Undo").click()
    again = page.get_by_label("Ukraine: US military aid, resumed: most likely", exact=True)
    expect(again).to_have_value("17", timeout=30_000)
    assert one.complaints == []
