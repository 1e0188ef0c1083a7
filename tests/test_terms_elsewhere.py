"""Terms that do not exist, in tables, exports and what is left out: nothing is shown of them, and nothing is lost."""

import json
import re

import pytest

import winset
from winset.case.formats.gmcr_writing import gmcr_text
from winset.case.formats.registry import left_out
from winset.case.leaving_out import without
from winset.case.reading import from_data
from winset.present.documents.document import as_text
from winset.present.documents.results import outcomes_document

PAY = {
    "winset": "1",
    "title": "Pay with terms",
    "parties": {"U": {}, "C": {}},
    "issues": {
        "contract": {"levels": ["unsigned", "signed"], "control": "U"},
        "pay": {"levels": ["low", "middle", "high"], "control": "U", "only_if": "contract = signed"},
        "notice": {
            "levels": ["none", "sent"],
            "control": "C",
            "requires": [{"when": "contract = unsigned", "level": "sent"}],
        },
    },
    "preferences": {
        "U": ["contract = signed", "pay != middle", "not pay = low"],
        "C": ["notice = none", "pay = low"],
    },
}


def by_name(case, levels):
    """An outcome in the words of the exported options: those that are taken."""
    pay = ["low", "middle", "high"].index(levels["pay"])
    taken = {"contract: signed"} if levels["contract"] == "signed" else set()
    taken |= {f"pay: at least {level}" for level in ("middle", "high")[:pay]}
    return frozenset(taken | ({"notice: sent"} if levels["notice"] == "sent" else set()))


def test_export_keeps_outcomes_orders_and_what_law_requires(tmp_path):
    case = from_data(PAY)
    (tmp_path / "pay.gmcr").write_text(gmcr_text(case), "utf-8")
    other = winset.load(str(tmp_path / "pay.gmcr"))
    here = {by_name(case, row.levels): row.places for row in winset.outcomes(case).outcomes}
    there = {
        frozenset(issue for issue, level in row.levels.items() if level == "Y"): row.places
        for row in winset.outcomes(other).outcomes
    }
    assert len(here) == 8
    assert there == here
    assert any("takes back" in what for what in left_out(case, tmp_path / "pay.gmcr"))


def test_the_table_shows_no_level_of_what_does_not_exist():
    case = from_data(PAY)
    rows = winset.outcomes(case).outcomes
    assert {row.absent for row in rows if row.levels["contract"] == "unsigned"} == {("pay",)}
    assert {row.absent for row in rows if row.levels["contract"] == "signed"} == {()}
    told = as_text(outcomes_document(case, winset.outcomes(case, where="contract = unsigned")))
    assert not re.search(r"\blow\b", told)


@pytest.mark.parametrize("draws", [0, 60])
def test_without_the_contract_there_is_no_package(draws):
    data = json.loads(json.dumps(PAY))
    for issue in ("contract", "pay"):
        data["issues"][issue]["control"] = ["U", "C"]
    data["values"] = {
        "U": [{"when": "pay = high", "points": [1, 2, 3]}],
        "C": [{"when": "contract = signed", "points": [1, 2, 3]}],
    }
    case = from_data(data)
    record = winset.deals(without(case, "contract"), draws=draws)
    assert winset.what_if(case, without(case, "contract"), draws=60).removed == ()
    assert winset.what_if(case, without(case, "pay:middle"), draws=60).removed == (("pay", "middle"),)
    assert (record.packages, record.zone.central, record.listed) == (0, 0, ())
