"""The cases in amounts of the catalogue: what must follow whatever their figures; and every command on a small one."""

import json

import pytest
from click.testing import CliRunner

import winset
from winset.case import catalogue
from winset.case.editing import changed
from winset.case.reading import from_data, read_case
from winset.cli import cli

NAMES = ["supply-contract", "wage-round"]
SIDE_PAYMENT = {"supply-contract": "advance", "wage-round": "lump"}
MARK = {"supply-contract": ("price", "mediator", "150", "130"), "wage-round": ("rise", "arbitration", "4", "3")}
FINER = {
    "supply-contract": ("to: 200, step: 10", "to: 200, step: 5", "unit: EUR a tonne", "unit: USD a tonne"),
    "wage-round": ("to: 7, step: 0.5", "to: 7, step: 0.25", "unit: percent", 'unit: "%"'),
}


def text(name):
    return (catalogue.FOLDER / f"{name}.yaml").read_text("utf-8")


def with_rule(name, rule):
    data = winset.load(name).model_dump(mode="json", exclude_defaults=True)
    data["impossible"] = [*data.get("impossible", []), {"when": rule}]
    return from_data(data | {"winset": "1"})


@pytest.mark.parametrize("name", NAMES)
def test_without_the_side_payment_the_zone_shrinks(name):
    """It adds packages and takes none away, so whatever its worth there are no more deals without it."""
    before = winset.deals(winset.load(name), draws=0)
    after = winset.deals(with_rule(name, f"{SIDE_PAYMENT[name]} > 0"), draws=0)
    assert 0 <= after.zone.central < before.zone.central
    drawn = [winset.deals(one, draws=200) for one in (winset.load(name), with_rule(name, f"{SIDE_PAYMENT[name]} > 0"))]
    assert drawn[1].zone.mean < drawn[0].zone.mean


@pytest.mark.parametrize("name", NAMES)
def test_a_mark_moved_moves_what_can_hold(name):
    issue, mark, old, new = MARK[name]
    case = winset.load(name)
    moved = read_case(text(name).replace(f"{mark}: {old}", f"{mark}: {new}").encode(), "x.yaml")
    found = [
        winset.stability(one, concepts=["nash"], limit=500).to_dict()["equilibria"]["nash"] for one in (case, moved)
    ]
    amounts = [{one["levels"][issue] for one in each["outcomes"]} for each in found]
    assert old in amounts[0] - amounts[1]
    assert new in amounts[1] - amounts[0]


@pytest.mark.parametrize("name", NAMES)
def test_unit_and_step_change_nothing_that_holds_or_is_worth_something(name):
    step, finer, unit, other = FINER[name]
    assert step in text(name)
    assert unit in text(name)
    case, two = winset.load(name), read_case(text(name).replace(step, finer).replace(unit, other).encode(), "x.yaml")
    holds = [winset.stability(one, limit=500).to_dict()["equilibria"] for one in (case, two)]
    assert holds[0] == holds[1]
    deals = [winset.deals(one, draws=0, limit=2000) for one in (case, two)]
    known = [{tuple(p.levels.items()): (p.central, p.gains) for p in found.listed} for found in deals]
    shared = {key for key in known[0] if key in known[1]}
    assert {key for key, (is_deal, _) in known[0].items() if is_deal} <= shared
    assert all(known[0][key] == known[1][key] for key in shared)


@pytest.mark.parametrize("name", NAMES)
def test_they_say_that_they_are_invented_and_have_a_record(name):
    case = winset.load(name)
    assert "invented" in case.title
    assert "invented" in case.summary
    assert sum(bool(party.home) for party in case.parties.values()) == 2
    assert [key for key, party in case.parties.items() if not party.at_table]
    rows = [json.loads(line) for line in (catalogue.FOLDER / f"{name}.record.jsonl").read_text("utf-8").splitlines()]
    assert {row["id"][0] for row in rows} >= {"d", "c", "l"}
    assert all("invented" in row["title"] for row in rows if row["id"].startswith("d"))


