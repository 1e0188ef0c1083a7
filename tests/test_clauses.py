"""Levels, packages and conditions are told as people say them, of cases that nobody wrote phrases for."""

import pytest

import winset
from winset.case.reading import read_case
from winset.engines.records import Outcome
from winset.errors import CaseFileError
from winset.present.words import clauses, conditions, subjects
from winset.present.words.packages import lettered
from winset.present.words.words import unnamed

CASE = """
winset: 1
title: Water, wages and a port
summary: The Dockers have struck since the Harbour Board closed Pier Two.
parties:
  D: {name: Dockers}
  B: {name: Harbour Board, aliases: [Board]}
  R: {name: Ruritania}
issues:
  strike: {name: Strike, levels: [called, ended], control: D}
  pay: {name: Pay rise, from: 0, to: 10, step: 1, unit: percent, now: 0, marks: {offer: 2, claim: 8}, control: [D, B]}
  start: {name: First day, from: 2026-01-01, to: 2026-03-04, step: 31 days, control: [D, B]}
  dam: {name: Water behind the dam, levels: [held back, released], control: R}
  threat: {name: Ruritania attacks, levels: [no, yes], control: R}
  patrols: {name: Patrols on the river, levels: [none, joint, foreign], control: [B, R]}
  crane: {name: Crane, levels: [stands still, works], say: {works: the crane works again}, control: D}
  pier: {name: Board's plan, levels: [none, published], control: B}
  dues: {name: Harbour dues, levels: [old rate, new rate], say: "harbour dues follow the {}", control: B}
"""


@pytest.fixture(scope="module")
def case():
    return read_case(CASE.encode(), "talks.yaml")


@pytest.mark.parametrize(
    ("issue", "level", "told"),
    [
        ("strike", "ended", "the strike ends"),
        ("strike", "called", "the strike is called"),
        ("pay", "8", "the pay rise is 8 percent"),
        ("pay", "claim", "the pay rise is 8 percent"),
        ("start", "2026-02-01", "the first day is 1 February 2026"),
        ("dam", "released", "the water behind the dam is released"),
        ("threat", "yes", "Ruritania attacks"),
        ("threat", "no", "Ruritania does not attack"),
        ("patrols", "none", "there are no patrols on the river"),
        ("patrols", "joint", "the patrols on the river are joint"),
        ("crane", "works", "the crane works again"),
        ("crane", "stands still", "the crane stands still"),
        ("pier", "none", "there is no plan of Board"),
        ("dues", "new rate", "harbour dues follow the new rate"),
    ],
)
def test_a_level_is_told_as_a_clause(case, issue, level, told):
    assert str(clauses.clause(case, issue, level)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("strike = ended and dam = released", "the strike ends and the water behind the dam is released"),
        ("pay >= 5", "the pay rise is at least 5 percent"),
        ("pay < claim", "the pay rise is below 8 percent"),
        ("patrols != none", "there are patrols on the river"),
        ("patrols >= joint", "the patrols on the river are joint or foreign"),
        ("not patrols = foreign", "the patrols on the river are not foreign"),
        ("if strike = ended then pay >= offer", "if the strike ends, the pay rise is at least 2 percent"),
        ("threat = no iff strike = called", "Ruritania does not attack if, and only if, the strike is called"),
        ("strike != ended", "the strike is called"),
        ("not crane = works", "the crane stands still"),
        ("patrols in (joint, foreign)", "the patrols on the river are joint or foreign"),
    ],
)
def test_a_condition_is_told_in_clauses(case, text, told):
    assert conditions.condition(case, text) == told


def test_what_is_the_same_of_several_things_is_said_once():
    def together(*texts):
        return clauses.joined(map(clauses.taken_apart, texts))

    assert together("aid resumes", "intelligence resumes") == "aid and intelligence resume"
    assert (
        together("the lay-offs are announced", "the strike is announced") == "the lay-offs and the strike are announced"
    )
    both = clauses.Clause("Iraq", "attacks"), clauses.Clause("Iraq", "keeps", "the dam")
    assert clauses.joined(both) == "Iraq attacks and keeps the dam"
    assert together("there is no strike", "there is no truce") == "there is no strike and there is no truce"


