"""What pages say of conflicts of other kinds, against what follows from the case by arithmetic done here by hand."""

import re
import textwrap

import pytest

import winset
from winset.engines.forecast.not_forecast import not_forecast, pressed
from winset.present.documents.document import as_text
from winset.present.documents.page_one import page_one


@pytest.fixture
def case(tmp_path):
    """A case written here."""

    def write(text):
        path = tmp_path / "case.yaml"
        path.write_text("winset: 1\n" + textwrap.dedent(text), encoding="utf-8")
        return winset.load(path)

    return write


@pytest.fixture
def told(case):
    """Page one of a case written here, on one line."""

    def tell(text):
        found = case(text)
        return " ".join(as_text(page_one(found, winset.brief(found)), 200).split())

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


def check_of(case, what):
    """What `winset check` warns of that says this."""
    return [one for one in winset.check(case).warnings if what in one.what]


ALONE = """
    title: The owner and the tenants
    parties: {owner: {}, tenants: {}}
    issues:
      rent: {unit: EUR, from: 500, to: 900, step: 100, now: 700, control: owner}
      heating: {levels: [old, new], control: owner}
    values:
      owner: [{of: rent, each: 0.02}, {when: heating = new, points: [1, 2, 3]}]
      tenants: [{of: rent, each: -0.03}, {when: heating = new, points: 3}]
    scenarios:
      dear: {when: rent >= 800, name: Dearer flats}
      fair: {when: rent <= 700 and heating = new, name: Better flats}
    """


def test_what_one_party_alone_can_do_has_no_likelihood(told, case):
    """Nothing here takes two. That the owner puts in the heating, which it wants, is not forecast: it is not 0%."""
    page = told(ALONE)
    assert "No forecast: one party alone moves anything (owner): nothing to agree on." in page
    assert "%" not in page
    owner = case(ALONE)
    beyond = not_forecast(owner)
    assert beyond.scenarios == ("dear", "fair")
    assert beyond.levels == {"rent": ("500", "600", "700", "800", "900"), "heating": ("old", "new")}
    assert check_of(owner, "nothing can be agreed on")
    record = winset.flips(owner, draws=200)
    assert [one.headline for one in record.robustness] == ["agreement in force is less likely than not"]


@pytest.mark.parametrize("more", ["tenants", "[owner, tenants]"])
def test_with_a_second_party_to_move_something_there_is_an_agreement_to_forecast(case, more):
    """A heating with a garden of the tenants' is an agreement; a dearer flat presses all the same."""
    extra = f"garden: {{levels: [closed, open], control: {more}}}"
    both = case(ALONE.replace("values:", f"  {extra}\n    values:", 1))
    assert not_forecast(both).scenarios == ("dear",)
    assert not check_of(both, "nothing can be agreed on")
    alone = case(ALONE.replace("values:", f"  {extra}\n    values:", 1) + "  only: heating = new and garden = closed\n")
    assert not_forecast(alone).scenarios == ("dear", "only")
    assert pressed(alone, ["dear"])
    assert not pressed(alone, ["only"])