SMALL = """
winset: 1
title: Rent
as_of: 2026-03-01
parties: {tenant: {home: family}, owner: , court: {at_table: no}}
issues:
  rent: {name: Rent, unit: EUR a month, from: 10000, to: 13000, step: 500, now: 12000, control: [tenant, owner],
         marks: {index: 11500}}
  since: {name: First day, from: 2026-04-01, to: 2026-06-10, step: 35 days, control: owner}
  ruling: {name: Ruling, levels: [none, cut], control: court}
preferences:
  tenant: [rent <= index, ruling = cut]
  owner: [rent >= index, since > 2026-04-01]
  court: [ruling = none]
scenarios: {cut: {name: rent cut, when: rent < 12000}}
weights: {tenant: {rent: 100}}
scores: {tenant: {rent: {10000: 100, 12000: [20, 30, 40], 13000: 0}}}
values:
  owner: [{of: rent, points: {10000: -20, 11000: [-5, 0, 5], 13000: 20}}, {when: ruling = cut, points: -9}]
  family: [{of: rent, each: -0.001}]
  court: [{when: ruling = cut, points: -2}]
no_deal: {tenant: 20, owner: -4}
ratification: [{party: tenant, home: family, issue: rent, chances: {12500: 0.4}}]
"""
COMMANDS = [
    ["check"],
    ["brief"],
    ["show"],
    ["stability"],
    ["routes"],
    ["farsighted"],
    ["outcomes"],
    ["why", "{}", "rent = index, since = 2026-04-01, ruling = none"],
    ["align"],
    ["compare", "{}", "--without", "tenant:2"],
    ["deals", "{}", "--draws", "50"],
    ["forecast", "{}", "--draws", "50"],
    ["forecast", "{}", "--draws", "50", "--model", "stability"],
    ["flips", "{}", "--draws", "20"],
    ["what-if", "{}", "--draws", "50", "--set", "values.owner.1.11000=3"],
    ["what-if", "{}", "--draws", "50", "--set", "scores.tenant.rent.12000=60"],
    ["what-if", "{}", "--draws", "50", "--without", "rent:10500"],
    ["report", "{}", "-o", "report.md", "--draws", "100"],
    ["report", "{}", "-o", "roles.md", "--template", "roles", "--draws", "100"],
    ["convert", "{}", "again.yaml"],
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("rent")
    (found / "rent.yaml").write_text(SMALL, encoding="utf-8")
    return found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command))
def test_every_command_takes_a_case_in_amounts_and_tells_them_with_their_unit(folder, command, monkeypatch):
    monkeypatch.chdir(folder)
    arguments = [one.format("rent.yaml") for one in (command if "{}" in command else [*command, "{}"])]
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    written = [folder / one for one in arguments if one.endswith(".md")]
    told = result.output + "".join(file.read_text("utf-8") for file in written)
    lines = [line for line in told.splitlines() if "12000" in line and "values." not in line and "scores." not in line]
    assert lines == [], "an amount stands there as it is in the file"


def test_written_as_a_graph_model_its_marks_are_written(tmp_path):
    data = winset.load("chicken").model_dump(mode="json", exclude_defaults=True)
    data.pop("answers"), data.pop("ranking")
    span = {"from": "0", "to": "100", "step": "1", "now": "20", "marks": {"half": "50"}, "control": "Row"}
    data["issues"]["speed"] = span
    data["preferences"] = {"Row": ["speed >= half"], "Column": ["speed < 51"]}
    case = from_data(data | {"winset": "1"})
    found = winset.load(str(_written(tmp_path, case)))
    assert winset.game(found).space.count == 3 * 4 == winset.game(case).space.count


def _written(folder, case):
    from winset.case.formats.registry import converted, left_out

    file = folder / "case.gmcr"
    file.write_text(converted(case, file), encoding="utf-8")
    assert "amounts of 'speed' that are no marks" in left_out(case, file)
    return file


def test_a_what_if_that_does_not_fit_is_told_in_words():
    case = read_case(SMALL.encode(), "x.yaml")
    for address, value, what in (
        ("issues.rent.to", "9000", "reversed or empty"),
        ("values.owner.1.10750", "3", "10750 lies between two steps"),
        ("values.owner.1.11000", "1e400", "a range is a number"),
        ("weights.tenant.rent", "60", "sum to 60"),
        ("ratification.1.20000", "0.5", "20000"),
    ):
        with pytest.raises(winset.CaseFileError) as caught:
            changed(case, {address: value})
        assert what in str(caught.value), address
        assert "Hint:" in str(caught.value) or "range" in str(caught.value)
