"""From nothing to a printed brief without a line of YAML: once by mouse, once by the keyboard alone."""

import re
from contextlib import contextmanager

import winset
from winset.case.opening import load

PARTIES = ("Port authority", "Dockers' union")
ISSUES = (("Pay rise", "none; three per cent; six per cent"), ("Strike", "none; called"))
WANTS = (("Strike", "is", "none"), ("Pay rise", "is at least", "three per cent"))
ENDING = "Settlement"


def is_whole(file):
    """What both ways lead to: two parties, an issue of each, what they want, and an ending."""
    case = load(file)
    assert [one.name for one in case.parties.values()] == list(PARTIES)
    assert case.issues["pay-rise"].levels == ("none", "three per cent", "six per cent")
    assert [one.control for one in case.issues.values()] == [("port-authority",), ("dockers-union",)]
    assert case.preferences["port-authority"][0].prefer == "Strike = none"
    assert case.preferences["dockers-union"][0].prefer == 'pay-rise >= "three per cent"'
    assert case.scenarios["Settlement"].when == 'pay-rise >= "three per cent" and Strike = none'
    assert winset.brief(case)


def is_printed(page):
    page.emulate_media(media="print")
    assert page.locator("#next").is_hidden()
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) in range(1, 3)


def test_by_mouse(empty_workbench, opening, axe):
    one = opening(empty_workbench)
    page = one.open("/")
    page.get_by_text("New case", exact=True).click()
    page.get_by_label("Name").fill("Port talks")
    page.get_by_role("button", name="Create").click()
    nav = page.get_by_role("navigation", name="Sections of the case")
    nav.wait_for()
    assert nav.get_by_role("button").count() == 6, "the essentials, and the way to the rest"
    next_step = page.get_by_role("complementary", name="Next step")

    def add(name):
        page.locator(".adder input").fill(name)
        page.locator(".adder").get_by_role("button", name="Add").click()
        page.locator("details.entry[open]", has_text=name).last.wait_for()

    next_step.get_by_role("link", name="Name the parties").click()
    for party in PARTIES:
        add(party)
    next_step.get_by_role("link", name="Name what is to be settled").click()
    for place, (issue, levels) in enumerate(ISSUES):
        add(issue)
        entry = page.locator("details.entry").nth(place)
        with drawn_anew(page):
            entry.get_by_label("levels", exact=True).fill(levels)
            entry.get_by_label("levels", exact=True).blur()
        if place:  # a new issue is the first party's
            with drawn_anew(page):
                entry.get_by_role("checkbox", name=PARTIES[1]).check()
            with drawn_anew(page):
                entry.get_by_role("checkbox", name=PARTIES[0]).uncheck()

    next_step.get_by_role("link", name=re.compile("^Say what the port authority and")).click()
    for place, (issue, comparison, level) in enumerate(WANTS):
        owner = page.locator(".owner").nth(place)
        with drawn_anew(page):
            owner.get_by_role("button", name="Add").click()
        choose(owner, issue, comparison, level)
        with drawn_anew(page):
            owner.get_by_role("button", name="Use").click()

    next_step.get_by_role("link", name="Name the ways it may end").click()
    add(ENDING)
    entry = page.locator("details.entry")
    choose(entry, "Pay rise", "is at least", "three per cent")
    with drawn_anew(page):
        entry.get_by_role("button", name="Use").click()
    choose(entry, "Strike", "is", "none")
    with drawn_anew(page):
        entry.get_by_role("button", name="and …").click()
    told = entry.locator(".entry-summary").inner_text()
    assert told == "the pay rise is three per cent or six per cent and there is no strike", "words, and no keys"
    one.picture("new-1-form")
    assert one.serious(axe) == []

    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Read the brief").click()
    one.settle()
    is_whole(empty_workbench.folder / "port-talks.yaml")
    one.picture("new-2-brief")
    told = next_step.inner_text()
    assert "Name the sources" in told
    assert "2 statements have no source" in told
    is_printed(page)


@contextmanager
def drawn_anew(page):
    """Wait until the form shows what was changed in the draft meanwhile."""
    page.evaluate("document.querySelector('.case-section').dataset.old = ''")
    yield
    page.wait_for_selector(".case-section:not([data-old])")


def choose(place, issue, comparison, level):
    """Choose a condition from the lists."""
    for what, option in (("issue", issue), ("comparison", comparison), ("level", level)):
        place.get_by_label(re.compile(f": {what}$")).select_option(label=option)


def test_by_keyboard_alone(empty_workbench, opening):
    one = opening(empty_workbench)
    page = one.open("/")
    keys = page.keyboard

    def tab_to(test, key="Tab"):
        for _ in range(80):
            keys.press(key)
            if page.evaluate(f"((at) => Boolean({test}))(document.activeElement)"):
                return
        raise AssertionError(f"no key leads to {test}")

    def next_step(words):
        tab_to("at.matches('#next p a')", "Shift+Tab")
        assert page.evaluate("document.activeElement.innerText").startswith(words)
        keys.press("Enter")
        page.wait_for_function("document.activeElement.closest('.case-section')")

    def add(name):
        tab_to("at.matches('.adder input')")
        keys.type(name)
        with drawn_anew(page):
            keys.press("Enter")

    def choose(issue, comparison, level, then="Use"):
        tab_to("at.matches('.builder select') && at.ariaLabel.endsWith('issue')", "Shift+Tab")
        for words in (issue, comparison, level):
            if words != "is":  # stands there already; its letters would lead on to the next
                keys.type(words)
            keys.press("Tab")
        if then != "Use":  # which has the focus already
            tab_to(f"at.innerText === '{then}'")
        with drawn_anew(page):
            keys.press("Enter")

    tab_to("at.matches('summary') && at.innerText === 'New case'")
    keys.press("Enter")
    tab_to("at.matches('input[name=title]')")
    keys.type("Port talks")
    keys.press("Enter")
    page.wait_for_selector(".case-nav")
    one.settle()
    next_step("Name the parties")
    for party in PARTIES:
        add(party)
    next_step("Name what is to be settled")
    for place, (issue, levels) in enumerate(ISSUES):
        add(issue)
        tab_to("at.dataset.path?.endsWith('\"levels\"]')", "Shift+Tab")
        keys.press("Control+a")
        keys.type(levels)
        with drawn_anew(page):
            keys.press("Tab")
        if place:  # a new issue is the first party's, and that is where the focus is now
            with drawn_anew(page):
                keys.press("Space")
            tab_to(f"at.type === 'checkbox' && at.parentNode.innerText.trim() === {PARTIES[1]!r}")
            with drawn_anew(page):
                keys.press("Space")
    next_step("Say what the port authority and")
    for place, want in enumerate(WANTS):
        tab_to(f"at.innerText === 'Add' && at.closest('.owner')?.innerText.trim().startsWith({PARTIES[place]!r})")
        with drawn_anew(page):
            keys.press("Enter")
        choose(*want)
    next_step("Name the ways it may end")
    add(ENDING)
    choose(*WANTS[1])
    choose(*WANTS[0], then="and …")

    tab_to("at.innerText === 'Save'", "Shift+Tab")
    keys.press("Enter")
    tab_to("at.innerText.startsWith('Read the brief')")
    keys.press("Enter")
    page.wait_for_url(re.compile("/brief$"))
    one.settle()
    is_whole(empty_workbench.folder / "port-talks.yaml")
    is_printed(page)
