"""A server that is slow, gone, or started anew: nothing is made twice, nothing typed is lost, the focus stays."""

import re

import pytest

from winset.case.yaml_tree import read_tree
from winset.record.files import open_record, record_path

CASE = """\
winset: 1
title: Two and a price
parties: {row: {name: Row}, column: {name: Column}}
issues:
  aid: {levels: [off, on], control: row}
  price: {from: 100, to: 120, step: 10, control: [row, column]}
preferences: {column: [aid = on, price > 100, price = 120]}
values:
  row: [{when: price > 100, points: 4, basis: invented}, {when: aid = on, points: -1, basis: invented}]
  column: [{when: aid = on, points: 5, basis: invented}, {when: price > 100, points: -2, basis: invented}]
"""


@pytest.fixture
def talks(tmp_path):
    (tmp_path / "talks.yaml").write_text(CASE, "utf-8")
    return tmp_path / "talks.yaml"


def await_focus(page, name):
    page.wait_for_function("name => document.activeElement.textContent === name", arg=name)


def test_what_is_pressed_twice_is_made_once_and_what_is_typed_elsewhere_stays(talks, serve, opening):
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/record?part=notes&about=preferences.column.1")
    one.slowly("**/record/notes", 0.3)
    note = page.get_by_label("A note on")
    note.fill("A thought")
    page.get_by_role("button", name="Write").dblclick()
    reply = page.get_by_role("button", name="Reply")
    reply.wait_for()
    one.settle()
    assert note.input_value() == "", "what was taken is emptied"
    await_focus(page, "Write")
    reply.click()
    page.get_by_label("Reply to").fill("Half an ans")
    note.fill("Another thought")
    page.get_by_role("button", name="Write").last.press("Enter")
    page.get_by_text("Another thought (").or_(page.locator(".thread > li").nth(1)).first.wait_for()
    one.settle()
    assert page.get_by_label("Reply to").input_value() == "Half an ans"
    assert note.input_value() == ""
    await_focus(page, "Write")
    store = open_record(record_path(talks))
    assert sorted(row["text"] for row in store.rows("notes").values()) == ["A thought", "Another thought"]
    store.close()

    page.route("**/revision", lambda route: route.fulfill(status=401, json={"errors": [{"what": "no", "hint": ""}]}))
    page.get_by_text("The workbench was started anew").wait_for()
    assert page.get_by_label("Reply to").input_value() == "Half an ans"
    assert all("401" in one.complaints.pop() for _ in range(len(one.complaints)))  # as the browser tells of them


def test_a_statement_is_moved_by_keys_and_edits_wait_for_a_server_that_is_gone(talks, serve, opening):
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/case?statement=column:1")
    page.get_by_role("button", name="Down").first.focus()
    for place in (2, 3):
        page.keyboard.press("Enter")
        page.get_by_text(f"Moved to place {place} of 3.").wait_for()
        await_focus(page, "Down" if place == 2 else "Up")  # one goes on with what was moved
    one.go("/case/talks.yaml/case?section=parties")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    names = page.get_by_label("name", exact=True)
    page.route("**/draft", lambda route: route.abort())
    names.nth(0).fill("Upper row")
    page.keyboard.press("Tab")
    page.get_by_text("does not answer").wait_for()
    page.unroute("**/draft")
    names.nth(1).fill("Left column")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.get_by_text("Saved.").wait_for()
    await_focus(page, "Save")
    data = read_tree(talks.read_bytes(), "").data
    assert data["preferences"]["column"] == ["price > 100", "price = 120", "aid = on"]
    assert [party["name"] for party in data["parties"].values()] == ["Upper row", "Left column"]
    one.complaints.clear()  # the browser tells of what was not answered


def test_two_levels_chosen_one_after_the_other_make_one_package(talks, serve, opening):
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/deals?package=aid = off, price = 100")
    one.slowly("**/package?*", 0.3)
    for name in ("on", "120"):
        page.locator("label.level", has_text=re.compile(f"^{name}")).locator("input").check()
    chosen = "() => document.querySelectorAll('.level:has(input:checked) .chance.chosen').length === 2"
    page.wait_for_function(chosen)
    assert "on" in page.url
    assert "120" in page.url
