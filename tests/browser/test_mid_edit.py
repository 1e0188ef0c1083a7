"""In the middle of an edit: Back, reload, Ctrl+Z, a second window, a slow answer; names that are far too long."""

import pytest

LONG = "Interministerialcoordinationcommitteefortheaccessionofthenorthernprovinces"
CASE = f"""\
winset: 1
title: Two and a strike
parties: {{row: {{name: Row}}, column: {{name: {LONG}}}}}
issues:
  aid: {{levels: [off, on], control: row}}
  strike: {{levels: [off, on], control: column}}
preferences: {{column: [aid = on], row: [strike = off]}}
scenarios: {{help: aid = on}}
values: {{row: [{{when: strike = on, points: -2}}], column: [{{when: aid = on, points: 3}}]}}
"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory, serve):
    """A workbench over two copies of the case: one to be saved, and one that is not."""
    folder = tmp_path_factory.mktemp("talks")
    for name in ("saved", "talks"):
        (folder / f"{name}.yaml").write_text(CASE, "utf-8", newline="\n")
    return serve(folder)


def heading(page):
    return page.locator("#case-section").inner_text()


def test_back_reload_and_undo_by_keys_in_the_middle_of_an_edit(bench, opening):
    one = opening(bench)
    page = one.open("/case/talks.yaml/case?section=about")
    sections = page.get_by_role("navigation", name="Sections of the case")
    for name in ("Parties", "Endings"):
        sections.get_by_role("button", name=name).click()
    assert "section=scenarios" in page.url
    page.go_back()
    one.settle()
    assert heading(page) == "Parties", "Back leads through the sections"
    page.go_back()
    one.settle()
    title = page.get_by_label("title", exact=True)
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    title.click()
    page.keyboard.type("!")
    page.evaluate("setTimeout(() => location.reload())")
    page.wait_for_function("document.querySelector('.case-body input').value.includes('!')")
    for _ in range(100):
        if asked:
            break
        page.wait_for_timeout(20)
    assert asked == ["beforeunload"], "who has typed is asked first"
    with page.expect_response("**/draft"):
        page.keyboard.press("Tab")
    page.get_by_text("not saved", exact=True).wait_for()
    with page.expect_response("**/draft"):
        page.keyboard.press("Control+z")
    page.get_by_text("saved", exact=True).wait_for()
    assert title.input_value() == "Two and a strike"


def test_two_windows_on_one_case_are_put_together_or_laid_side_by_side(bench, opening):
    file = bench.folder / "saved.yaml"
    mine, other = (opening(bench).open("/case/saved.yaml/case?section=about") for _ in range(2))

    def write(page, label, text, save=True):
        page.get_by_label(label, exact=True).fill(text)
        with page.expect_response("**/draft"):
            page.keyboard.press("Tab")
        if save:
            page.get_by_role("button", name="Save", exact=True).click()

    write(other, "summary", "theirs", save=False)
    write(mine, "title", "My title")
    mine.get_by_text("Saved.", exact=True).wait_for()
    mine.get_by_text("from line 1", exact=True).wait_for()
    other.get_by_text("are now together in this draft").wait_for()
    other.get_by_role("button", name="Save", exact=True).click()
    other.get_by_text("Saved.", exact=True).wait_for()
    assert all(text in file.read_text("utf-8") for text in ("My title", "theirs"))
    mine.get_by_text("this is the new version").wait_for()
    write(other, "title", "Their title", save=False)
    write(mine, "title", "My other title")
    other.get_by_role("heading", name="Two versions of the same lines").wait_for()
    other.get_by_role("button", name="Keep mine").click()
    other.get_by_role("button", name="Save", exact=True).click()
    other.get_by_text("Saved.", exact=True).wait_for()
    assert "Their title" in file.read_text("utf-8")


def test_what_takes_its_time_says_so(bench, opening):
    one = opening(bench)
    page = one.open("/case/talks.yaml/case?section=about")
    one.slowly("**/draft", 1)
    page.get_by_label("title", exact=True).fill("Another")
    page.keyboard.press("Tab")
    page.get_by_text("checking …").wait_for()
    page.get_by_text("not saved", exact=True).wait_for()
    one.slowly("**/outcomes?*", 2)
    page.locator("nav.groups a", has_text="Explore").click()
    page.get_by_text("Working it out …").wait_for()
    page.get_by_role("heading", name="Outcomes").wait_for()
    page.wait_for_function("!document.querySelector('#live').matches('.shown')")


def test_a_far_too_long_name_fits_a_narrow_window(bench, opening):
    one = opening(bench, viewport={"width": 390, "height": 844})
    one.open("/")
    for view in ("brief", "case?section=issues", "case?section=preferences", "outcomes", "deals"):
        page = one.go(f"/case/talks.yaml/{view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, view


def test_the_form_says_what_a_field_is_for_and_shows_its_section_in_a_narrow_window(bench, opening):
    one = opening(bench, viewport={"width": 390, "height": 844})
    page = one.open("/case/talks.yaml/case?section=questions")
    current = page.locator(".case-nav [aria-current=true]")
    page.wait_for_function("document.querySelector('.case-nav').scrollLeft > 0")
    assert current.inner_text().startswith("Questions")
    assert current.bounding_box()["x"] + current.bounding_box()["width"] < 340
    one.go("/case/talks.yaml/case?section=preferences")
    page.locator("details.entry summary").first.click()
    page.locator("details.further summary").first.click()
    told = page.get_by_label("probability", exact=True).first.evaluate(
        "field => document.getElementById(field.getAttribute('aria-describedby')).textContent"
    )
    assert "the chance that it is as stated" in told
    assert "from 0 to 1" in told


def test_what_is_refused_is_told_until_the_next_edit_is_taken(bench, opening):
    one = opening(bench)
    page = one.open("/case/talks.yaml/case?section=about")
    title = page.get_by_label("title", exact=True)
    title.fill("\u0007")
    page.keyboard.press("Tab")
    page.get_by_text("control character U+0007").wait_for()
    assert "422" in one.complaints.pop()  # as the browser tells of every refusal
    title.fill("Another")
    page.keyboard.press("Tab")
    page.get_by_text("control character U+0007").wait_for(state="detached")


def test_a_text_that_nobody_has_yet_is_not_lost_unasked(bench, opening):
    page = opening(bench).open("/case/talks.yaml/record?part=notes&about=preferences.row.1")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_label("A note on").click()
    page.keyboard.type("A thought")
    page.evaluate("setTimeout(() => location.reload())")
    for _ in range(100):
        if asked:
            break
        page.wait_for_timeout(20)
    assert asked == ["beforeunload"]
    assert page.get_by_label("A note on").input_value() == "A thought"


def test_what_is_half_typed_is_there_again_when_one_comes_back(bench, opening):
    one = opening(bench)
    page = one.open("/case/talks.yaml/record?about=preferences.row.1")
    page.get_by_label("A note on preferences.row.1").fill("Half a thou")
    page.locator("nav.groups a", has_text="Explore").click()
    page.get_by_role("heading", name="Outcomes").wait_for()
    one.go("/case/talks.yaml/record?about=preferences.column.1")
    assert not page.get_by_label("A note on preferences.column.1").input_value()
    one.go("/case/talks.yaml/record?part=notes&about=preferences.row.1")
    note = page.get_by_label("A note on preferences.row.1")
    assert note.input_value() == "Half a thou"
    note.fill("A thought")
    page.get_by_role("button", name="Write", exact=True).click()
    page.locator(".thread li", has_text="A thought").wait_for()
    one.settle()
    assert not note.input_value()
    page.get_by_role("button", name="Reply").click()
    page.get_by_label("Reply to").fill("And a rep")
    one.go("/case/talks.yaml/record?part=claims")
    page.get_by_text("Write a claim", exact=True).click()
    page.get_by_label("What is said").fill("Half a claim")
    one.go("/case/talks.yaml/record?part=notes")
    assert page.get_by_label("Reply to").input_value() == "And a rep"
    page.get_by_label("Reply to").fill("")
    one.go("/case/talks.yaml/record?part=claims")
    claim = page.get_by_label("What is said")
    assert claim.input_value() == "Half a claim"
    claim.fill("")
    assert page.evaluate("Object.keys(sessionStorage).filter((one) => one.includes('half-typed'))") == []


def test_a_version_without_something_is_chosen_from_a_list(bench, opening):
    one = opening(bench)
    page = one.open("/case/talks.yaml/compare")
    page.get_by_label("Leave out").select_option(LONG)
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_url("**/compare?without=column")
    page.locator(".what-if", has_text=f"without {LONG}").wait_for()
    one.settle()
