"""What the issues of a draft are called, and which sentences they name."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")

from winset.drafting.assembling import drafted
from winset.drafting.issues.issue_names import phrase_at
from winset.drafting.source import source_of

HARBOUR = """The port of Aldmoor and its pilots meet again on Friday.
The pilots demanded that the company restore the pension scheme. The company refused to restore it.
Pilots at the outer locks have not slept ashore for a week, and the cook has gone home.
The pension scheme was closed in March. Rain is expected.
The company has offered a new tug for the northern entrance. The pilots want two.
Boats wait in the roads. A band plays on the quay.
The pilots would strike unless the pension scheme was restored.
The mayor said the pension scheme was none of his business.
Nobody at the company would talk about the tug.
The talks will be held in the old customs house.
"""


def drafting(text):
    return drafted((source_of(text, "a.txt", "S", language="en"),))


@pytest.mark.parametrize(
    ("text", "noun", "told"),
    [
        ("They asked for its share of the royalties.", "share", "share of the royalties"),
        ("They spoke of how much money for the roof there is.", "money", "money for the roof"),
        ("The company reopened the night crossing in March.", "crossing", "night crossing"),
        ("She signed the thirty-year lease, and left.", "lease", "thirty-year lease"),
        ("It refused the guaranteed rest between shifts.", "rest", "guaranteed rest between shifts"),
    ],
)
def test_a_noun_is_told_with_what_it_is_of_and_not_whose_or_when(text, noun, told):
    doc = source_of(text, "a.txt", "S", language="en").doc
    assert phrase_at(next(one for one in doc if one.text == noun)) == told


def test_an_issue_is_called_by_a_phrase_and_names_every_sentence_that_speaks_of_it():
    scheme = next(one for one in drafting(HARBOUR).issues if "scheme" in one.name.lower())
    assert scheme.name.startswith("Pension scheme")
    assert {"S2", "S5", "S11", "S12"} <= set(scheme.basis)


def test_what_nothing_else_speaks_of_is_no_issue_in_a_text_of_some_length():
    asked = "The union demanded something from Brightwater. Brightwater offered a pay rise of 3 percent."
    longer = asked + " The union wants the night shift scrapped. Brightwater refused to scrap the night shift." * 4
    assert not [one for one in drafting(longer).issues if "something" in one.name.lower()]
