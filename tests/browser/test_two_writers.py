"""A case that is edited in the workbench and in a file at the same time: neither loses what it wrote."""

import pytest

CASE = """\
winset: 1
title: Two and a strike
summary: as it was
parties: {row: {name: Row}, column: {name: Column}}
issues:
  aid: {levels: [off, on], control: row}
  strike: {levels: [off, on], control: column}
preferences: {column: [aid = on], row: [strike = off]}
"""
SOURCE = "Text of the case file"


@pytest.fixture
def talks(tmp_path):
    (tmp_path / "talks.yaml").write_text(CASE, "utf-8", newline="\n")
    return tmp_path / "talks.yaml"


def typed(page, before, after):
    """Change words in the text as somebody does who types."""
    place = page.get_by_label(SOURCE)
    with page.expect_response("**/draft"):
        place.evaluate(
            "(area, [before, after]) => { area.focus(); const at = area.value.indexOf(before);"
            " area.setRangeText(after, at, at + before.length, 'end');"
            " area.dispatchEvent(new Event('input', { bubbles: true })); }",
            [before, after],
        )


def text(page):
    page.get_by_role("tab", name="Text").click()
    return page.get_by_label(SOURCE)


def saved(page):
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.", exact=True).wait_for()


def test_a_draft_left_unsaved_is_put_together_with_what_the_file_has_become(talks, serve, opening):
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/case")
    text(page)
    typed(page, "Two and a strike", "My title")
    one.go("/case/talks.yaml/brief")
    talks.write_text(CASE.replace("as it was", "theirs"), "utf-8")
    one.go("/case/talks.yaml/case")
    page.get_by_text("are now together in this draft").wait_for()
    saved(page)
    kept = talks.read_text("utf-8")
    assert "My title" in kept
    assert "theirs" in kept


def test_who_types_on_after_the_file_has_changed_keeps_both(talks, serve, opening):
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/case")
    text(page)
    typed(page, "Two and a strike", "My title")
    talks.write_text(CASE.replace("as it was", "theirs"), "utf-8")
    page.get_by_text("are now together in this draft").wait_for()
    typed(page, "My title", "My other title")
    saved(page)
    kept = talks.read_text("utf-8")
    assert "My other title" in kept
    assert "theirs" in kept


def test_a_file_chosen_for_the_record_stays_chosen_when_the_case_changes_elsewhere(talks, serve, opening, tmp_path):
    (tmp_path / "statement.md").write_text("Row is ready to talk about aid, its spokesman said on Monday.", "utf-8")
    page = opening(serve(talks.parent)).open("/case/talks.yaml/record?part=documents")
    page.get_by_text("Add a document", exact=True).click()
    page.get_by_label("A text file").set_input_files(str(tmp_path / "statement.md"))
    for _ in range(200):
        if "spokesman" in page.get_by_label("Text", exact=True).input_value():
            break
        page.wait_for_timeout(50)
    talks.write_text(CASE.replace("as it was", "theirs"), "utf-8")
    page.get_by_text("another window, has saved this case").first.wait_for()
    page.wait_for_selector("main:not([aria-busy])")
    assert page.get_by_label("A text file").evaluate("field => field.files[0]?.name") == "statement.md"
    assert page.get_by_label("title").input_value() == "statement.md"
    assert page.get_by_label("Text", exact=True).is_visible()


def test_a_file_keeps_its_line_ends(talks, serve, opening):
    talks.write_bytes(CASE.replace("\n", "\r\n").encode())
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/case")
    text(page)
    typed(page, "Two and a strike", "Another title")
    saved(page)
    assert talks.read_bytes() == CASE.replace("Two and a strike", "Another title").replace("\n", "\r\n").encode()


def test_opened_entries_stay_open_when_one_goes_back(talks, serve, opening):
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/brief")
    one.go("/case/talks.yaml/case?section=issues")
    entry = page.locator(".case-section details").first
    entry.locator("summary").first.click()
    assert entry.evaluate("node => node.open")
    page.go_back()
    one.settle()
    page.go_forward()
    one.settle()
    assert page.locator(".case-section details").first.evaluate("node => node.open")
