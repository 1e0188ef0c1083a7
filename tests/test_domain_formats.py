"""GeniusWeb and NegMAS folders read, and cases written as domains: worths are computed here apart from winset."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

import winset
from winset.case.formats.domain_writing import domain_files
from winset.case.formats.domains import Domain, DomainIssue, UtilityProfile, case_data
from winset.case.formats.folders import write_domain
from winset.case.reading import from_data
from winset.cli import cli
from winset.errors import CaseFileError, UsageError

SPACE = {
    "name": "lease",
    "issuesValues": {"Garden": {"values": ["shared", "own", "1"]}, "Rent": {"range": [500, 800.5, 100]}},
}
TENANT = {
    "issueUtilities": {
        "Garden": {"DiscreteValueSetUtilities": {"valueUtilities": {"own": 1, "shared": 0.3}}},
        "Rent": {"NumberValueSetUtilities": {"lowValue": 500, "lowUtility": 1.0, "highValue": 700, "highUtility": 0.1}},
    },
    "issueWeights": {"Garden": 0.2, "Rent": 0.8},
    "reservationBid": {"issuevalues": {"Garden": "own"}},
}
OWNER = {
    "issueUtilities": {
        "Garden": {"discreteutils": {"valueUtilities": {"own": 0, "shared": 1, "1": 0.5}}},
        "Rent": {"numberutils": {"lowValue": 400, "lowUtility": 0, "highValue": 800, "highUtility": 1}},
    },
    "issueWeights": {"Garden": 0.1, "Rent": 0.9},
    "reservationBid": None,
}


def lease(folder: Path, tenant: object = TENANT, key: str = "LinearAdditiveUtilitySpace", domain: bool = True) -> Path:
    folder.mkdir(exist_ok=True)
    for name, one in (("tenant", tenant), ("owner", OWNER)):
        text = json.dumps(
            {key if name == "tenant" else "LinearAdditiveUtilitySpace": {**one, "domain": SPACE, "name": name}}
        )
        (folder / f"{name}.json").write_text(text, "utf-8")
    if domain:
        (folder / "lease.json").write_text(json.dumps(SPACE, indent=1), "utf-8")
    (folder / "specials.json").write_text('{"size": 12, "nash": {"utility": [0.5, 0.5]}}', "utf-8")
    return folder


def worth(case: winset.Case, party: str, *package: str) -> Fraction:
    """What a package is worth by the points of the case."""
    keys = [key for key in case.issues if key != "agreement"]
    holds = {f"{key} = {level}" for key, level in zip(keys, package, strict=True)} | {"agreement = reached"}
    values = case.values[party]
    return sum((Fraction(one.points[1]) for one in values if one.when.replace('"', "") in holds), Fraction(0))


@pytest.mark.parametrize("domain", [True, False])
def test_a_geniusweb_folder(tmp_path, domain):
    case = winset.load(lease(tmp_path / "lease", domain=domain))
    assert list(case.parties) == ["owner", "tenant"]
    assert case.levels["Rent"] == ("500", "600", "700", "800")  # counted up from the least; 800.5 is no step
    for rent, high, low in (("500", "1", "1/4"), ("600", "0.55", "1/2"), ("700", "0.1", "3/4"), ("800", "0", "1")):
        for garden, here, there in (("shared", "0.3", "1"), ("own", "1", "0"), ("1", "0", "0.5")):
            tenant = Fraction("0.2") * Fraction(here) + Fraction("0.8") * Fraction(high)
            owner = Fraction("0.1") * Fraction(there) + Fraction("0.9") * Fraction(low)
            assert worth(case, "tenant", garden, rent) == tenant
            assert worth(case, "owner", garden, rent) == owner
    assert [Fraction(case.no_deal[party].value[1]) for party in ("tenant", "owner")] == [Fraction("0.2"), 0]
    assert winset.deals(case, draws=0).packages == 12


@pytest.mark.parametrize(
    ("change", "key", "told"),
    [
        ({}, "SumOfGroupsUtilitySpace", "tenant.json:1:2 the profile is a 'SumOfGroupsUtilitySpace', and winset reads"),
        ({"issueWeights": {"Garden": 0.2, "Rent": "much"}}, "", "'Rent' must be a number. Got much."),
        ({"issueWeights": {"Garden": 0.2, "Roof": 0.8}}, "", "the domain has no issue 'Roof'"),
        ({"reservationBid": {"issuevalues": {"Roof": "flat"}}}, "", "the domain has no issue 'Roof'"),
        ({"issueUtilities": {"Garden": {"Curve": {}}}}, "", "utilities of a kind winset does not know. Got Curve."),
    ],
)
def test_what_a_geniusweb_profile_cannot_say(tmp_path, change, key, told):
    folder = lease(tmp_path / "lease", TENANT | change, key or "LinearAdditiveUtilitySpace")
    with pytest.raises(CaseFileError) as error:
        winset.load(folder)
    assert told in str(error.value)
    assert "tenant.json:1:" in str(error.value)


SPACE_YAML = """type: CartesianOutcomeSpace
name: lease
path: __PATH__:/somewhere/else
issues:
- {name: Garden, type: CategoricalIssue, values: [shared, own, No]}
- {name: Rent, type: ContiguousIssue, values: [1, 3]}
- {name: Deposit, type: ContinuousIssue, values: [0.0, 1.0]}
"""
TENANT_YAML = """type: ExpDiscountedUFun
discount: 0.42
factor: step
reserved_value: -.inf
ufun:
  type: LinearAdditiveUtilityFunction
  name: tenant
  reserved_value: 1.5
  bias: 0.25
  weights: [0.44, 0.5, 0.06]
  values:
  - {type: TableFun, mapping: {shared: 12.0, own: 30.0, No: 2e-1}}
  - {type: TableFun, mapping: {1: 3, 2.0: 2, 3: 1}}
  - {type: AffineFun, slope: -2.0, bias: 1.0}
