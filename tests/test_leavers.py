"""Who would leave an ending that cannot hold: worked out by hand."""

import winset
from winset.case.reading import from_data
from winset.present.documents.document import as_text
from winset.present.documents.page_one import page_one

ISSUES = {
    "east": {"levels": ["shut", "open"], "control": "ann"},
    "west": {"levels": ["shut", "open"], "control": "bob"},
}


def case(ann, bob, when):
    data = {
        "winset": "1",
        "title": "t",
        "parties": {"ann": {"name": "Ann"}, "bob": {"name": "Bob"}},
        "issues": ISSUES,
        "preferences": {"ann": ann, "bob": bob},
        "scenarios": {"it": {"when": when, "name": "It"}},
    }
    return from_data(data)


def told(one):
    record = winset.brief(one)
    text = " ".join(as_text(page_one(one, record), 10_000).split())
    return record.held[0].leavers, text


def test_the_one_party_that_leaves_every_outcome_is_named():
    # Ann shuts the east whatever Bob does; Bob likes things as they are
    leavers, text = told(case(["east = shut"], ["east = shut"], "east = open"))
    assert leavers == ("ann",)
    assert '"It" cannot hold: Ann would move away.' in text
    assert "no: Ann would leave" in text


def test_both_where_each_leaves_every_outcome():
    leavers, text = told(case(["east = shut"], ["west = shut"], "east = open and west = open"))
    assert leavers == ("ann", "bob")
    assert '"It" cannot hold: Ann and Bob would each move away.' in text
    assert "no: both would leave" in text


def test_somebody_where_one_leaves_these_and_the_other_those():
    # with the west open Bob leaves and Ann stays; with the west shut it is Ann who leaves
    ann = ["east = open iff west = open"]
    leavers, text = told(case(ann, ["west = shut"], "east = open"))
    assert leavers == ()
    assert '"It" cannot hold: somebody would move away.' in text
    assert "no: somebody would leave" in text
