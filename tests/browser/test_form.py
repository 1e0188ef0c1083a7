"""What the form edits without the text: rankings, profiles, coalitions, weights of claims, answers, weights, names."""

import pytest

from winset.case.opening import load
from winset.case.yaml_tree import read_tree

CASE = """\
winset: 1
title: Two and a price  # stays
parties: {row: {name: Row}, column: {name: Column}}
issues:
  aid: {levels: [off, on], control: row}
  price: {from: 100, to: 120, step: 10, control: [row, column], marks: {floor: 100}}
preferences: {column: [aid = on]}
conditions:
  strict: {party: row, withholds: aid = on, unless: price > floor}
"""


@pytest.fixture
def talks(tmp_path):
    (tmp_path / "talks.yaml").write_text(CASE, "utf-8")
    return tmp_path / "talks.yaml"


def test_every_section_is_edited_in_the_form_and_stands_in_the_file(talks, serve, opening, axe):
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/case?section=ranking")

    def section(key):
        one.go(f"/case/talks.yaml/case?section={key}")

    def edit(act, *values):
        with page.expect_response(lambda answer: answer.url.endswith("/draft")):
            act(*values)

    def fill(label, value):
        page.get_by_label(label, exact=True).fill(value)
        edit(page.keyboard.press, "Tab")

    def choose(label, value):
        edit(page.get_by_label(label).select_option, value)

    def click(name, within=page):
        edit(within.get_by_role("button", name=name, exact=True).click)

    click("Add")
    choose("Ranked", "values")
    choose("Ranked", "list")
    fill("Place 1", "aid = on and price > 100; aid = on and price = 100")
    section("profiles")
    page.locator(".owner", has_text="Column").locator(".adder input").fill("hawks")
    edit(page.keyboard.press, "Enter")
    fill("weight", "0.2, 0.3, 0.4")
    fill("strict", "0.9")
    click("Add", page.locator(".nested"))
    section("coalitions")
    click("Add")
    section("evidence")
    fill("costly", "5, 6, 7")
    section("answers")
    click("Add")
    choose("concept", "gmr")
    fill("outcomes", "aid = on; 0")
    for key in ("weights", "scores"):
        section(key)
        page.get_by_label("whose").select_option("column")
        click("Add")
    assert one.serious(axe) == []
    section("issues")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    aid, price = page.locator("[data-entry]", has_text="Words for levels").all()
    assert aid.get_by_label("on", exact=True).get_attribute("placeholder") == "the aid is on"
    aid.get_by_label("on", exact=True).fill("aid flows")
    edit(page.keyboard.press, "Tab")
    price.get_by_label("one for all levels").fill("a tonne costs {}")
    edit(page.keyboard.press, "Tab")
    price.get_by_label("Name 1").fill("list price")
    with page.expect_response(lambda answer: answer.url.endswith("/rename")):
        page.keyboard.press("Tab")
    price.get_by_label("Amount 1").fill("110")
    edit(page.keyboard.press, "Tab")
    click("Add a name", price)
    edit(price.get_by_role("button", name="Remove mark", exact=True).click)
    assert one.serious(axe) == []
    one.picture("form-naming")
    section("parties")
    page.locator("[data-entry]", has_text="Row").first.locator("summary").first.click()
    page.locator("[data-entry][open]").get_by_role("button", name="Rename").click()
    page.get_by_label("New name").fill("lower row")
    page.locator("dialog").get_by_role("button", name="Rename").click()
    page.get_by_text("cannot be a key").wait_for()
    assert "422" in one.complaints.pop()  # as the browser tells of every refusal
    page.get_by_label("New name").fill("lower")
    page.get_by_label("New name").press("Enter")
    page.locator("dialog").wait_for(state="detached")
    for key in ("ranking", "profiles", "answers", "evidence", "scores"):
        section(key)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        one.picture(f"form-{key}")
    one.open("/case/talks.yaml/case?section=answers")  # what is not saved outlives a page that is loaded anew
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.").wait_for()
    text = talks.read_text("utf-8")
    data = read_tree(text.encode(), "").data
    assert "title: Two and a price  # stays\n" in text
    assert data["ranking"]["lower"]["best_first"] == [
        ["aid = on and price > 100", "aid = on and price = 100"],
        "aid = off",
    ]
    hawks = data["profiles"]["column"]["hawks"]
    assert hawks["weight"] == ["0.2", "0.3", "0.4"]
    assert hawks["conditions"] == {"strict": "0.9"}
    assert hawks["values"] == [{"when": "aid = on", "points": "0", "basis": "analyst assumption"}]
    assert data["coalitions"] == [["lower", "column"]]
    assert data["evidence"] == {"base": {"costly": ["5", "6", "7"]}}
    assert data["answers"][0]["concept"] == "gmr"
    assert data["answers"][0]["outcomes"] == ["aid = on", "0"]
    assert data["weights"]["column"]["of"] == {"aid": "100"}
    assert data["scores"]["column"]["of"] == {"aid": {"off": "0", "on": "100"}}
    assert data["issues"]["aid"]["say"] == {"on": "aid flows"}
    assert data["issues"]["price"]["say"] == "a tonne costs {}"
    assert data["issues"]["price"]["marks"] == {"list price": "110"}
    assert data["conditions"]["strict"]["unless"] == 'price > "list price"'
    assert load(talks).issues["price"].control == ("lower", "column")


