"""One table of sections drives form, addresses, checks of names, inputs, editing and the page of reference."""

import re
from pathlib import Path
from typing import ClassVar

import pytest

import winset
from winset.case import sections
from winset.case.addresses import entry_at, set_input
from winset.case.entries import BasedEntry, ConditionText, PartyName
from winset.case.leaving_out import _forget_party
from winset.case.model import Case
from winset.case.names import NameCheck, conditions
from winset.case.ranges import NotNegative
from winset.case.sections import HEAD, SECTIONS, CaseSection
from winset.present.documents.case_reference import case_reference
from winset.present.words.negotiation import input_words
from winset.space.draws import draw
from winset.space.inputs import inputs
from winset.web.case_form import form

ROOT = Path(__file__).parent.parent


class Toll(BasedEntry):
    """What a party has to pay somewhere; for this test alone."""

    main: ClassVar[str] = "cost"

    payer: PartyName
    when: ConditionText
    cost: NotNegative

    @property
    def subject(self) -> str:
        return self.payer


class TollCase(Case):
    tolls: tuple[Toll, ...] = ()


@pytest.fixture
def tolled(monkeypatch):
    row = CaseSection(
        "tolls", "Tolls", "What parties pay.", Toll, "list", "[{payer: US, when: aid = resumed, cost: 3}]"
    )
    monkeypatch.setitem(sections.SECTIONS, "tolls", row)
    case = winset.load("jeddah-2025")
    content = case.model_dump(exclude_defaults=True)
    toll = {"payer": "UA", "when": "aid = resumed", "cost": ["1", "2", "4"]}
    return TollCase.model_validate({**content, "winset": "1", "tolls": [toll]})


def test_a_section_in_the_table_is_everywhere(tolled):
    shown = next(one for one in form()["sections"] if one["key"] == "tolls")
    assert [(one["name"], one["kind"]) for one in shown["fields"]][:3] == [
        ("payer", "party"),
        ("when", "condition"),
        ("cost", "range"),
    ]
    drawn = inputs(tolled)["tolls.1"]
    assert (drawn.path, drawn.stream) == (("tolls", 0, "cost"), "tolls/cost/UA")
    assert (draw({"tolls.1": drawn}, 1, 0, 20).values["tolls.1"] >= 1).all()
    assert "tolls" in input_words(tolled, "tolls.1").lower()
    assert entry_at(tolled, "tolls.1.payer") == "UA"
    assert (("tolls", 0, "when"), "aid = resumed") in list(conditions(tolled))
    assert "## tolls: Tolls" in case_reference()


def test_a_section_in_the_table_can_be_changed_and_checked(tolled):
    data = tolled.model_dump(mode="json", exclude_defaults=True)
    set_input(data, "tolls.1", [2, 3])
    assert data["tolls"][0]["cost"] == ["2", "3"]
    wrong = tolled.model_copy(update={"tolls": (Toll(payer="XX", when="aid = maybe", cost="1"),)})
    told = [one.what for one in NameCheck(wrong).run()]
    assert any("no party 'XX'" in one for one in told)
    assert any("maybe" in one for one in told)
    _forget_party(tolled, data, "UA")
    assert data["tolls"] == []


def test_the_table_and_the_model_name_the_same_sections():
    assert {*HEAD, *SECTIONS} == set(Case.model_fields)
    for key, one in SECTIONS.items():
        model = str(Case.model_fields[key].annotation)
        assert one.entry is None or one.entry.__name__ in model or one.entry.__module__ in model, key


def test_every_field_has_its_words():
    for key, one in SECTIONS.items():
        for name, info in one.entry.model_fields.items() if one.entry else ():
            assert info.description, (key, name)


def test_the_page_of_reference_is_current():
    page = (ROOT / "docs" / "case-reference.md").read_text("utf-8")
    assert page == case_reference(), "write it anew: uv run python -m winset.present.documents.case_reference"


def test_the_recipe_names_files_that_exist():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    recipe = re.search(r"## Adding a section of the case file\n(.*?)\n## ", text, re.DOTALL)
    assert recipe is not None
    named = re.findall(r"`((?:src|docs|tests)/[\w./-]+)`", recipe.group(1))
    assert len(named) >= 6
    assert all((ROOT / one).exists() for one in named), named