"""
OWNER_YAML = """type: negmas.preferences.LinearAdditiveUtilityFunction
reserved_value: .nan
weights: {Garden: 1, Rent: 2, Deposit: 0}
values:
  Garden: {type: TableFun, mapping: {shared: 1, own: -4, No: 0}}
  Rent: {type: IdentityFun}
  Deposit: {type: ConstFun, bias: 7}
"""


def scenario(folder: Path, tenant: str = TENANT_YAML) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "lease.yml").write_text(SPACE_YAML, "utf-8")
    (folder / "tenant.yml").write_text(tenant, "utf-8")
    (folder / "owner.yml").write_text(OWNER_YAML, "utf-8")
    (folder / "_info.yaml").write_text("a: [", "utf-8")
    return folder


def test_a_negmas_folder(tmp_path):
    case = winset.load(scenario(tmp_path / "lease"))
    assert case.levels["Garden"] == ("shared", "own", "No")
    assert len(case.levels["Deposit"]) == 11
    table = {"shared": Fraction(12), "own": Fraction(30), "No": Fraction(1, 5)}
    mine = {"shared": 1, "own": -4, "No": 0}
    for garden, rent, deposit in product(table, (1, 2, 3), ("0", "0.3", "1")):
        wanted = (
            Fraction(1, 4)
            + Fraction("0.44") * table[garden]
            + Fraction(1, 2) * (4 - rent)
            + Fraction("0.06") * (1 - 2 * Fraction(deposit))
        )
        assert worth(case, "tenant", garden, str(rent), deposit) == wanted
        assert worth(case, "owner", garden, str(rent), deposit) == mine[garden] + 2 * rent
    assert Fraction(case.no_deal["tenant"].value[1]) == Fraction(3, 2)
    assert Fraction(case.no_deal["owner"].value[1]) == -4 + 2
    assert "ExpDiscountedUFun 0.42" in case.parties["tenant"].note
    assert "worst package" in case.parties["owner"].note


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("LinearAdditiveUtilityFunction", "HyperRectangleUtilityFunction", "tenant.yml:6:3 the profile is a 'HyperRec"),
        ("own: 30.0", "mine: 30.0", "issue 'Garden' has no worth for 'own'"),
        ("AffineFun", "LambdaFun", "judged by a function winset does not know. Got LambdaFun."),
        ("weights: [0.44, 0.5, 0.06]", "weights: [0.44, 0.5]", "'weights' says nothing of issue 'Deposit'"),
        ("bias: 0.25", "bias: 1e400", "tenant.yml:9:3 'bias' must be a number. Got 1e400."),
    ],
)
def test_what_a_negmas_function_cannot_say(tmp_path, before, after, told):
    folder = scenario(tmp_path / "lease", TENANT_YAML.replace(before, after))
    with pytest.raises(CaseFileError) as error:
        winset.load(folder)
    assert told in str(error.value)


LEVELS = {"Garden": ("shared", "own & fenced"), "Rent 'cold'": ("1", "2", "Yes"), "Pets": ("<none>", 'a "cat"')}


@st.composite
def domains(draw: st.DrawFn, least: int = -100) -> Domain:
    number = st.integers(least, 100).map(lambda one: Fraction(one, 100))
    issues = tuple(DomainIssue(key, levels) for key, levels in LEVELS.items())
    profiles = []
    for party in ("tenant", "owner"):
        points = {key: {level: draw(number) for level in levels} for key, levels in LEVELS.items()}
        profiles.append(UtilityProfile(party, points, draw(number)))
    return Domain("lease", issues, tuple(profiles))


@settings(max_examples=25)
@given(domains())
def test_a_negmas_domain_written_and_read_is_the_same(tmp_path_factory, domain):
    case = from_data(case_data(domain, "x"), "x")
    folder = tmp_path_factory.mktemp("written")
    write_domain(folder, case, "negmas")
    again = winset.load(folder)
    assert list(again.levels.values()) == list(case.levels.values())
    for one in domain.profiles:
        assert Fraction(again.no_deal[one.name].value[1]) == one.reservation
        for package in product(*LEVELS.values()):
            wanted = sum(one.points[key][level] for key, level in zip(LEVELS, package, strict=True))
            assert told(again, one.name, package) == wanted


def told(case: winset.Case, party: str, package: tuple[str, ...]) -> Fraction:
    keys = [key for key in case.issues if key != "agreement"]
    chosen = dict(zip(keys, package, strict=True))
    total = Fraction(0)
    for value in case.values.get(party, ()):
        condition = winset.expr.parse(value.when)
        total += Fraction(value.points[1]) * (chosen[condition.issue] == condition.target)
    return total


@settings(max_examples=25)
@given(domains(least=0))
def test_a_genius_file_says_what_the_case_does(tmp_path_factory, domain):
    """Read by another program's rules here: weight times evaluation over the largest evaluation."""
    case = from_data(case_data(domain, "x"), "x")
    try:
        files, _ = domain_files(case, "genius")
    except UsageError:  # no deal lies outside the scale that Genius has
        assert any(one.reservation > sum(max(by.values()) for by in one.points.values()) for one in domain.profiles)
        return
    for one in domain.profiles:
        best = sum(max(by_level.values()) for by_level in one.points.values())
        span = best if best > 1 else Fraction(1)
        root = ElementTree.fromstring(files[f"{one.name}.xml"])
        weights = {each.get("index"): Fraction(each.get("value")) for each in root.iter("weight")}
        for issue in root.iter("issue"):
            evaluations = {item.get("value"): Fraction(item.get("evaluation")) for item in issue.iter("item")}
            for level, evaluation in evaluations.items():
                found = weights[issue.get("index")] * evaluation / max(evaluations.values())
                assert abs(found - one.points[issue.get("name")][level] / span) < Fraction(1, 10**16)
        assert abs(Fraction(root.find("reservation").get("value")) - one.reservation / span) < Fraction(1, 10**16)