def test_packages_are_told_by_letters_and_by_what_sets_them_apart(case):
    today = {key: case.status_quo_level(key) for key in case.issues}
    first = today | {"strike": "ended", "pay": "8"}
    near, far = first | {"pay": "5"}, today | {"dam": "released", "patrols": "joint"}
    assert lettered(case, [first, near, far]) == (
        "The strike ends and the pay rise is 8 percent.",
        "As A, but the pay rise is 5 percent.",
        "The water behind the dam is released and the patrols on the river are joint.",
    )


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("{ended: it ends.}", "what is said of a level is one clause"),
        ("{over: it ends}", "has no level 'over'"),
        ("it ends", "one clause for all levels has '{}'"),
        (f"{{ended: {'long ' * 40}}}", "what is said of a level is one clause"),
    ],
)
def test_what_is_said_of_levels_is_checked(said, wrong):
    text = CASE.replace("levels: [called, ended], control", f"levels: [called, ended], say: {said}, control")
    with pytest.raises(CaseFileError) as raised:
        read_case(text.encode(), "talks.yaml")
    assert wrong in str(raised.value)


def test_words_are_no_part_of_any_result():
    """What a level is called in a sentence moves no number."""
    plain = winset.load("syria-iraq")
    data = plain.model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    data.pop("answers", None)
    data["issues"]["attack"]["say"] = {"yes": "Iraq goes to war"}
    spoken = winset.from_data(data)
    assert str(clauses.clause(spoken, "attack", "yes")) == "Iraq goes to war"
    one, other = (winset.stability(case).to_dict()["equilibria"] for case in (plain, spoken))
    assert one == other


def test_the_adjective_of_a_state_keeps_its_capital(case):
    """Greek, Swiss, Afghan and the like have no ending that would tell them."""
    told = [subjects.uncapital(case, f"{word} veto") for word in ("Greek", "Swiss", "Afghan", "Old")]
    assert told == ["Greek veto", "Swiss veto", "Afghan veto", "old veto"]


def test_days_and_feasts_keep_their_capital(case):
    names = ("Christmas change", "Friday shift", "April deadline", "Holiday change", "Marching season")
    told = [subjects.uncapital(case, name) for name in names]
    assert told == ["Christmas change", "Friday shift", "April deadline", "holiday change", "marching season"]


def test_a_remark_in_brackets_is_no_part_of_a_sentence_unless_it_tells_issues_apart():
    text = CASE.replace("name: Strike,", "name: Strike (of the dockers),")
    one = read_case(text.encode(), "talks.yaml")
    issue = next(key for key in one.issues if one.issue_name(key).startswith("Strike"))
    assert str(clauses.clause(one, issue, "ended")) == "the strike ends"
    other = next(key for key in one.issues if key != issue)
    twice = one.model_dump(mode="json", exclude_defaults=True) | {"winset": "1"}
    twice["issues"][other]["name"] = "Strike (of the pilots)"
    assert "(of the dockers)" in str(clauses.clause(winset.from_data(twice), issue, "ended"))


def test_a_single_outcome_that_no_scenario_names_is_told_by_what_is_otherwise(case):
    today = {key: case.status_quo_level(key) for key in case.issues}
    near, far = (
        Outcome(3, today | changed)
        for changed in ({"strike": "ended"}, {key: case.levels[key][-1] for key in case.issues})
    )
    assert str(unnamed(case, [near])) == "one outcome: the strike ends"
    assert str(unnamed(case, [far])) == "one outcome that is none of the named endings"
    assert str(unnamed(case, [near, far])) == "one of 2 different outcomes"


@pytest.mark.parametrize(
    ("name", "level", "told", "denied"),
    [
        ("Veto", "as now", "the veto stays as now", "the veto does not stay as now"),
        ("Upstream gauges", "as now", "the upstream gauges stay as now", "the upstream gauges do not stay as now"),
        ("Mandate", "changed", "the mandate changes", "the mandate does not change"),
        ("Amount in megawatts", "400 megawatts", "the amount is 400 megawatts", "the amount is not 400 megawatts"),
        (
            "Sundric Union's tariff",
            "lifted",
            "Sundric Union's tariff is lifted",
            "Sundric Union's tariff is not lifted",
        ),
    ],
)
def test_what_a_draft_names_reads_as_a_clause(name, level, told, denied):
    raw = {
        "winset": "1",
        "title": "Talks",
        "parties": {"a": {"name": "A"}, "b": {"name": "B"}},
        "issues": {"x": {"name": name, "levels": ["other", level], "control": "a"}},
        "preferences": {"a": [{"prefer": f'x = "{level}"', "basis": "analyst assumption"}]},
    }
    case = winset.from_data(raw)
    clause_ = clauses.clause(case, "x", level)
    assert (str(clause_), clause_.denied()) == (told, denied)


def test_what_only_happens_comes_about_and_an_amount_keeps_its_unit():
    case = winset.load("ferry-contract")
    told = [
        str(clauses.formed(case, *pair))
        for pair in (("Walk out for two days", "walked out"), ("Rise in percent", "3 percent"), ("Walk", "walked away"))
    ]
    assert told == ["the walk out for two days comes about", "the rise in percent is 3 percent", told[2]]
    assert "comes about" not in told[2]
