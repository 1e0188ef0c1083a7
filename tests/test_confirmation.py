"""Who has confirmed the entries of a drafted case, as its notes say and as the brief tells it."""

import pytest

import winset
from winset.case.confirmation import confirmation, confirmed_by, confirmed_note, is_drafted
from winset.case.reading import read_case
from winset.engines.brief.brief import brief
from winset.present.documents.brief import brief_document
from winset.present.documents.document import as_text
from winset.present.documents.page_one import page_one
from winset.reporting.rendering import rendered

CASE = """winset: 1
title: Weir
summary: Drafted.
parties:
  mill: {name: Mill, note: 'draft: acts in the talks'}
  town: {name: Town, note: 'confirmed by Ada Berg; draft: acts in the talks'}
issues:
  weir: {levels: [stands, removed], control: mill, note: 'confirmed by Jo; draft: what was done sets today'}
preferences:
  town:
    - {prefer: weir = removed, note: 'draft: demand'}
    - {prefer: weir = stands, note: 'The draft: not a note of one'}
"""


def test_the_brief_says_how_much_is_confirmed_and_by_whom():
    case = read_case(CASE.encode(), "weir")
    found = confirmation(case)
    assert (found.drafted, found.confirmed, found.by) == (4, 2, ("Ada Berg", "Jo"))
    told = brief_document(case, brief(case)).subtitle
    assert told == "Drafted. 2 of 4 drafted entries are confirmed by Ada Berg and Jo."
    nameless = CASE.replace("Ada Berg", confirmed_by(confirmed_note("draft: demand", "")))
    assert confirmation(read_case(nameless.encode(), "weir")).by == ("Jo", "a person")
    none = read_case(CASE.replace("confirmed by Ada Berg; ", "").replace("confirmed by Jo; ", "").encode(), "weir")
    assert (
        brief_document(none, brief(none)).subtitle == "Drafted. None of the 4 drafted entries is confirmed by a person."
    )


def test_a_case_that_nobody_drafted_says_nothing_of_it():
    case = winset.load("jeddah-2025")
    assert brief_document(case, brief(case)).subtitle == case.summary


@pytest.mark.parametrize(
    ("who", "named"),
    [("Ada", "Ada"), ("", "a person"), ("A; draft: B", "A draft: B"), ("A\nB", "A B"), ("x" * 200, "x" * 80)],
)
def test_a_name_fits_the_note(who, named):
    note = confirmed_note("draft: demand; claims c1", who)
    assert confirmed_by(note) == named
    assert is_drafted(note)
    assert note.endswith("; draft: demand; claims c1")
    assert confirmed_note(note, "Somebody else") == note
    assert confirmed_note("a note of one's own", who) == "a note of one's own"


def test_a_page_says_first_and_once_how_much_is_confirmed():
    case = read_case(CASE.encode(), "weir")
    told = "2 of 4 drafted entries are confirmed by Ada Berg and Jo."
    page = as_text(page_one(case, brief(case)), 100)
    assert page.index(told) < page.index("can hold") < page.index("What this rests on")
    for text in (page, rendered(winset.report(case), "md").decode(), as_text(brief_document(case, brief(case)), 100)):
        assert text.count(told) == 1
