"""Domains of other tools: what packages are worth is computed here apart from winset, from the same numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.case.exact import Ratio, as_text, of_fraction
from winset.case.formats.registry import converted
from winset.case.reading import read_case
from winset.errors import CaseFileError

PUBLISHED = Path(__file__).parents[2] / "shared" / "data" / "bargaining" / "domains"
POINTS = {
    "nash": "nash",
    "kalai-smorodinsky": "ks_leximin_ideal_ir",
    "egalitarian": "egalitarian_leximin",
    "maximum welfare": "utilitarian_ir",
}
Sheet = Mapping[str, Sequence[tuple[str, str]]]

DOMAIN = """<negotiation_template><utility_space number_of_issues="0">
<objective index="1" name="Works canteen" type="objective">
<issue index="2" name="Bread &amp; soup" type="discrete">{items}</issue>
<issue index="3" name="Price" type="integer" lowerbound="10" upperbound="14"/>
<issue index="4" name="Share" type="real"><range lowerbound="0" upperbound="1"/></issue>
</objective></utility_space></negotiation_template>"""

PROFILE = """<utility_space>
<reservation value="{reservation}"/>
<objective index="1" name="Works canteen" type="objective">
<weight index="3" value="0.3"/><weight index="2" value="0.5"/><weight index="4" value="0.2"/>
<issue index="2" name="Bread &amp; soup" type="discrete">
<item index="1" value="daily" evaluation="{daily}"/><item index="2" value="weekly" evaluation="{weekly}"/>
<item index="3" value="never" evaluation="7"/></issue>
<issue index="3" name="Price" type="integer" lowerbound="10" upperbound="14">
<evaluator ftype="linear" slope="{slope}" offset="{offset}"/></issue>
<issue index="4" name="Share" type="real"><range lowerbound="0" upperbound="1"/>
<evaluator ftype="linear" parameter0="{zero}" parameter1="{one}"/></issue>
</objective>
<discount_factor value="0.9"/></utility_space>"""
ITEMS = "".join(
    f'<item index="{place}" value="{level}"/>' for place, level in enumerate(("daily", "weekly", "never"), 1)
)
CATERER = {"reservation": "0.25", "daily": 3, "weekly": 9, "slope": "0.4", "offset": "-0.2", "zero": "0", "one": "1"}
STAFF = {"reservation": "0", "daily": 12, "weekly": 1, "slope": "-0.25", "offset": "1", "zero": "1", "one": "-1"}


def canteen(folder: Path, *profiles: tuple[str, Mapping[str, object]]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "canteen.xml").write_text(DOMAIN.format(items=ITEMS), "utf-8")
    for name, numbers in profiles or (("caterer", CATERER), ("staff", STAFF)):
        (folder / f"{name}.xml").write_text(PROFILE.format(**numbers), "utf-8")
    return folder


def worth(case: winset.Case, party: str) -> dict[tuple[str, ...], Fraction]:
    """What every package is worth by the points of the case, added up here."""
    keys = list(case.issues)[1:]
    found = {}
    for package in product(*(case.levels[key] for key in keys)):
        holds = {f"{key} = {level}" for key, level in zip(keys, package, strict=True)}
        total = Fraction(0)
        for value in case.values[party]:
            if all(part.replace('"', "") in holds for part in value.when.split(" and ")):
                total += Fraction(value.points[1])
        found[package] = total
    return found


def genius_utility(numbers: Mapping[str, object], package: tuple[str, ...]) -> Fraction:
    """The utility by the formula of Genius, from the numbers of the profile."""
    bread, price, share = package
    given = {key: Fraction(str(one)) for key, one in numbers.items()}
    evaluations = {"daily": given["daily"], "weekly": given["weekly"], "never": Fraction(7)}
    clamp = lambda one: max(Fraction(0), min(Fraction(1), one))  # noqa: E731
    return min(
        Fraction(1),
        Fraction(1, 2) * evaluations[bread] / max(evaluations.values())
        + Fraction(3, 10) * clamp(given["slope"] * (Fraction(price) - 10) + given["offset"])
        + Fraction(1, 5) * clamp(given["one"] * Fraction(share) + given["zero"]),
    )


def test_a_genius_folder_is_read_by_the_formula_of_genius(tmp_path):
    case = winset.load(canteen(tmp_path / "canteen"))
    assert case.title == "Works canteen"
    assert list(case.levels) == ["agreement", "Bread & soup", "Price", "Share"]
    for party, numbers in (("caterer", CATERER), ("staff", STAFF)):
        found = worth(case, party)
        assert found == {package: genius_utility(numbers, package) for package in found}
        assert len(found) == 3 * 5 * 11
        assert Fraction(case.no_deal[party].value[1]) == Fraction(str(numbers["reservation"]))
        assert "discount factor 0.9" in case.parties[party].note
    assert "grid of 10 equal steps" in case.issues["Share"].note


def test_every_combination_is_an_agreement_and_no_deal_is_the_reservation(tmp_path):
    case = winset.load(canteen(tmp_path / "canteen"))
    record = winset.deals(case, draws=0)
    gains = {
        package: [genius_utility(one, package) - Fraction(str(one["reservation"])) for one in (CATERER, STAFF)]
        for package in product(*list(case.levels.values())[1:])
    }
    deals = {package: one for package, one in gains.items() if min(one) >= 0}
    assert (record.packages, record.zone.central) == (165, len(deals))
    best = [
        package
        for package, one in deals.items()
        if not any(other != one and other[0] >= one[0] and other[1] >= one[1] for other in deals.values())
    ]
    assert record.frontier == len(best)
    nash = max(one[0] * one[1] for one in deals.values())
    told = {tuple(list(one.levels.values())[1:]) for one in record.listed if "nash" in one.solutions}
    assert told == {package for package, one in deals.items() if one[0] * one[1] == nash}


def test_a_folder_called_as_a_case_of_the_catalogue(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harbour").mkdir()
    assert "agreement" not in winset.load("harbour").issues
    canteen(tmp_path / "harbour")
    assert "agreement" in winset.load("harbour").issues


def test_a_domain_file_in_place_of_its_folder(tmp_path):
    folder = canteen(tmp_path / "canteen")
    assert winset.load(folder / "canteen.xml").hash == winset.load(folder).hash


def test_the_text_of_an_imported_case_reads_back_exactly(tmp_path):
    case = winset.load(canteen(tmp_path / "canteen"))
    text = converted(case, Path("x.yaml"))
    again = read_case(text.encode(), "x.yaml")
    assert again.hash == case.hash
    assert "points: 7/18}" in text  # 0.5 x 7 / 9, which no decimal equals
    assert "value: 0.25}" in text


def test_sums_above_one_count_as_one(tmp_path):
    text = PROFILE.format(**CATERER).replace('index="2" value="0.5"', 'index="2" value="0.75"')
    folder = canteen(tmp_path / "canteen")
    (folder / "caterer.xml").write_text(text, "utf-8")
    found = worth(winset.load(folder), "caterer")
    assert max(found.values()) == 1
    assert sum(one == 1 for one in found.values()) > 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<utility_space>", "<!-- written by hand -->\n<?xml version='1.0'?><utility_space>"),
        ("Bread &amp; soup", "Bread & soup"),
        ('name="Price" type', 'name="Price"type'),
    ],
)
def test_files_that_are_not_well_formed_but_that_genius_reads(tmp_path, before, after):
    folder = canteen(tmp_path / "canteen")
    case = winset.load(folder)
    (folder / "staff.xml").write_text(PROFILE.format(**STAFF).replace(before, after), "utf-8")
    assert winset.load(folder).hash == case.hash


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "<utility_space>",
            '<utility_space type="nonlinear">',
            "staff.xml:1:1 the profile states preferences over hyper",
        ),
        ("<utility_space>", '<utility_space type="constraint">', "staff.xml:1:1 the profile states preferences by con"),
        ('evaluation="7"', "", "staff.xml:7:1 the evaluation of 'never' must be a number. Got nothing."),
        ('evaluation="7"', 'evaluation="null"', "staff.xml:7:1 the evaluation of 'never' must be a number. Got null."),
        ('evaluation="7"', 'evaluation="1e400"', "Got 1e400."),
        ('value="never"', 'value="always"', "staff.xml:7:1 issue 'Bread & soup' has no level 'always' in the domain"),
        ('<weight index="4" value="0.2"/>', "", "issue 'Share' has no weight"),
        ('ftype="linear" slope', 'ftype="sigmoid" slope', "judged by a function winset does not know. Got sigmoid."),
        ("<utility_space>", "<!DOCTYPE u [<!ENTITY a 'b'>]><utility_space>", "a document type is not allowed"),
        ("</utility_space>", "", "staff.xml:13:31 the file is not XML"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path, before, after, told):
    folder = canteen(tmp_path / "canteen")
    (folder / "staff.xml").write_text(PROFILE.format(**STAFF).replace(before, after, 1), "utf-8")
    with pytest.raises(CaseFileError) as error:
        winset.load(folder)
    assert told in str(error.value)


def test_folders_without_two_profiles_or_with_a_crowd_are_refused(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(CaseFileError, match="holds no domain"):
        winset.load(empty)
    with pytest.raises(CaseFileError, match="holds 1 profiles"):
        winset.load(canteen(tmp_path / "one", ("staff", STAFF)))
    with pytest.raises(CaseFileError, match="holds 9 profiles"):
        winset.load(canteen(tmp_path / "nine", *((f"p{place}", STAFF) for place in range(9))))


fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6)


@settings(max_examples=60)
@given(fractions)
def test_numbers_of_a_case_are_exact(value):
    number = of_fraction(value)
    assert Fraction(number) == value
    assert isinstance(number, Ratio) == (value.denominator not in {2**a * 5**b for a in range(21) for b in range(21)})
    assert Fraction(as_text(number)) == value


def test_fractions_stay_fractions_in_a_case():
    text = """
