"""Words of estimative probability, and that no sentence of winset mixes what must be kept apart."""

import pytest

import winset
from winset.engines.forecast.flips import flips
from winset.present.documents.brief import brief_document
from winset.present.documents.deals import deals_document
from winset.present.documents.document import as_text
from winset.present.documents.flips import flips_document
from winset.present.documents.forecast import forecast_document
from winset.present.documents.what_if import what_if_document
from winset.present.words import likelihood
from winset.present.words.linter import lint


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "almost no chance"),
        (0.05, "almost no chance"),
        (0.051, "very unlikely"),
        (0.3, "unlikely"),
        (0.5, "roughly even chance"),
        (0.56, "likely"),
        (0.8, "likely"),
        (0.9, "very likely"),
        (1.0, "almost certain"),
    ],
)
def test_t37_words_follow_icd_203(probability, word):
    assert likelihood.word(probability) == word


def test_t37_likely_is_55_to_80_percent():
    inside = [step / 1000 for step in range(1001) if likelihood.word(step / 1000) == "likely"]
    assert (min(inside), max(inside)) == (0.551, 0.8)


def test_t37_no_sentence_mixes_likelihood_and_confidence():
    case = winset.load("jeddah-2025")
    other = winset.changed(case, {"talks.failure": 0.4})
    for scale in likelihood.SCALES:
        record = winset.forecast(case, 200)
        assert lint(as_text(forecast_document(case, record, scale), 10_000), scale) == []
    documents = [
        brief_document(case, winset.brief(case)),
        deals_document(case, winset.deals(case, 100)),
        flips_document(case, flips(case, 40)),
        what_if_document(case, other, winset.what_if(case, other, 200)),
    ]
    for document in documents:
        assert lint(as_text(document, 10_000)) == []


def test_the_linter_finds_what_it_is_for():
    assert lint("We have low confidence that a deal is very unlikely.")
    assert lint("There is a realistic possibility of a deal.")
    assert lint("A deal is highly probable.")
    assert lint("The parties ought to meet.")
    assert lint("A deal is likely.", "none")
    assert not lint("A deal is likely (70%). Confidence in the ranges is low.")
    assert not lint("At the most likely values a deal is highly likely (90%).", "phia")


def test_percentages_are_never_rounded_to_certainty():
    assert likelihood.percent(0.0004) == "under 1%"
    assert likelihood.percent(0.9999) == "over 99%"
    assert likelihood.percent(1.0) == "100%"


def test_unknown_scale():
    with pytest.raises(winset.UsageError, match="no scale of words 'icd'"):
        likelihood.scale("icd")
