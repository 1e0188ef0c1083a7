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


PAID = """The museum of Aldmoor and the city of Brightwater meet on Friday.
The city demanded that the museum pay half of the repair costs. The museum refused to pay half of the costs.
The city wants the hangar built. The museum refused to imagine the hangar. The costs would be paid in March.
The museum has a new order for the roof. The city demanded its withdrawal.
"""


def test_a_level_is_told_by_the_verb_that_leads_there_and_by_none_that_leads_nowhere():
    levels = {one.key: one.levels for one in drafting(PAID).issues}
    assert levels["cost"] == ("as now", "paid")
    assert levels["hangar"] == ("as now", "built")


def test_an_issue_is_called_by_what_is_shared_and_never_by_a_pronoun():
    names = {one.key: one.name for one in drafting(PAID).issues}
    assert names["cost"].startswith("Repair costs")
    assert "its" not in names


def test_words_in_brackets_tell_more_than_the_amount_does():
    text = """The union and Brightwater meet on Friday. The union demanded 9 per cent on basic pay.
    Brightwater offered 4 per cent on basic pay. The union refused 4 per cent, and the cent has come to stand for pay.
    """
    beside = [one.name.partition("(")[2].rstrip(")").split(", ") for one in drafting(text).issues]
    assert not [one for words in beside for one in words if one in {"cent", "per", "come"}]