def test_an_edit_on_its_way_is_kept_when_one_goes_elsewhere(talks, serve, opening):
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/case?section=evidence")
    one.slowly("**/draft", 0.3)
    page.get_by_label("costly", exact=True).fill("5, 6, 7")
    page.keyboard.press("Tab")
    one.go("/case/talks.yaml/case?section=parties")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.").wait_for()
    assert read_tree(talks.read_text("utf-8").encode(), "").data["evidence"]


def test_what_is_typed_while_an_edit_is_on_its_way_stays(talks, serve, opening):
    """The form is drawn anew when an edit is answered: what stands half typed in the next field is not lost."""
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/case?section=evidence")
    one.slowly("**/draft", 0.3)
    page.get_by_label("costly", exact=True).fill("5, 6, 7")
    with page.expect_response("**/draft"):
        page.keyboard.press("Tab")
        page.keyboard.type("0.")
    page.wait_for_timeout(200)
    page.keyboard.type("25")
    page.get_by_role("button", name="Save", exact=True).click()  # which takes over what was typed last
    page.get_by_text("Saved.").wait_for()
    held = read_tree(talks.read_bytes(), "").data["evidence"]["base"]
    assert held.pop("costly") == ["5", "6", "7"]
    assert list(held.values()) == ["0.25"]


def test_an_amount_typed_while_its_name_is_being_changed_goes_to_the_new_name(talks, serve, opening):
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/case?section=issues")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    one.slowly("**/rename", 0.3)
    page.get_by_label("Name 1").fill("list price")
    page.keyboard.press("Tab")
    page.get_by_label("Amount 1").fill("110")
    page.keyboard.press("Tab")  # before the new name has been answered
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.").wait_for()
    data = read_tree(talks.read_bytes(), "").data
    assert data["issues"]["price"]["marks"] == {"list price": "110"}
    assert data["conditions"]["strict"]["unless"] == 'price > "list price"'


def test_a_value_typed_while_the_one_before_is_taken_over_stays(talks, serve, opening):
    one = opening(serve(talks.parent))
    page = one.open("/case/talks.yaml/case?section=values")
    cells = page.locator(".values-grid td input")
    one.slowly("**/grid", 0.3)
    cells.nth(1).fill("11")
    with page.expect_response("**/draft"):
        cells.nth(4).focus()
        page.keyboard.type("1")
    page.wait_for_timeout(700)
    page.keyboard.type("2")
    assert [cells.nth(place).input_value() for place in (1, 4)] == ["11", "12"]
