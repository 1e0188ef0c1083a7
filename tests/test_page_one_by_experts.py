"""Page one says what an expert of the conflict says first."""

from functools import cache
from pathlib import Path

import pytest

import winset
from winset.engines.brief.brief import brief
from winset.present.documents.bottom_line import bottom_line
from winset.present.documents.brief import brief_document
from winset.present.documents.document import as_markdown
from winset.present.words.linter import lint

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "conflicts"


@cache
def lines(name):
    case = winset.load(name if name in {"ferry-contract", "jeddah-2025"} else SHARED / f"{name}.yaml")
    return bottom_line(case, brief(case))


def says(name, *parts):
    assert any(all(part in line for part in parts) for line in lines(name)), lines(name)


def test_the_invented_contract_with_a_deadline_and_an_authority_that_can_refuse():
    says("ferry-contract", "contract in force", "can hold and be reached")
    says("ferry-contract", "On 31 March 2026, unless the contract is signed", "crossings stop")
    says("ferry-contract", "The competition authority, not at the table, can refuse")
    says("ferry-contract", "in common that the contract is signed", "differ in", "yearly grant")
    says("ferry-contract", "may end in a tender", "far-sighted parties would not stay there")


def test_a_package_no_worse_than_no_deal_but_worse_than_today_says_so():
    case = winset.load("ferry-contract")
    told = as_markdown(brief_document(case, brief(case)))
    (cheap,) = [line for line in told.splitlines() if "6 million and the duration is five years. A deal" in line]
    assert "No worse than no deal, but worse than today: the ferry company." in cheap
    assert "Comes into force, once agreed: " in cheap


@pytest.mark.skipif(not SHARED.is_dir(), reason="the conflicts written by an analyst are not beside the checkout")
class TestConflictsNobodyHereHadBuiltOn:
    def test_the_lock_out_is_about_contract_limits(self):
        says("nhl", "in common", "50 percent", "differ in", "contract length limit")
        says("nhl", "the NHL owners and the NHL Players' Association must move together")

    def test_the_withdrawal_is_reached_by_those_who_look_to_the_end(self):
        says("brexit_n", "House of Commons, not at the table, can refuse")
        says("brexit_n", "Far-sighted parties", "Exit with a deal", "one step at a time nobody begins")

    def test_one_exit_is_free(self):
        says("grain", "Collapse with attacks", "one party alone: Russia")
        assert not any("Collapse" in line and "commitment" in line for line in lines("grain"))

    def test_the_regulator_can_refuse_and_the_rights_are_sold(self):
        says("msft", "CMA (United Kingdom), not at the table, can refuse")
        says("msft", "in common that the merger is closed", "sold to Ubisoft")


def test_no_line_of_page_one_is_a_word_of_another_scale_or_advice():

    for name in ("ferry-contract", "jeddah-2025"):
        assert lint("\n".join(lines(name))) == []