winset: 1
title: Thirds
parties: {A: {}, B: {}}
issues: {x: {levels: [a, b], control: [A, B]}}
values: {A: [{when: x = b, points: 1/3}], B: [{when: x = b, points: [1/7, 2/7]}]}
"""
    case = read_case(text.encode(), "thirds.yaml")
    assert [Fraction(one) for one in case.values["B"][0].points] == [Fraction(1, 7), Fraction(3, 14), Fraction(2, 7)]
    assert read_case(converted(case, Path("x.yaml")).encode(), "x").hash == case.hash
    assert winset.deals(case, draws=20).listed[0].gains["A"] == pytest.approx(1 / 3)
    with pytest.raises(CaseFileError, match="a range is a number"):
        read_case(text.replace("1/3", "1/0").encode(), "thirds.yaml")


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published domains are not here")
def test_published_domains_to_the_last_tie():
    answers = json.loads((PUBLISHED / "expected.json").read_text("utf-8"))["domains"]
    for name, one in answers.items():
        record = winset.deals(winset.load(PUBLISHED / name), draws=0)
        exact = one["genius"]
        assert record.exact
        assert record.packages == exact["n_outcomes"]
        assert record.zone.central == exact["n_ir_outcomes"]
        assert record.frontier == exact["pareto_ir"]["n_outcomes"]
        for point, key in POINTS.items():
            assert record.attained[point] == exact[key]["n_outcomes"], (name, point)
            told = {tuple(list(each.levels.values())[1:]) for each in record.listed if point in each.solutions}
            wanted = {tuple(package) for group in exact[key]["points"] for package in group["outcomes"]}
            assert told >= wanted or len(wanted) > len(told), (name, point)
