"""What claims do to a forecast, worked by hand: a deal is barred just where a condition is real."""

import pytest

import winset
from winset.claims import Claim, Event, Link, SourceDocument
from winset.engines.evidence.between_dates import moved
from winset.engines.evidence.citations import named_claims, naming_problems
from winset.engines.evidence.effect import effect
from winset.engines.evidence.gaps import missing
from winset.engines.evidence.mentions import touches
from winset.engines.evidence.preview import preview
from winset.engines.talks.paired import IN_FORCE
from winset.frozen import replace

pytestmark = pytest.mark.outside_truth

# The one package that is both is a deal for both, unless A's condition is real, which bars it whatever the toll.
CASE = winset.from_data(
    {
        "winset": "1",
        "title": "ferry",
        "as_of": "2026-02-01",
        "parties": {"alba": {"name": "Alba"}, "borea": {"name": "Borea"}},
        "issues": {
            "ferry": {"levels": ["stopped", "sailing"], "control": ["alba", "borea"]},
            "toll": {"levels": ["kept", "halved"], "control": []},
        },
        "values": {
            "alba": [{"when": "ferry = sailing", "points": "2"}],
            "borea": [{"when": "ferry = sailing", "points": "3"}],
        },
        "preferences": {
            "alba": [{"prefer": "ferry = sailing", "basis": "analyst assumption"}],
            "borea": [{"prefer": "ferry = sailing", "basis": ["S1", "c2"]}],
        },
        "conditions": {
            "cheap": {
                "party": "alba",
                "withholds": "ferry = sailing",
                "unless": "toll = halved",
                "prior": "0.4",
                "basis": ["c1"],
            }
        },
        "scenarios": {"crossing": "ferry = sailing"},
        "not_in_source": ["what the harbour fees are"],
        "talks": {"foresight": "1"},
    }
)
OFFICIAL = Claim(
    content="no ferry will be sailing without a halved toll",
    source="an official of Alba",
    source_grade="B",
    information_grade="3",
    hedge_level="reported",
    anonymous=True,
    speech_act="condition",
)
MINISTER = Claim(content="Borea wants the ferry back", source="the minister", actor="borea", status="accepted")
DRAWS = 4_000
# odds of 0.4 are 2 to 3; the official's words multiply them by 1.34354, see tests/test_evidence_by_hand.py
PRIOR, BELIEVED, DOUBTED = 0.4, 0.472488, 0.331641


def close(found, wanted):
    """A share of the draws, within four standard errors."""
    assert found == pytest.approx(wanted, abs=4 * (wanted * (1 - wanted) / DRAWS) ** 0.5)


def test_leaving_the_only_claim_out_brings_the_prior_back():
    record = effect(CASE, {"c1": OFFICIAL}, [Link("c1", "conditions.cheap")], DRAWS)
    (support,), (one,) = record.supports, record.effects
    assert float(support.posterior[1]) == pytest.approx(BELIEVED, abs=2e-6)
    assert one.claim == "c1"
    assert one.difference.headline in {IN_FORCE, "crossing"}
    close(one.difference.before, 1 - BELIEVED)
    close(one.difference.after, 1 - PRIOR)
    # the same draws: those between the two chances, and no others, end differently
    assert one.difference.after - one.difference.before == pytest.approx(BELIEVED - PRIOR, abs=0.02)


def test_a_new_claim_is_tried_both_ways():
    record = preview(CASE, {}, [], {"n1": OFFICIAL}, DRAWS)
    assert {(one.claim, one.about) for one in record.touches} == {
        ("n1", "issues.ferry"),
        ("n1", "issues.toll"),
        ("n1", "conditions.cheap"),
        ("n1", "preferences.alba.1"),
    }
    (one,) = record.bearings
    assert one.about == "conditions.cheap"
    chances = [float(support.posterior[1]) for support in (one.now, one.all_for, one.all_against)]
    assert chances == pytest.approx([PRIOR, BELIEVED, DOUBTED], abs=2e-6)
    assert [weighed.claim for weighed in one.claims] == ["n1"]
    assert one.claims[0].ratio == pytest.approx(1.34354, abs=1e-5)
    for difference, after in ((one.forecast_for, BELIEVED), (one.forecast_against, DOUBTED)):
        close(difference.before, 1 - PRIOR)
        close(difference.after, 1 - after)


