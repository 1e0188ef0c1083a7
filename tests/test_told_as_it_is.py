"""What pages say of conflicts of other kinds, against what follows from the case by arithmetic done here by hand."""

import re
import textwrap

import pytest

import winset
from winset.present.documents.document import as_text
from winset.present.documents.page_one import page_one


@pytest.fixture
def told(tmp_path):
    """Page one of a case written here, on one line."""

    def tell(text):
        path = tmp_path / "case.yaml"
        path.write_text("winset: 1\n" + textwrap.dedent(text), encoding="utf-8")
        case = winset.load(path)
        return " ".join(as_text(page_one(case, winset.brief(case)), 200).split())

    return tell


CONTRACT = """
    title: A contract with a clause
    parties: {employer: {}, union: {}}
    issues:
      contract: {levels: [unsigned, signed], control: [employer, union], moves: forward}
      raise: {unit: "%", from: 1, to: 5, step: 1, control: [employer, union], only_if: contract = signed}
      clause: {levels: [absent, included], control: [employer, union], only_if: contract = signed}
    agreement: {when: contract = signed}
    values:
      employer: [{when: contract = signed, points: 14}, {of: raise, each: -2}, {when: clause = included, points: 5}]
      union: [{when: contract = signed, points: 0}, {of: raise, each: 2}, {when: clause = included, points: -3}]
    """


def test_a_package_told_by_another_is_compared_with_that_one(told):
    """With 14 - 2r + 5c and 2r - 3c, a point of pay more is 2 points, to the union and from the employer."""
    page = told(CONTRACT).split("Worth testing")[1].split("Who must say yes")[0]
    settled = {}
    for letter, text in re.findall(r"- ([A-Z]): (.*?)(?= - [A-Z]: |$)", page):
        settled[letter] = dict(settled.get(text[3], {}) if text.startswith("As ") else {})
        for amount in re.findall(r"raise is (\d)%", text):
            settled[letter]["raise"] = int(amount)
        for level in re.findall(r"clause is (absent|included)", text):
            settled[letter]["clause"] = level == "included"
    for letter, text in re.findall(r"- ([B-Z]): (As .*?)(?= - [A-Z]: |$)", page):
        here, other = settled[letter], settled[text[3]]
        pay, clause = here["raise"] - other["raise"], here["clause"] - other["clause"]
        more = {"employer": -2 * pay + 5 * clause, "union": 2 * pay - 3 * clause}
        gaining, losing = max(more, key=more.get), min(more, key=more.get)
        assert more[gaining] > 0 > more[losing]
        assert f"More for the {gaining}, less for the {losing}." in text
    assert any(text.startswith("As B") for _, text in re.findall(r"- ([A-Z]): (.*?)(?= - |$)", page))
