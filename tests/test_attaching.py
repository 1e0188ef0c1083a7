"""Texts that a record only cites, put in their place: sentences as they are cited, claims that point to them."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import winset
from winset.errors import UsageError
from winset.record.attaching import attach, citing
from winset.record.exchange import as_lines, from_lines, record_of
from winset.record.files import new_record
from winset.record.places import located
from winset.record.sentences import cited, passage, sentences
from winset.record.superseding import supersede

AT = "2026-01-15T12:00:00+00:00"
MISSION = Path(__file__).resolve().parent.parent.parent / "shared" / "mission"
TEXT = (
    "The strike goes on, Mr. Weiss of the union said. “We wait.” The company (a U.S. owner) "
    "offered 3.5 per cent.\nWhat now?\n\nNobody knows"
)


def record():
    store = new_record(None)
    store.add("documents", {"title": "article"}, AT)
    store.add("claims", {"document": "d1", "reference": "S1", "content": "the union strikes on"}, AT)
    store.add("claims", {"document": "d1", "reference": "S2-S3, page 1", "content": "the company's offer"}, AT)
    store.add("claims", {"document": "d1", "content": "somebody knows"}, AT)
    return store


def test_sentences_end_where_readers_end_them():
    assert [TEXT[start:end] for start, end in sentences(TEXT)] == [
        "The strike goes on, Mr. Weiss of the union said.",
        "“We wait.”",
        "The company (a U.S. owner) offered 3.5 per cent.",
        "What now?",
        "Nobody knows",
    ]


@given(st.text(alphabet='aB .!?\n"”J.', max_size=80))
def test_sentences_cover_every_letter_once_and_in_order(text):
    spans = sentences(text)
    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@pytest.mark.skipif(not MISSION.is_dir(), reason="the article is not here")
def test_the_article_splits_as_it_is_cited():
    text = (MISSION / "article.txt").read_text("utf-8")
    numbered = dict(
        line.split("\t", 1) for line in (MISSION / "sentences.txt").read_text("utf-8").splitlines() if line.strip()
    )
    assert {f"S{place}": text[start:end] for place, (start, end) in enumerate(sentences(text), 1)} == numbered


@pytest.mark.skipif(not MISSION.is_dir(), reason="the article is not here")
def test_the_flagships_claims_find_their_sentences():
    text = (MISSION / "article.txt").read_text("utf-8")
    shipped = record_of(winset.load("jeddah-2025"))
    assert citing(shipped) == ["d1"]
    found = attach(shipped, "d1", text, AT)
    assert (len(found.claims), found.without, found.sentences) == (18, (), 45)
    assert shipped.problems() == []
    spans = json.loads(shipped.row("c1")["spans"])["sentences"]
    assert [text[start:end] for start, end in spans] == [text[slice(*sentences(text)[number - 1])] for number in (1, 8)]


def test_claims_point_to_their_sentences_and_keep_their_words():
    store = record()
    assert citing(store) == ["d1"]
    found = attach(store, "d1", TEXT, AT, "AB")
    assert (found.claims, found.without) == (("c1", "c2"), ("c3",))
    claim = store.row("c2")
    assert claim["content"] == "the company's offer"
    start, end = passage(TEXT, json.loads(claim["spans"]))
    assert TEXT[start:end] == "“We wait.” The company (a U.S. owner) offered 3.5 per cent."
    assert store.problems() == []
    assert citing(store) == []
    assert as_lines(from_lines(as_lines(store.tables()).split("\n"), "x", AT).tables()) == as_lines(store.tables())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The strike. Only two sentences.", "c2 cites S3, but the text has 2 sentences"),
        ("Rain. Sun. Snow. Fog.", "does not look like that of d1"),
    ],
)
def test_the_wrong_text_is_refused_and_changes_nothing(text, says):
    store = record()
    before = as_lines(store.tables()), len(store.history())
    with pytest.raises(UsageError, match=says):
        attach(store, "d1", text, AT)
    assert (as_lines(store.tables()), len(store.history())) == before
    attach(store, "d1", TEXT, AT)
    with pytest.raises(UsageError, match="has its text already"):
        attach(store, "d1", TEXT, AT)


def test_references():
    assert cited("S1, S3-S5; S9") == [1, 3, 4, 5, 9]
    assert cited("S1,S3-5") == [1, 3, 4, 5]
    assert cited("page 3") == []
    assert len(cited("S1-S99999999")) <= 1002


@given(st.text("abc ", min_size=1, max_size=30), st.data())
def test_words_of_a_text_are_found_where_they_stand(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert located(text, text[start:end], near=start) == [[start, end]]


def test_what_is_no_document_takes_no_text_and_no_words_are_looked_for_in_it():
    kept = new_record(None)
    kept.add("claims", {"content": "It rains."}, AT)
    for refused in (
        lambda: attach(kept, "c1", TEXT, AT),
        lambda: supersede(kept, "c1", TEXT, {}, AT),
        lambda: kept.document("c1"),
    ):
        with pytest.raises(UsageError, match="c1 is no document"):
            refused()


def test_sentences_are_found_in_one_pass_however_many_stops_a_text_has():
    assert len(sentences("a. b. " * 200_000)) == 1  # a small letter after each: it goes on
    assert len(sentences("He said so. " * 50_000)) == 50_000
    assert [len(sentences(text)) for text in ("Dr. A. B. Who", "See U.S.S.R. law. Then", "x. y", "No. 5.")] == [
        *(1, 2, 1, 1)
    ]