def test_a_geniusweb_domain_written_and_read_keeps_the_solutions(tmp_path):
    case = winset.load(lease(tmp_path / "lease"))
    files, _ = domain_files(case, "geniusweb")
    profile = json.loads(files["tenant.json"])["LinearAdditiveUtilitySpace"]
    assert sum(map(Fraction, map(str, profile["issueWeights"].values()))) == 1
    write_domain(tmp_path / "again", case, "geniusweb")
    again = winset.load(tmp_path / "again")
    one, two = winset.deals(case, draws=0), winset.deals(again, draws=0)
    assert [each.levels for each in one.listed] == [each.levels for each in two.listed]
    assert (one.frontier, one.attained) == (two.frontier, two.attained)


def test_what_a_domain_cannot_say_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"the Genius format cannot say: .*the section 'conditions'"):
        domain_files(winset.load("jeddah-2025"), "genius")
    data = case_data(
        Domain("lease", (DomainIssue("Rent", ("1", "2")),), (UtilityProfile("a", {}), UtilityProfile("b", {}))), "x"
    )
    data["values"] = {"a": [{"when": "Rent = 1", "points": "1/3"}], "b": [{"when": "Rent = 2", "points": "1"}]}
    data["no_deal"]["b"] = {"value": "0.3"}
    with pytest.raises(UsageError, match=r"none is worth exactly 0.3 to 'b'"):
        domain_files(from_data(data, "x"), "geniusweb")
    data["no_deal"]["b"] = {"value": "2"}
    with pytest.raises(UsageError, match="no deal is worth 2 to 'b'"):
        domain_files(from_data(data, "x"), "genius")
    data["impossible"] = [{"when": "Rent = 1"}]
    with pytest.raises(UsageError, match="the section 'impossible'"):
        domain_files(from_data(data, "x"), "negmas")