def test_words_of_a_claim_that_speaks_of_another_party_touch_no_entry_of_this_one():
    about = {one.about for one in touches(CASE, {"c2": MINISTER}, {})}
    assert about == {"issues.ferry", "preferences.borea.1"}
    weather = Claim(content="the weather was mild", source="a clerk")
    assert touches(CASE, {"c3": weather}, {}) == []
    # two words in common with the claim behind the condition stand in for the name of an issue
    lent = Claim(content="a halved sailing", source="a clerk of Alba")
    assert "conditions.cheap" in {one.about for one in touches(CASE, {"c4": lent}, {"c1": OFFICIAL})}


def test_what_came_to_be_known_between_two_days():
    events = {
        "e1": Event("2026-01-10", "toll", "halved", "c2"),
        "e2": Event("2026-03-01", "toll", "kept", ""),
        "e3": Event("2026-01-12", "ferry", "sailing", "c3"),
    }
    expected = replace(MINISTER, content="the ferry will sail", hedge_level="expected", speech_act="forecast")
    claims = {"c1": OFFICIAL, "c2": MINISTER, "c3": expected}
    links = [Link("c1", "conditions.cheap")]
    record = moved(CASE, ("2026-01-05", "2026-01-20"), ({"c2": MINISTER}, claims), links, events, DRAWS)
    assert record.levels == {"toll": ("kept", "halved")}
    assert record.events == ("e1",)
    assert record.doubtful == ("e3",)  # what is only expected has not happened
    assert record.claims == ("c1", "c3")
    assert record.unrecorded == ("toll",)  # its first event comes after the earlier day
    ((before, after),) = record.supports
    assert float(before.posterior[1]) == pytest.approx(PRIOR)
    assert float(after.posterior[1]) == pytest.approx(BELIEVED, abs=2e-6)
    told = {one.headline: one for one in record.forecast.differences}[IN_FORCE]
    close(told.before, 1 - PRIOR)
    assert told.after == 1  # a halved toll is what the condition asks for
    causes = {one.key: one.difference for one in record.causes}
    assert set(causes) == {"c1", "e1"}
    # without the event the toll is kept, surely: a level, moved by 1, more than twice as far as any scenario can be
    assert causes["e1"].headline.startswith("toll = ")
    assert abs(causes["e1"].after - causes["e1"].before) == 1
    assert causes["c1"].before == causes["c1"].after == 1  # and with it nothing hangs on the claim
    assert [one.key for one in record.causes] == ["e1", "c1"]


def test_what_the_record_lacks():
    text = "The harbour fees went up. Nobody asked about the harbour fees. Alba was silent.\nThe harbour fees stay."
    documents = {"d1": SourceDocument(title="News", text=text)}
    waiting = Claim(content="the toll may be halved", source="Alba's ministry", status="proposed")
    record = missing(CASE, {"c1": waiting, "c2": MINISTER}, documents)
    assert record.without_source == ("preferences.alba.1",)
    assert record.unquoted == ()
    assert record.unreviewed == ("alba",)
    assert record.proposed == 1
    assert record.silent == ()
    assert record.told == ("what the harbour fees are",)
    assert [(one.words, one.count, one.places, one.told) for one in record.mentioned] == [
        ("harbour fees", 3, ("d1",), True)
    ]
    linked = missing(CASE, {"c2": MINISTER}, documents, [Link("c2", "preferences.alba.1")])
    assert linked.without_source == ()
    assert linked.unquoted == ("alba",)


def test_claims_that_the_case_names_stand_with_their_places():
    assert named_claims(CASE) == {
        "c1": [("conditions", "cheap", "basis", 0)],
        "c2": [("preferences", "borea", 0, "basis", 1)],
    }
    assert naming_problems(CASE, {"c1", "c2"}) == []
    assert [one.what for one in naming_problems(CASE, {"c1"})] == ["the basis names c2, but the record has no claim c2"]
    without = "there is no record beside the case"
    assert [without in one.what for one in naming_problems(CASE, None)] == [True, True]
