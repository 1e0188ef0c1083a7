"""The template "agreement with terms", and what goes with a party or an issue that is taken out of such a case."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

import winset
from winset.case.leaving_out import rests_on, without
from winset.case.starter import TEMPLATES, template_text
from winset.case.yaml_tree import read_tree
from winset.cli import cli
from winset.errors import UsageError
from winset.web.case_form import form

FIELDS = Path(winset.__file__).parent / "web" / "static" / "case" / "fields.js"


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_a_case_without_warnings(tmp_path, name):
    done = CliRunner().invoke(cli, ["new", str(tmp_path / "mine.yaml"), "--template", name])
    assert done.exit_code == 0
    assert (tmp_path / "mine.yaml").read_text("utf-8") == template_text(name)
    assert winset.check(winset.load(tmp_path / "mine.yaml")).warnings == ()


def test_the_template_has_what_its_name_says():
    case = winset.load("ferry-contract")
    assert case.issues["grant"].only_if == "contract = signed"
    assert case.deadlines[0].then == {"crossings": "stopped"}
    assert not case.parties["Authority"].at_table
    assert any("ruling = forbidden" in rule.when for rule in case.impossible)


def test_an_unknown_template_and_two_beginnings_are_refused(tmp_path):
    for arguments in (["--template", "agrement"], ["--template", "agreement", "--from", "elmira"]):
        done = CliRunner().invoke(cli, ["new", str(tmp_path / "mine.yaml"), *arguments])
        assert isinstance(done.exception, UsageError)
        assert done.exception.hint
        assert not (tmp_path / "mine.yaml").exists()


def test_terms_go_with_the_agreement_they_are_of():
    case = winset.load("ferry-contract")
    assert rests_on(case, "contract") == [
        ("issues", "grant", "only_if"),
        ("issues", "years", "only_if"),
        ("agreement", "when"),
        ("deadlines", 0),
    ]
    rest = without(case, "contract")
    assert [rest.issues[key].control for key in ("contract", "grant", "years")] == [(), (), ()]
    assert rest.agreement.when is None
    assert rest.deadlines == ()


def test_a_deadline_goes_with_what_it_moves():
    rest = without(winset.load("ferry-contract"), "crossings")
    assert rest.deadlines == ()
    assert rest.agreement.when == "contract = signed"


def forced(requires):
    data = read_tree(template_text("agreement").encode(), "").data
    data["issues"]["layoffs"]["requires"] = requires
    data["issues"]["tender"]["role"] = "lever"
    return winset.from_data(data)


def test_forced_moves_go_with_their_condition_and_with_who_must_make_them():
    both = [{"when": "crossings = stopped", "level": "announced"}, {"when": "tender = opened", "level": "announced"}]
    case = forced(both)
    left = without(case, "tender")
    assert [one.when for one in left.issues["layoffs"].requires] == ["crossings = stopped"]
    assert left.issues["tender"].role is None
    assert without(case, "Company").issues["layoffs"].requires == ()


def test_a_deadline_is_set_by_its_address():
    case = winset.changed(winset.load("ferry-contract"), {"deadlines.1": 0.5, "deadlines.1.on": "2026-04-15"})
    assert [str(one) for one in case.deadlines[0].chance] == ["0.5"] * 3
    assert case.deadlines[0].on == "2026-04-15"


def field_kinds(section):
    return {
        one["name"]: one["kind"]
        for one in next(part for part in form()["sections"] if part["key"] == section)["fields"]
    }


def test_the_form_knows_the_kinds_of_the_new_keys():
    issues, deadlines = field_kinds("issues"), field_kinds("deadlines")
    assert (issues["only_if"], issues["role"], issues["requires"]) == ("condition", "choice", "forced")
    assert (deadlines["on"], deadlines["unless"], deadlines["then"]) == ("date", "condition", "outcome")
    assert field_kinds("agreement")["severable"] == "flag"


VALUES = [
    ("outcome", {"crossings": "stopped", "layoffs": "announced"}),
    ("forced", {"when": "deal = none", "level": "sent"}),
    ("forced", [{"when": "deal = none", "level": "sent"}, {"when": "a = b and c != d", "level": "held back"}]),
    ("levels", ["low", "half way", "high"]),
    ("range", ["0.7", "0.9", "1"]),
]


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node to run the workbench's own code")
@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_the_form_writes_back_what_the_file_has(kind, value):
    spec = json.dumps({"kind": kind})
    code = (
        f"import {{ readBack, written }} from {json.dumps(FIELDS.as_uri())};"
        f"console.log(JSON.stringify(readBack({spec}, written({spec}, {json.dumps(value)}))));"
    )
    done = subprocess.run(["node", "--input-type=module", "-e", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == value
