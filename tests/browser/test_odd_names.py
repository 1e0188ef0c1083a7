"""Ordinary odd names on every page of the workbench: none is run or becomes an element, each is there as given."""

import re
from pathlib import Path

import pytest

import winset
from nasty import ODD, odd_case

VIEWS = Path(winset.__file__).parent / "web" / "static" / "views.js"
VIEW = re.compile(r'\["([\w?=]+)", "')
SHOWN = """() => document.title + document.body.textContent
  + [...document.querySelectorAll("input, textarea, select, [title], [aria-label]")]
    .map((one) => `${one.value ?? ""} ${one.title ?? ""} ${one.ariaLabel ?? ""}`).join(" ")"""
TOLD = f"{ODD[4]}\u2028and {ODD[8]}"
EVERY = dict.fromkeys(("outcomes", "deals", "forecast", "flips"), ODD)
"""What pages show besides the title: those that name parties and issues every odd name, for all of them have one."""
SHOWS = EVERY | {
    "brief": ODD[1:7],
    "map": ODD[1:4],
    "record?part=claims": [TOLD, ODD[0]],
    "case?section=parties": ODD[1:4],
    "case?section=issues": ODD[4:],
}


@pytest.fixture(scope="module")
def odd_workbench(tmp_path_factory, serve):
    folder = tmp_path_factory.mktemp("odd")
    text = Path(winset.__file__).parent / "catalog" / "ferry-contract.yaml"
    (folder / "odd.yaml").write_bytes(odd_case(text.read_bytes()))
    with winset.open_record(winset.load(str(folder / "odd.yaml")), create=True) as record:
        document = record.add_document(f"{ODD[0]} said that {TOLD}.\n", ODD[7], publisher=ODD[3])
        claim = record.add_claim(TOLD, document=document, source=ODD[0], cue="said that")
        record.note(claim, ODD[5], ODD[6])
    return serve(folder)


def test_no_page_is_broken_by_a_name_and_each_shows_it_as_given(opening, odd_workbench):
    every = VIEW.findall(VIEWS.read_text("utf-8"))
    assert {"brief", "record?part=claims", "report", "interview"} <= set(every)
    one = opening(odd_workbench)
    one.page.on("dialog", lambda dialog: one.complaints.append(f"a name was run: {dialog.message}"))
    page = one.open("/")
    assert f"Talks {ODD[0]}" in page.evaluate(SHOWN)
    for view in dict.fromkeys([*every, *SHOWS]):
        page = one.go(f"/case/odd.yaml/{view}")
        shown = page.evaluate(SHOWN)
        names = [f"Talks {ODD[0]}", *SHOWS.get(view, [])]
        assert [name for name in names if name not in shown] == [], view
        assert page.locator("main b, main script").count() == 0, view
        assert one.complaints == [], view  # the name of the view is worth more than what the fixture would say