def test_convert_on_the_command_line(tmp_path):
    folder, run = lease(tmp_path / "lease"), CliRunner()
    out = run.invoke(cli, ["convert", str(folder), str(tmp_path / "lease.yaml")])
    assert (out.exit_code, winset.load(tmp_path / "lease.yaml").hash) == (0, winset.load(folder).hash)
    out = run.invoke(cli, ["convert", str(tmp_path / "lease.yaml"), str(tmp_path / "new"), "--to", "negmas"])
    assert out.exit_code == 0
    assert "Wrote domain.yml, owner.yml, tenant.yml into" in out.output
    out = run.invoke(cli, ["convert", str(tmp_path / "lease.yaml"), str(tmp_path / "new"), "--to", "genius"])
    assert isinstance(out.exception, UsageError)
    assert "is not empty" in str(out.exception)
    out = run.invoke(cli, ["convert", str(scenario(tmp_path / "s")), str(tmp_path / "s.yaml"), "--grid", "4"])
    assert winset.load(tmp_path / "s.yaml").levels["Deposit"] == ("0", "0.25", "0.5", "0.75", "1")


def test_the_domain_of_the_documentation_changes_its_order_without_division(tmp_path):
    """The figures of docs/domains.md, worked out by hand there."""
    issue = '<issue index="{}" name="{}" type="discrete">{}</issue>'
    item = '<item index="1" value="{}" evaluation="{}"/>'
    sheet = {"Menu": {"daily": 4, "never": 1}, "Price": {"low": 30, "high": 20}}
    body = "".join(
        issue.format(place, name, "".join(item.format(*pair) for pair in levels.items()))
        for place, (name, levels) in enumerate(sheet.items(), 1)
    )
    weights = '<weight index="1" value="0.5"/><weight index="2" value="0.5"/>'
    profile = (
        f'<utility_space><objective name="c">{body}{weights}</objective><reservation value="0.6"/></utility_space>'
    )
    space = f'<utility_space><objective name="c">{body}</objective></utility_space>'
    space = f"<negotiation_template>{space}</negotiation_template>"
    (tmp_path / "domain.xml").write_text(space, "utf-8")
    for name in ("staff", "caterer"):
        (tmp_path / f"{name}.xml").write_text(profile, "utf-8")
    case = winset.load(tmp_path)
    divided = {pair: float(worth(case, "staff", *pair)) for pair in product(("daily", "never"), ("low", "high"))}
    as_it_stands = {(menu, price): sheet["Menu"][menu] / 2 + sheet["Price"][price] / 2 for menu, price in divided}
    assert {pair: round(one, 3) for pair, one in divided.items()} == {
        ("daily", "low"): 1.0,
        ("daily", "high"): 0.833,
        ("never", "low"): 0.625,
        ("never", "high"): 0.458,
    }
    assert list(as_it_stands.values()) == [17, 12, 15.5, 10.5]
