"""The whole way of somebody who has never seen winset: from the catalogue to a printed brief, by mouse and by keys."""

import re

import pytest

from winset.case.opening import load
from winset.record.files import open_record, record_path

OWN_CASE = "brexit-2019"  # its flips take a quarter of the time of others


def test_from_the_catalogue_to_a_printed_brief(own_workbench, opening, tmp_path):
    one = opening(own_workbench)
    page = one.open("/")
    page.get_by_role("link", name=re.compile("Jeddah", re.I)).first.click()
    page.wait_for_url(re.compile("/brief"))
    one.settle()
    assert page.locator("main").get_by_role("heading").count() > 3
    assert page.locator("main a[href*='/case/']").count() > 10, "numbers of the brief lead on"
    one.picture("path-1-brief")

    one.open("/case/talks.yaml/flips")
    page.wait_for_selector(".handles input[type=range]")
    before = page.locator(".effect").inner_text()
    page.locator(".handles input[type=range]").first.press("PageUp")
    page.wait_for_function("before => document.querySelector('.effect').innerText !== before", arg=before)
    assert "set=" in page.url or page.locator(".handle.moved").count() == 1
    one.picture("path-2-slider")

    file = own_workbench.folder / "talks.yaml"
    party = next(iter(load(file).preferences))
    first, second = load(file).preferences[party][:2]
    one.open(f"/case/talks.yaml/case?statement={party}:1")
    page.get_by_role("button", name="Down").first.click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("This is what changed in the file").wait_for()
    assert [each.prefer for each in load(file).preferences[party][:2]] == [second.prefer, first.prefer]
    one.picture("path-3-statement")

    one.open("/case/talks.yaml/deals")
    page.wait_for_selector("input[type=radio]")
    page.wait_for_selector(".verdicts .verdict")
    verdict = page.locator(".verdicts").inner_text()
    page.locator("fieldset.issue").first.locator("input[type=radio]:not(:checked)").first.check()
    page.wait_for_function("before => document.querySelector('.verdicts').innerText !== before", arg=verdict)
    one.picture("path-4-package")

    one.open("/case/talks.yaml/record?part=claims")
    grade = page.get_by_label("Source reliability of c1", exact=True).first
    to = "B" if grade.input_value() != "B" else "C"
    with page.expect_response(lambda answer: answer.request.method in {"PUT", "PATCH", "POST"}):
        grade.select_option(to)
    store = open_record(record_path(file))
    assert store.row("c1")["source_grade"] == to
    store.close()
    one.picture("path-5-grade")

    one.open("/case/talks.yaml/brief")
    page.emulate_media(media="print")
    printed = page.pdf(format="A4")
    (tmp_path / "brief.pdf").write_bytes(printed)
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) in range(1, 8)


def test_by_keys_alone(own_workbench, opening):
    """Tab, arrows and Enter lead from the first page to a moved slider and a reordered, saved statement."""
    late = pytest.importorskip("playwright.sync_api").TimeoutError
    one = opening(own_workbench)
    page = one.open("/")

    def tab_to(test, key="Tab"):
        for _ in range(400):
            page.keyboard.press(key)
            if page.evaluate(f"((at) => Boolean({test}))(document.activeElement)"):
                style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert style != "none", "what has the focus shows it"
                return
        raise AssertionError(f"no key leads to {test}")

    def leads_to(key, url):
        at = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        page.keyboard.press(key)
        try:
            page.wait_for_url(url)
        except late as error:
            now = page.evaluate("[location.href, document.activeElement.outerHTML.slice(0, 200)]")
            raise AssertionError(f"{key} at {at} led to {now}") from error

    tab_to("at.matches('main a[href*=\"talks.yaml\"]')")
    leads_to("Enter", re.compile("talks.yaml"))
    one.settle()
    tab_to("at.matches('nav.groups a')", "Shift+Tab")
    tab_to("at.matches('nav.groups a[href*=\"/outcomes\"]')", "ArrowRight")
    leads_to("Enter", re.compile("/outcomes"))
    one.settle()
    tab_to("at.matches('nav.views a')", "Shift+Tab")
    tab_to("at.matches('nav.views a[href*=\"/flips\"]')", "ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector(".handles input[type=range]")
    before = page.locator(".effect").inner_text()
    tab_to("at.matches('.handles input[type=range]')")
    page.keyboard.press("PageUp")
    page.wait_for_function("before => document.querySelector('.effect').innerText !== before", arg=before)

    file = own_workbench.folder / "talks.yaml"
    party = next(iter(load(file).preferences))
    first = load(file).preferences[party][0].prefer
    one.open(f"/case/talks.yaml/case?statement={party}:1")
    tab_to("at.matches('button') && at.innerText === 'Down' && !at.disabled")
    page.keyboard.press("Enter")
    tab_to("at.matches('button') && at.innerText.startsWith('Save')")
    page.keyboard.press("Enter")
    page.get_by_text("This is what changed in the file").wait_for()
    assert load(file).preferences[party][1].prefer == first

    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    keys.wait_for()
    page.keyboard.press("Escape")
    keys.wait_for(state="detached")
    leads_to("h", lambda url: url.endswith("/"))
